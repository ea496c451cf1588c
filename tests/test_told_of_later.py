"""What will be, or is compared, is not how far the work is; whoever is asked for help is kept."""

from datetime import date

import pytest

from tasks_db.language import Answer, Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
ONE = [Shown(1, "推进小区改造施工", can_close=False)]


def the_answer(said: str) -> Answer:
    (answer,) = understand(said, ONE, TODAY).answers
    return answer


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ("东门巷10月底才进场，现在在搭架子。两个合起来大概四成，年底到50%应该没问题", 40),
        ("目前进度40%，年底能到60%", 40),
        ("截至年底完成60%", 60),
    ],
)
def test_beside_what_is_reached_what_will_be_is_no_share(said: str, percent: int) -> None:
    answer = the_answer(said)
    assert (answer.kind, answer.percent, answer.confirm) == (AnswerKind.PROGRESS, percent, False)


@pytest.mark.parametrize("said", ["在搭架子，预计下个月20号完工率能到50%", "外墙正在做，年底怕是到不了50%"])
def test_what_will_be_or_will_not_is_kept_in_words_and_is_no_share(said: str) -> None:
    answer = the_answer(said)
    assert (answer.kind, answer.percent) == (AnswerKind.PROGRESS, None)


def test_money_that_has_not_come_is_a_difficulty_beside_a_share_that_will_not_be_reached() -> None:
    answer = the_answer("12月底完工率怕是到不了50%，差的两个小区专项债没下来")
    assert (answer.kind, answer.percent, answer.confirm) == (AnswerKind.BLOCKED, None, False)


@pytest.mark.parametrize("said", ["收运正常开展，泔水比一季度少了两成", "收运正常开展，投诉比上月降了20%"])
def test_a_difference_is_no_share(said: str) -> None:
    answer = the_answer(said)
    assert (answer.kind, answer.percent) == (AnswerKind.PROGRESS, None)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("肥料不够，请县供销社帮忙联系货源", "县供销社"),
        ("还在等材料，需供销社协调货源", "供销社"),
        ("名单对不上，请县残联帮忙核一下", "县残联"),
    ],
)
def test_who_is_asked_for_help_is_kept_whatever_it_is_called(said: str, asked: str) -> None:
    answer = the_answer(said)
    assert (answer.kind, answer.needs) == (AnswerKind.BLOCKED, asked)


def test_an_order_to_stop_that_was_given_is_work_and_no_difficulty() -> None:
    assert the_answer("查了12处工地，3家违规的已下停工通知").kind is AnswerKind.PROGRESS
    assert the_answer("工地停工了").kind is AnswerKind.BLOCKED


TWO = [*ONE, Shown(2, "更新老化管网", can_close=False)]


@pytest.mark.parametrize(
    "said",
    [
        "收悉",
        "收悉，马上跟民政局对接",
        "好的收到，这就联系住建局",
        "收悉。1、2我局配合住建、水利抓好落实",
        "收到，我局会全力配合住建局做好相关工作",
    ],
)
def test_a_promise_beside_a_receipt_signs_for_all_that_was_sent_and_asks_nothing(said: str) -> None:
    heard = understand(said, TWO, TODAY)
    assert [(each.kind, each.confirm) for each in heard.answers] == [(AnswerKind.RECEIVED, False)] * len(TWO)
    assert not heard.unclear


def test_what_was_done_beside_a_receipt_is_progress() -> None:
    assert the_answer("收到，已跟民政局对接了").kind is AnswerKind.PROGRESS
