"""What units owe, as rows: dues are laid out, and follow a date that moves or a unit whose part changes.

These are steps of acts and of the daily work, and no acts: whoever takes one has asked for the right already (R14).
"""

from datetime import date

from sqlmodel import Session, select

from tasks_db.register import handing_out, membership, progress, values
from tasks_db.register.checkpoints import laid_out_day, moved_day, owes_on_the_day
from tasks_db.register.handing_out import PlannedDay
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.plans import one_plan
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context


def lay_out(ctx: Context, plan_id: int) -> int:
    """Write the dues of a plan that are not there yet, rounds up to a year ahead; return how many it owes from today.

    It is safe to call every day. Groups stand for the members that they were handed out with (R10): nobody gets a
    share here.
    """
    plan = one_plan(ctx.session, plan_id)
    count = 0
    for task in plan.live_tasks:
        owing = membership.owing(task)
        for day in handing_out.planned_days(plan, task, ctx.today):
            checkpoint_id = day.checkpoint_id or _write_round(ctx.session, task, day)
            for own in owing:
                count += 1
                owed = laid_out_day(task, own, day.kind, day.day, ctx.calendar, ctx.today)
                _write_due(ctx.session, checkpoint_id, own.id, owed)
    ctx.session.flush()
    return count


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
    """Move a date for every unit, as an extension granted to the consolidating unit does; the first date is kept."""
    checkpoint = ctx.session.get_one(models.Checkpoint, checkpoint_id)
    checkpoint.original_day = checkpoint.original_day or checkpoint.day
    checkpoint.day, checkpoint.basis = day, "extension"
    ctx.session.add(checkpoint)
    ctx.session.flush()
    move_dues(ctx, checkpoint)


def turn_days(ctx: Context, before: values.Task) -> None:
    """Let each unit owe on its own day after the units of a task have changed, ``before`` being the task till then.

    Only where it has changed whether a unit owes on the date itself, and only for dates that are not over (R9).
    """
    _, task = Loaded(ctx.session).of_task(before.id)
    shares = {a.id: a for a in before.assignments}
    for assignment in task.assignments:
        was = shares.get(assignment.id, assignment)
        for due in assignment.dues:
            kind = due.checkpoint.kind
            turned = owes_on_the_day(before, was, kind) != owes_on_the_day(task, assignment, kind)
            if turned and due.task_day >= ctx.today:
                _follow(ctx, task, assignment, due)
    ctx.session.flush()


def _follow(ctx: Context, task: values.Task, assignment: values.Assignment, due: values.Due) -> None:
    granted = progress.granted_day(assignment, due.checkpoint.id, ctx.now)
    row = ctx.session.get_one(models.Due, due.id)
    row.day = moved_day(task, assignment, due.checkpoint, ctx.calendar, ctx.today, granted)
    ctx.session.add(row)


def move_dues(ctx: Context, checkpoint: models.Checkpoint) -> None:
    """Let the dues of a checkpoint follow its day; what a unit was granted for itself stands."""
    _, task = Loaded(ctx.session).of_task(checkpoint.task_id)
    for assignment in task.assignments:
        for due in (d for d in assignment.dues if d.checkpoint.id == checkpoint.id):
            _follow(ctx, task, assignment, due)
    ctx.session.flush()
