"""Word documents of before 2007: the numbers that Word makes, what is changed and hidden, and what cannot be read."""

import struct

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.readers import read_bytes
from tests import reader_samples as made
from tests.binary_samples import FLOOD_DOC, MARKED_DOC, MARKED_RTF
from tests.layout_writer_doc import apart, as_doc, of_table, word_97
from tests.layout_writer_files import Grid

LIST, LEVEL = 0x460B, 0x260A
DECIMAL, CHINESE, BULLET = 0, 39, 23
MARKED = [
    "云溪县护林工作方案",
    "一、总体要求",
    "守好山林。",
    "二、重点任务",
    "（一）巡护",
    "1. 划定片区。",
    "2. 配齐护林员。",
    "（牵头单位：县自然资源局；责任单位：各乡镇、县财政局）",
    "（二）补植",
    "1. 选种。",
    "不编号的一段。",
    "三、保障措施",
    "（一）经费",
    [["序号", "任务"], ["1", "清点苗木"], ["2", "修缮瞭望塔"]],
    "完。",
]


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        one.text if isinstance(one, Passage) else [[cell.text for cell in row] for row in one.rows]
        for one in document.blocks
    ]


def kinds(document: Document) -> list[str]:
    return [one.kind for one in document.notices]


def test_a_file_that_an_office_program_saved_has_the_numbers_of_its_page_and_says_what_is_changed() -> None:
    for data, suffix in ((MARKED_DOC, ".doc"), (MARKED_RTF, ".rtf")):
        document = read_bytes(data, suffix)
        assert said(document) == MARKED
        assert kinds(document) == ["tracked_changes", "hidden_text"]


def test_a_file_without_numbers_changes_or_hidden_words_says_nothing_of_them() -> None:
    assert kinds(read_bytes(FLOOD_DOC, ".doc")) == []


def level(form: int, text: str, start: int = 1, *, flags: int = 0, follows: int = 2, limit: int = 0) -> bytes:
    """A level of a list; %1 stands for the number of the first level, and so on."""
    shown, places = "", []
    for part in text.replace("%", "\0%").split("\0"):
        if part.startswith("%"):
            places.append(len(shown) + 1)
        shown += chr(int(part[1]) - 1) + part[2:] if part.startswith("%") else part
    head = struct.pack("<IBB9sB8xBBBx", start, form, flags, bytes(places).ljust(9, b"\0"), follows, 0, 0, limit)
    return head + struct.pack("<H", len(shown)) + shown.encode("utf-16-le")


def tables(*levels: bytes, overrides: tuple[bytes, ...] = (b"",)) -> tuple[bytes, bytes, bytes]:
    """One list of these levels, the others empty, and the overrides that name it with what they change."""
    every = [*levels, *[level(255, "")] * (9 - len(levels))]
    named = struct.pack("<HII18sBB", 1, 7, 0, b"", 0, 0)
    heads = b"".join(struct.pack("<I8xBBBB", 7, bool(one), 0, 0, 0) for one in overrides)
    bodies = b"".join(b"\xff" * 4 + one for one in overrides)
    return named, b"".join(every), struct.pack("<I", len(overrides)) + heads + bodies


def listed(text: str, number: int = 1, at: int = 0) -> tuple[str, bytes]:
    return f"{text}\r", struct.pack("<HHHB", LIST, number, LEVEL, at)


def numbered(paragraphs: list[tuple[str, bytes]], lists: tuple[bytes, bytes, bytes]) -> Document:
    return read_bytes(word_97(paragraphs, lists), ".doc")


def test_levels_count_in_their_forms_and_begin_anew_below_a_higher_one() -> None:
    lists = tables(level(CHINESE, "第%1章"), level(DECIMAL, "%1.%2", flags=0x04, follows=0), level(BULLET, "•"))
    lines = [("总则", 0), ("目标", 1), ("范围", 1), ("附注", 2), ("任务", 0), ("清淤", 1)]
    document = numbered([listed(text, 1, at) for text, at in lines], lists)
    assert said(document) == ["第一章总则", "1.1 目标", "1.2 范围", "附注", "第二章任务", "2.1 清淤"]


def test_a_level_that_does_not_begin_anew_counts_on() -> None:
    lists = tables(level(CHINESE, "%1、"), level(DECIMAL, "%2.", flags=0x08))
    lines = [("甲", 0), ("一", 1), ("乙", 0), ("二", 1)]
    document = numbered([listed(text, 1, at) for text, at in lines], lists)
    assert said(document) == ["一、甲", "1.一", "二、乙", "2.二"]


def test_an_override_may_begin_a_list_anew_or_change_its_form() -> None:
    fresh = struct.pack("<II", 5, 0x10)
    formed = struct.pack("<II", 0, 0x20) + level(CHINESE, "（%1）")
    lists = tables(level(DECIMAL, "%1."), overrides=(b"", fresh, formed))
    document = numbered([listed("甲"), listed("乙"), listed("丙", 2), listed("丁", 2), listed("戊", 3)], lists)
    assert said(document) == ["1.甲", "2.乙", "5.丙", "6.丁", "（七）戊"]


def test_a_paragraph_whose_number_was_taken_away_has_none() -> None:
    document = numbered(
        [listed("甲"), listed("乙", 0), listed("丙", 0xF801), listed("丁")], tables(level(DECIMAL, "%1."))
    )
    assert said(document) == ["1.甲", "乙", "丙", "2.丁"]
    assert kinds(document) == []


def test_numbers_that_cannot_be_read_are_said_to_be_missing() -> None:
    good = tables(level(DECIMAL, "%1."))
    unknown_list = numbered([listed("甲", 3)], good)
    of_word_95 = numbered([listed("甲", 0x07FF)], good)
    cut = numbered([listed("甲")], (b"\x09" + good[0][1:], *good[1:]))
    counted = read_bytes(word_97([("\x13 AUTONUM \\* Arabic \x15甲\r", b"")]), ".doc")
    for document in (unknown_list, of_word_95, cut, counted):
        assert said(document) == ["甲"]
        assert kinds(document) == ["lost_numbers"]
        assert document.notices[0].message.endswith("重新发送。")


def test_a_table_inside_a_cell_is_a_part_of_the_cell_and_a_table_too() -> None:
    def edges(*widths: int) -> bytes:
        row = bytes([len(widths)]) + struct.pack(f"<{len(widths) + 1}h", 0, *widths) + bytes(20 * len(widths))
        return struct.pack("<HH", 0xD608, len(row) + 1) + row

    outer, inner = struct.pack("<HB", 0x2416, 1), struct.pack("<HBHI", 0x2416, 1, 0x6649, 2)
    inner_cell, inner_end = struct.pack("<HB", 0x244B, 1), struct.pack("<HBHB", 0x244B, 1, 0x244C, 1)
    end = outer + struct.pack("<HB", 0x2417, 1) + edges(1000, 4000)
    rows = [("序号\a", outer), ("任务\a", outer), ("\a", end), ("1\a", outer), ("巡河\r", outer)]
    for cells in (("河段", "次数"), ("上游", "六")):
        rows += [*((f"{text}\r", inner + inner_cell) for text in cells), ("\r", inner + inner_end + edges(500, 900))]
    rows += [("\a", outer), ("\a", end), ("2\a", outer), ("护岸\a", outer), ("\a", end), ("3\a", outer), ("\a", end)]
    assert said(read_bytes(word_97(rows), ".doc")) == [
        [["序号", "任务"], ["1", "巡河：\n河段 次数；\n上游 六"], ["2", "护岸"], ["3", ""]],
        [["河段", "次数"], ["上游", "六"]],
    ]


TITLES = ["类别", "序号", "重点工作", "具体要求", "分管领导", "牵头科室", "配合科室", "责任人", "完成时限"]
WIDE = [
    TITLES,
    *(
        [f"第{n // 2}类", str(n), f"工作{n}", f"完成第{n}件事", "", "法规科", "信息科", "", "6月底"]
        for n in range(2, 6)
    ),
]
GRID = tuple(tuple(row) for row in WIDE)


def test_rows_of_many_cells_end_where_the_data_say_so() -> None:
    """Word keeps properties that are too long for a page apart: those of the ends of rows of nine cells are."""
    assert said(read_bytes(as_doc([Grid(GRID, (0,))]), ".doc")) == [WIDE]


def test_rows_whose_ends_are_lost_are_parted_by_their_marks_or_said_to_be_lost() -> None:
    told, lists, _ = apart(of_table(Grid(GRID)))
    assert said(read_bytes(word_97(told, lists), ".doc")) == [WIDE]
    inside = struct.pack("<HB", 0x2416, 1)
    unmarked = read_bytes(word_97([(text, inside) for text, _ in told]), ".doc")
    assert kinds(unmarked) == ["unparted_rows"]
    assert "50 个单元格" in unmarked.notices[0].message


def test_numbers_come_out_of_word_files_old_and_new_alike() -> None:
    levels = made.level(0, "chineseCountingThousand", "%1、") + made.level(1, "decimal", "%2.")
    lines = [("总则", 0), ("甲", 1), ("乙", 1), ("任务", 0), ("丙", 1)]
    new = made.word("".join(made.listed(text, 1, at) for text, at in lines), numbering=made.numbering(levels))
    lists = tables(level(CHINESE, "%1、", follows=0), level(DECIMAL, "%2.", follows=0))
    old = numbered([listed(text, 1, at) for text, at in lines], lists)
    assert said(old) == said(read_bytes(new, ".docx"))
