"""When: which of the dates of a text are targets of its work. How dates are written is in deadline_rules.py.

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

from tasks_db.intake.deadline_days import Context, Leaning
from tasks_db.intake.deadline_rules import RULES, TO, Rule
from tasks_db.intake.quantities import QUANTITY, QUANTITY_LIST, halve

__all__ = ["Context", "DatesRead", "readings", "target_after", "without_year"]

_YEAR_CONTEXT_CONFIDENCE = 0.6
# no rule has a phrase without one of these
_MAYBE = re.compile(r"[年月日季五内前末Qq\d](?:(?<!\d)|(?<=\d{4}))")
# no phrase goes beyond its clause, nor what tells whether it is a target; clauses recur as dates do
_CLAUSE = re.compile("[^，。；]+")
# a phrase begins so many characters before its core at most
_CORE_REACH = 60
# the year named last before a phrase is looked for so many characters back in its sentence
_YEAR_REACH = 200
# a plan repeats its dates, and a text is read for its task and again for the coverage
_REMEMBERED = 8192


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
# in running text a window of days is when something is open, in a date column it is the time for the work
_WINDOW = re.compile(
    rf"(?:19|20)\d\d\s*年\s*\d+\s*月\s*\d+\s*日\s*{TO}\s*(?:(?:19|20)\d\d\s*年\s*)?(?:\d+\s*月\s*)?\d+\s*日(?!前)"
)
_NO_TARGET_BEFORE = re.compile(
    r"(?:去年|上年|前年|往年|历年|上月|自|从|自从|截至|截止|截止到|早在|较|比|相比|同比|对标|对照|相对于|已于|曾于|以)\s*$"
)
_EACH = re.compile(r"每(?:年\s*)?$")
_NO_TARGET_AFTER = re.compile(
    r"\s*(?:起|以来|开始|之后|以后|后(?!期)|至今|基础上|同期|相比|版|修订|修正|实际|现状|年初|初|届|级|度(?!内|末|底|前)|高?考|春节"
    r"|已|施行|生效|(?:印发|出台|发布|颁布|制定|下发)[的了×]|(?:实施|建成|评选|认定|申报)的|[^，。；\d×]{1,4}前(?![提期置移列端沿瞻]))"
)
_NAMED = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST = re.compile("以来|起|之?后|第|版|度?(?:已|印发|出台|实际|同期)")
_NAMES_YEAR = re.compile(r"(?:19|20)\d\d|[今本当明次翌后]年|五")
_CLAUSE_START = re.compile(
    r"(?:^|[，。；：、,;:\s（(“]|到|至|于|在|力争|争取|确保|预计|计划|拟|其中|并|将|原则上|务必|必须)\s*$"
)


@lru_cache(maxsize=_REMEMBERED)
def readings(text: str, context: Context, *, column: bool = False) -> tuple[DatesRead, ...]:
    """Return the target dates of a text in order; in a date column a bare year or month counts anywhere."""
    if not _MAYBE.search(text):
        return ()
    plain = _mask(halve(text), column=column)
    found = list(_shares(plain))
    for at, rule, match in _phrases(plain, column=column):
        read = _read(plain, at, match, rule, context)
        if read:
            found.append(read)
    found.sort(key=lambda one: (one.begin, one.on))
    return tuple(found)


def without_year(text: str, context: Context) -> list[str]:
    """Return the phrases that name a day or month whose year nothing tells."""
    plain = _mask(halve(text), column=False)
    said = _phrases(plain, column=False)
    return [match.group() for at, rule, match in said if not _read(plain, at, match, rule, context)]


def _phrases(plain: str, *, column: bool) -> Iterator[tuple[int, Rule, re.Match[str]]]:
    """Yield the phrases of a text that are targets, each with the offset of its clause; a cell is one clause."""
    apart = _SHARES.sub(_crossed, plain) if _SHARED in plain else plain
    if column:
        yield from ((0, rule, match) for rule, match in _said(apart, column=True))
        return
    for clause in _CLAUSE.finditer(apart):
        if _MAYBE.search(clause[0]):
            yield from ((clause.start(), rule, match) for rule, match in _said(clause[0], column=False))


@lru_cache(maxsize=_REMEMBERED)
def _said(clause: str, *, column: bool) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """Return what each rule finds in a clause where no earlier rule has found something, if it is a target."""
    found = []
    taken = bytearray(len(clause))
    for rule in RULES:
        core = rule.core.search(clause) if column or not rule.cell else None
        if core is None:
            continue
        for match in rule.pattern.finditer(clause, max(0, core.start() - _CORE_REACH)):
            begin, end = match.span()
            if taken.find(1, begin, end) < 0:
                taken[begin:end] = b"\1" * (end - begin)
                if _is_target(clause, match, rule, column=column):
                    found.append((rule, match))
    return tuple(found)


def _mask(text: str, *, column: bool) -> str:
    plain = _MASKED.sub(_crossed, text) if _BRACKETED.search(text) else text
    return plain if column else _WINDOW.sub(_crossed, plain)


def _crossed(found: re.Match[str]) -> str:
    return "×" * len(found.group())


def _is_target(text: str, found: re.Match[str], rule: Rule, *, column: bool) -> bool:
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 8]
    if rule.cell or rule.name == "after_issue":
        return True
    if (
        (found.group().startswith("截至") and not found.group().endswith("前"))
        or _NO_TARGET_BEFORE.search(before)
        or _EACH.search(before)
    ):
        return False
    if _NO_TARGET_AFTER.match(after):
        return False
    return column or not rule.bare or _CLAUSE_START.search(before) is not None


def _read(text: str, at: int, found: re.Match[str], rule: Rule, context: Context) -> DatesRead | None:
    begin, end = at + found.start(), at + found.end()
    before = text[max(0, begin - _YEAR_REACH) : begin].rpartition("。")[2]
    years = _NAMED.finditer(before) if "年" in before else ()
    named = [year["y"] for year in years if not _PAST.match(before, year.end())]
    on = rule.read(found, Leaning(context, int(named[-1]) if named else None))
    if on is None:
        return None
    issued = context.issued_on
    if issued and on < issued and not _NAMES_YEAR.search(found.group()):
        # a year named before was that of something else, and 1月底前 of a plan of October is next year's
        own = rule.read(found, Leaning(context, None)) if named else None
        on = own if own and own >= issued else on
        if not named and not context.year:
            on = rule.read(found, Leaning(context, issued.year + 1)) or on
    leans = not (_YEAR.search(found.group()) or rule.name.startswith("five_"))
    confidence = min(rule.confidence, _YEAR_CONTEXT_CONFIDENCE) if leans else rule.confidence
    return DatesRead(begin, end, on, rule.name, confidence)


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
