"""The text of a document as a reader writes it, and the tables that readers lay out.

Every reader but that of plain text builds the text itself: a line per paragraph, a line per table row with tabs
between cells. A merged cell is written once and stands at each of its positions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tasks_db.intake.blocks import EMPTY, Block, Document, Notice, Passage, Table, join, rectangular
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.headers import column_of
from tasks_db.intake.readers.flat import blocks_of
from tasks_db.intake.readers.glyphs import visible
from tasks_db.lean_dataclass import dataclass

LONGEST_TEXT = 1_000_000
# a table with more lines than this in one cell is not a table: it holds the page together
_FRAME_LINES = 20
_FRAME_ROWS = 3
# a table inside a cell of no more lines is a part of what the cell says
_INSIDE_LINES = 40
_ENDS = "。；;：:！？，,、"
# what every public site must print at its foot, and what else stands there
_SITE = re.compile(r"ICP备|公网安备|网站标识码")
_OF_SITE = re.compile(r"网站|联系我们|版权所有|技术支持|[主承]办(?:单位)?[：:]")
_LONGEST_FOOT = 15
_LONGEST_TITLE, _LEAST_TITLES = 10, 3
# notices of word processors' files
HIDDEN = "文件中有隐藏的文字，没有读入。如果其中有任务，请取消隐藏后重新发送。"
CHANGED = "文件中有没有接受的修订，已按“接受全部修订”读取。请核对后再交办。"
TOO_LONG = f"这个文件的文字超过 {LONGEST_TEXT // 10000} 万字，不像一份方案。请只保留方案正文和附件后再发送。"


@dataclass(slots=True, eq=False)
class Cell:
    """What stands in a cell: lines, and the tables inside it. The same object at several positions is merged."""

    content: tuple["str | Grid", ...]

    @property
    def lines(self) -> list[str]:
        """The lines of text that are not blank."""
        return [line for line in self.content if isinstance(line, str) and line]

    @property
    def grids(self) -> list["Grid"]:
        """The tables inside."""
        return [part for part in self.content if not isinstance(part, str)]


# rows of cells by column; None where a row has no cell
Grid = list[list[Cell | None]]
NOTHING = Cell(())


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something, without the blanks around them."""
    plain = visible(text).strip()
    if plain.isprintable():  # the usual case: one line
        return [plain] if plain else []
    return [line for part in plain.splitlines() if (line := part.strip())]


def cell(text: str) -> Cell:
    """Return a cell of text alone."""
    lines = lines_of(text)
    return Cell(tuple(lines)) if lines else NOTHING


class Page:
    """Grows a document: paragraphs, tables, noise and notices in the order in which they are written."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._length = 0
        self._places: list[tuple[int, str]] = []
        self._blocks: list[Block] = []
        self._lines: list[Passage] = []
        self._noise: list[Passage] = []
        self._notices: dict[Notice, None] = {}
        self._tables = 0
        self._inner: list[Table] = []  # that are written and follow the table around them
        self._paragraphs = 0

    @property
    def length(self) -> int:
        """How many characters are written."""
        return self._length

    def next_place(self) -> str:
        """Return the place of the next paragraph, which is its number."""
        self._paragraphs += 1
        return f"第{self._paragraphs}段"

    def add(self, text: str, place: str, end: str = "\n") -> Passage:
        """Write a piece of text and what follows it, and return the passage."""
        if not self._places or self._places[-1][1] != place:
            self._places.append((self._length, place))
        part = Passage(text, self._length, place)
        self._written += (text, end)
        self._length += len(text) + len(end)
        if self._length > LONGEST_TEXT:
            raise IntakeError(TOO_LONG)
        return part

    def paragraph(self, text: str, place: str) -> None:
        """Write a paragraph; its line breaks part it into blocks."""
        self._lines += [self.add(line, place) for line in lines_of(text)]

    def wrapped(self, lines: Sequence[tuple[str, str]]) -> None:
        """Write a paragraph that the page cut into lines, each with its place."""
        kept = [(plain, place) for text, place in lines if (plain := visible(text).strip())]
        if kept:
            last = len(kept) - 1
            self._lines.append(
                join([self.add(text, at, "\n" if n == last else "") for n, (text, at) in enumerate(kept)])
            )

    def noise(self, text: str, place: str) -> None:
        """Write what belongs to the page and not to what it says."""
        plain = visible(text).strip()
        if plain:
            self._noise.append(self.add(plain, place))

    def notice(self, kind: str, message: str, place: str = "") -> None:
        """Say something of the file, once."""
        self._notices[Notice(kind, message, place)] = None

    def table(self, grid: Grid, place_of: Callable[[int], str] | None = None, place: str | None = None) -> None:
        """Write a table and then the tables inside it; a frame around the page is written as what it holds.

        What a small table inside a cell says belongs to what the cell says, too.
        ``place_of`` names a row, counted from 0, and ``place`` the table; without them both go by the number of
        the table in the document.
        """
        if not any(one is not None and one.content for row in grid for one in row):
            return
        self._tables += 1
        name = place or f"表{self._tables}"
        name_row = place_of or (lambda row: f"{name}第{row + 1}行")
        starts = [0, *_other_tables(grid), len(grid)]
        if len(starts) > 2:  # noqa: PLR2004  its two ends
            self._tables -= 1
            for begin, end in pairwise(starts):
                self.table(grid[begin:end], _shifted(name_row, begin), name)
            return
        cells = {id(one): one for row in grid for one in row if one and one.content}
        if _is_frame(grid, list(cells.values())):
            self._frame(cells.values(), name)
            return
        self._flush()
        rows = self._rows(grid, name_row)
        if rows:
            self._blocks.append(rectangular(rows, name))
        self._blocks += self._inner
        self._inner = []
        for inner in [part for one in cells.values() for part in one.grids if not _is_small(part)]:
            self.table(inner)

    def document(self) -> Document:
        """Return what was written; the foot of a web page at its end is noise."""
        self._flush()
        for _ in range(_site_foot(self._blocks)):
            self._noise += [one for one in [self._blocks.pop()] if isinstance(one, Passage)]
        return Document(
            "".join(self._written),
            tuple(self._blocks),
            tuple(self._places),
            tuple(self._noise),
            tuple(self._notices),
        )

    def _frame(self, cells: Iterable[Cell], place: str) -> None:
        for one in cells:
            for part in one.content:
                if isinstance(part, str):
                    self.paragraph(part, place)
                else:
                    self.table(part)

    def _flush(self) -> None:
        """Paragraphs in a row may be a table that was flattened into lines."""
        self._blocks += blocks_of(self._lines)
        self._lines = []

    def _rows(self, grid: Grid, place_of: Callable[[int], str]) -> list[list[Passage]]:
        known: dict[Cell, Passage] = {}
        rows = []
        for number, row in enumerate(grid):
            place, before = place_of(number), self._length
            rows.append([self._cell(one, place, known) for one in row])
            if self._length > before:
                self._written[-1] = "\n"  # behind the last cell of the row, in place of a tab
        width = _width(rows)
        rows = [row + [EMPTY] * (width - len(row)) if n == 0 else row for n, row in enumerate(rows)]
        return [row for row in rows if any(part.text for part in row)]

    def _cell(self, one: Cell | None, place: str, known: dict[Cell, Passage]) -> Passage:
        if one is None or not one.content:
            return EMPTY
        found = known.get(one)
        if found is None:
            first = one.content[0]
            if len(one.content) == 1 and isinstance(first, str):  # nearly all of them
                found = self.add(first, place, "\t")
            else:
                found = self._told(one, place)
            known[one] = found
        return found

    def _told(self, one: Cell, place: str) -> Passage:
        """Write the lines of a cell, and the small tables inside it a row a line."""
        told = [part for part in one.content if isinstance(part, str) or _is_small(part)]
        whole = EMPTY
        for n, part in enumerate(told, 1):
            if isinstance(part, str):
                said, glue = self.add(part, place, "\t" if n == len(told) else "\n"), "\n"
            else:
                said, glue = self._inside(part), "\n" if whole.text[-1:] in _ENDS else "：\n"
            whole = join([whole, said], glue) if whole.text and said.text else whole if whole.text else said
        return whole

    def _inside(self, grid: Grid) -> Passage:
        """Write a table inside a cell, and return its rows as one text."""
        self._tables += 1
        name = f"表{self._tables}"
        at = len(self._inner)
        rows = self._rows(grid, lambda row: f"{name}第{row + 1}行")
        if rows:
            self._inner.insert(at, rectangular(rows, name))
        lines = [join([cell for cell in dict.fromkeys(row) if cell.text], " ") for row in rows]
        return join(lines, "；\n")


def _shifted(place_of: Callable[[int], str], first: int) -> Callable[[int], str]:
    """Return the names of rows that are counted from another one on."""
    return lambda row: place_of(first + row)


def _other_tables(grid: Grid) -> list[int]:
    """Return where other tables begin below the first: with other titles, and the rows of one cell above these."""
    starts: list[int] = []
    before: list[str] = []  # the titles of the table above
    for n, row in enumerate(grid):
        titles = _titles(row)
        if titles and titles != before:
            above = n
            while above and len(_filled(grid[above - 1])) == 1:
                above -= 1
            begun = starts[-1] if starts else 0
            if before and above - begun > _FRAME_ROWS - 1 and not _titles(grid[above - 1]):
                starts.append(above)
            before = titles
    return starts


def _filled(row: Sequence[Cell | None]) -> list[Cell]:
    return [one for one in dict.fromkeys(row) if one is not None and one.content]


def _titles(row: Sequence[Cell | None]) -> list[str]:
    """Return the titles of a row that holds nothing else: three at least, of more than one kind."""
    first = row[0].content[:1] if row and row[0] is not None else ()
    if first and (not isinstance(first[0], str) or len(first[0]) > _LONGEST_TITLE or first[0].isdecimal()):
        return []  # the usual row
    filled = _filled(row)
    texts = [one.lines[0] for one in filled if len(one.lines) == 1 and len(one.lines[0]) <= _LONGEST_TITLE]
    if len(filled) < _LEAST_TITLES or len(texts) != len(filled) or any(map(str.isdecimal, texts)):
        return []
    kinds = {column_of(text) for text in texts}
    return texts if len(kinds) > 1 and Column.OTHER not in kinds else []


def _site_foot(blocks: list[Block]) -> int:
    """Return how many of the last blocks are the foot of a web page: lines behind the last sentence."""
    foot: list[str] = []
    for block in reversed(blocks[-_LONGEST_FOOT:]):
        if not isinstance(block, Passage) or "。" in block.text:
            break
        foot.append(block.text)
    if not any(_SITE.search(text) for text in foot):
        return 0
    return max(n for n, text in enumerate(foot, 1) if _SITE.search(text) or _OF_SITE.search(text))


def _is_frame(grid: Grid, filled: list[Cell]) -> bool:
    """Whether a table holds the page together instead of values: text in one cell alone, or a page's worth in one."""
    if len(filled) == 1 and (len(grid) == 1 or filled[0].grids or len(filled[0].lines) > 1):
        return True
    if len(grid) > _FRAME_ROWS:
        return _is_column(grid, filled)
    return max(map(_extent, filled)) > _FRAME_LINES or any(one.grids and len(one.lines) > 1 for one in filled)


def _is_column(grid: Grid, filled: list[Cell]) -> bool:
    """Whether the parts of a page stand below one another, one of them a page's worth, or a table that holds it."""
    widest = max(len(_filled(row)) for row in grid)
    if widest == 1:
        return max(map(_extent, filled)) > _FRAME_LINES
    inner = [part for one in filled for part in one.grids] if widest < _LEAST_TITLES else []
    told = [(part, [one for row in part for one in _filled(row)]) for part in inner]
    return any(cells and _is_frame(part, cells) for part, cells in told)


def _extent(one: Cell) -> int:
    return len(one.lines) + sum(len(inner) for inner in one.grids)


def _is_small(grid: Grid) -> bool:
    return sum(len(one.lines) for row in grid for one in row if one is not None) <= _INSIDE_LINES


def _width(rows: list[list[Passage]]) -> int:
    """The width that most rows have, of two the larger: a title row above the header may be narrower."""
    counted = Counter(len(row) for row in rows)
    return max(counted, key=lambda width: (counted[width], width))
