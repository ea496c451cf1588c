"""The ladder: on which days before and after a date a unit is asked (R6).

To ask 14 days before the date, put -14 into ``DEFAULT_LADDER``, or into the ``ladder`` of one plan's settings.
``reminders`` decides who is asked on a rung's day and what is no longer asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks_db.register.workdays import Calendar

DEFAULT_LADDER = (-30, -7, -1, 0, 3)
DEFAULT_REPEAT_DAYS = 7
DEFAULT_RESPONSIBLE_LEAD_DAYS = 3

DISPATCH_RUNG = "交办"
CHASE_RUNG = "催办"
_HORIZON_RUNGS = 520


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How a plan asks: rungs in calendar days from the date (negative before it), then every ``repeat_days``.

    ``responsible_lead_days`` is how many working days before the task's own date the units that do not consolidate
    owe their answer (R9).
    """

    ladder: tuple[int, ...] = DEFAULT_LADDER
    repeat_days: int = DEFAULT_REPEAT_DAYS
    responsible_lead_days: int = DEFAULT_RESPONSIBLE_LEAD_DAYS


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: its name (``T-7``), its nominal day and the working day on which it is asked."""

    name: str
    day: date
    send_day: date
    asked_at: datetime | None = None
    """Of a chase: when somebody asked for it."""


def rungs(due_day: date, dispatched: date, settings: PlanSettings, calendar: Calendar) -> Iterator[Rung]:
    """The ladder of one due, earliest first and without end.

    The dispatch itself is the first rung, on the working day after; rungs that lay before it are not made up for.
    """
    yield Rung(DISPATCH_RUNG, dispatched, calendar.on_or_after(dispatched))
    offsets = sorted(settings.ladder)
    for offset in offsets:
        yield from _later(_rung(due_day, offset, calendar), dispatched)
    last = offsets[-1] if offsets else 0
    for step in range(1, _HORIZON_RUNGS):
        yield from _later(_rung(due_day, last + step * settings.repeat_days, calendar), dispatched)


def _later(rung: Rung, dispatched: date) -> Iterator[Rung]:
    if rung.send_day > dispatched:
        yield rung


def _rung(due_day: date, offset: int, calendar: Calendar) -> Rung:
    nominal = due_day + timedelta(days=offset)
    return Rung("T" if offset == 0 else f"T{offset:+d}", nominal, calendar.on_or_before(nominal))
