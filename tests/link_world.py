"""Phones with links, beside an office that is served on the page."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from sqlmodel import SQLModel, select

from tasks_db.register.authority import OPERATOR
from tasks_db.store import models
from tasks_db.work.acts import links as acts
from tests.page_world import PageWorld

ADDRESS = "https://lianxi.example"


@dataclass
class Phone:
    """A browser on a phone, as far as HTTP goes: it knows a link, and presses what stands on the page."""

    http: httpx.AsyncClient
    path: str

    async def look(self) -> str:
        answer = await self.http.get(self.path)
        return answer.text

    async def fill(self, title: str, kind: str, **fields: str) -> httpx.Response:
        """Fill in the form of a task; what comes back is what was understood, or why it was not."""
        hidden = hidden_of(await self.look(), title)
        return await self.http.post(f"{self.path}/read", data={**hidden, "kind": kind, **fields})

    async def confirm(self, shown: httpx.Response, files: Any = None, **fields: str) -> httpx.Response:
        data = {**hidden_of(shown.text, ""), **fields}
        return await self.http.post(f"{self.path}/give", data=data, files=files)

    async def answer(self, title: str, kind: str, **fields: str) -> str:
        """Fill in a form, confirm what was understood, and return the page as it is then."""
        shown = await self.fill(title, kind, **fields)
        assert shown.status_code == 200, text_of(shown)
        assert (await self.confirm(shown)).status_code == 303
        return await self.look()

    async def take_back(self, report_id: int) -> httpx.Response:
        return await self.http.post(f"{self.path}/withdraw", data={"report": str(report_id)})


def hidden_of(page: str, title: str) -> dict[str, str]:
    """The hidden fields of the form of a task; of the only form without a title."""
    form = page[page.index(f">{title}</span>") if title else 0 :]
    form = form[form.index("<form") : form.index("</form>")]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def text_of(answer: httpx.Response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.split("<body>")[-1]))).strip()


async def token(world: PageWorld, unit: str) -> str:
    """A new link of a unit, as the office gives it out: what stands at the end of its address."""
    (made,) = await world.desk.doing(OPERATOR, acts.make, world.desk.links, [unit])
    assert made.url.startswith(f"{ADDRESS}/r/")
    return made.url.removeprefix(f"{ADDRESS}/r/")


async def phone(world: PageWorld, of: str, **headers: str) -> Phone:
    browser = await world.browser(**{"user-agent": "MicroMessenger Android", **headers})
    return Phone(browser.http, f"/r/{of}")


async def all_of(world: PageWorld, table: type[SQLModel]) -> Sequence[Any]:
    def read() -> Sequence[Any]:
        with world.desk.door.read() as session:
            return session.exec(select(table)).all()

    return await world.desk.apart(read)


async def reports(world: PageWorld) -> Sequence[models.Report]:
    return await all_of(world, models.Report)
