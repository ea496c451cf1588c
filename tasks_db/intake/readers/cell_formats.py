"""How a spreadsheet prints a value: the part of number formats that changes what a plan says.

Dates print as dates to the day or month that the format shows, shares with their %, fixed decimals as many as the
format has. Everything else prints as the plain number.
"""

import math
import re
from datetime import date, timedelta
from functools import lru_cache

from tasks_db.lean_dataclass import dataclass

# formats that spreadsheets know by number, in Chinese editions; ECMA-376 part 1, 18.8.30
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分",
    33: "h时mm分ss秒", 36: "yyyy年m月", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: "yyyy年m月", 51: "m月d日",
    52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_FIXED = re.compile(r"[#,0?]*0(?:\.(?P<decimals>0+))?\s*(?P<percent>%)?")
_FIRST_LEAP_FAULT = 60  # 29 February 1900, a day that spreadsheets count and that never was
_LAST_DAY = 2_958_465  # 31 December 9999
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SAFE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class _Form:
    """What a format prints: the parts of a date, or fixed decimals, or a share."""

    year: bool = False
    month: bool = False
    day: bool = False
    decimals: int | None = None
    percent: bool = False


def code_of(number: int, named: dict[int, str]) -> str:
    """Return the format with that number: one that the workbook defines, else a built-in one."""
    return named.get(number) or _BUILT_IN.get(number, "General")


def printed(value: str, code: str, *, since_1904: bool = False) -> str:
    """Return what a cell with this number and format shows; a text that is no number comes back as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    form = _form(code)
    if form.year or form.month or form.day:
        return _date(number, form, since_1904=since_1904) or plain(number)
    if form.percent:
        return f"{number * 100:.{form.decimals or 0}f}%"
    if form.decimals is not None:
        return f"{number:.{form.decimals}f}"
    return plain(number)


def plain(number: float) -> str:
    """Return a number as a person writes it, without the noise of binary fractions."""
    return (
        str(int(number)) if number == int(number) and abs(number) < 10**_SAFE_DIGITS else f"{number:.{_SAFE_DIGITS}g}"
    )


@lru_cache(maxsize=512)
def _form(code: str) -> _Form:
    first = _LITERAL.sub("", code.partition(";")[0]).lower()
    if code == "General" or first in ("", "general", "@"):
        return _Form()
    if re.search(r"[yde]", first) and not re.search(r"[#0]", first):
        return _Form(year="y" in first or "e" in first, month="m" in first, day="d" in first)
    if re.fullmatch(r"[^#0]*m[^#0h s]*", first):
        return _Form(month=True)
    fixed = _FIXED.search(first)
    if fixed is None:
        return _Form()
    return _Form(decimals=len(fixed["decimals"] or ""), percent=fixed["percent"] is not None)


def _date(number: float, form: _Form, *, since_1904: bool) -> str | None:
    days = int(number)
    if not 0 < days <= _LAST_DAY:
        return None
    if since_1904:
        on = _EPOCH_1904 + timedelta(days=days)
    else:
        on = _EPOCH + timedelta(days=days + (days < _FIRST_LEAP_FAULT))
    parts = ((form.year, f"{on.year}年"), (form.month, f"{on.month}月"), (form.day, f"{on.day}日"))
    return "".join(text for shown, text in parts if shown)
