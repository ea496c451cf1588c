"""Who was asked when, who will be asked next and why somebody is not; and the units that nobody can be asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import asked_seats, progress, reminders, states
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope
from tasks_db.register.queries.rows import Answer, AskedRow, NotAsked, SignedRow, VacantRow
from tasks_db.register.queries.shared import answer, in_span, tasks, visible
from tasks_db.register.reading import Reading
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.unasked import why_unasked
from tasks_db.register.values import Assignment, BarePlan, OpenLine, Task
from tasks_db.register.workdays import Calendar

_WHY = {"单位未识别": NotAsked.UNKNOWN, "没有联络员": NotAsked.NOBODY, "未绑定账号": NotAsked.UNBOUND}


def asked(
    reading: Reading,
    scope: Scope,
    now: datetime,
    calendar: Calendar,
    windows: SendWindows,
    filters: Filters = NO_FILTERS,
) -> Answer[AskedRow]:
    """Return when each unit was asked about each task, and when it will be, or why not; the latest asked first.

    Where days are asked for, those in them alone count.
    """
    coming = _coming(reading, calendar, windows, now)
    lines = [
        (plan, task, assignment)
        for plan, task in tasks(reading, scope, now, filters)
        for assignment in visible(task, scope, filters)
    ]
    assignments = {assignment.id: assignment for _, _, assignment in lines}
    rows = [_row(reading, plan, task, assignment, coming, now) for plan, task, assignment in lines]
    if filters.since is not None or filters.until is not None:
        kept = [(row, tuple(day for day in row.asked if in_span(day, filters))) for row in rows]
        rows = [
            replace(row, asked=days, at=_last(reading, assignments[row.assignment_id], days))
            for row, days in kept
            if days
        ]
    rows.sort(key=lambda row: (-(max(row.asked, default=date.min).toordinal()), row.unit, row.task.task_id))
    return answer(reading, scope, now, filters, rows)


def _coming(reading: Reading, calendar: Calendar, windows: SendWindows, now: datetime) -> dict[int, date]:
    """Assignment's id → the next day on which it is asked, if nobody answers until then."""
    return {
        a_id: day
        for a_id, day in reminders.next_days(reading, calendar, windows, now).items()
        if day >= local_date(now)
    }


def _row(
    reading: Reading, plan: BarePlan, task: Task, assignment: Assignment, coming: dict[int, date], now: datetime
) -> AskedRow:
    days = sorted({day for due in assignment.dues for day in reading.message_days.get(due.id, ())})
    past = tuple(day for day in days if day <= local_date(now))
    due = progress.current_due(task, assignment, now)
    following = coming.get(assignment.id)
    why = NotAsked.SATISFIED
    if due is not None:
        line = OpenLine(plan, task, assignment, due)
        why = _why(reading, line, past, following, now)
    asked_for, last = due.id if due else None, _last(reading, assignment, past)
    return AskedRow(TaskRef.of(task), assignment.id, asked_for, assignment.unit, past, following, why, last)


def _last(reading: Reading, assignment: Assignment, days: Sequence[date]) -> datetime | None:
    """When the last message of some days left that asked for a share."""
    moments = (at for due in assignment.dues for at in reading.message_moments.get(due.id, ()))
    return max((at for at in moments if local_date(at) in days), default=None)


def _why(
    reading: Reading, line: OpenLine, asked_on: tuple[date, ...], following: date | None, now: datetime
) -> NotAsked:
    if asked_seats.seat_to_ask(reading, line, local_date(now)) is None:
        return _WHY.get(why_unasked(reading, line, local_date(now)), NotAsked.UNREACHED)
    if reminders.is_stopped(line, now):
        return NotAsked.REQUESTED
    if asked_on:
        return NotAsked.ANSWERED if progress.has_reported(line.assignment, now) else NotAsked.ASKED
    if progress.has_reported(line.assignment, now):
        return NotAsked.ANSWERED
    return NotAsked.NOT_YET if following is not None else NotAsked.SATISFIED


def signed(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[SignedRow]:
    """Return which units have acknowledged their tasks (签收): those that have not come first."""
    found: dict[tuple[int | None, str], list[tuple[bool, datetime | None]]] = {}
    for plan, task in tasks(reading, scope, now, filters):
        for assignment in visible(task, scope, filters):
            due = progress.current_due(task, assignment, now) or progress.first_due(assignment)
            line = OpenLine(plan, task, assignment, due) if due is not None else None
            reached = line is not None and asked_seats.seat_to_ask(reading, line, local_date(now)) is not None
            at = max((report.at for report in assignment.reports if report.said_by(now)), default=None)
            if at is None and states.closed_at(task, now) is not None:
                continue  # nobody is asked for what was 办结 when it was handed out
            found.setdefault((assignment.unit_id, assignment.unit), []).append((reached, at))
    rows = [
        SignedRow(
            unit_id,
            unit,
            len(shares),
            sum(at is not None for _, at in shares),
            any(reached for reached, _ in shares),
            max((at for _, at in shares if at is not None), default=None),
        )
        for (unit_id, unit), shares in found.items()
    ]
    rows.sort(key=lambda row: (not row.reached, row.signed == row.asked))
    return answer(reading, scope, now, filters, rows)


def vacant(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[VacantRow]:
    """Return the units that nobody can be asked for, with the reason; they are never named as silent."""
    counted: Counter[tuple[int | None, str, NotAsked]] = Counter()
    for plan, task in tasks(reading, scope, now, filters):
        for assignment in visible(task, scope, filters):
            due = progress.current_due(task, assignment, now) or progress.first_due(assignment)
            if due is None:
                continue
            line = OpenLine(plan, task, assignment, due)
            if asked_seats.seat_to_ask(reading, line, local_date(now)) is None:
                why = _WHY.get(why_unasked(reading, line, local_date(now)), NotAsked.UNREACHED)
                counted[assignment.unit_id, assignment.unit, why] += 1
    rows = [VacantRow(unit_id, unit, why, count) for (unit_id, unit, why), count in counted.items()]
    return answer(reading, scope, now, filters, rows)
