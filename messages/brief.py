"""How things are named in a narrow line: clipped titles and units, short days, a few names and a count."""

from collections.abc import Iterable, Sequence
from datetime import date

from messages import dates, paging

TITLE = 16
UNIT = 12
MATTER = 24
_NAMES = 3


def title(text: str) -> str:
    """Return a task's or plan's title on one line of at most 16 characters, （无标题） for an empty one."""
    return paging.clip(text, TITLE) or "（无标题）"


def unit(text: str) -> str:
    """Return a unit's name on one line of at most 12 characters."""
    return paging.clip(text, UNIT)


def matter(text: str) -> str:
    """Return what a unit reports on one line of at most 24 characters."""
    return paging.clip(text, MATTER)


def clipped(text: str, width: int) -> str:
    """Return a text on one line of at most so many characters."""
    return paging.clip(text, width)


def day(value: date, today: date) -> str:
    """Return 12月31日, with the year where it is not that of ``today``, or of the paper."""
    return f"{value.month}月{value.day}日" if value.year == today.year else dates.day(value)


def joined(parts: Iterable[str | None]) -> str:
    """Return the parts that say something, with "·" between them."""
    return "·".join(part for part in parts if part)


def few(names: Sequence[str], *, counted: bool = True) -> str:
    """甲局、乙局、丙局等7个单位; without the count where the sentence has given it already."""
    shown = "、".join(unit(name) for name in names[:_NAMES])
    if len(names) <= _NAMES:
        return shown
    return shown + (f"等{len(names)}个单位" if counted else "等")
