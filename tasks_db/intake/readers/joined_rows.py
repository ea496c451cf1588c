"""Rows of a table that stand in one line, their cells still parted by bars or tabs: they are found again.

a|b|c d|e|f      a row has as many signs as the others; the last cell of one and the first of the next stand
                 together, parted by a blank, or by nothing before a number that counts on
|a|b| |c|d|      with bars at the ends of rows, two of them meet
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks_db.intake.blocks import Block, Passage, rectangular

_LEAST_WIDTH, _WIDEST = 3, 16
_LEAST_ROWS = 3
_LONGEST_SEAM = 200
_FEW_WORDS = 6
_MEET = re.compile(r"\|\s*\|")
_RULE = re.compile(r"[-:|\s]+")
_BLANK = re.compile(r"[ \u3000]+")
_NUMBER = re.compile(r"(?<!\d)0*(?P<n>\d{1,3})$")
_SENTENCE = re.compile("[。！：:]")


def rows_in(line: Passage) -> list[Block] | None:
    """Return the words before the table that a line holds, the table and the words behind it; None for no table."""
    for sign in ("|", "\t"):
        if line.text.count(sign) < _LEAST_ROWS * (_LEAST_WIDTH - 1):
            continue
        found = (_edged(line) if sign == "|" else None) or _parted(line, sign) or _celled(line, sign)
        if found:
            before, rows, behind = found
            table: list[Block] = [rectangular(rows, rows[0][0].place or line.place)]
            return [*_words(before), *table, *_words(behind)]
    return None


_Found = tuple[Passage, list[list[Passage]], Passage]


def _words(text: Passage) -> Iterator[Passage]:
    """Yield the title and the opening apart; a longer text is for those who see all of its numbers."""
    parts = [part for part in _split(text.strip(), _BLANK) if part.text]
    yield from parts if len(parts) <= _FEW_WORDS else [text.strip()]


def _split(text: Passage, sign: re.Pattern[str] | str) -> list[Passage]:
    bounds = [(0, 0), *(found.span() for found in re.finditer(sign, text.text)), (len(text.text),) * 2]
    return [text.cut(low[1], high[0]).strip() for low, high in pairwise(bounds)]


def _edged(line: Passage) -> _Found | None:
    begin, end = line.text.find("|"), line.text.rfind("|")
    inner = line.cut(begin + 1, end)
    rows = [_split(row, r"\|") for row in _split(inner, _MEET)]
    rows = [row for row in rows if not all(_RULE.fullmatch(cell.text) for cell in row)]
    widths = {len(row) for row in rows}
    if len(rows) < _LEAST_ROWS or len(widths) > 1 or not _LEAST_WIDTH <= min(widths) <= _WIDEST:
        return None
    return line.cut(0, begin), rows, line.cut(end + 1)


def _parted(line: Passage, sign: str) -> _Found | None:
    """Read rows whose ends and beginnings stand together."""
    pieces = _split(line, re.escape(sign))
    for step in range(_LEAST_WIDTH - 1, _WIDEST):
        count = (len(pieces) - 1) // step
        if count < _LEAST_ROWS or step * count != len(pieces) - 1:
            continue
        seams = _seams([pieces[step * n] for n in range(1, count)])
        if seams:
            before, first = _head(pieces[0])
            last, behind = _foot(pieces[-1])
            firsts = [first, *(seam[1] for seam in seams)]
            lasts = [*(seam[0] for seam in seams), last]
            inner = [pieces[step * n + 1 : step * (n + 1)] for n in range(count)]
            return before, [[a, *row, b] for a, row, b in zip(firsts, inner, lasts, strict=True)], behind
    return None


def _seams(pieces: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    """Part the last cell of each row from the first of the next, or return none where that cannot be told."""
    number, seams = 1, []
    for text in pieces:
        found = _NUMBER.search(text.text) or re.search(rf"(?<=\d[年月日号]){number}$", text.text)
        blanks = list(_BLANK.finditer(text.text))
        if found and int(found[0]) == number:
            number += 1
            seams.append((text.cut(0, found.start()).strip(), text.cut(found.start())))
        elif len(blanks) == 1 and len(text.text) <= _LONGEST_SEAM:
            seams.append((text.cut(0, blanks[0].start()), text.cut(blanks[0].end())))
        else:
            return []
    return seams


def _head(text: Passage) -> tuple[Passage, Passage]:
    """Part the words before a table from its first cell."""
    at = max((found.end() for found in re.finditer(r"[。！：:\s]", text.text)), default=0)
    return text.cut(0, at), text.cut(at)


def _foot(text: Passage) -> tuple[Passage, Passage]:
    """Part the last cell of a table from the words behind it."""
    blank = next((one for one in _BLANK.finditer(text.text) if _SENTENCE.search(text.text, one.end())), None)
    return (text.cut(0, blank.start()), text.cut(blank.end())) if blank else (text, text.cut(len(text.text)))


def _celled(line: Passage, sign: str) -> _Found | None:
    """Read cells that a sign parts each from the next, where numbers stand at one distance from each other."""
    pieces = _split(line, re.escape(sign))
    begin = next((n for n, piece in enumerate(pieces) if piece.text == "1"), 0)
    width = next((n - begin for n, piece in enumerate(pieces) if n > begin and piece.text == "2"), 0)
    starts = range(begin, len(pieces) - width + 1, width or 1)
    if begin < width or not _LEAST_WIDTH <= width <= _WIDEST or len(starts) < _LEAST_ROWS - 1:
        return None
    if starts[-1] + width != len(pieces) or not _count_on(pieces, starts):
        return None
    rows = [pieces[at : at + width] for at in (begin - width, *starts)]
    *inner, last = rows[-1]
    last, behind = _foot(last)
    (before, rows[0][0]) = _head(rows[0][0]) if begin == width else (line.cut(0, 0), rows[0][0])
    first = pieces[begin - width - 1] if begin > width else before
    return first, [*rows[:-1], [*inner, last]], behind


def _count_on(pieces: Sequence[Passage], starts: Sequence[int]) -> bool:
    return [pieces[at].text for at in starts] == [str(n) for n in range(1, len(starts) + 1)]
