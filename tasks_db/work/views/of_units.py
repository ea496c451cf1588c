"""Who sits for the units that a question names."""

from collections.abc import Mapping

from tasks_db.register.authority import Right
from tasks_db.register.in_words import Seated
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context, view


@view(Right.ASK)
def seated(ctx: Context, units: Mapping[int, str]) -> tuple[Seated, ...]:
    """Return each unit, by its id with its name, with whoever holds its liaison's seats today."""
    meeting_id = key(people.the_meeting(ctx.session).id)
    found = []
    for unit_id, name in units.items():
        seats = people.seats_of_unit(ctx.session, meeting_id, unit_id, SeatRole.LIAISON)
        holders = [people.holder_name(ctx.session, key(seat.id), ctx.today) for seat in seats]
        found.append(Seated(name, tuple(holder for holder in holders if holder)))
    return tuple(found)
