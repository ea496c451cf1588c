"""Lean reading: rows as tuples of the columns named, where thousands are read; nothing is kept in the session."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

Statement = Select[*tuple[Any, ...]]

TaskIds = Select[int] | Sequence[int]
"""Which tasks: a statement that selects their ids, which is then part of others, or a few ids."""


def table_of(model: type[SQLModel]) -> Table:
    """Return the table of a model."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def columns(model: type[SQLModel]) -> Any:  # noqa: ANN401 - each column by its name
    """Return the columns of a model's table, by their names."""
    return table_of(model).c


def rows(session: Session, statement: Statement) -> Sequence[Any]:
    """Return the rows of a statement; what waits in the session is written first."""
    session.flush()
    return session.connection().execute(statement).all()


def insert_new(session: Session, model: type[SQLModel], new: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in one statement; a row whose unique key is taken is left out.

    Each of ``new`` holds the same columns, and all that have no default of the database.
    """
    if new:
        session.flush()
        session.connection().execute(inserting(session, model), list(new))


def inserting(session: Session, model: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """Return the statement that inserts rows but those whose unique key is taken."""
    on_server = session.get_bind().dialect.name == "postgresql"
    if on_server:
        return postgresql.insert(table_of(model)).on_conflict_do_nothing()
    return sqlite.insert(table_of(model)).on_conflict_do_nothing()
