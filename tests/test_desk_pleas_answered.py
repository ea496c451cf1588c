"""A plea that was passed on and answered by the other unit is over, and its answer is found wherever the task is."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_desk_fourth import play

ANSWERED = """@2025-11-21T09:10
江一帆: 1-5 已完成3个小区；听松街道段要占半幅路施工，占道手续没下来，需县公安局协调
钟亦秋 # 转县公安局
雷子牧: 手续11月24日办好，夜间8点后施工，派2人疏导
钟亦秋: 需协调事项
钟亦秋: /task 1-5
钟亦秋 # 各单位反馈
钟亦秋: 1-5留痕
钟亦秋: /month 县公安局 11月
钟亦秋: /ledger 方案1
"""
BOTH = """@2025-11-21T09:10
江一帆: 1-5 占道手续没下来，需县公安局协调
钟亦秋 # 转县公安局
雷子牧: 手续11月24日办好
钟亦秋 # 答复单位
钟亦秋: 请凭证明直接施工
钟亦秋: /task 1-5
钟亦秋: /month 县水利局 11月
"""
WORDS = "县公安局11月21日答复：手续11月24日办好，夜间8点后施工，派2人疏导"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("answered")
    return play(ANSWERED, folder), folder


def test_the_list_counts_what_was_answered_apart_and_shows_the_answer(
    answered: tuple[dict[str, str], Path],
) -> None:
    said = answered[0]["钟亦秋: 需协调事项"]
    assert "需协调事项0项，另有已答复的1项" in said
    assert WORDS in said


def test_the_answer_stands_in_the_card_the_units_the_trail_and_the_month_of_who_answered(
    answered: tuple[dict[str, str], Path],
) -> None:
    said, _ = answered
    assert f"县水利局的需协调事项：{WORDS}" in said["钟亦秋: /task 1-5"]
    assert f"县水利局的需协调事项：{WORDS}" in said["钟亦秋 # 各单位反馈"]
    assert "县公安局联络员 雷子牧 单位答复需协调事项：县公安局，手续11月24日办好" in said["钟亦秋: 1-5留痕"]
    assert "被请帮忙1件" in said["钟亦秋: /month 县公安局 11月"], "县公安局 has no share in 1-5"


def test_the_ledger_has_question_and_answer(answered: tuple[dict[str, str], Path]) -> None:
    book = load_workbook(next(answered[1].glob("台账*.xlsx")))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert f"县水利局：请县公安局协调（{WORDS}）" in cells


def test_what_the_office_answers_stands_beside_what_the_unit_answered(tmp_path: Path) -> None:
    said = play(BOTH, tmp_path)
    assert "等答复" not in said["钟亦秋 # 答复单位"]
    both = "县公安局11月21日答复：手续11月24日办好；办公室11月21日答复：请凭证明直接施工"
    assert both in said["钟亦秋: /task 1-5"]
    month = said["钟亦秋: /month 县水利局 11月"]
    assert "县公安局2025年11月21日已答复：“手续11月24日办好”，办公室2025年11月21日已答复" in month
