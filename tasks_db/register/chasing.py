"""催一催: the silent units of a task are asked once more, each in the next bundle of whoever answers for it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.language.questions import Filters, QuestionKind
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import (
    asked_seats,
    codes,
    deciding,
    progress,
    putting_off,
    queries,
    reminders,
    report_states,
    rounds,
    states,
)
from tasks_db.register.digest.values import Unreported
from tasks_db.register.putting_off import PutOffLine
from tasks_db.register.queries import Answer, OverdueRow, shared
from tasks_db.register.reading import Reading
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import BarePlan, Chase, OpenLine, Task
from tasks_db.register.workdays import Calendar
from tasks_db.terms import ReportState, Role, WorkState


@dataclass(frozen=True, slots=True)
class ChasedLine:
    """One thing that a unit is asked for again: the task, the unit's own day, and on which day it is asked.

    ``asked_on`` is None where nobody can be asked. ``missed`` is the day of a round before it without an answer,
    asked no more: what the chase is about, though the answer belongs to the round of ``day`` (R7).
    """

    unit: str
    code: str
    title: str
    day: date
    asked_on: date | None
    missed: date | None = None


@dataclass(frozen=True, slots=True)
class Chased:
    """What a chase does: the units that are asked again by day, those that nobody can be asked for, and what is new.

    ``silent`` are the units that have not reported and are not put off, ``lines`` what each of them is asked for. A
    due that is chased for that day already is not in ``new``. ``put_off`` are those that the office does not want
    asked by then (缓催): nothing goes to them.
    """

    days: tuple[tuple[date, tuple[str, ...]], ...]
    unreachable: tuple[str, ...]
    silent: tuple[str, ...]
    new: tuple[Chase, ...]
    lines: tuple[ChasedLine, ...] = ()
    put_off: tuple[PutOffLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ChaseAhead:
    """What a chase of one task does; ``whole`` is the consolidating unit that has not reported and is left out."""

    task_id: int
    code: str
    title: str
    chased: Chased
    whole: str

    @property
    def reaches_many(self) -> bool:
        """Whether it asks several units, so that it is asked first (R17)."""
        return len(self.chased.silent) > 1


@dataclass(frozen=True, slots=True)
class Unchased:
    """A chase that was taken back: the units that it no longer asks, and those that it has asked already."""

    stopped: tuple[str, ...]
    left: tuple[str, ...]


_ROLES = ((Role.LEAD, re.compile(r"牵头")), (Role.RESPONSIBLE, re.compile(r"(?:责任|配合|协办|参与)(?:单位|部门)")))


def role_meant(text: str) -> Role | None:
    """Return whose units alone a chase in words is for: 催一下1-11的牵头单位; None for both or neither."""
    found = [role for role, words in _ROLES if words.search(text)]
    return found[0] if len(found) == 1 else None


def chase(
    reading: Reading, plan: BarePlan, task: Task, calendar: Calendar, windows: SendWindows, now: datetime
) -> Chased:
    """Return whom a chase of a task asks, and on which working day."""
    shares = ((a, progress.current_due(task, a, now)) for a in progress.silent_units(task, now))
    lines = [OpenLine(plan, task, a, due) for a, due in shares if due is not None]
    return chase_lines(reading, lines, calendar, windows, now)


def chase_lines(
    reading: Reading, lines: Sequence[OpenLine], calendar: Calendar, windows: SendWindows, now: datetime
) -> Chased:
    """Return what a chase of these dues does: a unit is named once, however many of its tasks are chased."""
    known = {(c.due_id, c.day) for c in reading.chases}
    days: dict[date, dict[str, None]] = {}
    unreachable: dict[str, None] = {}
    new: list[Chase] = []
    told: list[ChasedLine] = []
    put_off: list[PutOffLine] = []
    for line in lines:
        unit = line.assignment.unit
        day = reminders.chase_day(reading, line, calendar, windows, now)
        held = putting_off.of_share(line.task, line.assignment, local_date(now))
        if held is not None and line.due.put_off_by_office(day):
            put_off.append(held)
            continue
        named = ChasedLine(unit, codes.of(line.task), line.task.title, line.due.day, None, missed(line, now))
        if asked_seats.seat_to_ask(reading, line, local_date(now)) is None:
            unreachable[unit] = None
            told.append(named)
            continue
        days.setdefault(day, {})[unit] = None
        told.append(replace(named, asked_on=day))
        if (line.due.id, day) not in known:
            new.append(Chase(line.due.id, day, now))
    silent = tuple(dict.fromkeys(line.unit for line in told))
    by_day = tuple((day, tuple(units)) for day, units in days.items())
    return Chased(by_day, tuple(unreachable), silent, tuple(new), tuple(told), tuple(put_off))


def missed(line: OpenLine, now: datetime) -> date | None:
    """Return the day of the round before what is asked now, where the unit owed it and never answered it."""
    task, share, dispatched = line.task, line.assignment, line.plan.dispatched_at
    over = [
        d for d in share.dues if rounds.is_round(d) and d.day < line.due.day and rounds.is_over(task, share, d, now)
    ]
    last = max(over, key=progress.in_order, default=None)
    if last is None or line.due.day < local_date(now) or dispatched is None or local_date(dispatched) > last.day:
        return None
    return last.day if progress.is_open(task, share, last, now) else None


def listed(reading: Reading, kind: QuestionKind, filters: Filters, now: datetime) -> list[OpenLine]:
    """Return what a chase of a list asks for: those who stand in it, with the tasks with which they do, and no more.

    ``kind`` is 逾期任务, 未报送单位 or 签收情况 (who has not signed), as ``filters`` narrow it.
    """
    if kind is QuestionKind.SIGNED:
        return _unsigned(reading, filters, now)
    ask = queries.overdue if kind is QuestionKind.OVERDUE else queries.unreported
    found: Answer[OverdueRow | Unreported] = ask(reading, queries.EVERYTHING, now, filters)
    units: dict[int, set[str]] = {}
    for row in (*found.rows, *found.beside):
        units.setdefault(row.task.task_id, set()).update(row.missing)
    return [
        OpenLine(plan, task, share, due)
        for plan, task in reading.tasks()
        for share in task.asked_assignments
        if share.unit in units.get(task.id, ()) and (due := progress.current_due(task, share, now)) is not None
    ]


def _unsigned(reading: Reading, filters: Filters, now: datetime) -> list[OpenLine]:
    """What units have said nothing of at all, though it is asked of them."""
    return [
        OpenLine(plan, task, share, due)
        for plan, task in shared.tasks(reading, queries.EVERYTHING, now, filters)
        if states.closed_at(task, now) is None
        for share in shared.visible(task, queries.EVERYTHING, filters)
        if not any(one.said_by(now) for one in share.reports)
        if (due := progress.current_due(task, share, now)) is not None
    ]


def owing(
    reading: Reading, now: datetime, unit_ids: Collection[int] = (), task_ids: Collection[int] = ()
) -> list[OpenLine]:
    """Return what units owe by now: reports that were due and did not come, and late work of whoever answers for it.

    A unit that has never answered what it was asked for is among them too. Empty collections let everything pass; a
    group's name stands for its members.
    """
    found = []
    for plan, task in reading.tasks():
        if task_ids and task.id not in task_ids:
            continue
        late = states.work_state(plan, task, now) is WorkState.OVERDUE
        groups = {a.id: a.unit_id for a in task.assignments if a.is_group}
        for share in task.asked_assignments:
            due = progress.current_due(task, share, now)
            named = not unit_ids or share.unit_id in unit_ids or groups.get(share.parent_id or 0) in unit_ids
            if due is None or not named:
                continue
            line = OpenLine(plan, task, share, due)
            if _owes(reading, plan, line, now) or (late and share in deciding.owners(task, now)):
                found.append(line)
    return found


def _owes(reading: Reading, plan: BarePlan, line: OpenLine, now: datetime) -> bool:
    if reminders.is_stopped(line, now):
        return False
    state = report_states.unit_report(reading, plan, line.task, line.assignment, now).state
    if state in {ReportState.NOT_REPORTED, ReportState.UNDELIVERED}:
        return True
    return not progress.has_reported(line.assignment, now) and progress.is_asked_by(line.task, line.due, now)
