"""A whole database as files, and back: SQLite as one file, PostgreSQL as one file a table.

A server's tables are written by COPY in one snapshot, so that pg_dump need not be installed, nor be as new as the
server. They are put back into tables that the migrations build, so that keys, indexes and triggers come from there.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from tasks_db.lean_dataclass import dataclass
from tasks_db.store.address import StoreError
from tasks_db.store.backups import copy_schema
from tasks_db.store.door import Door, alembic_config, known_revisions

SQLITE_NAME = "database.sqlite3"
_VERSION_TABLE = "alembic_version"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was copied; ``columns`` are in the order in which the file has them."""

    name: str
    columns: tuple[str, ...]

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.name}.copy"


@dataclass(frozen=True, slots=True)
class Dump:
    """What was copied: the kind of database, its form, and its tables with what they refer to before them."""

    backend: str
    revision: str
    tables: tuple[Table, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return (SQLITE_NAME,) if self.backend == "sqlite" else tuple(table.file for table in self.tables)


def dump(door: Door, folder: Path) -> Dump:
    """Copy a database into ``folder`` as of one moment, while others go on writing.

    Raises StoreError where there is nothing to copy, or the copy is not sound.
    """
    revision = door.revision()
    if revision is None:
        raise StoreError("数据库里还没有数据，不用备份。请先运行 lianxi init。")
    try:
        if door.file is None:
            return _dump_server(door, folder)
        with closing(sqlite3.connect(door.file)) as source:
            source.execute("VACUUM INTO ?", (str(folder / SQLITE_NAME),))
        check_file(folder / SQLITE_NAME)
    except (sqlite3.Error, DatabaseError) as error:
        raise StoreError("备份没有做成：请检查磁盘空间，数据库坏了请换回上一个备份。") from error
    return Dump("sqlite", revision)


def check_file(file: Path) -> None:
    """Raise StoreError unless a SQLite file is sound from its first page to its last."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error:
        found = []
    if found != [("ok",)]:
        raise StoreError("这个备份里的数据库是坏的，没有采用。请换一个备份。")


def _dump_server(door: Door, folder: Path) -> Dump:
    reading = door.engine.execution_options(lianxi_reading=True, isolation_level="REPEATABLE READ")
    with reading.connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        revision = connection.exec_driver_sql(f"SELECT version_num FROM {_VERSION_TABLE}").scalar_one()  # noqa: S608
        tables = tuple(_tables(connection))
        for table in tables:
            statement = f"COPY {_named(connection, table)} TO STDOUT"
            with (folder / table.file).open("wb") as file, _cursor(connection).copy(statement) as copy:
                for piece in copy:
                    file.write(piece)
    return Dump("postgresql", revision, tables)


def _tables(connection: Connection) -> Iterator[Table]:
    """The tables in use, each after those that it refers to."""
    found = inspect(connection)
    for name, _ in found.get_sorted_table_and_fkc_names():
        if name is not None and name != _VERSION_TABLE:
            yield Table(name, tuple(column["name"] for column in found.get_columns(name)))


def _named(connection: Connection, table: Table) -> str:
    quote = connection.dialect.identifier_preparer.quote
    return f"{quote(table.name)} ({', '.join(map(quote, table.columns))})"


def _cursor(connection: Connection) -> Any:  # noqa: ANN401 - psycopg's own, which knows COPY; it is an optional package
    driver: Any = connection.connection.driver_connection
    return driver.cursor()


def load(door: Door, dumped: Dump, folder: Path) -> str | None:
    """Put a copied server's tables in the place of those in use, whole or not at all.

    What was in use is kept in a schema of its own, whose name is returned. Raises StoreError while other programs
    are connected, and where the database or the copy is of a later version.
    """
    refuse_later(dumped.revision, "这个备份")
    present = door.revision()
    if present is not None:
        refuse_later(present, "现在的数据库")
    with door.rebuilding() as connection:
        _refuse_others(connection)
        kept = copy_schema(connection, present) if present is not None else None
        _drop(connection, [table.name for table in _tables(connection)] + [_VERSION_TABLE])
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, dumped.revision)
        for table in dumped.tables:
            _fill(connection, table, folder / table.file)
        command.upgrade(config, "head")
    return kept


def refuse_later(revision: str, what: str) -> None:
    """Raise StoreError for a form of the database that this program does not know."""
    if revision not in known_revisions():
        raise StoreError(f"{what}是更新版本的程序用过的（{revision}），没有恢复：请先安装那个版本的程序。")


def _refuse_others(connection: Connection) -> None:
    query = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
    others = connection.exec_driver_sql(query).scalar_one()
    if others:
        raise StoreError(f"还有{others}个程序连着这个数据库，没有恢复：请先停掉 lianxi run 和别的程序，再运行一次。")


def _drop(connection: Connection, names: Sequence[str]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {', '.join(map(quote, names))} CASCADE")


def _fill(connection: Connection, table: Table, file: Path) -> None:
    """Put a table's rows back, and let it number new ones after them."""
    with file.open("rb") as rows, _cursor(connection).copy(f"COPY {_named(connection, table)} FROM STDIN") as copy:
        while piece := rows.read(_CHUNK):
            copy.write(piece)
    quote = connection.dialect.identifier_preparer.quote
    for column in inspect(connection).get_columns(table.name):
        if str(column["default"] or "").startswith("nextval("):
            name = quote(column["name"])
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{quote(table.name)}', '{column['name']}'),"  # noqa: S608
                f" coalesce(max({name}), 0) + 1, false) FROM {quote(table.name)}"
            )
