"""Numbers as plans write them: quantities, money, and years in Chinese characters.

====================  ==========================================
二〇二五年, 一九九八年  a year digit by digit
1.5, 30, 98.5%        figures with an optional unit
30%、35%和40%         a list of quantities
700元, 10万元         money: never a target of the work
（一）, （十三）      numerals of numbering, see numbering.py
====================  ==========================================
"""

import re
from functools import lru_cache

CHINESE = "[一二三四五六七八九十]{1,3}"

# 30%、98.5%、1500个、1-2所、10万人: a figure and at most three characters of unit
_FIGURE = r"\d+(?:\.\d+)?"
_MEASURE = "[个家所场次人户名张项套处座公里平方米]{0,3}"
QUANTITY = rf"{_FIGURE}(?:[-~～—]{_FIGURE})?\s*(?:%|％|万|亿|千)?{_MEASURE}"
QUANTITY_LIST = rf"{QUANTITY}(?:[、，,和及]\s*{QUANTITY})+"
MONEY = re.compile(r"\d+(?:\.\d+)?\s*(?:万|亿|千|百)?元")

# 二〇二五, 贰零二五, 一九九八; opens with one set, since the first character is then soon seen to be missing
_YEAR = re.compile(r"[二贰一1](?:(?<=[二贰])[〇○零0]|(?<=[一1])[九9])[〇○零0一二三四五六七八九]{2}(?=\s*年)")
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九贰", "0001234567892")
_WIDE = re.compile("[０-９（）．％]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９（）．％", "0123456789().%")


@lru_cache(maxsize=8192)
def halve(text: str) -> str:
    """Return the text with full-width figures, their brackets and signs made half-width, and 二〇二五年 2025年.

    Character for character, so that offsets stay.
    """
    plain = text.translate(_FULL_WIDTH) if _WIDE.search(text) else text
    return _YEAR.sub(lambda year: year.group().translate(_YEAR_DIGITS), plain)
