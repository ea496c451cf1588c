"""Several tasks of a plan that its new version makes one: what was said and put off of each goes along.

A step of replacing a plan, and no act: whoever takes it has asked for the right already (R14).
"""

from sqlmodel import col, select

from tasks_db.register import progress
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, CheckpointKind
from tasks_db.work import steps
from tasks_db.work.context import Context


def fold(ctx: Context, part_id: int, into_id: int, new_id: int) -> None:
    """Hang the shares and dates of a task under the one that it becomes a part of; nothing of it is asked by itself.

    ``new_id`` is the row of the new version: a unit that it prints goes on with its share, in the role that stands
    there. Where the unit has a share in the other task already, what it said of this one stays as that of a share
    that has ended: nobody's words of one part are taken for the other.
    """
    part = plans.task_by_id(ctx.session, part_id)
    _, into = Loaded(ctx.session).of_task(into_id)
    steps.take_back_rounds(ctx, part)
    _move_dates(ctx, part_id, into_id)
    moved = _move_shares(ctx, part_id, into_id, new_id)
    if not progress.is_closed(into, ctx.now):
        _keep_open(ctx, moved)


def _move_dates(ctx: Context, part_id: int, into_id: int) -> None:
    """Let what is owed and said of a date belong to the same date of the other task, where that has it."""
    own = {_place(point): key(point.id) for point in plans.checkpoints_of(ctx.session, into_id)}
    for point in plans.checkpoints_of(ctx.session, part_id):
        twin = own.get(_place(point))
        if twin is None:
            point.task_id = into_id
            ctx.session.add(point)
            continue
        for table in (models.Due, models.Report):
            for row in ctx.session.exec(select(table).where(table.checkpoint_id == point.id)).all():
                row.checkpoint_id = twin
                ctx.session.add(row)
    ctx.session.flush()


def _place(point: models.Checkpoint) -> tuple[object, ...]:
    """What makes two dates of two tasks the same one."""
    if point.kind is CheckpointKind.DEADLINE:
        return (point.kind,)
    return point.kind, point.day if point.kind is CheckpointKind.ROUND else point.target


def _move_shares(ctx: Context, part_id: int, into_id: int, new_id: int) -> list[int]:
    """Return the shares that were moved."""
    shares = select(models.Assignment).where(col(models.Assignment.task_id).in_([part_id, into_id]))
    rows = ctx.session.exec(shares.order_by(col(models.Assignment.id))).all()
    there = {_unit(row): row for row in rows if row.task_id == into_id and row.ended_at is None}
    roles = {_unit(row): row.role for row in plans.assignments_of(ctx.session, new_id)}
    moved = [one for one in rows if one.task_id == part_id]
    for row in moved:
        row.task_id, row.consolidates = into_id, False
        same = there.get(_unit(row))
        if same is not None and row.ended_at is None:
            row.ended_at = ctx.now
            _put_off_too(ctx, key(row.id), key(same.id))
        elif row.parent_id is None:
            row.role = roles.get(_unit(row), row.role)
        ctx.session.add(row)
    ctx.session.flush()
    return [key(row.id) for row in moved]


def _unit(row: models.Assignment) -> int | str:
    return row.unit_id or row.printed


def _put_off_too(ctx: Context, ended_id: int, share_id: int) -> None:
    """What the unit need not answer yet in the share that ends it need not answer in the one that stays."""
    ended, staying = (
        {
            row.checkpoint_id: row
            for row in ctx.session.exec(select(models.Due).where(models.Due.assignment_id == one))
        }
        for one in (ended_id, share_id)
    )
    for point, row in staying.items():
        was = ended.get(point)
        if was is not None and was.put_off_until is not None and was.put_off_until > (row.put_off_until or ctx.today):
            row.put_off_at, row.put_off_until = was.put_off_at, was.put_off_until
            row.put_off_by_office, row.put_off_why = was.put_off_by_office, was.put_off_why
            ctx.session.add(row)


def _keep_open(ctx: Context, shares: list[int]) -> None:
    """A part that is 办结 does not close the whole: its request stands as 已完成 of its unit."""
    asked = select(models.Report).where(
        col(models.Report.assignment_id).in_(shares), models.Report.kind == AnswerKind.CLOSURE
    )
    for row in ctx.session.exec(asked).all():
        row.kind = AnswerKind.DONE
        ctx.session.add(row)
    ctx.session.flush()
