"""Starts programs quickly: a parent that has loaded everything forks one for each line that it reads.

    python -m tests.faults.parent

Each line is JSON: ``{"args": ["run"], "env": {…}, "clock": FILE or null, "folder": PLACE, "out": FILE, "err": FILE}``
starts ``lianxi run`` in a folder, with these surroundings and no others, and answers with its process id;
``{"ended": PID}`` answers with its exit status, null while it runs.
"""

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import bot
import config
import messages
import tasks_db
from tests.faults import clock as shared


def load_everything() -> None:
    """Import all of the program, so that what is forked begins at once."""
    for package in (config, tasks_db, messages, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations.versions" not in module.name and not module.name.endswith("migrations.env"):
                importlib.import_module(module.name)
    for loaded_by_name in ("executors.asyncio", "triggers.interval", "triggers.cron", "triggers.date"):
        importlib.import_module(f"apscheduler.{loaded_by_name}")
    gc.collect()
    gc.freeze()


def _be_the_program(order: dict[str, Any]) -> None:
    os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    out, err = (os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for name in ("out", "err"))
    for own, kept in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(own, kept)
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["folder"])
    sys.argv = ["lianxi", *order["args"]]
    if order["clock"] is not None:
        shared.follow(shared.SharedClock(Path(order["clock"])))
    from bot.cli import main  # noqa: PLC0415 - loaded long ago

    main()


def _start(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _be_the_program(order)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - whatever ends a program stands in its log
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(status)


def main() -> None:
    """Serve until there are no more lines."""
    load_everything()
    ended: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            pid = int(order["ended"])
            if pid not in ended:
                done, status = os.waitpid(pid, os.WNOHANG)
                if done:
                    ended[pid] = os.waitstatus_to_exitcode(status)
            answer: int | None = ended.get(pid)
        else:
            answer = _start(order)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it closes its input
    main()
