"""填报表: one sheet a unit, filled in without a channel and written down by the office (代录)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.language.lists import listed
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, progress, unit_names
from tasks_db.register.progress import Given
from tasks_db.register.reading import Register
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.unit_names import Known
from tasks_db.terms import AnswerKind

STATES: Final = {
    kind.zh: kind for kind in (AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE)
}
"""What can be filled in as a state."""

_MOST: Final = 100
_CUT: Final = 20
"""A name as long as this may stand cut on its sheet."""
_NO_NAME = re.compile(r"(?i)(?:sheet|工作表|填报表|表)\s*\d*")
"""What a sheet is called that has no name of its own."""


@dataclass(frozen=True, slots=True)
class FillRow:
    """What a unit is asked for, as its sheet prints it: its ``day`` is the unit's own, ``task_day`` the task's."""

    assignment_id: int
    code: str
    title: str
    task_day: date | None
    day: date | None
    last: str


@dataclass(frozen=True, slots=True)
class FillSheet:
    """The rows of one unit."""

    unit: str
    rows: tuple[FillRow, ...]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it came back: ``place`` is its sheet and line, the cells are as they were typed."""

    place: str
    assignment_id: int | None
    state: str
    percent: str
    text: str
    problem: str
    needs: str
    sheet: str = ""
    """What its sheet is called: a unit's name as we printed it, unless somebody changed it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """All rows in which something was filled in."""

    rows: tuple[FilledRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit told by a row; ``doubts`` are names in it that the register does not have."""

    assignment_id: int
    unit: str
    code: str
    title: str
    given: Given
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A row that is not taken, and why."""

    place: str
    words: str
    why: str


def sheets(register: Register, now: datetime) -> tuple[FillSheet, ...]:
    """Return a sheet for each unit that owes something, in the order of the plans."""
    rows: dict[str, list[FillRow]] = {}
    today = local_date(now)
    for _, task in register.tasks():
        if task.closed_at is not None or task.indicator_id is not None:
            continue
        for share in task.asked_assignments:
            coming = sorted(d.day for d in share.dues if d.exempted_at is None and d.day >= today)
            late = sorted(d.day for d in share.dues if d.exempted_at is None)
            last = progress.last_word(share, now)
            rows.setdefault(share.unit, []).append(
                FillRow(
                    share.id,
                    codes.of(task),
                    task.title,
                    task.deadline.day if task.deadline is not None else None,
                    next(iter(coming or late[-1:]), None),
                    (last.text or last.kind.zh) if last is not None else "",
                )
            )
    return tuple(FillSheet(unit, tuple(found)) for unit, found in rows.items())


def told(
    rows: Sequence[FilledRow], known: Mapping[int, tuple[str, str, str]], units: Sequence[Known]
) -> Iterator[Told | NotTaken]:
    """Yield what each filled row tells; ``known`` has unit, code and title of every share that is asked.

    ``units`` are those of the register, by whose names sheets and needs are read.
    """
    seen: set[int] = set()
    for row in rows:
        try:
            share, given = _share(row, known, seen), _given(row)
            doubts = (*_of_sheet(row, known[share][0], units), *_of_needs(row, units))
        except AnswerRefused as refused:
            words = "，".join(filter(None, (row.state, row.percent, row.text, row.problem, row.needs)))
            yield NotTaken(row.place, words, str(refused))
            continue
        seen.add(share)
        yield Told(share, *known[share], given, doubts)


def _of_sheet(row: FilledRow, unit: str, units: Sequence[Known]) -> Iterator[str]:
    """Why a row may not be its unit's: its sheet has another name; raises AnswerRefused for another unit's."""
    printed = row.sheet.strip()
    if not printed or _NO_NAME.fullmatch(printed) or unit_names.normal(unit).startswith(unit_names.normal(printed)):
        return
    named = unit_names.match(printed, units).unit
    if named is not None and named.name != unit:
        raise AnswerRefused(f"表名写的是{named.name}，这一行的编号却是{unit}的任务，请核对是哪家填的")
    if named is None and printed[:_CUT] != unit[:_CUT]:
        yield f"表名“{printed}”不是登记的单位名，按编号是{unit}的任务"


def _of_needs(row: FilledRow, units: Sequence[Known]) -> Iterator[str]:
    """Which of those who are to help are no units of the register: nobody can be asked."""
    for name in listed(row.needs):
        if unit_names.spoken(name, units) is None:
            yield f"没有“{name}”这个单位，协调事项转不过去。{unit_names.meant(name, units)}"


def _share(row: FilledRow, known: Collection[int], seen: Collection[int]) -> int:
    if row.assignment_id is None or row.assignment_id not in known:
        raise AnswerRefused("编号对不上任务，请用新导出的填报表")
    if row.assignment_id in seen:
        raise AnswerRefused("同一个编号填了两次，只采用第一次")
    return row.assignment_id


def _given(row: FilledRow) -> Given:
    """What the cells of a row say; raises AnswerRefused for a state or a share that nobody can read."""
    kind = STATES.get(row.state) if row.state else AnswerKind.BLOCKED if row.problem else AnswerKind.PROGRESS
    if kind is None:
        raise AnswerRefused(f"看不懂状态“{row.state}”，请填{'、'.join(STATES)}")
    percent = _percent(row.percent)
    if kind is AnswerKind.PROGRESS and percent is None and not (row.text or row.needs):
        raise AnswerRefused("只填了“推进中”，请写进度或进展")
    return Given(kind, percent, row.text or row.problem, row.problem or None, row.needs or None)


def _percent(text: str) -> int | None:
    words = text.strip().removesuffix("%").removesuffix("％").strip()
    if not words:
        return None
    try:
        value = float(words)
    except ValueError:
        raise AnswerRefused(f"看不懂进度“{text}”，请填 0 到 100") from None
    if 0 < value < 1:
        raise AnswerRefused(f"进度“{text}”不知道是百分之几，请填 0 到 100 的整数")
    if not 0 <= value <= _MOST:
        raise AnswerRefused(f"进度“{text}”不在 0 到 100 之间")
    return int(value)
