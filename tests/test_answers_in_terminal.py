"""Whoever has the shell does what the office does by button: the same act, so the same rows and the same words."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tasks_db.terms import AnswerKind, SeatRole
from tests.office_world import Heard
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    at_local,
    clear,
    open_office,
    rows,
    small_meeting,
)
from tests.terminal import lianxi

WRITTEN = {
    "report": "id, assignment_id, checkpoint_id, person_id, entered_by, at, kind, percent, text, problem, needs,"
    " new_date, old_day, status, decided_at, reason, withdrawn_at, replaces_id",
    "due": "id, day",
    "checkpoint": "id, day, original_day, basis",
    "chase": "due_id, person_id, day, at",
    "audit_entry": "at, action, entity, entity_id, detail",
    "notice": "person_id, kind, send_at, text, buttons",
}
"""What an act leaves behind, apart from in whose name: 办公室 文员 in the chat, 命令行 in the terminal."""


NOT_SAID = {"notice": "WHERE kind <> 'answer'"}
"""Beside what is said to whoever did it."""


def written(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "lianxi.sqlite3")) as database:
        return {
            table: database.execute(f"SELECT {columns} FROM {table} {NOT_SAID.get(table, '')} ORDER BY 1").fetchall()  # noqa: S608
            for table, columns in WRITTEN.items()
        }


async def in_terminal(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(lianxi, folder, *words)


async def morning(office: Office) -> None:
    """水联 asks for more time (report 1); 财联 has said nothing."""
    await small_meeting(office)
    await at_local(office, "2025-11-03T09:30")
    await office.say(WATER, "1 申请延期到2026年1月30日，设备推迟到货")
    await office.say(CLERK, "/help")


async def accepted(office: Office) -> Heard:
    return await office.forge(CLERK, "ac:1")


async def returned(office: Office) -> Heard:
    await office.forge(CLERK, "rt:1")
    return await office.say(CLERK, "没有写依据")


async def written_down(office: Office) -> Heard:
    await office.say(CLERK, "/phone 县城管局 2 进度60%，正在选址")
    return await office.press(CLERK, "确认代录")


async def chased(office: Office) -> Heard:
    return await office.forge(CLERK, "ch:1")


@dataclass(frozen=True)
class Same:
    """What the office does in the chat, the words that do it in the terminal, and the table that it writes into."""

    in_chat: Callable[[Office], Awaitable[Heard]]
    words: tuple[str, ...]
    leaves: str


SAME = {
    "accept": Same(accepted, ("review", "accept", "1"), "checkpoint"),
    "return": Same(returned, ("review", "return", "1", "没有写依据"), "report"),
    "answer": Same(written_down, ("answer", "县城管局", "2", "进度60%，正在选址"), "report"),
    "chase": Same(chased, ("chase", "1", "1"), "chase"),
}


@pytest.mark.parametrize("act", list(SAME))
async def test_the_terminal_writes_the_same_rows_and_says_the_same_as_the_chat(tmp_path: Path, act: str) -> None:
    same = SAME[act]
    chat, shell = tmp_path / "chat", tmp_path / "shell"
    chat.mkdir()
    shell.mkdir()
    async with open_office(chat, STARTS) as office:
        await morning(office)
        before = written(chat)
        heard = clear(await same.in_chat(office))
    async with open_office(shell, STARTS) as office:
        await morning(office)
        assert written(shell) == before
        done = await in_terminal(shell, *same.words)
        assert done.returncode == 0, done.stderr
    assert heard in done.stdout
    after = written(chat)
    assert after[same.leaves] != before[same.leaves]
    assert written(shell) == after


async def test_what_waits_and_what_was_said_is_shown_in_the_terminal(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await morning(office)
        await office.say(MONEY, "1 进度30%")
        listed = await in_terminal(tmp_path, "review", "list")
        assert listed.stdout.index("县水利局") < listed.stdout.index("县财政局")
        shown = await in_terminal(tmp_path, "review", "show", "1")
        assert "原时限2025年12月19日 → 申请2026年1月30日" in shown.stdout
        task = await in_terminal(tmp_path, "task", "show", "1", "1", "--units", "--source")
        assert "最近反馈：申请延期到2026年1月30日" in task.stdout
        assert "县财政局：推进中：进度30%" in task.stdout
        assert "原文（第1行）" in task.stdout
        for report in ("1", "2"):
            assert (await in_terminal(tmp_path, "review", "accept", report)).returncode == 0
        assert "没有待审核的反馈" in (await in_terminal(tmp_path, "review", "list")).stdout


async def test_what_the_terminal_cannot_do_is_refused_in_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await morning(office)
        before = written(tmp_path)
        for words, says in (
            (("review", "accept", "99"), "找不到这条反馈"),
            (("review", "return", "1", " "), "退回要写明原因"),
            (("answer", "县城管局", "1", "进度60%"), "没有找到“县城管局”的第1项任务"),
            (("chase", "1", "9"), "没有编号为“9”的任务"),
            (("chase", "2", "1"), "方案2没有交办"),
            (("task", "show", "1", "9"), "没有编号为“9”的任务"),
        ):
            refused = await in_terminal(tmp_path, *words)
            assert refused.returncode == 1, words
            assert says in refused.stderr
            assert refused.stderr.count("\n") == 1
        assert written(tmp_path) == before


async def test_an_answer_written_down_in_the_terminal_is_never_taken_for_the_units_own_word(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.seat("清河县府办", "主任", 202, SeatRole.OFFICE_HEAD)
        asked = await in_terminal(tmp_path, "answer", "县城管局", "2", "进度60%")
        assert asked.returncode == 1
        assert "办公室有2位人员" in asked.stderr
        assert "--by" in asked.stderr
        assert await rows(office) == []
        nobody = await in_terminal(tmp_path, "answer", "县城管局", "2", "进度60%", "--by", "路人")
        assert "没有叫“路人”的人员" in nobody.stderr
        assert (await in_terminal(tmp_path, "answer", "县城管局", "2", "进度60%", "--by", "主任")).returncode == 0
        (report,) = await rows(office)
        assert report.kind is AnswerKind.PROGRESS
        assert report.entered_by == (await office.member(202)).person_id
        assert report.person_id == (await office.member(STREETS)).person_id
        card = await in_terminal(tmp_path, "task", "show", "1", "2")
        assert "县城管局 城联 2025年11月3日，主任代录" in card.stdout
