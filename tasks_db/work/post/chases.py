"""What people want asked for again (催办): kept, and taken back while nothing of it has left. Steps of acts."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from config.clock import local_date
from tasks_db.store import looks, models
from tasks_db.work.looking import look


def chase(session: Session, due_id: int, person_id: int, day: date, now: datetime) -> None:
    """Record that a person wants a due asked for again in the bundle of ``day``, a working day."""
    session.add(models.Chase(due_id=due_id, person_id=person_id, day=day, at=now))
    look(session, local_date(now), looks.of_due(due_id))


def unchase(session: Session, person_id: int, at: datetime, now: datetime) -> list[tuple[int, str, bool]]:
    """Drop what a person wanted asked for again at one moment, unless its bundle was made by now.

    Returns each due with its unit, and whether it was asked for already and so is left.
    """
    query = (
        select(models.Chase, models.Unit.name)
        .where(models.Chase.person_id == person_id, models.Chase.at == at, models.Chase.due_id == models.Due.id)
        .where(models.Due.assignment_id == models.Assignment.id, models.Assignment.unit_id == models.Unit.id)
    )
    found = []
    for row, unit in session.exec(query.order_by(col(models.Chase.id))).all():
        asked = select(models.Ask.id).where(models.Ask.due_id == row.due_id, models.Ask.notice_id == models.Notice.id)
        gone = session.exec(asked.where(models.Notice.working_day == row.day).limit(1)).first() is not None
        found.append((row.due_id, unit, gone))
        if not gone:
            session.delete(row)
            look(session, local_date(now), looks.of_due(row.due_id))
    return found
