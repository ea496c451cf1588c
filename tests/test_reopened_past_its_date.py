"""A task that was closed before it was handed out, and is opened again past its date, is asked for as overdue."""

import pytest

from tests.test_desk_fourth import play

MONTH = """@2025-11-04T14:10
钟亦秋: 重新打开1-3，抽查发现办法没有下发
钟亦秋 # 确认重开
钟亦秋: 逾期任务
钟亦秋: 待办
钟亦秋: 催一下县财政局1-3
钟亦秋: 给县财政局出一份催办单，1-3
@2025-11-05T09:10
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("reopened"))


def test_it_stands_among_what_is_overdue_and_on_the_desk(said: dict[str, str]) -> None:
    assert "制定资金管理办法·县财政局·10月31日·逾期4天" in said["钟亦秋: 逾期任务"]
    assert "1-3 制定资金管理办法，县财政局，逾期4天" in said["钟亦秋: 待办"]


def test_it_can_be_chased_and_written_about(said: dict[str, str]) -> None:
    chased = said["钟亦秋: 催一下县财政局1-3"]
    assert "县财政局：1-3 制定资金管理办法（2025年10月31日应报，已过4天）" in chased
    assert "到期应报的都报了" not in chased
    assert "1-3 制定资金管理办法，逾期4天" in said["钟亦秋: 给县财政局出一份催办单，1-3"]


def test_its_units_are_asked_at_once(said: dict[str, str]) -> None:
    morning = said["@2025-11-05T09:10"]
    asked = [one for one in morning.split("郝明月：")[1:] if "制定资金管理办法" in one]
    assert any("完成时限：2025年10月31日（逾期" in one for one in asked)
