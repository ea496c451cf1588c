"""晚点再报: a unit puts off its answer by some working days, at most twice for a date, and never past it (R7)."""

from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, progress
from tasks_db.register.answers import Assigned
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, Due, PutOff, Task
from tasks_db.register.workdays import Calendar

CHOICES = (1, 3, 7)
"""By how many working days an answer may be put off."""

_MOST = 2


def put_off(found: Assigned, due_id: int, days: int, calendar: Calendar, now: datetime) -> tuple[Due, PutOff]:
    """Return the due of which the answer is put off, and until when: the unit's own day at the latest.

    Of a day off it is the working day before, on which that day is asked (R6): else nobody would ask by the date.
    Raises AnswerRefused where nothing is owed, where it was put off twice already, and when the day has come.
    """
    if days not in CHOICES:
        raise AnswerRefused("只能推迟1个、3个或7个工作日。")
    owed = _owed(found, due_id, now)
    if owed.put_offs >= _MOST:
        raise AnswerRefused("这项任务已经推迟过两次，请先报一句现在的进展，或点“申请延期”。")
    last = calendar.on_or_before(owed.day)
    if last <= local_date(now):
        raise AnswerRefused("已经到了要报的日子，不能再推迟。请报一句现在的进展，或点“申请延期”。")
    until = min(calendar.after(local_date(now), days), last)
    return owed, PutOff(now, until)


@dataclass(frozen=True, slots=True)
class Postponed:
    """A share that the office puts off (缓催): its dues that could be asked for before ``until``, the nearest first.

    ``late``: the unit's own day comes before it is asked again, so that what it owes then stands as not reported.
    """

    assignment_id: int
    unit: str
    code: str
    title: str
    day: date
    until: date
    due_ids: tuple[int, ...]
    since: date | None = None
    """The day to come from which it is put off; None: at once."""

    @property
    def late(self) -> bool:
        """Whether the unit's own day comes while it is not asked."""
        return self.day < self.until and (self.since is None or self.since <= self.day)


@dataclass(frozen=True, slots=True)
class PutOffDone:
    """What the office has put off, or lets be asked again, and how many people were told."""

    lines: tuple[Postponed, ...]
    why: str
    told: int


@dataclass(frozen=True, slots=True)
class PutOffLine:
    """An answer that is put off now: whose, of what, until when, by whom and why."""

    assignment_id: int
    unit: str
    unit_id: int | None
    code: str
    title: str
    until: date
    by_office: bool
    why: str
    since: date | None = None
    """The day to come from which it is put off; None: it is."""


def postponed(found: Assigned, day: date, calendar: Calendar, now: datetime, since: date | None = None) -> Postponed:
    """Return what the office would put off of a unit's share, till ``day`` or the working day after it.

    It begins at once, or on ``since``: until then it is asked as ever.

    It counts as none of the unit's own two. Raises AnswerRefused where nothing is owed, and for a day that is not to
    come.
    """
    nearest = _owed(found, 0, now)
    if day <= local_date(now):
        raise AnswerRefused("缓催到的日子要在今天以后。请写一个以后的日期，例如“到下周一再催”。")
    if since is not None and since >= day:
        raise AnswerRefused("缓催开始的日子要在再催的日子以前。请写成“11月17日至21日”这样。")
    until = calendar.on_or_after(day)
    ahead = found.task.settings.asked_ahead
    dues = [
        due
        for due in found.assignment.dues
        if progress.is_askable(found.task, found.assignment, due, now) and due.day - ahead < until
    ]
    ids = dict.fromkeys((nearest.id, *(due.id for due in sorted(dues, key=progress.in_order))))
    return Postponed(
        found.assignment.id,
        found.assignment.unit,
        codes.of(found.task),
        found.task.title,
        nearest.day,
        until,
        tuple(ids),
        since if since is not None and since > local_date(now) else None,
    )


def in_force(found: Assigned, today: date) -> PutOffLine | None:
    """Return what is put off of a unit's share today; None where nothing is."""
    return of_share(found.task, found.assignment, today)


def of_share(task: Task, share: Assignment, today: date) -> PutOffLine | None:
    """Return what is put off of a share of a task today; None where nothing is."""
    held = [due.put_off for due in share.dues if due.put_off is not None and due.put_off.until > today]
    if not held:
        return None
    last = max(held, key=lambda one: one.until)
    since = begins if (begins := local_date(last.at)) > today else None
    return PutOffLine(
        share.id, share.unit, share.unit_id, codes.of(task), task.title, last.until, last.by_office, last.why, since
    )


def of_task(task: Task, today: date) -> tuple[PutOffLine, ...]:
    """Return what is put off of a task today, a line for each unit."""
    lines = (of_share(task, share, today) for share in task.asked_assignments)
    return tuple(line for line in lines if line is not None)


def _owed(found: Assigned, due_id: int, now: datetime) -> Due:
    owed = found.due(due_id) or progress.current_due(found.task, found.assignment, now)
    if owed is None or not progress.is_askable(found.task, found.assignment, owed, now):
        raise AnswerRefused("这项任务现在没有要报的，不会再提醒。")
    return owed
