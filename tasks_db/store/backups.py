"""What is kept of a database before an upgrade: all of it, beside it, in a form that the earlier version opens.

A SQLite file is copied to a file in the same folder. On a server the tables are copied into a schema of their own in
the same database, because its operator's tools (pg_dump) need not be there, and need not be as new as the server:
it saves what an upgrade got wrong, and takes no place of the backups that are kept of the server itself.
"""

import filecmp
import glob
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

KEPT = 5
"""How many of the backups that upgrades made stay; a program that is started again and again fills no disk."""


def copy_file(source: Path, revision: str) -> Path:
    """Copy a SQLite file, with what its log still holds, to a new file beside it and return that.

    The new file has its name only once it is whole. An earlier backup is never overwritten; the same content, as
    after an upgrade that was interrupted, is not kept twice. The newest ``KEPT`` stay. Raises OSError or
    sqlite3.Error.
    """
    part = source.with_name(f"{source.stem}-{revision}.backup.part")
    part.unlink(missing_ok=True)  # of a try that was interrupted
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new)
    shutil.copymode(source, part)
    for earlier in source.parent.glob(f"{glob.escape(source.stem)}-{revision}-*.backup.sqlite3"):
        if filecmp.cmp(earlier, part, shallow=False):
            part.unlink()
            return earlier
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    made = part.replace(source.with_name(f"{source.stem}-{revision}-{stamp}.backup.sqlite3"))
    _keep_newest(source)
    return made


def _keep_newest(source: Path) -> None:
    """Remove the oldest backups beside a file, by the stamps in their names."""
    backups = source.parent.glob(f"{glob.escape(source.stem)}-*-*Z.backup.sqlite3")
    for old in sorted(backups, key=lambda path: path.name.rpartition("-")[2])[:-KEPT]:
        old.unlink()


def copy_schema(connection: Connection, revision: str) -> str:
    """Copy the schema in use on PostgreSQL to a new one, in the transaction of ``connection``; returns its name.

    The copy has the same tables, keys and indexes under the same names and numbers its own new rows: an upgrade may
    drop what it was made from, and the earlier version works with it (``options=-csearch_path=`` in its address) and
    can be upgraded from it again. The newest ``KEPT`` such copies stay.
    """
    found = inspect(connection)
    taken = set(found.get_schema_names())
    first = f"lianxi_backup_{revision}"
    schema = next(name for n in count(1) if (name := first if n == 1 else f"{first}_{n}") not in taken)
    quote = connection.dialect.identifier_preparer.quote
    within = quote(schema)
    connection.exec_driver_sql(f"CREATE SCHEMA {within}")
    for name in found.get_table_names():
        table, copy = quote(name), f"{within}.{quote(name)}"
        connection.exec_driver_sql(f"CREATE TABLE {copy} (LIKE {table})")
        connection.exec_driver_sql(f"INSERT INTO {copy} SELECT * FROM {table}")  # noqa: S608 - names of our own
        for column in found.get_columns(name):
            if str(column["default"] or "").startswith("nextval("):
                sequence = f"{within}.{quote(name + '_' + column['name'] + '_seq')}"
                _count_on(connection, copy, quote(column["name"]), sequence)
    _copy_keys(connection, within)
    for old in [*connection.scalars(_BACKUP_SCHEMAS)][:-KEPT]:
        connection.exec_driver_sql(f"DROP SCHEMA {quote(old)} CASCADE")
    return schema


# a schema's number tells which was made first; the one in use may itself be a backup that was gone back to
_BACKUP_SCHEMAS = text(r"""
    SELECT nspname FROM pg_namespace
    WHERE nspname LIKE 'lianxi\_backup\_%' AND nspname <> current_schema() AND pg_has_role(nspowner, 'USAGE')
    ORDER BY oid
""")


def _count_on(connection: Connection, copy: str, column: str, sequence: str) -> None:
    """Let a copied table number its new rows after those that it has."""
    connection.exec_driver_sql(f"CREATE SEQUENCE {sequence} OWNED BY {copy}.{column}")
    connection.exec_driver_sql(
        f"SELECT setval('{sequence}', coalesce(max({column}), 0) + 1, false) FROM {copy}"  # noqa: S608
    )
    connection.exec_driver_sql(f"ALTER TABLE {copy} ALTER COLUMN {column} SET DEFAULT nextval('{sequence}')")


_KEYS = text("""
    SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'u', 'c', 'f')
    ORDER BY contype = 'f'
""")
_INDEXES = text("""
    SELECT pg_get_indexdef(indexrelid, 0, true)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
""")


_TRIGGERS = text("""
    SELECT pg_get_triggerdef(pg_trigger.oid, true) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
""")


def _copy_keys(connection: Connection, within: str) -> None:
    """Give the copied tables the keys, indexes and triggers of the schema in use."""
    path = connection.execute(text("SHOW search_path")).scalar_one()
    # read without names of schemas, they are made in whichever schema is looked at first
    statements = [*connection.scalars(_KEYS), *connection.scalars(_INDEXES), *connection.scalars(_TRIGGERS)]
    connection.exec_driver_sql(f"SET LOCAL search_path TO {within}, {path}")
    for statement in statements:
        connection.execute(text(statement))
    connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": path})
