"""What is shipped is whole: the wheel runs in an empty environment, beside a stranger's ``config.py``."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.intake_samples import MEALS, write

ROOT = Path(__file__).parent.parent


SURROUNDINGS = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LIANXI_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"))
}


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, words)], cwd=cwd, env=SURROUNDINGS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_runs_in_an_empty_environment_beside_a_foreign_config(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty", cwd=tmp_path)
    bin_ = tmp_path / "empty" / "bin"
    # what is installed is compiled where it is used, and only that
    into = sys.executable, "-m", "pip", "--python", bin_ / "python", "install", "-q", "--no-compile"
    run(*into, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path)
    run(*into, "--no-deps", wheel, cwd=tmp_path)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.py").write_text("raise SystemExit('a stranger')")
    plan = write(elsewhere, MEALS)
    read = json.loads(run(bin_ / "lianxi", "parse", plan, "--json", cwd=elsewhere))
    assert len(read["tasks"]) == 3

    process = subprocess.Popen(
        [bin_ / "lianxi", "run"],
        cwd=elsewhere,
        env={**SURROUNDINGS, "LIANXI_DATA_DIR": str(tmp_path / "data"), "LIANXI_WEB_LISTEN": "127.0.0.1:0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    opened = process.stdout.readline()
    process.terminate()
    _, complaints = process.communicate(timeout=60)
    assert "样例已打开" in opened, complaints
    assert process.returncode == 0
