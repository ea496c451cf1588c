"""The ``lianxi`` command as somebody with a shell runs it: a process of its own, with a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.root import app
from tasks_db.refusal import Refusal

LIANXI = Path(sys.executable).with_name("lianxi")
PATIENCE = 60


def surroundings(folder: Path, **own: str) -> dict[str, str]:
    dropped = ("LIANXI_", "PYTHONDONTWRITEBYTECODE")  # the programs started here share one compiled copy
    clean = {k: v for k, v in os.environ.items() if not k.startswith(dropped) and "proxy" not in k.lower()}
    return {**clean, "LIANXI_DATA_DIR": str(folder), **own}


def lianxi(folder: Path, *words: str, **own: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LIANXI, *words],
        env=surroundings(folder, **own),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder,
    )


def typed(folder: Path, *words: str) -> str:
    """What the command prints or refuses, done in this process: stories of many commands cost less so."""
    result = CliRunner().invoke(app, words, env={"LIANXI_DATA_DIR": str(folder)})
    if isinstance(result.exception, Refusal):
        return str(result.exception)
    assert result.exit_code == 0, result.output
    return result.output
