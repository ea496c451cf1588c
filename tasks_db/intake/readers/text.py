"""Plain text (.txt, .md): decoding, lines, and the tables that copying flattens into lines."""

import codecs
import re

from tasks_db.intake.blocks import Block, Document, Passage, passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.flat import cells_by_line, rows_by_line

_HEADING_MARK = re.compile(r"#{1,6}\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NOT_TEXT = "这个文件不是文字内容，无法读取。请另存为 .txt（UTF-8 或 GB18030）或 .docx 后再发送。"


def decode(data: bytes) -> str:
    """Return the text of UTF-8, UTF-16 with a mark, or GB18030 bytes, with one line feed at each line end."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise IntakeError(_NOT_TEXT)


def read_text(text: str) -> Document:
    """Return the document of a plain text; each line is a place."""
    lines: list[Passage] = []
    places: list[tuple[int, str]] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        place = f"第{number}行"
        lines.append(passage(line, start, place))
        places.append((start, place))
        start += len(line) + 1
    return Document(text, tuple(_blocks(lines)), tuple(places))


def _blocks(lines: list[Passage]) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        table, after = cells_by_line(lines, at)
        if table is None:
            table, after = rows_by_line(lines, at)
        if table is not None:
            blocks.append(table)
            at = after
            continue
        line = lines[at].strip()
        mark = _HEADING_MARK.match(line.text)
        line = line.cut(mark.end()) if mark else line
        if line.text:
            blocks.append(line)
        at += 1
    return blocks
