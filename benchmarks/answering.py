"""What a pressed button and a typed answer cost beside an echo bot: ratios of the processes' CPU, medians of rounds.

    python -m benchmarks.answering [rounds]

Both bots are of the same library and talk to the same kind of server, each to one of its own. In each round every
person does one thing and gets an answer: one after the other, as people do, and all at once, which the library
fetches together. Everybody has twenty open tasks, and the bundle that asks for them: they open the card of one, press
无变化 there, and type of another one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.echo import BUTTON
from benchmarks.registers import register
from config.clock import SHANGHAI
from tests.faults.telegram_state import Json
from tests.faults.world import REPOSITORY, TOKEN, Server, World, a_parent, clean_surroundings, wait_until, world
from tests.seeding import NOW, Size

PEOPLE, TASKS = 20, 20
CARDS = 6
"""So many tasks stand on the first page of a bundle."""
LIMITS = {"a card opened": ("an echo pressed", 6), "无变化 pressed": ("an echo pressed", 6), "typed": ("an echo", 10)}
"""What each is set beside, and how many times of its cost it may cost."""


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a process has used so far."""
    used = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


class Bot:
    """A bot with the server that it talks to."""

    def __init__(self, server: Server, pid: int) -> None:
        """Measure the process ``pid``."""
        self._server, self._pid = server, pid

    def cost(self, things: Sequence[Callable[[], object]], *, at_once: bool) -> float:
        """Let people do things, one after the other or all at once; return the CPU seconds of one with its answer."""
        began = cpu_of(self._pid)
        for some in [things] if at_once else [[thing] for thing in things]:
            before = self._server.counts()["delivered"]
            for thing in some:
                thing()
            self._wait_for(before + len(some))
        return (cpu_of(self._pid) - began) / len(things)

    def _wait_for(self, count: int) -> None:
        wait_until(lambda: self._server.counts()["delivered"] >= count, "the answers", 240)


def press(server: Server, message: Json, label: str) -> None:
    """Press a button of a message."""
    (data,) = (
        button["callback_data"]
        for row in message["markup"]["inline_keyboard"]
        for button in row
        if button["text"] == label
    )
    server.order("press", message["chat"], message["id"], data)


def measure(rounds: int, *, at_once: bool) -> dict[str, list[float]]:
    """Return what an echo and each thing that people do cost, round by round."""
    taken: dict[str, list[float]] = {name: [] for name in ("an echo", "an echo pressed", *LIMITS)}
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        register(place / "built", Size(PEOPLE * TASKS, due=PEOPLE * TASKS, people=PEOPLE, alike=False)).close()
        parent = stack.enter_context(a_parent())
        starts = NOW.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
        office = stack.enter_context(world(place, parent, starts=starts, speed=1, built=place / "built"))
        ours = Bot(office.server, office.start(LIANXI_WEB_LISTEN="off"))
        bundles = _bundles(office)
        other = Server.start(office.clock_file)
        stack.callback(other.close)
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.echo", other.url, TOKEN], cwd=REPOSITORY, env=clean_surroundings()
        )
        stack.callback(process.kill)
        echo = Bot(other, process.pid)
        for number in range(min(rounds, CARDS)):
            words = f"{number + 10}进度{number + 31}%，已完成{number + 2}处"
            said = [partial(other.say, chat, words) for chat in bundles]
            typed = [partial(office.server.say, chat, words) for chat in bundles]
            opened = [partial(press, office.server, message, str(number + 1)) for message in bundles.values()]
            since = other.counts()["delivered"]
            taken["an echo"].append(echo.cost(said, at_once=at_once))
            echoed = [partial(press, other, message, BUTTON) for message in other.delivered(since)]
            taken["an echo pressed"].append(echo.cost(echoed, at_once=at_once))
            since = office.server.counts()["delivered"]
            taken["a card opened"].append(ours.cost(opened, at_once=at_once))
            pressed = [partial(press, office.server, card, "无变化") for card in office.server.delivered(since)]
            taken["无变化 pressed"].append(ours.cost(pressed, at_once=at_once))
            taken["typed"].append(ours.cost(typed, at_once=at_once))
    return taken


def main() -> None:
    """Measure, and print the ratios beside their limits."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for at_once in (False, True):
        _print(measure(rounds, at_once=at_once), "all at once" if at_once else "one after the other")


def _print(taken: Mapping[str, Sequence[float]], how: str) -> None:
    mid = {name: statistics.median(found) for name, found in taken.items()}
    print(f"{PEOPLE} people, {how}:")
    for name, found in taken.items():
        line = f"{name:16} {mid[name] * 1000:6.1f} ms ({min(found) * 1000:.1f} to {max(found) * 1000:.1f})"
        if name in LIMITS:
            beside, most = LIMITS[name]
            line += f": {mid[name] / mid[beside]:.1f} times {beside} (at most {most})"
        print(line)


def _bundles(office: World) -> dict[int, Json]:
    """Wait until everybody has a bundle; return each by its chat."""
    wait_until(lambda: office.server.counts()["delivered"] >= PEOPLE, "the bundles", 240)
    return {each["chat"]: each for each in office.server.delivered()}


if __name__ == "__main__":
    main()
