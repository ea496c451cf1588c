"""Which process does what only one may do: fetch from a bot, plan, send through a bot.

A lease is over a while after it was last renewed, so that another process takes it over when its holder died.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from tasks_db.register.authority import Right
from tasks_db.store import models
from tasks_db.work.context import Context, act

LASTS = timedelta(seconds=25)


@act(Right.DELIVER)
def hold(ctx: Context, names: Iterable[str], holder: str, wall: datetime) -> frozenset[str]:
    """Take or renew leases from ``wall``, real time, on; return those that no other process holds."""
    return frozenset(name for name in names if _hold(ctx, name, holder, wall))


def _hold(ctx: Context, name: str, holder: str, wall: datetime) -> bool:
    mine_or_over = (col(models.Lease.holder) == holder) | (col(models.Lease.until) < wall)
    result = ctx.session.execute(
        update(models.Lease)
        .where(col(models.Lease.name) == name, mine_or_over)
        .values(holder=holder, until=wall + LASTS)
    )
    if isinstance(result, CursorResult) and result.rowcount == 1:
        return True
    if ctx.session.get(models.Lease, name) is not None:
        return False
    try:
        with ctx.session.begin_nested():
            ctx.session.add(models.Lease(name=name, holder=holder, until=wall + LASTS))
    except IntegrityError:
        return False  # another process was a moment earlier
    return True


@act(Right.DELIVER)
def give_up(ctx: Context, holder: str) -> None:
    """Let go of everything that a process holds, so that nobody has to wait for its end."""
    ctx.session.execute(delete(models.Lease).where(col(models.Lease.holder) == holder))


@act(Right.DELIVER)
def clear(ctx: Context) -> None:
    """Forget every lease: no other process works with this database."""
    ctx.session.execute(delete(models.Lease))
