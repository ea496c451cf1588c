"""The review queue (desk.md, fault 10): pleas and requests first, the next one by itself, the plain ones together."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import is_plain
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import reviewing
from tests.builders import a_report
from tests.small_world import CLERK, MONEY, STARTS, STREETS, WATER, at_local, local, open_office, rows, small_meeting


async def test_the_card_shows_the_plans_words_both_dates_and_what_the_unit_said_before(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，管沟开挖")
        await office.until(local("2025-11-03T10:10"))
        await office.say(WATER, "1 申请延期到2026年1月30日，设备推迟到货")
        await office.say(CLERK, "/review")
        card = (await office.press(CLERK, "1", within="待审核2条")).text
        assert "1-1 改造供水管网（城乡建设方案）" in card
        assert "原时限2025年12月19日 → 申请2026年1月30日" in card
        assert "方案原文：改造供水管网" in card
        assert "此前：推进中：" in card
        assert "进度40%" in card


async def test_requests_come_first_and_each_decision_brings_the_next_card(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(STREETS, "1 进度40%，路面铺好一半")
        await office.say(MONEY, "1 资金缺口大，需县水利局协调")
        await office.say(WATER, "1 申请延期到2026年1月30日，设备推迟到货")
        listed = (await office.say(CLERK, "/review")).text
        assert listed.index("县财政局") < listed.index("县水利局") < listed.index("县城管局")
        await office.press(CLERK, "1", within="待审核3条")
        heard = await office.press(CLERK, "通过")
        assert "原时限" in heard.text  # the next one
        await office.press(CLERK, "退回")
        heard = await office.say(CLERK, "理由不充分")
        assert "已退回（理由不充分）" in heard.text
        assert "整治背街小巷" in heard.text
        assert "没有待审核的反馈" not in heard.text
        heard = await office.press(CLERK, "下一条")
        assert heard.text == "后面没有待审核的反馈了。"


async def test_plain_reports_are_passed_together_once_asked_and_each_person_is_told_once(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，管沟开挖")
        await office.say(STREETS, "1 进度40%，路面铺好一半")
        await office.say(MONEY, "1 资金缺口大，需县水利局协调")
        await office.say(CLERK, "/review")
        asked = await office.press(CLERK, "一般反馈2条全部通过")
        assert (
            asked.text
            == "将通过2条一般反馈（县水利局、县城管局），告知2人，请确认。其余1条（申请、困难、需协调）不动。"
        )
        await office.say(MONEY, "1 进度20%，指标已下达")  # the office has not seen this one
        done = await office.press(CLERK, "确认通过")
        assert done.text == "已通过2条，告知2人。"
        assert "“整治背街小巷”的反馈已通过审核。" in await office.received(STREETS)
        left = await office.press(CLERK, "审核其余2条")
        assert "资金缺口大" in left.text
        states = sorted(row.status.value for row in await rows(office))
        assert states == ["accepted", "accepted", "submitted", "submitted"]
        waiting = [row.id or 0 for row in await rows(office) if row.status is ReportStatus.SUBMITTED]
        with pytest.raises(AnswerRefused, match="请单独审核"):
            await office.do_as(CLERK, reviewing.pass_chosen, waiting)
        assert sorted(row.status.value for row in await rows(office)) == states


@pytest.mark.parametrize(
    ("kind", "said", "plain"),
    [
        (AnswerKind.PROGRESS, {}, True),
        (AnswerKind.DONE, {}, True),
        (AnswerKind.PROGRESS, {"problem": "资金缺口"}, False),
        (AnswerKind.PROGRESS, {"needs": "县财政局"}, False),
        (AnswerKind.PROGRESS, {"new_date": date(2026, 1, 30)}, False),
        (AnswerKind.BLOCKED, {}, False),
        (AnswerKind.EXTENSION, {}, False),
        (AnswerKind.NOT_OURS, {}, False),
    ],
)
def test_only_what_asks_for_nothing_is_passed_with_others(
    kind: AnswerKind, said: dict[str, Any], *, plain: bool
) -> None:
    assert is_plain(a_report(kind, **said)) is plain


async def test_a_question_in_place_of_a_reason_is_answered_and_nothing_is_returned_for_it(tmp_path: Path) -> None:
    """R17: a question that waits for typing lets go at once when something else is said."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，管沟开挖")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核1条")
        await office.press(CLERK, "退回")
        assert "没有逾期的任务" in (await office.say(CLERK, "哪些任务逾期了？")).text
        assert [row.status for row in await rows(office)] == [ReportStatus.SUBMITTED]
        assert "已退回" not in (await office.last(WATER))["text"]


async def test_the_unit_that_a_report_names_takes_the_place_of_the_one_whose_task_it_is_not(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.press(MONEY, "不属我单位")
        await office.say(MONEY, "应由县城管局负责")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "同意，调整单位")
        desk = await office.say(CLERK, "待办")
        assert "已同意不属县财政局，还没有改单位，它说应由县城管局负责" in desk.text
        await office.press(CLERK, "待改单位")
        done = await office.press(CLERK, "1改为县城管局")
        assert done.text == "单位已改：以后问县城管局（随下一条消息告知），不再问县财政局（已告知）。"
        assert "待改单位" not in (await office.say(CLERK, "待办")).text
        await at_local(office, "2025-11-04T09:30")
        assert "改造供水管网" in await office.told(STREETS)
