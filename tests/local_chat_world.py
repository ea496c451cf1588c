"""A served local chat for tests: real HTTP on loopback, a real database file, python-telegram-bot as the bot."""

import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from tests.local_chat import Limits, LocalChat, LocalPerson, RunningChat, serve
from tests.plain_http import DIRECT

BEIJING = timezone(timedelta(hours=8))
TOKEN = "1000:local-token"
WU, HE, LIN = 301, 303, 201
PEOPLE = (
    LocalPerson(LIN, "林书勤", "联席会议办公室主任", "办公室"),
    LocalPerson(WU, "吴青", "县教育局 联络员", "成员单位"),
    LocalPerson(HE, "何静", "县住建局 联络员", "成员单位", started=False, hint="尚未绑定：发送 /start K7QF-2291"),
)


def _in(group: int | None) -> str:
    return "" if group is None else f"?group={group}"


@dataclass
class Stopwatch:
    """Seconds that pass only when a test says so."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class World:
    chat: LocalChat
    running: RunningChat
    page: httpx.AsyncClient
    bot: Bot

    async def said(
        self, user_id: int, text: str, reply_to: int | None = None, *, group: int | None = None
    ) -> dict[str, Any]:
        """Speak as a person through the page, alone with the bot or in a group; return what the page shows."""
        return await self.act(f"people/{user_id}/messages{_in(group)}", text=text, reply_to=reply_to)

    async def act(self, path: str, **body: object) -> dict[str, Any]:
        answer = await self.page.post(f"/page/{path}", json=body)
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def refused(self, path: str, **body: object) -> str:
        answer = await self.page.post(f"/page/{path}", json=body)
        assert 400 <= answer.status_code < 500
        sentence: str = answer.json()["error"]
        return sentence

    async def uploaded(self, user_id: int, name: str, content: bytes, **fields: str) -> dict[str, Any]:
        (shown,) = await self.uploaded_together(user_id, [(name, content)], **fields)
        return shown

    async def uploaded_together(
        self, user_id: int, files: Sequence[tuple[str, bytes]], **fields: str
    ) -> list[dict[str, Any]]:
        """Send several files at once and return the messages that they become."""
        parts = [("file", file) for file in files]
        answer = await self.page.post(f"/page/people/{user_id}/files", files=parts, data=fields)
        assert answer.status_code == 200, answer.text
        shown: list[dict[str, Any]] = answer.json()["messages"]
        return shown

    async def next_update(self) -> Update:
        """Wait for one update as the bot and confirm it."""
        (update,) = await self.bot.get_updates(timeout=20)
        await self.bot.get_updates(offset=update.update_id + 1)
        return update

    async def waiting(self) -> list[Update]:
        """Return the updates that the bot has not confirmed yet, and confirm them."""
        updates = list(await self.bot.get_updates())
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1)
        return updates

    async def seen(self, user_id: int, *, group: int | None = None) -> list[dict[str, Any]]:
        """Return the conversation as the person's page shows it: their own with the bot, or a group's."""
        answer = await self.page.get(f"/page/people/{user_id}/messages{_in(group)}")
        shown: list[dict[str, Any]] = answer.json()["messages"]
        return shown

    async def listed(self, user_id: int) -> dict[str, Any]:
        people: list[dict[str, Any]] = (await self.page.get("/page/state")).json()["people"]
        return next(person for person in people if person["id"] == user_id)


def bot_for(running: RunningChat) -> Bot:
    return Bot(
        TOKEN,
        base_url=running.base_url,
        base_file_url=running.base_file_url,
        request=HTTPXRequest(httpx_kwargs=DIRECT),
        get_updates_request=HTTPXRequest(httpx_kwargs=DIRECT),
    )


@asynccontextmanager
async def open_world(
    folder: Path,
    *,
    people: Sequence[LocalPerson] = PEOPLE,
    limits: Limits | None = None,
    stopwatch: Stopwatch | None = None,
) -> AsyncIterator[World]:
    chat = LocalChat.create(
        folder / "chat.sqlite3",
        people,
        token=TOKEN,
        limits=limits,
        monotonic=stopwatch or Stopwatch(),
    )
    running = await serve(chat)
    page = httpx.AsyncClient(base_url=running.url, headers={"origin": running.url.rstrip("/")}, timeout=30, **DIRECT)
    bot = bot_for(running)
    try:
        async with page, bot:
            yield World(chat, running, page, bot)
    finally:
        await running.stop()


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
