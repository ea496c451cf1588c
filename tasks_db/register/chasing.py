"""催一催: the silent units of a task are asked once more, each in the next bundle of whoever answers for it."""

from dataclasses import dataclass
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import progress, reminders
from tasks_db.register.reading import Reading
from tasks_db.register.reminders import SendWindows
from tasks_db.register.values import BarePlan, Chase, OpenLine, Task
from tasks_db.register.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Chased:
    """What a chase does: the units that are asked again by day, those that nobody can be asked for, and what is new.

    ``silent`` are all units that have not reported. A due that is chased for that day already is not in ``new``.
    """

    days: tuple[tuple[date, tuple[str, ...]], ...]
    unreachable: tuple[str, ...]
    silent: tuple[str, ...]
    new: tuple[Chase, ...]


def chase(
    reading: Reading, plan: BarePlan, task: Task, calendar: Calendar, windows: SendWindows, now: datetime
) -> Chased:
    """Return whom a chase of a task asks, and on which working day."""
    known = {(c.due_id, c.day) for c in reading.chases}
    days: dict[date, list[str]] = {}
    unreachable: list[str] = []
    new: list[Chase] = []
    silent = progress.silent_units(task, now)
    for assignment in silent:
        due = progress.current_due(task, assignment, now)
        if due is None:
            continue
        line = OpenLine(plan, task, assignment, due)
        if reminders.seat_to_ask(reading, line, local_date(now)) is None:
            unreachable.append(assignment.unit)
            continue
        day = reminders.chase_day(reading, line, calendar, windows, now)
        days.setdefault(day, []).append(assignment.unit)
        if (due.id, day) not in known:
            new.append(Chase(due.id, day, now))
    by_day = tuple((day, tuple(units)) for day, units in days.items())
    return Chased(by_day, tuple(unreachable), tuple(a.unit for a in silent), tuple(new))
