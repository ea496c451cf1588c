"""The program from outside: exit statuses, signals, one instance, no network, no secret in a log."""

import json
import signal
import socket
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from tests.intake_samples import MEALS, write
from tests.terminal import LIANXI, PATIENCE, lianxi, surroundings

TOKEN = "123456789:AAsecretsecretsecretsecretsecretsecr"


def an_office(folder: Path) -> None:
    made = lianxi(
        folder, "init", "--area", "云溪县", "--meeting", "云溪县联席会议", "--office", "县民政局", "--name", "文员"
    )
    assert made.returncode == 0, made.stderr
    assert "/start " in made.stdout


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_parse_needs_no_database_and_writes_the_contract(tmp_path: Path) -> None:
    plan = write(tmp_path, MEALS)
    done = lianxi(tmp_path, "parse", str(plan), "--json")
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert {"plan_title", "tasks", "candidates", "coverage", "findings"} <= read.keys()
    assert not list(tmp_path.glob("*.sqlite3"))


def test_a_refusal_is_one_sentence_on_stderr_with_status_one(tmp_path: Path) -> None:
    refused = lianxi(tmp_path, "parse", "不存在.txt")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "找不到" in refused.stderr


def test_wrong_usage_has_status_two(tmp_path: Path) -> None:
    assert lianxi(tmp_path, "parse").returncode == 2
    assert lianxi(tmp_path, "due", "--until", "昨天").returncode == 2


def test_a_plan_goes_from_the_file_to_the_dispatch_in_the_terminal(tmp_path: Path) -> None:
    an_office(tmp_path)
    plan = write(tmp_path, MEALS)
    added = lianxi(tmp_path, "plan", "add", str(plan))
    assert added.returncode == 0, added.stderr
    assert "没有对上：" in added.stdout
    again = lianxi(tmp_path, "plan", "add", str(plan))
    assert again.returncode == 1
    assert "已经载入过" in again.stderr
    early = lianxi(tmp_path, "plan", "dispatch", "1")
    assert early.returncode == 1
    assert "还不能交办" in early.stderr
    settled = lianxi(
        tmp_path, "plan", "settle", "1", "--new-units", "--default", "quarter", "--consolidate", "first",
        "--past-due", "ask",
    )  # fmt: skip
    assert settled.returncode == 0, settled.stderr
    assert "可以交办" in settled.stdout
    assert lianxi(tmp_path, "plan", "dispatch", "1").returncode == 0
    assert json.loads(lianxi(tmp_path, "due", "--until", "2030-01-01", "--json").stdout) == []
    overdue = json.loads(lianxi(tmp_path, "overdue", "--as-of", "2026-01-05", "--json").stdout)
    assert overdue["count"] == len(overdue["rows"])
    digest = json.loads(lianxi(tmp_path, "digest", "--json").stdout)
    assert len(digest["tasks"]) == 3
    ahead = lianxi(tmp_path, "digest", "--as-of", "2099-01-05", "--json")
    assert (ahead.returncode, "截至日期不能晚于今天" in ahead.stderr) == (1, True)
    assert lianxi(tmp_path, "digest", "--out", str(tmp_path / "out")).returncode == 0
    assert [p.suffix for p in (tmp_path / "out").iterdir()] == [".docx"]
    assert lianxi(tmp_path, "plan", "recall", "1").returncode == 0


def test_the_data_folder_is_the_users_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    an_office_folder = lianxi(tmp_path, "init", "--area", "甲", "--meeting", "乙", "--office", "丙", "--name", "丁",
                              LIANXI_DATA_DIR=str(folder))  # fmt: skip
    assert an_office_folder.returncode == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def start(folder: Path, *words: str, **own: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [LIANXI, "run", *words],
        env=surroundings(folder, **own),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """What the program logs until these words appear."""
    assert process.stderr is not None
    seen = ""
    too_long = threading.Timer(PATIENCE, process.kill)
    too_long.start()
    try:
        for line in process.stderr:
            seen += line
            if words in line:
                return seen
    finally:
        too_long.cancel()
    raise AssertionError(f"{words!r} never came; the program said:\n{seen}")


def test_without_a_network_it_waits_and_still_stops_at_once_on_sigterm(tmp_path: Path) -> None:
    an_office(tmp_path)
    port = closed_port()
    process = start(tmp_path, LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_TELEGRAM_API_URL=f"http://127.0.0.1:{port}")
    logged = read_until(process, "no connection, trying again")
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert TOKEN not in logged + rest
    assert "Traceback" not in logged + rest


def test_a_second_program_on_the_same_database_says_so_and_ends(tmp_path: Path) -> None:
    first = start(tmp_path, LIANXI_WEB_LISTEN="127.0.0.1:0")
    assert first.stdout is not None
    assert "样例已打开" in first.stdout.readline()
    try:
        second = lianxi(tmp_path, "run", LIANXI_WEB_LISTEN="127.0.0.1:0")
        assert second.returncode == 1
        assert "已经有一个联席程序" in second.stderr
        assert str(first.pid) in second.stderr
    finally:
        first.terminate()
        first.communicate(timeout=PATIENCE)


def test_a_rehearsal_clock_or_the_sample_never_meets_real_people(tmp_path: Path) -> None:
    refused = lianxi(tmp_path, "run", LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_CLOCK="2025-11-03T08:00+08:00")
    assert refused.returncode == 1
    assert "演练时钟" in refused.stderr
    assert TOKEN not in refused.stderr
    sample = start(tmp_path, LIANXI_WEB_LISTEN="127.0.0.1:0")
    assert sample.stdout is not None
    sample.stdout.readline()
    sample.terminate()
    sample.communicate(timeout=PATIENCE)
    refused = lianxi(
        tmp_path,
        "run",
        LIANXI_TELEGRAM_TOKEN=TOKEN,
        LIANXI_DATABASE_URL=f"sqlite:///{tmp_path}/sample/lianxi.sqlite3",
    )
    assert refused.returncode == 1
    assert "样例数据" in refused.stderr


def test_doctor_says_what_to_do(tmp_path: Path) -> None:
    an_office(tmp_path)
    port = closed_port()
    seen = lianxi(tmp_path, "doctor", LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_TELEGRAM_API_URL=f"http://127.0.0.1:{port}")
    assert seen.returncode == 1
    assert "连不上" in seen.stdout
    assert "lianxi seat invite" in seen.stdout
    assert TOKEN not in seen.stdout + seen.stderr
    assert lianxi(tmp_path, "doctor").returncode == 0


def test_a_wrong_setting_names_the_setting(tmp_path: Path) -> None:
    refused = lianxi(tmp_path, "doctor", LIANXI_CLOCK="明天")
    assert refused.returncode == 1
    assert refused.stderr.startswith("LIANXI_CLOCK：看不懂时间")


@pytest.mark.parametrize("words", [("--help",), ("plan", "--help"), ("seat", "--help")])
def test_help_speaks_chinese(tmp_path: Path, words: tuple[str, ...]) -> None:
    shown = lianxi(tmp_path, *words)
    assert shown.returncode == 0
    assert any("\u4e00" <= letter <= "\u9fff" for letter in shown.stdout)


def test_a_rehearsal_is_moved_from_another_terminal(tmp_path: Path) -> None:
    """``lianxi tick`` says on the page what is due; another program shows it."""
    clock = {"LIANXI_CLOCK": "2025-11-03T08:00+08:00"}
    real = tmp_path / "real"
    real.mkdir()
    an_office(real)
    refused = lianxi(real, "tick", "--until", "2026-01-05")
    assert refused.returncode == 1
    assert "不是演练" in refused.stderr
    refused = lianxi(real, "overdue", **clock)
    assert refused.returncode == 1
    assert "已有正式数据，不能改成演练" in refused.stderr
    assert "这是演练数据" not in lianxi(real, "doctor").stdout
    moved = lianxi(tmp_path, "tick", "--until", "2026-01-05", **clock)
    assert moved.returncode == 0, moved.stderr
    assert "现在是2026-01-05" in moved.stdout
    assert lianxi(tmp_path, "tick", "--until", "2025-12-01", **clock).returncode == 0  # never backwards
    again = lianxi(tmp_path, "tick", "--until", "2026-01-05", **clock)
    assert "现在是2026-01-05" in again.stdout


def test_what_is_opened_is_said_and_the_sample_is_never_taken_for_ones_own(tmp_path: Path) -> None:
    here = {"LIANXI_WEB_LISTEN": "[::1]:0" if socket.has_ipv6 else "127.0.0.1:0"}
    assert opened(tmp_path, **here) == ["样例已打开（虚构的望澜县）", "这里还没有您自己的联席会议"]
    an_office(tmp_path)
    assert opened(tmp_path, **here) == ["云溪县联席会议的网页已打开", "按 Ctrl+C 停止。"]
    assert opened(tmp_path, "--sample", **here) == ["样例已打开（虚构的望澜县）", "按 Ctrl+C 停止。"]
    nowhere = lianxi(tmp_path, "run", LIANXI_WEB_LISTEN="off")
    assert (nowhere.returncode, "没有一个能用的渠道" in nowhere.stderr) == (1, True)
    everywhere = lianxi(tmp_path, "run", "--sample", LIANXI_WEB_LISTEN="0.0.0.0:0")
    assert (everywhere.returncode, "只能在本机打开" in everywhere.stderr) == (1, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = lianxi(tmp_path, "run", LIANXI_WEB_LISTEN=f"127.0.0.1:{taken.getsockname()[1]}")
    assert (refused.returncode, "LIANXI_WEB_LISTEN" in refused.stderr) == (1, True)


def opened(folder: Path, *words: str, **own: str) -> list[str]:
    """What two lines the program begins with, each up to its colon."""
    program = start(folder, *words, **own)
    assert program.stdout is not None
    lines = [program.stdout.readline().strip().partition("：")[0] for _ in range(2)]
    program.terminate()
    program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    return lines
