"""Tables that lost their lines on the way: columns parted by spaces, one cell a line, a whole table in one line.

    aligned  =  lines of as many cells, two spaces between cells, or one below known titles
    cells    =  titles, then 1 and its cells, 2 and its cells, …: each a line, or all in one line parted by spaces

Empty cells leave no trace, and long cells break into several: the cells of a row that has not as many as there are
titles are dealt out in order, each to a column that holds its kind (cells.py).
"""

import re
from collections.abc import Iterator, Sequence

from tasks_db.intake import line_forms
from tasks_db.intake.blocks import EMPTY, Block, Passage, Table, join, rectangular
from tasks_db.intake.cells import Content, content_of, content_of_column
from tasks_db.intake.headers import Column, column_of
from tasks_db.intake.numbering import marker

_GAP = re.compile(r"[ \u3000]{2,}")
_SPACE = re.compile(r"[ \u3000]+")
_WORD = re.compile(r"\S+")
_TITLE_LENGTH = 10
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2
_MOST_CELLS = 20
_WORDY = (Content.WORDS, Content.TEXT)
_SAME, _AKIN, _UNKNOWN, _OTHER = 4, 3, 1, -3
_SKIPPED, _BROKEN = -1, -2


def unflattened(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with such tables put together again."""
    mended: list[Block] = []
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
        table, used = _one_line(block), 1
        if table is None and block.text == "1":
            table, used = _cell_a_line(mended, blocks, at)
        mended.append(table or block)
        at += used if table else 1
    return mended


def _aligned(blocks: Sequence[Block], at: int) -> Iterator[list[Passage]]:
    """Yield the rows of an aligned table that begins here."""
    width, gap = 0, _GAP
    for block in blocks[at:]:
        if isinstance(block, Table):
            return
        if not width and _SPACE.search(block.text):
            # titles that are known need no wide gap between them
            gap = _SPACE if all(column_of(cell.text) is not Column.OTHER for cell in _cut(block, _SPACE)) else _GAP
        cells = list(_cut(block, gap)) if gap.search(block.text) else []
        if len(cells) < _LEAST_COLUMNS or (width and len(cells) != width):
            return
        if not width and not all(_is_title(cell.text) for cell in cells):
            return
        width = len(cells)
        yield cells


def _cut(text: Passage, gap: re.Pattern[str]) -> Iterator[Passage]:
    begin = 0
    for found in gap.finditer(text.text):
        yield text.cut(begin, found.start())
        begin = found.end()
    yield text.cut(begin)


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _TITLE_LENGTH and not line_forms.has_sentence(text) and not text.isdecimal()


def _one_line(text: Passage) -> Table | None:
    first = re.search(r"(?<=\s)1(?=\s)", text.text)
    if first is None:
        return None
    words = [text.cut(*found.span()) for found in _WORD.finditer(text.text)]
    at = next(n for n, word in enumerate(words) if word.text == "1")
    width, rows, _ = _rows(words, at, _titles_before(words[:at]))
    return _table(words[at - width : at], rows) if rows else None


def _cell_a_line(mended: list[Block], blocks: Sequence[Block], at: int) -> tuple[Table | None, int]:
    """Read the table whose first row begins here; its titles, the last blocks so far, are taken away from them."""
    before = [block for block in mended[-_MOST_CELLS:] if isinstance(block, Passage)]
    cells: list[Passage] = []
    for block in blocks[at:]:
        if isinstance(block, Table):
            break
        cells.append(block)
    width, rows, used = _rows(cells, 0, _titles_before(before))
    if not rows:
        return None, 1
    titles = before[len(before) - width :]
    del mended[len(mended) - width :]
    return _table(titles, rows), used


def _titles_before(cells: Sequence[Passage]) -> int:
    count = 0
    while count < len(cells) and _is_title(cells[-1 - count].text):
        count += 1
    return count


def _rows(cells: Sequence[Passage], at: int, titles: int) -> tuple[int, list[list[Passage]], int]:
    """Return how many titles belong to the table, its rows, and how many cells from ``at`` on they take."""
    if titles < _LEAST_COLUMNS:
        return 0, [], 0
    rows: list[list[Passage]] = []
    end = at
    for cell in cells[at:]:
        if cell.text == str(len(rows) + 1):
            rows.append([])
        elif len(rows[-1]) > _MOST_CELLS or _ends(cell.text):
            break
        rows[-1].append(cell)
        end += 1
    width = min(titles, max(len(row) for row in rows))
    surplus = len(rows[-1]) - width
    if surplus > 0:
        # nothing says where the last row ends but its width
        del rows[-1][width:]
        end -= surplus
    return (width, rows, end - at) if len(rows) >= _LEAST_ROWS and width >= _LEAST_COLUMNS else (0, [], 0)


def _ends(text: str) -> bool:
    found = marker(text)
    return line_forms.kind(text) not in (line_forms.Kind.TEXT, line_forms.Kind.WHEN) or (
        found is not None and found.level <= 1
    )


def _table(titles: list[Passage], rows: list[list[Passage]]) -> Table:
    width = len(titles)
    full = [row for row in rows if len(row) == width]
    held = [content_of_column([row[n].text for row in full]) for n in range(width)]
    dealt = [row if len(row) == width else _dealt(row, held) for row in rows]
    return rectangular([titles, *dealt], titles[0].place)


def _dealt(row: list[Passage], held: list[Content | None]) -> list[Passage]:
    """Deal the cells out in order, each to the column it fits best; a column may get none or several."""
    kinds = [content_of(cell.text) for cell in row]
    # best[c]: the best score of the cells so far with the last of them in column c, and the columns they are in
    best: list[tuple[int, list[int]]] = [(_fit(kinds[0], held[c]) + c * _SKIPPED, [c]) for c in range(len(held))]
    for kind in kinds[1:]:
        best = [
            max(
                (score + _fit(kind, held[c]) + (_BROKEN if before == c else (c - before - 1) * _SKIPPED), [*path, c])
                for before, (score, path) in enumerate(best[: c + 1])
            )
            for c in range(len(held))
        ]
    columns = max(best)[1]
    return [
        join([cell for cell, at in zip(row, columns, strict=True) if at == c], "\n") if c in columns else EMPTY
        for c in range(len(held))
    ]


def _fit(kind: Content | None, column: Content | None) -> int:
    if kind is None or column is None:
        return _UNKNOWN
    if kind is column:
        return _SAME
    return _AKIN if kind in _WORDY and column in _WORDY else _OTHER
