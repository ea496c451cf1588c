"""Seats, holders and registers for tests of the ladder, and what it would ask of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from tasks_db.register import reminders
from tasks_db.register.people import Account, Address, Holder, Seat
from tasks_db.register.reading import Register
from tasks_db.register.reminders import Bundle
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import Chase, Plan
from tasks_db.register.workdays import Calendar
from tasks_db.terms import SeatRole, TenureKind
from tests.builders import a_plan, at, unit_id

CALENDAR = Calendar()
WINDOWS = SendWindows(((time(9), time(11, 30)), (time(14, 30), time(17, 30))))
MONDAY = date(2025, 11, 3)
DEADLINE = date(2025, 12, 19)


def a_seat(unit: str, *holders: Holder) -> Seat:
    return Seat(unit_id(unit), 1, unit_id(unit), unit, SeatRole.LIAISON, holders)


def a_holder(
    name: str,
    number: int,
    since: date = date(2025, 1, 1),
    until: date | None = None,
    *,
    kind: TenureKind = TenureKind.HOLDER,
    reachable: bool = True,
) -> Holder:
    return Holder(number, name, kind, since, until, (Account(Address("chat", str(number)), reachable),))


WANG = a_holder("王敏", 7)


def asked_of_wang(*plans: Plan, chases: Sequence[Chase] = ()) -> Register:
    return Register(plans, seats=(a_seat("县教委", WANG),), chases=tuple(chases))


def seated(register: Register) -> Register:
    """The register with a liaison of its own in every unit."""
    units = {a.unit for plan in register.plans for task in plan.tasks for a in task.assignments if not a.is_group}
    return replace(register, seats=tuple(a_seat(unit, a_holder(unit, unit_id(unit))) for unit in sorted(units)))


def forecast(register: Register, since: datetime, until: date) -> list[Bundle]:
    return list(reminders.forecast(register, CALENDAR, WINDOWS, since, at(until, 23)))


def days(bundles: Sequence[Bundle]) -> list[tuple[date, list[str]]]:
    return [(b.day, [a.rung.name for a in b.asks]) for b in bundles]


def a_dispatched(*tasks: object, day: date = MONDAY, **fields: object) -> Plan:
    return a_plan(*tasks, dispatched=day, **fields)  # type: ignore[arg-type]
