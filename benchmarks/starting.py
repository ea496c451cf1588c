"""What a start costs beside importing the same libraries, and what it holds: ratios in one run, medians of rounds.

    PYTHONPATH=. python benchmarks/starting.py [rounds]

``lianxi run`` of a founded office with a register of 1 000 shares, until its page is open, against a process that
imports all that the program has loaded by then but its own modules; both compiled. CPU of the processes, and the
memory that they hold at that moment.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.registers import register
from tests.seeding import Size

ROOT = Path(__file__).parent.parent
LIMIT = 1.5
_OWN = ("bot", "config", "messages", "tasks_db")
_RUN = "import sys; from bot.cli import main; sys.argv = ['lianxi', 'run']; main()"
_LIBRARIES = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError:
        pass  # some of a library's modules are only there inside of another
print('open', flush=True)
sys.stdin.read()
"""


def held(process: "subprocess.Popen[str]") -> float:
    """Return the megabytes that a process holds."""
    (kept,) = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    return int(kept) / 1024


def surroundings() -> dict[str, str]:
    """Return the surroundings of what is measured.

    An installed program is compiled, as its libraries are; here the first start compiles it.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def until_open(words: Sequence[str], data: Path) -> tuple[float, float, str]:
    """Start Python with ``words`` and end it when it says that it is open.

    Return its CPU seconds, the megabytes that it held, and what it wrote on stderr.
    """
    with tempfile.TemporaryFile("w+") as errors:  # a pipe that nobody reads would fill and hold the process up
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=data,
            env={**surroundings(), "LIANXI_DATA_DIR": str(data), "LIANXI_WEB_LISTEN": "127.0.0.1:0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        if not any("已打开" in line or line == "open\n" for line in process.stdout):
            raise SystemExit("it ended before it was open")
        megabytes = held(process)
        process.kill()
        process.stdout.close()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0  # it has been waited for
        errors.seek(0)
        said = errors.read()
    return used.ru_utime + used.ru_stime, megabytes, said


def libraries(data: Path) -> list[str]:
    """Return the modules that a start loads, without the program's own, in the order in which they are loaded."""
    _, _, told = until_open(["-X", "importtime", "-c", _RUN], data)
    loaded = re.findall(r"^import time:.*\|\s*(\S+)$", told, re.MULTILINE)
    return [name for name in dict.fromkeys(loaded) if name.split(".")[0] not in _OWN and name != "imported"]


def main() -> None:
    """Measure, and print the ratios beside their limits."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as made:
        data = Path(made)
        register(data, Size(1_000)).close()
        names = libraries(data)
        measures = {"start": ["-c", _RUN], "libraries": ["-c", _LIBRARIES, *names]}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in measures}
        for _ in range(rounds):
            for name, words in measures.items():
                taken[name].append(until_open(words, data)[:2])
    for name, found in taken.items():
        cpu, memory = zip(*found, strict=True)
        print(
            f"{name:10} {statistics.median(cpu):6.2f} s ({min(cpu):.2f} to {max(cpu):.2f}),"
            f" {statistics.median(memory):5.1f} MB"
        )
    pairs = list(zip(taken["start"], taken["libraries"], strict=True))
    print(
        f"start / importing its {len(names)} modules of libraries: "
        f"{statistics.median(one[0] / other[0] for one, other in pairs):.2f} (at most {LIMIT})"
    )
    print(
        f"memory / that of the same imports: "
        f"{statistics.median(one[1] / other[1] for one, other in pairs):.2f} (at most 1.25 after the first tick)"
    )


if __name__ == "__main__":
    main()
