"""Fresh copies of what ff8b772 left, on both databases, and what is kept of each before an upgrade."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from tests.postgres_server import PostgresServer, address
from tests.upgrade import old

_COPIES = count(1)
_TEMPLATE = "ff8b772"


@dataclass(frozen=True)
class Copies:
    """``fresh`` makes a copy and gives its address; ``kept`` gives the addresses of the backups of a copy."""

    fresh: Callable[[], str]
    kept: Callable[[str], list[str]]


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def on_sqlite(folder: Path) -> Copies:
    """Copies in folders of their own below ``folder``."""

    def fresh() -> str:
        place = folder / f"copy{next(_COPIES)}"
        place.mkdir()
        shutil.copy(old.SQLITE, place / "lianxi.sqlite3")
        return f"sqlite:///{place / 'lianxi.sqlite3'}"

    def kept(url: str) -> list[str]:
        beside = file_of(url).parent
        assert not list(beside.glob("*.part"))
        return [f"sqlite:///{backup}" for backup in sorted(beside.glob("*.backup.sqlite3"))]

    return Copies(fresh, kept)


def load_dump(server: PostgresServer) -> None:
    """Load the dump of ff8b772 into a database that ``on_postgresql`` copies."""
    server.psql(f"CREATE DATABASE {_TEMPLATE};")
    with psycopg.connect(server.get_uri(_TEMPLATE), autocommit=True) as connection:
        connection.execute(old.POSTGRES.read_bytes())


def on_postgresql(server: PostgresServer) -> Copies:
    """Copies as databases of a server with the dump."""

    def fresh() -> str:
        name = f"copy{next(_COPIES)}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE};")
        return address(server, name)

    def kept(url: str) -> list[str]:
        query = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lianxi_backup%' ORDER BY 1"
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            return [old.in_schema(url, schema) for (schema,) in connection.execute(query)]

    return Copies(fresh, kept)
