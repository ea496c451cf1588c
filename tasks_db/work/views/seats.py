"""What is asked of the seats: who sits where, and who is bound."""

from tasks_db.register.authority import Right
from tasks_db.register.people import Address
from tasks_db.register.seating import SeatList
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view


@view(Right.PEOPLE)
def seats(ctx: Context) -> SeatList:
    """Return every seat of the joint meeting with whoever holds it now; raises PeopleError before ``lianxi init``."""
    meeting = people.the_meeting(ctx.session)
    return SeatList(ctx.now, tuple(people.seat_lines(ctx.session, key(meeting.id), ctx.today)))


@view(Right.PEOPLE)
def address_of(ctx: Context, person_id: int, channel: str) -> Address | None:
    """Return where a person is reached on a channel; None where they are not."""
    places = (account.address for account in people.accounts_of(ctx.session, person_id))
    return next((at for at in places if at.channel == channel), None)
