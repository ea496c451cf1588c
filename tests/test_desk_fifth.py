"""A fifth day at the desk, played on the sample: what is put right replaces, an answer goes to whoever asked."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_desk_fourth import play

CORRECTED = """@2025-11-03T09:10
钟亦秋: 县城市管理局来电话：1-7 进度60%
钟亦秋 # 确认代录
@2025-11-03T09:15
钟亦秋: 县城市管理局来电话：1-7 更正为45%
钟亦秋 # 确认代录
钟亦秋: /review
@2025-11-03T09:20
丁默川: 1-5 进度60%
@2025-11-03T09:25
丁默川: 1-5 进度50%
钟亦秋: 待审核
钟亦秋 # 2
钟亦秋 # 返回列表
钟亦秋 # 3
钟亦秋: 审核
钟亦秋 # 一般反馈2条全部通过
钟亦秋 # 确认通过
钟亦秋: 导出台账
钟亦秋: 还有待审核的吗
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("corrected")
    return play(CORRECTED, folder), folder


def test_a_figure_that_is_phoned_again_takes_the_place_of_the_first(corrected: tuple[dict[str, str], Path]) -> None:
    said, _ = corrected
    read_back = said["钟亦秋: 县城市管理局来电话：1-7 更正为45%"]
    assert "代替先报的“推进中：进度60%”" in read_back
    assert "待审核1条" in said["钟亦秋: /review"]
    assert "进度60%" not in said["钟亦秋: /review"]


def test_of_two_figures_of_one_day_only_the_later_is_passed(corrected: tuple[dict[str, str], Path]) -> None:
    said, folder = corrected
    asked = said["钟亦秋 # 一般反馈2条全部通过"]
    assert "通过2条一般反馈" in asked
    assert "不再审核：1-5 县城市管理局的“推进中：进度60%”" in asked
    assert "没有待审核的反馈" in said["钟亦秋: 还有待审核的吗"]
    book = load_workbook(next(folder.glob("台账*.xlsx")))
    rows = [[str(cell.value) for cell in row] for row in book["报送记录"].rows]
    standing = [row for row in rows if any("进度60%" in cell for cell in row) and "已撤销" not in row]
    assert standing == [], "the figures that were put right stand nowhere but as taken back"


def test_what_was_said_later_is_never_shown_as_said_before(corrected: tuple[dict[str, str], Path]) -> None:
    said, _ = corrected
    assert "此前" not in said["钟亦秋 # 2"]
    assert "后来又报：推进中：进度50%" in said["钟亦秋 # 2"]
    assert "此前：推进中：进度60%" in said["钟亦秋 # 3"]
