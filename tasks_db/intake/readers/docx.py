"""Word documents (.docx, .docm): paragraphs and tables in the order of the page, as the page shows them.

Numbers that Word generates are written out, tracked changes taken as accepted, the content of text boxes put behind
the paragraph they hang on, footnotes at the end. A document inside (altChunk) is read where it stands. Running
headers and tables of contents are noise.
"""

from collections.abc import Iterator
from dataclasses import astuple
from typing import TYPE_CHECKING

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.embedded import unread, write_embedded
from tasks_db.intake.readers.packages import Package
from tasks_db.intake.readers.page import CHANGED, HIDDEN, NOTHING, Cell, Grid, Page, lines_of
from tasks_db.intake.readers.word_numbering import Numbering, Styles, W
from tasks_db.intake.readers.word_text import Spoken, spoken

if TYPE_CHECKING:
    from lxml.etree import _Element

_P, _TBL, _SDT, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}tr", f"{W}tc"
_CHUNK = f"{W}altChunk"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WRAPPERS = frozenset({f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag")})
_MERGING = {f"{W}{name}": name for name in ("gridSpan", "vMerge", "hMerge")}
_WIDEST = 200
_DEEPEST = 3  # documents in a document
_MOST_CHUNKS = 200


def read_docx(data: bytes) -> Document:
    """Return the document of a .docx; each paragraph and each table row is a place.

    Raises IntakeError for bombs, entities and passwords, and anything at all for a damaged package.
    """
    page = Page()
    write_docx(page, data)
    return page.document()


def write_docx(page: Page, data: bytes, depth: int = 0) -> None:
    """Write the paragraphs and tables of a .docx that is so many documents deep; raises as ``read_docx`` does."""
    package = Package(data)
    main = package.main("word/document.xml")
    root = package.xml(main)
    if root is None:
        raise KeyError(main)
    related = package.related(main)
    parts: dict[str, list[str]] = {}
    for kind, name in related.values():
        parts.setdefault(kind, []).append(name)

    def part(kind: str) -> "_Element | None":
        return package.xml(parts[kind][0]) if kind in parts else None

    named = Styles(part("styles"))
    chunks = _Chunks(package, {key: name for key, (kind, name) in related.items() if kind == "aFChunk"}, depth)
    reader = _Reader(page, named, Numbering(part("numbering"), named), chunks)
    body = root.find(f"{W}body")
    reader.blocks(body if body is not None else root)
    if any(True for _ in root.iter(f"{W}ins", f"{W}del")):
        page.notice("tracked_changes", CHANGED)
    for kind, place in (("footnotes", "脚注"), ("endnotes", "尾注")):
        reader.notes(part(kind), place)
    for kind, place in (("header", "页眉"), ("footer", "页脚")):
        for name in parts.get(kind, []):
            reader.furniture(package.xml(name), place)


class _Chunks:
    """The documents inside a package, by the id under which its body refers to them."""

    def __init__(self, package: Package, names: dict[str, str], depth: int) -> None:
        self._package = package
        self._names = names
        self._depth = depth
        self._written = 0

    def write(self, page: Page, key: str) -> None:
        """Write the document with this id, or name what cannot be read."""
        name = self._names.get(key, "")
        self._written += 1
        if name not in self._package or self._depth >= _DEEPEST or self._written > _MOST_CHUNKS:
            unread(page, name or key)
            return
        write_embedded(page, self._package.read(name), name, lambda data: write_docx(page, data, self._depth + 1))


class _Reader:
    def __init__(self, page: Page, named: Styles, numbering: Numbering, chunks: _Chunks) -> None:
        self.page = page
        self._named = named
        self._numbering = numbering
        self._chunks = chunks
        self._open = ("", "")  # text and place of a paragraph whose mark was deleted: the next one continues it

    def blocks(self, element: "_Element") -> None:
        """Write the paragraphs and tables of a body or of a text box."""
        for child in _unwrapped(element):
            if child.tag == _P:
                self._paragraph(child, self.page.next_place())
            elif child.tag == _TBL:
                self._close()
                self.page.table(self._grid(child))
            elif child.tag == _CHUNK:
                self._close()
                self._chunks.write(self.page, child.get(_R_ID, ""))
            elif _is_contents(child):
                self.furniture(child, "目录")
        self._close()

    def notes(self, root: "_Element | None", place: str) -> None:
        """Write the footnotes; the separators among them are of another type."""
        numbered = [one for one in root if one.get(f"{W}type", "normal") == "normal"] if root is not None else []
        for number, note in enumerate(numbered, 1):
            for paragraph in note.iterfind(_P):
                self.page.paragraph(spoken(paragraph).text, f"{place}{number}")

    def furniture(self, root: "_Element | None", place: str) -> None:
        """Write what stands on the page and belongs to no part of the text."""
        for paragraph in root.iter(_P) if root is not None else ():
            self.page.noise(" ".join(spoken(paragraph).text.split()), place)

    def _paragraph(self, element: "_Element", place: str) -> None:
        said, text, style = self._said(element)
        if style.startswith("toc "):
            self.page.noise(" ".join(text.split()), place)
        else:
            self._open = (self._open[0] + text, place)
            if not _mark_deleted(element):
                self._close()
        for box in said.boxes:
            self.blocks(box)

    def _close(self) -> None:
        """Write the paragraph that is open."""
        text, place = self._open
        self._open = ("", "")
        self.page.paragraph(text, place)

    def _said(self, element: "_Element") -> tuple[Spoken, str, str]:
        """Return what a paragraph says, its text with the number that Word gives it, and the name of its style."""
        said = spoken(element)
        properties = element.find(f"{W}pPr")
        if said.hidden:
            self.page.notice("hidden_text", HIDDEN)
        if properties is None:
            return said, said.text, ""
        label = self._numbering.label(properties)
        styled = properties.find(f"{W}pStyle")
        style = self._named.get(styled.get(f"{W}val")) if styled is not None else None
        return said, label + said.text.lstrip() if label else said.text, style.name if style else ""

    def _grid(self, table: "_Element") -> Grid:
        rows: Grid = []
        for row in _inside(table, _TR):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            cells: list[Cell | None] = [None] * _count(properties, "gridBefore")
            for one in _inside(row, _TC):
                self._place(one, cells, rows[-1] if rows else [])
            rows.append(cells)
        return rows

    def _place(self, element: "_Element", cells: list[Cell | None], above: list[Cell | None]) -> None:
        """Put a cell at its positions in the row; one merged down or across is the cell that it continues."""
        merged = _merged(element)
        if not merged:
            cells.append(self._cell(element))
            return
        one: Cell | None
        if merged.get("hMerge") == "continue" and cells:
            one = cells[-1]
        elif merged.get("vMerge") == "continue" and len(cells) < len(above) and above[len(cells)]:
            one = above[len(cells)]
        else:
            one = self._cell(element)
        cells.extend([one] * _bounded(merged.get("gridSpan"), 1))

    def _cell(self, element: "_Element") -> Cell:
        content: list[str | Grid] = []
        for child in _unwrapped(element):
            if child.tag == _P:
                said, text, _ = self._said(child)
                content += lines_of(text)
                for box in said.boxes:
                    content += [line for one in box.iter(_P) for line in lines_of(spoken(one).text)]
            elif child.tag == _TBL:
                content.append(self._grid(child))
            elif child.tag == _CHUNK:
                content += self._inside_cell(child.get(_R_ID, ""))
        return Cell(tuple(content)) if content else NOTHING

    def _inside_cell(self, key: str) -> list[str]:
        """Return the lines of a document inside a cell."""
        page = Page()
        self._chunks.write(page, key)
        document = page.document()
        for one in document.notices:
            self.page.notice(*astuple(one))
        return lines_of(document.text.replace("\t", " "))


def _unwrapped(element: "_Element") -> Iterator["_Element"]:
    """Yield the blocks inside, through content controls and insertions; a table of contents stays whole."""
    for child in element:
        if child.tag in _WRAPPERS or (child.tag == _SDT and not _is_contents(child)):
            yield from _unwrapped(child)
        else:
            yield child


def _inside(element: "_Element", tag: str) -> Iterator["_Element"]:
    for child in _unwrapped(element):
        if child.tag == tag:
            yield child


def _is_contents(element: "_Element") -> bool:
    if element.tag != _SDT:
        return False
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _mark_deleted(paragraph: "_Element") -> bool:
    properties = paragraph.find(f"{W}pPr")
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _merged(element: "_Element") -> dict[str, str]:
    """Return how a cell is merged: the properties that say so, with their values."""
    properties = element[0] if len(element) and element[0].tag == f"{W}tcPr" else ()
    return {_MERGING[one.tag]: one.get(f"{W}val", "continue") for one in properties if one.tag in _MERGING}


def _count(properties: "_Element | None", name: str) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return _bounded(found.get(f"{W}val"), 0) if found is not None else 0


def _bounded(text: str | None, least: int) -> int:
    return max(least, min(int(text), _WIDEST)) if text and text.isascii() and text.isdecimal() else least
