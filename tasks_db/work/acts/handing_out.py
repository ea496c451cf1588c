"""交办: a plan is handed out, its dues are laid out, and it is taken back."""

from collections.abc import Sequence

from tasks_db.register import handing_out
from tasks_db.register.authority import Right
from tasks_db.register.outcomes import HandedOut, Recalled
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, plans
from tasks_db.store.keys import key
from tasks_db.store.plans import get, keep_members, members_on, one_plan
from tasks_db.terms import GONE, PlanStage
from tasks_db.work import joining, owing, shares
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox

_AGAIN = "“{}”已重新交办，请照常反馈。要报哪些，请发“我的任务”。"
_OVER = GONE | {PlanStage.CLOSED}
_NOT_NOW = {PlanStage.DISPATCHED: "方案已经交办过了。", PlanStage.TRIAL: "方案已经在试运行。"}


@act(Right.PLAN)
def hand_out(ctx: Context, plan_id: int) -> HandedOut:
    """交办: from now on the plan's units are asked, and who was told of an earlier recall hears of it.

    Raises PlanError that names everything still to be settled; a draft (征求意见稿) is never handed out (R8).
    """
    plan = get(ctx.session, plan_id)
    recalled_before = outbox.people_asked(ctx.session, plan_id=plan_id)
    count = _begin(ctx, plan, PlanStage.DISPATCHED)
    for person_id in recalled_before:
        outbox.tell(ctx.session, person_id, _AGAIN.format(plan.title), ctx.now + handing_out.GRACE)
    ctx.note("交办", "plan", plan_id, dues=count, told=len(recalled_before))
    return HandedOut(plan_id, plan.title, count, len(recalled_before))


@act(Right.PLAN)
def try_out(ctx: Context, plan_id: int) -> HandedOut:
    """试运行: the office reads each day what would go out and to whom; no unit is asked or sees the plan.

    Raises PlanError as ``hand_out`` does.
    """
    count = _begin(ctx, get(ctx.session, plan_id), PlanStage.TRIAL)
    ctx.note("试运行", "plan", plan_id, dues=count)
    return HandedOut(plan_id, get(ctx.session, plan_id).title, count)


@act(Right.PLAN)
def stop_trial(ctx: Context, plan_id: int) -> str:
    """End a trial: the plan can be changed as a whole again. Returns its title; raises PlanError without a trial."""
    plan = get(ctx.session, plan_id)
    if plan.stage is not PlanStage.TRIAL:
        raise PlanError("这个方案没有在试运行，不用停。")
    owing.take_back(ctx, plan_id)
    plan.stage, plan.dispatched_at = PlanStage.LOADED, None
    ctx.session.add(plan)
    ctx.note("停止试运行", "plan", plan_id)
    return plan.title


def _begin(ctx: Context, plan: models.Plan, stage: PlanStage) -> int:
    """Lay out what the units of a plan owe from today, and return how much that is."""
    plan_id = key(plan.id)
    if plan.stage is PlanStage.TRIAL and stage is PlanStage.DISPATCHED:
        owing.take_back(ctx, plan_id)
    elif plan.stage is not PlanStage.LOADED:
        raise PlanError(_NOT_NOW.get(plan.stage, "方案已经结束，不能交办。要接着用，请先恢复方案。"))
    value = one_plan(ctx.session, plan_id)
    blockers = handing_out.blockers(value)
    if blockers:
        listed = "；".join(b.text if b.kind in {"draft", "empty"} else f"{b.count}{b.text}" for b in blockers)
        raise PlanError(f"还不能交办：{listed}。")
    plan.stage, plan.dispatched_at = stage, ctx.now
    silent = {a.unit_id for t in value.live_tasks for a in t.printed_assignments if a.is_group and not a.asked}
    if silent:  # whoever joins one of these later is known by this alone: no member has a share
        members = members_on(ctx.session, ctx.today)
        keep_members(plan, {group_id: units for group_id, units in members.items() if group_id in silent})
    ctx.session.add(plan)
    joining.ask_for_indicators(ctx.session, plan, ctx.today)
    shares.freeze(ctx, one_plan(ctx.session, plan_id).live_tasks)
    count = owing.lay_out(ctx, plan_id)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    if stage is PlanStage.DISPATCHED:
        joining.offer_liaison_seats(ctx.session, plan)
    return count


@act(Right.PLAN)
def recall(ctx: Context, plan_id: int) -> Recalled:
    """撤回交办: nobody is asked any more, and whoever was is told; what was reported stays.

    Within the first minutes nothing has left, so nobody is told (R17). The plan can be changed as a whole then.
    Raises PlanError where it is not handed out.
    """
    plan = get(ctx.session, plan_id)
    if plan.stage is not PlanStage.DISPATCHED:
        raise PlanError("方案没有交办，不用撤回。")
    sentence = f"“{plan.title}”的交办已撤回，暂不用反馈。已报的内容会保留。"
    told = _end(ctx, plan, PlanStage.LOADED, sentence, outbox.aware(ctx.session, plan, ctx.now))
    plan.dispatched_at = None
    ctx.note("撤回交办", "plan", plan_id, told=told)
    return Recalled(plan_id, plan.title, told)


def _end(ctx: Context, plan: models.Plan, stage: PlanStage, sentence: str, told: Sequence[int]) -> int:
    """Let a plan ask nobody any more, and tell people so; return how many these are."""
    plan.stage = stage
    ctx.session.add(plan)
    outbox.unsay(ctx.session, _AGAIN.format(plan.title))
    look(ctx.session, ctx.today, looks.of_plan(key(plan.id)))
    for person_id in told:
        outbox.tell(ctx.session, person_id, sentence, ctx.now)
    return len(told)


@act(Right.PLAN)
def remove(ctx: Context, plan_id: int) -> str:
    """移除 a plan loaded by mistake, while nobody was asked of it; returns its title. ``put_back`` undoes it.

    Raises PlanError where somebody was asked or has reported: such a plan is ended with a reason.
    """
    plan = get(ctx.session, plan_id)
    if plan.stage in _OVER:
        raise PlanError("这个方案已经结束或移除。")
    if outbox.people_asked(ctx.session, plan_id=plan_id) or plans.has_reports(ctx.session, plan_id):
        raise PlanError("这个方案已经催报过，不能移除。可以写明原因终止：点“终止方案”。")
    before = plan.stage
    if before is PlanStage.TRIAL:
        owing.take_back(ctx, plan_id)
    _end(ctx, plan, PlanStage.WITHDRAWN, "", ())
    ctx.note("移除方案", "plan", plan_id, before=before.zh)
    return plan.title


@act(Right.PLAN)
def end(ctx: Context, plan_id: int, reason: str) -> Recalled:
    """终止 a plan for a stated reason: nobody is asked any more, and whoever was is told; what was reported stays.

    Raises PlanError where no reason is given, or the plan is over already.
    """
    plan = get(ctx.session, plan_id)
    if plan.stage in _OVER:
        raise PlanError("这个方案已经结束或移除。")
    if not reason.strip():
        raise PlanError("终止方案要有原因，例如：按县政府要求停止执行。")
    if plan.stage is PlanStage.TRIAL:
        owing.take_back(ctx, plan_id)
    sentence = f"“{plan.title}”已终止，不用再反馈。原因：{reason.strip()}"
    told = _end(ctx, plan, PlanStage.ABOLISHED, sentence, outbox.aware(ctx.session, plan, ctx.now))
    ctx.note("终止方案", "plan", plan_id, reason=reason.strip(), told=told)
    return Recalled(plan_id, plan.title, told)


@act(Right.PLAN)
def put_back(ctx: Context, plan_id: int) -> str:
    """Take a removal or an end back: the plan waits for 交办 again. Returns its title.

    Raises PlanError where it is neither, or its tasks have gone to another version.
    """
    plan = get(ctx.session, plan_id)
    if plan.stage not in _OVER:
        raise PlanError("这个方案没有移除或终止，不用恢复。")
    if not one_plan(ctx.session, plan_id).tasks:
        raise PlanError("这个方案的任务已经并入新版，不能单独恢复。请在新版里改。")
    plan.stage, plan.dispatched_at = PlanStage.LOADED, None
    ctx.session.add(plan)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    ctx.note("恢复方案", "plan", plan_id)
    return plan.title
