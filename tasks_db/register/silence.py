"""Channels that take nothing: since when, and when people are told elsewhere instead."""

from datetime import datetime, timedelta

from config.clock import SHANGHAI, local_instant
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.workdays import Calendar

LAPSE = timedelta(minutes=30)
"""How long a channel that was given up is left alone before it is tried again."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A channel took nothing from ``since`` on, without one connection; ``tried_at`` is when it last was tried."""

    since: datetime
    tried_at: datetime


def is_given_up(silence: Silence, now: datetime, calendar: Calendar) -> bool:
    """Whether people are told elsewhere: a working day has passed, and the channel was tried a moment ago."""
    since = silence.since.astimezone(SHANGHAI)
    passed = local_instant(calendar.after(since.date()), since.time())
    return passed <= now < silence.tried_at + LAPSE
