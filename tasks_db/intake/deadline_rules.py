"""Which of the phrases of time that ``language.days`` reads are targets of a plan's work, and how surely.

A rule is a name, the letters of the words (``language.calendar_words``) and a confidence. Which day it is, the
lexicon tells.

======================  ================================  ==========
rule                    phrase                            confidence
======================  ================================  ==========
event                   春节前, 汛期来临前, 开学前        0.4, no day: kept as printed
festival                国庆节前, “七一”前                0.6
five_year_plan          到“十四五”末                      0.95
five_years              “十五五”期间, if not yet over     0.8
days                    2025年3月20日至4月10日前          0.9
days_alone              4月1日—4月23日 as a whole clause  0.7
until                   即日起至10月31日                  0.9
day                     2024年8月9日前, 五月十五号前      0.95
day_bare                2025年11月25日                    0.7
day_short               12.31前, 12月31前                 0.8
day_number              2025年12月20                      0.5
first_day               三月的第一天前                    0.8
month_end               2025年12月底前                    0.95
day_figures             2026-09-30, 2026.9.30             0.9
month_figures           2026.9                            0.8
month_part              2024年9月上旬, 中旬, 下旬         0.9
month                   2025年6月                         0.85
month_before            2025年6月前                       0.5
day_left_blank          2026年7月  日前                   0.5
month_done              9月完成, 6月竣工                  0.7
quarter                 2025年三季度, 第3季度末, Q3       0.95
half                    2025年上半年, 下半年              0.95
mid_year                2025年年中                        0.5
months                  2024年3月至6月, 4—9月             0.7
years                   2023—2025年, if not yet over      0.75
year_end                2025年底, 2025年年底前, 2025年内  0.95
to_year                 到2025年                          0.95
year_before             2025年前                          0.5
year                    力争2024年…, 2027年，             0.8
whole_year              全年 alone in a cell              0.6
year_sum                全年新增贷款3亿元                 0.6
this_year               今年底, 年底前, 后年底            0.6
this_quarter            本季度末                          0.6
this_month              本月底, 下月底, 月底              0.6
this_month_part         下月下旬                          0.6
this_month_day          本月25日前, 下月5日前             0.6
this_week               下周五前, 本周内                  0.6
weekday                 于下周五完成                      0.6
after_issue             印发之日起30日内, 会后一周内      0.6
cell_year               2025, 2025年度, 202506, 20250630  0.8
cell_month              6月, 2025.6-2025.9                0.8
cell_day                6月30日, 25.6.30                  0.8
cell_days               2023年3月1日—6月30日              0.8
to_day                  11月中旬至12月10日 in a cell      0.8
cell_amid               3月开工, 12月10日完成 in a cell   0.8
======================  ================================  ==========

The rules cell_year to cell_days and whole_year hold for the whole cell of a date column, to_day and cell_amid
anywhere in it. What two careful readers may take for two days (6月前, 年中, 12月20 without 日) stays at or under 0.5
wherever it stands, and is asked about.
"""

import re
from functools import lru_cache

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of target: the letters of its words and how sure it is.

    ``bare``: the phrase may also be no date at all, so it counts only where a clause begins or after 到/力争….
    ``cell``: it is a date in a date column alone. ``whole``: only as the whole clause, or as the whole cell.
    ``behind``: what has to follow.
    """

    name: str
    code: re.Pattern[str]
    confidence: float
    bare: bool = False
    cell: bool = False
    whole: bool = False
    behind: re.Pattern[str] | None = None


UNSURE = 0.5
"""What may be two days has this confidence at most."""

_DONE = re.compile(r"(?:全面|正式|基本)?(?:完成|完工|建成|竣工|投用|投产|投入使|验收|交付|办结|销号)")

# what a year is to bring: a figure in the same clause, and no frequency
_COUNTED = re.compile(r"(?!.{0,12}(?:无休|不间断|每))[^，。；]{2,20}?\d[\d.,]*(?![次场期轮天\d.,％%])")


def _rule(
    name: str, code: str, confidence: float, *, bare: bool = False, cell: bool = False, whole: bool = False
) -> Rule:
    return Rule(name, re.compile(code), confidence, bare, cell, whole)


RULES: tuple[Rule, ...] = (
    _rule("cell_year", "x|x[tT-]x|x[tT-]Y|Y", 0.8, cell=True, whole=True),
    _rule("cell_month", "M|c[tT-]c", 0.8, cell=True, whole=True),
    _rule("cell_day", "[Mm]D|i", 0.8, cell=True, whole=True),
    _rule("cell_days", "[Yy]?M[D#][tT-](?:[Yy]?M)?DB?|[Ci][tT-][Ci]B?", 0.8, cell=True, whole=True),
    _rule("event", "[Yy]?M?V", 0.4),
    _rule("festival", "[Yy]?SB", 0.6),
    _rule("five_year_plan", "[tT]?5", 0.95),
    _rule("five_years", "f", 0.8),
    _rule("to_day", "(?:[Yy]?[MNP]O?)?[tT-]MDB?", 0.8, cell=True),
    _rule("days", "[Yy]?M[D#]O?[tT-](?:Y?M)?DB", 0.9),
    _rule("days_alone", "MD[tT-]M?D", 0.7, whole=True),
    _rule("until", "O[tT][Yy]?MDB?", 0.9),
    _rule("day", "[Yy]?MDB", 0.95),
    _rule("day_short", "[Yy]?M#B|[Yy]?sB", 0.8),
    _rule("day_number", "YM#", UNSURE, bare=True),
    _rule("first_day", "[Yy]?[Mm]oB?", 0.8),
    _rule("months", "[Yy]?[M#]O?[tT-]Y?[MN]B?", 0.7),
    _rule("month_end", "[Yy]?NB?", 0.95),
    _rule("month_part", "[Yy]?PB?", 0.9),
    _rule("month_before", "[Yy]?MB|cB", UNSURE),
    Rule("day_left_blank", re.compile("[Yy]?M"), UNSURE, behind=re.compile("日[之以]?前")),
    Rule("month_done", re.compile("[Yy]?M"), 0.7, behind=_DONE),
    _rule("month", "[Yy]M", 0.85, bare=True),
    _rule("day_bare", "[Yy]MD", 0.7, bare=True),
    _rule("quarter", "[Yy]?(?:Q[tT-])?QB?", 0.95),
    _rule("half", "[Yy]?HB?", 0.95),
    _rule("mid_year", "[Yy]a", UNSURE),
    _rule("years", "[xY]O?[tT-][YZ]B?", 0.75),
    _rule("year_end", "[tT]?ZB?", 0.95),
    _rule("to_year", "[tT][Yy]", 0.95),
    _rule("year_before", "YB", UNSURE),
    _rule("after_issue", "U[LD]I", 0.6),
    _rule("this_year", "[tT]?zB?|AB?", 0.6),
    _rule("this_quarter", "qB?", 0.6),
    _rule("this_month", "nB?", 0.6),
    _rule("this_month_part", "pB?", 0.6),
    _rule("this_month_day", "mDB", 0.6),
    _rule("this_week", "w?WB|wB?", 0.6),
    _rule("weekday", "w?W", 0.6, bare=True),
    _rule("day_figures", "CB?", 0.9, bare=True),
    _rule("month_figures", "c", 0.8, bare=True),
    _rule("whole_year", "j", 0.6, cell=True, whole=True),
    Rule("year_sum", re.compile("j"), 0.6, bare=True, behind=_COUNTED),
    _rule("cell_amid", "MD?", 0.8, cell=True),
    _rule("year", "Y", 0.8, bare=True),
)


_TIME_OF_DAY = str.maketrans("", "", "KR")


@lru_cache(maxsize=1024)
def rules_for(code: str, *, column: bool) -> tuple[Rule, ...]:
    """Return the rules that a phrase with these letters may be a target by, the first first.

    The time of day, 左右 and the like make no difference.
    """
    code = code.translate(_TIME_OF_DAY)
    return tuple(rule for rule in RULES if (column or not rule.cell) and rule.code.fullmatch(code))
