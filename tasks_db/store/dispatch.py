"""交办 and what follows it: dues are laid out, moved, exempted and taken back."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db import dispatching, models
from tasks_db import register as values
from tasks_db.checkpoints import due_day
from tasks_db.dispatching import AskedUnit, Members, PlannedDay
from tasks_db.store import audit, people, settling
from tasks_db.store import register as registers
from tasks_db.store.audit import Authority
from tasks_db.store.keys import key
from tasks_db.store.plans import PlanError
from tasks_db.store.units import group_members
from tasks_db.terms import CheckpointKind, PlanStage, Role, SeatRole, UnitKind
from tasks_db.workdays import Calendar


def one_plan(session: Session, plan_id: int) -> values.Plan:
    """One plan as a value, whatever its stage."""
    session.flush()
    return registers.load(session, [plan_id]).plans[0]


def members_on(session: Session, day: date) -> Members:
    """Who belongs to each group on a day."""
    groups = session.exec(select(models.Unit).where(models.Unit.kind == UnitKind.GROUP)).all()
    return {key(g.id): tuple((key(u.id), u.name) for u in group_members(session, key(g.id), day)) for g in groups}


def dispatch(session: Session, plan: models.Plan, calendar: Calendar, now: datetime, by: Authority) -> int:
    """Hand the plan out: from now on its units are asked. Returns how many dues there are.

    Raises PlanError that names everything still to be settled.
    """
    if plan.stage is not PlanStage.LOADED:
        raise PlanError("方案已经交办过了。" if plan.stage is PlanStage.DISPATCHED else "方案已经结束，不能交办。")
    blockers = dispatching.blockers(one_plan(session, key(plan.id)))
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
        days = dispatching.planned_days(plan, task, today)
        asked = [(unit, _own_assignment(session, task, unit)) for unit in dispatching.asked_units(task, members)]
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
        for day, target in dispatching.figure_days(indicator.targets, today):
            session.add(
                models.Checkpoint(
                    task_id=key(task.id), kind=CheckpointKind.ROUND, day=day, target=f"目标{target}", basis="column"
                )
            )
    session.flush()


def move_deadline(
    session: Session, task: models.Task, day: date, calendar: Calendar, now: datetime, by: Authority, *, basis: str
) -> None:
    """Give a task another deadline; its dues follow, and the ladder starts from the new date."""
    checkpoint = settling.set_deadline(session, task, day, now, by, basis=basis)
    plan = one_plan(session, task.plan_id)
    if plan.asks:
        lay_out(session, task.plan_id, calendar, local_date(now))
        _move_dues(session, plan, checkpoint, calendar)


def move_checkpoint(session: Session, task: values.Task, checkpoint_id: int, day: date, calendar: Calendar) -> None:
    """A granted extension of whoever consolidates: the date moves for every unit, the first one is kept beside it."""
    checkpoint = session.get_one(models.Checkpoint, checkpoint_id)
    checkpoint.original_day = checkpoint.original_day or checkpoint.day
    checkpoint.day, checkpoint.basis = day, "extension"
    session.add(checkpoint)
    session.flush()
    _move_dues(session, one_plan(session, task.plan_id), checkpoint, calendar)


def _move_dues(session: Session, plan: values.Plan, checkpoint: models.Checkpoint, calendar: Calendar) -> None:
    consolidators = {a.id for t in plan.tasks for a in t.assignments if a.consolidates}
    for due in session.exec(select(models.Due).where(models.Due.checkpoint_id == checkpoint.id)).all():
        consolidates = due.assignment_id in consolidators
        due.day = due_day(checkpoint.day, plan.settings, calendar, consolidates=consolidates)
        session.add(due)
    session.flush()


def exempt(session: Session, task: models.Task, unit_name: str, reason: str, now: datetime, by: Authority) -> int:
    """豁免: a unit owes nothing more for a task, for a stated reason; returns how many dues that ends."""
    value = next(t for t in one_plan(session, task.plan_id).tasks if t.id == task.id)
    named = {a.id for a in value.assignments if a.unit == unit_name}
    # a group is asked as its members
    ids = [a.id for a in value.assignments if a.id in named or a.parent_id in named]
    if not ids:
        raise PlanError(f"“{unit_name}”不在这项任务的单位里。")
    dues = session.exec(
        select(models.Due).where(col(models.Due.assignment_id).in_(ids), col(models.Due.exempted_at).is_(None))
    ).all()
    for due in dues:
        due.exempted_at, due.exempted_reason = now, reason
        session.add(due)
    audit.note(session, now, by, "豁免", "task", task.id, unit=unit_name, reason=reason)
    return len(dues)


def cancel(session: Session, task: models.Task, reason: str, now: datetime, by: Authority) -> None:
    """取消: the task no longer counts and nobody is asked for it; its history stays."""
    if task.cancelled_at is not None:
        raise PlanError("这项任务已经取消了。")
    task.cancelled_at = now
    session.add(task)
    audit.note(session, now, by, "取消任务", "task", task.id, reason=reason)


def restore(session: Session, task: models.Task, now: datetime, by: Authority) -> None:
    """Take a cancellation back."""
    if task.cancelled_at is None:
        raise PlanError("这项任务没有取消，不用恢复。")
    task.cancelled_at = None
    session.add(task)
    audit.note(session, now, by, "恢复任务", "task", task.id)


def standing_plans(session: Session) -> list[int]:
    """The plans that ask, for the daily job that lays out further rounds."""
    query = select(models.Plan).where(models.Plan.stage == PlanStage.DISPATCHED)
    return [key(p.id) for p in session.exec(query).all()]


def task_by_id(session: Session, task_id: int) -> models.Task:
    task = session.get(models.Task, task_id)
    if task is None:
        raise PlanError("没有这项任务。发送 /mine 查看现在的任务。")
    return task
