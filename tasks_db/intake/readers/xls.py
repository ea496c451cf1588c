"""Spreadsheets of before 2007 (.xls) and binary ones (.xlsb), through python-calamine.

Calamine gives values without their formats: a date prints in full, a share as the number it is. It tells which
worksheets are hidden, and nothing of rows and columns.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.cell_formats import plain
from tasks_db.intake.readers.page import Page
from tasks_db.intake.readers.sheets import Merged, Sheet, hidden_sheet, refuse_above, write_sheet

_Value = int | float | str | bool | time | date | datetime | timedelta
_PASSWORD = "这个电子表格带有打开密码，无法读取。请去掉密码后另存为 .xlsx，再重新发送。"  # noqa: S105  a sentence, no secret
_NO_CELLS = "这个电子表格里没有可读的内容。请检查是否选对了文件，或取消隐藏工作表后重新发送。"


def read_xls(data: bytes) -> Document:
    """Return the document of an .xls or .xlsb; each row is a place."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  loaded when needed

    page = Page()
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for one in book.sheets_metadata:
                if one.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if one.visible is not SheetVisibleEnum.Visible:
                    hidden_sheet(page, one.name)
                    continue
                found = book.get_sheet_by_name(one.name)
                refuse_above(found.height * found.width)
                top, left = found.start or (0, 0)
                cells = {
                    top + number: {left + column: _printed(value) for column, value in enumerate(row) if value != ""}
                    for number, row in enumerate(found.to_python(skip_empty_area=True))
                }
                merged = [Merged(*begin, *end) for begin, end in found.merged_cell_ranges or ()]
                write_sheet(page, Sheet(one.name, cells, tuple(merged)))
    except PasswordError as error:
        raise IntakeError(_PASSWORD) from error
    document = page.document()
    if not document.blocks:
        raise IntakeError(_NO_CELLS)
    return document


def _printed(value: _Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, date):  # a datetime is one too
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
