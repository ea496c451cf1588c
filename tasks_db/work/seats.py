"""The seat that is meant, and the person who is to sit in it: steps of acts, and no acts (R14)."""

from sqlmodel import Session, col, select

from tasks_db.register.refusals import PeopleError
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.people import ensure_seat, seats_of_unit, the_meeting
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole, UnitKind
from tasks_db.work import members
from tasks_db.work.context import Context


def seat_of(ctx: Context, name: str, role: SeatRole) -> tuple[models.Seat, models.Unit]:
    """Return the seat that a unit named in words has in a role, and the unit; made where the unit has none yet.

    Raises UnitError for a name that no unit has, PeopleError for a group and for several seats.
    """
    meeting = the_meeting(ctx.session)
    unit = named_unit(ctx.session, meeting.jurisdiction_id, name)
    if unit.kind is UnitKind.GROUP:
        raise PeopleError(f"“{unit.name}”是集合单位，没有{role.zh}。请写其中的一个单位。")
    seats = seats_of_unit(ctx.session, key(meeting.id), key(unit.id), role)
    if len(seats) > 1:
        posts = "、".join(seat.post or "未写职务" for seat in seats)
        raise PeopleError(f"{unit.name}有{len(seats)}个{role.zh}席位（{posts}）。请一次邀请全部未绑定的席位。")
    seat = seats[0] if seats else ensure_seat(ctx.session, key(meeting.id), key(unit.id), role)
    if role is SeatRole.MEMBER:
        members.seated(ctx, meeting, [key(unit.id)])
    return seat, unit


def person_of(session: Session, seat: models.Seat, name: str) -> models.Person:
    """Return the person of a name in the seat's own unit, or a new one: names alone do not make two people one."""
    query = (
        select(models.Person)
        .join(models.Tenure, col(models.Tenure.person_id) == col(models.Person.id))
        .join(models.Seat, col(models.Seat.id) == col(models.Tenure.seat_id))
        .where(models.Person.name == name, models.Seat.unit_id == seat.unit_id)
    )
    person = session.exec(query).first()
    if person is None:
        unit = session.get_one(models.Unit, seat.unit_id)
        person = models.Person(jurisdiction_id=unit.jurisdiction_id, name=name)
        session.add(person)
        session.flush()
    return person
