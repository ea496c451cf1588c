"""Tables of a PDF page: ruled ones from their rules, others from the blank columns that their lines share."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any

from tasks_db.intake.readers.drawn_tables import Drawn
from tasks_db.intake.readers.page import Cell, Grid, cell
from tasks_db.intake.readers.pdf_lines import Box, Line, is_full, lines_of
from tasks_db.lean_dataclass import dataclass

_SAME_EDGE = 3.0  # points
_LEAST_COLUMNS = 2
_LEAST_UNRULED = 3  # rows and columns without rules
_PAGE_SHARE, _PAGE_LINES = 0.6, 12
_GUTTER = 1.0  # in widths of a character


@dataclass(slots=True)
class Area:
    """A cell: its box, its lines, the rows and columns of the table that it covers."""

    box: Box
    lines: list[Line] = field(default_factory=list)

    def text(self) -> str:
        """The text: lines that the cell's edge cut are joined, others stay apart."""
        # a cell is as far from its text on the right as on the left
        padding = max(0.0, min((line.left for line in self.lines), default=0.0) - self.box[0])
        text = ""
        for at, line in enumerate(self.lines):
            text += line.text
            if at + 1 < len(self.lines):
                text += "" if is_full(line, self.lines[at + 1], self.box[2] - padding) else "\n"
        return text


@dataclass(slots=True)
class Ruled:
    """A table: its box, and for each row the area at each column; ``pages`` has the page where each row begins."""

    box: Box
    edges: tuple[float, ...]
    rows: list[list[Area | None]]
    pages: list[int]
    last_page: int

    def grid(self) -> Grid:
        """Return the cells as every reader gives them."""
        made: dict[int, Cell] = {}
        return [
            [None if one is None else made.setdefault(id(one), cell(one.text())) for one in row] for row in self.rows
        ]

    def continue_with(self, other: "Ruled") -> bool:
        """Append the rows of a table that stands at the top of the next page, if it has the same columns.

        A first row without the number that rows have here is the rest of the last row of the page before.
        """
        if len(self.edges) != len(other.edges) or any(
            abs(a - b) > 2 * _SAME_EDGE for a, b in zip(self.edges, other.edges, strict=True)
        ):
            return False
        heads = _heads(self.rows, other.rows)
        rows, pages = other.rows[heads:], other.pages[heads:]
        if not rows:
            return True
        numbers = _number_column(self.rows)
        first = rows[0]
        if numbers is not None and not _said(first[numbers]) and any(map(_said, first)):
            for above, below in zip(self.rows[-1], first, strict=True):
                if above is not None and below is not None and not any(line in above.lines for line in below.lines):
                    above.lines += below.lines
            rows, pages = rows[1:], pages[1:]
        self._go_on(rows, numbers)
        self.rows += rows
        self.pages += pages
        self.last_page = other.last_page
        return True

    def _go_on(self, rows: list[list[Area | None]], numbers: int | None) -> None:
        """Let a cell merged over several rows go on in the empty cell that a new page opens its column with."""
        for column, above in enumerate(self.rows[-1]):
            merged = len(self.rows) > 1 and above is not None and self.rows[-2][column] is above
            if not merged or not rows or column == numbers:
                continue
            opened = rows[0][column]
            if opened is not None and not opened.lines:
                for row in rows:
                    if row[column] is opened:
                        row[column] = above


def _heads(rows: list[list[Area | None]], others: list[list[Area | None]]) -> int:
    """Return how many rows of the header stand again at the top of a page."""
    count = 0
    for above, below in zip(rows, others, strict=False):
        if not any(map(_said, below)) or list(map(_said, above)) != list(map(_said, below)):
            break
        count += 1
    return count


def _said(one: Area | None) -> str:
    return "".join(line.text for line in one.lines).strip() if one else ""


def _number_column(rows: list[list[Area | None]]) -> int | None:
    """Return the column in which most rows have a number."""
    for column in range(min(len(row) for row in rows)):
        if 2 * sum(_said(row[column]).isdecimal() for row in rows) >= len(rows):
            return column
    return None


def ruled(table: Drawn, box: Box, chars: list[dict[str, Any]], page: int) -> Ruled | None:
    """Return a table that rules draw, in its box, or None for a mere frame; ``chars`` are those inside it."""
    boxes = table.cells
    lefts, tops = _edges([box[0] for box in boxes]), _edges([box[1] for box in boxes])
    if len(lefts) < _LEAST_COLUMNS:
        return None
    rows: list[list[Area | None]] = [[None] * len(lefts) for _ in tops]
    areas = [Area(box) for box in boxes]
    for area in areas:
        left, top, right, bottom = area.box
        for number in range(*_between(tops, top, bottom)):
            for column in range(*_between(lefts, left, right)):
                rows[number][column] = area
    _fill(rows, lefts, tops, chars, page)
    if any(_is_page(area, box) for area in areas):
        return None
    return Ruled(box, (*lefts, box[2]), rows, [page] * len(rows), page)


def _between(edges: list[float], begin: float, end: float) -> tuple[int, int]:
    """Return which edges, in ascending order, stand from a beginning on and before an end."""
    return bisect_left(edges, begin - _SAME_EDGE), bisect_left(edges, end - _SAME_EDGE)


def _is_page(area: Area, box: Box) -> bool:
    """Whether a cell holds a page's text: its table is a frame."""
    wide = area.box[2] - area.box[0] > _PAGE_SHARE * (box[2] - box[0])
    return wide and len(area.lines) > _PAGE_LINES


def _fill(
    rows: list[list[Area | None]], lefts: list[float], tops: list[float], chars: list[dict[str, Any]], page: int
) -> None:
    held: dict[int, tuple[Area, list[dict[str, Any]]]] = {}
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        column, number = bisect_right(lefts, x) - 1, bisect_right(tops, y) - 1
        area = rows[max(number, 0)][max(column, 0)]
        if area is not None:
            held.setdefault(id(area), (area, []))[1].append(char)
    for area, inside in held.values():
        area.lines = lines_of(inside, page)


def _edges(values: list[float]) -> list[float]:
    """Return the distinct edges, near ones taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME_EDGE:
            found.append(value)
    return found


def unruled(lines: Sequence[Line], at: int) -> tuple[Ruled | None, int]:
    """Read a table without rules that begins at a line: return it, or None, and the line after it.

    Three lines or more whose gaps leave the same columns blank. A line with nothing in the first column continues
    the cells above it.
    """
    width = len(lines[at].words)
    if width < _LEAST_UNRULED:
        return None, at
    gutters = _gutters(lines[at])
    end = at + 1
    starts = 1
    while end < len(lines) and lines[end].page == lines[at].page:
        narrowed = [kept for one in gutters if (kept := _common(one, lines[end]))]
        if len(narrowed) < width - 1 or (len(lines[end].words) == 1 and lines[end].left < gutters[0][0]):
            break
        gutters = narrowed
        starts += lines[end].left < gutters[0][0]
        end += 1
    if starts < _LEAST_UNRULED:
        return None, at
    found = lines[at:end]
    box = (min(line.left for line in found), found[0].top, max(line.right for line in found), found[-1].bottom)
    edges = [box[0], *((low + high) / 2 for low, high in gutters), box[2]]
    rows: list[list[Area | None]] = []
    for line in found:
        if not rows or line.left < gutters[0][0]:
            rows.append([Area((low, line.top, high, line.bottom)) for low, high in pairwise(edges)])
        for word in line.words:
            column = sum(edge <= word.left for edge in edges[1:-1])
            area = rows[-1][column]
            if area is not None:
                area.lines.append(Line((word,), line.top, line.bottom, line.size, line.page))
    return Ruled(box, tuple(edges), rows, [found[0].page] * len(rows), found[0].page), end


def _gutters(line: Line) -> list[tuple[float, float]]:
    return [(one.right, two.left) for one, two in pairwise(line.words)]


def _common(gutter: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """Return what a line leaves blank of a gutter, or None if it is not enough to part columns."""
    low, high = gutter
    for word in line.words:
        if word.left < high and word.right > low:
            if word.left > low:
                high = word.left
            else:
                low = word.right
    return (low, high) if high - low > _GUTTER * line.size / 2 else None
