"""A proxy before the page that cuts lines wherever they are: nothing is lost, and nothing stands twice."""

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.evidence_samples import JPEG
from tests.link_world import hidden_of, reports, token
from tests.page_world import PageWorld, page_world

ANSWERS = 16
LINE = 2500
"""Bytes after which a line is cut, at the most: before a request is whole, before its answer, or within it."""


@dataclass
class Cutter:
    """Leads to the page, and cuts three lines in four after some bytes; ``cut`` counts them."""

    url: str = ""
    cut: int = 0


@asynccontextmanager
async def cutting_proxy(port: int, chance: random.Random) -> AsyncIterator[Cutter]:
    cutter = Cutter()
    lines: set[asyncio.StreamWriter] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, left: list[int]) -> None:
        while left[0] > 0 and (some := await reader.read(left[0])):
            left[0] -= len(some)
            writer.write(some)
            await writer.drain()

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", port)
        lines.update({writer, outer})
        left = [chance.randrange(1, LINE) if chance.random() < 0.75 else 10**9]
        both = {asyncio.create_task(pump(reader, outer, left)), asyncio.create_task(pump(inner, writer, left))}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        cutter.cut += left[0] <= 0
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        for one in (writer, outer):
            one.transport.abort()

    async with await asyncio.start_server(lead, "127.0.0.1", 0) as server:
        cutter.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        yield cutter
        for line in lines:
            line.transport.abort()
        await asyncio.sleep(0)


async def patiently(http: httpx.AsyncClient, method: str, path: str, **body: Any) -> httpx.Response:
    """Ask until it is answered, as the page's script does, and as people press 重试: with the same words and key."""
    while True:
        try:
            answer = await http.request(method, path, **body)
        except httpx.TransportError:
            continue
        if answer.status_code not in {429, 502}:
            return answer


@dataclass
class Reader:
    """What a page knows by what it was told after the change that it knew: the messages by their numbers."""

    http: httpx.AsyncClient
    change: int
    known: dict[int, dict[str, Any]]

    async def listen(self) -> None:
        while True:
            with suppress(httpx.TransportError):
                answer = await self.http.get(f"/page/changes?since={self.change}")
                told = answer.json()
                self.change = told["change"]
                for message in told["messages"]:
                    self.known[message["id"]] = message


async def _through(world: PageWorld, url: str) -> httpx.AsyncClient:
    """A browser that reaches the page by the proxy, which leaves the page's name as it is."""
    browser = await world.browser(host=world.url.rstrip("/").rpartition("/")[2])
    browser.http.base_url = httpx.URL(url)
    return browser.http


async def test_behind_a_proxy_that_cuts_lines_nothing_is_lost_and_nothing_stands_twice(tmp_path: Path) -> None:
    async with page_world(tmp_path, web_url="https://lianxi.example") as world:
        liaison, link = await world.signed_in("县水利局"), await token(world, "县财政局")
        await world.tick()
        port = int(world.url.rstrip("/").rpartition(":")[2])
        async with cutting_proxy(port, random.Random(7)) as cutter:  # noqa: S311 - to be repeated
            http = await _through(world, cutter.url)
            http.cookies = liaison.http.cookies
            state = (await patiently(http, "GET", "/page/state")).json()
            reader = Reader(http, state["change"], {one["id"]: one for one in state["opened"]["messages"]})
            listening = asyncio.create_task(reader.listen())

            # typed, sent as files and pressed, one after the other
            said = []
            for percent in range(1, ANSWERS + 1):
                said.append(f"1 推进中，进度{percent}%")
                body = {"key": secrets.token_hex(8), "text": said[-1], "reply_to": None}
                assert (await patiently(http, "POST", "/page/chats/me/messages", json=body)).status_code == 200
            photo = {"key": secrets.token_hex(8), "caption": "1 现场照片", "reply_to": ""}
            sent = await patiently(
                http, "POST", "/page/chats/me/files", data=photo, files=[("file", ("现场.jpg", JPEG))]
            )
            assert sent.status_code == 200
            await world.settled()
            message, button = await liaison.button("撤销")
            press = {"key": secrets.token_hex(8), "token": button}
            await patiently(http, "POST", f"/page/chats/me/messages/{message}/press", json=press)
            await world.settled()

            # by a link: each page is asked for until it comes, each form sent until it is answered
            phone, path = await _through(world, cutter.url), f"/r/{link}"
            for percent in range(1, ANSWERS + 1):
                page = await patiently(phone, "GET", path)
                form = {**hidden_of(page.text, "改造供水管网"), "kind": "progress", "percent": str(percent)}
                read = await patiently(phone, "POST", f"{path}/read", data=form)
                given = await patiently(phone, "POST", f"{path}/give", data=hidden_of(read.text, ""))
                assert given.status_code == 303

            shown = await liaison.shown()
            async with asyncio.timeout(30):
                while len(reader.known) < len(shown):  # noqa: ASYNC110 - what it waits for comes over the line
                    await asyncio.sleep(0.01)
            listening.cancel()
            await asyncio.wait({listening})
        assert cutter.cut > ANSWERS
        assert Counter(one["text"] for one in shown if one["mine"]) == Counter([*said, "1 现场照片"])
        assert [one for one in reader.known.values() if one["id"] >= shown[0]["id"]] == shown
        typed, linked = Counter[int | None](), Counter[int | None]()
        for one in await reports(world):
            (linked if one.link_id else typed)[one.percent] += 1
        assert linked == Counter(range(1, ANSWERS + 1))
        assert {percent: typed[percent] for percent in range(1, ANSWERS + 1)} == dict.fromkeys(
            range(1, ANSWERS + 1), 1
        )
