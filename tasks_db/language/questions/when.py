"""Spans of time in a question: 这个月, 二季度以来, 年底前, 最近三天. The days themselves are the lexicon's."""

from collections.abc import Iterator
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Edge
from tasks_db.language.days import dates
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.questions.cover import Names, Piece
from tasks_db.language.spans import Days, months_on
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Days as they are said. ``open_end``: everything since the first; ``to_end``: everything to the last.

    ``days`` is None where the words name no day that is known, as 上次通报以来 while no digest is kept. ``floating``:
    a month, a quarter or a day of the year without its year (9月, 三季度).
    """

    days: tuple[date, date] | None
    open_end: bool = False
    to_end: bool = False
    floating: bool = False
    around: bool = False
    """Lately, or before long: 近期."""
    issue: bool = False
    """Counted from the last digest that was issued (上次通报以来)."""


_SINCE = re.compile(r"(?:以来|至今|到现在|以后|之后|到今天|起|开始|来(?!了|得))")
_LATELY = re.compile(
    rf"(?:最近|近|过去|前|近来|这(?={NUMERAL}|半))(?:的)?(?P<many>{NUMERAL}|半)?个?(?P<unit>天|日|周|星期|礼拜|月|年)(?:以来|来|内|里)?"
)
_RECENTLY = re.compile(
    r"(?:最近|近期|近来|这(?:段|阵)(?:时间|子)?|这几天|前几天|这两天|近几天|近日)(?:以来|来|内|里)?"
)
_AHEAD = re.compile(
    rf"(?:未来|今后|接下来|往后|后面|之后)(?:的)?(?P<many>{NUMERAL})?个?(?P<unit>天|日|周|星期|礼拜|月)(?:内|里)?"
)
_ISSUE = re.compile(
    r"(?:自|从)?(?:上(?:次|期|一期|回|一次)?|最近一期)(?:的)?(?:进展)?通报(?:以来|之后|以后|后|至今|到现在|起)?"
)
_THIS_YEAR = re.compile(r"(?<![年\d])(?:全年度?|一整年|本年度)")
_AS_OF = re.compile(r"(?:截至到?|截止到?)(?P<day>.{2,12})")
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_FIXED = re.compile(r"[年上下本这今明昨后前周天]|星期|礼拜|旬")
_OF_ITSELF = re.compile(r"(?<=[月份])(?:这一?个月|当月)")
"""12月这个月: the words behind a month that is named make it no other."""
_WHOLE = frozenset({"周", "星期", "礼拜", "月", "年"})
_A_WHILE = timedelta(days=14)
_JUST_OVER = timedelta(days=65)
"""A month that is over for no longer is meant itself, and not the one in a year."""
_LEAP_DAY = (2, 29)
_VERB_BEHIND = re.compile(r"(?<=[周月天日])[到会报]")
"""下周到期, 下周会催: no 到 that leads to another day, and no 周会."""


def pieces(text: str, today: date) -> Iterator[Piece]:
    """Yield every span that a text names, and every day as of which it asks."""
    yield from _since_issue(text)
    yield from _named(text, today)
    yield from _as_of(text, today)
    yield from _counted(text, today)
    for match in _THIS_YEAR.finditer(text):
        days = (today.replace(month=1, day=1), today.replace(month=12, day=31))
        yield Piece(*match.span(), Names.SPAN, Span(days), 1.1)
    for match in _RECENTLY.finditer(text):
        yield Piece(*match.span(), Names.SPAN, Span((today - _A_WHILE, today), around=True), 0.95)


def _since_issue(text: str) -> Iterator[Piece]:
    for match in _ISSUE.finditer(text):
        if not match.group().endswith("通报"):
            yield Piece(*match.span(), Names.SPAN, Span(None, open_end=True, issue=True), 1.2)


def _named(text: str, today: date) -> Iterator[Piece]:
    """What the lexicon of days reads, with the words around it that make a span of a day: 自…以来."""
    for mark in dates(_VERB_BEHIND.sub("，", text), today):
        if mark.days is None:
            continue
        behind = _SINCE.match(text, mark.end)
        end = behind.end() if behind else mark.end
        start = mark.start - 1 if mark.start and text[mark.start - 1] in "自从" else mark.start
        is_range = mark.edge is Edge.TO and mark.days.first != mark.days.last
        strict = mark.edge in {Edge.BY, Edge.BEFORE, Edge.TO} and not is_range
        floating = _FIXED.search(_OF_ITSELF.sub("", text[mark.start : mark.end])) is None
        yield Piece(
            start,
            end,
            Names.SPAN,
            _of_days(mark.days, open_end=behind is not None, to_end=strict, floating=floating),
            1.1,
        )


def _as_of(text: str, today: date) -> Iterator[Piece]:
    for match in _AS_OF.finditer(text):
        said = next((mark for mark in dates(match["day"], today) if mark.start == 0), None)
        if said is not None and said.days is not None:
            end = match.start("day") + said.end
            day = said.days.last
            if _FIXED.search(match["day"][: said.end]) is None and today - (past := _year_before(day)) <= _JUST_OVER:
                day = past  # 截至11月30日, asked on the 2nd of December
            yield Piece(match.start(), end, Names.AS_OF, min(day, today), 1.2)


def _year_before(day: date) -> date:
    """The same day of the year before; of the 29th of February the day before it."""
    return day.replace(year=day.year - 1) if (day.month, day.day) != _LEAP_DAY else date(day.year - 1, 2, 28)


def _counted(text: str, today: date) -> Iterator[Piece]:
    """最近三天, 未来两周: so many days back or ahead from today."""
    for match in _LATELY.finditer(text):
        many = match["many"] or ("1" if match["unit"] in _WHOLE else None)
        if many is not None:
            days = max(int(_DAYS[match["unit"]] * (0.5 if many == "半" else number(many))), 1)
            yield Piece(*match.span(), Names.SPAN, Span((today - timedelta(days=days - 1), today)), 1.2)
    for match in _AHEAD.finditer(text):
        days = _DAYS[match["unit"]] * (number(match["many"]) if match["many"] else 1)
        yield Piece(*match.span(), Names.SPAN, Span((today, today + timedelta(days=days))), 1.1)


def _of_days(days: Days, *, open_end: bool, to_end: bool, floating: bool) -> Span:
    return Span((days.first, days.last), open_end, to_end, floating=floating)


def looking_back(span: Span, today: date) -> tuple[date | None, date | None]:
    """Return the days of what has happened: a time without a year is the last such time, never one to come."""
    if span.days is None:
        return None, None
    first, last = span.days
    while first > today and span.floating:
        first, last = months_on(first, -12), months_on(last, -12)
    if span.open_end:
        return first, None
    return (None if span.to_end else first), last


def looking_ahead(span: Span, today: date) -> tuple[date | None, date | None]:
    """Return the days in which something is due; one just over that is not sure to be next year's is meant."""
    if span.days is None:
        return None, None
    first, last = span.days
    if span.around:
        return today, today + _A_WHILE
    year_ago = (months_on(first, -12), months_on(last, -12))
    if span.floating and not span.to_end and timedelta() < today - year_ago[1] < _JUST_OVER < first - today:
        first, last = year_ago
    if span.open_end:
        return first, None
    return (min(today, last) if span.to_end else first), last
