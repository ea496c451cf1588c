"""Tables as .doc and .rtf keep them: marks at the ends of cells and rows, rows that know the edges of their cells.

Rows are laid out on the columns that all of them share.
"""

from dataclasses import field

from tasks_db.intake.readers.page import NOTHING, Cell, Grid, Page
from tasks_db.lean_dataclass import dataclass

_SAME_EDGE = 30  # twentieths of a point
_UNPARTED = (
    "表格中有 {} 个单元格没有行的结束标记，分不出各行，任务可能没有读出。请用 Word 或 WPS 另存为 .docx 后重新发送。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The edges of a row's cells in twentieths of a point, and which continue the one above or the one before."""

    edges: tuple[int, ...] = ()
    down: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()


@dataclass(slots=True)
class OpenTable:
    """A table that is being read: its rows, the cells of the open row, the content of the open cell."""

    rows: list[tuple[list[Cell], Row]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    content: list[str | Grid] = field(default_factory=list)

    def end_cell(self) -> None:
        """Close the open cell."""
        self.cells.append(Cell(tuple(self.content)) if self.content else NOTHING)
        self.content = []

    def end_row(self, row: Row) -> None:
        """Close the open row; some writers end one with blank cells that its definition does not have."""
        while len(self.cells) >= len(row.edges) > 1 and not self.cells[-1].content:
            self.cells.pop()
        if self.cells:
            self.rows.append((self.cells, row))
        self.cells = []

    @property
    def unparted(self) -> int:
        """How many cells stand in a row that never ended, if they are more than any row has: rows run into one."""
        widest = max((len(cells) for cells, _ in self.rows), default=1)
        return len(self.cells) if len(self.cells) > widest else 0

    def grid(self) -> Grid:
        """Return the table; what stands in a row that never ended stands in a last one."""
        if self.content:
            self.end_cell()
        if self.cells:
            self.rows.append((self.cells, Row()))
            self.cells = []
        return laid_out(self.rows)


class OpenTables:
    """The tables that a text stands in at a place, one inside the other; ``page`` is written the outermost."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[OpenTable] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def at(self, level: int) -> OpenTable:
        """Close the tables deeper than a level, open those that lack, and return the one on that level, from 1 on."""
        self.close(level)
        while len(self._open) < level:
            self._open.append(OpenTable())
        return self._open[level - 1]

    def close(self, level: int = 0) -> None:
        """Close the tables deeper than a level: an inner one is content of the cell around it."""
        while len(self._open) > level:
            table = self._open.pop()
            unparted, grid = table.unparted, table.grid()
            if self._open:
                self._open[-1].content.append(grid)
            else:
                self._page.table(grid)
            if unparted:
                self._page.notice("unparted_rows", _UNPARTED.format(unparted))


def laid_out(rows: list[tuple[list[Cell], Row]]) -> Grid:
    """Return rows on common columns: a cell that is wider than a column stands in several."""
    edges: list[int] = []
    for edge in sorted({edge for _, row in rows for edge in row.edges}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    grid: Grid = []
    for cells, row in rows:
        laid: list[Cell | None] = []
        for n, one in enumerate(cells):
            above = grid[-1][len(laid)] if grid and len(laid) < len(grid[-1]) else None
            kept: Cell | None = one
            if n in row.across and laid:
                kept = laid[-1]
            elif n in row.down:
                kept = above
            laid += [kept] * _columns(edges, row, n)
        grid.append(laid)
    return grid


def _columns(edges: list[int], row: Row, n: int) -> int:
    """How many columns the cell spans."""
    if n + 1 >= len(row.edges):
        return 1
    return max(1, sum(row.edges[n] + _SAME_EDGE < edge <= row.edges[n + 1] + _SAME_EDGE for edge in edges))
