"""Counts of tasks and their shares."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from tasks_db.register.digest.period import Period
from tasks_db.register.digest.values import Overall, ReportCount, Share, StateCount, Tally, TaskLine
from tasks_db.terms import ReportState, WorkState

_TENTH = Decimal("0.1")
_TIMED = (
    WorkState.ON_TRACK,
    WorkState.BEHIND,
    WorkState.OVERDUE,
    WorkState.UNQUANTIFIED,
    WorkState.NOT_STARTED,
    WorkState.NO_FEEDBACK,
)
"""The states of tasks that have a date, in the order in which a paper names them."""
K = TypeVar("K", bound=Hashable)


def percentage(count: int, total: int) -> Decimal:
    """Return the share in percent with one decimal, rounded as people round; 0.0 of nothing.

    Equal counts have equal shares, so that shares may add up to 99.9 or 100.1.
    """
    if total == 0:
        return Decimal("0.0")
    return (Decimal(count) * 100 / Decimal(total)).quantize(_TENTH, ROUND_HALF_UP)


def tally(label: str | None, plan_id: int | None, lines: Sequence[TaskLine]) -> Tally:
    """Return how many of the tasks are in each 办理状态, with their shares."""
    counts = Counter(line.work_state for line in lines)
    return Tally(
        label,
        plan_id,
        len(lines),
        tuple(Share(state, counts[state], percentage(counts[state], len(lines))) for state in WorkState),
        sum(line.closed_before_dispatch for line in lines),
    )


def report_counts(lines: Iterable[TaskLine]) -> tuple[ReportCount, ...]:
    """Return how many of the tasks are in each 报送状态, none left out."""
    counts = Counter(line.report_state for line in lines)
    return tuple(ReportCount(state, counts[state]) for state in ReportState)


def overall(lines: Sequence[TaskLine], period: Period) -> Overall:
    """Return the counts of a paper's first sentence, those closed in its period apart."""
    closed = [line for line in lines if line.work_state is WorkState.CLOSED]
    at_dispatch = sum(line.closed_before_dispatch for line in closed)
    lately = sum(
        line.closed_at is not None and not line.closed_before_dispatch and period.holds(line.closed_at)
        for line in closed
    )
    standing = [line for line in lines if line.work_state is WorkState.STANDING]
    counts = Counter(line.work_state for line in lines)
    timed = (StateCount(state, counts[state]) for state in _TIMED)
    before = len(closed) - lately - at_dispatch
    return Overall(len(lines), lately, before, at_dispatch, report_counts(standing), tuple(timed))


def grouped(lines: Iterable[TaskLine], key: Callable[[TaskLine], K]) -> dict[K, list[TaskLine]]:
    """Lines by key, in the order in which keys appear: the plan's order, never a ranking."""
    groups: dict[K, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups
