"""One running program per SQLite file: the lock is the operating system's, so a crash releases it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks_db.refusal import Refusal


class InstanceRunning(Refusal):
    """Another program works with this database already; ``str()`` says which and what to do."""


@contextmanager
def only_instance(database: Path | None) -> Iterator[None]:
    """Hold the database for this program; a server's database (None) is shared by design.

    Raises InstanceRunning where another program holds it.
    """
    if database is None:
        yield
        return
    lock = database.with_name(f"{database.name}.lock")
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise InstanceRunning(
                f"已经有一个联席程序（进程{file.read().strip() or '未知'}）在用 {database.name}。"
                "请先停掉它，或用 LIANXI_DATA_DIR 换一个数据目录。"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
