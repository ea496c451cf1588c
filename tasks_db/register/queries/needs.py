"""What units need from others, and the indicators against their targets."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.digest import lines
from tasks_db.register.digest.past import as_it_stood
from tasks_db.register.digest.targets import indicator_lines
from tasks_db.register.digest.values import Coordination, IndicatorLine
from tasks_db.register.queries.asked import NO_FILTERS, Filters, Scope
from tasks_db.register.queries.rows import Answer, IndicatorRow
from tasks_db.register.queries.shared import answer, in_span, tasks, visible
from tasks_db.register.reading import Reading, Register
from tasks_db.register.values import Plan, Task


def coordination(
    reading: Reading, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[Coordination]:
    """Return what units need from others, and what stands in their way where they named nobody (``needs`` empty)."""
    rows = (
        row
        for _, task in tasks(reading, scope, now, filters)
        if lines.is_counted(task)
        for row in _needs(task, now)
        if any(a.id == row.assignment_id for a in visible(task, scope, filters))
        and in_span(local_date(row.source.at), filters)
    )
    return answer(reading, scope, now, filters, rows)


def _needs(task: Task, now: datetime) -> list[Coordination]:
    found = lines.coordination(task, now)
    asking = {row.assignment_id for row in found}
    blocked = [one for one in lines.blockages(task, now) if one.assignment_id not in asking]
    return [*found, *(Coordination(b.task, b.assignment_id, b.unit, b.matter, "", b.source) for b in blocked)]


def indicators(
    register: Register, scope: Scope, now: datetime, filters: Filters = NO_FILTERS
) -> Answer[IndicatorRow]:
    """Return indicators against targets; of those that it does not supply a unit sees what the plan prints.

    Leaders and sections do not bear on them.
    """
    rows = (
        row
        for plan in as_it_stood(register, now).plans
        if filters.plan_id in {None, plan.id}
        for row in _indicator_rows(plan, scope, now, filters)
    )
    found = answer(register, scope, now, filters, rows)
    return replace(found, hidden=not found.rows and not scope.all and not set(filters.unit_ids) <= scope.unit_ids)


def _of_years(lines_: Iterable[IndicatorLine], filters: Filters) -> list[IndicatorLine]:
    """The lines for the years asked for; all of them where the plan aims at nothing in these years."""
    found = list(lines_)
    if filters.since is None and filters.until is None:
        return found
    first = filters.since.year if filters.since else 0
    last = filters.until.year if filters.until else 9999
    kept = [one for one in found if one.period[:4].isdigit() and first <= int(one.period[:4]) <= last]
    return kept or found


def _indicator_rows(plan: Plan, scope: Scope, now: datetime, filters: Filters) -> Iterator[IndicatorRow]:
    askings = {t.indicator_id: t for t in plan.tasks if t.indicator_id is not None}
    has_share = any(scope.owns(a) for task in plan.tasks for a in task.assignments)
    for line in _of_years(indicator_lines(plan, now), filters):
        task = askings.get(line.indicator_id)
        asked = task.asked_assignments[0] if task and task.asked_assignments else None
        supplied = scope.all or (asked is not None and scope.owns(asked))
        if not supplied and not has_share:
            continue
        if filters.indicator_ids and line.indicator_id not in filters.indicator_ids:
            continue
        if filters.unit_ids and (asked is None or asked.unit_id not in filters.unit_ids):
            continue
        due = progress.current_due(task, asked, now) if task and asked else None
        row = IndicatorRow(line, asked.id if asked else None, due.id if due else None)
        yield row if supplied else IndicatorRow(replace(line, value=None, source=None), None, None, printed=True)
