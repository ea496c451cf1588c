"""Which cancelled tasks words name, and what is told of them."""

from tasks_db.language.ended_words import Titled, may_name
from tasks_db.register import codes
from tasks_db.register.authority import Right
from tasks_db.register.ended import Ended
from tasks_db.register.people import Address
from tasks_db.store import plans
from tasks_db.work.context import Context, view
from tasks_db.work.ended import among, told


@view(Right.ASK)
def named(ctx: Context, text: str, at: Address) -> tuple[Ended, ...]:
    """Return the cancelled tasks that words ask about, as far as the asker may see them."""
    if not may_name(text):
        return ()
    return among(ctx, text, at, [Titled(*row) for row in plans.cancelled_tasks(ctx.session)])


@view(Right.ASK)
def of_number(ctx: Context, number: str) -> tuple[Ended, ...]:
    """Return the cancelled tasks that go by a number or a code, as far as the asker may see them."""
    plan_id, seq = codes.parted(number)
    gone = [Titled(*row) for row in plans.cancelled_tasks(ctx.session)]
    return told(ctx, [one.id for one in gone if one.seq == seq and plan_id in {None, one.plan_id}])


@view(Right.ASK)
def one(ctx: Context, task_id: int) -> Ended | None:
    """Return what is told of a task that was cancelled; None for one that counts, or that the asker may not see."""
    return next(iter(told(ctx, [task_id])), None)


@view(Right.DECIDE)
def every(ctx: Context, plan_id: int | None = None) -> tuple[Ended, ...]:
    """Return the cancelled tasks of one plan or of all, in the order of the plans."""
    return told(ctx, [row.id for row in plans.cancelled_tasks(ctx.session) if plan_id in {None, row.plan_id}])
