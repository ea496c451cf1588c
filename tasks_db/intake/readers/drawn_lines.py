"""Tables that a typist drew with line characters: ┌──┬──┐, a row of several lines up to the next ├──┼──┤."""

from collections.abc import Sequence
from itertools import pairwise

from tasks_db.intake.blocks import Passage, Table, join, rectangular

_RULES = frozenset("─━┄┅┈┉═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┠┨┯┷┿╂╟╢╤╧╪╫╞╡╒╕╘╛╓╖╙╜┝┥+-=|")
_DRAWN = frozenset("─━═")
_BARS = "│┃║｜"
_LEAST_ROWS = 2


def drawn(lines: Sequence[Passage], at: int) -> tuple[Table | None, int]:
    """Return the table whose upper edge this line is, or None, and the line behind it.

    A line of bars goes on with the cells above it, since a typist broke long ones; a rule ends the row.
    """
    if not _is_rule(lines[at].text):
        return None, at
    rows: list[list[Passage]] = []
    open_row: list[list[Passage]] = []
    end = at
    while end < len(lines) and (_is_rule(lines[end].text) or _cells(lines[end])):
        cells = _cells(lines[end])
        if not cells:
            rows += [[join([part for part in cell if part.text]) for cell in open_row]] if open_row else []
            open_row = []
        elif open_row and len(cells) != len(open_row):
            return None, at
        else:
            open_row = open_row or [[] for _ in cells]
            for above, below in zip(open_row, cells, strict=True):
                above.append(below)
        end += 1
    rows += [[join([part for part in cell if part.text]) for cell in open_row]] if open_row else []
    return (rectangular(rows, rows[0][0].place or lines[at].place), end) if len(rows) >= _LEAST_ROWS else (None, at)


def _is_rule(text: str) -> bool:
    plain = "".join(text.split())
    return len(plain) > 2 and set(plain) <= _RULES and not _DRAWN.isdisjoint(plain)  # noqa: PLR2004


def _cells(line: Passage) -> list[Passage]:
    """Return what stands between the bars of a line."""
    text = line.text.rstrip()
    bars = [n for n, char in enumerate(text) if char in _BARS]
    if len(bars) < 2 or bars[0] != len(text) - len(text.lstrip()) or bars[-1] != len(text) - 1:  # noqa: PLR2004
        return []
    return [line.cut(low + 1, high).strip() for low, high in pairwise(bars)]
