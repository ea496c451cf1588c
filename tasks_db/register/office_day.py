"""What waits for the office and for the convenors on a day (R12), as values; nothing waits means that nobody is told.

Silence climbs by the plan's own steps, in working days past the unit's own day: the ladder asks the liaison, the
member is asked after ``member_after``, the office lists the unit after ``office_after``, and after ``convenor_after``
it is offered to put the matter before a convenor.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from config.clock import local_date
from tasks_db.language.days import dates
from tasks_db.language.spans import Certain
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress, queries
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Coordination, Digest, Unreported
from tasks_db.register.meetings.waiting import SittingWaits
from tasks_db.register.papers import PaperRecord
from tasks_db.register.queries.asked import EVERYTHING
from tasks_db.register.queries.rows import OverdueRow, VacantRow
from tasks_db.register.reading import Register
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import OpenLine
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, ReportState, ReportStatus, Role

TO_UNIT, TO_CONVENOR, ANSWER, ANSWER_OPINION, HELPER_ANSWER = "pw", "pv", "py", "yo", "ph"
"""The names of the buttons under a plea (passed on to the unit, to a convenor, or answered) and under an opinion."""
SIGN, ANSWER_NOTICE = "sn", "sq"
"""The names of the buttons under a notice (通知)."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What has been done about a plea so far; ``helper_said``: the unit it was passed to has answered by itself."""

    unit_told_at: datetime | None = None
    convenor_told_at: datetime | None = None
    answered_at: datetime | None = None
    helper_said: bool = False
    unit: str = ""
    """The unit that it was passed to."""


@dataclass(frozen=True, slots=True)
class PleaLine:
    """需协调事项 that waits for an answer: whose, about which task, what is asked for and of whom."""

    report_id: int
    task: TaskRef
    unit: str
    matter: str
    needs: str
    at: datetime
    handled: Handled = Handled()
    by: date | None = None
    """Until when the help is asked for, where its words name a day."""
    is_over: bool = False
    """Whether that day has passed."""

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has passed it on yet."""
        return self.handled.unit_told_at is None and self.handled.convenor_told_at is None


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A unit that has been silent about a due so long that it stands on the office's list.

    Of a group ``unit`` is its silent members in one line, and ``members`` each of them.
    """

    due_id: int | None
    task: TaskRef
    unit: str
    due_day: date
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A plan in 试运行: a line for everybody who would have been reached today, marked with their unit."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disowned:
    """A task that is still a unit's, though the office has agreed that it is not (不属我单位)."""

    task: TaskRef
    unit: str
    role: Role
    report_id: int
    needs: str
    """Which unit should have it instead, in the words of the report; empty where it says none."""
    instead: str = ""
    """That unit, by its name in the registry, where it is known."""


def disowned(register: Register, now: datetime) -> tuple[Disowned, ...]:
    """Return the tasks whose unit is still to be changed, since the office has agreed that they are not its own."""
    shares = ((task, a, progress.last_word(a, now)) for _, task in register.tasks() for a in task.asked_assignments)
    return tuple(
        Disowned(TaskRef.of(task), share.unit, share.role, word.id, word.needs or "")
        for task, share, word in shares
        if word is not None
        and word.kind is AnswerKind.NOT_OURS
        and word.decision(now) is ReportStatus.ACCEPTED
        and not progress.is_exempted(share, now)
        and not progress.is_closed(task, now)
    )


@dataclass(frozen=True, slots=True)
class CallDue:
    """A unit that is to be told of something by phone: nobody who is bound answers for it."""

    circular_id: int
    unit_id: int
    unit: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What waits for the office at ``as_of``.

    ``unreported`` are how many units did not report by their day, and how many reports are missing, as the question
    who has not reported tells; ``silent`` are those of them who are so for more than ``office_after`` working days.
    ``requests`` and ``reviews`` count the reports to decide; ``offered`` are the silences that may go to a convenor,
    all of them in ``silent`` too; ``undelivered`` names whom messages have not
    reached since the working day before.
    """

    as_of: datetime
    requests: int
    reviews: int
    pleas: tuple[PleaLine, ...]
    overdue: tuple[OverdueRow, ...]
    silent: tuple[SilentLine, ...]
    offered: tuple[SilentLine, ...]
    undelivered: tuple[str, ...]
    vacant: tuple[VacantRow, ...]
    opinions: int = 0
    changes: int = 0
    rehearsed: tuple[Rehearsed, ...] = ()
    papers: tuple[PaperRecord, ...] = ()
    """Papers that wait for their next step: 核稿, 签发 or 印发."""
    to_pass_on: tuple[str, ...] = ()
    """Who has a link, and something to be told by the office (待转交)."""
    disowned: tuple[Disowned, ...] = ()
    sittings: tuple[SittingWaits, ...] = ()
    """Sittings that wait for their next step."""
    unreported: tuple[int, int] = (0, 0)
    calls: tuple[CallDue, ...] = ()
    """Whom the office still has to call (待电话告知)."""
    office_after: tuple[int, ...] = ()
    """After how many working days a silence stands on the office's list, by the settings of its plans."""

    @property
    def waits(self) -> bool:
        """Whether anything waits at all."""
        counts = (self.requests, self.reviews, self.opinions, self.changes)
        told = (self.undelivered, self.to_pass_on, self.rehearsed, self.papers, self.disowned, self.sittings)
        lists = (self.pleas, self.overdue, self.silent, self.vacant, self.calls, *told)
        return any(counts) or any(lists)


@dataclass(frozen=True, slots=True)
class Week:
    """The short weekly picture for a convenor: how many tasks count, and where they stand."""

    tasks: int
    closed: int
    overdue: int
    unreported: int
    pleas: int


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """What the weekly picture of a body is drawn from."""

    digest: Digest
    meeting: str


@dataclass(frozen=True, slots=True)
class ConvenorDay:
    """What a convenor has to know today: pleas that came to them, and on Mondays the week if they want it."""

    as_of: datetime
    pleas: tuple[PleaLine, ...]
    week: Week | None = None
    picture: WeekPicture | None = None

    @property
    def waits(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.pleas) or self.week is not None


def asked_by(words: str, said_on: date) -> date | None:
    """Return the day until which a plea of a day asks for help: 请县公安局11月14日前帮助; None else None."""
    days = [mark for mark in dates(words, said_on) if mark.day is not None and mark.days is not None]
    if len(days) != 1 or days[0].days is None or days[0].days.certain is Certain.OPEN:
        return None
    day = days[0].day
    return day if day is not None and said_on <= day <= said_on + _AHEAD else None


_AHEAD = timedelta(days=183)
"""A day further off is that of the work, and no day for help."""


def open_pleas(
    found: Iterable[Coordination],
    handled: Mapping[int, Handled],
    today: date,
    *,
    helped: bool = False,
    days: Mapping[int, date] = MappingProxyType({}),
) -> tuple[PleaLine, ...]:
    """Return the pleas that nobody has answered on a day, oldest first.

    ``days``: until when the office asked for an answer, which goes before the plea's own words. ``helped``: also
    those that the unit which was to help has answered, since the office may still take them further.
    """
    lines = [
        PleaLine(
            row.source.report_id,
            row.task,
            row.unit,
            row.matter,
            row.needs,
            row.source.at,
            handled.get(row.source.report_id, Handled()),
            by := days.get(row.source.report_id) or asked_by(row.matter, local_date(row.source.at)),
            is_over=by is not None and by < today,
        )
        for row in found
    ]
    waits = (one for one in lines if one.handled.answered_at is None and (helped or not one.handled.helper_said))
    return tuple(sorted(waits, key=lambda one: one.at))


def convenor_day(at: datetime, calendar: Calendar, windows: SendWindows) -> date:
    """Return the working day on which a plea goes to a convenor, where the office has left it till then.

    That is one working day after the window in which the office heard of it.
    """
    return calendar.after(local_date(windows.next_open(at, calendar)))


def silences(
    register: Register, now: datetime, calendar: Calendar, rows: Iterable[Unreported] | None = None
) -> list[tuple[SilentLine, int]]:
    """Return who stands on the office's list, longest first, each with the working days that its plan allows.

    ``rows`` is who did not report at all, where it is known already.
    """
    settings = {plan.id: plan.settings for plan in register.plans}
    today = local_date(now)
    rows = queries.unreported(register, EVERYTHING, now).rows if rows is None else rows
    put_off = {line.due.id for line in register.dues() if _is_put_off(line, today)}
    found = []
    for row in rows:
        if row.due_id in put_off:  # the office itself lets it rest
            continue
        steps = settings[row.task.plan_id]
        if row.state is ReportState.NOT_REPORTED and calendar.after(row.due_day, steps.office_after) <= today:
            found.append((_silent(row), steps.convenor_after))
    return sorted(found, key=lambda one: one[0].due_day)


def _is_put_off(line: OpenLine, today: date) -> bool:
    return line.due.put_off_by_office(today)


def _silent(row: Unreported) -> SilentLine:
    names = "、".join(row.missing) if row.is_group else row.unit
    return SilentLine(row.due_id, row.task, names, row.due_day, row.missing)


def offers(
    found: Iterable[tuple[SilentLine, int]], raised: Collection[int], today: date, calendar: Calendar
) -> tuple[SilentLine, ...]:
    """Return the silences that the office may put before a convenor and has not yet."""
    return tuple(
        line
        for line, after in found
        if line.due_id is not None and line.due_id not in raised and calendar.after(line.due_day, after) <= today
    )
