"""Kill loops: SIGKILL at random moments while the program receives, plans and sends, again and again.

    KILLS=60 KILLS_SEED=1 KILLS_ON=sqlite,postgres python -m tests.faults.kills

Six liaisons are asked on every working day and seldom answer, six answer all the time. After the last kill the
program runs until it is quiet. Then everything is counted from outside: the messages that stand in chats, and the
answers in the register. The exit status is 1 where something was lost, or doubled without a mark.
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from config.clock import SHANGHAI, local_date, local_instant
from tasks_db.register.workdays import Calendar
from tests.faults.faulty import Fault
from tests.faults.rows import MARK, day_of, everybody_has_one
from tests.faults.telegram_state import Json
from tests.faults.town import FAR_DEADLINE, Town, task_title
from tests.faults.world import Parent, World, a_parent, is_bundle, wait_until, world
from tests.postgres_server import address, running_server

STARTS = "2025-10-09T09:00"
SPEED = 10
SEND_SECONDS = 0.6
"""How long the server takes for a message: a program is often killed in the middle of one."""
_MOMENTS = (clock_time(9), clock_time(9), clock_time(11, 28), clock_time(14, 30), clock_time(17, 28))
_WINDOWS = ((clock_time(9), clock_time(11, 30)), (clock_time(14, 30), clock_time(17, 30)))
_GRACE = 5.0 + 0.5 * SPEED
"""Seconds that a message may be on its way: window, seat and state are read five before it leaves at the most, and
half a real second may be the machine's."""

_LEAPS, _A_LEASE = 0.2, 100
_QUIET_DAYS = 12
"""Calendar days within which an answer may still keep a task quiet (three working days, and a long holiday)."""


@dataclass
class Counted:
    """What a loop came to."""

    kills: int = 0
    answers: int = 0
    answers_lost: int = 0
    answers_twice: int = 0
    receipts_lost: int = 0
    """Answers that are stored, and neither receipted nor known to the program as not receipted for sure."""
    receipts_twice: int = 0
    receipts_twice_unmarked: int = 0
    bundles: int = 0
    lost_at: list[str] = field(default_factory=list)
    """Bundles taken for sent that stand in no chat, asks spent on what reached nobody, people without a bundle."""
    bundles_twice: int = 0
    bundles_twice_unmarked: int = 0
    bundles_twice_uncounted: int = 0
    """Those that the program itself does not know to have been delivered twice, perhaps."""
    outside_window: int = 0
    outside_at: list[str] = field(default_factory=list)
    after_the_answer: int = 0
    """Bundles whose sending began although their task had been answered."""
    unsettled: Counter[str] = field(default_factory=Counter)
    """Bundles in each state but sent, at the end."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, and nothing doubled but what says so."""
        return not (
            self.answers_lost
            or self.answers_twice
            or self.receipts_lost
            or self.receipts_twice_unmarked
            or self.lost_at
            or self.bundles_twice_unmarked
            or self.bundles_twice_uncounted
            or self.outside_window
            or self.after_the_answer
        )


class Loop:
    """One loop over one office."""

    def __init__(self, attacked: World, seed: int, workers: int) -> None:
        self._world = attacked
        self._chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be guessed
        self._workers = [attacked.start() for _ in range(workers)]
        wait_until(lambda: everybody_has_one(attacked), "the first bundles")  # nobody answers what he was not asked
        self._asked = attacked.people.liaisons[:6]
        self._answering = attacked.people.liaisons[6:]
        self._said: dict[str, int] = {}
        self._calendar = Calendar({})

    def kill(self, times: int) -> None:
        """Live and be killed, so many times."""
        for _ in range(times):
            until = time.monotonic() + self._chance.choice((0.5, 1.0, 2.0, 3.0)) * self._chance.random()
            for _ in range(self._chance.randint(0, 3)):
                self._somebody_answers()
                time.sleep(self._chance.random() * 0.1)
            time.sleep(max(0.0, until - time.monotonic()))
            place = self._chance.randrange(len(self._workers))
            self._world.kill(self._workers[place])
            self._workers[place] = self._world.start()
            if self._chance.random() < _LEAPS:
                self._world.skip(_A_LEASE)  # nobody sends while hours pass
                self._world.clock.move_to(self._later())

    def _somebody_answers(self) -> None:
        asked = self._chance.random() < 0.1
        chat = self._chance.choice(self._asked if asked else self._answering)
        text = f"进度{self._chance.randint(1, 99)}%，第K{len(self._said)}号记录"
        self._said[text] = chat
        self._world.server.say(chat, text)

    def _later(self) -> datetime:
        """A moment of the next working day, or a later one of today, at which much happens."""
        now = self._world.clock.moment()
        today = local_date(now)
        moments = [local_instant(today, at) for at in _MOMENTS] if self._calendar.is_working_day(today) else []
        later = [moment for moment in moments if moment > now]
        if later and self._chance.random() < 0.5:
            return self._chance.choice(later)
        return local_instant(self._calendar.after(today), self._chance.choice(_MOMENTS))

    def settle(self) -> None:
        """Run until quiet, over one more working morning, and stop."""
        self._world.server.fail()
        self._world.until_quiet(120)
        self._world.skip(13 * 60)
        next_day = self._calendar.after(local_date(self._world.clock.moment()))
        self._world.clock.move_to(local_instant(next_day, clock_time(9)))
        self._world.skip(20 * 60)
        self._world.until_quiet(120)
        for pid in list(self._world.programs):
            self._world.stop(pid)

    def count(self) -> Counted:
        """Count what came of it all."""
        shown = self._world.server.delivered()
        stored = self._world.answers_stored()
        counted = Counted(answers=len(self._said))
        counted.answers_lost = sum(text not in stored for text in self._said)
        counted.answers_twice = sum(stored.get(text, 1) - 1 for text in self._said)
        receipts = self._receipts(shown)
        silent = [text for text in self._said if text in stored and text not in receipts]
        counted.receipts_lost = sum(not self._is_known_as_unsure(text) for text in silent)
        counted.receipts_twice = sum(len(same) - 1 for same in receipts.values())
        counted.receipts_twice_unmarked = sum(
            MARK not in each["text"] for same in receipts.values() for each in same[1:]
        )
        self._count_bundles(counted, shown, {text: same[0]["at"] for text, same in receipts.items()})
        self._look_inside(counted, shown)
        return counted

    def _receipts(self, shown: list[Json]) -> dict[str, list[Json]]:
        """What was said to each answer, oldest first."""
        found: dict[str, list[Json]] = {}
        for each in shown:
            if not is_bundle(each):
                for text, chat in self._said.items():
                    if chat == each["chat"] and text.partition("，")[2] in each["text"]:
                        found.setdefault(text, []).append(each)
        return found

    def _is_known_as_unsure(self, text: str) -> bool:
        """Whether the receipt's row says that it may not have arrived: its day was over before the next try."""
        words = text.partition("，")[2]
        states = self._world.sql(f"SELECT state FROM notice WHERE text LIKE '%{words}%'")  # noqa: S608
        return any(state in {"unknown", "failed"} for (state,) in states)

    def _count_bundles(self, counted: Counted, shown: list[Json], receipts: dict[str, float]) -> None:
        bundles = [each for each in shown if _is_the_days(each)]
        copies: dict[tuple[int, str], list[Json]] = {}
        for each in bundles:
            copies.setdefault((each["chat"], day_of(each)), []).append(each)
        counted.bundles = len(copies)
        counted.bundles_twice = sum(len(same) - 1 for same in copies.values())
        counted.bundles_twice_unmarked = sum(
            MARK not in each["text"] for same in copies.values() for each in same[1:]
        )
        outside = [each["began"] for each in bundles if not self._in_window(each["began"])]
        counted.outside_window = len(outside)
        counted.outside_at = [f"{datetime.fromtimestamp(began, SHANGHAI):%m-%d %H:%M:%S}" for began in outside]
        for each in bundles:
            answered = [
                receipts[text] for text, chat in self._said.items() if chat == each["chat"] and text in receipts
            ]
            asks = task_title(each["chat"]) in each["text"]
            counted.after_the_answer += asks and any(at + _GRACE < each["began"] < at + 24 * 3600 for at in answered)
        now = self._world.clock.now()
        quiet = {self._said[text] for text, at in receipts.items() if at > now - _QUIET_DAYS * 86400}
        today = _in_chinese(local_date(self._world.clock.moment()))
        without = [chat for chat in self._asked if chat not in quiet and (chat, today) not in copies]
        counted.lost_at += [f"{today} {chat}: nothing on the last day" for chat in without]

    def _look_inside(self, counted: Counted, shown: list[Json]) -> None:
        """Hold what the program knows of its bundles against what stands in chats."""
        copies = Counter((each["chat"], day_of(each)) for each in shown if _is_the_days(each))
        query = """SELECT account.address, notice.working_day, notice.state, notice.doubtful,
                (SELECT count(*) FROM ask WHERE ask.notice_id = notice.id)
            FROM notice JOIN account ON account.person_id = notice.person_id WHERE notice.working_day IS NOT NULL"""
        for chat, day, state, doubtful, asks in self._world.sql(query):
            reached = copies[int(chat), _in_chinese(day if isinstance(day, date) else date.fromisoformat(day))]
            counted.bundles_twice_uncounted += reached > 1 and not doubtful
            if state != "sent":
                counted.unsettled[state] += 1
            if reached == 0 and (state == "sent" or (state in {"unknown", "failed"} and asks > 0)):
                counted.lost_at.append(f"{day} {chat}: {state}, {asks} asks, and in no chat")

    def _in_window(self, began: float) -> bool:
        """Whether a message left while the window was open."""
        at = datetime.fromtimestamp(began, SHANGHAI)
        latest = at - timedelta(seconds=_GRACE)
        on = self._calendar.is_working_day(at.date())
        return on and any(start <= at.time() and latest.time() <= end for start, end in _WINDOWS)


def _is_the_days(message: Json) -> bool:
    """Whether a message is somebody's bundle of a day: a liaison's questions, or what waits for the office."""
    return is_bundle(message) or ("您好。\n" in message["text"] and "待办：" in message["text"])


def _in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def run(parent: Parent, folder: Path, kills: int, seed: int, *, database: str | None, workers: int) -> Counted:
    """Run one loop; ``database`` is a server's, None for a SQLite file."""
    people = Town.of(12)
    office: dict[str, Any] = {
        "people": people,
        "database": database,
        "daily": True,
        "deadline": FAR_DEADLINE,
        "quiet": 6,
    }
    with world(folder, parent, starts=STARTS, speed=SPEED, **office) as attacked:
        attacked.server.fail(Fault(then="answer", delivered=True, after=SEND_SECONDS))
        loop = Loop(attacked, seed, workers)
        loop.kill(kills)
        loop.settle()
        counted = loop.count()
        counted.kills = kills
        return counted


@contextmanager
def one_database() -> Iterator[str]:
    """A database of a PostgreSQL of its own."""
    with running_server() as server:
        server.psql("CREATE DATABASE kills;")
        yield address(server, "kills")


def show(name: str, counted: Counted, seconds: float) -> str:
    """What a loop came to, as lines."""
    unsettled = ", ".join(f"{state} {number}" for state, number in sorted(counted.unsettled.items())) or "none"
    return (
        f"{name}: {counted.kills} kills in {seconds:.0f} s\n"
        f"  answers {counted.answers}, lost {counted.answers_lost}, stored twice {counted.answers_twice}, "
        f"without receipt {counted.receipts_lost}, receipted twice {counted.receipts_twice} "
        f"(unmarked {counted.receipts_twice_unmarked})\n"
        f"  bundles {counted.bundles}, lost {len(counted.lost_at)}, delivered twice {counted.bundles_twice} "
        f"(unmarked {counted.bundles_twice_unmarked}, uncounted {counted.bundles_twice_uncounted}), "
        f"outside the window {counted.outside_window}, begun after the answer {counted.after_the_answer}\n"
        f"  bundles not sent at the end: {unsettled}\n"
        + "".join(f"  lost: {at}\n" for at in counted.lost_at)
        + "".join(f"  outside the window: {at}\n" for at in counted.outside_at)
    )


def main() -> int:
    """Run the loops that the environment names; return the exit status."""
    kills = int(os.environ.get("KILLS", "60"))
    seed = int(os.environ.get("KILLS_SEED") or random.SystemRandom().randrange(10**6))
    sys.stdout.write(f"KILLS={kills} KILLS_SEED={seed}\n")
    clean = True
    for kind in os.environ.get("KILLS_ON", "sqlite,postgres").split(","):
        with ExitStack() as stack:
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills")))
            parent = stack.enter_context(a_parent())
            database = stack.enter_context(one_database()) if kind == "postgres" else None
            began = time.monotonic()
            counted = run(parent, place, kills, seed, database=database, workers=4 if database else 1)
            sys.stdout.write(show(kind, counted, time.monotonic() - began))
            sys.stdout.flush()
            clean = clean and counted.is_clean
    return int(not clean)


if __name__ == "__main__":
    sys.exit(main())
