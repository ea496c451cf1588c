"""Who has not reported what was due (未按时报送), and who could not even be asked (未送达): two lists, never one.

A unit stands in them by its last due whose day is over; what lies ahead is nobody's silence (R15). The members of a
group that owed on the same day stand as one line, as the plan prints it (23/27); one that was granted more time owed
on another day, and stands on a line of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import progress, report_states, states
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.reporting import Reporting
from tasks_db.register.digest.values import Unreported
from tasks_db.register.reading import Reading
from tasks_db.register.report_states import ALL_DAYS, Span, UnitReport
from tasks_db.register.values import Assignment, BarePlan, Due, OpenLine, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus

SILENT = (ReportState.NOT_REPORTED, ReportState.UNDELIVERED)
_OWES_NOTHING = frozenset({ReportState.EXEMPTED, ReportState.NOT_DUE})
_Silent = tuple[Assignment, Due]


def has_reported(reading: Reading, plan: BarePlan, task: Task, assignment: Assignment, as_of: datetime) -> bool:
    """Return whether the unit is heard from and owes no report: what a tally of the others counts."""
    heard = progress.last_word(assignment, as_of) is not None
    return heard and report_states.unit_report(reading, plan, task, assignment, as_of).state not in SILENT


def unreported(
    reading: Reading,
    plan: BarePlan,
    task: Task,
    as_of: datetime,
    among: Iterable[Assignment] | None = None,
    *,
    collapse: bool = True,
    span: Span = ALL_DAYS,
) -> list[Unreported]:
    """Return the units of an open task that did not report their last due: 未按时报送 first, then 未送达.

    ``among`` narrows it to some of the task's units; without ``collapse`` every member stands for itself. Of the dues
    of ``span`` the last one counts, whatever has become due after it.
    """
    if states.closed_at(task, as_of) is not None:
        return []
    candidates = task.asked_assignments if among is None else among
    found = [(a, report_states.report_within(reading, plan, task, a, as_of, span)) for a in candidates]
    groups = {a.id: a for a in task.assignments if a.is_group} if collapse else {}
    lines: list[Unreported] = []
    for state in SILENT:
        silent = [(a, report) for a, report in found if report.state is state]
        lines += [_single(task, a, report) for a, report in silent if a.parent_id not in groups]
        for group in groups.values():
            by_day: dict[date, list[_Silent]] = {}
            for a, report in silent:
                if a.parent_id == group.id and report.due is not None:
                    by_day.setdefault(report.due.day, []).append((a, report.due))
            lines += [_group(reading, plan, task, group, by_day[day], state, as_of, span) for day in sorted(by_day)]
    return lines


def over_before(
    reading: Reading, plan: BarePlan, task: Task, as_of: datetime, among: Iterable[Assignment]
) -> list[Unreported]:
    """Return those of some units that have never spoken of a task which was handed out after their day.

    No report of theirs was due, so they are never 未按时报送; whoever asks who is silent would miss them all the
    same.
    """
    found = [(a, report_states.unit_report(reading, plan, task, a, as_of)) for a in among]
    return [
        _single(task, a, report)
        for a, report in found
        if report.due is not None and report.state is ReportState.NOT_DUE and not progress.has_reported(a, as_of)
    ]


def reporting(reading: Reading, plan: BarePlan, task: Task, as_of: datetime) -> Iterator[Reporting]:
    """Yield each unit of an open task with its last report that was due, in time, late or not there.

    Whose request for more time or for closing waits, made by that day, is not counted at all, whatever else it said.
    """
    if states.closed_at(task, as_of) is not None:
        return
    for assignment in task.asked_assignments:
        report = report_states.unit_report(reading, plan, task, assignment, as_of)
        if report.due is None or report.state in _OWES_NOTHING:
            continue
        if states.has_request(assignment, report.due.day, as_of):
            continue
        line = OpenLine(plan, task, assignment, report.due)
        on = report_states.report_on(line, as_of)
        heard = _last_heard(assignment, as_of)
        asked = report.due.checkpoint
        late = report.state is ReportState.LATE
        yield Reporting(
            TaskRef.of(task),
            assignment.id,
            assignment.unit,
            report.due.day,
            report.state,
            reported_on=local_date(on.at) if on is not None else None,
            heard_on=local_date(heard.at) if heard is not None else None,
            by_phone=on is not None and _by_phone(reading, line, report.state, on),
            milestone=asked.day if asked.kind is CheckpointKind.MILESTONE else None,
            vacant=not _is_held(reading, plan, assignment, as_of),
            called=_called(assignment, as_of),
            heard=heard.kind if heard is not None else None,
            sent_back=heard is not None and heard.decision(as_of) is ReportStatus.RETURNED,
            early_on=early.said_on if late and (early := report_states.too_early(line, as_of)) else None,
            refused_on=refused.said_on if late and (refused := _refused(line, as_of)) else None,
        )


def _refused(line: OpenLine, as_of: datetime) -> Report | None:
    """The last request for more time that a unit made of a due by its day and was not given."""
    made = (
        r
        for r in line.assignment.reports
        if r.kind is AnswerKind.EXTENSION
        and r.said_by(as_of)
        and r.decision(as_of) is ReportStatus.RETURNED
        and progress.is_about(r, line.due)
        and r.said_on <= line.due.day
    )
    return max(made, key=lambda r: (r.at, r.id), default=None)


def _last_heard(assignment: Assignment, as_of: datetime) -> Report | None:
    """The last word of a unit, also one that was sent back: it has spoken, though nothing of it stands."""
    said = [r for r in assignment.reports if r.said_by(as_of) and r.decision(as_of) is ReportStatus.RETURNED]
    standing = progress.last_word(assignment, as_of)
    return max(said + ([standing] if standing is not None else []), key=lambda r: (r.at, r.id), default=None)


def _called(assignment: Assignment, as_of: datetime) -> tuple[date, ...]:
    said = (r for r in assignment.reports if r.entered_by is not None and r.said_by(as_of))
    return tuple(dict.fromkeys(r.said_on for r in said))


def _is_held(reading: Reading, plan: BarePlan, assignment: Assignment, as_of: datetime) -> bool:
    """Whether somebody sits for a unit who could be asked."""
    if assignment.unit_id is None:
        return False
    seats = reading.seats_of(plan.meeting_id, assignment.unit_id, *ASKED_ROLES)
    return any(seat.holders_on(local_date(as_of)) for seat in seats)


def _by_phone(reading: Reading, line: OpenLine, state: ReportState, report: Report) -> bool:
    """Whether a report came late from a unit that could not be asked, and the office wrote it down itself (R15)."""
    if state is not ReportState.LATE or report.entered_by is None:
        return False
    return not report_states.was_reached(reading, line)


def _single(task: Task, assignment: Assignment, report: UnitReport) -> Unreported:
    if report.due is None:
        raise ValueError("a unit that is silent is silent about a due")
    return Unreported(
        TaskRef.of(task),
        assignment.id,
        report.due.id,
        assignment.unit,
        report.due.day,
        asked=1,
        reported=0,
        missing=(assignment.unit,),
        is_group=False,
        state=report.state,
        kind=report.due.checkpoint.kind,
    )


def _group(
    reading: Reading,
    plan: BarePlan,
    task: Task,
    group: Assignment,
    silent: Sequence[_Silent],
    state: ReportState,
    as_of: datetime,
    span: Span,
) -> Unreported:
    """The line of the members that owed on one day; its tally is that of the whole group."""
    members = [a for a in task.asked_assignments if a.parent_id == group.id]
    found = [report_states.report_within(reading, plan, task, a, as_of, span).state for a in members]
    asked = [state for state in found if state is not ReportState.EXEMPTED]
    first = min((due for _, due in silent), key=lambda due: due.id)
    return Unreported(
        TaskRef.of(task),
        group.id,
        None,
        group.printed,
        first.day,
        asked=len(asked),
        reported=sum(state in report_states.REPORTED for state in asked),
        missing=tuple(a.unit for a, _ in silent),
        is_group=True,
        state=state,
        kind=first.checkpoint.kind,
    )
