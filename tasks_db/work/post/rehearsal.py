"""The rehearsal clock, and whose database this is."""

from datetime import datetime

from tasks_db.register.authority import Right
from tasks_db.store import facts
from tasks_db.work.context import Context, act, view


@view(Right.DELIVER)
def is_rehearsal(ctx: Context) -> bool:
    """Return whether time stands still in this database until somebody moves it."""
    return facts.rehearsal_now(ctx.session) is not None


@view(Right.DELIVER)
def is_sample(ctx: Context) -> bool:
    """Return whether this is the invented county, whose people never meet a real channel."""
    return facts.get(ctx.session, facts.SAMPLE) is not None


@act(Right.DELIVER)
def move_clock(ctx: Context, to: datetime) -> None:
    """Move the rehearsal clock to a later moment; an earlier one leaves it where it stands."""
    facts.move_rehearsal(ctx.session, to)


@view(Right.DELIVER)
def count_sent(ctx: Context) -> int:
    """Return how many notices have gone out so far."""
    return facts.count_sent(ctx.session)
