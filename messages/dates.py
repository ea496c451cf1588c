"""How dates and moments are written: always absolute, with the days left."""

from datetime import date, datetime, time

from config.clock import SHANGHAI, day_in_full, local_instant

_LAST = time(23, 59, 59)
_WEEKDAYS = "一二三四五六日"


def day(value: date) -> str:
    """2025年12月31日."""
    return day_in_full(value)


def today(now: datetime) -> date:
    """Return the local day of a moment."""
    return now.astimezone(SHANGHAI).date()


def end_of(day: date | None, now: datetime) -> datetime:
    """Return the last moment of a past day, or now."""
    return now if day is None or day >= today(now) else local_instant(day, _LAST)


def parsed(text: object) -> date | None:
    """Return the day that was kept as ISO text; None for None."""
    return date.fromisoformat(str(text)) if text is not None else None


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


def passed(value: date, today: date) -> str:
    """2025年10月31日（3天前）, of what nobody is late with; the day alone where it is to come."""
    return f"{day(value)}（{(today - value).days}天前）" if value < today else day(value)


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
