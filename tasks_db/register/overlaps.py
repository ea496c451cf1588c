"""Tasks that ask a unit for the same thing twice, in one plan or in two, so that one answer can serve both."""

from datetime import datetime

from tasks_db.register import progress
from tasks_db.register.compare import Item, likeness
from tasks_db.register.values import Assignment, Plan, Register, Task
from tasks_db.terms import AnswerKind

OVERLAP = 70
"""Likeness (0–100) from which the same answer is offered for another task; the unit decides."""

MOST = 3

_MAY_SERVE = frozenset({AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE})


def may_serve(kind: AnswerKind) -> bool:
    """Return whether answers of a kind may hold for another task too; requests are made for one task at a time."""
    return kind in _MAY_SERVE


def overlapping(register: Register, assignment_id: int, now: datetime) -> list[tuple[Plan, Task, Assignment]]:
    """Return the unit's other tasks that read much like this one and still wait for an answer, most alike first."""
    found = register.by_assignment.get(assignment_id)
    if found is None:
        return []
    _, task, own = found
    mine = Item.of_task(task)
    scored = [
        (likeness(mine, Item.of_task(other)), plan, other, assignment)
        for plan, other in register.tasks()
        if other.id != task.id and other.indicator_id is None and not progress.is_closed(other, now)
        for assignment in other.asked_assignments
        if assignment.unit_id == own.unit_id and progress.current_due(other, assignment, now) is not None
    ]
    alike = sorted((s for s in scored if s[0] >= OVERLAP), key=lambda s: -s[0])
    return [(plan, other, assignment) for _, plan, other, assignment in alike[:MOST]]
