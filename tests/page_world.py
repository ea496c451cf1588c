"""An office served on the page: real HTTP, a real database file; people sign in on browsers of their own."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from bot.channels.base import Channel
from bot.channels.web.doors import OwnDoor
from bot.channels.web.news import News
from bot.channels.web.outgoing import Page
from bot.channels.web.page import Site
from bot.channels.web.server import serving
from bot.delivery import planner
from bot.delivery.rehearsal import Rehearsal
from bot.office.routing import MENU
from bot.run import Program
from config.settings import Settings
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.handing_out import GRACE
from tasks_db.register.roster import TableRow
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, handing_out, loading, roster, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import rehearsal
from tests.empty_database import put_empty
from tests.plain_http import DIRECT
from tests.serving import settled
from tests.small_world import a_draft, a_draft_task

MORNING = "2025-11-03T09:30+08:00"
TITLE = "清河县城乡建设联席会议"
_PATIENCE = 30.0


@dataclass
class Browser:
    """A browser of somebody's, as far as HTTP goes."""

    http: httpx.AsyncClient
    world: "PageWorld"
    change: int = 0

    async def sign_in(self, code: str, name: str = "") -> httpx.Response:
        return await self.http.post("/sign-in", data={"code": code, "name": name})

    async def say(self, text: str, reply_to: int | None = None, key: str | None = None) -> httpx.Response:
        body = {"key": key or secrets.token_hex(8), "text": text, "reply_to": reply_to}
        return await self._acted("messages", json=body)

    async def send(self, *files: tuple[str, bytes], caption: str = "") -> httpx.Response:
        data = {"key": secrets.token_hex(8), "caption": caption}
        return await self._acted("files", files=[("file", one) for one in files], data=data)

    async def press(self, label: str) -> httpx.Response:
        message, token = await self.button(label)
        return await self.press_token(message, token)

    async def press_token(self, message: int, token: str, key: str | None = None) -> httpx.Response:
        body = {"key": key or secrets.token_hex(8), "token": token}
        return await self._acted(f"messages/{message}/press", json=body)

    async def button(self, label: str) -> tuple[int, str]:
        for message in reversed(await self.shown()):
            for row in message["buttons"]:
                for button in row:
                    if button["label"].startswith(label):
                        return message["id"], button["token"]
        raise AssertionError(f"no button {label!r}")

    async def _acted(self, path: str, **body: Any) -> httpx.Response:
        answer = await self.http.post(f"/page/chats/me/{path}", **body)
        await self.world.settled()
        return answer

    async def shown(self) -> list[dict[str, Any]]:
        answer = await self.http.get("/page/chats/me/messages")
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    async def heard(self) -> list[str]:
        return [message["text"] for message in await self.shown() if not message["mine"]]


@dataclass
class PageWorld:
    desk: Desk
    program: Program
    site: Site
    url: str
    rehearsal: Rehearsal
    _opened: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def browser(self, **headers: str) -> Browser:
        """A browser that nobody has signed in with yet."""
        own = {"origin": self.url.rstrip("/"), "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/90.0", **headers}
        http = httpx.AsyncClient(base_url=self.url, headers=own, timeout=_PATIENCE, **DIRECT)
        return Browser(await self._opened.enter_async_context(http), self)

    async def signed_in(self, unit: str, role: SeatRole = SeatRole.LIAISON, name: str = "") -> Browser:
        """Somebody in a browser of their own, signed in by their invitation and greeted."""
        browser = await self.browser()
        answer = await browser.sign_in(await self.code(unit, role), name)
        assert answer.status_code == 303, answer.text
        await self.settled()
        return browser

    async def code(self, unit: str, role: SeatRole = SeatRole.LIAISON) -> str:
        invited = await self.desk.doing(OPERATOR, seating.invite, unit, role)
        return invited.code

    async def settled(self) -> None:
        await settled(self.desk, self.program)

    async def tick(self) -> None:
        await planner.tick(self.desk, self.program.sender)
        await self.program.sender.send_waiting()


def _set_up(desk: Desk) -> None:
    desk.do(SYSTEM, founding.set_up_office, "清河县", TITLE, "县府办", "林书勤")
    rows = [
        TableRow(1, "县水利局", (), (), "联络员", "水联", ""),
        TableRow(2, "县财政局", (), (), "联络员", "财联", ""),
        TableRow(3, "县城管局", (), (), "联络员", "", ""),
        TableRow(4, "县府办", (), (), "召集人", "沈召集", "副县长"),
    ]
    desk.do(SYSTEM, roster.load_table, rows)
    draft = a_draft(
        "城乡建设方案",
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
    )
    plan_id = desk.do(SYSTEM, loading.load_plan, draft, Source("方案.txt", "0" * 64))
    desk.do(SYSTEM, settling.consolidate_rest, plan_id, None)
    desk.do(SYSTEM, handing_out.hand_out, plan_id)
    desk.do(SYSTEM, rehearsal.move_clock, desk.clock() + GRACE)


@asynccontextmanager
async def page_world(
    folder: Path,
    *,
    database: str | None = None,
    clock: str = MORNING,
    founded: bool = True,
    others: Callable[[Settings], Sequence[Channel]] = lambda _: (),
    **own: Any,
) -> AsyncIterator[PageWorld]:
    """An office with a plan that is handed out; what goes out is sent by ``settled`` and ``tick``.

    ``others`` are served beside the page.
    """
    settings = Settings(data_dir=folder, clock=clock, database_url=SecretStr(database) if database else None, **own)
    if database is None:
        put_empty(folder)
    desk = await asyncio.to_thread(open_desk, settings)
    if founded:
        await desk.apart(lambda: _set_up(desk))
    page = Page(desk, "https://lianxi.example")
    program = Program(desk, [page, *others(settings)], paced=False)
    news = News(desk)
    page.told = news.wake
    site = Site(desk, OwnDoor(desk), news, TITLE, MENU, program.worker.wake)
    working = asyncio.create_task(program.worker.serve())
    async with AsyncExitStack() as opened:
        opened.callback(desk.close)
        url = await opened.enter_async_context(serving(site, ("127.0.0.1", 0)))
        yield PageWorld(desk, program, site, url, Rehearsal(desk, program.sender), opened)
        working.cancel()
        await asyncio.wait({working})
