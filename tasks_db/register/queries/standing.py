"""Where tasks stand, and what one's own units still have on their hands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import deciding, exemptions, lights, progress, states
from tasks_db.register.digest import lines, silence
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope, admits_unit
from tasks_db.register.queries.rows import Answer, MineRow, ProgressRow
from tasks_db.register.queries.shared import answer, in_span, tasks
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Task
from tasks_db.terms import AssignmentState, CheckpointKind, WorkState


def progress_lines(
    reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[ProgressRow]:
    """Return where tasks stand, in the plan's order: each by the unit asked for, else by whoever answers for it."""
    rows = [
        _progress_row(reading, plan, task, assignment, scope, now)
        for plan, task in tasks(reading, scope, now, filters)
        if lines.is_counted(task) and _falls_into(plan, task, now, filters)
        for assignment in _speakers(task, scope, filters, now)
    ]
    every = replace(filters, states=(), light=None, since=None, until=None, unchanged=False)
    whole = None if every == filters else sum(lines.is_counted(t) for _, t in _of_units(reading, scope, now, every))
    return answer(reading, scope, now, filters, rows, of=whole)


def _of_units(reading: Reading, scope: Scope, now: datetime, filters: Filters) -> Iterator[tuple[BarePlan, Task]]:
    """The tasks that the filters leave, those of units included."""
    for plan, task in tasks(reading, scope, now, filters):
        if not filters.unit_ids or any(admits_unit(filters, task, a) for a in task.assignments):
            yield plan, task


def _falls_into(plan: BarePlan, task: Task, now: datetime, filters: Filters) -> bool:
    """Whether something of the whole task is due in the days asked for, which narrow states alone (全年还剩几项).

    That is its deadline, or a milestone that is not reached; a round of regular reports ends no work.
    """
    if not filters.states or (filters.since is None and filters.until is None):
        return True
    deadline = states.effective_deadline(plan, task)
    return (deadline is not None and in_span(deadline, filters)) or any(
        due.checkpoint.kind is CheckpointKind.MILESTONE
        and in_span(due.checkpoint.day, filters)
        and progress.is_open(task, owner, due, now)
        for owner in deciding.owners(task, now)
        for due in owner.dues
    )


def _speakers(task: Task, scope: Scope, filters: Filters, now: datetime) -> tuple[Assignment | None, ...]:
    """One unit for a task seen whole; the asker's own units where only their share may be seen.

    A unit asked for that is itself not asked (只问牵头) is answered for by the task's own word. None stands for a
    task that no single unit answers for.
    """
    if filters.unit_ids:
        named = [a for a in task.assignments if not a.is_group and admits_unit(filters, task, a)]
        visible = tuple(a for a in named if a.asked and scope.sees(task, a))
        if visible or not named:
            return visible
    if filters.without and not any(admits_unit(filters, task, a) for a in deciding.owners(task, now)):
        return ()
    if not scope.leads(task):
        return tuple(a for a in task.assignments if scope.owns(a) and admits_unit(filters, task, a))
    if task.is_for_groups_alone:
        return (None,)
    return deciding.owners(task, now)[:1] or (None,)


def _progress_row(
    reading: Reading, plan: BarePlan, task: Task, assignment: Assignment | None, scope: Scope, now: datetime
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
        mark=states.mark(plan, task, now) if whole else None,
        light=lights.shown(plan, task, now).light if whole else None,
        late=states.late_work(task, now) if state is WorkState.OVERDUE else None,
        state=progress.state(task, assignment, now) if assignment else AssignmentState.ASSIGNED,
        speaker=speaks.unit if speaks and speaks is not assignment else None,
        percent=figure.percent if figure else None,
        text=lines.present_text(speaks, now) if speaks else "",
        report_id=word.id if word else None,
        reported_at=word.at if word else None,
        asked=len(others) if leads else 0,
        reported=sum(silence.has_reported(reading, plan, task, a, now) for a in others) if leads else 0,
        problem=(word.problem or "") if word else "",
        needs=(word.needs or "") if word else "",
        leaders=task.leaders,
        owed=owed.checkpoint.kind if owed else None,
        deadline=states.effective_deadline(plan, task),
    )


def mine(reading: Reading, unit_ids: Iterable[int], now: datetime, filters: Filters = NO_FILTERS) -> Answer[MineRow]:
    """Return everything that one's units still have on their hands: what is owed first, by date, then the rest."""
    scope = Scope(all=False, unit_ids=frozenset(unit_ids))
    rows = [
        _mine_row(task, assignment, now)
        for _, task in tasks(reading, scope, now, replace(filters, unit_ids=(), mine=False))
        if states.closed_at(task, now) is None
        for assignment in task.asked_assignments
        if scope.owns(assignment) and admits_unit(filters, task, assignment)
    ]
    rows.sort(key=lambda row: (row.due_day or date.max, row.task.plan_id, row.task.task_id, row.assignment_id))
    return Answer(now, filters, (), tuple(rows))


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
        exemptions.why_nothing(assignment, now),
    )
