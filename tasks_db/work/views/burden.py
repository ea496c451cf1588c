"""What units got in messages and questions, by month."""

from datetime import timedelta

from tasks_db.register import burden as deciding
from tasks_db.register.authority import Right
from tasks_db.register.burden import Burden
from tasks_db.work import messages_sent
from tasks_db.work.context import Context, view

LOOKED_BACK = timedelta(days=366)


@view(Right.PLAN)
def burden(ctx: Context) -> tuple[Burden, ...]:
    """Return what each unit got in each month of the last year, by itself: answers to what it asked are left out.

    A message to somebody who sits for several units counts for each; questions count for the unit that was asked.
    """
    return deciding.by_month(messages_sent.counted(ctx, ctx.now - LOOKED_BACK))
