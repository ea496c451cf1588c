"""填报表 as .xlsx: one sheet a unit, to be filled in without a channel and sent back to the office."""

import io
from collections.abc import Sequence
from datetime import datetime

from messages import dates
from messages.ledger_sheet import KEY, fill, text
from messages.message import Attachment
from tasks_db.register.fill import STATES, FillSheet

FILLED = ("状态", "进度", "本期进展", "存在问题", "需哪个单位协调")
_COLUMNS = ("序号", "任务", "完成时限", "本单位应报", "上次反馈", *FILLED, KEY)
_WIDTHS = (8, 32, 14, 14, 28, 12, 8, 44, 28, 18, 8)
_STATES_TO = 400
"""Down to which line a state can be chosen from a list."""

_TITLE_LONGEST = 28
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def file(sheets: Sequence[FillSheet], as_of: datetime) -> Attachment:
    """Return the workbook of all units, by the name that people see."""
    return Attachment(f"填报表{dates.today(as_of)}.xlsx", write(sheets, as_of))


def write(sheets: Sequence[FillSheet], as_of: datetime) -> bytes:
    """Return the bytes of an .xlsx with a sheet a unit; the hidden last column says whose row it is."""
    from openpyxl import Workbook  # noqa: PLC0415 - a slow import that few need
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, one in enumerate(sheets, 1):
        title = one.unit.translate(_NOT_IN_TITLES)[:_TITLE_LONGEST]
        sheet = book.create_sheet(title if title not in book.sheetnames else f"{title[:24]}{number}")
        rows = [
            (
                r.code,
                r.title,
                str(r.task_day or ""),
                str(r.day or ""),
                r.last,
                *("" for _ in FILLED),
                str(r.assignment_id),
            )
            for r in one.rows
        ]
        head = f"{one.unit}：填“{'、'.join(FILLED)}”，不用报的行空着；填好发回联席会议办公室。"
        fill(sheet, as_of, _COLUMNS, rows, _WIDTHS, head=text(head))
        choice = DataValidation("list", formula1=f'"{",".join(STATES)}"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(f"F3:F{_STATES_TO}")
        sheet.column_dimensions["K"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
