"""Plan 004 from file to digest: issued, only 责任单位, a joint meeting with its roster, towns asked one by one."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks_db.terms import WorkState
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, Office, open_office
from tests.story_steps import bound_by_invitation, compiled, look_at_finding, paper

SCHOOL, PLANNING, TOWN, TOWN2, CONVENOR_LI = 101, 102, 103, 104, 105
CHATS = {SCHOOL: "冯刘庆", PLANNING: "改联", TOWN: "甲联", TOWN2: "乙联", CONVENOR_LI: "栗莎"}
UNITS = "单位,别名\n县民政局,\n县政府办,\n县发展和改革委员会,县发改局\n县计划生育协会,县计生协\n"


@pytest.fixture
def plan_file(samples: Path) -> Path:
    return next(samples.glob("004_*.txt"))


async def test_plan_004_goes_from_the_file_to_the_digest(plan_file: Path, tmp_path: Path) -> None:
    extra = [LocalPerson(n, name, "", "成员单位") for n, name in CHATS.items()]
    async with open_office(
        tmp_path, "2023-02-06T08:00+08:00", area="泽州县", office="县卫生健康和体育局", extra=extra
    ) as office:
        await office.group("各乡镇人民政府", "甲镇", "乙镇", "丙乡")
        await _settle(office, plan_file)
        await _roster_becomes_seats(office)
        await _codes_for_everybody(office)
        await _towns_answer(office)
        await _lead_sees_its_units(office)
        await _told_and_compiled(office)


async def _settle(office: Office, plan_file: Path) -> None:
    heard = await office.send_file(CLERK, plan_file)
    assert "印发稿，待交办，泽政办发〔2022〕39号" in heard.text
    assert "任务16项（有时限0项，长期1项）" in heard.text
    assert "16项任务没有汇总单位" in heard.text

    # three spellings are doubtful, by likeness or because the document's own finding says so: looked at one by one
    heard = await office.press(CLERK, "单位名称 18")
    assert "3个与别的名称相近" in heard.text
    assert "县发展和改革局（任务13），像“县发展和改革委员会”" in heard.text
    await office.press(CLERK, "没有相近的15个")
    await office.press(CLERK, "1=县住房和城乡建设管理局")
    await office.press(CLERK, "1=县发展和改革委员会")
    heard = await office.press(CLERK, "1=县市场监督管理局")
    assert "名称还没有对上" not in heard.text

    # its goal was over on the day of issue: the clerk is told of it, and cannot make it the date of fifteen tasks
    await look_at_finding(office, "不晚于印发日期")
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "没有时限 15")
    await office.press(CLERK, "指定日期")
    heard = await office.say(CLERK, "2022-12-31")
    assert "已经过去，不能作为默认时限" in heard.text
    await office.press(CLERK, "指定日期")
    heard = await office.say(CLERK, "2023-06-30")
    assert "16项任务没有汇总单位" in heard.text
    await office.press(CLERK, "汇总单位 16")
    await office.press(CLERK, "都由第一个单位汇总")

    # one task is asked of every town; the cost is shown before anybody pays it
    await office.press(CLERK, "任务清单")
    heard = await office.press(CLERK, "改 4")
    assert "各乡镇人民政府（责任，不逐家问）" in heard.text
    await office.press(CLERK, "逐家问")
    heard = await office.say(CLERK, "/plan 1")
    assert "可以交办：共68次提问，19个单位" in heard.text


async def _roster_becomes_seats(office: Office) -> None:
    # four members sit for units that no task names: a table makes them known, and the roster is whole
    heard = await office.press(CLERK, "采用成员名单 19人")
    assert "已按名单设席位15个" in heard.text
    assert "单位没有对上的：李英 县政府办" in heard.text
    await office.send_bytes(CLERK, "单位.csv", UNITS.encode())
    await office.say(CLERK, "/plan 1")
    heard = await office.press(CLERK, "采用成员名单 19人")
    assert "已按名单设席位19个" in heard.text
    assert "没有对上" not in heard.text
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "共68项应报" in heard.text


async def _codes_for_everybody(office: Office) -> None:
    # one table of codes for all seats, liaisons' left vacant
    heard = await office.say(CLERK, "/seats")
    assert "泽州县人民政府召集人：栗莎，未绑定" in heard.text
    heard = await office.press(CLERK, "生成全部邀请码")
    content = (await office.page.get(f"/page/files/{heard.messages[-1]['document']['file_id']}")).content
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    codes = {row[:3]: row[3] for row in rows[1:]}
    assert ("县公安局", "联络员", None) in codes

    # the convenor is greeted with what convenors ask; a code works once
    heard = await office.say(CONVENOR_LI, f"/start {codes['泽州县人民政府', '召集人', '栗莎']}")
    assert {"逾期任务", "需协调事项", "未报送单位"} <= set(heard.labels())
    heard = await office.say(SCHOOL, f"/start {codes['县教育局', '成员', '冯刘庆']}")
    assert "贵单位现有9项待反馈" in heard.text
    heard = await office.say(TOWN, f"/start {codes['县教育局', '成员', '冯刘庆']}")
    assert "已经用过了" in heard.text
    for unit, user in (("甲镇", TOWN), ("乙镇", TOWN2), ("县发展和改革委员会", PLANNING)):
        await bound_by_invitation(office, unit, user)


async def _towns_answer(office: Office) -> None:
    # a member is asked while the liaison's seat is vacant; a town is asked for its one task
    await office.until(date(2023, 2, 6))
    assert "新交办9项，请签收" in (await office.last(SCHOOL))["text"]
    assert "新交办1项，请签收" in (await office.last(TOWN))["text"]

    # 甲镇 has nothing of the kind; the office agrees and excuses it
    await office.press(TOWN, "不属我单位")
    await office.say(TOWN, "本镇没有这类机构")
    await office.say(CLERK, "/review")
    await office.press(CLERK, "1", within="待审核1条")
    await office.press(CLERK, "同意，调整单位")
    assert "异议已同意" in await office.told(TOWN)
    await office.say(CLERK, "/task 4")
    await office.press(CLERK, "修改/豁免")
    await office.press(CLERK, "豁免单位")
    heard = await office.say(CLERK, "甲镇 本镇没有这类机构")
    assert "已豁免甲镇" in heard.text

    # 乙镇 says "nearly": that is progress, and only after asking; then it presses 已完成
    heard = await office.say(TOWN2, "基本完成")
    assert "请确认" in heard.text
    assert "确认推进中" in heard.labels()
    heard = await office.press(TOWN2, "已完成")
    assert "已完成：基本完成，进度100%" in heard.text


async def _lead_sees_its_units(office: Office) -> None:
    await office.say(PLANNING, "/task 4")
    heard = await office.press(PLANNING, "各单位反馈")
    assert "各单位反馈 1/4" in heard.text
    assert "· 乙镇：已完成：基本完成，进度100%" in heard.text
    assert "· 县卫生健康和体育局、县教育局、丙乡（应于" in heard.text
    assert "已豁免：甲镇" in heard.text
    await office.press(PLANNING, "催一催（3）")
    heard = await office.press(PLANNING, "确认催办")
    assert "已催办1个单位，随2023年2月7日的消息发出：县教育局" in heard.text
    assert "请电话联系：县卫生健康和体育局、丙乡" in heard.text

    # the office phones in the meantime: nobody is chased for what has been answered
    await office.say(CLERK, "/phone 县教育局 4 进度30%")
    await office.press(CLERK, "确认代录")
    told = len(await office.received(SCHOOL))
    await office.until(date(2023, 2, 7))
    assert len(await office.received(SCHOOL)) == told


async def _told_and_compiled(office: Office) -> None:
    # the day goes by; whoever was excused or is done hears nothing more
    quiet = [len(await office.received(user)) for user in (TOWN, TOWN2, CONVENOR_LI)]
    await office.until(date(2023, 7, 5))
    assert [len(await office.received(user)) for user in (TOWN, TOWN2, CONVENOR_LI)] == quiet
    assert "（逾期3天）" in (await office.last(PLANNING))["text"]

    heard = await office.press(CONVENOR_LI, "逾期任务")
    assert "逾期任务15项" in heard.text
    assert "照护服务机构·县发展和改革委员会" in heard.text
    heard = await office.say(CONVENOR_LI, "乙镇进展")
    assert "照护服务机构·乙镇" in heard.text
    heard = await office.say(CONVENOR_LI, "/digest")
    assert "共16项：长期推进1项（6.3%）、逾期15项（93.8%）（分项占比因四舍五入合计为100.1%）" in heard.text

    value = await compiled(office)
    assert len(value.in_state(WorkState.OVERDUE)) == 15
    # 丙乡 never bound anybody: it could not be asked, so it is not named as silent; 甲镇 is exempted
    assert not [u for u in value.unreported if u.is_group]
    assert [(u.unit, u.asked, u.reported, u.missing) for u in value.undelivered if u.is_group] == [
        ("各乡镇人民政府", 2, 1, ("丙乡",))
    ]
    built = next(line for line in value.tasks if line.task.seq == "4")
    assert [s.entered_by for s in built.sources if s.unit == "县教育局"] == ["文员"]
    words = await paper(office, CONVENOR_LI)
    assert "泽州县联席会议办公室关于2023年第二季度重点任务进展情况的通报" in words.replace("\n", "")
    assert "已报，本办公室未审" in words, "what nobody has passed yet is not counted, and the paper says whose it is"
