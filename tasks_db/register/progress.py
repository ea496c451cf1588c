"""Where a task stands and what an answer does to it: decisions over what units have said (R7).

Nothing here is stored. State, what is satisfied and what is still asked follow from the reports that stand at a
moment, so the same register read ``as_of`` last Friday gives last Friday's answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import request_words, rounds, thresholds
from tasks_db.register.decided_once import once
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.rounds import is_round
from tasks_db.register.values import REQUESTS, Assignment, Due, OpenLine, Report, Task
from tasks_db.terms import AnswerKind, AssignmentState, CheckpointKind, ReportStatus

ANSWERS = frozenset(AnswerKind) - {AnswerKind.RECEIVED}
"""What counts as having answered: 签收 says only that the message was seen."""

SELF_EVIDENT = frozenset({AnswerKind.RECEIVED, AnswerKind.NO_CHANGE})
"""Answers that nobody reviews."""

_FIGURES = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED})
"""Answers whose percent or figure may reach a target once it is accepted."""

_STATE_AFTER = {
    AnswerKind.PROGRESS: AssignmentState.UNDER_WAY,
    AnswerKind.DONE: AssignmentState.UNDER_WAY,
    AnswerKind.BLOCKED: AssignmentState.BLOCKED,
}


_IN_TIME = attrgetter("at", "id")


@once
def standing_reports(assignment: Assignment, as_of: datetime) -> list[Report]:
    """The reports that stand at ``as_of``, oldest first."""
    return sorted([r for r in assignment.reports if r.stands(as_of)], key=_IN_TIME)


def is_closed(task: Task, as_of: datetime) -> bool:
    """办结: the consolidating unit's request was approved, or the office declared it, by ``as_of``."""
    return closed_at(task, as_of) is not None


@once
def closed_at(task: Task, as_of: datetime) -> datetime | None:
    """Return when an accepted 申请办结 or the office's own word closed the task by ``as_of``; None while open.

    If it was closed more than once, the latest moment counts.
    """
    closures = (
        r.decided_at
        for _, r in task.requests
        if r.kind is AnswerKind.CLOSURE and r.said_by(as_of) and r.decision(as_of) is ReportStatus.ACCEPTED
    )
    declared = task.closed_at if task.closed_at is not None and task.closed_at <= as_of else None
    return max((at for at in (*closures, declared) if at is not None), default=None)


def state(task: Task, assignment: Assignment, as_of: datetime) -> AssignmentState:
    """已交办 → 已签收 → 推进中 | 遇阻 → 申请办结 → 办结 → 销号."""
    if is_closed(task, as_of):
        struck_off = task.struck_off_at is not None and task.struck_off_at <= as_of
        return AssignmentState.STRUCK_OFF if struck_off else AssignmentState.CLOSED
    reached = AssignmentState.ASSIGNED
    for report in sorted((r for r in assignment.reports if r.said_by(as_of)), key=lambda r: (r.at, r.id)):
        if report.decision(as_of) is ReportStatus.RETURNED:
            if report.entered_by is None or report.kind is AnswerKind.CLOSURE:  # what the office mistook says nothing
                reached = AssignmentState.UNDER_WAY
        elif report.kind is AnswerKind.RECEIVED and reached is AssignmentState.ASSIGNED:
            reached = AssignmentState.RECEIVED
        elif report.kind is AnswerKind.CLOSURE:
            reached = AssignmentState.CLOSURE_REQUESTED
        elif report.kind is AnswerKind.NO_CHANGE:
            # whoever was blocked still is
            reached = reached if reached is AssignmentState.BLOCKED else AssignmentState.UNDER_WAY
        elif request_words.tells_of_work(report, task.title):
            reached = AssignmentState.UNDER_WAY
        else:
            reached = _STATE_AFTER.get(report.kind, reached)
    return reached


# what is satisfied, and what is still asked


def satisfied_by(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> Report | None:
    """Return the first standing report that satisfies a due (R7), or None.

    A round is satisfied by any answer that belongs to it (``rounds.is_answered_by``). A milestone, and the deadline
    of a unit that does not consolidate, by its 已完成 or by an accepted figure that reaches the target. The
    consolidating unit's deadline only by its approved 申请办结. An indicator's figure is asked for in rounds, so any
    answer satisfies it; whether the figure reaches the indicator's target is told, and asked of nobody again.
    """
    standing = standing_reports(assignment, as_of)
    return next((r for r in standing if _satisfies(task, assignment, due, r, as_of)), None)


def _satisfies(task: Task, assignment: Assignment, due: Due, report: Report, as_of: datetime) -> bool:
    if is_round(due):
        return rounds.is_answered_by(task, assignment, due, report)
    accepted = report.decision(as_of) is ReportStatus.ACCEPTED
    if due.checkpoint.kind is CheckpointKind.DEADLINE and assignment.consolidates:
        return report.kind is AnswerKind.CLOSURE and accepted
    if report.kind is AnswerKind.DONE:
        return report.checkpoint_id == due.checkpoint.id
    if report.kind not in _FIGURES or not accepted or not is_about(report, due):
        return False
    return thresholds.reaches(due.checkpoint.target, report.percent, report.text)


def is_open(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> bool:
    """Return whether a due is neither satisfied nor waived, and its task neither closed nor cancelled.

    A round that nobody answered stays open when the next begins, though it is asked no more (``is_askable``).
    """
    if task.cancelled_at is not None and task.cancelled_at <= as_of:
        return False
    if due.exempted_at is not None and due.exempted_at <= as_of:
        return False
    return not is_closed(task, as_of) and satisfied_by(task, assignment, due, as_of) is None


def is_askable(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> bool:
    """Return whether the unit may still be asked for a due, now or later: it is open, and no round that is over."""
    over = is_round(due) and rounds.is_over(task, assignment, due, as_of)
    return not over and is_open(task, assignment, due, as_of)


def is_asked_by(task: Task, due: Due, now: datetime) -> bool:
    """Return whether a day has come near enough for its ladder to have begun."""
    return due.day - task.settings.asked_ahead <= local_date(now)


def current_due(task: Task, assignment: Assignment, as_of: datetime) -> Due | None:
    """Return the due that an answer without further mention is about: the earliest that may still be asked for."""
    owed = [d for d in assignment.dues if is_askable(task, assignment, d, as_of)]
    return min(owed, key=in_order, default=None)


def in_order(due: Due) -> tuple[date, bool, int]:
    """Sort dues of one unit: by its day; a deadline before a round, since an answer to it answers the round too."""
    return due.day, is_round(due), due.id


def open_lines(lines: Iterable[OpenLine], as_of: datetime) -> list[OpenLine]:
    """Return one line for each unit's share of a task that still owes something: its current due, earliest first."""
    shares = {line.assignment.id: line for line in lines}
    owed = ((line, current_due(line.task, line.assignment, as_of)) for line in shares.values())
    return sorted((replace(line, due=due) for line, due in owed if due is not None), key=line_order)


def line_order(line: OpenLine) -> tuple[object, ...]:
    """Sort lines of several tasks: by day, then in the order of plans and rows."""
    day, late, due_id = in_order(line.due)
    return day, late, line.plan.id, line.task.position, line.assignment.id, due_id


def first_due(assignment: Assignment) -> Due | None:
    """Return the earliest due of a unit, whatever became of it; None where it owes nothing."""
    return min(assignment.dues, key=in_order, default=None)


# what was said


def last_word(assignment: Assignment, as_of: datetime) -> Report | None:
    """Return the unit's latest answer that stands, receipts left aside."""
    return last_of(assignment, ANSWERS, as_of)


def last_of(assignment: Assignment, kinds: Collection[AnswerKind], as_of: datetime) -> Report | None:
    """Return the unit's latest report of these kinds that stands."""
    return next((r for r in reversed(standing_reports(assignment, as_of)) if r.kind in kinds), None)


def has_reported(assignment: Assignment, as_of: datetime) -> bool:
    """Return whether an answer of the unit stands, to whatever date; 签收 is none."""
    return last_word(assignment, as_of) is not None


@once
def is_exempted(assignment: Assignment, as_of: datetime) -> bool:
    """豁免: return whether whatever the unit owed for the task has been waived."""
    waived = [d.exempted_at is not None and d.exempted_at <= as_of for d in assignment.dues]
    return bool(waived) and all(waived)


def is_silent(task: Task, assignment: Assignment, as_of: datetime) -> bool:
    """Return whether a unit has to report to the consolidating unit, has not, and is not exempted."""
    if assignment.consolidates or has_reported(assignment, as_of):
        return False
    return any(is_open(task, assignment, d, as_of) for d in assignment.dues)


def silent_units(task: Task, as_of: datetime) -> list[Assignment]:
    """Return the units asked that have to report to the consolidating unit, have not, and are not exempted."""
    return [a for a in task.asked_assignments if is_silent(task, a, as_of)]


# requests


def pending_request(assignment: Assignment, as_of: datetime) -> Report | None:
    """Return the unit's latest 申请办结 or 申请延期 that nobody has decided, or None."""
    requests = (r for r in assignment.reports if _is_pending(r, as_of))
    return max(requests, key=lambda r: (r.at, r.id), default=None)


def _is_pending(report: Report, as_of: datetime) -> bool:
    return report.kind in REQUESTS and report.said_by(as_of) and report.decision(as_of) is ReportStatus.SUBMITTED


def is_about(report: Report, due: Due) -> bool:
    """Return whether a report is about a due's date: it names it, or names none and is about the whole task."""
    return report.checkpoint_id in {None, due.checkpoint.id}


def granted_day(assignment: Assignment, checkpoint_id: int, as_of: datetime) -> date | None:
    """Return the date of the last extension of a checkpoint that a unit was granted by ``as_of``, or None."""
    granted = [
        r
        for r in assignment.reports
        if r.kind is AnswerKind.EXTENSION
        and r.checkpoint_id == checkpoint_id
        and r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.ACCEPTED
    ]
    last = max(granted, key=lambda r: (r.decided_at or r.at, r.id), default=None)
    return last.new_date if last is not None else None


def stopping_request(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> Report | None:
    """Return the earliest pending request that stops the ladder of a due, or None (R7).

    A 申请延期 belongs to its date: it stops its unit's ladder there, the consolidating unit's that of all units. A
    申请办结 stops whoever has reported, so all once all have; while it is 待补齐 the silent ones are still asked.
    """
    asking = {a.id: a for a in (assignment, task.consolidating) if a is not None}
    found = [
        r
        for a in asking.values()
        for r in a.reports
        if r.kind is AnswerKind.EXTENSION and _is_pending(r, as_of) and is_about(r, due)
    ]
    closures = pending_closures(task, as_of)
    if closures and not is_silent(task, assignment, as_of):
        found += closures
    return min(found, key=lambda r: (r.at, r.id), default=None)


def pending_closures(task: Task, as_of: datetime) -> list[Report]:
    """Return the 申请办结 of a task that nobody has decided, 待补齐 or not."""
    return [r for a in task.assignments for r in a.reports if r.kind is AnswerKind.CLOSURE and _is_pending(r, as_of)]


def is_incomplete(task: Task, report: Report, as_of: datetime) -> bool:
    """待补齐: return whether a report is a pending 申请办结 while units asked are still silent.

    It is kept and not yet before the office. It becomes so by itself, once the last of them has reported or is
    exempted.
    """
    return report.kind is AnswerKind.CLOSURE and _is_pending(report, as_of) and bool(silent_units(task, as_of))


# what an answer does


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gives as an answer, before it is taken."""

    kind: AnswerKind
    percent: int | None = None
    text: str = ""
    problem: str | None = None
    needs: str | None = None
    expected: date | None = None
    new_date: date | None = None
    called_on: date | None = None
    """The day of the phone call in which it was told, where that is not today."""

    @classmethod
    def of(cls, said: Report) -> "Given":
        """What a report says, to be given once more: for another task, or when a draft is submitted."""
        return cls(said.kind, said.percent, said.text, said.problem, said.needs, said.expected, said.new_date)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be recorded for an answer. ``decided`` is True where nobody has to review it."""

    given: Given
    checkpoint_id: int | None
    decided: bool


def repeated(
    task: Task, assignment: Assignment, due_id: int | None, given: Given, now: datetime, *, draft: bool
) -> Report | None:
    """Return the report that already says this: a button pressed twice, or words sent twice, are one answer.

    That is any 签收 that stands, or the unit's latest other answer about the same date, if it was given on the same
    day and says the same.
    """
    due = _moved_by(given, assignment, _named_due(task, assignment, due_id, now))
    alive = [
        r
        for r in assignment.reports
        if r.withdrawn_at is None
        and r.status is not ReportStatus.RETURNED
        and (r.status is ReportStatus.DRAFT) == draft
        and (r.kind is AnswerKind.RECEIVED) == (given.kind is AnswerKind.RECEIVED)
        and (due is None or given.kind is AnswerKind.RECEIVED or r.checkpoint_id == due.checkpoint.id)
    ]
    last = max(alive, key=lambda r: (r.at, r.id), default=None)
    if last is None or given.kind is AnswerKind.RECEIVED:
        return last
    return last if local_date(last.at) == local_date(now) and _content(last) == _content(given) else None


def _content(said: Report | Given) -> tuple[object, ...]:
    return said.kind, said.percent, said.text, said.problem, said.needs, said.expected, said.new_date


def apply(task: Task, assignment: Assignment, due_id: int | None, given: Given, now: datetime) -> Taken:
    """Decide what an answer does; raises AnswerRefused with the sentence for the person."""
    if task.cancelled_at is not None:
        raise AnswerRefused("这项任务已经取消，不用再反馈。发送 /mine 查看现在的任务。")
    if is_closed(task, now):
        raise AnswerRefused("这项任务已经办结，不用再反馈。如需重新办理，请联系联席会议办公室。")
    due = _named_due(task, assignment, due_id, now)
    # "done" said again of a date that is over must never finish the next one
    if due is None or (given.kind is not AnswerKind.DONE and not is_open(task, assignment, due, now)):
        due = current_due(task, assignment, now)
    due = _moved_by(given, assignment, due)
    _refuse_unfit(assignment, due, given, now)
    decided = given.kind in SELF_EVIDENT
    if due is not None and _is_early(task, assignment, due, given, now):
        due = None
    return Taken(given, due.checkpoint.id if due is not None else None, decided)


def _named_due(task: Task, assignment: Assignment, due_id: int | None, now: datetime) -> Due | None:
    """The due that somebody names; an answer to a round that is over belongs to the round now asked (R7)."""
    due = next((d for d in assignment.dues if d.id == due_id), None)
    if due is not None and is_round(due) and rounds.is_over(task, assignment, due, now):
        return rounds.asked_round(task, assignment, now)
    return due


def _moved_by(given: Given, assignment: Assignment, due: Due | None) -> Due | None:
    """The due that an answer is about: more time than the deadline has is asked for the deadline; the round stays."""
    if given.kind is not AnswerKind.EXTENSION or given.new_date is None or due is None or not is_round(due):
        return due
    last = next((d for d in assignment.dues if _at_deadline(d)), None)
    return last if last is not None and last.task_day < given.new_date else due


def _is_early(task: Task, assignment: Assignment, due: Due, given: Given, now: datetime) -> bool:
    """Whether an answer comes before its round has begun: what is said today is no report on a round in months.

    An indicator's figure counts whenever it is given, and an extension belongs to the date that it asks to move.
    """
    if not is_round(due) or task.indicator_id is not None or given.kind is AnswerKind.EXTENSION:
        return False
    return not rounds.has_begun(task, assignment, due, now)


def _refuse_unfit(assignment: Assignment, due: Due | None, given: Given, now: datetime) -> None:
    if given.kind is AnswerKind.CLOSURE and not assignment.consolidates:
        raise AnswerRefused("办结由汇总单位申请。本单位的工作做完了，请点“已完成”。")
    if given.kind is AnswerKind.EXTENSION:
        if due is None:
            raise AnswerRefused("这项任务没有未到的时限，不需要延期。")
        if given.new_date is None or given.new_date <= max(due.day, local_date(now)):
            raise AnswerRefused(f"延期的日期要晚于现在的时限（{due.day}）和今天。请重新填写日期。")
    if given.kind is AnswerKind.DONE and assignment.consolidates and _at_deadline(due):
        raise AnswerRefused("本单位是汇总单位，全部完成请点“申请办结”。")


def _at_deadline(due: Due | None) -> bool:
    return due is None or due.checkpoint.kind is CheckpointKind.DEADLINE


def can_close(task: Task, assignment: Assignment, due_id: int | None, now: datetime) -> bool:
    """Return whether "已完成" from this unit now means 申请办结: it consolidates and only the deadline is left."""
    due = _named_due(task, assignment, due_id, now) or current_due(task, assignment, now)
    return assignment.consolidates and _at_deadline(due)
