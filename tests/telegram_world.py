"""A bot at a local Bot API over real HTTP, and the events that it hands over."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.base import Event
from bot.channels.telegram import NAME
from bot.channels.telegram.app import TelegramBot
from bot.channels.telegram.outgoing import Telegram
from config.settings import Settings
from tasks_db.register.people import Address
from tasks_db.register.updates import Update
from tests.local_chat import Limits, LocalChat, LocalPerson, RunningChat, serve
from tests.local_chat.values import Json
from tests.office_world import GENEROUS, unhurried

TOKEN = "1000:channel-token"
WU, HE = 301, 303
GROUP = {"id": -100500, "type": "supergroup", "title": "专班工作群"}
PATIENCE = 30
MENU = {"help": "怎么用"}


def at(number: int) -> Address:
    return Address(NAME, str(number))


@dataclass
class Heard:
    """A bot at a local Bot API, and the events that it has handed over."""

    chat: LocalChat
    running: RunningChat
    channel: Telegram
    events: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    _messages: int = 500

    async def receive(self, bot: str, updates: Sequence[Update]) -> None:
        """Read each update as the office would; an album is put together by the inbox."""
        assert bot == TOKEN.partition(":")[0]
        for one in updates:
            event = self.channel.read([one.raw])
            if event is not None:
                self.events.put_nowait(event)

    async def next(self) -> Event:
        async with asyncio.timeout(PATIENCE):
            return await self.events.get()

    def tell(self, kind: str, **body: object) -> None:
        with self.chat.store.transaction():
            self.chat.tell_bot(kind, body)

    def message(self, user: int = WU, *, chat: Json | None = None, **content: object) -> Json:
        """A message as Telegram shows it to a bot."""
        self._messages += 1
        person = {"id": user, "is_bot": False, "first_name": "吴青"}
        private = {"id": user, "type": "private", "first_name": "吴青"}
        return {"message_id": self._messages, "date": 1, "chat": chat or private, "from": person, **content}

    def shown(self, ref: str) -> Json:
        """What a message of the bot looks like to its reader."""
        message = self.chat.store.message(WU, int(ref))
        assert message is not None
        return self.chat.describe(message)

    async def said(self, user: int = WU, *, chat: Json | None = None, **content: object) -> Event:
        """What a message becomes."""
        self.tell("message", **self.message(user, chat=chat, **content))
        return await self.next()


@asynccontextmanager
async def served(folder: Path, limits: Limits = GENEROUS) -> AsyncIterator[tuple[LocalChat, RunningChat]]:
    people = [LocalPerson(WU, "吴青", "县教育局", "单位"), LocalPerson(HE, "何静", "县住建局", "单位", started=False)]
    chat = LocalChat.create(folder / "chat.sqlite3", people, token=TOKEN, limits=limits)
    running = await serve(chat)
    try:
        yield chat, running
    finally:
        await running.stop()


@asynccontextmanager
async def a_bot(folder: Path, *, limits: Limits = GENEROUS) -> AsyncIterator[Heard]:
    async with served(folder, limits) as (chat, running):
        api_url = running.url.rstrip("/")
        bot = TelegramBot(Settings(data_dir=folder), token=TOKEN, api_url=api_url, limits=unhurried())
        heard = Heard(chat, running, bot.channel)
        async with bot.signed_in(MENU):
            fetching = asyncio.create_task(bot.fetch(heard.receive, lambda: None))
            try:
                yield heard
            finally:
                fetching.cancel()
                await asyncio.wait({fetching})
