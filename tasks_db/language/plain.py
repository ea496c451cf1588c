"""A text without what changes nothing: signs without width, blanks between words, wide and traditional characters.

A blank parts two figures (3 12月, 3 三季度), unless only one number can be meant: 2026年1 2月 is December.
"""

from typing import NamedTuple

from tasks_db import lazy_re as re

_WIDE = "０１２３４５６７８９．／－：～（）　號週個後內開學慶節兩禮國歲終點時間發會際勞動兒童婦軍師黨務實報結屆於從俩"
_NARROW = "0123456789./-:~() 号周个后内开学庆节两礼国岁终点时间发会际劳动儿童妇军师党务实报结届于从两"
_PLAIN = str.maketrans(_WIDE, _NARROW)
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_YEAR_MARK = re.compile(r"(?<=(?:19|20)\d\d)[./-](?=\d{1,2}月)")  # 2026.6月底
_FIRST_MONTH = re.compile(r"(?<![\d百千万亿])元(?=月)")
_DAY_MARK = re.compile(  # 预计12.15完工
    r"(?P<head>(?:预计|力争|争取|打算|计划|估计|宽限?到|延到|推到|拖到)[于到在]?(?:1[0-2]|0?[1-9]))\.(?P<day>[12]\d|3[01]|0?[1-9])(?=[完竣办做交验到收能可前之左搞弄出把将全就争]|建成|\s*(?:$|[，。；,;!！]))"
)
_DAY_SAID = re.compile(  # 12.25能全弄好
    r"(?<![\d.])(?P<head>1[0-2]|[1-9])\.(?P<day>[12]\d|3[01]|0?[1-9])(?=(?:号|日)?(?:之?前|以前)?(?:就|应该|肯定)?(?:能|可以|争取)[^\d,，。]{0,6}[完好成交齐定])"
)
_MARKS = "|".join(one.pattern.replace("?P<head>", "?:").replace("?P<day>", "?:") for one in (_DAY_MARK, _DAY_SAID))
# nothing is odd without one of these
_SIGN = re.compile(rf"[\s{_INVISIBLE}{_WIDE}./元-]")
_ODD = re.compile(rf"[\s{_INVISIBLE}{_WIDE}]|{_YEAR_MARK.pattern}|{_FIRST_MONTH.pattern}|{_MARKS}")
_GONE = re.compile(rf"[{_INVISIBLE}]+")
_BLANK = re.compile(r"(?<!\d)\s+|\s+(?![\s\d〇零一二两三四五六七八九十廿卅几半])")
_SPLIT = re.compile(
    r"(?<=年1)\s+(?=[0-2]月)|(?<=月[0-3])\s+(?=\d[日号])|(?<=[到至于在]1)\s+(?=[0-2]月)"
    r"|(?<=(?<!\d)[12])\s+(?=\d{3}年)|(?<=(?<!\d)(?:19|20))\s+(?=\d\d年)|(?<=(?<!\d)(?:19|20)\d)\s+(?=\d年)"
)


class Plain(NamedTuple):
    """``origin[i]`` is the place of the plain text's i-th character in the text as it was; None for all alike."""

    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text, not an empty one, stands in the text as it was."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str, *, lines: bool = False) -> Plain:
    """Return the plain form of a text; with ``lines`` the end of a line parts what stands before and behind it."""
    if not (_SIGN.search(text) and _ODD.search(text)):
        return Plain(text, None)
    found = Plain(text.translate(_PLAIN), tuple(range(len(text))))
    for pattern in (_GONE, _BLANK, _SPLIT):
        found = _without(found, pattern, lines=lines)
    text = _YEAR_MARK.sub("年", found.text)
    for mark in (_DAY_MARK, _DAY_SAID):
        text = mark.sub(r"\g<head>月\g<day>", text)
    return Plain(_FIRST_MONTH.sub("一", text), found.origin)


def _without(found: Plain, pattern: re.Pattern[str], *, lines: bool) -> Plain:
    gone = [m.span() for m in pattern.finditer(found.text) if not (lines and "\n" in m.group())]
    if not gone or found.origin is None:
        return found
    text: list[str] = []
    origin: list[int] = []
    at = 0
    for start, end in [*gone, (len(found.text), len(found.text))]:
        text.append(found.text[at:start])
        origin.extend(found.origin[at:start])
        at = end
    return Plain("".join(text), tuple(origin))
