"""Numbers one can say aloud (desk.md, fault 16; papers.md, faults 10 and 16): 1-5 is item 5 of plan 1."""

from pathlib import Path

from tests.small_world import (
    CLERK,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    rows,
    small_meeting,
)


async def test_a_code_means_one_task_where_two_plans_have_the_number(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, "/task 1")
        assert "（1-1）" in heard.text
        assert "（2-1）" in heard.text
        assert "加固河堤" in (await office.say(WATER, "/task 2-1")).text
        assert "改造供水管网" not in (await office.say(WATER, "/task 2-1")).text


async def test_an_answer_by_phone_names_its_plan_by_the_code(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(CLERK, "/phone 县水利局 1 进度40%，石料进场")
        assert "第1项可能是：1-1 改造供水管网、2-1 加固河堤。请按编号再写一遍。" in asked.text
        await office.say(CLERK, "/phone 县水利局 2-1 进度40%，石料进场")
        done = await office.press(CLERK, "确认代录")
        assert "加固河堤" in done.text


async def test_a_liaison_answers_by_the_code_that_the_message_prints(tmp_path: Path) -> None:
    """A secretary's trial: 2-1 was taken for item 2 of the list, though the message itself says 2-1."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "加固河堤", ["县水利局"])))
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, "2-1 进度60%，石料进场")
        assert "加固河堤" in heard.text
        assert "进度60%，石料进场" in heard.text
        heard = await office.say(WATER, "1-1 进度20%；2-1 进度65%")
        assert "改造供水管网：推进中：" in heard.text.replace(" ", "")
        assert [(row.percent) for row in await rows(office)] == [60, 20, 65]
        heard = await office.say(WATER, "1-2 无变化")  # both stand in the list: a range
        assert "改造供水管网" in heard.text
        assert "加固河堤" in heard.text
