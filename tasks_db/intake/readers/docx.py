"""Word documents (.docx): paragraphs and tables in the order of the page.

The document's text is built here: a line per paragraph, a line per table row with tabs between cells. A merged
cell is written once and stands at each of its positions.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from tasks_db.intake.blocks import EMPTY, Block, Document, Passage, Table, join, passage, rectangular
from tasks_db.intake.draft import IntakeError

_UNPACKED_LIMIT = 200 * 1024 * 1024
_BROKEN = "这个 Word 文件已损坏或带有密码，无法打开。请用 Word 或 WPS 打开后另存为 .docx，再重新发送。"
_HUGE = "这个 Word 文件解压后过大，无法读取。请删去其中的图片后另存为 .docx，再重新发送。"


class _Text:
    """The text of the document as it grows, with the places passed on the way."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.length = 0
        self.places: list[tuple[int, str]] = []

    def add(self, text: str, place: str, end: str) -> Passage:
        if not self.places or self.places[-1][1] != place:
            self.places.append((self.length, place))
        part = passage(text, self.length, place)
        self.written.append(text + end)
        self.length += len(text) + len(end)
        return part


def read_docx(data: bytes) -> Document:
    """Return the document of a .docx; each paragraph and each table row is a place."""
    try:
        _check_size(data)
        word = docx.Document(BytesIO(data))
        text = _Text()
        blocks = list(_blocks(word.iter_inner_content(), text))
    except (IntakeError, MemoryError):
        raise
    except Exception as error:
        # a damaged package makes zipfile, zlib, lxml and docx raise anything
        raise IntakeError(_BROKEN) from error
    return Document("".join(text.written), tuple(blocks), tuple(text.places))


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_LIMIT:
            raise IntakeError(_HUGE)


def _blocks(content: Iterator[Paragraph | WordTable], text: _Text) -> Iterator[Block]:
    paragraphs = tables = 0
    for element in content:
        if isinstance(element, Paragraph):
            paragraphs += 1
            part = text.add(_clean(element.text), f"第{paragraphs}段", "\n").strip()
            if part.text:
                yield part
        else:
            tables += 1
            table = _table(element, tables, text)
            if table is not None:
                yield table


def _table(element: WordTable, number: int, text: _Text) -> Table | None:
    known: dict[object, Passage] = {}
    rows = [list(_row(row, f"表{number}第{index}行", known, text)) for index, row in enumerate(element.rows, 1)]
    rows = [row for row in rows if row]
    return rectangular(rows, f"表{number}") if rows else None


def _row(row: _Row, place: str, known: dict[object, Passage], text: _Text) -> Iterator[Passage]:
    yield from [EMPTY] * row.grid_cols_before
    cells = row.cells
    for position, cell in enumerate(cells, 1):
        key = cell._tc  # noqa: SLF001  the element is the only identity that a merged cell has
        if key not in known:
            known[key] = _cell(cell, place, text, "\n" if position == len(cells) else "\t")
        yield known[key]
    yield from [EMPTY] * row.grid_cols_after


def _cell(cell: _Cell, place: str, text: _Text, end: str) -> Passage:
    paragraphs = [_clean(paragraph.text) for paragraph in cell.paragraphs]
    parts = [text.add(part, place, end if n == len(paragraphs) else "\n") for n, part in enumerate(paragraphs, 1)]
    return join(parts, "\n").strip()


def _clean(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
