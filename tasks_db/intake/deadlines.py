"""When: which of the dates of a text are targets of its work. Which phrases may be is in deadline_rules.py.

shares (2023—2025年…分别达30%、35%、40%, one target a year, at 0.95) are read here.

A month or day without a year takes the year named before it in the same text, else the plan's only year, else
the year of issue, at 0.6. No dates: what stands in 《》 or in a document number, versions (2019年版), as-of dates
(截至2022年底), starts (自/从…起, 以来), comparisons (较2022年), windows (2019年1月1日至12月31日), years of some
act (2018年印发的). 前3年, 三年内 and 3年后 name no year and are none either; every-year work is in recurrences.py.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tasks_db.intake.deadline_rules import UNSURE, Rule, rules_for
from tasks_db.intake.quantities import QUANTITY, QUANTITY_LIST, halve
from tasks_db.intake.recurrences import round_spans
from tasks_db.language.days import Phrase, phrases
from tasks_db.language.plain import Plain, plain
from tasks_db.language.spans import Certain, Days, Leaning

__all__ = ["UNSURE", "Context", "DatesRead", "readings", "target_after", "without_year"]

_YEAR_CONTEXT_CONFIDENCE = 0.6
# no rule has a phrase without one of these
_MAYBE = re.compile(r"[年月日季五内前末Qq周期\d/.．-](?:(?<=[年月日季五内前末Qq周期])|(?<=\d{4})|(?<=[/.．-])\d)")
# no phrase goes beyond its clause, nor what tells whether it is a target; clauses recur as dates do
_STOPS = "，。；"
_STOP = re.compile(f"[{_STOPS}]")
# the year named last before a phrase is looked for so many characters back in its sentence
_YEAR_REACH = 200
# a plan repeats its dates, and a text is read for its task and again for the coverage
_REMEMBERED = 8192
# the words alone leave these open; as the target of a clause they mean the end of the year
_TARGETS_AS_SUCH = frozenset({"year", "to_year"})
_STATES_YEAR = frozenset("YZCcix5f")
TO = "[-—–－~～至到]+"


class Context(NamedTuple):
    """What a phrase without a year leans on: the day of issue, and the only year that the plan is for."""

    issued_on: date | None = None
    year: int | None = None


class DatesRead(NamedTuple):
    """A target date: the phrase at ``[begin, end)``, the day, the rule and how sure it is.

    ``target`` is what the phrase itself says is due (a share of a list), None where the clause after it does.
    """

    begin: int
    end: int
    on: date
    rule: str
    confidence: float
    target: str | None = None


_SHARED = "分别"
# a share for each year: 2023—2025年…分别达30%、35%、40%; 2024年、2025年…分别为…
_SHARES = re.compile(
    rf"(?P<years>(?:19|20)\d\d\s*年?\s*(?:{TO}\s*(?:19|20)\d\d\s*年|(?:[、和及，,]\s*(?:19|20)\d\d\s*年?\s*)+))"
    rf"(?P<stem>[^。；]{{0,80}}?)分别(?P<verb>[^\d。；，,]{{0,6}})(?P<list>{QUANTITY_LIST})"
)
_MASKED = re.compile(
    r"《[^》]{0,80}》|(?:规划|计划|方案|纲要|意见)[（(](?:19|20)\d\d\s*年?\s*[-—–－~至到]+\s*(?:19|20)\d\d\s*年[）)]|[〔\[［]\s*(?:19|20)\d\d\s*[〕\]］]"
)
_BRACKETED = re.compile("[《〔\\[［（(]")
_NO_TARGET_BEFORE = re.compile(
    r"(?:去年|上年|前年|往年|历年|上月|自|从|自从|截至|截止|截止到|早在|较|比|相比|同比|对标|对照|相对于|已于|曾于|以)\s*$"
)
_OF_WHAT_WAS = r"\s*(?:已|(?:印发|出台|发布|颁布|制定|下发)[的了×]|(?:实施|建成|评选|认定|申报)的"
_NO_TARGET_AFTER = re.compile(
    rf"{_OF_WHAT_WAS}|起(?![草步飞])|(?:[春秋]季|新)学期起|以来|开始|之后|以后|后(?!期)|至今|基础上|同期|相比|版(?![面权])"
    r"|(?:修订|修正)(?=[的版）)]|$)|实际(?!到位|完成)|现状|年初|初(?![步验审稿评检选次试])|届|级|度(?!内|末|底|前)|高?考|春节"
    # 2025年  月  日 and 2025年  月底 are filled in later
    r"|月\s*日|月[底末]|施行|生效|[^，。；\d×（(]{1,4}前(?![提期置移列端沿瞻]))"
)
_LEFT_BLANK = re.compile(
    r"(?:(?:19|20)\d\d年)?"
    r"(?:[ \u3000_＿×]+月[ \u3000_＿×]*日前?|(?<=[^\s\d一二三四五六七八九十])[ \u3000_＿×]+月[底末][之以]?前?)"
)
# 6月底前修订预案 is work, 2022年修订 the age of a paper
_NO_TARGET_AFTER_BOUND = re.compile(f"{_OF_WHAT_WAS})")
_NAMED = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST = re.compile("以来|起|之?后|第|版|度?(?:已|印发|出台|实际|同期)")
_CLAUSE_START = re.compile(
    r"(?:^|[，。；：、,;:\s（(“①-⑳]|到|至|于|在|力争|争取|确保|预计|计划|拟|其中|并|将|原则上|务必|必须)\s*$"
)


@lru_cache(maxsize=_REMEMBERED)
def readings(text: str, context: Context, *, column: bool = False) -> tuple[DatesRead, ...]:
    """Return the target dates of a text in order; in a date column a bare year or month counts anywhere."""
    if not _MAYBE.search(text):
        return ()
    simple = plain(text)
    cleared = _mask(halve(simple.text))
    found = list(_shares(cleared))
    for at, rule, phrase in _phrases(text, simple, cleared, column=column):
        read = _read(cleared, at, phrase, rule, context)
        if read:
            found.append(read if not column or not _TENTH_OR_FIRST.fullmatch(phrase.text) else _unsure(read))
    found.sort(key=lambda one: (one.begin, one.on))
    if simple.origin is None:
        return tuple(found)
    spans = (simple.span(one.begin, one.end) for one in found)
    return tuple(one._replace(begin=begin, end=end) for one, (begin, end) in zip(found, spans, strict=True))


def without_year(text: str, context: Context) -> list[str]:
    """Return the phrases that name a day or month whose year nothing tells, and days left blank:   月  日前."""
    simple = plain(text)
    cleared = _mask(halve(simple.text))
    unread = [
        simple.span(at + phrase.start, at + phrase.end)
        for at, rule, phrase in _phrases(text, simple, cleared, column=False)
        if not _read(cleared, at, phrase, rule, context)
    ]
    return [text[start:end] for start, end in unread] or [found[0].strip() for found in _LEFT_BLANK.finditer(text)]


def _phrases(source: str, simple: Plain, text: str, *, column: bool) -> Iterator[tuple[int, Rule, Phrase]]:
    """Yield the phrases of a text that are targets, each with the offset of its clause; a cell is one clause.

    ``text`` is the plain form of ``source`` without what is masked: a clause may begin where that has a blank.
    """
    apart = _SHARES.sub(_crossed, text) if _SHARED in text else text
    taken = round_spans(apart)
    for at, clause in _clauses(apart, column=column):
        for rule, phrase, opens in _said(clause, column=column):
            begin, end = at + phrase.start, at + phrase.end
            if any(start < end and begin < stop for start, stop in taken):
                continue
            if _month_left_blank(source, simple, begin, phrase):
                continue
            if opens or (simple.origin is not None and source[simple.origin[begin] - 1].isspace()):
                yield at, rule, phrase


def _month_left_blank(source: str, simple: Plain, begin: int, phrase: Phrase) -> bool:
    """Whether the month of a 月底 is still to be filled in: 2025年  月底前, 完成时限：＿＿月底."""
    if not phrase.text.startswith(_END_OF_MONTH):
        return False
    before = source[: simple.origin[begin] if simple.origin is not None else begin]
    return before.endswith(_BLANKS) and bool(before.strip())


_END_OF_MONTH = ("月底", "月末")
_BLANKS = (" ", "\u3000", "_", "＿", "×")


def _clauses(text: str, *, column: bool) -> Iterator[tuple[int, str]]:
    """Yield the clauses in which a phrase may stand."""
    if column:
        yield 0, text
        return
    end = 0
    for sign in _MAYBE.finditer(text):
        at = sign.start()
        if at >= end:
            begin = max(end, 1 + max([text.rfind(stop, end, at) for stop in _STOPS]))
            stop = _STOP.search(text, at)
            end = stop.start() if stop else len(text)
            yield begin, text[begin:end]


# a cell that holds 2027.10 as a number keeps 2027.1
_TENTH_OR_FIRST = re.compile(r"\d{4}\.1")


def _unsure(read: DatesRead) -> DatesRead:
    return read._replace(confidence=min(read.confidence, UNSURE))


@lru_cache(maxsize=_REMEMBERED)
def _said(clause: str, *, column: bool) -> tuple[tuple[Rule, Phrase, bool], ...]:
    """Return the phrases of a clause that are targets, each with the rule that says so.

    The last value says whether a phrase that may be no date stands where one is meant.
    """
    found = []
    for phrase in phrases(clause):
        whole = not clause[: phrase.start].strip() and not clause[phrase.end :].strip("度 ")
        rule = next(
            (
                rule
                for rule in rules_for(phrase.code, column=column)
                if (whole or not rule.whole) and (rule.behind is None or rule.behind.match(clause, phrase.end))
            ),
            None,
        )
        if rule is not None and not phrase.is_past and _is_target(clause, phrase, rule):
            before = clause[max(0, phrase.start - _BEFORE) : phrase.start]
            opens = column or not rule.bare or _CLAUSE_START.search(before) is not None
            found.append((rule, phrase, opens))
    return tuple(found)


def _mask(text: str) -> str:
    return _MASKED.sub(_crossed, text) if _BRACKETED.search(text) else text


def _crossed(found: re.Match[str]) -> str:
    return "×" * len(found.group())


def _is_target(text: str, phrase: Phrase, rule: Rule) -> bool:
    """Whether neither the words before a phrase nor those behind it make it the time of something else."""
    before, after = text[max(0, phrase.start - _BEFORE) : phrase.start], text[phrase.end : phrase.end + 8]
    if rule.cell or rule.name in _SAY_WHAT_FOLLOWS:
        return not after.startswith("起执行")
    # 截至2022年底 is what was, 截至2025年底前 what is due; 自5月1日 is a start, 自5月1日起至12月31日 has an end
    ends = (before.endswith("截至") and phrase.code.endswith("B")) or _END_BEHIND_START.search(
        phrase.code
    ) is not None
    what_was = _NO_TARGET_AFTER_BOUND if phrase.code.endswith("B") else _NO_TARGET_AFTER
    return not (_NO_TARGET_BEFORE.search(before) and not ends) and not what_was.match(after)


_BEFORE = 12
# what these rules ask for behind the phrase is what would make it the time of something else
_SAY_WHAT_FOLLOWS = frozenset({"after_issue", "day_left_blank"})
_END_BEHIND_START = re.compile("[A-Za-z#].*[tT-]")


def _read(text: str, at: int, phrase: Phrase, rule: Rule, context: Context) -> DatesRead | None:
    begin, end = at + phrase.start, at + phrase.end
    days = _days(phrase, context, _named_before(text, begin))
    if days is None or (rule.name in _OVER_IS_PAST and context.issued_on and days.last < context.issued_on):
        return None
    confidence = rule.confidence
    if _STATES_YEAR.isdisjoint(phrase.code):
        confidence = min(confidence, _YEAR_CONTEXT_CONFIDENCE)
    is_open = days.certain is Certain.OPEN and phrase.name not in _TARGETS_AS_SUCH
    read = DatesRead(begin, end, days.last, rule.name, confidence)
    return _unsure(read) if is_open or phrase.text.startswith(_OF_ANOTHER_MONTH) else read


# 次月5日前 follows a month that the text tells, not the day of issue
_OF_ANOTHER_MONTH = ("次月", "翌月", "当月", "同月")
# years and plans that are over when the document is issued are what was, not what is due: 核对2021—2023年账目
_OVER_IS_PAST = frozenset({"years", "five_years"})


def _named_before(text: str, begin: int) -> int | None:
    """Return the year named last before a place in its sentence, unless it is the year of something that was."""
    before = text[max(0, begin - _YEAR_REACH) : begin].rpartition("。")[2]
    years = _NAMED.finditer(before) if "年" in before else ()
    named = [year["y"] for year in years if not _PAST.match(before, year.end())]
    return int(named[-1]) if named else None


def _days(phrase: Phrase, context: Context, named: int | None) -> Days | None:
    """Return the days of a phrase; a year named before does not hold where it would make them past.

    It was that of something else then: 2024年已建2处，5月底前再建1处.
    """
    issued = context.issued_on
    days = phrase.read(Leaning(issued, context.year, named))
    if days is None or named is None or issued is None or days.last >= issued or phrase.names_year:
        return days
    own = phrase.read(Leaning(issued, context.year))
    return own if own and own.last >= issued else days


def _shares(text: str) -> Iterator[DatesRead]:
    for found in _SHARES.finditer(text) if _SHARED in text else ():
        named = [int(year) for year in _YEAR.findall(found["years"])]
        spelled = re.search(r"[、和及，,]", found["years"])
        years = named if spelled else list(range(named[0], named[-1] + 1))
        values = re.findall(QUANTITY, found["list"])
        if len(years) != len(values):
            continue
        for year, value in zip(years, values, strict=True):
            target = f"{found['stem'].strip('，, ')}{found['verb']}{value}"
            yield DatesRead(*found.span("years"), date(year, 12, 31), "shares", 0.95, target)


def target_after(text: str, one: DatesRead, following: DatesRead | None) -> str:
    """Return what is due at a date: the rest of its sentence, up to the next date of the same text."""
    if one.target is not None:
        return one.target
    stop = following.begin if following else len(text)
    rest = text[one.end : stop]
    return re.split(r"[。；;]", rest, maxsplit=1)[0].strip("，,、： \n")
