"""Lean reading: rows as tuples of the columns named, where thousands are read; nothing is kept in the session."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table
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
