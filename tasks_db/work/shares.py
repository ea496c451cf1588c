"""Members' shares of a task as rows (R10): written when a plan is handed out, and when the office changes a task.

None of these steps is an act; ``register.membership`` decides who has a share, and the daily work never changes it.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from tasks_db.register import membership
from tasks_db.register.handing_out import AskedUnit
from tasks_db.register.values import Assignment, Task
from tasks_db.store import models
from tasks_db.store.plans import members_on
from tasks_db.work.context import Context


def freeze(ctx: Context, tasks: Iterable[Task]) -> None:
    """Let the groups of tasks stand for the members that they have today, no matter who they stood for before."""
    members = members_on(ctx.session, ctx.today)
    for task in tasks:
        for unit in membership.joining(task, members):
            give(ctx, task.id, unit)
        for own in (*membership.leaving(task, members), *membership.stray(task)):
            end(ctx, own)


def renew(ctx: Context, task: Task) -> None:
    """After the units of a task have changed: a group new on it takes today's members, the others keep theirs."""
    members = membership.without_members(task, members_on(ctx.session, ctx.today))
    for unit in membership.joining(task, members):
        give(ctx, task.id, unit)
    for own in membership.stray(task):
        end(ctx, own)


def give(ctx: Context, task_id: int, unit: AskedUnit) -> None:
    """Write a member's share below its group's; one that was ended is taken up again with all that was said."""
    group = unit.assignment
    query = select(models.Assignment).where(
        models.Assignment.parent_id == group.id, models.Assignment.unit_id == unit.unit_id
    )
    row = ctx.session.exec(query.order_by(col(models.Assignment.id))).first()
    if row is None:
        row = models.Assignment(
            task_id=task_id,
            unit_id=unit.unit_id,
            parent_id=group.id,
            printed=unit.unit,
            role=group.role,
            position=group.id,
        )
    row.ended_at = None
    ctx.session.add(row)
    ctx.session.flush()


def end(ctx: Context, share: Assignment) -> None:
    """End a member's share: the unit is asked no more, what it said stays."""
    row = ctx.session.get_one(models.Assignment, share.id)
    row.ended_at = ctx.now
    ctx.session.add(row)
    ctx.session.flush()
