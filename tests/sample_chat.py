"""A rehearsal script played in the real chat: the sample served over HTTP, python-telegram-bot as the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.channels.telegram import NAME
from bot.channels.telegram.app import TelegramBot
from bot.delivery.rehearsal import Rehearsal
from bot.office.routing import MENU
from bot.run import Program
from bot.sample.county import load_sample
from bot.sample.script import Act, Move, Presses, Says, Sends
from bot.sample.stage import invented
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.register.recorded import Recorded
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.views.reviews import recorded_reports
from tests.local_chat import LocalChat, LocalPerson, RunningChat, serve
from tests.office_world import GENEROUS, unhurried
from tests.plain_http import DIRECT
from tests.playing import put_sample
from tests.serving import served, settled

TOKEN = "1:local-chat"
Shown = tuple[str, tuple[tuple[str, ...], ...], str]
"""A message as a screen shows it: text, labels of its buttons, name of its file."""


@dataclass
class SampleChat:
    """The sample in the local chat; an act comes back when the bot has dealt with its event."""

    desk: Desk
    chat: LocalChat
    running: RunningChat
    page: httpx.AsyncClient
    rehearsal: Rehearsal
    cast: list[LocalPerson]
    program: Program

    async def play(self, act: Act) -> set[tuple[str, Shown]]:
        """Play one line; return what anybody's screen shows since."""
        before = {person.name: await self._screen(person) for person in self.cast}
        await self._do(act)
        after = {person.name: await self._screen(person) for person in self.cast}
        return {
            (name, shown)
            for name, screen in after.items()
            for number, shown in screen.items()
            if before[name].get(number) != shown
        }

    async def recorded(self) -> tuple[Recorded, ...]:
        return await self.desk.asking(SYSTEM, recorded_reports)

    async def _do(self, act: Act) -> None:
        if isinstance(act, Move):
            await self.rehearsal.move(act.until)
            return
        user = next(person.user_id for person in self.cast if person.name == act.who)
        match act:
            case Says(text=text, reply=reply):
                await self._post(f"people/{user}/messages", {"text": text, "reply_to": await self._nth(user, reply)})
            case Presses(label=label):
                message, data = await self._button(user, label)
                await self._post(f"people/{user}/messages/{message}/press", {"data": data})
            case Sends(files=names, text=text, reply=reply):
                reply_to = await self._nth(user, reply)
                answer = await self.page.post(
                    f"/page/people/{user}/files",
                    files=[("file", (name, invented(name))) for name in names],
                    data={"caption": text, "reply_to": str(reply_to or ""), "as_document": "true"},
                )
                assert answer.status_code == 200, answer.text
        await settled(self.desk, self.program, self.chat.store.last_update())

    async def _post(self, path: str, body: dict[str, object]) -> None:
        answer = await self.page.post(f"/page/{path}", json=body)
        assert answer.status_code == 200, answer.text

    async def _messages(self, user: int) -> list[dict[str, Any]]:
        """What the bot said to somebody, oldest first."""
        shown = (await self.page.get(f"/page/people/{user}/messages")).json()["messages"]
        return [message for message in shown if not message["outgoing"]]

    async def _screen(self, person: LocalPerson) -> dict[int, Shown]:
        return {
            message["message_id"]: (
                message.get("text") or message.get("caption") or "",
                tuple(tuple(b["text"] for b in row) for row in _keyboard(message)),
                (message.get("document") or {}).get("file_name", ""),
            )
            for message in await self._messages(person.user_id)
        }

    async def _nth(self, user: int, number: int | None) -> int | None:
        if number is None:
            return None
        ref: int = (await self._messages(user))[number - 1]["message_id"]
        return ref

    async def _button(self, user: int, label: str) -> tuple[int, str]:
        buttons = [
            (message["message_id"], button)
            for message in reversed(await self._messages(user))
            for row in _keyboard(message)
            for button in row
        ]
        message, button = next(b for b in buttons if b[1]["text"] == label)
        return message, button["callback_data"]


def _keyboard(message: dict[str, Any]) -> list[list[dict[str, str]]]:
    keyboard: list[list[dict[str, str]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return keyboard


@asynccontextmanager
async def open_sample(folder: Path) -> AsyncIterator[SampleChat]:
    """The sample, played on Telegram: a bot at the stand-in."""
    put_sample(folder, NAME)
    settings = Settings(data_dir=folder, clock="system")
    with closing(open_desk(settings)) as opened:
        parts = await opened.apart(lambda: load_sample(opened, NAME))
    cast = [LocalPerson(int(part.address), part.name, part.post, part.heading) for part in parts]
    desk = open_desk(settings)
    chat = LocalChat.create(folder / "chat.sqlite3", cast, token=TOKEN, limits=GENEROUS)
    running = await serve(chat)
    address = running.url.rstrip("/")
    bot = TelegramBot(settings, token=TOKEN, api_url=address, limits=unhurried())
    program = Program(desk, [bot.channel], paced=False)
    page = httpx.AsyncClient(base_url=running.url, headers={"origin": address}, timeout=60, **DIRECT)
    world = SampleChat(desk, chat, running, page, Rehearsal(desk, program.sender), cast, program)
    try:
        async with page, bot.signed_in(MENU), served(program, bot):
            yield world
    finally:
        await running.stop()
        desk.close()
