"""What stops the program before it starts is one sentence, status 1: no traceback, and nothing of the password."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tasks_db.store import backups, door
from tasks_db.store.door import Door
from tests.terminal import LIANXI, PATIENCE, lianxi, surroundings
from tests.upgrade import old
from tests.upgrade.copies import Copies

TOKEN = "123456789:AAsecretsecretsecretsecretsecretsecr"


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence with which a command ends."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def bound_by_permissions(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as a user whom a file's permissions stop, as they do not stop root."""
    stopped = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    if stopped and shutil.which("setpriv") is None:
        pytest.skip("setpriv is needed where tests run as root")
    return subprocess.run(
        [*stopped, LIANXI, *words],
        env=surroundings(folder, LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_TELEGRAM_API_URL="http://127.0.0.1:9"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder.parent,
    )


@pytest.mark.parametrize("command", ["run", "overdue"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    assert "不能写" in said(bound_by_permissions(folder, command))
    assert "不能写" in said(bound_by_permissions(folder / "new", command))


@pytest.mark.parametrize("command", ["run", "overdue"])
def test_a_database_that_can_only_be_read_is_one_sentence(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(Door(f"sqlite:///{folder}/lianxi.sqlite3")) as opened:
        opened.upgrade()
    (folder / "lianxi.sqlite3").chmod(0o400)
    assert "只能读不能写" in said(bound_by_permissions(folder, command))


def test_a_database_of_a_later_version_is_one_sentence_and_is_copied_nowhere(tmp_path: Path) -> None:
    with closing(Door(f"sqlite:///{tmp_path}/lianxi.sqlite3")) as opened:
        opened.upgrade()
        with opened.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for command in ("run", "run", "overdue"):
        refused = lianxi(tmp_path, command, LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_TELEGRAM_API_URL="http://127.0.0.1:9")
        assert "更新版本的程序用过的（9999）" in said(refused)
    assert not list(tmp_path.glob("*.backup*"))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("geheim@werk", "密码里有“@”：请写成 %40"),
        ("geheim@@werk", "密码里有“@”"),
        ("geheim%werk", "打不开数据库"),
        ("密码geheim", "打不开数据库"),
        ("geheim/w#e?r:k", "打不开数据库"),
        ("geheim%40werk", "打不开数据库"),
    ],
)
def test_an_odd_password_gets_a_sentence_that_shows_no_piece_of_it(
    tmp_path: Path, password: str, sentence: str
) -> None:
    address = f"postgresql+psycopg://office:{password}@127.0.0.1:9/lianxi"
    own = {"LIANXI_TELEGRAM_TOKEN": TOKEN, "LIANXI_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    heard = said(lianxi(tmp_path, "run", LIANXI_DATABASE_URL=address, **own))
    assert sentence in heard
    assert "geheim" not in heard
    assert "werk" not in heard


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "LIANXI_DATABASE_URL 看不懂"),
        ("postgresql://office:pw@host:port/db", "端口只写数字"),
        ("lotus://office:pw@host/db", "不是 SQLite 也不是 PostgreSQL"),
        ("postgresql+pg8000://office:pw@host/db", "没有安装"),
    ],
)
def test_an_address_that_is_none_says_how_to_write_it(tmp_path: Path, address: str, sentence: str) -> None:
    assert sentence in said(lianxi(tmp_path, "overdue", LIANXI_DATABASE_URL=address))


def test_upgrades_keep_a_bounded_number_of_backups_and_the_newest_of_them(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "alembic_config", old.with_later)
    url = copies.fresh()
    with closing(Door(url)) as opened:
        opened.upgrade()
        for round_ in range(backups.KEPT + 2):
            with opened.engine.begin() as connection:  # as if the database came from the version before again
                connection.execute(text(f"INSERT INTO fact (name, value) VALUES ('round', '{round_}')"))  # noqa: S608
            with opened.engine.begin() as connection:
                opened._back_up(connection, "0003")
                connection.execute(text("DELETE FROM fact WHERE name = 'round'"))
    kept = copies.kept(url)
    assert len(kept) == backups.KEPT
    rounds = {row for backup in kept for row in old.tables(backup)["fact"] if "'round'" in row}
    assert rounds == {f"[('name', 'round'), ('value', '{n}')]" for n in range(2, backups.KEPT + 2)}
