"""Plain text (.txt): decoding, lines, and the tables that copying flattens into lines."""

import codecs
import re

from tasks_db.intake.blocks import Document, Passage, join
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.flat import blocks_of
from tasks_db.intake.readers.glyphs import fold, seen
from tasks_db.intake.readers.page import LONGEST_TEXT, TOO_LONG

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# page breaks and the breaks of word processors among them
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# cells of several lines, as a sheet leaves them on the clipboard: \t"县水利局\n县财政局"\t
_QUOTED = re.compile(
    r'(?:^|(?<=\t))"[^"\t\n]+(?:\n[^"\t\n]+)+"(?=\t)|(?<=\t)"[^"\t\n]+(?:\n[^"\t\n]+)+"$', re.MULTILINE
)
_NOT_TEXT = "这个文件不是文字内容，无法读取。请另存为 .txt（UTF-8 或 GB18030）或 .docx 后再发送。"


def decode(data: bytes) -> str:
    """Return the text of the bytes of a plain text, with one line feed at each line end.

    Odd blanks and radicals become plain ones, one for one. Raises IntakeError as ``decoded`` does.
    """
    return fold(_LINE_END.sub("\n", decoded(data)))


def decoded(data: bytes, declared: str | None = None) -> str:
    """Return what UTF-8, UTF-16 with a mark, or GB18030 bytes say, character for character.

    ``declared`` is an encoding that the file itself names, tried after UTF-8. Raises IntakeError for anything else.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", *([declared] if declared else []), "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _CONTROL.search(text):
            break
        return text
    raise IntakeError(_NOT_TEXT)


def read_text(text: str) -> Document:
    """Return the document of a plain text; each line is a place.

    What nobody sees (soft hyphens, zero-width characters, marks inside) is in its text and in no block.
    """
    if len(text) > LONGEST_TEXT:
        raise IntakeError(TOO_LONG)
    lines: list[Passage] = []
    places: list[tuple[int, str]] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        place = f"第{number}行"
        lines.append(_line(line, start, place))
        places.append((start, place))
        start += len(line) + 1
    return Document(text, tuple(blocks_of(lines)), tuple(places))


def _line(text: str, start: int, place: str) -> Passage:
    bounds = list(seen(text))
    if bounds == [(0, len(text))] or not text:
        return Passage(text, start, place)
    return join([Passage(text[begin:end], start + begin, place) for begin, end in bounds])


def read_plain(data: bytes) -> Document:
    """Return the document of the bytes of a plain text."""
    return read_text(_QUOTED.sub(lambda cell: cell[0].strip('"').replace("\n", " "), decode(data)))
