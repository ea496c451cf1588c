"""A good half hides no fault: what was found wrong and is not put right is a problem, and asked for on its day."""

from datetime import date

import pytest

from tasks_db.register.values import Task
from tests.builders import NOW, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import cells, read, said

FOUND = date(2025, 11, 3)


def watched(words: str) -> Task:
    reports = [said(words, FOUND)]
    return a_task(an_assignment("县文旅局", reports=reports), standing=True, seq="6", title="巡查展馆")


def test_a_fault_with_a_day_is_a_problem_and_asked_for_when_its_day_has_come() -> None:
    day = f"{NOW.month}月{NOW.day}日"
    found = read(watched(f"巡查展馆21座，通道里的2处货架都清了，有1座展馆在安全出口堆画框，限{day}前搬走"))
    fault = f"有1座展馆在安全出口堆画框，限{day}前搬走"
    told = f"11月3日反馈{fault}，当日到期、尚未报完成"
    assert cells(found)["存在问题"] == f"县文旅局：{told}"
    assert fault not in cells(found)["进展情况"]
    text = body_of(found)
    assert told in text
    assert f"县文旅局报送第6项“{fault}”的落实情况，未完成的明确完成时间和措施。" in text


@pytest.mark.parametrize("fault", ["收摊以后又回来的多", "有2座展馆电线裸露，责令12月10日前换线"])
def test_a_fault_of_which_no_day_is_over_stands_among_the_problems(fault: str) -> None:
    found = read(watched(f"巡查展馆21座，劝离摊贩12人次，{fault}"))
    assert fault in cells(found)["存在问题"]


def test_what_was_put_right_is_no_problem() -> None:
    found = read(watched("巡查展馆21座，有2处货架挡路，要求当场搬开，已搬走"))
    assert "报完成" not in body_of(found)


def test_what_is_left_undone_stands_behind_the_good_half_in_the_text() -> None:
    assert "巡查展馆21座，石梁乡还有2座没有去" in body_of(read(watched("巡查展馆21座，石梁乡还有2座没有去")))
