"""Backup, wipe, restore, go on: on both databases, from the terminal, as docs/operations.md says."""

import asyncio
import gzip
import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from config.settings import Settings
from tasks_db.register.authority import OPERATOR
from tasks_db.store.door import Door
from tasks_db.work.acts import phoning
from tasks_db.work.desk import open_desk
from tests.postgres_server import PostgresServer, address
from tests.small_world import STARTS, WATER, Office, at_local, open_office, rows, small_meeting
from tests.terminal import PATIENCE, lianxi
from tests.test_program import read_until, start
from tests.upgrade import old

_DATABASES = count(1)


class Place:
    """An installation: its data folder and the address of its database (None for the SQLite file in the folder)."""

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self._server = folder, server
        self.name = f"office{next(_DATABASES)}"
        if server is not None:
            server.psql(f"CREATE DATABASE {self.name};")
        self.database = address(server, self.name) if server is not None else None

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.folder / 'lianxi.sqlite3'}"

    def shell(self, *words: str) -> "subprocess.CompletedProcess[str]":
        own = {"LIANXI_DATABASE_URL": self.database} if self.database else {}
        return lianxi(self.folder, *words, **own)

    def done(self, *words: str) -> str:
        ended = self.shell(*words)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def refused(self, *words: str) -> str:
        ended = self.shell(*words)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr.count("\n") == 1, ended.stderr
        return ended.stderr

    def wipe(self) -> None:
        """The machine is lost: folder and database."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        if self._server is not None:
            self._server.psql(f"DROP DATABASE {self.name};")
            self._server.psql(f"CREATE DATABASE {self.name};")

    @asynccontextmanager
    async def office(self) -> AsyncIterator[Office]:
        async with open_office(self.folder, STARTS, database=self.database) as office:
            yield office


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    server = request.getfixturevalue("server") if request.param == "postgresql" else None
    return Place(tmp_path / "data", server)


async def an_answered_plan(place: Place) -> None:
    async with place.office() as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度30%，正在招标")
        await office.send_bytes(WATER, "现场.jpg", b"\xff\xd8\xff a photo", "1")


async def test_after_a_loss_a_restored_office_has_everything_and_goes_on(place: Place, tmp_path: Path) -> None:
    await an_answered_plan(place)
    (place.folder / "templates").mkdir()
    (place.folder / "templates" / "help.txt").write_text("本县的帮助", "utf-8")
    before = old.tables(place.url)
    backup = tmp_path / "elsewhere.tar.gz"
    assert f"备份好了：{backup}" in place.done("backup", "--out", str(backup))
    assert backup.stat().st_mode & 0o077 == 0
    (digest,) = (path.name for path in (place.folder / "evidence").iterdir())
    place.wipe()
    restored = place.done("restore", str(backup))  # nothing is there, so nothing is asked
    assert "1个方案、1条反馈，佐证材料1份" in restored
    assert old.tables(place.url) == before
    assert (place.folder / "evidence" / digest).read_bytes() == b"\xff\xd8\xff a photo"
    assert (place.folder / "templates" / "help.txt").read_text("utf-8") == "本县的帮助"
    await assert_goes_on(place)


async def assert_goes_on(place: Place) -> None:
    """The next report has the next number, and what was said before is still known."""
    own = SecretStr(place.database) if place.database else None
    with closing(open_desk(Settings(data_dir=place.folder, database_url=own))) as desk:
        said = desk.do(OPERATOR, phoning.write_down, "县城管局", "2", "进度40%", "文员")
        assert said.report.id == 2
    assert "正在招标" in place.done("progress", "--unit", "县水利局")


async def test_what_is_replaced_is_asked_for_once_and_kept(place: Place, tmp_path: Path) -> None:
    await an_answered_plan(place)
    backup = tmp_path / "early.tar.gz"
    place.done("backup", "--out", str(backup))
    early = old.tables(place.url)
    with closing(Door(place.url)) as door, door.engine.begin() as connection:
        connection.execute(text("UPDATE report SET text = '后来改的'"))
    late = old.tables(place.url)
    asked = place.refused("restore", str(backup))
    assert "1个方案、1条反馈）换掉现在的数据库（1个方案、1条反馈）：确认请加 --yes" in asked
    assert old.tables(place.url) == late
    said = place.done("restore", str(backup), "--yes")
    assert old.tables(place.url)["report"] == early["report"]
    kept = said.partition("恢复前的数据库留在 ")[2].partition("，")[0]
    before = f"sqlite:///{kept}" if place.database is None else old.in_schema(place.url, kept)
    assert old.tables(before)["report"] == late["report"]


async def test_a_backup_is_made_while_the_office_runs_and_a_restore_waits_until_it_is_stopped(
    place: Place, tmp_path: Path
) -> None:
    await an_answered_plan(place)
    own = {"LIANXI_DATABASE_URL": place.database} if place.database else {}
    stand_in = "http://127.0.0.1:9"
    process = start(place.folder, LIANXI_TELEGRAM_TOKEN="1:x", LIANXI_TELEGRAM_API_URL=stand_in, **own)
    try:
        read_until(process, "no connection, trying again")
        backup = tmp_path / "running.tar.gz"
        place.done("backup", "--out", str(backup))
        assert "请先停掉" in place.refused("restore", str(backup), "--yes")
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    place.done("restore", str(backup), "--yes")


async def test_a_backup_of_another_kind_of_database_is_refused(place: Place, tmp_path: Path) -> None:
    await an_answered_plan(place)
    backup = tmp_path / "a.tar.gz"
    place.done("backup", "--out", str(backup))
    other = f"sqlite:///{tmp_path}/other.sqlite3" if place.database else "postgresql+psycopg://u:p@127.0.0.1:9/x"
    refused = lianxi(tmp_path, "restore", str(backup), LIANXI_DATABASE_URL=other)
    assert refused.returncode == 1
    assert "请检查 LIANXI_DATABASE_URL" in refused.stderr


async def test_neither_a_later_backup_nor_a_later_database_is_touched(place: Place, tmp_path: Path) -> None:
    await an_answered_plan(place)
    backup, later = tmp_path / "a.tar.gz", tmp_path / "later.tar.gz"
    place.done("backup", "--out", str(backup))
    with closing(Door(place.url)) as door, door.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = old.tables(place.url)
    place.done("backup", "--out", str(later))  # what a later version left can still be saved
    assert "现在的数据库是更新版本的程序用过的（9999）" in place.refused("restore", str(backup), "--yes")
    assert "这个备份是更新版本的程序用过的（9999）" in place.refused("restore", str(later), "--yes")
    assert old.tables(place.url) == before


async def test_a_damaged_or_foreign_file_is_no_backup_and_changes_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", None)
    await an_answered_plan(place)
    backup = tmp_path / "a.tar.gz"
    place.done("backup", "--out", str(backup))
    before = old.tables(place.url)
    whole = backup.read_bytes()
    spoilt: list[tuple[str, bytes]] = [
        ("cut", whole[: len(whole) // 2]),
        ("text", "不是备份".encode()),
        ("empty", b""),
        ("flipped", gzip.compress(flipped(gzip.decompress(whole)))),
        ("outside", changed(whole, lambda name: "../outside" if name.startswith("evidence") else name)),
        ("foreign", changed(whole, lambda name: "program.py" if name.startswith("evidence") else name)),
        ("without", changed(whole, lambda name: None if name == "database.sqlite3" else name)),
        ("renamed", changed(whole, lambda name: f"evidence/{'0' * 64}" if name.startswith("evidence") else name)),
    ]
    for name, content in spoilt:
        file = tmp_path / f"{name}.tar.gz"
        file.write_bytes(content)
        assert "不是完整的联席备份" in place.refused("restore", str(file), "--yes"), name
    assert "找不到备份文件" in place.refused("restore", str(tmp_path / "none.tar.gz"))
    assert old.tables(place.url) == before
    assert not (tmp_path / "outside").exists()
    assert not list(place.folder.glob(".restore*"))


def flipped(tar: bytes) -> bytes:
    """The same archive with one letter of the database changed."""
    at = tar.index("正在招标".encode())
    return tar[:at] + "正在投标".encode() + tar[at + len("正在招标".encode()) :]


def changed(whole: bytes, rename: Callable[[str], str | None]) -> bytes:
    """The same archive under other names; without those that get none."""
    made = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(whole)) as source, tarfile.open(fileobj=made, mode="w:gz") as target:
        for member in source:
            content = source.extractfile(member)
            name = rename(member.name)
            if name is not None:
                member.name = name
                target.addfile(member, content)
    return made.getvalue()


async def test_a_database_that_is_broken_beyond_reading_gives_way_to_its_backup(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", None)
    await an_answered_plan(place)
    backup = tmp_path / "a.tar.gz"
    place.done("backup", "--out", str(backup))
    before = old.tables(place.url)["report"]
    file = place.folder / "lianxi.sqlite3"
    file.write_bytes(b"\x00" * 5000)
    file.with_name("lianxi.sqlite3-wal").write_bytes(b"\x01" * 5000)
    assert "打不开数据库" in place.refused("overdue")
    place.done("restore", str(backup))
    assert old.tables(place.url)["report"] == before


async def test_a_backup_never_covers_another_and_says_which_evidence_is_lost(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", None)
    assert "没有数据" in place.refused("backup")
    await an_answered_plan(place)
    assert "还没有备份过：请运行 lianxi backup" in place.done("doctor")
    first = place.done("backup")
    assert "上次备份" in place.done("doctor")
    (made,) = (place.folder / "backups").iterdir()
    assert str(made) in first
    assert "没有覆盖" in place.refused("backup", "--out", str(made))
    shutil.rmtree(place.folder / "evidence")
    assert "1份佐证材料在文件夹里找不到：现场.jpg" in place.done("backup", "--out", str(tmp_path / "b.tar.gz"))
    assert "没有写成" in place.refused("backup", "--out", str(tmp_path / "nowhere" / "b.tar.gz"))


def test_what_an_earlier_version_left_is_backed_up_as_it_is_and_restored_in_this_ones_form(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", None)
    shutil.copy(old.SQLITE, place.folder / "lianxi.sqlite3")
    backup = tmp_path / "a.tar.gz"
    place.done("backup", "--out", str(backup))
    with tarfile.open(backup) as packed:
        manifest = packed.extractfile("manifest.json")
        assert manifest is not None
        assert json.load(manifest)["dump"]["revision"] == old.REVISION
    place.wipe()
    place.done("restore", str(backup))
    old.assert_whole(place.url)


def test_what_an_earlier_version_left_on_a_server_comes_back_in_this_ones_form(
    server: PostgresServer, tmp_path: Path
) -> None:
    place = Place(tmp_path / "data", server)
    with psycopg.connect(server.get_uri(place.name), autocommit=True) as connection:
        connection.execute(old.POSTGRES.read_bytes())
    backup = tmp_path / "a.tar.gz"
    place.done("backup", "--out", str(backup))
    place.wipe()
    place.done("restore", str(backup))
    old.assert_whole(place.url)


async def test_a_quiet_minute_brings_the_file_itself_up_to_date(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", None)
    async with place.office() as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度30%，正在招标")
        copied = tmp_path / "copied.sqlite3"
        await asyncio.to_thread(shutil.copy, place.folder / "lianxi.sqlite3", copied)
        (said,) = [report.text for report in await rows(office)]
        assert said not in reports_in(copied)
        assert await office.desk.checkpoint()
        await asyncio.to_thread(shutil.copy, place.folder / "lianxi.sqlite3", copied)
        assert said in reports_in(copied)


def reports_in(file: Path) -> list[str]:
    """What units said in a file that was copied alone, without its log."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            return [said for (said,) in opened.execute("SELECT text FROM report")]
    except sqlite3.Error:
        return []
