"""Rounds of a report: how often, by which day of each period, in which months of the year.

==============================  ===========  ======  ======
words                           every        day     months
==============================  ===========  ======  ======
每周五, 每星期三                week         5, 3
每月, 按月, 一月一报, 每月底    month
每月25日前, 每月二十五号        month        25
5—9月每月5日前                  month        5       5, 9
每两个月, 隔月, 双月            two_months
双月10日前, 单月5日前           two_months   02-10, 01-05
每季度, 按季, 每季度末, 每三个月  quarter
每季度首月10日前, 季度结束后10日内  quarter  01-10
每半年, 半年一评估              half_year
每学期                          semester
每年, 一年一次, 每年底前        year
每年12月10日前, 每年6月底前     year         12-10, 06-30
每两年                          two_years
==============================  ===========  ======  ======

The month of a day is that within its period. Some words name two rounds: 每月5日、20日前, 每年6月、12月底前. What is
not one of these (每旬, 每四个月, 每学期开学前, 汛期每周) is no round that can be kept, and is told as such.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tasks_db.language.calendar_words import Word, part_of, words
from tasks_db.language.days import coded
from tasks_db.language.plain import plain
from tasks_db.language.spans import festival_day


@dataclass(frozen=True, slots=True)
class Round:
    """``every``: week, month, two_months, quarter, half_year, semester, year or two_years.

    ``day``: "25" a day of the month, "01-10" month within the period and day, "5" a weekday where ``every`` is week;
    None the period's last day. ``months``: the first and the last month of its season, over the turn of the year too.
    """

    every: str
    day: str | None = None
    months: tuple[int, int] | None = None


class Unkept(StrEnum):
    """Why a round cannot be kept."""

    TOO_OFTEN = "too_often"  # 每天, 每旬, 每两周
    NO_SUCH_PERIOD = "no_such_period"  # 每四个月, 每五年
    NO_DAY = "no_day"  # 每学期开学前, 每月第一周: nothing tells the day
    SEASON = "season"  # 汛期每周: nothing tells the months


@dataclass(frozen=True, slots=True)
class RoundMark:
    """Rounds named at ``[start, end)`` of a text, or why they cannot be kept.

    ``dated``: a day or a part of the period is said. ``sure`` is False where the day is an inference (每月初).
    ``later`` is where the sentence says the day (次月5日前), if not in the phrase itself.
    """

    start: int
    end: int
    rounds: tuple[Round, ...]
    unkept: Unkept | None = None
    dated: bool = False
    sure: bool = True
    later: tuple[int, int] | None = None


class _CannotKeepError(Exception):
    """``why`` a phrase is no round that can be kept."""

    def __init__(self, why: Unkept) -> None:
        super().__init__(why)
        self.why = why


_REMEMBERED = 4096
_PHRASE = re.compile(
    r"(?P<season>E?(?P<from>[M#])O?[tT-][Yy]?(?P<to>[MNP])(?=E)|E?g(?=E))?(?P<each>E)"
    r"(?P<rest>(?:[&tT-]*[YyZzAabMmNnPpD#lsQquHSVWwhevoKLIBR])*)"
)
_LATER = re.compile(r"[mu]h?D|y[MNP]D?")
_TERM_WORDS = re.compile("开学|期?初|期?中|放假|报名")
_SENTENCE_END = re.compile("[。；;\n]")
_PERIOD_MONTHS = {"quarter": 3, "half_year": 6, "semester": 6, "two_months": 2}
_MANY = {2: "two_months", 3: "quarter", 6: "half_year", 12: "year", 24: "two_years"}
_MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_LONGEST_MONTH = 31
_EARLY = 15
_LEAP_YEAR = 2024


@lru_cache(maxsize=_REMEMBERED)
def rounds(text: str) -> tuple[RoundMark, ...]:
    """Return the rounds that a text names, from left to right."""
    simple = plain(text)
    row = words(simple.text)
    if not any(word.letter == "E" for word in row):
        return ()
    found = []
    for mark in _marks(simple.text, row):
        start, end = simple.span(mark.start, mark.end)
        later = simple.span(*mark.later) if mark.later else None
        found.append(replace(mark, start=start, end=end, later=later))
    return tuple(found)


def _marks(text: str, row: tuple[Word, ...]) -> Iterator[RoundMark]:
    code, at = coded(text, row)
    for match in _PHRASE.finditer(code):
        rest = [row[n] for n in at[match.start("rest") : match.end("rest")] if row[n].letter not in "KR"]
        later = () if rest else _said_later(text, code, row, at, match.end())
        said = _Said(row[at[match.start("each")]], rest, later)
        start, end = row[at[match.start()]].start, row[at[match.end() - 1]].end
        said_later = (later[0].start, later[-1].end) if later else None
        no_day = said.each.part == "semester" and _TERM_WORDS.match(text, end) is not None
        vague_season = bool(match["season"]) and not match["from"]
        try:
            every, days = _read(said, Unkept.NO_DAY if no_day else Unkept.SEASON if vague_season else None)
        except _CannotKeepError as no:
            yield RoundMark(start, end, (), no.why, said.dated, later=said_later)
            continue
        months = None
        if match["from"] and every in ("month", "week"):
            months = row[at[match.start("from")]].value, row[at[match.start("to")]].value
        found = tuple(Round(every, day, months) for day in dict.fromkeys(days))
        yield RoundMark(start, end, found, None, said.dated, said.sure, said_later)


def _read(said: "_Said", unkept: Unkept | None) -> tuple[str, list[str | None]]:
    """Return how often and by which days; raises _CannotKeepError, for ``unkept`` where the words around say so."""
    every = _every(said.each)
    if unkept:
        raise _CannotKeepError(unkept)
    if any(word.letter in "Vv" for word in said.rest[:1]):
        raise _CannotKeepError(Unkept.NO_DAY)
    return every, _DAYS[every](said)


def _said_later(text: str, code: str, row: Sequence[Word], at: Sequence[int], place: int) -> Sequence[Word]:
    """Return the day that the sentence gives for the time after the period: 每月…，于次月5日前报送."""
    later = _LATER.search(code, place)
    if later is None:
        return ()
    first = row[at[later.start()]]
    between = text[row[at[place - 1]].end : first.start]
    if _SENTENCE_END.search(between) or "每" in between or not first.text.startswith(("次", "下", "翌", "当", "同")):
        return ()
    return [row[n] for n in at[later.start() : later.end()]]


@dataclass(slots=True)
class _Said:
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


def _every(each: Word) -> str:
    """Return the period that 每… names; raises _CannotKeepError."""
    unit, many, skips = each.part, each.value, each.text.startswith(("每隔", "隔"))
    if unit in ("even_months", "odd_months"):
        return "two_months"
    if unit in ("day", "ten_days", "half_month") or (unit == "week" and (many != 1 or skips)):
        raise _CannotKeepError(Unkept.TOO_OFTEN)
    if unit in ("week", "semester") and many == 1:
        return unit
    # 每隔两个月 is every second month to some and every third to others
    count = 0 if unit == "semester" or (skips and many != 1) else (many + skips) * _MONTHS_OF[unit]
    if count == 1:
        return "month"
    if count not in _MANY:
        raise _CannotKeepError(Unkept.NO_SUCH_PERIOD)
    return _MANY[count]


def _weekdays(said: _Said) -> list[str | None]:
    """每周五, 每周一、周四."""
    named = [day for word in said.of("W") for day in re.findall("[一二三四五六日天1-7]", word.text)]
    return [str("一二三四五六日".find(day.replace("天", "日")) + 1 or day) for day in named] or [None]


def _days_of_month(said: _Said) -> list[str | None]:
    """每月25日前, 每月5日、20日前, 每月底; 结束后5日内 and 次月5日前 name days of a month too."""
    return [None if day is None else str(day) for day in _days(said)]


def _days_of_months(said: _Said) -> list[str | None]:
    """每季度首月10日前, 双月10日前: the month within the period, and the day."""
    length = _PERIOD_MONTHS[_every(said.each)]
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


def _month_within(said: _Said, length: int) -> int | None:
    """Return the month of the period in which the day is, None where none is said."""
    named = [word for word in (*said.rest, *said.later) if word.letter == "h"]
    if named:
        month = named[0].value or length
        if month > length:
            raise _CannotKeepError(Unkept.NO_DAY)
        return month
    if said.each.part == "semester" and said.part in ("begin", "amid"):
        raise _CannotKeepError(Unkept.NO_DAY)
    if said.part == "begin":
        said.unsure()
        return 1
    if said.of("e") or said.later:
        return 1
    return {"odd_months": 1, "even_months": 2}.get(said.each.part, length if said.part in ("end", "inner") else None)


def _days(said: _Said) -> list[int | None]:
    """Return the days of a month that are said, None for its last one."""
    if said.later:
        return [word.value for word in said.later if word.letter == "D"] or [None]
    lengths, numbers = said.of("L"), _numbers(said.rest)
    if lengths:  # 结束后5个工作日内 is some days more
        said.unsure()
        numbers = [lengths[0].value]
    if not numbers:
        return [_part_day(said)]
    if not all(1 <= number <= _LONGEST_MONTH for number in numbers):
        raise _CannotKeepError(Unkept.NO_DAY)
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


def _part_day(said: _Said) -> int | None:
    ordinals = said.of("o")
    if ordinals:
        return None if "末" in ordinals[0].text or "最后" in ordinals[0].text else 1
    part = next((word.part for word in said.of("nNpP")), said.part)
    if part in ("begin", "amid"):
        said.unsure()
    return {"tenth1": 10, "tenth2": 20, "begin": 10, "amid": 15}.get(part)


def _days_of_year(said: _Said) -> list[str | None]:
    """每年12月10日前, 每年6月、12月底前, 每年一季度, 每年“五一”前; 次年1月底前 in the same sentence."""
    if said.part in ("begin", "amid"):
        said.unsure()
        return ["01-31" if said.part == "begin" else "06-30"]
    if said.part:
        return [None]
    rest = said.later[1:] if said.later else said.rest
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


def _day_of_year(group: Sequence[Word], shared: Word | None, said: _Said) -> str | None:
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
        raise _CannotKeepError(Unkept.NO_DAY)
    return None


def _of_month(word: Word, day: Word | None, said: _Said, *, before: bool) -> str:
    month, number = word.value, day.value if day else None
    if before:  # 每年6月前 is by the end of May to some, and within June to others
        said.unsure()
        month = (month - 2) % 12 + 1
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        raise _CannotKeepError(Unkept.NO_DAY)
    last = monthrange(_LEAP_YEAR, month)[1]
    if number is None:
        if word.part in ("begin", "amid"):
            said.unsure()
        number = {"tenth1": 10, "tenth2": 20, "begin": 10, "amid": 15}.get(word.part, last)
    if not 1 <= number <= last:
        raise _CannotKeepError(Unkept.NO_DAY)
    return f"{month:02}-{number:02}"


def _festival(word: Word, *, before: bool) -> str:
    month, day = festival_day(word.value)
    on = date(_LEAP_YEAR, month, day) - timedelta(days=before)
    return f"{on.month:02}-{on.day:02}"


def _day_of_two_years(said: _Said) -> list[str | None]:
    """每两年: in which of the two a day is, nothing tells."""
    if said.rest:
        said.unsure()
    return [None]


_DAYS: dict[str, Callable[[_Said], list[str | None]]] = {
    "week": _weekdays, "month": _days_of_month, "two_months": _days_of_months, "quarter": _days_of_months,
    "half_year": _days_of_months, "semester": _days_of_months, "year": _days_of_year, "two_years": _day_of_two_years,
}  # fmt: skip

NAMES = {
    "week": "每周", "month": "每月", "two_months": "每两个月", "quarter": "每季度", "semester": "每学期",
    "half_year": "每半年", "year": "每年", "two_years": "每两年",
}  # fmt: skip
"""Each period by the word that the screen has for it."""

_ORDINALS = ("首月", "第二个月", "第三个月", "第四个月", "第五个月", "第六个月")


def name_of_round(one: Round) -> str:
    """Return a round as the screen says it and as ``rounds`` reads it: 每月25日前, 5—9月每周五, 每季度首月10日前."""
    season = f"{one.months[0]}—{one.months[1]}月" if one.months else ""
    return season + _named(one.every, one.day)


def _named(every: str, day: str | None) -> str:
    if day is None:
        return NAMES[every]
    if every == "week":
        return f"每周{'一二三四五六日'[int(day) - 1]}"
    if every == "month":
        return f"每月{int(day)}日前"
    month, number = (int(part) for part in day.split("-"))
    if every == "year":
        return f"每年{month}月{number}日前"
    if every == "two_months":
        return f"{'单双'[month - 1]}月{number}日前"
    within = "末月" if month == _PERIOD_MONTHS[every] else _ORDINALS[month - 1]
    return f"{NAMES[every]}{within}{number}日前"
