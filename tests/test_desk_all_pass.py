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
马致同: 打通消防通道 进度70%，清理占道杂物31处
武长缨: 打通消防通道 进度60%，检查了9个小区
钟亦秋: 退回马致同打通消防通道的反馈，理由：请写明还差几处，其余全部通过
马致同: 我报的怎么样了
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


def test_a_return_with_the_rest_to_pass_returns_with_the_reason_alone_and_asks_about_the_rest(
    said: dict[str, str],
) -> None:
    heard = said["钟亦秋: 退回马致同打通消防通道的反馈，理由：请写明还差几处，其余全部通过"]
    assert "请写明还差几处" in heard
    assert "请写明还差几处，其余" not in heard
    assert "将通过1条一般反馈（县应急管理局）" in heard
