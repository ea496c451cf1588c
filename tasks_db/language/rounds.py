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

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from tasks_db import lazy_re as re
from tasks_db.language.calendar_words import Word, words
from tasks_db.language.days import coded
from tasks_db.language.plain import plain
from tasks_db.language.round_days import DAYS, PERIOD_MONTHS, CannotKeepError, Said, Unkept, every_of
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """``every``: week, month, two_months, quarter, half_year, semester, year or two_years.

    ``day``: "25" a day of the month, "01-10" month within the period and day, "5" a weekday where ``every`` is week;
    None the period's last day. ``months``: the first and the last month of its season, over the turn of the year too.
    """

    every: str
    day: str | None = None
    months: tuple[int, int] | None = None


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


_REMEMBERED = 4096
# 5—9月每月5日前, 每年汛期（5月1日至9月30日）每周五, 汛期每月
_PHRASE = re.compile(
    r"(?P<season>(?:J\.?)?(?P<from>[M#])D?O?[tT-][Yy]?(?P<to>[MNP])D?(?=[EJ])|J?g(?=[EJ]))?(?P<each>[EJ])"
    r"(?P<rest>(?:[&tT-]*[YyZzAabMmNnPpD#lsQquHSVWwhevkoKLIBR])*)"
)
_LATER = re.compile(r"[mu]h?D|e[DL]I|y[MNP]D?|DK?B")
_PERIOD_OVER = re.compile("(?:季度?|月|年)(?:结束|终了|期满)?[以之]?后的?第?$")
_SENTENCE_END = re.compile("[。；;\n]")
# what stands behind a period and tells that its day, or its months, are not told
_ORDINAL = (
    r"(?:第[一二三四五六七八九十\d]+个?|倒数[^，,。；]{0,4}|首个?|头一?个|前[一二三四五六七八九十两\d]+个?"
    r"|最后[一二三两\d]*个?)"
)
_BEHIND = (
    (re.compile(rf"[的在于]?(?:{_ORDINAL}(?:工作日|周|星期|天|日)|逢)"), Unkept.NO_DAY),
    (
        re.compile("(?:都|均|也)?(?:如此|照此|这样|一样)|(?:[2-9]|[两二三四])次"),
        Unkept.NO_DAY,
    ),  # the days are told before
    (re.compile("[的在于]?(?:[春夏秋冬]|汛|农忙|农闲|旺季|淡季)"), Unkept.SEASON),
)
_TERM_WORDS = re.compile("开学|期?初|期?中|放假|报名|(?:不少于|至少|不低于)?(?:[2-9]|[两二三四五六])次")
_OR = re.compile("或者?|及|，?或")


@lru_cache(maxsize=_REMEMBERED)
def rounds(text: str) -> tuple[RoundMark, ...]:
    """Return the rounds that a text names, from left to right."""
    simple = plain(text)
    row = words(simple.text)
    found = []
    marks = (
        _marks(simple.text, row) if any(word.letter in "EJ" for word in row) else _months_of_years(simple.text, row)
    )
    for mark in _told_once(simple.text, list(marks)):
        start, end = simple.span(mark.start, mark.end)
        later = simple.span(*mark.later) if mark.later else None
        found.append(replace(mark, start=start, end=end, later=later))
    return tuple(found)


_LISTED_MONTHS = re.compile("(?<![YyJ])(?:[M#]&){2,}MDB?")


def _months_of_years(text: str, row: tuple[Word, ...]) -> Iterator[RoundMark]:
    """As 3、6、9、12月的20号: the same day of several months comes back each year, which is read back."""
    if sum(word.letter == "&" for word in row) < 2:  # noqa: PLR2004  three months make a row
        return
    code, at = coded(text, row)
    for match in _LISTED_MONTHS.finditer(code):
        months = [row[n] for n in at[match.start() : match.end()]]
        said = Said(Word("J", months[0].start, months[0].start, "", 1, "year"), months, ())
        try:
            found = tuple(Round("year", day) for day in dict.fromkeys(DAYS["year"](said)))
        except CannotKeepError:  # 2、4、6月30日
            continue
        yield RoundMark(months[0].start, months[-1].end, found, None, dated=True, sure=False)


def _told_once(text: str, found: Sequence[RoundMark]) -> Iterator[RoundMark]:
    """As 一季一报，每季度结束后5日内: how often and by which day, told one after the other, is one round."""
    for one, following in zip(found, [*found, None][1:], strict=True):
        is_said_again = (
            following is not None
            and not one.dated
            and following.dated
            and one.unkept is None
            and {each.every for each in one.rounds} == {each.every for each in following.rounds}
            and not _SENTENCE_END.search(text[one.end : following.start])
        )
        if not is_said_again:
            yield one


def _marks(text: str, row: tuple[Word, ...]) -> Iterator[RoundMark]:
    code, at = coded(text, row)
    for match in _PHRASE.finditer(code):
        each = row[at[match.start("each")]]
        rest = [row[n] for n in at[match.start("rest") : match.end("rest")]]
        rest = rest or _weekdays_before(text, row, each)
        later = () if rest else _said_later(text, code, row, at, match.end())
        start, end = row[at[match.start()]].start, row[at[match.end() - 1]].end
        said = Said(each, rest, later)
        said_later = (later[0].start, later[-1].end) if later else None
        season = None
        if match["from"]:
            season = row[at[match.start("from")]].value, row[at[match.start("to")]].value
        try:
            every, days = _read(said, _unkept(text, end, said, vague_season=bool(match["season"]) and season is None))
        except CannotKeepError as no:
            yield RoundMark(start, end, (), no.why, said.dated, later=said_later)
            continue
        months = season if every in ("month", "week") else None
        found = tuple(Round(every, day, months) for day in dict.fromkeys(days))
        yield RoundMark(start, end, found, None, said.dated, said.sure and not _OR.match(text, end), said_later)


def _weekdays_before(text: str, row: Sequence[Word], each: Word) -> list[Word]:
    """As 周一、周四各查一次，每周都要有记录: the days of the week that the sentence gives before."""
    if each.letter != "E" or each.part != "week":
        return []
    found = [word for word in row if word.letter in "W&" and word.end <= each.start]
    days = [word for word in found if word.letter == "W"]
    begins = days and not _SENTENCE_END.search(text[days[0].start : each.start])
    return found[found.index(days[0]) :] if begins else []


def _unkept(text: str, end: int, said: Said, *, vague_season: bool) -> Unkept | None:
    """Return why the words around a period make it one that cannot be kept, if they do."""
    if vague_season:
        return Unkept.SEASON
    if said.each.part == "semester" and _TERM_WORDS.match(text, end):
        return Unkept.NO_DAY
    return next((why for behind, why in _BEHIND if not said.rest and behind.match(text, end)), None)


def _read(said: Said, unkept: Unkept | None) -> tuple[str, list[str | None]]:
    """Return how often and by which days; raises CannotKeepError, for ``unkept`` where the words around say so."""
    every = every_of(said.each)
    if unkept or any(word.letter in "Vv" for word in said.rest[:1]) or said.of("k"):
        raise CannotKeepError(unkept or Unkept.NO_DAY)
    return every, DAYS[every](said)


def _said_later(text: str, code: str, row: Sequence[Word], at: Sequence[int], place: int) -> Sequence[Word]:
    """Return the day that the sentence gives later: 每月汇总，于次月5日前报送; 每月一次，25日前."""
    later = _LATER.search(code, place)
    if later is None:
        return ()
    first, each = row[at[later.start()]], row[at[place - 1]]
    between = text[each.end : first.start]
    if _SENTENCE_END.search(between) or "每" in between:
        return ()
    of_another_time = first.text.startswith(("次", "下", "翌", "当", "同"))
    of_this_month = first.letter == "D" and each.part == "month" and code[later.start() - 1] == "."
    of_period = first.letter == "e" and _PERIOD_OVER.search(text[: first.end]) is not None  # 会议结束后5日内 is not
    is_told = of_another_time or of_this_month or of_period
    return [row[n] for n in at[later.start() : later.end()]] if is_told else ()


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
    within = "末月" if month == PERIOD_MONTHS[every] else _ORDINALS[month - 1]
    return f"{NAMES[every]}{within}{number}日前"
