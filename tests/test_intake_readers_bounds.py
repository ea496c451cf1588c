"""Files that would do harm, or are no documents: each is refused with one sentence."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tasks_db.intake.blocks import Passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tasks_db.intake.readers.page import LONGEST_TEXT
from tests import reader_samples as made
from tests.binary_samples import FLOOD_DOC, NIGHT_XLS
from tests.layout_writer_texts import as_mht
from tests.ofd_samples import ofd

GOOD = made.word(made.paragraph("正文。"))
PAPER = ofd([[made.Text(90, 100, "正文。")]])
SHEET = made.saved(made.workbook([["序号", "任务"], [1, "建点"]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/hostname">]><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;&c;</w:document>'
)


def refusal(data: bytes, suffix: str = ".docx") -> str:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, suffix)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "请" in sentence
    return sentence


def changed(good: bytes, **files: bytes | str) -> bytes:
    named = {name.replace("__", "/") + ".xml": part for name, part in files.items()}
    return made.archive({**made.parts(good), **named})


def test_a_password_is_named_and_not_taken_for_damage() -> None:
    assert "密码" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"))
    locked = bytearray(FLOOD_DOC)
    at = locked.index(b"\xec\xa5")
    locked[at + 0x0B] |= 0x01
    assert "密码" in refusal(bytes(locked), ".doc")
    packed = bytearray(GOOD)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = packed.index(mark)
        while at >= 0:
            packed[at + (6 if mark.endswith(b"\x04") else 8)] |= 0x01
            at = packed.find(mark, at + 1)
    assert "密码" in refusal(bytes(packed))


def test_entities_are_neither_resolved_nor_fetched() -> None:
    assert "XML" in refusal(changed(GOOD, word__document=LAUGHS))
    assert "XML" in refusal(changed(SHEET, xl__workbook=LAUGHS), ".xlsx")
    assert "XML" in refusal(changed(PAPER, Doc_0__Pages__Page_0__Content=LAUGHS), ".ofd")


def test_a_part_that_unpacks_to_more_than_a_plan_is_refused() -> None:
    assert "过大" in refusal(changed(GOOD, word__document=b" " * (33 * 1024 * 1024)))
    assert "过大" in refusal(changed(PAPER, OFD=b" " * (33 * 1024 * 1024)), ".ofd")
    many = made.archive({f"{n}.xml": b"" for n in range(10_001)})
    assert "过大" in refusal(many)


def test_a_text_longer_than_any_plan_is_refused_in_every_format() -> None:
    assert "万字" in refusal(("任务" * LONGEST_TEXT).encode(), ".txt")
    assert "万字" in refusal(f"<html><p>{'任务' * LONGEST_TEXT}</p></html>".encode(), ".html")
    assert "万字" in refusal(made.word(made.paragraph("任务" * LONGEST_TEXT)))
    assert "万字" in refusal(b"{\\rtf1\\ansicpg936 " + ("任务" * LONGEST_TEXT).encode("gb18030") + b"\\par}", ".rtf")
    assert "万字" in refusal(as_mht(["任务" * LONGEST_TEXT]), ".mht")


@pytest.mark.parametrize(
    ("good", "suffix"),
    [(GOOD, ".docx"), (SHEET, ".xlsx"), (FLOOD_DOC, ".doc"), (NIGHT_XLS, ".xls"), (PAPER, ".ofd")],
)
def test_half_a_file_is_damage_and_said_so(good: bytes, suffix: str) -> None:
    assert "损坏" in refusal(good[: len(good) // 2], suffix)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"ppt/presentation.xml": ""}, "演示文稿"),
        ({"content.xml": "", "mimetype": ""}, "OpenDocument"),
        ({"方案.docx": ""}, "压缩包"),
    ],
)
def test_other_archives_are_called_by_their_names(parts: dict[str, str | bytes], words: str) -> None:
    assert words in refusal(made.archive(parts))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{\\rtf1 }", "空"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "邮件"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>", "2003 XML"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "压缩包"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "演示文稿"),
        (OLE, "Office"),
        (b"%PDF-1.7\n%%EOF", "PDF"),
        (b"\0" * 100, "空"),
    ],
)
def test_other_files_are_called_by_their_names_whatever_their_suffix(data: bytes, words: str) -> None:
    assert words in refusal(data, ".doc")


def test_a_workbook_whose_sheets_are_empty_or_hidden_is_refused() -> None:
    assert "没有可读" in refusal(made.saved(made.workbook([])), ".xlsx")


def test_tables_nested_beyond_reason_are_damage() -> None:
    body = made.paragraph("底")
    for _ in range(300):
        body = made.table([made.tc(body)])
    assert "损坏" in refusal(made.word(body))


@pytest.mark.parametrize("line", ["\t一\n", "\t一\n\n", "甲|乙|丙\n甲|乙\n", "|\n"])
def test_flattened_tables_that_never_begin_lose_nothing(line: str) -> None:
    document = read_bytes((line * 3000 + "完").encode(), ".txt")  # in the square of its length it would take minutes
    assert "".join(block.text for block in document.blocks if isinstance(block, Passage)).endswith("完")


def test_readers_load_their_libraries_only_when_a_file_needs_them() -> None:
    heavy = ("lxml", "docx", "pdfplumber", "openpyxl", "python_calamine", "legacy_doc")
    script = f"import sys, tasks_db.intake; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_reader_writes_to_disk_or_leaves_the_archive(tmp_path: Path) -> None:
    outside = tmp_path / "../outside.xml"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        for name, data in made.parts(GOOD).items():
            packed.writestr(name, data)
        packed.writestr("../outside.xml", "x")
    assert read_bytes((tmp_path / "a.docx").read_bytes(), ".docx").text == "正文。\n"
    assert not outside.exists()
