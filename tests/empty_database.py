"""A database with its tables and nothing in them, copied: making them anew costs ten times as much."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from config.settings import Settings
from tasks_db.work.desk import database_file, open_desk


def put_empty(folder: Path) -> None:
    """Leave in a folder the database that a program makes there when it is first opened, unless it has one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / _empty()[0]
    if not file.exists():
        file.write_bytes(_empty()[1])


@cache
def _empty() -> tuple[str, bytes]:
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), clock="system", database_url=None)
        open_desk(settings).close()
        file = database_file(settings)
        assert file is not None
        return file.name, file.read_bytes()
