"""How fast delivery sends, and whether anybody waits for it: beside bare sends, under limits, while people answer.

    python -m benchmarks.sending

Everything goes over HTTP to the hostile server of tests/faults, which is slow, bans and limits as it is told. Ratios
count: both sides are taken in one run. The exit status is 1 where one of them is not as issue 9 wants it.
"""

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.ext import ExtBot

from bot.channels.base import Rate
from bot.channels.telegram import NAME
from bot.channels.telegram.evidence import EvidenceRequest
from bot.channels.telegram.limits import OVERALL_RATE, CallLimits
from bot.channels.telegram.outgoing import Telegram
from bot.delivery.sender import Sender
from config.settings import Settings
from tasks_db.work.desk import open_desk
from tasks_db.work.post import planning
from tests.faults.faulty import Fault
from tests.faults.telegram_state import Json
from tests.faults.town import Town
from tests.faults.world import TOKEN, Parent, World, a_parent, is_bundle, local, wait_until, world

IN_FLIGHT = 20
"""As many notices as the sender has on their way."""
PEOPLE = 300
ANSWERING = 100
ANSWERS = 200
PER_SECOND = 12
ROUNDS = 3
EMPTY = "an empty outbox"
LEAST_SHARE_OF_BARE, LEAST_SHARE_OF_RATE = 0.5, 0.95
MOST_MEDIAN, MOST_P95 = 1.5, 3.0
"""Ratios to an empty outbox."""
STARTS = "2025-11-03T09:30"
_DAYS = ("2025-11-04", "2025-11-05", "2025-11-06", "2025-11-07", "2025-11-10", "2025-11-11")


@dataclass(frozen=True)
class Latencies:
    """Seconds from an answer's coming in to its receipt, and how many answers had none."""

    seconds: list[float]
    missing: int

    def __add__(self, others: "Latencies") -> "Latencies":
        """Return these and others together."""
        return Latencies(self.seconds + others.seconds, self.missing + others.missing)

    @property
    def median(self) -> float:
        """What half of them waited at the most."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """What all but a twentieth waited at the most."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


def no_limits() -> CallLimits:
    """Limits that never hold anything back."""
    return CallLimits(overall=Rate(100_000, 1), chat=Rate(1000, 1), group=Rate(1000, 1))


@asynccontextmanager
async def a_bot(url: str, limits: CallLimits) -> AsyncIterator[ExtBot[Any]]:
    """A bot at a server, as the program makes its own."""
    request = EvidenceRequest(trust_env=False, connections=64)
    bot: ExtBot[Any] = ExtBot(TOKEN, base_url=f"{url}/bot", request=request, rate_limiter=limits)
    async with bot:
        yield bot


async def bare(bot: ExtBot[Any], messages: list[Json]) -> float:
    """Send messages that were sent before once more, so many in flight; return messages a second."""
    room = asyncio.Semaphore(IN_FLIGHT)
    markups = [InlineKeyboardMarkup.de_json(each["markup"], bot) if each["markup"] else None for each in messages]

    async def one(message: Json, markup: InlineKeyboardMarkup | None) -> None:
        async with room:
            await bot.send_message(message["chat"], message["text"], reply_markup=markup)

    began = time.perf_counter()
    await asyncio.gather(*(one(*each) for each in zip(messages, markups, strict=True)))
    return len(messages) / (time.perf_counter() - began)


async def rates(office: World) -> tuple[float, float]:
    """Send days of bundles through the outbox, and the same messages bare, in turn; return both medians, a second."""
    outbox, alone = [], []
    for day in _DAYS[:ROUNDS]:
        async with a_bot(office.server.url, no_limits()) as bot:
            since = office.server.counts()["delivered"]
            outbox.append(await one_day(office, bot, day))
            alone.append(await bare(bot, office.server.delivered(since)))
    return statistics.median(outbox), statistics.median(alone)


async def one_day(office: World, bot: ExtBot[Any], day: str) -> float:
    """Plan a day's bundles, then send them; return messages a second."""
    moment = local(f"{day}T09:30")
    with contextlib.closing(open_desk(Settings(data_dir=office.folder))) as opened:
        desk = replace(opened, clock=lambda: moment)
        await desk.apart(lambda: planning.plan(desk))
        sender = Sender(desk, {NAME: Telegram(bot)})
        began = time.perf_counter()
        sent = 0
        while sent < len(office.people.liaisons):  # what the server refused for a while is sent then
            sent += await sender.send_waiting()
            await asyncio.sleep(0)
        return sent / (time.perf_counter() - began)


async def under_limits(office: World) -> tuple[float, int]:
    """Send a day's bundles to a server that enforces Telegram's rates; return messages a second, and the 429s."""
    office.server.order("limits", {})
    since = office.server.counts()["delivered"]
    async with a_bot(office.server.url, CallLimits()) as bot:
        await one_day(office, bot, _DAYS[ROUNDS])
    office.server.order("limits", None)
    times = sorted(each["at"] for each in office.server.delivered(since))
    return (len(times) - 1) / (times[-1] - times[0]), office.server.counts()["refused"].get("429", 0)


def receipts(office: World, answering: list[int], label: str, answers: int = ANSWERS) -> Latencies:
    """Let people answer at an even pace; return how long each waited for the receipt."""
    since = office.server.counts()["delivered"]
    said: dict[str, tuple[int, float]] = {}
    began = time.monotonic()
    for n in range(answers):
        time.sleep(max(0.0, began + n / PER_SECOND - time.monotonic()))
        words = f"第{label}{n}号记录"
        said[words] = (answering[n % len(answering)], office.clock.now())
        office.server.say(said[words][0], f"进度{n % 100}%，{words}")
    found: dict[str, float] = {}
    until = time.monotonic() + 60
    while len(found) < answers and time.monotonic() < until:
        time.sleep(0.5)
        for each in office.server.delivered(since):
            for words in {words for words, (chat, _) in said.items() if chat == each["chat"]}:
                if words in each["text"]:
                    found.setdefault(words, each["at"])
    return Latencies([found[words] - at for words, (_, at) in said.items() if words in found], answers - len(found))


def while_it_sends(parent: Parent, folder: Path) -> dict[str, Latencies]:
    """Measure receipts beside what might hold them up, and before each with an empty outbox."""
    people = Town.of(PEOPLE + ANSWERING)
    asked, answering = list(people.liaisons[:PEOPLE]), list(people.liaisons[PEOPLE:])
    measured = {EMPTY: Latencies([], 0)}
    with world(folder, parent, starts=STARTS, speed=1, people=people, daily=True, quiet=ANSWERING) as office:
        office.start()
        wait_until(lambda: office.server.counts()["delivered"] >= len(people.liaisons), "the first day", 240)

        def empty(label: str) -> None:
            # the machine has other work as well, which changes: what is compared is measured close together
            measured[EMPTY] += receipts(office, answering, label, ANSWERS // 2)

        empty("A")
        office.server.fail(Fault(then="answer", delivered=True, after=1, chats=(asked[0], asked[-1])))
        sending_begins(office, _DAYS[0], ANSWERS // 10)
        measured["300 bundles at 1 s each"] = receipts(office, answering, "B")
        office.server.fail()
        wait_until(lambda: everybody_asked(office, asked, _DAYS[0]), "the second day", 240)

        empty("C")
        office.server.order("ban", asked[0], 60)
        sending_begins(office, _DAYS[1], 1)
        measured["one chat banned for 60 s"] = receipts(office, answering, "D")
        wait_until(lambda: everybody_asked(office, asked[1:], _DAYS[1]), "the third day", 240)

        empty("E")
        office.server.say(asked[1], *(f"进度1%，第F{n}条" for n in range(2000)))
        time.sleep(2)
        measured["2 000 messages of one person"] = receipts(office, answering, "G")
    return measured


def sending_begins(office: World, day: str, begun: int) -> None:
    """Go to the morning of a day, and wait until so many bundles are out."""
    since = office.server.counts()["delivered"]
    office.clock.move_to(local(f"{day}T09:00"))
    wait_until(lambda: office.server.counts()["delivered"] - since >= begun, "the day's bundles", 90)


def everybody_asked(office: World, asked: list[int], day: str) -> bool:
    """Whether all of these have got a bundle on a day."""
    since = local(f"{day}T09:00").timestamp()
    found = {each["chat"] for each in office.server.delivered() if each["at"] >= since and is_bundle(each)}
    return set(asked) <= found


def main() -> int:
    """Measure everything and print it; return the exit status."""
    wrong = []
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sending")))
        parent = stack.enter_context(a_parent())
        (place / "a").mkdir()
        with world(place / "a", parent, starts=STARTS, speed=1, people=Town.of(PEOPLE), daily=True) as office:
            asyncio.run(the_first_day(office))
            outbox, alone = asyncio.run(rates(office))
            print(f"through the outbox {outbox:.0f}/s, bare {alone:.0f}/s: {outbox / alone:.2f} (≥ 0.5)", flush=True)
            limited, refused = asyncio.run(under_limits(office))
            share = limited / OVERALL_RATE.most
            print(
                f"under limits {limited:.1f}/s: {share:.1%} of the allowed rate (≥ 95 %), {refused} × 429", flush=True
            )
        wrong += ["outbox"] * (outbox < alone * LEAST_SHARE_OF_BARE) + ["limits"] * (
            share < LEAST_SHARE_OF_RATE or refused > 0
        )
        (place / "b").mkdir()
        measured = while_it_sends(parent, place / "b")
    empty = measured[EMPTY]
    for name, each in measured.items():
        median, p95 = each.median / empty.median, each.p95 / empty.p95
        print(
            f"receipts with {name}: median {each.median * 1000:.0f} ms ({median:.2f}, ≤ 1.5), "
            f"p95 {each.p95 * 1000:.0f} ms ({p95:.2f}, ≤ 3), missing {each.missing}"
        )
        wrong += [name] * (median > MOST_MEDIAN or p95 > MOST_P95 or each.missing > 0)
    print("good" if not wrong else f"not as it must be: {', '.join(wrong)}")
    return int(bool(wrong))


async def the_first_day(office: World) -> None:
    """Send what the first day holds (交办), so that the days that are measured are alike."""
    async with a_bot(office.server.url, no_limits()) as bot:
        await one_day(office, bot, STARTS[:10])


if __name__ == "__main__":
    sys.exit(main())
