"""Right of reply: whom a digest names sees their lines before it is signed, and may answer within working hours."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from config.clock import local_date, local_instant
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar

_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class PaperReply:
    """What a unit was shown, until when it may answer, and what it said; an empty ``answer`` is 无异议."""

    unit: str
    lines: tuple[str, ...]
    shown_at: datetime
    until: datetime
    answered_at: datetime | None
    answered_by: str | None
    answer: str

    def is_heard(self, now: datetime) -> bool:
        """Whether the unit has answered, or has let its time go by."""
        return self.answered_at is not None or now > self.until


def until(shown_at: datetime, hours: int, calendar: Calendar, windows: SendWindows) -> datetime:
    """Return the moment when so many working hours are over; a send window counts as working time."""
    left, at = timedelta(hours=hours), windows.next_open(shown_at, calendar)
    while True:
        day = local_date(at)
        end = next(local_instant(day, close) for _, close in windows.spans if at <= local_instant(day, close))
        if at + left <= end:
            return at + left
        left -= end - at
        at = windows.next_open(end + _MOMENT, calendar)


def unheard(named: Iterable[str], replies: Sequence[PaperReply], now: datetime) -> tuple[str, ...]:
    """Return the units among those named that were not shown their lines, or may still answer."""
    heard = {reply.unit for reply in replies if reply.is_heard(now)}
    return tuple(unit for unit in named if unit not in heard)
