"""The list of people beside the sample's chat: who is bound by now, and what their units are called today."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web import NAME
from bot.channels.web.doors import CHOSEN, CastDoor
from bot.channels.web.news import News
from bot.channels.web.outgoing import Page
from bot.channels.web.page import Site
from bot.channels.web.server import serving
from bot.delivery.rehearsal import Rehearsal
from bot.office.routing import MENU
from bot.run import Program
from bot.sample.county import load_sample
from config.settings import Settings
from tasks_db.work.desk import open_desk
from tests.plain_http import DIRECT
from tests.serving import settled


class Sample:
    """The sample's page, asked over HTTP."""

    def __init__(self, http: httpx.AsyncClient, program: Program, site: Site) -> None:
        self._http, self._program, self._site = http, program, site

    async def listed(self) -> list[dict[str, Any]]:
        people: list[dict[str, Any]] = (await self._http.get("/page/state")).json()["chats"]
        return people

    async def person(self, name: str) -> dict[str, Any]:
        return next(one for one in await self.listed() if one["name"] == name)

    async def office_page(self, chosen: str) -> str:
        """The office's page as it opens after a conversation was chosen."""
        return (await self._http.get("/office", headers={"Cookie": f"{CHOSEN}={chosen}"})).text

    async def say(self, chat: str, text: str) -> str:
        await self._http.post(f"/page/chats/{chat}/messages", json={"key": secrets.token_hex(8), "text": text})
        await settled(self._site.desk, self._program)
        return str((await self._last(chat))["text"])

    async def press(self, chat: str, label: str) -> str:
        message = await self._last(chat)
        token = next(b["token"] for row in message["buttons"] for b in row if b["label"] == label)
        body = {"key": secrets.token_hex(8), "token": token}
        await self._http.post(f"/page/chats/{chat}/messages/{message['id']}/press", json=body)
        await settled(self._site.desk, self._program)
        return str((await self._last(chat))["text"])

    async def _last(self, chat: str) -> dict[str, Any]:
        shown: list[dict[str, Any]] = (await self._http.get(f"/page/chats/{chat}/messages")).json()["messages"]
        return [one for one in shown if not one["mine"]][-1]


@pytest.fixture
async def sample(tmp_path: Path) -> AsyncIterator[Sample]:
    settings = Settings(data_dir=tmp_path)
    with closing(open_desk(settings)) as loading:
        cast = load_sample(loading, NAME)
    with closing(open_desk(settings)) as desk:
        page = Page(desk)
        program = Program(desk, [page], paced=False)
        news = News(desk)
        page.told = news.wake
        door = CastDoor(desk, cast, Rehearsal(desk, program.sender))
        site = Site(desk, door, news, "样例", MENU, program.worker.wake)
        working = asyncio.create_task(program.worker.serve())
        async with (
            serving(site, ("127.0.0.1", 0)) as url,
            httpx.AsyncClient(base_url=url, headers={"Origin": url}, **DIRECT) as http,
        ):
            yield Sample(http, program, site)
        working.cancel()
        await asyncio.wait({working})


async def test_a_liaison_who_is_put_in_by_the_office_stands_in_the_list_under_the_own_name(sample: Sample) -> None:
    clerk = (await sample.person("钟亦秋"))["id"]
    new = await sample.person("新联络员1")
    assert new["hint"]
    await sample.say(clerk, f"{new['post']}联络员换成陆时雨")
    said = await sample.press(clerk, "确认换人")
    code = re.search(r"[A-Z0-9]{4}-?[A-Z0-9]{4}", said)
    assert code is not None, said
    await sample.say(new["id"], f"/start {code[0]}")
    bound = next(one for one in await sample.listed() if one["id"] == new["id"])
    assert (bound["name"], bound["post"], bound["hint"]) == ("陆时雨", f"{new['post']}联络员", "")


async def test_whoever_is_not_bound_yet_is_listed_with_the_unit_s_present_name_and_no_code_that_ended(
    sample: Sample,
) -> None:
    clerk = (await sample.person("钟亦秋"))["id"]
    new = next(one for one in await sample.listed() if one["post"] == "县大数据中心")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", new["hint"])
    assert code is not None
    await sample.say(clerk, "把县大数据中心改名为县数据局")
    await sample.press(clerk, "确认改名")
    renamed = next(one for one in await sample.listed() if one["id"] == new["id"])
    assert renamed["post"] == "县数据局"
    assert f"发送 /start {code[0]} 绑定县数据局联络员" == renamed["hint"]
    await sample.say(clerk, "/invite 县数据局")
    again = next(one for one in await sample.listed() if one["id"] == new["id"])
    assert code[0] not in again["hint"]
    assert "邀请码以办公室最近给的为准" in again["hint"]


async def test_a_unit_that_got_another_name_stands_under_it_in_the_list(sample: Sample) -> None:
    clerk = (await sample.person("钟亦秋"))["id"]
    assert (await sample.person("雷子牧"))["post"] == "县公安局联络员"
    await sample.say(clerk, "把县公安局改名为县公安分局")
    await sample.press(clerk, "确认改名")
    assert (await sample.person("雷子牧"))["post"] == "县公安分局联络员"


async def test_the_office_s_pages_open_as_the_clerk_who_was_chosen(sample: Sample) -> None:
    clerk, unit = await sample.person("叶小满"), await sample.person("江一帆")
    shown = await sample.office_page(clerk["id"])
    assert "叶小满" in shown
    assert "钟亦秋" not in shown
    assert "钟亦秋" in await sample.office_page(unit["id"]), "who has no such page opens the first clerk's"
    assert "钟亦秋" in await sample.office_page("nobody")
