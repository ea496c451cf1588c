"""A year of a joint meeting under the rules of plan 004, over the tasks of plans 000 and 003.

Four digests, a plenary with a delegate in the chair, a proposal refused, an ad-hoc sitting that a member proposed, an
extension refused and one granted, two members replaced, an evaluation: in chat, by those whose seats allow it.
"""

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from tests.local_chat import LocalPerson
from tests.meeting_steps import digest_issued, file_sent, minuted, paper_sent
from tests.office_world import CLERK, Office, open_office
from tests.sitting_world import called
from tests.small_world import at_local
from tests.story_steps import bound_by_invitation

CONVENOR, HEAD, SCHOOLS, POLICE, MONEY = 301, 302, 303, 304, 305
"""Of the printed roster."""
TEACHERS, HEALTH = 311, 312
"""Liaisons."""
CHATS = {
    CONVENOR: "栗莎",
    HEAD: "王国红",
    SCHOOLS: "冯刘庆",
    POLICE: "秦广军",
    MONEY: "李孺孺",
    TEACHERS: "教联",
    HEALTH: "卫联",
}
OFFICE = "县卫生健康和体育局"
UNITS = "单位,别名\n县政府办,\n县民政局,\n县发展和改革委员会,县发改局\n县计划生育协会,县计生协\n"
SEATS = f"单位,席位,姓名,职务\n{OFFICE},办公室主任,王国红,局长\n"
MATTER = "由县财政局会同县教育局在6月30日前拿出托位补助办法"


async def test_a_year_under_printed_rules_over_printed_tasks(samples: Path, tmp_path: Path) -> None:
    extra = [LocalPerson(chat, name, "", "成员单位") for chat, name in CHATS.items()]
    async with open_office(tmp_path, "2023-02-06T08:00+08:00", area="泽州县", office=OFFICE, extra=extra) as office:
        await _rules_and_roster(office, next(samples.glob("004_*.txt")))
        await _tasks_with_an_annex(office, next(samples.glob("000_*.txt")))
        await _tasks_of_a_draft(office, next(samples.glob("003_*.txt")))
        await _everybody_comes_in(office)
        await _first_quarter(office)
        await _second_quarter(office)
        await _third_quarter(office)
        await _fourth_quarter(office)


async def _rules_and_roster(office: Office, plan: Path) -> None:
    await _loaded(office, plan)
    await office.send_bytes(CLERK, "单位.csv", UNITS.encode())
    await office.say(CLERK, "/plan 1")
    heard = await office.press(CLERK, "采用成员名单 19人")
    assert "已按名单设席位19个" in heard.text
    # the printed deputy convenor is the head of the office too
    await office.send_bytes(CLERK, "席位.csv", SEATS.encode())
    await office.say(CLERK, "/rules")
    heard = await office.press(CLERK, "采用方案1的规则")
    for rule in (
        "谁可以提议：召集人、副召集人、办公室主任、成员单位",
        "谁审核同意：召集人",
        "每年全体会议：至少1次",
        f"代章单位：{OFFICE}",
        "成员调整：由所在单位相应职务人员递补",
    ):
        assert rule in heard.text


async def _loaded(office: Office, plan: Path) -> None:
    """A plan comes in; it counts as issued, and its units are known."""
    heard = await office.send_file(CLERK, plan)
    if "已正式印发，内容未变" in heard.labels():
        await office.press(CLERK, "已正式印发，内容未变")
    await office.press(CLERK, "单位名称")
    heard = await office.press(CLERK, "没有相近的")
    while any(label.startswith("1=") for label in heard.labels()):
        heard = await office.press(CLERK, "1=")


async def _tasks_with_an_annex(office: Office, plan: Path) -> None:
    await _loaded(office, plan)
    await office.press(CLERK, "没有时限")
    await office.press(CLERK, "到2025年12月31日")
    await office.press(CLERK, "候选")
    await office.press(CLERK, "全部不采纳")
    await office.press(CLERK, "指标")
    await office.press(CLERK, "未定的10项")
    await office.say(CLERK, "县卫生健康委")
    await _handed_out(office, 2)


async def _tasks_of_a_draft(office: Office, plan: Path) -> None:
    await _loaded(office, plan)
    await office.press(CLERK, "候选 15")
    await office.press(CLERK, "全部不采纳")
    await office.press(CLERK, "没有时限 4")
    await office.press(CLERK, "每年报送")
    await office.say(CLERK, "/plan 3")
    await office.press(CLERK, "已过期")
    await office.press(CLERK, "全部照常催报")
    await _handed_out(office, 3)


async def _handed_out(office: Office, number: int) -> None:
    await office.say(CLERK, f"/plan {number}")
    await office.press(CLERK, "交办")
    assert "已交办" in (await office.press(CLERK, "确认交办")).text


async def _everybody_comes_in(office: Office) -> None:
    await office.say(CLERK, "/seats")
    table = await file_sent(office, await office.press(CLERK, "生成全部邀请码"))
    rows = list(load_workbook(io.BytesIO(table)).worksheets[0].iter_rows(values_only=True))
    codes = {row[2]: row[3] for row in rows[1:]}
    for chat in (CONVENOR, HEAD, SCHOOLS, POLICE, MONEY):
        heard = await office.say(chat, f"/start {codes[CHATS[chat]]}")
        assert f"{CHATS[chat]}，您好！" in heard.text
    for unit, chat in (("县教委", TEACHERS), ("市卫健委", HEALTH)):
        await bound_by_invitation(office, unit, chat)


async def _first_quarter(office: Office) -> None:
    await office.until(date(2023, 2, 7))
    await office.say(TEACHERS, "/mine")
    await office.say(TEACHERS, "1 进度20%，新增托位60个")
    await _reviewed(office, "通过")
    await office.say(SCHOOLS, "提议召开部分成员单位会议，研究幼儿园门口停车")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "不同意")
    await office.say(CONVENOR, "先由教育、公安两家商量")
    assert "未获同意。栗莎：先由教育、公安两家商量" in await office.told(SCHOOLS)

    await at_local(office, "2023-03-06T09:30")
    await office.say(HEAD, "提议召开全体会议，研究年度安排")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "同意召开")
    await office.press(CONVENOR, "定主持人")
    await office.say(CONVENOR, "副召集人 王国红")
    await called(office, "3月15日上午9:00 县政府二楼会议室", signs=CONVENOR)
    for chat in (SCHOOLS, POLICE):
        await office.press(chat, "参加")
    await office.press(MONEY, "请假")
    await office.say(MONEY, "副局长 李明")
    heard = await office.say(CONVENOR, "谁请假了")
    assert "请假1：县财政局（委派副局长 李明）" in heard.text
    assert "参加2：县公安局、县教育局" in heard.text

    await at_local(office, "2023-03-15T11:00")
    words = await minuted(office, MATTER, "县公安局通报了校园周边巡防情况", convenor=CONVENOR)
    assert "副召集人 王国红在县政府二楼会议室主持召开泽州县联席会议2023年第一次全体会议" in words
    assert f"会议议定，{MATTER}。" in words
    assert "会上，县公安局通报了校园周边巡防情况。" in words
    await office.until(date(2023, 3, 16))
    assert "拿出托位补助办法" in (await office.last(MONEY))["text"]

    await at_local(office, "2023-03-31T09:30")
    words = await digest_issued(office, 1, 2023, head=HEAD)
    assert "上次会议（2023年第一次全体会议）议定1项，推进1项。" in words
    assert "：进度20%（2月" in words
    assert "，新增托位60个（县教委反馈）" in words


async def _reviewed(office: Office, verdict: str, reason: str = "") -> None:
    await office.say(CLERK, "/review")
    await office.press(CLERK, "1", within="待审核")
    await office.press(CLERK, verdict)
    if reason:
        await office.say(CLERK, reason)


async def _second_quarter(office: Office) -> None:
    await at_local(office, "2023-05-15T09:30")
    await office.say(MONEY, "托位补助办法申请延期到12月29日，要等省里文件")
    await _reviewed(office, "退回", "不能超过三季度")
    await office.say(MONEY, "托位补助办法申请延期到9月28日")
    await _reviewed(office, "同意")
    # filed some days after: the printed rules let the unit's next in office take the seat
    heard = await office.say(CLERK, "县公安局成员换成副局长赵立新，自5月10日起，因工作变动")
    assert "县公安局成员：秦广军 → 赵立新（副局长），自2023年5月10日起" in heard.text
    assert "递补备案" in heard.text
    await office.press(CLERK, "确认换人")
    await office.say(CLERK, "县教育局成员换成副局长孙明")
    await office.press(CLERK, "确认换人")
    await paper_sent(office, await office.say(CLERK, "/filings"), "备案表")

    await at_local(office, "2023-06-30T09:30")
    words = await digest_issued(office, 2, 2023, head=HEAD)
    assert "延至9月28日，本办公室于5月15日同意" in words
    assert "延至12月29日，本办公室于5月15日未予同意，答复意见为“不能超过三季度”" in words


async def _third_quarter(office: Office) -> None:
    await at_local(office, "2023-09-20T09:30")
    await office.say(MONEY, "托位补助办法已印发，全部完成")
    heard = await office.press(MONEY, "确认申请办结")
    assert "待补齐：还有1个单位没有反馈（县教育局）" in heard.text
    await office.say(CLERK, "/phone 县教育局 4-1 已完成")
    await office.press(CLERK, "确认代录")
    await _reviewed(office, "同意")
    await office.press(CLERK, "仍同意办结")  # what was taken down by phone is not reviewed
    heard = await office.say(CONVENOR, "上次会议定的事办了没有")
    assert "2023年第一次全体会议：议定1项，办结1项" in heard.text

    await at_local(office, "2023-09-28T09:30")
    words = await digest_issued(office, 3, 2023, head=HEAD)
    assert "上次会议（2023年第一次全体会议）议定1项，办结1项。" in words
    assert "托位补助办法已印发" in words, words


async def _fourth_quarter(office: Office) -> None:
    await at_local(office, "2023-10-09T09:30")
    await office.say(MONEY, "提议召开临时会议，研究托位补助兑现")
    await office.told(CONVENOR)
    await office.press(CONVENOR, "同意召开")
    await called(office, "10月18日下午3点 县政府五楼", signs=CONVENOR)
    words = await paper_sent(office, await office.press(CLERK, "会议材料"), "会议材料")
    assert "托位补助兑现" in words
    await at_local(office, "2023-10-18T17:00")
    told = "县民政局介绍了社区用房情况"
    await minuted(office, "由县财政局牵头在11月30日前兑现首批补助", told, convenor=CONVENOR)

    await at_local(office, "2023-12-29T09:30")
    words = await digest_issued(office, 4, 2023, head=HEAD)
    assert "上次会议（2023年第一次临时会议）议定1项，逾期1项。" in words
    words = await paper_sent(office, await office.say(CLERK, "/evaluation"), "评估报告")
    assert "召开会议2次（全体会议1次、临时会议1次），印发会议纪要2期，议定事项4项，其中列入督办2项" in words
    assert "成员调整备案2人次" in words
    assert "年内延期1项。" in words
    assert "，本年1项）" in words
    assert "完成时限未到的19项都尚无反馈，见附件" in words
    assert f"（{OFFICE}代章）" in words
    heard = await office.say(CONVENOR, "全体会议今年开过没有")
    assert "2023年全体会议已召开1次（2023年3月15日），规则要求每年至少1次" in heard.text
