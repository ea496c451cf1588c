"""Closed work: late or not is said of every task alike, and no member's work stands for that of all."""

from datetime import date

import pytest

from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Task
from tasks_db.terms import AnswerKind, Role
from tests.builders import NOW, a_checkpoint, a_group, a_plan, a_register, a_task, an_assignment, at
from tests.digests import body_of
from tests.test_digest_newest_word import cells, said

PAST = date(2025, 10, 31)


def _compiled(task: Task) -> Digest:
    return digest.compile(a_register(a_plan(task)), as_of=NOW, reviewed_only=True)


def _of_towns(last: date, *, count: int = 2, struck: bool = True) -> Task:
    """Towns that have finished, the first of them last; struck off by the office on the 6th."""
    due = a_checkpoint(PAST)
    days = [last, *[date(2025, 10, 20)] * (count - 1)]
    words = ["剩余3处也修好了，整修塘坝9处", *["整修塘坝4处"] * (count - 1)]
    towns = [
        an_assignment(f"{name}乡", Role.RESPONSIBLE, reports=[said(text, day, kind=AnswerKind.DONE, checkpoint=due)])
        for name, text, day in zip("云石溪山林河湖", words, days, strict=False)
    ]
    off = at(date(2025, 11, 6)) if struck else None
    return a_task(*a_group("各乡镇", towns), deadline=due, seq="5", title="整修塘坝", struck_off_at=off)


def test_of_a_closed_task_of_towns_each_is_told_and_none_for_all() -> None:
    text = body_of(_compiled(_of_towns(date(2025, 11, 4))))
    assert "石乡整修塘坝4处；云乡整修塘坝9处" in text
    assert "由本办公室销号（应于10月31日完成）。" in text


def test_of_many_towns_it_is_told_how_many_have_finished() -> None:
    assert "：7个单位均反馈已完成，" in body_of(_compiled(_of_towns(date(2025, 11, 4), count=7)))


def test_towns_that_all_finished_in_time_are_not_late_whenever_the_office_strikes_off() -> None:
    found = _compiled(_of_towns(date(2025, 10, 30)))
    assert "应于10月31日完成" not in body_of(found)
    assert "逾期办结" not in cells(found)["状态"]


def test_one_of_many_towns_that_work_is_named_before_its_words() -> None:
    towns = [
        an_assignment(f"{n}乡", Role.RESPONSIBLE, reports=[said("整修塘坝4处", date(2025, 11, 4))])
        for n in "云石溪山林河湖"
    ]
    text = body_of(
        _compiled(a_task(*a_group("各乡镇", towns), deadline=date(2025, 12, 31), seq="5", title="整修塘坝"))
    )
    assert "：其中湖乡整修塘坝4处。" in text or "：其中云乡整修塘坝4处。" in text


@pytest.mark.parametrize(("closed", "late"), [(date(2025, 11, 6), True), (date(2025, 10, 30), False)])
def test_what_the_office_closes_by_its_own_hand_says_as_well_that_its_date_was_over(closed: date, late: bool) -> None:  # noqa: FBT001
    task = a_task(
        an_assignment("县林业局", reports=[said("整治沟渠12处", date(2025, 10, 20))]),
        deadline=PAST,
        closed_at=at(closed),
    )
    found = _compiled(task)
    assert ("（应于10月31日完成）" in body_of(found)) is late
    assert ("逾期办结" in cells(found)["状态"]) is late
