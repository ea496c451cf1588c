"""Groups (R10): a member is asked once, membership is frozen at 交办, and later changes are proposed."""

from collections.abc import Sequence
from datetime import date

import pytest

from tasks_db.register import membership
from tasks_db.register.handing_out import Members, asked_units
from tasks_db.register.membership import MemberChange
from tasks_db.register.values import Assignment, Plan, Task
from tasks_db.terms import Role
from tests.builders import NOW, a_closure, a_group, a_plan, a_task, an_assignment, at, unit_id

TOWNS, STREETS = "各乡镇", "各街道"


def of(group: str, *names: str) -> dict[int, tuple[tuple[int, str], ...]]:
    return {unit_id(group): tuple((unit_id(name), name) for name in names)}


def a_town_task(*names: str, beside: Sequence[Assignment] = (), closed: bool = False, **fields: object) -> Task:
    """One that 县教委 consolidates, handed out with these towns as members of 各乡镇."""
    lead = an_assignment(
        "县教委", reports=[a_closure(date(2025, 11, 3), approved=date(2025, 11, 4))] if closed else []
    )
    towns = a_group(TOWNS, [an_assignment(name, Role.RESPONSIBLE) for name in names])
    return a_task(lead, *beside, *towns, **fields)  # type: ignore[arg-type]


def told(changes: Sequence[MemberChange]) -> "Told":
    return [("joins" if c.joins else "leaves", c.unit, c.group, len(c.tasks)) for c in changes]


Told = list[tuple[str, str, str, int]]
NOTHING: Told = []
JIA, BOTH = of(TOWNS, "甲镇"), of(TOWNS, "甲镇", "乙镇")
JOINS, LEAVES = ("joins", "乙镇", TOWNS, 1), ("leaves", "乙镇", TOWNS, 1)
YI = an_assignment("乙镇", Role.RESPONSIBLE)
CANCELLED = a_town_task("甲镇", cancelled_at=at(date(2025, 11, 3)))

PROPOSED: list[tuple[str, Sequence[Task], Members, Told]] = [
    ("nothing has changed", [a_town_task("甲镇")], JIA, NOTHING),
    ("a town has joined", [a_town_task("甲镇")], BOTH, [JOINS]),
    ("a town has left", [a_town_task("甲镇", "乙镇")], JIA, [LEAVES]),
    ("one for another", [a_town_task("乙镇")], JIA, [("joins", "甲镇", TOWNS, 1), LEAVES]),
    ("of several tasks, once", [a_town_task("甲镇") for _ in range(2)], BOTH, [("joins", "乙镇", TOWNS, 2)]),
    ("a closed task is left alone", [a_town_task("甲镇", closed=True)], BOTH, NOTHING),
    ("so is a cancelled one", [CANCELLED], BOTH, NOTHING),
    ("a town that the task names by itself does not join", [a_town_task("甲镇", beside=[YI])], BOTH, NOTHING),
    (
        "a group that the task does not name is none of its own",
        [a_town_task("甲镇")],
        JIA | of(STREETS, "丙街道"),
        [],
    ),
]


def a_handed_out(tasks: Sequence[Task], **fields: object) -> Plan:
    return a_plan(*tasks, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "tasks", "members", "expected"), PROPOSED, ids=[row[0] for row in PROPOSED])
def test_what_is_proposed_once_a_group_has_changed(
    case: str, tasks: Sequence[Task], members: Members, expected: Told
) -> None:
    del case
    assert told(membership.proposed(a_handed_out(tasks), members, (), NOW)) == expected


def test_nothing_is_proposed_for_a_plan_that_is_not_handed_out() -> None:
    plan = a_handed_out([a_town_task("甲镇")], dispatched=None)
    assert membership.proposed(plan, of(TOWNS, "乙镇"), (), NOW) == []


def test_what_the_office_declined_is_not_proposed_again() -> None:
    plan = a_handed_out([a_town_task("甲镇")])
    changes = membership.proposed(plan, of(TOWNS, "乙镇"), (), NOW)
    declined = [change.key for change in changes if change.joins]
    assert told(membership.proposed(plan, of(TOWNS, "乙镇"), declined, NOW)) == [("leaves", "甲镇", TOWNS, 1)]


def test_who_owes_is_asked_once_by_the_name_that_the_task_gives() -> None:
    task = a_town_task("甲镇", "乙镇", beside=[an_assignment("甲镇", Role.RESPONSIBLE)])
    owing = membership.owing(task)
    assert [a.unit for a in owing] == ["县教委", "甲镇", "乙镇"]
    assert owing[1].parent_id is None
    assert [a.unit for a in membership.stray(task)] == ["甲镇"]


def test_a_group_that_is_new_on_a_task_takes_its_members_and_the_others_keep_theirs() -> None:
    streets = an_assignment(STREETS, Role.RESPONSIBLE, is_group=True)
    task = a_town_task("甲镇", beside=[streets])
    members = BOTH | of(STREETS, "丙街道")
    fresh = membership.joining(task, membership.without_members(task, members))
    assert [unit.unit for unit in fresh] == ["丙街道"]


def test_a_member_of_two_groups_of_a_task_is_asked_through_the_first_alone() -> None:
    streets = an_assignment(STREETS, Role.RESPONSIBLE, is_group=True)
    asked = asked_units(a_town_task(beside=[streets]), of(STREETS, "甲镇", "乙镇") | JIA)
    assert [(u.unit, u.assignment.unit) for u in asked if u.by_group] == [("甲镇", STREETS), ("乙镇", STREETS)]


def test_a_member_that_the_task_names_and_does_not_ask_is_not_asked_through_its_group_either() -> None:
    excused = an_assignment("乙镇", Role.RESPONSIBLE, asked=False)
    assert told(membership.proposed(a_handed_out([a_town_task("甲镇", beside=[excused])]), BOTH, (), NOW)) == NOTHING


def test_a_unit_printed_in_two_roles_answers_once_where_it_consolidates() -> None:
    beside, lead = an_assignment("县水利局", Role.RESPONSIBLE), an_assignment("县水利局")
    assert [u.assignment.id for u in asked_units(a_task(beside, lead), {})] == [lead.id]
