"""Spreadsheets of before 2007 (.xls): the cells as they are shown, worksheet by worksheet.

The records are read directly: the faster library gives values without their formats, and a damaged file can end the
process that it runs in.
"""

from collections.abc import Iterator

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.sheets import Sheet, first_rows, read_sheets
from tasks_db.intake.readers.xls_records import book, sheet


def read_xls(data: bytes) -> Document:
    """Return the document of an .xls; each row is a place. Raises as read_docx does."""
    return read_sheets(worksheets(data))


def xls_rows(data: bytes) -> list[list[str]]:
    """Return the text of the cells of an .xls, row by row as ``first_rows`` has them. Raises as read_docx does."""
    return first_rows(worksheets(data))


def worksheets(data: bytes) -> Iterator[tuple[str, Sheet | None]]:
    """Yield each worksheet of an .xls with its name, None in place of a hidden one. Raises as read_docx does."""
    known = book(data)
    for bound in known.sheets:
        if bound.has_cells:
            yield bound.name, sheet(known, bound) if bound.visible else None
