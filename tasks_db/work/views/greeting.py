"""What somebody is greeted with."""

from tasks_db.register import authority, progress
from tasks_db.register.authority import Right
from tasks_db.register.greeting import Greeting, StandsIn
from tasks_db.register.reading import Part
from tasks_db.store import people, plans, registers
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view


@view(Right.GREET)
def greeting(ctx: Context) -> Greeting:
    """Return what the member who asks is greeted with: their seats and what their units owe, earliest first."""
    units = authority.units_of(ctx.who)
    part = Part(registers.tasks(ctx.session, plans.of_units(units)))
    mine = (line for line in part.dues() if line.assignment.unit_id in units)
    owed = progress.open_lines(mine, ctx.now)
    meeting = people.the_meeting(ctx.session)
    stands_in = _stands_in(ctx, key(meeting.id))
    return Greeting(ctx.me, meeting.name, ctx.now, len(owed), owed[0] if owed else None, stands_in)


def _stands_in(ctx: Context, meeting_id: int) -> tuple[StandsIn, ...]:
    """The seats for which the caller stands in; all seats are read only for the few who do."""
    tenures = people.seats_stood_in(ctx.session, ctx.me.person_id, ctx.today)
    lines = people.seat_lines(ctx.session, meeting_id, ctx.today) if tenures else ()
    return tuple(
        StandsIn(line.unit, line.role, line.person, one.since, one.until)
        for line in lines
        for one in line.deputies
        if one.tenure_id in tenures
    )
