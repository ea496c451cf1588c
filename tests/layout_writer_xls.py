"""Paragraphs and grids of the layout writer as workbooks of Excel 97 to 2003, by the rules of [MS-XLS]."""

import struct
from dataclasses import dataclass, field

from tests.layout_writer_files import Block, Grid
from tests.layout_writer_ole import compound

_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_WINDOW, _FONT, _FORM, _STYLE, _BOUND, _STRINGS = 0x3D, 0x31, 0xE0, 0x293, 0x85, 0xFC
_SIZE, _CELL, _MERGED, _VIEW = 0x200, 0xFD, 0xE5, 0x23E
_WORKBOOK, _WORKSHEET = 5, 0x10
_LONGEST = 8224  # bytes of a record
_WIDE = 1  # two bytes a character
_FONTS, _STYLE_FORMS = 5, 15  # so many Excel expects; the form behind them is that of cells
_NAME = "Sheet1"


@dataclass(slots=True)
class _Sheet:
    """What stands where: cells as ``(row, column, text)``, merged ones as ``(top, bottom, left, right)``."""

    width: int
    height: int = 0
    cells: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def line(self, text: str) -> None:
        self.cells.append((self.height, 0, text))
        self.merged.append((self.height, self.height, 0, self.width - 1))
        self.height += 1

    def table(self, grid: Grid) -> None:
        at, covered = self.height, grid.covered()
        for n, row in enumerate(grid.rows):
            shown = [(c, text) for c, text in enumerate(row) if text and (n, c) not in covered]
            self.cells += [(at + n, column, text) for column, text in shown]
        self.merged += [(at + first, at + last, column, column) for column, first, last in grid.runs()]
        self.height += len(grid.rows)


def as_xls(blocks: list[Block]) -> bytes:
    """Return a workbook: each paragraph a cell of the first column, merged over the width; tables below."""
    sheet = _Sheet(max((len(block.rows[0]) for block in blocks if isinstance(block, Grid)), default=1))
    for block in blocks:
        if isinstance(block, Grid):
            sheet.table(block)
        else:
            sheet.line(block)
    texts = list(dict.fromkeys(text for _, _, text in sheet.cells))
    before = _begin(_WORKBOOK) + _looks()
    after = _strings(texts, len(sheet.cells)) + _record(_EOF)
    start = len(before) + len(_bound(0)) + len(after)
    return compound({"Workbook": before + _bound(start) + after + _records(sheet, texts)})


def _record(number: int, body: bytes = b"") -> bytes:
    assert len(body) <= _LONGEST
    return struct.pack("<HH", number, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<4H2I", 0x600, kind, 0, 1997, 0, 6))


def _looks() -> bytes:
    """Return the window, the fonts and the forms that every workbook has."""
    font = struct.pack("<5H6B", 200, 0, 8, 400, 0, 0, 0, 134, 0, 2, _WIDE) + "宋体".encode("utf-16-le")
    forms = [_record(_FORM, struct.pack("<3H14x", 0, 0, 0xFFF5))] * _STYLE_FORMS
    return b"".join(
        [
            _record(_WINDOW, struct.pack("<9H", 0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600)),
            *[_record(_FONT, font)] * _FONTS,
            *forms,
            _record(_FORM, struct.pack("<3H14x", 0, 0, 1)),
            _record(_STYLE, struct.pack("<HBB", 0x8000, 0, 0xFF)),
        ]
    )


def _bound(start: int) -> bytes:
    return _record(_BOUND, struct.pack("<IHBB", start, 0, len(_NAME), 0) + _NAME.encode())


def _records(sheet: _Sheet, texts: list[str]) -> bytes:
    numbers = {text: n for n, text in enumerate(texts)}
    cells = [struct.pack("<3HI", row, column, _STYLE_FORMS, numbers[text]) for row, column, text in sheet.cells]
    merged = b"".join(struct.pack("<4H", *one) for one in sheet.merged)
    return b"".join(
        [
            _begin(_WORKSHEET),
            _record(_SIZE, struct.pack("<2I3H", 0, sheet.height, 0, sheet.width, 0)),
            *(_record(_CELL, cell) for cell in cells),
            _record(_VIEW, struct.pack("<3HI2H4x", 0x6B6, 0, 0, 64, 0, 0)),
            _record(_MERGED, struct.pack("<H", len(sheet.merged)) + merged),
            _record(_EOF),
        ]
    )


def _strings(texts: list[str], uses: int) -> bytes:
    """Return the record of all texts; one that is cut by the end of a record says again how it is coded."""
    bodies = [struct.pack("<2I", uses, len(texts))]
    for text in texts:
        coded = text.encode("utf-16-le")
        head = struct.pack("<HB", len(coded) // 2, _WIDE)
        if len(bodies[-1]) + len(head) + 2 > _LONGEST:
            bodies.append(b"")
        bodies[-1] += head
        while coded:
            room = (_LONGEST - len(bodies[-1])) // 2 * 2
            bodies[-1] += coded[:room]
            coded = coded[room:]
            if coded:
                bodies.append(bytes([_WIDE]))
    return b"".join(_record(_CONTINUE if n else _STRINGS, body) for n, body in enumerate(bodies))
