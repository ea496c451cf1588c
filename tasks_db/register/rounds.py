"""Rounds of a recurring report: which one a unit is asked for, and which one an answer belongs to (R7).

One round is asked at a time. It begins with its ladder, but not before the round before it is over: past its day and
past the last step of the ladder after it (T+3), or half the time between the two rounds where they lie closer. When
it begins, the one before is asked no more, and stays 未按时报送 if nobody answered. So a monthly report that comes
two days late belongs to its own month, and a silent year owes one line. All days are the unit's own (R9), but a
round is not over before the task's own date either: what a unit says on the 25th is of the round of that 25th.
"""

from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.values import Assignment, Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which one round is asked: from ``begins`` until the day before ``ends``, None for the last one."""

    begins: date
    ends: date | None

    def holds(self, day: date) -> bool:
        """Return whether the round is asked on a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)


def is_round(due: Due) -> bool:
    """Return whether a due is one round of a recurring report."""
    return due.checkpoint.kind is CheckpointKind.ROUND


def span(task: Task, assignment: Assignment, due: Due) -> Span:
    """Return when a round of a unit is asked; rounds that fall on one day are asked together."""
    dates: dict[date, date] = {}
    """The task's own date of what falls on each day of the unit."""
    for one in filter(is_round, assignment.dues):
        dates[one.day] = max(one.task_day, dates.get(one.day, one.task_day))
    days = sorted(dates)
    place = days.index(due.day)

    def begins(at: int) -> date:
        return _begins(task, (days[at - 1], dates[days[at - 1]]) if at else None, days[at])

    return Span(begins(place), begins(place + 1) if place + 1 < len(days) else None)


def _begins(task: Task, before: tuple[date, date] | None, day: date) -> date:
    """Return when the round of a day begins; ``before`` are the day of the one before it and the task's own date."""
    first_rung = day - task.settings.asked_ahead
    if before is None:
        return first_rung
    last, its_date = before
    over = last + min(task.settings.asked_after, (day - last) // 2)
    return max(first_rung, over + _DAY, min(its_date + _DAY, day))


def asked_round(task: Task, assignment: Assignment, now: datetime) -> Due | None:
    """Return the round that the unit is asked for at ``now``, answered or not; None before the first one begins."""
    today = local_date(now)
    own = sorted((d for d in assignment.dues if is_round(d)), key=lambda d: d.id)
    return next((d for d in own if span(task, assignment, d).holds(today)), None)


def has_begun(task: Task, assignment: Assignment, due: Due, now: datetime) -> bool:
    """Return whether a round is, or was, asked for: what is said before that is no report on it."""
    return span(task, assignment, due).begins <= local_date(now)


def is_over(task: Task, assignment: Assignment, due: Due, now: datetime) -> bool:
    """Return whether a round is asked no more, because the next one has begun."""
    ends = span(task, assignment, due).ends
    return ends is not None and ends <= local_date(now)


def is_answered_by(task: Task, assignment: Assignment, due: Due, report: Report) -> bool:
    """Return whether a report of the unit answers a round: anything but 签收 that belongs to it.

    A report belongs to the round that it names. One that names no round, because it was given at a deadline or a
    milestone of the same task, belongs to the round that was asked then: one task stands once in a bundle. To ask
    for another date of the round itself is no answer to it: the decision moves the round or lets it stand.
    """
    if report.kind is AnswerKind.RECEIVED:
        return False
    named = next((d for d in assignment.dues if d.checkpoint.id == report.checkpoint_id), None)
    if named is not None and is_round(named):
        return named.day == due.day and report.kind is not AnswerKind.EXTENSION
    return span(task, assignment, due).holds(local_date(report.at))
