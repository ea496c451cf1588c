"""What nobody sees is dropped, and what only looks like plain text becomes plain text, in every format alike."""

import unicodedata
from itertools import chain
from pathlib import Path

import pytest

from tasks_db.intake.blocks import Passage
from tasks_db.intake.plan import read_plan
from tasks_db.intake.readers import read_bytes
from tests import layout_writer_files as files
from tests import reader_samples as made

UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u202a\u2060\ufeff\ufe0f\U000e0100"
BLANKS = "\u00a0\u2002\u2003\u2009\u202f\u205f"


def texts(data: bytes, suffix: str) -> list[str]:
    return [block.text for block in read_bytes(data, suffix).blocks if isinstance(block, Passage)]


def in_formats(text: str) -> dict[str, bytes]:
    return {
        ".txt": text.encode(),
        ".md": text.encode(),
        ".html": files.as_html([text]),
        ".docx": files.as_docx([text]),
        ".xlsx": made.saved(made.workbook([[text]])),
        ".csv": text.encode(),
    }


@pytest.mark.parametrize("suffix", list(in_formats("")))
def test_what_nobody_sees_is_no_part_of_a_name_or_a_date(suffix: str) -> None:
    data = in_formats(f"{UNSEEN.join('县水利局')}2026年12月{UNSEEN}20日")[suffix]
    assert texts(data, suffix) == ["县水利局2026年12月20日"]


@pytest.mark.parametrize("suffix", list(in_formats("")))
def test_blanks_that_hold_a_line_together_are_blanks(suffix: str) -> None:
    data = in_formats(f"1.{BLANKS}清理河面")[suffix]
    assert texts(data, suffix) == [f"1.{' ' * len(BLANKS)}清理河面"]


@pytest.mark.parametrize("suffix", list(in_formats("")))
def test_radicals_and_strokes_are_the_characters_that_a_reader_takes_them_for(suffix: str) -> None:
    data = in_formats("㇐、⾭石县⼾籍服务、⿈河⻓江、各乡⾧、⾞⾺、⺠政局、⽔利局、⻝品⻋辆、\U0002f800")[suffix]
    assert texts(data, suffix) == ["一、青石县户籍服务、黄河长江、各乡长、车马、民政局、水利局、食品车辆、丽"]


def test_what_nobody_sees_keeps_its_place_in_a_plain_text() -> None:
    text = "一、\u200b清理\u00ad河面\n二、整治"
    document = read_bytes(text.encode(), ".txt")
    first, second = document.blocks
    assert isinstance(first, Passage)
    assert isinstance(second, Passage)
    assert document.text == text
    assert [text[begin:end] for begin, end in first.spans()] == ["一、", "清理", "河面"]
    assert (first.text, second.text, second.start) == ("一、清理河面", "二、整治", text.index("二"))


def test_a_line_with_unseen_marks_is_not_called_cut(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(
        "方案\n一、任务\n1. 清理河面的漂浮物并登记。\u200b（牵\u200b头\u200b单位：县水利局）\n", encoding="utf-8"
    )
    draft = read_plan(path)
    assert [task.leads for task in draft.tasks] == [("县水利局",)]
    assert not [one for one in draft.findings if one.kind == "cut_paragraph"]


def test_no_radical_is_left_over() -> None:
    assigned = [chr(code) for code in chain(range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6)) if code != 0x2E9A]
    assert all(unicodedata.name(one) for one in assigned)
    (text,) = texts("".join(assigned).encode(), ".txt")
    assert len(text) == len(assigned)
    assert not [one for one in text if 0x2E80 <= ord(one) < 0x2FE0]


def test_the_breaks_of_word_processors_part_lines_of_a_text() -> None:
    parted = "甲\u2028乙\u2029丙\x0b丁\x0c戊\x85己\r庚\r\n辛"
    assert texts(parted.encode(), ".txt") == list("甲乙丙丁戊己庚辛")


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".html", ".md"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_the_encodings_that_offices_save(suffix: str, encoding: str) -> None:
    body = "<p>县水利局㵑䶮</p>" if suffix == ".html" else "县水利局㵑䶮"
    assert texts(body.encode(encoding), suffix) == ["县水利局㵑䶮"]
