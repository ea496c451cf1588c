"""Characters that look right and are wrong: what fonts, web pages and converters put in place of plain text.

A PDF often gives a radical for the character it stands for (U+2F45 for 方), or a stroke (U+31D0 for 一). Unicode's
own compatibility tables fold the Kangxi radicals and the compatibility ideographs. They fold two of the supplement
(U+2E80 to U+2EF3), so it is listed here, and some Kangxi radicals to the long form, which simplified Chinese does not
write. Each is one character for one, and so are the blanks that no line breaks at; what nobody sees is dropped.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# U+2EXX: the character
_SUPPLEMENT = {
    0x80: "冫", 0x81: "厂", 0x82: "乛", 0x83: "乚", 0x84: "乙", 0x85: "亻", 0x86: "冂", 0x87: "几", 0x88: "刀",
    0x89: "刂", 0x8A: "卜", 0x8B: "卩", 0x8C: "小", 0x8D: "小", 0x8E: "兀", 0x8F: "尢", 0x90: "尢", 0x91: "尢",
    0x92: "巳", 0x93: "幺", 0x94: "彑", 0x95: "彐", 0x96: "忄", 0x97: "心", 0x98: "扌", 0x99: "攵", 0x9B: "旡",
    0x9C: "日", 0x9D: "月", 0x9E: "歺", 0x9F: "母", 0xA0: "民", 0xA1: "氵", 0xA2: "氺", 0xA3: "灬", 0xA4: "爫",
    0xA5: "爫", 0xA6: "丬", 0xA7: "牛", 0xA8: "犭", 0xA9: "王", 0xAA: "疋", 0xAB: "目", 0xAC: "示", 0xAD: "礻",
    0xAE: "竹", 0xAF: "糹", 0xB0: "纟", 0xB1: "罒", 0xB2: "罒", 0xB3: "罒", 0xB4: "罒", 0xB5: "网", 0xB6: "羊",
    0xB7: "羊", 0xB8: "羊", 0xB9: "耂", 0xBA: "肀", 0xBB: "聿", 0xBC: "月", 0xBD: "臼", 0xBE: "艹", 0xBF: "艹",
    0xC0: "艹", 0xC1: "虎", 0xC2: "衤", 0xC3: "西", 0xC4: "西", 0xC5: "见", 0xC6: "角", 0xC7: "角", 0xC8: "讠",
    0xC9: "贝", 0xCA: "足", 0xCB: "车", 0xCC: "辶", 0xCD: "辶", 0xCE: "辶", 0xCF: "阝", 0xD0: "钅", 0xD1: "長",
    0xD2: "镸", 0xD3: "长", 0xD4: "门", 0xD5: "阜", 0xD6: "阝", 0xD7: "雨", 0xD8: "青", 0xD9: "韦", 0xDA: "页",
    0xDB: "风", 0xDC: "飞", 0xDD: "食", 0xDE: "食", 0xDF: "飠", 0xE0: "饣", 0xE1: "首", 0xE2: "马", 0xE3: "骨",
    0xE4: "鬼", 0xE5: "鱼", 0xE6: "鸟", 0xE7: "卤", 0xE8: "麦", 0xE9: "黄", 0xEA: "黾", 0xEB: "斉", 0xEC: "齐",
    0xED: "歯", 0xEE: "齿", 0xEF: "竜", 0xF0: "龙", 0xF1: "龜", 0xF2: "亀", 0xF3: "龟",
}  # fmt: skip
# U+31XX: strokes that are characters too
_STROKES = {
    0xCF: "乀", 0xD0: "一", 0xD1: "丨", 0xD2: "丿", 0xD3: "丿", 0xD4: "丶", 0xD6: "乛", 0xDA: "亅", 0xDF: "乚",
    0xE0: "乙",
}  # fmt: skip
# Kangxi radicals that offices print in their short form: the long one would be another name (各乡長)
_SIMPLIFIED = {
    0x2F3E: "户", 0x2F92: "见", 0x2F99: "贝", 0x2F9E: "车", 0x2FA7: "长", 0x2FA8: "门", 0x2FAD: "青", 0x2FB1: "韦",
    0x2FB4: "页", 0x2FB5: "风", 0x2FB6: "飞", 0x2FBA: "马", 0x2FC2: "鱼", 0x2FC3: "鸟", 0x2FC4: "卤", 0x2FC6: "麦",
    0x2FC8: "黄", 0x2FCC: "黾", 0x2FD1: "齐", 0x2FD2: "齿", 0x2FD3: "龙", 0x2FD4: "龟",
}  # fmt: skip
_FOLDED_BLOCKS = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D))
# blanks of a width of their own, or that hold a line together; the ideographic one (U+3000) parts words and stays
_BLANKS = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)


def _folded() -> dict[int, str]:
    plain = dict.fromkeys(_BLANKS, " ")
    for first, last in _FOLDED_BLOCKS:
        for code in range(first, last + 1):
            normal = unicodedata.normalize("NFKC", chr(code))
            if len(normal) == 1 and normal != chr(code):
                plain[code] = normal
    plain |= {0x2E00 + low: char for low, char in _SUPPLEMENT.items()}
    plain |= {0x3100 + low: char for low, char in _STROKES.items()}
    return plain | _SIMPLIFIED


_FOLDED = _folded()
# zero-width marks, soft hyphens, variants of a glyph, control characters: nobody sees them; line ends and tabs stay
_UNSEEN: dict[int, None] = dict.fromkeys(
    [
        *range(0x9),
        0xB,
        0xC,
        *range(0xE, 0x20),
        0x7F,
        0xAD,
        0x34F,
        0x61C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xFFF9, 0xFFFD),
        *range(0xE0100, 0xE01F0),
    ]
)


def fold(text: str) -> str:
    """Return the text with radicals, strokes, compatibility ideographs and odd blanks as plain ones, one for one."""
    return text if text.isascii() else text.translate(_FOLDED)


def visible(text: str) -> str:
    """Return the folded text without what nobody sees; its length may change."""
    return text.translate(_ALL) if _ODD.search(text) else text


def seen(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the stretches of a text begin and end that somebody can see."""
    for found in _SEEN.finditer(text):
        yield found.span()


_ALL: dict[int, str | None] = {**_FOLDED, **_UNSEEN}
# one by one only here: a class of many single characters beyond takes the slow way through each of them
_FIRST_PLANE = 0x1_0000
_VARIANTS, _IDEOGRAPHS = "\U000e0100-\U000e01ef", "\U0002f800-\U0002fa1d"


def _near(codes: Iterable[int]) -> str:
    return re.escape("".join(chr(code) for code in sorted(codes) if code < _FIRST_PLANE))


_ODD = re.compile(f"[{_near(_ALL)}{_VARIANTS}{_IDEOGRAPHS}]")
_SEEN = re.compile(f"[^{_near(_UNSEEN)}{_VARIANTS}]+")
