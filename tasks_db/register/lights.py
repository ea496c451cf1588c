"""三色: how a task looks at a glance, and why. Red is late, yellow in danger, green as it should be.

A light follows from 办理状态 and the days left; where neither says anything a task has none.
"""

from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import states
from tasks_db.register.values import BarePlan, Task
from tasks_db.terms import Light, WorkState

NEAR = timedelta(days=7)
"""So long before its date an open task is 临近, and so yellow."""

_DANGER = frozenset({WorkState.BEHIND})
_FINE = frozenset({WorkState.CLOSED, WorkState.ON_TRACK})


@dataclass(frozen=True, slots=True)
class Shown:
    """A task's light; None where its state says nothing. ``near`` is the date that makes it yellow, if one does."""

    light: Light | None
    state: WorkState
    near: date | None = None


def shown(plan: BarePlan, task: Task, as_of: datetime) -> Shown:
    """Return the light of a task at ``as_of``."""
    state = states.work_state(plan, task, as_of)
    if state is WorkState.OVERDUE:
        return Shown(Light.RED, state)
    near = _near(task, as_of) if state is not WorkState.CLOSED else None
    if near is not None or state in _DANGER:
        return Shown(Light.YELLOW, state, near)
    return Shown(Light.GREEN if state in _FINE else None, state)


def _near(task: Task, as_of: datetime) -> date | None:
    today = local_date(as_of)
    days = (day for day in states.open_dates(task, as_of) if today <= day <= today + NEAR)
    return min(days, default=None)
