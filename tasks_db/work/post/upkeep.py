"""The house work of delivery: what is too old is deleted, and the office is told once what will be missing.

What units reported, the audit and every paper stay for ever. What came in stays 30 days after it was worked off; what
was written to people, which numbers stood on it, and what was waited for stay a year.
"""

import json
from datetime import date, timedelta

from config.clock import SHANGHAI
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.workdays import ONE_DAY, not_announced
from tasks_db.store import facts, people, retention
from tasks_db.store.keys import key
from tasks_db.store.retention import EXPIRIES
from tasks_db.terms import NoticeKind
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import inbox, outbox

_DECEMBER = 12
_WARNED = "warned_of_year"
_SWEPT = "swept_on"
_TOLD_OF = "undelivered_told"
_LOOKED_BACK = timedelta(days=7)
_NIGHT = range(1, 6)

EXPIRING = tuple(expiry.name for expiry in EXPIRIES)
"""What ``expire`` deletes, by name, in the order in which it has to be done."""


@view(Right.DELIVER)
def is_time_to_sweep(ctx: Context) -> bool:
    """Return whether what is too old is to be deleted now: once a night, or by day where a night was missed."""
    swept = facts.get(ctx.session, _SWEPT)
    if swept == ctx.today.isoformat():
        return False
    missed = swept is not None and date.fromisoformat(swept) < ctx.today - ONE_DAY
    return missed or ctx.now.astimezone(SHANGHAI).hour in _NIGHT


@act(Right.DELIVER)
def expire(ctx: Context, name: str) -> int:
    """Delete the oldest of what is too old, a few rows; return how many, 0 where none are left."""
    return retention.expire(ctx.session, next(one for one in EXPIRIES if one.name == name), ctx.now)


@act(Right.DELIVER)
def swept(ctx: Context) -> None:
    """Note that everything too old is deleted for today."""
    facts.put(ctx.session, _SWEPT, ctx.today.isoformat())


@view(Right.DELIVER)
def waiting(ctx: Context) -> dict[str, int]:
    """Return how many rows wait that could be worked off now, for a machine to watch."""
    return {"inbox": inbox.count_waiting(ctx), "outbox": outbox.count_due(ctx.session, ctx.now)}


@act(Right.DELIVER)
def tell_undelivered(ctx: Context) -> int:
    """Tell the office, once a working day in a send window, what has not reached people; return how many messages.

    Each message is told of once (R4); ``/outbox`` shows them all.
    """
    if not ctx.windows.is_open(ctx.now, ctx.calendar) or not people.has_meeting(ctx.session):
        return 0
    told = json.loads(facts.get(ctx.session, _TOLD_OF) or '{"day": "", "ids": []}')
    if told["day"] == ctx.today.isoformat():
        return 0
    lost = [n for n in outbox.undelivered(ctx.session, ctx.now - _LOOKED_BACK) if n.kind is not NoticeKind.ANSWER]
    new = [n for n in lost if n.id not in told["ids"]]
    if not new:
        return 0
    names = people.names(ctx.session, {key(n.person_id) for n in new})
    who = "、".join(dict.fromkeys(names[key(n.person_id)] for n in new))
    text = (
        f"有{len(new)}条消息没有送达（{who}），其中的催报会随下一次提醒再发。名单请发送 /outbox，要紧的请电话联系。"
    )
    meeting = people.the_meeting(ctx.session)
    for person_id in people.people_in(ctx.session, key(meeting.id), tuple(authority.OFFICE), ctx.today):
        outbox.tell(ctx.session, person_id, text, ctx.now)
    facts.put(ctx.session, _TOLD_OF, json.dumps({"day": ctx.today.isoformat(), "ids": [n.id for n in lost]}))
    return len(new)


@act(Right.DELIVER)
def warn_of_next_year(ctx: Context) -> int:
    """Tell the office in December, once, that next year's holidays are not known; return how many people are told.

    They hear it when the next send window opens.
    """
    year = ctx.today.year + 1
    if ctx.today.month != _DECEMBER or not ctx.calendar.unpublished(year) or not people.has_meeting(ctx.session):
        return 0
    if facts.get(ctx.session, _WARNED) == str(year):
        return 0
    meeting = people.the_meeting(ctx.session)
    office = people.people_in(ctx.session, key(meeting.id), tuple(authority.OFFICE), ctx.today)
    at = ctx.windows.next_open(ctx.now, ctx.calendar)
    for person_id in office:
        outbox.tell(ctx.session, person_id, not_announced(year), at)
    if office:
        facts.put(ctx.session, _WARNED, str(year))
    return len(office)
