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
    """A closing that a unit asked for on ``asked_on`` and that was returned on ``on``; ``why`` is what was wrong."""

    asked_on: date
    on: date
    why: str


def last_returned_closing(task: Task, as_of: datetime) -> ClosingReturned | None:
    """Return the last closing that was returned with what was wrong, of a task for which none was asked again."""
    asked = [
        r
        for _, r in task.requests
        if r.kind is AnswerKind.CLOSURE and r.decision(as_of) is not ReportStatus.WITHDRAWN
    ]
    last = max(asked, key=lambda r: (r.at, r.id), default=None)
    if last is None or last.decision(as_of) is not ReportStatus.RETURNED or last.decided_at is None:
        return None
    return ClosingReturned(last.said_on, local_date(last.decided_at), last.reason) if last.reason else None


def _when(report: Report) -> tuple[datetime, int]:
    return report.withdrawn_at or report.at, report.id
