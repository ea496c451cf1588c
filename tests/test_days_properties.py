"""What must be true of every day and every way of writing it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import SHANGHAI
from messages import brief, dates
from tasks_db.intake.deadlines import Context, readings
from tasks_db.language.days import marks
from tasks_db.language.rounds import NAMES, Round, name_of_round, rounds
from tasks_db.language.spans import Days, Leaning
from tests.days_table import DAYS, ROUNDS, WRITTEN_ON, day_said

_ONES = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_ONES[tens]}十"
    return ten + (_ONES[ones] if ones else "")


SPELLINGS: dict[str, Callable[[date], str]] = {
    "as the screen prints it": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "with 号 and 前": lambda d: f"{d.year}年{d.month}月{d.day}号前",
    "with noughts": lambda d: f"{d:%Y年%m月%d日}",
    "with blanks": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "ISO": lambda d: d.isoformat(),
    "with slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "with dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "in wide figures": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(_WIDE),
    "in Chinese characters": lambda d: f"{str(d.year).translate(_DIGITS)}年{_chinese(d.month)}月{_chinese(d.day)}日",
    "without 日": lambda d: f"{d.year}年{d.month}月{d.day}前",
    "with two figures of a year": lambda d: f"{d.year % 100}年{d.month}月{d.day}日",
}


def _five_years() -> Iterator[date]:
    day = date(2026, 1, 1)
    while day.year < 2031:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_day_of_five_years_is_that_day_however_it_is_spelled(name: str) -> None:
    wrong = [day for day in _five_years() if day_said(SPELLINGS[name](day), WRITTEN_ON) != day]
    assert wrong == []


def test_a_day_beside_another_day_of_the_week_is_never_certain() -> None:
    wrong = [
        (day, sign)
        for day in _five_years()
        for sign in "一二三四五六日"
        for said in (
            f"{day:%Y年%m月%d日}（周{sign}）前",
            f"{day:%Y-%m-%d}（星期{sign}）",
            f"{day:%Y年%m月%d日}（周{sign}前）",
        )
        if day_said(said, WRITTEN_ON) != (day if day.weekday() == "一二三四五六日".index(sign) else None)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_day_of_five_years_is_that_day_in_a_date_column(name: str) -> None:
    leaning = Context(WRITTEN_ON)
    wrong = [
        day
        for day in _five_years()
        if [one.on for one in readings(SPELLINGS[name](day), leaning, column=True)] != [day]
    ]
    assert wrong == []


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_whatever_the_program_prints_as_a_date_it_also_reads(day: date, today: date) -> None:
    at = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
    printed = (dates.day(day), dates.due(day, today), dates.moment(at), dates.as_of(at), str(day))
    assert [day_said(text, today) for text in printed] == [day] * len(printed)
    if day.year != today.year or day >= today:
        assert day_said(brief.day(day, today), today) == day


def _all_rounds() -> Iterator[Round]:
    every_day = [f"{n:02}" for n in range(1, 31)]
    for every in NAMES:
        yield Round(every)
    yield from (Round("week", str(n), season) for n in range(1, 8) for season in (None, (5, 9), (11, 3)))
    yield from (Round("month", str(n), season) for n in range(1, 32) for season in (None, (5, 9), (11, 3)))
    for every, months in (("two_months", 2), ("quarter", 3), ("half_year", 6), ("semester", 6)):
        yield from (Round(every, f"{month:02}-{day}") for month in range(1, months + 1) for day in every_day)
    yield from (Round("year", f"{month:02}-{day}") for month in range(1, 13) for day in every_day[:29])


def test_whatever_the_program_prints_as_a_round_it_also_reads() -> None:
    wrong = []
    for one in _all_rounds():
        found = rounds(name_of_round(one))
        if [(mark.rounds, mark.sure) for mark in found] != [((one,), True)]:
            wrong.append(name_of_round(one))
    assert wrong == []


_UNSEEN = st.sampled_from(["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\ufe0f"])
_BLANKS = st.sampled_from([" ", "  ", "\u00a0", "\u3000", "\u2009", "\t"])


def _days(text: str) -> list[tuple[str, Days | None]]:
    return [(one.rule, one.days) for one in marks(text, Leaning(WRITTEN_ON), lines=True)]


def _rounds(text: str) -> list[tuple[tuple[Round, ...], object]]:
    return [(one.rounds, one.unkept) for one in rounds(text)]


def _with(text: str, at: int, sign: str) -> str:
    return text[:at] + sign + text[at:]


def _is_within_figure(text: str, at: int) -> bool:
    before, behind = ("".join(char for char in part if char.isprintable()) for part in (text[:at], text[at:]))
    return before[-1:].isdecimal() and behind[:1].isdecimal()


_PHRASES = st.sampled_from([text for text, _, _ in DAYS])
_PERIODS = st.sampled_from([text for text, _ in ROUNDS])


@given(_PHRASES, st.integers(0, 40), _UNSEEN)
def test_a_sign_that_nobody_sees_changes_no_day_wherever_it_stands(text: str, at: int, sign: str) -> None:
    assert _days(_with(text, at, sign)) == _days(text)


@given(_PHRASES, st.integers(0, 40), _BLANKS)
def test_a_blank_changes_no_day_unless_it_parts_a_figure(text: str, at: int, blank: str) -> None:
    if not _is_within_figure(text, at):
        assert _days(_with(text, at, blank)) == _days(text)


@given(_PHRASES)
def test_wide_figures_and_signs_change_no_day(text: str) -> None:
    assert _days(text.translate(_WIDE)) == _days(text)
    assert _days(text.replace("-", "－").replace(".", "．").replace("/", "／")) == _days(text)


@given(_PERIODS, st.integers(0, 40), st.one_of(_UNSEEN, _BLANKS))
def test_neither_changes_a_round(text: str, at: int, sign: str) -> None:
    if not _is_within_figure(text, at):
        assert _rounds(_with(text, at, sign)) == _rounds(text)
    assert _rounds(text.translate(_WIDE)) == _rounds(text)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_a_day_without_its_year_is_the_next_such_day_or_open(day: date, today: date) -> None:
    said = day_said(f"{day.month}月{day.day}日", today)
    if said is not None:
        assert (said.month, said.day) == (day.month, day.day)
        assert today <= said < today + timedelta(days=366)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_a_day_without_its_sign_is_never_the_end_of_its_month(day: date, today: date) -> None:
    said = day_said(f"延到{day.month}月{day.day}", today)
    assert said is None or (said.month, said.day) == (day.month, day.day)


@given(
    st.text(alphabet="年月日号底末初旬前后内至到—-、，。 \n0123456789一二三十廿今明本下个周季度半每第", max_size=30)
)
def test_whatever_is_written_the_marks_stand_in_it_in_order_and_apart(text: str) -> None:
    found = marks(text, Leaning(WRITTEN_ON))
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))
    assert all(one.days is None or one.days.first <= one.days.last for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in rounds(text))
