"""The ways to write a date, the one place that knows them. Each rule has a name, a phrase and a confidence.

======================  ================================  =====================  ==========
rule                    phrase                            read as                confidence
======================  ================================  =====================  ==========
event                   春节前, 汛期来临前, 开学前  no day: kept as printed    0.4
festival                国庆节前, “七一”前         the day before it      0.6
five_year_plan          到“十四五”末                       31 December 2025       0.95
five_years              “十五五”期间, if not yet over     31 December 2030       0.8
days                    2025年3月20日至4月10日前           the second day         0.9
day                     2024年8月9日前, 五月十五号前       that day               0.95
day_bare                2025年11月25日                     that day               0.7
day_short               12.31前, 12月31前                  that day               0.8
month_end               2021年12月底前                     its last day           0.95
day_figures             2026-09-30, 2026.9.30              that day               0.9
month_figures           2026.9                             its last day           0.8
month_part              2024年9月上旬, 中旬, 下旬          10th, 20th, last day   0.9
month                   2025年6月                          its last day           0.85
month_before            2025年6月前                        end of May             0.6
month_done              9月完成, 6月竣工                   its last day           0.7
quarter                 2025年三季度, 第3季度末, Q3        its last day           0.95
half                    2025年上半年, 下半年               30 June, 31 December   0.95
mid_year                2025年年中                         30 June                0.7
months                  2024年3月至6月, 4—9月              end of the last month  0.7
years                   2023—2025年                        end of the last year   0.75
year_end                2025年底, 2025年年底前, 2025年内   31 December            0.95
to_year                 到2025年                           31 December            0.95
year_before             2025年前                           31 December before     0.5
year                    力争2024年…, 2027年，              31 December            0.8
whole_year              全年 alone in a cell               31 December            0.6
this_year               今年底, 年底前, 后年底             from the day of issue  0.6
this_quarter            本季度末                           from the day of issue  0.6
this_month              本月底, 下月底                     from the day of issue  0.6
this_month_day          本月25日前, 下月5日前              from the day of issue  0.6
after_issue             印发之日起30日内, 会后一周内       from the day of issue  0.6
cell_year               2025, 2025年度, 2023-2025 in a cell  the end of the year  0.8
cell_month              6月, 202506 in a cell              its last day           0.8
cell_day                6月30日, 20250630 in a cell        that day               0.8
cell_days               2023年3月1日—6月30日 in a cell  the second day         0.8
cell_amid               3月开工 in a cell                  its last day           0.8
======================  ================================  =====================  ==========

A cell rule holds in a date column alone, for the whole cell but for the last one.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tasks_db.intake.quantities import number

_FIRST_FIVE_YEAR_PLAN = 1955  # 十四五 ends in 1955 + 5 * 14 = 2025
_FRIDAY = 4
_FESTIVALS = {
    "元旦": (1, 1), "三八": (3, 8), "妇女": (3, 8), "五一": (5, 1), "劳动": (5, 1), "五四": (5, 4), "六一": (6, 1),
    "儿童": (6, 1), "七一": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_YEARS_ON = {"明": 1, "次": 1, "翌": 1, "后": 2}


class Context(NamedTuple):
    """What a phrase without a year leans on."""

    issued_on: date | None = None
    year: int | None = None


class Leaning(NamedTuple):
    """What a rule needs beside its match: the context and the year named last."""

    context: Context
    last_year: int | None

    def year(self, found: re.Match[str]) -> int | None:
        """Return the year of a match, or the one it leans on."""
        named = found.groupdict()
        word, issued = named.get("rel"), self.context.issued_on
        base = issued.year if issued else self.context.year
        if word and base:
            return (self.last_year or base if word in "次翌" else base) + _YEARS_ON.get(word, 0)
        if named.get("y"):
            return int(named["y"])
        return self.last_year or self.context.year or base


_Read = Callable[[re.Match[str], Leaning], date | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to write a date: its pattern, what day it means, how sure that is.

    ``core``: what every phrase of it holds; a text without it need not be searched. It opens with a character, a set
    of them or words, since their absence is soon seen.
    ``bare``: the phrase may also be no date at all, so it counts only where a clause begins or after 到/力争….
    ``cell``: it is a date in a date column alone, and as the whole cell.
    """

    name: str
    core: re.Pattern[str]
    pattern: re.Pattern[str]
    read: _Read
    confidence: float
    bare: bool = False
    cell: bool = False


def _end_of_month(year: int | None, month: int) -> date | None:
    if year is None or not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return None
    return date(year, month, monthrange(year, month)[1])


def _end_of_year(found: re.Match[str], reader: Leaning) -> date | None:
    year = reader.year(found)
    return date(year, 12, 31) if year else None


def _month(found: re.Match[str], reader: Leaning) -> date | None:
    month = number(found["m"])
    return _end_of_month(reader.year(found), month) if month else None


def _months(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y2"]) if found["y2"] else reader.year(found)
    return _end_of_month(year, number(found["m"]) or 0)


def _cell_month(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y3"]) if found["y3"] else reader.year(found)
    return _end_of_month(year, number(found["m"] or found["m2"] or found["m3"]) or 0)


def _cell_day(found: re.Match[str], reader: Leaning) -> date | None:
    return _valid(reader.year(found), number(found["m"] or found["m2"]), number(found["d"] or found["d2"]))


def _cell_days(found: re.Match[str], reader: Leaning) -> date | None:
    year = int(found["y1"]) if found["y1"] and not found["y"] else reader.year(found)
    return _valid(year, number(found["m"] or found["m1"]), number(found["d"]))


def _month_before(found: re.Match[str], reader: Leaning) -> date | None:
    end = _month(found, reader)
    return end.replace(day=1) - timedelta(days=1) if end else None


def _month_part(found: re.Match[str], reader: Leaning) -> date | None:
    end = _month(found, reader)
    day = {"上": 10, "中": 20}.get(found["part"])
    return end.replace(day=day) if end and day else end


def _day(found: re.Match[str], reader: Leaning) -> date | None:
    return _valid(reader.year(found), number(found["m"]), number(found["d"]))


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _quarter(found: re.Match[str], reader: Leaning) -> date | None:
    quarter = number(found["q"] or found["q2"])
    return _end_of_month(reader.year(found), quarter * 3) if quarter else None


def _half(found: re.Match[str], reader: Leaning) -> date | None:
    return _end_of_month(reader.year(found), 6 if found["half"] == "上" else 12)


def _mid_year(found: re.Match[str], reader: Leaning) -> date | None:
    return _end_of_month(reader.year(found), 6)


def _this_quarter(_: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    return _end_of_month(issued.year, (issued.month + 2) // 3 * 3) if issued else None


def _this_month(found: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    if issued is None:
        return None
    months = issued.month - 1 + found["next"].startswith("下")
    year, month = issued.year + months // 12, months % 12 + 1
    day = found.groupdict().get("d")
    return _valid(year, month, number(day)) if day else _end_of_month(year, month)


def _five_years(found: re.Match[str], reader: Leaning) -> date | None:
    """A plan that is over when the document is issued is what was reached, not what is due."""
    end, issued = _five_year_plan(found, reader), reader.context.issued_on
    return end if end and issued and end >= issued else None


def _five_year_plan(found: re.Match[str], _: Leaning) -> date | None:
    plan = number(found["plan"])
    return date(_FIRST_FIVE_YEAR_PLAN + 5 * plan, 12, 31) if plan else None


def _year_before(found: re.Match[str], _: Leaning) -> date | None:
    return date(int(found["y"]) - 1, 12, 31)


def _after_issue(found: re.Match[str], reader: Leaning) -> date | None:
    issued = reader.context.issued_on
    of, count = ("个月", 6) if found["half"] else (found["of"], number(found["n"]))
    if issued is None or count is None:
        return None
    if of in ("个月", "年"):
        months = issued.month - 1 + count * (12 if of == "年" else 1)
        end = _end_of_month(issued.year + months // 12, months % 12 + 1)
        return min(end, end.replace(day=min(issued.day, end.day))) if end else None
    if of.endswith("工作日"):
        return _weekdays_on(issued, count)
    return issued + timedelta(days=count * (7 if of == "周" else 1))


def _weekdays_on(day: date, count: int) -> date:
    """Count working days; holidays change from year to year, so the office sees the day and confirms it."""
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == _FRIDAY else 2 if day.weekday() == _FRIDAY + 1 else 1)
    return day


def _festival(found: re.Match[str], reader: Leaning) -> date | None:
    year, (month, day) = reader.year(found), _FESTIVALS[found["feast"] or found["feast2"]]
    if year and month == 1 and not found["y"]:
        year += 1  # 元旦前 of this year's work
    return date(year, month, day) - timedelta(days=1) if year else None


def _no_day(_: re.Match[str], __: Leaning) -> date | None:
    """The phrase names an event whose day the document does not tell."""
    return None


_Y = r"(?P<y>(?:19|20)\d\d)\s*年\s*"
_Y_OPT = rf"(?:{_Y}|(?P<rel>[今本当明次翌])年\s*|(?<![\d年一二三四五六七八九十]))"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_M = rf"(?P<m>{_MONTH})\s*月(?:份)?"
_DAY = "[12]\\d|3[01]|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]"
_D = rf"(?P<d>{_DAY})\s*[日号]"
_TO = "-—–－~～至到"
TO = f"[{_TO}]+"
_BEFORE = "(?:之前|以前|前)"
_HOUR = r"(?:下班|\s*\d{1,2}(?:[:：]\d\d|时|点))"
_CN_NUMBER = "[一二三四五六七八九十两]{1,3}"
_QUARTER = "[一二三四1-4]"
_FIVE = r"[“\"]?(?P<plan>十[一二三四五六七八九])五[”\"]?"


def _rule(name: str, core: str, pattern: str, read: _Read, confidence: float, *, bare: bool = False) -> Rule:
    return Rule(name, re.compile(core), re.compile(pattern), read, confidence, bare)


def _cell(name: str, pattern: str, read: _Read) -> Rule:
    return Rule(name, re.compile(r"\d|月"), re.compile(rf"^\s*(?:{pattern})\s*$"), read, 0.8, cell=True)


# the festivals that need no quotation marks
_WORDED = "元旦|国庆|五一|劳动|教师|建军|妇女|儿童"

RULES: tuple[Rule, ...] = (
    _cell("cell_year", rf"(?:(?:19|20)\d\d年?{TO})?(?P<y>(?:19|20)\d\d)(?:年度?)?", _end_of_year),
    _cell(
        "cell_month",
        rf"{_M}|(?P<y>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])"
        rf"|(?:19|20)\d\d[-./]\d{{1,2}}{TO}(?P<y3>(?:19|20)\d\d)[-./](?P<m3>1[0-2]|0?[1-9])",
        _cell_month,
    ),
    _cell(
        "cell_day",
        r"(?P<m>1[0-2]|0?[1-9])月(?P<d>\d{1,2})[日号]|(?P<y>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)",
        _cell_day,
    ),
    _rule(
        "event",
        "开学|春节|清明|端午|中秋|寒假|暑假|汛|封冻|上冻|入冬|春耕|春播|秋收|秋种|供暖|采暖|防火|学期|学年|专家",
        rf"(?:{_Y})?(?:(?:{_MONTH})月)?(?:(?:[每本下上]?(?:春|秋|寒|暑)?[季假]?(?:学期)?开学|春节|清明|端午|中秋|寒假|暑假|(?:入|主)?汛期?"
        r"|[封上]冻|入冬|春耕|春播|秋收|秋种|供暖|采暖|防火)(?:节|季|期)?(?:来临|到来|开始|结束)?(?:之前|以前|前夕|前)"
        r"|[本每下上]?学[期年](?:末|结束前|内)|专家[^，。；]{2,6}后\S{1,8}内)",
        _no_day,
        0.4,
    ),
    _rule(
        "festival",
        rf"“|\"|{_WORDED}",
        rf"{_Y_OPT}(?:[“\"](?P<feast>{'|'.join(_FESTIVALS)})[”\"](?:节)?|(?P<feast2>{_WORDED})(?:国际劳动)?节?)(?:之前|以前|前夕|前)",
        _festival,
        0.6,
    ),
    _cell(
        "cell_days",
        rf"(?:(?P<y1>(?:19|20)\d\d)[年./-])?(?P<m1>{_MONTH})[月./-](?:{_DAY})[日号]?{TO}"
        rf"(?:(?P<y>(?:19|20)\d\d)[年./-])?(?:(?P<m>{_MONTH})[月./-])?(?P<d>{_DAY})[日号]?(?:{_BEFORE}|止)?",
        _cell_days,
    ),
    _rule("five_year_plan", "五", rf"(?:到|至)?{_FIVE}(?:规划)?(?:时期|期)?(?:末|结束)", _five_year_plan, 0.95),
    _rule("five_years", "五", rf"{_FIVE}(?:规划)?(?:期间|时期|期内)", _five_years, 0.8),
    _rule(
        "days",
        f"[日号][{_TO}]",
        rf"{_Y_OPT}(?:{_MONTH})月(?:{_DAY})[日号]{TO}(?:(?P=y)年)?{_M}{_D}(?:{_BEFORE}|止)",
        _day,
        0.9,
    ),
    _rule("day", r"[日号][^，。；]*?[前止]", rf"{_Y_OPT}{_M}{_D}(?:{_HOUR}?{_BEFORE}|止)", _day, 0.95),
    _rule(
        "day_short",
        r"\d\s*[之以]?前",
        rf"(?<![\d.．])(?:{_Y})?(?P<m>1[0-2]|0?[1-9])[月.．](?P<d>[12]\d|3[01]|0?[1-9])\s*{_BEFORE}",
        _day,
        0.8,
    ),
    _rule(
        "months",
        f"[{_TO}][^，。；]*?月",
        rf"{_Y_OPT}(?:{_MONTH})\s*月?(?:份)?{TO}(?:(?P<y2>(?:19|20)\d\d)\s*年)?{_M}(?:底|末)?(?!\s*[\d龄大])",
        _months,
        0.7,
    ),
    _rule("month_end", "月(?:份)?[底末内]", rf"{_Y_OPT}{_M}(?:底|末|内){_BEFORE}?", _month, 0.95),
    _rule("month_part", "旬", rf"{_Y_OPT}{_M}(?P<part>[上中下])旬(?:前)?", _month_part, 0.9),
    _rule("month_before", "月(?:份)?[之以]?前", rf"{_Y_OPT}{_M}{_BEFORE}", _month_before, 0.6),
    _rule(
        "month_done",
        "月(?:份)?(?:全面|正式|基本)?[完建竣投验交办销]",
        rf"{_Y_OPT}{_M}(?=(?:全面|正式|基本)?(?:完成|完工|建成|竣工|投用|投产|投入使用|验收|交付|办结|销号))",
        _month,
        0.7,
    ),
    _rule("month", r"年\s*\S{1,2}\s*月", rf"{_Y}{_M}(?!\s*\d)", _month, 0.85, bare=True),
    _rule("day_bare", r"月(?:份)?\s*\S{1,3}\s*[日号]", rf"{_Y}{_M}{_D}", _day, 0.7, bare=True),
    _rule(
        "quarter",
        "季度|Q[1-4]|q[1-4]",
        rf"{_Y_OPT}(?:第?(?:{_QUARTER}、)?(?P<q>{_QUARTER})季度(?:末|底|内)?(?:前)?|[Qq](?P<q2>[1-4])(?![A-Za-z0-9]))",
        _quarter,
        0.95,
    ),
    _rule("half", "半年", rf"{_Y_OPT}(?P<half>[上下])半年(?:内|末|底)?(?:前)?", _half, 0.95),
    _rule("mid_year", "年中", rf"(?:{_Y}|(?P<rel>[今本明])年)年中(?:前)?", _mid_year, 0.7),
    _rule("years", f"[{_TO}](?:19|20)", rf"(?:19|20)\d\d\s*年?{TO}{_Y}", _end_of_year, 0.75),
    _rule(
        "year_end",
        r"年\s*[年度以]?[底末内]",
        rf"(?:到|至|截至)?{_Y}(?:年?(?:底|末)|度?内|以内){_BEFORE}?",
        _end_of_year,
        0.95,
    ),
    _rule("to_year", "[到至](?:19|20)", rf"(?:到|至){_Y}(?!\d)", _end_of_year, 0.95),
    _rule("year_before", r"年\s*[之以]?前", rf"{_Y}{_BEFORE}", _year_before, 0.5),
    _rule(
        "after_issue",
        "印发|发布|下发|施行|实施|会后|会议后",
        rf"(?:印发|发布|下发|施行|实施|会议?(?=后))(?:之日|后)?(?:起)?"
        rf"(?:(?P<half>半年)|(?P<n>\d{{1,3}}|{_CN_NUMBER})(?P<of>个月|年|周|个?工作日|[日天]))(?:之内|以内|内)",
        _after_issue,
        0.6,
    ),
    _rule(
        "this_year",
        "年[年度]?[底末内]",
        r"(?:(?<!年)(?P<rel>[今本当明后])年(?:年|度)?(?:底|末|内)"
        r"|(?<![每去上前几\d一二三四五六七八九十两])年(?:底|末|内)前?)(?:前)?",
        _end_of_year,
        0.6,
    ),
    _rule("this_quarter", "本季", rf"本季度?(?:底|末|内){_BEFORE}?", _this_quarter, 0.6),
    _rule("this_month", "[本下]个?月", rf"(?P<next>本|下个?)月(?:底|末|内){_BEFORE}?", _this_month, 0.6),
    _rule("this_month_day", "[本下]个?月", rf"(?P<next>本|下个?)月{_D}{_BEFORE}", _this_month, 0.6),
    _rule(
        "day_figures",
        r"[-./](?<=\d{4}.)",
        rf"(?P<y>(?:19|20)\d\d)[-./](?P<m>{_MONTH})[-./](?P<d>{_DAY})(?!\d)",
        _day,
        0.9,
        bare=True,
    ),
    _rule(
        "month_figures",
        r"[-./](?<=\d{4}.)",
        r"(?<![\d./-])(?P<y>(?:19|20)\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?![\d./-])",
        _month,
        0.8,
        bare=True,
    ),
    Rule("whole_year", re.compile("全年"), re.compile(r"^\s*全年\s*$"), _end_of_year, 0.6, cell=True),
    Rule(
        "cell_amid", re.compile("月"), re.compile(rf"(?<![\d年.])(?P<y>(?!))?{_M}(?!\s*\d)"), _month, 0.8, cell=True
    ),
    _rule("year", r"年(?<=[\d\s]年)", rf"{_Y}(?!\d)", _end_of_year, 0.8, bare=True),
)
