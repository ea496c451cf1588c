"""How long a newcomer waits, as ratios measured in turn in one run.

The first ``make run`` against a bare install of the run-time lock; the second against importing the program.

    .venv/bin/python benchmarks/first_run.py [rounds]
"""

import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def timed(*words: str | Path, cwd: Path) -> float:
    """Run a command in ``cwd`` and return the seconds that it took; raises CalledProcessError where it fails."""
    begun = time.monotonic()
    subprocess.run([*map(str, words)], cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun


def until_open(cwd: Path, data: Path) -> float:
    """Seconds from ``make run`` to the line that names the page."""
    surroundings = {**os.environ, "LIANXI_DATA_DIR": str(data), "LIANXI_WEB_LISTEN": "127.0.0.1:0"}
    begun = time.monotonic()
    program = subprocess.Popen(
        ["make", "run"], cwd=cwd, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert program.stdout is not None
    for line in program.stdout:
        if "样例已打开" in line:
            break
    waited = time.monotonic() - begun
    os.killpg(program.pid, signal.SIGTERM)
    program.wait()
    return waited


def one_round() -> tuple[float, float]:
    """Return two ratios: the first ``make run`` to a bare install, and the second one to importing the program."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        clone = place / "lianxi"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        bare = timed(sys.executable, "-m", "venv", place / "bare", cwd=place)
        pip = place / "bare" / "bin" / "pip"
        bare += timed(pip, "install", "-q", "--require-hashes", "-r", clone / "requirements.lock", cwd=place)
        first = until_open(clone, place / "data")
        imported = timed(clone / ".venv" / "bin" / "python", "-c", "import bot.cli.root, bot.run", cwd=clone)
        second = until_open(clone, place / "data")
        shutil.rmtree(place / "bare")
        return first / bare, second / imported


def main() -> None:
    """Measure three rounds, or as many as the first argument says, and print the medians beside their limits."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    firsts, seconds = zip(*(one_round() for _ in range(rounds)), strict=True)
    print(f"first make run / bare install of the lock: {statistics.median(firsts):.2f} (at most 1.5)")
    print(f"second make run / importing the program:   {statistics.median(seconds):.2f} (at most 3)")


if __name__ == "__main__":
    main()
