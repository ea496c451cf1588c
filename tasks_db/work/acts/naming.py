"""A printed name that stands for several units: a group with these members, or these units in its place."""

from collections.abc import Sequence

from tasks_db.register import unit_names
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.store.units import add_to_group, ensure_unit, named_unit
from tasks_db.terms import Role, UnitKind
from tasks_db.work import steps
from tasks_db.work.acts import changing, settling
from tasks_db.work.context import Context, act


@act(Right.PLAN)
def mean_several(ctx: Context, plan_id: int, printed: str, names: Sequence[str]) -> None:
    """Say which units a printed name stands for, in a plan that waits.

    A name like 各园区 becomes a group (集合单位) with these members; in place of any other name the tasks get the
    units themselves. Raises PlanError where the plan has no such name or a unit is named that is a group, UnitError
    where the registry has no unit of a name.
    """
    plan = steps.open_plan(ctx, plan_id)
    jurisdiction = plans.jurisdiction_of(ctx.session, plan)
    units = [named_unit(ctx.session, jurisdiction, name) for name in names]
    for unit in units:
        if unit.kind is UnitKind.GROUP:
            raise PlanError(f"“{unit.name}”自己是集合单位，不能再归到“{printed}”里。请写它的成员单位。")
    if not unit_names.looks_like_group(printed):
        _write_instead(ctx, plan_id, printed, [unit.name for unit in units])
        return
    settling.register_new_unit(ctx, plan_id, printed)
    group = ensure_unit(ctx.session, jurisdiction, printed, UnitKind.GROUP)
    for unit in units:
        add_to_group(ctx.session, group, unit, ctx.today)
    ctx.note("定集合单位成员", "unit", group.id, printed=printed, units=[unit.name for unit in units])


def _write_instead(ctx: Context, plan_id: int, printed: str, units: Sequence[str]) -> None:
    """Write units in the place of a name, in each task that prints it."""
    for task in plans.tasks_of(ctx.session, plan_id):
        rows: Sequence[models.Assignment] = plans.assignments_of(ctx.session, key(task.id))
        for role in Role:
            was = [row.printed for row in rows if row.role is role]
            if printed in was:
                now = [one for name in was for one in (units if name == printed else (name,))]
                changing.set_units(ctx, key(task.id), role, list(dict.fromkeys(now)))
