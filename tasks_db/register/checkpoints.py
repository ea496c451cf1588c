"""From dates to what is owed: rounds of a reporting cycle, and the day on which each unit owes its answer."""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta

from tasks_db.register.ladder import PlanSettings
from tasks_db.register.workdays import Calendar

CYCLE_NAMES = {"month": "每月", "quarter": "每季度", "semester": "每学期", "half_year": "每半年", "year": "每年"}

_ROUND_MONTHS = {
    "month": tuple(range(1, 13)),
    "quarter": (3, 6, 9, 12),
    # a school year's two terms end in January and in July
    "semester": (1, 7),
    "half_year": (6, 12),
    "year": (12,),
}


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, months.monthrange(year, month)[1])


def has_rounds(every: str) -> bool:
    """Return whether the days of a cycle are known, so that its rounds can be asked for."""
    return every in _ROUND_MONTHS


def rounds(every: str, after: date, until: date) -> Iterator[date]:
    """Yield the last days of the cycle's periods, later than ``after`` and not later than ``until``.

    Yields nothing for a cycle whose days are not known (``has_rounds``).
    """
    for year in range(after.year, until.year + 1):
        for month in _ROUND_MONTHS.get(every, ()):
            if after < (day := month_end(year, month)) <= until:
                yield day


def due_day(checkpoint_day: date, settings: PlanSettings, calendar: Calendar, *, consolidates: bool) -> date:
    """When a unit owes its answer: whoever consolidates on the day itself, the others some working days before.

    DESIGN.md rule 7; the number of days is the plan's setting.
    """
    if consolidates:
        return checkpoint_day
    return calendar.before(checkpoint_day + timedelta(days=1), settings.responsible_lead_days + 1)
