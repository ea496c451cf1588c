"""The numbers that Word generates: numbering.xml and the styles, to the labels that a reader of the page sees.

A paragraph names a list (``numId``) and a level (``ilvl``), itself or through its style. Lists of one abstract
definition count on together, unless a list says at which number it begins. A level begins anew when a higher one
moves on. The formats are those of ECMA-376 part 1, 17.18.59 that a Chinese document uses; others count in figures.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9999
_DEEPEST_STYLE = 20


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
class _Level:
    start: int
    form: str
    text: str
    glue: str
    restart: int | None
    legal: bool


@dataclass(slots=True)
class _List:
    """A list: its levels, the counters it shares with its kin, and where it begins anew."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    begins: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says here: its name in lower case, its list, its level, the style it is based on."""

    name: str
    list_id: str | None
    level: int | None
    base: str | None


class Styles:
    """The paragraph styles of a document, each looked at when a paragraph has it."""

    def __init__(self, root: "_Element | None") -> None:
        every = root.iterfind(f"{W}style") if root is not None else ()
        self._elements = {one.get(f"{W}styleId", ""): one for one in every}
        self._known: dict[str, Style] = {}

    def get(self, name: str | None) -> Style | None:
        """Return the style with that id, None if there is none."""
        element = self._elements.get(name or "")
        if element is None or name is None:
            return None
        if name not in self._known:
            named = numbered(element.find(f"{W}pPr"))
            self._known[name] = Style((_value(element, "name") or "").lower(), *named, _value(element, "basedOn"))
        return self._known[name]


def numbered(properties: "_Element | None") -> tuple[str | None, int | None]:
    """Return the list and the level that properties of a paragraph name, each None where they are silent."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    return _value(found, "numId"), _number(_value(found, "ilvl"))


class Numbering:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, root: "_Element | None", named: Styles) -> None:
        self._styles = named
        self._lists = _lists(root) if root is not None else {}

    def label(self, properties: "_Element") -> str:
        """Return the label of the next paragraph with these properties, "" for one without a number."""
        list_id, level = self._named(properties)
        found = self._lists.get(list_id or "0")
        if found is None or level not in found.levels:
            return ""
        count = found.begins.pop(level, None)
        if count is None:
            last = found.counters.get(level)
            count = found.levels[level].start if last is None else last + 1
        found.counters[level] = min(count, _LARGEST)
        for deeper in [n for n in found.counters if n > level and _restarts(found.levels[n], level)]:
            del found.counters[deeper]
        return _label(found, level)

    def _named(self, properties: "_Element") -> tuple[str | None, int]:
        list_id, level = numbered(properties)
        style = self._styles.get(_value(properties, "pStyle"))
        for _ in range(_DEEPEST_STYLE):
            if style is None or (list_id and level is not None):
                break
            list_id = list_id or style.list_id
            level = style.level if level is None else level
            style = self._styles.get(style.base)
        return list_id, level or 0


def _restarts(one: _Level, moved: int) -> bool:
    """A level begins anew after any higher one, after those above the one it names, or never."""
    return one.restart is None or moved < one.restart


def _label(found: _List, level: int) -> str:
    own = found.levels[level]

    def counted(mark: re.Match[str]) -> str:
        at = int(mark[1]) - 1
        one = found.levels.get(at)
        if one is None:
            return ""
        value = max(found.counters.get(at, one.start), 0)
        form = "decimal" if own.legal and at != level else one.form
        return _FORMATS.get(form, str)(value)

    text = re.sub(r"%([1-9])", counted, own.text) if own.form != "bullet" else ""
    return text + own.glue if text.isascii() and text else text


def _lists(root: "_Element") -> dict[str, _List]:
    kinds = {one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")}
    linked = {name: one for one in kinds.values() if (name := _value(one, "styleLink"))}
    shared: dict[str, dict[int, int]] = {}
    lists = {}
    for one in root.iterfind(f"{W}num"):
        kind = _value(one, "abstractNumId") or ""
        abstract = kinds.get(kind)
        if abstract is None:
            continue
        abstract = linked.get(_value(abstract, "numStyleLink") or "", abstract)
        made = _List(_levels(abstract), shared.setdefault(kind, {}))
        for override in one.iterfind(f"{W}lvlOverride"):
            made.levels.update(_levels(override))
            begins = _number(_value(override, "startOverride"))
            level = _number(override.get(f"{W}ilvl"))
            if begins is not None and level is not None:
                made.begins[level] = begins
        lists[one.get(f"{W}numId", "")] = made
    lists.pop("0", None)  # "no list", whatever the file says
    return lists


def _levels(above: "_Element") -> dict[int, _Level]:
    found = {}
    for one in above.iterfind(f"{W}lvl"):
        at = _number(one.get(f"{W}ilvl"))
        if at is not None:
            form = _value(one, "numFmt") or "decimal"
            glue = "" if _value(one, "suff") == "nothing" else " "
            restart = _number(_value(one, "lvlRestart"))
            legal = one.find(f"{W}isLgl") is not None
            start = _number(_value(one, "start"))
            text = _value(one, "lvlText") or ""
            found[at] = _Level(1 if start is None else start, form, text, glue, restart, legal)
    return found


def _value(above: "_Element", name: str) -> str | None:
    found = above.find(f"{W}{name}")
    return None if found is None else found.get(_VAL)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004  no list is longer
