"""In which class a task stands: the first that fits, decided by its consolidating unit alone.

A task without a consolidating unit is judged by its leads together, or by everybody asked where it has no lead: any
overdue makes it overdue, any answer makes it started, and the slowest speaks for its progress. Never an average.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.digest.values import OverdueDue
from tasks_db.register.values import Assignment, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, DigestClass, Role

DONE_PERCENT = 100


def subjects(task: Task) -> tuple[Assignment, ...]:
    """Whose word decides where the task stands."""
    if task.consolidating is not None:
        return (task.consolidating,)
    leads = tuple(a for a in task.asked_assignments if a.role is Role.LEAD)
    return leads or task.asked_assignments


def effective_deadline(plan: Plan, task: Task) -> date | None:
    """The day the whole task is to be done; None for a standing task and one that is only reported in rounds."""
    if task.deadline is not None:
        return task.deadline.day
    kinds = {c.kind for c in task.checkpoints}
    if task.standing or kinds == {CheckpointKind.ROUND}:
        return None
    milestones = [c.day for c in task.checkpoints if c.kind is CheckpointKind.MILESTONE]
    return max(milestones) if milestones else plan.period[1]


def is_standing(task: Task) -> bool:
    """长期: no deadline, by its own words or because it is only reported in rounds."""
    if task.deadline is not None:
        return False
    return task.standing or {c.kind for c in task.checkpoints} == {CheckpointKind.ROUND}


def elapsed(plan: Plan, deadline: date, today: date) -> Fraction:
    """序时: the share of time gone from the dispatch, or the later start of the plan's period, to the deadline."""
    start = max(day for day in (_dispatched_on(plan), plan.period[0], date.min) if day is not None)
    if today >= deadline:
        return Fraction(1)
    return Fraction(max((today - start).days, 0), max((deadline - start).days, 1))


def _dispatched_on(plan: Plan) -> date | None:
    return local_date(plan.dispatched_at) if plan.dispatched_at is not None else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A unit's percent and the report that gives it."""

    percent: int
    report: Report


def figure(assignment: Assignment, as_of: datetime) -> Figure | None:
    """The latest report that carries a percent.

    申请办结 says that all is done; so does 已完成 of a unit that does not consolidate, whose share it then is.
    """
    for report in reversed(progress.standing_reports(assignment, as_of)):
        if report.percent is not None:
            return Figure(report.percent, report)
        if report.kind is AnswerKind.CLOSURE or (report.kind is AnswerKind.DONE and not assignment.consolidates):
            return Figure(DONE_PERCENT, report)
    return None


def slowest(task: Task, as_of: datetime) -> Figure | None:
    """The percent that the task is judged by: the consolidating unit's, else the lowest given."""
    given = [f for a in subjects(task) if (f := figure(a, as_of)) is not None]
    return min(given, key=lambda f: f.percent, default=None)


def overdue_dues(task: Task, assignment: Assignment, as_of: datetime) -> Iterator[OverdueDue]:
    """The overdue dues of one unit, earliest first."""
    today = local_date(as_of)
    for due in sorted(assignment.dues, key=lambda d: (d.day, d.id)):
        if progress.is_overdue(task, assignment, due, as_of):
            days = (today - due.day).days
            yield OverdueDue(assignment.id, due.id, assignment.unit, due.day, days, due.checkpoint.kind)


def overdue(task: Task, as_of: datetime) -> OverdueDue | None:
    """The earliest due that makes the task overdue."""
    found = [o for a in subjects(task) for o in overdue_dues(task, a, as_of)]
    return min(found, key=lambda o: (o.day, o.due_id), default=None)


def _missed_milestone(task: Task, as_of: datetime) -> bool:
    """A milestone is past and not reached, though a request made in time keeps it from being overdue."""
    return any(
        d.checkpoint.kind is CheckpointKind.MILESTONE
        and d.day < local_date(as_of)
        and progress.is_open(task, a, d, as_of)
        for a in subjects(task)
        for d in a.dues
    )


def digest_class(plan: Plan, task: Task, as_of: datetime) -> DigestClass:
    """The first class that fits (DESIGN.md rule 12)."""
    if progress.is_closed(task, as_of):
        return DigestClass.CLOSED
    if overdue(task, as_of) is not None:
        return DigestClass.OVERDUE
    if is_standing(task):
        return DigestClass.STANDING
    if all(progress.last_word(a, as_of) is None for a in subjects(task)):
        return DigestClass.NOT_STARTED
    return _pace(plan, task, as_of)


def _pace(plan: Plan, task: Task, as_of: datetime) -> DigestClass:
    if _missed_milestone(task, as_of):
        return DigestClass.BEHIND
    given, deadline = slowest(task, as_of), effective_deadline(plan, task)
    if given is None or deadline is None:
        return DigestClass.NO_DATA
    due_share = elapsed(plan, deadline, local_date(as_of)) * 100
    return DigestClass.ON_TRACK if given.percent >= due_share else DigestClass.BEHIND
