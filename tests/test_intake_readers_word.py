"""Word documents are read as the page shows them: what Word numbers, changes, hides and puts in boxes included."""

import pytest

from tasks_db.intake.blocks import Block, Document, Passage, Table
from tasks_db.intake.readers import read_bytes
from tests import reader_samples as made
from tests.binary_samples import FLOOD_DOC

MARKED = "<w:ins w:id='1' w:author='甲'>{}</w:ins>"
DROPPED = "<w:del w:id='2' w:author='甲'><w:r><w:delText>{}</w:delText></w:r></w:del>"
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def said(block: Block) -> str | list[list[str]]:
    return block.text if isinstance(block, Passage) else [[cell.text for cell in row] for row in block.rows]


def read(body: str, **parts: str) -> Document:
    return read_bytes(made.word(body, **parts), ".docx")


def blocks(body: str, **parts: str) -> list[str | list[list[str]]]:
    return [said(block) for block in read(body, **parts).blocks]


def test_numbers_that_word_makes_are_part_of_the_text() -> None:
    levels = (
        made.level(0, "chineseCountingThousand", "%1、")
        + made.level(1, "chineseCounting", "（%2）")
        + made.level(2, "decimal", "%3.")
    )
    lines = [
        ("总体要求", 0),
        ("重点任务", 0),
        ("建点", 1),
        ("选址", 2),
        ("施工", 2),
        ("配送", 1),
        ("招标", 2),
        ("保障", 0),
    ]
    body = "".join(made.listed(text, 1, at) for text, at in lines)
    assert blocks(body, numbering=made.numbering(levels)) == [
        "一、总体要求",
        "二、重点任务",
        "（一）建点",
        "1. 选址",
        "2. 施工",
        "（二）配送",
        "1. 招标",
        "三、保障",
    ]


def test_a_list_may_begin_anew_and_count_through_levels() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    levels = made.level(0, "decimal", "%1") + made.level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = (
        made.listed("甲", 1)
        + made.listed("乙", 1, 1)
        + made.listed("丙", 2)
        + made.listed("丁", 1)
        + made.listed("戊", 0)
    )
    assert blocks(body, numbering=made.numbering(levels, lists)) == ["1 甲", "1.1 乙", "5 丙", "6 丁", "戊"]


def test_a_style_may_carry_the_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题甲"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题乙"/><w:basedOn w:val="a"/></w:style>'
    )
    body = made.paragraph("机构", properties='<w:pStyle w:val="a"/>') + made.paragraph(
        "职责", properties='<w:pStyle w:val="b"/>'
    )
    numbering = made.numbering(made.level(0, "decimalEnclosedCircleChinese", "%1"))
    assert blocks(body, numbering=numbering, styles=styles) == ["①机构", "②职责"]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("chineseLegalSimplified", ["壹", "贰"]),
        ("ideographTraditional", ["甲", "乙"]),
        ("upperRoman", ["I", "II"]),
        ("lowerLetter", ["a", "b"]),
        ("decimalZero", ["01", "02"]),
        ("decimalFullWidth", ["１", "２"]),
        ("ideographDigital", ["一", "二"]),
        ("an unheard-of form", ["1", "2"]),
        ("bullet", ["", ""]),
    ],
)
def test_every_form_of_number_counts(form: str, labels: list[str]) -> None:
    body = made.listed("甲", 1) + made.listed("乙", 1)
    found = blocks(body, numbering=made.numbering(made.level(0, form, "%1", '<w:suff w:val="nothing"/>')))
    assert found == [f"{labels[0]}甲", f"{labels[1]}乙"]


def test_a_column_that_word_numbers_has_its_numbers() -> None:
    numbered = made.tc(made.listed("", 1))
    body = made.table(["序号", "任务"], [numbered, "清淤"], [numbered, "巡查"])
    assert blocks(body, numbering=made.numbering(made.level(0, "decimal", "%1"))) == [
        [["序号", "任务"], ["1", "清淤"], ["2", "巡查"]]
    ]


def test_insertions_are_shown_deletions_are_not_and_the_office_is_told() -> None:
    changed = made.paragraph("由县水务局", DROPPED.format("牵头"), MARKED.format(made.run("配合")), "。")
    merged = made.paragraph("上半", properties="<w:rPr><w:del w:id='3'/></w:rPr>") + made.paragraph("下半。")
    gone = "<w:tr><w:trPr><w:del w:id='4'/></w:trPr>" + made.tc(made.paragraph("删去的行")) + "</w:tr>"
    kept = made.table(["序号", "任务"], ["1", "清淤"]).replace("</w:tbl>", gone + "</w:tbl>")
    document = read(changed + merged + kept)
    assert [said(block) for block in document.blocks] == [
        "由县水务局配合。",
        "上半下半。",
        [["序号", "任务"], ["1", "清淤"]],
    ]
    assert [notice.kind for notice in document.notices] == ["tracked_changes"]


def test_hidden_text_is_left_out_and_the_office_is_told() -> None:
    document = read(made.paragraph("正文", made.run("底稿批语", "<w:vanish/>"), "在此。"))
    assert document.text == "正文在此。\n"
    assert [notice.kind for notice in document.notices] == ["hidden_text"]


def test_a_text_box_stands_behind_its_paragraph_and_only_once() -> None:
    body = made.paragraph("标题", BOX.format(made.paragraph("框中的文字"))) + made.paragraph("正文。")
    assert blocks(body) == ["标题", "框中的文字", "正文。"]


def test_footnotes_stand_at_the_end_and_say_which_they_are() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{made.paragraph("")}</w:footnote>'
        f'<w:footnote w:id="1">{made.paragraph("列第一位者为牵头单位，下同。")}</w:footnote>'
    )
    document = read(made.paragraph("正文。", "<w:r><w:footnoteReference w:id='1'/></w:r>"), footnotes=notes)
    last = document.blocks[-1]
    assert isinstance(last, Passage)
    assert (last.text, last.place) == ("列第一位者为牵头单位，下同。", "脚注1")


def test_headers_footers_and_a_table_of_contents_are_noise() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{made.paragraph('一、总体要求 1')}</w:sdtContent></w:sdt>"
    )
    document = read(
        contents + made.paragraph("一、总体要求"), hdr=made.paragraph("内部资料"), ftr=made.paragraph("— 1 —")
    )
    assert [said(block) for block in document.blocks] == ["一、总体要求"]
    assert [(one.text, one.place) for one in document.noise] == [
        ("一、总体要求 1", "目录"),
        ("内部资料", "页眉"),
        ("— 1 —", "页脚"),
    ]


def test_what_a_field_shows_is_read_and_its_code_is_not() -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{made.run('2026年5月')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    assert blocks(made.paragraph("于", field, "完成。")) == ["于2026年5月完成。"]


def test_line_breaks_part_and_a_page_break_inside_a_word_document_does_too() -> None:
    assert blocks(made.paragraph("一、要求", "<w:r><w:br/></w:r>", "二、任务")) == ["一、要求", "二、任务"]


def test_merged_cells_stand_at_each_of_their_positions() -> None:
    body = made.table(
        [made.tc(made.paragraph("任务分解表"), '<w:gridSpan w:val="3"/>')],
        ["序号", "任务", "牵头单位"],
        ["1", "清淤", made.tc(made.paragraph("县水务局"), '<w:vMerge w:val="restart"/>')],
        ["2", "巡查", made.tc(made.paragraph(""), "<w:vMerge/>")],
    )
    document = read(body)
    found = document.blocks[0]
    assert isinstance(found, Table)
    assert said(found) == [
        ["任务分解表"] * 3,
        ["序号", "任务", "牵头单位"],
        ["1", "清淤", "县水务局"],
        ["2", "巡查", "县水务局"],
    ]
    assert document.text.count("县水务局") == 1
    assert [row[0].place for row in found.rows] == [f"表1第{n}行" for n in (1, 2, 3, 4)]


def test_what_a_table_inside_a_cell_says_belongs_to_the_cell_and_is_a_table_too() -> None:
    inner = made.table(["指标", "2026年"], ["助餐点", "60"])
    held = made.tc(made.paragraph("建点") + inner + made.paragraph("配送"))
    body = made.table(["序号", "任务"], ["1", held], ["2", "招标"], ["3", "验收"])
    whole = "建点：\n指标 2026年；\n助餐点 60\n配送"
    outer = [["序号", "任务"], ["1", whole], ["2", "招标"], ["3", "验收"]]
    assert blocks(body) == [outer, [["指标", "2026年"], ["助餐点", "60"]]]
    document = read(body)
    assert document.text.count("助餐点") == 1
    assert [place for _, place in document.places][:5] == [
        "表1第1行",
        "表1第2行",
        "表2第1行",
        "表2第2行",
        "表1第2行",
    ]


def test_a_long_table_inside_a_cell_only_follows_the_table_that_holds_it() -> None:
    rows = [[str(n), f"第{n}项"] for n in range(30)]
    body = made.table(
        ["序号", "任务"], ["1", made.tc(made.paragraph("建点") + made.table(*rows))], ["2", "配送"], ["3"]
    )
    assert blocks(body) == [[["序号", "任务"], ["1", "建点"], ["2", "配送"], ["3", ""]], rows]


def test_a_frame_around_the_page_is_not_taken_for_a_table() -> None:
    framed = made.tc(
        made.paragraph("一、要求") + made.table(["序号", "任务"], ["1", "清淤"]) + made.paragraph("完。")
    )
    assert blocks(made.table([framed])) == ["一、要求", [["序号", "任务"], ["1", "清淤"]], "完。"]


def test_content_controls_and_links_are_looked_into() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{made.paragraph('控件中的段落')}</w:sdtContent></w:sdt>"
    link = made.paragraph("见", f"<w:hyperlink>{made.run('附件')}</w:hyperlink>", "。")
    assert blocks(control + link) == ["控件中的段落", "见附件。"]


def test_a_file_with_macros_is_read_without_them() -> None:
    document = read_bytes(made.word(made.paragraph("正文。")), ".docm")
    assert document.text == "正文。\n"


def test_radicals_and_unseen_marks_are_mended() -> None:
    assert blocks(made.paragraph("⽅案由⻓办\u200b公室牵头\ufeff")) == ["方案由长办公室牵头"]


def test_every_block_says_what_the_text_says_at_its_place() -> None:
    document = read(
        made.paragraph("前。") + made.table(["序号", "任务"], ["1", "清淤"]) + made.paragraph("后。"),
        hdr=made.paragraph("页眉"),
    )
    passages = [*document.noise]
    for block in document.blocks:
        passages += [block] if isinstance(block, Passage) else [cell for row in block.rows for cell in row]
    for one in passages:
        assert "".join(document.text[start:end] for start, end in one.spans()) == one.text
    assert [start for start, _ in document.places] == sorted(start for start, _ in document.places)


def test_an_old_word_file_keeps_its_table_and_its_merged_cells() -> None:
    document = read_bytes(FLOOD_DOC, ".doc")
    found = document.blocks[-1]
    assert isinstance(found, Table)
    assert said(found) == [
        ["青岚市任务分解表"] * 5,
        ["序号", "任务内容", "牵头单位", "责任单位", "完成时限"],
        ["1", "加固堤防12公里", "市水利局", "市财政局", "2026年6月底前"],
        ["2", "补足抢险物资", "市水利局", "市发展改革委", "2026年4月30日"],
        ["3", "组织综合演练", "市应急管理局", "市消防救援支队\n市气象局", "2026年5月"],
    ]
    assert said(document.blocks[0]) == "青岚市防汛备汛工作清单"
    assert [one.text for one in document.noise] == ["内部资料"]


def test_an_old_word_file_under_another_name_is_read_all_the_same() -> None:
    assert read_bytes(FLOOD_DOC, ".docx") == read_bytes(FLOOD_DOC, ".doc") == read_bytes(FLOOD_DOC, ".wps")
