"""Dates as people say them in a message, resolved against today in calendar days.

A month or a day without a year is the next one that is not yet past; a period stands for its last day ("下月"
is the end of next month). A length in working days or one without 内 or 后 names no date.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.typed import typed


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date said at ``[start, end)``; ``day`` is None when the words name no certain day ("今年", "2月30日")."""

    start: int
    end: int
    day: date | None


_PART = r"(?P<part>上旬|中旬|下旬|初|底|末|中(?!旬))"
_YEAR = r"(?:(?P<year>20\d{2})\s*年?|(?P<near>今|本|明|后|去)年)"
_PART_DAYS = {"上旬": 10, "初": 10, "中": 15, "中旬": 20}
_NEAR_YEARS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_NEAR_MONTHS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2}
_NEAR_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨": -1, "今": 0, "当天": 0, "明": 1, "大后天": 3, "后天": 2,
}  # fmt: skip
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1), "十一": (10, 1)}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    first = _day(year, month, 1)
    return first and first.replace(day=monthrange(year, month)[1])


def _within_month(year: int, month: int, found: dict[str, str | None]) -> date | None:
    if said := found.get("day"):
        return _day(year, month, number(said))
    if fixed := _PART_DAYS.get(found.get("part") or ""):
        return _day(year, month, fixed)
    return _month_end(year, month)


def _year(found: dict[str, str | None], today: date) -> int | None:
    if near := found.get("near"):
        return today.year + _NEAR_YEARS[near]
    return int(said) if (said := found.get("year")) else None


def _not_past(make: Callable[[int], date | None], found: dict[str, str | None], today: date) -> date | None:
    """In the year that was said, else in this year unless that is past."""
    if year := _year(found, today):
        return make(year)
    this = make(today.year)
    return make(today.year + 1) if this is not None and this < today else this


def _of_month(found: dict[str, str | None], today: date) -> date | None:
    month = number(found["month"] or "")
    return _not_past(lambda year: _within_month(year, month, found), found, today)


def _of_near_month(found: dict[str, str | None], today: date) -> date | None:
    months = today.year * 12 + today.month - 1 + _NEAR_MONTHS[found["near"] or "本"]
    return _within_month(months // 12, months % 12 + 1, found)


def _of_quarter(found: dict[str, str | None], today: date) -> date | None:
    quarter = found["quarter"]
    month = number(quarter) * 3 if quarter else {"上": 6, "下": 12}[found["half"] or ""]
    return _not_past(lambda year: _month_end(year, month), found, today)


def _of_year(found: dict[str, str | None], today: date) -> date | None:
    year = _year(found, today) or today.year
    bounded = found["bound"] is not None or year > today.year
    return date(year, 12, 31) if bounded else None


def _of_week(found: dict[str, str | None], today: date) -> date:
    near = found["near"]
    monday = today - timedelta(days=today.weekday())
    weeks = {"上": -1, "下": 1, "下下": 2}.get(near or "", 0)
    weekday = "一二三四五六".find(found["weekday"] or "日")
    day = monday + timedelta(weeks=weeks, days=weekday if weekday >= 0 else 6)
    return day + timedelta(weeks=1) if near is None and day < today else day


def _of_day(found: dict[str, str | None], today: date) -> date | None:
    day = number(found["day"] or "")
    this = _day(today.year, today.month, day)
    if this is not None and this >= today:
        return this
    return _of_near_month({"near": "下", "day": found["day"]}, today)


def _of_near_day(found: dict[str, str | None], today: date) -> date:
    return today + timedelta(days=_NEAR_DAYS[found["near"] or "今"])


def _of_length(found: dict[str, str | None], today: date) -> date:
    many = 0 if found["many"] == "半" else number(found["many"] or "")
    unit = found["unit"] or ""
    days = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365}[unit]
    return today + timedelta(days=many * days if many else days // 2)


def _of_feast(found: dict[str, str | None], today: date) -> date | None:
    month, day = _FEASTS[found["feast"] or ""]
    return _not_past(lambda year: _day(year, month, day), found, today)


_RULES: tuple[tuple[re.Pattern[str], Callable[[dict[str, str | None], date], date | None]], ...] = (
    (
        re.compile(r"(?P<year>20\d{2})\s*[./-]\s*(?P<month>\d{1,2})\s*[./-]\s*(?P<day>\d{1,2})"),
        _of_month,
    ),
    (
        re.compile(
            rf"(?:{_YEAR}\s*)?(?:{NUMERAL}\s*[-~—至到]\s*)?(?P<month>{NUMERAL})\s*月份?(?:\s*(?P<day>{NUMERAL})\s*[日号]|{_PART})?"
        ),
        _of_month,
    ),
    (re.compile(rf"(?P<month>{NUMERAL})[./-](?P<day>\d{{1,2}})(?=[日号]|之?前|以前|左右)"), _of_month),
    (
        re.compile(
            rf"(?P<near>下下|[本这当上下])个?月份?(?:\s*(?P<day>{NUMERAL})\s*[日号]|{_PART})?|月(?P<end>底|末)"
        ),
        _of_near_month,
    ),
    (
        re.compile(
            rf"(?:{_YEAR}\s*)?(?:(?:第?[一二三四]\s*[、和至到-]\s*)?第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)[底末]?"
        ),
        _of_quarter,
    ),
    (re.compile(rf"{_YEAR}(?P<bound>底|末|内|之?前)?"), _of_year),
    (re.compile(r"(?P<year>(?!))?(?P<near>(?!))?年(?P<bound>底|末|内)"), _of_year),
    (
        re.compile(r"(?P<near>下下|[本这上下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"),
        _of_week,
    ),
    (re.compile(r"(?P<near>下下|[本这上下])个?(?:周|星期|礼拜)(?P<weekday>(?!))?"), _of_week),
    (re.compile(rf"(?P<day>{NUMERAL})\s*[日号](?!任务|楼|线|院|文)"), _of_day),
    (re.compile(r"(?P<near>大前天|前天|前日|大后天|后天|当天|[昨今明](?=[天日晚早]))[天日晚早]?"), _of_near_day),
    (
        re.compile(rf"(?P<many>{NUMERAL}|半)\s*个?(?P<unit>[天日周月年]|星期)(?:之|以)?[内后]"),
        _of_length,
    ),
    (re.compile(r"(?P<feast>元旦|五一|国庆|十一)节?(?=之?前|以前)"), _of_feast),
)


def dates(text: str, today: date) -> tuple[DatePhrase, ...]:
    """Every date said in the text, from left to right; of overlapping readings the longest stands."""
    found = [
        DatePhrase(match.start(), match.end(), resolve(match.groupdict(), today))
        for pattern, resolve in _RULES
        for match in pattern.finditer(text)
    ]
    chosen: list[DatePhrase] = []
    for phrase in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in chosen):
            chosen.append(phrase)
    return tuple(sorted(chosen, key=lambda each: each.start))


def read_date(text: str, today: date) -> date | None:
    """The one day that the text names; None when it names none, or several."""
    days = {said.day for said in dates(typed(text).plain, today)}
    return days.pop() if len(days) == 1 else None
