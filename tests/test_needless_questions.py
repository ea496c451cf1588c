"""What a careful person would not ask of a liaison: whose words hint at one task, who signs for all, what goes on."""

from collections.abc import Sequence
from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.language.values import Understanding
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
THREE = ("打通消防通道", "整理空中线缆", "建设停车充电设施")
TWO = ("打通消防通道", "检查施工质量安全")
HOMES = ("盘活闲置用房", "完善物业管理机制", "增设养老托育设施")
NOTHING, UNDER_WAY = AnswerKind.NO_CHANGE, AnswerKind.PROGRESS


def _heard(text: str, titles: Sequence[str], *contents: str) -> Understanding:
    wanted = contents or ("",) * len(titles)
    tasks = [
        Shown(number, title, can_close=True, content=content)
        for number, (title, content) in enumerate(zip(titles, wanted, strict=True), 1)
    ]
    return understand(text, tasks, TODAY)


def _told(heard: Understanding) -> list[tuple[int, AnswerKind]]:
    assert heard.unclear == ()
    assert not any(answer.confirm for answer in heard.answers)
    return [(answer.number, answer.kind) for answer in heard.answers]


@pytest.mark.parametrize("text", ["嗯 明白 三个都收到", "三项都看到了 等我理一理 晚上细说", "三个都晓得了"])
def test_who_signs_for_all_is_not_asked_of_which(text: str) -> None:
    assert _told(_heard(text, THREE)) == [(number, AnswerKind.RECEIVED) for number in (1, 2, 3)]


def test_two_of_which_the_same_is_said_are_both_kept() -> None:
    assert _told(_heard("俩都一样 没动静", TWO)) == [(1, NOTHING), (2, NOTHING)]


def test_the_one_left_out_is_told_of_behind_a_blank() -> None:
    heard = _heard("除了停车别的都没动静 停车建到一半了", THREE)
    assert _told(heard) == [(1, NOTHING), (2, NOTHING), (3, UNDER_WAY)]
    assert heard.answers[-1].percent == 50


def test_both_of_a_pair_are_kept_though_one_is_misspelt() -> None:
    assert _told(_heard("线览和停车都没动静", THREE)) == [(2, NOTHING), (3, NOTHING)]
    assert _told(_heard("停车和供电都没动静", THREE)) == [(3, NOTHING)]


def test_what_hints_at_one_task_is_its_own_beside_another_that_is_named() -> None:
    assert _told(_heard("检查跑了4处工地，揪出9条。1没动静", TWO)) == [(1, NOTHING), (2, UNDER_WAY)]
    heard = _heard("养老选了两处 想请规划局来帮忙看看 业委会换了3个", HOMES, "", "指导成立业委会", "")
    assert [answer.number for answer in heard.answers] == [2, 3]


def test_a_named_task_that_has_not_begun_is_kept_and_a_part_of_it_is_none() -> None:
    assert _told(_heard("施工质量的例行检查本月还没开始", TWO)) == [(2, NOTHING)]
    heard = _heard("消防通道标线还没开始", TWO)
    assert [answer.kind for answer in heard.answers if not answer.confirm] != [NOTHING]


@pytest.mark.parametrize(
    "text", ["电杆这段电信拆到哪我们就跟到哪，东街的线已经理顺了", "前天商户又吵 昨天谈好了 今天已复工"]
)
def test_what_goes_on_is_kept_though_it_holds_words_that_may_ask_or_hinder(text: str) -> None:
    assert _told(_heard(text, THREE[1:2])) == [(1, UNDER_WAY)]


def test_a_rate_of_completion_beside_a_difficulty_is_its_share() -> None:
    (answer,) = _heard("竣工率现在27，补助还没下来", ("推进小区改造施工",)).answers
    assert (answer.kind, answer.percent, answer.confirm) == (AnswerKind.BLOCKED, 27, False)


@pytest.mark.parametrize("text", ["停车这项我局没有管理职责", "停车这件建议不列我们"])
def test_who_has_no_duty_in_a_task_says_that_it_is_not_his(text: str) -> None:
    (answer,) = _heard(text, THREE).answers
    assert (answer.number, answer.kind) == (3, AnswerKind.NOT_OURS)


@pytest.mark.parametrize("text", ["三个人查九个工地，跑不过来", "桩子谁来装请领导议一议"])
def test_who_cannot_manage_or_leaves_it_to_those_who_decide_tells_a_difficulty(text: str) -> None:
    (answer,) = _heard(text, TWO[:1]).answers
    assert answer.kind is AnswerKind.BLOCKED
