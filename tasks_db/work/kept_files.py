"""The files of an issue, as they were kept: a step of views (R14)."""

import re
from pathlib import Path

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an issue, as it was kept."""

    name: str
    content: bytes


def edited(folder: Path, record: PaperRecord) -> bytes | None:
    """Return the office's edited file that stands in a paper's place; None where it has none.

    Raises PaperError where it is missing.
    """
    return _read(folder, record, *record.files[0]).content if record.edited is not None else None


def by_beginning(folder: Path, beginning: str) -> bytes:
    """Return a kept file by the beginning of its hash; raises PaperError for none, and for one that is too short."""
    found = sorted(folder.glob(f"{beginning}*")) if re.fullmatch(r"[0-9a-f]{32,64}", beginning) else []
    if len(found) != 1 or not found[0].is_file():
        raise PaperError("这份改稿找不到了，请把改好的 Word 再发一次。")
    return found[0].read_bytes()


def of(folder: Path, record: PaperRecord) -> list[Kept]:
    """Return the files of an issue, byte for byte; raises PaperError where one is missing, and for no issue."""
    if not record.is_locked:
        raise PaperError(f"{record.label}还没有印发，没有存档的文件。")
    return [_read(folder, record, name, digest) for name, digest in record.files]


def _read(folder: Path, record: PaperRecord, name: str, digest: str) -> Kept:
    path = folder / digest
    if not path.is_file():
        raise PaperError(f"{record.label}的存档文件“{name}”不在数据目录里，请从备份恢复。")
    return Kept(name, path.read_bytes())
