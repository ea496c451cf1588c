"""A stand-in's invitation: other codes of the same seat let it be, and codes for everybody give them one too."""

from datetime import date

from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address
from tasks_db.terms import SeatRole
from tasks_db.work.acts import deputies, seating
from tests.audited_office import CHANNEL, Audited
from tests.test_rules_at_the_desk import office as _office

office = _office
SINCE, UNTIL = date(2025, 11, 3), date(2025, 11, 28)


def test_a_code_for_the_holder_leaves_that_of_the_stand_in(office: Audited) -> None:
    code = office.desk.do(OPERATOR, deputies.deputise, "县财政局", "李明", SINCE, UNTIL).code
    office.desk.do(OPERATOR, seating.invite, "县财政局", SeatRole.LIAISON)
    assert code is not None
    assert office.desk.do(SYSTEM, seating.bind, code, Address(CHANNEL, "301"), "").name == "李明"


def test_codes_for_everybody_who_is_not_bound_give_the_stand_in_one_too(office: Audited) -> None:
    office.desk.do(OPERATOR, deputies.deputise, "县财政局", "李明", SINCE, UNTIL)
    made = {one.person: one.code for one in office.desk.do(OPERATOR, seating.invite_unbound)}
    assert {"财联", "李明（代理）"} <= made.keys()
    for person, user in (("李明（代理）", "301"), ("财联", "302")):
        bound = office.desk.do(SYSTEM, seating.bind, made[person], Address(CHANNEL, user), "")
        assert person.startswith(bound.name)
