"""Changing one task of a plan that is handed out: its dates, who owes it, whether it counts."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.register import progress, values
from tasks_db.register.authority import Authority, Right
from tasks_db.register.checkpoints import due_day
from tasks_db.register.refusals import PlanError
from tasks_db.register.workdays import Calendar
from tasks_db.store import audit, models
from tasks_db.store.plans import one_plan, task_by_id
from tasks_db.work.acts import settling
from tasks_db.work.acts.handing_out import lay_out
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox


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


@act(Right.PLAN)
def cancel_task(ctx: Context, task_id: int, ground: str) -> str:
    """取消: the task no longer counts, nobody is asked for it, and whoever was asked is told; its history stays.

    Returns the task's title. Raises PlanError where there is no such task or it is cancelled already.
    """
    task = task_by_id(ctx.session, task_id)
    cancel(ctx.session, task, ground, ctx.now, ctx.by)
    for person_id in outbox.people_asked(ctx.session, task_id=task_id):
        outbox.tell(ctx.session, person_id, f"“{task.title}”已取消，不用再反馈。依据：{ground}", ctx.now)
    return task.title


def cancel(session: Session, task: models.Task, ground: str, now: datetime, by: Authority) -> None:
    """Let a task no longer count, without telling anybody; raises PlanError where it is cancelled already."""
    if task.cancelled_at is not None:
        raise PlanError("这项任务已经取消了。")
    task.cancelled_at = now
    session.add(task)
    audit.note(session, now, by, "取消任务", "task", task.id, reason=ground)


@act(Right.PLAN)
def restore_task(ctx: Context, task_id: int) -> str:
    """Take a cancellation back; whoever was told of it is told of this. Returns the task's title.

    Raises PlanError where the task is not cancelled.
    """
    task = task_by_id(ctx.session, task_id)
    if task.cancelled_at is None:
        raise PlanError("这项任务没有取消，不用恢复。")
    task.cancelled_at = None
    ctx.session.add(task)
    ctx.note("恢复任务", "task", task.id)
    for person_id in outbox.people_asked(ctx.session, task_id=task_id):
        outbox.tell(ctx.session, person_id, f"“{task.title}”已恢复，请照常反馈。", ctx.now)
    return task.title


@act(Right.PLAN)
def strike_off(ctx: Context, task_id: int) -> str:
    """销号: the last step, once 办结 has been approved. Returns the task's title.

    Raises PlanError where the task is not closed yet, or is struck off already.
    """
    task = task_by_id(ctx.session, task_id)
    value = next(t for t in one_plan(ctx.session, task.plan_id).tasks if t.id == task_id)
    if not progress.is_closed(value, ctx.now):
        raise PlanError("办结之后才能销号。这项任务还没有办结。")
    if task.struck_off_at is not None:
        raise PlanError("这项任务已经销号了。")
    task.struck_off_at = ctx.now
    ctx.session.add(task)
    ctx.note("销号", "task", task.id)
    return task.title
