"""What happened in some days: reports that came in, tasks that were finished, requests and what became of them."""

from collections.abc import Iterator
from datetime import datetime

from config.clock import local_date
from tasks_db.register import progress, states
from tasks_db.register.digest import lines
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope
from tasks_db.register.queries.rows import Answer, EventRow, RequestRow
from tasks_db.register.queries.shared import answer, in_span, is_visible, tasks
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus

_FINISHING = frozenset({AnswerKind.DONE, AnswerKind.CLOSURE})
_WAITS = ReportStatus.SUBMITTED
_REQUESTS = (AnswerKind.EXTENSION, AnswerKind.CLOSURE)


def finished(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[EventRow]:
    """Return the tasks that were 办结 in the days asked for, then the units that said 已完成, the newest first."""
    rows = [
        row
        for _, task in tasks(reading, scope, now, filters)
        if lines.is_counted(task)
        for row in (*_closings(task, scope, filters, now), *_reports(task, scope, filters, now, only=_FINISHING))
    ]
    rows.sort(key=lambda row: (not row.closed, -row.at.timestamp()))
    return answer(reading, scope, now, filters, rows)


def changes(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[EventRow]:
    """Return what came in and what was 办结 in the days asked for, the newest first; 签收 is no news."""
    rows = [
        row
        for _, task in tasks(reading, scope, now, filters)
        for row in (*_closings(task, scope, filters, now), *_reports(task, scope, filters, now))
    ]
    rows.sort(key=lambda row: (-row.at.timestamp(), row.task.task_id))
    return answer(reading, scope, now, filters, rows)


def _closings(task: Task, scope: Scope, filters: Filters, now: datetime) -> Iterator[EventRow]:
    at = states.closed_at(task, now)
    owner = task.consolidating or next(iter(task.printed_assignments), None)
    if at is None or owner is None or not in_span(local_date(at), filters):
        return
    shares = task.assignments if filters.unit_ids or filters.role else [owner]
    if scope.leads(task) and any(is_visible(task, a, scope, filters) for a in shares):
        yield EventRow(TaskRef.of(task), owner.id, owner.unit, at, None, None, "", None, closed=True)


def _reports(
    task: Task, scope: Scope, filters: Filters, now: datetime, only: frozenset[AnswerKind] = progress.ANSWERS
) -> Iterator[EventRow]:
    for assignment in task.shares:
        if not is_visible(task, assignment, scope, filters):
            continue
        for report in progress.standing_reports(assignment, now):
            if report.kind in only and in_span(local_date(report.at), filters):
                yield _event(task, assignment, report, now)


def _event(task: Task, assignment: Assignment, report: Report, now: datetime) -> EventRow:
    reviewed = report.kind not in progress.SELF_EVIDENT
    return EventRow(
        TaskRef.of(task),
        assignment.id,
        assignment.called,
        report.at,
        report.kind,
        report.percent,
        report.text or report.problem or "",
        report.decision(now) if reviewed else None,
    )


def requests(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[RequestRow]:
    """Return the requests that units made: what waits first, then what was decided, the newest first.

    ``filters.request`` keeps to one kind of them; 不属我单位 is told where it is asked for.
    """
    rows = [
        row
        for _, task in tasks(reading, scope, now, filters)
        for assignment in task.shares
        if is_visible(task, assignment, scope, filters)
        for row in _requests(task, assignment, filters, now)
    ]
    rows.sort(key=lambda row: (row.decision is not row.decision.SUBMITTED, -row.at.timestamp()))
    return answer(reading, scope, now, filters, rows)


def _requests(task: Task, assignment: Assignment, filters: Filters, now: datetime) -> Iterator[RequestRow]:
    wanted = (filters.request,) if filters.request else _REQUESTS
    for report in assignment.reports:
        if report.kind not in wanted or not report.said_by(now) or not in_span(local_date(report.at), filters):
            continue
        due = next((d for d in assignment.dues if d.checkpoint.id == report.checkpoint_id), None)
        yield RequestRow(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            report.id,
            report.kind,
            report.at,
            report.old_day or (due.day if due else None),
            report.new_date,
            report.text,
            report.decision(now),
            progress.is_incomplete(task, report, now),
            *((report.decided_at, report.decider, report.reason) if report.decision(now) is not _WAITS else ()),
        )
