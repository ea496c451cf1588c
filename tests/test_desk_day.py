"""The office is told by itself (R12): one bundle a day with what waits; pleas at once; silence climbs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind, NoticeKind, NoticeState, SeatRole
from tasks_db.work.acts import answering
from tests.office_world import CONVENOR
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft,
    a_draft_task,
    add_plan,
    assignment_and_due,
    at_local,
    notices,
    open_office,
    small_meeting,
    states,
)

MEMBER = 301
TEN = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 11, 7)),
    a_draft_task("2", "整治背街小巷", ["县城管局"], (), date(2025, 12, 19)),
)


async def bundles(office: Office, person: str) -> list[models.Notice]:
    return [notice for notice in await notices(office, person) if notice.kind is NoticeKind.BUNDLE]


async def test_nothing_waits_so_the_office_hears_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-07T18:00")
        assert await bundles(office, "文员") == []
        assert not await office.received(CLERK)


async def test_what_waits_comes_once_each_working_day_until_it_is_done(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度60%，管沟开挖")
        await at_local(office, "2025-11-05T18:00")
        days = [notice.working_day for notice in await bundles(office, "文员")]
        assert days == [date(2025, 11, 4), date(2025, 11, 5)]
        told = (await office.last(CLERK))["text"]
        assert told.startswith("2025年11月5日（周三）文员，您好。\n待办：\n· 1条反馈待审核")
        await office.press(CLERK, "审核 1")
        await office.press(CLERK, "一般反馈1条全部通过")
        assert "告知1人" in (await office.last(CLERK))["text"]
        await office.press(CLERK, "确认通过")
        await at_local(office, "2025-11-07T18:00")
        assert [notice.working_day for notice in await bundles(office, "文员")] == days


async def test_what_did_not_arrive_on_friday_is_told_on_monday(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-07T10:00")  # Friday, behind the office's bundle of the day
        office.chat.store.mark_blocked(WATER, blocked=True)
        await add_plan(
            office, a_draft("防汛方案", a_draft_task("1", "疏浚河道", ["县水利局"], (), date(2025, 11, 10)))
        )
        await at_local(office, "2025-11-07T18:00")
        assert await states(office, "水联") == [NoticeState.SENT, NoticeState.FAILED]
        await at_local(office, "2025-11-10T09:30")
        assert "1条消息没有送达" in (await office.last(CLERK))["text"]
        await at_local(office, "2025-11-11T09:30")
        assert "没有送达" not in (await office.last(CLERK))["text"]


async def test_who_is_office_and_liaison_gets_one_bundle_with_two_parts(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.seat("清河县府办", "文员", CLERK)
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["清河县府办"]))
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度60%，管沟开挖")
        await at_local(office, "2025-12-16T18:00")
        both = [m for m in await office.received(CLERK) if "1. 改造供水管网" in m and "待办：\n· 1条反馈待审核" in m]
        assert both
        mine = await bundles(office, "文员")
        assert len({notice.working_day for notice in mine}) == len(mine)


async def test_a_plea_reaches_the_office_at_once_and_the_unit_when_the_office_taps(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 资金没有到位，需财政局协调")
        heard = (await office.received(CLERK))[-1]
        assert heard.startswith("需协调：县水利局，1-1 改造供水管网\n请财政局协调")
        await office.press(CLERK, "转县财政局")
        assert any(
            m.startswith("县水利局请贵单位协调（办公室转）：\n1-1 改造供水管网") for m in await office.received(MONEY)
        )
        assert "“改造供水管网”的需协调事项已转县财政局。" in await office.received(WATER)
        await office.press(CLERK, "答复单位", within="需协调：")
        await office.say(CLERK, "周五前拨付")
        assert "“改造供水管网”的需协调事项，办公室答复：周五前拨付" in await office.received(WATER)
        assert "已经答复" in (await office.press(CLERK, "转召集人", within="需协调：")).text
        await office.units("县档案局")
        await office.say(STREETS, "1 人手不够，需县档案局协调")
        refused = await office.press(CLERK, "转县档案局")
        assert "县档案局还没有绑定的联络员，请电话联系，或点“转召集人”" in refused.text
        assert "已转" not in "".join(await office.received(STREETS))


async def test_a_plea_is_brought_to_the_office_once_it_is_submitted_and_in_the_same_words_once(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        share, _ = await assignment_and_due(office, "县水利局")
        words = Given(AnswerKind.BLOCKED, text="资金缺口", problem="资金缺口", needs="县财政局")
        kept = await office.do_as(WATER, answering.draft, share, words)
        await office.sender.send_waiting()
        assert not await office.received(CLERK)
        await office.do_as(WATER, answering.submit_draft, kept.report.id)
        await office.sender.send_waiting()
        assert [m.partition("，")[0] for m in await office.received(CLERK)] == ["需协调：县水利局"]
        await at_local(office, "2025-11-04T10:00")
        told = len(await office.received(CLERK))
        await office.do_as(WATER, answering.record, share, 0, words)
        await office.sender.send_waiting()
        assert len(await office.received(CLERK)) == told
        await office.do_as(WATER, answering.record, share, 0, replace(words, problem="资金和人手都缺"))
        await office.sender.send_waiting()
        assert "资金和人手都缺" in (await office.received(CLERK))[-1]


async def test_a_plea_that_the_office_leaves_goes_to_the_convenor_the_next_working_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-07T18:30")  # Friday, behind the windows: the office hears on Monday
        await office.say(STREETS, "1 资金没有到位，需县财政局协调")
        await at_local(office, "2025-11-10T10:00")
        await office.say(MONEY, "1 人手不够，需县水利局协调")
        await office.press(CLERK, "转县水利局")  # this one is taken up
        await at_local(office, "2025-11-10T18:00")
        assert any(m.startswith("需协调：县城管局") for m in await office.received(CLERK))
        assert not await office.received(CONVENOR)
        assert "没有待答复的需协调事项" in (await office.say(CONVENOR, "/desk")).text  # it has not come to them
        await at_local(office, "2025-11-11T09:30")
        heard = (await office.last(CONVENOR))["text"]
        assert "请您协调：\n1. 1-2 县城管局：请县财政局协调" in heard
        assert "人手不够" not in heard
        await office.press(CONVENOR, "答复1")
        await office.say(CONVENOR, "请财政局本周内解决")
        assert "召集人召集人答复：请财政局本周内解决" in "\n".join(await office.received(STREETS))
        assert any("召集人召集人答复了县城管局" in m for m in await office.received(CLERK))
        await at_local(office, "2025-11-14T18:00")
        assert len(await bundles(office, "召集人")) == 1


async def test_silence_climbs_to_the_offices_list_and_then_the_convenor_is_offered(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *TEN)
        # 7 November is the day of the lead; seven working days later it stands on the list
        await at_local(office, "2025-11-17T18:00")
        assert "县水利局，应于" not in (await office.last(CLERK))["text"]
        await at_local(office, "2025-11-18T09:30")
        told = (await office.last(CLERK))["text"]
        assert "1-1 改造供水管网：县水利局，应于2025年11月7日报" in told
        assert "· 1项任务逾期" in told  # whoever is late with a report alone is no late task
        assert "提请召集人" not in told
        await at_local(office, "2025-11-28T09:30")
        assert "个可提请召集人督促" in (await office.last(CLERK))["text"]
        await office.press(CLERK, "久没报")
        listed = await office.last(CLERK)
        label = next(b["text"] for row in listed["keyboard"] for b in row)
        await office.press(CLERK, label)
        told = [m for m in await office.received(CONVENOR) if m.startswith("请督促（办公室报）：")]
        assert len(told) == 1
        assert "已经报过召集人" in (await office.press(CLERK, label)).text
        assert [m for m in await office.received(CONVENOR) if m.startswith("请督促（办公室报）：")] == told


async def test_a_convenor_who_wants_it_gets_the_week_on_its_first_working_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        assert "没有待答复的需协调事项" in (await office.say(CONVENOR, "/desk")).text
        await office.press(CONVENOR, "每周发一份简况")
        await at_local(office, "2025-11-04T10:00")
        await office.say(STREETS, "1 资金没有到位，需县财政局协调")
        await at_local(office, "2025-11-17T18:00")
        days = [notice.working_day for notice in await bundles(office, "召集人")]
        # on the 5th the plea came to them that the office had left; it is not told again
        assert days == [date(2025, 11, 3), date(2025, 11, 5), date(2025, 11, 10), date(2025, 11, 17)]
        week = await office.last(CONVENOR)
        assert "请您协调" not in week["text"]
        assert "每周简况：任务2项，已办结0项" in week["text"]
        # the picture itself comes with it, not a button to it
        assert week["document"]["file_name"] == "进展图2025-11-17.png"


async def test_after_a_holiday_the_week_comes_on_its_first_working_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-09-29T08:00+08:00") as office:
        await small_meeting(office)
        await office.say(CONVENOR, "/desk")
        await office.press(CONVENOR, "每周发一份简况")
        await at_local(office, "2025-10-13T18:00")
        days = [notice.working_day for notice in await bundles(office, "召集人")]
        assert days == [date(2025, 9, 29), date(2025, 10, 9), date(2025, 10, 13)]  # the 1st to the 8th are days off


async def test_anybody_tells_the_office_what_they_think_and_gets_an_answer(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(MONEY, "意见：催报来得太早")
        assert "意见已转给联席会议办公室" in heard.text
        assert (await office.received(CLERK))[-1] == "县财政局联络员 财联的意见：催报来得太早"
        await office.press(CLERK, "答复")
        await office.say(CLERK, "以后晚一天催")
        assert "您的意见“催报来得太早”，办公室答复：以后晚一天催" in await office.received(MONEY)


async def test_a_silent_liaisons_member_is_asked_on_the_third_working_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *TEN)
        await office.seat("县水利局", "水成", MEMBER, SeatRole.MEMBER)
        await at_local(office, "2025-11-11T18:00")
        assert not await office.received(MEMBER)
        await at_local(office, "2025-11-12T09:30")
        told = (await office.last(MEMBER))["text"]
        assert "改造供水管网" in told
        assert "联络员尚未反馈" in told
        await at_local(office, "2025-11-21T18:00")
        assert len(await bundles(office, "水成")) == 1  # the liaison is asked on, the member was told once


async def test_the_steps_stand_in_the_plan_and_are_a_setting(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *TEN)
        await office.seat("县水利局", "水成", MEMBER, SeatRole.MEMBER)
        shown = await office.say(CLERK, "/plan 1")
        assert "不报的：过期第3个工作日提醒成员，第7个工作日列入办公室清单，第15个工作日可提请召集人" in shown.text
        await office.press(CLERK, "改提醒和升级")
        assert "请写三个由小到大的工作日数" in (await office.say(CLERK, "升级 7 3 15")).text
        shown = await office.say(CLERK, "升级 1 2 4")
        assert "过期第1个工作日提醒成员，第2个工作日列入办公室清单" in shown.text
        await at_local(office, "2025-11-10T09:30")
        assert "联络员尚未反馈" in (await office.last(MEMBER))["text"]


async def test_an_answer_in_time_keeps_the_member_out_of_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *TEN)
        await office.seat("县水利局", "水成", MEMBER, SeatRole.MEMBER)
        await at_local(office, "2025-11-07T10:00")
        await office.say(WATER, "1 进度60%，管沟开挖")
        await at_local(office, "2025-11-12T18:00")
        assert not await office.received(MEMBER)


async def test_an_empty_office_is_told_its_first_steps(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        heard = (await office.say(CLERK, "/start")).text
        assert "第一次用：先把单位人员表发给我" in heard
        assert "随时也可以发“待办”" in heard
        assert (await office.say(CLERK, "待办")).text == "现在没有待办。"
        assert "领导交办：" in (await office.say(CLERK, "/help")).text


async def test_the_desk_counts_who_did_not_report_as_the_question_does(tmp_path: Path) -> None:
    """One number, and what it is a part of: those whom the office lists are among all who did not report."""
    async with open_office(tmp_path, STARTS) as office:
        early = a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 11, 5))
        late = a_draft_task("2", "整治背街小巷", ["县城管局"], (), date(2025, 11, 13))
        await small_meeting(office, early, late)
        await at_local(office, "2025-11-07T09:30")
        assert "· 1个单位到期没报，共1条" in (await office.say(CLERK, "/desk")).text
        await at_local(office, "2025-11-18T09:30")
        desk = await office.say(CLERK, "待办")
        assert "· 2个单位到期没报，共2条\n· 1个单位过了应报日7个工作日仍没报\n　1-1" in desk.text
        assert {"没报 2", "久没报 1"} <= set(desk.labels())
        assert (await office.press(CLERK, "没报 2")).text.startswith("未按时报送单位2个，共2条")
