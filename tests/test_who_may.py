"""Who may do what, as values (R14): by the seat that somebody holds, by its link, at the terminal, or not at all."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasks_db.register import authority
from tasks_db.register.authority import OPERATOR, RULES, STRANGER, SYSTEM, Authority, Caller, Right
from tasks_db.register.people import LinkHolder, Member, Seat, SeatHeld
from tasks_db.register.refusals import AnswerRefused, NotAllowed, PeopleError
from tasks_db.terms import AnswerKind, Role, SeatRole, TenureKind
from tests.builders import a_group, a_report, a_task, an_assignment, unit_id
from tests.ladders import a_holder, a_seat

UNIT = "县水利局"


def a_held(role: SeatRole, unit: str = UNIT) -> SeatHeld:
    return SeatHeld(1, 1, unit_id(unit), unit, role, TenureKind.HOLDER)


def a_member(*roles: SeatRole, unit: str = UNIT) -> Member:
    return Member(7, "王敏", tuple(a_held(role, unit) for role in roles))


def a_link(role: SeatRole = SeatRole.LIAISON) -> LinkHolder:
    return LinkHolder(person_id=7, seat=a_held(role), link_id=3, link_ids=frozenset({3, 4}))


LIAISON, CONVENOR, DEPUTY = SeatRole.LIAISON, SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR
STAFF, HEAD, MEMBER = SeatRole.OFFICE_STAFF, SeatRole.OFFICE_HEAD, SeatRole.MEMBER
UNITS, OFFICE, HEADS = {LIAISON, MEMBER}, {STAFF, HEAD}, {CONVENOR, DEPUTY}
EVERYBODY = UNITS | OFFICE | HEADS

BY_SEAT: dict[Right, set[SeatRole]] = {
    Right.GREET: EVERYBODY,
    Right.ASK: EVERYBODY,
    Right.REPORT: UNITS,
    Right.ANSWER: UNITS,
    Right.COORDINATE: UNITS | OFFICE,
    Right.DECIDE: OFFICE | HEADS,
    Right.REVIEW: OFFICE,
    Right.SIGN: HEADS | {HEAD},
    Right.PLAN: OFFICE,
    Right.PEOPLE: OFFICE,
    Right.PROPOSE: EVERYBODY,
    Right.ATTEND: EVERYBODY,
    Right.CONVENE: OFFICE,
    Right.DELIVER: set(),
}


def test_each_seat_gives_just_these_rights_and_no_other_seat_gives_them() -> None:
    assert BY_SEAT.keys() == RULES.keys() == set(Right)
    assert set(SeatRole) == EVERYBODY
    for right, roles in BY_SEAT.items():
        assert {role for role in SeatRole if authority.may(a_member(role), right)} == roles, right


def test_without_a_seat_by_a_link_and_without_a_person_the_default_is_no() -> None:
    """The program without a person never speaks for a unit; it alone delivers."""
    for right in Right:
        anybody = right is Right.GREET
        assert authority.may(None, right) is anybody
        assert authority.may(a_member(), right) is anybody
        assert authority.may(a_link(), right) is (right is Right.REPORT)
        assert not authority.may(a_link(SeatRole.OFFICE_STAFF), right)
        speaks = right in {Right.REPORT, Right.ANSWER}
        assert authority.may(OPERATOR, right) is not (speaks or right is Right.DELIVER)
        assert authority.may(SYSTEM, right) is not speaks


@pytest.mark.parametrize("right", sorted(set(Right) - {Right.GREET}))
def test_whoever_may_not_is_told_who_may_or_what_to_do(right: Right) -> None:
    with pytest.raises(NotAllowed, match="请向联席会议办公室要邀请码"):
        authority.require(None, right)
    assert "您现在没有任职席位" in authority.refusal(a_member(), right)
    assert "不能用链接办理" in authority.refusal(a_link(), right)
    told = authority.refusal(a_member(LIAISON), right)
    roles = BY_SEAT[right]
    if roles == UNITS:
        assert "由各单位的联络员和成员办理" in told
    elif roles == OFFICE | HEADS:
        assert "由联席会议办公室和召集人办理" in told
    elif right is Right.SIGN:
        assert "由召集人和办公室主任办理" in told
    elif roles == OFFICE:
        assert "由联席会议办公室办理" in told


def test_whoever_sits_for_a_unit_speaks_for_it_and_an_office_or_convenors_seat_speaks_for_none() -> None:
    both = replace(a_member(LIAISON), seats=(a_held(LIAISON), a_held(CONVENOR, "县政府"), a_held(MEMBER, "县财政局")))
    assert authority.units_of(both) == {unit_id(UNIT), unit_id("县财政局")}
    for role in OFFICE | HEADS:
        assert authority.units_of(a_member(role)) == frozenset()
    assert authority.units_of(a_link()) == {unit_id(UNIT)}
    assert authority.units_of(OPERATOR) == authority.units_of(None) == frozenset()


def test_office_and_convenors_see_everything_and_everybody_else_their_own_units() -> None:
    for role in SeatRole:
        seen = authority.scope(a_member(role))
        assert seen.all is (role in OFFICE | HEADS)
        assert seen.unit_ids == (frozenset({unit_id(UNIT)}) if role in UNITS else frozenset())
    assert authority.scope(a_member(LIAISON, STAFF)).all
    assert authority.scope(OPERATOR).all
    assert not authority.scope(None).all
    assert not authority.scope(a_link()).all


def test_a_convenor_decides_of_extensions_and_closings_and_the_office_of_all() -> None:
    for kind in AnswerKind:
        wide = kind in {AnswerKind.CLOSURE, AnswerKind.EXTENSION}
        for role in SeatRole:
            assert authority.may_decide(a_member(role), kind) is (role in OFFICE or (role in HEADS and wide))
        assert authority.may_decide(OPERATOR, kind)
    with pytest.raises(AnswerRefused, match="召集人只需决定办结和延期"):
        authority.require_decider(a_member(CONVENOR), AnswerKind.PROGRESS)


def test_only_the_own_share_is_answered_and_only_what_came_by_the_own_link_is_taken_back_by_it() -> None:
    other = an_assignment("县财政局")
    with pytest.raises(AnswerRefused, match="这是县财政局的任务"):
        authority.require_own(a_member(LIAISON), other)
    with pytest.raises(AnswerRefused, match="这是县财政局的任务"):
        authority.require_own(a_member(STAFF, unit="县财政局"), other)
    authority.require_own(a_member(LIAISON, unit="县财政局"), other)
    for link_id, allowed in ((3, True), (4, True), (5, False), (None, False)):
        report = a_report(link_id=link_id)
        authority.require_own_word(a_member(LIAISON), report)
        if allowed:
            authority.require_own_word(a_link(), report)
        else:
            with pytest.raises(AnswerRefused, match="不是用链接报的"):
                authority.require_own_word(a_link(), report)


def a_shared_task() -> Any:
    lead = an_assignment("县水利局", consolidates=False)
    consolidates = an_assignment("县财政局", Role.RESPONSIBLE, consolidates=True)
    town = an_assignment("甲镇", Role.RESPONSIBLE)
    return a_task(lead, consolidates, an_assignment("县城管局", Role.RESPONSIBLE), *a_group("各乡镇", [town]))


@pytest.mark.parametrize(
    ("unit", "leads", "sees"),
    [
        ("县水利局", True, True),
        ("县财政局", True, True),
        ("县城管局", False, True),
        ("甲镇", False, True),
        ("县教委", False, False),
    ],
)
def test_a_task_is_coordinated_by_who_leads_or_consolidates_and_seen_by_whoever_has_a_part(
    unit: str, *, leads: bool, sees: bool
) -> None:
    task, who = a_shared_task(), a_member(LIAISON, unit=unit)
    assert authority.leads(who, task) is leads
    assert authority.may_see(who, task) is sees
    if leads:
        authority.require_coordination(who, task)
    else:
        with pytest.raises(AnswerRefused, match="只有牵头单位和联席会议办公室"):
            authority.require_coordination(who, task)


def test_the_office_coordinates_every_task_and_a_convenor_looks_at_each() -> None:
    task = a_shared_task()
    for who in (a_member(STAFF), a_member(HEAD), OPERATOR):
        authority.require_coordination(who, task)
        assert authority.may_see(who, task)
    assert authority.may_see(a_member(CONVENOR), task)
    with pytest.raises(AnswerRefused):
        authority.require_coordination(a_member(CONVENOR), task)


@pytest.mark.parametrize(
    ("who", "person", "name"),
    [
        (a_member(LIAISON), 7, "县水利局联络员 王敏"),
        (a_member(LIAISON, STAFF), 7, "办公室 王敏"),
        (a_member(CONVENOR), 7, "县水利局召集人 王敏"),
        (a_member(), 7, "王敏"),
        (a_link(), None, "县水利局联络员 链接3"),
        (OPERATOR, None, "命令行"),
        (SYSTEM, None, "系统"),
    ],
)
def test_the_audit_says_in_which_capacity_somebody_acts(who: Caller, person: int | None, name: str) -> None:
    assert authority.capacity(who) == Authority(person, name)
    assert STRANGER.person_id is None


def office_of(*names: str) -> list[Seat]:
    return [replace(a_seat("县府办", a_holder(name, n)), role=STAFF) for n, name in enumerate(names, 1)]


def test_what_the_terminal_does_stands_in_the_name_of_a_person_of_the_office_that_is_clear() -> None:
    day = date(2025, 11, 3)
    liaison = [a_seat("县教委", a_holder("文员", 9))]
    assert authority.in_whose_name(a_member(STAFF), [], day, None) == 7
    assert authority.in_whose_name(OPERATOR, [*office_of("文员"), *liaison], day, None) == 1
    assert authority.in_whose_name(OPERATOR, office_of("文员", "主任"), day, "主任") == 2
    for seats, name, told in (
        (office_of("文员", "主任"), None, "办公室有2位人员"),
        (office_of("文员"), "主任", "办公室没有叫“主任”的人员"),
        (liaison, None, "办公室还没有人员"),
    ):
        with pytest.raises(PeopleError, match=told):
            authority.in_whose_name(OPERATOR, seats, day, name)
    gone = [replace(office_of("文员")[0], holders=(a_holder("文员", 1, until=date(2025, 11, 2)),))]
    with pytest.raises(PeopleError, match="还没有人员"):
        authority.in_whose_name(OPERATOR, gone, day, None)
