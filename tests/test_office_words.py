"""What the office types for a day, a cycle or a ladder, in chat and in the terminal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import brief, dates
from tasks_db.language.rounds import Round
from tasks_db.register.office_words import cycles_of, day_of, ladder_of
from tasks_db.register.refusals import PlanError

TODAY = date(2025, 11, 3)
LAST = date(2025, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-12-31", " 2025-12-31 ", "2025/12/31", "2025.12.31", "２０２５－１２－３１", "2025年12月31日",
        "2025 年 12 月 31 日", "12月31日", "12月31日前", "2025年12月31日之前",
        "十二月三十一日", "12月31号",
    ],
)  # fmt: skip
def test_one_day_is_read_in_every_usual_writing(typed: str) -> None:
    assert day_of(typed, TODAY) == LAST


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_whatever_the_program_prints_as_a_date_it_also_accepts(day: date, today: date) -> None:
    assert day_of(dates.day(day), today) == day
    assert day_of(day.isoformat(), today) == day
    if today <= day:
        assert day_of(brief.day(day, today), today) == day


@pytest.mark.parametrize(
    "typed",
    ["", "下个月的会上再定", "2025-13-01", "2025-02-30", "2025-12-31 改到 2026-01-31", "进度到12月31日完成60%", "12",
     "逾期任务", "2027年前", "年底", "下个月", "下月5日", "31日", "12月"],
)  # fmt: skip
def test_what_names_no_single_day_is_refused_and_never_guessed(typed: str) -> None:
    with pytest.raises(PlanError, match="日期请写成"):
        day_of(typed, TODAY)


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert day_of("11月3日", TODAY) == TODAY
    assert day_of("8月2日", TODAY) == date(2026, 8, 2)


def test_a_day_that_is_just_past_may_be_this_year_s_or_the_next_one_s_and_is_not_guessed() -> None:
    with pytest.raises(PlanError, match="日期请写成"):
        day_of("11月2日", TODAY)


@pytest.mark.parametrize("typed", ["每季度", "季度", "quarter", " 每季度 "])
def test_a_cycle_is_known_by_its_name(typed: str) -> None:
    assert cycles_of(typed) == (Round("quarter"),)


def test_an_unknown_cycle_is_refused_with_those_there_are() -> None:
    with pytest.raises(PlanError, match="每季度首月10日前"):
        cycles_of("有空时")


def test_a_ladder_is_a_list_of_days() -> None:
    assert ladder_of("-14,-7，-1、0 +3") == (-14, -7, -1, 0, 3)
    with pytest.raises(PlanError, match="-14,-7,-1,0,3"):
        ladder_of("T-14")
