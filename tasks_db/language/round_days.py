"""By which days a round is due: the words behind 每…, and what the sentence says later, as days of the period."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from tasks_db.language.calendar_words import Word, part_of
from tasks_db.language.spans import festival_day
from tasks_db.lean_dataclass import dataclass


class Unkept(StrEnum):
    """Why a round cannot be kept."""

    TOO_OFTEN = "too_often"  # 每天, 每旬, 每两周
    NO_SUCH_PERIOD = "no_such_period"  # 每四个月, 每五年
    NO_DAY = "no_day"  # 每学期开学前, 每月第一周: nothing tells the day
    SEASON = "season"  # 汛期每周: nothing tells the months


class CannotKeepError(Exception):
    """``why`` a phrase is no round that can be kept."""

    def __init__(self, why: Unkept) -> None:
        super().__init__(why)
        self.why = why


PERIOD_MONTHS = {"quarter": 3, "half_year": 6, "semester": 6, "two_months": 2}
"""How many months a period has of which a day is named by month and day."""

_MANY = {2: "two_months", 3: "quarter", 6: "half_year", 12: "year", 24: "two_years"}
_MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_LONGEST_MONTH = 31
_EARLY = 15
_LEAP_YEAR = 2024


@dataclass(slots=True)
class Said:
    """The words of one phrase: 每季度, what follows it, and what the sentence says later; ``sure`` is found out."""

    each: Word
    rest: Sequence[Word]
    later: Sequence[Word]
    sure: bool = True

    @property
    def part(self) -> str:
        """Which part of the period is said: 每月底, 每季度初."""
        return part_of(self.each.text)

    @property
    def dated(self) -> bool:
        """Whether a day or a part of the period is said."""
        return bool(self.rest or self.part or self.later)

    def of(self, letters: str) -> list[Word]:
        """Return the words with one of these letters."""
        return [word for word in self.rest if word.letter in letters]

    def unsure(self) -> None:
        """Note that the day is an inference."""
        self.sure = False


def every_of(each: Word) -> str:
    """Return the period that 每… names; raises CannotKeepError."""
    unit, many = each.part, each.value
    skips = each.text.startswith(("每隔", "隔")) and unit != "half_year"  # 每隔半年 is every half year to all
    if unit in ("even_months", "odd_months"):
        return "two_months"
    if unit in ("day", "ten_days", "half_month") or (unit == "week" and (many != 1 or skips)):
        raise CannotKeepError(Unkept.TOO_OFTEN)
    if unit in ("week", "semester") and many == 1:
        return unit
    # 每隔两个月 is every second month to some and every third to others
    count = 0 if unit == "semester" or (skips and many != 1) else (many + skips) * _MONTHS_OF[unit]
    if count == 1:
        return "month"
    if count not in _MANY:
        raise CannotKeepError(Unkept.NO_SUCH_PERIOD)
    return _MANY[count]


def _weekdays(said: Said) -> list[str | None]:
    """每周五, 每周一、周四; 每周一至周五 is every day."""
    if any(word.letter in "tT-" for word in said.rest):
        raise CannotKeepError(Unkept.TOO_OFTEN)
    named = [day for word in said.of("W") for day in re.findall("[一二三四五六日天1-7]", word.text)]
    return [str("一二三四五六日".find(day.replace("天", "日")) + 1 or day) for day in named] or [None]


def _days_of_month(said: Said) -> list[str | None]:
    """每月25日前, 每月5日、20日前, 每月底; 结束后5日内 and 次月5日前 name days of a month too."""
    return [None if day is None else str(day) for day in _days(said)]


def _days_of_months(said: Said) -> list[str | None]:
    """每季度首月10日前, 双月10日前: the month within the period, and the day."""
    length = PERIOD_MONTHS[every_of(said.each)]
    month = _month_within(said, length)
    found: list[str | None] = []
    for day in _days(said):
        of = month
        if of is None and day is not None:
            of = 1 if day <= _EARLY else length
            said.unsure()
        last = day is None or day >= _LONGEST_MONTH
        found.append(None if of is None or (last and of == length) else f"{of:02}-{day or _LONGEST_MONTH:02}")
    return found


def _month_within(said: Said, length: int) -> int | None:
    """Return the month of the period in which the day is, None where none is said."""
    named = [word for word in (*said.rest, *said.later) if word.letter == "h"]
    if named:
        month = named[0].value or length
        if month > length:
            raise CannotKeepError(Unkept.NO_DAY)
        return month
    if said.each.part == "semester" and said.part in ("begin", "amid"):
        raise CannotKeepError(Unkept.NO_DAY)
    if said.part == "begin":
        said.unsure()
        return 1
    if said.of("e") or said.later:
        return 1
    return {"odd_months": 1, "even_months": 2}.get(said.each.part, length if said.part in ("end", "inner") else None)


def _days(said: Said) -> list[int | None]:
    """Return the days of a month that are said, None for its last one."""
    if any(word.letter == "R" and "前" in word.text and word.text != "前后" for word in said.rest):
        raise CannotKeepError(Unkept.NO_DAY)  # 每月底前3天
    if said.later:
        counted = [word for word in said.later if word.letter == "L"]
        if any(word.part not in ("天", "工作日") for word in counted):
            raise CannotKeepError(Unkept.NO_DAY)
        if counted:  # 季后5个工作日内
            said.unsure()
        return [word.value for word in said.later if word.letter in "DL"] or [None]
    if said.rest and said.rest[-1].letter in "nN" and any(word.letter in "tT-" for word in said.rest):
        return [None]  # 25日至月底
    lengths, numbers = said.of("L"), _numbers(said.rest)
    if any(word.part not in ("天", "工作日") for word in lengths):
        raise CannotKeepError(Unkept.NO_DAY)  # 结束后一周内
    if lengths:  # 结束后5个工作日内 is some days more
        said.unsure()
        numbers = [lengths[0].value]
    if not numbers:
        return [_part_day(said)]
    if not all(1 <= number <= _LONGEST_MONTH for number in numbers):
        raise CannotKeepError(Unkept.NO_DAY)
    return list(numbers)


def _numbers(rest: Sequence[Word]) -> list[int]:
    """Return the days of a list; of a range (1日至5日) the last."""
    numbers: list[int] = []
    for before, word in zip([None, *rest], rest, strict=False):
        if word.letter in "D#":
            if numbers and before is not None and before.letter in "tT-":
                numbers.pop()
            numbers.append(word.value)
    return numbers


def _part_day(said: Said) -> int | None:
    ordinals = said.of("o")
    if ordinals:
        return None if "末" in ordinals[0].text or "最后" in ordinals[0].text else 1
    part = next((word.part for word in said.of("nNpP")), said.part)
    if part in ("begin", "amid"):
        said.unsure()
    return {"tenth1": 10, "tenth2": 20, "begin": 10, "amid": 15}.get(part)


def _days_of_year(said: Said) -> list[str | None]:
    """每年12月10日前, 每年6月、12月底前, 每年一季度, 每年“五一”前; 次年1月底前 in the same sentence."""
    if said.part in ("begin", "amid"):
        said.unsure()
        return ["01-31" if said.part == "begin" else "06-30"]
    if said.part:
        return [None]
    rest = said.later[1:] if said.later else said.rest
    if any(word.letter == "e" for word in (*said.later, *rest)):
        return [_after_year(rest, said)]
    if any(word.text.startswith("或") for word in rest):
        said.unsure()
    groups: list[list[Word]] = [[]]
    for word in rest:
        if word.letter == "&":
            groups.append([])
        elif word.letter in "tT-":
            groups[-1] = []
        else:
            groups[-1].append(word)
    shared = next((word for word in groups[-1] if word.letter == "D"), None)
    days = [day for group in groups if group and (day := _day_of_year(group, shared, said))]
    return [day if day != "12-31" else None for day in days] or [None]


def _after_year(rest: Sequence[Word], said: Said) -> str:
    """Return the day of 每年结束后15日内, 结束后10个工作日内."""
    counted = [word for word in rest if word.letter in "DL"]
    if (
        len(counted) != 1
        or not 1 <= counted[0].value <= _LONGEST_MONTH
        or counted[0].part not in ("", "天", "工作日")
    ):
        raise CannotKeepError(Unkept.NO_DAY)
    if counted[0].letter == "L":
        said.unsure()
    return f"01-{counted[0].value:02}"


def _day_of_year(group: Sequence[Word], shared: Word | None, said: Said) -> str | None:
    """Return the day of one member of a list: 6月, 6月30日, 一季度, “五一”前."""
    word = group[0]
    if word.letter in "MNP#":
        own = next((one for one in group if one.letter in "D#" and one is not word), shared)
        parted = next((one for one in said.rest if one.letter in "NP"), None)
        if own is None and parted is not None and word.letter in "M#":
            word = word._replace(part=parted.part)  # 6月、12月底前
        strictly = (
            word.letter == "M" and own is None and parted is None and any(one.letter == "B" for one in said.rest)
        )
        return _of_month(word, own, said, before=strictly)
    if word.letter in "QH":
        return _of_month(word._replace(value=word.value * (3 if word.letter == "Q" else 6)), None, said, before=False)
    if word.letter == "S":
        return _festival(word, before=any(one.letter == "B" for one in said.rest))
    if word.letter in "sl":
        month, day = (int(part) for part in re.findall(r"\d+", word.text))
        return f"{month:02}-{day:02}"
    if word.letter in "ab":
        said.unsure()
        return "06-30" if word.letter == "a" else "01-31"
    if word.letter in "Vvo":
        raise CannotKeepError(Unkept.NO_DAY)
    return None


def _of_month(word: Word, day: Word | None, said: Said, *, before: bool) -> str:
    month, number = word.value, day.value if day else None
    if before:  # 每年6月前 is by the end of May to some, and within June to others
        said.unsure()
        month = (month - 2) % 12 + 1
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        raise CannotKeepError(Unkept.NO_DAY)
    last = monthrange(_LEAP_YEAR, month)[1]
    if number is None:
        if word.part in ("begin", "amid"):
            said.unsure()
        number = {"tenth1": 10, "tenth2": 20, "begin": 10, "amid": 15}.get(word.part, last)
    if not 1 <= number <= last:
        raise CannotKeepError(Unkept.NO_DAY)
    return f"{month:02}-{number:02}"


def _festival(word: Word, *, before: bool) -> str:
    month, day = festival_day(word.value)
    on = date(_LEAP_YEAR, month, day) - timedelta(days=before)
    return f"{on.month:02}-{on.day:02}"


def _day_of_two_years(said: Said) -> list[str | None]:
    """每两年: in which of the two a day is, nothing tells."""
    if said.rest:
        said.unsure()
    return [None]


DAYS: dict[str, Callable[[Said], list[str | None]]] = {
    "week": _weekdays, "month": _days_of_month, "two_months": _days_of_months, "quarter": _days_of_months,
    "half_year": _days_of_months, "semester": _days_of_months, "year": _days_of_year, "two_years": _day_of_two_years,
}  # fmt: skip
