"""A day and the day of the week that stands beside it: where they are not the same day, one of them is a slip.

Which one, only its writer knows: 11月8日（周五） where the 8th is a Saturday may be the 8th or the Friday.
"""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.calendar_words import Word
from tasks_db.language.spans import Days, opened

_SAID = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
_DAYS_OF_WEEK = "一二三四五六日"
_MIDWEEK = 3


def checked(days: Days | None, beside: Word | None) -> Days | None:
    """Return the days of a phrase; open where a word of it names another day of the week: 11月8日（周五）."""
    said = _SAID.search(beside.text) if beside and beside.letter in "KW" else None
    if days is None or said is None:
        return days
    return _of_two(days, _nearest(days.last, _DAYS_OF_WEEK.index(said[1].replace("天", "日")) + 1))


def agreed(named: Days, weekday: Days, word: Word, *, in_week: bool) -> Days:
    """Return the days of 周五（11月14日）; ``in_week``: 下周五 is the Friday of a certain week, 周五 is any."""
    return _of_two(named, weekday.last if in_week else _nearest(named.last, word.value))


def _of_two(days: Days, on: date) -> Days:
    return days if on == days.last else opened(days, *sorted((days.last, on))) or days


def _nearest(day: date, weekday: int) -> date:
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead if ahead <= _MIDWEEK else ahead - 7)
