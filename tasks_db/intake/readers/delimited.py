"""Tables as text (.csv, .tsv): one table, a row a line, parted by the sign that parts most of the first lines."""

import csv
import io
from typing import TYPE_CHECKING

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.page import Grid, Page, cell
from tasks_db.intake.readers.text import decode

if TYPE_CHECKING:
    import _csv

_SEPARATORS = (",", "\t", ";", "|", "，")
_LOOKED_AT = 20
_LONGEST_CELL = 1_000_000


def read_csv(data: bytes) -> Document:
    """Return the document of a .csv; a line is a place, a cell of several lines goes by its last."""
    lines = _reader(data)
    grid: Grid = []
    places: list[str] = []
    for row in lines:
        grid.append([cell(value) for value in row])
        places.append(f"第{lines.line_num}行")
    page = Page()
    page.table(grid, places.__getitem__, "表1")
    return page.document()


def csv_rows(data: bytes) -> list[list[str]]:
    """Return the text of a .csv's cells, a list for each row; an empty row is an empty list."""
    return [["\n".join(cell(value).lines) for value in row] for row in _reader(data)]


def _reader(data: bytes) -> "_csv.Reader":
    text = decode(data)
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text), delimiter=_separator(text))


def _separator(text: str) -> str:
    head = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in head))
