"""What has changed in the groups of a plan since it was handed out."""

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, membership
from tasks_db.register.authority import Right
from tasks_db.register.membership import MemberChange
from tasks_db.register.reading import Register
from tasks_db.register.refusals import PlanError
from tasks_db.register.values import Assignment
from tasks_db.store import people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.store.units import groups_of, named_unit
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that belongs to a group."""

    unit_id: int
    unit: str


@view(Right.PLAN)
def unasked_group(ctx: Context, task_id: int, unit: str) -> tuple[Assignment, Member]:
    """Return the group's share of a task through which nobody is asked, and a unit that belongs to the group today.

    Raises UnitError for a name that no unit has, and PlanError where the unit is asked already, or is no such member.
    """
    _, task = Loaded(ctx.session).of_task(task_id)
    found = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, unit)
    if any(one.unit_id == found.id and one.asked and one.ended_at is None for one in task.assignments):
        raise PlanError(f"{codes.of(task)} {task.title}已经在问{found.name}。")
    groups = groups_of(ctx.session, [key(found.id)], ctx.today)
    share = next((one for one in task.printed_assignments if one.unit_id in groups and not one.asked), None)
    if share is None:
        raise PlanError(
            f"{found.name}不在{codes.of(task)} {task.title}没有问到的集合单位里。要加它，"
            f"请说“第{codes.of(task)}项加一个责任单位{found.name}”。"
        )
    return share, Member(key(found.id), found.name)


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
