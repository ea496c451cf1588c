"""Numbers that one can say aloud: 1-5 is item 5 of plan 1, the same in bundles, lists, papers and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks_db.register.digest.references import TaskRef
    from tasks_db.register.values import Task


def code(plan_id: int, seq: str) -> str:
    """Return a task's code of its plan's number and its own: 1-5."""
    return f"{plan_id}-{seq}"


def of(task: Task | TaskRef) -> str:
    """Return the code of a task."""
    return code(task.plan_id, task.seq)


def parted(text: str) -> tuple[int | None, str]:
    """Return the plan's number and the task's of what was typed: 1-5, or 5 alone, of which the plan is not said."""
    plan, dash, seq = text.strip().removeprefix("第").removesuffix("项").partition("-")
    if dash and plan.isdecimal() and seq.strip():
        return int(plan), seq.strip()
    return None, text.strip().removeprefix("第").removesuffix("项")


def goes_by(task: Task, number: str) -> bool:
    """Return whether a task is called by what was typed: its number in its plan, or its code."""
    return number in {task.seq, of(task)}
