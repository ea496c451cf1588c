"""Units renamed, merged and ended; a table with a clash; near names (desk.md, fault 9)."""

from datetime import date
from pathlib import Path

from sqlmodel import select

from messages.workbook import write_table
from tasks_db.register.unit_names import Known, match
from tasks_db.store import models
from tasks_db.terms import UnitKind
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    small_meeting,
)
from tests.terminal import lianxi


async def test_a_renamed_unit_is_known_by_both_names_and_asked_on(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.say(CLERK, "/rename 县水利局 县水务局")
        heard = await office.press(CLERK, "确认改名")
        assert heard.text == "“县水利局”已改名为“县水务局”。原名仍能认出，已印的文字不变。"
        await at_local(office, "2025-11-03T10:00")
        assert "改造供水管网" in (await office.last(WATER))["text"]
        assert "邀请码" in (await office.say(CLERK, "/invite 县水利局")).text
        await office.say(CLERK, "/rename 县水务局 县财政局")
        refused = await office.press(CLERK, "确认改名")
        assert "请用合并：/merge 县水务局 县财政局" in refused.text


async def test_units_of_which_one_is_unknown_are_not_written_to_a_task(tmp_path: Path) -> None:
    """R11: what nobody knows would be asked by nobody."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        refused = lianxi(tmp_path, "task", "units", "1", "1", "--responsible", "县城管局 县水土局")
        assert refused.returncode == 1
        assert "单位库里没有“县水土局”" in refused.stderr
        await at_local(office, "2025-11-03T10:00")
        assert "改造供水管网" in (await office.last(MONEY))["text"]


async def test_a_duplicate_is_merged_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县消防救援大队")
        await office.seat("县消防救援大队", "马致同", WATER)
        await office.units("县消防救援局")
        task = a_draft_task("1", "消除火灾隐患", ["县消防救援局"], (), date(2025, 12, 19))
        await add_plan(office, a_draft("安全方案", task))
        await at_local(office, "2025-11-03T10:00")
        assert not await office.received(WATER)
        asked = await office.say(CLERK, "/merge 县消防救援局 县消防救援大队")
        assert "1项任务、1个席位和全部名称一起并过去，告知两家的联络员，不能撤销" in asked.text
        await office.press(CLERK, "确认合并")
        await at_local(office, "2025-11-04T10:00")
        assert "消除火灾隐患" in (await office.last(WATER))["text"]
        assert "同一个单位" in (await office.say(CLERK, "/merge 县消防救援局 县消防救援大队")).text


async def test_a_unit_that_has_ended_is_asked_no_more_and_says_what_is_left(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(CLERK, "/end_unit 县财政局")
        assert "席位1个随之结束；没办完的任务1项" in asked.text
        heard = await office.press(CLERK, "确认撤并")
        assert "到2025年11月3日为止" in heard.text
        assert "还有1项没办完的任务在它名下" in heard.text
        told = await office.received(MONEY)
        await at_local(office, "2025-12-19T18:00")
        assert await office.received(MONEY) == told
        assert "单位库里没有“县财政局”" in (await office.say(CLERK, "/invite 县财政局")).text
        await office.say(CLERK, "/rename 县水利局 县财政局")
        assert "已撤并单位的名称" in (await office.press(CLERK, "确认改名")).text
        await office.units("县财政局")  # a table names it again, and it goes on
        assert "邀请码" in (await office.say(CLERK, "/invite 县财政局")).text


async def test_a_table_with_a_clash_loads_the_rest_and_lists_the_clash(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县消防救援局", "县公安局")
        rows = [("县消防救援大队", "县消防救援局", "", "联络员", "马致同"), ("县气象局", "", "", "联络员", "田七")]
        header = ("单位", "别名", "集合单位", "席位", "姓名")
        heard = await office.send_bytes(CLERK, "单位.xlsx", write_table(header, rows))
        assert "已载入2个单位、2个席位。有1处名称冲突没有采用" in heard.text
        assert "第2行：“县消防救援局”已经是“县消防救援局”的名称" in heard.text
        assert "请合并：/merge 县消防救援局 县消防救援大队" in heard.text
        assert await office.read(lambda s: s.exec(select(models.Person).where(models.Person.name == "田七")).one())


def test_near_names_are_offered_before_a_unit_is_made() -> None:
    registry = [Known(1, "县消防救援大队", UnitKind.UNIT), Known(2, "县公安分局", UnitKind.UNIT)]
    assert match("县消防救援局", registry).alike[0].name == "县消防救援大队"
    assert match("县公安局", registry).alike[0].name == "县公安分局"
    assert match("县教育局", registry).alike == ()


def test_units_of_different_levels_are_never_alike() -> None:
    assert match("市公安局", [Known(2, "县公安局", UnitKind.UNIT)]).alike == ()


async def test_a_name_that_means_several_units_is_read_back_as_a_group_of_them(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局", "东街道", "西街道")
        task = a_draft_task("4", "组建抢修队伍", ["县水利局"], ["各街道"])
        await add_plan(office, a_draft("安全方案", task), hand_out=False)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "单位名称")
        await office.press(CLERK, "1 是别的单位")
        said = (await office.say(CLERK, "东街道、西街道")).text
        assert "“各街道”登记为集合单位，成员2个：东街道、西街道" in said
        assert "登记为新单位" not in said


async def test_a_name_that_nobody_knows_is_answered_with_what_it_may_mean(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.group("各乡镇（街道）", "东街道", "西街道")
        await add_plan(office, a_draft("安全方案", a_draft_task("1", "消除隐患", ["县新局"])), hand_out=False)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "单位名称")
        await office.press(CLERK, "1 是别的单位")
        assert "单位库里没有“各乡镇”。是不是“各乡镇（街道）”？" in (await office.say(CLERK, "各乡镇")).text
