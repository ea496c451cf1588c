"""Tasks without a document and notices that are signed for (desk.md, fault 14)."""

from pathlib import Path

from messages.workbook import write_table
from tests.small_world import CLERK, MONEY, STARTS, STREETS, WATER, at_local, open_office, small_meeting
from tests.terminal import lianxi


async def test_what_a_leader_orders_is_given_in_one_message(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        said = "领导交办：王县长批示，县水利局、县财政局，12月20日前，核查水库安全隐患"
        asked = await office.say(CLERK, said)
        assert "1. 核查水库安全隐患（县水利局、县财政局，2025年12月20日前，王县长批示）" in asked.text
        done = await office.press(CLERK, "确认交办")
        assert "2-1 核查水库安全隐患：县水利局、县财政局，2025年12月20日前" in done.text
        await at_local(office, "2025-11-04T09:30")
        assert "核查水库安全隐患" in (await office.last(WATER))["text"]
        assert "核查水库安全隐患" in (await office.last(MONEY))["text"]
        assert "原文（王县长批示）" in lianxi(tmp_path, "task", "show", "2", "1", "--source").stdout
        lacking = await office.say(CLERK, "领导交办：县水土局，12月20日前，核查水库")
        assert "没有写明单位（要在单位库里）、谁交办或依据" in lacking.text


async def test_several_come_in_a_small_table_and_faults_are_named_together(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        header = ("交办事项", "单位", "时限", "依据")
        wrong = [("核查水库", "县水土局", "2026年6月底", "批示"), ("", "县水利局", "2026-01-30", "批示")]
        good = ("疏浚河道", "县城管局", "2026-01-30", "批示")  # one that could be given is not given alone
        heard = await office.send_bytes(CLERK, "交办.xlsx", write_table(header, [*wrong, good]))
        assert "交办3项" in heard.text
        refused = await office.press(CLERK, "确认交办")
        assert "第1项：单位库里没有“县水土局”" in refused.text
        assert "第2项：没有写事项" in refused.text
        right = [("核查水库", "县水利局", "2026年6月底", "批示"), ("清理河道", "县城管局", "2026-01-30", "会议议定")]
        await office.send_bytes(CLERK, "交办.xlsx", write_table(header, right))
        done = await office.press(CLERK, "确认交办")
        assert "已交办2项" in done.text
        assert "2-2 清理河道：县城管局，2026年1月30日前" in done.text


async def test_a_notice_goes_to_everybody_and_shows_who_has_signed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(CLERK, "通知全体：周五前报送年度总结")
        assert "通知全体，发给3人，请各自签收" in asked.text
        await office.press(CLERK, "确认发出")
        assert (await office.last(WATER))["text"] == "通知（办公室）：\n周五前报送年度总结"
        signed = await office.press(WATER, "签收", within="通知（办公室）")
        assert signed.text == "通知（办公室）：\n周五前报送年度总结\n\n已签收。"
        await at_local(office, "2025-11-04T10:00")
        await office.forge(WATER, "sn:1")  # once more: the first time counts
        await office.say(CLERK, "/notices")
        shown = await office.press(CLERK, "1", within="签收1/3")
        assert "· 县水利局 水联 2025年11月3日" in shown.text
        assert "没签收：县财政局财联、县城管局城联" in shown.text
        await office.press(CLERK, "催签收（2）")
        assert (await office.last(STREETS))["text"].startswith("请签收通知（办公室）")
        assert "集合单位" in (await office.say(CLERK, "通知各乡镇：周五前报送")).text


async def test_a_notice_to_a_group_reaches_its_members_alone(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.group("各街道办事处", "东街道", "西街道")
        await office.seat("东街道", "东联", 401)
        await at_local(office, "2025-11-03T10:00")
        told = await office.received(WATER)
        asked = await office.say(CLERK, "通知各街道办事处：明天检查")
        assert "发给1人" in asked.text
        await office.press(CLERK, "确认发出")
        assert "明天检查" in (await office.last(401))["text"]
        assert await office.received(WATER) == told
