"""When: the grammar of dates, the one place that knows it. Each rule has a name, a phrase and a confidence.

======================  ================================  =====================  ==========
rule                    phrase                            read as                confidence
======================  ================================  =====================  ==========
shares                  2023—2025年…分别达30%、35%、40%    a year end each        0.95
five_year_plan          到“十四五”末                       31 December 2025       0.95
day                     2024年8月9日前                     that day               0.95
day_bare                2025年11月25日                     that day               0.7
month_end               2021年12月底前                     its last day           0.95
day_figures             2026-09-30, 2026.9.30              that day               0.9
month_figures           2026.9                             its last day           0.8
month_part              2024年9月上旬, 中旬, 下旬          10th, 20th, last day   0.9
month                   2025年6月                          its last day           0.85
month_before            2025年6月前                        end of May             0.6
quarter                 2025年三季度, 第3季度末            its last day           0.95
half                    2025年上半年, 下半年               30 June, 31 December   0.95
months                  2024年3月至6月, 3—6月              end of the last month  0.7
years                   2023—2025年                        end of the last year   0.75
year_end                2025年底, 2025年年底前, 2025年内   31 December            0.95
to_year                 到2025年                           31 December            0.95
year_before             2025年前                           31 December before     0.5
year                    力争2024年…, 2027年，              31 December            0.8
whole_year              全年 alone in a cell               31 December            0.6
this_year               今年底, 年底前, 明年6月底前        from the day of issue  0.6
after_issue             印发之日起30日内                   from the day of issue  0.6
======================  ================================  =====================  ==========

A month or day without a year takes the year named before it in the same text, else the plan's only year, else
the year of issue, at 0.6. No dates: what stands in 《》 or in a document number, versions (2019年版), as-of dates
(截至2022年底), starts (自/从…起, 以来), comparisons (较2022年), windows (2019年1月1日至12月31日), years of some
act (2018年印发的). 前3年, 三年内 and 3年后 name no year and are none either; every-year work is in recurrences.py.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_db.intake.quantities import QUANTITY, QUANTITY_LIST, halve, number

_FIRST_FIVE_YEAR_PLAN = 1955  # 十四五 ends in 1955 + 5 * 14 = 2025
_YEAR_CONTEXT_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase without a year leans on."""

    issued_on: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A target date: the phrase at ``[begin, end)``, the day, the rule and how sure it is.

    ``target`` is what the phrase itself says is due (a share of a list), None where the clause after it does.
    """

    begin: int
    end: int
    on: date
    rule: str
    confidence: float
    target: str | None = None


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a rule needs beside its match: the context and the year named last."""

    context: Context
    last_year: int | None

    def year(self, found: re.Match[str]) -> int | None:
        """Return the year of a match, or the one it leans on."""
        word = found.groupdict().get("rel")
        if word and self.context.issued_on:
            return self.context.issued_on.year + (word in ("明", "次"))
        if found.groupdict().get("y"):
            return int(found["y"])
        issued = self.context.issued_on
        return self.last_year or self.context.year or (issued.year if issued else None)


_Read = Callable[[re.Match[str], _Reader], date | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to write a date: its pattern, what day it means, how sure that is.

    ``bare``: the phrase may also be no date at all, so it counts only where a clause begins or after 到/力争….
    """

    name: str
    pattern: re.Pattern[str]
    read: _Read
    confidence: float
    bare: bool = False


def _end_of_month(year: int | None, month: int) -> date | None:
    if year is None or not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return None
    return date(year, month, monthrange(year, month)[1])


def _end_of_year(found: re.Match[str], reader: _Reader) -> date | None:
    year = reader.year(found)
    return date(year, 12, 31) if year else None


def _month(found: re.Match[str], reader: _Reader) -> date | None:
    return _end_of_month(reader.year(found), int(found["m"]))


def _month_before(found: re.Match[str], reader: _Reader) -> date | None:
    end = _month(found, reader)
    return end.replace(day=1) - timedelta(days=1) if end else None


def _month_part(found: re.Match[str], reader: _Reader) -> date | None:
    end = _month(found, reader)
    day = {"上": 10, "中": 20}.get(found["part"])
    return end.replace(day=day) if end and day else end


def _day(found: re.Match[str], reader: _Reader) -> date | None:
    year = reader.year(found)
    try:
        return date(year, int(found["m"]), int(found["d"])) if year else None
    except ValueError:
        return None


def _quarter(found: re.Match[str], reader: _Reader) -> date | None:
    quarter = number(found["q"])
    return _end_of_month(reader.year(found), quarter * 3) if quarter else None


def _half(found: re.Match[str], reader: _Reader) -> date | None:
    return _end_of_month(reader.year(found), 6 if found["half"] == "上" else 12)


def _five_year_plan(found: re.Match[str], _: _Reader) -> date | None:
    plan = number(found["plan"])
    return date(_FIRST_FIVE_YEAR_PLAN + 5 * plan, 12, 31) if plan else None


def _year_before(found: re.Match[str], _: _Reader) -> date | None:
    return date(int(found["y"]) - 1, 12, 31)


def _after_issue(found: re.Match[str], reader: _Reader) -> date | None:
    issued, count = reader.context.issued_on, number(found["n"])
    if issued is None or count is None:
        return None
    if found["of"] in ("个月", "年"):
        months = issued.month - 1 + count * (12 if found["of"] == "年" else 1)
        end = _end_of_month(issued.year + months // 12, months % 12 + 1)
        return min(end, end.replace(day=min(issued.day, end.day))) if end else None
    return issued + timedelta(days=count * (7 if found["of"] == "周" else 1))


_Y = r"(?P<y>20\d\d)\s*年\s*"
_Y_OPT = rf"(?:{_Y}|(?P<rel>[今本当明次])年\s*)?"
_M = r"(?P<m>1[0-2]|0?[1-9])\s*月(?:份)?"
_TO = r"[-—–－~～至到]+"
_CN_NUMBER = "[一二三四五六七八九十两]{1,3}"


def _rule(name: str, pattern: str, read: _Read, confidence: float, *, bare: bool = False) -> Rule:
    return Rule(name, re.compile(pattern), read, confidence, bare)


RULES: tuple[Rule, ...] = (
    _rule(
        "five_year_plan",
        r"(?:到|至)?[“\"]?(?P<plan>十[一二三四五六七八九])五[”\"]?(?:规划)?(?:时期|期)?(?:末|结束)",
        _five_year_plan,
        0.95,
    ),
    _rule("day", rf"{_Y_OPT}{_M}(?P<d>[12]\d|3[01]|0?[1-9])\s*日(?:之前|以前|前|止)", _day, 0.95),
    _rule("month_end", rf"{_Y_OPT}{_M}(?:底|末)(?:之前|以前|前)?", _month, 0.95),
    _rule("month_part", rf"{_Y_OPT}{_M}(?P<part>[上中下])旬(?:前)?", _month_part, 0.9),
    _rule("months", rf"{_Y}(?:1[0-2]|0?[1-9])\s*月?{_TO}(?:(?P=y)\s*年)?{_M}(?!\s*\d)", _month, 0.7),
    _rule("month_before", rf"{_Y_OPT}{_M}(?:之前|以前|前)", _month_before, 0.6),
    _rule("month", rf"{_Y}{_M}(?!\s*\d)", _month, 0.85, bare=True),
    _rule("day_bare", rf"{_Y}{_M}(?P<d>[12]\d|3[01]|0?[1-9])\s*日", _day, 0.7, bare=True),
    _rule("quarter", rf"{_Y_OPT}第?(?P<q>[一二三四1-4])季度(?:末|底|内)?(?:前)?", _quarter, 0.95),
    _rule("half", rf"{_Y_OPT}(?P<half>[上下])半年(?:内|末|底)?(?:前)?", _half, 0.95),
    _rule("years", rf"20\d\d\s*年?{_TO}{_Y}", _end_of_year, 0.75),
    _rule("year_end", rf"(?:到|至|截至)?{_Y}(?:年?(?:底|末)|度?内)(?:之前|以前|前)?", _end_of_year, 0.95),
    _rule("to_year", rf"(?:到|至){_Y}(?!\d)", _end_of_year, 0.95),
    _rule("year_before", rf"{_Y}(?:之前|以前|前)", _year_before, 0.5),
    _rule(
        "this_year",
        r"(?:(?P<rel>[今本当明])年(?:年)?(?:底|末|内)|(?<![每去上几\d一二三四五六七八九十两])年(?:底|末|内)前?)(?:前)?",
        _end_of_year,
        0.6,
    ),
    _rule(
        "after_issue",
        rf"(?:印发|发布|下发|施行|实施)(?:之日|后)?(?:起)?(?P<n>\d{{1,3}}|{_CN_NUMBER})(?P<of>个月|年|周|个?工作日|[日天])(?:之内|以内|内)",
        _after_issue,
        0.6,
    ),
    _rule(
        "day_figures",
        r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])[-./](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)",
        _day,
        0.9,
        bare=True,
    ),
    _rule("month_figures", r"(?P<y>20\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?![\d./-])", _month, 0.8, bare=True),
    _rule("whole_year", r"^\s*全年\s*$", _end_of_year, 0.6),
    _rule("year", rf"{_Y}(?!\d)", _end_of_year, 0.8, bare=True),
)
# a share for each year: 2023—2025年…分别达30%、35%、40%; 2024年、2025年…分别为…
_SHARES = re.compile(
    rf"(?P<years>20\d\d\s*年?\s*(?:{_TO}\s*20\d\d\s*年|(?:[、和及，,]\s*20\d\d\s*年?\s*)+))"
    rf"(?P<stem>[^。；]{{0,80}}?)分别(?P<verb>[^\d。；，,]{{0,6}})(?P<list>{QUANTITY_LIST})"
)
_MASKED = re.compile(
    r"《[^》]{0,80}》|[〔\[［]\s*20\d\d\s*[〕\]］]"
    rf"|20\d\d\s*年\s*\d+\s*月\s*\d+\s*日\s*{_TO}\s*(?:20\d\d\s*年\s*)?(?:\d+\s*月\s*)?\d+\s*日(?!前)"
)
_NO_TARGET_BEFORE = re.compile(
    r"(?:自|从|自从|截至|截止|截止到|早在|较|比|相比|同比|对标|对照|相对于|已于|曾于|以)\s*$"
)
_NO_TARGET_AFTER = re.compile(
    r"\s*(?:起|以来|开始|之后|以后|后(?!期)|至今|基础上|同期|相比|版|修订|修正|实际|现状|年初|初|届|级|度(?!内|末|底|前)|高?考|春节"
    r"|已|施行|生效|(?:印发|出台|发布|颁布|制定|下发)[的了×]|(?:实施|建成|评选|认定|申报)的|[^，。；\d×]{1,4}前(?![提期置移列端沿瞻]))"
)
_CLAUSE_START = re.compile(
    r"(?:^|[，。；：、,;:\s（(“]|到|至|于|在|力争|争取|确保|预计|计划|拟|其中|并|将|原则上|务必|必须)\s*$"
)


def readings(text: str, context: Context, *, column: bool = False) -> list[Reading]:
    """Return the target dates of a text in order; in a date column a bare year or month counts anywhere."""
    plain = _mask(halve(text))
    read = (_read(plain, match, rule, context) for rule, match in _matches(plain, column=column))
    found = [*_shares(plain), *(one for one in read if one)]
    return sorted(found, key=lambda one: (one.begin, one.on))


def without_year(text: str, context: Context) -> list[str]:
    """Return the phrases that name a day or month whose year nothing tells."""
    plain = _mask(halve(text))
    return [match.group() for rule, match in _matches(plain, column=False) if not _read(plain, match, rule, context)]


def _matches(plain: str, *, column: bool) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield what each rule finds where no earlier rule has found something, if it is a target."""
    taken = [match.span() for match in _SHARES.finditer(plain)]
    for rule in RULES:
        for match in rule.pattern.finditer(plain):
            if not any(match.start() < end and begin < match.end() for begin, end in taken):
                taken.append(match.span())
                if _is_target(plain, match, rule, column=column):
                    yield rule, match


def _mask(text: str) -> str:
    return _MASKED.sub(lambda found: "×" * len(found.group()), text)


def _is_target(text: str, found: re.Match[str], rule: Rule, *, column: bool) -> bool:
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 8]
    if found.group().startswith("截至") or _NO_TARGET_BEFORE.search(before) or re.search(r"每$|每年\s*$", before):
        return False
    if _NO_TARGET_AFTER.match(after):
        return False
    return column or not rule.bare or _CLAUSE_START.search(before) is not None


def _read(text: str, found: re.Match[str], rule: Rule, context: Context) -> Reading | None:
    named = re.findall(r"(20\d\d)\s*年", text[: found.start()].rpartition("。")[2])
    on = rule.read(found, _Reader(context, int(named[-1]) if named else None))
    if on is None:
        return None
    leans = not re.search(r"20\d\d|五", found.group())
    confidence = min(rule.confidence, _YEAR_CONTEXT_CONFIDENCE) if leans else rule.confidence
    return Reading(found.start(), found.end(), on, rule.name, confidence)


def _shares(text: str) -> Iterator[Reading]:
    for found in _SHARES.finditer(text):
        named = [int(year) for year in re.findall(r"20\d\d", found["years"])]
        spelled = re.search(r"[、和及，,]", found["years"])
        years = named if spelled else list(range(named[0], named[-1] + 1))
        values = re.findall(QUANTITY, found["list"])
        if len(years) != len(values):
            continue
        for year, value in zip(years, values, strict=True):
            target = f"{found['stem'].strip('，, ')}{found['verb']}{value}"
            yield Reading(*found.span("years"), date(year, 12, 31), "shares", 0.95, target)


def target_after(text: str, one: Reading, following: Reading | None) -> str:
    """Return what is due at a date: the rest of its sentence, up to the next date of the same text."""
    if one.target is not None:
        return one.target
    stop = following.begin if following else len(text)
    rest = text[one.end : stop]
    return re.split(r"[。；;]", rest, maxsplit=1)[0].strip("，,、： \n")
