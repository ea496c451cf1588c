"""What a unit promised for a day that is over is a problem until it says that it is done."""

from datetime import date
from typing import Any

import pytest

from tasks_db.register.values import Report, Task
from tasks_db.terms import CheckpointKind
from tests.builders import a_checkpoint, a_report, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import AHEAD, PAST, cells, read, said

FOUND, SINCE, LATELY = date(2025, 10, 12), date(2025, 10, 28), date(2025, 11, 3)
PROMISE = "检查泵站9座，有4处阀门渗漏，要求10月20日前换完"


def watched(*reports: Report, **more: Any) -> Task:
    fields: dict[str, Any] = {"standing": True, "seq": "6", "title": "巡检泵站"}
    return a_task(an_assignment("县水务局", reports=list(reports)), **(fields | more))


def told(*newer: str, words: str = PROMISE) -> str:
    days = (SINCE, LATELY)
    return body_of(read(watched(said(words, FOUND), *(said(w, d) for w, d in zip(newer, days, strict=False)))))


def test_what_is_left_of_a_promise_whose_day_is_over_is_a_problem_and_asked_for() -> None:
    found = read(watched(said(PROMISE, FOUND), said("检查泵站9座，10月查出的4处阀门换好3处，东闸1处等配件", SINCE)))
    problem = "10月12日反馈有4处阀门渗漏，要求10月20日前换完，10月28日反馈东闸1处等配件，过了要求的时限尚未报完成"
    assert f"县水务局{problem}。" in body_of(found)
    assert "到期未报完成事项" in body_of(found)
    step = "县水务局报送第6项“有4处阀门渗漏，要求10月20日前换完”的落实情况，未完成的明确完成时间和措施。"
    assert step in body_of(found)
    assert cells(found)["存在问题"] == f"县水务局：{problem}"


def test_a_promise_that_nobody_spoke_of_again_is_a_problem_too() -> None:
    assert "有4处阀门渗漏，要求10月20日前换完，过了要求的时限尚未报完成" in told("检查泵站9座，闸门上油5扇")
    own = told(words="检查泵站9座，东闸电缆10月底前换完")
    assert "东闸电缆10月底前换完，过了自报时间尚未报完成" in own
    assert "报送第6项“检查泵站9座，东闸电缆10月底前换完”的落实情况" not in own, "what it did is no matter of it"


@pytest.mark.parametrize(
    "newer",
    [
        "检查泵站9座，渗漏的阀门已经换新",
        "检查泵站9座，4处阀门全部换好",
        "检查泵站9座，上月的问题都整改了",
        "检查泵站9座，没有发现问题",
        "检查泵站9座，3处阀门换好，其余阀门11月30日前换完",
    ],
)
def test_a_promise_that_was_kept_or_made_anew_is_none(newer: str) -> None:
    assert "尚未报完成" not in told(newer)


@pytest.mark.parametrize(
    "words",
    [
        "检查泵站9座，有4处阀门渗漏，要求11月20日前换完",
        "检查泵站9座，4处阀门10月10日前已换完",
        "检查泵站9座，通知10月20日前报名的农户",
        "进度30%，10月20日前完成",
    ],
)
def test_what_is_not_over_or_no_promise_of_a_named_thing_is_none(words: str) -> None:
    assert "尚未报完成" not in told(words=words)


def test_while_newer_words_wait_for_a_review_nobody_is_held_to_older_ones() -> None:
    found = read(watched(said(PROMISE, FOUND), a_report(text="4处阀门全部换好", day=LATELY)))
    assert "尚未报完成" not in body_of(found)


@pytest.mark.parametrize("deadline", [PAST, AHEAD])
def test_of_late_and_slow_work_the_annex_alone_says_so(deadline: date) -> None:
    slow = said("进度30%，铺管6公里，有4处阀门渗漏，要求10月20日前换完", FOUND, percent=30)
    newer = said("进度35%，铺管7公里，4处阀门换好3处，东闸1处等配件", SINCE, percent=35)
    found = read(watched(slow, newer, deadline=deadline, standing=False))
    assert "尚未报完成" not in body_of(found)
    assert cells(found)["存在问题"].count("东闸1处等配件") == 1
    assert "要求10月20日前换完，过了要求的时限尚未报完成" in cells(found)["存在问题"]


def test_a_day_that_the_plan_sets_is_no_promise_of_the_unit() -> None:
    slow = said("进度30%，铺管6公里，4处阀门10月31日前换完", FOUND, percent=30)
    newer = said("进度35%，铺管7公里", SINCE, percent=35)
    assert "过了完成时限尚未报完成" in cells(read(watched(slow, newer, deadline=PAST, standing=False)))["存在问题"]
    moved = a_checkpoint(date(2025, 11, 5))
    assert "过了自报时间" in cells(read(watched(slow, newer, deadline=moved, standing=False)))["存在问题"]


@pytest.mark.parametrize(
    ("expected", "told_as"),
    [
        (AHEAD, "县水务局按完成时限于12月15日前完成第6项"),
        (date(2025, 12, 1), "县水务局按所报预计时间于12月1日前完成第6项"),
    ],
)
def test_a_unit_that_names_the_date_of_the_plan_is_held_to_that(expected: date, told_as: str) -> None:
    stage = a_checkpoint(PAST, CheckpointKind.MILESTONE, target="换完4处")
    own = said("进度35%，阀门没有到货", SINCE, percent=35, expected=expected)
    found = read(watched(own, deadline=AHEAD, standing=False, checkpoints=(stage,)))
    assert told_as in body_of(found)


@pytest.mark.parametrize(
    ("words", "once"),
    [
        ("泵房已刷新，闸门10月底前换完", "泵房已刷新，闸门10月底前换完，过了自报时间尚未报完成，应达"),
        ("闸门10月底前换完，泵房已刷新", "泵房已刷新，“闸门10月底前换完”过了自报时间尚未报完成，应达"),
    ],
)
def test_a_promise_that_stands_in_what_is_told_of_its_task_is_told_there_and_in_no_line_of_its_own(
    words: str, once: str
) -> None:
    text = body_of(read(watched(said(words, FOUND), standing=False, deadline=date(2025, 12, 10))))
    assert "牵头的第6项“巡检泵站”未报进度百分比、12月10日到期：10月12日反馈" in text
    assert once in text
    assert text.count("过了自报时间") == 1


def test_so_it_is_in_a_list_of_many() -> None:
    words = said("泵房已刷新，闸门10月底前换完", FOUND)
    many = [
        watched(words, standing=False, deadline=date(2025, 12, 10), seq=str(n), title=f"{n}号站") for n in range(7)
    ]
    text = body_of(read(*many))
    assert "一个月内到期7项" in text
    assert text.count("闸门10月底前换完，过了自报时间尚未报完成，") == text.count("过了自报时间") > 0
