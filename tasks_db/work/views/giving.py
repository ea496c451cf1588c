"""What the office looks at before it hands a task down or sends a notice, and who has signed for one."""

from collections.abc import Sequence

from sqlmodel import col, select

from tasks_db.register import codes, giving, giving_several, states, unit_names, values
from tasks_db.register.authority import Right
from tasks_db.register.giving import GivenLine, HandedTask
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.store import models, people, plans, units
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.terms import GONE
from tasks_db.work.context import Context, view

_LATEST = 10


@view(Right.PLAN)
def registered(ctx: Context) -> list[Known]:
    """Return the units that can be given something."""
    return units.registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)


@view(Right.PLAN)
def read_tasks(ctx: Context, text: str) -> tuple[HandedTask, ...]:
    """Return the tasks that one message hands down; raises PlanError that says what is missing."""
    return giving_several.read_all(text, registered(ctx), ctx.today)


@view(Right.PLAN)
def gives(ctx: Context, text: str) -> bool:
    """Return whether a text hands down one or several tasks, each with its unit, date and work."""
    try:
        return bool(read_tasks(ctx, text))
    except PlanError:
        return False


@view(Right.DECIDE)
def units_named(ctx: Context, text: str) -> list[str]:
    """Return the units that a text names, in its order."""
    return giving.units_amid(text, units.registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id))


@view(Right.PLAN)
def faults(ctx: Context, known: Sequence[Known], number: int, task: HandedTask) -> list[str]:
    """Return what is wrong with a task to be handed down, each with its number."""
    unknown = [name for name in task.units if unit_names.match(name, known).unit is None]
    found = [f"第{number}项：单位库里没有“{'、'.join(unknown)}”"] if unknown else []
    if not task.units:
        found.append(f"第{number}项：没有写单位")
    if not task.text.strip():
        found.append(f"第{number}项：没有写事项")
    if task.day < ctx.today:
        found.append(f"第{number}项：{task.day}已经过去")
    return found


@view(Right.DECIDE)
def given(ctx: Context) -> tuple[GivenLine, ...]:
    """Return every task that was given by hand and stands, open or closed, in the order in which it was given."""
    found = []
    for row in plans.all_plans(ctx.session):
        if row.title != giving.PLAN_TITLE or row.stage in GONE:
            continue
        plan = plans.one_plan(ctx.session, key(row.id))
        found += [_line(ctx, plan, task) for task in plan.own_tasks if task.cancelled_at is None]
    return tuple(found)


def _line(ctx: Context, plan: values.Plan, task: values.Task) -> GivenLine:
    named = tuple(a.unit for a in task.printed_assignments)
    day = task.deadline.day if task.deadline is not None else None
    state = states.work_state(plan, task, ctx.now)
    return GivenLine(task.id, codes.code(plan.id, task.seq), task.title, named, day, state, task.source_place)


@view(Right.PLAN)
def ground_before(ctx: Context, task_id: int) -> str:
    """Return the ground that a task given by hand had before it was last changed.

    Raises PlanError where it has not been changed.
    """
    entry = models.AuditEntry
    query = select(entry).where(entry.action == giving.GROUND, entry.entity == "task", entry.entity_id == task_id)
    last = ctx.session.exec(query.order_by(col(entry.id).desc())).first()
    if last is None:
        raise PlanError("这项任务的依据没有改过，没有可以撤销的。")
    return str(last.detail["before"])


@view(Right.PLAN)
def of_task(ctx: Context, task_id: int) -> tuple[values.BarePlan, values.Task]:
    """Return a task with its plan."""
    return Loaded(ctx.session).of_task(task_id)
