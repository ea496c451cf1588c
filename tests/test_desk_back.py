"""Taking back and mending (desk.md, faults 6, 7, 8, 11, 15): what leaves when, and who is told."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.register.refusals import PlanError
from tasks_db.store import models
from tasks_db.work.acts import handing_out, phoning
from tests.office_world import Office, open_office
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    TWO_TASKS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    local,
    notices,
    small_meeting,
)
from tests.terminal import lianxi


async def loaded(office: Office) -> int:
    await office.units("县水利局", "县财政局", "县城管局")
    await office.seat("县水利局", "水联", WATER)
    return await add_plan(office, a_draft("城乡建设方案", *TWO_TASKS), hand_out=False)


async def test_handing_out_says_what_it_does_and_whom_it_cannot_reach(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await loaded(office)
        await office.say(CLERK, "/plan 1")
        asked = await office.press(CLERK, "交办")
        assert "2项任务，3个单位，共3次提问" in asked.text
        assert "其中2个单位没有可催的联络员，发不出去：县城管局、县财政局" in asked.text
        assert asked.labels() == ["确认交办", "返回方案"]


async def test_nothing_leaves_for_five_minutes_and_a_recall_by_then_tells_nobody(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T10:00+08:00") as office:
        await loaded(office)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "交办")
        await office.press(CLERK, "确认交办")
        await office.until(local("2025-11-03T10:04"))
        assert not await office.received(WATER)
        done = await office.press(CLERK, "撤回交办")
        assert "不再催报；没有通知过任何人" in done.text
        await at_local(office, "2025-11-04T18:00")
        assert not await office.received(WATER)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "交办")
        await office.press(CLERK, "确认交办")
        await at_local(office, "2025-11-05T09:00")
        assert "新交办1项" in (await office.last(WATER))["text"]


async def test_a_later_recall_names_whom_it_will_tell_and_asks(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(CLERK, "/plan 1")
        asked = await office.press(CLERK, "撤回交办")
        assert "告知已收到催报的3人：水联、财联、城联" in asked.text
        before = await office.received(WATER)
        assert await office.received(WATER) == before
        assert "已告知3人" in (await office.press(CLERK, "确认撤回")).text
        assert "交办已撤回" in (await office.last(WATER))["text"]


async def test_a_second_handing_out_taken_back_at_once_leaves_the_recall_as_the_last_word(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "撤回交办")
        await office.press(CLERK, "确认撤回")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "交办")
        assert "告知先前收到撤回通知的3人：已重新交办" in (await office.press(CLERK, "确认交办")).text
        assert "没有通知过任何人" in (await office.press(CLERK, "撤回交办")).text
        await at_local(office, "2025-11-04T18:00")
        assert "交办已撤回，暂不用反馈" in (await office.last(WATER))["text"]


async def test_handing_out_again_asks_nobody_to_sign_a_second_time(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度50%，管沟开挖")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "撤回交办")
        await office.press(CLERK, "确认撤回")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "交办")
        await office.press(CLERK, "确认交办")
        asked = len(await notices(office))
        await at_local(office, "2025-11-07T18:00")
        later = [n for n in await notices(office) if n.person_id != 1][asked:]
        assert later == []  # T-30 of 19 December comes on the 19th
        assert (await office.last(WATER))["text"].startswith("“城乡建设方案”已重新交办，请照常反馈")
        await at_local(office, "2025-11-19T18:00")
        assert "新交办" not in (await office.last(STREETS))["text"]
        assert "待反馈1项" in (await office.last(STREETS))["text"]


async def test_a_wrong_file_is_gone_with_two_presses_and_can_be_loaded_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await loaded(office)
        await office.say(CLERK, "/plans")
        await office.press(CLERK, "方案1")
        assert "已移除“城乡建设方案”，没有通知过任何人" in (await office.press(CLERK, "移除方案")).text
        assert "还没有方案" in (await office.say(CLERK, "/plans")).text
        assert "已恢复" in (await office.press(CLERK, "恢复方案")).text
        await office.press(CLERK, "返回方案")
        await office.press(CLERK, "移除方案")
        assert await add_plan(office, a_draft("城乡建设方案", *TWO_TASKS), hand_out=False) == 2


async def test_a_plan_of_which_something_was_told_is_not_removed_though_nobody_was_asked(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T10:00+08:00") as office:
        plan_id = await loaded(office)
        await office.do(handing_out.hand_out, plan_id)
        await office.do_as(CLERK, phoning.write_down, "县水利局", "1", "进度30%")  # by phone, before anything left
        assert (await office.do(handing_out.recall, plan_id)).told == 0
        with pytest.raises(PlanError, match="不能移除"):
            await office.do(handing_out.remove, plan_id)


async def test_a_plan_that_was_asked_is_ended_with_a_reason_that_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        refused = lianxi(tmp_path, "plan", "remove", "1")
        assert "已经催报过，不能移除" in refused.stderr
        await office.say(CLERK, "/plan 1")
        asked = await office.press(CLERK, "终止方案")
        assert "会告知已收到催报的3人" in asked.text
        assert "已告知3人" in (await office.say(CLERK, "县政府决定停止执行")).text
        assert (await office.last(WATER))["text"] == "“城乡建设方案”已终止，不用再反馈。原因：县政府决定停止执行"
        told = await office.received(STREETS)
        await at_local(office, "2025-12-19T18:00")
        assert await office.received(STREETS) == told


async def test_a_plan_in_trial_reaches_the_office_alone_one_message_a_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await loaded(office)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "试运行")
        await at_local(office, "2025-11-03T10:00")
        told = (await office.last(CLERK))["text"]
        assert "试运行《城乡建设方案》，今天本应发给1人：\n　水联（县水利局）1项：改造供水管网" in told
        assert "没有这个编号的任务" in (await office.say(WATER, "/task 1")).text
        await at_local(office, "2025-11-18T18:00")
        assert len([n for n in await notices(office) if n.person_id == 1]) == 1
        assert [n for n in await notices(office) if n.person_id != 1] == []
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "正式交办")
        await office.press(CLERK, "确认交办")
        await at_local(office, "2025-11-19T18:00")
        assert "待反馈1项" in (await office.last(WATER))["text"]


async def test_a_moved_deadline_is_told_to_whoever_was_asked_with_its_ground(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "任务清单")
        await office.press(CLERK, "改 1")
        await office.press(CLERK, "改时限")
        again = await office.say(CLERK, "三季度")
        assert "日期请写成" in again.text
        assert "请重新回复；不改了就回复“取消”" in again.text
        asked = await office.say(CLERK, "2026年6月底")
        assert "改到2026年6月30日，会告知2人。请回复依据" in asked.text
        assert "已告知2人" in (await office.say(CLERK, "县政府第12次常务会议决定")).text
        told = "“改造供水管网”的完成时限改为2026年6月30日（原2025年12月19日）。依据：县政府第12次常务会议决定"
        assert told in await office.received(WATER)
        assert told in await office.received(MONEY)
        assert told not in await office.received(STREETS)
        assert "县政府第12次常务会议决定" in lianxi(tmp_path, "task", "history", "1", "1").stdout


async def test_a_question_that_waits_for_typing_lets_go_when_something_else_is_meant(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        for words, heard in (("谁还没报", "没有到期应报的"), ("逾期任务", "逾期"), ("待办", "待办")):
            await office.say(CLERK, "/plan 1")
            await office.press(CLERK, "任务清单")
            await office.press(CLERK, "改 1")
            await office.press(CLERK, "改时限")
            if words == "谁还没报":
                await office.press(CLERK, "返回方案")
            answer = (await office.say(CLERK, words)).text
            assert "日期请写成" not in answer
            assert heard in answer


async def test_a_test_message_goes_to_one_seat_and_the_office_hears_that_it_came(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        assert "测试消息已发给水联" in (await office.say(CLERK, "/test 县水利局")).text
        _, data = await office.find_button(WATER, "收到", "测试消息")
        await office.say(MONEY, "/help")
        assert "不是发给您的" in (await office.forge(MONEY, data)).text
        await office.press(WATER, "收到", within="测试消息")
        assert (await office.received(CLERK))[-1] == "县水利局联络员水联收到了测试消息。"
        assert "还没有人绑定" in (await office.say(CLERK, "/test 清河县府办")).text


async def test_the_trial_leaves_no_due_behind_when_it_ends(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局")
        task = a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 12, 19))
        await add_plan(office, a_draft("城乡建设方案", task), hand_out=False)
        assert lianxi(tmp_path, "plan", "dispatch", "1", "--trial").returncode == 0
        assert await office.read(lambda s: len(s.exec(select(models.Due)).all())) == 1
        assert "没有通知过任何单位" in lianxi(tmp_path, "plan", "stop-trial", "1").stdout
        assert await office.read(lambda s: len(s.exec(select(models.Due)).all())) == 0
