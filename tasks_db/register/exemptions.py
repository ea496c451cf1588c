"""豁免 that holds: which units owe nothing (more) for a task, and why."""

from collections.abc import Iterator
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, progress
from tasks_db.register.values import Assignment, Due, Task
from tasks_db.terms import CheckpointKind


@dataclass(frozen=True, slots=True)
class Exemption:
    """A unit that is exempted from a task; ``code`` and ``title`` are the task's."""

    task_id: int
    code: str
    title: str
    unit_id: int | None
    unit: str
    reason: str


def holding(task: Task) -> Iterator[Exemption]:
    """Yield the exemptions that hold for a task, one a unit, with the last reason that was given."""
    for own in task.asked_assignments:
        waived = [due for due in own.dues if due.exempted_at is not None]
        if waived:
            reason = waived[-1].exempted_reason or ""
            yield Exemption(task.id, codes.of(task), task.title, own.unit_id, own.unit, reason)


def of_unit(task: Task, unit: str) -> list[Assignment]:
    """Return the assignments that a name stands for, as the registry or the plan writes it; a group its own."""
    named = {one.id for one in task.assignments if unit in {one.unit, one.printed}}
    return [one for one in task.assignments if one.id in named or one.parent_id in named]


def why_nothing(share: Assignment, now: datetime) -> str | None:
    """Return why a unit owes nothing for a task, the reason of its exemption, perhaps empty; None where it owes."""
    if not progress.is_exempted(share, now):
        return None
    return next((due.exempted_reason for due in reversed(share.dues) if due.exempted_at is not None), None) or ""


def came_and_went(due: Due, today: date) -> bool:
    """Return whether a round or a milestone fell due while its unit was exempted from it: nobody asked for it."""
    if due.exempted_at is None or due.checkpoint.kind is CheckpointKind.DEADLINE:
        return False
    return local_date(due.exempted_at) <= due.day < today
