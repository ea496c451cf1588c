"""What units owe, as rows: dues are laid out, and follow a date that moves or a unit whose part changes.

These are steps of acts and of the daily work, and no acts: whoever takes one has asked for the right already (R14).
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from tasks_db.register import handing_out, membership, progress, values
from tasks_db.register.checkpoints import laid_out_day, moved_day, owes_on_the_day
from tasks_db.register.handing_out import PlannedDay
from tasks_db.store import cycles, looks, models, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.lean import insert_new
from tasks_db.store.plans import one_plan
from tasks_db.store.reports import Loaded
from tasks_db.terms import CheckpointKind
from tasks_db.work.context import Context
from tasks_db.work.looking import look

_TASKS_AT_ONCE = 200


def lay_out(ctx: Context, plan_id: int) -> int:
    """Write the dues of a plan that are not there yet, rounds up to a year ahead; return how many it owes from today.

    Groups stand for the members that they were handed out with (R10): nobody gets a share here.
    """
    plan = one_plan(ctx.session, plan_id)
    return _lay_out(ctx, [(plan, task) for task in plan.live_tasks])


def lay_out_tasks(ctx: Context, task_ids: Sequence[int]) -> int:
    """Do for some tasks of plans that ask what ``lay_out`` does for a whole plan."""
    return _lay_out(ctx, list(registers.part(ctx.session, task_ids).tasks()))


def short_of_rounds(ctx: Context) -> list[list[int]]:
    """Return the tasks whose rounds do not reach as far ahead as they should, in portions for ``lay_out_tasks``."""
    short = [
        row.task_id
        for row in plans.in_rounds(ctx.session)
        if handing_out.is_short_of_rounds(
            [cycles.value(stored) for stored in row.cycles],
            row.last,
            (row.period_start, row.deadline or row.period_end),
            row.dispatched_at,
            ctx.today,
        )
    ]
    return [short[i : i + _TASKS_AT_ONCE] for i in range(0, len(short), _TASKS_AT_ONCE)]


def take_back(ctx: Context, plan_id: int) -> None:
    """Take out what was laid out of a plan in trial: dues that nobody was asked for, and rounds without any.

    What was asked for before the trial stays, with what was said of it.
    """
    look(ctx.session, ctx.today, looks.of_plan(plan_id))
    asked = select(models.Ask.due_id).union(select(models.Chase.due_id), select(models.Raised.due_id))
    said = select(models.Report.checkpoint_id).where(col(models.Report.checkpoint_id).is_not(None))
    of_plan = (
        select(models.Due)
        .join(models.Checkpoint, col(models.Checkpoint.id) == col(models.Due.checkpoint_id))
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(models.Task.plan_id == plan_id, col(models.Checkpoint.id).not_in(said))
    )
    for due in ctx.session.exec(of_plan.where(col(models.Due.id).not_in(asked))):
        ctx.session.delete(due)
    ctx.session.flush()
    rounds = (
        select(models.Checkpoint)
        .join(models.Task, col(models.Task.id) == col(models.Checkpoint.task_id))
        .where(models.Task.plan_id == plan_id, models.Checkpoint.kind == CheckpointKind.ROUND)
        .where(models.Checkpoint.basis == "cycle", col(models.Checkpoint.id).not_in(said))
    )
    for checkpoint in ctx.session.exec(
        rounds.where(col(models.Checkpoint.id).not_in(select(models.Due.checkpoint_id)))
    ):
        ctx.session.delete(checkpoint)
    ctx.session.flush()


def _lay_out(ctx: Context, tasks: Sequence[tuple[values.BarePlan, values.Task]]) -> int:
    """Write what is not there yet of rounds and dues, all at once.

    What else a unit owes for the task is asked at the same time as before or later: its bound holds.
    """
    planned = [(task, day) for plan, task in tasks for day in handing_out.planned_days(plan, task, ctx.today)]
    rounds = {(task.id, day.day): _round(task, day) for task, day in planned if day.checkpoint_id is None}
    ctx.session.add_all(rounds.values())
    ctx.session.flush()
    dues: list[dict[str, object]] = []
    count = 0
    for task, day in planned:
        checkpoint_id = day.checkpoint_id or key(rounds[task.id, day.day].id)
        for own in membership.owing(task):
            count += 1
            if all(due.checkpoint.id != checkpoint_id for due in own.dues):
                owed = laid_out_day(task, own, day.kind, day.day, ctx.calendar, ctx.today)
                dues.append({"checkpoint_id": checkpoint_id, "assignment_id": own.id, "day": owed})
    insert_new(ctx.session, models.Due, dues)
    return count


def _round(task: values.Task, day: PlannedDay) -> models.Checkpoint:
    return models.Checkpoint(
        task_id=task.id, kind=day.kind, day=day.day, target=day.target, basis="cycle", confirmed=True
    )


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
    look(ctx.session, ctx.today, looks.of_task(task.id))


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
    look(ctx.session, ctx.today, looks.of_task(task.id))
