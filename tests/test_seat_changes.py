"""What waits for a seat that changes hands: whoever serves in it then is asked, the same day, once (R3, R4, R7)."""

from collections.abc import Callable
from datetime import date

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.links import LinkRules
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.acts import deputies, handing_out, links, roster, seating
from tasks_db.work.post import reachability
from tasks_db.work.views.bundles import read_bundles
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.test_rules_at_the_desk import TODAY, loaded, moved, office

__all__ = ["office"]
UNIT, LAST_DAY = "县水利局", date(2025, 11, 14)
ON_CHANNEL, BY_LINK = NoticeState.PENDING, NoticeState.TO_PASS_ON


def bound(office: Audited, person: str, user: int) -> None:
    found = office.row(models.Person, name=person)
    office.desk.do(OPERATOR, seating.bind_directly, found.id, Address(CHANNEL, str(user)))


def nothing(office: Audited) -> None:
    del office


def stood_in_for(office: Audited, name: str = "水新") -> None:
    office.desk.do(OPERATOR, deputies.deputise, UNIT, name, TODAY, LAST_DAY)
    bound(office, name, 109)


def handed_over(office: Audited) -> None:
    office.desk.do(OPERATOR, seating.hand_over, UNIT, "水新")
    bound(office, "水新", 109)


def in_the_table(office: Audited) -> None:
    office.desk.do(OPERATOR, roster.load_table, [TableRow(1, UNIT, (), (), "联络员", "水新", "")], replaces=True)
    bound(office, "水新", 109)


def deputy_ends(office: Audited) -> None:
    office.desk.do(OPERATOR, deputies.end, UNIT)


def taken_with_another_seat(office: Audited) -> None:
    """The code of the seat is used by somebody whose account is known already: the liaison of 县财政局."""
    bound(office, "财联", 102)
    code = office.desk.do(OPERATOR, seating.invite, UNIT).code
    office.desk.do(None, seating.bind, code, Address(CHANNEL, "102"), "财联")


CHANGES = [
    (nothing, handed_over, "水联", "水新"),
    (nothing, in_the_table, "水联", "水新"),
    (nothing, stood_in_for, "水联", "水新"),
    (nothing, taken_with_another_seat, "水联", "财联"),
    (stood_in_for, deputy_ends, "水新", "水联"),
]


@pytest.mark.parametrize(
    ("first", "changed", "before", "after", "waits"),
    [*((*change, ON_CHANNEL) for change in CHANGES), *((*change, BY_LINK) for change in CHANGES[:-1])],
)
def test_what_waits_for_a_seat_is_asked_of_whoever_serves_in_it_then(
    office: Audited,
    first: Callable[[Audited], None],
    changed: Callable[[Audited], None],
    before: str,
    after: str,
    waits: NoticeState,
) -> None:
    """R4: what reached nobody is asked anew, in the next bundle; whoever left the seat reads nothing of it."""
    first(office)
    if waits is BY_LINK:
        office.desk.do(None, reachability.left, Address(CHANNEL, "101"))
        office.desk.do(OPERATOR, links.make, LinkRules("https://lianxi.example"), [UNIT])
    office.desk.do(
        OPERATOR, handing_out.hand_out, loaded(office, a_draft_task("1", "改造供水管网", [UNIT], (), LAST_DAY))
    )
    moved(office, "2025-11-03T10:00")
    (waiting,) = office.rows(models.Notice, working_day=TODAY)
    assert (office.row(models.Person, id=waiting.person_id).name, waiting.state) == (before, waits)
    changed(office)
    assert office.rows(models.Ask) == []
    moved(office, "2025-11-03T10:30")
    (ask,) = office.rows(models.Ask)
    asked = office.row(models.Notice, id=ask.notice_id)
    assert (office.row(models.Person, id=asked.person_id).name, ask.rung) == (after, "交办")
    with office.desk.door.read() as session:
        now = office.desk.clock()
        read = read_bundles(session, office.rows(models.Notice, working_day=TODAY), now, office.desk.calendar)
    assert {notice_id: value and len(value.items) for notice_id, value in read.items()} == {
        waiting.id: None,
        asked.id: 1,
    }
