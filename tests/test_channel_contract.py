"""What every channel keeps (``bot/channels/base.py``), held against each: out, in, and how it fails."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
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
from bot.channels.mail.outgoing import Mail
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
from tests.mail_server import MailServer, mail_server, mail_settings, words_of
from tests.office_world import GENEROUS, unhurried
from tests.plain_http import DIRECT
from tests.raw_server import raw_server
from tests.telegram_world import HE, MENU, TOKEN, WU, at, served
from tests.test_telegram_evidence import speaking

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
async def on_telegram(folder: Path, limits: Limits = GENEROUS) -> AsyncIterator[Stand]:
    async with served(folder, limits) as (chat, running):
        url = running.url.rstrip("/")
        bot = TelegramBot(Settings(data_dir=folder), token=TOKEN, api_url=url, limits=unhurried())
        async with (
            httpx.AsyncClient(base_url=url, headers={"origin": url}, **DIRECT) as page,
            bot.signed_in(MENU),
        ):
            stand = OnTelegram(chat, page, bot.channel)
            fetching = asyncio.create_task(bot.fetch(stand.receive, lambda: None))
            yield stand
            fetching.cancel()
            await asyncio.wait({fetching})


@dataclass
class ByMail:
    server: MailServer
    channel: Mail
    to: Address = field(default_factory=lambda: Address("mail", "wu@shuili.example"))

    async def shown(self, ref: str) -> Shown:
        (mail,) = (mail for mail in self.server.for_(self.to.value) if mail["Message-ID"] == ref)
        files: list[Any] = list(mail.iter_attachments())
        return words_of(mail), [], files[0].get_content() if files else None

    async def says(self, text: str, reply_to: str | None = None) -> list[Update]:
        raise AssertionError(f"nothing comes in by mail: {text} {reply_to}")

    async def sends(self, files: Sequence[tuple[str, bytes]], caption: str) -> list[Update]:
        raise AssertionError(f"nothing comes in by mail: {caption} {files}")

    async def presses(self, ref: str) -> list[Update]:
        raise AssertionError(f"nothing comes in by mail: {ref}")


@asynccontextmanager
async def by_mail(folder: Path) -> AsyncIterator[ByMail]:
    async with mail_server() as server:
        yield ByMail(server, Mail(mail_settings(server, folder), "联席会议"))


CHANNELS = {"telegram": on_telegram, "page": on_page, "script": in_script, "mail": by_mail}


@pytest.fixture(params=CHANNELS)
async def stand(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stand]:
    async with CHANNELS[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(params=[name for name in CHANNELS if name != "mail"])
async def hearing(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stand]:
    async with CHANNELS[request.param](tmp_path) as opened:
        assert opened.channel.abilities.hears
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
    assert await stand.shown(first) == ("今日催报", ["签收"] if stand.channel.abilities.buttons else [], None)
    assert await stand.shown(second) == ("通报", [], b"PK paper")


async def test_what_was_sent_is_changed_in_its_place_and_stays_where_it_reads_so_already(stand: Stand) -> None:
    ref = await stand.channel.send(stand.to, ASKED)
    if stand.channel.abilities.edits:
        for _ in range(2):
            await stand.channel.edit(stand.to, ref, Message("已签收"))
        assert await stand.shown(ref) == ("已签收", [], None)
    else:
        with pytest.raises(NotEditable):
            await stand.channel.edit(stand.to, ref, Message("已签收"))
    paper = await stand.channel.send(stand.to, Message("通报", attachment=Attachment("通报.docx", b"PK")))
    for gone in (paper, "4711"):
        with pytest.raises(NotEditable):
            await stand.channel.edit(stand.to, gone, Message("没有正文"))


async def test_a_text_that_is_too_long_is_cut_and_arrives(stand: Stand) -> None:
    long = Message("字" * (stand.channel.abilities.text + 9))
    ref = await stand.channel.send(stand.to, long)
    text, _, _ = await stand.shown(ref)
    assert text == stand.channel.abilities.fitted(long)
    assert text.endswith("…")


async def test_words_come_in_with_the_message_that_they_reply_to(hearing: Stand) -> None:
    ref = await hearing.channel.send(hearing.to, ASKED)
    event = event_of(hearing, await hearing.says("1 进度60%\x07", reply_to=ref))
    assert isinstance(event, Text)
    assert (event.text, event.reply_to) == ("1 进度60%", ref)  # no control character gets past the door


async def test_files_that_were_sent_together_are_one_event_and_can_be_fetched(hearing: Stand) -> None:
    event = event_of(hearing, await hearing.sends(FILES, "第1项现场"))
    assert isinstance(event, Files)
    assert event.caption == "第1项现场"
    assert [(file.name, file.size) for file in event.files] == [("一.txt", 3), ("二.txt", 3)]
    assert [await hearing.channel.fetch(file) for file in event.files] == [b"one", b"two"]
    with pytest.raises((Refused, Unknown, Wait)):  # Telegram says the same of one that it will have again
        await hearing.channel.fetch(FileRef("gone", "走失.pdf", 3))


async def test_a_press_comes_in_with_its_message_and_its_token(hearing: Stand) -> None:
    ref = await hearing.channel.send(hearing.to, ASKED)
    event = event_of(hearing, await hearing.presses(ref))
    assert isinstance(event, Press)
    assert (event.ref, event.token) == (ref, "rc:1:2")


async def test_the_same_update_twice_is_stored_once(hearing: Stand, tmp_path: Path) -> None:
    updates = await hearing.says("1 已完成")
    desk = open_desk(Settings(data_dir=tmp_path / "another"))
    name, wall = hearing.channel.name, datetime.now(UTC)
    stored = [await desk.doing(SYSTEM, inbox.store, name, "", updates, wall) for _ in range(2)]
    desk.close()
    assert stored == [1, 0]


async def test_where_nothing_comes_in_nothing_is_read_and_nothing_fetched(tmp_path: Path) -> None:
    async with by_mail(tmp_path) as stand:
        assert not stand.channel.abilities.hears
        mail: Channel = stand.channel
        assert mail.read([{"text": "1 已完成"}]) is None
        assert mail.invitation_link("ABCD-EFGH") is None
        with pytest.raises(Refused):
            await stand.channel.fetch(FileRef("gone", "走失.pdf", 3))


# how a channel fails: each failure that it knows, brought about by its server

Attempt = Callable[[], Awaitable[object]]


@asynccontextmanager
async def telegram_refuses(folder: Path) -> AsyncIterator[Attempt]:
    async with on_telegram(folder) as stand:
        yield lambda: stand.channel.send(at(HE), ASKED)  # has never written to the bot


@asynccontextmanager
async def telegram_asks_to_wait(folder: Path) -> AsyncIterator[Attempt]:
    async with on_telegram(folder, Limits(chat_rate=0.1, chat_burst=1)) as stand:
        await stand.channel.send(stand.to, ASKED)
        yield lambda: stand.channel.send(stand.to, ASKED)


@asynccontextmanager
async def telegram_hangs_up(_: Path) -> AsyncIterator[Attempt]:
    async with raw_server(b"") as server, speaking(server.url) as channel:
        yield lambda: channel.send(at(WU), ASKED)


@asynccontextmanager
async def page_is_away(folder: Path, *, edits: bool = False) -> AsyncIterator[Attempt]:
    async with on_page(folder) as stand:
        ref = await stand.channel.send(stand.to, ASKED)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Desk, "do", away)
            if edits:
                yield lambda: stand.channel.edit(stand.to, ref, Message("已签收"))
            else:
                yield lambda: stand.channel.send(stand.to, ASKED)


def away(*_: object, **__: object) -> None:
    raise DatabaseAway("locked")


def mail_that(**answers: Any) -> Callable[[Path], AbstractAsyncContextManager[Attempt]]:
    """Mail to a server that answers so to the reader, or to the mail, or hangs up on it."""

    @asynccontextmanager
    async def opened(folder: Path) -> AsyncIterator[Attempt]:
        async with by_mail(folder) as stand:
            for name, answer in answers.items():
                setattr(stand.server, name, {stand.to.value} if name == "hangs_up" else {stand.to.value: answer})
            yield lambda: stand.channel.send(stand.to, ASKED)

    return opened


@asynccontextmanager
async def mail_finds_nobody(folder: Path) -> AsyncIterator[Attempt]:
    async with by_mail(folder) as stand:
        pass
    yield lambda: stand.channel.send(stand.to, ASKED)  # the server is gone


LATER, NOBODY = "later", "gone"
FAILURES: dict[str, tuple[Callable[[Path], AbstractAsyncContextManager[Attempt]], type[ChannelError], str]] = {
    "telegram-refused": (telegram_refuses, Refused, NOBODY),
    "telegram-wait": (telegram_asks_to_wait, Wait, LATER),
    "telegram-unknown": (telegram_hangs_up, Unknown, ""),
    "page-wait": (partial(page_is_away, edits=True), Wait, ""),
    "page-unknown": (page_is_away, Unknown, ""),
    "mail-refused": (mail_that(to_reader="550 5.1.1 no such user"), Refused, NOBODY),
    "mail-refused-plainly": (mail_that(to_reader="550 No such user here"), Refused, NOBODY),
    "mail-refused-by-policy": (mail_that(to_reader="550 5.7.1 relaying denied"), Refused, ""),
    "mail-refused-content": (mail_that(to_mail="554 5.7.1 looks like spam"), Refused, ""),
    "mail-wait": (mail_that(to_reader="451 4.7.1 greylisted"), Wait, LATER),
    "mail-wait-content": (mail_that(to_mail="452 4.3.1 no room"), Wait, LATER),
    "mail-wait-closing": (mail_that(to_reader="421 4.3.2 shutting down"), Wait, ""),
    "mail-wait-signed-out": (mail_that(to_reader="530 5.7.0 authentication required"), Wait, ""),
    "mail-wait-no-server": (mail_finds_nobody, Wait, ""),
    "mail-unknown": (mail_that(hangs_up=True), Unknown, ""),
}


@pytest.mark.parametrize("failure", list(FAILURES))
async def test_what_is_refused_has_to_wait_or_may_have_arrived_is_told_apart(tmp_path: Path, failure: str) -> None:
    scene, kind, more = FAILURES[failure]
    async with scene(tmp_path) as attempt:
        with pytest.raises(kind) as raised:
            await attempt()
    error = raised.value
    assert (isinstance(error, Refused) and error.account_gone) is (more == NOBODY)
    assert (isinstance(error, Wait) and error.after is not None) is (more == LATER)
