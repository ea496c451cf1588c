"""晚点再报: a unit puts off its answer by some working days, at most twice for a date, and never past it (R7)."""

from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import progress
from tasks_db.register.answers import Assigned
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Due, PutOff
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
    times = owed.put_off.times if owed.put_off is not None else 0
    if times >= _MOST:
        raise AnswerRefused("这项任务已经推迟过两次，请先报一句现在的进展，或点“申请延期”。")
    last = calendar.on_or_before(owed.day)
    if last <= local_date(now):
        raise AnswerRefused("已经到了要报的日子，不能再推迟。请报一句现在的进展，或点“申请延期”。")
    until = min(calendar.after(local_date(now), days), last)
    return owed, PutOff(now, until, times + 1)


def put_off_until(found: Assigned, day: date, calendar: Calendar, now: datetime) -> tuple[Due, PutOff]:
    """Return the due of which the office puts a unit's answer off, and until when: ``day``, or the working day after.

    It counts as none of the unit's own two. Raises AnswerRefused where nothing is owed, for a day that is not to
    come, and for one after the unit's own day: that date is moved by 改时限 or 延期, not by silence.
    """
    owed = _owed(found, 0, now)
    until = calendar.on_or_after(day)
    if day <= local_date(now):
        raise AnswerRefused("推迟到的日子要在今天以后。请写一个以后的日期，例如“下周一再报”。")
    last = calendar.on_or_before(owed.day)
    if until > last:
        unit, title = found.assignment.unit, found.task.title
        raise AnswerRefused(
            f"{unit}“{title}”应于{owed.day.month}月{owed.day.day}日报，不能推迟到这一天以后。"
            "要放宽请改时限，或由单位申请延期。"
        )
    return owed, PutOff(now, until, owed.put_off.times if owed.put_off is not None else 0)


def _owed(found: Assigned, due_id: int, now: datetime) -> Due:
    owed = found.due(due_id) or progress.current_due(found.task, found.assignment, now)
    if owed is None or not progress.is_askable(found.task, found.assignment, owed, now):
        raise AnswerRefused("这项任务现在没有要报的，不会再提醒。")
    return owed
