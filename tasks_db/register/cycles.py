"""Reporting cycles: on which days their rounds fall."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from tasks_db.language.rounds import NAMES, Round

_ONE_DAY = timedelta(days=1)
_SUNDAY = 7
_YEAR = 12
_LENGTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "semester": 6, "year": 12}
_TERM_BEGINS = 7
"""August, counted from nought: a school year's two terms end in January and in July."""


def is_known(one: Round) -> bool:
    """Return whether the days of a cycle are known, so that its rounds can be asked for."""
    return one.every in NAMES


def days_of_rounds(one: Round, after: date, until: date, first_year: int) -> Iterator[date]:
    """Yield the days of a cycle's rounds in order, later than ``after`` and not later than ``until``.

    A day that a month does not have is its last one. ``first_year`` is the first of two where a cycle takes two.
    Yields nothing for a cycle whose days are not known.
    """
    if not is_known(one):
        return
    if one.every == "week":
        found = _weekly(one, after, until)
    elif one.every == "two_years":
        found = (date(year, _YEAR, 31) for year in range(after.year, until.year + 1) if (year - first_year) % 2)
    else:
        found = _monthly(one, after, until)
    yield from (day for day in found if after < day <= until and _in_season(one, day))


def _weekly(one: Round, after: date, until: date) -> Iterator[date]:
    ahead = (int(one.day or _SUNDAY) - (after + _ONE_DAY).isoweekday()) % _SUNDAY
    day = after + _ONE_DAY + timedelta(days=ahead)
    while day <= until:
        yield day
        day += timedelta(weeks=1)


def _monthly(one: Round, after: date, until: date) -> Iterator[date]:
    """Yield the round of each period that begins in the year before ``after`` or later, also beyond ``until``."""
    length = _LENGTHS[one.every]
    first = _TERM_BEGINS if one.every == "semester" else 0
    month, day = _day_within(one, length)
    for start in range((after.year - 1) * _YEAR + first, (until.year + 1) * _YEAR, length):
        year, number = divmod(start + month - 1, _YEAR)
        yield date(year, number + 1, min(day, monthrange(year, number + 1)[1]))


def _day_within(one: Round, length: int) -> tuple[int, int]:
    """Return the month within the period and its day; a period's last day is the 31st of its last month."""
    if one.day is None:
        return length, 31
    month, _, day = one.day.rpartition("-")
    return int(month or 1), int(day)


def _in_season(one: Round, day: date) -> bool:
    if one.months is None:
        return True
    first, last = one.months
    return first <= day.month <= last if first <= last else day.month >= first or day.month <= last
