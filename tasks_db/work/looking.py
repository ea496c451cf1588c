"""Whatever happens to a due lets the planner look at it: the one call that every such act makes (R2).

``due.look_on`` is the day before which nothing can be asked of a due, as long as nothing happens. These are steps of
acts; ``tests/test_looks.py`` lists every act with what it touches, or why it touches nothing.
"""

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
    """Write a report's row as ``Loaded.keep`` does; what it bears on is looked at.

    An answer bears on what its unit owes for the task, a request on the whole task.
    """
    said = loaded.keep(row)
    dues = looks.of_task(said.task.id) if row.kind in _OF_THE_TASK else looks.of_share(said.assignment.id)
    look(ctx.session, ctx.today, dues)
    return said
