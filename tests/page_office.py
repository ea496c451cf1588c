"""An office of stories on the page: everybody in a browser of their own, over real HTTP; and nothing else."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.base import Channel
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, seating
from tasks_db.work.context import Context
from tests.hall import CLERK, CONVENOR, Hall, Heard
from tests.page_world import Browser, PageWorld, page_world


@dataclass
class PageOffice(Hall):
    world: PageWorld
    browsers: dict[int, Browser] = field(default_factory=dict)

    async def say(self, user: int, text: str, reply_to: int | None = None) -> Heard:
        before = await self.seen(user)
        assert (await self.browsers[user].say(text, reply_to)).status_code == 200
        return await self._heard(user, before)

    async def press(self, user: int, label: str, *, within: str = "") -> Heard:
        before = await self.seen(user)
        for message in reversed(before):
            for button in (button for row in message["keyboard"] for button in row):
                if within in message["text"] and button["text"].startswith(label):
                    await self.browsers[user].press_token(message["id"], button["token"])
                    return await self._heard(user, before)
        shown = "\n---\n".join(message["text"] for message in before[-3:])
        raise AssertionError(f"no button {label!r} for {user}; the last messages are:\n{shown}")

    async def send_bytes(
        self, user: int, name: str, content: bytes, caption: str = "", reply_to: int | None = None
    ) -> Heard:
        assert reply_to is None
        before = await self.seen(user)
        assert (await self.browsers[user].send((name, content), caption=caption)).status_code == 200
        return await self._heard(user, before)

    async def seen(self, user: int) -> list[dict[str, Any]]:
        if user not in self.browsers:
            return []
        return [
            {
                "id": message["id"],
                "text": message["text"],
                "from": "person" if message["mine"] else "bot",
                "keyboard": [
                    [{"text": one["label"], "token": one["token"]} for one in row] for row in message["buttons"]
                ],
                "document": message["file"]
                and {"file_id": message["file"]["id"], "file_name": message["file"]["name"]},
            }
            for message in await self.browsers[user].shown()
        ]

    async def _heard(self, user: int, before: list[dict[str, Any]]) -> Heard:
        known = {message["id"]: message["text"] for message in before}
        now = await self.seen(user)
        return Heard([one for one in now if one["from"] == "bot" and known.get(one["id"]) != one["text"]])

    async def fetched(self, user: int, message: dict[str, Any]) -> bytes:
        answer = await self.browsers[user].http.get(f"/page/files/{message['document']['file_id']}")
        assert answer.status_code == 200
        return answer.content

    async def enters(self, user: int, code: str) -> Heard:
        browser = await self.world.browser()
        entered = await browser.sign_in(code, f"新人{user}")
        assert entered.status_code == 303, entered.text
        self.browsers[user] = browser
        await self.world.settled()
        return await self._heard(user, [])


@asynccontextmanager
async def page_office(
    folder: Path,
    starts: str,
    *,
    area: str = "清河县",
    office: str = "清河县府办",
    others: Callable[[Settings], Sequence[Channel]] = lambda _: (),
    **own: Any,
) -> AsyncIterator[PageOffice]:
    """An office with a clerk and a convenor, signed in, and nothing else, on the morning of ``starts``."""

    def set_up(ctx: Context) -> list[str]:
        founding.found_meeting(ctx, area, f"{area}联席会议", office)
        return [seating.invite(ctx, office, role).code for role in (SeatRole.OFFICE_STAFF, SeatRole.CONVENOR)]

    async with page_world(folder, clock=starts, founded=False, others=others, **own) as world:
        hall = PageOffice(world.desk, world.program, world.rehearsal, world)
        for user, code in zip((CLERK, CONVENOR), await world.desk.doing(SYSTEM, set_up), strict=True):
            await hall.enters(user, code)
        yield hall
