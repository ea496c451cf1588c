"""A request for more time that was granted until another day: how both days stand beside the report."""

from datetime import date

from config.clock import day_in_full
from tasks_db import lazy_re as re

_ASKED = re.compile(r"申请延到(\d{4})年(\d{1,2})月(\d{1,2})日，同意延到")


def both_days(asked: date | None, granted: date) -> str:
    """Return what is kept beside a request for ``asked`` that is granted until ``granted``."""
    wanted = day_in_full(asked) if asked is not None else "没有写明日期"
    return f"申请延到{wanted}，同意延到{day_in_full(granted)}"


def asked_in(reason: str | None) -> date | None:
    """Return the day that was asked for, of what ``both_days`` has written; None of any other words."""
    found = _ASKED.match(reason or "")
    return date(*map(int, found.groups())) if found else None
