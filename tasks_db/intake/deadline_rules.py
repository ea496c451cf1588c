"""The ways to write a date, the one place that knows them. Each rule has a name, a phrase and a confidence.

======================  ================================  =====================  ==========
rule                    phrase                            read as                confidence
======================  ================================  =====================  ==========
event                   春节前, 汛期来临前, 开学前  no day: kept as printed    0.4
festival                国庆节前, “七一”前         the day before it      0.6
five_year_plan          到“十四五”末                       31 December 2025       0.95
five_years              “十五五”期间, if not yet over     31 December 2030       0.8
days                    2025年3月20日至4月10日前           the second day         0.9
days_alone              4月1日—4月23日 as a whole clause  the second day         0.7
until                   即日起至10月31日                  that day               0.9
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
years                   2023—2025年, if not yet over       end of the last year   0.75
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
to_day                  11月中旬至12月10日 in a cell      that day               0.8
cell_amid               3月开工 in a cell                  its last day           0.8
======================  ================================  =====================  ==========

A cell rule holds in a date column alone, for the whole cell but for the last two.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tasks_db.intake import deadline_days as days
from tasks_db.intake.deadline_days import Leaning

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


def _rule(
    name: str, core: str, pattern: str, read: _Read, confidence: float, *, bare: bool = False, cell: bool = False
) -> Rule:
    return Rule(name, re.compile(core), re.compile(pattern), read, confidence, bare, cell)


def _cell(name: str, pattern: str, read: _Read) -> Rule:
    return _rule(name, r"\d|月", rf"^\s*(?:{pattern})\s*$", read, 0.8, cell=True)


# the festivals that need no quotation marks
_WORDED = "元旦|国庆|五一|劳动|教师|建军|妇女|儿童"

RULES: tuple[Rule, ...] = (
    _cell("cell_year", rf"(?:(?:19|20)\d\d年?{TO})?(?P<y>(?:19|20)\d\d)(?:年度?)?", days.end_of_year),
    _cell(
        "cell_month",
        rf"{_M}|(?P<y>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])"
        rf"|(?:19|20)\d\d[-./]\d{{1,2}}{TO}(?P<y3>(?:19|20)\d\d)[-./](?P<m3>1[0-2]|0?[1-9])",
        days.cell_month,
    ),
    _cell(
        "cell_day",
        r"(?P<m>1[0-2]|0?[1-9])月(?P<d>\d{1,2})[日号]|(?P<y>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)",
        days.cell_day,
    ),
    _rule(
        "event",
        "开学|春节|清明|端午|中秋|寒假|暑假|汛|封冻|上冻|入冬|春耕|春播|秋收|秋种|供暖|采暖|防火|学期|学年|专家",
        rf"(?:{_Y})?(?:(?:{_MONTH})月)?(?:(?:[每本下上]?(?:春|秋|寒|暑)?[季假]?(?:学期)?开学|春节|清明|端午|中秋|寒假|暑假|(?:入|主)?汛期?"
        r"|[封上]冻|入冬|春耕|春播|秋收|秋种|供暖|采暖|防火)(?:节|季|期)?(?:来临|到来|开始|结束)?(?:之前|以前|前夕|前)"
        r"|[本每下上]?学[期年](?:末|结束前|内)|专家[^，。；]{2,6}后\S{1,8}内)",
        days.no_day,
        0.4,
    ),
    _rule(
        "festival",
        rf"“|\"|{_WORDED}",
        rf"{_Y_OPT}(?:[“\"](?P<feast>{'|'.join(days.FESTIVALS)})[”\"](?:节)?|(?P<feast2>{_WORDED})(?:国际劳动)?节?)(?:之前|以前|前夕|前)",
        days.festival,
        0.6,
    ),
    _cell(
        "cell_days",
        rf"(?:(?P<y1>(?:19|20)\d\d)[年./-])?(?P<m1>{_MONTH})[月./-](?:{_DAY})[日号]?{TO}"
        rf"(?:(?P<y>(?:19|20)\d\d)[年./-])?(?:(?P<m>{_MONTH})[月./-])?(?P<d>{_DAY})[日号]?(?:{_BEFORE}|止)?",
        days.cell_days,
    ),
    _rule(
        "to_day",
        f"[{_TO}]",
        rf"(?:{_Y_OPT}(?:{_MONTH})月(?:份|[底末初]|[上中下]旬)?)?{TO}\s*{_M}{_D}(?:{_BEFORE}|止)?",
        days.day,
        0.8,
        cell=True,
    ),
    _rule("five_year_plan", "五", rf"(?:到|至)?{_FIVE}(?:规划)?(?:时期|期)?(?:末|结束)", days.five_year_plan, 0.95),
    _rule("five_years", "五", rf"{_FIVE}(?:规划)?(?:期间|时期|期内)", days.five_years, 0.8),
    _rule(
        "days",
        f"[日号][{_TO}]",
        rf"{_Y_OPT}(?:{_MONTH})月(?:{_DAY})[日号]{TO}(?:(?P=y)年)?{_M}{_D}(?:{_BEFORE}|止)",
        days.day,
        0.9,
    ),
    _rule("until", "起[至到]", rf"(?:[自从]?即日)?起[至到]{_Y_OPT}{_M}{_D}(?:{_BEFORE}|止)?", days.day, 0.9),
    _rule(
        "days_alone",
        f"[日号][{_TO}]",
        rf"^\s*{_M}(?:{_DAY})[日号]{TO}(?:(?P<m2>{_MONTH})月)?{_D}\s*$",
        days.days_alone,
        0.7,
    ),
    _rule("day", r"[日号][^，。；]*?[前止]", rf"{_Y_OPT}{_M}{_D}(?:{_HOUR}?{_BEFORE}|止)", days.day, 0.95),
    _rule(
        "day_short",
        r"\d\s*[之以]?前",
        rf"(?<![\d.．])(?:{_Y})?(?P<m>1[0-2]|0?[1-9])[月.．](?P<d>[12]\d|3[01]|0?[1-9])\s*{_BEFORE}",
        days.day,
        0.8,
    ),
    _rule(
        "months",
        f"[{_TO}][^，。；]*?月",
        rf"{_Y_OPT}(?:{_MONTH})\s*月?(?:份)?{TO}(?:(?P<y2>(?:19|20)\d\d)\s*年)?{_M}(?:底|末)?(?!\s*[\d龄大])",
        days.months,
        0.7,
    ),
    _rule("month_end", "月(?:份)?[底末内]", rf"{_Y_OPT}{_M}(?:底|末|内){_BEFORE}?", days.month, 0.95),
    _rule("month_part", "旬", rf"{_Y_OPT}{_M}(?P<part>[上中下])旬{_BEFORE}?", days.month_part, 0.9),
    _rule("month_before", "月(?:份)?[之以]?前", rf"{_Y_OPT}{_M}{_BEFORE}", days.month_before, 0.6),
    _rule(
        "month_done",
        "月(?:份)?(?:全面|正式|基本)?[完建竣投验交办销]",
        rf"{_Y_OPT}{_M}(?=(?:全面|正式|基本)?(?:完成|完工|建成|竣工|投用|投产|投入使用|验收|交付|办结|销号))",
        days.month,
        0.7,
    ),
    _rule("month", r"年\s*\S{1,2}\s*月", rf"{_Y}{_M}(?!\s*\d)", days.month, 0.85, bare=True),
    _rule("day_bare", r"月(?:份)?\s*\S{1,3}\s*[日号]", rf"{_Y}{_M}{_D}", days.day, 0.7, bare=True),
    _rule(
        "quarter",
        "季度|Q[1-4]|q[1-4]",
        rf"{_Y_OPT}(?:第?(?:{_QUARTER}、)?(?P<q>{_QUARTER})季度(?:末|底|内)?{_BEFORE}?|[Qq](?P<q2>[1-4])(?![A-Za-z0-9]))",
        days.quarter,
        0.95,
    ),
    _rule("half", "半年", rf"{_Y_OPT}(?P<half>[上下])半年(?:内|末|底)?{_BEFORE}?", days.half, 0.95),
    _rule("mid_year", "年中", rf"(?:{_Y}|(?P<rel>[今本明])年)年中{_BEFORE}?", days.mid_year, 0.7),
    _rule("years", f"[{_TO}](?:19|20)", rf"(?:19|20)\d\d\s*年?{TO}{_Y}", days.years, 0.75),
    _rule(
        "year_end",
        r"年\s*[年度以]?[底末内]",
        rf"(?:到|至|截至)?{_Y}(?:年?(?:底|末)|度?内|以内){_BEFORE}?",
        days.end_of_year,
        0.95,
    ),
    _rule("to_year", "[到至](?:19|20)", rf"(?:到|至){_Y}(?!\d)", days.end_of_year, 0.95),
    _rule("year_before", r"年\s*[之以]?前", rf"{_Y}{_BEFORE}", days.year_before, 0.5),
    _rule(
        "after_issue",
        "印发|发布|下发|施行|实施|会后|会议后",
        rf"(?:印发|发布|下发|施行|实施|会议?(?=后))(?:之日|后)?(?:起)?"
        rf"(?:(?P<half>半年)|(?P<n>\d{{1,3}}|{_CN_NUMBER})(?P<of>个月|年|周|个?工作日|[日天]))(?:之内|以内|内)",
        days.after_issue,
        0.6,
    ),
    _rule(
        "this_year",
        "年[年度]?[底末内]",
        r"(?:(?<!年)(?P<rel>[今本当明后])年(?:年|度)?(?:底|末|内)"
        rf"|(?<![每去上前几\d一二三四五六七八九十两])年(?:底|末|内)){_BEFORE}?",
        days.end_of_year,
        0.6,
    ),
    _rule("this_quarter", "本季", rf"本季度?(?:底|末|内){_BEFORE}?", days.this_quarter, 0.6),
    _rule("this_month", "[本下]个?月", rf"(?P<next>本|下个?)月(?:底|末|内){_BEFORE}?", days.this_month, 0.6),
    _rule("this_month_day", "[本下]个?月", rf"(?P<next>本|下个?)月{_D}{_BEFORE}", days.this_month, 0.6),
    _rule(
        "day_figures",
        r"[-./](?<=\d{4}.)",
        rf"(?P<y>(?:19|20)\d\d)[-./](?P<m>{_MONTH})[-./](?P<d>{_DAY})(?!\d)",
        days.day,
        0.9,
        bare=True,
    ),
    _rule(
        "month_figures",
        r"[-./](?<=\d{4}.)",
        r"(?<![\d./-])(?P<y>(?:19|20)\d\d)[-./](?P<m>1[0-2]|0?[1-9])(?![\d./-])",
        days.month,
        0.8,
        bare=True,
    ),
    _rule("whole_year", "全年", r"^\s*全年\s*$", days.end_of_year, 0.6, cell=True),
    _rule("cell_amid", "月", rf"(?<![\d年.])(?P<y>(?!))?{_M}(?!\s*\d)", days.month, 0.8, cell=True),
    _rule("year", r"年(?<=[\d\s]年)", rf"{_Y}(?!\d)", days.end_of_year, 0.8, bare=True),
)
