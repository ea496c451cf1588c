"""Plan 002 from file to digest: a draft that names no unit; the office says who does what, and who measures."""

import re
from datetime import date
from pathlib import Path

import pytest

from tasks_db.terms import Verdict
from tests.evidence_samples import a_workbook
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, CONVENOR, Office, open_office
from tests.story_steps import bound_by_invitation, compiled, no_draft_goes_out, paper

HEALTH, HOUSING = 101, 102
HOUSING_CHAT = LocalPerson(HOUSING, "建联", "市住建局联络员", "成员单位")
UNITS = "单位,别名,席位,姓名\n市卫生健康委,市卫健委,联络员,卫联\n市住建局,,,\n市财政局,,联络员,财联\n市教育局,,,\n"


@pytest.fixture
def plan_file(samples: Path) -> Path:
    return next(samples.glob("002_*.txt"))


async def test_the_draft_of_plan_002_waits_in_silence_until_it_is_issued(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(tmp_path, "2024-03-01T08:00+08:00", area="绍兴市", office="市卫生健康委") as office:
        await office.seat("市卫生健康委", "卫联", HEALTH)
        heard = await office.send_file(CLERK, plan_file)
        assert "20项任务没有单位" in heard.text
        await no_draft_goes_out(office, date(2024, 4, 30), HEALTH)


async def test_plan_002_once_issued_goes_from_the_file_to_the_digest(plan_file: Path, tmp_path: Path) -> None:
    async with open_office(
        tmp_path, "2024-09-02T08:00+08:00", area="绍兴市", office="市卫生健康委", extra=[HOUSING_CHAT]
    ) as office:
        # the clerk has no shell: units and people come as a table dropped into the chat
        heard = await office.send_bytes(CLERK, "单位.csv", UNITS.encode())
        assert "已载入4个单位、2个席位" in heard.text
        await office.seat("市卫生健康委", "卫联", HEALTH)
        await _settle_and_issue(office, plan_file)
        heard = await office.say(CLERK, "/seats")
        assert "市财政局联络员：财联，未绑定" in heard.text
        heard = await bound_by_invitation(office, "市住建局", HOUSING)
        assert "贵单位现有1项待反馈" in heard.text

        await _trouble_and_phone(office)
        await _draft_amended_and_proved(office)
        await _figures(office)
        await _told_and_compiled(office)


async def _settle_and_issue(office: Office, plan_file: Path) -> None:
    await office.send_file(CLERK, plan_file)
    heard = await office.press(CLERK, "已正式印发，内容未变")
    assert "20项任务没有单位" in heard.text

    # numbering starts again in every section: here each task has a number of its own
    heard = await office.press(CLERK, "任务清单")
    assert "4. 发展社区托育服务" in heard.text
    assert "没有单位" in heard.text

    # a name that nobody knows is not taken; the one task that is not the office's own gets its units
    await office.press(CLERK, "改 4")
    await office.press(CLERK, "改牵头")
    heard = await office.say(CLERK, "市住建委")
    assert "单位库里没有“市住建委”" in heard.text
    await office.press(CLERK, "改牵头")
    heard = await office.say(CLERK, "市住建局")
    assert "市住建局（牵头）" in heard.text
    await office.press(CLERK, "改责任")
    heard = await office.say(CLERK, "市卫健委 市财政局")
    assert "市财政局（责任）" in heard.text

    # everything else at once: who consolidates, until when, who supplies the figures
    await office.press(CLERK, "返回方案")
    heard = await office.press(CLERK, "汇总单位 19")
    assert "19项任务没有牵头单位，由谁汇总？" in heard.text
    await office.press(CLERK, "都由指定单位汇总")
    await office.say(CLERK, "市卫生健康委")
    await office.press(CLERK, "没有时限 12")
    heard = await office.press(CLERK, "到2027年12月31日")
    assert "可以交办：共30次提问，3个单位" in heard.text
    await office.press(CLERK, "指标 14")
    await office.press(CLERK, "未定的14项")
    await office.say(CLERK, "市卫生健康委")
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "共58项应报" in heard.text


async def _trouble_and_phone(office: Office) -> None:
    # one task alone: its buttons stand under the message itself
    await office.until(date(2024, 9, 2))
    heard = await office.press(HOUSING, "签收")
    assert "已记录：发展社区托育服务\n　签收" in heard.text

    # the quarter's guidance cannot be paid for; the convenor finds whose help is wanted
    await office.until(date(2024, 9, 23))
    await office.press(HEALTH, "有困难")
    heard = await office.say(HEALTH, "签约经费未到位，需市财政局协调")
    assert "有困难：签约经费未到位" in heard.text
    heard = await office.say(CONVENOR, "/start")
    assert "需协调事项" in heard.labels()
    heard = await office.press(CONVENOR, "需协调事项")
    assert "需协调：市财政局" in heard.text

    # 市财政局 has no chat yet: the clerk writes down what it says by phone
    await office.say(CLERK, "/phone 市财政局 4 进度40%，已列入预算")
    heard = await office.press(CLERK, "确认代录")
    assert "代录 市财政局" in heard.text
    assert "推进中：进度40%，已列入预算" in heard.text


async def _draft_amended_and_proved(office: Office) -> None:
    # what the boss has not agreed to stays with the unit; the asking goes on
    await office.until(date(2024, 11, 29))
    asked = await office.last(HOUSING)
    assert "2024年12月31日（剩32天）" in asked["text"]
    await office.say(HOUSING, "已建成托位1100个，进度70%")
    heard = await office.press(HOUSING, "先存草稿")
    assert "办公室看不到" in heard.text
    heard = await office.say(CLERK, "/review")
    assert "待审核2条" in heard.text
    assert "市住建局" not in heard.text
    await office.until(date(2024, 12, 24))
    assert "（剩7天）" in (await office.last(HOUSING))["text"]

    # agreed, handed in, corrected, proved by a file
    heard = await office.press(HOUSING, "提交")
    assert "待审核" in heard.text
    await office.press(HOUSING, "改一下")
    heard = await office.say(HOUSING, "进度80%，已建成托位1250个")
    assert "推进中：进度80%" in heard.text
    heard = await office.send_bytes(HOUSING, "台账.xlsx", a_workbook(), reply_to=asked["id"])
    assert "已收下佐证“台账.xlsx”，归到：发展社区托育服务" in heard.text

    # the office sees the last version with its proof, and sends the other one back; 财联 cannot be told here
    await office.say(CLERK, "/review")
    heard = await office.press(CLERK, "3", within="待审核3条")
    assert "佐证：台账.xlsx" in heard.text
    assert "70%" not in heard.text
    await office.press(CLERK, "通过")
    await office.press(CLERK, "2", within="待审核3条")
    await office.press(CLERK, "退回")
    heard = await office.say(CLERK, "请写明到位的金额")
    assert "已退回（请写明到位的金额）：市财政局" in heard.text
    assert "财联还没有绑定，请电话告知" in heard.text


async def _figures(office: Office) -> None:
    # fourteen figures are owed: several fit into one message, each behind its number
    heard = await office.say(HEALTH, "/mine")
    assert "6. 报送指标：每千人口拥有3岁以下" in heard.text
    heard = await office.say(HEALTH, "6 4.6\n7 38.5")
    assert "已记录2项" in heard.text
    assert "6. 报送指标：" in heard.text
    assert "婴幼儿托位数（12月这一期）：推进中：4.6" in heard.text

    # a figure that may belong elsewhere is asked about, and the number before it is never taken for it
    heard = await office.say(HEALTH, "8 大约9.1")
    assert "说的是哪一项" in heard.text
    await office.press(HEALTH, "8", within="大约9.1")
    heard = await office.press(HEALTH, "推进中", within="大约9.1")
    assert "2岁以下婴幼儿托位占比（12月这一期）\n　推进中：9.1" in heard.text


async def _told_and_compiled(office: Office) -> None:
    await office.until(date(2025, 1, 6))
    heard = await office.say(CONVENOR, "/indicators")
    assert "托位数·2024年目标4.5个·2023年4.5个·现4.6个（12月24日报）·已达到" in heard.text
    assert "公建托位占比·2024年目标40%·2023年25.34%·现38.5%（12月24日报）·还差1.5%·未达到" in heard.text
    heard = await office.say(CONVENOR, "市住建局负责的")
    assert "发展社区托育服务" in heard.text
    assert "80%" in heard.text
    heard = await office.say(CONVENOR, "/digest")
    assert "共20项：长期推进1项（5.0%）、逾期4项（20.0%）、尚无反馈15项（75.0%）" in heard.text

    value = await compiled(office)
    assert [(c.unit, c.needs) for c in value.coordination] == [("市卫生健康委", "市财政局")]
    judged = [(i.value, i.verdict) for i in value.indicators if i.period == "2024"][:3]
    assert judged == [("4.6", Verdict.MET), ("38.5", Verdict.SHORT), ("9.1", Verdict.MET)]
    assert {i.verdict for i in value.indicators if i.period == "2027"} == {Verdict.AHEAD}
    built = next(line for line in value.tasks if line.task.title == "发展社区托育服务")
    assert built.percent == 80
    assert [s.entered_by for s in built.sources if s.unit == "市财政局"] in ([], ["文员"])
    words = await paper(office, CONVENOR)
    assert re.search(r"请市财政局[^。\n]{0,60}反馈待审核，未见答复", words), "nobody has reviewed the plea yet"
    assert "待审核的不计入进度，另行注明" in words
    assert "发展社区托育服务\n市财政局\n2024年12月26日" in words, "what was returned does not count as reported"
