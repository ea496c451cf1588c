"""OFD documents (GB/T 33190), the layout format that official documents are exchanged in, read as printed pages.

A package holds documents, a document pages; a page may lie upon templates. Seals, comments and attachments are no
part of the text; attachments are named. No library is used: the one that is kept needs one under the AGPL.
"""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.ofd_page import Drawing, local, numbers
from tasks_db.intake.readers.packages import Package
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.printed import Sheet, document_of, items_of, refuse_more

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = "OFD"
_POINTS = 72 / 25.4
_A4 = [0.0, 0.0, 210.0, 297.0]
_MOST_DOCUMENTS = 50
_PASSWORD = "这个 OFD 文件已加密，无法读取。请解密后另存一份，再重新发送。"  # noqa: S105  a sentence, no secret
_ATTACHED = "文件带有附件“{}”，没有读入。如果其中有任务，请单独发送。"


def read_ofd(data: bytes) -> Document:
    """Return the document of an OFD; each line and each table row is a place.

    Raises IntakeError for scans, encryption and too many pages, and anything at all for a damaged file.
    """
    package = Package(data)
    root = package.xml("OFD.xml")
    if any(name.endswith("encryptions.xml") for name in package.names):
        raise IntakeError(_PASSWORD)
    page = Page()
    sheets: list[Sheet] = []
    roots = [one.text or "" for one in root.iter() if local(one) == "DocRoot"] if root is not None else []
    for name in roots[:_MOST_DOCUMENTS]:
        document = _Document(package, _path(package, "OFD.xml", name))
        for attached in document.attached():
            page.notice("attachment", _ATTACHED.format(attached))
        sheets += document.sheets(len(sheets) + 1)
    return document_of(sheets, page, _NAME)


class _Document:
    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        root = package.xml(name)
        if root is None:
            raise KeyError(name)
        self._root = root
        self._templates = {one.get("ID", ""): one.get("BaseLoc", "") for one in _named(root, "TemplatePage")}
        self._units = {
            unit.get("ID", ""): unit
            for kind in ("PublicRes", "DocumentRes")
            for one in _named(root, kind)
            for unit in self._units_of(one.text or "")
        }

    def sheets(self, first: int) -> Iterator[Sheet]:
        """Yield the pages, of which the first has that number in the package."""
        usual = self._box(self._root) or _A4
        pages = [one for one in self._root.iter() if local(one) == "Page"]
        for number, one in enumerate(pages, first):
            refuse_more(_NAME, number)
            content = self._xml(one.get("BaseLoc", ""))
            drawing = Drawing(self._units)
            width, height = usual[2:4]
            if content is not None:
                width, height = (self._box(content) or usual)[2:4]
                for template in _named(content, "Template"):
                    below = self._xml(self._templates.get(template.get("TemplateID", ""), ""))
                    if below is not None:
                        drawing.take(below)
                drawing.take(content)
            items = items_of(drawing.chars, drawing.edges, number, _NAME)
            yield Sheet(items, width * _POINTS, height * _POINTS)

    def attached(self) -> Iterator[str]:
        """Yield the names of the attachments."""
        for one in _named(self._root, "Attachments"):
            listed = self._xml(one.text or "")
            for attachment in _named(listed, "Attachment") if listed is not None else ():
                if attachment.get("Visible") != "false":
                    yield attachment.get("Name", "")

    def _units_of(self, name: str) -> Iterator["_Element"]:
        listed = self._xml(name)
        yield from _named(listed, "CompositeGraphicUnit") if listed is not None else ()

    def _xml(self, name: str) -> "_Element | None":
        return self._package.xml(_path(self._package, self._name, name)) if name.strip() else None

    @staticmethod
    def _box(root: "_Element") -> list[float] | None:
        found = [numbers(one.text) for one in _named(root, "PhysicalBox")]
        return next((box for box in found if len(box) == len(_A4)), None)


def _named(root: "_Element", name: str) -> Iterator["_Element"]:
    for one in root.iter():
        if local(one) == name:
            yield one


def _path(package: Package, part: str, name: str) -> str:
    """Return the name in the package of what a part calls so: from the root, or from the folder it lies in."""
    plain = name.strip()
    if plain.startswith("/"):
        return plain.lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(part), plain))
    return plain if beside not in package and plain in package else beside
