"""Tables that the office fills in come back row by row, read in a process of their own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from messages.people_table import is_people_table, read_people
from tasks_db.intake import IntakeError, read_rows_apart
from tasks_db.register.refusals import RosterError
from tests import reader_samples as made
from tests.binary_samples import NIGHT_XLS

HEAD = ["单位", "席位", "姓名", "到任"]


def xlsx(folder: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    path = folder / "表.xlsx"
    path.write_bytes(made.saved(made.workbook(rows, merged)))
    return path


def test_a_row_keeps_its_place_and_a_merged_cell_stands_at_each_of_its_rows(tmp_path: Path) -> None:
    rows: Sequence[Sequence[object]] = [
        HEAD,
        [],
        ["县教委", "成员", "王一", date(2025, 11, 3)],
        [None, "联络员", " 李二\n（兼） "],
    ]
    assert read_rows_apart(xlsx(tmp_path, rows, ["A3:A4"])) == [
        HEAD,
        [],
        ["县教委", "成员", "王一", "2025年11月3日"],
        ["县教委", "联络员", "李二\n（兼）"],
    ]


def test_the_first_worksheet_that_is_not_hidden_is_read(tmp_path: Path) -> None:
    book = made.workbook([HEAD])
    old = book.create_sheet("旧版", 0)
    old.append(["不要"])
    old.sheet_state = "hidden"
    path = tmp_path / "表.xlsx"
    path.write_bytes(made.saved(book))
    assert read_rows_apart(path) == [HEAD]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_of_either_encoding_and_any_separator_says_the_same(tmp_path: Path, encoding: str) -> None:
    for separator in (",", "\t", ";"):
        path = tmp_path / "表.csv"
        path.write_bytes("\r\n".join(separator.join(row) for row in (HEAD, ["县教委", "联络员"])).encode(encoding))
        assert read_rows_apart(path) == [HEAD, ["县教委", "联络员"]]


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(NIGHT_XLS)
    rows = read_rows_apart(path)
    assert rows[2] == ["1", "改造夜市街区2条", "区商务局", "区城管局", "2026年9月30日", "50%"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("没有.csv", None, "找不到"),
        ("空.csv", b" \n", "空的"),
        ("说明.txt", "单位,席位".encode(), "不是表格"),
        ("断.xlsx", b"PK\x03\x04 no archive", "损坏"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(IntakeError, match=words) as caught:
        read_rows_apart(path)
    assert "请" in str(caught.value)
    assert not is_people_table(path)


def test_a_sheet_that_is_mostly_width_is_refused_and_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = made.workbook([HEAD])
    sheet = book.active
    assert sheet is not None
    for row in range(2, 40):
        sheet.cell(row, 16000, "远")
    path = tmp_path / "宽.xlsx"
    path.write_bytes(made.saved(book))
    with pytest.raises(IntakeError, match="过大"):
        read_rows_apart(path)


def test_a_table_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="时间上限"):
        read_rows_apart(xlsx(tmp_path, [HEAD]), seconds=0.01)


def test_people_come_with_the_number_of_their_row(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["席位", "单位", "别名"], ["联络员", "县教委", "县教育局、教委"], [], ["成员", "县教委"]])
    assert is_people_table(path)
    assert [(row.line, row.unit, row.role, row.aliases) for row in read_people(path)] == [
        (2, "县教委", "联络员", ("县教育局", "教委")),
        (4, "县教委", "成员", ()),
    ]


def test_a_table_of_tasks_is_no_table_of_people(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["序号", "任务", "牵头单位"], ["1", "清淤", "县水利局"]])
    assert not is_people_table(path)
    with pytest.raises(RosterError, match="至少有“单位”"):
        read_people(path)
