"""Whom a sitting calls: who is left out at first, whom a changed agenda calls beside them, when they are told."""

from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.store import meetings, units
from tasks_db.store.keys import key
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Supplement:
    """A sitting whose agenda its units do not know as it is; units that are called with it, names that none has."""

    body: Body
    sitting: Sitting
    coming: tuple[str, ...]
    unknown: tuple[str, ...]


@view(Right.CONVENE)
def ready(ctx: Context, sitting_id: int) -> Supplement:
    """Return what is to be told of a changed agenda.

    Raises NotAllowed for others, MeetingRefused where there is nothing to tell, and once the sitting begins.
    """
    row, body = steps.opened(ctx, sitting_id, Step.SUPPLEMENT)
    value = meetings.value(ctx.session, row)
    deciding.require_supplement(value, ctx.now)
    found = steps.newly_reporting(ctx, value)
    return Supplement(body, value, tuple(found.units.values()), found.unknown)


@view(Right.CONVENE)
def leaves_at(ctx: Context) -> datetime:
    """Return when what is told to units now reaches them: at once, or with the next opening of the window (R6)."""
    return ctx.windows.next_open(ctx.now, ctx.calendar)


@view(Right.CONVENE)
def left_out(ctx: Context, sitting_id: int) -> tuple[str, ...]:
    """Return the units that are not called though they have a liaison, while nobody has chosen who is called."""
    row, body = steps.opened(ctx, sitting_id, Step.UNITS)
    called = {one.unit_id for one in meetings.attendee_rows(ctx.session, sitting_id)}
    at_first = {one.unit_id for one in meetings.roster(ctx.session, body.id, ctx.today)}
    return tuple(unit for unit_id, unit in _all(ctx, row.meeting_id) if unit_id not in called and called == at_first)


@view(Right.CONVENE)
def every_unit(ctx: Context, sitting_id: int) -> tuple[str, ...]:
    """Return all units of the body of a sitting that can be called to it."""
    row, _ = steps.opened(ctx, sitting_id, Step.UNITS)
    return tuple(unit for _, unit in _all(ctx, row.meeting_id))


def _all(ctx: Context, meeting_id: int) -> list[tuple[int, str]]:
    ids = [one.unit_id for one in meetings.everybody(ctx.session, meeting_id, ctx.today)]
    names = {key(one.id): one.name for one in units.of_ids(ctx.session, ids)}
    return [(one, names[one]) for one in ids]
