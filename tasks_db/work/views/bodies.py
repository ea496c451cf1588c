"""What the issued plans print of a standing body: who sits in it, where its office is, which plans are its own."""

from collections.abc import Sequence

from sqlmodel import func, select

from tasks_db.register.authority import Right
from tasks_db.register.in_words import BodyTold, GroupTold, PlanTold
from tasks_db.register.people import Member
from tasks_db.store import meetings, models, people, units
from tasks_db.store.keys import key
from tasks_db.store.lean import columns
from tasks_db.terms import SeatRole
from tasks_db.work import members
from tasks_db.work.context import Context, view

_HEADS = (SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR)


@view(Right.ASK)
def of_asker(ctx: Context) -> tuple[BodyTold, ...]:
    """Return the bodies in which whoever asks has a seat, as their documents print them; all of them in the shell."""
    seats = ctx.who.seats if isinstance(ctx.who, Member) else None
    mine = {seat.meeting_id for seat in seats} if seats is not None else None
    return tuple(_told(ctx, one) for one in meetings.bodies(ctx.session) if mine is None or one.id in mine)


@view(Right.ASK)
def groups(ctx: Context, unit_ids: Sequence[int]) -> tuple[GroupTold, ...]:
    """Return who belongs to the groups among some units today; to every group, where none of them is one."""
    known = units.group_ids(ctx.session, ctx.today)
    asked = [one for one in unit_ids if one in known] or known
    found = [(ctx.session.get(models.Unit, one), units.group_members(ctx.session, one, ctx.today)) for one in asked]
    return tuple(GroupTold(one.name, tuple(m.name for m in members)) for one, members in found if one is not None)


def _told(ctx: Context, meeting: models.JointMeeting) -> BodyTold:
    body = meetings.body_of(ctx.session, meeting)
    issued = meetings.issued_plans(ctx.session, key(meeting.id))
    plans = [_plan(ctx, plan) for plan in issued]
    sitting = [
        (line.role, line.person)
        for line in people.seat_lines(ctx.session, key(meeting.id), ctx.today)
        if line.person is not None
    ]
    listed = meetings.members(ctx.session, key(meeting.id), ctx.today)
    called = [one.unit_id for one in meetings.roster(ctx.session, key(meeting.id), ctx.today)]
    printed = body.rules.members is None
    unmatched = meetings.printed_members(ctx.session, meeting)[1] if printed else ()
    stated = next((plan.intake.get("meeting") for plan in issued if plan.intake), None)
    per_year = body.rules.plenary_per_year or (stated.get("plenary_per_year") if isinstance(stated, dict) else None)
    return BodyTold(
        body.name,
        body.office,
        tuple(name for role, name in sitting if role is SeatRole.OFFICE_HEAD),
        tuple((role.zh, name) for role, name in sitting if role in _HEADS),
        tuple(members.names(ctx, listed)) if listed is not None else None,
        per_year if isinstance(per_year, int) else None,
        tuple(plans),
        unmatched,
        tuple(members.names(ctx, [one for one in called if one not in listed])) if listed is not None else (),
    )


def _plan(ctx: Context, plan: models.Plan) -> PlanTold:
    task = columns(models.Task)
    counted = (
        select(func.count())
        .select_from(models.Task)
        .where(
            task.plan_id == plan.id,
            task.candidate.is_(False),
            task.cancelled_at.is_(None),
            task.indicator_id.is_(None),
        )
    )
    return PlanTold(plan.title, plan.number, plan.issued_on, plan.period_end, ctx.session.exec(counted).one())
