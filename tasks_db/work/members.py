"""Steps of acts that say who is a member of a body; no acts (R14)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks_db.register.meetings import rules
from tasks_db.store import meetings, models
from tasks_db.store.keys import key
from tasks_db.store.people import ensure_seat
from tasks_db.terms import SeatRole, SittingState, UnitKind
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context


def names(ctx: Context, unit_ids: Iterable[int]) -> list[str]:
    """Return the names of units in their order."""
    return [ctx.session.get_one(models.Unit, one).name for one in unit_ids]


def write(ctx: Context, meeting: models.JointMeeting, unit_ids: Sequence[int]) -> None:
    """Let these units be the members of a body; each gets a liaison's seat, so that it can be told."""
    meeting.rules = rules.kept(replace(rules.loaded(meeting.rules), members=tuple(dict.fromkeys(unit_ids))))
    ctx.session.add(meeting)
    for unit_id in unit_ids:
        if ctx.session.get_one(models.Unit, unit_id).kind is not UnitKind.GROUP:
            ensure_seat(ctx.session, key(meeting.id), unit_id, SeatRole.LIAISON)
    ctx.session.flush()


def called_so_far(ctx: Context, meeting_id: int) -> tuple[models.Sitting, ...]:
    """Return the sittings whose notice has not gone out and for which nobody has chosen yet whom they call."""
    first = {one.unit_id for one in meetings.roster(ctx.session, meeting_id, ctx.today)}
    rows = [meetings.row(ctx.session, one.id) for one in meetings.open_sittings(ctx.session, (meeting_id,))]
    return tuple(row for row in rows if row.state is SittingState.APPROVED and _called(ctx, row) == first)


def _called(ctx: Context, row: models.Sitting) -> set[int]:
    return {one.unit_id for one in meetings.attendee_rows(ctx.session, key(row.id)) if not one.observer}


def call_again(ctx: Context, sittings: Iterable[models.Sitting]) -> list[int]:
    """Let sittings call the members as they are now, and return the numbers of those that call others by that."""
    changed = []
    for row in sittings:
        before = _called(ctx, row)
        for one in meetings.attendee_rows(ctx.session, key(row.id)):
            if not one.observer:
                ctx.session.delete(one)
        ctx.session.flush()
        steps.call_roster(ctx, row)
        if _called(ctx, row) != before:
            steps.redrafted(ctx, row)
            changed.append(key(row.id))
    return changed


def seated(ctx: Context, meeting: models.JointMeeting, unit_ids: Sequence[int]) -> None:
    """Let units that got a member's seat be on the list too, where the office has said one already."""
    said = rules.loaded(meeting.rules).members
    if said is not None and not set(unit_ids) <= set(said):
        write(ctx, meeting, (*said, *unit_ids))


def merged(ctx: Context, gone: int, kept: int) -> None:
    """Let the list of each body that has a unit that is merged have the other in its place."""
    for meeting in meetings.bodies(ctx.session):
        said = rules.loaded(meeting.rules).members
        if said is not None and gone in said:
            write(ctx, meeting, [kept if one == gone else one for one in said])
