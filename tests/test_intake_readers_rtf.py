r"""Rich text (.rtf): its paragraphs and tables as the page shows them, in whatever way its characters are written."""

import pytest

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset136 MingLiU;}}"


def read(body: str, head: str = HEAD) -> Document:
    return read_bytes(f"{head}{body}}}".encode("gb18030"), ".rtf")


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        one.text if isinstance(one, Passage) else [[cell.text for cell in row] for row in one.rows]
        for one in document.blocks
    ]


def row(*cells: str, merged: tuple[str, ...] = ()) -> str:
    marks = merged or ("",) * len(cells)
    defined = "".join(rf"{mark}\cellx{1000 * n}" for n, mark in enumerate(marks, 1))
    return rf"\trowd\trleft0{defined}" + "".join(rf"\pard\intbl {one}\cell " for one in cells) + r"\row\pard "


@pytest.mark.parametrize(
    "coded",
    [
        r"\u38738?\u30707?",
        r"\uc2\u38738\'c7\'e0\u30707\'ca\'af",
        r"\'c7\'e0\'ca\'af",
        r"\u-26798?\u30707?",
        "青石",
        r"\f1\'ab\'43\f0\'ca\'af",
        r"\f1\'abC\f0\'ca\'af",
        r"{\uc0\u38738}\u30707{}?"[:-1],
    ],
)
def test_a_character_is_read_in_each_way_of_writing_it(coded: str) -> None:
    assert said(read(coded + r"\par")) == ["青石"]


def test_a_rare_character_in_two_halves_is_whole() -> None:
    assert said(read(r"\u-10176?\u-9177?\par")) == ["\N{CJK UNIFIED IDEOGRAPH-20027}"]


def test_what_is_no_part_of_the_text_is_left_out() -> None:
    body = (
        r"{\info{\title 标题}}{\stylesheet{\s1 样式;}}{\*\generator 甲;}{\pict 00ff}{\*\bkmkstart a}\bin3 {}}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt 县水利局}}{\v 暗语}牵头\-\~办理\par"
    )
    document = read(body)
    assert said(document) == ["县水利局牵头 办理"]
    assert [one.kind for one in document.notices] == ["hidden_text"]


def test_changes_are_taken_as_accepted_and_named() -> None:
    document = read(r"由{\deleted 县林业局}{\revised 县水利局}牵头\par")
    assert said(document) == ["由县水利局牵头"]
    assert [one.kind for one in document.notices] == ["tracked_changes"]


def test_numbers_stand_before_their_paragraphs_and_bullets_do_not() -> None:
    body = (
        r"{\listtext\pard\plain 一、\tab}总则\par{\listtext 1.\tab}选址\par"
        r"{\pntext\'b7\tab}备注\par{\listtext\u61623?\tab}附注\par"
    )
    assert said(read(body)) == ["一、总则", "1. 选址", "备注", "附注"]


def test_a_table_comes_with_its_merged_cells_and_its_lines() -> None:
    body = (
        r"前\par"
        + row("序号", "任务", "牵头")
        + row("1", r"清淤\par 护岸", "县水务局", merged=("", "", r"\clvmgf"))
        + row("2", "补植", "", merged=("", "", r"\clvmrg"))
        + row("合计", "", "", merged=("", r"\clmgf", r"\clmrg"))
        + r"后\par"
    )
    assert said(read(body)) == [
        "前",
        [["序号", "任务", "牵头"], ["1", "清淤\n护岸", "县水务局"], ["2", "补植", "县水务局"], ["合计", "", ""]],
        "后",
    ]


def test_a_table_inside_a_cell_loses_nothing() -> None:
    inner = (
        r"\pard\intbl\itap2 上游\nestcell 六次\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}"
        r"{\nonesttables\par}"
    )
    body = r"\trowd\cellx1000\cellx2000\pard\intbl 1\cell 巡河\par " + inner + r"\pard\intbl\cell\row\pard 完\par"
    text = read(body).text
    assert all(word in text for word in ("巡河", "上游", "六次", "完"))


def test_headers_are_noise_notes_come_last_and_boxes_behind_their_paragraph() -> None:
    body = (
        r"{\header\pard 云溪县文件\par}{\footer 第1页}一、总则{\footnote\pard 见附件。\par}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard 框中的话\par}}{\shprslt 旧}}\par 二、任务\par"
    )
    document = read(body)
    assert said(document) == ["一、总则", "框中的话", "二、任务", "见附件。"]
    assert [(one.text, one.place) for one in document.noise] == [("云溪县文件", "页眉"), ("第1页", "页脚")]


def test_a_file_that_is_cut_keeps_what_it_has() -> None:
    assert said(read_bytes((HEAD + row("序号", "任务") + r"\pard\intbl 1\cell 清").encode("gb18030"), ".rtf")) == [
        [["序号", "任务"], ["1", "清"]]
    ]


def test_groups_nested_beyond_reason_are_damage() -> None:
    with pytest.raises(IntakeError, match="损坏"):
        read("{" * 100_000)


def test_a_text_that_is_called_rtf_is_read_as_a_text_and_the_other_way_round() -> None:
    assert said(read_bytes("一、总则".encode(), ".rtf")) == ["一、总则"]
    assert said(read_bytes((HEAD + r"\'c7\'e0\par}").encode("ascii"), ".doc")) == ["青"]
