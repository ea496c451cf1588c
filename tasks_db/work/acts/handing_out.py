"""交办 and what follows it: dues are laid out, moved, exempted and taken back."""

from datetime import date, datetime

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.register import handing_out, values
from tasks_db.register.authority import Authority
from tasks_db.register.checkpoints import due_day
from tasks_db.register.handing_out import AskedUnit, PlannedDay
from tasks_db.register.refusals import PlanError
from tasks_db.register.workdays import Calendar
from tasks_db.store import audit, models, people
from tasks_db.store.keys import key
from tasks_db.store.plans import members_on, one_plan
from tasks_db.terms import CheckpointKind, PlanStage, Role, SeatRole


def dispatch(session: Session, plan: models.Plan, calendar: Calendar, now: datetime, by: Authority) -> int:
    """Hand the plan out: from now on its units are asked. Returns how many dues there are.

    Raises PlanError that names everything still to be settled.
    """
    if plan.stage is not PlanStage.LOADED:
        raise PlanError("方案已经交办过了。" if plan.stage is PlanStage.DISPATCHED else "方案已经结束，不能交办。")
    blockers = handing_out.blockers(one_plan(session, key(plan.id)))
    if blockers:
        listed = "；".join(b.text if b.kind in {"draft", "empty"} else f"{b.count}{b.text}" for b in blockers)
        raise PlanError(f"还不能交办：{listed}。")
    plan.stage = PlanStage.DISPATCHED
    plan.dispatched_at = now
    session.add(plan)
    _ask_for_indicators(session, plan, local_date(now))
    count = lay_out(session, key(plan.id), calendar, local_date(now))
    _offer_liaison_seats(session, plan)
    audit.note(session, now, by, "交办", "plan", plan.id, dues=count)
    return count


def _offer_liaison_seats(session: Session, plan: models.Plan) -> None:
    """A vacant liaison's seat for every unit that is asked, so that all can be invited at once."""
    asked = select(models.Assignment.unit_id).join(models.Task).join(models.Due)
    for unit_id in session.exec(asked.where(models.Task.plan_id == plan.id).distinct()).all():
        if unit_id is not None:
            people.ensure_seat(session, plan.meeting_id, unit_id, SeatRole.LIAISON)


def recall(session: Session, plan: models.Plan, now: datetime, by: Authority) -> None:
    """撤回交办: nobody is asked any more, the plan can be changed as a whole; what was reported stays."""
    if plan.stage is not PlanStage.DISPATCHED:
        raise PlanError("方案没有交办，不用撤回。")
    plan.stage = PlanStage.LOADED
    plan.dispatched_at = None
    session.add(plan)
    audit.note(session, now, by, "撤回交办", "plan", plan.id)


def lay_out(session: Session, plan_id: int, calendar: Calendar, today: date) -> int:
    """Write the dues that are not there yet, rounds up to a year ahead; safe to call every day."""
    plan = one_plan(session, plan_id)
    members = members_on(session, today)
    count = 0
    for task in plan.live_tasks:
        days = handing_out.planned_days(plan, task, today)
        asked = [(unit, _own_assignment(session, task, unit)) for unit in handing_out.asked_units(task, members)]
        for day in days:
            checkpoint_id = day.checkpoint_id or _write_round(session, task, day)
            for unit, assignment_id in asked:
                count += 1
                consolidates = unit.assignment.consolidates
                owed = due_day(day.day, plan.settings, calendar, consolidates=consolidates)
                _write_due(session, checkpoint_id, assignment_id, max(owed, min(today, day.day)))
    session.flush()
    return count


def _own_assignment(session: Session, task: values.Task, unit: AskedUnit) -> int:
    """The assignment that carries the unit's own state; a group's member gets one below the group's."""
    if not unit.by_group:
        return unit.assignment.id
    present = next((a for a in task.assignments if a.unit_id == unit.unit_id and a.parent_id is not None), None)
    if present is not None:
        return present.id
    child = models.Assignment(
        task_id=task.id,
        unit_id=unit.unit_id,
        parent_id=unit.assignment.id,
        printed=unit.unit,
        role=unit.assignment.role,
        position=unit.assignment.id,
    )
    session.add(child)
    session.flush()
    return key(child.id)


def _write_round(session: Session, task: values.Task, day: PlannedDay) -> int:
    row = models.Checkpoint(
        task_id=task.id, kind=day.kind, day=day.day, target=day.target, basis="cycle", confirmed=True
    )
    session.add(row)
    session.flush()
    return key(row.id)


def _write_due(session: Session, checkpoint_id: int, assignment_id: int, day: date) -> None:
    due = session.exec(
        select(models.Due).where(models.Due.checkpoint_id == checkpoint_id, models.Due.assignment_id == assignment_id)
    ).first()
    if due is None:
        session.add(models.Due(checkpoint_id=checkpoint_id, assignment_id=assignment_id, day=day))


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
