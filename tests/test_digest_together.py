"""What a unit adds on the same day to what it told stands with it; what counts the same anew takes its place."""

from datetime import date

import pytest

from tasks_db.terms import Role
from tests.builders import a_task, an_assignment, at
from tests.digests import body_of
from tests.test_digest_newest_word import cells, led, read, said

DAY = date(2025, 11, 3)
FIRST = "无证采砂案已立案，没收砂石60立方米"


def test_what_is_added_on_the_same_day_stands_behind_what_it_belongs_to() -> None:
    found = read(led(said(FIRST, DAY), said("罚款3万元", DAY, at=at(DAY, 15))))
    assert cells(found)["进展情况"] == f"县林业局：{FIRST}，罚款3万元"
    assert f"{FIRST}，罚款3万元" in body_of(found)


def test_so_it_does_of_a_unit_that_helps() -> None:
    helps = an_assignment(
        "县水利局", Role.RESPONSIBLE, reports=[said(FIRST, DAY), said("罚款3万元", DAY, at=at(DAY, 15))]
    )
    lead = an_assignment("县林业局", reports=[said("巡查42次，没有发现问题", DAY)])
    found = read(a_task(lead, helps, deadline=date(2025, 12, 15), seq="6", title="巡查河道"))
    assert f"县水利局：{FIRST}，罚款3万元" in cells(found)["进展情况"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("清运垃圾52吨", "清运垃圾54吨"),
        ("改造8处，还有3处没有改", "全部改造完成，共11处"),
        ("改造8处", "累计投入30万元，改造9处"),
    ],
)
def test_what_counts_the_same_or_tells_all_takes_the_place_of_what_was_said(first: str, then: str) -> None:
    found = read(led(said(first, DAY), said(then, DAY, at=at(DAY, 15))))
    assert cells(found)["进展情况"] == f"县林业局：{then}"


def test_words_of_another_day_stand_alone() -> None:
    found = read(led(said(FIRST, date(2025, 10, 20)), said("罚款3万元", DAY)))
    assert cells(found)["进展情况"] == "县林业局：罚款3万元"
