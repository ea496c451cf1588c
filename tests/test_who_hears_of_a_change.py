"""Whom a change reaches (R17): those who were counted before it, and nobody whom it is not about."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import update
from sqlmodel import col

from tasks_db.register.authority import OPERATOR
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, NotAllowed, PlanError
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, BodyKind, NoticeKind, NoticeState, ReportStatus, Role
from tasks_db.work.acts import (
    answering,
    bodies,
    changing,
    circulars,
    handing_out,
    loading,
    reviewing,
    roster,
    seating,
    together,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import reachability
from tasks_db.work.views import plans as views
from tests.audited_office import CHANNEL, Audited
from tests.small_world import DEADLINE, a_draft, a_draft_task, local
from tests.test_rules_at_the_desk import WATER, loaded, moved
from tests.test_rules_at_the_desk import office as _office

office = _office
MONEY, STREETS, CLERK = 102, 103, 201
TOLD = "“改造供水管网”"


@dataclass
class Heard:
    """What people of an office are told at once."""

    office: Audited
    seen: int = 0

    def news(self) -> dict[str, list[str]]:
        """What everybody was told since this was asked last."""
        names = {person.id: person.name for person in self.office.rows(models.Person)}
        found: dict[str, list[str]] = {}
        for one in self.office.rows(models.Notice):
            if one.id > self.seen and one.kind is NoticeKind.IMMEDIATE:
                found.setdefault(names[one.person_id], []).append(one.text)
        self.seen = max((one.id for one in self.office.rows(models.Notice)), default=0)
        return found


@pytest.fixture
def heard(office: Audited) -> Heard:
    """Everybody is reached; 县水利局 leads the task, 县财政局 helps; both were sent what was asked."""
    for name, address in (("财联", MONEY), ("城联", STREETS), ("文员", CLERK)):
        person = office.row(models.Person, name=name)
        office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    sent(office)
    return Heard(office)


def sent(office: Audited) -> None:
    """Let every bundle that waits have arrived."""
    with office.desk.door.write() as session:
        session.execute(update(models.Notice).values(state=NoticeState.SENT, sent_at=office.desk.clock()))


def test_whoever_left_a_task_hears_no_more_of_it_and_the_number_said_before_is_that_of_those_told(
    office: Audited, heard: Heard
) -> None:
    do, ask = office.desk.do, office.desk.ask
    assert ask(OPERATOR, views.before_cancelling, 1).told == 2
    assert do(OPERATOR, changing.set_units, 1, Role.RESPONSIBLE, ["县城管局"]) == ()
    assert heard.news() == {
        "水联": [f"{TOLD}的责任单位有调整：增加县城管局，去掉县财政局。"],
        "财联": [f"{TOLD}的责任单位改为县城管局，贵单位不用再报这一项。以前报的仍然保留。"],
    }
    assert ask(OPERATOR, views.before_cancelling, 1).told == 1  # who is new was not asked yet
    do(OPERATOR, changing.cancel_task, 1, "会议决定")
    assert heard.news() == {"水联": [f"{TOLD}已取消，不用再反馈。依据：会议决定"]}
    do(OPERATOR, changing.restore_task, 1)
    assert heard.news() == {"水联": [f"{TOLD}已恢复，请照常反馈。"]}


def test_who_helps_from_now_on_instead_of_leading_has_not_left(office: Audited, heard: Heard) -> None:
    do = office.desk.do
    do(OPERATOR, together.amend, 1, together.Amended(leads=["县城管局"], responsibles=["县水利局", "县财政局"]))
    assert heard.news() == {
        "水联": [f"{TOLD}的牵头单位改为县城管局，贵单位改为责任单位，仍按时报送。"],
        "城联": [f"{TOLD}的牵头单位改为贵单位（原为县水利局），请牵头办理并按时报送。"],
        "财联": [f"{TOLD}的牵头单位改为县城管局（原为县水利局），贵单位的分工不变。"],
    }


def test_a_deadline_that_stays_is_told_to_nobody_and_one_that_moves_to_whoever_was_asked(
    office: Audited, heard: Heard
) -> None:
    do = office.desk.do
    assert do(OPERATOR, changing.move_deadline, 1, DEADLINE, "会议决定").told == 0
    assert heard.news() == {}
    assert do(OPERATOR, changing.move_deadline, 1, date(2025, 12, 26), "会议决定").told == 2
    text = f"{TOLD}的完成时限改为2025年12月26日（原2025年12月19日）。依据：会议决定"
    assert heard.news() == {"水联": [text], "财联": [text]}
    assert do(OPERATOR, changing.move_deadline, 1, date(2025, 11, 3)).told == 2  # today is no past day
    with pytest.raises(PlanError, match="已经过去"):
        do(OPERATOR, changing.move_deadline, 1, date(2025, 11, 2))


def test_a_plan_on_trial_tells_nobody_that_a_date_has_moved(office: Audited, heard: Heard) -> None:
    do = office.desk.do
    do(OPERATOR, handing_out.recall, 1)
    heard.news()
    do(OPERATOR, handing_out.try_out, 1)
    do(OPERATOR, changing.move_deadline, 1, date(2025, 12, 26), "会议决定")
    do(OPERATOR, changing.set_units, 1, Role.RESPONSIBLE, [])
    assert heard.news() == {}


def test_a_reopened_task_is_told_to_units_that_were_never_asked_too(office: Audited, heard: Heard) -> None:
    do, ask = office.desk.do, office.desk.ask
    do(OPERATOR, changing.set_units, 1, Role.RESPONSIBLE, ["县城管局"])
    share = office.row(models.Assignment, printed="县水利局").id
    do(office.member(STREETS), answering.record, office.row(models.Assignment, printed="县城管局").id, 0, DONE)
    closing = do(office.member(WATER), answering.record, share, 0, Given(AnswerKind.CLOSURE, text="全部完工"))
    do(OPERATOR, reviewing.decide, closing.said[0][1].report.id, NoticeText("同意办结。", ()), accept=True)
    heard.news()
    assert ask(OPERATOR, views.before_reopening, 1).told == 2
    assert do(OPERATOR, changing.reopen, 1, "回头看发现漏水").told == 2
    text = f"{TOLD}重新列入督办。原因：回头看发现漏水"
    assert heard.news() == {"水联": [text], "城联": [text]}


DONE = Given(AnswerKind.DONE, text="已经完成", percent=100)


def test_an_exemption_and_its_end_are_told_to_each_member_of_the_group(office: Audited, heard: Heard) -> None:
    """Once, though somebody speaks for two of them."""
    do = office.desk.do
    for unit in ("县财政局", "县城管局", "县档案局"):
        whose = ("联络员", "档联") if unit == "县档案局" else ("", "")
        do(OPERATOR, roster.load_table, [TableRow(1, unit, (), ("各成员单位",), *whose, "")])
    same, before = (office.row(models.Person, name=name).id for name in ("财联", "档联"))
    with office.desk.door.write() as session:
        session.execute(update(models.Tenure).where(col(models.Tenure.person_id) == before).values(person_id=same))
    do(OPERATOR, changing.set_units, 1, Role.RESPONSIBLE, ["各成员单位"])
    do(OPERATOR, changing.ask_mode, 1, each=True)
    heard.news()
    assert do(OPERATOR, changing.exempt, 1, "各成员单位", "机构改革").dues == 3
    text = f"{TOLD}不用再报了：办公室已豁免，理由：机构改革"
    assert heard.news() == {"财联": [text], "城联": [text]}
    with pytest.raises(PlanError, match="没有要报的"):
        do(OPERATOR, changing.exempt, 1, "各成员单位", "另有安排")
    do(OPERATOR, changing.end_exemption, 1, "各成员单位")
    text = f"{TOLD}请照常反馈：办公室取消了豁免（原来的理由：机构改革）。"
    assert heard.news() == {"财联": [text], "城联": [text]}


def test_a_second_handing_out_is_told_after_five_minutes_to_whoever_heard_of_the_recall(
    office: Audited, heard: Heard
) -> None:
    """And is not told at all where it is taken back within them."""
    do = office.desk.do
    do(OPERATOR, handing_out.recall, 1)
    text = "“供水方案”的交办已撤回，暂不用反馈。已报的内容会保留。"
    assert heard.news() == {"水联": [text], "财联": [text]}
    again = do(OPERATOR, handing_out.hand_out, 1)
    assert again.told == 2
    waits = [one for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE) if one.id > heard.seen]
    assert {(one.send_at - office.desk.clock()).total_seconds() for one in waits} == {300}
    assert do(OPERATOR, handing_out.recall, 1).told == 0
    assert [one for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE) if one.id > heard.seen] == []
    do(OPERATOR, handing_out.hand_out, 1)
    moved(office, "2025-11-03T10:05")
    assert list(office.desk.ask(OPERATOR, views.before_recalling, 1).told) == ["水联", "财联"]


def test_plain_reports_are_passed_up_to_the_last_that_was_seen_and_each_person_is_told_once(
    office: Audited, heard: Heard
) -> None:
    """R17: a difficulty and a request among them wait on; of many titles five are named, and how many there are."""
    do = office.desk.do
    tasks = [a_draft_task(str(n), f"疏浚{n}号河道", ["县水利局"]) for n in range(2, 11)]
    draft = do(OPERATOR, loading.load_plan, a_draft("河道方案", *tasks), Source("方案二.txt", "b"))
    do(OPERATOR, handing_out.hand_out, draft)
    moved(office, "2025-11-03T10:30")
    shares = {
        task.seq: office.row(models.Assignment, task_id=task.id, printed="县水利局").id
        for task in office.rows(models.Task)
        if task.plan_id == draft
    }
    said = {}
    for n in range(2, 8):
        given = Given(AnswerKind.PROGRESS, text=f"完成{n}0%", percent=n * 10)
        said[n] = do(office.member(WATER), answering.record, shares[str(n)], 0, given).said[0][1].report.id
    trouble = Given(AnswerKind.BLOCKED, text="缺资金", problem="缺资金")
    do(office.member(WATER), answering.record, shares["8"], 0, trouble)
    late = do(office.member(WATER), answering.record, shares["9"], 0, Given(AnswerKind.PROGRESS, text="已进场"))
    heard.news()
    passed = do(office.member(CLERK), reviewing.pass_plain, late.said[0][1].report.id - 1)
    assert (passed.reports, passed.told) == (6, 1)
    named = "、".join(f"“疏浚{n}号河道”" for n in range(2, 7))
    assert heard.news() == {"水联": [f"{named}等6项的反馈已通过审核。"]}
    waiting = [row for row in office.rows(models.Report) if row.status is ReportStatus.SUBMITTED]
    assert {row.kind for row in waiting} == {AnswerKind.BLOCKED, AnswerKind.PROGRESS}
    with pytest.raises(AnswerRefused, match="请单独审核"):
        do(office.member(CLERK), reviewing.pass_chosen, [row.id for row in waiting])
    do(office.member(CLERK), reviewing.take_back_pass, said[2])
    assert heard.news() == {"水联": ["“疏浚2号河道”的反馈，办公室撤回了刚才的通过，正在重新审核。您不用做什么。"]}


def test_a_notice_is_signed_by_whom_it_went_to_once_and_reminds_whoever_has_not(
    office: Audited, heard: Heard
) -> None:
    do = office.desk.do
    sending = do(OPERATOR, circulars.send_circular, "县水利局、县财政局", " 周五前报总结 ")
    assert sending.people == 2
    assert heard.news() == {person: ["通知（办公室）：\n周五前报总结"] for person in ("水联", "财联")}
    number = office.row(models.Circular).id
    with pytest.raises((PlanError, NotAllowed), match="不是发给您的"):
        do(office.member(STREETS), circulars.sign, number)
    do(office.member(MONEY), circulars.sign, number)
    first = office.row(models.CircularReader, person_id=office.row(models.Person, name="财联").id).read_at
    moved(office, "2025-11-03T11:00")
    do(office.member(MONEY), circulars.sign, number)
    again = office.row(models.CircularReader, person_id=office.row(models.Person, name="财联").id).read_at
    assert again == first
    heard.news()
    assert do(OPERATOR, circulars.remind_readers, number) == ("水联",)
    assert heard.news() == {"水联": ["请签收通知（办公室）：\n周五前报总结"]}


def test_two_people_of_one_name_are_two_and_one_who_serves_for_two_units_is_one(
    office: Audited, heard: Heard
) -> None:
    """R17: the number that is read back is that of the people who are told."""
    do = office.desk.do
    same, before = (office.row(models.Person, name=name).id for name in ("财联", "城联"))
    with office.desk.door.write() as session:
        session.execute(update(models.Person).where(col(models.Person.id) == same).values(name="水联"))
    assert do(OPERATOR, circulars.send_circular, "县水利局、县财政局", "周五前报总结").people == 2
    assert len(heard.news()["水联"]) == 2
    with office.desk.door.write() as session:
        session.execute(update(models.Tenure).where(col(models.Tenure.person_id) == before).values(person_id=same))
    assert do(OPERATOR, circulars.send_circular, "县城管局、县财政局", "周五前报总结").people == 1
    assert len(heard.news()["水联"]) == 1


def test_before_the_dispatch_the_office_reads_whom_it_cannot_reach_and_when_the_first_reminders_leave(
    office: Audited,
) -> None:
    """R10, R17: who sits in another body, who is not bound and who has shut us out is not reached."""
    do, ask = office.desk.do, office.desk.ask
    other = do(OPERATOR, bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县城管局")
    do(OPERATOR, roster.load_table, [TableRow(1, "县教委", (), (), "联络员", "教联", "")], str(other.id))
    for name, address in (("财联", MONEY), ("教联", 109)):
        person = office.row(models.Person, name=name)
        do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))
    units = ["县水利局"], ["县财政局", "县城管局", "县教委"]
    plan = loaded(office, a_draft_task("1", "改造供水管网", *units, DEADLINE, [(date(2025, 11, 28), "完成三成")]))
    value = ask(OPERATOR, views.before_handing_out, plan)
    assert (value.tasks, value.units, value.questions) == (1, 4, 8)
    assert set(value.unreached) == {"县城管局", "县教委"}
    do(None, reachability.left, Address(CHANNEL, str(MONEY)))
    assert set(ask(OPERATOR, views.before_handing_out, plan).unreached) == {"县财政局", "县城管局", "县教委"}
    for moment, opens in (("08:56", "09:01"), ("11:24", "11:29"), ("11:26", "14:30"), ("17:28", None)):
        moved(office, f"2025-11-04T{moment}")
        at = local(f"2025-11-04T{opens}") if opens else local("2025-11-05T09:00")
        assert ask(OPERATOR, views.before_handing_out, plan).opens == at, moment


def test_a_plan_that_seems_another_version_is_named_before_the_dispatch_while_the_first_one_asks(
    office: Audited,
) -> None:
    """R17: the same thing would be asked twice; of one that is not handed out nothing is asked."""
    do, ask = office.desk.do, office.desk.ask
    tasks = [a_draft_task(str(n), f"改造{n}号供水管网", ["县水利局"]) for n in range(1, 6)]
    first = loaded(office, *tasks)
    second = do(OPERATOR, loading.load_plan, a_draft("供水方案", *tasks), Source("方案二.txt", "b"))
    assert ask(OPERATOR, views.before_handing_out, second).follows is None
    do(OPERATOR, handing_out.hand_out, first)
    follows = ask(OPERATOR, views.before_handing_out, second).follows
    assert follows is not None
    assert follows.plan_id == first
    assert ask(OPERATOR, views.before_handing_out, first).follows is None
