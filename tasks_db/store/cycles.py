"""Reporting cycles as a task's row keeps them: every, target, day and months; older rows lack the last two."""

from collections.abc import Mapping
from typing import Any

from tasks_db.language.rounds import Round
from tasks_db.register.values import Cycle


def row(cycle: Cycle) -> dict[str, Any]:
    """Return a cycle as it is stored."""
    one = cycle.round
    return {
        "every": one.every,
        "target": cycle.target,
        "day": one.day,
        "months": list(one.months) if one.months else None,
    }


def value(stored: Mapping[str, Any]) -> Cycle:
    """Return a stored cycle."""
    months = stored.get("months")
    season = (int(months[0]), int(months[1])) if months else None
    return Cycle(Round(stored["every"], stored.get("day"), season), stored.get("target", ""))
