"""The words of the calendar: a plain text becomes a row of words, each a letter with a value, for the rules to go by.

=======  =================================  =======  =================================
letter   words                              letter   words
=======  =================================  =======  =================================
Y y      2027年, 26年 · 今年, 明年, 次年    Z z      2027年底, 2027年内 · 明年底
A a b    年底, 年内 · 年中 · 年初           j        全年
M m      6月 · 本月, 下个月                 N n      6月底, 12月月底 · 本月底, 月底
P p      6月上旬, 6月初 · 下月中旬, 月初    D #      20日, 20号 · 20 without either
C c      2027-03-15 · 2027.3                i x      27.3.15 · 20270315, 202703, 2027
s l      3.15 · 3.15日
Q q u    三季度 · 本季度末 · 本季度         H        上半年
5 f      “十四五”末 · “十四五”期间          S V      国庆 · 春节前, 开学前, 汛期前
W w d    下周五 · 下周 · 明天               L        三个月, 10天, 5个工作日
I F B    内 · 后 · 前, 止                   t T -    到, 至 · 延到 · —
O U      起, before 至 · 印发之日起         K R      18:00, 下班 · 左右
o v k    的第一天 · 第二周 · 第二个周五      & g      、和 · 汛期, before 每
h e      首月, 最后一个月 · 结束后          E J      每月, 每季度末, 双月 · 每年, 按年
.        anything else in between
=======  =================================  =======  =================================

How each is written stands in ``calendar_forms``.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tasks_db import lazy_re as re
from tasks_db.language.calendar_forms import CHINESE, FESTIVALS, FIGURES, FIRST_CHARACTERS, FORMS
from tasks_db.language.numerals import numeral


class Word(NamedTuple):
    """A word at ``[start, end)`` of a plain text.

    ``value`` is its number: a year, a month, a day, how many of them from now. ``part`` is which part of the time it
    names: end, inner, begin, amid, tenth1 to tenth3; for others which of its kind it is.
    """

    letter: str
    start: int
    end: int
    text: str
    value: int
    part: str


FIRST_FIVE_YEAR_PLAN = 1955
"""十四五 ends in 1955 + 5 * 14 = 2025."""

_STARTS = re.compile(FIRST_CHARACTERS)
_ANY = re.compile("|".join(f"(?P<k{n}>{'|'.join(forms)})" for n, (_, forms) in enumerate(FORMS)))
_LETTERS = {f"k{n}": letter for n, (letter, _) in enumerate(FORMS)}
_REMEMBERED = 8192


def words(text: str) -> tuple[Word, ...]:
    """Return the words of the calendar in a plain text, from left to right."""
    found: list[Word] = []
    at = 0
    for start in _STARTS.finditer(text):
        begin = start.start()
        match = _ANY.match(text, begin) if begin >= at else None
        if match is not None:
            at = match.end()
            letter, value, part = _valued(_LETTERS[match.lastgroup or ""], match.group())
            found.append(Word(letter, begin, at, match.group(), value, part))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _valued(letter: str, text: str) -> tuple[str, int, str]:
    """Return the letter that a word finally has, its value and its part."""
    read = _VALUES.get(letter)
    return read(letter, text) if read else (letter, 0, "")


_PARTS = {"底": "end", "末": "end", "终": "end", "尾": "end", "内": "inner", "初": "begin", "中": "amid"}
_TENTHS = {"上": "tenth1", "中": "tenth2", "下": "tenth3"}


def part_of(text: str) -> str:
    """Return which part of a time its last characters name, "" for none."""
    if re.search("[上中下]旬", text):
        return _TENTHS[text[text.index("旬") - 1]]
    return next((_PARTS[sign] for sign in reversed(text) if sign in _PARTS), "")


def _first_number(text: str) -> int:
    """Return the first number of a word, or -1."""
    found = re.search(rf"\d+|[{FIGURES}廿卅百两]+", text)
    value = numeral(found.group()) if found else None
    return -1 if value is None else value


def _numbered(letter: str, text: str) -> tuple[str, int, str]:
    return letter, _first_number(text), ""


_YEAR_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九贰", "000001234567892")
_NEAR_YEARS = {"明": 1, "来": 1, "次": 1, "翌": 1, "后": 2, "大": 3, "去": -1, "上": -1, "前": -2}


def _year(_: str, text: str) -> tuple[str, int, str]:
    said, _, rest = text.replace(".", "年").partition("年")
    year, part = int(said.translate(_YEAR_DIGITS)), part_of(rest)
    return "Z" if part else "Y", year if len(said) > 2 else 2000 + year, part  # noqa: PLR2004  26年 has two figures


def _near_year(_: str, text: str) -> tuple[str, int, str]:
    part = part_of(text.partition("年")[2])
    return "z" if part else "y", _NEAR_YEARS.get(text[0], 0), part


def _year_alone(letter: str, text: str) -> tuple[str, int, str]:
    return letter, 0, part_of(text) or "end"


def _month(_: str, text: str) -> tuple[str, int, str]:
    said, _, rest = text.partition("月")
    part = "amid" if rest.endswith("半") else part_of(rest)
    return {"": "M", "end": "N", "inner": "N"}.get(part, "P"), _first_number(said), part


def _near_month(_: str, text: str) -> tuple[str, int, str]:
    """本月, 下下个月底, and what names no month: 月底, 下旬."""
    said, month, rest = text.partition("月")
    part = part_of(rest if month else text)
    ahead = said.count("下") - said.count("上") + said.startswith(("次", "翌")) if month else 0
    return {"": "m", "end": "n", "inner": "n"}.get(part, "p"), ahead, part


def _quarter(letter: str, text: str) -> tuple[str, int, str]:
    said, _, rest = text.partition("季")
    return letter, _first_number(re.findall(r"[一二三四两1-4]", said or text)[-1]), part_of(rest)


def _near_quarter(_: str, text: str) -> tuple[str, int, str]:
    said, _, rest = text.partition("季")
    part = part_of(rest)
    return "q" if part else "u", said.count("下") - said.count("上") + said.startswith("次"), part


def _half(letter: str, text: str) -> tuple[str, int, str]:
    return letter, 1 if text[0] in "上前" else 2, part_of(text[1:])


_WEEKDAYS = {sign: day for day, sign in enumerate("一二三四五六日", 1)} | {str(day): day for day in range(1, 8)}
_SATURDAY, _SUNDAY = 6, 7


def _weekday(letter: str, text: str) -> tuple[str, int, str]:
    """周末 is Saturday; the part is the number of weeks from now, "" for the next such day."""
    before, said = re.split("周|星期|礼拜", text, maxsplit=1)
    value = _SATURDAY if said[0] == "末" else _WEEKDAYS.get(said[0], _SUNDAY)
    weeks = before.count("下") + before.startswith("次") - before.count("上")
    return letter, value, str(weeks) if before.rstrip("个") else ""


def _week(letter: str, text: str) -> tuple[str, int, str]:
    return letter, text.count("下") + text.startswith(("次", "再")) - text.count("上"), part_of(text)


_NEAR_DAYS = (("大后", 3), ("大前", -3), ("后", 2), ("前", -2), ("明", 1), ("次", 1), ("翌", 1), ("昨", -1))


def _near_day(letter: str, text: str) -> tuple[str, int, str]:
    return letter, next((ahead for sign, ahead in _NEAR_DAYS if text.startswith(sign)), 0), ""


def _length(letter: str, text: str) -> tuple[str, int, str]:
    """三个月, 半年: the part is the unit, with 半 for half a unit on top, ? where it is vague, ~ for 3-5天."""
    unit = next(name for sign, name in _UNITS if sign in text)
    vague = re.search(r"[几数余多]|若干|^[一二三四五六七八九]{2}", text) is not None
    half = "半" in text
    *least, most = re.split(r"[到至\-—–~]", text)
    count = 0 if text[0] == "半" else _first_number(most)
    return letter, count, unit + ("半" if half else "") + ("?" if vague else "~" if least else "")


_UNITS = (
    ("工作日", "工作日"),
    ("月", "月"),
    ("季度", "季度"),
    ("学期", "学期"),
    ("年", "年"),
    ("周", "周"),
    ("星期", "周"),
    ("礼拜", "周"),
    ("天", "天"),
    ("日", "天"),
)


def _festival(letter: str, text: str) -> tuple[str, int, str]:
    name = next(name for name in FESTIVALS if name in text)
    return letter, list(FESTIVALS).index(name), name


def _plan(letter: str, text: str) -> tuple[str, int, str]:
    tens = numeral(text.strip('“"')[:2])
    return letter, FIRST_FIVE_YEAR_PLAN + 5 * (tens or 0), ""


_EACH = (
    ("半年", "half_year"),
    ("半个月", "half_month"),
    ("半月", "half_month"),
    ("工作日", "day"),
    ("双", "even_months"),
    ("单", "odd_months"),
    ("学期", "semester"),
    ("季", "quarter"),
    ("学年", "year"),
    ("年", "year"),
    ("月", "month"),
    ("周", "week"),
    ("星期", "week"),
    ("礼拜", "week"),
    ("旬", "ten_days"),
    ("日", "day"),
    ("天", "day"),
)
_EACH_COUNT = re.compile(rf"(?:\d{{1,2}}|[两几数]|{CHINESE})(?=个?(?:月|年|季度|周|星期|天|学期))")


def _each(letter: str, text: str) -> tuple[str, int, str]:
    """每两个月: the value is how many units, -1 where it is vague; the part is the unit."""
    said = text.lstrip("每按逐逢个隔") if text[0] != "一" else text[1:]
    count = _EACH_COUNT.match(said)
    unit = said[count.end() :] if count else said.removeprefix("一")
    every = next((name for sign, name in _EACH if unit.lstrip("个").startswith(sign)), "week")
    many = _first_number(count.group()) if count else 1
    return "J" if every == "year" and many == 1 else letter, many, every


def _short_figures(_: str, text: str) -> tuple[str, int, str]:
    """12.31号 is a day, 12.31 is one only by what stands around it."""
    return "l" if text[-1] in "日号" else "s", 0, ""


def _ordinal(letter: str, text: str) -> tuple[str, int, str]:
    """首月 is 1, 最后一个月 0: the last one."""
    last = text.startswith(("最后", "末", "的最后", "的末"))
    return letter, 0 if last else max(_first_number(text), 1), ""


def _nth_day(letter: str, text: str) -> tuple[str, int, str]:
    """第二个周五 is 2, 最后一个工作日 0; the part is the number of the weekday, "" for working days."""
    _, number, _ = _ordinal(letter, text.partition("个")[0])
    weekday = "" if text.endswith("日") and "工作" in text else str(_WEEKDAYS.get(text[-1], _SUNDAY))
    return letter, number, weekday


_VALUES: dict[str, Callable[[str, str], tuple[str, int, str]]] = {
    "#": _numbered,
    "5": _plan,
    "A": _year_alone,
    "D": _numbered,
    "E": _each,
    "H": _half,
    "L": _length,
    "M": _month,
    "Q": _quarter,
    "S": _festival,
    "W": _weekday,
    "Y": _year,
    "a": _year_alone,
    "b": _year_alone,
    "d": _near_day,
    "f": _plan,
    "h": _ordinal,
    "k": _nth_day,
    "m": _near_month,
    "q": _near_quarter,
    "s": _short_figures,
    "v": _numbered,
    "w": _week,
    "y": _near_year,
}
