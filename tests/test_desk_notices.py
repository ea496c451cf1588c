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


TAKEN_BACK = """@2025-11-03T20:10
钟亦秋: 通知县城市管理局：周五前报送年度总结
钟亦秋 # 确认发出
钟亦秋: 撤回刚才发给县财政局的通知
钟亦秋: 撤回刚才发给县城市管理局的通知
钟亦秋: /notices
@2025-11-04T09:30
钟亦秋: 通知县城市管理局：明天开会
钟亦秋 # 确认发出
钟亦秋: 刚才那条通知撤回
"""


@pytest.fixture(scope="module")
def taken_back(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(TAKEN_BACK, tmp_path_factory.mktemp("taken_back"))


def test_a_notice_that_waits_for_the_morning_is_taken_back_and_reaches_nobody(taken_back: dict[str, str]) -> None:
    assert "还没有发出，不再发给：丁默川" in taken_back["钟亦秋: 撤回刚才发给县城市管理局的通知"]
    assert "已撤回，没有发出" in taken_back["钟亦秋: /notices"]
    assert "年度总结" not in taken_back["@2025-11-04T09:30"]


def test_a_notice_to_somebody_else_than_is_named_is_not_taken_back(taken_back: dict[str, str]) -> None:
    assert "没有撤回" in taken_back["钟亦秋: 撤回刚才发给县财政局的通知"]


def test_a_notice_that_has_left_is_said_to_have_left_and_to_whom(taken_back: dict[str, str]) -> None:
    assert taken_back["钟亦秋: 刚才那条通知撤回"].startswith("钟亦秋：已经发出、收不回的：丁默川")
