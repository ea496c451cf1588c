"""How many tasks are in which state, and how many wear which light."""

from collections import Counter
from datetime import datetime

from tasks_db.register import lights
from tasks_db.register.digest import lines
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope, admits_unit
from tasks_db.register.queries.rows import Answer, TallyRow
from tasks_db.register.queries.shared import answer, tasks
from tasks_db.register.reading import Register
from tasks_db.terms import Light, WorkState


def tally(register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS) -> Answer[TallyRow]:
    """Return the counts of all states that a task is in, then those of the lights; ``of`` is the number of tasks.

    A task of which a unit asked for has any share counts as its task.
    """
    shown = [
        lights.shown(plan, task, now)
        for plan, task in tasks(register, scope, now, filters)
        if lines.is_counted(task)
        and (not (filters.unit_ids or filters.role) or any(admits_unit(filters, task, a) for a in task.assignments))
    ]
    states, lit = Counter(one.state for one in shown), Counter(one.light for one in shown)
    rows = [TallyRow(state, None, states[state]) for state in WorkState if states[state]]
    rows += [TallyRow(None, light, lit[light]) for light in Light if lit[light]]
    return answer(register, scope, now, filters, rows, of=len(shown))
