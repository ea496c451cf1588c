"""Who is asked for a unit, and from when on its member is asked too (R12), as values."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register import asked_seats
from tasks_db.register.people import Holder, Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import OpenLine
from tasks_db.terms import SeatRole, TenureKind
from tests.builders import a_plan, a_register, a_task, an_assignment
from tests.ladders import a_holder, a_seat

UNIT = "县水利局"
DAY, NEXT = date(2025, 11, 3), date(2025, 11, 10)
LIAISON, MEMBER = a_holder("水联", 1), a_holder("水成", 2)


def seats(liaison: tuple[Holder, ...] = (LIAISON,), member: tuple[Holder, ...] = (MEMBER,)) -> list[Seat]:
    """The member's seat stands first, as it may in the rows."""
    own = a_seat(UNIT, *liaison)
    return [replace(own, id=2, role=SeatRole.MEMBER, holders=member), own]


def line(*found: Seat, unit: str = UNIT) -> tuple[Register, OpenLine]:
    plan = a_plan(a_task(an_assignment(unit)))
    (task,) = plan.tasks
    share = task.assignments[0]
    return a_register(plan, seats=found), OpenLine(plan, task, share, share.dues[0])


def asked(*found: Seat, day: date = DAY) -> str | None:
    seat = asked_seats.seat_to_ask(*line(*found), day)
    return seat[1].name if seat is not None else None


def above(*found: Seat, day: date = DAY) -> str | None:
    seat = asked_seats.member_above(*line(*found), day)
    return seat[1].name if seat is not None else None


UNREACHED = a_holder("水联", 1, reachable=False)
UNBOUND = replace(LIAISON, accounts=())
LINKED = replace(UNBOUND, linked=True)
DEPUTY = a_holder("水代", 3, since=DAY, until=DAY, kind=TenureKind.DEPUTY)


@pytest.mark.parametrize(
    ("says", "liaison", "member", "who"),
    [
        ("the liaison", (LIAISON,), (MEMBER,), "水联"),
        ("the member while nobody is liaison", (), (MEMBER,), "水成"),
        ("the member while the liaison is out of reach", (UNREACHED,), (MEMBER,), "水成"),
        ("the member while the liaison is not bound", (UNBOUND,), (MEMBER,), "水成"),
        ("a liaison by the link", (LINKED,), (MEMBER,), "水联"),
        ("a deputy before whoever they stand in for", (LIAISON, DEPUTY), (MEMBER,), "水代"),
        ("the liaison while the deputy is out of reach", (LIAISON, replace(DEPUTY, accounts=())), (), "水联"),
        ("nobody", (), (), None),
        ("nobody who has left", (a_holder("水联", 1, until=date(2025, 11, 2)),), (), None),
        ("nobody who comes later", (a_holder("水联", 1, since=date(2025, 11, 4)),), (), None),
        ("who comes or leaves that day", (a_holder("水联", 1, since=DAY, until=DAY),), (), "水联"),
    ],
)
def test_who_is_asked_for_a_unit(
    says: str, liaison: tuple[Holder, ...], member: tuple[Holder, ...], who: str | None
) -> None:
    del says
    assert asked(*seats(liaison, member)) == who


def test_a_seat_in_another_body_of_another_unit_or_of_the_office_asks_nobody() -> None:
    own = a_seat(UNIT, LIAISON)
    assert asked(own) == "水联"
    assert asked(replace(own, meeting_id=2)) is None
    assert asked(a_seat("县财政局", LIAISON)) is None
    for role in set(SeatRole) - {SeatRole.LIAISON, SeatRole.MEMBER}:
        assert asked(replace(own, role=role)) is None, role


@pytest.mark.parametrize(
    ("says", "liaison", "member", "who"),
    [
        ("the member beside the liaison", (LIAISON,), (MEMBER,), "水成"),
        ("not one who is asked in the liaison's place", (), (MEMBER,), None),
        ("nor the member while a deputy is asked in that place", (), (MEMBER, DEPUTY), None),
        ("not the liaison in a second seat", (LIAISON,), (a_holder("水联", 1),), None),
        ("not one who is out of reach", (LIAISON,), (a_holder("水成", 2, reachable=False),), None),
        ("whoever stands in for the member", (LIAISON,), (a_holder("水成", 2, reachable=False), DEPUTY), "水代"),
        ("nobody where nobody sits", (LIAISON,), (), None),
    ],
)
def test_whom_silence_climbs_to(says: str, liaison: tuple[Holder, ...], member: tuple[Holder, ...], who: str) -> None:
    del says
    assert above(*seats(liaison, member)) == who


def test_the_first_day_on_which_somebody_can_be_asked_is_known_from_who_comes_when() -> None:
    later = a_holder("新联", 4, since=NEXT)
    assert asked_seats.day_to_ask(*line(*seats()), DAY) == DAY
    assert asked_seats.day_to_ask(*line(*seats((UNREACHED, later), ())), DAY) == NEXT
    assert asked_seats.day_to_ask(*line(*seats((UNREACHED,), (a_holder("新成", 5, since=NEXT),))), DAY) == NEXT
    assert asked_seats.day_to_ask(*line(*seats((UNREACHED,), ())), DAY) is None


def test_a_member_is_above_from_the_day_on_which_the_liaison_is_somebody_else() -> None:
    """Whoever was both until then is asked as liaison alone."""
    both = a_holder("水成", 2, until=date(2025, 11, 9))
    assert asked_seats.member_day(*line(*seats()), DAY) == DAY
    assert asked_seats.member_day(*line(*seats((both, a_holder("水联", 1, since=NEXT)), (MEMBER,))), DAY) == NEXT
    over = replace(DEPUTY, person_id=2, until=date(2025, 11, 9))
    assert asked_seats.member_day(*line(*seats((LIAISON, over), (MEMBER,))), DAY) == NEXT
    assert asked_seats.member_day(*line(*seats((LIAISON,), ())), DAY) is None


def test_a_name_that_the_registry_does_not_know_asks_nobody() -> None:
    register, found = line(*seats())
    unknown = replace(found, assignment=replace(found.assignment, unit_id=None))
    assert asked_seats.seat_to_ask(register, unknown, DAY) is None
    assert asked_seats.day_to_ask(register, unknown, DAY) is None
    assert asked_seats.member_day(register, unknown, DAY) is None
