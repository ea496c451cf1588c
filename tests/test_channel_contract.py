"""What every channel keeps (``bot/channels/base.py``), held against each: out, in, and how it fails."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from sqlmodel import col, select

from bot.channels.base import (
    Channel,
    ChannelError,
    Event,
    FileRef,
    Files,
    NotEditable,
    Press,
    Refused,
    Text,
    Unknown,
    Wait,
    Where,
    Who,
)
from bot.channels.events import update_of
from bot.channels.script import ScriptChannel
from bot.channels.telegram.app import TelegramBot
from bot.channels.web.chat import Chat
from bot.channels.web.outgoing import Page
from config.settings import Settings
from messages.message import Attachment, Button, Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.updates import Update
from tasks_db.store import models
from tasks_db.work.desk import DatabaseAway, Desk, open_desk
from tasks_db.work.post import inbox
from tasks_db.work.post import page as rows
from tests.local_chat import Limits, LocalChat
from tests.office_world import unhurried
from tests.telegram_world import HE, MENU, TOKEN, WU, at, served

ASKED = Message("今日催报", ((Button("签收", "rc", (1, 2)),),))
FILES = (("一.txt", b"one"), ("二.txt", b"two"))
Shown = tuple[str, list[str], bytes | None]
"""Text, labels of buttons and content of the file of a message, as its reader has it."""


class Stand(Protocol):
    """A channel as a test stands before it: ``to`` is somebody who can be written to."""

    @property
    def channel(self) -> Channel: ...
    @property
    def to(self) -> Address: ...
    async def shown(self, ref: str) -> Shown: ...
    async def says(self, text: str, reply_to: str | None = None) -> list[Update]: ...
    async def sends(self, files: Sequence[tuple[str, bytes]], caption: str) -> list[Update]: ...
    async def presses(self, ref: str) -> list[Update]: ...


@dataclass
class OnPage:
    desk: Desk
    channel: Page
    to: Address = field(default_factory=lambda: Address("web", "1"))

    async def shown(self, ref: str) -> Shown:
        found = await self.desk.asking(SYSTEM, rows.newest, self.to)
        bubble = next(one for one in found.bubbles if str(one.id) == ref)
        content = await self.desk.asking(SYSTEM, rows.content_of, bubble.file.id) if bubble.file else None
        return bubble.text, [label for row in bubble.buttons for label, _ in row], content

    @property
    def _chat(self) -> Chat:
        return Chat(self.desk, Who(self.to, "吴青"))

    def _stored(self) -> list[Update]:
        with self.desk.door.read() as session:
            row = session.exec(select(models.Update).order_by(col(models.Update.id).desc())).first()
            assert row is not None
            return [Update(row.number, row.lane, row.raw, row.album)]

    async def says(self, text: str, reply_to: str | None = None) -> list[Update]:
        await self._chat.say(secrets.token_hex(8), text, int(reply_to) if reply_to else None)
        return self._stored()

    async def sends(self, files: Sequence[tuple[str, bytes]], caption: str) -> list[Update]:
        await self._chat.send_files(secrets.token_hex(8), files, caption, None)
        return self._stored()

    async def presses(self, ref: str) -> list[Update]:
        await self._chat.press(secrets.token_hex(8), int(ref), "rc:1:2")
        return self._stored()


@dataclass
class InScript:
    channel: ScriptChannel
    to: Address = field(default_factory=lambda: Address("script", "1"))

    async def shown(self, ref: str) -> Shown:
        one = next(one for one in self.channel.screen(self.to) if one.ref == ref)
        labels = [button.label for row in one.message.buttons for button in row]
        return one.text, labels, one.attachment.content if one.attachment else None

    @property
    def _origin(self) -> dict[str, Any]:
        return {"id": secrets.token_hex(4), "who": Who(self.to, "吴青"), "where": Where(self.to)}

    async def says(self, text: str, reply_to: str | None = None) -> list[Update]:
        return [update_of(Text(**self._origin, ref="in1", reply_to=reply_to, text=text))]

    async def sends(self, files: Sequence[tuple[str, bytes]], caption: str) -> list[Update]:
        self.channel.files.update(files)
        refs = tuple(FileRef(name, name, len(content)) for name, content in files)
        return [update_of(Files(**self._origin, ref="in2", files=refs, caption=caption))]

    async def presses(self, ref: str) -> list[Update]:
        return [update_of(Press(**self._origin, ref=ref, token="rc:1:2"))]


@dataclass
class OnTelegram:
    chat: LocalChat
    page: httpx.AsyncClient
    channel: Channel
    came: asyncio.Queue[Update] = field(default_factory=asyncio.Queue)
    to: Address = field(default_factory=lambda: at(WU))

    async def receive(self, bot: str, updates: Sequence[Update]) -> None:
        assert bot
        for one in updates:
            self.came.put_nowait(one)

    async def shown(self, ref: str) -> Shown:
        message = self.chat.store.message(WU, int(ref))
        assert message is not None
        rows = (message.markup or {}).get("inline_keyboard", [])
        content = self.chat.store.file_place(message.file.file_id).read_bytes() if message.file else None
        return message.text, [button["text"] for row in rows for button in row], content

    async def _acted(self, path: str, *, count: int = 1, **body: Any) -> list[Update]:
        answer = await self.page.post(f"/page/people/{WU}/{path}", **body)
        assert answer.status_code == 200, answer.text
        async with asyncio.timeout(30):
            return [await self.came.get() for _ in range(count)]

    async def says(self, text: str, reply_to: str | None = None) -> list[Update]:
        return await self._acted("messages", json={"text": text, "reply_to": int(reply_to) if reply_to else None})

    async def sends(self, files: Sequence[tuple[str, bytes]], caption: str) -> list[Update]:
        parts = [("file", file) for file in files]
        return await self._acted("files", count=len(files), files=parts, data={"caption": caption})

    async def presses(self, ref: str) -> list[Update]:
        return await self._acted(f"messages/{ref}/press", json={"data": "rc:1:2"})


@asynccontextmanager
async def on_page(folder: Path) -> AsyncIterator[Stand]:
    desk = open_desk(Settings(data_dir=folder))
    yield OnPage(desk, Page(desk))
    desk.close()


@asynccontextmanager
async def in_script(_: Path) -> AsyncIterator[Stand]:
    yield InScript(ScriptChannel())


@asynccontextmanager
async def on_telegram(folder: Path) -> AsyncIterator[Stand]:
    async with served(folder) as (chat, running):
        url = running.url.rstrip("/")
        bot = TelegramBot(Settings(data_dir=folder), token=TOKEN, api_url=url, limits=unhurried())
        async with (
            httpx.AsyncClient(base_url=url, headers={"origin": url}, trust_env=False) as page,
            bot.signed_in(MENU),
        ):
            stand = OnTelegram(chat, page, bot.channel)
            fetching = asyncio.create_task(bot.fetch(stand.receive, lambda: None))
            yield stand
            fetching.cancel()
            await asyncio.wait({fetching})


@pytest.fixture(params=[on_telegram, on_page, in_script], ids=["telegram", "page", "script"])
async def stand(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stand]:
    async with request.param(tmp_path) as opened:
        yield opened


def event_of(stand: Stand, updates: Sequence[Update]) -> Event:
    event = stand.channel.read([one.raw for one in updates])
    assert event is not None
    assert event.who.address == stand.to == event.where.address
    assert not event.where.is_group
    return event


async def test_what_is_sent_is_shown_with_its_buttons_and_its_file(stand: Stand) -> None:
    first = await stand.channel.send(stand.to, ASKED)
    second = await stand.channel.send(
        stand.to, Message("通报", attachment=Attachment("通报.docx", b"PK paper")), later=True
    )
    assert first != second
    assert await stand.shown(first) == ("今日催报", ["签收"], None)
    assert await stand.shown(second) == ("通报", [], b"PK paper")


async def test_what_was_sent_is_changed_in_its_place_and_stays_where_it_reads_so_already(stand: Stand) -> None:
    ref = await stand.channel.send(stand.to, ASKED)
    for _ in range(2):
        await stand.channel.edit(stand.to, ref, Message("已签收"))
    assert await stand.shown(ref) == ("已签收", [], None)
    paper = await stand.channel.send(stand.to, Message("通报", attachment=Attachment("通报.docx", b"PK")))
    for gone in (paper, "4711"):
        with pytest.raises(NotEditable):
            await stand.channel.edit(stand.to, gone, Message("没有正文"))


async def test_a_text_that_is_too_long_is_cut_and_arrives(stand: Stand) -> None:
    ref = await stand.channel.send(stand.to, Message("字" * 9000))
    text, _, _ = await stand.shown(ref)
    assert text == stand.channel.abilities.fitted(Message("字" * 9000))
    assert text.endswith("…")


async def test_words_come_in_with_the_message_that_they_reply_to(stand: Stand) -> None:
    ref = await stand.channel.send(stand.to, ASKED)
    event = event_of(stand, await stand.says("1 进度60%\x07", reply_to=ref))
    assert isinstance(event, Text)
    assert (event.text, event.reply_to) == ("1 进度60%", ref)  # no control character gets past the door


async def test_files_that_were_sent_together_are_one_event_and_can_be_fetched(stand: Stand) -> None:
    event = event_of(stand, await stand.sends(FILES, "第1项现场"))
    assert isinstance(event, Files)
    assert event.caption == "第1项现场"
    assert [(file.name, file.size) for file in event.files] == [("一.txt", 3), ("二.txt", 3)]
    assert [await stand.channel.fetch(file) for file in event.files] == [b"one", b"two"]
    with pytest.raises((Refused, Unknown)):
        await stand.channel.fetch(FileRef("gone", "走失.pdf", 3))


async def test_a_press_comes_in_with_its_message_and_its_token(stand: Stand) -> None:
    ref = await stand.channel.send(stand.to, ASKED)
    event = event_of(stand, await stand.presses(ref))
    assert isinstance(event, Press)
    assert (event.ref, event.token) == (ref, "rc:1:2")


async def test_the_same_update_twice_is_stored_once(stand: Stand, tmp_path: Path) -> None:
    updates = await stand.says("1 已完成")
    desk = open_desk(Settings(data_dir=tmp_path / "another"))
    name, wall = stand.channel.name, datetime.now(UTC)
    stored = [await desk.doing(SYSTEM, inbox.store, name, "", updates, wall) for _ in range(2)]
    desk.close()
    assert stored == [1, 0]


async def test_what_is_refused_has_to_wait_or_may_have_arrived_is_told_apart_on_telegram(tmp_path: Path) -> None:
    async with served(tmp_path, Limits(chat_rate=0.1, chat_burst=1)) as (chat, running):
        url = running.url.rstrip("/")
        bot = TelegramBot(Settings(data_dir=tmp_path), token=TOKEN, api_url=url, limits=unhurried())
        async with bot.signed_in(MENU):
            with pytest.raises(Refused) as refused:
                await bot.channel.send(at(HE), ASKED)  # has never written to the bot
            assert refused.value.account_gone
            await bot.channel.send(at(WU), ASKED)
            with pytest.raises(Wait) as wait:
                await bot.channel.send(at(WU), ASKED)
            assert wait.value.after is not None
        assert chat.limits.chat_burst == 1


async def test_while_the_database_is_away_what_was_said_on_the_page_may_have_arrived_and_an_edit_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_page(tmp_path) as stand:
        ref = await stand.channel.send(stand.to, ASKED)

        def away(*_: object, **__: object) -> None:
            raise DatabaseAway("locked")

        monkeypatch.setattr(Desk, "do", away)
        failures: list[type[ChannelError]] = [Unknown, Wait]
        for failure, attempt in zip(
            failures,
            (stand.channel.send(stand.to, ASKED), stand.channel.edit(stand.to, ref, Message("已签收"))),
            strict=True,
        ):
            with pytest.raises(failure):
                await attempt
