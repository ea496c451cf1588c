"""A plan that is still a draft says so wherever its paper does, and is not handed out before it was issued."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.test_desk_fourth import play

HEAD = ("序号", "重点任务", "牵头单位", "完成时限")
ROWS = (
    ("1", "公布服务清单", "县住房城乡建设局", "2026年3月31日前"),
    ("2", "清理飞线", "县公安局", "2026年4月30日前"),
)
SHEETS = {
    "题行.xlsx": ("望澜县物业服务方案（征求意见稿）",),
    "次行.xlsx": ("望澜县充电设施方案", "（讨论稿）"),
    "楼道整治方案（送审稿）.xlsx": ("望澜县楼道整治方案",),
    "起草工作方案.xlsx": ("望澜县物业条例草案起草工作方案",),
}


def _sheet(lines: tuple[str, ...], place: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for n, line in enumerate(lines, 1):
        sheet.append([line, None, None, None])
        sheet.merge_cells(start_row=n, end_row=n, start_column=1, end_column=4)
    for row in (HEAD, *ROWS):
        sheet.append(list(row))
    sheet.cell(len(lines) + 2, 2).value = f"公布{lines[0][3:7]}清单"  # no two sheets are the same file
    book.save(place)


SCRIPT = """@2025-11-14T09:10
钟亦秋 + 题行.xlsx:
钟亦秋 + 次行.xlsx:
钟亦秋 + 楼道整治方案（送审稿）.xlsx:
钟亦秋 + 起草工作方案.xlsx:
钟亦秋: /plans
钟亦秋: 方案5还是征求意见稿，先不要发
钟亦秋: 方案5已正式印发
钟亦秋 # 标为征求意见稿
钟亦秋 # 已正式印发，内容未变
钟亦秋: 方案1是征求意见稿
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("drafts")
    for name, lines in SHEETS.items():
        _sheet(lines, folder / name)
    return play(SCRIPT, folder)


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "起草工作方案.xlsx"])
def test_a_title_row_its_second_line_and_a_files_name_say_that_a_plan_is_a_draft(
    name: str, said: dict[str, str]
) -> None:
    loaded = said[f"钟亦秋 + {name}:"]
    assert "征求意见稿，待交办" in loaded
    assert "文件是征求意见稿，正式印发后才能交办" in loaded
    assert "[交办]" not in loaded
    assert "[已正式印发，内容未变]" in loaded


def test_a_plan_to_write_a_draft_is_none(said: dict[str, str]) -> None:
    loaded = said["钟亦秋 + 起草工作方案.xlsx:"]
    assert "未写明是否印发" in loaded
    assert "[标为征求意见稿]" in loaded


def test_the_list_of_plans_says_which_are_drafts(said: dict[str, str]) -> None:
    assert said["钟亦秋: /plans"].count("征求意见稿") == 3


def test_an_office_says_that_a_plan_is_a_draft_and_later_that_it_was_issued(said: dict[str, str]) -> None:
    for words in ("钟亦秋: 方案5还是征求意见稿，先不要发", "钟亦秋 # 标为征求意见稿"):
        assert "征求意见稿，待交办" in said[words]
        assert "[交办]" not in said[words]
    for words in ("钟亦秋: 方案5已正式印发", "钟亦秋 # 已正式印发，内容未变"):
        assert "印发稿，待交办" in said[words]
        assert "[交办]" in said[words]


def test_a_plan_that_was_handed_out_is_no_draft(said: dict[str, str]) -> None:
    assert "已经交办" in said["钟亦秋: 方案1是征求意见稿"]
