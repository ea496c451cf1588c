"""What falls due in some days: dates of tasks for whoever sees everything, the own collection days for a unit."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from config.clock import local_date
from tasks_db.register import deciding, progress, states
from tasks_db.register.digest import lines
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope
from tasks_db.register.queries.rows import Answer, DueRow
from tasks_db.register.queries.shared import answer, in_span, tasks, visible
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Checkpoint, Due, Task

SOON = timedelta(days=14)
"""What 快到期的 looks ahead, where no days are named."""


def due(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[DueRow]:
    """Return the dates in the days asked for, the nearest first; what is over is left to ``overdue``.

    A unit's dates are its own collection days (R9), and so is everybody's where it is asked who reports. What is
    satisfied already is among them, marked as such. Where no days are named, everything that is still ahead is told.
    """
    rows = [
        row
        for plan, task in tasks(reading, scope, now, filters)
        if lines.is_counted(task)
        for row in _rows(plan, task, scope, now, filters)
    ]
    rows.sort(key=lambda row: (row.day, row.task.plan_id, row.task.task_id, row.assignment_id))
    return answer(reading, scope, now, filters, rows)


def _rows(plan: BarePlan, task: Task, scope: Scope, now: datetime, filters: Filters) -> Iterator[DueRow]:
    if scope.all and not filters.unit_ids and not filters.collected:
        for checkpoint in task.checkpoints:
            owner = _owner(task, checkpoint, now)
            if owner is not None and _is_asked_for(checkpoint, filters, now):
                yield _row(plan, task, owner, now, checkpoint=checkpoint)
        return
    shares = visible(task, scope, filters)
    for assignment in shares if scope.all or filters.unit_ids else [a for a in shares if scope.owns(a)]:
        for one in assignment.dues if assignment.ended_at is None else ():
            if states.is_exempted(one, now):
                continue
            if in_span(one.day, filters) and (filters.since is not None or one.day >= local_date(now)):
                yield _row(plan, task, assignment, now, due=one)


def _is_asked_for(checkpoint: Checkpoint, filters: Filters, now: datetime) -> bool:
    return in_span(checkpoint.day, filters) and (filters.since is not None or checkpoint.day >= local_date(now))


def _owner(task: Task, checkpoint: Checkpoint, now: datetime) -> Assignment | None:
    """Who answers for a date of the task; for one of groups alone its group."""
    if task.is_for_groups_alone:
        return task.printed_assignments[0]
    owners = deciding.owners(task, now)
    owing = [a for a in owners if any(d.checkpoint.id == checkpoint.id for d in a.dues)]
    return next(iter([*owing, *owners]), None)


def _row(
    plan: BarePlan,
    task: Task,
    assignment: Assignment,
    now: datetime,
    checkpoint: Checkpoint | None = None,
    due: Due | None = None,
) -> DueRow:
    own = due or next((d for d in assignment.dues if checkpoint and d.checkpoint.id == checkpoint.id), None)
    point = checkpoint or (own.checkpoint if own else None)
    if point is None:
        raise ValueError("a row of what is due needs a date")
    day = due.day if due else point.day
    whole = due is None or assignment in deciding.owners(task, now)
    return DueRow(
        TaskRef.of(task),
        assignment.id,
        own.id if own else None,
        deciding.printed_groups(task) if assignment.is_group else assignment.unit,
        day,
        point.day,
        (day - local_date(now)).days,
        point.kind,
        point.target,
        states.work_state(plan, task, now) if whole else None,
        is_open=_is_open(task, assignment, own, now),
    )


def _is_open(task: Task, assignment: Assignment, own: Due | None, now: datetime) -> bool:
    if states.closed_at(task, now) is not None:
        return False
    if assignment.is_group or own is None:
        return True
    return progress.is_open(task, assignment, own, now)


def next_due(found: Answer[DueRow]) -> tuple[DueRow, ...]:
    """Return what comes first among what is open: everything of the first day."""
    ahead = [row for row in found.rows if row.is_open and row.days_left >= 0]
    return tuple(row for row in ahead if row.day == ahead[0].day)
