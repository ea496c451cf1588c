"""A round falls on the day that the plan or the office writes, and the day is kept wherever the round goes."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlmodel import Session, select

from tasks_db.language.rounds import Round
from tasks_db.register.cycles import days_of_rounds
from tasks_db.register.office_words import cycles_of
from tasks_db.register.refusals import PlanError
from tasks_db.store import cycles, models, plans
from tasks_db.terms import CheckpointKind
from tests.office_world import CLERK, Office, open_office
from tests.terminal import lianxi

LAKE = """柳溪县湖泊巡护工作方案（2026—2027年）
一、重点任务
1. 报送巡湖台账。每月25日前报送上月情况。（牵头单位：县水利局）
2. 报送水质季报。每季度首月10日前报送上季度情况。（牵头单位：县水利局）
3. 报送汛期日志。每年5月至9月，每月5日前报送。（牵头单位：县水利局）
4. 报送总结。每年12月10日前报送年度总结。（牵头单位：县水利局）
5. 复核界桩。每四个月组织一次复核。（牵头单位：县水利局）
柳溪县人民政府办公室
2026年1月12日
"""
STARTS = "2026-01-20T08:00+08:00"
TODAY = date(2026, 1, 20)


def days(one: Round, after: date = TODAY, until: date = date(2027, 1, 20)) -> list[str]:
    return [day.isoformat() for day in days_of_rounds(one, after, until, 2026)]


@pytest.mark.parametrize(
    ("one", "first"),
    [
        (Round("week"), ["2026-01-25", "2026-02-01"]),
        (Round("week", "5"), ["2026-01-23", "2026-01-30"]),
        (Round("week", "2"), ["2026-01-27", "2026-02-03"]),
        (Round("month"), ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (Round("month", "25"), ["2026-01-25", "2026-02-25"]),
        (Round("month", "20"), ["2026-02-20", "2026-03-20"]),
        (Round("month", "31"), ["2026-01-31", "2026-02-28"]),
        (Round("month", "5", (5, 9)), ["2026-05-05", "2026-06-05", "2026-07-05", "2026-08-05", "2026-09-05"]),
        (Round("month", "10", (11, 3)), ["2026-02-10", "2026-03-10", "2026-11-10", "2026-12-10", "2027-01-10"]),
        (Round("two_months"), ["2026-02-28", "2026-04-30", "2026-06-30"]),
        (Round("two_months", "01-05"), ["2026-03-05", "2026-05-05"]),
        (Round("quarter"), ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        (Round("quarter", "01-10"), ["2026-04-10", "2026-07-10", "2026-10-10", "2027-01-10"]),
        (Round("quarter", "02-31"), ["2026-02-28", "2026-05-31"]),
        (Round("half_year"), ["2026-06-30", "2026-12-31"]),
        (Round("half_year", "01-15"), ["2026-07-15", "2027-01-15"]),
        (Round("semester"), ["2026-01-31", "2026-07-31"]),
        (Round("year"), ["2026-12-31"]),
        (Round("year", "12-10"), ["2026-12-10"]),
        (Round("year", "02-29"), ["2026-02-28"]),
        (Round("two_years"), []),
    ],
    ids=str,
)
def test_a_round_falls_on_its_day(one: Round, first: list[str]) -> None:
    assert days(one)[: len(first)] == first
    assert len(days(one)) >= len(first)


def test_every_second_year_is_counted_from_the_plan_s_first() -> None:
    found = days_of_rounds(Round("two_years"), TODAY, date(2030, 1, 1), 2026)
    assert [day.isoformat() for day in found] == ["2027-12-31", "2029-12-31"]


_ROUNDS = st.one_of(
    st.builds(Round, st.just("week"), st.integers(1, 7).map(str) | st.none()),
    st.builds(Round, st.just("month"), st.integers(1, 31).map(str) | st.none()),
    st.builds(
        lambda every, month, day: Round(every, f"{month:02}-{day:02}"),
        st.sampled_from(["quarter", "half_year", "semester", "year"]),
        st.integers(1, 3),
        st.integers(1, 31),
    ),
    st.sampled_from([Round(every) for every in ("two_months", "quarter", "half_year", "semester", "year")]),
)


@given(_ROUNDS, st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(0, 800))
def test_rounds_come_in_order_and_the_same_on_whatever_day_they_are_laid_out(
    one: Round, after: date, ahead: int
) -> None:
    until = after + timedelta(days=ahead)
    found = list(days_of_rounds(one, after, until, 2025))
    assert found == sorted(set(found))
    assert all(after < day <= until for day in found)
    later = after + timedelta(days=ahead // 2)
    assert list(days_of_rounds(one, later, until, 2025)) == [day for day in found if day > later]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("每月", (Round("month"),)),
        ("月", (Round("month"),)),
        ("季度", (Round("quarter"),)),
        ("quarter", (Round("quarter"),)),
        ("每月25日前", (Round("month", "25"),)),
        ("月25日前", (Round("month", "25"),)),
        ("每季度首月10日前", (Round("quarter", "01-10"),)),
        ("5-9月每月5日前", (Round("month", "5", (5, 9)),)),
        ("每周五", (Round("week", "5"),)),
        ("每月5日、20日前", (Round("month", "5"), Round("month", "20"))),
        ("每两年", (Round("two_years"),)),
    ],
)
def test_the_office_types_a_round_as_it_says_it(text: str, chosen: tuple[Round, ...]) -> None:
    assert cycles_of(text) == chosen


@pytest.mark.parametrize("text", ["", "有空就报", "每天", "每四个月", "每学期开学前", "汛期每周", "每月初"])
def test_what_cannot_be_kept_is_refused_with_what_can_be_asked_for(text: str) -> None:
    with pytest.raises(PlanError, match=r"每季度首月10日前"):
        cycles_of(text)


def test_a_row_of_before_is_read_without_day_and_season() -> None:
    old = cycles.value({"every": "quarter", "target": "报送进展"})
    assert (old.round, old.target) == (Round("quarter"), "报送进展")
    new = cycles.value(
        json.loads(json.dumps(cycles.row(cycles.value({"every": "month", "day": "5", "months": [5, 9]}))))
    )
    assert new.round == Round("month", "5", (5, 9))


async def _rounds(office: Office, seq: str) -> list[date]:
    def work(session: Session) -> list[date]:
        task = session.exec(select(models.Task).where(models.Task.seq == seq)).one()
        found = plans.checkpoints_of(session, task.id or 0)
        return [c.day for c in found if c.kind is CheckpointKind.ROUND]

    return await office.read(work)


async def _handed_out(office: Office) -> None:
    await office.press(CLERK, "单位名称")
    await office.press(CLERK, "1 登记为新单位")
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "任务清单")
    await office.press(CLERK, "改 5")
    await office.press(CLERK, "定周期")
    await office.say(CLERK, "每半年")
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "已交办" in heard.text


async def test_the_rounds_of_a_plan_are_asked_for_on_the_days_that_it_prints(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, area="柳溪县", office="县水利局") as office:
        heard = await office.send_bytes(CLERK, "lake.txt", LAKE.encode())
        assert "方案1：" in heard.text
        heard = await office.press(CLERK, "任务清单")
        shown = "\n".join(await office.received(CLERK))
        for name in ("每月25日前", "每季度首月10日前", "5—9月每月5日前", "每年12月10日前", "未定时限"):
            assert name in shown
        await office.say(CLERK, "/plan 1")
        heard = await office.press(CLERK, "疑点")
        assert "每四个月" in "\n".join(await office.received(CLERK))


async def test_a_cycle_set_in_chat_has_its_day_and_moves_what_is_laid_out(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, area="柳溪县", office="县政府办") as office:
        await office.send_bytes(CLERK, "lake.txt", LAKE.encode())
        await _handed_out(office)
        assert [day.day for day in await _rounds(office, "1")][:3] == [25, 25, 25]
        assert (await _rounds(office, "2"))[:2] == [date(2026, 4, 10), date(2026, 7, 10)]
        assert {day.month for day in await _rounds(office, "3")} == {5, 6, 7, 8, 9}
        assert date(2026, 12, 10) in await _rounds(office, "4")
        assert (await _rounds(office, "5"))[0] == date(2026, 6, 30)

        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "任务清单")
        await office.press(CLERK, "改 1")
        await office.press(CLERK, "定周期")
        heard = await office.say(CLERK, "每四个月")
        assert "没有这样的报送周期" in heard.text
        await office.press(CLERK, "定周期")
        heard = await office.say(CLERK, "每月 28 日前")
        assert "每月28日前" in heard.text
        assert {day.day for day in await _rounds(office, "1")} == {28}


async def test_the_rounds_of_a_plan_go_out_and_come_back_in_its_table(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, area="柳溪县", office="县政府办") as office:
        await office.send_bytes(CLERK, "lake.txt", LAKE.encode())
        heard = await office.press(CLERK, "导出表格修改")
        listed = (await office.page.get(f"/page/files/{heard.messages[0]['document']['file_id']}")).content
        book = load_workbook(io.BytesIO(listed))
        sheet = book.worksheets[0]
        assert [sheet.cell(row, 9).value for row in range(2, 8)] == [
            "报送周期", "每月25日前", "每季度首月10日前", "5—9月每月5日前", "每年12月10日前", None,
        ]  # fmt: skip
        sheet["I3"] = "每月20日前"
        sheet["I7"] = "每天"
        mended = io.BytesIO()
        book.save(mended)
        heard = await office.send_bytes(CLERK, "mended.xlsx", mended.getvalue())
        assert "第7行：报送周期“每天”没有采用" in heard.text
        sheet["I7"] = "每半年"
        mended = io.BytesIO()
        book.save(mended)
        heard = await office.send_bytes(CLERK, "mended.xlsx", mended.getvalue())
        assert "报送周期：每月25日前 → 每月20日前" in heard.text
        await office.press(CLERK, "按表格更新")
        stored = await office.read(lambda s: [t.cycles for t in s.exec(select(models.Task)).all()])
        assert next((c["every"], c["day"]) for task in stored for c in task) == ("month", "20")
        assert [c["every"] for c in stored[4]] == ["half_year"]


async def test_a_new_version_that_moves_the_day_of_a_round_is_told_and_taken_over(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, area="柳溪县", office="县政府办") as office:
        await office.send_bytes(CLERK, "lake.txt", LAKE.encode())
        await office.send_bytes(CLERK, "lake2.txt", LAKE.replace("每月25日前", "每月28日前").encode())
        heard = await office.press(CLERK, "可能是方案1的新版：对比")
        assert "报送周期：每月25日前 → 每月28日前" in heard.text
        assert "相同4项，有改动1项" in heard.text
        await office.press(CLERK, "用新文件替换方案1")
        await office.press(CLERK, "确认替换")
        stored = await office.read(lambda s: s.exec(select(models.Task).where(models.Task.plan_id == 1)).all())
        assert [c["day"] for task in stored for c in task.cycles] == ["28", "01-10", "5", "12-10"]


def test_parse_prints_the_day_and_the_season_of_a_round(tmp_path: Path) -> None:
    file = tmp_path / "lake.txt"
    file.write_text(LAKE, encoding="utf-8")
    printed = lianxi(tmp_path, "parse", str(file), "--json")
    found = [task["recurrences"] for task in json.loads(printed.stdout)["tasks"]]
    assert [[(one["every"], one["day"], one["months"]) for one in task] for task in found] == [
        [("month", "25", None)],
        [("quarter", "01-10", None)],
        [("month", "5", [5, 9])],
        [("year", "12-10", None)],
        [],
    ]
    assert "每季度首月10日前" in lianxi(tmp_path, "parse", str(file), COLUMNS="200").stdout
