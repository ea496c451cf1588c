"""What units have asked for: extensions with both dates and who decided, closures that wait for the office."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import other_day, progress, request_words, states
from tasks_db.register.digest.past import first_day, granted, moves_the_task
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.refusal_words import demand_in
from tasks_db.register.digest.request_values import Closure, Extension, Moves
from tasks_db.register.reading import Register
from tasks_db.register.values import Assignment, Checkpoint, Due, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, SeatRole

_CONVENORS = frozenset({SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR})
OFFICE = "联席会议办公室"
"""Who decided where no convenor did."""


def extensions(register: Register, plan: Plan, task: Task, as_of: datetime) -> list[Extension]:
    """Every extension with both dates: granted ones in order, then refused ones, then what waits for a decision."""
    if not task.requests:
        return []
    name = partial(_decider, register, plan)
    lines = [line for c in task.checkpoints for a in task.assignments for line in _granted(task, a, c, as_of, name)]
    lines += [line for a in task.assignments for line in _refused(task, a, as_of, name)]
    closed = states.closed_at(task, as_of) is not None
    return lines if closed else [*lines, *_pending(task, as_of)]


def _decider(register: Register, plan: Plan, report: Report) -> str:
    """A convenor by name, as papers may print it; everybody else decides for the office."""
    if report.decided_by is None or report.decided_at is None:
        return OFFICE
    day = local_date(report.decided_at)
    held = (
        f"{seat.role.zh}{holder.name}"
        for seat in register.seats
        if seat.meeting_id == plan.meeting_id and seat.role in _CONVENORS
        for holder in seat.holders_on(day)
        if holder.person_id == report.decided_by
    )
    return next(held, OFFICE)


def convenors_close(register: Register, counted: Iterable[tuple[Plan, Task]], as_of: datetime) -> bool:
    """Return whether a convenor decided on the request to close that was granted last."""
    granted_last = max(
        (
            (report.decided_at, report.id, plan, report)
            for plan, task in counted
            for _, report in task.requests
            if report.kind is AnswerKind.CLOSURE
            and report.decided_at is not None
            and report.said_by(as_of)
            and report.decision(as_of) is ReportStatus.ACCEPTED
        ),
        key=lambda found: found[:2],
        default=None,
    )
    return granted_last is not None and _decider(register, granted_last[2], granted_last[3]) != OFFICE


_Name = Callable[[Report], str]


def _pending(task: Task, as_of: datetime) -> Iterator[Extension]:
    for assignment in task.assignments:
        request = progress.pending_request(assignment, as_of)
        if request is None or request.kind is not AnswerKind.EXTENSION or request.new_date is None:
            continue
        yield _extension(task, assignment, request, request.new_date, as_of)


def _refused(task: Task, assignment: Assignment, as_of: datetime, name: _Name) -> Iterator[Extension]:
    for report in assignment.reports:
        if report.kind is not AnswerKind.EXTENSION or report.new_date is None or not report.said_by(as_of):
            continue
        if report.decision(as_of) is ReportStatus.RETURNED:
            asked = _extension(task, assignment, report, report.new_date, as_of)
            yield replace(
                asked,
                decided_at=report.decided_at,
                decided_by=name(report),
                reason=report.reason,
                demanded=demand_in(report.reason, local_date(report.decided_at)) if report.decided_at else None,
            )


def _extension(task: Task, assignment: Assignment, request: Report, new: date, as_of: datetime) -> Extension:
    """A request as it was made; the date that was in force then is the one that it would move."""
    due = next((d for d in assignment.dues if d.checkpoint.id == request.checkpoint_id), None)
    own = _day_then(assignment, due, request.at, as_of) if due else None
    wanted = _wanted(task, assignment, due.checkpoint if due else None, (own, new), request.at, as_of)
    return Extension(
        TaskRef.of(task),
        assignment.id,
        assignment.unit,
        kind=due.checkpoint.kind if due else CheckpointKind.DEADLINE,
        old=wanted.old,
        new=new,
        decision=request.decision(as_of),
        decided_at=None,
        decided_by=None,
        reason=None,
        source=Source.of(request, as_of),
        why=request_words.told_in(request, task.title),
        moves=wanted.moves,
        text=request.text,
        needs=(request.needs or "").strip(),
    )


def _day_then(assignment: Assignment, due: Due, at: datetime, as_of: datetime) -> date | None:
    """The date in force at a moment: what was granted to the unit between it and ``as_of`` is undone."""
    grants = granted(assignment, due.checkpoint, as_of)
    later = next((r for r, _ in grants if r.decided_at is not None and r.decided_at > at), None)
    if later is None:
        return due.day
    earlier = [new for r, new in grants if r.decided_at is not None and r.decided_at <= at]
    return later.old_day or (earlier[-1] if earlier else first_day(assignment, due.checkpoint))


def _granted(
    task: Task, assignment: Assignment, checkpoint: Checkpoint, as_of: datetime, name: _Name
) -> Iterator[Extension]:
    """The chain of one unit's date: each extension starts where the last one ended."""
    standing = first_day(assignment, checkpoint)
    for report, new in granted(assignment, checkpoint, as_of):
        days = (report.old_day or standing, new)
        wanted = _wanted(task, assignment, checkpoint, days, report.at, as_of)
        yield Extension(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            kind=checkpoint.kind,
            old=wanted.old,
            new=new,
            decision=ReportStatus.ACCEPTED,
            decided_at=report.decided_at,
            decided_by=name(report),
            reason=None,
            source=Source.of(report, as_of),
            why=request_words.told_in(report, task.title),
            moves=wanted.moves,
            sought=other_day.asked_in(report.reason),
        )
        standing = new


@dataclass(frozen=True, slots=True)
class _Wanted:
    old: date | None
    moves: Moves


def _wanted(
    task: Task,
    assignment: Assignment,
    checkpoint: Checkpoint | None,
    days: tuple[date | None, date],
    at: datetime,
    as_of: datetime,
) -> _Wanted:
    """What a request is about, and the date that a paper prints as the one in force when it was made.

    A unit that does not consolidate owes on a collection day of its own (R9), which the plan does not print: whoever
    wants time beyond the task's date is told by that date, whoever wants it within it asks for a later report alone.
    """
    own, new = days
    if checkpoint is None or moves_the_task(assignment):
        return _Wanted(own, Moves.TASK)
    whole = task.consolidating
    due = next((d for d in whole.dues if d.checkpoint.id == checkpoint.id), None) if whole is not None else None
    printed = _day_then(whole, due, at, as_of) if whole is not None and due is not None else checkpoint.day
    if printed is not None and new <= printed:
        return _Wanted(own, Moves.REPORT)
    return _Wanted(max((day for day in (own, printed) if day is not None), default=None), Moves.SHARE)


def closures(task: Task, as_of: datetime) -> list[Closure]:
    """申请办结 that waits for the office; none once the task is closed."""
    if not task.requests or states.closed_at(task, as_of) is not None:
        return []
    requests = ((a, progress.pending_request(a, as_of)) for a in task.assignments)
    waiting = [(a, r) for a, r in requests if r is not None and r.kind is AnswerKind.CLOSURE]
    awaited = tuple(a.unit for a in progress.silent_units(task, as_of)) if waiting else ()
    return [Closure(TaskRef.of(task), a.id, a.unit, r.text, Source.of(r, as_of), awaited) for a, r in waiting]
