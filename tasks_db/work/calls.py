"""What a unit told by phone and on which day it phoned: read alike where it is shown and where it is kept."""

from dataclasses import replace
from datetime import date

from tasks_db.language import phoned
from tasks_db.register import following
from tasks_db.register.answers import Assigned
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.context import Context


def told_of_one(ctx: Context, found: Assigned, words: str) -> Given:
    """Return what words that a unit told by phone say of its one task, with the day of the call where they have one.

    Raises AnswerRefused where that day is not sure.
    """
    written, told = phoned.call_day(words)
    given = following.told(told or words, found.line(0, None, ctx.now), ctx.today)
    given = following.as_figure(0, given) if found.task.indicator_id is not None else given
    return replace(given, called_on=day_of_call(ctx, written))


def day_of_call(ctx: Context, written: str) -> date | None:
    """Return the day of a call, None for today; raises AnswerRefused where it is not sure which day is meant."""
    days = phoned.days_of(written, ctx.today)
    if len(days) > 1 or any(day > ctx.today for day in days):
        raise AnswerRefused(
            f"没有看准是哪天来电：“{written}”。今天是{ctx.today.month}月{ctx.today.day}日。"
            "请写清来电那天再发一遍，例如“昨天来电”或“11月5日来电”；完成的日期请写在来电的话里。"
        )
    return days[0] if days and days[0] != ctx.today else None
