"""Typing that all pass brings the question that the button brings, and nothing is passed before the answer."""

import pytest

from tests.test_desk_fourth import play

SCRIPT = """@2025-11-04T09:10
钟亦秋: 都通过
雷子牧: 打通消防通道 进度85%，拖移占道车辆41辆
钟亦秋: 全部通过
叶小满: 待审核
钟亦秋 # 确认通过
钟亦秋: 待审核
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("all_pass"))


def test_all_pass_is_asked_first_and_done_when_it_is_confirmed(said: dict[str, str]) -> None:
    assert "没有待审核" in said["钟亦秋: 都通过"]
    assert "将通过1条一般反馈（县公安局），告知1人，请确认。" in said["钟亦秋: 全部通过"]
    assert "待审核1条" in said["叶小满: 待审核"]
    assert "已通过1条" in said["钟亦秋 # 确认通过"]
    assert "没有待审核" in said["钟亦秋: 待审核"]
