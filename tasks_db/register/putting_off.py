"""晚点再报: a unit puts off its answer by some working days, at most twice for a date, and never past it (R7)."""

from datetime import datetime

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
    owed = found.due(due_id) or progress.current_due(found.task, found.assignment, now)
    if owed is None or not progress.is_askable(found.task, found.assignment, owed, now):
        raise AnswerRefused("这项任务现在没有要报的，不会再提醒。")
    times = owed.put_off.times if owed.put_off is not None else 0
    if times >= _MOST:
        raise AnswerRefused("这项任务已经推迟过两次，请先报一句现在的进展，或点“申请延期”。")
    last = calendar.on_or_before(owed.day)
    if last <= local_date(now):
        raise AnswerRefused("已经到了要报的日子，不能再推迟。请报一句现在的进展，或点“申请延期”。")
    until = min(calendar.after(local_date(now), days), last)
    return owed, PutOff(now, until, times + 1)
