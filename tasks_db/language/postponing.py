"""To which day a wish for so much more time moves a task: 顺延20天, 28号怕搞不赢，能不能宽限一周."""

from dataclasses import replace
from datetime import date

from tasks_db.language import more_time, wishes
from tasks_db.language.reading import Reading
from tasks_db.terms import AnswerKind


def postponed(reading: Reading, body: str, due: date | None, today: date) -> Reading:
    """Return a request for more time with its day: so much behind the day named beside it, else behind ``due``.

    再给两个星期就完 counts from today, and is no request where that is not later than the unit has.
    """
    if reading.kind is not AnswerKind.EXTENSION or due is None:
        return reading
    named = more_time.counted_from(body, due, today)
    if reading.new_date not in (None, named):
        return reading
    takes = more_time.takes(body, today)
    if takes is not None and takes.day is not None and takes.day <= due:
        return replace(reading, kind=AnswerKind.PROGRESS, expected=takes.day, likely=(), sure=True)
    moved = takes.day if takes is not None else wishes.moved_by(body, named or max(due, today))
    return replace(reading, new_date=moved, likely=(), sure=True) if moved else reading
