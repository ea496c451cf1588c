"""Run the table of faults: ``python -m tests.faults [WORDS…]``; with words, only rows whose name holds one of them.

FAULTS_AT_ONCE says how many rows run side by side (4). The exit status is 1 where a row is not as it must be.
"""

import os
import sys
import time
from contextlib import ExitStack

from tests.faults.database_rows import DATABASE
from tests.faults.receiving_rows import RECEIVING
from tests.faults.sending_rows import SENDING
from tests.faults.table import HEAD, Verdict, line, run_rows
from tests.postgres_server import address, running_server

ALL = (*SENDING, *RECEIVING, *DATABASE)


def main(words: list[str]) -> int:
    """Run the rows and print the table; return the exit status."""
    rows = [row for row in ALL if not words or any(word in row.name for word in words)]
    began = time.monotonic()
    sys.stdout.write(f"{HEAD}\n")

    def show(verdict: Verdict) -> None:
        sys.stdout.write(f"{line(verdict)}\n")
        sys.stdout.flush()

    with ExitStack() as stack:
        new_database = None
        if any(row.postgres for row in rows):
            server = stack.enter_context(running_server())

            def new_database() -> str:
                name = f"faults{next_number()}"
                server.psql(f'CREATE DATABASE "{name}";')
                return address(server, name)

            numbers = iter(range(1000))

            def next_number() -> int:
                return next(numbers)

        verdicts = run_rows(rows, int(os.environ.get("FAULTS_AT_ONCE", "4")), show, new_database)
    bad = sum(bool(verdict.faults) for verdict in verdicts)
    sys.stdout.write(f"{len(verdicts)} faults, {bad} not as they must be, {time.monotonic() - began:.0f} s\n")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
