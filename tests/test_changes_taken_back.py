"""A change of a task that was a mistake is taken back in words; it never ends the task, nor is it read as that."""

import pytest

from tasks_db.language.deeds import Deed
from tasks_db.language.desk_orders import desk_order
from tests.test_desk_fourth import play

MONTH = """@2025-11-04T09:10
钟亦秋: 1-14时限改到2025年12月20日，依据：专题会议
钟亦秋 # 确认改1项
钟亦秋: 刚才1-14的改期搞错了，撤回
钟亦秋: 1-14的延期有误，收回来，还是2026年1月5日
钟亦秋: 1-14时限改回2025年12月31日，依据：专题会议
@2025-11-06T09:10
叶小满: 撤回1-14的改期
叶小满 # 确认改1项
叶小满: /task 1-14
叶小满: 取消1-13的改期
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("back"))


def test_a_change_of_a_deadline_is_taken_back_by_the_code_of_its_task(said: dict[str, str]) -> None:
    for line in ("钟亦秋: 刚才1-14的改期搞错了，撤回", "叶小满: 撤回1-14的改期"):
        assert "1项的时限改到2025年12月31日" in said[line]
        assert "依据：更正：2025年11月4日改到2025年12月20日有误" in said[line]
        assert "[确认改1项]" in said[line]


def test_the_day_that_is_said_with_it_goes_before_the_one_that_was(said: dict[str, str]) -> None:
    assert "1项的时限改到2026年1月5日" in said["钟亦秋: 1-14的延期有误，收回来，还是2026年1月5日"]


def test_a_deadline_may_be_said_to_go_back(said: dict[str, str]) -> None:
    told = said["钟亦秋: 1-14时限改回2025年12月31日，依据：专题会议"]
    assert "1项的时限改到2025年12月31日" in told
    assert "依据：专题会议" in told


def test_a_deadline_that_is_back_where_it_was_stands_as_not_moved(said: dict[str, str]) -> None:
    assert "完成时限：2025年12月31日" in said["叶小满: /task 1-14"]
    assert "原2025年" not in said["叶小满: /task 1-14"]


def test_where_nothing_was_changed_nothing_is_offered(said: dict[str, str]) -> None:
    assert "没有改动" in said["叶小满: 取消1-13的改期"]
    assert "取消第13项" not in said["叶小满: 取消1-13的改期"]


@pytest.mark.parametrize(
    "words",
    [
        "刚才1-6的改期弄错了，收回来",
        "1-6的责任领导改错了，撤销",
        "第6项的牵头单位换错了，取消",
        "1-6的通知发错了，收回",
        "1-6的时限，撤回",
    ],
)
def test_a_mistaken_change_never_cancels_the_task(words: str) -> None:
    order = desk_order(words, ())
    assert order is None or order.deed is not Deed.CANCEL


@pytest.mark.parametrize("words", ["1-6交错了，收回", "1-6撤回，上月已经报过", "1-6延期两次仍无进展，取消"])
def test_a_task_that_is_meant_itself_is_still_cancelled(words: str) -> None:
    order = desk_order(words, ())
    assert order is not None
    assert order.deed is Deed.CANCEL
