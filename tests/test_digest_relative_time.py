"""上周 and 昨天 count from the day of a report and not from that of the paper: the day stands behind them."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, Role
from tests.builders import a_closure, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import AHEAD, cells, read, said

LATELY = date(2025, 11, 3)


def told(words: str) -> str:
    own = said("进度60%，累计修步道4公里", date(2025, 11, 4), percent=60)
    beside: list[Report] = [said(words, LATELY, kind=AnswerKind.PROGRESS)]
    task = a_task(
        an_assignment("县林业局", reports=[own]),
        an_assignment("县气象局", Role.RESPONSIBLE, reports=beside),
        deadline=AHEAD,
        seq="6",
    )
    return cells(read(task))["进展情况"]


@pytest.mark.parametrize("words", ["设火险牌9块，下周再设3块", "昨天设火险牌9块", "上个月底设火险牌9块"])
def test_words_that_count_from_their_day_say_their_day(words: str) -> None:
    assert f"{words}（11月3日反馈）" in told(words)


@pytest.mark.parametrize("words", ["设火险牌9块", "目前天台山设火险牌9块", "镇上周边设火险牌9块"])
def test_other_words_of_the_period_stay_undated(words: str) -> None:
    assert told(words).endswith(f"县气象局：{words}")


def test_why_a_unit_reported_late_is_no_progress() -> None:
    assert told("设火险牌9块，上周在市里开会没顾上报").endswith("县气象局：设火险牌9块")


def test_a_closed_task_says_the_day_of_such_words_in_the_text() -> None:
    closing = replace(a_closure(LATELY, approved=date(2025, 11, 5)), text="火险图11月2日印发，下周发到9个乡镇")
    text = body_of(read(a_task(an_assignment("县林业局", reports=[closing]), deadline=AHEAD, seq="6")))
    assert "下周发到9个乡镇（11月3日反馈），11月5日办结" in text
