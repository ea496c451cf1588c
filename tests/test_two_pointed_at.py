"""Two tasks that a clause points at are both told of; what is blocked and stays so is a difficulty."""

from datetime import date

import pytest

from tasks_db.language import Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
TITLES = ("划定改造片区", "更新老化管网", "建设停车充电设施", "打通消防通道")
SHOWN = [Shown(number, title, can_close=False) for number, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("管网那项和停车那项没变化", {2, 3}),
        ("消防通道那个和管网那个都没动", {2, 4}),
        ("片区图的意见已经交了，停车那个跟消防通道那个没变化", {1, 3, 4}),
    ],
)
def test_each_task_that_is_pointed_at_gets_its_answer(said: str, meant: set[int]) -> None:
    understood = understand(said, SHOWN, TODAY)
    assert {answer.number for answer in understood.answers} == meant


def test_whoever_is_dealt_with_beside_a_task_is_no_second_task() -> None:
    understood = understand("停车那项和住建那边对接了", SHOWN, TODAY)
    assert {answer.number for answer in understood.answers} == {3}


@pytest.mark.parametrize(
    "said", ["东门有三条通道被小车一直占着，得交警来拖", "北街的通道老是堵着，要城管来清", "出口被摊贩堵了，进不去"]
)
def test_what_is_blocked_and_stays_so_is_a_difficulty(said: str) -> None:
    (answer,) = understand(said, [Shown(1, "打通消防通道", can_close=False)], TODAY).answers
    assert answer.kind is AnswerKind.BLOCKED


def test_what_was_blocked_and_is_cleared_is_progress() -> None:
    (answer,) = understand("被占的3条通道已经清开2条", [Shown(1, "打通消防通道", can_close=False)], TODAY).answers
    assert answer.kind is AnswerKind.PROGRESS


@pytest.mark.parametrize("said", ["这四项进度都是20%", "四项的进度均为20%左右"])
def test_a_share_of_all_is_taken_of_all_or_asked_once(said: str) -> None:
    understood = understand(said, SHOWN, TODAY)
    assert [(answer.number, answer.percent) for answer in understood.answers] == [(n, 20) for n in (1, 2, 3, 4)]
    assert not understood.unclear


def test_amid_what_one_points_at_the_bare_state_of_another_is_the_others() -> None:
    understood = understand("停车那个，5处里头已经选了3处，消防通道没有变化", SHOWN, TODAY)
    assert [(answer.number, answer.kind) for answer in understood.answers] == [
        (3, AnswerKind.PROGRESS),
        (4, AnswerKind.NO_CHANGE),
    ]


@pytest.mark.parametrize("said", ["在外面检查，下午回去报", "在工地上，回头报", "在现场督导，忙完报"])
def test_whoever_is_out_and_will_report_has_told_nothing(said: str) -> None:
    assert understand(said, [Shown(1, "打通消防通道", can_close=False)], TODAY).answers == ()


def test_whoever_is_out_and_tells_what_was_done_has_told_it() -> None:
    (answer,) = understand("在外面检查，清了3处", [Shown(1, "打通消防通道", can_close=False)], TODAY).answers
    assert answer.kind is AnswerKind.PROGRESS


_WANTED = {
    "打通消防通道": "清除占用消防车通道的障碍物。",
    "检查施工质量安全": "对在建小区每月开展一次联合检查，逐项整改销号。",
    "推进小区改造施工": "倒排工期，年底完工率达到50%。",
    "建设停车充电设施": "布设停车泊位和充电设施。",
}
WANTED = [
    Shown(number, title, can_close=False, content=content)
    for number, (title, content) in enumerate(_WANTED.items(), 1)
]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("通道那个一直没动，联合检查等应急局安排", {1: AnswerKind.NO_CHANGE, 2: AnswerKind.PROGRESS}),
        ("通道那个一直没动，检查也没动", {1: AnswerKind.NO_CHANGE, 2: AnswerKind.NO_CHANGE}),
        ("4没变化，联合检查等住建局出名单", {4: AnswerKind.NO_CHANGE, 2: AnswerKind.PROGRESS}),
    ],
)
def test_what_is_said_behind_a_bare_state_of_another_task_is_kept_for_it(
    said: str, kinds: dict[int, AnswerKind]
) -> None:
    answers = understand(said, WANTED, TODAY).answers
    assert {answer.number: answer.kind for answer in answers} == kinds
    assert not any(answer.confirm for answer in answers)


@pytest.mark.parametrize(
    ("said", "numbers"),
    [("停车充电没变化，安全正在查", (4, 2)), ("消防通道没动，泊位还在划", (1, 4))],
)
def test_of_which_task_a_weaker_word_behind_a_bare_state_tells_is_asked(said: str, numbers: tuple[int, ...]) -> None:
    understood = understand(said, WANTED, TODAY)
    assert [answer.number for answer in understood.answers] == [numbers[0]]
    assert [asked.numbers for asked in understood.unclear] == [numbers]


@pytest.mark.parametrize(
    "said", ["消防通道没动，施工队等着进场", "消防通道没动，资金没到位", "消防通道清了3处，泊位还在划"]
)
def test_what_may_be_the_reason_or_more_of_the_same_stays_with_its_task(said: str) -> None:
    (answer,) = understand(said, WANTED, TODAY).answers
    assert (answer.number, answer.text) == (1, said)


@pytest.mark.parametrize("said", ["违停车拖走12辆", "小区的车全部拖走了"])
def test_cars_that_are_dealt_with_name_no_car_park(said: str) -> None:
    assert understand(said, WANTED, TODAY).answers == ()


@pytest.mark.parametrize(
    ("said", "numbers"),
    [("消防通道跟冲电桩都没进展", {1, 4}), ("停车泊位和联查都没变化", {2, 4}), ("泊位和通道都在推进", {1, 4})],
)
def test_two_told_of_at_once_are_both_told_of_though_one_is_named_badly(said: str, numbers: set[int]) -> None:
    understood = understand(said, WANTED, TODAY)
    assert ({answer.number for answer in understood.answers}, understood.unclear) == (numbers, ())


def test_of_two_told_of_at_once_none_is_kept_where_one_may_be_any() -> None:
    understood = understand("消防通道和飞充都没进展", WANTED, TODAY)
    assert understood.answers == ()
    assert understood.unclear


@pytest.mark.parametrize("said", ["消防通道和楼梯都没动", "消防通道和城管那边都没谈拢"])
def test_a_thing_or_a_unit_beside_a_task_is_no_second_task(said: str) -> None:
    assert [answer.number for answer in understand(said, WANTED, TODAY).answers] == [1]


@pytest.mark.parametrize(("said", "signed"), [("四个都收到", 4), ("好的 四项都知道了", 4), ("俩都知道了", 0)])
def test_a_receipt_of_so_many_signs_for_all_where_there_are_so_many(said: str, signed: int) -> None:
    assert len(understand(said, WANTED, TODAY).answers) == signed
