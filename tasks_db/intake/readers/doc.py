"""Word documents of before 2007 (.doc, and .wps that Word's format hides in): text, tables with their merged cells.

Deleted and hidden text is left out, text of fields is what they show, running headers and comments are noise. Numbers
that Word generates are written out; where one cannot be read, that is said.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.doc_lists import Lists
from tasks_db.intake.readers.doc_streams import (
    Binary,
    Piece,
    hidden,
    is_changed,
    is_inner_cell,
    row_end,
    table_level,
    unseen,
)
from tasks_db.intake.readers.edged_rows import OpenTables, Row
from tasks_db.intake.readers.page import CHANGED, HIDDEN, Page, lines_of
from tasks_db.lean_dataclass import dataclass

_END = re.compile(r"[\r\x07\x0c]")
_CELL_END = "\x07"
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_DEEPEST_FIELD = 5
_WORDS = re.compile(r"[^\W_]")
_MARKS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x13": None, "\x14": None, "\x15": None}
)
_COUNTING_FIELD = re.compile(r"\x13\s*(?:AUTONUM|LISTNUM)")
_LOST_NUMBERS = (
    "文件用了自动编号，其中有的编号无法读出，没有读入。请核对任务的序号，或用 Word、WPS 另存为 .docx 后重新发送。"
)
_NOISE = {"headers": "页眉页脚", "comments": "批注"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "boxes": "文本框"}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The text up to an end mark, how many tables it stands in, whether it ends a cell, the row that it ends."""

    text: str
    level: int = 0
    ends_cell: bool = False
    row: Row | None = None


def read_doc(data: bytes) -> Document:
    """Return the document of a .doc; each paragraph and each table row is a place. Raises as read_docx does."""
    binary = Binary(data)
    lists = Lists(binary)
    stories = _stories(binary, lists)
    page = Page()
    if is_changed(binary.runs()):
        page.notice("tracked_changes", CHANGED)
    if _hides_text(binary):
        page.notice("hidden_text", HIDDEN)
    if lists.lost:
        page.notice("lost_numbers", _LOST_NUMBERS)
    _write(page, stories.get("text", []))
    for name, place in _NOTES.items():
        told = [one.text for one in stories.get(name, []) if one.text.strip()]
        for n, text in enumerate(told, 1):
            page.paragraph(text, f"{place}{n}")
    for name, place in _NOISE.items():
        for one in stories.get(name, []):
            page.noise(one.text, place)
    return page.document()


def _stories(binary: Binary, lists: Lists) -> dict[str, list[_Paragraph]]:
    """Return the paragraphs of the body, the footnotes and so on, which follow each other by their lengths."""
    names, ends = list(binary.lengths), list(accumulate(binary.lengths.values()))
    stories: dict[str, list[_Paragraph]] = {}
    position = 0
    for one, length in _paragraphs(binary, lists):
        story = bisect_right(ends, position)
        stories.setdefault(names[min(story, len(names) - 1)], []).append(one)
        position += length
    return stories


def _paragraphs(binary: Binary, lists: Lists) -> Iterator[tuple[_Paragraph, int]]:
    """Yield the paragraphs of all stories, each with the number of characters that it takes."""
    known = binary.paragraphs()
    unshown = unseen(binary.runs())
    text, length = "", 0
    for piece in binary.pieces():
        shown = _shown(piece, unshown)
        begun = 0
        for end in _END.finditer(shown):
            said = known.at(piece.offset + end.start() * piece.width)
            whole = text + shown[begun : end.start()]
            length += end.end() - begun
            ends_in_table = end.group() == _CELL_END
            row = row_end(said)
            if row is None and ends_in_table and not (whole or table_level(said)):
                row = Row()  # what it says of itself is lost; cells say that they stand in a table
            lists.lost = lists.lost or _COUNTING_FIELD.search(whole) is not None
            label = lists.label(said) if row is None else ""
            ends_cell = ends_in_table or is_inner_cell(said)
            level = max(table_level(said), int(ends_in_table))
            yield _Paragraph(label + _plain(whole), level, ends_cell, row), length
            text, length, begun = "", 0, end.end()
        text += shown[begun:]
        length += len(shown) - begun
    if text:
        yield _Paragraph(_plain(text)), length


def _shown(piece: Piece, unshown: list[tuple[int, int]]) -> str:
    """Blank out what the page does not show, character for character; cell marks stay."""
    text = piece.text
    for low, high in _inside(unshown, piece):
        text = text[:low] + re.sub(r"[^\x07]", "\0", text[low:high]) + text[high:]
    return text


def _inside(stretches: list[tuple[int, int]], piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield which characters of a piece lie in stretches of the file."""
    end = piece.offset + len(piece.text) * piece.width
    for start, stop in stretches:
        low = (max(start, piece.offset) - piece.offset) // piece.width
        high = (min(stop, end) - piece.offset) // piece.width
        if low < high:
            yield low, high


def _hides_text(binary: Binary) -> bool:
    """Whether words are hidden that are no code of a field."""
    stretches = hidden(binary.runs())
    return any(
        _WORDS.search(_FIELD.sub("", piece.text[low:high]))
        for piece in binary.pieces()
        for low, high in _inside(stretches, piece)
    )


def _plain(text: str) -> str:
    for _ in range(_DEEPEST_FIELD):
        shorter = _FIELD.sub(lambda field: field[1] or "", text)
        if shorter == text:
            break
        text = shorter
    return text.translate(_MARKS)


def _write(page: Page, body: list[_Paragraph]) -> None:
    """Write the paragraphs and tables; a row is complete at the mark of its end."""
    tables = OpenTables(page)
    for one in body:
        if not one.level:
            tables.close()
            page.paragraph(one.text, page.next_place())
            continue
        table = tables.at(one.level)
        if one.row is not None:
            table.end_row(one.row)
            continue
        table.content += lines_of(one.text)
        if one.ends_cell:
            table.end_cell()
    tables.close()
