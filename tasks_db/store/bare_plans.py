"""Plans without their tasks, as columns and as values."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tasks_db.register.ladder import PlanSettings
from tasks_db.register.values import BarePlan
from tasks_db.store import models
from tasks_db.store.lean import columns

_PLAN = columns(models.Plan)

PLAN_COLUMNS = (
    *(_PLAN.id, _PLAN.meeting_id, _PLAN.title, _PLAN.number, _PLAN.stage, _PLAN.document_status),
    *(_PLAN.dispatched_at, _PLAN.period_start, _PLAN.period_end, _PLAN.settings),
)
"""What a statement selects to have plans read."""


def fields_of(row: Sequence[Any]) -> tuple[Any, ...]:
    """Return the fields of a plan, in the order in which ``BarePlan`` has them, from its ``PLAN_COLUMNS``."""
    *fields, begins, ends, stored = row
    return (*fields, (begins, ends), _settings(stored))


def bare_plan(row: Sequence[Any]) -> BarePlan:
    """Return a plan from its ``PLAN_COLUMNS``."""
    return BarePlan(*fields_of(row))


def _settings(stored: dict[str, Any]) -> PlanSettings:
    """The plan's own settings over the defaults."""
    known = asdict(PlanSettings())
    known |= {name: value for name, value in stored.items() if name in known}
    return PlanSettings(**{**known, "ladder": tuple(known["ladder"])})
