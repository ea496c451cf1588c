"""What units owe, as rows: dues are laid out, and follow a date that moves.

These are steps of acts and of the daily work, and no acts: whoever takes one has asked for the right already (R14).
"""

from datetime import date

from sqlmodel import Session, select

from tasks_db.register import handing_out, progress, values
from tasks_db.register.checkpoints import laid_out_day, moved_day
from tasks_db.register.handing_out import AskedUnit, PlannedDay
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.plans import members_on, one_plan
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context


def lay_out(ctx: Context, plan_id: int) -> int:
    """Write the dues of a plan that are not there yet, rounds up to a year ahead; return how many it owes from today.

    It is safe to call every day.
    """
    session, today = ctx.session, ctx.today
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
                owed = laid_out_day(task, unit.assignment, day.kind, day.day, ctx.calendar, today)
                _write_due(session, checkpoint_id, assignment_id, owed)
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


def move_checkpoint(ctx: Context, checkpoint_id: int, day: date) -> None:
    """A granted extension of whoever consolidates: the date moves for every unit, the first one is kept beside it."""
    checkpoint = ctx.session.get_one(models.Checkpoint, checkpoint_id)
    checkpoint.original_day = checkpoint.original_day or checkpoint.day
    checkpoint.day, checkpoint.basis = day, "extension"
    ctx.session.add(checkpoint)
    ctx.session.flush()
    move_dues(ctx, checkpoint)


def move_dues(ctx: Context, checkpoint: models.Checkpoint) -> None:
    """Let the dues of a checkpoint follow its day; what a unit was granted for itself stands."""
    _, task = Loaded(ctx.session).of_task(checkpoint.task_id)
    moved = next(c for c in task.checkpoints if c.id == checkpoint.id)
    for assignment in task.assignments:
        granted = progress.granted_day(assignment, moved.id, ctx.now)
        for due in (d for d in assignment.dues if d.checkpoint.id == moved.id):
            row = ctx.session.get_one(models.Due, due.id)
            row.day = moved_day(task, assignment, moved, ctx.calendar, ctx.today, granted)
            ctx.session.add(row)
    ctx.session.flush()
