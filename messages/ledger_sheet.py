"""The ledger as .xlsx: 汇总, a sheet a plan, and what is kept beside; every cell is text that nothing executes."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from messages import dates, ended_text
from messages.message import Attachment
from messages.workbook import safe
from tasks_db.register.giving import PLAN_TITLE
from tasks_db.register.ledger import CELLS, Ledger, LedgerRow, cells
from tasks_db.register.ledger_back import LONGEST
from tasks_db.terms import Light, WorkState

KEY = "编号"
COLUMNS = (*CELLS, KEY)
_WIDTHS = (8, 16, 24, 40, 12, 20, 28, 24, 48, 10, 12, 28, 20, 24, 20, 28, 10, 8)
_ASKED_FOR = ("序号", "任务", "单位", "申请时间", "原时限", "申请至", "理由")
_EXTENSIONS = (*_ASKED_FOR, "结果", "决定人", "决定时间", "退回原因")
_EXTENSIONS_WIDE = (8, 28, 20, 18, 14, 14, 40, 10, 10, 18, 30)
_REPORTS = ("序号", "任务", "单位", "报送时间", "类型", "进度", "内容", "困难", "需协调", "审核")
_DECIDED_BY = ("议事机构", "会议", "纪要", "序号", "议定方式", "议定事项")
_RESOLUTIONS = (*_DECIDED_BY, "牵头单位", "配合单位", "时限", "任务编号", "办理状态")
_HELD_BY = ("议事机构", "单位", "席位", "原任", "现任")
_FILINGS = (*_HELD_BY, "变动原因", "生效日期", "方式", "依据", "移交未办事项", "经办")
_FILLS = {Light.RED: "FFC7CE", Light.YELLOW: "FFEB9C", Light.GREEN: "C6EFCE"}
_STATE = 11


def _cells(row: LedgerRow) -> tuple[str, ...]:
    return (*cells(row), str(row.key))


def file(value: Ledger) -> Attachment:
    """Return the ledger as a file, by the name that people see."""
    return Attachment(f"台账{dates.today(value.as_of)}.xlsx", write(value))


def write(value: Ledger) -> bytes:
    """Return the bytes of the ledger's .xlsx; the hidden last column of a plan's sheet, 编号, names the task."""
    from openpyxl import Workbook  # noqa: PLC0415 - a slow import that few need

    book = Workbook()
    first = book.active or book.create_sheet()
    first.title = "汇总"
    states = tuple(WorkState)
    totals = [
        (f"方案{one.plan_id}", one.title, str(len(one.rows)), *(str(one.count(state)) for state in states))
        for one in value.sheets
    ]
    fill(first, value.as_of, ("方案", "名称", "任务数", *(state.zh for state in states)), totals, (10, 48, 10))
    for one in value.sheets:
        title = "交办事项" if one.title == PLAN_TITLE else f"方案{one.plan_id}"
        sheet = book.create_sheet(title)
        fill(sheet, value.as_of, COLUMNS, [_cells(row) for row in one.rows], _WIDTHS, head=f"{one.title}")
        _colour(sheet, [row.light for row in one.rows])
        sheet.column_dimensions["R"].hidden = True
    widths = (28, 22, 14, 6, 10, 50, 20, 28, 14, 10, 12)
    fill(book.create_sheet("议定事项"), value.as_of, _RESOLUTIONS, value.resolutions, widths)
    widths = (28, 20, 10, 18, 18, 24, 14, 12, 30, 12, 16)
    fill(book.create_sheet("备案"), value.as_of, _FILINGS, value.filings, widths)
    fill(book.create_sheet("延期"), value.as_of, _EXTENSIONS, value.extensions, _EXTENSIONS_WIDE)
    fill(book.create_sheet("报送记录"), value.as_of, _REPORTS, value.reports, (8, 28, 20, 18, 10, 8, 60, 30, 20, 10))
    if value.cancelled:
        lines = [(one.code, one.title, "、".join(one.leads), ended_text.line(one)) for one in value.cancelled]
        header = ("编号", "任务", "牵头单位", "取消时间和依据")
        fill(book.create_sheet("已取消"), value.as_of, header, lines, (8, 28, 24, 60))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(
    sheet: "object", as_of: datetime, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int],
    head: str = "",
) -> None:  # fmt: skip
    """Write a sheet: what it is and its moment, its columns, and rows of text that stays text."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new sheet of a workbook that is not read-only
    sheet.append([f"{head}　{dates.as_of(as_of)}".strip()])
    sheet.append(list(header))
    for row in rows:
        sheet.append([text(cell) for cell in row])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for line in sheet.iter_rows(min_row=3):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"  # 2-1 stays 2-1 and becomes no day
    sheet.freeze_panes = "A3"


def text(value: str) -> str:
    """Return a text as a cell may hold it: no formula, no character that the format does not know, not too long."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above

    return safe(ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST]


def _colour(sheet: "object", lights: Sequence[Light | None]) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    assert isinstance(sheet, Worksheet)  # noqa: S101 - as above
    for row, light in enumerate(lights, 3):
        if light in _FILLS:
            sheet.cell(row, _STATE).fill = PatternFill("solid", start_color=_FILLS[light])
