"""Bundles and their asks as rows, written for many at once. Unique keys settle who was first (R3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from tasks_db.store import models
from tasks_db.store.lean import table_of


def write_notices(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Insert bundles as rows and return the new ones' ids by person; who has one of that day already gets none.

    Each of ``rows`` holds the same columns, and all that have no default of the database.
    """
    if not rows:
        return {}
    statement = _insert_new(session, models.Notice)
    table = table_of(models.Notice)
    made = session.connection().execute(statement.returning(table.c.person_id, table.c.id), list(rows))
    return {int(person_id): int(notice_id) for person_id, notice_id in made}


def write_asks(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert asks as rows in one statement; a rung that a seat was asked of a due already is left out."""
    if rows:
        session.connection().execute(_insert_new(session, models.Ask), list(rows))


def _insert_new(session: Session, model: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table_of(model)).on_conflict_do_nothing()
    return sqlite.insert(table_of(model)).on_conflict_do_nothing()
