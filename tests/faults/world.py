"""The hostile server, the programs and the shared clock together, steered from a test or a table."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

import psycopg

from tests.faults import town
from tests.faults.clock import SharedClock
from tests.faults.faulty import Fault
from tests.faults.telegram_state import Json
from tests.faults.town import CLERK, Town

TOKEN = "1000:hostile-token"
REPOSITORY = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0
_LOOK = 0.05
_LEAP = 5.0
"""Seconds of the shared clock, less than a poll lasts."""
_IDLE_SECONDS, _IDLE_LOOKS = 0.005, 3
"""How often, in real seconds, and how many times it is looked whether nobody has anything to do."""


def local(moment: str) -> datetime:
    """A local moment like ``2025-11-03T09:00``."""
    return datetime.fromisoformat(f"{moment}+08:00")


class NeverCame(AssertionError):  # noqa: N818
    """What was waited for did not happen."""


def wait_until(happened: Callable[[], bool], what: str, patience: float = _PATIENCE) -> None:
    """Look again and again, in real time; raises NeverCame."""
    until = time.monotonic() + patience
    while not happened():
        if time.monotonic() > until:
            raise NeverCame(what)
        time.sleep(_LOOK)


class Parent:
    """Forks programs, by ``tests.faults.parent``; it lives as long as the block."""

    def __init__(self) -> None:
        self._process = _python("tests.faults.parent")
        self._one_at_a_time = threading.Lock()

    def start(
        self,
        args: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        out: Path,
        err: Path,
        clock: Path | None = None,
    ) -> int:
        """Start ``lianxi`` with these arguments in a folder, printing into files; returns its process id."""
        places = {"folder": str(folder), "out": str(out), "err": str(err), "clock": str(clock) if clock else None}
        return int(self._asked({"args": args, "env": env, **places}))

    def ended(self, pid: int) -> int | None:
        """Its exit status, negative for a signal; None while it runs."""
        status: int | None = self._asked({"ended": pid})
        return status

    def _asked(self, order: Json) -> Any:
        stdin, stdout = _pipes(self._process)
        with self._one_at_a_time:
            stdin.write(f"{json.dumps(order)}\n")
            stdin.flush()
            return json.loads(stdout.readline())

    def close(self) -> None:
        stdin, stdout = _pipes(self._process)
        stdin.close()
        self._process.wait()
        stdout.close()


@dataclass
class Server:
    """The hostile server from outside: ``server.say(101, "进度30%")`` is its ``do_say``."""

    url: str
    _process: "subprocess.Popen[str]"
    _line: socket.socket
    _answers: TextIO

    @classmethod
    def start(cls, clock: Path) -> "Server":
        process = _python("tests.faults.hostile", str(clock), TOKEN)
        bot, control = _pipes(process)[1].readline().split()
        line = socket.create_connection(("127.0.0.1", int(control)))
        return cls(f"http://127.0.0.1:{bot}", process, line, line.makefile("r", encoding="utf-8"))

    def order(self, name: str, *args: object) -> Any:
        self._line.sendall(json.dumps([name, *args]).encode() + b"\n")
        return json.loads(self._answers.readline())

    def say(self, chat: int, *texts: str) -> list[int]:
        """Somebody types these; returns the ids of the updates."""
        numbers: list[int] = self.order("say", chat, *texts)
        return numbers

    def fail(self, *faults: Fault) -> list[int]:
        """Let these go wrong from now on, and nothing else; returns how often each of those before was met."""
        hits: list[int] = self.order("faults", *(fault.as_json() for fault in faults))
        return hits

    def delivered(self, since: int = 0) -> list[Json]:
        found: list[Json] = self.order("delivered", since)
        return found

    def counts(self) -> Json:
        counted: Json = self.order("counts")
        return counted

    def close(self) -> None:
        self._answers.close()
        self._line.close()
        _pipes(self._process)[0].close()
        self._process.wait()
        _pipes(self._process)[1].close()


@dataclass
class World:
    """One office under attack."""

    folder: Path
    clock: SharedClock
    clock_file: Path
    server: Server
    parent: Parent
    people: Town
    database: str | None = None
    """The address of a PostgreSQL database as SQLAlchemy wants it; None for the SQLite file in ``folder``."""
    env: dict[str, str] = field(default_factory=dict)
    programs: list[int] = field(default_factory=list)

    # programs

    def start(self, *args: str, **env: str) -> int:
        """Start ``lianxi run``; returns its process id."""
        surroundings = {
            **clean_surroundings(),
            "LIANXI_DATA_DIR": str(self.folder),
            "LIANXI_TELEGRAM_TOKEN": TOKEN,
            "LIANXI_TELEGRAM_API_URL": self.server.url,
            "LIANXI_LOG_FORMAT": "json",
            "LIANXI_DATABASE_URL": self.database or "",
            **self.env,
            **env,
        }
        log = self.folder / "program.log"
        pid = self.parent.start(["run", *args], surroundings, self.folder, log, log, self.clock_file)
        self.programs.append(pid)
        return pid

    def kill(self, pid: int) -> None:
        """End a program at once, as a power cut does."""
        self._signal(pid, signal.SIGKILL)

    def stop(self, pid: int) -> float:
        """Ask a program to stop; returns how many seconds of its own time that took."""
        began = self.clock.now()
        self._signal(pid, signal.SIGTERM)
        return self.clock.now() - began

    def _signal(self, pid: int, number: signal.Signals) -> None:
        if self.parent.ended(pid) is None:
            os.kill(pid, number)
        wait_until(lambda: self.parent.ended(pid) is not None, f"process {pid} never ended")
        self.programs.remove(pid)

    def is_running(self, pid: int) -> bool:
        return self.parent.ended(pid) is None

    def log(self) -> str:
        file = self.folder / "program.log"
        return file.read_text("utf-8") if file.exists() else ""

    # time

    def pass_time(self, seconds: float, *, speed: float | None = None) -> None:
        """Let so many seconds pass for everybody."""
        usual = self.clock.speed
        if speed is not None:
            self.clock.run_at(speed)
        until = self.clock.now() + seconds
        while (left := until - self.clock.now()) > 0:
            time.sleep(min(left / self.clock.speed, 0.2))
        self.clock.run_at(usual)

    def skip(self, seconds: float) -> None:
        """Let so many seconds pass, in leaps while nobody has anything to do."""
        until = self.clock.now() + seconds
        idle = 0
        while (left := until - self.clock.now()) > 0:
            idle = 0 if self._is_busy() else idle + 1
            if idle == _IDLE_LOOKS:
                self.clock.move_to(self.clock.moment() + timedelta(seconds=min(left, _LEAP)))
                idle = 0
            time.sleep(_IDLE_SECONDS)

    def _is_busy(self) -> bool:
        """Whether a call is on its way, or a thread of a program runs, or would if it got a processor."""
        if self.server.counts()["in_flight"]:
            return True
        for pid in self.programs:
            for thread in Path(f"/proc/{pid}/task").glob("*/stat"):
                try:
                    state = thread.read_text("utf-8").rpartition(") ")[2][0]
                except OSError:  # it has ended meanwhile
                    continue
                if state in "RD":
                    return True
        return False

    def until_quiet(self, seconds: float = 90, patience: float = _PATIENCE) -> None:
        """Wait until no update waits and nothing was delivered for so many seconds of the shared clock."""
        seen, since = (-1, -1, -1), self.clock.now()
        until = time.monotonic() + patience
        while self.clock.now() - since < seconds:
            counted = self.server.counts()
            now = (counted["delivered"], counted["waiting"], self.waiting_inside())
            if now != seen or counted["waiting"]:
                seen, since = now, self.clock.now()
            if time.monotonic() > until:
                return
            time.sleep(_LOOK)

    def waiting_inside(self) -> int:
        """How many updates are stored and not yet worked off; 0 where the program stores none."""
        try:
            return int(self.sql("SELECT count(*) FROM inbox WHERE state = 'waiting'")[0][0])
        except (sqlite3.OperationalError, psycopg.errors.UndefinedTable):
            return 0

    # what came of it

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the program's database, read beside it."""
        if self.database is not None:
            with psycopg.connect(self.database.replace("+psycopg", ""), autocommit=True) as connection:
                return connection.execute(query.encode()).fetchall()
        file = f"file:{self.folder / 'lianxi.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def bundles(self, chat: int) -> list[Json]:
        """The bundles that stand in a liaison's chat."""
        return [each for each in self.server.delivered() if each["chat"] == chat and is_bundle(each)]

    def office_heard(self) -> list[str]:
        """What the office got, oldest first."""
        return [each["text"] for each in self.server.delivered() if each["chat"] == CLERK]

    def answers_stored(self) -> dict[str, int]:
        """How often each answer stands in the register, by its words."""
        counted: dict[str, int] = {}
        for (text,) in self.sql("SELECT text FROM report"):
            counted[text] = counted.get(text, 0) + 1
        return counted


def is_bundle(message: Json) -> bool:
    """Whether a message asks for answers by itself."""
    return "直接回复即可" in message["text"] and ("新交办" in message["text"] or "待反馈" in message["text"])


@contextmanager
def world(
    folder: Path,
    parent: Parent,
    *,
    starts: str = "2025-11-03T09:30",
    speed: float = 10,
    people: Town | None = None,
    database: str | None = None,
    built: Path | None = None,
    **town_with: Any,
) -> Iterator[World]:
    """An office of six at half past nine, handed its plan out at eight; no program runs yet.

    ``built`` is a data folder made by ``town.build`` to start from.
    """
    people = people or Town.of(6)
    data = folder / "data"
    if built is not None:
        shutil.copytree(built, data)
    else:
        data.mkdir(parents=True)
        town.build(data, people, local(starts) - timedelta(minutes=90), database=database, **town_with)
    clock_file = folder / "clock"
    clock = SharedClock.start(clock_file, local(starts), speed)
    server = Server.start(clock_file)
    office = World(data, clock, clock_file, server, parent, people, database)
    try:
        yield office
    finally:
        for pid in list(office.programs):
            office.kill(pid)
        server.close()


@contextmanager
def a_parent() -> Iterator[Parent]:
    parent = Parent()
    try:
        yield parent
    finally:
        parent.close()


def clean_surroundings() -> dict[str, str]:
    """The surroundings of this process without what would set the program or lead it out of this machine."""
    dropped = ("LIANXI_", "PYTHONDONTWRITEBYTECODE")  # the programs started here share one compiled copy
    return {k: v for k, v in os.environ.items() if not k.startswith(dropped) and "proxy" not in k.lower()}


def _python(module: str, *args: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=clean_surroundings(),
    )


def _pipes(process: "subprocess.Popen[str]") -> tuple[Any, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
