"""What is asked of the seats: who sits where, and who is bound."""

from datetime import date

from sqlmodel import col, select

from tasks_db.language import deputy_words
from tasks_db.language.deputy_words import SeatNamed
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.people import Address, SeatLine
from tasks_db.register.refusals import PeopleError, UnitError
from tasks_db.register.seating import Deputising, SeatList, person_and_post, require_order
from tasks_db.store import models, people
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
def seats_meant(ctx: Context, words: str) -> tuple[SeatLine, ...]:
    """Return the seats that words may mean (办公室主任钟亦秋): of a person all of them, of a unit its liaison's.

    A role that is said narrows it, and so does a unit beside the person. Raises UnitError for a name that is
    neither, PeopleError where the person or unit has no such seat.
    """
    said = deputy_words.seat_named(words)
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    named = max(
        (line.person for line in lines if line.person and said.whom.endswith(line.person)), key=len, default=""
    )
    own = [line for line in lines if named and line.person == named]
    unit = said.whom.removesuffix(named).strip("的 ")
    if unit or not (own or said.role):
        unit = _unit(ctx, unit or words)
    found = [line for line in own or lines if not unit or line.unit == unit]
    role = said.role or (None if own else SeatRole.LIAISON)
    found = [line for line in found if role is None or line.role is role]
    if not found:
        held = "、".join(f"{line.unit}{line.role.zh}" for line in own)
        what = role.zh if role is not None else "席位"
        raise PeopleError(
            f"{named}是{held}，不是{unit}{role.zh if role else '的人'}。请核对后再说一次。"
            if own
            else f"{unit}没有{what}席位。要设请先邀请：/invite {unit}"
        )
    return tuple(found)


def _unit(ctx: Context, name: str) -> str:
    return named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, name).name


@view(Right.PEOPLE)
def before_deputising(ctx: Context, seat_id: int, person: str, since: date, until: date) -> Deputising:
    """Return what a deputy would do; the post may stand beside the name, 李明（科员）.

    Raises PeopleError for days in the wrong order, for a convenor's seat, and where it would change nothing.
    """
    require_order(since, until)
    person, post = person_and_post(person)
    lines = seats(ctx).lines
    line = next((one for one in lines if one.seat_id == seat_id), None)
    if line is None:
        raise PeopleError("没有这个席位。各单位的席位见 /seats。")
    if line.role in authority.CONVENORS:
        raise PeopleError("召集人不在时由副召集人办理，席位不设代理；换人请说“召集人换成某某”。")
    if line.person == person:
        raise PeopleError(f"{person}就是{line.unit}的{line.role.zh}，不用代理。请写代理人的姓名。")
    sits = {one.role for one in lines if one.person == person}
    if line.role is SeatRole.OFFICE_STAFF and sits & authority.OFFICE:
        raise PeopleError(f"{person}本来就是办公室人员，现在就能办{line.person or '空缺席位'}的事，不用代理。")
    bound = any(one.bound for one in lines if one.person == person and one.unit == line.unit)
    return Deputising(seat_id, line.unit, line.role, line.person, person, since, until, bound, post or "")


@view(Right.PEOPLE)
def standing_in(ctx: Context, words: str = "") -> tuple[SeatLine, ...]:
    """Return the seats for whose holders somebody stands in or is to; those that words name, or all for none.

    Words name a seat by its unit, its holder or its deputy.
    """
    lines = tuple(line for line in seats(ctx).lines if line.deputies)
    said = deputy_words.seat_named(words)
    if not said.whom and said.role is None:
        return lines
    return tuple(line for line in lines if _is_named(ctx, line, said))


def _is_named(ctx: Context, line: SeatLine, said: SeatNamed) -> bool:
    if said.role is not None and said.role is not line.role:
        return False
    persons = (line.person, *(one.person for one in line.deputies))
    if not said.whom or any(person and said.whom.endswith(person) for person in persons):
        return True
    try:
        return _unit(ctx, said.whom) == line.unit
    except UnitError:  # words that name nobody and no unit name no seat
        return False


@view(Right.PEOPLE)
def unit_of_liaison(ctx: Context, name: str) -> str:
    """Return the unit whose liaison is of this name; raises PeopleError where that is nobody, or not clear."""
    units = [line.unit for line in seats(ctx).liaisons if line.person == name]
    if len(units) != 1:
        why = f"是{'、'.join(units)}的联络员，请写单位" if units else "不是联络员，请写单位"
        raise PeopleError(f"{name}{why}，例如“县教育局联络员{name}现任副股长”。")
    return units[0]


@view(Right.PEOPLE)
def address_of(ctx: Context, person_id: int, channel: str) -> Address | None:
    """Return where a person is reached on a channel; None where they are not."""
    places = (account.address for account in people.accounts_of(ctx.session, person_id))
    return next((at for at in places if at.channel == channel), None)


@view(Right.PEOPLE)
def waiting_seat(ctx: Context, seat_id: int, code_hash: str) -> tuple[str, bool]:
    """Return the present name of a seat's unit, and whether a code, of which this is the hash, still binds to it."""
    seat = ctx.session.get_one(models.Seat, seat_id)
    wanted = select(models.Invitation).where(
        models.Invitation.seat_id == seat_id,
        models.Invitation.code_hash == code_hash,
        col(models.Invitation.used_at).is_(None),
        col(models.Invitation.revoked_at).is_(None),
        models.Invitation.expires_at > ctx.now,
    )
    works = ctx.session.exec(wanted).first() is not None
    return ctx.session.get_one(models.Unit, seat.unit_id).name, works
