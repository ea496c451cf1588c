"""Whatever happens to a due lets the planner look at it: the one call that every such act makes (R2).

``due.look_on`` is the day before which nothing can be asked of a due, as long as nothing happens. These are steps of
acts; ``tests/test_looks.py`` lists every act with what it touches, or why it touches nothing.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select
from sqlmodel import Session

from tasks_db.register.answers import Said
from tasks_db.store import looks, models
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind
from tasks_db.work.context import Context

_OF_THE_TASK = frozenset({AnswerKind.CLOSURE, AnswerKind.EXTENSION})
"""Requests, which stop the other units of a task too."""


def look(session: Session, today: date, dues: Select[int]) -> None:
    """Let the next tick look at dues, which ``looks`` names by what they have in common (``looks.of_task``)."""
    looks.touch(session, today, dues)


def keep(ctx: Context, loaded: Loaded, row: models.Report) -> Said:
    """Write a report's row as ``keep_all`` does several."""
    return keep_all(ctx, loaded, [row])[0]


def keep_all(ctx: Context, loaded: Loaded, rows: Sequence[models.Report]) -> list[Said]:
    """Write the rows of reports as ``Loaded.keep_all`` does; what they bear on is looked at.

    An answer bears on what its unit owes for the task, a request on the whole task.
    """
    said = loaded.keep_all(rows)
    tasks = {one.task.id for one in said if one.report.kind in _OF_THE_TASK}
    shares = {one.assignment.id for one in said if one.task.id not in tasks}
    if tasks:
        look(ctx.session, ctx.today, looks.of_task(*tasks))
    if shares:
        look(ctx.session, ctx.today, looks.of_shares(shares))
    return said
