"""One running program per SQLite file: the lock is the operating system's, so a crash releases it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tasks_db.refusal import Refusal


class InstanceRunning(Refusal):
    """Another program works with this database already; ``str()`` says which and what to do."""


class FolderRefused(Refusal):
    """Nothing can be written beside the database; ``str()`` says what to look at."""


def _lock(database: Path) -> TextIO:
    try:
        return database.with_name(f"{database.name}.lock").open("a+")
    except OSError:
        raise FolderRefused(
            f"{database.parent} 不能写：数据库旁边要放锁文件和日志，请检查目录的属主、权限和磁盘是否只读。"
        ) from None


@contextmanager
def only_instance(database: Path | None) -> Iterator[None]:
    """Hold the database for this program; a server's database (None) is shared by design.

    Raises InstanceRunning where another program holds it, FolderRefused where nothing can be written beside it.
    """
    if database is None:
        yield
        return
    with _lock(database) as file:
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
