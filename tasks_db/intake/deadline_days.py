"""Which day a matched date means: one function for each kind of phrase that deadline_rules.py lists.

Each takes the match and what a phrase without a year leans on, and returns the day, or None where the phrase has
none: a day that no calendar has, a year that nothing tells, an event whose day the document does not name.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from tasks_db.intake.quantities import number

_FIRST_FIVE_YEAR_PLAN = 1955  # 十四五 ends in 1955 + 5 * 14 = 2025
_FRIDAY = 4
FESTIVALS = {
    "元旦": (1, 1), "三八": (3, 8), "妇女": (3, 8), "五一": (5, 1), "劳动": (5, 1), "五四": (5, 4), "六一": (6, 1),
    "儿童": (6, 1), "七一": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_YEARS_ON = {"明": 1, "次": 1, "翌": 1, "后": 2}


class Context(NamedTuple):
    """What a phrase without a year leans on."""

    issued_on: date | None = None
    year: int | None = None


class Leaning(NamedTuple):
    """What a rule needs beside its match: the context and the year named last."""

    context: Context
    last_year: int | None

    def year(self, found: re.Match[str]) -> int | None:
        """Return the year of a match, or the one it leans on."""
        named = found.groupdict()
        word, issued = named.get("rel"), self.context.issued_on
        base = issued.year if issued else self.context.year
        if word and base:
            return (self.last_year or base if word in "次翌" else base) + _YEARS_ON.get(word, 0)
        if named.get("y"):
            return int(named["y"])
        return self.last_year or self.context.year or base


def end_of_month(year: int | None, month: int) -> date | None:
    if year is None or not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return None
    return date(year, month, monthrange(year, month)[1])


def end_of_year(found: re.Match[str], reader: Leaning) -> date | None:
    year = reader.year(found)
    return date(year, 12, 31) if year else None


def month(found: re.Match[str], reader: Leaning) -> date | None:
    month = number(found["m"])
    return end_of_month(reader.year(found), month) if month else None


def months(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y2"]) if found["y2"] else reader.year(found)
    return end_of_month(year, number(found["m"]) or 0)


def cell_month(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y3"]) if found["y3"] else reader.year(found)
    return end_of_month(year, number(found["m"] or found["m2"] or found["m3"]) or 0)


def cell_day(found: re.Match[str], reader: Leaning) -> date | None:
    return _valid(reader.year(found), number(found["m"] or found["m2"]), number(found["d"] or found["d2"]))


def cell_days(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y1"]) if found["y1"] and not found["y"] else reader.year(found)
    return _valid(year, number(found["m"] or found["m1"]), number(found["d"]))


def month_before(found: re.Match[str], reader: Leaning) -> date | None:
    end = month(found, reader)
    return end.replace(day=1) - timedelta(days=1) if end else None


def month_part(found: re.Match[str], reader: Leaning) -> date | None:
    end = month(found, reader)
    day = {"上": 10, "中": 20}.get(found["part"])
    return end.replace(day=day) if end and day else end


def day(found: re.Match[str], reader: Leaning) -> date | None:
    return _valid(reader.year(found), number(found["m"]), number(found["d"]))


def days_alone(found: re.Match[str], reader: Leaning) -> date | None:
    return _valid(reader.year(found), number(found["m2"] or found["m"]), number(found["d"]))


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def quarter(found: re.Match[str], reader: Leaning) -> date | None:
    quarter = number(found["q"] or found["q2"])
    return end_of_month(reader.year(found), quarter * 3) if quarter else None


def half(found: re.Match[str], reader: Leaning) -> date | None:
    return end_of_month(reader.year(found), 6 if found["half"] == "上" else 12)


def mid_year(found: re.Match[str], reader: Leaning) -> date | None:
    return end_of_month(reader.year(found), 6)


def this_quarter(_: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    return end_of_month(issued.year, (issued.month + 2) // 3 * 3) if issued else None


def this_month(found: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    if issued is None:
        return None
    months = issued.month - 1 + found["next"].startswith("下")
    year, month = issued.year + months // 12, months % 12 + 1
    day = found.groupdict().get("d")
    return _valid(year, month, number(day)) if day else end_of_month(year, month)


def years(found: re.Match[str], reader: Leaning) -> date | None:
    """Years that are over when the document is issued are what was, not what is due: 核对2021—2023年账目."""
    end, issued = end_of_year(found, reader), reader.context.issued_on
    return end if end and not (issued and end < issued) else None


def five_years(found: re.Match[str], reader: Leaning) -> date | None:
    """A plan that is over when the document is issued is what was reached, not what is due."""
    end, issued = five_year_plan(found, reader), reader.context.issued_on
    return end if end and issued and end >= issued else None


def five_year_plan(found: re.Match[str], _: Leaning) -> date | None:
    plan = number(found["plan"])
    return date(_FIRST_FIVE_YEAR_PLAN + 5 * plan, 12, 31) if plan else None


def year_before(found: re.Match[str], _: Leaning) -> date | None:
    return date(int(found["y"]) - 1, 12, 31)


def after_issue(found: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    of, count = ("个月", 6) if found["half"] else (found["of"], number(found["n"]))
    if issued is None or count is None:
        return None
    if of in ("个月", "年"):
        months = issued.month - 1 + count * (12 if of == "年" else 1)
        end = end_of_month(issued.year + months // 12, months % 12 + 1)
        return min(end, end.replace(day=min(issued.day, end.day))) if end else None
    if of.endswith("工作日"):
        return _weekdays_on(issued, count)
    return issued + timedelta(days=count * (7 if of == "周" else 1))


def _weekdays_on(day: date, count: int) -> date:
    """Count working days; holidays change from year to year, so the office sees the day and confirms it."""
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == _FRIDAY else 2 if day.weekday() == _FRIDAY + 1 else 1)
    return day


def festival(found: re.Match[str], reader: Leaning) -> date | None:
    year, (month, day) = reader.year(found), FESTIVALS[found["feast"] or found["feast2"]]
    if year and month == 1 and not found["y"]:
        year += 1  # 元旦前 of this year's work
    return date(year, month, day) - timedelta(days=1) if year else None


def no_day(_: re.Match[str], __: Leaning) -> date | None:
    """The phrase names an event whose day the document does not tell."""
    return None
