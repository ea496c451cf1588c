"""Changing one task of a plan that is handed out: its dates, who owes it, whether it counts."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register import values
from tasks_db.register.authority import Authority
from tasks_db.register.checkpoints import due_day
from tasks_db.register.refusals import PlanError
from tasks_db.register.workdays import Calendar
from tasks_db.store import audit, models
from tasks_db.store.plans import one_plan
from tasks_db.work.acts import settling
from tasks_db.work.acts.handing_out import lay_out


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
