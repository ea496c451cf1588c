"""A day for a part is no day of the whole, a day for the rest is one, and a reason in plain words is told as one."""

from datetime import date

import pytest

from tasks_db.terms import CheckpointKind
from tests.builders import a_checkpoint, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import AHEAD, PAST, cells, led, read, said

LATELY, SOON = date(2025, 11, 10), date(2025, 11, 28)


def test_a_day_told_of_late_stage_is_that_of_the_stage() -> None:
    told = said("进度57%，石阶还差9段，11月28日前完工", LATELY, percent=57, expected=SOON)
    stage = a_checkpoint(date(2025, 10, 31), CheckpointKind.MILESTONE)
    task = a_task(
        an_assignment("县林业局", reports=[told]),
        deadline=AHEAD,
        checkpoints=[stage],
        seq="6",
        title="修建防火步道",
    )
    found = read(task)
    assert "县林业局按所报预计时间于11月28日前完成第6项“修建防火步道”的阶段目标。" in body_of(found)
    assert cells(found)["下一步"] == "阶段目标预计2025年11月28日完成"
    assert cells(found)["进展情况"] == "县林业局：进度57%，石阶尚差9段，11月28日前完工"


def test_a_day_told_of_one_of_several_works_is_not_that_of_all() -> None:
    told = said("进度57%，凉亭屋面11月28日前完成", LATELY, percent=57, expected=SOON)
    found = read(led(told, deadline=PAST))
    assert "（凉亭屋面11月28日前完成），并报送全部完成的时间。" in body_of(found)
    assert "按所报预计时间" not in body_of(found)
    assert cells(found)["下一步"] == "凉亭屋面11月28日前完成"


def test_who_said_when_it_does_the_rest_is_not_asked_for_a_time() -> None:
    told = said("进度88%，累计砌筑22处，还有3处12月上旬补做", LATELY, percent=88)
    found = read(led(told, deadline=PAST))
    assert cells(found)["下一步"] == "还有3处12月上旬补做"
    assert "（还有3处12月上旬补做）" in body_of(found)
    assert "报送完成时间和措施" not in body_of(found)


def test_a_day_for_the_rest_that_is_over_is_asked_for_again() -> None:
    told = said("进度88%，累计砌筑22处，还有3处11月上旬补做", date(2025, 10, 20), percent=88)
    found = read(led(told, deadline=PAST))
    assert "（还有3处11月上旬补做）" not in body_of(found)
    assert "下一步" not in cells(found)


@pytest.mark.parametrize(
    ("words", "said_on", "stands"),
    [
        ("还有3处11月中旬补做", date(2025, 11, 10), True),
        ("还有3处11月上旬补做", date(2025, 11, 12), False),
        ("还有3处11月上旬补做", date(2025, 11, 10), False),
        ("还有3处11月底前补做", date(2025, 11, 10), True),
        ("还有3处十一月底补做", date(2025, 11, 10), True),
        ("还有3处元月15日前补做", date(2025, 11, 10), True),
        ("还有3处明年1月补做", date(2025, 11, 10), True),
    ],
)
def test_a_day_for_the_rest_is_read_like_any_other_and_is_never_a_year_off(
    words: str,
    said_on: date,
    stands: bool,  # noqa: FBT001
) -> None:
    found = read(led(said(f"进度88%，累计砌筑22处，{words}", said_on, percent=88), deadline=PAST))
    assert (f"（{words}）" in body_of(found)) is stands
    assert (cells(found).get("下一步") == words) is stands


@pytest.mark.parametrize("why", ["护林员报账慢", "剩余4处图号有误", "运石料的车排队3天", "其余的路段等霜冻过了再挖"])
def test_a_reason_in_the_words_of_the_row_is_told(why: str) -> None:
    found = read(led(said(f"进度30%，砌筑步道3处，{why}", LATELY, percent=30)))
    assert cells(found)["存在问题"] == f"县林业局：{why}"
    assert why in body_of(found)


def test_a_reason_that_another_unit_gave_is_told_as_its_own() -> None:
    task = a_task(
        an_assignment("县林业局", reports=[said("进度30%，砌筑步道3处", LATELY, percent=30)]),
        an_assignment("县石料厂", consolidates=False, reports=[said("供石料90吨，两个村交款慢", LATELY)]),
        deadline=PAST,
    )
    assert cells(read(task))["存在问题"] == "县石料厂：两个村交款慢"


def test_nothing_new_is_no_problem_and_what_waits_for_parts_is_one() -> None:
    found = read(led(said("巡护57个村，没有新增，拆除1处", LATELY)))
    assert cells(found)["存在问题"] == "—"
    waits = read(led(said("巡护11个点，换好3处，北坡1处等配件", LATELY), deadline=PAST))
    assert "北坡1处等配件" in cells(waits)["存在问题"]


@pytest.mark.parametrize("since", [True, False])
def test_what_another_unit_had_not_told_is_no_problem_once_it_has(since: bool) -> None:  # noqa: FBT001
    before = said("进度60%，青石镇的数还没有报上来", date(2025, 10, 9), percent=60)
    told = [said("砌筑步道2处", LATELY)] if since else []
    task = a_task(
        an_assignment("县林业局", reports=[before, said("进度70%，砌筑步道7处", LATELY, percent=70)]),
        an_assignment("青石镇", consolidates=False, reports=told),
        deadline=PAST,
    )
    assert ("青石镇的数还没有报上来" in cells(read(task))["存在问题"]) is not since
