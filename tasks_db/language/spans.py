"""Which days the words of the calendar mean, seen from a day: arithmetic of years, months, weeks and lengths."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from tasks_db.language.calendar_forms import FESTIVALS
from tasks_db.language.calendar_words import Word
from tasks_db.language.festivals import statutory_days_off


class Certain(IntEnum):
    """How much of a day the words themselves say; each but OPEN is one reading that a careful reader shares.

    OPEN: there are several, and whoever stores the day asks first.
    """

    OPEN = 0
    CONTEXT = 1  # 20日, 下周五, 本月底: the month follows from the day of writing
    MONTH = 2  # 6月30日: the year follows from what stands around
    YEAR = 3  # 2027年6月30日, 明年6月底


class Leaning(NamedTuple):
    """What words that leave something out lean on.

    ``today`` is the day of writing, ``year`` the only one that a plan is for, ``named`` the year named just before.
    """

    today: date | None
    year: int | None = None
    named: int | None = None

    @property
    def base(self) -> int | None:
        """The year of writing, else the year that the plan is for."""
        return self.today.year if self.today else self.year


class Days(NamedTuple):
    """The days that words mean; the last is the one by which something is due.

    ``exact`` is False where they name a stretch (6月, 中旬, 下周), so that its end is an inference. ``likely`` are
    the days to offer where the words leave it open.
    """

    first: date
    last: date
    certain: Certain
    exact: bool = True
    likely: tuple[date, ...] = ()


Found = Mapping[str, Word]
"""The words of a phrase by the names that its rule gives them."""

Stretch = tuple[date, date]
_YEAR_IS_JUST_OVER = timedelta(days=65)
TENTH_DAYS = {"tenth1": (1, 10), "tenth2": (11, 20), "tenth3": (21, 31), "begin": (1, 10), "amid": (10, 15)}
VAGUE_PARTS = frozenset({"begin", "amid"})
_DAYS_OF_HALF = {"周": 3, "天": 0}
_MONTHS_OF = {"月": 1, "季度": 3, "学期": 6, "年": 12}
_SATURDAY = 5


def month_days(year: int, month: int) -> Stretch | None:
    """Return the first and the last day of a month, or None where no calendar has it."""
    if not (1 <= month <= 12 and date.min.year <= year <= date.max.year):  # noqa: PLR2004  months of a year
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def one_day(year: int, month: int, day: int) -> Stretch | None:
    """Return a day as a stretch, or None where no calendar has it."""
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return None


def months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def part_of_month(year: int, month: int, part: str) -> Stretch | None:
    """Return the days of 上旬, 中旬, 下旬, 初 or 中 of a month, or those of the whole month."""
    whole = month_days(year, month)
    if whole is None or part not in TENTH_DAYS:
        return whole
    first, last = TENTH_DAYS[part]
    return whole[0].replace(day=first), whole[0].replace(day=min(last, whole[1].day))


def nth_of_month(year: int, month: int, weekday: str, number: int) -> Stretch | None:
    """Return the so manieth such weekday of a month, or Monday to Friday where it is ""; the last where it is 0."""
    whole = month_days(year, month)
    if whole is None:
        return None
    days = (whole[0].replace(day=day) for day in range(1, whole[1].day + 1))
    found = [day for day in days if (str(day.isoweekday()) == weekday if weekday else day.weekday() < _SATURDAY)]
    if number > len(found):
        return None
    return (found[number - 1],) * 2


_NEAR = 10


def near_day_off(first: date, last: date) -> bool:
    """Whether a day off by law is so near that working days are moved, which nothing tells before it is announced."""
    days = (first + timedelta(days=n) for n in range(-_NEAR, (last - first).days + _NEAR + 1))
    return any(day in statutory_days_off(day.year) for day in days)


def in_year(found: Found, leaning: Leaning, make: Callable[[int], Stretch | None]) -> Days | None:
    """Return what ``make`` gives for the year that the words say, or for the one that they lean on.

    Without either it is the next such time that is not over yet; one that is over since weeks may be meant itself.
    """
    said = found.get("y")
    if said is not None:
        year = said.value if said.letter in "YZ" else _near_year(said, leaning)
        stretch = make(year) if year is not None else None
        return Days(*stretch, Certain.YEAR) if stretch else None
    year = leaning.named or leaning.year or leaning.base
    stretch = make(year) if year is not None else None
    if year is None or stretch is None:
        return None
    today = leaning.today
    if leaning.named or leaning.year or today is None or stretch[1] >= today:
        return Days(*stretch, Certain.MONTH)
    following = make(year + 1)
    if following is None:
        return Days(*stretch, Certain.OPEN)
    likely = (following[1],)
    just_over = today - stretch[1] <= _YEAR_IS_JUST_OVER
    return Days(*following, Certain.OPEN if just_over else Certain.MONTH, likely=likely if just_over else ())


def _near_year(said: Word, leaning: Leaning) -> int | None:
    base = leaning.named or leaning.base if said.text[0] in "次翌" else leaning.base
    return None if base is None else base + said.value


def in_month(found: Found, leaning: Leaning, make: Callable[[int, int], Stretch | None]) -> Days | None:
    """Return what ``make`` gives for the month that the words say, or for one counted from now: 本月, 下下个月."""
    month = found["m"]
    if month.letter in "MNP#":
        return in_year(found, leaning, lambda year: make(year, month.value))
    if leaning.today is None:
        return None
    count = leaning.today.year * 12 + leaning.today.month - 1 + month.value
    stretch = make(count // 12, count % 12 + 1)
    return Days(*stretch, Certain.CONTEXT) if stretch else None


def opened(days: Days | None, *likely: date) -> Days | None:
    """Return days that may be others as well."""
    return days and days._replace(certain=Certain.OPEN, likely=likely or (days.last,))


def inexact(days: Days | None) -> Days | None:
    """Return days of which only the stretch is said."""
    return days and days._replace(exact=False)


def before(days: Days | None) -> Days | None:
    """Return the days before the first of a stretch, where that may also mean its end: 6月前, 2027年前."""
    if days is None or days.first == date.min:
        return None
    eve = days.first - timedelta(days=1)
    return Days(eve, eve, Certain.OPEN, likely=(eve, days.last))


def festival_day(index: int) -> tuple[int, int]:
    """Return month and day of a festival by its place among them."""
    return list(FESTIVALS.values())[index]


def length_on(start: date, word: Word) -> date | None:
    """Return the day that lies a length after another; None for one that is vague, or beyond the calendar."""
    unit, half = word.part.rstrip("?~").removesuffix("半"), "半" in word.part
    if word.part.endswith("?") or word.value < 0:
        return None
    try:
        if unit == "工作日":
            return _weekdays_on(start, word.value)
        if unit == "月":
            return months_on(start, word.value) + timedelta(days=15 * half)
        if unit in _MONTHS_OF:
            return months_on(start, _MONTHS_OF[unit] * word.value + _MONTHS_OF[unit] // 2 * half)
        return start + timedelta(days=word.value * (7 if unit == "周" else 1) + _DAYS_OF_HALF[unit] * half)
    except (ValueError, OverflowError):
        return None


def _weekdays_on(day: date, count: int) -> date:
    """Count Mondays to Fridays: holidays change from year to year, so that the day is to be confirmed."""
    for _ in range(count):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day
