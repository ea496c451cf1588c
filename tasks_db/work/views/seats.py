"""What is asked of the seats: who sits where, and who is bound."""

from datetime import date

from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.people import Address
from tasks_db.register.refusals import PeopleError
from tasks_db.register.seating import Deputising, SeatList, require_order
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context, view


@view(Right.PEOPLE)
def seats(ctx: Context) -> SeatList:
    """Return every seat of the joint meeting with whoever holds it now; raises PeopleError before ``lianxi init``."""
    meeting = people.the_meeting(ctx.session)
    return SeatList(ctx.now, tuple(people.seat_lines(ctx.session, key(meeting.id), ctx.today)))


@view(Right.PEOPLE)
def before_deputising(ctx: Context, whom: str, person: str, since: date, until: date) -> Deputising:
    """Return what a deputy would do; ``whom`` is a unit, or a person who is its liaison.

    Raises UnitError for a name that is neither, PeopleError for somebody who is no liaison and for days in the wrong
    order.
    """
    require_order(since, until)
    unit, holder = _liaison(ctx, whom, person)
    found = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, unit)
    return Deputising(found.name, key(found.id), holder, person, since, until)


@view(Right.PEOPLE)
def unit_of_liaison(ctx: Context, whom: str) -> str:
    """Return the unit that is named, or whose liaison is; raises UnitError and PeopleError as a deputy's would."""
    return _liaison(ctx, whom, "")[0]


def _liaison(ctx: Context, whom: str, deputy: str) -> tuple[str, str | None]:
    """The unit whose liaison is meant, and the liaison."""
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    own = [line for line in lines if line.person and (line.person == whom or whom.endswith(line.person))]
    liaisons = [line for line in own if line.role is SeatRole.LIAISON]
    if len({line.unit for line in liaisons}) > 1:
        raise PeopleError(f"{whom}是{'、'.join(line.unit for line in liaisons)}的联络员。请写单位，一次一个。")
    if liaisons:
        return liaisons[0].unit, liaisons[0].person
    if own:
        role = "、".join(dict.fromkeys(line.role.zh for line in own))
        acts = {line.person for line in lines if line.role in authority.OFFICE}
        beside = (
            f"{deputy}本来就是办公室人员，现在就能办。" if deputy in acts else "办公室的事，办公室任何一位都能办。"
        )
        raise PeopleError(
            f"{whom}是{role}，不是联络员，不用代理：{beside}"
            "要代理的是联络员时，请写单位，例如“县教育局联络员由李明代理，12月1日至12月10日”。"
        )
    found = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, whom)
    holders = (line.person for line in lines if line.unit == found.name and line.role is SeatRole.LIAISON)
    return found.name, next(holders, None)


@view(Right.PEOPLE)
def address_of(ctx: Context, person_id: int, channel: str) -> Address | None:
    """Return where a person is reached on a channel; None where they are not."""
    places = (account.address for account in people.accounts_of(ctx.session, person_id))
    return next((at for at in places if at.channel == channel), None)
