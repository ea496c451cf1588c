"""Whom a change did not reach is called: a receipt names them, and they stand on a list until that is put down."""

import pytest

from tests.test_desk_fourth import play

SCRIPT = """@2025-11-26T09:10
钟亦秋: 1-2改到12月12日，依据：县政府办公室11月25日常务会议安排
钟亦秋 # 确认改1项
钟亦秋: 待办
钟亦秋 # 待电话告知 1
钟亦秋 # 已告知1
钟亦秋: 王股长
钟亦秋: 还要给谁打电话
钟亦秋: /task 1-14
钟亦秋 # 修改/豁免
钟亦秋 # 取消任务
钟亦秋: 李县长批示
钟亦秋 # 确认取消
叶小满: 待电话告知
钟亦秋: 已电话告知县大数据中心：信息平台那项取消
钟亦秋: 李敏
叶小满: 还要给哪些单位打电话
"""
GIVEN = """@2025-11-18T09:20
钟亦秋: 领导交办：李县长批示，县城市管理局，11月28日前，核对沿街外立面改造户数
钟亦秋 # 确认交办
钟亦秋 # 取消 2-1
钟亦秋: 上个月已经报过
钟亦秋 # 确认取消
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("calls"))


def test_a_receipt_names_whom_to_call_and_they_stand_in_what_waits(said: dict[str, str]) -> None:
    assert "还要电话告知的：县自然资源局" in said["钟亦秋 # 确认改1项"]
    assert "1个单位待电话告知\n　县自然资源局：“划定改造片区”的完成时限改为2025年12月12日" in said["钟亦秋: 待办"]
    assert "1. 县自然资源局" in said["钟亦秋 # 待电话告知 1"]


def test_a_call_is_put_down_by_its_button_with_who_took_it(said: dict[str, str]) -> None:
    assert "谁接的电话" in said["钟亦秋 # 已告知1"]
    assert "电话通知县自然资源局，王股长接" in said["钟亦秋: 王股长"]
    assert "没有待电话告知的单位" in said["钟亦秋: 还要给谁打电话"]


def test_a_cancellation_names_them_too_and_a_call_that_is_typed_takes_them_off(said: dict[str, str]) -> None:
    assert "告知不到的：县大数据中心。请电话告知" in said["钟亦秋: 李县长批示"]
    assert "还要电话告知的：县大数据中心" in said["钟亦秋 # 确认取消"]
    assert "县大数据中心" in said["叶小满: 待电话告知"]
    assert "没有待电话告知的单位" in said["叶小满: 还要给哪些单位打电话"]


def test_who_has_a_task_given_by_hand_hears_that_it_was_cancelled_before_its_first_message(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    said = play(GIVEN, tmp_path_factory.mktemp("given"))
    assert "并告知1人" in said["钟亦秋: 上个月已经报过"]
    done = said["钟亦秋 # 确认取消"]
    assert "已取消“核对沿街外立面改造户数”。已告知1人。" in done
    assert "丁默川：“核对沿街外立面改造户数”已取消，不用再反馈。依据：上个月已经报过" in done
