"""Who hears what of an act, at the desk alone: of pleas, of what is written down for others, of seats (R12)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address, Member
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, NoticeKind, Role
from tasks_db.work.acts import (
    answering,
    changing,
    circulars,
    deputies,
    desk,
    founding,
    handing_out,
    loading,
    lost,
    phoning,
    reviewing,
    roster,
    seating,
    units,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import reachability, rehearsal
from tests.audited_office import CHANNEL, Audited, open_audited
from tests.small_world import STARTS, a_draft, a_draft_task, local
from tests.test_rules_at_the_desk import loaded

WATER, MONEY, CITY, HEAD, CLERK, OTHER = 101, 102, 103, 104, 105, 106
SEATED = [
    ("县水利局", "联络员", "水联", WATER),
    ("县财政局", "联络员", "财联", MONEY),
    ("县城管局", "联络员", "城联", CITY),
    ("县政府", "召集人", "召一", HEAD),
    ("清河县府办", "办公室主任", "主任", OTHER),
]
STUCK = Given(AnswerKind.BLOCKED, None, "卡住了", "资金没有到位", "县财政局")
LATER = date(2025, 12, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Audited]:
    """Everybody is bound; one task of 县水利局 and 县财政局 is handed out."""
    with open_audited(tmp_path, STARTS) as opened:
        found = Audited(opened)
        opened.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "清河县府办", "文员")
        rows = [TableRow(n, unit, (), (), role, person, "") for n, (unit, role, person, _) in enumerate(SEATED)]
        opened.do(OPERATOR, roster.load_table, rows)
        for name, user in [*((name, user) for _, _, name, user in SEATED), ("文员", CLERK)]:
            opened.do(
                OPERATOR, seating.bind_directly, found.row(models.Person, name=name).id, Address(CHANNEL, str(user))
            )
        opened.do(
            OPERATOR,
            handing_out.hand_out,
            loaded(found, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])),
        )
        yield found


def heard(office: Audited, act: Callable[[], object]) -> dict[str, list[str]]:
    """What each person is told by an act, beside the day's bundle."""
    names = {person.id: person.name for person in office.rows(models.Person)}
    before = {notice.id for notice in office.rows(models.Notice)}
    act()
    told: dict[str, list[str]] = {}
    for notice in office.rows(models.Notice):
        if notice.id not in before and notice.kind is not NoticeKind.BUNDLE:
            told.setdefault(names[notice.person_id], []).append(notice.text or "")
    return told


def said(office: Audited, who: Member, given: Given, unit: str = "县水利局") -> Callable[[], object]:
    share = office.row(models.Assignment, printed=unit).id
    return lambda: office.desk.do(who, answering.record, share, 0, given)


CODE = "1-1 改造供水管网"


def test_a_plea_is_told_to_the_office_once_and_to_others_where_it_is_passed_on(office: Audited) -> None:
    do, water, money, city, head = office.desk.do, *(office.member(one) for one in (WATER, MONEY, CITY, HEAD))
    not_ours = Given(AnswerKind.NOT_OURS, None, "应由县财政局负责", None, "县财政局")
    assert heard(office, said(office, water, not_ours)) == {}
    share = office.row(models.Assignment, printed="县水利局").id
    assert heard(office, lambda: do(water, answering.draft, share, STUCK)) == {}  # only the unit sees a draft
    (draft,) = office.rows(models.Report, kind=AnswerKind.BLOCKED)
    plea = f"需协调：县水利局，{CODE}\n请县财政局协调：资金没有到位"
    assert heard(office, lambda: do(water, answering.submit_draft, draft.id)) == {"文员": [plea], "主任": [plea]}
    again = Given(AnswerKind.BLOCKED, None, "还是卡住", "资金没有到位", "县财政局")
    assert heard(office, said(office, water, again)) == {}
    (report,) = [r.id for r in office.rows(models.Report, text="还是卡住")]
    passed = heard(office, lambda: do(OPERATOR, desk.pass_to_unit, report))
    assert passed["水联"] == ["“改造供水管网”的需协调事项已转县财政局。"]
    assert passed["财联"][0].startswith("县水利局请贵单位协调（办公室转）：\n")
    with pytest.raises(AnswerRefused):
        do(city, desk.answer_as_helper, report, "不归我们")
    helped = heard(office, lambda: do(money, desk.answer_as_helper, report, "下周拨付"))
    assert helped["水联"] == [
        "“改造供水管网”的需协调事项，县财政局答复：下周拨付\n还没有解决的，请直接再报一次困难。"
    ]
    assert set(helped) == {"水联", "文员", "主任"}
    do(money, desk.answer_as_helper, report, "已经拨付")
    assert office.row(models.Plea, report_id=report).helper_answer == "已经拨付"
    do(OPERATOR, desk.pass_to_unit, report, "县城管局")
    assert office.row(models.Plea, report_id=report).helper_answer == ""  # another is to say how far it is
    raised = heard(office, lambda: do(OPERATOR, desk.pass_to_convenors, report))
    assert set(raised) == {"水联", "召一"}
    assert raised["水联"] == ["“改造供水管网”的需协调事项已报召集人。"]
    answered = heard(office, lambda: do(head, desk.answer_plea, report, "同意先行垫付"))
    assert answered["水联"] == ["“改造供水管网”的需协调事项，召集人召一答复：同意先行垫付"]
    assert set(answered) == {"水联", "文员", "主任"}
    do(city, desk.answer_as_helper, report, "也去看过")
    assert office.row(models.Plea, report_id=report).answer == "同意先行垫付"  # it was decided


def test_an_exemption_and_its_end_are_told_to_the_unit(office: Audited) -> None:
    task = office.row(models.Task).id
    freed = heard(office, lambda: office.desk.do(OPERATOR, changing.exempt, task, "县财政局", "另有安排"))
    assert freed == {"财联": ["“改造供水管网”不用再报了：办公室已豁免，理由：另有安排"]}
    back = heard(office, lambda: office.desk.do(OPERATOR, changing.end_exemption, task, "县财政局"))
    assert list(back) == ["财联"]


def test_who_owes_what_from_now_on_is_told_to_both_and_an_objection_is_met_by_that(office: Audited) -> None:
    not_ours = Given(AnswerKind.NOT_OURS, None, "应由县城管局负责", None, "县城管局")
    said(office, office.member(WATER), not_ours)()
    (report,) = office.rows(models.Report)
    notice = NoticeText("同意。")
    told = heard(office, lambda: office.desk.do(OPERATOR, reviewing.reassign, report.id, ["县城管局"], notice))
    assert told["水联"] == ["同意。"]  # once: it is not told of the change beside that
    assert len(told["城联"]) == 1
    task = office.row(models.Task).id
    said(office, office.member(CITY), not_ours, "县城管局")()
    office.desk.do(OPERATOR, changing.set_units, task, Role.LEAD, ["县水利局"])
    assert {r.status.zh for r in office.rows(models.Report, kind=AnswerKind.NOT_OURS)} == {"已通过"}


def test_units_of_a_plan_that_waits_hear_nothing_of_its_changes(office: Audited) -> None:
    """R8."""
    river = a_draft("整治方案", a_draft_task("1", "整治河道", ["县水利局"]))
    office.desk.do(OPERATOR, loading.load_plan, river, Source("整治.txt", "b"))
    task = next(t.id for t in office.rows(models.Task) if t.title == "整治河道")
    assert heard(office, lambda: office.desk.do(OPERATOR, changing.set_units, task, Role.LEAD, ["县城管局"])) == {}


def test_a_deputy_and_a_lost_phone_are_told_to_whom_they_concern(office: Audited) -> None:
    do = office.desk.do
    deputised = heard(office, lambda: do(OPERATOR, deputies.deputise, "县水利局", "水代", date(2025, 11, 10), LATER))
    (told,) = deputised.pop("水联")
    assert deputised == {}
    days, waits, whom = told.partition("；")
    assert days == "11月10日至12月1日，县水利局的提醒改发给水代代办，到期自动恢复"
    assert waits + whom == "；水代还没有绑定，绑定以前仍发给您。有不对请找联席会议办公室。"
    water = office.row(models.Person, name="水联").id
    out = heard(office, lambda: do(office.member(CLERK), lost.let_out, water, office.desk.clock()))
    assert out == {"主任": ["县水利局联络员水联的旧手机已停用（备案）。本人用新邀请码登录之前，催报发不到。"]}


def test_what_is_written_down_for_a_unit_stands_under_its_liaison_and_a_colleague_hears_of_another_figure(
    office: Audited,
) -> None:
    do, clerk, other = office.desk.do, office.member(CLERK), office.member(OTHER)
    with pytest.raises(AnswerRefused, match="不是进展，没有记录"):
        do(clerk, phoning.write_down, "县水利局", "1", "下周再报")
    do(clerk, phoning.write_down, "县水利局", "1", "进度30%")
    (row,) = office.rows(models.Report)
    names = {person.id: person.name for person in office.rows(models.Person)}
    assert (names[row.person_id], names[row.entered_by]) == ("水联", "文员")
    told = heard(office, lambda: do(other, phoning.write_down, "县水利局", "1", "更正：进度60%"))
    assert list(told) == ["文员"]
    assert "改录为：" in told["文员"][0]


def test_a_notice_keeps_the_moment_of_its_first_signature(office: Audited) -> None:
    office.desk.do(OPERATOR, circulars.send_circular, "县水利局", "请报送材料")
    number = office.row(models.Circular).id
    office.desk.do(office.member(WATER), circulars.sign, number)
    first = office.row(models.CircularReader).read_at
    office.desk.do(SYSTEM, rehearsal.move_clock, local("2025-11-04T10:00"))
    office.desk.do(office.member(WATER), circulars.sign, number)
    assert office.row(models.CircularReader).read_at == first


def test_who_cannot_be_reached_is_told_to_the_office_once_and_only_without_another_way(office: Audited) -> None:
    """R4 and R12."""
    at = Address(CHANNEL, str(WATER))
    gone = heard(office, lambda: office.desk.do(None, reachability.left, at))
    told = ["联系不上水联（县水利局联络员）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。"]
    assert gone == {"文员": told, "主任": told}
    assert heard(office, lambda: office.desk.do(None, reachability.left, at)) == {}
    rules = LinkRules(address="https://x.invalid", mails=True)
    office.desk.do(OPERATOR, seating.set_mail, rules, "县财政局", "cai@example.invalid")
    assert heard(office, lambda: office.desk.do(None, reachability.left, Address(CHANNEL, str(MONEY)))) == {}


def test_a_conversation_that_moves_takes_no_address_that_is_somebodys_already(office: Audited) -> None:
    here, taken = Address(CHANNEL, str(WATER)), Address(CHANNEL, str(MONEY))
    office.desk.do(None, reachability.moved, here, taken)
    assert office.member(WATER).name == "水联"
    assert office.member(MONEY).name == "财联"
    office.desk.do(None, reachability.moved, here, Address(CHANNEL, "999"))
    assert office.member(999).name == "水联"


def test_whoever_speaks_for_a_unit_hears_that_it_is_renamed_merged_or_ended(office: Audited) -> None:
    do = office.desk.do
    renamed = heard(office, lambda: do(OPERATOR, units.rename, "县城管局", "县城市管理局"))
    assert list(renamed) == ["城联"]
    merged = heard(office, lambda: do(OPERATOR, units.merge, "县城市管理局", "县财政局"))
    assert list(merged) == ["城联"]  # it brings no task to whoever stays
    tasks = heard(office, lambda: do(OPERATOR, units.merge, "县财政局", "县水利局"))
    assert set(tasks) == {"财联", "水联"}
    assert set(heard(office, lambda: do(OPERATOR, units.end, "县水利局"))) >= {"水联"}
