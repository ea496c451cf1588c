"""The register as it stood: what came after ``as_of`` is undone, so that last Friday's digest can be made again.

Reports, decisions and exemptions carry their moments and are read as of a time by ``progress``. What moves in place
is undone here: plans not yet dispatched, tasks cancelled since, and dates moved by an extension granted since. A
date that the office moved by hand leaves no moment in the register and keeps its present day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from tasks_db.register.checkpoints import own_day
from tasks_db.register.digest.values import TOLD_ONCE_REVIEWED
from tasks_db.register.reading import Reading, Register
from tasks_db.register.values import Assignment, BarePlan, Checkpoint, Due, Report, Task
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, ReportStatus

_WITHHELD = TOLD_ONCE_REVIEWED | {AnswerKind.EXTENSION}
"""Answers whose figure and words wait for a review; that more time or help is asked for is told."""
_EVER = datetime.max.replace(tzinfo=UTC)


def as_it_stood(register: Register, as_of: datetime) -> Register:
    """The plans that were dispatched by ``as_of`` and their live tasks, with the dates of that time."""
    plans = (
        replace(plan, tasks=tuple(with_dates_of(task, as_of) for task in plan.tasks if _lived(task, as_of)))
        for plan in register.plans
        if was_dispatched(plan, as_of)
    )
    return replace(register, plans=tuple(plans))


def tasks_as_they_stood(reading: Reading, as_of: datetime) -> Iterator[tuple[BarePlan, Task]]:
    """Yield the live tasks of plans that were dispatched by ``as_of``, with the dates of that time."""
    for plan, task in reading.every_task():
        if was_dispatched(plan, as_of) and _lived(task, as_of):
            yield plan, with_dates_of(task, as_of)


def reviewed_alone(register: Register, as_of: datetime) -> Register:
    """The same plans, with every answer marked whose figure and words wait for a review: a paper tells none of them.

    A request (申请延期, 申请办结) is told as a request, a plea as one that waits, and 已报 stays 已报.
    """
    return replace(
        register,
        plans=tuple(replace(p, tasks=tuple(_reviewed_alone(t, as_of) for t in p.tasks)) for p in register.plans),
    )


def _reviewed_alone(task: Task, as_of: datetime) -> Task:
    if not any(_waits(r, as_of) for a in task.shares for r in a.reports):
        return task

    def reviewed(share: Assignment) -> Assignment:
        return replace(share, reports=tuple(replace(r, withheld=_waits(r, as_of)) for r in share.reports))

    return replace(task, assignments=tuple(map(reviewed, task.assignments)), former=tuple(map(reviewed, task.former)))


def _waits(report: Report, as_of: datetime) -> bool:
    return report.kind in _WITHHELD and report.decision(as_of) is ReportStatus.SUBMITTED


def was_dispatched(plan: BarePlan, as_of: datetime) -> bool:
    """Return whether a plan that asks was handed out by ``as_of``."""
    return plan.asks and plan.dispatched_at is not None and plan.dispatched_at <= as_of


def _lived(task: Task, as_of: datetime) -> bool:
    return not task.candidate and (task.cancelled_at is None or task.cancelled_at > as_of)


def granted(assignment: Assignment, checkpoint: Checkpoint, as_of: datetime) -> list[tuple[Report, date]]:
    """The extensions of one unit at one checkpoint that were granted by ``as_of``, in order of decision."""
    found = [
        (r, r.new_date)
        for r in assignment.reports
        if r.kind is AnswerKind.EXTENSION
        and r.checkpoint_id == checkpoint.id
        and r.new_date is not None
        and r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.ACCEPTED
    ]
    return sorted(found, key=lambda pair: (pair[0].decided_at or pair[0].at, pair[0].id))


def moves_the_task(assignment: Assignment) -> bool:
    """Whether an extension moves the task's own date, and with it every unit's due; else it moves one due alone."""
    return assignment.consolidates


def first_day(assignment: Assignment, checkpoint: Checkpoint) -> date | None:
    """The day that stood before any extension; None where the register does not keep it."""
    moved = next((report.old_day for report, _ in granted(assignment, checkpoint, _EVER)), None)
    if moved is not None:
        return moved
    if moves_the_task(assignment):
        return checkpoint.original_day
    return checkpoint.day if assignment.consolidates else None


def with_dates_of(task: Task, as_of: datetime) -> Task:
    """Return the task with the dates of ``as_of``: what was granted since is undone."""
    if not task.requests:
        return task
    shares = [(a, c) for a in task.assignments for c in task.checkpoints]
    if all(len(granted(a, c, _EVER)) == len(granted(a, c, as_of)) for a, c in shares):
        return task
    then = {c.id: _checkpoint_then(task, c, as_of) for c in task.checkpoints}
    return replace(
        task,
        checkpoints=tuple(then.values()),
        assignments=tuple(
            replace(a, dues=tuple(_due_then(task, a, d, then[d.checkpoint.id], as_of) for d in a.dues))
            for a in task.assignments
        ),
    )


def _checkpoint_then(task: Task, checkpoint: Checkpoint, as_of: datetime) -> Checkpoint:
    unit = next((a for a in task.assignments if moves_the_task(a)), None)
    if unit is None or checkpoint.original_day is None:
        return checkpoint
    before = granted(unit, checkpoint, as_of)
    if len(before) == len(granted(unit, checkpoint, _EVER)):
        return checkpoint
    if before:
        return replace(checkpoint, day=before[-1][1])
    return replace(checkpoint, day=checkpoint.original_day, original_day=None)


def _due_then(task: Task, assignment: Assignment, due: Due, checkpoint: Checkpoint, as_of: datetime) -> Due:
    """The due of that time.

    Days before the consolidating unit's are counted without the office's own holidays, so those of the other units
    may be off by a day; no 办理状态 rests on them.
    """
    before = granted(assignment, due.checkpoint, as_of)
    undone = len(before) < len(granted(assignment, due.checkpoint, _EVER))
    if not undone and checkpoint.day == due.checkpoint.day:
        return replace(due, checkpoint=checkpoint)
    if before:
        return replace(due, checkpoint=checkpoint, day=before[-1][1])
    day = own_day(task, assignment, checkpoint.kind, checkpoint.day, Calendar())
    return replace(due, checkpoint=checkpoint, day=day)
