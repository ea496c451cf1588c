"""What has changed in the groups of a plan since it was handed out."""

from tasks_db.register import membership
from tasks_db.register.authority import Right
from tasks_db.register.membership import MemberChange
from tasks_db.register.reading import Register
from tasks_db.store import plans, registers
from tasks_db.work.context import Context, view


@view(Right.PLAN)
def proposed(ctx: Context, plan_id: int) -> tuple[MemberChange, ...]:
    """Return the units that joined a group of a plan since 交办, or left it, with the tasks that this bears on.

    What the office has declined is left out (R10). Raises PlanError where there is no such plan.
    """
    row = plans.get(ctx.session, plan_id)
    members = plans.members_on(ctx.session, ctx.today)
    plan = plans.one_plan(ctx.session, plan_id)
    declined, before = plans.declined_members(row), plans.members_at_handing_out(row)
    return tuple(membership.proposed(plan, members, declined, ctx.now, before))


@view(Right.PLAN)
def all_changes(ctx: Context) -> dict[int, tuple[MemberChange, ...]]:
    """Return what ``proposed`` says of each plan that is handed out, by its id."""
    return all_proposed(ctx, registers.load(ctx.session))


@view(Right.PLAN)
def all_proposed(ctx: Context, register: Register) -> dict[int, tuple[MemberChange, ...]]:
    """Return what ``proposed`` says of each plan of a register, by its id; plans without changes are left out."""
    members = plans.members_on(ctx.session, ctx.today)
    found = {}
    for plan in register.plans:
        row = plans.get(ctx.session, plan.id)
        declined, before = plans.declined_members(row), plans.members_at_handing_out(row)
        found[plan.id] = tuple(membership.proposed(plan, members, declined, ctx.now, before))
    return {plan_id: changes for plan_id, changes in found.items() if changes}
