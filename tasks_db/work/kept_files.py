"""The files of an issue, as they were kept: a step of views (R14)."""

from dataclasses import dataclass
from pathlib import Path

from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an issue, as it was kept."""

    name: str
    content: bytes


def of(folder: Path, record: PaperRecord) -> list[Kept]:
    """Return the files of an issue, byte for byte; raises PaperError where one is missing, and for no issue."""
    if not record.is_locked:
        raise PaperError(f"{record.label}还没有印发，没有存档的文件。")
    kept = []
    for name, digest in record.files:
        path = folder / digest
        if not path.is_file():
            raise PaperError(f"{record.label}的存档文件“{name}”不在数据目录里，请从备份恢复。")
        kept.append(Kept(name, path.read_bytes()))
    return kept
