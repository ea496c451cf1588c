"""Runs rows of the table of faults, several at once, and prints what came of each."""

import queue
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.faults import town
from tests.faults.rows import Outcome, Row
from tests.faults.town import Town
from tests.faults.world import Parent, a_parent, local, world

STARTS = "2025-11-03T09:30"


@dataclass(frozen=True)
class Verdict:
    """A row with what came of it; ``faults`` is empty where it is as it must be."""

    row: Row
    outcome: Outcome
    faults: Sequence[str]
    seconds: float


def run_row(row: Row, parent: Parent, folder: Path, built: Path, database: str | None = None) -> Verdict:
    """Run one row in a folder of its own, from a register made before."""
    began = time.monotonic()
    own = built if not row.town and database is None else None
    try:
        office = {"starts": STARTS, **row.town}
        with world(folder, parent, speed=row.speed, built=own, database=database, **office) as attacked:
            outcome = row.run(attacked)
        faults = row.expected(outcome)
    except Exception as error:  # noqa: BLE001 - one row that breaks spares the others
        outcome = Outcome(wrong=["".join(traceback.format_exception_only(error)).strip()])
        faults = outcome.wrong
    return Verdict(row, outcome, faults, time.monotonic() - began)


def run_rows(
    rows: Iterable[Row],
    at_once: int,
    done: Callable[[Verdict], None],
    new_database: Callable[[], str] | None = None,
) -> list[Verdict]:
    """Run rows, so many at once, and hand each verdict to ``done`` as it comes."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faults")))
        built = place / "built"
        built.mkdir()
        town.build(built, Town.of(6), local(STARTS) - timedelta(minutes=90))
        parents: queue.SimpleQueue[Parent] = queue.SimpleQueue()
        for _ in range(at_once):
            parents.put(stack.enter_context(a_parent()))

        one_server = threading.Lock()

        def one(number: int, row: Row) -> Verdict:
            parent = parents.get()
            try:
                folder = place / str(number)
                folder.mkdir()
                if row.postgres and new_database is not None:
                    with one_server:  # a row may stop it
                        verdict = run_row(row, parent, folder, built, new_database())
                else:
                    verdict = run_row(row, parent, folder, built)
            finally:
                parents.put(parent)
            done(verdict)
            return verdict

        pool = stack.enter_context(ThreadPoolExecutor(at_once))
        return [each.result() for each in [pool.submit(one, n, row) for n, row in enumerate(rows)]]


def line(verdict: Verdict) -> str:
    """A line of the table."""
    out = verdict.outcome
    recovered = f"{out.recovered:.0f} s" if out.recovered is not None else "–"
    marked = f" ({out.doubled - out.unmarked} marked)" if out.doubled else ""
    told = "yes" if out.told else "no"
    said = "; ".join(verdict.faults) or "good"
    return f"| {verdict.row.name} | {out.lost} | {out.doubled}{marked} | {told} | {recovered} | {said} |"


HEAD = "| fault | lost | doubled | told | recovered | verdict |\n|---|---|---|---|---|---|"
