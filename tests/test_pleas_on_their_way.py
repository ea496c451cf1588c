"""Who hears what of a plea, a silence, an opinion (R12), and who may look at which (R14), at the desk alone."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from tasks_db.intake.draft import DraftIndicator
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, BodyKind, NoticeKind, NoticeState
from tasks_db.work.acts import answering, bodies, changing, desk, handing_out, loading, roster, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.views import desk as views
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft, a_draft_task
from tests.test_rules_at_the_desk import WATER, loaded, moved
from tests.test_rules_at_the_desk import office as _office

MONEY, STREETS, CLERK, HEAD, CONVENOR, DEPUTY, FLOOD = 102, 103, 201, 202, 203, 204, 205
GIVEN = Given(AnswerKind.BLOCKED, text="缺资金", problem="缺资金", needs="县财政局")
office_of_three = _office


@pytest.fixture
def office(office_of_three: Audited) -> Audited:
    """Everybody is reached; an office of two, a convenor and a deputy, another body with an office of its own."""
    found, do = office_of_three, office_of_three.desk.do
    table = [
        ("清河县府办", "办公室主任", "王主任"),
        ("清河县府办", "召集人", "李召"),
        ("清河县府办", "副召集人", "王副"),
    ]
    do(OPERATOR, roster.load_table, [TableRow(n, u, (), (), r, p, "") for n, (u, r, p) in enumerate(table)])
    other = do(OPERATOR, bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县城管局")
    do(OPERATOR, roster.load_table, [TableRow(1, "县城管局", (), (), "办公室主任", "汛主", "")], str(other.id))
    named = [("财联", MONEY), ("城联", STREETS), ("文员", CLERK), ("王主任", HEAD), ("李召", CONVENOR)]
    for name, address in (*named, ("王副", DEPUTY), ("汛主", FLOOD)):
        person = found.row(models.Person, name=name)
        do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))
    two = (
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
    )
    figure = DraftIndicator("1", "供水普及率", "%", {}, {"2025": "90"})
    plan = loaded(found, *two, indicators=(figure,))
    do(OPERATOR, settling.set_supplier, plan, "县财政局")
    do(OPERATOR, handing_out.hand_out, plan)
    moved(found, "2025-11-03T10:00")
    return found


def says(office: Audited, user: int, unit: str, given: Given = GIVEN) -> int:
    """Let a liaison answer for the unit's own task; returns the report."""
    share = office.row(models.Assignment, printed=unit)
    return office.desk.do(office.member(user), answering.record, share.id, 0, given).said[0][1].report.id


def told(office: Audited, since: int = 0) -> dict[str, list[str]]:
    """What everybody was told at once, from the notice number ``since`` on."""
    names = {person.id: person.name for person in office.rows(models.Person)}
    found: dict[str, list[str]] = {}
    for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE):
        if one.id > since:
            found.setdefault(names[one.person_id], []).append(one.text)
    return found


def newest(office: Audited) -> int:
    return max((one.id for one in office.rows(models.Notice)), default=0)


def test_a_plea_that_is_passed_on_is_told_to_the_unit_and_where_it_went_to_who_asked(office: Audited) -> None:
    report, before = says(office, WATER, "县水利局"), newest(office)
    office.desk.do(office.member(CLERK), desk.pass_to_unit, report)
    asked = "县水利局请贵单位协调（办公室转）：\n1-1 改造供水管网\n缺资金（请县财政局协调）\n"
    assert told(office, before) == {
        "财联": [f"{asked}办得怎样，请直接回复这一条，对方和办公室都会收到。"],
        "水联": ["“改造供水管网”的需协调事项已转县财政局。"],
    }
    with pytest.raises(NotAllowed):
        office.desk.do(office.member(CONVENOR), desk.pass_to_unit, report)


def test_what_the_first_helper_said_is_no_answer_of_the_one_to_whom_it_is_passed_then(office: Audited) -> None:
    """The plea waits again, for the second unit."""
    report, do = says(office, WATER, "县水利局"), office.desk.do
    do(office.member(CLERK), desk.pass_to_unit, report)
    before = newest(office)
    do(office.member(MONEY), desk.answer_as_helper, report, " 本月没有预算 ")
    said = "县财政局答复：本月没有预算"
    heard = f"县水利局的需协调事项（1-1 改造供水管网），{said}\n已告知县水利局。"
    assert told(office, before) == {
        "水联": [f"“改造供水管网”的需协调事项，{said}\n还没有解决的，请直接再报一次困难。"],
        **{name: [heard] for name in ("文员", "王主任")},
    }
    assert [one.report_id for one in office.desk.ask(OPERATOR, views.pleas)] == []
    do(office.member(CLERK), desk.pass_to_unit, report, "县城管局")
    assert [one.report_id for one in office.desk.ask(OPERATOR, views.pleas)] == [report]
    with pytest.raises(AnswerRefused, match="不是发给贵单位"):
        do(office.member(MONEY), desk.answer_as_helper, report, "还是没有")


def test_a_helper_who_speaks_after_the_office_has_answered_does_not_take_the_place_of_its_answer(
    office: Audited,
) -> None:
    report, do = says(office, WATER, "县水利局"), office.desk.do
    do(office.member(CLERK), desk.pass_to_unit, report)
    do(office.member(CLERK), desk.answer_plea, report, "周五拨付")
    do(office.member(MONEY), desk.answer_as_helper, report, "已经拨付")
    row = office.row(models.Plea, report_id=report)
    assert (row.answer, row.answered_by) == ("周五拨付", office.row(models.Person, name="文员").id)


def test_convenors_of_the_body_alone_are_told_and_once_they_answer_the_office_hears_who(office: Audited) -> None:
    report, do = says(office, WATER, "县水利局"), office.desk.do
    with pytest.raises(AnswerRefused):
        office.desk.ask(office.member(CONVENOR), views.plea, report)  # it has not come to them
    assert office.desk.ask(office.member(CONVENOR), views.pleas) == ()
    before = newest(office)
    assert do(office.member(CLERK), desk.pass_to_convenors, report) == 2
    text = "请协调（办公室转）：县水利局\n1-1 改造供水管网\n缺资金（请县财政局协调）"
    assert told(office, before) == {
        "李召": [text],
        "王副": [text],
        "水联": ["“改造供水管网”的需协调事项已报召集人。"],
    }
    assert [one.report_id for one in office.desk.ask(office.member(DEPUTY), views.pleas)] == [report]
    before = newest(office)
    with pytest.raises(AnswerRefused, match="请写明答复"):
        do(office.member(DEPUTY), desk.answer_plea, report, "  ")
    do(office.member(DEPUTY), desk.answer_plea, report, "本周内解决")
    heard = "召集人王副答复了县水利局的需协调事项（1-1 改造供水管网）：本周内解决"
    assert told(office, before) == {
        "水联": ["“改造供水管网”的需协调事项，召集人王副答复：本周内解决"],
        "文员": [heard],
        "王主任": [heard],
    }
    with pytest.raises(AnswerRefused, match="已经答复"):
        do(office.member(CLERK), desk.answer_plea, report, "再答一次")


def test_what_the_office_answers_itself_is_told_to_who_asked_alone(office: Audited) -> None:
    report, before = says(office, WATER, "县水利局"), newest(office)
    office.desk.do(office.member(CLERK), desk.answer_plea, report, "周五拨付")
    assert told(office, before) == {"水联": ["“改造供水管网”的需协调事项，办公室答复：周五拨付"]}


def test_a_difficulty_that_names_nobody_is_the_offices_to_pass_on_and_no_convenor_sees_it(office: Audited) -> None:
    nobody = replace(GIVEN, needs=None)
    report, other = says(office, WATER, "县水利局", nobody), says(office, STREETS, "县城管局", nobody)
    assert told(office) == {}
    ask = office.desk.ask
    found = ask(office.member(CLERK), views.unaddressed, report)
    assert found is not None
    assert (found.unit, found.matter, found.needs) == ("县水利局", "缺资金", "")
    assert ask(office.member(CLERK), views.pleas) == ()
    assert ask(office.member(CLERK), views.plea, report) == found
    assert [one.report_id for one in ask(office.member(CLERK), views.pleas_called, "")] == [report, other]
    for act in (views.unaddressed, views.plea):
        with pytest.raises((AnswerRefused, NotAllowed)):
            ask(office.member(CONVENOR), act, report)
    office.desk.do(OPERATOR, changing.cancel_task, office.row(models.Task, seq="2").id, "会议决定")
    assert ask(office.member(CLERK), views.unaddressed, other) is None
    office.desk.do(office.member(CLERK), desk.pass_to_unit, report, "县财政局")
    assert ask(office.member(CLERK), views.unaddressed, report) is None  # something was done about it


def test_an_opinion_is_told_to_the_rest_of_the_office_and_answered_once(office: Audited) -> None:
    number = office.desk.do(office.member(CLERK), desk.give_opinion, " 催得太早 ")
    assert told(office) == {
        "王主任": ["办公室 文员的意见：催得太早"],
        "汛主": ["办公室 文员的意见：催得太早"],
    }
    before = newest(office)
    with pytest.raises(NotAllowed):
        office.desk.do(office.member(WATER), desk.answer_opinion, number, "好")
    office.desk.do(office.member(HEAD), desk.answer_opinion, number, "以后晚一天")
    assert told(office, before) == {
        "文员": ["您的意见“催得太早”，办公室答复：以后晚一天"],
        "汛主": ["办公室 王主任答复了文员的意见“催得太早”：以后晚一天"],
    }
    with pytest.raises(AnswerRefused, match="已经答复"):
        office.desk.do(office.member(CLERK), desk.answer_opinion, number, "再答")


def test_the_week_is_for_convenors_who_want_it_and_counts_what_counts(office: Audited) -> None:
    for nobody in (WATER, CLERK):
        with pytest.raises((AnswerRefused, NotAllowed)):
            office.desk.do(office.member(nobody), desk.want_week, wanted=True)
    office.desk.do(office.member(CONVENOR), desk.want_week, wanted=True)
    ids = {name: office.row(models.Person, name=name).id for name in ("李召", "王副")}
    moved(office, "2025-11-10T10:00")
    assert office.desk.ask(SYSTEM, views.is_weekly, ids["李召"])
    assert not office.desk.ask(SYSTEM, views.is_weekly, ids["王副"])
    moved(office, "2025-11-11T10:00")
    assert not office.desk.ask(SYSTEM, views.is_weekly, ids["李召"])
    says(office, WATER, "县水利局")
    week = office.desk.ask(OPERATOR, views.convenor, weekly=True).week
    assert week is not None
    assert (week.tasks, week.closed, week.overdue, week.unreported, week.pleas) == (2, 0, 0, 0, 1)
    office.desk.do(OPERATOR, changing.cancel_task, office.row(models.Task, seq="2").id, "会议决定")
    moved(office, "2025-12-22T10:00")
    week = office.desk.ask(OPERATOR, views.convenor, weekly=True).week
    assert week is not None
    assert (week.tasks, week.closed, week.overdue, week.unreported, week.pleas) == (1, 0, 1, 1, 1)
    assert office.desk.ask(OPERATOR, views.convenor, weekly=False).week is None


def test_the_weeks_picture_is_of_the_body_that_one_convenes(office: Audited) -> None:
    """Who convenes a body without tasks gets none, and nobody another body's."""
    other = office.row(models.JointMeeting, name="清河县防汛工作领导小组").id
    office.desk.do(OPERATOR, roster.load_table, [TableRow(1, "县城管局", (), (), "召集人", "汛召", "")], str(other))
    picture = office.desk.ask(OPERATOR, views.week_picture, office.row(models.Person, name="李召").id)
    assert picture is not None
    assert (picture.meeting, picture.digest.tasks != ()) == ("清河县联席会议", True)
    assert office.desk.ask(OPERATOR, views.week_picture, office.row(models.Person, name="汛召").id) is None


def test_a_plan_on_trial_lists_whom_it_would_have_reached_today_and_nobody_of_another_day(office: Audited) -> None:
    """With how many tasks: the first by its name."""
    tasks = [
        a_draft_task(seq, title, ["县财政局"], (), date(2025, 11, day))
        for seq, title, day in (("1", "清查账目", 28), ("2", "编制预算", 28))
    ]
    draft = a_draft("路桥方案", *tasks, a_draft_task("3", "修缮桥梁", ["县城管局"], (), date(2025, 11, 20)))
    plan = office.desk.do(OPERATOR, loading.load_plan, draft, Source("方案二.txt", "b"))
    office.desk.do(OPERATOR, handing_out.try_out, plan)
    moved(office, "2025-11-20T10:00")
    assert lines_of_trial(office) == ["城联（县城管局）1项：修缮桥梁"]
    moved(office, "2025-11-21T10:00")
    assert lines_of_trial(office) == ["财联（县财政局）2项：清查账目等"]
    moved(office, "2025-11-26T10:00")
    assert lines_of_trial(office) == []


def lines_of_trial(office: Audited) -> list[str]:
    found = office.desk.ask(OPERATOR, views.office).rehearsed
    return [line for one in found for line in one.lines]


def test_what_was_lost_since_the_working_day_before_is_told_as_not_delivered_and_no_longer(
    office: Audited,
) -> None:
    says(office, WATER, "县水利局")
    with office.desk.door.write() as session:
        at_once = session.execute(
            update(models.Notice)
            .where(models.Notice.kind == NoticeKind.IMMEDIATE)  # type: ignore[arg-type]
            .values(state=NoticeState.FAILED, error="blocked")
        )
        assert at_once.rowcount == 2  # type: ignore[attr-defined]
    assert sorted(office.desk.ask(OPERATOR, views.office).undelivered) == ["文员", "王主任"]
    moved(office, "2025-11-04T10:00")
    assert len(office.desk.ask(OPERATOR, views.office).undelivered) == 2
    moved(office, "2025-11-05T10:00")
    assert office.desk.ask(OPERATOR, views.office).undelivered == ()
