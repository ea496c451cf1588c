"""交办: a plan is handed out, its dues are laid out, and it is taken back."""

from datetime import date

from sqlmodel import Session, select

from tasks_db.register import handing_out
from tasks_db.register.authority import Right
from tasks_db.register.outcomes import HandedOut, Recalled
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, people
from tasks_db.store.keys import key
from tasks_db.store.plans import get, one_plan
from tasks_db.terms import CheckpointKind, PlanStage, Role, SeatRole
from tasks_db.work import owing, shares
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox


@act(Right.PLAN)
def hand_out(ctx: Context, plan_id: int) -> HandedOut:
    """交办: from now on the plan's units are asked.

    Raises PlanError that names everything still to be settled; a draft (征求意见稿) is never handed out (R8).
    """
    plan = get(ctx.session, plan_id)
    if plan.stage is not PlanStage.LOADED:
        raise PlanError("方案已经交办过了。" if plan.stage is PlanStage.DISPATCHED else "方案已经结束，不能交办。")
    blockers = handing_out.blockers(one_plan(ctx.session, plan_id))
    if blockers:
        listed = "；".join(b.text if b.kind in {"draft", "empty"} else f"{b.count}{b.text}" for b in blockers)
        raise PlanError(f"还不能交办：{listed}。")
    plan.stage = PlanStage.DISPATCHED
    plan.dispatched_at = ctx.now
    ctx.session.add(plan)
    _ask_for_indicators(ctx.session, plan, ctx.today)
    shares.freeze(ctx, one_plan(ctx.session, plan_id).live_tasks)
    count = owing.lay_out(ctx, plan_id)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    _offer_liaison_seats(ctx.session, plan)
    ctx.note("交办", "plan", plan_id, dues=count)
    return HandedOut(plan_id, plan.title, count)


def _offer_liaison_seats(session: Session, plan: models.Plan) -> None:
    """A vacant liaison's seat for every unit that is asked, so that all can be invited at once."""
    asked = select(models.Assignment.unit_id).join(models.Task).join(models.Due)
    for unit_id in session.exec(asked.where(models.Task.plan_id == plan.id).distinct()).all():
        if unit_id is not None:
            people.ensure_seat(session, plan.meeting_id, unit_id, SeatRole.LIAISON)


@act(Right.PLAN)
def recall(ctx: Context, plan_id: int) -> Recalled:
    """撤回交办: nobody is asked any more, and whoever was is told; what was reported stays.

    The plan can be changed as a whole then. Raises PlanError where it is not handed out.
    """
    plan = get(ctx.session, plan_id)
    if plan.stage is not PlanStage.DISPATCHED:
        raise PlanError("方案没有交办，不用撤回。")
    plan.stage = PlanStage.LOADED
    plan.dispatched_at = None
    ctx.session.add(plan)
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    told = outbox.people_asked(ctx.session, plan_id=plan_id)
    for person_id in told:
        sentence = f"“{plan.title}”的交办已撤回，暂不用反馈。已报的内容会保留。"
        outbox.tell(ctx.session, person_id, sentence, ctx.now)
    ctx.note("撤回交办", "plan", plan_id, told=len(told))
    return Recalled(plan_id, plan.title, len(told))


def _ask_for_indicators(session: Session, plan: models.Plan, today: date) -> None:
    """An indicator with a supplier is asked for like a task of its own: a figure at the end of each target year."""
    rows = session.exec(select(models.Indicator).where(models.Indicator.plan_id == plan.id)).all()
    asked = session.exec(select(models.Task).where(models.Task.plan_id == plan.id)).all()
    for order, indicator in enumerate(i for i in rows if i.supplier_id is not None):
        if any(task.indicator_id == indicator.id for task in asked):
            continue
        unit = session.get_one(models.Unit, indicator.supplier_id)
        task = models.Task(
            plan_id=key(plan.id),
            position=len(asked) + order,
            seq=f"指标{indicator.seq}",
            title=f"报送指标：{indicator.name}",
            content=f"{indicator.name}（{indicator.measure}）" if indicator.measure else indicator.name,
            indicator_id=indicator.id,
        )
        session.add(task)
        session.flush()
        session.add(
            models.Assignment(
                task_id=key(task.id),
                unit_id=unit.id,
                printed=unit.name,
                role=Role.LEAD,
                position=0,
                consolidates=True,
            )
        )
        for day, target in handing_out.figure_days(indicator.targets, today):
            session.add(
                models.Checkpoint(
                    task_id=key(task.id), kind=CheckpointKind.ROUND, day=day, target=f"目标{target}", basis="column"
                )
            )
    session.flush()
