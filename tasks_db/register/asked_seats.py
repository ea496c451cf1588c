"""Who is asked for a unit: its liaison, or its member; and the member too once the liaison is silent (R12)."""

from datetime import date

from tasks_db.register.people import Holder, Seat
from tasks_db.register.reading import Reading
from tasks_db.register.values import OpenLine
from tasks_db.register.workdays import ONE_DAY
from tasks_db.terms import SeatRole

ASKED_ROLES = (SeatRole.LIAISON, SeatRole.MEMBER)
"""Who is asked for a unit: its liaison, or its member while the liaison's seat is empty or out of reach."""


def seat_to_ask(reading: Reading, line: OpenLine, day: date) -> tuple[Seat, Holder] | None:
    """The liaison's seat, else the member's, with whoever serves that day and can be reached."""
    if line.assignment.unit_id is None:
        return None
    for seat in reading.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES):
        for holder in seat.holders_on(day):
            if holder.reachable:
                return seat, holder
    return None


def day_to_ask(reading: Reading, line: OpenLine, day: date) -> date | None:
    """The first day from ``day`` on at which somebody can be asked: seats change hands on days that are known."""
    if line.assignment.unit_id is None:
        return None
    seats = reading.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES)
    changes = sorted({h.since for seat in seats for h in seat.holders if h.since > day})
    return next((d for d in (day, *changes) if seat_to_ask(reading, line, d) is not None), None)


def member_above(reading: Reading, line: OpenLine, day: date) -> tuple[Seat, Holder] | None:
    """The member's seat beside the liaison who is asked, with whoever serves that day and can be reached.

    None where the member is asked anyway, in place of the liaison, or the two are one person.
    """
    asked = seat_to_ask(reading, line, day)
    if asked is None or asked[0].role is SeatRole.MEMBER or line.assignment.unit_id is None:
        return None
    for seat in reading.seats_of(line.plan.meeting_id, line.assignment.unit_id, SeatRole.MEMBER):
        for holder in seat.holders_on(day):
            if holder.reachable and holder.person_id != asked[1].person_id:
                return seat, holder
    return None


def member_day(reading: Reading, line: OpenLine, day: date) -> date | None:
    """The first day from ``day`` on at which ``member_above`` finds somebody."""
    if line.assignment.unit_id is None:
        return None
    seats = reading.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES)
    changes = sorted({d for seat in seats for d in _changes(seat) if d > day})
    return next((d for d in (day, *changes) if member_above(reading, line, d) is not None), None)


def _changes(seat: Seat) -> list[date]:
    """The days on which somebody comes into a seat, or has left it."""
    return [h.since for h in seat.holders] + [h.until + ONE_DAY for h in seat.holders if h.until is not None]
