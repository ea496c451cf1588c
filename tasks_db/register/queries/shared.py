"""What the answers share: the tasks that an asker sees and asks for, and the frame around the rows."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from tasks_db.register import lights, states
from tasks_db.register.digest import lines
from tasks_db.register.digest.past import tasks_as_they_stood
from tasks_db.register.queries.asked import Filters, Scope, admits, admits_unit, in_words, named_in
from tasks_db.register.queries.rows import Answer
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Task

Row = TypeVar("Row")


def tasks(reading: Reading, scope: Scope, now: datetime, filters: Filters) -> Iterator[tuple[BarePlan, Task]]:
    """Yield the tasks that the asker may see and asks for, in the order of plans and rows."""
    for plan, task in tasks_as_they_stood(reading, now):
        if admits(filters, plan, task) and scope.sees_task(task) and _in_state(plan, task, now, filters):
            yield plan, task


def _in_state(plan: BarePlan, task: Task, now: datetime, filters: Filters) -> bool:
    if filters.states and states.work_state(plan, task, now) not in filters.states:
        return False
    if filters.unchanged and (states.closed_at(task, now) is not None or not lines.is_unchanged_twice(task, now)):
        return False
    return filters.light is None or (lines.is_counted(task) and lights.shown(plan, task, now).light is filters.light)


def answer(
    reading: Reading, scope: Scope, now: datetime, filters: Filters, rows: Iterable[Row], of: int | None = None
) -> Answer[Row]:
    """Put rows into an answer that says how far its asker sees; ``of`` is how many there might have been."""
    return Answer(
        now,
        filters,
        in_words(filters, named_in(reading)),
        tuple(rows),
        narrowed=not scope.all,
        hidden=scope.hides(reading, filters.unit_ids),
        of=of,
    )


def visible(task: Task, scope: Scope, filters: Filters) -> list[Assignment]:
    """Return the asked shares of a task that the asker may see and asks for."""
    return [a for a in task.asked_assignments if is_visible(task, a, scope, filters)]


def is_visible(task: Task, assignment: Assignment, scope: Scope, filters: Filters) -> bool:
    """Return whether the asker may see a share and asks for its unit."""
    return scope.sees(task, assignment) and admits_unit(filters, task, assignment)


def in_span(day: date, filters: Filters) -> bool:
    """Return whether a day lies among those that are asked for, all of them where none is."""
    return (filters.since is None or filters.since <= day) and (filters.until is None or day <= filters.until)
