"""PDF documents: lines become paragraphs again, rules become tables, and what belongs to the page is noise."""

import pytest

from tasks_db.intake.blocks import Document, Passage, Table
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tests import reader_samples as made
from tests.reader_samples import Rule, Text

LEFT, INDENT = 90, 118  # 30 characters of 14 points between 90 and 510


def lines(*texts: str, top: float = 100, indented: tuple[int, ...] = ()) -> list[Text | Rule]:
    return [Text(INDENT if n in indented else LEFT, top + 28 * n, text) for n, text in enumerate(texts)]


def read(*pages: list[Text | Rule]) -> Document:
    return read_bytes(made.pdf(pages), ".pdf")


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Passage) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


FULL = "为健全本县老年助餐服务网络，方便老年人就近用餐，结合实际，制"  # 30 characters
FIRST = FULL[:28]


def test_lines_that_reach_the_edge_are_one_paragraph_and_know_their_places() -> None:
    document = read(lines(FIRST, FULL, "定本方案。", "一、工作目标", "（一）建点", indented=(0, 3, 4)))
    assert said(document) == [f"{FIRST}{FULL}定本方案。", "一、工作目标", "（一）建点"]
    first = document.blocks[0]
    assert isinstance(first, Passage)
    assert [piece.place for piece in first.pieces] == ["第1页第1行", "第1页第2行", "第1页第3行"]


def test_a_paragraph_goes_on_behind_the_page_number() -> None:
    footers = [[Text(290, 790, f"— {number} —")] for number in (1, 2)]
    document = read(
        [*lines("一、总则", FIRST, FULL, indented=(0, 1)), *footers[0]], [*lines("定本方案。"), *footers[1]]
    )
    assert said(document) == ["一、总则", f"{FIRST}{FULL}定本方案。"]
    assert [(one.text, one.place) for one in document.noise] == [("— 1 —", "第1页第4行"), ("— 2 —", "第2页第2行")]


def test_running_headers_are_noise_and_a_date_at_the_foot_is_not() -> None:
    pages = [[Text(90, 30, f"云溪县文件 第{n}号"), *lines(f"第{n}页的正文。")] for n in (1, 2, 3)]
    pages[2].append(Text(300, 780, "2026年3月12日"))
    document = read(*pages)
    assert said(document) == ["第1页的正文。", "第2页的正文。", "第3页的正文。", "2026年3月12日"]
    assert len(document.noise) == 3


def test_a_line_glued_to_the_edge_does_not_swallow_the_next_number() -> None:
    full = f"{FULL[:29]}。"
    document = read(lines(full, "二、重点任务", full, "（一）建点"))
    assert said(document) == [full, "二、重点任务", full, "（一）建点"]


def test_a_ruled_table_is_read_with_its_wrapped_cells() -> None:
    rows = [
        ["序号", "任务", "牵头单位"],
        ["1", "新建社区食堂二十个以上并\n配齐设备", "县民政局"],
        ["2", "配送", "县商务局\n县邮政局"],
    ]
    document = read([*lines("任务表"), *made.ruled([90, 130, 260, 340], [150, 180, 220, 260], rows)])
    assert said(document) == [
        "任务表",
        [
            ["序号", "任务", "牵头单位"],
            ["1", "新建社区食堂二十个以上并配齐设备", "县民政局"],
            ["2", "配送", "县商务局\n县邮政局"],
        ],
    ]
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert [row[0].place for row in table.rows] == [f"第1页表1第{n}行" for n in (1, 2, 3)]


def test_a_merged_cell_stands_in_every_row_that_it_covers() -> None:
    drawn = made.ruled(
        [90, 130, 260, 340],
        [150, 180, 210, 240],
        [["序号", "任务", "牵头"], ["1", "建点", "县民政局"], ["2", "配送", ""]],
    )
    drawn = [one for one in drawn if not (isinstance(one, Rule) and one.y0 == one.y1 == 210)]
    drawn.append(Rule(90, 210, 260, 210))
    found = read(drawn).blocks[0]
    assert isinstance(found, Table)
    assert found.rows[1][2] is found.rows[2][2]
    assert found.rows[2][2].text == "县民政局"


def test_a_table_goes_on_on_the_next_page_and_a_cut_row_is_one_again() -> None:
    x = [90, 130, 260, 340]
    first = made.ruled(x, [700, 730, 770], [["序号", "任务", "牵头"], ["1", "新建社区食堂二十个以上并", "县民政局"]])
    second = made.ruled(x, [70, 100, 130], [["", "配齐设备", ""], ["2", "配送", "县商务局"]])
    document = read([*lines("任务表"), *first], [*second, Text(90, 200, "备注：按月报送。")])
    assert said(document) == [
        "任务表",
        [["序号", "任务", "牵头"], ["1", "新建社区食堂二十个以上并配齐设备", "县民政局"], ["2", "配送", "县商务局"]],
        "备注：按月报送。",
    ]


def test_columns_without_rules_are_a_table_too() -> None:
    rows = [
        ("序号", "任务", "牵头单位"),
        ("1", "建点", "县民政局"),
        ("2", "配送到户", "县商务局"),
        ("3", "明厨亮灶", "县市场监管局"),
    ]
    drawn = [
        Text(x, 100 + 25 * n, text) for n, row in enumerate(rows) for x, text in zip((90, 160, 330), row, strict=True)
    ]
    assert said(read([*drawn])) == [[list(row) for row in rows]]


def test_radicals_are_read_as_the_characters_that_they_stand_for() -> None:
    assert said(read(lines("⼯作⽅案由⺠政部⻔办理"))) == ["工作方案由民政部门办理"]


def test_type_printed_twice_to_look_bold_is_read_once() -> None:
    assert said(read([*lines("一、总则"), Text(LEFT + 0.4, 100, "一、总则")])) == ["一、总则"]


def test_a_scan_is_refused_with_what_to_send_instead() -> None:
    with pytest.raises(IntakeError, match=r"扫描件.*请发送"):
        read([Rule(10, 10, 300, 300)], [])


def test_a_scanned_page_among_others_is_named() -> None:
    document = read(lines("一、总则"), [], lines("二、任务"))
    assert [(notice.kind, notice.place) for notice in document.notices] == [("scanned_pages", "第2页")]


def test_a_pdf_of_hundreds_of_pages_is_refused() -> None:
    with pytest.raises(IntakeError, match="300 页"):
        read(*[lines("页")] * 301)


def grid(top: float, edges: list[float], heights: list[float], *, sides: bool = True) -> list[Text | Rule]:
    """The rules of a table: upright ones at the edges, level ones below each row; perhaps without its outer sides."""
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    inner = edges if sides else edges[1:-1]
    rules: list[Text | Rule] = [Rule(edges[0], at, edges[-1], at) for at in tops]
    return [*rules, *(Rule(x, tops[0], x, tops[-1]) for x in inner)]


EDGES = [60.0, 110.0, 300.0, 420.0]


def row(top: float, *texts: str) -> list[Text | Rule]:
    return [Text(x + 4, top + 4, text) for x, text in zip(EDGES, texts, strict=False) if text]


def test_a_table_whose_sides_are_not_drawn_keeps_its_outer_columns() -> None:
    document = read(
        [*grid(100, EDGES, [30, 30], sides=False), *row(104, "序号", "任务", "时限"), *row(134, "1", "清淤", "6月")]
    )
    assert said(document) == [[["序号", "任务", "时限"], ["1", "清淤", "6月"]]]


def test_lines_under_words_are_no_table() -> None:
    rules: list[Text | Rule] = [Rule(60, at, 400, at) for at in (100, 140, 180)]
    document = read([*rules, Text(64, 110, "姓名"), Text(64, 150, "单位")])
    assert said(document) == ["姓名", "单位"]


def test_rows_that_a_page_cuts_go_on_below_the_titles_that_stand_again() -> None:
    titles = ("序号", "任务", "单位")
    first = [
        *grid(100, EDGES, [30, 30]),
        *row(104, *titles),
        *row(134, "1", "清理城关段", "县水利局"),
        Text(230, 520, "-13-"),
    ]
    second = [
        *grid(100, EDGES, [30, 30, 30]),
        *row(104, *titles),
        *row(134, "", "淤泥"),
        *row(164, "2", "绿化", "县林业局"),
        Text(230, 520, "-14-"),
    ]
    document = read(first, second)
    assert said(document) == [[list(titles), ["1", "清理城关段\n淤泥", "县水利局"], ["2", "绿化", "县林业局"]]]
    assert [one.text for one in document.noise] == ["-13-", "-14-"], (
        "numbers that count the pages, wherever they stand"
    )
