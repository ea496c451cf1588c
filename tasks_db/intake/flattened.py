"""Tables that lost their lines on the way: columns parted by spaces, one cell a line, a whole table in one line.

    aligned  =  lines of as many cells, two spaces between cells, or one below known titles
    strewn   =  titles, then rows that open with their numbers: each cell a line, or parted by spaces within lines

Which numbers open rows is one choice: of all that stand there those that count on furthest (row 3 may hold a 4, and
one number may be missing). Where the titles begin is chosen by how well the rows fit them (dealing.py). The names of
groups stand between rows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from tasks_db.intake import line_forms, owners
from tasks_db.intake.blocks import EMPTY, Block, Passage, Row, Table, join, rectangular
from tasks_db.intake.cells import Content, content_of_column
from tasks_db.intake.columns import Column
from tasks_db.intake.dealing import Dealt, dealt, kind_of, of_title
from tasks_db.intake.headers import column_of
from tasks_db.intake.line_forms import Kind
from tasks_db.intake.names import is_specific
from tasks_db.intake.numbering import marker
from tasks_db.language.lists import OPENERS
from tasks_db.language.numerals import numeral
from tasks_db.lean_dataclass import dataclass

_GAP = re.compile(r"[ \u3000]{2,}")
_SPACE = re.compile(r"[ \u3000]+")
# the parts of a date may stand apart: 2026 年 6 月 30 日前
_WORD = re.compile(r"(?:\d{1,4}[ \u3000]+[年月日](?:[ \u3000]+(?=\d{1,2}[ \u3000]*[月日]|[底前末内]))?)+\S*|\S+")
_ROW_NUMBER = re.compile(r"[（(]?(?P<n>0*\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
_TITLE_LENGTH = 14
_ALIGNED_TITLE = 10
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2
_MOST_CELLS = 40
_MOST_GROUPS = 3
_TELLING_ROWS = 15
_MISSING = 2  # so many row numbers may be lost at once
_WHOLE, _LOST = 3, 2.5  # what a number that goes on before words is worth, and what each lost one costs
_OWNED = (Content.UNITS, Content.DATE)
# a mere sign is an empty cell or a number made unreadable
_IN_TABLES = (Kind.TEXT, Kind.WHEN, Kind.FURNITURE)
_NAME_OF_ALL = re.compile("表$|清单|附件")
_STRANGE_TITLE, _OF_ALL, _FULL = 1.0, 6.0, 3.0


class _Found(NamedTuple):
    """A table among cells: where its titles begin, where it ends, and what it is."""

    begin: int
    end: int
    table: Table


@dataclass(frozen=True)
class _Run:
    """Lines without a table among them."""

    lines: list[Passage]

    @cached_property
    def words(self) -> tuple[list[Passage], list[int]]:
        """The words of all lines, and for each line where its words end."""
        words: list[Passage] = []
        ends: list[int] = []
        for line in self.lines:
            words += [line.cut(*found.span()) for found in _WORD.finditer(line.text)]
            ends.append(len(words))
        return words, ends


def unflattened(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with such tables put together again."""
    mended: list[Block] = []
    begun, run = 0, _Run([])  # the lines up to the next table, and where they begin
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            mended.append(block)
            at += 1
            continue
        aligned = list(_aligned(blocks, at))
        if len(aligned) > _LEAST_ROWS:
            mended.append(rectangular(aligned, block.place))
            at += len(aligned)
            continue
        if at >= begun + len(run.lines):
            begun, run = at, _Run(list(_run(blocks, at)))
        found, used = _strewn(run, at - begun)
        mended += found
        at += used
    return mended


def _run(blocks: Sequence[Block], at: int) -> Iterator[Passage]:
    for block in islice(blocks, at, None):
        if isinstance(block, Table):
            return
        yield block


def _aligned(blocks: Sequence[Block], at: int) -> Iterator[list[Passage]]:
    """Yield the rows of an aligned table that begins here."""
    width, gap = 0, _GAP
    for block in islice(blocks, at, None):
        if isinstance(block, Table):
            return
        if not width and _SPACE.search(block.text):
            # titles that are known need no wide gap between them
            gap = _SPACE if all(column_of(cell.text) is not Column.OTHER for cell in _cut(block, _SPACE)) else _GAP
        cells = list(_cut(block, gap)) if gap.search(block.text) else []
        cells = cells if width else _unspread(cells)
        if len(cells) < _LEAST_COLUMNS or (width and len(cells) != width):
            return
        if not width and not all(_is_title(cell.text, _ALIGNED_TITLE) for cell in cells):
            return
        width = len(cells)
        yield cells


def _cut(text: Passage, gap: re.Pattern[str]) -> Iterator[Passage]:
    begin = 0
    for found in gap.finditer(text.text):
        yield text.cut(begin, found.start())
        begin = found.end()
    yield text.cut(begin)


def _unspread(cells: list[Passage]) -> list[Passage]:
    """Join titles of two characters that a typist spread over their columns: 项    目    内    容."""
    joined: list[Passage] = []
    at = 0
    while at < len(cells):
        count = 2 if at + 1 < len(cells) and len(cells[at].text) == len(cells[at + 1].text) == 1 else 1
        joined.append(join(cells[at : at + count]))
        at += count
    return joined


def _is_title(text: str, longest: int = _TITLE_LENGTH) -> bool:
    return (
        0 < len(text) <= longest
        and not line_forms.has_sentence(text)
        and marker(text) is None
        and _row_number(text) is None
    )


def _row_number(text: str) -> int | None:
    found = _ROW_NUMBER.fullmatch(text)
    return numeral(found["n"].lstrip("0") or "0") if found else None


def _strewn(run: _Run, at: int) -> tuple[list[Block], int]:
    """Read one of these lines, or the table that begins in it: the blocks it gives, the lines used."""
    first = run.lines[at]
    if _is_title(first.text):
        found = _table(run.lines, at)
        return ([found.table], found.end - at) if found else ([first], 1)
    titled = [_is_title(found[0]) for found in _WORD.finditer(first.text)]
    if not any(all(titled[n : n + _LEAST_COLUMNS]) for n in range(len(titled) - _LEAST_COLUMNS + 1)):
        return [first], 1
    words, ends = run.words
    start = ends[at] - len(titled)
    for begin in (start + n for n, title in enumerate(titled) if title):
        found = _table(words, begin)
        if found:
            last = next(n for n in range(at, len(ends)) if ends[n] >= found.end)
            return [*words[start : found.begin], found.table, *words[found.end : ends[last]]], last + 1 - at
    return [first], 1


def _table(cells: Sequence[Passage], begin: int) -> _Found | None:
    """Return the table whose titles stand from ``begin`` on, if rows that fit them follow."""
    end = begin
    while end < len(cells) and end - begin <= _MOST_CELLS and _is_title(cells[end].text):
        end += 1
    known = [of_title(cell.text) is not None for cell in cells[begin:end]]
    names = [cell.text for cell, title in zip(cells[begin:end], known, strict=True) if not title]
    if any(known) and any(map(is_specific, names)):
        return _unnumbered(cells, begin)  # 牵头单位 县残联; 归口局 is a title where no other is known
    opened = any(_row_number(cell.text) is not None for cell in cells[end : end + _MOST_GROUPS + 1])
    numbers = _counting(cells, end) if end - begin >= _LEAST_COLUMNS and opened else []
    if len(numbers) < _LEAST_ROWS:
        return None if opened else _unnumbered(cells, begin)
    ends = [*numbers[1:], _end(cells, numbers[-1])]
    rows = [list(cells[low + 1 : high]) for low, high in zip(numbers, ends, strict=True)]
    if not all(rows):
        return None
    best: tuple[float, int, int, list[Dealt]] | None = None
    # a short name of a group may stand between the titles and the first row
    stops = range(end, max(end - _MOST_GROUPS, begin + _LEAST_COLUMNS) - 1, -1)
    ways = [(low, high) for high in stops for low in range(begin, high - _LEAST_COLUMNS + 1)]
    some = rows[:_TELLING_ROWS]  # these tell which titles fit
    for start, stop in ways:
        titles = cells[start:stop]
        at = _number_title(titles)
        found = dealt(titles[at + 1 :], some, grouped=at > 0)
        if _says_who_or_when(titles[at + 1 :], found):
            score = _worth(titles, at, some, found)
            if best is None or score > best[0]:
                best = score, start, stop, found
    if best is None or best[0] <= 0 or best[1] > begin:
        return None  # what stands before the titles is read first
    _, start, stop, found = best
    if some != rows:
        at = _number_title(cells[start:stop])
        found = dealt(cells[start + at + 1 : stop], rows, grouped=at > 0)
    table = _built(cells[start:stop], cells[stop : numbers[0]], numbers, cells, found)
    return _Found(start, ends[-1] - len(found[-1].group), table)


def _unnumbered(cells: Sequence[Passage], begin: int) -> _Found | None:
    """Return the table whose known titles stand from ``begin`` on and whose rows are as long as they are."""
    stop = begin
    while stop < len(cells) and _is_title(cells[stop].text) and column_of(cells[stop].text) is not Column.OTHER:
        stop += 1
    titles = cells[begin:stop]
    kinds = [of_title(title.text) for title in titles]
    width, rows = len(titles), [tuple(titles)]
    if width < _LEAST_COLUMNS or not {Content.UNITS, Content.TEXT} <= {*kinds} or Content.NUMBER in kinds:
        return None
    while len(row := tuple(cells[stop : stop + width])) == width and all(map(_fits, row, kinds)):
        rows.append(row)
        stop += width
    return _Found(begin, stop, Table(tuple(rows), titles[0].place)) if len(rows) > _LEAST_ROWS else None


def _fits(cell: Passage, kind: Content | None) -> bool:
    """Whether a cell may stand below a title; what is built may be called as units are: 口袋公园."""
    return kind not in (Content.UNITS, Content.DATE, Content.PEOPLE) or kind_of(cell.text) in (kind, None)


def _worth(titles: Sequence[Passage], at: int, rows: Sequence[Sequence[Passage]], found: Sequence[Dealt]) -> float:
    """Return how well rows fit titles: their cells, how many of them are full, less the titles that nobody knows."""
    full = sum(len(row) == len(titles) - at - 1 for row in rows)
    strange = sum(of_title(title.text) is None for title in titles)
    score = (sum(one.score for one in found) + full * _FULL) / len(found) - strange * _STRANGE_TITLE
    return score - (_OF_ALL if _NAME_OF_ALL.search(titles[0].text) else 0)


def _says_who_or_when(titles: Sequence[Passage], found: Sequence[Dealt]) -> bool:
    """Whether a column is of units or dates, by its title, or by its cells where all rows fit."""
    if any(of_title(title.text) in _OWNED for title in titles):
        return True
    columns = zip(*(row for one in found for row in one.rows), strict=True)
    fits = not any(one.misfits or one.group or len(one.rows) > 1 for one in found)
    return fits and any(content_of_column([cell.text for cell in column]) is Content.UNITS for column in columns)


def _number_title(titles: Sequence[Passage]) -> int:
    """Return which title is that of the row numbers: the first, where none is known as such."""
    known = (n for n, title in enumerate(titles) if column_of(title.text) is Column.SEQUENCE)
    return next(known, 0 if of_title(titles[0].text) is None else -1)


def _counting(cells: Sequence[Passage], begin: int) -> list[int]:
    """Return where the numbers stand that open rows: those that count on furthest, from near the titles on."""
    last_at = begin
    best: dict[int, tuple[float, int, tuple[int, ...]]] = {}  # by value: worth, where it stands, all so far
    for at in range(begin, len(cells)):
        value = _row_number(cells[at].text)
        if at - last_at > _MOST_CELLS:
            break
        if value is None:
            continue
        spoken = at + 1 < len(cells) and kind_of(cells[at + 1].text) in (Content.WORDS, Content.TEXT)
        own = _WHOLE if spoken else 0
        known = [
            (worth + own - _LOST * (value - last - 1), places)
            for last, (worth, place, places) in best.items()
            if 0 < value - last <= 1 + _MISSING and 1 < at - place <= _MOST_CELLS
        ]
        if at - begin <= _MOST_GROUPS and not known:
            known = [(own - (value != 1), ())]
        if known:
            worth, places = max(known)
            if value not in best or worth > best[value][0]:
                best[value], last_at = (worth, at, (*places, at)), at
    return list(max(best.values(), default=(0, 0, ()))[2])


def _end(cells: Sequence[Passage], begin: int) -> int:
    """Return where the last row ends, at the latest."""
    for at in range(begin + 1, min(len(cells), begin + _MOST_CELLS)):
        text = cells[at].text
        found = marker(text)
        bracketed = text[:1] in OPENERS and owners.is_owners_line(text)  # of what stands above the table, or below
        if line_forms.kind(text) not in _IN_TABLES or (found is not None and found.level <= 1) or bracketed:
            return at
    return min(len(cells), begin + _MOST_CELLS)


def _built(
    titles: Sequence[Passage],
    groups: Sequence[Passage],
    numbers: Sequence[int],
    cells: Sequence[Passage],
    found: Sequence[Dealt],
) -> Table:
    width, at = len(titles), max(_number_title(titles), 0)
    numbered = _number_title(titles) >= 0
    rows: list[Row] = [tuple(titles)]
    rows += [(group,) * width for group in groups]
    doubtful = []
    for place, one in zip(numbers, found, strict=True):
        if one.misfits or one.shared:
            doubtful.append(len(rows))
        for row in one.rows:
            rows.append((*([EMPTY] * at), cells[place], *row) if numbered else row)
        if one is not found[-1]:
            rows += [(group,) * width for group in one.group]
    return Table(tuple(rows), titles[0].place, tuple(doubtful))
