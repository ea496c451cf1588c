"""Which units are members of a standing body: said by its office, unit by unit or as a whole."""

from collections.abc import Sequence

from tasks_db.register.authority import Right
from tasks_db.register.in_words import MembersTold
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit
from tasks_db.work import meetings as steps
from tasks_db.work import members as listed
from tasks_db.work.context import Context, act


@act(Right.CONVENE)
def change(
    ctx: Context,
    add: Sequence[str] = (),
    drop: Sequence[str] = (),
    *,
    whole: bool = False,
    meeting: str | None = None,
) -> MembersTold:
    """Write units into the list of members of a body, and take others off; return the list and what changed.

    With ``whole`` the added ones are all there are; while nobody has said who is a member, those are that a plenary
    calls. Raises UnitError for a name that no unit has, MeetingRefused
    where nobody would be left, or where a unit that is to be taken off is no member.
    """
    body = steps.own_body(ctx, meeting)
    steps.require_office(ctx, body)
    row = ctx.session.get_one(models.JointMeeting, body.id)
    added = [key(named_unit(ctx.session, row.jurisdiction_id, name).id) for name in add]
    dropped = [key(named_unit(ctx.session, row.jurisdiction_id, name).id) for name in drop]
    before = meetings.members(ctx.session, body.id, ctx.today)
    known = (
        before if before is not None else [one.unit_id for one in meetings.roster(ctx.session, body.id, ctx.today)]
    )
    if unknown := [one for one in dropped if one not in known]:
        raise MeetingRefused(f"{listed.names(ctx, unknown)[0]}本来就不是成员单位，没有改动。")
    kept = [] if whole else [one for one in known if one not in dropped]
    now = tuple(dict.fromkeys((*kept, *added)))
    if not now:
        raise MeetingRefused("成员单位不能一个都没有，没有改动。")
    waiting = listed.called_so_far(ctx, body.id)
    listed.write(ctx, row, now)
    sittings = listed.call_again(ctx, waiting)
    ctx.note("改成员单位", "meeting", body.id, before=listed.names(ctx, known), after=listed.names(ctx, now))
    return MembersTold(
        tuple(listed.names(ctx, now)),
        tuple(listed.names(ctx, [one for one in now if one not in known])),
        tuple(listed.names(ctx, [one for one in known if one not in now])),
        first=before is None,
        sittings=tuple(sittings),
    )
