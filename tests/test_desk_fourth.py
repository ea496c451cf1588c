"""A fourth day at the desk, played on the sample: what was said stays, what was agreed stays, who is told is said."""

import asyncio
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.run import play_script
from bot.sample.script import parse

GIVEN_AWAY = """@2025-11-03T09:10
马致同: 1 已打通通道8处，进度40%
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 通过
马致同: 1 又打通通道3处，进度60%
马致同: 1 这事不归我们管，是县市场监管局的事
马致同 # 确认不属我单位
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意，调整单位
钟亦秋 # 改为县市场监管局
钟亦秋: /review
钟亦秋: /task 1-11
钟亦秋 # 各单位反馈
钟亦秋: 导出台账
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 通过
马致同: 1 又打通2处
钟亦秋: /task 1-11
钟亦秋 # 修改/豁免
钟亦秋 # 改牵头
钟亦秋: 县消防救援大队
钟亦秋: /task 1-11
"""


def play(script: str, folder: Path) -> dict[str, str]:
    """What each line brought, to whom, with its buttons; of the same words the last time."""
    played, channel = asyncio.run(play_script(parse(script), folder, folder))
    found = {}
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
        told = [f"{one.to}：{one.text}{''.join(f'[{b}]' for row in one.buttons for b in row)}" for one in line.said]
        found[line.source] = "\n".join(told)
    for one in channel.spoken:
        if one.message.attachment is not None:
            (folder / one.message.attachment.name).write_bytes(one.message.attachment.content)
    return found


@pytest.fixture(scope="module")
def given_away(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("given_away")
    return play(GIVEN_AWAY, folder), folder


def test_words_of_a_unit_that_left_a_task_still_wait_for_review(given_away: tuple[dict[str, str], Path]) -> None:
    said, _ = given_away
    assert "1-11 县消防救援大队（原牵头）·打通消防通道" in said["钟亦秋: /review"]
    assert "这是单位调整前的反馈：牵头单位现在是县市场监管局。" in said["钟亦秋 # 1"]
    assert "已告知马致同" in said["钟亦秋 # 通过"]


def test_words_of_a_unit_that_left_a_task_stand_in_its_view_and_in_the_ledger(
    given_away: tuple[dict[str, str], Path],
) -> None:
    said, folder = given_away
    assert "县消防救援大队（原牵头）：推进中：又打通通道3处，进度60%" in said["钟亦秋 # 各单位反馈"]
    book = load_workbook(next(folder.glob("台账*.xlsx")))
    cells = [[str(cell.value) for cell in row] for sheet in book for row in sheet.rows]
    assert any("县消防救援大队（原牵头）：又打通通道3处，进度60%" in cell for row in cells for cell in row)
    assert sum("县消防救援大队（原牵头）" in row for row in cells) == 3, "each report of it stands in 报送记录"


def test_a_unit_that_left_a_task_hears_of_it_and_can_report_it_no_more(
    given_away: tuple[dict[str, str], Path],
) -> None:
    said, _ = given_away
    assert (
        "马致同：“打通消防通道”的牵头单位改为县市场监管局，贵单位不用再报这一项。以前报的仍然保留。"
        in said["钟亦秋 # 改为县市场监管局"]
    )
    assert "不再问县消防救援大队（已告知）" in said["钟亦秋 # 改为县市场监管局"]
    assert "已记录" not in said["马致同: 1 又打通2处"]


def test_a_unit_that_gets_a_task_back_has_its_words_again(given_away: tuple[dict[str, str], Path]) -> None:
    said, _ = given_away
    assert "不再问县市场监管局（已告知）" in said["钟亦秋: 县消防救援大队"]
    assert "最近反馈：" in said["钟亦秋: /task 1-11"]
    assert "（原牵头）" not in said["钟亦秋: /task 1-11"]
