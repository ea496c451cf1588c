"""What each unit got, by month: messages that came by themselves, and the questions in them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from config.clock import SHANGHAI
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Got:
    """One message that a unit got, and how many questions it held for that unit."""

    unit: str
    notice_id: int
    sent_at: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class Burden:
    """What one unit got in one month, written as 2025-11."""

    month: str
    unit: str
    messages: int
    questions: int


def by_month(got: Iterable[Got]) -> tuple[Burden, ...]:
    """Return what each unit got in each month, the newest month first and the units by name: no ranking (R13)."""
    counts: dict[tuple[str, str], list[Got]] = defaultdict(list)
    for one in got:
        counts[one.sent_at.astimezone(SHANGHAI).strftime("%Y-%m"), one.unit].append(one)
    found = [
        Burden(month, unit, len({one.notice_id for one in all_of}), sum(one.questions for one in all_of))
        for (month, unit), all_of in counts.items()
    ]
    return tuple(sorted(sorted(found, key=lambda one: one.unit), key=lambda one: one.month, reverse=True))
