"""Where a task stands and what an answer does to it: decisions over what units have said.

Nothing here is stored. State, what is satisfied and what is overdue follow from the reports that stand at a moment,
so the same register read ``as_of`` last Friday gives last Friday's answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.register.ladder import DEFAULT_LADDER
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, Due, OpenLine, Report, Task
from tasks_db.terms import AnswerKind, AssignmentState, CheckpointKind, ReportStatus

ASKED_AHEAD = timedelta(days=-min(DEFAULT_LADDER))
"""How long before its day a report is asked for: what lies further ahead is not missed yet, nor answered yet."""


ANSWERS = frozenset(AnswerKind) - {AnswerKind.RECEIVED}
"""What counts as having answered: 签收 says only that the message was seen."""


SELF_EVIDENT = frozenset({AnswerKind.RECEIVED, AnswerKind.NO_CHANGE})
"""Answers that nobody reviews."""

_REPORTED = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.NO_CHANGE})


_STATE_AFTER = {
    AnswerKind.PROGRESS: AssignmentState.UNDER_WAY,
    AnswerKind.DONE: AssignmentState.UNDER_WAY,
    AnswerKind.BLOCKED: AssignmentState.BLOCKED,
}


def standing_reports(assignment: Assignment, as_of: datetime) -> list[Report]:
    """The reports that stand at ``as_of``, oldest first."""
    return sorted((r for r in assignment.reports if r.stands(as_of)), key=lambda r: (r.at, r.id))


def is_closed(task: Task, as_of: datetime) -> bool:
    """办结: the consolidating unit's request was approved, or the office declared it, by ``as_of``."""
    return closed_at(task, as_of) is not None


def closed_at(task: Task, as_of: datetime) -> datetime | None:
    closures = (
        r.decided_at
        for a in task.assignments
        for r in a.reports
        if r.kind is AnswerKind.CLOSURE and r.said_by(as_of) and r.decision(as_of) is ReportStatus.ACCEPTED
    )
    declared = task.closed_at if task.closed_at is not None and task.closed_at <= as_of else None
    return max((at for at in (*closures, declared) if at is not None), default=None)


def pending_request(assignment: Assignment, as_of: datetime) -> Report | None:
    """The unit's 申请办结 or 申请延期 that waits for a decision; while it does, nobody is asked."""
    requests = (
        r
        for r in assignment.reports
        if r.kind in {AnswerKind.CLOSURE, AnswerKind.EXTENSION}
        and r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.SUBMITTED
    )
    return max(requests, key=lambda r: (r.at, r.id), default=None)


def state(task: Task, assignment: Assignment, as_of: datetime) -> AssignmentState:
    """已交办 → 已签收 → 推进中 | 遇阻 → 申请办结 → 办结 → 销号."""
    if is_closed(task, as_of):
        struck_off = task.struck_off_at is not None and task.struck_off_at <= as_of
        return AssignmentState.STRUCK_OFF if struck_off else AssignmentState.CLOSED
    reached = AssignmentState.ASSIGNED
    for report in sorted((r for r in assignment.reports if r.said_by(as_of)), key=lambda r: (r.at, r.id)):
        if report.decision(as_of) is ReportStatus.RETURNED:
            reached = AssignmentState.UNDER_WAY
        elif report.kind is AnswerKind.RECEIVED and reached is AssignmentState.ASSIGNED:
            reached = AssignmentState.RECEIVED
        elif report.kind is AnswerKind.CLOSURE:
            reached = AssignmentState.CLOSURE_REQUESTED
        elif report.kind is AnswerKind.NO_CHANGE:
            # whoever was blocked still is
            reached = reached if reached is AssignmentState.BLOCKED else AssignmentState.UNDER_WAY
        else:
            reached = _STATE_AFTER.get(report.kind, reached)
    return reached


def satisfied_by(assignment: Assignment, due: Due, as_of: datetime) -> Report | None:
    """The report that satisfies a due, if one stands.

    无变化 satisfies a periodic round, never a deadline; a deadline of the consolidating unit takes an approved
    closure, everybody else's a statement that their share is done (DESIGN.md rules 5 and 7).
    """
    reports = standing_reports(assignment, as_of)
    mine = [r for r in reports if r.checkpoint_id == due.checkpoint.id]
    match due.checkpoint.kind:
        case CheckpointKind.ROUND:
            wanted = _REPORTED
        case CheckpointKind.MILESTONE:
            wanted = frozenset({AnswerKind.DONE})
        case CheckpointKind.DEADLINE:
            wanted = frozenset() if assignment.consolidates else frozenset({AnswerKind.DONE})
    return next((r for r in mine if r.kind in wanted), None)


def is_open(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> bool:
    """Whether the unit still owes this due at ``as_of``."""
    if task.cancelled_at is not None and task.cancelled_at <= as_of:
        return False
    if due.exempted_at is not None and due.exempted_at <= as_of:
        return False
    return not is_closed(task, as_of) and satisfied_by(assignment, due, as_of) is None


def is_overdue(task: Task, assignment: Assignment, due: Due, as_of: datetime) -> bool:
    """Open, its day over, and no request pending that was made in time."""
    if due.day >= local_date(as_of) or not is_open(task, assignment, due, as_of):
        return False
    request = pending_request(assignment, as_of)
    return request is None or local_date(request.at) > due.day


def open_lines(lines: Iterable[OpenLine], as_of: datetime) -> list[OpenLine]:
    """Those still owed, earliest first."""
    owed = (line for line in lines if is_open(line.task, line.assignment, line.due, as_of))
    return sorted(owed, key=lambda line: (line.due.day, line.plan.id, line.task.position, line.assignment.id))


def current_due(task: Task, assignment: Assignment, as_of: datetime) -> Due | None:
    """The due that an answer without further mention is about: the earliest still owed."""
    owed = [d for d in assignment.dues if is_open(task, assignment, d, as_of)]
    return min(owed, key=lambda d: (d.day, d.id), default=None)


def first_due(assignment: Assignment) -> Due | None:
    return min(assignment.dues, key=lambda d: (d.day, d.id), default=None)


def last_word(assignment: Assignment, as_of: datetime) -> Report | None:
    """The unit's latest answer that stands, receipts left aside."""
    return last_of(assignment, ANSWERS, as_of)


def last_of(assignment: Assignment, kinds: Collection[AnswerKind], as_of: datetime) -> Report | None:
    """The unit's latest report of these kinds that stands."""
    return next((r for r in reversed(standing_reports(assignment, as_of)) if r.kind in kinds), None)


def has_reported(assignment: Assignment, as_of: datetime) -> bool:
    return any(r.kind in _REPORTED for r in standing_reports(assignment, as_of))


def is_exempted(assignment: Assignment, as_of: datetime) -> bool:
    """豁免: whatever the unit owed for the task has been waived."""
    waived = [d.exempted_at is not None and d.exempted_at <= as_of for d in assignment.dues]
    return bool(waived) and all(waived)


def silent_units(task: Task, as_of: datetime) -> list[Assignment]:
    """The units that have to report to the consolidating unit, have not, and are not exempted."""
    return [
        a
        for a in task.asked_assignments
        if not a.consolidates and not has_reported(a, as_of) and any(is_open(task, a, d, as_of) for d in a.dues)
    ]


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
    assignment: Assignment, due_id: int | None, given: Given, now: datetime, *, draft: bool
) -> Report | None:
    """The report that already says this: a button pressed twice, or words sent twice, are one answer.

    That is any 签收 that stands, or the unit's latest other answer about the same date, if it was given on the same
    day and says the same.
    """
    due = next((d for d in assignment.dues if d.id == due_id), None)
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
    due = next((d for d in assignment.dues if d.id == due_id), None)
    # "done" said again of a date that is over must never finish the next one
    if due is None or (given.kind is not AnswerKind.DONE and not is_open(task, assignment, due, now)):
        due = current_due(task, assignment, now)
    _refuse_unfit(task, assignment, due, given, now)
    decided = given.kind in {AnswerKind.RECEIVED, AnswerKind.NO_CHANGE}
    # what is said today is no report on a round that begins in months
    early = due is not None and due.checkpoint.kind is CheckpointKind.ROUND and not is_asked_by(due, now)
    return Taken(given, None if due is None or (early and task.indicator_id is None) else due.checkpoint.id, decided)


def is_asked_by(due: Due, now: datetime) -> bool:
    """Whether the day has come near enough for the due to be asked for."""
    return due.day - ASKED_AHEAD <= local_date(now)


def _refuse_unfit(task: Task, assignment: Assignment, due: Due | None, given: Given, now: datetime) -> None:
    if given.kind is AnswerKind.CLOSURE:
        if not assignment.consolidates:
            raise AnswerRefused("办结由汇总单位申请。本单位的工作做完了，请点“已完成”。")
        silent = silent_units(task, now)
        if silent:
            names = "、".join(a.unit for a in silent[:5]) + ("等" if len(silent) > 5 else "")  # noqa: PLR2004
            raise AnswerRefused(
                f"还有{len(silent)}个单位没有反馈（{names}），暂不能申请办结。可点“催一催”，或请办公室豁免。"
            )
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
    """Whether "已完成" from this unit now means 申请办结: it consolidates and only the deadline is left."""
    due = next((d for d in assignment.dues if d.id == due_id), None) or current_due(task, assignment, now)
    return assignment.consolidates and _at_deadline(due)
