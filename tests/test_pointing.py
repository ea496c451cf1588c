"""Words after one task was told of: what points at it is its question, and what is said of the work is a report."""

from pathlib import Path

import pytest

from tasks_db.language import sitting_words
from tests.small_world import CLERK, STARTS, WATER, Office, a_draft_task, at_local, open_office, rows, small_meeting

TASKS = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
    a_draft_task("2", "整治背街小巷", ["县城管局"], ["县水利局"]),
)


async def told_of_the_first(office: Office, user: int) -> None:
    await small_meeting(office, *TASKS)
    await at_local(office, "2025-11-04T10:00")
    heard = await office.say(user, "改造供水管网什么时候到期")
    assert "改造供水管网" in heard.text
    assert "2025年12月19日" in heard.text


async def test_a_report_after_a_question_about_the_task_is_recorded(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await told_of_the_first(office, WATER)
        await office.say(WATER, "改造供水管网这项进度60%，管材已经到货")
        (kept,) = await rows(office)
        assert kept.percent == 60


@pytest.mark.parametrize("words", ["这项进度60%", "这个月完成60%", "这项申请延期到2026年1月30日"])
async def test_a_report_that_points_at_the_task_is_no_question(tmp_path: Path, words: str) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await told_of_the_first(office, WATER)
        heard = await office.say(WATER, words)
        assert "各单位：" not in heard.text  # the task's card


async def test_what_points_at_the_task_is_its_question_and_what_asks_for_all_is_not(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await told_of_the_first(office, CLERK)
        assert "县财政局" in (await office.say(CLERK, "这项责任单位是谁")).text
        heard = await office.say(CLERK, "哪些单位逾期了")
        assert "改造供水管网" not in heard.text


@pytest.mark.parametrize("words", ["谁没回复", "哪些单位没回复", "调整情况", "规则"])
def test_words_that_name_no_meeting_ask_nothing_of_one(words: str) -> None:
    assert sitting_words.wish(words) is None
