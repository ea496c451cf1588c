"""What ff8b772 left is upgraded by ``lianxi run``: backed up, whole, nobody asked again; killed, it resumes."""

import asyncio
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tasks_db.store import door, registers
from tasks_db.store.door import Door
from tests.local_chat import LocalChat, serve
from tests.plain_http import DIRECT
from tests.postgres_server import PostgresServer
from tests.upgrade import expectation, old
from tests.upgrade.copies import Copies, on_postgresql

LIANXI = Path(sys.executable).with_name("lianxi")
PROGRAM = Path(__file__).parent.parent
TOKEN = "1:local-chat"
PATIENCE = 60
PLACES = 10
ZHONG, YE, XIANG, CHENG, HE, WEN, HAO, WU, QIU = 1003, 1004, 1005, 1006, 1007, 1009, 1010, 1014, 1015
"""钟亦秋 and 叶小满 of the office; the liaisons 向晚晴, 程暮云, 贺南枝, 文静姝, 武长缨 and 邱映雪."""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """One step more than the product has, so that there is much to do whatever the product's own steps are."""
    monkeypatch.setattr(door, "alembic_config", old.with_later)


# killed


def killed_at(url: str, place: int) -> subprocess.CompletedProcess[str]:
    # -B: a compiled module is renamed into its place, too, and would be one more place of the first run alone
    command = [sys.executable, "-B", "-m", "tests.upgrade.killing", url, str(place)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=PROGRAM)


@pytest.mark.usefixtures("later")
def test_an_upgrade_killed_at_ten_places_is_undone_or_whole_and_the_next_one_finishes_it(copies: Copies) -> None:
    whole = copies.fresh()
    before = old.tables(whole)
    through = killed_at(whole, 0)
    assert through.returncode == 0, through.stderr
    last = int(through.stdout)
    assert last >= PLACES, "the upgrade from 0003 has too few steps to be killed at ten places: is there one at all?"
    after = old.tables(whole)
    undone = 0
    for place in sorted({1 + round(n * (last - 1) / (PLACES - 1)) for n in range(PLACES)}):
        url = copies.fresh()
        dead = killed_at(url, place)
        assert dead.returncode == -signal.SIGKILL, (place, dead.stderr)
        left = old.tables(url)
        assert left in (before, after), place
        undone += left == before
        with closing(Door(url)) as opened:
            opened.upgrade()
        old.assert_whole(url)
        assert old.tables(url) == after, place
        (backup,) = copies.kept(url)
        assert old.tables(backup) == before, place
    assert undone == PLACES - 1, "all but the one after the last commit"


# lianxi run


@dataclass
class Screen:
    """The page of the local chat, through which people act; an act comes back with the bot's next message to them."""

    page: httpx.AsyncClient
    _events: AsyncIterator[str]

    async def say(self, user: int, text: str, reply_to: int | None = None) -> str:
        return await self._acted(user, "messages", {"text": text, "reply_to": reply_to})

    async def press(self, user: int, label: str, within: str) -> str:
        """Press a button of the latest message with these words."""
        shown = (await self.page.get(f"/page/people/{user}/messages")).json()["messages"]
        message = next(m for m in reversed(shown) if within in m.get("text", ""))
        buttons = [b for row in message["reply_markup"]["inline_keyboard"] for b in row]
        data = next(b["callback_data"] for b in buttons if b["text"].startswith(label))
        return await self._acted(user, f"messages/{message['message_id']}/press", {"data": data})

    async def _acted(self, user: int, path: str, body: dict[str, object]) -> str:
        answer = await self.page.post(f"/page/people/{user}/{path}", json=body)
        assert answer.status_code == 200, answer.text
        async with asyncio.timeout(PATIENCE):
            async for line in self._events:
                event = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                message = event.get("message")
                if message and message["chat"]["id"] == user and not message["outgoing"]:
                    return str(message["text"])
        raise AssertionError("the stream of events ended")


@asynccontextmanager
async def screen_at(url: str) -> AsyncIterator[Screen]:
    headers = {"origin": url.rstrip("/")}
    async with (
        httpx.AsyncClient(base_url=url, headers=headers, timeout=PATIENCE, **DIRECT) as page,
        page.stream("GET", "/page/events") as stream,
    ):
        lines = stream.aiter_lines()
        await anext(lines)  # from here on nothing is missed
        yield Screen(page, lines)


async def started(*words: str, folder: Path, **own: str) -> Process:
    """``lianxi`` with these words, as somebody starts it who has just installed the new version."""
    dropped = ("LIANXI_", "PYTHONDONTWRITEBYTECODE")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(dropped) and "proxy" not in k.lower()}
    surroundings = {**clean, "LIANXI_DATA_DIR": str(folder), **own}
    return await asyncio.create_subprocess_exec(
        LIANXI, *words, env=surroundings, stdout=PIPE, stderr=PIPE, cwd=folder
    )


async def ended(process: Process) -> str:
    """Wait for a program that has been told to stop, or stops by itself; returns what it complained of."""
    async with asyncio.timeout(PATIENCE):
        _, complaints = await process.communicate()
    said = complaints.decode()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


def is_upgraded() -> None:
    assert old.head() != old.REVISION, (
        f"there is no step after {old.REVISION}, the form that ff8b772 left, so this would upgrade nothing"
    )


async def people_go_on(screen: Screen) -> None:
    """What was asked, shown or begun before the upgrade is answered after it."""
    heard = await screen.say(HE, "选址没有落实，需县自然资源局协调")  # the old program had asked for the difficulty
    assert "有困难" in heard
    heard = await screen.press(CHENG, "2", within="“基本完成”说的是哪一项？")
    assert "推进小区改造施工" in heard
    heard = await screen.press(CHENG, "确认推进中", within="请确认")
    assert "已记录" in heard
    heard = await screen.say(YE, "2026-01-15")  # and the office for a date
    assert "2026年1月15日" in heard
    heard = await screen.say(XIANG, "7 进度45%，两部已装", reply_to=2)  # the bundle of the first morning
    assert "已记录：7. 加装既有住宅电梯" in heard


def nothing_is_lost_and_nobody_is_asked_again(url: str, chat: Path, chat_before: Path) -> None:
    with closing(Door(url)) as opened, opened.read() as session:
        register = registers.load(session)
    reports = expectation.reports_of(register)
    kept = len(old.EXPECTED["reports"])
    assert reports[:kept] == old.EXPECTED["reports"]
    assert [(r["person"], r["kind"], r["task"]) for r in reports[kept:]] == [
        ("贺南枝", "blocked", "8"),
        ("程暮云", "progress", "4"),
        ("向晚晴", "progress", "6"),
    ]
    assert expectation.readings_of(register) == old.EXPECTED["readings"]
    asked = expectation.asked_of(register)
    # the old program died over the bundle of QIU: it may have arrived, and the clock is moved before its minute is
    # over; it is given back, and a round that lies further ahead is not asked for yet (R7)
    assert [rung for rung in old.EXPECTED["asked"] if rung not in asked] == [[42, "2025-11-26", 16]]
    # what the old program could not send goes out once; what it sent or tried twice does not
    acted = {HE, CHENG, YE, XIANG}
    # the office and the convenors are told by themselves what waits, as R12 has it since
    told_of_what_waits = {1001, 1002, ZHONG}
    new = Counter(told(chat)) - Counter(told(chat_before))
    # and whoever had withdrawn an answer is asked for it again, as R7 has it since
    assert Counter(user for user, _ in new.elements() if user not in acted | told_of_what_waits) == {
        WEN: 1,
        WU: 1,
        HAO: 1,
    }
    assert not [text for _, text in new.elements() if "刚才没有处理成功" in text]


def told(chat: Path) -> list[tuple[int, str]]:
    """Everything that the bot has said in a local chat's file, with whom it said it to."""
    with closing(sqlite3.connect(chat)) as opened:
        columns = {name for (name,) in opened.execute("SELECT name FROM pragma_table_info('messages')")}
        bots = "from_bot" if "from_bot" in columns else "sender_id IS NULL"
        query = f"SELECT chat_id, text FROM messages WHERE {bots}"  # noqa: S608 - one of two columns of our own
        return opened.execute(query).fetchall()


async def goes_on(folder: Path, chat: Path, own: dict[str, str], check: Callable[[str], None]) -> None:
    """Start the program beside a stand-in of Telegram that remembers ``chat``, let people go on, and move the clock.

    ``check`` is told what the program says as it starts.
    """
    served = await serve(LocalChat.create(chat, [], token=TOKEN))
    own = {"LIANXI_TELEGRAM_TOKEN": TOKEN, "LIANXI_TELEGRAM_API_URL": served.url.rstrip("/"), **own}
    try:
        process = await started("run", folder=folder, LIANXI_WEB_LISTEN="off", **own)
        assert process.stderr is not None
        said = ""
        while "running" not in said:
            line = await process.stderr.readline()
            assert line, said
            said += line.decode()
        check(said)
        async with screen_at(served.url) as screen:
            await people_go_on(screen)
        await ended(await started("tick", "--until", "2025-11-27T09:00+08:00", folder=folder, **own))
        process.terminate()
        await ended(process)
    finally:
        await served.stop()


async def test_lianxi_run_upgrades_the_sample_of_ff8b772_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    is_upgraded()
    sample = tmp_path / "sample"
    sample.mkdir()
    shutil.copy(old.SQLITE, sample / "lianxi.sqlite3")
    shutil.copy(old.CHAT, sample / "chat.sqlite3")
    url = f"sqlite:///{sample / 'lianxi.sqlite3'}"
    before = old.tables(url)

    def is_whole(said: str) -> None:
        (backup,) = sample.glob("*.backup.sqlite3")
        assert backup.name in said
        assert old.tables(f"sqlite:///{backup}") == before
        old.assert_whole(url, running=True)

    await goes_on(sample, sample / "chat.sqlite3", {}, is_whole)
    nothing_is_lost_and_nobody_is_asked_again(url, sample / "chat.sqlite3", old.CHAT)
    # its people have moved to the page
    process = await started("run", folder=tmp_path, LIANXI_WEB_LISTEN="127.0.0.1:0")
    assert process.stdout is not None
    opened = re.search(r"http://\S+", (await process.stdout.readline()).decode())
    assert opened, await process.communicate()
    async with httpx.AsyncClient(base_url=opened[0], timeout=PATIENCE, **DIRECT) as page:
        listed = (await page.get("/page/state")).json()["chats"]
    assert {"钟亦秋", "叶小满", "文静姝", "沈怀瑾"} <= {one["name"] for one in listed}
    process.terminate()
    await ended(process)
    assert len(list(sample.glob("*.backup.sqlite3"))) == 1


async def test_lianxi_run_upgrades_the_postgresql_of_ff8b772_and_goes_on_where_it_stood(
    tmp_path: Path, dumped: PostgresServer
) -> None:
    is_upgraded()
    database = on_postgresql(dumped)
    url = database.fresh()
    before = old.tables(url)
    shutil.copy(old.POSTGRES_CHAT, tmp_path / "chat.sqlite3")

    def is_whole(said: str) -> None:
        (backup,) = database.kept(url)
        assert "lianxi_backup_0003" in said
        assert old.tables(backup) == before
        old.assert_whole(url, running=True)

    await goes_on(tmp_path, tmp_path / "chat.sqlite3", {"LIANXI_DATABASE_URL": url}, is_whole)
    nothing_is_lost_and_nobody_is_asked_again(url, tmp_path / "chat.sqlite3", old.POSTGRES_CHAT)
    assert len(database.kept(url)) == 1
