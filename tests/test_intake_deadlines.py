"""The grammar of dates and rounds, held to a table of phrases and to what must be true of every range and month."""

import itertools
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_db.intake import deadline_rules
from tasks_db.intake.deadlines import Context, readings, without_year
from tasks_db.intake.recurrences import recurrences
from tests import deadline_table as table

LEANING = Context(issued_on=table.ISSUED)
TEXTS = (*table.YEARS, *table.MONTHS, *table.DAYS, *table.PARTS, *table.RANGES, *table.AFTER_ISSUE, *table.FESTIVALS)
MONTHS = st.tuples(st.integers(2001, 2096), st.integers(1, 12))
BEFORE = st.sampled_from(["", "力争", "确保", "务必于", "到", "全县建成12所，"])
BEHIND = st.sampled_from(["完成", "，建成投用", "前完成", "之前报送", ""])


def days(phrase: str, *, column: bool = False) -> str:
    return " ".join(one.on.isoformat() for one in readings(phrase, LEANING, column=column))


@pytest.mark.parametrize(("phrase", "expected"), TEXTS)
def test_a_phrase_of_time_means_its_day(phrase: str, expected: str) -> None:
    assert days(phrase) == expected


@pytest.mark.parametrize(("cell", "expected"), table.CELLS)
def test_the_cell_of_a_date_column_means_its_day(cell: str, expected: str) -> None:
    assert days(cell, column=True) == expected


@pytest.mark.parametrize("cell", table.NO_CELLS)
def test_a_cell_that_names_no_day_is_not_read_as_one(cell: str) -> None:
    assert days(cell, column=True) == ""


@pytest.mark.parametrize("phrase", table.NO_DATES)
def test_what_asks_for_nothing_is_no_deadline(phrase: str) -> None:
    assert days(phrase) == ""


@pytest.mark.parametrize(("phrase", "expected"), table.ROUNDS)
def test_rounds_of_work_are_read_and_money_is_not(phrase: str, expected: str) -> None:
    assert " ".join(one.every for one in recurrences(phrase)) == expected


@pytest.mark.parametrize(("phrase", "expected"), table.EVENTS)
def test_an_event_whose_day_nobody_knows_is_no_deadline_and_is_asked_about(phrase: str, expected: str) -> None:
    assert days(phrase) == ""
    assert without_year(phrase, LEANING) == [expected]


def test_the_table_is_long_and_no_phrase_stands_in_it_twice() -> None:
    phrases = [phrase for phrase, _ in TEXTS] + list(table.NO_DATES)
    assert len(set(phrases)) == len(phrases)
    assert len(phrases) + len(table.CELLS) + len(table.NO_CELLS) + len(table.ROUNDS) >= 300


def test_every_rule_of_the_grammar_has_a_phrase_in_the_table_and_in_its_documentation() -> None:
    met = {one.rule for phrase, _ in TEXTS for one in readings(phrase, LEANING)}
    met |= {one.rule for cell, _ in table.CELLS for one in readings(cell, LEANING, column=True)}
    met |= {"event" for phrase, _ in table.EVENTS if without_year(phrase, LEANING)}
    known = {rule.name for rule in deadline_rules.RULES}
    assert met == known
    assert deadline_rules.__doc__ is not None
    assert all(f"\n{name} " in deadline_rules.__doc__ for name in known)


@given(MONTHS, BEFORE, BEHIND)
def test_the_end_of_a_month_is_its_last_day_in_every_month(of: tuple[int, int], before: str, behind: str) -> None:
    year, month = of
    (one,) = readings(f"{before}{year}年{month}月底{behind}", Context())
    assert one.on == date(year, month, monthrange(year, month)[1])


@given(MONTHS, BEFORE)
def test_before_a_month_is_the_last_day_of_the_month_above_it(of: tuple[int, int], before: str) -> None:
    year, month = of
    (one,) = readings(f"{before}{year}年{month}月前完成", Context())
    assert one.on.toordinal() + 1 == date(year, month, 1).toordinal()


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), BEFORE)
def test_a_day_with_its_year_is_that_day(day: date, before: str) -> None:
    (one,) = readings(f"{before}{day.year}年{day.month}月{day.day}日前完成", LEANING)
    assert one.on == day


@given(st.integers(2001, 2090), st.integers(1, 9), st.sampled_from(["—", "-", "至", "～", "年至", "年—"]))
def test_a_range_of_years_ends_with_its_last_year(year: int, more: int, to: str) -> None:
    text = f"{year}{to}{year + more}年，新增托位300个"
    (one,) = readings(text, Context())
    assert one.on == date(year + more, 12, 31)
    assert bool(readings(text, Context(date(year + more + 1, 1, 1)))) is False  # over: what was, not what is due


@given(MONTHS, st.integers(1, 30), st.sampled_from(["至", "—", "-"]))
def test_a_range_of_months_ends_with_its_last_month(of: tuple[int, int], more: int, to: str) -> None:
    year, month = of
    end = month - 1 + more
    until, last = year + end // 12, end % 12 + 1
    (one,) = readings(f"{year}年{month}月{to}{until}年{last}月开展整治", Context())
    assert one.on == date(until, last, monthrange(until, last)[1])


@given(MONTHS, st.sampled_from(["一", "二", "三", "四"]))
def test_a_quarter_ends_with_its_third_month(of: tuple[int, int], quarter: str) -> None:
    year, _ = of
    (one,), (ended,) = (readings(f"{year}年第{quarter}季度{end}", Context()) for end in ("完成", "结束前出具报告"))
    assert one.on == ended.on == date(year, "一二三四".index(quarter) * 3 + 3, 30 + (quarter in "一四"))


@given(st.integers(2001, 2099), st.sampled_from(["底", "年底", "年底前", "内", "末前"]))
def test_the_end_of_a_year_is_its_last_day(year: int, end: str) -> None:
    (one,) = readings(f"{year}年{end}完成", Context())
    assert one.on == date(year, 12, 31)


@given(st.text(alphabet="年月日底末前至到—、，。;0123456789二十五上下半季度本今明后截自每", max_size=40))
def test_whatever_the_phrase_readings_stand_in_it_in_order_and_apart(text: str) -> None:
    found = readings(text, LEANING, column=True)
    assert all(0 <= one.begin < one.end <= len(text) for one in found)
    assert all(one.end <= other.begin or one.target for one, other in itertools.pairwise(found))
    assert all(0 < one.confidence <= 1 for one in found)
