"""``lianxi backup`` and ``lianxi restore``: the database and the evidence as one file, and back.

The file is a .tar.gz: ``manifest.json`` first, then the database, the evidence under its SHA-256, and the office's
templates. Settings and tokens are not in it. Evidence is written before its row and never changed, so the database
is copied first and every file that it names is there.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from config.clock import SHANGHAI
from config.settings import Settings
from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.store import archive, facts
from tasks_db.store.address import StoreError
from tasks_db.store.archive import SQLITE_NAME, Dump, Table
from tasks_db.store.door import Door
from tasks_db.work.context import Context
from tasks_db.work.desk import ready_folder

FORMAT = 1
_LAST = "last_backup"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MEMBER = re.compile(
    rf"manifest\.json|{re.escape(SQLITE_NAME)}|tables/\w+\.copy|evidence/[0-9a-f]{{64}}|templates/[^/]+"
)
_MOST_MANIFEST = 1 << 24
_PIECE = 1 << 20


class BackupError(Refusal):
    """Nothing was backed up or restored; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was backed up: the file, its bytes, how many files of evidence, and those that the database misses."""

    file: Path
    size: int
    evidence: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, or a database: how many plans and reports, and when it was made (None for a database)."""

    plans: int
    reports: int
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where what was in use before is kept: a file or a schema, None where there was none."""

    contents: Contents
    evidence: int
    kept: str | None


def back_up(settings: Settings, out: Path | None = None) -> BackedUp:
    """Write everything into a new file, by default in ``backups`` of the data folder; the office may be running.

    Raises BackupError or StoreError with a sentence where that cannot be done; no half file is left then.
    """
    now = datetime.now(UTC)
    if out is None:
        ready_folder(settings.data_dir / "backups")
        out = settings.data_dir / "backups" / f"lianxi-{now.astimezone(SHANGHAI):%Y%m%dT%H%M%S}.tar.gz"
    if out.exists():
        raise BackupError(f"{out} 已经有了，没有覆盖：请换一个文件名。")
    part = out.with_name(f"{out.name}.part")
    with closing(Door(settings.database)) as door:
        try:
            with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup") as made:
                dumped = archive.dump(door, Path(made))
                missing = _missing(door, settings.data_dir / "evidence")
                count = _pack(part, Path(made), dumped, _contents(door, now), settings.data_dir)
            part.replace(out)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise BackupError(f"备份没有写成（{error.strerror}）：请检查 {out.parent} 的权限和磁盘空间。") from error
        if door.is_current():
            with door.write() as session:
                facts.put(session, _LAST, now.isoformat())
    return BackedUp(out, out.stat().st_size, count, missing)


def last_backup(ctx: Context) -> datetime | None:
    """Return when ``lianxi backup`` last went through, None where it never did."""
    value = facts.get(ctx.session, _LAST)
    return datetime.fromisoformat(value) if value else None


def _missing(door: Door, folder: Path) -> tuple[str, ...]:
    """The evidence that the database names and the folder does not have, by what it was called."""
    with door.read() as session:
        rows = session.execute(text("SELECT sha256, file_name FROM evidence")).all()
    return tuple(sorted({str(name) for digest, name in rows if not (folder / digest).is_file()}))


def _contents(door: Door, made_at: datetime | None = None) -> Contents:
    with door.read() as session:
        plans = session.execute(text("SELECT count(*) FROM plan")).scalar_one()
        reports = session.execute(text("SELECT count(*) FROM report")).scalar_one()
    return Contents(plans, reports, made_at)


def _pack(part: Path, folder: Path, dumped: Dump, contents: Contents, data: Path) -> int:
    """Write the archive; return how many files of evidence are in it."""
    manifest = {
        "format": FORMAT,
        "made_at": str(contents.made_at and contents.made_at.isoformat()),
        "plans": contents.plans,
        "reports": contents.reports,
        "dump": asdict(dumped),
        "sha256": {name: _digest_of(folder / name) for name in dumped.files},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    evidence = [path for path in _files(data / "evidence") if _DIGEST.fullmatch(path.name)]
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw:  # noqa: PTH123 - a descriptor
        # photos are most of it and do not shrink
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as packed:
            packed.add(folder / "manifest.json", "manifest.json")
            for name in dumped.files:
                packed.add(folder / name, name if name == SQLITE_NAME else f"tables/{name}")
            for path in evidence:
                packed.add(path, f"evidence/{path.name}")
            for path in _files(data / "templates"):
                packed.add(path, f"templates/{path.name}")
        raw.flush()
        os.fsync(raw.fileno())
    return len(evidence)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _digest_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that was unpacked and found whole: its files in ``folder``."""

    folder: Path
    dumped: Dump
    contents: Contents


@contextmanager
def opened(settings: Settings, file: Path) -> Iterator[Opened]:
    """Unpack a backup inside the data folder for as long as the block lasts, and check it.

    Raises BackupError where the file is no backup, is damaged, or is of another kind of database.
    """
    ready_folder(settings.data_dir)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".restore") as made:
        folder = Path(made)
        if not file.is_file():
            raise BackupError(f"找不到备份文件 {file}。")
        try:
            _unpack(file, folder)
            found = _read_manifest(folder)
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error, tarfile.TarError) as error:
            raise BackupError(f"{file.name} 不是完整的联席备份，没有恢复：请换一个备份。") from error
        backend = Door(settings.database).url.get_backend_name()
        if found.dumped.backend != backend:
            raise BackupError(
                f"这个备份是 {_KINDS[found.dumped.backend]} 的，现在设置的是 {_KINDS.get(backend, backend)}："
                "请检查 LIANXI_DATABASE_URL。"
            )
        archive.refuse_later(found.dumped.revision, "这个备份")
        yield found


_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _unpack(file: Path, folder: Path) -> None:
    with tarfile.open(file, "r:gz") as packed:
        for member in packed:
            source = packed.extractfile(member) if _MEMBER.fullmatch(member.name) and member.isfile() else None
            if source is None or (member.name == "manifest.json" and member.size > _MOST_MANIFEST):
                raise ValueError(member.name)
            target = folder / member.name
            target.parent.mkdir(exist_ok=True)
            with target.open("xb") as written:
                shutil.copyfileobj(source, written, _PIECE)


def _read_manifest(folder: Path) -> Opened:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if manifest["format"] > FORMAT:
        raise BackupError("这个备份是更新版本的程序做的，没有恢复：请先安装那个版本的程序。")
    dump = manifest["dump"]
    tables = tuple(Table(table["name"], tuple(table["columns"])) for table in dump["tables"])
    dumped = Dump(dump["backend"], dump["revision"], tables)
    own = folder if dumped.backend == "sqlite" else folder / "tables"
    digests = {f"{name}": _digest_of(own / name) for name in dumped.files}
    digests |= {path.name: _digest_of(path) for path in _files(folder / "evidence")}
    wanted = manifest["sha256"] | {path.name: path.name for path in _files(folder / "evidence")}
    if digests != wanted:
        raise ValueError("digests differ")
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Opened(folder, dumped, Contents(int(manifest["plans"]), int(manifest["reports"]), made_at))


def present(settings: Settings) -> Contents | None:
    """Return what the database in use holds, None where there is none yet or it cannot be read any more.

    Raises StoreError where it is of a later version: an earlier program must not replace it.
    """
    with closing(Door(settings.database)) as door:
        if door.file is not None and not door.file.exists():
            return None
        try:
            revision = door.revision()
            if revision is None:
                return None
            archive.refuse_later(revision, "现在的数据库")
            return _contents(door)
        except (StoreError, DatabaseError):
            if door.file is None or _is_sound(door.file):
                raise
            return None


def _is_sound(file: Path) -> bool:
    try:
        archive.check_file(file)
    except StoreError:
        return False
    return True


def restore(settings: Settings, backup: Opened) -> Restored:
    """Put a backup in the place of what is in use, which is kept beside it; evidence that is there already stays.

    The caller has made sure that no program is running on the database. Raises Refusal where it cannot be done; the
    database is as it was then.
    """
    with closing(Door(settings.database)) as door:
        if door.file is not None:
            kept = _replace_file(door.file, backup.folder / SQLITE_NAME)
        else:
            kept = archive.load(door, backup.dumped, backup.folder / "tables")
    count = _put_back(backup.folder / "evidence", settings.data_dir / "evidence")
    _put_back(backup.folder / "templates", settings.data_dir / "templates")
    return Restored(backup.contents, count, kept)


def _replace_file(file: Path, new: Path) -> str | None:
    """Bring the new file up to date beside the old one, then change places."""
    archive.check_file(new)
    with closing(Door(f"sqlite:///{new}")) as door:
        door.upgrade()
    with closing(sqlite3.connect(new)) as settled:
        settled.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file that is moved
    kept = None
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        kept = file.with_name(f"{file.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.replaced.sqlite3")
        _set_aside(file, kept)
    new.chmod(0o600)
    new.replace(file)
    return str(kept) if kept else None


def _set_aside(file: Path, kept: Path) -> None:
    """Keep a database with what its log holds; a log that stayed would be taken for the new file's."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError("还有程序在用这个数据库，没有恢复：请先停掉它，再运行一次。") from error
        raise
    except sqlite3.DatabaseError:  # it is no database any more, and this is why there are backups
        for suffix in ("-wal", "-shm"):
            log = file.with_name(f"{file.name}{suffix}")
            if log.exists():
                log.replace(kept.with_name(f"{kept.name}{suffix}"))
    try:
        kept.hardlink_to(file)  # so that there is a database at every moment
    except OSError:
        shutil.copy2(file, kept)


def _put_back(source: Path, target: Path) -> int:
    """Copy files that are not there yet; return how many there were in the backup."""
    found = _files(source)
    if found:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in found:
        place = target / path.name
        if not place.exists():
            part = place.with_name(f"{place.name}.part")
            shutil.copyfile(path, part)
            part.replace(place)
    return len(found)
