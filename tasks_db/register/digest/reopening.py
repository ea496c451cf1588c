"""What was closed and opened again after looking back at it (回头看): when, and why."""

from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import reviews
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus


@dataclass(frozen=True, slots=True)
class Reopened:
    """A task that was closed on ``closed_on`` was opened again at ``at``; ``why`` is the office's reason."""

    closed_on: date
    at: datetime
    why: str

    @property
    def on(self) -> date:
        """The local day on which it was opened again."""
        return local_date(self.at)


def last_reopening(task: Task, as_of: datetime) -> Reopened | None:
    """Return the last time that the office opened again what a 申请办结 had closed; None where it never did."""
    closures = (r for _, r in task.requests if r.kind is AnswerKind.CLOSURE and reviews.reopened(r, as_of))
    last = max(closures, key=_when, default=None)
    if last is None or last.withdrawn_at is None:
        return None
    return Reopened(local_date(last.decided_at or last.at), last.withdrawn_at, last.reason or "")


@dataclass(frozen=True, slots=True)
class ClosingReturned:
    """A closing that a unit asked for on ``asked_on`` and that was returned on ``on``; ``why`` is what was wrong.

    ``text`` is what the ``unit`` told with it, at ``asked_at``.
    """

    asked_on: date
    on: date
    why: str
    unit: str
    text: str
    asked_at: datetime


def last_returned_closing(task: Task, as_of: datetime) -> ClosingReturned | None:
    """Return the last closing that was returned with what was wrong, of a task for which none was asked again."""
    asked = _closings(task, as_of)
    return _returned(asked[-1], as_of) if asked else None


def returned_before_closing(task: Task, as_of: datetime) -> ClosingReturned | None:
    """Return the last closing that was returned with what was wrong, of a task that was closed since.

    What stands between two closings of one that was opened again is told with that.
    """
    found = (_returned(r, as_of) for r in reversed(_closings(task, as_of)))
    told = next((one for one in found if one is not None), None)
    opened = last_reopening(task, as_of)
    return None if told is None or (opened is not None and told.on <= opened.on) else told


def _closings(task: Task, as_of: datetime) -> list[Report]:
    asked = (
        r
        for _, r in task.requests
        if r.kind is AnswerKind.CLOSURE and r.said_by(as_of) and r.decision(as_of) is not ReportStatus.WITHDRAWN
    )
    return sorted(asked, key=lambda r: (r.at, r.id))


def _returned(asked: Report, as_of: datetime) -> ClosingReturned | None:
    if asked.decision(as_of) is not ReportStatus.RETURNED or asked.decided_at is None or not asked.reason:
        return None
    on = local_date(asked.decided_at)
    return ClosingReturned(asked.said_on, on, asked.reason, asked.unit, asked.text, asked.at)


def _when(report: Report) -> tuple[datetime, int]:
    return report.withdrawn_at or report.at, report.id
