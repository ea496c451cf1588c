"""Engines, transactions and upgrades.

Instants are aware and stored in UTC. Writing transactions queue up, so that two people answering at once never
overwrite each other: on SQLite they begin IMMEDIATE. On PostgreSQL they take one advisory lock, which those that
write beside one another share (``Beside``); these lock the tasks that they decide over. Readers go on.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text
from sqlalchemy.engine import URL, Connection, RootTransaction
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel

from tasks_db.store import models
from tasks_db.store.address import StoreError, open_engine, read_address
from tasks_db.store.backups import copy_file, copy_schema
from tasks_db.store.turns import Turns
from tasks_db.store.writing import Writing

# not structlog: where no log is set up, as in most commands, it would write among the answers on stdout
log = logging.getLogger(__name__)

assert models  # noqa: S101 - importing the models fills the metadata

MIGRATIONS = "tasks_db.store:migrations"
BUSY_SECONDS = 10
_WRITERS_LOCK = 0x6C78  # any number that every process of this program agrees on


class Beside(Enum):
    """Beside what a transaction may write on PostgreSQL.

    ``ANYBODY``: its rows settle by their own keys and conditions who was first. ``ANSWERS``: it locks the tasks that
    it writes of, and writes beside others that do. ``NOBODY``: it may write anything.
    """

    ANYBODY = 0
    ANSWERS = 1
    NOBODY = 2


_LOCKS = {Beside.ANSWERS: "pg_advisory_xact_lock_shared", Beside.NOBODY: "pg_advisory_xact_lock"}


def queue(session: Session, beside: Beside) -> None:
    """Wait until a writing transaction may go on beside what others write; on SQLite it has waited when it began."""
    if session.info.get("beside", Beside.ANYBODY).value >= beside.value:
        return
    session.info["beside"] = beside
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT {_LOCKS[beside]}({_WRITERS_LOCK})"))


class DatabaseAway(StoreError):  # noqa: N818 - it says what is known
    """The database cannot be reached, or is held by another program, just now; nothing was stored."""


_AWAY = "数据库现在用不了（连不上、被占用或磁盘已满），没有记录。请稍后再试。"


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseAway(_AWAY) from error


class Door:
    """Opens transactions on one database. ``read`` never writes; ``write`` commits as a whole or not at all."""

    def __init__(self, url: str) -> None:
        """Take the database's address; raises StoreError where it is none. Nothing is opened yet."""
        self.url = read_address(url)
        self._engine = _engine(self.url)
        options: dict[str, Any] = {"lianxi_reading": True}
        if self.url.get_backend_name() == "postgresql":
            # a server's statements would each see what was committed meanwhile; SQLite reads of one moment anyway
            options["isolation_level"] = "REPEATABLE READ"
        self._reading = self._engine.execution_options(**options)
        self._queueing = self._engine.execution_options(lianxi_queueing=True)
        self._turns = Turns()

    @property
    def engine(self) -> Engine:
        """The SQLAlchemy engine behind all transactions."""
        return self._engine

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for a server."""
        on_disk = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(on_disk) if on_disk else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading, all of one moment; whatever is changed in it is dropped at the end."""
        with _told(), Session(self._reading) as session:
            yield session  # closing gives the connection back and leaves what was read as it is

    @contextmanager
    def write(self, beside: Beside = Beside.NOBODY) -> Iterator[Session]:
        """Open a writing transaction: committed at the end of the block, rolled back if the block raises."""
        with _told(), self._turn(), Writing(self._queueing, expire_on_commit=False) as session, session.begin():
            queue(session, beside)
            yield session

    @contextmanager
    def begun(self) -> Iterator[Session]:
        """Open a writing transaction that whoever works in it commits; what is not committed is rolled back.

        It waits for nobody before ``queue`` is called.
        """
        with _told(), self._turn(), Writing(self._queueing, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until no other thread writes to the file: each in its turn, so that nobody waits for one twice.

        SQLite has those that wait look again after a sleep; here the next one begins as the last one ends. Other
        programs are waited for by SQLite still.
        """
        if self.file is None:
            yield
            return
        if not self._turns.take(BUSY_SECONDS):
            raise DatabaseAway(_AWAY)
        try:
            yield
        finally:
            self._turns.give_back()

    def checkpoint(self) -> bool:
        """Write what SQLite's log holds into the file itself; return whether all of it is there.

        Nobody waits for it, and it waits for nobody: what a reader still needs stays in the log until the next time.
        A server does this by itself. Raises StoreError where the file cannot be written.
        """
        if self.file is None:
            return True
        try:
            with self._engine.connect() as connection:
                raw = connection.connection.cursor()
                busy, logged, written = raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except (sqlite3.Error, DatabaseError) as error:
            raise StoreError("数据库文件写不进去：请检查磁盘空间和权限。") from error
        return not busy and logged == written

    def close(self) -> None:
        """Close the idle connections; a later transaction opens new ones."""
        self._engine.dispose()

    def upgrade(self) -> Path | None:
        """Bring the database to this version's form, whole or not at all; returns the backup's file, if there is one.

        First everything is copied (``backups``) and the log says where to. A process that is killed meanwhile leaves
        the database as it was, and the next one begins anew; of several at once, one does it and the others wait.
        Raises StoreError where the database is out of reach or of a later version, or its backup cannot be made.
        """
        self._refuse_read_only()
        config = alembic_config()
        scripts = ScriptDirectory.from_config(config)
        if self.revision() == scripts.get_current_head():
            return None
        with self.rebuilding() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            if current == scripts.get_current_head():
                return None  # another process was quicker
            if current is not None and current not in known_revisions():
                raise StoreError(
                    f"数据库是更新版本的程序用过的（{current}），这一版打不开：请换回新版程序，或换回升级前的备份。"
                )
            if current is None:
                _make_tables(connection, scripts)
                return None
            backup = self._back_up(connection, current)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return backup

    def _refuse_read_only(self) -> None:
        """SQLite opens a file that cannot be written without a word, and fails at the first answer."""
        if self.file is None:
            return
        wanted = [path for path in (self.file, self.file.parent) if path.exists()]
        if locked := [str(path) for path in wanted if not os.access(path, os.W_OK)]:
            raise StoreError(
                f"数据库只能读不能写（{locked[0]}）：请检查文件和目录的属主、权限，以及磁盘是否只读，再运行一次。"
            )

    def is_current(self) -> bool:
        """Return whether the database has this version's form; raises StoreError where it cannot be opened."""
        return self.revision() == ScriptDirectory.from_config(alembic_config()).get_current_head()

    def revision(self) -> str | None:
        """Return the form that the database has, None for an empty one.

        Raises StoreError where it cannot be opened.
        """
        try:
            with self._engine.execution_options(lianxi_reading=True).connect() as connection:
                return MigrationContext.configure(connection).get_current_revision()
        except DatabaseError as error:
            raise StoreError(
                f"打不开数据库 {self.url.render_as_string(hide_password=True)}："
                "请检查地址、权限和磁盘空间；文件坏了请换回备份。"
            ) from error

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Give one transaction in which tables may be taken apart, for an upgrade; everybody else's writing waits.

        A table is often changed on SQLite by putting another in its place. While references are enforced, that would
        count as deleting what others refer to; the switch is heeded only outside a transaction, so it is turned here,
        and what was referred to is checked at the end instead.
        """
        with self._engine.connect() as connection:
            self._enforce_references(connection, "OFF")
            try:
                with self._begun(connection):
                    before = self._lost_references(connection)
                    yield connection
                    if lost := self._lost_references(connection) - before:
                        raise StoreError(f"升级会弄丢{'、'.join(sorted(lost))}的引用，没有升级，数据库保持原样。")
            finally:
                self._enforce_references(connection, "ON")

    def _enforce_references(self, connection: Connection, switch: str) -> None:
        if self.file is not None:
            connection.connection.cursor().execute(f"PRAGMA foreign_keys={switch}")

    def _lost_references(self, connection: Connection) -> set[str]:
        """The tables in which rows refer to rows that are not there."""
        if self.file is None:
            return set()
        return {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}

    def _begun(self, connection: Connection) -> RootTransaction:
        try:
            return connection.begin()
        except OperationalError as error:
            if "readonly" in str(error.orig):
                raise StoreError("数据库只能读不能写：请检查磁盘是否只读，再运行一次。") from error
            raise StoreError("数据库正被别的程序占用，没有升级：请等它做完，或先停掉它，再运行一次。") from error

    def _back_up(self, connection: Connection, revision: str) -> Path | None:
        """Copy the database as it is inside the transaction that upgrades it: nothing is written in between."""
        source = self.file
        try:
            place = copy_file(source, revision) if source else copy_schema(connection, revision)
        except (OSError, sqlite3.Error, DatabaseError) as error:
            advice = (
                "请检查磁盘空间和目录权限"
                if source
                else "请数据库管理员允许本程序在这个库里建模式（GRANT CREATE ON DATABASE）"
            )
            raise StoreError(f"升级前的备份没有做成，没有升级，数据库保持原样：{advice}，再运行一次。") from error
        log.warning("the database as it was before the upgrade from %s is kept in %s", revision, place)
        return place if isinstance(place, Path) else None


def _make_tables(connection: Connection, scripts: ScriptDirectory) -> None:
    """Give an empty database its tables as they are now: the steps that older ones took change nothing in it.

    A table of the same name that is there already is an error: the database is somebody else's.
    """
    SQLModel.metadata.create_all(connection, checkfirst=False)
    MigrationContext.configure(connection).stamp(scripts, "head")


def known_revisions() -> frozenset[str]:
    """Return every form that this version's steps lead through."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions())


def alembic_config() -> Config:
    """What alembic needs to know: where the steps from each form of the database to the next are."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config


def _engine(url: URL) -> Engine:
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _server(url)


def _is_reading(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("lianxi_reading"))


def _server(url: URL) -> Engine:
    engine = open_engine(url, {}, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not _is_reading(connection) and not connection.get_execution_options().get("lianxi_queueing"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")

    return engine


def _sqlite(url: URL) -> Engine:
    engine = open_engine(url, {"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED" if _is_reading(connection) else "BEGIN IMMEDIATE")

    return engine
