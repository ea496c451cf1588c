"""Days as people and plans write them: rules over the words of the calendar, and what each of them means.

A rule is a name, a pattern over the letters of ``calendar_words`` and what its words mean. At each word the first
rule that fits takes what it can. What a reader does with a mark is up to him; what is not certain is asked (R11).

==============  =====================================  ==========================================================
rule            words                                  days
==============  =====================================  ==========================================================
round           每月25日前, 5—9月每月5日前             none: see rounds.py
after_issue     印发之日起30日内, 会后一周内           counted from the day of writing
plan_end        到“十四五”末, “十五五”期间             to the last day of the five years
event           春节前, 汛期来临前, 开学前             none: its day is not told
festival        国庆节前, “七一”前, 元旦               the day before it; the day itself without 前
until           即日起至10月31日                       that day
days            11月25日至12月5日, 25-30日             the stretch
to_day          3月至4月25日, 11月中旬至12月10日       to that day
day             2027年3月15日前, 五月十五号, 下月5日   that day
edge_day        三月的第一天, 本月最后一天             that day
short_day       12月20, 12月31前, 12.31前              that day; open where a count may follow
figures         2027-03-15, 2027.3.15, 27/3/15         that day
compact         20270315, 202703, 2027                 the day, the month, the year
months          4—9月, 11月上旬到12月中旬             to the end of the last month, or of its part
month_end       6月底, 12月月底前                      the last day of the month
month_part      6月上旬, 6月初                         to the 10th, 20th, last; 初 is open
this_month      本月底, 月底, 下下个月底               the same of a month counted from now
this_part       下月中旬, 下旬                         the same
week_of_month   12月第二周                             open
nth_day         12月第二个周五, 本月最后一个工作日     that day; a working day is read back, open near days off
month_before    6月前, 2027.6前                        open: the day before the month, or its end
month           6月, 2027年6月, 2027.6, 下个月         the month
quarter_month   下季度首月10日前, 四季度末月           that day, the end of that month
quarter         三季度, 一、二季度, Q3, 前三季度       the quarter
this_quarter    本季度末, 下季度                       the same of a quarter counted from now
half            上半年                                 the half
years           2025—2027年, 2025年起至2027年底        to the last day of the last year
mid_year        年中, 2027年年中                       open
year_begin      年初, 明年初                           open
year_end        2027年底, 明年内, 年底前               31 December
to_year         到2027年                               its end, open: only where it is a target
year_before     2027年前                               open: the end of the year before, or its own
year            2027年, 明年                           its end, open
weekday         周五, 下下周三, 下周的周二             that day
week            下周, 本周内                           the week
near_day        今天, 大后天                           that day
length          两周内, 5个工作日内, 三个月后, 30日内  counted from the day of writing
day_alone       20日, 20号前                           the next such day
whole_year      全年                                   to 31 December
==============  =====================================  ==========================================================
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tasks_db import lazy_re as re
from tasks_db.language import meanings, weekdays
from tasks_db.language.calendar_words import Word, words
from tasks_db.language.day_marks import Edge, Mark
from tasks_db.language.plain import plain
from tasks_db.language.spans import Days, Found, Leaning, inexact, opened
from tasks_db.language.typed_days import in_message
from tasks_db.lean_dataclass import dataclass

_Read = Callable[[Found, Leaning], Days | None]
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to name days: its name, its pattern over the letters of words, and what they mean."""

    name: str
    pattern: re.Pattern[str]
    read: _Read


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that a rule took at ``[start, end)`` of a plain text: their letters, and each by its name."""

    start: int
    end: int
    rule: Rule
    code: str
    text: str
    found: Found
    behind: str

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    @property
    def names_year(self) -> bool:
        """Whether the words say the year."""
        return not _YEAR_LETTERS.isdisjoint(self.code)

    @property
    def is_past(self) -> bool:
        """Whether they point back: 去年底, 上月, 昨天."""
        return any(word.letter in "yzmnpqud" and word.value < 0 for word in self.found.values())

    @property
    def edge(self) -> Edge:
        """How the words stand to the days."""
        if self.name in _STRICT and "b" in self.found:
            return Edge.BEFORE
        marks = (("i", Edge.WITHIN), ("f", Edge.AFTER), ("t", Edge.TO), ("b", Edge.BY))
        return next((edge for name, edge in marks if name in self.found), Edge.ON)

    def read(self, leaning: Leaning) -> Days | None:
        """Return the days that are meant, or None where no calendar has them, or nothing tells them."""
        days = weekdays.checked(self.rule.read(self.found, leaning), self.found.get("k"))
        about = self.found.get("r")
        if about is not None:
            return inexact(days) if about.text in _ABOUT else opened(days)
        later = "f" not in self.found and _LATER.match(self.behind) is not None  # 20号以后 is not by the 20th
        return opened(days) if later or (self.name == "short_day" and self._may_be_a_figure) else days

    @property
    def _may_be_a_figure(self) -> bool:
        """Whether 12月20 may be a count of something, or 到3.5 a figure."""
        if self.code in ("Ts", "Ys", "ys"):
            return False
        return self.code[-1:] == "s" or ("b" not in self.found and not _NO_COUNT.match(self.behind))


_YEAR_LETTERS = frozenset("YyZzCciAx5f")
_STRICT = frozenset({"festival", "month_before", "year_before"})
_ABOUT = frozenset({"左右", "前后", "上下"})
# what may stand behind 12月20 where it is a day: nothing, a stop, or what is then done
_NO_COUNT = re.compile(
    r"$|[^\w]|完|办|报|开|竣|交|建|投|验|结|做|弄|搞|落|提|召|启|整|到位|就|能|把[首剩全这那所余]|将|全|争|可以|才|再|吧|了|行|好|以后|之后|后|至|到|止|原因|因|由于"
)
_LATER = re.compile("[之以过]?后(?!期|续|勤|备|台|年|天|日)")
_BEHIND = 4
# what may stand between two words of one phrase: in general, behind 每年, before 每月
_NO_LINKS = frozenset({"", "的"})
_BEHIND_EACH = _NO_LINKS | {"于", "在", "须于", "应于", "需在", "要在", "应在", "各于", "内于", "(", "（"}
_BEFORE_EACH = _NO_LINKS | {
    ",",
    "，",
    "期间",
    "期间,",
    "期间，",
    "间",
    "内",
    "内,",
    "内，",
    "份",
    ")",
    "）",
    "),",
    "），",
    "）的",
    ")的",
}
_LINKS = {(True, False): _BEHIND_EACH, (True, True): _BEFORE_EACH, (False, True): _BEFORE_EACH}


def _rule(name: str, pattern: str, read: _Read) -> Rule:
    return Rule(name, re.compile(pattern), read)


def _with_end(read: _Read) -> _Read:
    return lambda found, leaning: meanings.before_or_at_end(read(found, leaning), found)


_DAY = "(?P<d>D)(?P<k>[KW])?(?P<r>R)?K?(?P<b>B)?"
_Y = "(?P<y>[Yy])?"
_M = "(?P<m>[Mm])"
_R = "(?P<r>R)?"
_B = "(?P<b>B)?"
_FROM = "(?P<y0>[Yy])?"
_TO = "O?(?P<t>[tT-])"

RULES: tuple[Rule, ...] = (
    _rule(
        "round",
        r"(?:[Yy]?[Mm#]D?O?[tT-][Yy]?[MNP]D?)?[EJ](?:[&tT-]*[YyZzAabMmNnPpD#CcslQquHSVWwhegvkoKLIFBREJ])*",
        meanings.nothing,
    ),
    _rule("after_issue", r"U(?:(?P<l>L)|(?P<d>D))(?P<i>I)", meanings.length),
    _rule("plan_end", r"[tT]?(?P<p>[5f])", meanings.plan_end),
    _rule("event", r"[Yy]?M?V", meanings.nothing),
    _rule("event", r"[Yy]?S[FV]", meanings.nothing),
    _rule("festival", rf"{_Y}(?P<s>S){_R}{_B}", meanings.festival),
    _rule("until", rf"O(?P<t>[tT]){_Y}{_M}{_DAY}", meanings.day),
    _rule("days", rf"{_FROM}(?P<m0>[Mm])(?P<d0>[D#])K?{_TO}{_Y}(?P<m>[Mm])?{_DAY}", meanings.days_between),
    _rule("days", rf"(?P<d0>[D#])K?{_TO}{_Y}(?P<m>[Mm])?{_DAY}", meanings.days_between),
    _rule("days", rf"(?P<c0>[Ci]){_TO}(?P<c>[Ci])(?P<k>K)?{_R}{_B}", meanings.month_figures_between),
    _rule("to_day", rf"{_FROM}(?P<m0>[MNPmnp]){_TO}{_Y}{_M}{_DAY}", meanings.day),
    _rule("day", rf"{_Y}{_M}{_DAY}", meanings.day),
    _rule("edge_day", rf"{_Y}{_M}(?P<o>o){_B}", meanings.edge_day),
    _rule("edge_day", rf"(?P<y>[Yy])(?P<o>o){_B}", meanings.edge_day),
    _rule("months", rf"{_FROM}(?P<m0>[M#]){_TO}{_Y}(?P<m>[MN]){_R}{_B}", meanings.months_between),
    _rule("months", rf"{_FROM}(?P<m0>[MNP#]){_TO}{_Y}(?P<m>P){_R}{_B}", meanings.months_between),
    _rule("months", rf"(?P<c0>c){_TO}(?P<c>c){_B}", meanings.month_figures_between),
    _rule("short_day", rf"{_Y}{_M}(?P<d>#)(?P<k>K)?{_R}{_B}", meanings.day),
    _rule("days", rf"T?(?P<s0>l|(?<=T)s){_TO}(?P<s>[ls]){_R}{_B}", meanings.short_days_between),
    _rule("short_day", rf"{_Y}(?P<d>l)(?P<k>K)?{_R}{_B}", meanings.short_figures),
    _rule("short_day", rf"{_Y}(?P<d>s)(?P<k>K)?(?:(?P<r>R)|(?P<b>B))", meanings.short_figures),
    _rule("short_day", r"(?P<y>[Yy])(?P<d>s)", meanings.short_figures),
    _rule("short_day", rf"(?P<t>[tT])(?P<d>s){_R}{_B}", meanings.short_figures),
    _rule("figures", rf"(?P<c>[Ci])(?P<k>K)?{_R}{_B}", meanings.figures),
    _rule("month_end", rf"{_Y}(?P<m>N){_R}{_B}", meanings.month_part),
    _rule("month_part", rf"{_Y}(?P<m>P){_R}{_B}", meanings.month_part),
    _rule("this_month", rf"(?P<m>n){_R}{_B}", meanings.month_part),
    _rule("this_part", rf"(?P<m>p){_R}{_B}", meanings.month_part),
    _rule("week_of_month", rf"{_Y}{_M}(?P<v>v){_B}", meanings.week_of_month),
    _rule("nth_day", rf"{_Y}{_M}(?P<n>k){_B}", meanings.nth_day),
    _rule("month_before", rf"{_Y}{_M}(?P<b>B)", meanings.month_before),
    _rule("month_before", r"(?P<c>c)(?P<b>B)", meanings.month_before),
    _rule("month", rf"{_Y}{_M}{_R}", meanings.month),
    _rule("month", rf"(?P<c>c){_R}", meanings.figures),
    _rule("quarter_month", rf"{_Y}(?P<q>[Qqu])(?P<h>h){_DAY}", meanings.quarter_day),
    _rule("quarter_month", rf"{_Y}(?P<q>[Qqu])(?P<h>h){_R}{_B}", meanings.quarter_month),
    _rule("quarter", rf"{_Y}(?:Q(?P<t>[tT-]))?(?P<q>Q){_R}{_B}", _with_end(meanings.quarter)),
    _rule("this_quarter", rf"(?P<q>[qu]){_R}{_B}", _with_end(meanings.near_quarter)),
    _rule("half", rf"{_Y}(?P<h>H){_R}{_B}", _with_end(meanings.half)),
    _rule("years", rf"[xYy]{_TO}(?P<y>[YyZz]){_B}", meanings.years),
    _rule("years", rf"(?P<c0>x){_TO}(?P<c>x)", meanings.month_figures_between),
    _rule("mid_year", rf"{_Y}(?P<a>a){_R}{_B}", meanings.mid_year),
    _rule("year_begin", rf"{_Y}(?P<a>b){_R}{_B}", meanings.mid_year),
    _rule("year_end", rf"[tT]?(?P<y>[Zz]){_R}{_B}", meanings.year_end),
    _rule("year_end", rf"A{_R}{_B}", meanings.year_end),
    _rule("year_before", r"(?P<y>[Yy])(?P<b>B)", meanings.year_before),
    _rule("to_year", r"[tT](?P<y>[Yy])(?![MmNnPpSVQHDaACs#oBR])", meanings.year),
    _rule("year", r"(?P<y>[Yy])", meanings.year),
    _rule("weekday", rf"(?:W(?P<t>[tT-])|(?P<w0>w))?(?P<w>W)K?{_R}{_B}", meanings.weekday),
    _rule("week", rf"(?P<w>w){_R}{_B}", meanings.week),
    _rule("near_day", rf"(?P<d>d)(?P<k>K)?{_R}{_B}", meanings.near_day),
    _rule("length", r"(?:(?P<l>L)|(?P<d>D))(?:(?P<i>I)|(?P<f>F))", meanings.length),
    _rule("day_alone", _DAY, meanings.day_alone),
    _rule("whole_year", "j", meanings.year_end),
    _rule("compact", r"(?P<c>x)", meanings.figures),
)
_DAY_OF_MONTH = next(rule for rule in RULES if rule.name == "day")
_NAMES = re.compile(r"\(\?P<\w+>")
_ANY = re.compile("|".join(f"(?P<r{n}>{_NAMES.sub('(?:', rule.pattern.pattern)})" for n, rule in enumerate(RULES)))
_BY_GROUP = {f"r{n}": rule for n, rule in enumerate(RULES)}


@lru_cache(maxsize=_REMEMBERED)
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of time in a plain text, apart and from left to right, rounds among them."""
    row = words(text)
    return tuple(_phrases(text, row)) if row else ()


def _phrases(text: str, row: tuple[Word, ...]) -> Iterator[Phrase]:
    code, at = coded(text, row)
    for taken in _ANY.finditer(code):
        rule = _BY_GROUP[taken.lastgroup or ""]
        match = rule.pattern.match(code, taken.start())
        if match is None:
            continue
        found = {name: row[at[match.start(name)]] for name, letter in match.groupdict().items() if letter}
        start, end = row[at[taken.start()]].start, row[at[taken.end() - 1]].end
        yield Phrase(start, end, rule, taken.group(), text[start:end], found, text[end : end + _BEHIND])


def coded(text: str, row: tuple[Word, ...]) -> tuple[str, list[int]]:
    """Return the letters of the words, a full stop where something else stands between two, and the words' places."""
    letters: list[str] = []
    at: list[int] = []
    end = row[0].start
    for n, word in enumerate(row):
        if text[end : word.start] not in _LINKS.get((letters[-1:] in (["E"], ["J"]), word.letter in "EJ"), _NO_LINKS):
            letters.append(".")
            at.append(n)
        letters.append(word.letter)
        at.append(n)
        end = word.end
    return "".join(letters), at


def marks(text: str, leaning: Leaning, *, lines: bool = False) -> tuple[Mark, ...]:
    """Return what a text says of time, from left to right; with ``lines`` none of it runs over the end of a line.

    A round names no day of its own.
    """
    simple = plain(text, lines=lines)
    found = phrases(simple.text)
    read: list[Mark] = []
    for before, one in zip((None, *found), found, strict=False):
        mark = Mark(one.start, one.end, one.name, one.edge, _with_month(simple.text, before, one).read(leaning))
        both = _with_weekday(simple.text, before, read[-1], one, mark) if before and read else None
        read[-1 if both else len(read) :] = [both or mark]
    return tuple(Mark(*simple.span(mark.start, mark.end), mark.rule, mark.edge, mark.days) for mark in read)


_ONE_DAY_RULES = frozenset({"day", "day_alone", "short_day", "figures", "near_day"})
_BRACKET = re.compile("[(（]?")


def _with_weekday(text: str, before: Phrase, read: Mark, one: Phrase, mark: Mark) -> Mark | None:
    """Return the one day that 周五（11月14日）and 11月14日（周五前）name; open where the two are different days."""
    if not _BRACKET.fullmatch(text[before.end : one.start]):
        return None
    if one.name == "weekday" and before.name in _ONE_DAY_RULES:
        named, phrase, weekday = read, one, mark
    elif before.name == "weekday" and one.name in _ONE_DAY_RULES:
        named, phrase, weekday = mark, before, read
    else:
        return None
    if named.days is None or weekday.days is None or not weekday.days.exact:
        return None
    word = phrase.found["w"]
    days = weekdays.agreed(named.days, weekday.days, word, in_week=bool(word.part) or "w0" in phrase.found)
    edge = named.edge if named.edge is not Edge.ON else weekday.edge
    return Mark(read.start, mark.end, named.rule, edge, days)


# 12月20日或25日: the second is a day of the same month
_BESIDE = re.compile("[、和及与或/]|或者|还是")


def _with_month(text: str, before: Phrase | None, one: Phrase) -> Phrase:
    if one.name != "day_alone" or before is None or "m" not in before.found:
        return one
    if not _BESIDE.fullmatch(text[before.end : one.start]):
        return one
    month = {name: word for name, word in before.found.items() if name in ("y", "m")}
    return replace(one, rule=_DAY_OF_MONTH, found={**month, **one.found})


# a month, a part of one, a quarter or half a year
_PART_OF_YEAR = re.compile("Y?[MNPQH]B?")


def is_part_of_year(text: str) -> bool:
    """Whether a text is a month, a quarter or half a year and nothing else: 3月份, 2026年3月下旬, 第三季度."""
    simple = plain(text).text
    found = phrases(simple)
    return (
        len(found) == 1 and len(found[0].text) == len(simple) and _PART_OF_YEAR.fullmatch(found[0].code) is not None
    )


# in a message 2025 may be any figure, and 全年 is how much is meant
_NOT_TYPED = frozenset({"compact", "whole_year"})


def dates(text: str, today: date) -> tuple[Mark, ...]:
    """Return what somebody who writes today says of time in a message."""
    said = (one for one in marks(text, Leaning(today), lines=True) if one.rule not in _NOT_TYPED)
    meant = (in_message(text, one, today) for one in said)
    return tuple(one for one in meant if one is not None)


def answered_dates(text: str, today: date) -> tuple[Mark, ...]:
    """Return what an answer to the question for a day says of time: 12.20 at its head is a day too."""
    if whole := _EIGHT_FIGURES.fullmatch(text):
        text = "-".join(whole.groups())  # 20251130
    if both := _SHORT_RANGE.match(text):
        return dates(f"{both[1]}日至{both[2]}日{text[both.end() :]}", today)
    head = _SHORT_FIGURES.match(text)
    return dates(f"{head.group()}日{text[head.end() :]}" if head else text, today)


_EIGHT_FIGURES = re.compile(r"\s*(20\d\d)([01]\d)([0-3]\d)\s*")
_SHORT_FIGURES = re.compile(r"\s*[0-9０-９]{1,2}[.．/／-][0-9０-９]{1,2}(?=\s|[,，。;；、(（]|$)")
_SHORT_RANGE = re.compile(
    r"\s*([0-9]{1,2}[./][0-9]{1,2})\s*[-—–~至到]+\s*([0-9]{1,2}[./][0-9]{1,2})"
    r"(?=\s|[,，。;；、]|$|[期之以]?[间前内止]|[\u4e00-\u9fff]{2,4}(?:整治|攻坚|行动|开展|检查|排查))"
)
