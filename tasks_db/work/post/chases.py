"""What people want asked for again (催办): kept, and taken back while nothing of it has left. Steps of acts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.store import looks, models
from tasks_db.work.looking import look


def chase(session: Session, due_id: int, person_id: int, day: date, now: datetime) -> None:
    """Record that a person wants a due asked for again in the bundle of ``day``, a working day."""
    session.add(models.Chase(due_id=due_id, person_id=person_id, day=day, at=now))
    look(session, local_date(now), looks.of_due(due_id))


Ordered = tuple[models.Chase, str]
"""What was ordered to be asked for again, with its unit."""


def ordered_at(session: Session, person_id: int, at: datetime) -> Sequence[Ordered]:
    """Return what a person wanted asked for again at one moment."""
    return _ordered(session, models.Chase.person_id == person_id, models.Chase.at == at)


def ordered_of(session: Session, unit_ids: Collection[int], today: date) -> Sequence[Ordered]:
    """Return what anybody wanted asked for again of some units, today or later."""
    return _ordered(session, col(models.Assignment.unit_id).in_(unit_ids), col(models.Chase.day) >= today)


def _ordered(session: Session, *which: ColumnElement[bool] | bool) -> Sequence[Ordered]:
    query = (
        select(models.Chase, models.Unit.name)
        .where(models.Chase.due_id == models.Due.id, models.Due.assignment_id == models.Assignment.id)
        .where(models.Assignment.unit_id == models.Unit.id, *which)
    )
    return session.exec(query.order_by(col(models.Chase.id))).all()


def unchase(session: Session, ordered: Sequence[Ordered], now: datetime) -> list[tuple[int, str, bool]]:
    """Drop what was wanted asked for again, unless its bundle was made by now.

    Returns each due with its unit, and whether it was asked for already and so is left.
    """
    found = []
    for row, unit in ordered:
        asked = select(models.Ask.id).where(models.Ask.due_id == row.due_id, models.Ask.notice_id == models.Notice.id)
        gone = session.exec(asked.where(models.Notice.working_day == row.day).limit(1)).first() is not None
        found.append((row.due_id, unit, gone))
        if not gone:
            session.delete(row)
            look(session, local_date(now), looks.of_due(row.due_id))
    return found
