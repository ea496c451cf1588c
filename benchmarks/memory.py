"""What the program holds after its first tick, and after ten thousand more: ratios in one run, medians of rounds.

    PYTHONPATH=. python benchmarks/memory.py [ticks] [rounds]

All of the program over a register of 1 000 shares, 200 of them due with the first tick, beside a process that imports
the same libraries and nothing else. The other ticks find nothing to do, as most do.
"""

import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.registers import register
from benchmarks.starting import ROOT, surroundings
from tests.seeding import Size

AFTER_FIRST, GROWN = 1.25, 1.05
_OWN = ("benchmarks", "bot", "config", "messages", "tasks_db", "tests")
_PROGRAM = "from benchmarks.memory import tick_on; tick_on()"
_LIBRARIES = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError:
        pass  # some of a library's modules are only there inside of another
from pathlib import Path
import re
print(int(re.findall(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[0]) / 1024)
"""


def held() -> float:
    """Return the megabytes that this process holds."""
    (kept,) = re.findall(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(kept) / 1024


def tick_on() -> None:
    """Be the program: tick, and say what is held after the first tick and after the last, and name the libraries."""
    folder, ticks = sys.argv[1:]
    from config.collecting import loading  # noqa: PLC0415 - as ``lianxi run`` does

    with loading():
        from bot import run  # noqa: PLC0415
        from bot.cli import root  # noqa: F401, PLC0415
        from bot.delivery.planner import tick  # noqa: PLC0415
        from tests.seeding import desk_of  # noqa: PLC0415
    desk = desk_of(Path(folder))
    program = run.Program(desk, [run.Page(desk)], paced=True)

    async def all_ticks() -> tuple[float, float]:
        assert await tick(desk, program.sender)
        first = held()
        for _ in range(int(ticks)):
            assert not await tick(desk, program.sender)
        return first, held()

    found = asyncio.run(all_ticks())
    desk.close()
    names = (name for name in sys.modules if name.split(".")[0] not in _OWN and name != "__main__")
    print(*found, " ".join(names), sep="\n")  # last, behind whatever was logged


def _said(code: str, *words: str) -> Sequence[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def main() -> None:
    """Measure, and print the ratios beside their limits."""
    numbers = [int(word) for word in sys.argv[1:]]
    ticks, rounds = [*numbers, *(10_000, 5)[len(numbers) :]]
    pairs: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as made:
            register(Path(made), Size(1_000, due=200)).close()
            *_, first, last, names = _said(_PROGRAM, made, str(ticks))
        (alone,) = _said(_LIBRARIES, *names.split())
        pairs.append((float(first), float(last), float(alone)))
    first, last, alone = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"libraries {alone:.1f} MB, after the first tick {first:.1f} MB, after {ticks} more {last:.1f} MB")
    after = statistics.median(one / libraries for one, _, libraries in pairs)
    print(f"after the first tick / the same imports: {after:.2f} (at most {AFTER_FIRST})")
    grown = statistics.median(end / one for one, end, _ in pairs)
    print(f"after {ticks} more / after the first: {grown:.3f} (below {GROWN})")


if __name__ == "__main__":
    main()
