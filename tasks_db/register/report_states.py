"""报送状态: whether a unit reported what it owed, judged by the unit's own collection day (R9, R15).

A late report is not late work; ``states`` has 办理状态. A unit that could not be asked is 未送达, never 未按时报送.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import deciding, progress, rounds, states
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.decided_once import once
from tasks_db.register.people import Holder
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Due, OpenLine, Report, Task
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, ReportState, ReportStatus, Role

REPORTED = frozenset({ReportState.ON_TIME, ReportState.LATE})
_FROM_BEST = (
    ReportState.EXEMPTED,
    ReportState.ON_TIME,
    ReportState.NOT_DUE,
    ReportState.LATE,
    ReportState.UNDELIVERED,
    ReportState.NOT_REPORTED,
)
"""From what is best to what is worst: of several states the worst is told."""

_MOVED_BACK = timedelta(days=10)
"""How far a rung may go out before its day, over the longest holiday."""


def report_on(line: OpenLine, as_of: datetime) -> Report | None:
    """Return the first standing report that the unit made on a due, else None.

    For a round that is an answer that belongs to it (``rounds``). For a deadline or a milestone it is any answer of
    the unit since that date was asked for, or its 已完成 of it at any time; 已完成 of an earlier date says nothing of
    a later one, unless who helps says it once that one is over. 签收 is no report, nor is a request: it waits,
    is refused, or moves the date; only an approved 申请办结 was a report all along.
    """
    standing = progress.standing_reports(line.assignment, as_of)
    return next((r for r in standing if _reports_on(r, line, as_of)), None)


def _reports_on(report: Report, line: OpenLine, as_of: datetime) -> bool:
    if rounds.is_round(line.due):
        return rounds.is_answered_by(line.task, line.assignment, line.due, report)
    asked_for = report.said_on >= _asked_since(line)
    if report.kind is AnswerKind.CLOSURE:
        return asked_for and report.decision(as_of) is ReportStatus.ACCEPTED
    if report.kind not in progress.ANSWERS or report.kind is AnswerKind.EXTENSION:
        return False
    if report.kind is AnswerKind.DONE and report.checkpoint_id == line.due.checkpoint.id:
        return True
    return asked_for and not _finishes_an_earlier_date(report, line)


def _finishes_an_earlier_date(report: Report, line: OpenLine) -> bool:
    """Whether a report is 已完成 of an earlier date and says nothing of this one.

    A unit that only helps and says it once that earlier date is over means its share, and has been heard: the
    register puts its word down to the first date that it still owed.
    """
    helps = line.assignment.role is not Role.LEAD and not line.assignment.consolidates
    earlier = {
        c.id
        for c in line.task.checkpoints
        if c.day < line.due.checkpoint.day and not (helps and c.day < report.said_on)
    }
    return report.kind is AnswerKind.DONE and report.checkpoint_id in earlier


def too_early(line: OpenLine, as_of: datetime) -> Report | None:
    """Return what a unit last said of a deadline or milestone before that was asked for, which is no report on it."""
    if rounds.is_round(line.due):
        return None
    said = (
        r
        for r in progress.standing_reports(line.assignment, as_of)
        if r.kind in deciding.SUBSTANCE
        and progress.is_about(r, line.due)
        and r.said_on < _asked_since(line)
        and not _reports_on(r, line, as_of)
    )
    return max(said, key=lambda r: (r.at, r.id), default=None)


def _asked_since(line: OpenLine) -> date:
    """The first day on which a due may have been asked for: that of its first rung, moved back over a holiday."""
    return line.due.day - line.plan.settings.asked_ahead - _MOVED_BACK


def report_state(reading: Reading, line: OpenLine, as_of: datetime) -> ReportState:
    """Return the 报送状态 of a due at ``as_of``: the first that fits, in the order of ``ReportState`` (R15).

    The unit's own day counts, never the task's date (R9). ``line.due`` must belong to ``line.assignment``.
    """
    due = line.due
    report = report_on(line, as_of)
    if states.is_exempted(due, as_of) or _ended_before(line.task, due, report, as_of):
        return ReportState.EXEMPTED
    if report is not None:
        return ReportState.ON_TIME if report.said_on <= _in_time_until(line, as_of) else ReportState.LATE
    if _in_time_until(line, as_of) >= local_date(as_of) or _is_stopped(line, as_of):
        return ReportState.NOT_DUE
    if not was_reached(reading, line):
        return ReportState.UNDELIVERED
    return ReportState.NOT_DUE if _came_late(line) else ReportState.NOT_REPORTED


def _in_time_until(line: OpenLine, as_of: datetime) -> date:
    """The unit's own day; of an answer in time that was returned, the working day on which it is asked again (R7).

    Whoever mends by then what was returned has reported in time: its first answer was.
    """
    until = line.due.day
    for report in sorted(line.assignment.reports, key=lambda r: (r.at, r.id)):
        if report.said_on <= until and report.decided_at is not None and _was_returned(report, line, as_of):
            until = max(until, Calendar().after(local_date(report.decided_at)))
    return until


def _was_returned(report: Report, line: OpenLine, as_of: datetime) -> bool:
    """Whether a report on a due was returned by ``as_of`` and not taken back by the unit."""
    if not report.said_by(as_of) or report.decision(as_of) is not ReportStatus.RETURNED:
        return False
    if rounds.is_round(line.due):
        return rounds.is_answered_by(line.task, line.assignment, line.due, report)
    about = report.kind in progress.ANSWERS and report.kind is not AnswerKind.EXTENSION
    return about and report.said_on >= _asked_since(line) and not _finishes_an_earlier_date(report, line)


def _came_late(line: OpenLine) -> bool:
    """Whether the task was handed out after the unit's day: no report was due then, the work alone is late."""
    dispatched = line.plan.dispatched_at
    return dispatched is not None and local_date(dispatched) > line.due.day


def _ended_before(task: Task, due: Due, report: Report | None, as_of: datetime) -> bool:
    """Whether the task was closed or cancelled before the day of the due, or on it with nothing said so far."""
    cancelled = task.cancelled_at if task.cancelled_at is not None and task.cancelled_at <= as_of else None
    ends = [local_date(at) for at in (states.closed_at(task, as_of), cancelled) if at is not None]
    if not ends:
        return False
    return min(ends) < due.day or (min(ends) == due.day and report is None)


def _is_stopped(line: OpenLine, as_of: datetime) -> bool:
    """Whether a request made by the due's day waits: the unit's own, or the consolidating unit's, which stops all.

    Its 申请办结 stops nobody else while it waits for others to report (待补齐): they are asked on (R7).
    """
    if states.has_request(line.assignment, line.due.day, as_of):
        return True
    asks = line.task.consolidating
    if asks is None or not states.has_request(asks, line.due.day, as_of):
        return False
    return not any(progress.is_incomplete(line.task, r, as_of) for r in asks.reports)


def was_reached(reading: Reading, line: OpenLine) -> bool:
    """Return whether the unit could know of a due by its day.

    It could if something was asked of it for the task since that date is asked for (never before 交办), or if a
    person who was bound by that day, and can be reached, served in one of its asked seats meanwhile. Otherwise its
    silence is 未送达. Whether somebody can be reached is known for the present alone. Of a task that was handed out
    after that day any time since counts.
    """
    assignment, until = line.assignment, date.max if _came_late(line) else line.due.day
    dispatched = line.plan.dispatched_at
    since = max(_asked_since(line), local_date(dispatched) if dispatched is not None else date.min)
    asked = (day for due in assignment.dues for day in reading.heard_days.get(due.id, ()))
    if any(since <= day <= until for day in asked):
        return True
    if assignment.unit_id is None:
        return False
    seats = reading.seats_of(line.plan.meeting_id, assignment.unit_id, *ASKED_ROLES)
    return any(_could_be_asked(h, since, until) for seat in seats for h in seat.holders)


def _could_be_asked(holder: Holder, since: date, until: date) -> bool:
    served = holder.since <= until and (holder.until is None or holder.until >= since)
    return served and any(
        account.reachable and (account.bound_at is None or local_date(account.bound_at) <= until)
        for account in holder.accounts
    )


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Where a unit stands with its reports on a task: its last due by the moment, None before the first one."""

    due: Due | None
    state: ReportState


@once
def unit_report(reading: Reading, plan: BarePlan, task: Task, assignment: Assignment, as_of: datetime) -> UnitReport:
    """Return a unit's last due by ``as_of`` and its state; without one, 未到期.

    A due of today has come only once it is reported or waived: until then the one before it counts. Of several dues
    on one day, an answer to one is a report of that day.
    """
    return _last(reading, plan, task, assignment, as_of, {d.day for d in assignment.dues})


Span = tuple[date | None, date | None]
"""The first and the last day that are asked for; None for no bound."""

ALL_DAYS: Span = (None, None)


def report_within(
    reading: Reading, plan: BarePlan, task: Task, assignment: Assignment, as_of: datetime, span: Span
) -> UnitReport:
    """Return a unit's last due by ``as_of`` among those of some days: a month gone by has its own.

    What was due in November stays due in November, though December's due has come since.
    """
    if span == ALL_DAYS:
        return unit_report(reading, plan, task, assignment, as_of)
    since, until = span[0] or date.min, span[1] or date.max
    days = {d.day for d in assignment.dues if since <= d.day <= until}
    return _last(reading, plan, task, assignment, as_of, days)


def _last(
    reading: Reading, plan: BarePlan, task: Task, assignment: Assignment, as_of: datetime, days: Iterable[date]
) -> UnitReport:
    today = local_date(as_of)
    for day in sorted((day for day in days if day <= today), reverse=True):
        found = [
            UnitReport(due, report_state(reading, OpenLine(plan, task, assignment, due), as_of))
            for due in assignment.dues
            if due.day == day
        ]
        last = max(found, key=lambda r: (r.state in REPORTED, _FROM_BEST.index(r.state)))
        if day < today or last.state is not ReportState.NOT_DUE:
            return last
    return UnitReport(None, ReportState.NOT_DUE)


def task_report_state(reading: Reading, plan: BarePlan, task: Task, as_of: datetime) -> ReportState:
    """Return the 报送状态 of a task: that of its deciding unit.

    Of a task for a group alone it is the worst among the members, and so it is among those who answer for the task
    while everybody is silent.
    """
    decides = None if task.is_for_groups_alone else deciding.unit(task, as_of)
    units = (decides,) if decides is not None else deciding.owners(task, as_of)
    found = (unit_report(reading, plan, task, a, as_of).state for a in units)
    return max(found, key=_FROM_BEST.index, default=ReportState.NOT_DUE)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """n/m of a task for a group alone: how many members are asked, have reported, and are done.

    ``silent`` are those that have not reported.
    """

    asked: int
    reported: int
    done: int
    silent: tuple[str, ...] = ()


def _has_reported(reading: Reading, plan: BarePlan, task: Task, member: Assignment, as_of: datetime) -> bool:
    """Whether a member reported its last due; before the first one has come any word of its own is a report.

    A request for more time is none: while it waits its unit owes nothing yet.
    """
    state = unit_report(reading, plan, task, member, as_of).state
    said = progress.last_of(member, progress.ANSWERS - {AnswerKind.EXTENSION}, as_of)
    return state in REPORTED or (state is ReportState.NOT_DUE and said is not None)


def group_count(reading: Reading, plan: BarePlan, task: Task, as_of: datetime) -> GroupCount | None:
    """Return n/m of a task for a group alone, exempted members left out; None for every other task."""
    if not task.is_for_groups_alone:
        return None
    members = states.group_members(task, as_of)
    silent = tuple(a.unit for a in members if not _has_reported(reading, plan, task, a, as_of))
    return GroupCount(len(members), len(members) - len(silent), len(states.finishing(task, as_of)), silent)
