"""The numbers of automatic lists: from lists with their levels to the labels that a reader of the page sees.

Lists of one kind count on together, unless a list says at which number it begins. A level begins anew when a higher
one moves on. The formats are those of ECMA-376 part 1, 17.18.59 that a Chinese document uses; others count in
figures.
"""

import re
from collections.abc import Callable
from dataclasses import field

from tasks_db.lean_dataclass import dataclass

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9999


def spelled(value: int) -> str:
    """Return a number as counted in Chinese: 十, 十一, 二十, 一百零一."""
    text, skipped = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += ("〇" if skipped and text else "") + _DIGITS[digit] + name
            skipped = False
        else:
            skipped = bool(text)
    text = text.replace("〇", "零") or "〇"
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    """Return a format whose signs follow each other in Unicode, in figures beyond the last of them."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= count else str(value)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else ""


def _digitwise(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "chineseCounting": spelled,
    "chineseCountingThousand": spelled,
    "japaneseCounting": spelled,
    "taiwaneseCounting": spelled,
    "taiwaneseCountingThousand": spelled,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": lambda value: spelled(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: spelled(value).translate(_LEGAL),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it begins, how it counts, the label with %1 to %9 for the numbers of the levels.

    ``glue`` stands between the label and the text. ``restart`` is the level above which it begins anew, None for any
    higher one; ``legal`` turns the numbers of the other levels into figures.
    """

    start: int
    form: str
    text: str
    glue: str = " "
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class NumberedList:
    """A list: its levels, the counters it shares with its kin, and where it begins anew."""

    levels: dict[int, Level]
    counters: dict[int, int]
    begins: dict[int, int] = field(default_factory=dict)

    def next_label(self, level: int) -> str:
        """Return the label of the next paragraph on a level, "" where the list has no such level."""
        if level not in self.levels:
            return ""
        count = self.begins.pop(level, None)
        if count is None:
            last = self.counters.get(level)
            count = self.levels[level].start if last is None else last + 1
        self.counters[level] = min(count, _LARGEST)
        for deeper in [n for n in self.counters if n > level and self._restarts(n, level)]:
            del self.counters[deeper]
        return self._label(level)

    def _restarts(self, deeper: int, moved: int) -> bool:
        """A level begins anew after any higher one, after those above the one it names, or never."""
        one = self.levels.get(deeper)
        return one is None or one.restart is None or moved < one.restart

    def _label(self, level: int) -> str:
        own = self.levels[level]

        def counted(mark: re.Match[str]) -> str:
            at = int(mark[1]) - 1
            one = self.levels.get(at)
            if one is None:
                return ""
            value = max(self.counters.get(at, one.start), 0)
            form = "decimal" if own.legal and at != level else one.form
            return _FORMATS.get(form, str)(value)

        text = re.sub(r"%([1-9])", counted, own.text) if own.form != "bullet" else ""
        return text + own.glue if text.isascii() and text else text
