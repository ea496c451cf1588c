"""Spreadsheets of before 2007 (.xls): the cells as they are shown, worksheet by worksheet.

The records are read directly: the faster library gives values without their formats, and a damaged file can end the
process that it runs in.
"""

from collections.abc import Iterator

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.sheets import Sheet, first_rows, hidden_sheet, write_sheet
from tasks_db.intake.readers.xls_records import book, sheet

_NO_CELLS = "这个电子表格里没有可读的内容。请检查是否选对了文件，或取消隐藏工作表后重新发送。"


def read_xls(data: bytes) -> Document:
    """Return the document of an .xls; each row is a place. Raises as read_docx does."""
    page = Page()
    for name, cells in worksheets(data):
        if cells is None:
            hidden_sheet(page, name)
        else:
            write_sheet(page, cells)
    document = page.document()
    if not document.blocks:
        raise IntakeError(_NO_CELLS)
    return document


def xls_rows(data: bytes) -> list[list[str]]:
    """Return the text of the cells of an .xls, row by row as ``first_rows`` has them. Raises as read_docx does."""
    return first_rows(worksheets(data))


def worksheets(data: bytes) -> Iterator[tuple[str, Sheet | None]]:
    """Yield each worksheet of an .xls with its name, None in place of a hidden one. Raises as read_docx does."""
    known = book(data)
    for bound in known.sheets:
        if bound.has_cells:
            yield bound.name, sheet(known, bound) if bound.visible else None
