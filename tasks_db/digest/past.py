"""The register as it stood: what came after ``as_of`` is undone, so that last Friday's digest can be made again.

Reports, decisions and exemptions carry their moments and are read as of a time by ``progress``. What moves in place
is undone here: plans not yet dispatched, tasks cancelled since, and dates moved by an extension granted since. A
date that the office moved by hand leaves no moment in the register and keeps its present day.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tasks_db.register import Assignment, Checkpoint, Plan, Register, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus


def as_it_stood(register: Register, as_of: datetime) -> Register:
    """The plans that were dispatched by ``as_of`` and their live tasks, with the dates of that time."""
    plans = (
        replace(plan, tasks=tuple(_undone(task, as_of) for task in plan.tasks if _lived(task, as_of)))
        for plan in register.plans
        if _dispatched(plan, as_of)
    )
    return replace(register, plans=tuple(plans))


def _dispatched(plan: Plan, as_of: datetime) -> bool:
    return plan.asks and plan.dispatched_at is not None and plan.dispatched_at <= as_of


def _lived(task: Task, as_of: datetime) -> bool:
    return not task.candidate and (task.cancelled_at is None or task.cancelled_at > as_of)


def granted_extensions(task: Task, checkpoint: Checkpoint, as_of: datetime) -> list[tuple[Assignment, Report]]:
    """The extensions of a checkpoint that were granted by ``as_of``, in order of decision."""
    granted = [
        (a, r)
        for a in task.assignments
        for r in a.reports
        if r.kind is AnswerKind.EXTENSION
        and r.checkpoint_id == checkpoint.id
        and r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.ACCEPTED
    ]
    return sorted(granted, key=lambda pair: (pair[1].decided_at or pair[1].at, pair[1].id))


def moves_the_date(task: Task, assignment: Assignment) -> bool:
    """Whether an extension of this unit moves the task's date: the consolidating unit's, or anyone's without one."""
    return assignment.consolidates or task.consolidating is None


def _undone(task: Task, as_of: datetime) -> Task:
    """The task with the dates of ``as_of``.

    The other units' dues move by as many days as the checkpoint: their distance is counted in working days, so this
    may be off by a weekend, and no class rests on it.
    """
    days = {c.id: _day_then(task, c, as_of) for c in task.checkpoints}
    shifts = {c.id: days[c.id] - c.day for c in task.checkpoints}
    if not any(shifts.values()):
        return task
    return replace(
        task,
        checkpoints=tuple(_moved(c, shifts[c.id]) for c in task.checkpoints),
        assignments=tuple(
            replace(
                a,
                dues=tuple(
                    replace(
                        d,
                        checkpoint=_moved(d.checkpoint, shifts[d.checkpoint.id]),
                        day=d.day + shifts[d.checkpoint.id],
                    )
                    for d in a.dues
                ),
            )
            for a in task.assignments
        ),
    )


def _moved(checkpoint: Checkpoint, shift: timedelta) -> Checkpoint:
    day = checkpoint.day + shift
    original = None if day == checkpoint.original_day else checkpoint.original_day
    return replace(checkpoint, day=day, original_day=original) if shift else checkpoint


def _day_then(task: Task, checkpoint: Checkpoint, as_of: datetime) -> date:
    if checkpoint.original_day is None:
        return checkpoint.day
    ever = [(a, r) for a, r in _ever_granted(task, checkpoint) if moves_the_date(task, a)]
    later = [r for _, r in ever if r.decided_at is not None and r.decided_at > as_of]
    if not later:
        return checkpoint.day
    before = [r.new_date for _, r in ever if r not in later and r.new_date is not None]
    return before[-1] if before else checkpoint.original_day


def _ever_granted(task: Task, checkpoint: Checkpoint) -> list[tuple[Assignment, Report]]:
    last = max((r.decided_at for a in task.assignments for r in a.reports if r.decided_at is not None), default=None)
    return [] if last is None else granted_extensions(task, checkpoint, last)
