"""How dates and moments are written: always absolute, with the days left."""

from datetime import date, datetime

from config.clock import SHANGHAI

_WEEKDAYS = "一二三四五六日"


def day(value: date) -> str:
    """2025年12月31日."""
    return f"{value.year}年{value.month}月{value.day}日"


def weekday(value: date) -> str:
    """Return the day of the week: 周三."""
    return f"周{_WEEKDAYS[value.weekday()]}"


def days_left(value: date, today: date) -> str:
    """剩28天, 今天到期 or 逾期3天."""
    left = (value - today).days
    if left == 0:
        return "今天到期"
    return f"剩{left}天" if left > 0 else f"逾期{-left}天"


def due(value: date, today: date) -> str:
    """2025年12月31日（剩28天）."""
    return f"{day(value)}（{days_left(value, today)}）"


def moment(value: datetime) -> str:
    """2025年12月31日 09:00, local time."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


def clock(value: datetime) -> str:
    """Return the time of day, such as 09:30, as people here read it."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def as_of(value: datetime) -> str:
    """截至2025年12月31日 09:00, local time."""
    return f"截至{moment(value)}"
