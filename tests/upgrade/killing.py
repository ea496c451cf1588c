"""A process that upgrades a database and is killed on the way.

    python -m tests.upgrade.killing DATABASE_URL PLACE

Every statement, every commit and every step of copying a file is a place; the process ends itself, with SIGKILL,
before the one with this number. With 0 it goes through and writes how many places there are.
"""

import os
import signal
import sys
from contextlib import closing
from itertools import count

from sqlalchemy import Engine, event

from tasks_db.store import door
from tests.upgrade.old import with_later

_FILES = {"sqlite3.connect", "os.rename"}


def main(url: str, place: int) -> None:
    """Upgrade the database at ``url``, up to ``place``."""
    places = count(1)

    def reached(*_: object) -> None:
        if next(places) == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(name: str, _: object) -> None:
        if name in _FILES:
            reached()

    door.alembic_config = with_later
    event.listen(Engine, "before_cursor_execute", reached)
    event.listen(Engine, "commit", reached)
    sys.addaudithook(audited)
    with closing(door.Door(url)) as opened:
        opened.upgrade()
        reached()  # all is done, and nobody has been told
    sys.stdout.write(str(next(places) - 1))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
