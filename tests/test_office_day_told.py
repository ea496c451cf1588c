"""What makes a day on which the office or a convenor is told anything (R12), and in which words, as values."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from config.clock import local_instant
from messages import office_day as text
from tasks_db.register import office_day
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.values import Coordination
from tasks_db.register.meetings.waiting import SittingWaits
from tasks_db.register.office_day import (
    ConvenorDay,
    Disowned,
    Handled,
    OfficeDay,
    PleaLine,
    Rehearsed,
    SilentLine,
    Week,
)
from tasks_db.register.papers import PaperRecord
from tasks_db.register.queries.rows import NotAsked, OverdueRow, VacantRow
from tasks_db.register.reading import Register
from tasks_db.register.values import PutOff
from tasks_db.terms import AnswerKind, CheckpointKind, PaperKind, PaperState, ReportStatus, Role
from tests.builders import NOW, a_closure, a_plan, a_register, a_report, a_task, an_assignment, at, liaisons
from tests.ladders import CALENDAR, WINDOWS

DAY = date(2025, 11, 7)
REF = TaskRef.of(replace(a_task(title="改造供水管网"), seq="3", plan_id=1))
EARLY = local_instant(date(2025, 11, 5), time(7, 30))
"""Half past seven, which in UTC is the day before."""
PLEA = PleaLine(1, REF, "县水利局", "资金缺口", "县财政局", EARLY)
SILENT = SilentLine(5, REF, "县水利局", DAY)
LATE = OverdueRow(REF, 1, 5, "县水利局", DAY, 5, CheckpointKind.DEADLINE, is_task=True, missing=("县水利局",))
NOBODY = VacantRow(1, "县档案局", NotAsked.NOBODY, 2)
PAPER = PaperRecord(4, 1, PaperKind.DIGEST, None, PaperState.CHECKED, NOW, (1,), None, None, None, None, (), ())
SITTING = SittingWaits(6, "11月10日专题会议", "待发通知")
TRIAL = Rehearsed("供水方案", ("水联（县水利局）1项：改造供水管网",))
OTHERS = Disowned(REF, "县水利局", Role.LEAD, 8, "财政局", "县财政局")
NOTHING = OfficeDay(NOW, 0, 0, (), (), (), (), (), ())

EVERYTHING: dict[str, Any] = {
    "requests": 2,
    "reviews": 3,
    "pleas": (PLEA,),
    "overdue": (LATE,),
    "silent": (SILENT,),
    "undelivered": ("水联", "水联", "财联"),
    "vacant": (NOBODY,),
    "opinions": 4,
    "changes": 5,
    "rehearsed": (TRIAL,),
    "papers": (PAPER,),
    "to_pass_on": ("城联",),
    "disowned": (OTHERS,),
    "sittings": (SITTING,),
}


@pytest.mark.parametrize("what", sorted(EVERYTHING))
def test_each_thing_that_waits_is_enough_for_the_office_to_be_told(what: str) -> None:
    assert replace(NOTHING, **{what: EVERYTHING[what]}).waits


def test_nothing_that_waits_is_told_to_nobody_and_who_is_only_late_is_no_reason() -> None:
    """Who is reminded by the ladder does not wait for the office."""
    assert not NOTHING.waits
    assert not replace(NOTHING, unreported=(2, 3), office_after=(7,)).waits


def test_a_group_that_is_silent_counts_as_many_units_as_it_names() -> None:
    group = replace(SILENT, due_id=None, unit="甲镇、乙镇", members=("甲镇", "乙镇"))
    assert "· 3个单位过了应报日" in text.office(replace(NOTHING, silent=(SILENT, group), office_after=(7,))).text


def test_the_office_reads_everything_that_waits_in_one_order_with_a_button_for_each_list() -> None:
    day = replace(NOTHING, **EVERYTHING, offered=(SILENT,), unreported=(2, 3), office_after=(7, 9))
    said = text.office(day)
    assert said.text.splitlines() == [
        "待办：",
        "· 1件事需协调",
        "　1-3 县水利局：请县财政局协调（资金缺口）",
        "· 2件延期、办结、异议待定",
        "· 3条反馈待审核",
        "· 1项任务待改单位",
        "　1-3 改造供水管网：已同意不属县水利局，还没有改单位，它说应由县财政局负责",
        "· 1项任务逾期",
        "　1-3 改造供水管网，县水利局，逾期5天",
        "· 2个单位到期没报，共3条",
        "· 1个单位过了应报日7、9个工作日仍没报",
        "　1-3 改造供水管网：县水利局，应于2025年11月7日报",
        "· 1个可提请召集人督促",
        "· 1条消息待转交",
        "　城联",
        "· 3条消息没有送达",
        "　水联、财联",
        "· 1个单位没有人可催",
        "　县档案局（没有联络员）",
        "· 5处集合单位成员变动",
        "· 4条意见待答复",
        "· 1份公文待办",
        "　通报稿4（待签发）",
        "· 1次会议待办",
        "　11月10日专题会议：待发通知",
        "· 试运行《供水方案》，今天本应发给1人：",
        "　水联（县水利局）1项：改造供水管网",
    ]
    assert [(button.label, button.args) for row in said.buttons for button in row] == [
        ("需协调 1", ("pleas",)),
        ("审核 5", ("review",)),
        ("待改单位 1", ("disowned",)),
        ("逾期 1", ("overdue",)),
        ("没报 3", ("unreported",)),
        ("久没报 1", ("silent",)),
        ("待转交 1", ("links",)),
        ("没送达 3", ("lost",)),
        ("没人可催 1", ("vacant",)),
        ("成员变动 5", ("changes",)),
        ("意见 4", ("opinions",)),
        ("公文 1", ("papers",)),
        ("会议 1", ("sittings",)),
    ]


def test_of_many_the_first_three_are_read_and_how_many_there_are() -> None:
    said = text.office(replace(NOTHING, overdue=tuple(replace(LATE, days=n) for n in range(1, 6)))).text
    assert said.splitlines()[1:] == [
        "· 5项任务逾期",
        *(f"　1-3 改造供水管网，县水利局，逾期{n}天" for n in (1, 2, 3)),
        "　……等5个",
    ]


def test_a_plea_is_read_with_its_local_moments_and_what_was_done_about_it() -> None:
    later = local_instant(date(2025, 11, 6), time(7, 40))
    said = text.plea(PLEA)
    assert said.text == "1-3 改造供水管网\n县水利局（2025年11月5日 07:30）：资金缺口\n请县财政局协调"
    assert [b.label for row in said.buttons for b in row] == ["转县财政局", "转召集人", "答复单位", "返回需协调"]
    passed = replace(PLEA, needs="", handled=Handled(unit_told_at=later, convenor_told_at=later))
    assert (
        text.plea(passed).text.splitlines()[-1]
        == "没有写需谁协调　已于2025年11月6日 07:40转单位，已于2025年11月6日 07:40报召集人"
    )
    waits = replace(PLEA, handled=Handled(unit_told_at=later))
    assert "（资金缺口），已转，等答复" in text.pleas([waits, PLEA]).text
    assert "2. 1-3 县水利局：请县财政局协调（资金缺口）" in text.pleas([waits, PLEA]).text.splitlines()


def a_plea(number: int, at_moment: datetime) -> Coordination:
    source = Source(number, "县水利局", "水联", None, at_moment, AnswerKind.BLOCKED, ReportStatus.SUBMITTED)
    return Coordination(REF, 1, "县水利局", f"缺口{number}", "县财政局", source)


def test_pleas_wait_oldest_first_until_they_are_answered_or_the_helper_has_spoken() -> None:
    found = [a_plea(1, NOW), a_plea(2, EARLY), a_plea(3, NOW), a_plea(4, NOW)]
    handled = {
        1: Handled(unit_told_at=NOW, convenor_told_at=NOW),
        3: Handled(unit_told_at=NOW, helper_said=True),
        4: Handled(answered_at=NOW),
    }
    assert [one.report_id for one in office_day.open_pleas(found, handled, date(2025, 11, 20))] == [2, 1]
    # the office may still take further what the helper has answered; what is answered is over
    assert [one.report_id for one in office_day.open_pleas(found, handled, date(2025, 11, 20), helped=True)] == [
        2,
        1,
        3,
    ]


def at_half(day: int, hour: int) -> datetime:
    return local_instant(date(2025, 11, day), time(hour, 30))


@pytest.mark.parametrize(
    ("says", "came", "goes"),
    [
        ("in the window: the next working day", at_half(5, 9), date(2025, 11, 6)),
        ("before it opens, so heard that day", at_half(5, 7), date(2025, 11, 6)),
        ("when it has closed, so heard the day after", at_half(5, 18), date(2025, 11, 7)),
        ("over noon: heard in the afternoon", at_half(5, 12), date(2025, 11, 6)),
        ("on Friday: Monday", at_half(7, 9), date(2025, 11, 10)),
        ("on Saturday: heard on Monday", at_half(8, 9), date(2025, 11, 11)),
    ],
)
def test_a_plea_that_is_left_goes_to_the_convenors_a_working_day_after_the_office_could_hear_it(
    says: str, came: datetime, goes: date
) -> None:
    del says
    assert office_day.convenor_day(came, CALENDAR, WINDOWS) == goes


def put_off(until: date, *, by_office: bool) -> Register:
    plan = a_plan(a_task(an_assignment("县水利局"), deadline=DAY))
    (task,) = plan.tasks
    (share,) = task.assignments
    put = PutOff(at(DAY), until, by_office, "")
    held = replace(share, dues=tuple(replace(due, put_off=put) for due in share.dues))
    plan = replace(plan, tasks=(replace(task, assignments=(held,)),))
    return a_register(plan, seats=list(liaisons([plan])))


@pytest.mark.parametrize(
    ("until", "by_office", "listed"),
    [
        (date(2025, 11, 21), True, False),
        (date(2025, 11, 20), True, True),
        (date(2025, 11, 19), True, True),
        (date(2025, 11, 21), False, True),
    ],
)
def test_what_the_office_put_off_is_no_silence_until_the_day_on_which_it_is_asked_again(
    until: date, *, by_office: bool, listed: bool
) -> None:
    """What the unit itself put off stands on the list all the same."""
    found = office_day.silences(put_off(until, by_office=by_office), at(date(2025, 11, 20)), CALENDAR)
    assert bool(found) is listed


def not_ours(**fields: Any) -> Any:
    known: dict[str, Any] = {
        "status": ReportStatus.ACCEPTED,
        "decided": date(2025, 11, 5),
        "needs": "县财政局",
    } | fields
    return a_report(AnswerKind.NOT_OURS, date(2025, 11, 4), **known)


def test_a_task_waits_for_another_unit_once_the_office_has_agreed_and_as_long_as_it_is_asked() -> None:
    other = an_assignment("县财政局", Role.RESPONSIBLE)
    cases = {
        "县水利局": a_task(an_assignment("县水利局", reports=[not_ours()]), other),
        "县城管局": a_task(
            an_assignment("县城管局", reports=[not_ours(status=ReportStatus.SUBMITTED, decided=None)])
        ),
        "县民政局": a_task(an_assignment("县民政局", reports=[not_ours(status=ReportStatus.RETURNED)])),
        "县教委": a_task(an_assignment("县教委", reports=[not_ours(), a_report(day=date(2025, 11, 6))])),
        "县档案局": a_task(an_assignment("县档案局", reports=[not_ours()], exempted=date(2025, 11, 6))),
        "县公安局": a_task(
            an_assignment("县公安局", Role.RESPONSIBLE, reports=[not_ours()]),
            an_assignment("县医院", reports=[a_closure(date(2025, 11, 5), approved=date(2025, 11, 6))]),
        ),
    }
    found = office_day.disowned(a_register(a_plan(*cases.values())), NOW)
    assert [(one.unit, one.role, one.needs) for one in found] == [("县水利局", Role.LEAD, "县财政局")]


def test_a_convenor_is_told_of_pleas_and_of_the_week_and_of_nothing_else() -> None:
    week = Week(tasks=9, closed=4, overdue=2, unreported=3, pleas=1)
    assert not ConvenorDay(NOW, ()).waits
    assert ConvenorDay(NOW, (PLEA,)).waits
    assert ConvenorDay(NOW, (), week).waits
    said = text.convenor(ConvenorDay(NOW, (PLEA,), week))
    assert said.text.splitlines() == [
        "请您协调：",
        "1. 1-3 县水利局：请县财政局协调（资金缺口）",
        "每周简况：任务9项，已办结4项，逾期2项；到期没报3个单位；需协调1件。",
    ]
    assert [b.label for row in said.buttons for b in row] == ["答复1", "不再发每周简况"]
