"""What is late: tasks, missed milestones, and reports that were due and did not come. Two things, never one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from config.clock import local_date
from tasks_db.register import report_states, states
from tasks_db.register.digest import lines, silence
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Unreported
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope
from tasks_db.register.queries.rows import Answer, OverdueRow
from tasks_db.register.queries.shared import answer, in_span, is_visible, tasks, visible
from tasks_db.register.reading import Reading
from tasks_db.register.report_states import UnitReport
from tasks_db.register.states import LateWork
from tasks_db.register.values import Assignment, BarePlan, Task
from tasks_db.terms import ReportState, WorkState


def overdue(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[OverdueRow]:
    """Return what is late: tasks first, then missed milestones of 长期推进, then who did not report what was due.

    Each kind stands oldest first. Who could not be asked is late with nothing; ``unreported`` lists them.
    """
    rows = [
        row
        for plan, task in tasks(reading, scope, now, filters)
        for row in _overdue_rows(reading, plan, task, scope, now, filters)
        if in_span(row.due_day, filters)
    ]
    rows.sort(
        key=lambda row: (
            not row.is_task, row.report_state is not None, row.due_day, row.task.plan_id, row.task.task_id,
            row.assignment_id,
        )
    )  # fmt: skip
    return answer(reading, scope, now, filters, rows)


def _overdue_rows(
    reading: Reading, plan: BarePlan, task: Task, scope: Scope, now: datetime, filters: Filters
) -> Iterator[OverdueRow]:
    seen = visible(task, scope, filters)
    late = states.late_work(task, now) if lines.is_counted(task) else None
    named: set[str] = set()
    if late is not None:
        is_task = states.work_state(plan, task, now) is WorkState.OVERDUE
        for row in _late_rows(task, late, seen, scope, filters, is_task=is_task):
            named.update(row.missing)
            yield row
    silent = [a for a in seen if a.unit not in named]
    span = (filters.since, filters.until)
    collapse = scope.collapses(task, filters.unit_ids)
    for item in silence.unreported(reading, plan, task, now, silent, collapse=collapse, span=span):
        if item.state is ReportState.UNDELIVERED:
            continue
        yield OverdueRow(
            item.task,
            item.assignment_id,
            item.due_id,
            item.unit,
            item.due_day,
            (local_date(now) - item.due_day).days,
            item.kind,
            is_task=False,
            missing=item.missing,
            report_state=item.state,
        )


def _late_rows(
    task: Task, late: LateWork, visible: list[Assignment], scope: Scope, filters: Filters, *, is_task: bool
) -> Iterator[OverdueRow]:
    """The row of the unit that answers for the date; of a task for a group alone, of the members that may be seen."""
    if task.is_for_groups_alone:
        if scope.collapses(task, filters.unit_ids):
            rows = [(late.assignment_id, late.due_id, late.unit, late.missing)] if visible else []
        else:
            rows = [(a.id, _due_on(a, late), a.unit, (a.unit,)) for a in visible if a.unit in late.missing]
    else:
        # it may be a unit that is not asked itself
        named = (a for a in task.assignments if a.id == late.assignment_id and is_visible(task, a, scope, filters))
        rows = [(a.id, late.due_id, a.unit, (a.unit,)) for a in named]
    for assignment_id, due_id, unit, missing in rows:
        yield OverdueRow(
            TaskRef.of(task), assignment_id, due_id, unit, late.day, late.days, late.kind,
            is_task=is_task, missing=missing,
        )  # fmt: skip


def _due_on(assignment: Assignment, late: LateWork) -> int | None:
    dated = (d.id for d in assignment.dues if (d.checkpoint.day, d.checkpoint.kind) == (late.day, late.kind))
    return next(dated, None)


def unreported(reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[Unreported]:
    """Return who did not report what was due (未按时报送), then who could not be asked (未送达).

    A group stands once with its tally, and a unit's rows stand together. What lies ahead is nobody's silence. Beside
    them stands whoever answers for late work and has never spoken, though no report of it could be late: it was
    handed out after the day.
    """
    rows: list[Unreported] = []
    beside: list[Unreported] = []
    owed = 0
    span = (filters.since, filters.until)
    for plan, task in tasks(reading, scope, now, filters):
        if not lines.is_counted(task) or states.closed_at(task, now) is not None:
            continue
        seen = visible(task, scope, filters)
        come = [a for a in seen if _has_come(report_states.report_within(reading, plan, task, a, now, span))]
        owed += len(come)
        collapse = scope.collapses(task, filters.unit_ids)
        rows += silence.unreported(reading, plan, task, now, come, collapse=collapse, span=span)
        late = states.late_work(task, now)
        if late is not None and in_span(late.day, filters):
            silent = (a for a in seen if a.unit in late.missing)
            beside += silence.over_before(reading, plan, task, now, silent)
    order = {place: i for i, place in enumerate(dict.fromkeys((row.state, row.unit) for row in rows))}
    rows.sort(key=lambda row: (silence.SILENT.index(row.state), order[row.state, row.unit]))
    return replace(answer(reading, scope, now, filters, rows, of=owed), beside=tuple(beside))


def counted(rows: Iterable[Unreported]) -> tuple[int, int]:
    """Return how many units did not report by the day that they owed it, and how many reports are missing."""
    missing = [name for row in rows if row.state is ReportState.NOT_REPORTED for name in row.missing]
    return len(set(missing)), len(missing)


def _has_come(report: UnitReport) -> bool:
    """Whether a unit owed a report by now; what is waived, or stopped by a request, is not owed."""
    return report.due is not None and report.state not in {ReportState.EXEMPTED, ReportState.NOT_DUE}
