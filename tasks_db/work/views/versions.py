"""What differs between two versions of a plan, and between a plan and its mended spreadsheet."""

from collections.abc import Sequence

from tasks_db.register.authority import Right
from tasks_db.register.compare import Comparison, Item, compare, compare_by_key
from tasks_db.register.refusals import PlanError
from tasks_db.store import plans
from tasks_db.work import steps
from tasks_db.work.context import Context, view


@view(Right.PLAN)
def items(ctx: Context, plan_id: int) -> tuple[Item, ...]:
    """Return a plan's live tasks as they are compared and exported; an item's key is its task's id."""
    plans.get(ctx.session, plan_id)
    live = plans.one_plan(ctx.session, plan_id).live_tasks
    return tuple(Item.of_task(task) for task in live if task.indicator_id is None)


@view(Right.PLAN)
def compare_plans(ctx: Context, old_id: int, new_id: int) -> Comparison:
    """Return what changed from one plan to another, tasks matched by their words; raises PlanError for no plan."""
    return compare(items(ctx, old_id), items(ctx, new_id))


@view(Right.PLAN)
def compare_sheet(ctx: Context, plan_id: int, mended: Sequence[Item]) -> Comparison:
    """Return what a mended spreadsheet would change, its rows matched by their numbers.

    Raises PlanError where the plan is handed out, or a row has the number of no task of it.
    """
    steps.open_plan(ctx, plan_id)
    old = items(ctx, plan_id)
    unknown = {item.key for item in mended if item.key} - {item.key for item in old}
    if unknown:
        listed = "、".join(str(number) for number in sorted(unknown))
        raise PlanError(f"表格里的编号{listed}不是方案{plan_id}的任务。新增的行请把编号留空。")
    return compare_by_key(old, mended)
