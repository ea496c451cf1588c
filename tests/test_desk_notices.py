"""Notices at the desk as clerks and liaisons meet them: 收到 signs for them, and what has not left is taken back."""

import pytest

from tests.test_desk_fourth import play

RECEIVED = """@2025-11-03T09:10
丁默川: 我的任务
@2025-11-03T09:20
钟亦秋: 通知县城市管理局、县财政局：周五前报送年度总结，收到请回复
钟亦秋 # 确认发出
丁默川: 收到
丁默川: 我的反馈
郝明月 > 2: 收到
钟亦秋: 谁还没签收通知
@2025-11-03T09:30
钟亦秋: 通知县城市管理局：明天开会
钟亦秋 # 确认发出
钟亦秋: 通知县城市管理局：带好材料
钟亦秋 # 确认发出
丁默川: 收到
"""


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(RECEIVED, tmp_path_factory.mktemp("received"))


def test_received_typed_after_a_notice_signs_for_the_notice_and_for_no_task(received: dict[str, str]) -> None:
    assert "签收2/2" in received["钟亦秋: 谁还没签收通知"]
    assert "签收" not in received["丁默川: 我的反馈"]


def test_received_after_several_notices_is_asked_once(received: dict[str, str]) -> None:
    asked = received["丁默川: 收到"]
    assert "您签收的是哪一条" in asked
    assert "[签收通知：明天开会]" in asked
    assert "[签收通知：带好材料]" in asked
