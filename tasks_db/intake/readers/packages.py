"""Office packages (.docx, .xlsx): a zip archive of XML parts, opened with bounds and without trust.

Nothing is unpacked to disk, no entity is resolved, no address is opened. Macros are parts that nobody asks for.
"""

import posixpath
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from tasks_db.intake.draft import IntakeError

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNPACKED_LIMIT = 200 * 1024 * 1024
_PART_LIMIT = 32 * 1024 * 1024
_MOST_PARTS = 10_000
_ENCRYPTED = 0x1
_HUGE = "这个文件解压后过大，无法读取。请删去其中的图片和无关内容后另存一份，再重新发送。"
_ENTITIES = "这个文件里带有不安全的 XML 声明，不能读取。请用 Word、Excel 或 WPS 打开后另存一份，再重新发送。"
_PASSWORD = "这个文件带有打开密码，无法读取。请去掉密码后另存一份，再重新发送。"  # noqa: S105  a sentence, no secret

# what "strict" Office files call the same things
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Package:
    """The parts of a package by name. Raises IntakeError for bombs and passwords, zipfile's errors for damage."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        entries = self._archive.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT:
            raise IntakeError(_HUGE)
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    @property
    def names(self) -> list[str]:
        """The names of the parts, in lower case."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; KeyError if there is none."""
        entry = self._entries[name.lower()]
        if entry.flag_bits & _ENCRYPTED:
            raise IntakeError(_PASSWORD)
        if entry.file_size > _PART_LIMIT:
            raise IntakeError(_HUGE)
        return self._archive.read(entry)

    def xml(self, name: str) -> "_Element | None":
        """Return the root of a part, or None if there is none."""
        return parse(self.read(name)) if name in self else None

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: by id the last word of the kind, and the name of the other part."""
        folder, _, name = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            path = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if one.get("TargetMode") != "External":
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
        return found

    def main(self, usual: str) -> str:
        """Return the name of the part that the package is about."""
        named = [path for kind, path in self.related("").values() if kind == "officeDocument" and path in self]
        return named[0] if named else usual


def parse(data: bytes) -> "_Element":
    """Return the root of an XML text; raises IntakeError for one that declares entities."""
    from lxml import etree  # noqa: PLC0415  heavy: loaded when a file needs it

    for strict, usual in _USUAL.items() if _STRICT in data[:4096] else ():
        data = data.replace(_STRICT + strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise IntakeError(_ENTITIES)
    return root
