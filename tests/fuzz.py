"""Damaged documents by the hundred thousand: none may crash intake, and each is understood or refused in a sentence.

    python -m tests.fuzz --count 100000 --state fuzz.json

reads the documents 0 to 99999 and goes on from where the state file stands; ``--first N`` begins elsewhere,
``--workers`` sets how many processes share the work, ``--seconds`` when to stop. A worker handles many documents one
after another, each within 5 seconds of processor time (RLIMIT_CPU) and 512 MB (RLIMIT_AS), and is replaced when a
document ends it.
"""

import argparse
import json
import queue
import resource
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tasks_db.intake.understand import understand
from tests.fuzz_documents import document, suffix_of

CPU_SECONDS = 5
MEMORY_MB = 512
_MEGABYTE = 1024 * 1024
_CPU_SPENT = -24  # SIGXCPU
_DOCUMENTS_A_WORKER = 400  # a worker that reads on for ever would meet the memory limit by its age
_SAVED_EVERY = 2000


@dataclass(slots=True)
class Tally:
    """What became of the documents: by outcome, by reader and outcome; ``failures`` are those that must not be.

    Every document before ``following`` is done.
    """

    following: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    _ahead: set[int] = field(default_factory=set)

    def add(self, number: int, outcome: str, detail: str) -> None:
        """Count a document; one that is neither a draft nor a sentence is a failure."""
        suffix = suffix_of(number)
        self._ahead.add(number)
        while self.following in self._ahead:
            self._ahead.remove(self.following)
            self.following += 1
        self.outcomes[outcome] += 1
        self.readers[f"{suffix} {outcome}"] += 1
        if outcome not in ("draft", "refused"):
            self.failures.append(f"{number} .{suffix} {outcome}\n{detail}")

    def save(self, path: Path) -> None:
        """Write it to a file."""
        kept = {"following": self.following, "outcomes": self.outcomes, "readers": self.readers}
        path.write_text(json.dumps({**kept, "failures": self.failures}, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path | None) -> "Tally":
        """Return what a file holds, an empty tally if there is none."""
        if path is None or not path.exists():
            return cls()
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(kept["following"], Counter(kept["outcomes"]), Counter(kept["readers"]), kept["failures"])


def outcome_of(number: int) -> tuple[str, str]:
    """Read a damaged document in this process; return what became of it, and for a crash the last lines of why."""
    suffix, data = document(number)
    try:
        understand(read_bytes(data, f".{suffix}"))
    except IntakeError as refusal:
        sentence = str(refusal)
        return ("refused", sentence) if sentence.endswith("。") and "请" in sentence else ("crash", sentence)
    except MemoryError:
        return "memory", ""
    except BaseException:  # noqa: BLE001  whatever it is, it is what the fuzzer looks for
        return "crash", traceback.format_exc(limit=-3)
    return "draft", ""


def _work() -> None:
    """Be a worker: a number on each line of the input, an outcome on each line of the output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * _MEGABYTE, MEMORY_MB * _MEGABYTE))
    for line in sys.stdin:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, resource.RLIM_INFINITY))
        print(json.dumps(outcome_of(int(line))), flush=True)  # noqa: T201  the answer


class _Worker:
    """A process that is asked for one document after another."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._asked = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz", "--work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[1],
        )

    def ask(self, number: int) -> tuple[str, str]:
        """Return what became of a document; one that ends the process is a crash, or took too long."""
        if self._asked >= _DOCUMENTS_A_WORKER:
            self.close()
            self._start()
        self._asked += 1
        assert self._process.stdin
        assert self._process.stdout
        print(number, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if answer:
            outcome, detail = json.loads(answer)
            return outcome, detail
        status = self._process.wait()
        self.close()
        self._start()
        return ("too long", "") if status == _CPU_SPENT else ("crash", f"the process ended with {status}")

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def fuzz(
    numbers: range,
    workers: int,
    tally: Tally,
    *,
    seconds: float | None = None,
    done: Callable[[Tally], None] | None = None,
) -> None:
    """Read the documents with these numbers, adding to the tally; after ``seconds`` no further one is begun."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    until = None if seconds is None else time.monotonic() + seconds
    for number in numbers:
        waiting.put(number)
    lock = threading.Lock()

    def run() -> None:
        worker = _Worker()
        try:
            while until is None or time.monotonic() < until:
                try:
                    number = waiting.get_nowait()
                except queue.Empty:
                    break
                outcome, detail = worker.ask(number)
                with lock:
                    tally.add(number, outcome, detail)
                    if done:
                        done(tally)
        finally:
            worker.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _main() -> int:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        _work()
        return 0
    tally = Tally.load(asked.state)
    if asked.first is not None:
        tally.following = asked.first

    def save(so_far: Tally) -> None:
        if asked.state and sum(so_far.outcomes.values()) % _SAVED_EVERY == 0:
            so_far.save(asked.state)

    fuzz(range(tally.following, asked.count), asked.workers, tally, seconds=asked.seconds, done=save)
    if asked.state:
        tally.save(asked.state)
    print(f"{sum(tally.outcomes.values())} documents, the next is {tally.following}: {dict(tally.outcomes)}")  # noqa: T201
    for name, count in sorted(tally.readers.items()):
        print(f"  {name:16} {count}")  # noqa: T201
    print(*tally.failures[:20], sep="\n")  # noqa: T201
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(_main())
