"""Rows whose cells are known by their edges, as .doc and .rtf keep them, laid out on common columns."""

from dataclasses import dataclass

from tasks_db.intake.readers.page import Cell, Grid

_SAME_EDGE = 30  # twentieths of a point


@dataclass(frozen=True, slots=True)
class Row:
    """The edges of a row's cells in twentieths of a point, and which continue the one above or the one before."""

    edges: tuple[int, ...] = ()
    down: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()


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
