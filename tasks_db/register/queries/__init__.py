"""Answers to what people ask of the register: overdue, progress, mine, unreported, coordination, indicators.

Every answer is restricted to what the asker's seats may see and says so, names its moment and holds every row; the
rendering only lays it out in pages. Drafts and plans that are not dispatched are left out. States and silence are the
digest's, so that an answer and a digest of the same moment never disagree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from config.clock import local_date
from tasks_db.register import deciding, progress, states
from tasks_db.register.digest import lines, silence
from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.digest.past import as_it_stood
from tasks_db.register.digest.targets import indicator_lines
from tasks_db.register.digest.values import Coordination, TaskRef, Unreported
from tasks_db.register.queries.asked import EVERYTHING, NO_FILTERS, Filters, Scope, StaleFilters, decode, encode
from tasks_db.register.queries.rows import Answer, IndicatorRow, MineRow, OverdueRow, ProgressRow
from tasks_db.register.states import LateWork
from tasks_db.register.values import Assignment, Plan, Register, Task
from tasks_db.terms import AssignmentState, ReportState, WorkState

__all__ = [
    "EVERYTHING",
    "NO_FILTERS",
    "Answer",
    "Filters",
    "IndicatorRow",
    "MineRow",
    "OverdueRow",
    "ProgressRow",
    "Scope",
    "StaleFilters",
    "coordination",
    "decode",
    "encode",
    "indicators",
    "mine",
    "overdue",
    "progress_lines",
    "to_json",
    "unreported",
]


Row = TypeVar("Row")


def _tasks(register: Register, scope: Scope, now: datetime, filters: Filters) -> Iterator[tuple[Plan, Task]]:
    for plan in as_it_stood(register, now).plans:
        for task in plan.tasks:
            if filters.admits(plan, task) and scope.sees_task(task):
                yield plan, task


def _answer(register: Register, scope: Scope, now: datetime, filters: Filters, rows: Iterable[Row]) -> Answer[Row]:
    return Answer(
        now,
        filters,
        filters.in_words(register),
        tuple(rows),
        narrowed=not scope.all,
        hidden=scope.hides(register, filters.unit_id),
    )


def overdue(register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[OverdueRow]:
    """Return what is late: tasks first, then missed milestones of 长期推进, then who did not report what was due.

    Each kind stands oldest first. Who could not be asked is late with nothing; ``unreported`` lists them.
    """
    rows = [
        row
        for plan, task in _tasks(register, scope, now, filters)
        for row in _overdue_rows(register, plan, task, scope, now, filters)
    ]
    rows.sort(
        key=lambda row: (
            not row.is_task, row.report_state is not None, row.due_day, row.task.plan_id, row.task.task_id,
            row.assignment_id,
        )
    )  # fmt: skip
    return _answer(register, scope, now, filters, rows)


def _overdue_rows(
    register: Register, plan: Plan, task: Task, scope: Scope, now: datetime, filters: Filters
) -> Iterator[OverdueRow]:
    visible = _visible(task, scope, filters)
    late = states.late_work(task, now) if lines.is_counted(task) else None
    named: set[str] = set()
    if late is not None:
        is_task = states.work_state(plan, task, now) is WorkState.OVERDUE
        for row in _late_rows(task, late, visible, scope, filters, is_task=is_task):
            named.update(row.missing)
            yield row
    silent = [a for a in visible if a.unit not in named]
    collapse = scope.collapses(task, filters.unit_id)
    for item in silence.unreported(register, plan, task, now, silent, collapse=collapse):
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


def _visible(task: Task, scope: Scope, filters: Filters) -> list[Assignment]:
    """The asked shares of a task that the asker may see and asks for."""
    return [a for a in task.asked_assignments if _is_visible(task, a, scope, filters)]


def _is_visible(task: Task, assignment: Assignment, scope: Scope, filters: Filters) -> bool:
    return scope.sees(task, assignment) and filters.admits_unit(task, assignment)


def _late_rows(
    task: Task, late: LateWork, visible: list[Assignment], scope: Scope, filters: Filters, *, is_task: bool
) -> Iterator[OverdueRow]:
    """The row of the unit that answers for the date; of a task for a group alone, of the members that may be seen."""
    if task.is_for_groups_alone:
        if scope.collapses(task, filters.unit_id):
            rows = [(late.assignment_id, late.due_id, late.unit, late.missing)] if visible else []
        else:
            rows = [(a.id, _due_on(a, late), a.unit, (a.unit,)) for a in visible if a.unit in late.missing]
    else:
        # it may be a unit that is not asked itself
        named = (a for a in task.assignments if a.id == late.assignment_id and _is_visible(task, a, scope, filters))
        rows = [(a.id, late.due_id, a.unit, (a.unit,)) for a in named]
    for assignment_id, due_id, unit, missing in rows:
        yield OverdueRow(
            TaskRef.of(task), assignment_id, due_id, unit, late.day, late.days, late.kind,
            is_task=is_task, missing=missing,
        )  # fmt: skip


def _due_on(assignment: Assignment, late: LateWork) -> int | None:
    dated = (d.id for d in assignment.dues if (d.checkpoint.day, d.checkpoint.kind) == (late.day, late.kind))
    return next(dated, None)


def progress_lines(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[ProgressRow]:
    """Return where tasks stand, in the plan's order: each by the unit asked for, else by whoever answers for it."""
    rows = (
        _progress_row(register, plan, task, assignment, scope, now)
        for plan, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for assignment in _speakers(task, scope, filters, now)
    )
    return _answer(register, scope, now, filters, rows)


def _speakers(task: Task, scope: Scope, filters: Filters, now: datetime) -> tuple[Assignment | None, ...]:
    """One unit for a task seen whole; the asker's own units where only their share may be seen.

    A unit asked for that is itself not asked (只问牵头) is answered for by the task's own word. None stands for a
    task that no single unit answers for.
    """
    if filters.unit_id is not None:
        named = [a for a in task.assignments if not a.is_group and filters.admits_unit(task, a)]
        visible = tuple(a for a in named if a.asked and scope.sees(task, a))
        if visible or not named:
            return visible
    if not scope.leads(task):
        return tuple(a for a in task.assignments if scope.owns(a) and filters.admits_unit(task, a))
    if task.is_for_groups_alone:
        return (None,)
    return deciding.owners(task, now)[:1] or (None,)


def _progress_row(
    register: Register, plan: Plan, task: Task, assignment: Assignment | None, scope: Scope, now: datetime
) -> ProgressRow:
    whole = assignment is None or assignment in deciding.owners(task, now)
    leads = scope.leads(task)
    speaks = (deciding.unit(task, now) if whole and leads else None) or assignment
    word = progress.last_word(speaks, now) if speaks else None
    figure = deciding.figure(speaks, now) if speaks else None
    owed = progress.current_due(task, assignment, now) if assignment else None
    others = [a for a in task.asked_assignments if a is not assignment and not progress.is_exempted(a, now)]
    state = states.work_state(plan, task, now) if whole else None
    group = task.printed_assignments[0] if assignment is None and task.is_for_groups_alone else None
    return ProgressRow(
        task=TaskRef.of(task),
        assignment_id=assignment.id if assignment else group.id if group else None,
        due_id=owed.id if owed else None,
        unit=assignment.unit if assignment else deciding.printed_groups(task) if group else None,
        due_day=owed.day if owed else states.effective_deadline(plan, task),
        work_state=state,
        late=states.late_work(task, now) if state is WorkState.OVERDUE else None,
        state=progress.state(task, assignment, now) if assignment else AssignmentState.ASSIGNED,
        speaker=speaks.unit if speaks and speaks is not assignment else None,
        percent=figure.percent if figure else None,
        text=lines.present_text(speaks, now) if speaks else "",
        report_id=word.id if word else None,
        reported_at=word.at if word else None,
        asked=len(others) if leads else 0,
        reported=sum(silence.has_reported(register, plan, task, a, now) for a in others) if leads else 0,
    )


def mine(register: Register, unit_ids: Iterable[int], now: datetime) -> Answer[MineRow]:
    """Return everything that one's units still have on their hands: what is owed first, by date, then the rest."""
    scope = Scope(all=False, unit_ids=frozenset(unit_ids))
    rows = [
        _mine_row(task, assignment, now)
        for _, task in _tasks(register, scope, now, NO_FILTERS)
        if states.closed_at(task, now) is None
        for assignment in task.asked_assignments
        if scope.owns(assignment)
    ]
    rows.sort(key=lambda row: (row.due_day or date.max, row.task.plan_id, row.task.task_id, row.assignment_id))
    return Answer(now, NO_FILTERS, (), tuple(rows))


def _mine_row(task: Task, assignment: Assignment, now: datetime) -> MineRow:
    due = progress.current_due(task, assignment, now)
    return MineRow(
        TaskRef.of(task),
        assignment.id,
        due.id if due else None,
        assignment.unit,
        assignment.role,
        assignment.consolidates,
        due.day if due else None,
        (due.day - local_date(now)).days if due else None,
        due.checkpoint.kind if due else None,
        progress.state(task, assignment, now),
    )


def unreported(register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[Unreported]:
    """Return who did not report what was due (未按时报送), then who could not be asked (未送达).

    A group stands once with its tally, and a unit's rows stand together. What lies ahead is nobody's silence.
    """
    rows = [
        row
        for plan, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for row in silence.unreported(
            register,
            plan,
            task,
            now,
            _visible(task, scope, filters),
            collapse=scope.collapses(task, filters.unit_id),
        )
    ]
    order = {place: i for i, place in enumerate(dict.fromkeys((row.state, row.unit) for row in rows))}
    rows.sort(key=lambda row: (silence.SILENT.index(row.state), order[row.state, row.unit]))
    return _answer(register, scope, now, filters, rows)


def coordination(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[Coordination]:
    """Return what units need from others."""
    rows = (
        row
        for _, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for row in lines.coordination(task, now)
        if any(a.id == row.assignment_id for a in _visible(task, scope, filters))
    )
    return _answer(register, scope, now, filters, rows)


def indicators(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[IndicatorRow]:
    """Return indicators against targets; a unit sees those that it supplies.

    Leaders and sections do not bear on them.
    """
    rows = (
        row
        for plan in as_it_stood(register, now).plans
        if filters.plan_id in {None, plan.id}
        for row in _indicator_rows(plan, scope, now, filters.unit_id)
    )
    found = _answer(register, scope, now, filters, rows)
    return replace(found, hidden=not scope.all and filters.unit_id not in {None, *scope.unit_ids})


def _indicator_rows(plan: Plan, scope: Scope, now: datetime, unit_id: int | None) -> Iterator[IndicatorRow]:
    askings = {t.indicator_id: t for t in plan.tasks if t.indicator_id is not None}
    for line in indicator_lines(plan, now):
        task = askings.get(line.indicator_id)
        asked = task.asked_assignments[0] if task and task.asked_assignments else None
        if not scope.all and (asked is None or not scope.owns(asked)):
            continue
        if unit_id is not None and (asked is None or asked.unit_id != unit_id):
            continue
        due = progress.current_due(task, asked, now) if task and asked else None
        yield IndicatorRow(line, asked.id if asked else None, due.id if due else None)


def to_json(answer: Answer[object]) -> Json:
    """An answer for scripts (``lianxi overdue --json``): as_of, filters, count and rows by field name."""
    return {
        "as_of": as_json(answer.as_of),
        "filters": as_json(answer.filters),
        "count": len(answer.rows),
        "rows": as_json(answer.rows),
    }
