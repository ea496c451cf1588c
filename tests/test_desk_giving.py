"""Tasks without a document and notices that are signed for (desk.md, fault 14)."""

from datetime import date
from pathlib import Path

import pytest

from messages.workbook import write_table
from tasks_db.language import circulars
from tasks_db.language.circulars import Notice
from tasks_db.language.questions import UnitName, Vocabulary
from tasks_db.register import giving, giving_several
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.terms import UnitKind
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
        assert "没有写明单位（要在单位库里）。" in lacking.text


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
        assert "没有认出“各乡镇”" in (await office.say(CLERK, "通知各乡镇：周五前报送")).text


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


async def test_a_notice_goes_to_named_units_and_groups_and_keeps_whom_it_could_not_reach(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.units("县民政局", "县档案局")
        await office.group("各街道办事处", "东街道", "西街道")
        await office.seat("东街道", "东联", 401)
        await at_local(office, "2025-11-03T10:00")
        asked = await office.say(CLERK, "给水利局、县民政局和各街道办事处发个通知，周五前报总结")
        assert "通知县水利局、县民政局、各街道办事处，发给2人" in asked.text
        assert "收得到：县水利局水联、东街道东联" in asked.text
        assert "2个单位送不到：县民政局（没有联络员）、西街道（没有联络员）" in asked.text
        assert "/mail 单位 邮箱" in asked.text
        told = await office.received(MONEY)
        await office.press(CLERK, "确认发出")
        assert await office.received(MONEY) == told
        assert "周五前报总结" in (await office.last(WATER))["text"]
        shown = (await office.say(CLERK, "谁还没签收通知")).text
        assert "签收0/2，送不到2个单位" in shown
        assert "· 县民政局：送不到（没有联络员）" in shown

        await office.seat("县民政局", "民联", 402)  # by now it can be sent
        assert "当时送不到，现在可以补发给民联" in (await office.say(CLERK, "谁还没签收通知")).text
        assert "民联" in (await office.press(CLERK, "催签收（3）")).text
        assert (await office.last(402))["text"] == "通知（办公室）：\n周五前报总结"
        assert "签收0/3，送不到1个单位" in (await office.say(CLERK, "谁还没签收通知")).text

        assert "没有认出“县无此局”" in (await office.say(CLERK, "通知县水利局、县无此局：开会")).text
        assert "通知全体（除县水利局）" in (await office.say(CLERK, "通知除县水利局外的各单位，明天开会")).text
        assert "发给谁" in (await office.say(CLERK, "通知：明天开会")).text
        assert "通知县水利局，发给1人，请各自签收：\n明天开会" in (await office.say(CLERK, "水利局")).text
        assert "通知县水利局什么" in (await office.say(CLERK, "给水利局发个通知")).text
        assert "请各自签收：\n后天开会" in (await office.say(CLERK, "后天开会")).text


@pytest.mark.parametrize(
    ("words", "whom", "said"),
    [
        ("通知住建局、城管局周五前报总结", "住建局、城管局", "周五前报总结"),
        ("明天下午三点开会，通知住建局、城管局", "住建局、城管局", "明天下午三点开会"),
        ("请通知住建局和各镇街，下周一开会", "住建局和各镇街", "下周一开会"),
        ("发个通知给住建局：报数", "住建局", "报数"),
        ("给住建局、城管局两个局发通知，报数", "住建局、城管局两个局", "报数"),
        ("通知住建局、县无此局，明天开会", "住建局、县无此局", "明天开会"),
        ("通知全体乡镇（街道）和住建局、城管局：周五开会", "全体乡镇（街道）和住建局、城管局", "周五开会"),
        ("通知各乡镇明天开会，带好材料", "各乡镇", "明天开会，带好材料"),
        ("通知全体明天开会", "全体", "明天开会"),
        ("通知什么时候发", None, None),
        ("给住建局发邀请码", None, None),
    ],
)
def test_a_notice_is_heard_in_the_offices_words(words: str, whom: str | None, said: str | None) -> None:
    known = Vocabulary(
        units=(
            UnitName(1, "县住房城乡建设局", ("县住建局",)),
            UnitName(2, "县城市管理局", ("县城管局",)),
            UnitName(3, "各乡镇（街道）", ("各镇街", "乡镇"), is_group=True),
        )
    )
    assert circulars.notice(words, known) == (Notice(whom, said or "") if whom is not None else None)


def test_all_of_the_towns_are_not_everybody() -> None:
    known = Vocabulary(
        units=(UnitName(1, "县财政局"), UnitName(3, "各乡镇（街道）", ("乡镇",), is_group=True)),
    )
    for whom in ("全体乡镇（街道）和县财政局", "所有乡镇、县财政局", "全县各乡镇（街道）、县财政局"):
        named = circulars.addressees(whom, known, whole=True)
        assert (named.everybody, named.unit_ids, named.unknown) == (False, (3, 1), ()), whom
    assert circulars.addressees("全体成员单位", known, whole=True).everybody


def test_tasks_between_semicolons_are_several_and_what_says_less_belongs_to_the_one_before() -> None:
    known = [
        Known(n, name, UnitKind.UNIT) for n, name in enumerate(("县水利局", "县财政局", "县民政局", "县教育局"), 1)
    ]
    text = (
        "王县长批示，县水利局12月20日前核查水库隐患；县财政局、县民政局12月25日前拨付救助资金；县教育局配合做好登记；"
        "县教育局，11月28日前，排查校舍"
    )
    found = giving_several.read_all(text, known, date(2025, 11, 3))
    assert [(one.units, one.day.isoformat(), one.ground) for one in found] == [
        (("县水利局",), "2025-12-20", "王县长批示"),
        (("县财政局", "县民政局"), "2025-12-25", "王县长批示"),
        (("县教育局",), "2025-11-28", "王县长批示"),
    ]
    assert "登记" in found[1].text
    single = giving_several.read_all(
        "王县长批示，县水利局，12月20日前，核查水库；县财政局配合", known, date(2025, 11, 3)
    )
    assert [one.units for one in single] == [("县水利局", "县财政局")]


_MEND = "水管爆裂，请水利局会同云溪街道11月20日前解决"


@pytest.mark.parametrize(
    ("said", "ground", "words"),
    [
        (_MEND, giving.WITHOUT_GROUND, _MEND),
        (f"王副县长在来信上批示，“{_MEND}。”请立为交办事项", "王副县长在来信上批示", _MEND),
        (f"{_MEND}，王副县长批示", "王副县长批示", _MEND),
        ("王副县长批示\n水管爆裂\n单位：县水利局、云溪街道\n时限：11月20日", "王副县长批示", "水管爆裂"),
    ],
)
def test_a_leaders_order_is_read_in_any_order(said: str, ground: str, words: str) -> None:
    known = [Known(n, name, UnitKind.UNIT) for n, name in enumerate(("县水利局", "云溪街道"), 1)]
    found = giving.read(said, known, date(2025, 11, 4))
    assert found == giving.HandedTask(ground, ("县水利局", "云溪街道"), date(2025, 11, 20), words)


def test_two_days_in_a_leaders_order_are_asked_about() -> None:
    known = [Known(1, "县水利局", UnitKind.UNIT)]
    with pytest.raises(PlanError, match="哪一天办完（写了不止一个日期）"):
        giving.read("请水利局11月20日前修好水管，12月5日前报结果", known, date(2025, 11, 4))
