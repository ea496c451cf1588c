"""A rehearsal script says and records what the chat does, and what it cannot play it says."""

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from bot.run import play_script
from bot.sample.script import Act, ScriptError, parse
from bot.sample.stage import Played
from tests.sample_chat import Shown, open_sample
from tests.terminal import lianxi
from tests.utterance_table import WITH_NUMBERS

SCRIPTS = files("bot.sample") / "scripts"
NAMES = ("liaison_week", "convenor_morning", "digest")
FIRST_MORNING = "@2025-11-03T09:00\n"
TYPED = list(dict.fromkeys(case.text for case in WITH_NUMBERS))[:30]
"""Thirty lines of the utterance table, typed by somebody who has four tasks before them."""


def shown(line: Played) -> set[tuple[str, Shown]]:
    return {(said.to, (said.text, said.buttons, "".join(said.files))) for said in line.said}


async def play_both(acts: Sequence[Act], folder: Path) -> None:
    """Play a script as ``lianxi rehearse`` does and in the chat over real HTTP; hold each line against the other."""
    (folder / "script").mkdir()
    (folder / "chat").mkdir()
    played, _ = await play_script(acts, folder / "script", folder)
    async with open_sample(folder / "chat") as chat:
        for act, line in zip(acts, played, strict=True):
            assert line.failed is None
            assert await chat.play(act) == shown(line), act.source
        recorded = {one.report_id: one for one in await chat.recorded()}
    for line in played:
        for one in line.stored:
            now = recorded.pop(one.report_id)
            assert replace(now, status=one.status) == one
    assert recorded == {}


@pytest.mark.parametrize("name", NAMES)
async def test_a_script_that_comes_along_says_and_records_what_the_chat_does(tmp_path: Path, name: str) -> None:
    await play_both(parse((SCRIPTS / f"{name}.txt").read_text("utf-8")), tmp_path)


async def test_thirty_lines_that_people_type_are_taken_as_in_the_chat(tmp_path: Path) -> None:
    assert len(TYPED) == 30
    script = FIRST_MORNING + "".join(f"丁默川 > 1: {text}\n" for text in TYPED if "\n" not in text)
    await play_both(parse(script), tmp_path)


def test_the_terminal_prints_each_line_with_what_was_said_and_recorded(tmp_path: Path) -> None:
    (tmp_path / "剧本.txt").write_text(
        FIRST_MORNING + "丁默川: 4 进度40%，已归并线缆3公里\n丁默川 # 撤销\n", encoding="utf-8"
    )
    done = lianxi(tmp_path, "rehearse", "剧本.txt", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lines = json.loads(done.stdout)
    assert [line["line"] for line in lines] == [1, 2, 3]
    assert {said["to"] for said in lines[0]["said"]} >= {"丁默川", "文静姝"}
    (stored,) = lines[1]["stored"]
    assert stored == {
        "seq": "7",
        "task": "整理空中线缆",
        "unit": "县城市管理局",
        "kind": "progress",
        "percent": 40,
        "text": "进度40%，已归并线缆3公里",
        "problem": None,
        "needs": None,
        "needs_from": None,
        "expected": None,
        "new_date": None,
        "due_date": "2026-12-31",
        "figures": [],
        "status": "submitted",
    }
    (withdrawn,) = lines[2]["withdrawn"]
    assert (withdrawn["task"], withdrawn["status"]) == ("整理空中线缆", "withdrawn")
    assert lines[2]["said"][0]["to"] == "丁默川"


def test_files_that_the_program_sent_are_kept(tmp_path: Path) -> None:
    (tmp_path / "剧本.txt").write_text(FIRST_MORNING + "叶小满: /digest\n叶小满 # 下载\n", encoding="utf-8")
    assert lianxi(tmp_path, "rehearse", "剧本.txt", "--out", "文件").returncode == 0
    assert [path.read_bytes()[:2] for path in (tmp_path / "文件").iterdir()] == [b"PK"]


def test_a_line_that_nobody_can_play_is_named_and_the_others_are_played(tmp_path: Path) -> None:
    (tmp_path / "剧本.txt").write_text(
        FIRST_MORNING + "丁默川 # 没有的按钮\n没有的人: 你好\n丁默川 > 9: 好\n丁默川: 4 无变化\n", encoding="utf-8"
    )
    done = lianxi(tmp_path, "rehearse", "剧本.txt", "--json")
    assert done.returncode == 1
    assert "第2行" in done.stderr
    lines = json.loads(done.stdout)
    assert ["failed" in line for line in lines] == [False, True, True, True, False]
    assert "全部签收" in lines[1]["failed"]
    assert "丁默川" in lines[2]["failed"]
    assert [one["kind"] for one in lines[4]["stored"]] == ["no_change"]


@pytest.mark.parametrize("line", ["丁默川", "@昨天", "没有冒号的一句话", "  开头就缩进"])
def test_a_line_that_is_no_act_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(ScriptError, match="第1行"):
        parse(line)


def test_a_script_reads_full_width_signs_and_lines_that_go_on() -> None:
    says, presses, sends = parse("丁默川：4 无变化\n  接着写\n丁默川 ＃ 撤销\n丁默川 ＋ 甲.jpg ＋ 乙.jpg：现场")
    assert says.text == "4 无变化\n接着写"  # type: ignore[union-attr]
    assert presses.label == "撤销"  # type: ignore[union-attr]
    assert (sends.files, sends.text) == (("甲.jpg", "乙.jpg"), "现场")  # type: ignore[union-attr]
