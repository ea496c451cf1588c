"""The house work of delivery: what is too old is deleted, and the office is told once what will be missing.

What units reported, the audit and every paper stay for ever. What came in stays 30 days after it was worked off; what
was written to people, which numbers stood on it, and what was waited for stay a year.
"""

import json
from collections.abc import Sequence
from datetime import date

from config.clock import SHANGHAI
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.meetings import deciding
from tasks_db.register.workdays import ONE_DAY, not_announced
from tasks_db.store import facts, meetings, people, retention
from tasks_db.store.keys import key
from tasks_db.store.retention import EXPIRIES
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import inbox, outbox

_DECEMBER = 12
_WARNED = "warned_of_year"
_SWEPT = "swept_on"
_GUARDED = "plenary_guarded"
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


@dataclass(frozen=True, slots=True)
class PlenaryDue:
    """A body whose members have not all met as its rules ask: what its office is told, and by which ``key`` once."""

    body_id: int
    key: str
    text: str
    office: Sequence[int]


@view(Right.DELIVER)
def plenaries_due(ctx: Context) -> tuple[PlenaryDue, ...]:
    """Return the bodies whose offices are to be told, in October and in December once each."""
    due = deciding.guard_key(ctx.today)
    if due is None:
        return ()
    told = _guarded(ctx)
    found = []
    for row in meetings.bodies(ctx.session):
        if told.get(str(row.id)) == due:
            continue
        body = meetings.body_of(ctx.session, row)
        printed = meetings.printed_plenaries(ctx.session, body.id)
        reminder = deciding.guard(body, meetings.sittings(ctx.session, body.id), ctx.today, printed)
        if reminder is None or told.get(str(row.id)) == reminder.key:
            continue
        office = people.people_in(ctx.session, body.id, tuple(authority.OFFICE), ctx.today)
        if office:
            found.append(PlenaryDue(body.id, reminder.key, reminder.text, office))
    return tuple(found)


@act(Right.DELIVER)
def guard_plenary(ctx: Context, due: Sequence[PlenaryDue]) -> int:
    """Tell the offices of bodies that are due a plenary; return how many people are told.

    They hear it when the next send window opens. What another process has told meanwhile is not told again.
    """
    told = _guarded(ctx)
    new = [one for one in due if told.get(str(one.body_id)) != one.key]
    at = ctx.windows.next_open(ctx.now, ctx.calendar)
    for one in new:
        for person_id in one.office:
            outbox.tell(ctx.session, person_id, one.text, at)
        told[str(one.body_id)] = one.key
    if new:
        facts.put(ctx.session, _GUARDED, json.dumps(told))
    return sum(len(one.office) for one in new)


def _guarded(ctx: Context) -> dict[str, str]:
    """By which key each body's office was told last."""
    told: dict[str, str] = json.loads(facts.get(ctx.session, _GUARDED) or "{}")
    return told


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
