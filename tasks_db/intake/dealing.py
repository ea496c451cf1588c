"""Deal the cells of a table that lost its grid to its columns: one choice for each row, by what cells hold.

Empty cells leave no trace, long ones break into several, a merged row holds two tasks, and the name of a group stands
behind the last cell of the row before it. So the cells of a row, in order, are dealt in the way that fits best: each
to a column of its kind (cells.py), to the one it goes on, or behind the row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from tasks_db.intake.blocks import EMPTY, Passage, join
from tasks_db.intake.cells import Content, content_of, content_of_column
from tasks_db.intake.columns import Column
from tasks_db.intake.headers import column_of
from tasks_db.intake.line_forms import has_sentence
from tasks_db.intake.numbering import marker
from tasks_db.intake.owners import opens_with_role
from tasks_db.intake.roles import OFFICE, may_be_role
from tasks_db.lean_dataclass import dataclass

_WORDY = (Content.WORDS, Content.TEXT)
_LISTED = (Content.UNITS, Content.PEOPLE)
_SAME, _AKIN, _UNKNOWN, _ANYTHING, _OTHER = 4.0, 3.0, 1.0, 0.0, -3.0
_SKIPPED, _NO_TEXT, _LEFT_OUT = -1.0, -4.0, -0.5
_BROKEN, _LISTED_ON, _LISTED_ODD, _WRITTEN_ON = -2.0, -0.3, -1.0, -1.0
_NEW_TASK, _GROUP, _BEHIND_SENTENCE, _KNOWN_GROUP, _NUMBERED_GROUP = -5.0, -1.0, 2.5, 3.0, 4.5
# a cell that ends with such a sign goes on in the line below it
_SEPARATORS, _CUT = ("；", ";", "，", ",", "、"), -4.0
_GROUP_LENGTH = 40
_ROUNDS = 2
_OF_TITLE = {
    Column.LEAD: Content.UNITS,
    Column.RESPONSIBLE: Content.UNITS,
    Column.UNIT: Content.UNITS,
    Column.DATE: Content.DATE,
    Column.LEADER: Content.PEOPLE,
    Column.TEXT: Content.TEXT,
    Column.CATEGORY: Content.WORDS,
    Column.SEQUENCE: Content.NUMBER,
}
_OF_UNITS = re.compile(f"(?:{OFFICE}|主体)$")
# what a task says at least
_WORK = re.compile(r"[\u4e00-\u9fff]{4}")
_OF_SECTION = 2
_LABEL_ALONE = re.compile(r".{2,8}[：:]$")


@dataclass(frozen=True, slots=True)
class Dealt:
    """The rows that the cells of one number give, several where it is merged; the group named behind them; the score.

    ``misfits`` are the cells that stand in a column of another kind; ``shared``: more lists of units than columns
    stand side by side, and where one column ends and the next begins is a guess.
    """

    rows: tuple[tuple[Passage, ...], ...]
    group: tuple[Passage, ...]
    score: float
    misfits: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    path: tuple[int, ...]  # the column of each cell, -1 behind the row
    starts: tuple[int, ...]  # which cells open another task
    misfits: int


def of_title(title: str) -> Content | None:
    """Return what the cells below a title hold by its words, or None."""
    column = column_of(title)
    if column is Column.OTHER and _OF_UNITS.search(title) and may_be_role(title):
        return Content.UNITS
    return _OF_TITLE.get(column)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Content | None:
    """Return what a cell holds; a label alone belongs to the units behind it."""
    if _LABEL_ALONE.fullmatch(text) and opens_with_role(text):
        return Content.UNITS
    return content_of(text)


def dealt(titles: Sequence[Passage], rows: Sequence[Sequence[Passage]], *, grouped: bool) -> list[Dealt]:
    """Deal the cells of each row to the columns of these titles; the kinds are those of titles, then of cells.

    ``grouped``: left of the row numbers there is a column for the names of groups.
    """
    by_title = [of_title(title.text) for title in titles]
    full = [row for row in rows if len(row) == len(titles)]
    told = [content_of_column([row[n].text for row in full], titles[n].text) for n in range(len(titles))]
    held = [one or other for one, other in zip(told if len(full) > 1 else by_title, by_title, strict=True)]
    found: list[Dealt] = []
    for _ in range(_ROUNDS):
        found = [_row(row, held, by_title, grouped=grouped) for row in rows]
        columns = list(zip(*(cells for one in found for cells in one.rows), strict=True))
        told = [
            content_of_column([cell.text for cell in column], title.text)
            for column, title in zip(columns, titles, strict=True)
        ]
        known = [other or one for one, other in zip(told, held, strict=True)] if columns else held
        if known == held:
            break
        held = known
    return found


def _row(
    row: Sequence[Passage], held: Sequence[Content | None], by_title: Sequence[Content | None], *, grouped: bool
) -> Dealt:
    width = len(held)
    kinds = [kind_of(cell.text) for cell in row]
    text = next((n for told in (by_title, held) for n, kind in enumerate(told) if kind is Content.TEXT), None)

    def skipped(low: int, high: int) -> float:
        between = range(low, high)
        return len(between) * _SKIPPED + (_NO_TEXT if text in between else 0.0)

    def fit(at: int, column: int) -> float:
        return _fit(kinds[at], held[column])

    ways: dict[int, _Way] = {}
    for column in range(width):
        first = fit(0, column)
        ways[column] = _Way(first + skipped(0, column), (column,), (), int(first < 0))
    for at in range(1, len(row)):
        following: dict[int, _Way] = {}
        for before, way in ways.items():
            group = _group(row[at], kinds[at], row[at - 1], behind=before < 0, grouped=grouped)
            moves = [] if group is None else [(-1, group, False)]
            if before >= 0:
                open_ended = row[at - 1].text.endswith(_SEPARATORS)
                moves.append(
                    (before, 0.0 if open_ended else _going_on(kinds[at - 1], kinds[at], held[before]), False)
                )
                cut = _CUT if open_ended else 0.0
                moves += [(column, cut + skipped(before + 1, column), False) for column in range(before + 1, width)]
                if text is not None and before > text and _WORK.search(row[at].text):
                    moves.append((text, _NEW_TASK + (width - before - 1) * _LEFT_OUT, True))
            for column, step, opens in moves:
                worth = fit(at, column) if column >= 0 else 0.0
                score = way.score + step + worth
                known = following.get(column)
                if known is None or score > known.score:
                    starts = (*way.starts, at) if opens else way.starts
                    following[column] = _Way(score, (*way.path, column), starts, way.misfits + (worth < 0))
        ways = following
    best = max(ways.values(), key=lambda way: way.score + _unfilled(way.path, width) * _LEFT_OUT)
    columns = [n for n, kind in enumerate(held) if kind is Content.UNITS]
    beside = any(after - before == 1 for before, after in pairwise(columns))
    found = _of_way(row, best, width, text)
    return replace(found, shared=beside and kinds.count(Content.UNITS) > len(columns) * len(found.rows))


def _unfilled(path: Sequence[int], width: int) -> int:
    return width - 1 - max(path)


def _going_on(before: Content | None, kind: Content | None, column: Content | None) -> float:
    if column in _LISTED:
        return _LISTED_ON if kind is column else _LISTED_ODD
    return _WRITTEN_ON if before in _WORDY and kind in _WORDY else _BROKEN


def _group(cell: Passage, kind: Content | None, before: Passage, *, behind: bool, grouped: bool) -> float | None:
    """Return how much speaks for a cell behind the others as the name of the rows below, None where it is none.

    ``behind`` another such name it may look like a unit; ``grouped``: a column left of the numbers is for such names.
    """
    if kind in (Content.DATE, Content.NUMBER) or (kind in _LISTED and not behind) or len(cell.text) > _GROUP_LENGTH:
        return None
    found = marker(cell.text)
    if found and found.level <= _OF_SECTION and "。" not in cell.text:
        return _NUMBERED_GROUP
    if has_sentence(cell.text.replace("：", "", 1)):
        return None
    return _KNOWN_GROUP if grouped else _BEHIND_SENTENCE if before.text.endswith("。") else _GROUP


def _of_way(row: Sequence[Passage], way: _Way, width: int, text: int | None) -> Dealt:
    bounds = [0, *way.starts, len(row)]
    rows: list[tuple[Passage, ...]] = []
    for begin, end in pairwise(bounds):
        cells = [EMPTY] * width
        for column in range(width):
            parts = [row[at] for at in range(begin, end) if way.path[at] == column]
            if parts:
                cells[column] = join(parts, "" if len(parts) == 1 else "\n")
        if rows and text is not None:
            # what a merged row says once holds for each of its tasks
            cells = [
                rows[0][n] if not cell.text and kind_of(rows[0][n].text) in _LISTED else cell
                for n, cell in enumerate(cells)
            ]
        rows.append(tuple(cells))
    group = tuple(row[at] for at in range(len(row)) if way.path[at] < 0)
    return Dealt(tuple(rows), group, way.score, way.misfits)


def _fit(kind: Content | None, column: Content | None) -> float:
    if kind is None or column is None:
        return _UNKNOWN
    if kind is column:
        return _SAME
    if kind in _WORDY and column in _WORDY:
        return _AKIN
    if column is Content.WORDS:
        return _ANYTHING
    return _OTHER
