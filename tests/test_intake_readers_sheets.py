"""Spreadsheets are read as they are shown: merged cells, formats, several sheets, and what is hidden is named."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake.blocks import Block, Document, Table
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.plan import read_plan
from tasks_db.intake.readers import read_bytes
from tasks_db.intake.readers.cell_formats import printed
from tests import reader_samples as made
from tests.binary_samples import NIGHT_XLS

HEAD = ["序号", "任务内容", "牵头单位", "完成时限"]


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def notices(document: Document) -> list[tuple[str, str]]:
    return [(notice.kind, notice.place) for notice in document.notices]


def test_a_title_row_and_a_lead_merged_down_are_read_as_they_stand() -> None:
    book = made.workbook(
        [["云溪县任务清单"], HEAD, [1, "建点", "县民政局", "6月底"], [2, "配送", None, "9月底"]], ["A1:D1", "C3:C4"]
    )
    document = read_bytes(made.saved(book), ".xlsx")
    assert [texts(block) for block in document.blocks] == [
        [["云溪县任务清单"] * 4, HEAD, ["1", "建点", "县民政局", "6月底"], ["2", "配送", "县民政局", "9月底"]]
    ]
    assert [place for _, place in document.places] == [f"工作表“任务”第{n}行" for n in (1, 2, 3, 4)]


def test_values_print_as_their_formats_show_them() -> None:
    book = made.workbook([HEAD, [1, 0.95, 1234.5, date(2026, 6, 30)], [2, 3.0, 0.1 + 0.2, date(2026, 6, 30)]])
    sheet = book["任务"]
    sheet["B2"].number_format, sheet["C2"].number_format = "0%", "0.00"
    sheet["D2"].number_format, sheet["D3"].number_format = 'yyyy"年"m"月"', "yyyy-mm-dd"
    document = read_bytes(made.saved(book), ".xlsx")
    assert texts(document.blocks[0])[1:] == [["1", "95%", "1234.50", "2026年6月"], ["2", "3", "0.3", "2026年6月30日"]]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("46203", "yyyy/m/d", "2026年6月30日"),
        ("46203.75", "yyyy/m/d h:mm", "2026年6月30日"),
        ("46203", "m月d日", "6月30日"),
        ("46203", '[$-804]yyyy"年"m"月";@', "2026年6月"),
        ("46203", "General", "46203"),
        ("46203", "0.0_ ", "46203.0"),
        ("0.125", "0.0%", "12.5%"),
        ("12", '0"个"', "12"),
        ("1e300", "yyyy/m/d", "1e+300"),
        ("-5", "yyyy/m/d", "-5"),
        ("甲", "0%", "甲"),
        ("nan", "0", "nan"),
        ("60", "yyyy/m/d", "1900年2月28日"),
        ("1", "yyyy/m/d", "1900年1月1日"),
    ],
)
def test_a_number_format_decides_what_is_read(value: str, code: str, shown: str) -> None:
    assert printed(value, code) == shown


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    book = made.workbook([HEAD, [1, "建点", "县民政局", "6月底"], [2, "配送", "县商务局", "9月底"]])
    book["任务"].row_dimensions[3].hidden = True
    book["任务"].column_dimensions["C"].hidden = True
    document = read_bytes(made.saved(book), ".xlsx")
    assert texts(document.blocks[0])[2] == ["2", "配送", "县商务局", "9月底"]
    assert document.places[2][1] == "工作表“任务”第3行（隐藏）"
    assert notices(document) == [("hidden_rows", "工作表“任务”第3行（隐藏）"), ("hidden_columns", "工作表“任务”")]
    assert "第3行" in document.notices[0].message
    assert "C列" in document.notices[1].message


def test_a_hidden_sheet_is_left_out_and_named() -> None:
    book = made.workbook([HEAD, [1, "建点", "县民政局", "6月底"]])
    old = book.create_sheet("旧版")
    old.append(["作废"])
    old.sheet_state = "veryHidden"
    document = read_bytes(made.saved(book), ".xlsx")
    assert "作废" not in document.text
    assert notices(document) == [("hidden_sheet", "工作表“旧版”")]


def test_several_sheets_and_several_tables_on_one_are_tables_of_their_own() -> None:
    book = made.workbook(
        [HEAD, [1, "建点", "县民政局", "6月底"], [], ["主要指标"], ["指标", "2025年", "2026年"], ["助餐点", 41, 60]]
    )
    book.create_sheet("二").append(["单位", "职责"])
    book["二"].append(["县民政局", "统筹"])
    document = read_bytes(made.saved(book), ".xlsx")
    assert [texts(block)[0] for block in document.blocks] == [HEAD, ["主要指标", "", ""], ["单位", "职责"]]


def test_a_table_that_begins_in_the_middle_of_the_sheet_says_its_real_rows() -> None:
    book = made.workbook([])
    for column, title in zip("CDEF", HEAD, strict=True):
        book["任务"][f"{column}5"] = title
        book["任务"][f"{column}6"] = f"{title}一"
    document = read_bytes(made.saved(book), ".xlsx")
    assert [place for _, place in document.places] == ["工作表“任务”第5行", "工作表“任务”第6行"]
    assert texts(document.blocks[0])[0] == HEAD


def test_an_old_spreadsheet_is_read_with_its_merged_cells_and_formats() -> None:
    document = read_bytes(NIGHT_XLS, ".xls")
    assert texts(document.blocks[0]) == [
        ["清河区夜间经济任务清单"] * 6,
        ["序号", "重点任务", "牵头部门", "配合部门", "完成时限", "完成率"],
        ["1", "改造夜市街区2条", "区商务局", "区城管局", "2026年9月30日", "50%"],
        ["2", "开通夜间公交4条", "区交通运输局", "区公安分局", "2026年8月", "95%"],
        ["3", "举办消费季活动", "区交通运输局", "区文旅局", "长期", "100%"],
    ]
    assert document.places[2][1] == "工作表“任务清单”第3行"
    assert notices(document) == [
        ("hidden_rows", "工作表“任务清单”第5行（隐藏）"),
        ("hidden_columns", "工作表“任务清单”"),
        ("hidden_sheet", "工作表“草稿”"),
    ]
    assert read_bytes(NIGHT_XLS, ".xlsx") == document


def test_texts_of_an_old_spreadsheet_that_are_cut_between_records_are_whole() -> None:
    notes = texts(read_bytes(NIGHT_XLS, ".xls").blocks[1])
    assert notes == [[f"附注{n}：{'夜' * (180 + n)}", f"{n}.25"] for n in range(60)]


def test_formulas_whose_results_nobody_saved_are_named(tmp_path: Path) -> None:
    book = made.workbook(
        [HEAD, ["=ROW()-1", "建点", "县民政局", "=DATE(2026,6,30)"], [2, "配送", "县民政局", "6月底"]]
    )
    path = tmp_path / "表.xlsx"
    path.write_bytes(made.saved(book))
    (named,) = [one for one in read_plan(path).findings if one.kind == "formula_without_value"]
    assert "“任务”的A2、D2单元格是公式" in named.message
    assert (named.severity, named.quotes[0].place) == ("warning", "工作表“任务”第2行")


def test_formulas_with_results_are_their_results_be_they_empty_texts() -> None:
    good = made.saved(made.workbook([HEAD, [1, "建点", "县民政局", "6月底"]]))
    part = made.parts(good)["xl/worksheets/sheet1.xml"]
    assert isinstance(part, bytes)
    counted = part.replace(b"<v>1</v>", b"<f>ROW()-1</f><v>1</v>", 1)
    for empty in (b'<c r="E2" t="str"><f>A1</f><v></v></c>', b'<c r="E2" t="str"><f>A1</f></c>', b'<c r="E2"/>'):
        document = read_bytes(
            replaced(
                good,
                "xl/worksheets/sheet1.xml",
                counted.replace(b"</row></sheetData>", empty + b"</row></sheetData>"),
            ),
            ".xlsx",
        )
        assert document.notices == ()
        assert texts(document.blocks[0])[1][0] == "1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_is_one_table_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    rows = [HEAD, ["1", '"建点\n20个"', "县民政局", "6月底"], ["2", "配送", "", ""]]
    document = read_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding), ".csv")
    assert texts(document.blocks[0]) == [HEAD, ["1", "建点\n20个", "县民政局", "6月底"], ["2", "配送", "", ""]]
    assert [place for _, place in document.places] == ["第1行", "第3行", "第4行"]


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing() -> None:
    book = made.workbook([HEAD, [1, "建点", "县民政局", "6月底"]])
    book["任务"]["XFD40000"] = "远"
    document = read_bytes(made.saved(book), ".xlsx")
    assert document.text.endswith("远\n")


def test_a_sheet_with_more_cells_than_any_register_is_refused() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row * 301}'
    good = made.saved(made.workbook([HEAD]))
    with pytest.raises(IntakeError, match="过大"):
        read_bytes(replaced(good, "xl/worksheets/sheet1.xml", f"{sheet}</sheetData></worksheet>".encode()), ".xlsx")


def replaced(data: bytes, name: str, part: bytes) -> bytes:
    return made.archive({**made.parts(data), name: part})
