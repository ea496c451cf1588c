"""The records of an .xls (Excel 97 to 2003), as far as its cells need them; names and numbers as in [MS-XLS].

A record is its number, its length and its body; a long one goes on in records of the number CONTINUE, and a text
that is cut there says again whether its characters take one byte or two.
"""

import struct
from collections.abc import Iterator
from dataclasses import field

from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.cell_formats import code_of, plain, printed
from tasks_db.intake.readers.sheets import Merged, Sheet, refuse_above
from tasks_db.lean_dataclass import dataclass

_PASSWORD = "这个电子表格带有打开密码，无法读取。请去掉密码后另存为 .xlsx，再重新发送。"  # noqa: S105  a sentence
_OLD = "这个文件是 Excel 95 或更早的格式，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再重新发送。"
_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_BOUND_SHEET, _FORMAT, _XF, _DATE_1904, _FILE_PASS, _SST = 0x85, 0x41E, 0xE0, 0x22, 0x2F, 0xFC
_ROW, _COLUMNS, _MERGED = 0x208, 0x7D, 0xE5
_FORMULA, _STRING, _RK, _MULTIPLE, _NUMBER, _LABEL, _BOOLEAN, _SHARED_LABEL = (
    *(0x06, 0x207, 0x27E, 0xBD),
    *(0x203, 0x204, 0x205, 0xFD),
)
_EXCEL_97 = 0x600
_HIDDEN_ROW, _HIDDEN_COLUMN, _LAST_COLUMN = 0x20, 0x01, 0xFF
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, list[bytes]]  # the bodies of its continuations too


@dataclass(frozen=True, slots=True)
class Bound:
    """A worksheet: its name, where its records begin, whether the tabs show it and whether it has cells at all."""

    name: str
    start: int
    visible: bool
    has_cells: bool


@dataclass(slots=True)
class Book:
    """What the cells of every worksheet lean on."""

    stream: bytes
    sheets: list[Bound] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    since_1904: bool = False

    def shown(self, number: float, form: int) -> str:
        """Return what a number shows in the format of a cell."""
        code = self.codes[form] if form < len(self.codes) else "General"
        return printed(plain(number), code, since_1904=self.since_1904)


def book(data: bytes) -> Book:
    """Return the part that all worksheets share. Raises IntakeError for passwords and old formats."""
    from legacy_doc.ole import OleReader  # noqa: PLC0415  loaded when a file needs it
    from legacy_doc.types import ExtractionOptions  # noqa: PLC0415

    container = OleReader(data, options=ExtractionOptions())
    if not container.has_stream("Workbook"):
        raise IntakeError(_OLD)
    found = Book(container.read_stream("Workbook"))
    forms: list[int] = []
    named: dict[int, str] = {}
    for number, bodies in _records(found.stream, 0):
        body = bodies[0]
        if number == _BOF and _u16(body, 0) != _EXCEL_97:
            raise IntakeError(_OLD)
        if number == _FILE_PASS:
            raise IntakeError(_PASSWORD)
        if number == _BOUND_SHEET:
            name = _Bodies([body[6:]]).text(1)
            found.sheets.append(Bound(name, _u32(body, 0), not body[4] & 3, not body[5]))
        elif number == _XF:
            forms.append(_u16(body, 2))
        elif number == _FORMAT:
            named[_u16(body, 0)] = _Bodies([body[2:]]).text(2)
        elif number == _DATE_1904:
            found.since_1904 = _u16(body, 0) == 1
        elif number == _SST:
            found.strings = list(_shared(bodies))
    found.codes = [code_of(one, named) for one in forms]
    return found


def sheet(known: Book, bound: Bound) -> Sheet:
    """Return the cells of a worksheet and what is hidden in it."""
    cells: dict[int, dict[int, str]] = {}
    merged: list[Merged] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    waiting: tuple[int, int] | None = None  # a formula whose text follows
    count = 0
    for number, bodies in _records(known.stream, bound.start):
        body = bodies[0]
        if number == _ROW and _u16(body, 12) & _HIDDEN_ROW:
            hidden_rows.add(_u16(body, 0))
        elif number == _COLUMNS and _u16(body, 8) & _HIDDEN_COLUMN:
            hidden_columns.update(range(_u16(body, 0), min(_u16(body, 2), _LAST_COLUMN) + 1))
        elif number == _MERGED:
            for top, bottom, left, right in struct.iter_unpack("<4H", body[2 : 2 + (len(body) - 2) // 8 * 8]):
                merged.append(Merged(top, left, bottom, right))
        elif number == _STRING and waiting:
            cells.setdefault(waiting[0], {})[waiting[1]] = _Bodies(bodies).text(2)
        for row, column, text in _cells(known, number, bodies):
            waiting = (row, column)
            cells.setdefault(row, {})[column] = text
            count += 1
            refuse_above(count)
    return Sheet(bound.name, cells, tuple(merged), frozenset(hidden_rows), frozenset(hidden_columns))


def _cells(known: Book, number: int, bodies: list[bytes]) -> Iterator[tuple[int, int, str]]:
    """Yield the row, the column and the text of each cell of a record."""
    body = bodies[0]
    row, column, form = _u16(body, 0), _u16(body, 2), _u16(body, 4)
    if number == _NUMBER:
        yield row, column, known.shown(_double(body, 6), form)
    elif number == _RK:
        yield row, column, known.shown(_packed(_u32(body, 6)), form)
    elif number == _MULTIPLE:
        for n in range((len(body) - 6) // 6):
            yield row, column + n, known.shown(_packed(_u32(body, 6 + 6 * n)), _u16(body, 4 + 6 * n))
    elif number == _SHARED_LABEL:
        yield row, column, known.strings[_u32(body, 6)]
    elif number == _LABEL:
        yield row, column, _Bodies([body[6:], *bodies[1:]]).text(2)
    elif number == _BOOLEAN:
        yield row, column, _constant(body[6], is_error=bool(body[7]))
    elif number == _FORMULA:
        yield row, column, _result(known, body, form)


def _result(known: Book, body: bytes, form: int) -> str:
    """Return what a formula showed last; a text follows in a record of its own."""
    if body[12:14] != b"\xff\xff":
        return known.shown(_double(body, 6), form)
    if body[6] in (1, 2):
        return _constant(body[8], is_error=body[6] == 2)  # noqa: PLR2004  the kind of an error
    return ""


def _constant(value: int, *, is_error: bool) -> str:
    if is_error:
        return _ERRORS.get(value, "#N/A")
    return "是" if value else "否"


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records from an offset to the end of their part, each with its continuations."""
    at, open_number, bodies = start, -1, [b""]
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if number == _CONTINUE:
            bodies.append(body)
            continue
        if open_number >= 0:
            yield open_number, bodies
        open_number, bodies = number, [body]
        if number == _EOF:
            return


def _shared(bodies: list[bytes]) -> Iterator[str]:
    """Yield the texts that cells share."""
    reader = _Bodies(bodies)
    reader.take(4)
    for _ in range(int.from_bytes(reader.take(4), "little")):
        if reader.ended:
            return
        yield reader.text(2)


class _Bodies:
    """Reads texts from the bodies of a record and its continuations."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies = bodies
        self._number = 0
        self._at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        self._skip_spent()
        return self._number >= len(self._bodies)

    def take(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end."""
        taken = b""
        while len(taken) < size and not self.ended:
            part = self._bodies[self._number][self._at : self._at + size - len(taken)]
            self._at += len(part)
            taken += part
        return taken

    def text(self, size: int) -> str:
        """Return a text whose length takes so many bytes; its type faces and reading aids are passed over."""
        count = int.from_bytes(self.take(size), "little")
        flags = int.from_bytes(self.take(1), "little")
        runs = int.from_bytes(self.take(2), "little") if flags & _RICH else 0
        more = int.from_bytes(self.take(4), "little") if flags & _EXTENDED else 0
        text = self._characters(count, wide=bool(flags & _WIDE))
        self.take(4 * runs + more)
        return text

    def _characters(self, count: int, *, wide: bool) -> str:
        parts: list[str] = []
        while count > 0 and self._number < len(self._bodies):
            body = self._bodies[self._number]
            width = 2 if wide else 1
            raw = body[self._at : self._at + count * width]
            raw = raw[: len(raw) // width * width]
            parts.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += len(raw)
            count -= len(raw) // width
            if count:
                self._number, self._at = self._number + 1, 1
                wide = self._number < len(self._bodies) and bool(self._bodies[self._number][:1] == b"\1")
        return "".join(parts)

    def _skip_spent(self) -> None:
        while self._number < len(self._bodies) and self._at >= len(self._bodies[self._number]):
            self._number, self._at = self._number + 1, 0


def _packed(value: int) -> float:
    """Return a number in four bytes: an integer or the upper half of a double, perhaps a hundredfold."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x8000_0000 else 0))
    else:
        number = _double((value & 0xFFFF_FFFC).to_bytes(4, "little").rjust(8, b"\0"), 0)
    return number / 100 if value & 1 else number


def _double(body: bytes, at: int) -> float:
    return float(struct.unpack_from("<d", body, at)[0])


def _u16(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "little")


def _u32(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 4], "little")
