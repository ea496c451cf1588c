"""The day on which a unit phoned is kept, shown and judged by; and the office's own mistake is told as one."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tasks_db.language import phoned
from tasks_db.register.reading import Register
from tasks_db.register.report_states import report_state
from tasks_db.register.values import OpenLine, Report
from tasks_db.terms import AnswerKind, ReportState, ReportStatus
from tests.builders import a_plan, a_report, a_task, an_assignment, at
from tests.office_world import CLERK, open_office
from tests.small_world import STARTS, WATER, rows, small_meeting

THURSDAY = date(2025, 11, 6)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("昨天", [date(2025, 11, 5)]),
        ("昨天（11月5日）", [date(2025, 11, 5)]),
        ("昨天（11月4日）", [date(2025, 11, 5), date(2025, 11, 4)]),
        ("11月3日", [date(2025, 11, 3)]),
        ("12月30日", [date(2025, 12, 30)]),
        ("周二", [date(2025, 11, 4)]),
        ("上周五", [date(2025, 10, 31)]),
        ("今早", [THURSDAY]),
    ],
)
def test_the_day_of_a_call_is_read_as_it_is_written(written: str, days: list[date]) -> None:
    assert list(phoned.days_of(written, THURSDAY)) == days


def test_at_the_turn_of_the_year_a_day_of_december_is_that_of_the_year_before() -> None:
    assert phoned.days_of("12月30日", date(2026, 1, 5)) == (date(2025, 12, 30),)


async def test_a_phoned_answer_keeps_the_day_of_the_call(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.until(datetime.fromisoformat("2025-11-06T10:00+08:00"))
        asked = (await office.say(CLERK, "县水利局昨天（11月5日）下午来电：1-1 完工，等验收，进度90%")).text
        assert "2025年11月5日来电" in asked
        assert "预计" not in asked
        assert "（2025年11月5日来电）" in (await office.press(CLERK, "确认代录")).text
        (report,) = await rows(office)
        assert report.called_on == date(2025, 11, 5)
        assert "2025年11月5日来电，11月6日" in (await office.say(CLERK, "/task 1-1")).text

        # behind the number, too; and what is no day of a call is asked about or left to the words
        assert "2025年11月5日来电" in (await office.say(CLERK, "/phone 县水利局 1-1 昨天来电：进度95%")).text
        assert "没有看准是哪天来电" in (await office.say(CLERK, "县水利局昨天（11月4日）来电：1-1 进度95%")).text
        assert "没有看准是哪天来电" in (await office.say(CLERK, "县水利局11月8日来电：1-1 进度95%")).text
        assert "昨天完成清基" in (await office.say(CLERK, "县水利局来电：1-1 昨天完成清基，进度95%")).text


async def test_a_wrong_entry_of_the_office_is_put_right_in_its_own_words(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.until(datetime.fromisoformat("2025-11-06T10:00+08:00"))
        await office.say(CLERK, "县水利局昨天来电：1-1 进度90%，等验收")
        await office.press(CLERK, "确认代录")
        await office.press(CLERK, "审核")
        await office.press(CLERK, "退回")
        await office.say(CLERK, "电话是县城管局打来的，记错了单位，抱歉")
        told = (await office.last(WATER))["text"]
        assert "办公室更正“改造供水管网”：原记为贵单位2025年11月5日电话所报" in told
        assert "现不作数，依据：电话是县城管局打来的，记错了单位，抱歉" in told
        assert "请按意见补充" not in told

        await office.say(WATER, "改造供水管网进度20%")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "通过")
        await office.press(CLERK, "撤销审核")
        await office.press(CLERK, "重新审核")
        await office.press(CLERK, "退回")
        await office.say(CLERK, "点错了，应是另一项")
        told = (await office.last(WATER))["text"]
        assert "办公室更正“改造供水管网”：原已通过的推进中" in told
        assert "请按意见补充" not in told


DUE = date(2025, 11, 6)


def _state(*reports: Report, on: date = date(2025, 11, 12)) -> ReportState:
    task = a_task(an_assignment("县水利局", reports=reports), deadline=DUE)
    plan = a_plan(task)
    share = task.assignments[0]
    return report_state(Register((plan,)), OpenLine(plan, task, share, share.dues[0]), at(on, 18))


def _returned(day: date, back: date) -> Report:
    return a_report(AnswerKind.PROGRESS, day, status=ReportStatus.RETURNED, decided=back, reason="请写进度")


def test_who_mends_on_the_next_working_day_what_was_returned_has_reported_in_time() -> None:
    friday, monday, tuesday = date(2025, 11, 7), date(2025, 11, 10), date(2025, 11, 11)
    assert _state(_returned(DUE, DUE), a_report(day=friday)) is ReportState.ON_TIME
    assert _state(_returned(DUE, friday), a_report(day=monday)) is ReportState.ON_TIME
    assert _state(_returned(DUE, friday), a_report(day=tuesday)) is ReportState.LATE
    assert _state(_returned(friday, friday), a_report(day=monday)) is ReportState.LATE
    assert _state(_returned(DUE, friday), on=monday) is ReportState.NOT_DUE
    assert _state(a_report(day=friday)) is ReportState.LATE


def test_a_call_in_time_that_is_written_down_later_is_in_time() -> None:
    friday = date(2025, 11, 7)
    assert _state(a_report(day=friday, entered_by="钟亦秋", called_on=DUE)) is ReportState.ON_TIME
    assert _state(a_report(day=friday, entered_by="钟亦秋")) is ReportState.LATE


async def test_an_accepted_report_can_be_taken_back_on_a_later_day_with_a_reason(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.until(datetime.fromisoformat("2025-11-05T10:00+08:00"))
        await office.say(WATER, "改造供水管网已改造380户，进度60%")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "通过")
        await office.until(datetime.fromisoformat("2025-11-06T10:00+08:00"))
        asked = (await office.say(CLERK, "把县水利局1-1那条收回")).text
        assert "收回县水利局“改造供水管网”已通过的“推进中：改造供水管网已改造380户，进度60%”" in asked
        assert "已退回（村里重复上报，应是310户）" in (await office.say(CLERK, "村里重复上报，应是310户")).text
        told = (await office.last(WATER))["text"]
        assert "办公室更正“改造供水管网”：原已通过的" in told
        assert "依据：村里重复上报，应是310户" in told
        assert "380户" not in (await office.say(CLERK, "/task 1-1")).text
        assert "没有已通过的反馈" in (await office.say(CLERK, "收回县水利局1-1")).text
