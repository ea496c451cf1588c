"""What comes to be asked of a plan beside its register: indicators with a supplier, and candidates taken after 交办.

These are steps of acts and no acts: whoever takes one has asked for the right already (R14).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlmodel import Session, select

from tasks_db.register import handing_out
from tasks_db.register.refusals import PlanError
from tasks_db.store import looks, models, people, plans
from tasks_db.store.keys import key
from tasks_db.terms import CheckpointKind, PlanStage, Role, SeatRole
from tasks_db.work import owing, shares
from tasks_db.work.context import Context
from tasks_db.work.looking import look


def ask_task(ctx: Context, plan: models.Plan, task_id: int) -> None:
    """Let a task that was taken beside the register be asked, where its plan is handed out or on trial.

    Raises PlanError, with the next step, where it lacks a date or a unit.
    """
    if plan.stage is PlanStage.LOADED:
        return
    ctx.session.flush()
    value = plans.one_plan(ctx.session, key(plan.id))
    task = next(one for one in value.live_tasks if one.id == task_id)
    lacking = handing_out.blockers(replace(value, tasks=(task,), document_status=None))
    if lacking:
        raise PlanError(
            f"方案已经交办，“{task.title}”还不能问：{'；'.join(f'{b.count}{b.text}' for b in lacking)}。"
            "请改写成领导交办（依据，单位，日期，事项），这一条选“不采纳”。"
        )
    shares.freeze(ctx, [task])
    _lay_out(ctx, plan)
    offer_liaison_seats(ctx.session, plan)


def offer_liaison_seats(session: Session, plan: models.Plan) -> None:
    """Make a vacant liaison's seat for every unit that is asked, so that all can be invited at once."""
    asked = select(models.Assignment.unit_id).join(models.Task).join(models.Due)
    for unit_id in session.exec(asked.where(models.Task.plan_id == plan.id).distinct()).all():
        if unit_id is not None:
            people.ensure_seat(session, plan.meeting_id, unit_id, SeatRole.LIAISON)


def ask_figures(ctx: Context, plan: models.Plan) -> None:
    """Ask for the figures of indicators that have a supplier now, where their plan is handed out or on trial."""
    if plan.stage is PlanStage.LOADED:
        return
    ctx.session.flush()
    ask_for_indicators(ctx.session, plan, ctx.today)
    _lay_out(ctx, plan)


def refuse_asked(plan: models.Plan, indicators: Iterable[models.Indicator]) -> None:
    """Raise PlanError, with the next step, where somebody is asked already for the figure of an indicator."""
    asked = (
        [one.seq for one in indicators if one.supplier_id is not None] if plan.stage is not PlanStage.LOADED else []
    )
    if asked:
        raise PlanError(f"第{'、'.join(asked)}项指标已经在问了。要换报数单位，请改任务“指标{asked[0]}”的牵头单位。")


def _lay_out(ctx: Context, plan: models.Plan) -> None:
    owing.lay_out(ctx, key(plan.id))
    look(ctx.session, ctx.today, looks.of_plan(key(plan.id)))


def ask_for_indicators(session: Session, plan: models.Plan, today: date) -> None:
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
