"""Lean reading: rows as tuples of the columns named, where thousands are read; nothing is kept in the session."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BigInteger, BindParameter, Select, Table, bindparam, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from tasks_db.store.models.plans import Task
from tasks_db.store.writing import Writing

Result = TypeVar("Result")

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


def rows(session: Session, statement: Statement, handed: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """Return the rows of a statement with its parameters; what waits in the session is written first."""
    session.flush()
    return session.connection().execute(statement, handed).all()


def these(session: Session, ids: Iterable[int]) -> Select[int]:
    """Return the statement for some ids, however many: they are handed over as one value.

    So what chose them is not looked for again in each statement about them.
    """
    return listed(bindparam(None, as_one(session, ids), unique=True), on_server=is_server(session))


def listed(handed: BindParameter[Any], *, on_server: bool) -> Select[int]:
    """Return the statement for the ids that a parameter hands over as ``as_one`` makes them."""
    if on_server:
        return select(func.unnest(type_coerce(handed, postgresql.ARRAY(BigInteger))).column_valued())
    return select(func.json_each(handed).table_valued("value").c.value)


def as_one(session: Session, ids: Iterable[int]) -> list[int] | str:
    """Return some ids as the one value that a database takes them as."""
    return list(ids) if is_server(session) else json.dumps(list(ids))


def once(session: Session, key: Hashable, read: Callable[[], Result]) -> Result:
    """Return what ``read`` gives, and the same again while the session only reads: all its rows are of one moment.

    A session that writes reads every time.
    """
    if isinstance(session, Writing):
        return read()
    kept: dict[Hashable, Any] = session.info.setdefault("once", {})
    if key not in kept:
        kept[key] = read()
    found: Result = kept[key]
    return found


def keep_to_oneself(session: Session, tasks: TaskIds) -> None:
    """Lock tasks until a writing transaction ends, in order of their ids; others who write of them wait.

    On SQLite nobody else writes meanwhile, and who only reads locks nothing.
    """
    if isinstance(session, Writing) and is_server(session):
        task = columns(Task)
        rows(session, select(task.id).where(task.id.in_(tasks)).order_by(task.id).with_for_update())


def insert_new(session: Session, model: type[SQLModel], new: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in one statement; a row whose unique key is taken is left out.

    Each of ``new`` holds the same columns, and all that have no default of the database.
    """
    if new:
        session.flush()
        session.connection().execute(inserting(session, model), list(new))


def upserting(
    session: Session, model: type[SQLModel], keys: tuple[str, ...], *fields: str
) -> postgresql.Insert | sqlite.Insert:
    """Return the statement that inserts a row, or writes ``fields`` anew where there is one of the same ``keys``."""
    return _upserting(model, keys, fields, on_server=is_server(session))


@cache
def _upserting(
    model: type[SQLModel], keys: tuple[str, ...], fields: tuple[str, ...], *, on_server: bool
) -> postgresql.Insert | sqlite.Insert:
    table = table_of(model)
    if on_server:
        placed = postgresql.insert(table)
        return placed.on_conflict_do_update(
            index_elements=keys, set_={name: placed.excluded[name] for name in fields}
        )
    kept = sqlite.insert(table)
    return kept.on_conflict_do_update(index_elements=keys, set_={name: kept.excluded[name] for name in fields})


def inserting(session: Session, model: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """Return the statement that inserts rows but those whose unique key is taken."""
    return _inserting(model, on_server=is_server(session))


@cache
def _inserting(model: type[SQLModel], *, on_server: bool) -> postgresql.Insert | sqlite.Insert:
    if on_server:
        return postgresql.insert(table_of(model)).on_conflict_do_nothing()
    return sqlite.insert(table_of(model)).on_conflict_do_nothing()


def is_server(session: Session) -> bool:
    """Return whether the database is a server's, and no file."""
    return session.get_bind().dialect.name == "postgresql"
