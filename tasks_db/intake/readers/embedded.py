"""Documents inside a document: what a Word file leaves in a foreign form (altChunk), as exports of web pages do.

Each is read by the reader of its own format and written where it stands. What no reader takes is named.
"""

import importlib
from collections.abc import Callable
from pathlib import PurePosixPath

from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.formats import Format, format_of
from tasks_db.intake.readers.page import Page, lines_of
from tasks_db.intake.readers.text import decode

# the module and the function that write a format: loaded when a file needs them
_WRITERS = {
    Format.HTML: ("web", "write_html"),
    Format.MHT: ("mht", "write_mht"),
    Format.RTF: ("rtf", "write_rtf"),
}
_TEXTS = (Format.TEXT, Format.MARKDOWN, Format.CSV)
_UNREAD = "文件中嵌有另一个文件（{}），无法读取，没有读入。请把其中的内容复制到正文后重新发送。"


def write_embedded(page: Page, data: bytes, name: str, nested: Callable[[bytes], None]) -> None:
    """Write the document ``data``, which the outer one calls ``name``; ``nested`` writes a Word document.

    What cannot be read is named in a notice. Raises IntakeError for what a reader refuses, as a text that is too
    long.
    """
    try:
        form = format_of(data, PurePosixPath(name).suffix.lower())
    except IntakeError:
        unread(page, name)
        return
    try:
        _write(page, data, form, nested)
    except (IntakeError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  a damaged document makes its reader raise anything
        unread(page, name)


def unread(page: Page, name: str) -> None:
    """Say that the document ``name`` inside could not be read."""
    page.notice("unread_part", _UNREAD.format(PurePosixPath(name).name))


def _write(page: Page, data: bytes, form: Format, nested: Callable[[bytes], None]) -> None:
    if form is Format.DOCX:
        nested(data)
    elif form in _WRITERS:
        module, function = _WRITERS[form]
        getattr(importlib.import_module(f"tasks_db.intake.readers.{module}"), function)(page, data)
    elif form in _TEXTS:
        for line in lines_of(decode(data)):
            page.paragraph(line, page.next_place())
    else:
        raise ValueError(form)
