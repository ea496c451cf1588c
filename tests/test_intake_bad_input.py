"""Files that cannot be read: each gets one Chinese sentence with the next step, and nothing else happens."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks_db.intake import IntakeError, read_plan_apart
from tasks_db.intake.plan import read_plan
from tests import intake_samples as samples

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def refusal(path: Path) -> str:
    with pytest.raises(IntakeError) as caught:
        read_plan(path)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "请" in sentence, "the sentence says what to do next"
    return sentence


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "空的"),
        ("空白.txt", b" \n\t\n\xe3\x80\x80\n", "空的"),
        ("标记.txt", b"\xef\xbb\xbf", "空的"),
        ("安装.exe", b"MZ" + bytes(100), "程序文件"),
        ("照片.png", PICTURE, "图片"),
        ("照片.txt", PICTURE, "图片"),
        ("方案.pdf", b"%PDF-1.7 ...", "PDF"),
        ("方案.doc", b"\xd0\xcf\x11\xe0" + bytes(100), ".doc"),
        ("网页.html", b"<html></html>", "网页"),
        ("数据.bin2", "方案".encode(), ".bin2"),
        ("乱码.txt", b"\x00\x01\x02\x03" * 20, "不是文字"),
        ("乱码二.txt", b"\xff\xff\xff\xff\xff", "不是文字"),
        ("断了.docx", b"PK\x03\x04 this is no archive", "损坏"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "没有的.txt" in refusal(tmp_path / "没有的.txt")
    assert tmp_path.name in refusal(tmp_path)


def test_a_path_with_a_zero_byte_is_refused() -> None:
    refusal(Path("a\0b.txt"))


def test_200_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    sentence = refusal(path)
    assert "200 MB" in sentence
    assert "20 MB" in sentence


def archive(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in names.items():
            made.writestr(name, data)
    return path


def test_a_spreadsheet_and_an_archive_are_told_from_a_word_file(tmp_path: Path) -> None:
    assert "电子表格" in refusal(archive(tmp_path / "a.docx", {"xl/workbook.xml": b"<x/>"}))
    assert "压缩包" in refusal(archive(tmp_path / "b.docx", {"方案.txt": b"x"}))


def test_a_word_file_with_broken_insides_is_refused(tmp_path: Path) -> None:
    assert "损坏" in refusal(archive(tmp_path / "a.docx", {"word/document.xml": b"<w:document"}))
    good = samples.meals_docx(tmp_path)
    with zipfile.ZipFile(good) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"][:200]
    assert "损坏" in refusal(archive(tmp_path / "b.docx", parts))


def test_a_word_file_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "a.docx", {"word/document.xml": b"<x/>", "word/media/big": bytes(201 * 1024 * 1024)})
    assert bomb.stat().st_size < 1024 * 1024
    assert "过大" in refusal(bomb)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-8"])
def test_every_usual_encoding_gives_the_same_plan(tmp_path: Path, encoding: str) -> None:
    plain = read_plan(samples.write(tmp_path, samples.MEALS))
    assert read_plan(samples.write(tmp_path, samples.MEALS, "other.txt", encoding)) == plain


def test_line_ends_of_windows_make_no_difference(tmp_path: Path) -> None:
    plain = read_plan(samples.write(tmp_path, samples.FLOOD))
    assert read_plan(samples.write(tmp_path, samples.FLOOD.replace("\n", "\r\n"), "crlf.txt")) == plain


def test_a_document_without_tasks_is_a_draft_that_says_so(tmp_path: Path) -> None:
    draft = read_plan(samples.write(tmp_path, "今天天气很好。\n明天也是。\n"))
    assert draft.tasks == ()
    assert [finding.kind for finding in draft.findings] == ["no_tasks"]


def test_apart_the_draft_is_the_same_to_the_last_value(tmp_path: Path) -> None:
    path = samples.write(tmp_path, samples.FLOOD)
    assert read_plan_apart(path) == read_plan(path)
    word = samples.meals_docx(tmp_path)
    apart = read_plan_apart(word)
    assert apart == read_plan(word)
    assert apart.tasks[0].deadline_date == date(2026, 6, 30)


def test_apart_a_refusal_is_the_same_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PICTURE)
    with pytest.raises(IntakeError, match="图片"):
        read_plan_apart(path)


def test_apart_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = samples.write(tmp_path, samples.FLOOD)
    with pytest.raises(IntakeError, match="时间上限"):
        read_plan_apart(path, seconds=0.01)


def test_apart_a_sound_file_is_read_however_busy_the_machine_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader stands still for longer than it may use the processor."""
    seconds = 3.0

    class Held(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.send_signal(signal.SIGSTOP)
            threading.Timer(seconds + 1, self.send_signal, [signal.SIGCONT]).start()

    path = samples.write(tmp_path, samples.FLOOD)
    plain = read_plan(path)
    monkeypatch.setattr(subprocess, "Popen", Held)
    begun = time.monotonic()
    assert read_plan_apart(path, seconds=seconds) == plain
    assert time.monotonic() - begun > seconds


def test_apart_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = samples.write(tmp_path, "序号\t任务内容\t牵头单位\n" + "1\t清淤\t县水利局\n" * 20000)
    with pytest.raises(IntakeError, match="内存上限"):
        read_plan_apart(path, memory_mb=40)


async def test_apart_it_may_be_called_from_a_worker_thread(tmp_path: Path) -> None:
    path = samples.write(tmp_path, samples.CELLS)
    draft = await asyncio.to_thread(read_plan_apart, path)
    assert len(draft.tasks) == 2


def test_apart_a_foreign_module_in_the_working_folder_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "tasks_db.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    path = samples.write(tmp_path, samples.CELLS)
    script = tmp_path / "console"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom tasks_db.intake import read_plan_apart\n"
        "print(len(read_plan_apart(Path(sys.argv[1])).tasks))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "2", done.stderr
