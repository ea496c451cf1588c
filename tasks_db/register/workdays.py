"""Working days in mainland China: make-up days (调休) included, public holidays excluded.

The State Council publishes a year's arrangement late in the year before. For a year that is not published yet the
weekends and the days off by law stand in, and ``Calendar.unpublished`` says so; the office may name days of its own.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache, lru_cache

import chinese_calendar

from tasks_db.language.festivals import statutory_days_off
from tasks_db.lean_dataclass import dataclass

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_BREAK = 30


_days_off = cache(statutory_days_off)


@lru_cache(maxsize=20_000)
def _is_published_workday(day: date) -> bool | None:
    """Whether a day is worked by the published arrangement; None for a year that has none yet.

    Kept: the library goes over all its years for each day that it is asked about.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@dataclass(frozen=True, slots=True)
class Calendar:
    """``overrides`` are the office's own days: True makes a day a working day, False a day off."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    _kept: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Where days were moved: a tick asks for the same few days for each of its dues."""

    def is_working_day(self, day: date) -> bool:
        """Return whether people work on a day: by the office's own days, published holidays, or weekday and law."""
        if day in self.overrides:
            return self.overrides[day]
        published = _is_published_workday(day)
        if published is not None:
            return published
        return day.weekday() < _SATURDAY and day not in _days_off(day.year)

    def unpublished(self, year: int) -> bool:
        """Whether the year's arrangement is not known, so that only weekends and the days by law are days off."""
        published = _is_published_workday(date(year, 10, 1)) is not None
        return not published and not any(day.year == year for day in self.overrides)

    def on_or_before(self, day: date) -> date:
        """Return the last working day up to ``day``; raises ValueError where there is none within thirty days."""
        return self._moved(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return the first working day from ``day`` on; raises ValueError where there is none within thirty days."""
        return self._moved(day, 1)

    def _moved(self, day: date, step: int) -> date:
        found = self._kept.get((day, step))
        if found is None:
            days = (day + n * step * ONE_DAY for n in range(_LONGEST_BREAK))
            found = next((one for one in days if self.is_working_day(one)), None)
            if found is None:
                side = "前" if step < 0 else "后"
                raise ValueError(f"{day} 之{side}三十天内没有工作日：请检查节假日文件。")
            self._kept[day, step] = found
        return found

    def after(self, day: date, count: int = 1) -> date:
        """The working day that comes ``count`` working days after ``day``."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day

    def before(self, day: date, count: int = 1) -> date:
        """The working day that comes ``count`` working days before ``day``."""
        for _ in range(count):
            day = self.on_or_before(day - ONE_DAY)
        return day


def not_announced(year: int) -> str:
    """Return the sentence that says how a year without an announced arrangement is counted, and what to do."""
    return (
        f"{year}年的放假调休安排还没有数据，先按周末和法定节日算（没有调休）。公布后请升级程序，"
        f"或写进 LIANXI_HOLIDAYS_FILE 指的文件（每行一天，如“{year}-01-04 班”“{year}-02-08 休”），再重新启动。"
    )


def parse_overrides(text: str) -> dict[date, bool]:
    """Read the office's own days, a line each: ``2027-01-04 班`` or ``2027-02-08 休``; ``#`` begins a remark.

    Raises ValueError with a Chinese sentence that names the line.
    """
    days: dict[date, bool] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            day, kind = words
            days[date.fromisoformat(day)] = {"班": True, "休": False}[kind]
        except (ValueError, KeyError):
            raise ValueError(f"节假日文件第{number}行看不懂：请写成“2027-01-04 班”或“2027-02-08 休”。") from None
    return days
