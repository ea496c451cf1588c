"""An office with 200 000 open shares, on SQLite and on PostgreSQL: it all works, and no answer is refused meanwhile.

    python -m benchmarks.large [shares]

What each thing costs alone; then a person types answers while a tick, the daily work and a digest run, and it is
printed how long an answer waited for the others to write, beside the slowest single write. The exit status is 1 where
an answer was refused or waited longer than that.
"""

import contextlib
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlmodel import col, select

from benchmarks.registers import register
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.store import models
from tasks_db.store.door import Door
from tasks_db.work.acts import handing_out, loading
from tasks_db.work.acts.loading import Source
from tasks_db.work.desk import Desk
from tasks_db.work.post import desk_day, planning, upkeep
from tasks_db.work.views import digest
from tests.postgres_server import address, running_server
from tests.seeding import TODAY, Size, desk_of, seed
from tests.small_world import a_draft, a_draft_task
from tests.typing_world import CONVENOR, Typing

SHARES, OPEN_TASKS, DUE = 200_000, 20, 200
TASKS, UNITS = 200, 5
"""Of the plan that is handed out."""
ALONE = 20
LOCKS = ("BEGIN IMMEDIATE", "SELECT pg_advisory_xact_lock")


class Timed(Door):
    """A door that knows how long each writing transaction waited for others, and how long it then took."""

    def __init__(self, url: str) -> None:
        """Take the database's address."""
        super().__init__(url)
        self.waits: list[float] = []
        self.writes: list[float] = []
        self._own = threading.local()
        event.listen(self.engine, "before_cursor_execute", self._asks)
        event.listen(self.engine, "after_cursor_execute", self._has)

    def _asks(self, *_of: object) -> None:
        self._own.asked = time.perf_counter()

    def _has(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(LOCKS) or statement.endswith("FOR UPDATE"):
            self._own.waited = getattr(self._own, "waited", 0.0) + time.perf_counter() - self._own.asked

    @contextmanager
    def _turn(self) -> Iterator[None]:
        asked, self._own.waited = time.perf_counter(), 0.0
        with super()._turn():
            began, self._own.waited = time.perf_counter(), 0.0
            try:
                yield
            finally:
                self.waits.append(began - asked + self._own.waited)
                self.writes.append(time.perf_counter() - began - self._own.waited)


@dataclass
class Office:
    """The office under load."""

    desk: Desk
    door: Timed
    typing: Typing
    shares: dict[int, list[int]]
    """Of everybody who types, the shares of their unit."""
    _said: "Iterator[int]"

    @classmethod
    def over(cls, desk: Desk, folder: Path) -> "Office":
        """Return the office of a seeded register."""
        door = Timed(desk.door.url.render_as_string(hide_password=False))
        desk.close()
        desk = Desk(door, desk.clock, desk.calendar, desk.windows, folder / "evidence")
        typing, shares = Typing(desk), {}
        with door.read() as session:
            for person in range(1, ALONE + 1):
                of_unit = select(models.Assignment.id).where(models.Assignment.unit_id == person)
                shares[person] = [one or 0 for one in session.exec(of_unit.order_by(col(models.Assignment.id)))]
        for person, own in shares.items():
            typing.shows(person, own)
        return cls(desk, door, typing, shares, count(1))

    def answer(self) -> float:
        """Let somebody type an answer; return the seconds that it took, and raise where it was not recorded."""
        number = next(self._said)
        person = number % len(self.shares) + 1
        item = number // len(self.shares) % len(self.shares[person]) + 1
        began = time.perf_counter()
        self.typing.types_alone(person, f"{item}进度{number % 100}%，已完成{number}处")
        took = time.perf_counter() - began
        said = self.typing.said(person)
        assert f"已完成{number}处" in said, said
        return took

    def hand_out(self) -> None:
        """Load a plan and hand it out."""
        units = [[f"第{(n * UNITS + place) % 40 + 1}局" for place in range(UNITS)] for n in range(TASKS)]
        tasks = [a_draft_task(str(n), f"新增{n}号建设任务", own[:1], own[1:]) for n, own in enumerate(units, 1)]
        title = f"新增工作方案{next(self._said)}"
        plan_id = self.desk.do(SYSTEM, loading.load_plan, a_draft(title, *tasks), Source("方案.txt", title))
        self.desk.do(SYSTEM, handing_out.hand_out, plan_id)

    def tick(self) -> None:
        """Tick with everything due."""
        with self.door.write() as session:
            run = session.connection().exec_driver_sql
            run(f"DELETE FROM ask WHERE notice_id IN (SELECT id FROM notice WHERE working_day = '{TODAY}')")  # noqa: S608
            run(f"DELETE FROM notice WHERE working_day = '{TODAY}'")  # noqa: S608
            run(f"UPDATE due SET look_on = '{TODAY}' WHERE id <= {DUE}")  # noqa: S608
        assert planning.plan(self.desk)

    def daily_work(self) -> None:
        """Do what is done once a day: the rounds, what the office is told, and what is too old."""
        for tasks in self.desk.ask(SYSTEM, planning.short_of_rounds):
            self.desk.do(SYSTEM, planning.lay_out_rounds, tasks)
        self.desk.do(SYSTEM, desk_day.write, self.desk.ask(SYSTEM, desk_day.decide))
        for name in upkeep.EXPIRING:
            while self.desk.do(SYSTEM, upkeep.expire, name):
                pass

    def digest(self) -> None:
        """Put the digest together."""
        self.desk.ask(OPERATOR, digest.digest)

    def question(self) -> None:
        """Let the convenor ask what is overdue."""
        self.typing.types_alone(CONVENOR, "逾期任务")


def alone(office: Office) -> None:
    """Print what each thing costs, one after the other."""
    print(f"an answer: median of {ALONE} {statistics.median(office.answer() for _ in range(ALONE)) * 1000:.0f} ms")
    for name, work in (
        ("a question", office.question),
        ("a plan of 1 000 shares loaded and handed out", office.hand_out),
        ("a tick", office.tick),
        ("the daily work", office.daily_work),
        ("a digest", office.digest),
    ):
        began, used = time.perf_counter(), time.process_time()
        work()
        took, used = time.perf_counter() - began, time.process_time() - used
        print(f"{name}: {took:.2f} s, {used:.2f} s of CPU", flush=True)


def beside(office: Office) -> bool:
    """Type while the others work; print and return whether nobody waited longer than the slowest single write."""
    office.door.waits.clear()
    office.door.writes.clear()
    wrong: list[BaseException] = []

    def others() -> None:
        works: tuple[Callable[[], None], ...] = (office.tick, office.daily_work, office.digest, office.hand_out)
        try:
            for work in works:
                work()
        except BaseException as error:  # noqa: BLE001 - said below
            wrong.append(error)

    working = threading.Thread(target=others)
    working.start()
    took: list[float] = []
    while working.is_alive():
        took.append(office.answer())
    working.join()
    if wrong:
        raise wrong[0]
    longest, slowest = max(office.door.waits), max(office.door.writes)
    print(
        f"{len(took)} answers beside all of it: none refused; median {statistics.median(took) * 1000:.0f} ms, "
        f"most {max(took):.2f} s; most waited for others to write {longest:.2f} s, the slowest write {slowest:.2f} s"
    )
    return longest <= slowest


def main() -> int:
    """Measure on both databases; return the exit status."""
    shares = int(sys.argv[1]) if len(sys.argv) > 1 else SHARES
    size = Size(shares, due=DUE, people=shares // OPEN_TASKS)
    good = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name in ("SQLite", "PostgreSQL"):
            print(f"{name}, {shares} open shares", flush=True)
            if name == "SQLite":
                desk = register(folder, size)
            else:
                server = stack.enter_context(running_server())
                server.psql("CREATE DATABASE large;")
                desk = desk_of(folder, address(server, "large"))
                seed(desk, size)
            office = Office.over(desk, folder)
            with contextlib.closing(office.desk):
                alone(office)
                good &= beside(office)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
