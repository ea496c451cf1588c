"""What came in, as rows.

::

    stored, then confirmed to the channel
        │
    WAITING ──worked off, with all that it brings about, in one commit──▶ DONE
        └────nobody can read it, or working it off fails────────────────▶ ASIDE  (kept, and stops nothing)

Invariants: the same number of the same bot is stored once; a row leaves WAITING once, and none of a person's leaves
before an earlier one (R3). Nothing is claimed: whoever ends a row first has done it, and a process that dies leaves
the row as it was.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, update
from sqlalchemy import Update as SqlUpdate
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from tasks_db.register.authority import Right
from tasks_db.register.updates import Update, Waiting
from tasks_db.store import models
from tasks_db.store.door import Beside
from tasks_db.store.keys import key
from tasks_db.store.lean import Statement, columns, insert_new, rows, table_of
from tasks_db.terms import UpdateState
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import jobs

_UPDATE = columns(models.Update)

QUIET = timedelta(seconds=1)
"""How long nothing joins a set of files before it is taken as complete."""

_LARGEST_SET = 20
_MOST_LANES = 64


@act(Right.DELIVER, Beside.ANYBODY)
def store(ctx: Context, channel: str, bot: str, updates: Sequence[Update], wall: datetime) -> int:
    """Keep what came in, in order, before the channel is told that we have it; return how many were new.

    ``wall`` is real time.
    """
    numbers = [one.number for one in updates]
    known = {row.number for row in rows(ctx.session, _known(), {"channel": channel, "bot": bot, "numbers": numbers})}
    fresh = [one for one in updates if one.number not in known]
    new = (
        models.Update(
            channel=channel,
            bot=bot,
            number=one.number,
            lane=one.lane,
            album=one.album,
            raw=dict(one.raw),
            received_at=wall,
        )
        for one in fresh
    )
    insert_new(ctx.session, models.Update, [row.model_dump(exclude={"id"}) for row in new])
    return len(fresh)


@view(Right.DELIVER)
def waiting(
    ctx: Context,
    channels: Collection[str],
    busy: Collection[str],
    wall: datetime,
    most: int = _MOST_LANES,
) -> list[Waiting]:
    """Return what each person said first of all that waits on ``channels``, those longest waiting first.

    People in ``busy`` are passed over, and a set of files to which another one may still come.
    """
    heads = rows(ctx.session, _heads(), {"channels": channels, "busy": busy, "most": most})
    found = (_whole_set(ctx.session, head, wall) for head in heads)
    return [one for one in found if one is not None]


@view(Right.DELIVER)
def look(
    ctx: Context, channels: Collection[str], busy: Collection[str], wall: datetime, most: int
) -> tuple[list[Waiting], bool]:
    """Return what ``waiting`` does, and whether there is long work to be done: one look for both, taken often."""
    return waiting(ctx, channels, busy, wall, most) if most else [], jobs.any_free(ctx, wall)


def _whole_set(session: Session, head: Any, wall: datetime) -> Waiting | None:  # noqa: ANN401 - a row
    if head.album is None:
        return Waiting((head.id,), head.channel, head.lane, (head.raw,), head.received_at)
    said = session.exec(
        select(models.Update)
        .where(models.Update.state == UpdateState.WAITING, models.Update.lane == head.lane)
        .order_by(col(models.Update.id))
        .limit(_LARGEST_SET)
    ).all()
    parts = [row for row in said if row.album == head.album]
    goes_on = len(parts) == len(said) < _LARGEST_SET and parts[-1].received_at > wall - QUIET
    if goes_on:
        return None
    ids = tuple(key(row.id) for row in parts)
    return Waiting(ids, head.channel, head.lane, tuple(row.raw for row in parts), parts[-1].received_at)


@view(Right.DELIVER)
def count_waiting(ctx: Context) -> int:
    """Return how many updates are not worked off yet."""
    query = select(func.count()).select_from(models.Update).where(models.Update.state == UpdateState.WAITING)
    return ctx.session.exec(query).one()


def end(session: Session, one: Waiting, wall: datetime) -> bool:
    """Take an update as worked off, within the commit of all that it brings about; False where another one did it."""
    return _leave(session, one, wall, UpdateState.DONE, None)


@act(Right.DELIVER, Beside.ANYBODY)
def put_aside(ctx: Context, one: Waiting, why: str, wall: datetime) -> bool:
    """Keep what cannot be read or worked off, and ``why``, out of the way of what comes after it."""
    return _leave(ctx.session, one, wall, UpdateState.ASIDE, why)


def _leave(session: Session, one: Waiting, wall: datetime, state: UpdateState, why: str | None) -> bool:
    handed = {"ids": one.ids, "first": one.ids[0], "in_lane": one.lane, "then": state, "wall": wall, "why": why}
    session.flush()
    return session.connection().execute(_leaves(), handed).rowcount == len(one.ids)


# Statements are put together once: to put one together takes longer than its answer.


@cache
def _known() -> Statement:
    u = _UPDATE
    said = u.number.in_(bindparam("numbers", expanding=True))
    return select_columns(u.number).where(u.channel == bindparam("channel"), u.bot == bindparam("bot"), said)


@cache
def _heads() -> Statement:
    u = _UPDATE
    asked = u.channel.in_(bindparam("channels", expanding=True)) & u.lane.not_in(bindparam("busy", expanding=True))
    first = select_columns(func.min(u.id)).where(u.state == UpdateState.WAITING, asked).group_by(u.lane)
    found = select_columns(u.id, u.channel, u.lane, u.album, u.raw, u.received_at).where(u.id.in_(first))
    return found.order_by(u.id).limit(bindparam("most", type_=Integer))


@cache
def _leaves() -> SqlUpdate:
    u, earlier = _UPDATE, table_of(models.Update).alias()
    waits = earlier.c.state == UpdateState.WAITING
    before = select_columns(earlier.c.id).where(
        earlier.c.lane == bindparam("in_lane"), waits, earlier.c.id < bindparam("first")
    )
    ended = update(table_of(models.Update)).values(
        state=bindparam("then"), done_at=bindparam("wall"), error=bindparam("why")
    )
    mine = u.id.in_(bindparam("ids", expanding=True))
    return ended.where(mine, u.state == UpdateState.WAITING, ~before.exists())
