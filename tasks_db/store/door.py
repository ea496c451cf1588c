"""Engines, transactions and upgrades.

Instants are aware and stored in UTC. Writing transactions queue up, so that two people answering at once never
overwrite each other: on SQLite they begin IMMEDIATE, on PostgreSQL they take one advisory lock. Readers go on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from tasks_db.refusal import Refusal

BUSY_SECONDS = 10
_WRITERS_LOCK = 0x6C78  # any number that every process of this program agrees on


class StoreError(Refusal):
    """The database cannot be used; ``str()`` tells the operator why and what to do."""


class Door:
    """Opens transactions on one database. ``read`` never writes; ``write`` commits as a whole or not at all."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine = _engine(url)

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for a server."""
        on_disk = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(on_disk) if on_disk else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._engine.execution_options(lianxi_reading=True)) as session:
            yield session  # closing gives the connection back and leaves what was read as it is

    @contextmanager
    def write(self) -> Iterator[Session]:
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._engine.dispose()

    def upgrade(self) -> Path | None:
        """Bring the database to this version's form; returns the backup made before it, if there was anything."""
        config = Config()
        config.set_main_option("script_location", "tasks_db.store:migrations")
        head = ScriptDirectory.from_config(config).get_current_head()
        current = self._revision()
        if current == head:
            return None
        backup = self._back_up(current) if current is not None else None
        with self._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return backup

    def is_current(self) -> bool:
        config = Config()
        config.set_main_option("script_location", "tasks_db.store:migrations")
        return self._revision() == ScriptDirectory.from_config(config).get_current_head()

    def _revision(self) -> str | None:
        try:
            with self._engine.connect() as connection:
                return MigrationContext.configure(connection).get_current_revision()
        except DatabaseError as error:
            raise StoreError(
                f"打不开数据库 {self.url.render_as_string(hide_password=True)}："
                "请检查地址、权限和磁盘空间；文件坏了请换回备份。"
            ) from error

    def _back_up(self, revision: str) -> Path | None:
        source = self.file
        if source is None:
            return None  # a server's operator backs it up with the server's own tools
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = source.with_name(f"{source.stem}-{revision}-{stamp}.backup.sqlite3")
        with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
            old.backup(new)
        old.close()
        new.close()
        return target


def _engine(url: str) -> Engine:
    return _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else _server(url)


def _is_reading(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("lianxi_reading"))


def _server(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not _is_reading(connection):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED" if _is_reading(connection) else "BEGIN IMMEDIATE")

    return engine
