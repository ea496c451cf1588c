"""The way in for rough cases: what was understood as a spreadsheet that the office mends and sends back."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from messages.workbook import safe
from tasks_db.language.lists import listed
from tasks_db.language.rounds import name_of_round
from tasks_db.refusal import Refusal
from tasks_db.register.compare import Item
from tasks_db.register.office_words import cycles_of, day_of, is_cycle
from tasks_db.register.refusals import PlanError

COLUMNS = ("编号", "序号", "任务", "内容", "牵头单位", "责任单位", "责任领导", "完成时限", "报送周期")
_TITLE = "方案修订表"
_OPEN = frozenset({"长期", "持续", "常年", "长期坚持", "持续推进"})
"""What stands for a date in work without an end; its cycle says when it reports."""
_WIDTHS = (8, 8, 28, 70, 30, 40, 16, 16, 24)


class SheetError(Refusal):
    """A spreadsheet that cannot be taken back; ``str()`` names every faulty row."""


def write(plan_id: int, items: Sequence[Item]) -> bytes:
    """Return a plan as an .xlsx, one row a task.

    编号 is a task's identity: empty in a new row, and a row taken out is a task dropped.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a slow import that few need
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = _TITLE
    sheet.append(
        [f"{_TITLE} 方案{plan_id}：改好后把这个文件发回给机器人；“编号”不要改，新增的行编号留空，不要的行删掉。"]
    )
    sheet.append(list(COLUMNS))
    for item in items:
        sheet.append([item.key, *(safe(cell) for cell in _cells(item))])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for index, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(item: Item) -> tuple[str, ...]:
    return (
        item.seq,
        item.title,
        item.content,
        "、".join(item.leads),
        "、".join(item.responsibles),
        "、".join(item.leaders),
        str(item.deadline or ""),
        "、".join(item.cycles),
    )


def plan_of(path: Path) -> int | None:
    """Return the number of the plan that a workbook is the mended table of; None for any other file."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a slow import that few need

    try:
        book = load_workbook(path, read_only=True)
        first = next(book.worksheets[0].iter_rows(max_row=1, max_col=1, values_only=True), (None,))[0]
        book.close()
    except (BadZipFile, KeyError, ValueError, OSError):
        return None
    head = str(first or "")
    if not head.startswith(f"{_TITLE} 方案"):
        return None
    number = head.removeprefix(f"{_TITLE} 方案").partition("：")[0]
    return int(number) if number.isdecimal() else None


def read(path: Path, today: date) -> list[Item]:
    """Return the rows of a mended table as they came back; ``today`` tells which year a day without one is in.

    Raises SheetError that names every faulty row, or the columns where they are not ours.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - a slow import that few need

    rows = list(load_workbook(path, data_only=True).worksheets[0].iter_rows(min_row=2, values_only=True))
    if not rows or tuple(str(c or "") for c in rows[0][: len(COLUMNS)]) != COLUMNS:
        raise SheetError(f"表格第二行的列名变了，请保持为：{'、'.join(COLUMNS)}。")
    faults: list[str] = []
    items: list[Item] = []
    for number, row in enumerate(rows[1:], 3):
        if any(cell not in {None, ""} for cell in row):
            item = _item(number, [*row, *[None] * len(COLUMNS)][: len(COLUMNS)], today, faults)
            if item is not None:
                items.append(item)
    if faults:
        raise SheetError("表格没有采用，请改好这些行再发：\n" + "\n".join(faults[:20]))
    return items


def _item(number: int, row: Sequence[object], today: date, faults: list[str]) -> Item | None:
    key, seq, title, content, leads, others, leaders, when, often = row
    if not _text(often) and is_cycle(_text(when)):
        when, often = None, when  # 每季度 among the deadlines
    if _text(when) in _OPEN:
        when = None
    day = _day(when, today)
    cycles, why = _cycles(often)
    if why:
        faults.append(f"第{number}行：报送周期“{often}”没有采用。{why}")
    if when not in {None, ""} and day is None:
        faults.append(f"第{number}行：看不懂时限“{when}”，请写成 2025-12-31 或 2026年6月底")
    if key not in {None, ""} and not str(key).isdecimal():
        faults.append(f"第{number}行：编号“{key}”不对，新增的行请留空")
        return None
    if not _text(title) and not _text(content):
        faults.append(f"第{number}行：任务和内容都是空的")
    return Item(
        int(str(key)) if key not in {None, ""} else 0,
        _text(seq),
        _text(title),
        _text(content) or _text(title),
        listed(_text(leads)),
        # a unit stands once, in the weightier of its two roles
        tuple(name for name in listed(_text(others)) if name not in listed(_text(leads))),
        listed(_text(leaders)),
        day,
        cycles,
    )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip().removeprefix("'")


def _cycles(cell: object) -> tuple[tuple[str, ...], str | None]:
    """Return the names of the rounds in a cell, and why they are not taken, if so."""
    if not _text(cell):
        return (), None
    try:
        return tuple(map(name_of_round, cycles_of(_text(cell)))), None
    except PlanError as no:
        return (), str(no)


def _day(cell: object, today: date) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    try:
        return day_of(_text(cell), today)
    except PlanError:
        return None
