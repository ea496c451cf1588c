"""How plans number their parts: the one place that knows it.

=====  ==============================  ===========================
level  printed                         style
=====  ==============================  ===========================
0      第一章, 第二部分, Ⅰ.            chapter
1      一、                            chinese
2      （一） (一) ㈠ 第一条 任务一： chinese in brackets, article
3      1. 1． 1﹒ 1、 ⒈ 任务1 【1】 1 before text  arabic
4, 5   1.1 1.1.2 1-1 Ⅰ-1 before text   arabic by parts
6      （1） (1) 1） 1) ⑴              arabic in brackets
7      ① ②                            circled
8      一是 二是                       clause that opens a paragraph
=====  ==============================  ===========================

``1.5`` before a measure is a figure and no number of a paragraph, while ``3．2020年`` and ``2.11月15日`` are numbers
glued to a date; behind a full-width stop (``3．12台``) a figure is no decimal. 一是/二是 inside a
paragraph open clauses and number nothing here. 【项目一】 is as 项目一：.
"""

import re
import unicodedata
from functools import lru_cache

from tasks_db.intake.quantities import CHINESE
from tasks_db.language.numerals import numeral
from tasks_db.lean_dataclass import dataclass

CLAUSE = 8  # the level of 一是, 二是
_WHAT = "任务|举措|行动|工程|措施|事项|专项|问题|项目"
_DATE = r"(?:19|20)\d\d\s*年|\d{1,2}月(?:\d{1,2}[日号]|[底末上中下初]|前|份)"
_TEXT = r"(?=[\u4e00-\u9fff]{3})"
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        0,
        re.compile(rf"第(?P<n>{CHINESE})(?:章|部分|篇)\s*[、.．：:]?\s*|(?P<sign>[Ⅰ-Ⅻ])(?![-—–]\d)\s*[、.．：:]?\s*"),
    ),
    (1, re.compile(rf"(?P<n>{CHINESE})\s*、\s*")),
    (2, re.compile(rf"[（(]\s*(?P<n>{CHINESE})\s*[）)]\s*[、.．]?\s*|(?P<sign>[㈠-㈩])\s*")),
    (2, re.compile(rf"第(?P<n>{CHINESE}|\d{{1,3}})[条项]\s*[、.．：:]?\s*")),
    (2, re.compile(rf"【?(?:{_WHAT})(?P<n>{CHINESE})\s*[】：:、.．\s]\s*")),
    (3, re.compile(rf"【?(?:{_WHAT})(?P<n>\d{{1,2}})\s*[】：:、.．\s]\s*")),
    (
        3,
        re.compile(
            rf"(?P<n>\d{{1,3}})\s*(?:[.．﹒](?!\d)|[.．﹒](?={_DATE})|[．﹒](?!\d+\s*[万亿千%％倍个元])|、)\s*|(?P<sign>[⒈-⒛])\s*"
        ),
    ),
    (3, re.compile(r"[【〔［\[]\s*(?P<n>\d{1,3})\s*[】〕］\]]\s*(?=\S)")),
    (3, re.compile(rf"(?P<n>\d{{1,2}})[ \u3000]+{_TEXT}")),
    (4, re.compile(r"(?:\d{1,2}|[Ⅰ-Ⅻ])[-—–](?P<n>\d{1,2})(?:[ \u3000]+|、|[.．]\s*)(?=[\u4e00-\u9fff《“])")),
    (4, re.compile(rf"\d{{1,2}}[.．](?P<n>\d{{1,2}})(?:[ \u3000]+|、){_TEXT}")),
    (5, re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}[.．](?P<n>\d{{1,2}})(?:[ \u3000]+|、){_TEXT}")),
    (6, re.compile(r"[（(]\s*(?P<n>\d{1,3})\s*[）)]\s*[、.．]?\s*|(?P<m>\d{1,3})\s*[）)]\s*|(?P<sign>[⑴-⒇])\s*")),
    (7, re.compile(r"(?P<sign>[①-⑳])\s*")),
    (CLAUSE, re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})是[要]?\s*")),
)
# no style opens with another sign
_OPENS = re.compile(r"[\d第一二三四五六七八九十（(【〔［\[任举行工措事专问项\u2160-\u216b\u2460-\u249b\u3220-\u3229]")
# a line is looked at by itself and beside its neighbours
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that opens a paragraph: its level, its label as printed, its value, and where text begins."""

    level: int
    label: str
    value: int
    end: int


@lru_cache(maxsize=_REMEMBERED)
def marker(text: str) -> Marker | None:
    """Return the number that opens the text, or None."""
    for level, pattern in _STYLES if _OPENS.match(text) else ():
        found = pattern.match(text)
        if found:
            value = _value(found)
            if value is not None:
                label = found.group().strip().rstrip("、.．﹒：:").strip()
                return Marker(level, label, value, found.end())
    return None


def _value(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("sign"):
        return int(unicodedata.numeric(groups["sign"]))
    return numeral(groups.get("n") or groups.get("m") or "")
