"""The database: nobody's writing is lost, upgrades keep what is there, and every server has the same tables."""

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel, select

from config.clock import parse_instant
from tasks_db.refusal import Refusal
from tasks_db.register import digest
from tasks_db.store import facts, models, registers
from tasks_db.store.door import Door
from tasks_db.terms import AnswerKind, NoticeState
from tests.small_world import (
    CLERK,
    STARTS,
    WATER,
    assignment_and_due,
    at_local,
    open_office,
    rows,
    small_meeting,
    states,
)


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'lianxi.sqlite3'}"


def at_revision(address: str, revision: str) -> Door:
    """A database as an earlier version left it, step by step."""
    door = Door(address)
    config = Config()
    config.set_main_option("script_location", "tasks_db.store:migrations")
    with door.rebuilding() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return door


def count_up(door: Door, times: int) -> None:
    for _ in range(times):
        with door.write() as session:
            facts.put(session, "count", str(int(facts.get(session, "count") or 0) + 1))


def counted_by_two(doors: list[Door]) -> str | None:
    threads = [threading.Thread(target=count_up, args=(door, 50)) for door in doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with doors[0].read() as session:
        return facts.get(session, "count")


def test_two_doors_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with closing(Door(sqlite(tmp_path))) as one, closing(Door(sqlite(tmp_path))) as two:
        one.upgrade()
        assert counted_by_two([one, two]) == "100"


def test_a_failure_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    with closing(Door(sqlite(tmp_path))) as door:
        door.upgrade()
        with pytest.raises(ValueError), door.write() as session:  # noqa: PT011, PT012 - the fault comes after a write
            facts.put(session, "half", "1")
            parse_instant("半途")
        with door.read() as session:
            assert facts.get(session, "half") is None


def test_a_new_database_is_made_without_a_backup_and_a_current_one_is_left_alone(tmp_path: Path) -> None:
    with closing(Door(sqlite(tmp_path))) as door:
        assert door.upgrade() is None
        assert door.upgrade() is None
        assert door.is_current()
    assert [p.name for p in tmp_path.glob("*.backup.sqlite3")] == []


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_upgrade_makes_a_backup_first_and_keeps_what_is_there(tmp_path: Path, revision: str) -> None:
    with closing(at_revision(sqlite(tmp_path), revision)) as door:
        with door.engine.begin() as connection:
            connection.execute(text("INSERT INTO jurisdiction (name) VALUES ('清河县')"))
        assert not door.is_current()
        backup = door.upgrade()
        assert backup is not None
        assert revision in backup.name
        assert door.is_current()
        with door.read() as session:
            assert [j.name for j in session.exec(select(models.Jurisdiction)).all()] == ["清河县"]
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("SELECT name FROM jurisdiction").fetchall() == [("清河县",)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
        with pytest.raises(sqlite3.OperationalError):
            old.execute("SELECT * FROM notice")


def form(door: Door) -> dict[str, object]:
    """Every table with its columns, keys and indexes, and what guards them; only a key may have another name."""
    seen = inspect(door.engine)
    return {"guards": guards(door)} | {
        table: (
            {c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(table)},
            seen.get_pk_constraint(table)["constrained_columns"],
            by_name([{**key, "name": None} for key in seen.get_foreign_keys(table)]),
            by_name(seen.get_unique_constraints(table)),
            by_name(seen.get_check_constraints(table)),
            by_name(seen.get_indexes(table)),
        )
        for table in seen.get_table_names()
    }


def guards(door: Door) -> list[tuple[str, str]]:
    """Every trigger and function of the database's own, by its name and words."""
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if door.file
        else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL "
        "SELECT proname, prosrc FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
    )
    with door.engine.connect() as connection:
        return sorted((name, words) for name, words in connection.execute(text(asked)))


def by_name(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted(
        str(dict(part) | {"dialect_options": {k: str(v) for k, v in part.get("dialect_options", {}).items()}})
        for part in parts
    )


def differences(door: Door) -> list[object]:
    with door.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def test_models_and_migrations_agree_and_a_new_database_is_like_one_that_took_every_step(
    database: str | None, tmp_path: Path
) -> None:
    new = database or sqlite(tmp_path)
    with closing(Door(new)) as door:
        assert door.upgrade() is None
        assert door.is_current()
        assert differences(door) == []
        made = form(door)
        assert made["guards"]
        old = empty_again(door)
    with closing(at_revision(old, "head")) as door:
        assert door.is_current()
        assert differences(door) == []
        assert form(door) == made


def empty_again(door: Door) -> str:
    """The address of an empty database of the same kind."""
    if door.file:
        return f"sqlite:///{door.file.with_name('steps.sqlite3')}"
    with door.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return door.url.render_as_string(hide_password=False)


def test_a_foreign_file_in_place_of_the_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lianxi.sqlite3").write_bytes(b"this is no database " * 400)
    with closing(Door(sqlite(tmp_path))) as door, pytest.raises(Refusal) as refused:
        door.upgrade()
    assert "数据库" in str(refused.value)


# PostgreSQL


def test_two_doors_that_write_at_once_lose_nothing_on_postgresql(on_server: str) -> None:
    with closing(Door(on_server)) as one, closing(Door(on_server)) as two:
        one.upgrade()
        with one.write() as session:
            facts.put(session, "count", "0")
        assert counted_by_two([one, two]) == "100"


async def test_a_round_from_dispatch_to_digest_works_on_postgresql(tmp_path: Path, on_server: str) -> None:
    async with open_office(tmp_path, STARTS, database=on_server) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        assert await states(office) == [NoticeState.SENT] * 3
        await office.say(WATER, "1 进度60%，正在铺管")
        assignment, due = await assignment_and_due(office, "县水利局")
        heard = await office.forge(WATER, f"nc:{'9' * 20}:{due}")
        assert "已经失效" in heard.text
        await office.forge(WATER, f"bl:{assignment}:{due}")
        await office.say(WATER, "管材没有到货，需县财政局协调")
        assert [r.kind for r in await rows(office)] == [AnswerKind.PROGRESS, AnswerKind.BLOCKED]
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "通过")
        heard = await office.say(CLERK, "/digest")
        assert "共2项" in heard.text
        value = await office.read(lambda s: digest.compile(registers.load(s), as_of=office.desk.clock()))
        assert [c.needs for c in value.coordination] == ["县财政局"]
