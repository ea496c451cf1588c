"""The stretch of time that a digest tells of (本期), and what it is called in a title."""

from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass

_QUARTERS = "一二三四"
_AFTERWARDS = timedelta(days=30)
"""So long after its end a quarter is still the one that a digest is about."""
_NEARLY = timedelta(days=10)
"""So near its end a quarter is told of as a whole."""


@dataclass(frozen=True, slots=True)
class Period:
    """``name`` stands in titles (2025年第一季度), ``word`` before counts (本季度); both days are included.

    ``after`` is the moment of the issue before: what came later that day belongs to this one.
    """

    name: str
    word: str
    since: date
    until: date
    after: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Return whether something of that moment is told of in this period, and not before it."""
        return moment > self.after if self.after is not None else local_date(moment) >= self.since


def period_of(day: date, after: date | None = None) -> Period:
    """Return the period of a digest of ``day``.

    It is the quarter that ended at most 30 days ago, else the running one; as long as that is far from its end, it is
    named by its months. ``after`` is the day of the issue before: what that one told is not told again.
    """
    running = _first_of_quarter(day)
    start = _first_of_quarter(running - timedelta(days=1)) if day - running < _AFTERWARDS else running
    whole = start != running or _next_quarter(start) - day <= _NEARLY
    name, word = (_quarter(start), "本季度") if whole else (_months(start, day), "本期")
    if after is None or not after < day:
        return Period(name, word, start, day)
    return Period(name, word if abs(after - start) <= _AFTERWARDS else "本期", after + timedelta(days=1), day)


def year_until(day: date) -> Period:
    """Return the period of an evaluation: its year, until the day."""
    return Period(f"{day.year}年度", "本年", date(day.year, 1, 1), day)


def _first_of_quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _next_quarter(first: date) -> date:
    return _first_of_quarter(first + timedelta(days=95))


def _quarter(first: date) -> str:
    return f"{first.year}年第{_QUARTERS[first.month // 3]}季度"


def _months(first: date, day: date) -> str:
    months = f"{first.month}—{day.month}" if day.month != first.month else f"{day.month}"
    return f"{first.year}年{months}月份"
