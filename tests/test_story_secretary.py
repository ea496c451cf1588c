"""The secretary of one sitting, in words as a secretary says them: from the proposal to the minutes taken back."""

from pathlib import Path

from tests.meeting_steps import file_sent, minuted
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import (
    EXTRA,
    MONEY,
    SCHOOLS,
    STARTS,
    STREETS,
    WATER,
    called,
    joint_meeting,
)
from tests.small_world import at_local


async def test_a_proposal_keeps_its_name_and_its_grounds_and_is_decided_in_words(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        heard = await office.say(
            WATER, "我们县水利局提议召开专题会议，议题：管网改造经费，理由：补助没有到位，要停工了"
        )
        assert "已提议召开专题会议，研究：管网改造经费\n理由：补助没有到位，要停工了" in heard.text
        assert "请召集人决定的消息2025年11月3日 09:00送到（现在不在发送时段）" in heard.text
        heard = await office.say(CONVENOR, "有谁提议开会吗")
        assert "专题会议（待审核）：管网改造经费" in heard.text
        heard = await office.say(CONVENOR, "同意召开")
        assert "会议1：专题会议（已同意召开）" in heard.text
        assert "提议理由：补助没有到位，要停工了" in heard.text
        assert "现在没有等您决定开不开的会议" in (await office.say(CONVENOR, "同意召开")).text


async def test_an_agenda_is_changed_in_words_by_buttons_and_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开专题会议，研究管网改造经费")
        await office.say(CONVENOR, "同意召开")
        await office.say(CLERK, "/sittings 1")
        heard = await office.press(CLERK, "拟议程")
        first, second = "重点任务进展情况", "管网改造经费"
        assert _order(heard.text, first, second)
        heard = await office.say(CLERK, "把第2项挪到第1项前")
        assert _order(heard.text, second, first)
        heard = await office.say(CLERK, "第2项改为：停车场用地，县财政局汇报")
        assert "2. 停车场用地（县财政局）" in heard.text
        heard = await office.say(CLERK, "撤销")
        assert f"2. {first}" in heard.text
        heard = await office.say(CLERK, "加一项：路灯修缮，县城管局汇报")
        assert "3. 路灯修缮（县城管局）" in heard.text
        await office.press(CLERK, "第3项")
        heard = await office.press(CLERK, "上移")
        assert _order(heard.text, second, "路灯修缮", first)
        await office.press(CLERK, "第2项")
        await office.press(CLERK, "改文字")
        heard = await office.say(CLERK, "路灯修缮和移交")
        assert "2. 路灯修缮和移交（县城管局）" in heard.text
        await office.press(CLERK, "增一项")
        heard = await office.say(CLERK, "调换次序：把第3项放到第1项")
        assert _order(heard.text, first, second, "路灯修缮和移交")
        assert "4. " not in heard.text
        heard = await office.say(CLERK, "删掉第3项")
        assert "路灯" not in heard.text
        heard = await office.press(CLERK, "撤销改动")
        assert "3. 路灯修缮和移交" in heard.text
        await office.say(CLERK, "谁请假了")
        heard = await office.say(CLERK, "把议程第1项和第2项对调")
        assert _order(heard.text, second, first)
        assert "议程里没有第9项" in (await office.say(CLERK, "议程删掉第9项")).text


def _order(text: str, *matters: str) -> bool:
    return all(f"{n}. {matter}" in text for n, matter in enumerate(matters, 1))


async def test_units_that_have_not_answered_the_notice_get_it_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开专题会议，研究管网改造经费")
        await office.say(CONVENOR, "同意召开")
        await called(office)
        await office.told(MONEY)
        await office.say(MONEY, "请假，委派副局长李明参会")
        await office.told(SCHOOLS)
        await office.press(SCHOOLS, "参加")
        heard = await office.say(CLERK, "催一下没回复的单位")
        assert "催会议回执" in "".join(heard.labels())
        assert "催任务反馈" in heard.labels()
        await office.say(CLERK, "谁没回执")
        heard = await office.say(CLERK, "催一下没回复的单位")
        assert "再发给没有回执的3个单位" in heard.text
        heard = await office.press(CLERK, "确认催回执")
        assert "已催回执" in heard.text
        assert "县城管局" in heard.text
        assert "县教育局" not in heard.text
        told = await office.told(STREETS)
        assert "【催回执】还没有收到贵单位的会议回执" in told
        heard = await office.press(STREETS, "参加", within="【催回执】")
        assert "县城管局回执已记录：参加" in heard.text
        heard = await office.say(CLERK, "催一下没有回执的")
        assert "县城管局" not in heard.text
        assert "上次催回执：" in heard.text
        assert "催回执" in (await office.say(CLERK, "/sittings 1")).labels()
        heard = await office.press(CLERK, "材料送召集人")
        assert "材料》发召集人" in heard.text
        assert "【会前材料】" in await office.told(CONVENOR)


async def test_minutes_are_taken_back_and_a_matter_put_in_other_words(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开专题会议，研究管网改造经费")
        await office.say(CONVENOR, "同意召开")
        await called(office, "11月10日下午3点 县政府三楼会议室")
        await office.told(MONEY)
        await office.say(MONEY, "请假，委派副局长李明参会")
        await at_local(office, "2025-11-10T09:00")
        await office.say(CLERK, "/sittings 1")
        heard = await office.press(CLERK, "登记出席")  # before 15:00: who comes is written down as they arrive
        assert "委派1：县财政局（副局长李明代）" in heard.text
        assert "请假" not in heard.text
        await office.press(CLERK, "确认登记")
        await office.press(CLERK, "记一项")
        await office.say(CLERK, "由县财政局在12月26日前提出资金意见")
        heard = await office.press(CLERK, "改文字")
        assert "现在是：由县财政局在12月26日前提出资金意见" in heard.text
        heard = await office.say(CLERK, "由县财政局会同县教育局在12月30日前提出资金安排意见")
        assert "配合：县教育局" in heard.text
        assert "完成：2025年12月30日" in heard.text
        await office.press(CLERK, "列入督办")
        await office.press(CLERK, "返回会议")
        await office.press(CLERK, "纪要送审")
        await office.told(CONVENOR)
        heard = await office.say(CLERK, "撤回纪要送审")
        assert "纪要已撤回，可以改了" in heard.text
        assert "撤回修改，原来送审的不用签了" in await office.told(CONVENOR)
        assert "不能这样做" in (await office.press(CONVENOR, "签发纪要", within="请签发会议纪要")).text
        await office.press(CLERK, "看纪要")
        heard = await office.say(CLERK, "第1项改为：由县财政局在12月31日前提出资金安排意见")
        assert "完成：2025年12月31日" in heard.text
        await office.press(CLERK, "返回会议")
        await office.press(CLERK, "纪要送审")
        await office.told(CONVENOR)
        await office.press(CONVENOR, "签发纪要")
        heard = await office.say(
            CLERK, "纪要有问题，先撤回"
        )  # a signature under what is about to change does not count
        assert "专题会议（已召开）" in heard.text
        content = await file_sent(office, await office.press(CLERK, "纪要 Word"), ".docx")
        assert content


async def test_what_became_of_the_last_sitting_is_told_after_the_days_have_passed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开专题会议，研究管网改造经费")
        await office.say(CONVENOR, "同意召开")
        await called(office)
        await at_local(office, "2025-11-10T09:00")
        await minuted(office, "由县财政局在11月21日前拨付首批资金", "暂缓研究停车收费")
        await office.say(CLERK, "上次会议定的事办了没有")
        await office.press(CLERK, "第1项")
        heard = await office.press(CLERK, "看会议纪要")
        assert "第1项任务" in heard.labels()
        await at_local(office, "2025-11-25T09:00")
        heard = await office.say(CLERK, "上次会议定的事办了没有")
        assert "议定1项，逾期1项" in heard.text
        assert "由县财政局在11月21日前拨付首批资金（县财政局，2025年11月21日前）：逾期" in heard.text
