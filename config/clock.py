"""Time: read once at the edge and handed inwards; nothing below ``bot`` asks for it by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

# Mainland China has kept one offset without daylight saving since 1991, so a fixed offset says all there is to say
# and needs no time zone database on the host.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock = Callable[[], datetime]
"""Returns the present instant, aware, in UTC."""


def system_clock() -> datetime:
    """Return the real present moment, aware, in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=4096)  # a digest asks for the day of its own moment some hundred times a task
def local_date(instant: datetime) -> date:
    """Return the calendar day of an instant in mainland China."""
    return instant.astimezone(SHANGHAI).date()


def local_instant(day: date, at: time = time(0)) -> datetime:
    """The instant of a local wall-clock time, in UTC."""
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)


def parse_instant(text: str) -> datetime:
    """An ISO instant with an offset, or a bare date meaning the end of that local day.

    Raises ValueError with a Chinese sentence.
    """
    try:
        if len(text) == len("2025-11-03"):
            return local_instant(date.fromisoformat(text), time(23, 59, 59))
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"看不懂时间“{text}”：请写成 2025-11-03 或 2025-11-03T08:00+08:00。") from None
    if instant.tzinfo is None:
        raise ValueError(f"时间“{text}”缺少时区：请写成 {text}+08:00。")
    return instant.astimezone(UTC)


def day_in_full(day: date) -> str:
    """Return a day as people here write it: 2025年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"
