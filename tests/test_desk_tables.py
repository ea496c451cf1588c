"""Spreadsheets out and in again (desk.md, fault 14): hostile cells, and every difference shown before it counts."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    WATER,
    Office,
    assignment_and_due,
    at_local,
    open_office,
    rows,
    small_meeting,
)
from tests.terminal import lianxi

HOSTILE = "=HYPERLINK(1)进度过半😀\r\n第二行\x07" + "长" * 10_000


def out(folder: Path, *options: str) -> Workbook:
    """The ledger, or what the options ask for, as the terminal saves it."""
    file = folder / "表.xlsx"
    assert lianxi(folder, "ledger", "--out", str(file), *options).returncode == 0
    return load_workbook(file)


async def back(office: Office, book: Workbook) -> str:
    """Send a spreadsheet back in chat, and return what is said to it, turned to its last page."""
    saved = BytesIO()
    book.save(saved)
    said = (await office.send_bytes(CLERK, "台账.xlsx", saved.getvalue())).text
    while any(b["text"] == "更多" for row in (await office.last(CLERK))["keyboard"] for b in row):
        said += (await office.press(CLERK, "更多")).text
    return said


def column(book: Workbook, sheet: str, name: str) -> int:
    return [cell.value for cell in book[sheet][2]].index(name) + 1


def set_cell(book: Workbook, row: int, name: str, value: Any, sheet: str = "方案1") -> None:
    book[sheet].cell(row, column(book, sheet, name)).value = value


async def test_a_ledger_with_hostile_words_comes_back_unchanged_and_nothing_differs(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        assignment, _ = await assignment_and_due(office, "县水利局")
        await office.do_as(
            WATER, answering.record, assignment, 0, Given(AnswerKind.PROGRESS, 60, HOSTILE, needs="-县财政局")
        )
        assert "和现在的台账一致" in await back(office, out(tmp_path))


async def test_every_difference_of_a_ledger_is_shown_and_only_the_offices_own_count(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，已开挖")
        book = out(tmp_path)
        for name, value in (
            ("责任领导", "周青、王宁😀"),
            ("牵头单位", "=HYPERLINK(1)"),
            ("责任单位", "县财政局、县城管局"),
            ("完成时限（原/现）", datetime(2026, 1, 30)),  # noqa: DTZ001 - as a spreadsheet holds a day
            ("本期进展", "县水利局：主管道已换完，进度60%"),
            ("序号", datetime(2025, 1, 1)),  # noqa: DTZ001 - 1-1, taken for a day
            ("目标要求", "长" * 10_000 + "\r\n末行"),
            ("完成值", 0.9),
        ):
            set_cell(book, 3, name, value)
        set_cell(book, 4, "完成时限（原/现）", "尽快")
        set_cell(book, 4, "牵头单位", 12)
        book["方案1"].append([None, "", "另加一项", "", "", "县水利局"])
        said = await back(office, book)
        assert "台账有11处不同，其中4处可以采用，7处不采用" in said
        for line in (
            "1-1 责任领导：（空） → “周青、王宁😀”",
            "1-1 责任单位：“县财政局” → “县财政局、县城管局”",
            "1-1 完成时限（原/现）：“2025-12-19” → “2026-01-30”",
            "→ “=HYPERLINK(1)”（不采用：单位库里没有",
            "1-1 本期进展（县水利局）：“进度40%，已开挖” → “主管道已换完，进度60%”（代录：推进中，60%）",
            "1-1 完成值：“40%” → “0.9”（不采用：这一列由单位的反馈得出：替单位填的请写在“本期进展”里",
            "1-1 序号：“1-1” → “2025-01-01”（不采用",
            "1-1 目标要求：“改造供水管网",
            "1-2 完成时限（原/现）：“2025-12-19” → “尽快”（不采用：没有采用。日期请写成",
            "1-2 牵头单位：“县城管局” → “12”（不采用",
            "第5行 整行：（空） → “重点任务：另加一项；牵头单位：县水利局”（不采用：新增的行不采用",
        ):
            assert line in said, line
        assert "采用后会告知" in said
        assert await office.read(lambda s: s.get_one(models.Task, 1).leaders) == []  # nothing counts yet
        asked = (await office.press(CLERK, "采用这4处")).text
        assert "这3处改动的依据是什么？" in asked
        assert await office.read(lambda s: s.get_one(models.Task, 1).leaders) == []
        taken = (await office.say(CLERK, "11月3日会商")).text
        assert "已按台账改3处" in taken
        assert "已按台账代录1条反馈，等待审核" in taken
        assert await office.read(lambda s: s.get_one(models.Task, 1).leaders) == ["周青", "王宁😀"]
        told = await office.told(WATER)
        assert "“改造供水管网”的完成时限改为2026年1月30日" in told
        assert "依据：11月3日会商" in told
        assert "责任单位有调整：增加县城管局。依据：11月3日会商" in told
        assert "和现在的台账一致" in await back(office, out(tmp_path))


async def test_what_the_office_fills_into_a_ledger_for_units_is_shown_and_written_down_for_them(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，已开挖")
        book = out(tmp_path)
        set_cell(book, 3, "本期进展", "县水利局：进度40%，已开挖；县财政局：资金已下达80万元")
        set_cell(book, 4, "本期进展", "已选定停车点位9处，新增充电口60个")  # of the only one asked
        said = await back(office, book)
        assert "台账有2处不同，其中2处可以采用" in said
        assert "其中“本期进展”2处是替单位填的，采用后按台账代录，等待审核" in said
        assert "1-1 本期进展（县财政局）：（空） → “资金已下达80万元”（代录：推进中）" in said
        assert "1-2 本期进展（县城管局）：（空） → “已选定停车点位9处，新增充电口60个”（代录：推进中）" in said
        assert "已开挖" not in said  # what a unit said already is not said again
        assert "已按台账代录2条反馈，等待审核" in (await office.press(CLERK, "采用这2处")).text
        shown = (await office.say(CLERK, "/task 1-2")).text
        assert "已选定停车点位9处" in shown
        assert "按台账代录" in shown
        assert "按台账代录县城管局 " in (await office.say(CLERK, "1-2留痕")).text
        newer = out(tmp_path)
        assert newer["方案1"].cell(3, column(newer, "方案1", "完成值")).value == "40%"
        assert "和现在的台账一致" in await back(office, newer)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("=1+1", "像是公式"),
        ("县城管局：已办", "这一项不由县城管局报"),
        ("", "单位报过的话不会因此删去"),
        ("下周一再报", "不是进展"),
        ("申请延期", "没有日期的延期"),
    ],
)
async def test_what_is_no_progress_of_a_unit_of_the_task_is_not_taken_from_a_ledger(
    tmp_path: Path, typed: str, why: str
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，已开挖")
        book = out(tmp_path)
        set_cell(book, 3, "本期进展", typed)
        said = await back(office, book)
        assert "台账有1处不同，其中0处可以采用" in said
        assert why in said


async def test_the_figure_of_a_ledger_is_the_one_that_the_state_goes_by(tmp_path: Path) -> None:
    """Words without a percent that come later leave it standing, with the day on which it came."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度40%，已开挖")
        await at_local(office, "2025-11-06T10:00")
        await office.say(WATER, "1 已换管3公里")
        book = out(tmp_path)
        assert book["方案1"].cell(3, column(book, "方案1", "完成值")).value == "40%（11月3日报）"


async def test_columns_and_rows_that_were_moved_or_deleted_lose_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")

        async def said_after(change: Callable[[Workbook], object]) -> str:
            book = out(tmp_path)
            change(book)
            return await back(office, book)

        def turned_round(book: Workbook) -> None:
            sheet = book["方案1"]
            for line in list(sheet.iter_rows(min_row=2)):
                for cell, value in zip(line, [one.value for one in reversed(line)], strict=True):
                    cell.value = value

        assert "和现在的台账一致" in await said_after(turned_round)
        dropped = await said_after(lambda book: book["方案1"].delete_cols(5))
        assert "表头 责任领导（不采用：没有这一列，没有比较）" in dropped
        gone = await said_after(lambda book: book["方案1"].delete_rows(4))
        assert "1-2 整行（不采用：这一行没有了：任务不会因此取消" in gone
        without = await said_after(lambda book: book["方案1"].delete_cols(18))
        assert "没有“编号”列，认不出哪一行是哪项任务" in without
        book = out(tmp_path)
        set_cell(book, 3, "责任领导", "周青")
        await back(office, book)
        lianxi(tmp_path, "task", "leaders", "1", "1", "王宁")
        await office.press(CLERK, "采用这1处")
        older = await office.say(CLERK, "无")
        assert "已按台账改1处" in older.text  # shown and counted against what stands now


async def test_units_fill_in_a_sheet_each_and_the_office_writes_down_what_was_shown(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        assert (await office.say(CLERK, "填报表")).messages[-1]["document"] is not None
        book = out(tmp_path, "--forms")
        assert book.sheetnames == ["县水利局", "县财政局", "县城管局"]
        assert "还没有填写内容" in await back(office, book)
        for name, value in (("进度", 60), ("本期进展", "管沟开挖😀"), ("存在问题", "")):
            set_cell(book, 3, name, value, "县水利局")
        set_cell(book, 3, "状态", "有困难", "县财政局")
        set_cell(book, 3, "存在问题", "=1+1 资金没有到位", "县财政局")
        set_cell(book, 3, "进度", "很快", "县城管局")
        said = await back(office, book)
        for line in (
            "填报表有3行，2行可以代录（2个单位），1行不采用",
            "县水利局 1-1 改造供水管网：推进中，60%，管沟开挖😀",
            "县财政局 1-1 改造供水管网：有困难，=1+1 资金没有到位",
            "“县城管局”第3行：“很快”（不采用：看不懂进度“很快”",
        ):
            assert line in said, line
        assert await rows(office) == []
        assert "已代录2条反馈" in (await office.press(CLERK, "代录这2行")).text
        assert [(r.kind, r.percent, r.entered_by is not None) for r in await rows(office)] == [
            (AnswerKind.PROGRESS, 60, True),
            (AnswerKind.BLOCKED, None, True),
        ]
        assert "管沟开挖" in (await office.say(WATER, "/task 1")).text
        assert "资金没有到位" in (await office.say(MONEY, "/task 1")).text
        month = (await office.say(CLERK, "/month 县水利局")).text
        assert "（按填报表代录）：1-1 改造供水管网，推进中，60%，“管沟开挖😀”" in month
        assert "电话代录" not in month
        again = await back(office, book)
        assert "2行可以代录" in again
