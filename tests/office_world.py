"""A whole Lianxi for stories: real SQLite, the real bot polling a real Bot API over HTTP, a clock that is moved.

A person acts as in the local chat's page; ``say`` and ``press`` come back when the bot has dealt with the update.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate

import httpx
from pydantic import SecretStr

from bot.channels.base import Channel, Event, Rate
from bot.channels.events import update_of
from bot.channels.telegram import NAME
from bot.channels.telegram.app import TelegramBot
from bot.channels.telegram.limits import CallLimits
from bot.delivery.rehearsal import Rehearsal
from bot.delivery.sender import Sender
from bot.office.routing import MENU
from bot.run import Program
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address, Member
from tasks_db.register.roster import TableRow
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, roster, seating
from tasks_db.work.context import Context
from tasks_db.work.desk import open_desk
from tasks_db.work.views.seats import seats
from tests.empty_database import put_empty
from tests.hall import CLERK, CONVENOR, Hall, Heard, P, Result
from tests.local_chat import Limits, LocalChat, LocalPerson, RunningChat, groups, serve, shapes
from tests.local_chat.page import conversation
from tests.local_chat.values import Group
from tests.plain_http import DIRECT
from tests.serving import served, settled

__all__ = ["CLERK", "CONVENOR", "GENEROUS", "Heard", "Office", "open_office", "unhurried"]
TOKEN = "1000:story-token"
GENEROUS = Limits(chat_rate=1000, chat_burst=1000, overall_rate=10000, overall_burst=10000)


def unhurried() -> CallLimits:
    """No pauses between messages: a story says in a second what people say in an hour."""
    return CallLimits(overall=Rate(10000, 1), chat=Rate(1000, 1), group=Rate(1000, 1))


@dataclass
class Office(Hall):
    """One whose people are on Telegram, with groups and all that people can do there."""

    chat: LocalChat
    running: RunningChat
    page: httpx.AsyncClient
    telegram: Channel
    sender: Sender
    _before: int = 0
    """The number of the newest update that there was when this office opened."""

    async def receive(self, event: Event) -> None:
        """Take an event of any channel, as the bot's are taken, and come back when it is dealt with."""
        await self.program.worker.receive(event.where.address.channel, "", [update_of(event)])
        await settled(self.desk, self.program)

    async def _wait(self) -> None:
        """Wait until the bot has dealt with every update that there has been; some acts make none, some several."""
        made = self.chat.store.last_update()
        await settled(self.desk, self.program, made if made > self._before else 0)

    async def say(self, user: int, text: str, reply_to: int | None = None, *, group: int | None = None) -> Heard:
        """Speak to the bot alone or in a group; in privacy mode the bot may not hear it there."""
        return await self._acted(user, f"people/{user}/messages", {"text": text, "reply_to": reply_to}, group)

    async def press(self, user: int, label: str, *, within: str = "", group: int | None = None) -> Heard:
        """Press the latest button whose label begins so, on a message that holds ``within``."""
        message, data = await self.find_button(user, label, within, group)
        return await self.press_data(user, message, data, group)

    async def press_data(self, user: int, message: int, data: str, group: int | None = None) -> Heard:
        return await self._acted(user, f"people/{user}/messages/{message}/press", {"data": data}, group)

    async def forge(self, user: int, data: str, message: int | None = None) -> Heard:
        """Press a button that no message carries, as an altered client can: straight among the bot's updates."""
        before = await self.seen(user)
        shown = self.chat.store.message(user, message or before[-1]["id"])
        assert shown is not None
        with self.chat.store.transaction():
            query = {
                "id": str(self.chat.store.add_query(user)),
                "from": shapes.user(self.chat.person(user)),
                "message": self.chat.describe(shown),
                "chat_instance": str(user),
                "data": data,
            }
            self.chat.tell_bot("callback_query", query)
        await self._wait()
        return await self._heard(user, before)

    async def switch(self, user: int, *, off: bool) -> None:
        """Stop the bot as Telegram's 停用 does, or let it in again."""
        await self._acted(user, f"people/{user}/switch", {"off": off})

    async def find_button(self, user: int, label: str, within: str = "", group: int | None = None) -> tuple[int, str]:
        for message in reversed(await self.seen(user, group)):
            if within in message["text"]:
                for row in message["keyboard"]:
                    for button in row:
                        if button["text"].startswith(label):
                            return message["id"], button["callback_data"]
        shown = "\n---\n".join(m["text"] for m in (await self.seen(user, group))[-3:])
        raise AssertionError(f"no button {label!r} for {user}; the last messages are:\n{shown}")

    async def send_file(self, user: int, path: Path, caption: str = "", reply_to: int | None = None) -> Heard:
        content = await asyncio.to_thread(path.read_bytes)
        return await self.send_bytes(user, path.name, content, caption, reply_to)

    async def send_bytes(
        self, user: int, name: str, content: bytes, caption: str = "", reply_to: int | None = None
    ) -> Heard:
        before = await self.seen(user)
        answer = await self.page.post(
            f"/page/people/{user}/files",
            files={"file": (name, content)},
            data={"caption": caption, "reply_to": str(reply_to or ""), "as_document": "true"},
        )
        assert answer.status_code == 200, answer.text
        await self._wait()
        return await self._heard(user, before)

    async def _acted(self, user: int, path: str, body: dict[str, object], group: int | None = None) -> Heard:
        before = await self.seen(user, group)
        answer = await self.page.post(f"/page/{path}", params=_in(group), json=body)
        assert answer.status_code == 200, answer.text
        await self._wait()
        return await self._heard(user, before, group)

    async def _heard(self, user: int, before: list[dict[str, Any]], group: int | None = None) -> Heard:
        known = {m["id"]: m["text"] for m in before}
        now = await self.seen(user, group)
        return Heard([m for m in now if m["from"] == "bot" and known.get(m["id"]) != m["text"]])

    async def seen(self, user: int, group: int | None = None) -> list[dict[str, Any]]:
        """What stands in somebody's chat with the bot, or in a group that they are in."""
        shown, _ = conversation(self.chat, user, group)
        return [
            {
                "id": m["message_id"],
                "text": m.get("text") or m.get("caption") or "",
                "from": "bot" if m["from"]["is_bot"] and "sender_chat" not in m else "person",
                "keyboard": m.get("reply_markup", {}).get("inline_keyboard", []),
                "document": m.get("document"),
            }
            for m in shown
        ]

    async def fetched(self, user: int, message: dict[str, Any]) -> bytes:
        del user  # the stand-in gives its files to whoever asks
        return (await self.page.get(f"/page/files/{message['document']['file_id']}")).content

    async def enters(self, user: int, code: str) -> Heard:
        return await self.say(user, f"/start {code}")

    async def do_as(
        self, user: int, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Do an act as somebody bound to the chat, without the chat."""
        return await self.desk.doing(await self.member(user), act, *args, **kwargs)

    async def member(self, user: int) -> Member:
        today = await self.today()
        member = await self.read(lambda s: people.member_by_address(s, Address(NAME, str(user)), today))
        assert member is not None
        return member

    async def seat(self, unit: str, name: str, user: int, role: SeatRole = SeatRole.LIAISON) -> None:
        """Somebody sits for a unit and is bound to the chat, as if they had used their code."""

        def work(ctx: Context) -> None:
            roster.load_table(ctx, [TableRow(1, unit, (), (), role.zh, name, "")], replaces=True)
            line = next(ln for ln in seats(ctx).lines if ln.person == name and ln.unit == unit)
            assert line.person_id is not None
            if not line.bound:
                seating.bind_directly(ctx, line.person_id, Address(NAME, str(user)))

        await self.desk.doing(SYSTEM, work)
        self.chat.set_people([LocalPerson(user, name, f"{unit}{role.zh}", "成员单位")])

    async def found_group(self, title: str, founder: int, *members: int) -> int:
        """Somebody founds a group and brings the bot in; returns the group's id."""
        return await self.in_group(groups.found(self.chat, founder, title, members))

    async def in_group(self, happens: Coroutine[Any, Any, Group]) -> int:
        """Let something happen to a group, and wait until the bot has dealt with it; returns the group's id."""
        group = await happens
        await self._wait()
        return group.chat_id

    async def send_album(self, user: int, files: Sequence[tuple[str, bytes]], caption: str = "") -> Heard:
        """Send several photos at once; they arrive one by one."""
        before = await self.seen(user)
        parts = [("file", file) for file in files]
        answer = await self.page.post(f"/page/people/{user}/files", files=parts, data={"caption": caption})
        assert answer.status_code == 200, answer.text
        await self._wait()
        return await self._heard(user, before)


def _in(group: int | None) -> dict[str, int]:
    return {} if group is None else {"group": group}


@asynccontextmanager
async def open_office(
    folder: Path,
    starts: str,
    *,
    area: str = "清河县",
    office: str = "清河县府办",
    extra: Sequence[LocalPerson] = (),
    limits: Limits = GENEROUS,
    database: str | None = None,
    others: Sequence[Channel] = (),
) -> AsyncIterator[Office]:
    """An office with a clerk and a convenor, and nothing else, on the morning of ``starts``.

    ``database`` is the address of a server; by default a SQLite file in ``folder``. ``others`` are served beside
    Telegram.
    """
    settings = Settings(data_dir=folder, clock=starts, database_url=SecretStr(database) if database else None)
    if database is None:
        put_empty(folder)
    desk = open_desk(settings)
    chat = LocalChat.create(
        folder / "chat.sqlite3",
        [LocalPerson(CLERK, "文员", "办公室", "办公室"), LocalPerson(CONVENOR, "召集人", "县政府", "召集人"), *extra],
        token=TOKEN,
        limits=limits,
    )
    running = await serve(chat)

    def set_up(ctx: Context) -> None:
        founding.found_meeting(ctx, area, f"{area}联席会议", office)
        meeting = people.the_meeting(ctx.session)
        for role, name, user in (
            (SeatRole.OFFICE_STAFF, "文员", CLERK),
            (SeatRole.CONVENOR, "召集人", CONVENOR),
        ):
            seat = people.ensure_seat(ctx.session, key(meeting.id), key(meeting.office_unit_id), role)
            person = seating.take_seat(ctx.session, seat, name, ctx.today)
            seating.bind_directly(ctx, key(person.id), Address(NAME, str(user)))

    await desk.doing(SYSTEM, set_up)
    bot = TelegramBot(settings, token=TOKEN, api_url=running.url.rstrip("/"), limits=unhurried())
    program = Program(desk, [bot.channel, *others], paced=False)
    sender = program.sender
    page = httpx.AsyncClient(base_url=running.url, headers={"origin": running.url.rstrip("/")}, timeout=60, **DIRECT)
    world = Office(desk, program, Rehearsal(desk, sender), chat, running, page, bot.channel, sender)
    world._before = chat.store.last_update() - chat.store.pending_updates()

    try:
        async with page, bot.signed_in(MENU), served(program, bot):
            yield world
    finally:
        await running.stop()
        desk.close()
