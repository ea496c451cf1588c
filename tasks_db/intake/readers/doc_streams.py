"""The binary Word format (.doc of Word 97 to 2003, WPS's .wps) as far as its text needs it; [MS-DOC] names each part.

The text lies in pieces. What a paragraph is (in a table, the end of a row) and what a run is (deleted, hidden) lie
in pages of 512 bytes, by the offset of the text in the file.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise

from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.edged_rows import Row
from tasks_db.lean_dataclass import dataclass

_PASSWORD = "这个 Word 文件带有打开密码，无法读取。请去掉密码后另存为 .docx，再重新发送。"  # noqa: S105  a sentence
_OLD = "这个文件是 Word 95 或更早的格式，无法读取。请用 Word 或 WPS 打开后另存为 .docx，再重新发送。"
_MAGIC = 0xA5EC
_OLDEST = 0x00C1  # nFib of Word 97
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_FIRST_PAIR = 0x9A  # FibRgFcLcb97
_CHPX, _PAPX, _CLX = 12, 13, 33  # its pairs
_PAGE = 512
_LONG = (0x6645, 0x6646)  # properties too long for a page of paragraphs: where they stand among the data
_COMPRESSED = 0x4000_0000
_IN_TABLE, _ROW_END, _DEFINITION = 0x2416, 0x2417, 0xD608
_LEVEL, _INNER_CELL, _INNER_ROW_END = 0x6649, 0x244B, 0x244C
_DEEPEST = 9
_DELETED, _INSERTED, _HIDDEN = 0x0800, 0x0801, 0x083C
STYLE = 0  # no code of a property: the number of a paragraph's style
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_CELL = 20  # TC80
_MOST_COLUMNS = 63


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first character position and its offset in the file, one or two bytes a character."""

    text: str
    offset: int
    width: int


@dataclass(slots=True)
class Properties:
    """What is known of the stretches of the file, by their first offset."""

    starts: list[int] = field(default_factory=list)
    said: list[dict[int, bytes]] = field(default_factory=list)

    def at(self, offset: int) -> dict[int, bytes]:
        """Return the properties of the character at an offset, by their code."""
        n = bisect_right(self.starts, offset) - 1
        return self.said[n] if n >= 0 else {}

    def stretches(self, code: int) -> Iterator[tuple[int, int]]:
        """Yield from where to where a property is on."""
        ends = [*self.starts[1:], self.starts[-1]] if self.starts else []
        for start, end, said in zip(self.starts, ends, self.said, strict=True):
            if said.get(code, b"\0")[:1] in (b"\1", b"\x81"):
                yield start, end


class Binary:
    """A document's streams and the table of where everything is. Raises IntakeError for passwords and old formats."""

    def __init__(self, data: bytes) -> None:
        from legacy_doc.ole import OleReader  # noqa: PLC0415  loaded when a file needs it
        from legacy_doc.types import ExtractionOptions  # noqa: PLC0415

        container = OleReader(data, options=ExtractionOptions())
        self._main = container.read_stream("WordDocument")
        magic, version = self._u16(0), self._u16(2)
        flags = self._u16(0x0A)
        if magic != _MAGIC or version < _OLDEST:
            raise IntakeError(_OLD)
        if flags & _ENCRYPTED:
            raise IntakeError(_PASSWORD)
        self._table = container.read_stream("1Table" if flags & _SECOND_TABLE else "0Table")
        self._data = container.read_stream("Data") if container.has_stream("Data") else b""
        names = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
        self.lengths = {name: self._u32(0x4C + 4 * n) for n, name in enumerate(names)}

    def pieces(self) -> list[Piece]:
        """Return the text, in order."""
        plc = self._piece_table()
        count = (len(plc) - 4) // 12
        positions = struct.unpack_from(f"<{count + 1}I", plc)
        found = []
        for n, (begin, end) in enumerate(pairwise(positions)):
            (coded,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)
            packed = bool(coded & _COMPRESSED)
            offset = (coded & (_COMPRESSED - 1)) // (2 if packed else 1)
            width = 1 if packed else 2
            raw = self._main[offset : offset + max(0, end - begin) * width]
            # in a run of double-byte text the odd byte of a cut file is dropped
            text = (
                raw.decode("cp1252", "replace") if packed else raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
            )
            found.append(Piece(text, offset, width))
        return found

    def paragraphs(self) -> Properties:
        """Return the properties of paragraphs."""
        return self._properties(_PAPX)

    def runs(self) -> Properties:
        """Return the properties of runs."""
        return self._properties(_CHPX)

    def _piece_table(self) -> bytes:
        clx = self.part(_CLX)
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:  # noqa: PLR2004  the mark of the piece table
            raise ValueError("no piece table")
        length = struct.unpack_from("<I", clx, at + 1)[0]
        return clx[at + 5 : at + 5 + length]

    def _properties(self, pair: int) -> Properties:
        found = Properties()
        plc = self.part(pair)
        count = max(0, (len(plc) - 4) // 8)
        for n in range(count):
            (number,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * n)
            page = self._main[(number & 0x3F_FFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                _read_page(page, found, paragraphs=pair == _PAPX)
        order = sorted(range(len(found.starts)), key=found.starts.__getitem__)
        return Properties([found.starts[n] for n in order], [self._whole(found.said[n]) for n in order])

    def _whole(self, said: dict[int, bytes]) -> dict[int, bytes]:
        """Return properties with those that stand among the data: the end of a row of many cells has too many."""
        for at in (int.from_bytes(said[code], "little") for code in _LONG if code in said):
            length = int.from_bytes(self._data[at : at + 2], "little")
            said = said | dict(codes(self._data[at + 2 : at + 2 + length]))
        return said

    def part(self, pair: int) -> bytes:
        """Return what a pair of the table of places points to."""
        offset, length = self._u32(_FIRST_PAIR + 8 * pair), self._u32(_FIRST_PAIR + 8 * pair + 4)
        return bytes(self._table[offset : offset + length])

    def after(self, pair: int) -> bytes:
        """Return what stands behind what a pair points to."""
        return bytes(self._table[self._u32(_FIRST_PAIR + 8 * pair) + self._u32(_FIRST_PAIR + 8 * pair + 4) :])

    def _u16(self, at: int) -> int:
        return int(struct.unpack_from("<H", self._main, at)[0])

    def _u32(self, at: int) -> int:
        return int(struct.unpack_from("<I", self._main, at)[0])


def _read_page(page: bytes, found: Properties, *, paragraphs: bool) -> None:
    count = page[-1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > _PAGE:
        return
    starts = struct.unpack_from(f"<{count + 1}I", page)
    for n in range(count):
        at = 2 * page[4 * (count + 1) + step * n]
        said = style = b""
        if at and paragraphs:
            length = page[at]
            begin, size = (at + 1, 2 * length - 1) if length else (at + 2, 2 * page[min(at + 1, _PAGE - 1)])
            style, said = page[begin : begin + 2], page[begin + 2 : begin + size]
        elif at:
            said = page[at + 1 : at + 1 + page[at]]
        found.starts.append(starts[n])
        found.said.append({STYLE: style, **dict(codes(said))})


def codes(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the properties of a list, each a code and its operand."""
    at = 0
    while at + 2 < len(said):
        (code,) = struct.unpack_from("<H", said, at)
        at += 2
        size = _OPERAND[code >> 13]
        if code == _DEFINITION:
            size = int.from_bytes(said[at : at + 2], "little") - 1
            at += 2
        elif not size:
            size = said[at]
            at += 1
        if size <= 0:
            return
        yield code, said[at : at + size]
        at += size


def table_level(said: dict[int, bytes]) -> int:
    """Return how many tables a paragraph stands in."""
    if _LEVEL in said:
        return min(int.from_bytes(said[_LEVEL], "little"), _DEEPEST)
    return int(_is_on(said, _IN_TABLE))


def is_inner_cell(said: dict[int, bytes]) -> bool:
    """Whether a paragraph ends a cell of a table that stands in another one."""
    return _is_on(said, _INNER_CELL)


def _is_on(said: dict[int, bytes], code: int) -> bool:
    return said.get(code, b"\0")[:1] == b"\1"


def row_end(said: dict[int, bytes]) -> Row | None:
    """Return what the end of a row says of it, None for any other paragraph."""
    if not _is_on(said, _ROW_END) and not _is_on(said, _INNER_ROW_END):
        return None
    defined = said.get(_DEFINITION, b"\0")
    count = defined[0] if defined else 0
    if not 0 < count <= _MOST_COLUMNS or len(defined) < 1 + 2 * (count + 1):
        return Row()
    edges = struct.unpack_from(f"<{count + 1}h", defined, 1)
    flags = [
        int.from_bytes(defined[at : at + 2], "little")
        for n in range(count)
        if (at := 1 + 2 * (count + 1) + _CELL * n) + 2 <= len(defined)
    ]
    down = frozenset(n for n, one in enumerate(flags) if one >> 5 & 3 == 1)
    across = frozenset(n for n, one in enumerate(flags) if one & 3 == 1)
    return Row(edges, down, across)


def unseen(runs: Properties) -> list[tuple[int, int]]:
    """Return the stretches of the file that the page does not show: deleted or hidden."""
    return sorted([*runs.stretches(_DELETED), *runs.stretches(_HIDDEN)])


def hidden(runs: Properties) -> list[tuple[int, int]]:
    """Return the stretches of the file that are hidden."""
    return [one for one in runs.stretches(_HIDDEN) if one[0] < one[1]]


def is_changed(runs: Properties) -> bool:
    """Whether something is deleted or inserted and nobody has accepted or refused it."""
    return any(True for code in (_DELETED, _INSERTED) for start, end in runs.stretches(code) if start < end)
