"""办理状态: where a task stands, judged by the task's own dates alone (R9, R15).

Late work and a late report are two things; ``report_states`` has the other. Whose word counts for a task is decided
in ``deciding``. Nothing here is stored: all of it follows from the reports that stand at a moment.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from config.clock import local_date
from tasks_db.language import done_days
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import deciding, progress, thresholds
from tasks_db.register.decided_once import once
from tasks_db.register.values import Assignment, BarePlan, Checkpoint, Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, Mark, ReportStatus, WorkState

_DATED = frozenset({CheckpointKind.DEADLINE, CheckpointKind.MILESTONE})
_TELLING = progress.ANSWERS - {AnswerKind.NOT_OURS, AnswerKind.NO_CHANGE}
"""Answers that say anew how the work stands, or ask for something."""
_UNMARKED = frozenset({WorkState.CLOSED, WorkState.STANDING, WorkState.OVERDUE})


# dates and pace


def is_standing(task: Task) -> bool:
    """Return whether the task is 长期推进: marked 长期, or asked for in rounds only, and without a deadline."""
    if task.deadline is not None:
        return False
    return task.standing or _only_rounds(task)


def _only_rounds(task: Task) -> bool:
    kinds = {c.kind for c in task.checkpoints}
    return kinds <= {CheckpointKind.ROUND} and bool(kinds or task.cycles)


def effective_deadline(plan: BarePlan, task: Task) -> date | None:
    """Return the day the whole task is to be done: its deadline, else its last milestone, else the plan's end.

    None for 长期推进 and where the plan has no end.
    """
    if task.deadline is not None:
        return task.deadline.day
    if is_standing(task):
        return None
    milestones = [c.day for c in task.checkpoints if c.kind is CheckpointKind.MILESTONE]
    return max(milestones) if milestones else plan.period[1]


def elapsed(plan: BarePlan, deadline: date, today: date) -> Fraction:
    """Return 序时: the share of time gone from the dispatch, or from a later start of the plan, to the deadline."""
    return _part_gone(_begun(plan), deadline, today, 1)


def _begun(plan: BarePlan) -> date:
    dispatched = local_date(plan.dispatched_at) if plan.dispatched_at is not None else None
    return max(day for day in (dispatched, plan.period[0], date.min) if day is not None)


@lru_cache(maxsize=1024)  # most tasks of a plan have one of a few dates
def _part_gone(start: date, deadline: date, today: date, whole: Decimal | int) -> Fraction:
    if today >= deadline:
        return Fraction(whole)
    return Fraction(max((today - start).days, 0), max((deadline - start).days, 1)) * Fraction(whole)


def percent_due(plan: BarePlan, task: Task, deadline: date, today: date) -> Fraction:
    """Return how far a task should be: 序时 of the whole, or of the percent that its deadline asks for (达到80%)."""
    asked = thresholds.asked_percent(task.deadline.target) if task.deadline is not None else None
    return _part_gone(_begun(plan), deadline, today, asked if asked is not None else 100)


# 办结


@once
def closed_at(task: Task, as_of: datetime) -> datetime | None:
    """Return when the task was 办结 by ``as_of``, else None.

    An approved 申请办结 or the office's own word closes it; so does striking it off. A task for a group alone is
    closed by the last of its members' 已完成.
    """
    struck_off = task.struck_off_at if task.struck_off_at is not None and task.struck_off_at <= as_of else None
    return progress.closed_at(task, as_of) or _all_members_done_at(task, as_of) or struck_off


def _all_members_done_at(task: Task, as_of: datetime) -> datetime | None:
    if not task.is_for_groups_alone:
        return None
    finished = finishing(task, as_of)
    return max(r.at for r in finished) if finished and len(finished) == len(group_members(task, as_of)) else None


def group_members(task: Task, as_of: datetime) -> list[Assignment]:
    """Return the members that a task for a group alone counts: all that are asked and not exempted."""
    return [a for a in task.asked_assignments if not progress.is_exempted(a, as_of)]


def finishing(task: Task, as_of: datetime) -> list[Report]:
    """Return the 已完成 of the task's date, one of each member that said so; for a task for a group alone."""
    found = (_finished_by(task, member, as_of) for member in group_members(task, as_of))
    return [report for report in found if report is not None]


def _finished_by(task: Task, member: Assignment, as_of: datetime) -> Report | None:
    """The member's 已完成 of the task's last date; None where the task has rounds only."""
    last = task.deadline or max(
        (c for c in task.checkpoints if c.kind is CheckpointKind.MILESTONE), key=lambda c: (c.day, c.id), default=None
    )
    due = next((d for d in member.dues if last is not None and d.checkpoint.id == last.id), None)
    return progress.satisfied_by(task, member, due, as_of) if due is not None else None


def done_on(task: Task, as_of: datetime) -> date | None:
    """Return the 办结日期 of a task closed by ``as_of`` where the office put down another day than that; else None.

    By it the work is in time or late; on which day it was closed stays beside it.
    """
    closed = closed_at(task, as_of)
    return task.done_on if closed is not None and task.done_on != local_date(closed) else None


def closed_before_dispatch(plan: BarePlan, task: Task, as_of: datetime) -> bool:
    """Return whether the task was 办结 at or before 交办, so that it is counted apart from what the meeting did."""
    closed = closed_at(task, as_of)
    return closed is not None and plan.dispatched_at is not None and closed <= plan.dispatched_at


# late work


@dataclass(frozen=True, slots=True)
class LateWork:
    """A date of the task that went by undone: whose it is, since when, and of what kind.

    ``due_id`` is None where a group answers for it; ``missing`` are the units that have not done their part.
    ``target`` is what was to be reached by then, as the plan has it.
    """

    assignment_id: int
    due_id: int | None
    unit: str
    day: date
    days: int
    kind: CheckpointKind
    missing: tuple[str, ...]
    target: str = ""


@once
def late_work(task: Task, as_of: datetime) -> LateWork | None:
    """Return the earliest deadline or milestone in force that is over and not satisfied, else None.

    The task's date alone counts, never a unit's collection day (R9). A date is in force where somebody owes it. A
    request that waits and was made by that date keeps it from being late. Whether the task is 长期推进, and so never
    逾期, is left to ``work_state``.
    """
    if closed_at(task, as_of) is not None:
        return None
    today = local_date(as_of)
    for checkpoint in _dates_over(task, as_of):
        late = [
            (a, d)
            for a, d in _unsatisfied(task, checkpoint, as_of)
            if not has_request(a, checkpoint.day, as_of, checkpoint=checkpoint)
        ]
        if late:
            return _late(task, checkpoint, late, (today - checkpoint.day).days, as_of)
    return None


def _dates_over(task: Task, as_of: datetime) -> list[Checkpoint]:
    dated = [c for c in task.checkpoints if c.kind in _DATED and c.day < local_date(as_of)]
    return sorted(dated, key=lambda c: (c.day, c.id))


def open_dates(task: Task, as_of: datetime) -> list[date]:
    """Return the deadlines and milestones of a task that are not satisfied, in order."""
    dated = (c for c in task.checkpoints if c.kind in _DATED)
    return sorted(c.day for c in dated if any(_unsatisfied(task, c, as_of)))


def _unsatisfied(task: Task, checkpoint: Checkpoint, as_of: datetime) -> Iterator[tuple[Assignment, Due]]:
    """Who owes the task this date and has not satisfied it.

    The deadline is the consolidating unit's, since only its approved 申请办结 ends the task (R7). A milestone is that
    of whoever decides: while the consolidating unit is silent, a lead may say that it is reached.
    """
    owners = deciding.owners(task, as_of)
    if checkpoint.kind is CheckpointKind.MILESTONE:
        owners = deciding.level(task, as_of)
    for assignment in owners:
        due = next((d for d in assignment.dues if d.checkpoint.id == checkpoint.id), None)
        if (
            due is not None
            and not is_exempted(due, as_of)
            and not progress.satisfied_by(task, assignment, due, as_of)
        ):
            yield assignment, due


@dataclass(frozen=True, slots=True)
class Milestone:
    """The last 阶段目标 of a task whose day has come.

    ``told_on`` is when whoever decides said that it was reached, if so, ``done_on`` the day of the work by those
    words or earlier ones; None where they do not tell it.
    """

    day: date
    told_on: date | None
    done_on: date | None = None


def last_milestone(task: Task, as_of: datetime) -> Milestone | None:
    """Return the last milestone of a task whose day has come; None where there is none."""
    last_day = task.deadline.id if task.deadline is not None else None
    over = [c for c in task.checkpoints if c.kind is CheckpointKind.MILESTONE and c.day <= local_date(as_of)]
    last = max((c for c in over if c.id != last_day), key=lambda c: (c.day, c.id), default=None)
    if last is None:
        return None
    if any(_unsatisfied(task, last, as_of)):
        return Milestone(last.day, None)
    owed = [(a, d) for a in deciding.level(task, as_of) for d in a.dues if d.checkpoint.id == last.id]
    found = ((a, progress.satisfied_by(task, a, d, as_of)) for a, d in owed)
    said = [(a, r) for a, r in found if r is not None]
    if not said:
        return Milestone(last.day, None)
    by, told = max(said, key=lambda pair: pair[1].said_on)
    return Milestone(last.day, told.said_on, _reached_on(last, by, told, as_of))


def _reached_on(milestone: Checkpoint, assignment: Assignment, told: Report, as_of: datetime) -> date | None:
    """The day on which a milestone was reached by what its unit said then, else by earlier words that name it."""
    if (own := done_days.done_on(told.text, told.said_on)) is not None:
        return own
    named = done_days.matter(milestone.target)
    earlier = (
        r for r in progress.standing_reports(assignment, as_of) if r.at < told.at and r.kind in deciding.SUBSTANCE
    )
    days = (done_days.done_on(r.text, r.said_on, named) for r in earlier if named and not r.withheld)
    return next((day for day in days if day is not None), None)


def is_exempted(due: Due, as_of: datetime) -> bool:
    """Return whether a due had been waived (豁免) by ``as_of``."""
    return due.exempted_at is not None and due.exempted_at <= as_of


def has_request(assignment: Assignment, by: date, as_of: datetime, *, checkpoint: Checkpoint | None = None) -> bool:
    """Return whether a request of the unit was made on or before the day ``by`` and waits for its decision.

    With ``checkpoint``, a 申请延期 counts only if it asks to move that date. It asks for time until a day, and covers
    nothing any more once that day is over.
    """
    return any(
        r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.SUBMITTED
        and r.said_on <= by
        and (r.kind is AnswerKind.CLOSURE or _asks_to_move(r, checkpoint, local_date(as_of)))
        for r in assignment.reports
    )


def _asks_to_move(report: Report, checkpoint: Checkpoint | None, today: date) -> bool:
    if report.kind is not AnswerKind.EXTENSION or (report.new_date is not None and report.new_date < today):
        return False
    return checkpoint is None or report.checkpoint_id in {None, checkpoint.id}


def _late(
    task: Task, checkpoint: Checkpoint, late: list[tuple[Assignment, Due]], days: int, as_of: datetime
) -> LateWork:
    """Name who answers for the task, not whoever happened to speak in its place."""
    day, kind, target = checkpoint.day, checkpoint.kind, checkpoint.target
    missing = tuple(a.unit for a, _ in late)
    if task.is_for_groups_alone:
        group = task.printed_assignments[0]
        return LateWork(group.id, None, deciding.printed_groups(task), day, days, kind, missing, target)
    owners = deciding.owners(task, as_of)
    named = next((a for a, _ in late if a in owners), owners[0])
    due = next((d for d in named.dues if d.checkpoint.id == checkpoint.id), None)
    return LateWork(named.id, due.id if due else None, named.unit, day, days, kind, missing, target)


# 办理状态


@once
def work_state(plan: BarePlan, task: Task, as_of: datetime) -> WorkState:
    """Return the 办理状态 of a task at ``as_of``: the first that fits, in the order of ``WorkState`` (R15)."""
    if closed_at(task, as_of) is not None:
        return WorkState.CLOSED
    if is_standing(task):
        return WorkState.STANDING
    if late_work(task, as_of) is not None:
        return WorkState.OVERDUE
    if not deciding.has_feedback(task, as_of):
        return WorkState.NO_FEEDBACK
    if deciding.is_not_started(task, as_of):
        return WorkState.NOT_STARTED
    return _pace(plan, task, as_of)


def _pace(plan: BarePlan, task: Task, as_of: datetime) -> WorkState:
    """By the percent against the time gone; a milestone that is over and waits for its extension is behind too."""
    milestones = (c for c in _dates_over(task, as_of) if c.kind is CheckpointKind.MILESTONE)
    if any(any(_unsatisfied(task, c, as_of)) for c in milestones):
        return WorkState.BEHIND
    given, deadline = deciding.task_figure(task, as_of), effective_deadline(plan, task)
    if given is None or deadline is None:
        return WorkState.UNQUANTIFIED
    due_share = percent_due(plan, task, deadline, local_date(as_of))
    return WorkState.ON_TRACK if given.percent >= due_share else WorkState.BEHIND


# what stands beside it


@once
def mark(plan: BarePlan, task: Task, as_of: datetime) -> Mark | None:
    """Return what stands beside the 办理状态 of a task that is not closed, 长期 or late; None for most."""
    if work_state(plan, task, as_of) in _UNMARKED:
        return None
    if (waits := awaits_review(task, as_of)) is not None or deciding.was_told(task, as_of):
        return waits
    if deciding.was_returned(task, as_of):
        return Mark.RETURNED
    return Mark.UNTOLD if deciding.has_feedback(task, as_of) else None


def awaits_review(task: Task, as_of: datetime) -> Mark | None:
    """Return what of a task that is not late the office has to decide before it can be told how the task stands.

    A date is over, and the request that keeps the task from being late waits; or whoever consolidates asks to close;
    or all that the deciding unit said of the work waits, where only reviewed words count.
    """
    asked, waiting = set(), []
    for assignment in deciding.level(task, as_of):
        request = progress.pending_request(assignment, as_of)
        if request is not None:
            asked.add(request.kind)
            if request.kind is AnswerKind.CLOSURE and assignment.consolidates:
                return Mark.CLOSURE
        said = (r for r in progress.standing_reports(assignment, as_of) if r.kind in _TELLING)
        waiting += [r.withheld or r is request for r in said]
    untold = bool(waiting) and all(waiting)
    if not untold and not any(any(_unsatisfied(task, c, as_of)) for c in _dates_over(task, as_of)):
        return None
    if AnswerKind.CLOSURE in asked:
        return Mark.CLOSURE
    return Mark.EXTENSION if asked else Mark.REPORT
