"""What the chat can do the terminal can, and both write the same."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from openpyxl import load_workbook

from tasks_db.intake.draft import DraftFinding, DraftIndicator, DraftMember, Quote
from tests.intake_samples import MEALS, write
from tests.small_world import (
    CLERK,
    STREETS,
    WATER,
    Office,
    a_draft,
    a_draft_task,
    add_plan,
    assignment_and_due,
    at_local,
    open_office,
    small_meeting,
)
from tests.terminal import lianxi

MORNING = "2025-11-03T08:00+08:00"
TABLES = (
    "plan",
    "task",
    "assignment",
    "checkpoint",
    "due",
    "report",
    "indicator",
    "finding",
    "unit",
    "unit_alias",
    "seat",
)


async def in_chat(office: Office, *pressed_and_typed: str) -> None:
    """Open task by task as the clerk does: "改 1" is pressed, what begins with a dash is typed."""
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "任务清单")
    for words in pressed_and_typed:
        if words.startswith("-"):
            await office.say(CLERK, words.removeprefix("-"))
        else:
            await office.press(CLERK, words)


async def in_terminal(office: Office, *words: str) -> None:
    folder = office.desk.files.parent
    done = lianxi(folder, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def written(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the register; of the audit and the notices all but who acted, and whether it is sent yet."""
    file = office.desk.door.file
    assert file is not None
    with closing(sqlite3.connect(file)) as database:
        rows = {table: database.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall() for table in TABLES}  # noqa: S608
        audit = "SELECT at, action, entity, entity_id, detail FROM audit_entry ORDER BY id"
        told = (
            "SELECT person_id, kind, working_day, send_at, text, buttons FROM notice "
            "WHERE kind <> 'answer' ORDER BY 1, 2, 4, 5"
        )
        return {**rows, "audit": database.execute(audit).fetchall(), "told": database.execute(told).fetchall()}


async def handed_out(office: Office) -> None:
    """Two tasks, asked for on the first morning; the second is closed."""
    await small_meeting(office)
    await at_local(office, "2025-11-03T09:30")
    assignment, due = await assignment_and_due(office, "县城管局", "2")
    await office.forge(STREETS, f"cl:{assignment}:{due}:1")
    await office.say(CLERK, "/review")
    await office.press(CLERK, "1", within="待审核")
    await office.press(CLERK, "同意办结")


ACTS = (
    (("改 2", "销号"), ("task", "strike-off", "1", "2")),
    (
        ("改 1", "改时限", "-2026年1月30日", "-县政府会议决定"),
        ("task", "deadline", "1", "1", "1月30日", "--ground", "县政府会议决定"),
    ),
    (("改 1", "改领导", "-胡正国，李志胜"), ("task", "leaders", "1", "1", "胡正国 李志胜")),
    (("改 1", "定周期", "-季度"), ("task", "cycle", "1", "#1", "每季度")),
    (("改 1", "豁免单位", "-县财政局 另有安排"), ("task", "exempt", "1", "1", "县财政局", "另有安排")),
    (("改 1", "取消豁免县财政局"), ("task", "end-exemption", "1", "1", "县财政局")),
    (("改 1", "改责任", "-县财政局、县城管局"), ("task", "units", "1", "1", "--responsible", "县财政局 县城管局")),
    (("改 1", "改汇总", "-县城管局"), ("task", "consolidate", "1", "1", "县城管局")),
    (("改 1", "取消任务", "-常务会议决定", "确认取消"), ("task", "cancel", "1", "1", "常务会议决定", "--yes")),
    (("返回方案", "撤回交办", "确认撤回"), ("plan", "recall", "1")),
)
"""An act as it is pressed and typed in chat, and the same in the terminal."""


async def test_terminal_and_chat_write_the_same_rows(tmp_path: Path) -> None:
    """销号, 豁免, 取消 and whatever else can be done to a task."""
    async with open_office(tmp_path / "chat", MORNING) as one, open_office(tmp_path / "terminal", MORNING) as other:
        await handed_out(one)
        await handed_out(other)
        before = written(one)
        assert written(other) == before
        for chat, terminal in ACTS:
            await in_chat(one, *chat)
            await in_terminal(other, *terminal)
            by_chat = written(one)
            assert written(other) == by_chat, terminal
            assert by_chat != before, terminal
            before = by_chat


async def test_a_cancelled_task_comes_back_in_the_terminal_and_everybody_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        await in_terminal(office, "task", "cancel", "1", "1", "会议决定", "--yes")
        await in_terminal(office, "task", "restore", "1", "1")
        told = [row[4] for row in written(office)["told"] if row[4]]
        assert "“改造供水管网”已取消，不用再反馈。依据：会议决定" in told
        assert "“改造供水管网”已恢复，请照常反馈。" in told
        shown = lianxi(tmp_path, "task", "history", "1", "1").stdout
        assert "取消任务：会议决定" in shown
        assert "恢复任务" in shown


async def test_a_refusal_in_the_terminal_says_what_to_do(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        for words, sentence in (
            (("task", "strike-off", "1", "1"), "办结之后才能销号"),
            (("task", "exempt", "1", "1", "县城管局", "另有安排"), "不在这项任务的单位里"),
            (("task", "exempt", "1", "1", "县财政局", " "), "豁免要有理由"),
            (("task", "deadline", "1", "1", "2025-10-31"), "2025年10月31日已经过去"),
            (("task", "deadline", "1", "1", "年底"), "日期请写成"),
            (("task", "units", "1", "1", "--lead", "县气象局"), "单位库里没有“县气象局”"),
            (("task", "cycle", "1", "1", "有空时"), "没有看懂报送周期"),
            (("task", "ask-mode", "1", "1", "lead"), "方案已经交办"),
            (("task", "show", "1", "9"), "lianxi plan tasks 1"),
            (("task", "show", "7", "1"), "没有编号为7的方案"),
            (("plan", "show", "99999999999999999999"), "没有编号为99999999999999999999的方案"),
        ):
            refused = lianxi(tmp_path, *words)
            assert refused.returncode == 1, words
            assert sentence in refused.stderr, words
            assert not refused.stdout, words


LOADED = a_draft(
    "待定方案",
    a_draft_task("1", "没有时限的事", ["县财政局"], ["县新局"], None),
    a_draft_task("2", "没有牵头的事", [], ["县财政局", "县水利局"]),
    a_draft_task("3", "早该完成的事", ["县财政局"], [], date(2025, 3, 1)),
    candidates=(a_draft_task("候选1", "名册外的事", ["县水利局"]),),
    indicators=(DraftIndicator("1", "覆盖率", "%", {"2024": "80"}, {"2025": "≥90"}),),
    members=(DraftMember("成员", "王五", "县财政局局长", "县财政局"),),
    findings=(DraftFinding("name", "warning", "名称前后不一。", (Quote("第3行", "县新局"),)),),
)
BY_HAND = (
    ("候选", "采纳"),
    ("单位名称", "1 登记为新单位"),
    ("已过期", "3 已完成"),
    ("没有时限", "指定日期", "-2025年12月31日"),
    ("汇总单位", "都由第一个单位汇总"),
    ("要问的单位", "全部逐家问"),
    ("指标", "未定的1项", "-1 县财政局"),
    ("疑点", "1 已看"),
    ("采用成员名单",),
    ("交办", "确认交办"),
)
BY_WORDS = (
    ("settle", "1", "--candidates", "take", "--new-unit", "县新局", "--past-due", "done", "--default", "12月31日",
     "--consolidate", "first", "--ask-mode", "each", "--supplier", "1 县财政局"),
    ("findings", "1", "--seen", "1"),
    ("roster", "1"),
    ("dispatch", "1"),
)  # fmt: skip


async def test_a_plan_is_settled_and_handed_out_in_the_terminal_as_in_chat(tmp_path: Path) -> None:
    async with open_office(tmp_path / "chat", MORNING) as office:
        await office.units("县水利局", "县财政局")
        await add_plan(office, LOADED, hand_out=False)
        for pressed_and_typed in BY_HAND:
            await office.say(CLERK, "/plan 1")
            for words in pressed_and_typed:
                await (office.say(CLERK, words[1:]) if words.startswith("-") else office.press(CLERK, words))
        by_chat = written(office)
    async with open_office(tmp_path / "terminal", MORNING) as office:
        await office.units("县水利局", "县财政局")
        await add_plan(office, LOADED, hand_out=False)
        for command in BY_WORDS:
            await in_terminal(office, "plan", *command)
        assert written(office) == by_chat
    assert [row[1] for row in by_chat["audit"]][-1] == "交办"


async def test_settling_in_the_terminal_is_done_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await office.units("县水利局", "县财政局")
        await add_plan(office, LOADED, hand_out=False)
        before = written(office)
        refused = lianxi(tmp_path, "plan", "settle", "1", "--candidates", "take", "--supplier", "9 县财政局")
        assert refused.returncode == 1
        assert "没有第9项指标" in refused.stderr
        misread = lianxi(tmp_path, "plan", "settle", "1", "--candidates", "take", "--default", "开会再定")
        assert misread.returncode == 2
        mistyped = lianxi(tmp_path, "plan", "settle", "1", "--unit", "县旧局=县财政局")
        assert "没有“县旧局”这个名称" in mistyped.stderr
        assert written(office) == before


async def test_the_terminal_shows_findings_with_both_quotes_and_tasks_with_their_numbers(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await add_plan(office, LOADED, hand_out=False)
        shown = lianxi(tmp_path, "plan", "findings", "1").stdout
        assert "名称前后不一。" in shown
        assert "第3行：“县新局”" in shown
        assert "疑点1处" in shown
        assert "没有编号为7的疑点" in lianxi(tmp_path, "plan", "findings", "1", "--seen", "7").stderr
        assert "疑点0处" in lianxi(tmp_path, "plan", "findings", "1", "--seen", "all").stdout
        shown = lianxi(tmp_path, "plan", "tasks", "1").stdout
        assert "2. 没有牵头的事" in shown
        assert "名册外的事" in shown


async def test_a_plan_asks_by_a_ladder_of_its_own(tmp_path: Path) -> None:
    """The office wants to remind 14 days before the date instead of 30."""
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        refused = lianxi(tmp_path, "plan", "ladder", "1", "--days", "T-14")
        assert refused.returncode == 1
        assert "-14,-7,-1,0,3" in refused.stderr
        assert "一年以内" in lianxi(tmp_path, "plan", "ladder", "1", "--days", "-400").stderr
        told = lianxi(tmp_path, "plan", "ladder", "1", "--days", "3,-14,0")
        assert told.stdout.strip() == "提醒：时限前14天、当天、时限后3天"
        assert "提醒：时限前14天、当天、时限后3天" in (await office.say(CLERK, "/plan 1")).text
        forecast = json.loads(lianxi(tmp_path, "due", "--until", "2025-12-31", "--json").stdout)
        rungs = {ask["rung"] for bundle in forecast for ask in bundle["asks"]}
        assert "T-14" in rungs
        assert not rungs & {"T-30", "T-7", "T-1"}


# drafts


async def test_a_draft_can_never_be_handed_out(tmp_path: Path) -> None:
    """征求意见稿: neither by a button that somebody kept, nor in the terminal, whatever else is settled (R8)."""
    ready = a_draft_task("1", "备好的事", ["县水利局"])
    async with open_office(tmp_path, MORNING) as office:
        await office.units("县水利局")
        await office.seat("县水利局", "水联", WATER)
        await add_plan(office, a_draft("云溪县供水方案（征求意见稿）", ready, status="draft"), hand_out=False)
        heard = await office.say(CLERK, "/plan 1")
        assert "文件是征求意见稿，正式印发后才能交办" in heard.text
        assert "交办" not in heard.labels()
        before = written(office)
        heard = await office.forge(CLERK, "go:1:1")
        assert "还不能交办：文件是征求意见稿" in heard.text
        refused = lianxi(tmp_path, "plan", "dispatch", "1")
        assert refused.returncode == 1
        assert "还不能交办：文件是征求意见稿" in refused.stderr
        assert written(office) == before
        await at_local(office, "2025-12-22T18:00")
        assert not await office.received(WATER)

        await in_terminal(office, "plan", "settle", "1", "--issued", "--past-due", "ask")
        await in_terminal(office, "plan", "settle", "1", "--past-due", "ask")
        await in_terminal(office, "plan", "dispatch", "1")
        await at_local(office, "2025-12-24T18:00")
        assert await office.received(WATER)


async def test_a_plan_that_gave_way_to_a_draft_is_not_handed_out_again(tmp_path: Path) -> None:
    ready = a_draft_task("1", "备好的事", ["县水利局"])
    async with open_office(tmp_path, MORNING) as office:
        await office.units("县水利局")
        await add_plan(office, a_draft("云溪县供水方案", ready))
        await add_plan(office, a_draft("云溪县供水方案（修订征求意见稿）", ready, status="draft"), hand_out=False)
        await in_terminal(office, "plan", "recall", "1")
        await in_terminal(office, "plan", "replace", "1", "2")
        assert "文件是征求意见稿" in (await office.say(CLERK, "/plan 1")).text
        heard = await office.forge(CLERK, "go:1:1")
        assert "还不能交办：文件是征求意见稿" in heard.text


# the mended table


async def mended(office: Office, cell: str, value: str | int) -> CompletedProcess[str]:
    """Plan 1 goes out as a table, one cell is changed, and it comes back."""
    folder = office.desk.files.parent
    sheet = folder / "sheet.xlsx"
    await in_terminal(office, "plan", "export", "1", "--out", str(sheet))
    book = load_workbook(sheet)
    book.worksheets[0][cell] = value
    book.save(sheet)
    return lianxi(folder, "plan", "mend", str(sheet))


async def test_a_new_date_holds_for_what_was_asked_before_the_plan_was_taken_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        await in_terminal(office, "plan", "recall", "1")
        assert (await mended(office, "H3", "2026年3月31日")).returncode == 0
        await in_terminal(office, "plan", "dispatch", "1")
        days = {row[3] for row in written(office)["due"]}
        assert "2026-03-31" in days
        assert "2025-12-19" in days, "task 2 stays as it was"
        assert len(days) == 3


async def test_a_row_of_a_mended_table_with_a_number_of_no_task_is_refused(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await add_plan(office, LOADED, hand_out=False)
        refused = await mended(office, "A3", 77)
        assert refused.returncode == 1
        assert "编号77不是方案1的任务" in refused.stderr


async def test_a_date_that_is_past_in_a_mended_table_goes_to_review(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await add_plan(office, LOADED, hand_out=False)
        assert "2项任务已过期，还没有定怎么办" in (await mended(office, "H4", "2025-09-30")).stdout


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    """What breaks the reader must not break the terminal: ``lianxi parse`` reads with the limits of ``plan add``."""
    record = tmp_path / "started"
    (tmp_path / "sitecustomize.py").write_text(
        f"import sys\nopen({str(record)!r}, 'a').write(' '.join(sys.orig_argv) + '\\n')\n", encoding="utf-8"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = lianxi(tmp_path, "parse", str(write(tmp_path, MEALS)), "--json", PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["tasks"]) == 3
    assert "tasks_db.intake.child" in record.read_text(encoding="utf-8")
