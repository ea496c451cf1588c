"""What was said of a due and came to nothing: the due is asked again (R7)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.ladder import AGAIN_RUNG, Rung
from tasks_db.register.values import Due, OpenLine, Report
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, ReportStatus


def again(line: OpenLine, now: datetime, calendar: Calendar, asked: Iterable[date]) -> Iterator[Rung]:
    """Yield the rungs on which a unit is asked again, because what it said was returned or taken back.

    That is on the working day after, if it had been asked at all by then.
    """
    since = min(asked, default=date.max)
    for at in _sent_back(line.assignment.reports, line.due, now):
        day = calendar.after(local_date(at))
        if since <= local_date(at):
            yield Rung(AGAIN_RUNG, day, day, at)


def _sent_back(reports: Iterable[Report], due: Due, now: datetime) -> Iterator[datetime]:
    """The moments at which answers about a due were returned or taken back."""
    for report in reports:
        if report.kind not in progress.ANSWERS or report.at > now or not progress.is_about(report, due):
            continue
        if report.withdrawn_at is not None and report.withdrawn_at <= now:
            yield report.withdrawn_at
        elif report.decision(now) is ReportStatus.RETURNED and report.decided_at is not None:
            yield report.decided_at


def asked_from(line: OpenLine, now: datetime, calendar: Calendar) -> date:
    """Return the day from which a due is asked for after an answer, or a request that stopped it, came to nothing.

    Whoever gave it hears of its return at once, so the ladder goes on on the next working day.
    """
    moments = list(_sent_back(line.assignment.reports, line.due, now))
    consolidating = line.task.consolidating
    if consolidating is not None and consolidating is not line.assignment:
        requests = [r for r in consolidating.reports if r.kind in {AnswerKind.CLOSURE, AnswerKind.EXTENSION}]
        closures = (replace(r, checkpoint_id=None) if r.kind is AnswerKind.CLOSURE else r for r in requests)
        moments += _sent_back(closures, line.due, now)
    return max((calendar.after(local_date(at)) for at in moments), default=date.min)
