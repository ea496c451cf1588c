"""A token or a password stands nowhere: in no log at any level, in no exception, in no file, in no form."""

import base64
import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
import structlog
from pydantic import SecretStr

from bot.channels.base import SignInRefused
from bot.channels.telegram.app import TelegramBot
from config import logs
from config.settings import Settings
from tests import office_world
from tests.evidence_samples import JPEG
from tests.small_world import CLERK, STARTS, WATER, a_draft_task, at_local, open_office, small_meeting
from tests.terminal import PATIENCE, surroundings

TOKEN = "8765432109:AAF-geheim_Wort0123456789abcdefghij"
OTHER = "8765432110:BBG-fremdes_Wort0123456789abcdefghi"
PASSWORD = "pa%40ss/wort@9"
ONE = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])
_TALKATIVE = ("httpx", "httpcore", "telegram", "telegram.ext", "asyncio", "uvicorn", "sqlalchemy", "alembic")


def forms(secret: str) -> Iterator[str]:
    """Every way in which a secret may stand in a text."""
    yield secret
    yield repr(secret)[1:-1]
    yield quote(secret, safe="")
    yield quote(secret, safe="").replace("%3A", "%3a")
    yield quote(quote(secret, safe=""), safe="")
    yield secret.encode().hex()
    for before in ("", "b", "bo", "bot"):
        yield base64.b64encode(f"{before}{secret}".encode()).decode()
        yield base64.urlsafe_b64encode(f"{before}{secret}/getMe".encode()).decode()
    if ":" in secret:
        yield secret.partition(":")[2]


def found(secret: str, text: str) -> list[str]:
    """The forms of a secret that stand in a text; of a long one, in base64 or hex, its middle is enough."""
    return [form for form in forms(secret) if form in text or (len(form) > 50 and form[24:-12] in text)]


def refuse_connection() -> None:
    raise ConnectionError(f"http://127.0.0.1:8081/bot{TOKEN}/getMe", TOKEN.encode())


def set_up_into(written: io.StringIO, log_format: Literal["json", "console"]) -> None:
    """Set the program's log up, but for where it is written to."""
    logs.set_up(log_format)
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What all loggers write at every level, through the program's own log."""
    root = logging.getLogger()
    handlers, level, raising = root.handlers, root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in _TALKATIVE}
    monkeypatch.setattr(logs, "_known", set())
    written = io.StringIO()
    set_up_into(written, "json")
    root.setLevel(logging.DEBUG)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


async def test_a_day_of_real_traffic_leaves_no_token_in_logs_database_or_files(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_world, "TOKEN", TOKEN)
    settings = Settings(data_dir=tmp_path, telegram_token=SecretStr(TOKEN), telegram_api_url="http://127.0.0.1:9")
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, ONE)
        await at_local(office, "2025-11-03T09:30")
        await office.send_bytes(WATER, "现场.jpg", JPEG, "1 进度30%")  # its address holds the token
        await office.switch(WATER, off=True)  # refused
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "通过")
        with pytest.raises(SignInRefused):
            async with TelegramBot(settings, token=OTHER, api_url=office.running.url.rstrip("/")).signed_in({}):
                pass
    log = logging.getLogger("a library")
    for form in forms(TOKEN):
        log.debug("plain %s", form)
        log.info("in a value %r and %r", {"address": f"http://h/file/bot{form}/x"}, [form])
    try:
        refuse_connection()
    except ConnectionError:
        log.exception("failed")
        structlog.get_logger("ours").exception("failed", address=f"bot{TOKEN}", nested={"a": [TOKEN]})
    read = logged.getvalue()
    assert "getUpdates" in read  # all of it has been written
    assert "/file/" in read
    assert found(TOKEN, read) == []
    assert found(OTHER, read) == []
    for file in tmp_path.rglob("*"):
        if file.is_file() and not file.name.startswith("chat."):
            assert found(TOKEN, file.read_bytes().decode("latin-1")) == [], file


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_what_is_no_secret_is_left_as_it_is(logged: io.StringIO, log_format: Literal["json", "console"]) -> None:
    set_up_into(logged, log_format)
    Settings(telegram_token=SecretStr(TOKEN))
    structlog.get_logger("ours").info(
        "running", api="http://127.0.0.1:54321", at="2025-11-03T09:00:00", ports="1:65000"
    )
    said = logged.getvalue()
    for kept in ("http://127.0.0.1:54321", "2025-11-03T09:00:00", "1:65000"):
        assert kept in said


@pytest.mark.parametrize("password", [PASSWORD, "geheimes-wort", "mit leerzeichen drin", "密码很长很长很长很长"])
def test_a_password_in_an_address_is_hidden_to_its_end(logged: io.StringIO, password: str) -> None:
    address = f"postgresql+psycopg://office:{password}@db.example:5432/lianxi"
    Settings(database_url=SecretStr(address))
    logging.getLogger("a library").warning("cannot open %s, said %r", address, address)
    said = logged.getvalue()
    assert password not in said
    assert not any(piece in said for piece in password.split("@") if len(piece) > 3)
    assert "db.example:5432/lianxi" in said


def test_a_program_that_dies_of_something_unforeseen_shows_no_secret(tmp_path: Path) -> None:
    broken = (
        "import sys; from bot.cli import main; from config.settings import Settings\n"
        "def fail(*_): s = Settings(); raise RuntimeError(s.telegram_token.get_secret_value(), s.database)\n"
        "import bot.office.checkup as c; c.examine = fail\n"
        "sys.argv = ['lianxi', 'doctor']; main()\n"
    )
    own = {"LIANXI_TELEGRAM_TOKEN": TOKEN, "LIANXI_DATABASE_URL": "postgresql+psycopg://u:geheimeswort@h/db"}
    ended = subprocess.run(
        [sys.executable, "-c", broken],
        env=surroundings(tmp_path, **own),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert ended.returncode == 1
    assert "RuntimeError" in ended.stderr
    assert "程序出错" in ended.stderr
    assert found(TOKEN, ended.stderr) == []
    assert "geheimeswort" not in ended.stderr
