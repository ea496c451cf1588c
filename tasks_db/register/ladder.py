"""The ladder: on which days before and after a date a unit is asked (R6).

To ask 14 days before the date, put -14 into ``DEFAULT_LADDER``, or into the ``ladder`` of one plan's settings.
``reminders`` decides who is asked on a rung's day and what is no longer asked.
"""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.workdays import Calendar

DEFAULT_LADDER = (-30, -7, -1, 0, 3)
DEFAULT_REPEAT_DAYS = 7
DEFAULT_RESPONSIBLE_LEAD_DAYS = 3

DEFAULT_MEMBER_AFTER = 3
DEFAULT_OFFICE_AFTER = 7
DEFAULT_CONVENOR_AFTER = 15

DISPATCH_RUNG = "交办"
CHASE_RUNG = "催办"
MEMBER_RUNG = "成员"
"""The liaison is silent, so the unit's member is asked too."""
AGAIN_RUNG = "再报"
"""What was said has been returned or taken back, so it is asked again."""
PUT_OFF_RUNG = "缓催"
"""The office has put the answer off till this day (缓催), and asks again."""
_HORIZON_RUNGS = 520


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How a plan asks: rungs in calendar days from the date (negative before it), then every ``repeat_days``.

    ``responsible_lead_days`` is how many working days before the task's own date the units that do not consolidate
    owe their answer (R9). Silence climbs after so many working days past a unit's own day: to its member, onto the
    office's list, and then the office is offered the convenor (R12).
    """

    ladder: tuple[int, ...] = DEFAULT_LADDER
    repeat_days: int = DEFAULT_REPEAT_DAYS
    responsible_lead_days: int = DEFAULT_RESPONSIBLE_LEAD_DAYS
    member_after: int = DEFAULT_MEMBER_AFTER
    office_after: int = DEFAULT_OFFICE_AFTER
    convenor_after: int = DEFAULT_CONVENOR_AFTER

    @property
    def asked_ahead(self) -> timedelta:
        """How long before its day a date is first asked for; what lies further ahead is not answered yet either."""
        return timedelta(days=max(0, -min(self.ladder, default=0)))

    @property
    def asked_after(self) -> timedelta:
        """How long after its day the ladder goes on before it only repeats itself."""
        return timedelta(days=max(0, *self.ladder, 0))


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: its name (``T-7``), its nominal day and the working day on which it is asked."""

    name: str
    day: date
    send_day: date
    asked_at: datetime | None = None
    """Of a rung beside the ladder: when it was asked for. Nothing that was said before answers it."""


def rungs(
    due_day: date, dispatched: date, settings: PlanSettings, calendar: Calendar, since: date = date.min
) -> Iterator[Rung]:
    """Yield the ladder of one due, earliest first and practically without end.

    The dispatch itself is the first rung, on the working day that comes with or after it. Rungs that lay before the
    dispatch are not made up for, and those of days up to ``since`` are left out.
    """
    yield Rung(DISPATCH_RUNG, dispatched, calendar.on_or_after(dispatched))
    offsets = sorted(settings.ladder)
    last = offsets[-1] if offsets else 0
    repeats = (last + step * settings.repeat_days for step in range(1, _HORIZON_RUNGS))
    passed = max(dispatched, since)
    for offset in itertools.chain(offsets, repeats):
        nominal = due_day + timedelta(days=offset)
        if nominal > passed:
            rung = _rung(nominal, offset, calendar)
            if rung.send_day > dispatched:
                yield rung


def _rung(nominal: date, offset: int, calendar: Calendar) -> Rung:
    """Return the rung some calendar days from the date, keyed by that day itself wherever it is moved to (R6).

    A rung on a day off is asked on the working day before it, one after the date on the working day after it: who is
    late is not asked before the date.
    """
    move = calendar.on_or_after if offset > 0 else calendar.on_or_before
    return Rung("T" if offset == 0 else f"T{offset:+d}", nominal, move(nominal))
