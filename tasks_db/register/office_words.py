"""What the office types where the program asks for a day, a reporting cycle or a ladder.

Chat and terminal read it here. Whatever the program prints as a date it also accepts (R16).
"""

import re
from datetime import date

from tasks_db.language.days import read_date
from tasks_db.language.lists import listed
from tasks_db.language.numerals import NUMERAL
from tasks_db.language.typed import typed
from tasks_db.register.checkpoints import CYCLE_NAMES
from tasks_db.register.refusals import PlanError

_A_DAY = re.compile(
    rf"(?:\d{{4}}\s*年\s*)?{NUMERAL}\s*月\s*{NUMERAL}\s*[日号]|\d{{4}}\s*[-./]\s*\d{{1,2}}\s*[-./]\s*\d{{1,2}}"
)
_AT_THE_LATEST = re.compile(r"\s*[之以]?前$")
_STOPS = " 。."
_RUNG = re.compile(r"[+-]?\d{1,4}")


def day_of(text: str, today: date) -> date:
    """Return the day that a text is, and nothing beside it: 2025-12-31, 2025年12月31日, 12月31日前.

    A day without a year is the next one that is not past on ``today``. Raises PlanError, with the form that is
    wanted, for everything else: a date is set for months, so what a word like 下月 or 2027年前 means is not guessed.
    """
    words = _AT_THE_LATEST.sub("", typed(text).plain.strip(_STOPS))
    day = read_date(words, today) if _A_DAY.fullmatch(words) else None
    if day is None:
        raise PlanError("日期请写成 2025-12-31 或 2025年12月31日 这样。")
    return day


def cycle_of(text: str) -> str:
    """Return the reporting cycle that a text names: 每季度, 季度 or quarter.

    Raises PlanError that lists the cycles there are.
    """
    wanted = text.strip()
    for every, said in CYCLE_NAMES.items():
        if wanted in {every, said, said.removeprefix("每")}:
            return every
    raise PlanError(f"报送周期只能是：{'、'.join(CYCLE_NAMES.values())}。")


def ladder_of(text: str) -> tuple[int, ...]:
    """Return the days of a ladder as typed: "-14,-7,-1,0,3".

    Raises PlanError where something in the list is no whole number.
    """
    days = listed(typed(text).plain, spaces=True)
    if not all(_RUNG.fullmatch(day) for day in days):
        raise PlanError("提醒的日子请写成离时限的天数，时限之前的为负，例如 -14,-7,-1,0,3。")
    return tuple(int(day) for day in days)
