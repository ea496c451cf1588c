"""Faults of the database, the disk and the clock, and of several programs at once."""

import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from config.clock import SHANGHAI
from tests.faults.faulty import slow
from tests.faults.receiving_rows import TROUBLE, many_answers, ready
from tests.faults.rows import NEXT_DAY, Outcome, Row, answered, everybody_has_one, must, recover, spread
from tests.faults.town import Town
from tests.faults.world import NeverCame, World, local, wait_until
from tests.postgres_server import stopped

LOCKED_SECONDS = 13.0
"""Real seconds, more than a writer waits for SQLite's lock."""


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Another process writes to the SQLite file inside the block."""
    with closing(sqlite3.connect(world.folder / "lianxi.sqlite3", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def locked_while_people_answer(world: World) -> Outcome:
    """People who answer meanwhile are heard later, or told to say it again; nothing vanishes in silence."""
    ready(world)
    world.clock.run_at(1)
    with locked(world):
        texts = many_answers(world, 3)
        time.sleep(LOCKED_SECONDS)
    world.clock.run_at(10)
    out = answered(world, texts)
    told = sum(TROUBLE in each["text"] for each in world.server.delivered())
    if out.lost and told >= out.lost:  # told to say it again: nothing is silently lost
        out.wrong.clear()
        out.lost = 0
    return out


def locked_after_a_send(world: World) -> Outcome:
    """The outcome of a send cannot be written: whatever is sent again says that it may be a copy."""
    world.server.fail(slow(8, chat=103))
    world.start()
    world.clock.run_at(4)
    wait_until(lambda: bool(world.bundles(103)), "the send", 40)
    world.clock.run_at(1)
    with locked(world):
        time.sleep(LOCKED_SECONDS + 8)
    world.server.fail()
    world.clock.run_at(20)
    return recover(world)


def disk_full(world: World) -> Outcome:
    """No file may grow: people are told, and all is well once there is room."""
    pid = ready(world)
    size = max(file.stat().st_size for file in world.folder.iterdir() if file.is_file())
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    texts = many_answers(world, 6)
    world.pass_time(60)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    out = answered(world, texts)
    told = sum(TROUBLE in each["text"] for each in world.server.delivered())
    if out.lost and told >= out.lost:
        out.wrong.clear()
        out.lost = 0
    after = "进度88%，第E号记录"
    world.server.say(106, after)
    later = answered(world, [after])
    out.lost += later.lost
    if world.sql("PRAGMA integrity_check") != [("ok",)]:
        out.wrong.append(f"the database is broken (its size was {size})")
    return out


def refused_to_start(damage: Callable[[Path], None]) -> Callable[[World], Outcome]:
    """A database that cannot be used: one sentence, status 1, no traceback, no heap of backups."""

    def run(world: World) -> Outcome:
        damage(world.folder / "lianxi.sqlite3")
        out = Outcome()
        for _ in range(2):
            pid = world.start()
            wait_until(lambda p=pid: not world.is_running(p), "the end", 20)  # type: ignore[misc]
            if world.parent.ended(pid) != 1:
                out.wrong.append(f"status {world.parent.ended(pid)}")
            world.programs.remove(pid)
        if "Traceback" in world.log():
            out.wrong.append("a traceback")
        backups = [file for file in world.folder.rglob("*") if "backup" in file.name and file.is_file()]
        if len(backups) > 1:
            out.wrong.append(f"{len(backups)} backups after two starts")
        return out

    return run


def _random(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def _truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()


def started_twice(world: World) -> Outcome:
    """The second program on one SQLite file says who runs, and ends."""
    pid = ready(world)
    second = world.start()
    wait_until(lambda: not world.is_running(second), "the end", 20)
    out = Outcome()
    if world.parent.ended(second) != 1 or "已经有一个联席程序" not in world.log() or str(pid) not in world.log():
        out.wrong.append(f"status {world.parent.ended(second)}")
    world.programs.remove(second)
    out.lost = answered(world, many_answers(world, 3)).lost
    return out


def database_away(world: World) -> Outcome:
    """PostgreSQL stops for eight seconds while ten people answer."""
    ready(world)
    world.clock.run_at(1)
    with stopped():
        texts = many_answers(world, 10)
        time.sleep(8)
    world.clock.run_at(10)
    return answered(world, texts)


def four_first_starts(world: World) -> Outcome:
    """Four programs start on one database at once: nothing is sent twice."""
    for _ in range(4):
        world.start()
    wait_until(lambda: everybody_has_one(world), "six bundles")
    world.skip(300)
    return spread(world)


def two_pollers(world: World) -> Outcome:
    """Two programs on one database: one receives; the other takes over when it is gone."""
    world.start()
    world.start()
    wait_until(lambda: everybody_has_one(world), "six bundles")
    world.pass_time(30)
    conflicts = world.server.counts()["refused"].get("409", 0)
    texts = many_answers(world, 20)
    out = answered(world, texts)
    if conflicts > 4:
        out.wrong.append(f"{conflicts} conflicts in half a minute")
    world.kill(world.programs[0])
    more = [f"进度{n}%，第F{n}号记录" for n in range(6)]
    for n, text in enumerate(more):
        world.server.say(world.people.liaisons[n], text)
    taken = answered(world, more)
    out.lost += taken.lost
    out.doubled += taken.doubled
    if taken.recovered is None or taken.recovered > 45:
        out.wrong.append(f"taken over after {taken.recovered} s")
    return out


def in_zone(zone: str) -> Callable[[World], Outcome]:
    """The host keeps another time: nothing before nine, bundles at nine, none at night or on Saturday."""

    def run(world: World) -> Outcome:
        world.start(TZ=zone)
        world.skip(3 * 60)
        out = Outcome()
        if world.server.delivered():
            out.wrong.append("something before nine")
        world.clock.move_to(local("2025-11-07T09:00"))
        world.skip(3 * 60)
        out.lost = spread(world).lost
        for moment in ("2025-11-07T12:30", "2025-11-07T22:00", "2025-11-08T09:30"):
            world.clock.move_to(local(moment))
            world.skip(3 * 60)
        for each in world.server.delivered():
            at = datetime.fromtimestamp(each["at"], SHANGHAI)
            if at.weekday() > 4 or not 9 <= at.hour < 18 or at.hour == 12:
                out.wrong.append(f"a bundle at {at:%m-%d %H:%M}")
        return out

    return run


def clock_forward(world: World) -> Outcome:
    """The host's clock jumps a day ahead: nothing is sent twice, nothing is lost."""
    ready(world)
    world.clock.move_to(local(NEXT_DAY))
    world.skip(600)
    texts = many_answers(world, 6)
    out = answered(world, texts)
    sent = spread(world)
    out.doubled += sent.doubled
    out.unmarked += sent.unmarked
    return out


def three_hundred(world: World) -> Outcome:
    """Three hundred bundles at a second each: all within their window, once, none a day late."""
    world.server.fail(slow(1))
    world.start()
    try:
        wait_until(lambda: everybody_has_one(world), "three hundred bundles", 240)
    except NeverCame:
        return spread(world)
    return recover(world, tried_enough=60)


_NINE = {"starts": "2025-11-07T08:50"}

DATABASE = (
    Row("SQLite locked while three answer", locked_while_people_answer, must(), speed=10, short=True),
    Row("SQLite locked just after a send", locked_after_a_send, must(doubled=1), speed=10),
    Row("disk full while six answer", disk_full, must(), speed=10),
    Row("database of random bytes", refused_to_start(_random), must()),
    Row("database cut in half", refused_to_start(_truncated), must()),
    Row("database of a newer version", refused_to_start(_newer), must(), short=True),
    Row("a second program on one SQLite file", started_twice, must(), speed=10, short=True),
    Row("PostgreSQL stopped for 8 s while ten answer", database_away, must(), speed=10, postgres=True),
    Row("four first starts on one PostgreSQL", four_first_starts, must(), speed=10, postgres=True),
    Row("two programs on one PostgreSQL", two_pollers, must(), speed=10, postgres=True),
    *(
        Row(f"host in {zone}", in_zone(zone), must(), town=_NINE)
        for zone in ("America/Los_Angeles", "Pacific/Kiritimati", "UTC")
    ),
    Row("clock a day ahead", clock_forward, must()),
    Row("300 bundles at 1 s each", three_hundred, must(told=False), speed=5, town={"people": Town.of(300)}),
)
