"""Calls that the office has to make: units to be told of something that nobody can be sent; a step of acts.

Such a call is a notice that went to nobody, with the units as its readers; it waits until somebody took the call.
"""

from collections.abc import Iterable

from tasks_db.register.values import Assignment
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.work.context import Context


def unreached(ctx: Context, shares: Iterable[Assignment]) -> list[Assignment]:
    """Return the shares, one a unit, of units that nobody who is bound answers for."""
    units = {share.unit: share for share in shares if share.unit_id is not None}
    return [share for unit, share in units.items() if not people.speakers_of(ctx.session, unit, ctx.today)]


def wait(ctx: Context, shares: Iterable[Assignment], text: str) -> tuple[str, ...]:
    """Keep that the units of these shares which cannot be reached are to be told of this by phone; return them."""
    lost = unreached(ctx, shares)
    if not lost:
        return ()
    units = tuple(share.unit for share in lost)
    meeting_id = key(people.the_meeting(ctx.session).id)
    call = models.Circular(meeting_id=meeting_id, at=ctx.now, text=text, whom="、".join(units))
    ctx.session.add(call)
    ctx.session.flush()
    for share in lost:
        reader = models.CircularReader(circular_id=key(call.id), person_id=None, unit_id=share.unit_id or 0)
        ctx.session.add(reader)
    ctx.session.flush()
    ctx.note("待电话告知", "circular", call.id, units=list(units))
    return units
