"""Before an upgrade everything is kept, once; what cannot be kept or cannot be upgraded stays as it is."""

import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from tasks_db.refusal import Refusal
from tasks_db.store import door
from tasks_db.store.door import Door
from tests.postgres_server import PostgresServer
from tests.upgrade import old
from tests.upgrade.copies import Copies, file_of, on_postgresql, on_sqlite

PROGRAM = Path(__file__).parent.parent
PATIENCE = 60


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """One step more than the product has, so that there is something to upgrade whatever the product's own steps."""
    monkeypatch.setattr(door, "alembic_config", old.with_later)


def a_step(monkeypatch: pytest.MonkeyPatch, folder: Path, statement: str) -> None:
    """Let the upgrade end with a step of one statement."""
    folder.mkdir()
    step = f"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "step", {old.head()!r}, None, None
def upgrade():
    op.execute({statement!r})
"""
    (folder / "step.py").write_text(step, "utf-8")

    def config() -> Config:
        return old.with_steps_of(folder)

    monkeypatch.setattr(door, "alembic_config", config)


def upgraded(url: str) -> None:
    with closing(Door(url)) as opened:
        opened.upgrade()


def refusal_of(url: str) -> str:
    """The sentence with which an upgrade is refused."""
    with closing(Door(url)) as opened, pytest.raises(Refusal) as refused:
        opened.upgrade()
    return str(refused.value)


@pytest.mark.usefixtures("later")
def test_the_log_says_where_the_database_is_kept_as_it_was(copies: Copies, caplog: pytest.LogCaptureFixture) -> None:
    url = copies.fresh()
    before = old.tables(url)
    with caplog.at_level(logging.WARNING):
        upgraded(url)
    (backup,) = copies.kept(url)
    said = [record.getMessage() for record in caplog.records if record.name == "tasks_db.store.door"]
    assert len(said) == 1
    assert said[0].rpartition(" ")[2].lstrip("/") in backup
    assert old.tables(backup) == before


@pytest.mark.usefixtures("later")
def test_of_two_upgrades_at_once_one_does_it_and_the_other_finds_it_done(copies: Copies) -> None:
    url = copies.fresh()
    with closing(Door(url)) as quick:

        class Slow(Door):
            """It looks, and before it begins another process has done it all."""

            def revision(self) -> str | None:
                found = super().revision()
                quick.upgrade()
                return found

        with closing(Slow(url)) as slow:
            assert slow.upgrade() is None
    old.assert_whole(url)
    assert len(copies.kept(url)) == 1


def test_two_processes_that_upgrade_at_once_both_find_it_whole(copies: Copies) -> None:
    url = copies.fresh()
    command = [sys.executable, "-m", "tests.upgrade.killing", url, "0"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROGRAM)
        for _ in range(2)
    ]
    for process in both:
        _, complaint = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaint
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "alembic_config", old.with_later)
        old.assert_whole(url)
    assert len(copies.kept(url)) == 1


@pytest.mark.usefixtures("later")
def test_what_was_written_since_an_interrupted_try_is_kept_too_and_the_first_backup_stays(tmp_path: Path) -> None:
    copies = on_sqlite(tmp_path)
    url = copies.fresh()
    with closing(Door(url)) as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks_db.store.door.command.upgrade", _interrupted)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                opened.upgrade()
        (first,) = copies.kept(url)
        kept = file_of(first).read_bytes()
        with opened.engine.begin() as connection:  # the old version goes on for a while
            connection.execute(text("INSERT INTO fact (name, value) VALUES ('since', '1')"))
        before = old.tables(url)
    upgraded(url)
    assert len(copies.kept(url)) == 2
    assert file_of(first).read_bytes() == kept
    (second,) = set(copies.kept(url)) - {first}
    assert old.tables(second) == before


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_half_copied_file_is_no_backup_and_is_cleared_away(tmp_path: Path, later: None) -> None:
    del later
    copies = on_sqlite(tmp_path)
    url = copies.fresh()
    half = file_of(url).with_name("lianxi-0003.backup.part")
    half.write_bytes(file_of(url).read_bytes()[:20000])
    upgraded(url)
    (backup,) = copies.kept(url)
    with closing(sqlite3.connect(file_of(backup))) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def keys(connection: Connection) -> dict[str, list[object]]:
    """The keys and indexes of every table, by name."""
    found = inspect(connection)
    return {
        name: [
            found.get_pk_constraint(name),
            sorted(map(repr, found.get_unique_constraints(name))),
            sorted(map(repr, found.get_indexes(name))),
            sorted(map(repr, found.get_foreign_keys(name))),
        ]
        for name in found.get_table_names()
    }


@pytest.mark.usefixtures("later")
def test_the_earlier_version_can_work_with_the_schema_that_a_server_keeps(dumped: PostgresServer) -> None:
    copies = on_postgresql(dumped)
    url = copies.fresh()
    upgraded(url)
    (backup,) = copies.kept(url)
    with closing(Door(copies.fresh())) as opened, opened.engine.connect() as connection:
        made_from = keys(connection)
    with closing(Door(backup)) as opened, opened.engine.begin() as connection:
        assert keys(connection) == made_from
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == old.REVISION
        last = connection.execute(text("SELECT max(id) FROM person")).scalar_one()
        new = "INSERT INTO person (jurisdiction_id, name) VALUES (1, '新人') RETURNING id"
        assert connection.execute(text(new)).scalar_one() == last + 1


@pytest.mark.usefixtures("later")
def test_what_was_kept_can_be_upgraded_again_and_the_first_schema_is_not_touched(
    dumped: PostgresServer,
) -> None:
    copies = on_postgresql(dumped)
    url = copies.fresh()
    upgraded(url)
    (first,) = copies.kept(url)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:  # the office goes back to the version before
        connection.execute("ALTER SCHEMA public RENAME TO upgraded; ALTER SCHEMA lianxi_backup_0003 RENAME TO public")
        connection.execute("CREATE SCHEMA lianxi_backup_0003; CREATE TABLE lianxi_backup_0003.fact (kept int)")
    upgraded(url)
    assert [kept.rpartition("%3D")[2] for kept in copies.kept(url)] == ["lianxi_backup_0003", "lianxi_backup_0003_2"]
    assert old.tables(first) == {"fact": []}


@pytest.mark.usefixtures("later")
def test_without_a_backup_nothing_is_upgraded_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    copies = on_sqlite(tmp_path)
    url = copies.fresh()
    before = old.tables(url)
    with monkeypatch.context() as patch:
        patch.setattr("tasks_db.store.backups.shutil.copymode", full)
        assert "请检查磁盘空间和目录权限" in refusal_of(url)
    assert old.tables(url) == before
    upgraded(url)
    assert len(copies.kept(url)) == 1


@pytest.mark.usefixtures("later")
def test_without_the_right_to_make_a_schema_nothing_is_upgraded_on_postgresql(
    dumped: PostgresServer,
) -> None:
    copies = on_postgresql(dumped)
    url = copies.fresh()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS office")
        connection.execute("CREATE ROLE office LOGIN")
        connection.execute("GRANT ALL ON SCHEMA public TO office")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO office")
    limited = url.replace("postgres:@", "office:@")
    assert limited != url
    before = old.tables(url)
    assert "GRANT CREATE ON DATABASE" in refusal_of(limited)
    assert old.tables(url) == before
    assert copies.kept(url) == []


def test_a_step_that_loses_what_others_refer_to_is_undone_on_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_step(monkeypatch, tmp_path / "steps", "DELETE FROM report")
    url = on_sqlite(tmp_path).fresh()
    before = old.tables(url)
    assert "evidence" in refusal_of(url)
    assert old.tables(url) == before


def test_references_are_enforced_again_after_an_upgrade(tmp_path: Path, later: None) -> None:
    del later
    with closing(Door(on_sqlite(tmp_path).fresh())) as opened:
        opened.upgrade()
        with opened.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_database_of_a_later_version_is_refused_and_left_alone(copies: Copies) -> None:
    url = copies.fresh()
    with closing(Door(url)) as opened, opened.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = old.tables(url)
    assert "更新版本的程序用过的（9999）" in refusal_of(url)
    assert old.tables(url) == before
    assert copies.kept(url) == []


@pytest.mark.usefixtures("later")
def test_a_database_that_another_program_writes_to_is_not_upgraded_under_its_hands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "BUSY_SECONDS", 0)
    url = on_sqlite(tmp_path).fresh()
    with closing(sqlite3.connect(file_of(url), isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        assert "数据库正被别的程序占用" in refusal_of(url)
        writing.execute("ROLLBACK")
    upgraded(url)
