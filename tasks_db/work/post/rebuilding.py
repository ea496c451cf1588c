"""The bounds of all dues computed anew, by and by: when the calendar or the rules have changed, and when asked to.

``due.look_on`` rests on the calendar and on the code that decides. Both are one fingerprint, which is kept beside the
bounds; a different one lets all be computed again. Each portion is read, decided and written for itself.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import reminders
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import facts, looks, registers
from tasks_db.store.looks import Look
from tasks_db.work.context import Context, act, view
from tasks_db.work.desk import Desk

_TASKS_AT_ONCE = 50
"""So few that a start holds little: 300 are a twelfth quicker, and hold two megabytes that are never given back."""
_DUES_AT_ONCE = 2000


def fingerprint(calendar: Calendar, windows: SendWindows) -> str:
    """Return the fingerprint of what bounds rest on: holidays, the office's own days, send windows, deciding code."""
    own = sorted((day.isoformat(), works) for day, works in calendar.overrides.items())
    return hashlib.sha256(f"{_code()} {own} {windows.spans}".encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256(metadata.version("chinesecalendar").encode())
    modules = (file for file in resources.files("tasks_db.register").iterdir() if file.name.endswith(".py"))
    for module in sorted(modules, key=lambda file: file.name):
        digest.update(module.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many dues were compared with the fold, and how many of them would have been overlooked for a time."""

    dues: int
    wrong: int


def rebuild(desk: Desk) -> Rebuilt:
    """Compute the bounds of all dues anew and mend those that are not as the fold says.

    Others write meanwhile; whatever happens to a due leaves it to be looked at.
    """
    dues = wrong = last = 0
    while tasks := desk.ask(SYSTEM, next_tasks, last):
        last = tasks[-1]
        found = desk.ask(SYSTEM, look_again, tasks[0], last)
        dues += len(found)
        wrong += sum(is_late(look) for look in found)
        desk.do(SYSTEM, write_looks, found)
    desk.do(SYSTEM, remember_fingerprint)
    return Rebuilt(dues, wrong)


def set_aside(desk: Desk) -> None:
    """Write the bounds of the dues that are to be looked at, portion by portion, so that only today's are left."""
    for first, last in desk.ask(SYSTEM, portions):
        found = desk.ask(SYSTEM, look_again, first, last)
        desk.do(SYSTEM, write_looks, found)


def is_late(look: Look) -> bool:
    """Return whether a bound would have let a due be overlooked."""
    found, first = look
    return first is not None and (found.look_on is None or found.look_on > first)


@view(Right.DELIVER)
def next_tasks(ctx: Context, after: int) -> Sequence[int]:
    """Return the ids of the tasks of one portion, those behind the task ``after``."""
    return looks.next_tasks(ctx.session, after, _TASKS_AT_ONCE)


@view(Right.DELIVER)
def portions(ctx: Context) -> Sequence[tuple[int, int]]:
    """Return stretches of tasks, from one id to another, with some thousand dues to be looked at today in each."""
    found: list[tuple[int, int]] = []
    begun: int | None = None
    count = 0
    tasks = looks.count_by_task(ctx.session, ctx.today)
    for task_id, dues in tasks:
        begun, count = begun if begun is not None else task_id, count + dues
        if count >= _DUES_AT_ONCE or task_id == tasks[-1][0]:
            found.append((begun, task_id))
            begun, count = None, 0
    return found


@view(Right.DELIVER)
def look_again(ctx: Context, first: int, last: int) -> Sequence[Look]:
    """Return every due of the tasks from one id to another, with its bound as the fold says."""
    part = registers.part(ctx.session, looks.tasks_between(first, last))
    days = reminders.first_looks(part, ctx.now, ctx.calendar)
    return [(found, days.get(found.due_id)) for found in looks.of_tasks(ctx.session, first, last)]


@act(Right.DELIVER)
def write_looks(ctx: Context, found: Sequence[Look]) -> None:
    """Write bounds beside the dues to which nothing has happened since they were read."""
    looks.write(ctx.session, found)


@act(Right.DELIVER)
def remember_fingerprint(ctx: Context) -> None:
    """Remember what the bounds were computed with."""
    facts.put(ctx.session, looks.RESTS_ON, fingerprint(ctx.calendar, ctx.windows))
