"""What the office takes or declines of a group that has changed since 交办 (R10), and who hears of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tasks_db.register.authority import OPERATOR
from tasks_db.register.people import Address
from tasks_db.register.refusals import PlanError
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import NoticeKind, Role, SeatRole
from tasks_db.work.acts import founding, handing_out, membership, roster, seating, settling
from tasks_db.work.views import membership as views
from tests.audited_office import CHANNEL, Audited, open_audited
from tests.small_world import DEADLINE, STARTS, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved

TOWNS = "各乡镇"
COLLECTED = date(2025, 12, 16)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Audited]:
    """县水利局 leads and 各乡镇 help: 甲镇 and 乙镇, with a liaison each."""
    with open_audited(tmp_path, STARTS) as desk:
        found = Audited(desk)
        desk.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "清河县府办", "文员")
        people = [("县水利局", "水联"), ("甲镇", "甲联"), ("乙镇", "乙联")]
        table = [TableRow(n, unit, (), (), "联络员", name, "") for n, (unit, name) in enumerate(people)]
        desk.do(OPERATOR, roster.load_table, table)
        joined(found, "甲镇")
        joined(found, "乙镇")
        for n, (_, name) in enumerate(people, 1):
            bound(found, name, n)
        yield found


def bound(office: Audited, name: str, address: int) -> None:
    person = office.row(models.Person, name=name)
    office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))


def joined(office: Audited, town: str, group: str = TOWNS) -> None:
    office.desk.do(OPERATOR, roster.load_table, [TableRow(1, town, (), (group,), "", "", "")])


def left(office: Audited, town: str) -> None:
    member = office.row(models.Unit, name=town).id
    yesterday = office.desk.clock().date() - timedelta(1)
    with office.desk.door.write() as session:
        gone = update(models.GroupMembership).where(models.GroupMembership.member_id == member)
        session.execute(gone.values(until=yesterday))


def handed_out(office: Audited, *groups: str, each: bool = True) -> int:
    """Two tasks that 县水利局 leads with the groups, asked member by member."""
    titles = (("1", "疏浚沟渠"), ("2", "清理河道"))
    plan = loaded(office, *(a_draft_task(seq, title, ["县水利局"], groups or [TOWNS]) for seq, title in titles))
    if each:
        office.desk.do(OPERATOR, settling.ask_mode_of_all, plan, each=True)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-04T10:00")
    return plan


def owed(office: Audited, unit: str) -> dict[str, list[date]]:
    """The days on which a unit owes, by the numbers of its tasks."""
    seqs = {task.id: task.seq for task in office.rows(models.Task)}
    found: dict[str, list[date]] = {}
    for share in office.rows(models.Assignment, printed=unit, ended_at=None):
        days = [due.day for due in office.rows(models.Due, assignment_id=share.id)]
        found.setdefault(seqs[share.task_id], []).extend(days)
    return found


def proposed(office: Audited, plan: int) -> list[tuple[str, str, bool]]:
    return [(one.group, one.unit, one.joins) for one in office.desk.ask(OPERATOR, views.proposed, plan)]


def told(office: Audited) -> list[tuple[str, str]]:
    """Who was told something at once, and what."""
    names = {person.id: person.name for person in office.rows(models.Person)}
    return [(names[one.person_id], one.text) for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE)]


def test_what_is_taken_for_some_tasks_is_declined_for_the_others_and_not_proposed_again(office: Audited) -> None:
    plan = handed_out(office)
    joined(office, "丙镇")
    first = office.row(models.Task, seq="1").id
    with pytest.raises(PlanError, match="成员变动里没有这几项任务"):
        office.desk.do(OPERATOR, membership.take, plan, "丙镇", [0])
    assert proposed(office, plan) == [(TOWNS, "丙镇", True)]
    office.desk.do(OPERATOR, membership.take, plan, "丙镇", [first])
    assert owed(office, "丙镇") == {"1": [COLLECTED]}
    assert proposed(office, plan) == []
    with pytest.raises(PlanError, match="没有“丙镇”的成员变动要定"):
        office.desk.do(OPERATOR, membership.take, plan, "丙镇")


def test_who_joined_has_a_liaisons_seat_from_then_on(office: Audited) -> None:
    plan = handed_out(office)
    joined(office, "丙镇")
    assert not office.rows(models.Seat, unit_id=office.row(models.Unit, name="丙镇").id)
    office.desk.do(OPERATOR, membership.take, plan, "丙镇")
    office.row(models.Seat, unit_id=office.row(models.Unit, name="丙镇").id, role=SeatRole.LIAISON)
    assert told(office) == []


def test_who_joined_and_can_be_reached_is_asked_in_the_next_bundle(office: Audited) -> None:
    plan = handed_out(office)
    office.desk.do(OPERATOR, roster.load_table, [TableRow(1, "丙镇", (), (TOWNS,), "联络员", "丙联", "")])
    bound(office, "丙联", 9)
    moved(office, "2025-12-12T10:00")
    person = office.row(models.Person, name="丙联").id
    assert office.rows(models.Notice, person_id=person) == []
    office.desk.do(OPERATOR, membership.take, plan, "丙镇")
    moved(office, "2025-12-15T10:00")
    assert len(office.rows(models.Notice, person_id=person, kind=NoticeKind.BUNDLE)) == 1


def test_everybody_who_speaks_for_who_left_is_told_how_many_tasks_are_theirs_no_more_and_nobody_else(
    office: Audited,
) -> None:
    plan = handed_out(office)
    left(office, "乙镇")
    assert owed(office, "乙镇") == {"1": [COLLECTED], "2": [COLLECTED]}
    office.desk.do(OPERATOR, membership.take, plan, "乙镇")
    assert told(office) == [("乙联", "《供水方案》中2项任务不用再报了：乙镇已不在“各乡镇”之列。")]
    assert owed(office, "乙镇") == {}
    assert owed(office, "甲镇") == {"1": [COLLECTED], "2": [COLLECTED]}


def test_whoever_left_is_asked_on_with_what_the_office_does_not_let_go(office: Audited) -> None:
    plan = handed_out(office)
    left(office, "乙镇")
    office.desk.do(OPERATOR, membership.take, plan, "乙镇", [office.row(models.Task, seq="2").id])
    assert owed(office, "乙镇") == {"1": [COLLECTED]}
    assert "中1项任务不用再报了" in told(office)[0][1]
    assert proposed(office, plan) == []


def test_a_unit_of_two_groups_is_declined_in_both(office: Audited) -> None:
    joined(office, "甲镇", "各街道")
    plan = handed_out(office, TOWNS, "各街道")
    left(office, "甲镇")
    joined(office, "丙镇")
    joined(office, "丁街道", "各街道")
    before = {one for one in proposed(office, plan) if one[1] in {"丙镇", "丁街道"}}
    assert before == {(TOWNS, "丙镇", True), ("各街道", "丁街道", True)}
    office.desk.do(OPERATOR, membership.decline, plan, "丙镇")
    assert ("各街道", "丁街道", True) in proposed(office, plan)
    assert (TOWNS, "丙镇", True) not in proposed(office, plan)
    assert owed(office, "丙镇") == {}


def test_a_town_that_is_asked_alone_helps_as_its_group_does_and_consolidates_nothing(office: Audited) -> None:
    plan = handed_out(office, each=False)
    joined(office, "丙镇")
    office.desk.do(OPERATOR, membership.take, plan, "丙镇", [office.row(models.Task, seq="2").id])
    (share,) = office.rows(models.Assignment, printed="丙镇")
    assert (share.role, share.consolidates, share.by_office) == (Role.RESPONSIBLE, False, True)
    assert owed(office, "丙镇") == {"2": [COLLECTED]}
    assert owed(office, "县水利局") == {"1": [DEADLINE], "2": [DEADLINE]}
    assert proposed(office, plan) == []
    office.row(models.Seat, unit_id=office.row(models.Unit, name="丙镇").id, role=SeatRole.LIAISON)
