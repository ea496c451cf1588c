"""What a tick looks for in a million rows of dues and asks: the plans of its statements, and how they have grown.

    PYTHONPATH=. python benchmarks/million.py [rows] [rounds]

Medians of CPU before and after the rows are there, measured in one run; 200 dues are to be looked at in both.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session

from benchmarks.registers import register
from tasks_db.store import looks, registers
from tasks_db.work.desk import Desk
from tests.seeding import TODAY, Size

DUE = 200
SHARES = 10_000
LIMIT = 1.5
REPEATS = 20

_DUES = """INSERT INTO due (checkpoint_id, assignment_id, day, look_on, touched, put_offs)
    SELECT c.id, a.id, '2027-06-30', '2027-05-20', 0, 0 FROM assignment a JOIN checkpoint c
    WHERE c.id > :first AND a.id > :due AND c.task_id <> a.task_id LIMIT :rows"""
_ASKS = """INSERT INTO ask (due_id, seat_id, rung, rung_date, notice_id, merged)
    SELECT d.id, a.unit_id, 'T-30', '2025-06-01', 1, 0 FROM due d JOIN assignment a ON a.id = d.assignment_id
    WHERE d.day = '2027-06-30'"""


def fill(session: Session, rows: int) -> None:
    """Write as many dues of other tasks, not to be looked at yet, and an ask for each."""
    run = session.connection().exec_driver_sql
    run(
        _DUES.replace(":first", str(SHARES // 5 - rows // SHARES - 2))
        .replace(":rows", str(rows))
        .replace(":due", str(DUE))
    )
    run(_ASKS)


LOOKS: dict[str, Callable[[Session], object]] = {
    "what there is to do": lambda session: looks.around(session, TODAY),
    "the dues to look at": lambda session: looks.coming(session, TODAY),
    "the next day": lambda session: looks.next_day(session, TODAY),
    "the tasks to look at, with all asks": lambda session: registers.part(session, looks.tasks_on(None, TODAY)),
}


def measure(desk: Desk, rounds: int) -> dict[str, float]:
    """Return the median CPU seconds of each look."""
    taken: dict[str, list[float]] = {name: [] for name in LOOKS}
    for _ in range(rounds + 1):
        for name, look in LOOKS.items():
            with desk.door.read() as session:
                session.connection()
                begun = time.process_time()
                for _ in range(REPEATS):
                    look(session)
                taken[name].append((time.process_time() - begun) / REPEATS)
    return {name: statistics.median(found[1:]) for name, found in taken.items()}  # the first one warms up


def scans(desk: Desk) -> list[str]:
    """Return the steps of the looks' plans that walk over a whole table of dues or asks."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        asked.append((statement, values))

    event.listen(desk.door.engine, "before_cursor_execute", note)
    with desk.door.read() as session:
        for look in LOOKS.values():
            look(session)
    event.remove(desk.door.engine, "before_cursor_execute", note)
    with desk.door.read() as session:
        run = session.connection().exec_driver_sql
        steps = [
            str(row[3])
            for statement, values in asked
            if statement.startswith("SELECT")
            for row in run(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
        ]
    return [step for step in steps if step.startswith(("SCAN due", "SCAN ask")) and "USING" not in step]


def main() -> None:
    """Measure, and print the ratios beside their limit."""
    numbers = [int(word) for word in sys.argv[1:]]
    rows, rounds = [*numbers, *(1_000_000, 9)[len(numbers) :]]
    with tempfile.TemporaryDirectory() as made:
        desk = register(Path(made), Size(SHARES, DUE))
        before = measure(desk, rounds)
        with desk.door.write() as session:
            fill(session, rows)
        after, walked = measure(desk, rounds), scans(desk)
        with desk.door.read() as session:
            counts = [
                session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
                for table in ("due", "ask")
            ]
        desk.close()
    print(f"{counts[0]} dues, {counts[1]} asks; walked over: {walked or 'none'}")
    for name in LOOKS:
        ratio = after[name] / before[name]
        print(
            f"{name:36} {before[name] * 1000:7.2f} ms → {after[name] * 1000:7.2f} ms: {ratio:.2f} (at most {LIMIT})"
        )


if __name__ == "__main__":
    main()
