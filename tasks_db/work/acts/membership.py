"""Changes of a group after 交办: the office takes what is proposed, or declines it (R10)."""

from collections.abc import Collection
from dataclasses import replace

from tasks_db.register import membership
from tasks_db.register.authority import Right
from tasks_db.register.membership import MemberChange
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, people, plans
from tasks_db.store.reports import Loaded
from tasks_db.terms import SeatRole
from tasks_db.work import owing, shares, steps
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.views import membership as views


@act(Right.PLAN)
def take(ctx: Context, plan_id: int, unit: str, task_ids: Collection[int] | None = None) -> tuple[MemberChange, ...]:
    """Let what is proposed of a unit hold: from now on it is asked with the group that it joined, or no longer.

    With ``task_ids`` it holds for these tasks alone, and is declined for the others; of a task whose group is not
    asked member by member, the unit is asked by its own name, and the group as before. Whoever is asked no longer is
    told; who is new hears of it in the next bundle. Returns the changes that were taken. Raises PlanError where
    nothing is proposed of the unit, or none of the tasks is among what is.
    """
    found = _of_unit(ctx, plan_id, unit)
    plan = plans.get(ctx.session, plan_id)
    narrowed = [_narrowed(one, task_ids) for one in found]
    changes = tuple(one for one in narrowed if one.tasks or one.unasked)
    if not changes:
        raise PlanError(f"“{unit}”的成员变动里没有这几项任务，请看最新的清单。")
    if any(
        (len(a.tasks), len(a.unasked)) < (len(b.tasks), len(b.unasked)) for a, b in zip(narrowed, found, strict=True)
    ):
        plans.decline_members(plan, [one.key for one in found])
        ctx.session.add(plan)
    told = []
    for change in changes:
        for task_id, _ in change.tasks:
            (_give if change.joins else _end)(ctx, task_id, change)
        for task_id, _ in change.unasked:
            _name(ctx, plan, task_id, change.group_id, change.unit)
        if change.joins:
            people.ensure_seat(ctx.session, plan.meeting_id, change.unit_id, SeatRole.LIAISON)
        told.append(change if change.joins else replace(change, told=_tell(ctx, plan, change)))
        _note(ctx, "采纳成员变动", plan_id, change)
    owing.lay_out(ctx, plan_id)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    return tuple(told)


@act(Right.PLAN)
def ask_member(ctx: Context, task_id: int, unit: str) -> str:
    """Ask one member of a group by its own name of a task whose group is not asked; returns the unit's name.

    The other members are asked as little as before. Raises PlanError where the unit is no such member.
    """
    group, member = views.unasked_group(ctx, task_id, unit)
    plan = plans.get(ctx.session, plans.task_by_id(ctx.session, task_id).plan_id)
    _name(ctx, plan, task_id, group.unit_id, member.unit)
    people.ensure_seat(ctx.session, plan.meeting_id, member.unit_id, SeatRole.LIAISON)
    ctx.note("只问一个成员", "task", task_id, unit=member.unit, group=group.unit)
    owing.lay_out_tasks(ctx, [task_id])
    look(ctx.session, ctx.today, looks.of_task(task_id))
    return member.unit


@act(Right.PLAN)
def decline(ctx: Context, plan_id: int, unit: str) -> tuple[MemberChange, ...]:
    """Leave the plan as it was handed out, whatever is proposed of a unit; it is not proposed again.

    Returns the changes. Raises PlanError where nothing is proposed of the unit.
    """
    changes = _of_unit(ctx, plan_id, unit)
    plan = plans.get(ctx.session, plan_id)
    plans.decline_members(plan, [change.key for change in changes])
    ctx.session.add(plan)
    for change in changes:
        _note(ctx, "不采纳成员变动", plan_id, change)
    return changes


def _of_unit(ctx: Context, plan_id: int, unit: str) -> tuple[MemberChange, ...]:
    found = tuple(change for change in views.proposed(ctx, plan_id) if change.unit == unit)
    if not found:
        raise PlanError(f"方案{plan_id}没有“{unit}”的成员变动要定。运行 lianxi plan members {plan_id} 查看。")
    return found


def _narrowed(change: MemberChange, task_ids: Collection[int] | None) -> MemberChange:
    if task_ids is None:
        return replace(change, unasked=()) if change.tasks else change
    tasks, unasked = (tuple(task for task in some if task[0] in task_ids) for some in (change.tasks, change.unasked))
    return replace(change, tasks=tasks, unasked=unasked)


def _give(ctx: Context, task_id: int, change: MemberChange) -> None:
    _, task = Loaded(ctx.session).of_task(task_id)
    joining = membership.joining(task, plans.members_on(ctx.session, ctx.today))
    shares.give(ctx, task_id, next(unit for unit in joining if unit.unit_id == change.unit_id))


def _end(ctx: Context, task_id: int, change: MemberChange) -> None:
    _, task = Loaded(ctx.session).of_task(task_id)
    for own in membership.shares(task):
        if own.unit_id == change.unit_id:
            shares.end(ctx, own)


def _name(ctx: Context, plan: models.Plan, task_id: int, group_id: int | None, unit: str) -> None:
    """Write a unit beside its group on a task of which no member is asked by itself."""
    rows = plans.assignments_of(ctx.session, task_id)
    role = next(row.role for row in rows if row.unit_id == group_id)
    task = plans.task_by_id(ctx.session, task_id)
    row = steps.assign(ctx, task, role, unit, len(rows), steps.registered(ctx, plan))
    row.by_office, row.consolidates = True, False
    ctx.session.add(row)
    ctx.session.flush()


def _tell(ctx: Context, plan: models.Plan, change: MemberChange) -> int:
    """Tell whoever speaks for a unit that it is not asked any more; return how many heard."""
    text = f"《{plan.title}》中{len(change.tasks)}项任务不用再报了：{change.unit}已不在“{change.group}”之列。"
    speakers = people.speakers_of(ctx.session, change.unit, ctx.today)
    for person_id in speakers:
        outbox.tell(ctx.session, person_id, text, ctx.now)
    return len(speakers)


def _note(ctx: Context, action: str, plan_id: int, change: MemberChange) -> None:
    joined = {True: "加入", False: "退出"}[change.joins]
    tasks = [seq for _, seq in (*change.tasks, *change.unasked)]
    ctx.note(action, "plan", plan_id, group=change.group, unit=change.unit, change=joined, tasks=tasks)
