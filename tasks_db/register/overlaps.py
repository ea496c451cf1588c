"""Tasks that ask a unit for the same thing twice, in one plan or in two, so that one answer can serve both."""

from collections.abc import Iterable
from datetime import datetime

from tasks_db.register import progress
from tasks_db.register.compare import MOST_BESIDE_WORDS, Item, likeness, words_alike
from tasks_db.register.values import Assignment, BarePlan, Task
from tasks_db.terms import AnswerKind

OVERLAP = 70
"""Likeness (0–100) from which the same answer is offered for another task; the unit decides."""

MOST = 3

_MAY_SERVE = frozenset({AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE})


def may_serve(kind: AnswerKind) -> bool:
    """Return whether answers of a kind may hold for another task too; requests are made for one task at a time."""
    return kind in _MAY_SERVE


def alike(task: Task, others: Iterable[tuple[int, str, str]]) -> list[int]:
    """Return those of ``others`` (id, title, content) whose words are enough like the task's to be looked at.

    The rest cannot reach ``OVERLAP``, whatever their numbers and units.
    """
    mine = Item.of_task(task)
    bar = OVERLAP - MOST_BESIDE_WORDS
    return [i for i, title, content in others if words_alike(mine.title, mine.content, title, content) >= bar]


def overlapping(
    others: Iterable[tuple[BarePlan, Task]], task: Task, own: Assignment, now: datetime
) -> list[tuple[BarePlan, Task, Assignment]]:
    """Return those of ``others`` that read much like ``task`` and still wait for an answer of ``own``'s unit.

    The most alike come first.
    """
    mine = Item.of_task(task)
    scored = [
        (likeness(mine, Item.of_task(other)), plan, other, assignment)
        for plan, other in others
        if other.id != task.id and other.indicator_id is None and not progress.is_closed(other, now)
        for assignment in other.asked_assignments
        if assignment.unit_id == own.unit_id and progress.current_due(other, assignment, now) is not None
    ]
    found = sorted((s for s in scored if s[0] >= OVERLAP), key=lambda s: -s[0])
    return [(plan, other, assignment) for _, plan, other, assignment in found[:MOST]]
