"""Big registers for all measures, one way: each size is written once, kept beside the temporary files, and copied."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tasks_db.store.door import known_revisions
from tasks_db.work.desk import Desk
from tests import seeding
from tests.seeding import Size, desk_of, seed

FILE = "lianxi.sqlite3"


def register(folder: Path, size: Size) -> Desk:
    """Return a desk over a register of this size in a folder, at the moment at which it was seeded."""
    made_of = Path(seeding.__file__).read_text() + repr(size) + ",".join(sorted(known_revisions()))
    kept = Path(tempfile.gettempdir()) / "lianxi-registers" / hashlib.sha256(made_of.encode()).hexdigest()[:16]
    if not (kept / FILE).exists():
        with tempfile.TemporaryDirectory() as begun:
            desk = desk_of(Path(begun))
            seed(desk, size)
            desk.close()  # what the log holds is in the file by now
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(begun) / FILE, kept / "begun")
        (kept / "begun").replace(kept / FILE)  # whole or not at all
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(kept / FILE, folder / FILE)
    return desk_of(folder)


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that a piece of work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
