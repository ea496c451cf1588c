"""Spreadsheets of before 2007 (.xls): the cells as they are shown, worksheet by worksheet.

The records are read directly: the faster library gives values without their formats, and a damaged file can end the
process that it runs in.
"""

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.sheets import hidden_sheet, write_sheet
from tasks_db.intake.readers.xls_records import book, sheet

_NO_CELLS = "这个电子表格里没有可读的内容。请检查是否选对了文件，或取消隐藏工作表后重新发送。"


def read_xls(data: bytes) -> Document:
    """Return the document of an .xls; each row is a place. Raises as read_docx does."""
    known = book(data)
    page = Page()
    for bound in known.sheets:
        if not bound.has_cells:
            continue
        if bound.visible:
            write_sheet(page, sheet(known, bound))
        else:
            hidden_sheet(page, bound.name)
    document = page.document()
    if not document.blocks:
        raise IntakeError(_NO_CELLS)
    return document
