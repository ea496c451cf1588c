"""The ``lianxi`` command as somebody with a shell runs it: a process of its own, with a data folder of its own."""

import atexit
import os
import select
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.root import app
from tasks_db.refusal import Refusal
from tests.faults.world import Parent, clean_surroundings

LIANXI = Path(sys.executable).with_name("lianxi")
PATIENCE = 60


def surroundings(folder: Path, **own: str) -> dict[str, str]:
    return {**clean_surroundings(), "LIANXI_DATA_DIR": str(folder), **own}


def lianxi(folder: Path, *words: str, **own: str) -> subprocess.CompletedProcess[str]:
    """What the command prints, and its exit status; it is forked from a process that has loaded everything."""
    parent = _parent()
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place) / "out", Path(place) / "err"
        pid = parent.start(words, surroundings(folder, **own), folder, out, err)
        ended = os.pidfd_open(pid)
        try:
            if not select.select([ended], [], [], PATIENCE)[0]:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(words, PATIENCE)
        finally:
            os.close(ended)
        status = parent.ended(pid)
        assert status is not None
        return subprocess.CompletedProcess(words, status, out.read_text("utf-8"), err.read_text("utf-8"))


def started(folder: Path, *words: str, out: Path, **own: str) -> int:
    """Start the command beside the test, forked as well, printing into a file; returns its process id."""
    return _parent().start(words, surroundings(folder, **own), folder, out, out.with_suffix(".err"))


def status(pid: int) -> int | None:
    """The exit status of what was started; None while it runs."""
    return _parent().ended(pid)


@cache
def _parent() -> Parent:
    parent = Parent()
    atexit.register(parent.close)
    return parent


def typed(folder: Path, *words: str, **own: str) -> str:
    """What the command prints or refuses, done in this process: stories of many commands cost less so."""
    result = CliRunner().invoke(app, words, env={"LIANXI_DATA_DIR": str(folder), **own})
    if isinstance(result.exception, Refusal):
        return str(result.exception)
    assert result.exit_code == 0, result.output
    return result.output
