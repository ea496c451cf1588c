"""Answers to what people ask of the register: overdue, progress, mine, unreported, coordination, indicators.

Every answer is restricted to what the asker's seats may see, names its moment and holds every row; the rendering only
lays it out in pages. Drafts and plans that are not dispatched are left out. Classes and silence are the digest's, so
that an answer and a digest of the same moment never disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.digest import classes, lines
from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.digest.past import as_it_stood
from tasks_db.register.digest.targets import indicator_lines
from tasks_db.register.digest.values import Coordination, TaskRef, Unreported
from tasks_db.register.queries.asked import EVERYTHING, NO_FILTERS, Filters, Scope, StaleFilters, decode, encode
from tasks_db.register.queries.rows import Answer, IndicatorRow, MineRow, OverdueRow, ProgressRow
from tasks_db.register.values import Assignment, Plan, Register, Task
from tasks_db.terms import AssignmentState

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


def _tasks(register: Register, scope: Scope, now: datetime, filters: Filters) -> Iterator[tuple[Plan, Task]]:
    for plan in as_it_stood(register, now).plans:
        for task in plan.tasks:
            if filters.admits(plan, task) and scope.sees_task(task):
                yield plan, task


def overdue(register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[OverdueRow]:
    """Whoever is overdue: the tasks first, then the units and figures still owed beside them, oldest first."""
    rows = [
        row for _, task in _tasks(register, scope, now, filters) for row in _overdue_rows(task, scope, now, filters)
    ]
    rows.sort(key=lambda row: (not row.is_task, row.due_day, row.task.plan_id, row.task.task_id, row.assignment_id))
    return Answer(now, filters, filters.in_words(register), tuple(rows))


def _overdue_rows(task: Task, scope: Scope, now: datetime, filters: Filters) -> Iterator[OverdueRow]:
    decisive = classes.overdue(task, now) if lines.is_counted(task) else None
    groups = {a.id: a for a in task.assignments if a.is_group} if scope.collapses(task, filters.unit_id) else {}
    late: dict[int, list[OverdueRow]] = {}
    for assignment in task.asked_assignments:
        first = next(classes.overdue_dues(task, assignment, now), None)
        if first is None or not (scope.sees(task, assignment) and filters.admits_unit(task, assignment)):
            continue
        is_task = decisive is not None and decisive.due_id == first.due_id
        row = OverdueRow(
            TaskRef.of(task),
            assignment.id,
            first.due_id,
            assignment.unit,
            first.day,
            first.days,
            first.kind,
            is_task=is_task,
            missing=(assignment.unit,),
        )
        in_group = assignment.parent_id in groups and not is_task
        late.setdefault(assignment.parent_id if in_group and assignment.parent_id else assignment.id, []).append(row)
    for key, rows in late.items():
        yield _collapsed(groups[key], rows) if key in groups else rows[0]


def _collapsed(group: Assignment, rows: list[OverdueRow]) -> OverdueRow:
    first = min(rows, key=lambda row: (row.due_day, row.due_id or 0))
    return OverdueRow(
        first.task,
        group.id,
        None,
        group.printed,
        first.due_day,
        first.days,
        first.kind,
        is_task=False,
        missing=tuple(row.unit for row in rows),
    )


def progress_lines(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[ProgressRow]:
    """Where tasks stand, in the plan's order: each by the unit asked for, else by whoever answers for it."""
    rows = (
        _progress_row(plan, task, assignment, scope, now)
        for plan, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for assignment in _speakers(task, scope, filters)
    )
    return Answer(now, filters, filters.in_words(register), tuple(rows))


def _speakers(task: Task, scope: Scope, filters: Filters) -> tuple[Assignment | None, ...]:
    """One unit for a task seen whole; the asker's own units where only their share may be seen.

    A unit asked for that is itself not asked (只问牵头) is answered for by the task's own word.
    """
    if filters.unit_id is not None:
        named = [a for a in task.assignments if not a.is_group and filters.admits_unit(task, a)]
        visible = tuple(a for a in named if a.asked and scope.sees(task, a))
        if visible or not named:
            return visible
    if not scope.leads(task):
        return tuple(a for a in task.assignments if scope.owns(a) and filters.admits_unit(task, a))
    return classes.subjects(task)[:1] or (None,)


def _progress_row(plan: Plan, task: Task, assignment: Assignment | None, scope: Scope, now: datetime) -> ProgressRow:
    owed = progress.current_due(task, assignment, now) if assignment else None
    word = progress.last_word(assignment, now) if assignment else None
    figure = classes.figure(assignment, now) if assignment else None
    others = [a for a in task.asked_assignments if a is not assignment] if scope.leads(task) else []
    whole = assignment is None or assignment in classes.subjects(task)
    return ProgressRow(
        task=TaskRef.of(task),
        assignment_id=assignment.id if assignment else None,
        due_id=owed.id if owed else None,
        unit=assignment.unit if assignment else None,
        due_day=owed.day if owed else classes.effective_deadline(plan, task),
        digest_class=classes.digest_class(plan, task, now) if whole else None,
        state=progress.state(task, assignment, now) if assignment else AssignmentState.ASSIGNED,
        percent=figure.percent if figure else None,
        text=lines.present_text(assignment, now) if assignment else "",
        report_id=word.id if word else None,
        reported_at=word.at if word else None,
        asked=len(others),
        reported=sum(not lines.owes_report(task, a, now) for a in others),
    )


def mine(register: Register, unit_ids: Iterable[int], now: datetime) -> Answer[MineRow]:
    """Everything that one's units still have on their hands: what is owed first, by date, then the rest."""
    scope = Scope(all=False, unit_ids=frozenset(unit_ids))
    rows = [
        _mine_row(task, assignment, now)
        for _, task in _tasks(register, scope, now, NO_FILTERS)
        if not progress.is_closed(task, now)
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
    """Who owes a report on which task, a group once with its tally; a unit's rows stand together."""
    rows = [
        row
        for _, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for row in lines.unreported(
            task,
            now,
            [a for a in task.asked_assignments if scope.sees(task, a) and filters.admits_unit(task, a)],
            collapse=scope.collapses(task, filters.unit_id),
        )
    ]
    order = {unit: i for i, unit in enumerate(dict.fromkeys(row.unit for row in rows))}
    return Answer(now, filters, filters.in_words(register), tuple(sorted(rows, key=lambda row: order[row.unit])))


def coordination(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[Coordination]:
    """What units need from others."""
    rows = (
        row
        for _, task in _tasks(register, scope, now, filters)
        if lines.is_counted(task)
        for row in lines.coordination(task, now)
        if any(
            a.id == row.assignment_id and scope.sees(task, a) and filters.admits_unit(task, a)
            for a in task.assignments
        )
    )
    return Answer(now, filters, filters.in_words(register), tuple(rows))


def indicators(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[IndicatorRow]:
    """Indicators against targets; a unit sees those that it supplies. Leaders and sections do not bear on them."""
    rows = (
        row
        for plan in as_it_stood(register, now).plans
        if filters.plan_id in {None, plan.id}
        for row in _indicator_rows(plan, scope, now, filters.unit_id)
    )
    return Answer(now, filters, filters.in_words(register), tuple(rows))


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
