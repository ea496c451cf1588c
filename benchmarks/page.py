"""How long people who are signed in on the page wait for their receipts, with nothing going out and beside bundles.

    python -m benchmarks.page

Fifty people have the page open, over HTTP as their browsers do, and answer at an even pace. Ratios count: both sides
are taken in one run of the same program. Bundles go out by Telegram, whose server takes a second for each, and on the
page. The exit status is 1 where a ratio is not as issue 12 wants it.
"""

import asyncio
import contextlib
import secrets
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from sqlmodel import col, select

from benchmarks.sending import ANSWERS, MOST_MEDIAN, MOST_P95, PEOPLE, STARTS, Latencies
from bot.channels.telegram import NAME as TELEGRAM
from bot.channels.web import NAME as WEB
from config.settings import Settings
from tasks_db.register.authority import OPERATOR
from tasks_db.store import models
from tasks_db.work.acts import seating
from tasks_db.work.context import Context
from tasks_db.work.desk import open_desk
from tests.faults.faulty import Fault
from tests.faults.town import Town
from tests.faults.world import Parent, World, a_parent, local, wait_until, world

SIGNED_IN = 50
PER_SECOND = 4
"""Answers of all of them together: each answers every twelve seconds."""
DAYS = ("2025-11-04", "2025-11-05", "2025-11-06", "2025-11-07", "2025-11-10", "2025-11-11", "2025-11-12")
_PATIENCE = 240.0
_ANSWER_PATIENCE = 60.0


@dataclass
class Reader:
    """Somebody's browser: it waits for news all the time, and keeps when each came."""

    http: httpx.AsyncClient
    change: int
    told: list[tuple[str, float]] = field(default_factory=list)

    async def listen(self) -> None:
        """Ask for what is new, again and again, also where a line was closed meanwhile, as the page does."""
        while True:
            with contextlib.suppress(httpx.TransportError):
                told = (await self.http.get(f"/page/changes?since={self.change}")).json()
                at = time.monotonic()
                self.change = told["change"]
                self.told += [(message["text"], at) for message in told["messages"] if not message["mine"]]

    async def say(self, text: str) -> float:
        """Say something; return when."""
        began = time.monotonic()
        body = {"key": secrets.token_hex(8), "text": text}
        while True:
            with contextlib.suppress(httpx.TransportError):
                (await self.http.post("/page/chats/me/messages", json=body)).raise_for_status()
                return began

    def heard(self, words: str) -> float | None:
        """When a message with these words came first; None while none has."""
        return next((at for text, at in self.told if words in text), None)


def on_the_page(office: World, *, bundles: bool) -> list[str]:
    """Take the last people off Telegram and return their invitations; with ``bundles`` everybody else too."""
    people = [f"县{chat}局" for chat in office.people.liaisons[-SIGNED_IN:]]

    def work(ctx: Context) -> list[str]:
        answering = {str(chat) for chat in office.people.liaisons[-SIGNED_IN:]}
        asked = {str(chat) for chat in office.people.liaisons[:-SIGNED_IN]}
        for account in ctx.session.exec(select(models.Account).where(col(models.Account.channel) == TELEGRAM)):
            if account.address in answering:
                ctx.session.delete(account)
            elif bundles and account.address in asked:
                account.channel = WEB
                ctx.session.add(account)
        ctx.session.flush()
        return [seating.invite(ctx, unit).code for unit in people]

    with contextlib.closing(open_desk(Settings(data_dir=office.folder))) as opened:
        return replace(opened, clock=office.clock.moment).do(OPERATOR, work)


@asynccontextmanager
async def signed_in(url: str, codes: Sequence[str]) -> AsyncIterator[list[Reader]]:
    """People who have signed in, greeted, each with the page open."""
    async with contextlib.AsyncExitStack() as stack:
        readers = []
        for code in codes:
            http = httpx.AsyncClient(base_url=url, headers={"origin": url}, trust_env=False, timeout=60)
            await stack.enter_async_context(http)
            entered = await http.post("/sign-in", data={"code": code})
            assert entered.is_redirect, entered.text
            readers.append(Reader(http, (await http.get("/page/state")).json()["change"]))
        listening = [asyncio.create_task(reader.listen()) for reader in readers]
        try:
            yield readers
        finally:
            for task in listening:
                task.cancel()
            await asyncio.wait(listening)


async def receipts(readers: Sequence[Reader], label: str) -> Latencies:
    """Let people answer at an even pace; return how long each waited for the receipt."""
    began = time.monotonic()

    async def answer(n: int) -> float | None:
        await asyncio.sleep(began + n / PER_SECOND - time.monotonic())
        reader, words = readers[n % len(readers)], f"第{label}{n}号记录"
        said = await reader.say(f"进度{n % 100}%，{words}")
        while (heard := reader.heard(words)) is None:
            if time.monotonic() > said + _ANSWER_PATIENCE:
                return None
            await asyncio.sleep(0.02)
        return heard - said

    waited = await asyncio.gather(*(answer(n) for n in range(ANSWERS)))
    found = [seconds for seconds in waited if seconds is not None]
    return Latencies(found, ANSWERS - len(found))


def gone_out(office: World, *, page: bool) -> int:
    """How many bundles have left since the program began: those on the page are rows."""
    if not page:
        return int(office.server.counts()["delivered"])
    return int(office.sql("SELECT count(*) FROM notice WHERE working_day IS NOT NULL AND state = 'sent'")[0][0])


async def beside_bundles(office: World, url: str, codes: Sequence[str], *, page: bool) -> tuple[Latencies, Latencies]:
    """Measure with an empty outbox, then while each morning's bundles follow one another."""
    async with signed_in(url, codes) as readers:
        first = office.people.liaisons[:PEOPLE]
        await asyncio.to_thread(wait_until, lambda: gone_out(office, page=page) >= PEOPLE, "the first day", _PATIENCE)
        await asyncio.sleep(2)
        empty = await receipts(readers, "A")
        office.server.fail(Fault(then="answer", delivered=True, after=1, chats=(first[0], first[-1])))
        measuring = asyncio.create_task(receipts(readers, "B"))
        days, went = 0, gone_out(office, page=page)
        while not measuring.done() and days < len(DAYS):  # a morning is over: the next one begins
            office.clock.move_to(local(f"{DAYS[days]}T09:00"))
            days += 1
            enough = went + PEOPLE * days
            while not measuring.done() and gone_out(office, page=page) < enough:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
        busy = await measuring
        print(f"{gone_out(office, page=page) - went} bundles went out meanwhile", flush=True)
        return empty, busy


def measured(parent: Parent, folder: Path, *, page: bool) -> tuple[Latencies, Latencies]:
    """Open an office with so many people who are asked every day, and fifty who answer on the page."""
    folder.mkdir()
    people = Town.of(PEOPLE + SIGNED_IN)
    with world(folder, parent, starts=STARTS, speed=1, people=people, daily=True, quiet=SIGNED_IN) as office:
        codes = on_the_page(office, bundles=page)
        with socket.create_server(("127.0.0.1", 0)) as free:
            at = f"127.0.0.1:{free.getsockname()[1]}"
        office.start(LIANXI_WEB_LISTEN=at)
        wait_until(lambda: f"http://{at}" in office.log(), "the page")
        return asyncio.run(beside_bundles(office, f"http://{at}", codes, page=page))


def main() -> int:
    """Measure both ways, print them, and return the exit status."""
    wrong = []
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="page")))
        parent = stack.enter_context(a_parent())
        for name, page in (("Telegram, 1 s each", False), ("the page", True)):
            empty, busy = measured(parent, place / ("page" if page else "telegram"), page=page)
            median, p95 = busy.median / empty.median, busy.p95 / empty.p95
            print(
                f"{SIGNED_IN} signed in, {PEOPLE} bundles a morning by {name}: median {empty.median * 1000:.0f} → "
                f"{busy.median * 1000:.0f} ms ({median:.2f}, ≤ {MOST_MEDIAN}), p95 {empty.p95 * 1000:.0f} → "
                f"{busy.p95 * 1000:.0f} ms ({p95:.2f}, ≤ {MOST_P95}), missing {empty.missing + busy.missing}",
                flush=True,
            )
            wrong += [name] * (median > MOST_MEDIAN or p95 > MOST_P95 or empty.missing + busy.missing > 0)
    print("good" if not wrong else f"not as it must be: {', '.join(wrong)}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
