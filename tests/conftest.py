"""What several test files share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tests import shared_dialect
from tests.postgres_server import PostgresServer, address, running_server
from tests.upgrade.copies import Copies, load_dump, on_postgresql, on_sqlite

_DATABASES = count(1)

# an example is judged by what comes of it, never by how long a busy machine took
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

shared_dialect.share()

_MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own in it
_ROOM = 4 * 1024**3
"""Bytes, several times what all tests together keep there."""


def _write_to_memory() -> None:
    """Let what tests write stay in memory where there is room, unless TMPDIR says where.

    It is thrown away, and waiting until a disk has it would take a third of the time. What tests start follows.
    """
    usable = os.access(_MEMORY, os.W_OK | os.X_OK) and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    if usable and "TMPDIR" not in os.environ and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # it is looked for once more


_write_to_memory()


def folders() -> list[Path]:
    """Return the folders of real plan documents that LIANXI_SAMPLES names, parted by ``:``; without it, skip."""
    named = os.environ.get("LIANXI_SAMPLES")
    if not named:
        pytest.skip("LIANXI_SAMPLES 未设置：没有真实方案文件可供对照")
    return [Path(one) for one in named.split(":") if one]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder with the texts that intake grew up with, their labels and the scorer."""
    return folders()[0]


@pytest.fixture(scope="session")
def more_samples() -> Path:
    """The folder with documents in the forms that offices have: the second one, else the first one's neighbour."""
    first, *others = folders()
    return next((one for one in others if (one / "docs").is_dir()), first.parent / "plans2")


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of this process; without one that starts, a skip."""
    with running_server() as running:
        yield running


@pytest.fixture
def on_server(server: PostgresServer) -> str:
    """The address of an empty database on PostgreSQL."""
    name = f"test{next(_DATABASES)}"
    server.psql(f"CREATE DATABASE {name};")
    return address(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """An empty database on PostgreSQL, or None for the SQLite file of the test's own folder."""
    if request.param == "sqlite":
        return None
    empty: str = request.getfixturevalue("on_server")
    return empty


@pytest.fixture(scope="session")
def dumped(server: PostgresServer) -> PostgresServer:
    """The PostgreSQL of all tests, with the dump of ff8b772 to copy from."""
    load_dump(server)
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def copies(request: pytest.FixtureRequest, tmp_path: Path) -> Copies:
    """Copies of a database that ff8b772 left, on each kind of database."""
    if request.param == "sqlite":
        return on_sqlite(tmp_path)
    return on_postgresql(request.getfixturevalue("dumped"))
