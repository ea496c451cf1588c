"""A task that was cancelled (取消), as whoever asks for it is told."""

from collections.abc import Sequence
from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.trail import Change
from tasks_db.register.values import Task
from tasks_db.terms import Role

CANCELLED = "取消任务"
"""What the audit calls a cancellation."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A cancelled task: when, by whom and on what ground; who leads it and who is responsible."""

    task_id: int
    plan_id: int
    seq: str
    title: str
    at: datetime
    by: str
    ground: str
    leads: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def code(self) -> str:
        """The task's code: 1-10."""
        return codes.code(self.plan_id, self.seq)


def ended(task: Task, history: Sequence[Change]) -> Ended | None:
    """Return what is told of a cancelled task, by the last cancellation in its history.

    None for one that counts, and for a candidate that was never taken.
    """
    last = next((one for one in reversed(history) if one.action == CANCELLED), None)
    if task.cancelled_at is None or last is None:
        return None
    return Ended(
        task.id,
        task.plan_id,
        task.seq,
        task.title,
        task.cancelled_at,
        last.authority,
        str(last.detail.get("reason", "")),
        *(tuple(a.printed for a in task.printed_assignments if a.role is role) for role in Role),
    )
