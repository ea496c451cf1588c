"""A reply means the task of the message replied to, whatever list came last; where that is not known, it is asked."""

from datetime import date
from pathlib import Path

from tests.small_world import CLERK, STARTS, WATER, Office, a_draft_task, at_local, open_office, small_meeting

WALL = a_draft_task("1", "修好东门防洪墙", ["县水利局"])
PUMPS = a_draft_task("2", "更换北站水泵", ["县水利局"])


async def _two_tasks_in_one_message(office: Office) -> None:
    await small_meeting(office, WALL, PUMPS)
    await office.until(date(2025, 11, 3))
    assert "新交办2项" in (await office.last(WATER))["text"]


async def test_a_reply_to_a_receipt_is_about_its_task_though_another_card_was_opened_since(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        receipt = await office.say(WATER, "2 进度30%")
        await office.press(WATER, "1", within="新交办2项")
        heard = await office.say(WATER, "进度50%", reply_to=receipt.messages[-1]["id"])
        assert "更换北站水泵\n　推进中：进度50%" in heard.text


async def test_a_reply_to_a_card_opened_by_its_number_in_the_plan_is_about_its_task(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        card = await office.say(WATER, "/task 2")
        heard = await office.say(WATER, "进度40%", reply_to=card.messages[-1]["id"])
        assert "更换北站水泵\n　推进中：进度40%" in heard.text


async def test_a_number_still_means_the_list_after_a_card_was_opened_and_none_is_asked_about(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        await office.press(WATER, "1", within="新交办2项")
        heard = await office.say(WATER, "2 进度20%")
        assert "已记录：2. 更换北站水泵" in heard.text
        heard = await office.say(WATER, "进度25%")
        assert "说的是哪一项" in heard.text


async def test_a_reply_to_a_message_that_shows_no_task_stores_nothing_unconfirmed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        greeting = await office.say(WATER, "/start")
        heard = await office.say(WATER, "1 进度20%", reply_to=greeting.messages[-1]["id"])
        assert "请确认：1. 修好东门防洪墙" in heard.text


async def test_taking_back_under_an_open_question_closes_the_question_and_nothing_before_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        await office.say(WATER, "1 进度30%")
        heard = await office.say(WATER, "2 已完成")
        assert "请确认" in heard.text
        heard = await office.say(WATER, "撤销")
        assert "没有记录" in heard.text
        heard = await office.say(WATER, "撤销")
        assert "已撤销1条反馈：修好东门防洪墙" in heard.text


async def test_words_that_are_of_no_task_can_go_to_the_office(tmp_path: Path) -> None:
    """A clerk's trial: a unit that was asked for help answered, pressed 都不是, and the office heard nothing."""
    async with open_office(tmp_path, STARTS) as office:
        await _two_tasks_in_one_message(office)
        asked = await office.say(WATER, "资金有困难，12月10日前能解决")
        assert "都不是" in asked.labels()
        heard = await office.press(WATER, "都不是")
        assert "这句话是说给办公室的，点“转给办公室”" in heard.text
        assert "意见已转给联席会议办公室" in (await office.press(WATER, "转给办公室")).text
        await at_local(office, "2025-11-04T10:00")
        assert any("资金有困难，12月10日前能解决" in said for said in await office.received(CLERK))
