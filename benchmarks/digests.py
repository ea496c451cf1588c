"""What the digest and the list of what is overdue cost beside SQL aggregates over the same rows: ratios of CPU, cold.

    PYTHONPATH=. python benchmarks/digests.py [shares] [rounds]

The aggregates say less: of every task its last figure and how many of its units are late or silent, of every late
due its task and unit.
"""

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.registers import FILE, cpu, register
from tasks_db.register.authority import OPERATOR
from tasks_db.work.views import digest, queries
from tests.seeding import TODAY, Size

OVERDUE = """
SELECT t.plan_id, t.seq, t.title, u.name, d.day FROM due d
JOIN checkpoint c ON c.id = d.checkpoint_id JOIN task t ON t.id = c.task_id
JOIN assignment a ON a.id = d.assignment_id LEFT JOIN unit u ON u.id = a.unit_id
WHERE d.day < :today AND d.exempted_at IS NULL AND t.cancelled_at IS NULL AND t.closed_at IS NULL
AND a.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM report r WHERE r.assignment_id = a.id AND r.checkpoint_id = c.id
                AND r.kind IN ('done', 'closure') AND r.status <> 'returned' AND r.withdrawn_at IS NULL)
ORDER BY d.day
"""
DIGEST = """
SELECT t.plan_id, t.seq, t.title, max(c.day),
  (SELECT r.percent FROM report r JOIN assignment x ON x.id = r.assignment_id
   WHERE x.task_id = t.id AND r.percent IS NOT NULL AND r.status <> 'returned' AND r.withdrawn_at IS NULL
   ORDER BY r.at DESC LIMIT 1),
  sum(d.day < :today AND d.exempted_at IS NULL),
  sum(NOT EXISTS (SELECT 1 FROM report r WHERE r.assignment_id = a.id AND r.withdrawn_at IS NULL))
FROM task t JOIN assignment a ON a.task_id = t.id AND a.ended_at IS NULL
JOIN due d ON d.assignment_id = a.id JOIN checkpoint c ON c.id = d.checkpoint_id
WHERE t.cancelled_at IS NULL GROUP BY t.id
"""


def main() -> None:
    """Measure, and print the ratios beside their limit."""
    numbers = [int(word) for word in sys.argv[1:]]
    shares, rounds = [*numbers, *(100_000, 5)[len(numbers) :]]
    with tempfile.TemporaryDirectory() as made:
        desk = register(Path(made), Size(shares, due=shares // 50, reports=3))
        with desk.door.write() as session:
            for table in ("due", "checkpoint"):  # a share and a task in fifty are late
                run = session.connection().exec_driver_sql
                run(f"UPDATE {table} SET day = date(day, '-14 days') WHERE day < '2026-01-01'")  # noqa: S608
        raw = sqlite3.connect(Path(made) / FILE)
        today = {"today": str(TODAY)}
        measures: dict[str, Callable[[], object]] = {
            "overdue": lambda: desk.ask(OPERATOR, queries.overdue),
            "overdue in SQL": lambda: raw.execute(OVERDUE, today).fetchall(),
            "digest": lambda: desk.ask(OPERATOR, digest.digest),
            "digest in SQL": lambda: raw.execute(DIGEST, today).fetchall(),
        }
        taken: dict[str, list[float]] = {name: [] for name in measures}
        for _ in range(rounds):
            for name, measure in measures.items():
                taken[name].append(cpu(measure))
        raw.close()
        desk.close()
    mid = {name: statistics.median(found) for name, found in taken.items()}
    for name, found in taken.items():
        print(f"{name:15} {mid[name]:8.3f} s  ({min(found):.3f} to {max(found):.3f})")
    for name in ("overdue", "digest"):
        print(f"{name} of {shares} shares / SQL aggregates: {mid[name] / mid[f'{name} in SQL']:.1f} (at most 15)")


if __name__ == "__main__":
    main()
