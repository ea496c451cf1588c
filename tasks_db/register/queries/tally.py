"""How many tasks are in which state, and how many wear which light."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from tasks_db.register import lights, states
from tasks_db.register.digest import lines
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope, admits_unit
from tasks_db.register.queries.rows import Answer, TallyRow
from tasks_db.register.queries.shared import answer, tasks
from tasks_db.register.reading import Register
from tasks_db.register.values import Task
from tasks_db.terms import Light, WorkState

_FEW = 5
"""So many tasks of somebody are named beside their count: whoever asks how many asks next which."""


def tally(register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[TallyRow]:
    """Return the counts of all states that a task is in, then those of the lights; ``of`` is the number of tasks.

    A task of which a unit asked for has any share counts as its task. A few of somebody or something that is named
    stand beside the counts.
    """
    counted = [
        (task, lights.shown(plan, task, now))
        for plan, task in tasks(register, scope, now, filters)
        if lines.is_counted(task)
        and (not (filters.unit_ids or filters.role) or any(admits_unit(filters, task, a) for a in task.assignments))
    ]
    by_state, lit = Counter(one.state for _, one in counted), Counter(one.light for _, one in counted)
    rows = [TallyRow(state, None, by_state[state]) for state in WorkState if by_state[state]]
    rows += [TallyRow(None, light, lit[light]) for light in Light if lit[light]]
    named = [_one(task, one.state, now) for task, one in counted] if filters.narrow and len(counted) <= _FEW else []
    return replace(answer(register, scope, now, filters, rows, of=len(counted)), beside=tuple(named))


def _one(task: Task, state: WorkState, now: datetime) -> TallyRow:
    day = min(states.open_dates(task, now), default=None) if state is not WorkState.CLOSED else None
    return TallyRow(state, None, 1, TaskRef.of(task), day)
