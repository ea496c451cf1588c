"""What strangers typed and what was misheard, told in other words."""

from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
ONE = [Shown(1, "改造供水管网", can_close=True)]
THREE = [
    Shown(n, title, can_close=False) for n, title in enumerate(("打通消防通道", "改造供水管网", "建设停车设施"), 1)
]


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("挖开三条街了，剩一条等人，总体算75吧", 75),
        ("整体大概到40", 40),
        ("进展百分之七时", 70),
        ("原先说的难处不算了，进度45%", 45),
    ],
)
def test_a_share_of_the_whole_is_kept_without_its_sign_or_misspelt(said: str, share: int) -> None:
    (answer,) = understand(said, ONE, TODAY).answers
    assert (answer.kind, answer.percent) == (AnswerKind.PROGRESS, share)


def test_what_is_crossed_off_asks_to_be_closed() -> None:
    (answer,) = understand("四段都验过了，监理签了字，可以勾掉了", ONE, TODAY).answers
    assert (answer.kind, answer.confirm) == (AnswerKind.CLOSURE, True)


def test_people_that_another_unit_is_to_send_are_a_plea_to_it() -> None:
    (answer,) = understand("拦车没这个权，请公安局出4个人", ONE, TODAY).answers
    assert (answer.kind, answer.needs) == (AnswerKind.BLOCKED, "公安局")


def test_no_change_that_is_taken_back_in_the_same_breath_is_not_kept_unasked() -> None:
    (answer,) = understand("管网没动静。啊不对不对，前天又选定了一条巷子", ONE, TODAY).answers
    assert answer.confirm or answer.kind is not AnswerKind.NO_CHANGE


def test_a_day_by_which_it_can_be_finished_is_when_it_is_expected() -> None:
    (answer,) = understand("在回填，照目前这个速度12月18号前后完得成", ONE, TODAY).answers
    assert answer.expected == date(2025, 12, 18)


@pytest.mark.parametrize("rest", ["另外俩没动", "另外两条收到"])
def test_the_other_two_are_told_of_whatever_they_are_counted_in(rest: str) -> None:
    heard = understand(f"1清了6处障碍；{rest}", THREE, TODAY)
    assert [answer.number for answer in heard.answers] == [1, 2, 3]


def test_what_is_left_alone_for_now_is_no_difficulty() -> None:
    heard = understand("1清了6处障碍，其他两个先不动", THREE, TODAY)
    assert [answer.kind for answer in heard.answers] == [AnswerKind.PROGRESS, *[AnswerKind.NO_CHANGE] * 2]


def test_more_than_half_of_some_things_is_no_share_of_the_work() -> None:
    heard = understand("半数以上的点位都验过了，无困难", ONE, TODAY)
    assert all(answer.percent is None for answer in heard.answers)


@pytest.mark.parametrize("said", ["清了6处障碍", "共清障碍12处，拖车3辆"])
def test_obstacles_that_were_cleared_are_work_done(said: str) -> None:
    assert understand(said, THREE[:1], TODAY).answers[0].kind is AnswerKind.PROGRESS
