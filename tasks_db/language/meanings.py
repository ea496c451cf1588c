"""What each phrase of time means: from its words, by the names that its rule gives them, to the days.

Each function returns None where no calendar has the day (2月30日), or where nothing tells it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.calendar_words import Word
from tasks_db.language.spans import (
    TENTH_DAYS,
    VAGUE_PARTS,
    Certain,
    Days,
    Found,
    Leaning,
    Stretch,
    before,
    festival_day,
    in_month,
    in_year,
    inexact,
    length_on,
    month_days,
    near_day_off,
    nth_of_month,
    one_day,
    opened,
    part_of_month,
)


def day(found: Found, leaning: Leaning) -> Days | None:
    """6月30日, 下月5日."""
    number = found["d"].value
    return in_month(found, leaning, lambda year, month: one_day(year, month, number))


def day_alone(found: Found, leaning: Leaning) -> Days | None:
    """20日: of this month, or of the next one where it is past, or where this month has no such day."""
    today, number = leaning.today, found["d"].value
    if today is None:
        return None
    this = one_day(today.year, today.month, number)
    if this is None or this[0] < today:
        count = today.year * 12 + today.month
        this = one_day(count // 12, count % 12 + 1, number)
    return Days(*this, Certain.CONTEXT) if this else None


def edge_day(found: Found, leaning: Leaning) -> Days | None:
    """三月的第一天, 明年的最后一天."""
    last = "末" in found["o"].text or "最后" in found["o"].text
    if "m" not in found:
        whole = year(found, leaning)
        on = whole and (whole.last if last else whole.first)
        return Days(on, on, Certain.YEAR) if on else None

    def edge(number: int, month_number: int) -> Stretch | None:
        days = month_days(number, month_number)
        return days and ((days[1], days[1]) if last else (days[0], days[0]))

    return in_month(found, leaning, edge)


def days_between(found: Found, leaning: Leaning) -> Days | None:
    """11月25日至12月5日, 25-30日: each end takes from the other what it leaves out."""
    begin_words, end_words = _ends(found, "ymd")
    if "m" not in end_words:
        return day_alone(end_words, leaning)
    return _between(begin_words, end_words, leaning, day)


def months_between(found: Found, leaning: Leaning) -> Days | None:
    """4—9月, 2027年11月至2028年4月底, 11月上旬到12月中旬."""
    begin_words, end_words = _ends(found, "ym")
    days = _between(begin_words, end_words, leaning, month_part if found["m"].letter == "P" else month)
    return days and days._replace(exact=found["m"].part == "end")


def short_days_between(found: Found, leaning: Leaning) -> Days | None:
    """11.10日至11.20日."""
    return _between(_month_and_day(found["s0"]), _month_and_day(found["s"]), leaning, day)


def _month_and_day(word: Word) -> dict[str, Word]:
    month_number, number = (int(part) for part in _NUMBER.findall(word.text))
    return {"m": word._replace(letter="M", value=month_number), "d": word._replace(letter="D", value=number)}


def _ends(found: Found, names: str) -> tuple[dict[str, Word], dict[str, Word]]:
    """Return the words of both ends of a stretch; what the end leaves out is as at the beginning."""
    begin = {name: found[f"{name}0"] for name in names if f"{name}0" in found}
    return begin, begin | {name: found[name] for name in names if name in found}


def _between(
    begin_words: Found, end_words: Found, leaning: Leaning, read: Callable[[Found, Leaning], Days | None]
) -> Days | None:
    """Return the days from a beginning to an end; a stretch without years is the one that is not over yet."""
    end = read(end_words, leaning)
    if end is None:
        return None
    if "m" not in begin_words:
        return end
    year = end.last.year
    begin = read(begin_words, leaning if "y" in begin_words else Leaning(leaning.today, named=year))
    if begin is not None and begin.first > end.last:
        if "y" not in begin_words:
            begin = read(begin_words, Leaning(leaning.today, named=year - 1))
        elif begin_words.get("y") is end_words.get("y"):  # 2027年11月至4月 runs into the next year
            shifted = {name: word for name, word in end_words.items() if name != "y"}
            end = read(shifted, Leaning(leaning.today, named=year + 1))
    if begin is None or end is None or begin.first > end.last:
        return None
    return Days(begin.first, end.last, end.certain, end.exact, end.likely)


def figures(found: Found, _: Leaning) -> Days | None:
    """2027-03-15, 2027.3 and 27/3/15 in figures, 20270315 and 202703 without a mark between."""
    numbers = [int(part) for part in _NUMBER.findall(found["c"].text)]
    year, rest = numbers[0], numbers[1:]
    if year < 100:  # noqa: PLR2004  two figures of a year
        year += 2000
    if not rest:
        stretch: Stretch | None = (date(year, 1, 1), date(year, 12, 31))
    elif len(rest) == 1:
        stretch = month_days(year, rest[0])
    else:
        stretch = one_day(year, rest[0], rest[1])
    return Days(*stretch, Certain.YEAR, exact=len(rest) == 2) if stretch else None  # noqa: PLR2004  month and day


WEEKDAYS = "一二三四五六日"
_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d\d|\d{1,2}")


def short_figures(found: Found, leaning: Leaning) -> Days | None:
    """12.31 before 前, or as the whole answer."""
    month_number, number = (int(part) for part in _NUMBER.findall(found["d"].text))
    return in_year(found, leaning, lambda year: one_day(year, month_number, number))


def month(found: Found, leaning: Leaning) -> Days | None:
    """6月, 下个月."""
    return inexact(in_month(found, leaning, month_days))


def month_figures_between(found: Found, leaning: Leaning) -> Days | None:
    """2027.6-2027.9 and 2027年3月1日 in figures at both ends."""
    begin, end = figures({"c": found["c0"]}, leaning), figures({"c": found["c"]}, leaning)
    return Days(begin.first, end.last, Certain.YEAR, exact=end.exact) if begin and end else None


def week_of_month(found: Found, leaning: Leaning) -> Days | None:
    """12月第二周: weeks are counted in more than one way."""
    number = found["v"].value
    whole = month(found, leaning)
    if whole is None:
        return None
    last = whole.last if number < 0 else min(whole.last, whole.first + timedelta(days=7 * number - 1))
    return inexact(opened(Days(last - timedelta(days=6), last, whole.certain)))


def nth_day(found: Found, leaning: Leaning) -> Days | None:
    """12月第二个周五, 本月最后一个工作日; which days are working days near those off, the State Council says."""
    number, part = found["n"].value, found["n"].part
    days = in_month(found, leaning, lambda year, month: nth_of_month(year, month, part, number))
    if days is None or part:
        return days
    return opened(days) if near_day_off(days.first, days.last) else inexact(days)


def month_before(found: Found, leaning: Leaning) -> Days | None:
    """6月前."""
    return before(figures(found, leaning) if "c" in found else month(found, leaning))


def quarter(found: Found, leaning: Leaning) -> Days | None:
    """三季度, 一季度末."""
    number, part = found["q"].value, found["q"].part
    days = in_year(found, leaning, lambda year: _months(year, 3 * number - 2, 3 * number))
    return _vague_quarter(days, part) if part else inexact(days)


def quarter_month(found: Found, leaning: Leaning) -> Days | None:
    """四季度末月, 下季度首月: to its end."""
    return inexact(_in_quarter(found, leaning, month_days))


def quarter_day(found: Found, leaning: Leaning) -> Days | None:
    """下季度首月10日前."""
    number = found["d"].value
    return _in_quarter(found, leaning, lambda year, month: one_day(year, month, number))


def _in_quarter(found: Found, leaning: Leaning, make: Callable[[int, int], Stretch | None]) -> Days | None:
    ahead, month_number = found["q"], found["h"].value or 3
    if month_number > 3:  # noqa: PLR2004  months of a quarter
        return None
    if ahead.letter == "Q":
        return in_year(found, leaning, lambda year: make(year, 3 * ahead.value - 3 + month_number))
    if leaning.today is None:
        return None
    count = leaning.today.year * 4 + (leaning.today.month - 1) // 3 + ahead.value
    stretch = make(count // 4, count % 4 * 3 + month_number)
    return Days(*stretch, Certain.CONTEXT) if stretch else None


def _vague_quarter(days: Days | None, part: str) -> Days | None:
    """三季度初 and 季度中 name no day that all would agree on: its first ten days, or to the middle of it."""
    if days is None or part not in VAGUE_PARTS:
        return days
    last = days.first + timedelta(days=9 if part == "begin" else 44)
    return inexact(opened(days._replace(last=last)))


def _months(year: int, first: int, last: int) -> Stretch | None:
    begin, end = month_days(year, first), month_days(year, last)
    return (begin[0], end[1]) if begin and end else None


def near_quarter(found: Found, leaning: Leaning) -> Days | None:
    """本季度末, 下季度."""
    today, word = leaning.today, found["q"]
    if today is None:
        return None
    count = today.year * 4 + (today.month - 1) // 3 + word.value
    stretch = _months(count // 4, count % 4 * 3 + 1, count % 4 * 3 + 3)
    days = Days(*stretch, Certain.CONTEXT, exact=bool(word.part)) if stretch else None
    return _vague_quarter(days, word.part)


def half(found: Found, leaning: Leaning) -> Days | None:
    """上半年, 下半年末."""
    first = 1 if found["h"].value == 1 else 7
    days = in_year(found, leaning, lambda year: _months(year, first, first + 5))
    return days if found["h"].part == "end" else inexact(days)


def before_or_at_end(days: Days | None, found: Found) -> Days | None:
    """三季度前 and 上半年前 mean the time itself as often as the time before it."""
    word = found.get("q") or found.get("h")
    if days is None or "b" not in found or (word is not None and word.part):
        return days
    return opened(days, days.first - timedelta(days=1), days.last)


def year(found: Found, leaning: Leaning) -> Days | None:
    """2027年, 明年: its end, where it is a target at all."""
    return inexact(opened(in_year(found, leaning, _year_days)))


def _year_days(number: int) -> Stretch:
    return date(number, 1, 1), date(number, 12, 31)


def year_end(found: Found, leaning: Leaning) -> Days | None:
    """2027年底, 明年内, 年底前."""
    days = in_year(found, leaning, _year_days)
    return days and days._replace(certain=min(days.certain, Certain.YEAR), exact=True)


def years(found: Found, leaning: Leaning) -> Days | None:
    """2025—2027年."""
    days = in_year(found, leaning, _year_days)
    return days and days._replace(exact=found["y"].part == "end")


def mid_year(found: Found, leaning: Leaning) -> Days | None:
    """年中 and 年初 name no day that all would agree on."""
    last = (1, 31) if found["a"].part == "begin" else (6, 30)
    days = in_year(found, leaning, lambda number: (date(number, 1, 1), date(number, *last)))
    return inexact(opened(days))


def year_before(found: Found, leaning: Leaning) -> Days | None:
    """2027年前: by the end of 2026, or within 2027."""
    return before(in_year(found, leaning, _year_days))


def plan_end(found: Found, _: Leaning) -> Days | None:
    """到“十五五”末, “十五五”期间."""
    last = found["p"].value
    return Days(date(last - 4, 1, 1), date(last, 12, 31), Certain.YEAR, exact=found["p"].letter == "5")


def festival(found: Found, leaning: Leaning) -> Days | None:
    """国庆节, and with 前 the day before it: 元旦前 of this year's work is the last day of the year."""
    month_number, number = festival_day(found["s"].value)
    ahead = leaning
    if month_number == 1 and "y" not in found and (leaning.year or leaning.named):
        ahead = Leaning(leaning.today, named=(leaning.named or leaning.year or 0) + 1)
    days = in_year(found, ahead, lambda year: one_day(year, month_number, number))
    if days is None or "b" not in found:
        return days
    eve = days.last - timedelta(days=1)
    return days._replace(first=eve, last=eve)


def weekday(found: Found, leaning: Leaning) -> Days | None:
    """周五 is the next one; 本周, 下周 and 下下周 count from this week's Monday."""
    today, word = leaning.today, found["w"]
    if today is None:
        return None
    monday = today - timedelta(days=today.weekday())
    said = found["w0"].value if "w0" in found else int(word.part) if word.part else None
    on = monday + timedelta(weeks=said or 0, days=word.value - 1)
    if said is None and on < today:
        on += timedelta(weeks=1)
    last = on + timedelta(days=1) if word.text.endswith("末") else on
    listed = [WEEKDAYS.index(sign) for sign in re.split("周|星期|礼拜", word.text)[1] if sign in WEEKDAYS]
    if len(listed) > 1:  # 周四、五
        last = on + timedelta(days=max(listed[-1] - listed[0], 0))
    first = on
    certain = Certain.OPEN if said == 0 and last < today else Certain.CONTEXT
    return Days(first, last, certain, exact=first == last, likely=(last + timedelta(weeks=1),))


def week(found: Found, leaning: Leaning) -> Days | None:
    """下周, 本周内: to its Sunday."""
    if leaning.today is None:
        return None
    monday = leaning.today - timedelta(days=leaning.today.weekday()) + timedelta(weeks=found["w"].value)
    return Days(monday, monday + timedelta(days=6), Certain.CONTEXT, exact=False)


def near_day(found: Found, leaning: Leaning) -> Days | None:
    """今天, 大后天."""
    if leaning.today is None:
        return None
    on = leaning.today + timedelta(days=found["d"].value)
    return Days(on, on, Certain.CONTEXT)


def length(found: Found, leaning: Leaning) -> Days | None:
    """两周内, 三个月后, 30日内: lengths in months are rounder than a day; working days depend on holidays."""
    today, word = leaning.today, found.get("l") or found["d"]._replace(part="天")
    on = length_on(today, word) if today else None
    if today is None or on is None:
        return None
    days = Days(today if "i" in found else on, on, Certain.CONTEXT, exact=word.part in ("天", "周"))
    # 20日后 may be behind the 20th, and 3-5天后 any of these days
    doubtful = ("d" in found or "~" in word.part) and "i" not in found
    return opened(days) if doubtful or word.part.startswith("工作日") else days


def nothing(_: Found, __: Leaning) -> Days | None:
    """The words name a time whose day nothing tells."""
    return None


def month_part(found: Found, leaning: Leaning) -> Days | None:
    """6月底 is its last day; 上旬, 中旬 and 下旬 are stretches; 初 and 中 name none that all would agree on."""
    part = found["m"].part
    days = in_month(found, leaning, lambda year, month: part_of_month(year, month, part))
    if part == "inner" and "y" not in found and found["m"].letter == "N":
        return opened(days)  # 3月内: within March, or within three months
    if part in VAGUE_PARTS:
        return inexact(opened(days))
    return inexact(days) if part in TENTH_DAYS else days
