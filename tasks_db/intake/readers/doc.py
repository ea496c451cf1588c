"""Word documents of before 2007 (.doc, and .wps that Word's format hides in): text, tables with their merged cells.

Deleted and hidden text is left out, text of fields is what they show, running headers and comments are noise. Numbers
that Word generates are not in the text and are not made up here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.doc_streams import Binary, Row, is_in_table, row_end, unseen
from tasks_db.intake.readers.page import Cell, Grid, Page, cell

_END = re.compile(r"[\r\x07\x0c]")
_CELL_END = "\x07"
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_DEEPEST_FIELD = 5
_MARKS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x13": None, "\x14": None, "\x15": None}
)
_SAME_EDGE = 30  # twentieths of a point
_NOISE = {"headers": "页眉页脚", "comments": "批注"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "boxes": "文本框"}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The text up to an end mark, the mark, and what is known of it."""

    text: str
    mark: str
    in_table: bool
    row: Row | None


def read_doc(data: bytes) -> Document:
    """Return the document of a .doc; each paragraph and each table row is a place. Raises as read_docx does."""
    stories = _stories(Binary(data))
    page = Page()
    _write(page, stories.get("text", []))
    for name, place in _NOTES.items():
        told = [one.text for one in stories.get(name, []) if one.text.strip()]
        for n, text in enumerate(told, 1):
            page.paragraph(text, f"{place}{n}")
    for name, place in _NOISE.items():
        for one in stories.get(name, []):
            page.noise(one.text, place)
    return page.document()


def _stories(binary: Binary) -> dict[str, list[_Paragraph]]:
    """Return the paragraphs of the body, the footnotes and so on, which follow each other by their lengths."""
    names, ends = list(binary.lengths), list(accumulate(binary.lengths.values()))
    stories: dict[str, list[_Paragraph]] = {}
    position = 0
    for one, length in _paragraphs(binary):
        story = bisect_right(ends, position)
        stories.setdefault(names[min(story, len(names) - 1)], []).append(one)
        position += length
    return stories


def _paragraphs(binary: Binary) -> Iterator[tuple[_Paragraph, int]]:
    """Yield the paragraphs of all stories, each with the number of characters that it takes."""
    known = binary.paragraphs()
    hidden = unseen(binary.runs())
    text, length = "", 0
    for piece in binary.pieces():
        shown = _shown(piece.text, piece.offset, piece.width, hidden)
        begun = 0
        for end in _END.finditer(shown):
            said = known.at(piece.offset + end.start() * piece.width)
            whole = text + shown[begun : end.start()]
            length += end.end() - begun
            yield _Paragraph(_plain(whole), end.group(), is_in_table(said), row_end(said)), length
            text, length, begun = "", 0, end.end()
        text += shown[begun:]
        length += len(shown) - begun
    if text:
        yield _Paragraph(_plain(text), "\r", in_table=False, row=None), length


def _shown(text: str, offset: int, width: int, hidden: list[tuple[int, int]]) -> str:
    """Blank out what the page does not show, character for character; cell marks stay."""
    end = offset + len(text) * width
    for start, stop in hidden:
        low, high = (max(start, offset) - offset) // width, (min(stop, end) - offset) // width
        if low < high:
            text = text[:low] + re.sub(r"[^\x07]", "\0", text[low:high]) + text[high:]
    return text


def _plain(text: str) -> str:
    for _ in range(_DEEPEST_FIELD):
        shorter = _FIELD.sub(lambda field: field[1] or "", text)
        if shorter == text:
            break
        text = shorter
    return text.translate(_MARKS)


def _write(page: Page, body: list[_Paragraph]) -> None:
    """Write the paragraphs and tables; a row is complete at the mark of its end."""
    lines: list[str] = []
    cells: list[Cell] = []
    rows: list[tuple[list[Cell], Row]] = []
    number = 0
    for one in body:
        if one.row is not None:
            rows.append((cells, one.row))
            lines, cells = [], []
        elif one.mark == _CELL_END:
            cells.append(cell("\n".join([*lines, one.text])))
            lines = []
        elif one.in_table:
            lines.append(one.text)
        else:
            _flush(page, rows, cells)
            rows, cells = [], []
            number += 1
            page.paragraph(one.text, f"第{number}段")
    _flush(page, rows, cells)


def _flush(page: Page, rows: list[tuple[list[Cell], Row]], loose: list[Cell]) -> None:
    if loose:  # cells whose row never ended: the file does not say how wide it is
        rows = [*rows, (loose, Row())]
    if rows:
        page.table(_grid(rows))


def _grid(rows: list[tuple[list[Cell], Row]]) -> Grid:
    """Lay out rows by the edges of their cells: a cell that is wider than a column stands in several."""
    edges: list[int] = []
    for edge in sorted({edge for _, row in rows for edge in row.edges}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    grid: Grid = []
    for cells, row in rows:
        laid: list[Cell | None] = []
        for n, one in enumerate(cells):
            above = grid[-1][len(laid)] if grid and len(laid) < len(grid[-1]) else None
            kept: Cell | None = one
            if n in row.across and laid:
                kept = laid[-1]
            elif n in row.down:
                kept = above
            laid += [kept] * _columns(edges, row, n)
        grid.append(laid)
    return grid


def _columns(edges: list[int], row: Row, n: int) -> int:
    """How many columns the cell spans."""
    if n + 1 >= len(row.edges):
        return 1
    return max(1, sum(row.edges[n] + _SAME_EDGE < edge <= row.edges[n + 1] + _SAME_EDGE for edge in edges))
