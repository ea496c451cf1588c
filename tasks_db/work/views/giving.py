"""What the office looks at before it hands a task down or sends a notice, and who has signed for one."""

from collections.abc import Sequence

from tasks_db.register import giving, giving_several, unit_names, values
from tasks_db.register.authority import Right
from tasks_db.register.giving import HandedTask
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.store import people, units
from tasks_db.store.reports import Loaded
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


@view(Right.PLAN)
def of_task(ctx: Context, task_id: int) -> tuple[values.BarePlan, values.Task]:
    """Return a task with its plan."""
    return Loaded(ctx.session).of_task(task_id)
