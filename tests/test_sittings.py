"""A sitting from its proposal to what became of it, in chat: who proposes, approves, comes, decides, signs."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import MeetingRefused
from tasks_db.work.acts import sittings
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import (
    EXTRA,
    MONEY,
    MONEY_LIAISON,
    SAID,
    SCHOOLS,
    STARTS,
    STREETS,
    WATER,
    called,
    joint_meeting,
)
from tests.small_world import at_local


async def test_a_sitting_goes_from_its_proposal_to_what_became_of_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        heard = await office.say(WATER, "怎么提议开会？")
        assert "谁审核同意：召集人" in heard.text
        heard = await office.say(WATER, "我局想提请开个会，研究管网改造经费")
        assert "是要提议召开临时会议，研究：管网改造经费吗？" in heard.text
        assert "没有当作进展记录" in heard.text
        heard = await office.press(WATER, "提议召开")
        assert "已提议召开临时会议，研究：管网改造经费" in heard.text
        assert "已送召集人审核" in await office.told(CLERK)
        heard = await office.press(CLERK, "看会议", within="已送召集人审核")
        assert "同意召开" not in heard.labels()  # the office may not approve, so it is offered no button for it
        assert (
            "临时会议（管网改造经费）：县水利局成员 水成员提议，等召集人决定"
            in (await office.say(CLERK, "/desk")).text
        )
        assert "会议待定1件" in (await office.say(CONVENOR, "/desk")).text
        assert "会议待定1件" in (await office.say(CONVENOR, "有什么要我定的")).text
        assert "县水利局成员 水成员提议召开" in await office.told(CONVENOR)
        await office.press(CONVENOR, "同意召开")
        assert "召集人已同意召开临时会议" in await office.told(WATER)
        past = "2025年11月1日上午9:30 县政府三楼会议室"
        with pytest.raises(MeetingRefused, match="这个时间已经过去"):
            await office.do_as(CLERK, sittings.set_time, 1, past, *[lambda *_: NoticeText("改期")] * 2)

        assert "待发通知（还缺会议时间和地点、议题）" in (await office.say(CLERK, "/desk")).text
        await called(office)
        told = await office.told(CONVENOR)
        assert "【会议通知】（已发参会单位）" in told
        assert "参加" not in [button["text"] for row in (await office.last(CONVENOR))["keyboard"] for button in row]
        words = await office.told(MONEY)
        assert "经召集人同意，定于2025年11月10日 09:30（周一）在县政府三楼会议室召开" in words
        assert "管网改造经费" in words
        heard = await office.press(SCHOOLS, "参加")
        assert "县教育局回执已记录：参加" in heard.text
        await office.press(MONEY, "请假")
        heard = await office.say(MONEY, "副局长 李明")
        assert "县财政局回执已记录：请假，委派副局长 李明参会" in heard.text
        heard = await office.say(CONVENOR, "谁请假了")
        assert "请假1：县财政局（委派副局长 李明）" in heard.text
        assert "参加1：县教育局" in heard.text

        await at_local(office, "2025-11-10T09:00")
        heard = await office.press(WATER, "参加")
        heard = await office.press(WATER, "会议当天签到")
        assert "县水利局已签到" in heard.text
        await at_local(office, "2025-11-10T11:00")
        assert "已到开会时间，待登记出席" in (await office.say(CLERK, "/desk")).text
        await office.press(CLERK, "会议", within="待办")
        await office.press(CLERK, "会议1")
        await office.press(CLERK, "登记出席")
        heard = await office.press(CLERK, "确认登记")
        assert "出席2：县水利局 水成员、县教育局 教成员" in heard.text
        await office.press(CLERK, "更正出席")
        await office.say(CLERK, "县城管局 出席 城副局")

        for other in ("谢谢", "参加", "县教育局成员换成副局长李四"):  # none of them is what the sitting decided
            await office.press(CLERK, "记一项")
            assert "记下了" not in (await office.say(CLERK, other)).text
        await office.press(CLERK, "记一项")
        await office.say(CLERK, "会议研究了另一件事")
        await office.press(CLERK, "撤销")
        await office.press(CLERK, "记一项")
        heard = await office.say(CLERK, f"议定：{SAID}")
        assert "牵头：县财政局，配合：县教育局" in heard.text
        assert "完成：2025年12月26日" in heard.text
        await office.press(CLERK, "列入督办")
        await office.press(CLERK, "再记一项")
        heard = await office.say(CLERK, "县城管局抓紧推进背街小巷整治")
        assert "完成：没有写明日期" in heard.text
        heard = await office.press(CLERK, "列入督办")
        assert "列入督办要有完成日期" in heard.text
        await office.press(CLERK, "补牵头、日期")
        assert "这个日期已经过去" in (await office.say(CLERK, "县城管局 11月10日")).text  # it is the day itself
        heard = await office.say(CLERK, "县城管局 12月19日")
        assert "印发后列为督办任务" in heard.text
        await office.press(CLERK, "再记一项")
        heard = await office.say(CLERK, "会议通报了第一季度进展；消防通道整治暂缓，待方案完善后再议")
        assert "看出2项，都还没有记" in heard.text
        await office.press(CLERK, "分2项记")
        await office.press(CLERK, "返回会议")
        heard = await office.press(CLERK, "看纪要")
        assert "召集人召集人主持召开清河县联席会议2025年第一次临时会议" in heard.text
        assert "会议议定，由县财政局会同县教育局在12月26日前提出资金安排意见。【督办】" in heard.text
        assert "会议议定，县城管局抓紧推进背街小巷整治，于12月19日前完成。【督办】" in heard.text
        assert "会上，通报了第一季度进展。" in heard.text
        assert "会议决定，消防通道整治暂缓，待方案完善后再议。" in heard.text
        await office.press(CLERK, "返回会议")
        await office.press(CLERK, "纪要送审")
        assert "请签发会议纪要" in await office.told(CONVENOR)
        await office.press(CONVENOR, "签发纪要")
        assert "可以印发" in await office.told(CLERK)
        await office.press(CLERK, "去印发")
        heard = await office.press(CLERK, "印发纪要")
        assert "督办2项成为任务" in heard.text
        heard = await office.press(CLERK, "确认印发")
        assert "已印发（第1期），2项督办任务已交办（方案2）" in heard.text

        assert "会议纪要第1期" in await office.told(STREETS)
        await office.until(date(2025, 11, 11))
        assert "提出资金安排意见" in (await office.last(MONEY_LIAISON))["text"]
        heard = await office.say(CONVENOR, "上次会议定的事办了没有")
        assert "2025年第一次临时会议：议定2项，推进2项" in heard.text
        heard = await office.say(CONVENOR, "2025年第一次临时会议定的事办了没有")
        assert "2025年第一次临时会议：议定2项，推进2项" in heard.text
        assert "委派1：县财政局" in (await office.say(CONVENOR, "谁请假了")).text
        assert "委派1：县财政局" in (await office.say(CONVENOR, "第1次会议谁请假了")).text
        assert "另有不督办的2项（暂缓1项、听取1项），见纪要。" in heard.text
        heard = await office.say(CLERK, "/sittings 1")
        assert "议定事项：议定2项、暂缓1项、听取1项；列入督办2项" in heard.text
        assert "· 第1项 → 2-1 提出资金安排意见" in heard.text
        await office.press(CLERK, "看纪要")
        assert "提出资金安排意见" in (await office.press(CLERK, "第1项任务")).text
        await office.press(CLERK, "原文")
        assert "会议决定，消防通道整治暂缓" in (await office.press(CLERK, "看会议纪要")).text
        heard = await office.say(CLERK, "把第一次临时会议的通知、议程、纪要打成一个文件给我")
        (file,) = [m["document"]["file_name"] for m in heard.messages if m["document"]]
        assert file == "2025年第一次临时会议会议材料.docx"
        heard = await office.say(CONVENOR, "全体会议今年开过没有")
        assert "2025年全体会议已召开0次" in heard.text
        heard = await office.say(CONVENOR, "全体会议去年开过没有")
        assert "2024年全体会议已召开0次" in heard.text
        assert "今年还要召开" not in heard.text


@pytest.mark.parametrize(
    ("typed", "receipt"),
    [
        ("收到，我局准时参加", "县财政局回执已记录：参加"),
        ("不能来，请假，派预算股王磊参加", "县财政局回执已记录：请假，委派预算股王磊参会"),
        ("当天接待督查，去不了", "县财政局回执已记录：请假：当天接待督查"),
        ("请假，委托王五替我参加", "县财政局回执已记录：请假，委派王五参会"),
        ("去不了，委托副局长王五代我去", "县财政局回执已记录：请假，委派副局长王五参会"),
        ("我局派副局长王五参加", "县财政局回执已记录：参加：副局长王五"),
        ("请假", "由谁代为参会？"),
    ],
)
async def test_a_notice_is_answered_in_plain_words(tmp_path: Path, typed: str, receipt: str) -> None:
    """A secretary's trial: 请假 typed beside the buttons was lost, and 准时参加 taken for a task."""
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开临时会议，研究管网改造经费")
        assert "提议召开" in await office.told(CONVENOR)
        await office.press(CONVENOR, "同意召开")
        assert "回执" not in (await office.say(MONEY, typed)).text  # nobody has called yet
        await called(office)
        assert "回执" not in (await office.say(MONEY, "1 参加联合检查2次，进度30%")).text
        assert (await office.say(MONEY, typed)).text.startswith(receipt)
