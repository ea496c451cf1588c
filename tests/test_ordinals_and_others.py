"""第一个…第四个… without a sign between them tell of two tasks, and words of a task of others of none of ones own."""

from datetime import date

import pytest

from tasks_db.language import Shown, naming, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
FOUR = [
    Shown(number, title, can_close=False)
    for number, title in enumerate(["开展小区底数排查", "更新老化管网", "建设停车充电设施", "整理空中线缆"], 1)
]
TWO = [Shown(1, "打通消防通道", can_close=False), Shown(2, "检查施工质量安全", can_close=False)]
OTHERS = ["加装既有住宅电梯", "整理空中线缆", "更新老化管网"]


def stored(said: str, shown: list[Shown]) -> dict[int, AnswerKind]:
    return {each.number: each.kind for each in understand(said, shown, TODAY).answers if not each.confirm}


def test_an_ordinal_begins_the_next_task_without_a_sign_before_it() -> None:
    assert stored("第一个还在查第二个管网没动第三个收到", FOUR) == {
        1: AnswerKind.PROGRESS,
        2: AnswerKind.NO_CHANGE,
        3: AnswerKind.RECEIVED,
    }
    heard = understand("第一个底数我们负责的那块已经查完了第四个空中线缆归并了大概百分之三十", FOUR, TODAY)
    assert [(each.number, each.percent) for each in heard.answers] == [(1, None), (4, 30)]
    assert stored("第1项还在查第2项没动第4项收到", FOUR) == {
        1: AnswerKind.PROGRESS,
        2: AnswerKind.NO_CHANGE,
        4: AnswerKind.RECEIVED,
    }


@pytest.mark.parametrize("said", ["第一个通道清了3处第二个下周去查", "第一个通道清了3处第二个查了2台"])
def test_two_ordinals_kept_for_one_task_wait_for_a_tap(said: str) -> None:
    assert stored(said, TWO) == {}


def test_ordinals_of_things_are_told_of_their_task() -> None:
    assert stored("第一个小区做完了第二个小区刚进场", [Shown(1, "推进小区改造施工", can_close=False)]) == {
        1: AnswerKind.PROGRESS
    }


@pytest.mark.parametrize(
    ("said", "own", "other"),
    [
        ("电梯装了2台", "更新老化管网", "加装既有住宅电梯"),
        ("线缆我们街道已经整了两条街", "推进小区改造施工", "整理空中线缆"),
        ("管网换了3公里", "打通消防通道", "更新老化管网"),
        ("管网改造我们配合测了一次水质", "打通消防通道", "更新老化管网"),
    ],
)
def test_one_word_of_a_task_of_others_and_what_was_done_to_it_points_at_that_task(
    said: str, own: str, other: str
) -> None:
    assert naming.of_another(said, [own], [own, *OTHERS]) == other


@pytest.mark.parametrize("said", ["电梯井里的水管换了2处", "外墙刷了3栋", "通道清了3处，电梯装了1台"])
def test_a_word_that_only_tells_where_points_at_no_other_task(said: str) -> None:
    assert naming.of_another(said, ["更新老化管网", "打通消防通道"], OTHERS) is None
