"""One unit's month: what it owed and what became of that, what it said, asked for and was asked, what comes next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, report_states, reviews
from tasks_db.register.digest import past
from tasks_db.register.letters import Earlier
from tasks_db.register.put_off_record import PutOffRecord
from tasks_db.register.reading import Reading
from tasks_db.register.report_states import REPORTED
from tasks_db.register.states import closed_at, work_state
from tasks_db.register.unit_pleas import Helped, decision_by
from tasks_db.register.values import Assignment, BarePlan, OpenLine, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, Role, WorkState

_REQUESTS = frozenset({AnswerKind.EXTENSION, AnswerKind.CLOSURE})
_MISSED = frozenset({ReportState.NOT_REPORTED, ReportState.UNDELIVERED})
_OWING = frozenset({ReportState.NOT_REPORTED, ReportState.UNDELIVERED, ReportState.LATE})


@dataclass(frozen=True, slots=True)
class Owed:
    """One report that the unit owes on ``day``; ``came`` is the day of the first that counts, None while none does.

    ``task_day`` is the task's own date, ``original`` the one before it was put off. ``reminded`` are the days on
    which a message of that month asked for it.
    """

    code: str
    title: str
    kind: CheckpointKind
    day: date
    task_day: date
    original: date | None
    state: ReportState
    came: date | None
    reminded: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the unit said: an answer, or a request with the days ``old`` and ``new`` of an extension.

    ``decision`` is what became of it, None where the unit took it back; ``reason`` is why it was returned, or why the
    office opened again on the day ``reopened`` what it had closed. ``sheet`` is the spreadsheet from which the office
    wrote it down (填报表, 台账), of what was ``phoned`` it is empty.
    """

    code: str
    title: str
    day: date
    kind: AnswerKind
    percent: int | None
    text: str
    decision: ReportStatus | None
    reason: str
    phoned: bool
    old: date | None = None
    new: date | None = None
    reopened: date | None = None
    sheet: str = ""

    @property
    def is_request(self) -> bool:
        """Whether it asks for a decision of the office."""
        return self.kind in _REQUESTS


@dataclass(frozen=True, slots=True)
class Circulated:
    """A notice for the unit: its first words, when it went out, and when it was signed for and answered.

    It was not ``reached`` where nobody was bound to whom it could go; ``phoned`` is who was told by phone then.
    """

    text: str
    day: date
    signed: date | None
    answer: str = ""
    reached: bool = True
    phoned: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the unit got by itself: who got it, about what, and for how many reports it asked."""

    at: datetime
    person: str
    about: str
    questions: int


@dataclass(frozen=True, slots=True)
class Had:
    """A task that the unit had in the month: its part in it, its date, and where it stood at the end."""

    code: str
    title: str
    role: Role
    deadline: date | None
    state: str
    goes_on: bool = True
    """Whether it is neither done nor taken from the unit nor cancelled."""


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """All of a unit's month, of which ``until`` is the last day; ``as_of`` is now, or the end of a month gone by.

    ``office`` is whose page it is, by its full name.
    """

    unit_id: int
    unit: str
    office: str
    since: date
    until: date
    as_of: datetime
    owed: tuple[Owed, ...]
    said: tuple[Said, ...]
    asked_help: tuple[Helped, ...]
    gives_help: tuple[Helped, ...]
    letters: tuple[Earlier, ...]
    notices: tuple[Circulated, ...]
    coming: tuple[Owed, ...]
    messages: tuple[date, ...] = ()
    """The days of the month on which a message asked the unit for something."""
    carried: tuple[Owed, ...] = ()
    """What it had owed before the month and had not reported when that began."""
    sent: tuple[Sent, ...] = ()
    """Every message of the month that it got by itself."""
    tasks: tuple[Had, ...] = ()
    put_off: tuple[PutOffRecord, ...] = ()
    """Every time that an answer of it was put off and that held in the month."""

    def count(self, *states: ReportState) -> int:
        """Return how many of the reports owed are in one of these states."""
        return sum(one.state in states for one in self.owed)

    @property
    def lacking(self) -> tuple[Owed, ...]:
        """What it still owes at ``as_of``, the oldest first: reports that were due and did not come."""
        return tuple(one for one in (*self.carried, *self.owed) if one.came is None and one.state in _MISSED)

    @property
    def overdue(self) -> tuple[Had, ...]:
        """Its tasks that are past their date and not done, though it reported of them."""
        codes_of = {one.code for one in self.lacking}
        return tuple(one for one in self.tasks if one.state == WorkState.OVERDUE.zh and one.code not in codes_of)

    @property
    def resting(self) -> tuple[Had, ...]:
        """Its tasks that go on and of which nothing is owed in the month."""
        codes_of = {one.code for one in (*self.carried, *self.owed, *self.lacking)}
        return tuple(one for one in self.tasks if one.goes_on and one.code not in codes_of)

    @property
    def unreviewed(self) -> int:
        """How many of its answers and requests wait for the office."""
        return sum(one.decision is ReportStatus.SUBMITTED for one in (*self.answers, *self.requests))

    @property
    def questions(self) -> int:
        """How many reports the messages of the month asked for."""
        return sum(one.questions for one in self.sent)

    @property
    def reported(self) -> int:
        """How many of the reports owed came, in time or late."""
        return self.count(*REPORTED)

    @property
    def answers(self) -> tuple[Said, ...]:
        """What the unit answered: neither requests nor 签收."""
        return tuple(one for one in self.said if not one.is_request and one.kind is not AnswerKind.RECEIVED)

    @property
    def requests(self) -> tuple[Said, ...]:
        """The requests that the unit made: for more time, or to have a task closed."""
        return tuple(one for one in self.said if one.is_request)

    @property
    def returned(self) -> int:
        """How many of its answers and requests the office returned."""
        return sum(one.decision is ReportStatus.RETURNED for one in self.said)


def owed_between(
    reading: Reading, unit_id: int, since: date, until: date, asked: Mapping[int, Sequence[date]], as_of: datetime
) -> tuple[Owed, ...]:
    """Return what a unit owes between two days, both included, in the order of the days.

    ``asked`` are the days on which messages went out that asked for a due, by its id. What it owed of a task that
    was taken from it or cancelled stands there as long as it was owed.
    """
    lines = (line for line in _lines(reading, unit_id, as_of) if since <= line.due.day <= until)
    return _owed(reading, lines, since, asked, as_of)


def carried_into(
    reading: Reading, unit_id: int, since: date, asked: Mapping[int, Sequence[date]], as_of: datetime
) -> tuple[Owed, ...]:
    """Return what a unit owed before a day and had not reported on it, without rounds that nobody asked for since.

    What was done before that day is owed no more.
    """
    lines = (
        line
        for line in _lines(reading, unit_id, as_of)
        if line.due.day < since and not ((closed := closed_at(line.task, as_of)) and local_date(closed) < since)
    )
    return tuple(
        one
        for one in _owed(reading, lines, since, asked, as_of)
        if one.state in _OWING
        and (one.came is None or one.came >= since)
        and (one.reminded or one.came is not None or one.kind is not CheckpointKind.ROUND)
    )


def tasks_between(reading: Reading, unit_id: int, since: date, as_of: datetime) -> tuple[Had, ...]:
    """Return the tasks that a unit had on a day or later, with how each stood at ``as_of``."""
    found = []
    for plan, task, share in _shares(reading, unit_id, as_of):
        gone = [at for at in (task.cancelled_at, share.ended_at, closed_at(task, as_of)) if at is not None]
        if any(local_date(at) < since for at in gone):
            continue
        cancelled = task.cancelled_at is not None and task.cancelled_at <= as_of
        left = share.ended_at is not None and share.ended_at <= as_of
        state = "已取消" if cancelled else "已改由其他单位承担" if left else work_state(plan, task, as_of).zh
        deadline = task.deadline
        day = deadline.day if deadline is not None else None
        goes_on = not (cancelled or left) and closed_at(task, as_of) is None
        found.append(Had(codes.of(task), task.title, share.role, day, state, goes_on))
    return tuple(found)


def _owed(
    reading: Reading, lines: Iterable[OpenLine], since: date, asked: Mapping[int, Sequence[date]], as_of: datetime
) -> tuple[Owed, ...]:
    found = []
    for line in lines:
        came = report_states.report_on(line, as_of)
        found.append(
            Owed(
                codes.of(line.task),
                line.task.title,
                line.due.checkpoint.kind,
                line.due.day,
                line.due.task_day,
                line.due.checkpoint.original_day,
                report_states.report_state(reading, line, as_of),
                local_date(came.at) if came is not None else None,
                tuple(sorted(day for day in asked.get(line.due.id, ()) if since <= day <= local_date(as_of))),
            )
        )
    return tuple(sorted(found, key=lambda one: one.day))


def said_between(reading: Reading, unit_id: int, since: date, until: date, as_of: datetime) -> tuple[Said, ...]:
    """Return what a unit said between two days, both included, what it took back and what was returned too."""
    found = [
        _said(task, share, report, as_of)
        for task, share, report in _reports(reading, unit_id, as_of)
        if report.status is not ReportStatus.DRAFT and report.at <= as_of and since <= local_date(report.at) <= until
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def _lines(reading: Reading, unit_id: int, as_of: datetime) -> Iterator[OpenLine]:
    for plan, task, share in _shares(reading, unit_id, as_of):
        for due in share.dues if share.asked else ():
            if share.ended_at is None or share.ended_at > as_of or due.day < local_date(share.ended_at):
                yield OpenLine(plan, task, share, due)


def _reports(reading: Reading, unit_id: int, as_of: datetime) -> Iterator[tuple[Task, Assignment, Report]]:
    return ((task, share, report) for _, task, share in _shares(reading, unit_id, as_of) for report in share.reports)


def _shares(reading: Reading, unit_id: int, as_of: datetime) -> Iterator[tuple[BarePlan, Task, Assignment]]:
    """A unit's shares of what was handed out by ``as_of``, with the dates of that time."""
    for plan, task in reading.every_task():
        if task.candidate or not past.was_dispatched(plan, as_of):
            continue
        then = past.with_dates_of(task, as_of)
        yield from ((plan, then, share) for share in then.shares if share.unit_id == unit_id)


def _said(task: Task, share: Assignment, report: Report, as_of: datetime) -> Said:
    due = next((one for one in share.dues if one.checkpoint.id == report.checkpoint_id), None)
    decision, reopened = decision_by(report, as_of), reviews.reopened(report, as_of)
    is_extension = report.kind is AnswerKind.EXTENSION
    return Said(
        codes.of(task),
        task.title,
        local_date(report.at),
        report.kind,
        report.percent,
        report.text or report.problem or "",
        decision,
        report.reason or "" if decision is ReportStatus.RETURNED or reopened is not None else "",
        report.entered_by is not None and not report.sheet,
        (report.old_day or (due.day if due is not None else None)) if is_extension else None,
        report.new_date if is_extension else None,
        reopened,
        report.sheet,
    )
