"""Does planning grow with the register? Ratios of process CPU, measured in turn in one run, medians of rounds.

    PYTHONPATH=. python benchmarks/ticks.py [small] [large] [rounds]

``small`` and ``large`` are numbers of open shares (10 000 and 200 000), each with 200 of them due. The last columns
set a tick beside the same statements on a bare connection, an idle one beside APScheduler with 100 000 jobs in its
SQLAlchemy store.
"""

import pickle
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import event

from benchmarks.registers import FILE, cpu, register
from tasks_db.register.authority import SYSTEM
from tasks_db.work.post import planning, rebuilding
from tests.seeding import TODAY, Size

DUE = 200
JOBS = 100_000


class Register:
    """A seeded register that can be set back to the moment before its tick."""

    def __init__(self, folder: Path, shares: int) -> None:
        self.desk = register(folder, Size(shares, DUE))
        self.file = folder / FILE
        self.desk.do(SYSTEM, planning.rounds_are_laid_out)
        self.desk.do(SYSTEM, rebuilding.remember_fingerprint)

    def set_back(self) -> None:
        """Take back what a tick has written."""
        with self.desk.door.write() as session:
            run = session.connection().exec_driver_sql
            run("DELETE FROM ask WHERE notice_id IN (SELECT id FROM notice WHERE working_day = ?)", (str(TODAY),))
            run("DELETE FROM notice WHERE working_day = ?", (str(TODAY),))
            run("UPDATE due SET look_on = ? WHERE id <= ?", (str(TODAY), DUE))

    def tick(self) -> float:
        """Return the CPU seconds of a tick with everything due."""
        self.set_back()
        return cpu(lambda: planning.plan(self.desk))

    def idle(self) -> float:
        """Return the CPU seconds of a tick that finds nothing to do."""
        return cpu(lambda: planning.plan(self.desk))

    def bare(self) -> float:
        """Return the CPU seconds of the statements of a tick on a bare connection."""
        done: list[tuple[str, Any]] = []

        def executed(_connection: object, _cursor: object, sql: str, parameters: object, *_rest: object) -> None:
            if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                done.append((sql, parameters))

        self.set_back()
        event.listen(self.desk.door.engine, "before_cursor_execute", executed)
        planning.plan(self.desk)
        event.remove(self.desk.door.engine, "before_cursor_execute", executed)
        self.set_back()
        connection = sqlite3.connect(self.file, isolation_level=None)

        def again() -> None:
            connection.execute("BEGIN IMMEDIATE")
            for sql, parameters in done:
                many = isinstance(parameters, list)  # one row of parameters after the other
                (connection.executemany if many else connection.execute)(sql, parameters).fetchall()
            connection.execute("COMMIT")

        try:
            return cpu(again)
        finally:
            connection.close()


def jobs_in(folder: Path, count: int) -> tuple[BackgroundScheduler, Callable[[], float]]:
    """Fill APScheduler's SQLAlchemy store with jobs that are due much later; return what an idle wake-up costs it."""
    store = SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.sqlite3'}")
    scheduler = BackgroundScheduler()
    scheduler.add_jobstore(store)
    scheduler.add_job(print, "date", run_date=datetime.now(UTC) + timedelta(days=400), id="first")
    scheduler.start()
    with store.engine.begin() as connection:
        (found,) = connection.execute(store.jobs_t.select())
        state = pickle.loads(found.job_state)  # noqa: S301 - written above
        rows = [
            {
                "id": str(n),
                "next_run_time": found.next_run_time + n,
                "job_state": pickle.dumps({**state, "id": str(n)}),
            }
            for n in range(1, count)
        ]
        connection.execute(store.jobs_t.insert(), rows)
    return scheduler, lambda: cpu(scheduler._process_jobs)  # noqa: SLF001 - what its own thread calls


def main() -> None:
    """Measure, and print the ratios beside their limits."""
    numbers = [int(word) for word in sys.argv[1:]]
    small, large, rounds = [*numbers, *(10_000, 200_000, 5)[len(numbers) :]]
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(made) / name for name in ("small", "large")]
        one, many = (Register(folder, shares) for folder, shares in zip(folders, (small, large), strict=True))
        scheduler, jobs = jobs_in(Path(made), JOBS)
        measures = {
            "tick, small": one.tick,
            "tick, large": many.tick,
            "bare": many.bare,
            "idle": many.idle,
            "jobs": jobs,
        }
        taken: dict[str, list[float]] = {name: [] for name in measures}
        for name, measure in measures.items():
            measure()  # the first one warms up
            taken[name].clear()
        for _ in range(rounds):
            for name, measure in measures.items():
                taken[name].append(measure())
        scheduler.shutdown()
        mid = {name: statistics.median(found) for name, found in taken.items()}
    for name, found in taken.items():
        print(f"{name:12} {mid[name] * 1000:8.2f} ms  ({min(found) * 1000:.2f} to {max(found) * 1000:.2f})")
    print(
        f"tick with {DUE} due, {large} / {small} shares: {mid['tick, large'] / mid['tick, small']:.2f} (at most 1.3)"
    )
    print(f"tick / its own statements on a bare connection:   {mid['tick, large'] / mid['bare']:.1f} (at most 20)")
    print(f"idle tick / APScheduler with {JOBS} jobs:          {mid['idle'] / mid['jobs']:.2f} (at most 2)")


if __name__ == "__main__":
    main()
