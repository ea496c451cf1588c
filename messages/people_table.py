"""Tables of units and people as files: CSV or XLSX in, invitations as XLSX out."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

from messages.workbook import write_table
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import RosterError
from tasks_db.register.roster import TableRow

COLUMNS = ("单位", "别名", "集合单位", "席位", "姓名", "职务")


_SPLIT = re.compile(r"[、，,；;\s]+")


def is_people_table(path: Path) -> bool:
    """Whether a table's first row names the columns of units and people, and no tasks."""
    try:
        header = (_xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path))[:1]
    except RosterError:
        return False
    return bool(header) and "单位" in [cell.strip() for cell in header[0]]


def read_people(path: Path) -> list[TableRow]:
    """Read a table whose first row names its columns: 单位, and perhaps 别名, 集合单位, 席位, 姓名 and 职务.

    Raises RosterError with what is wrong with the file and what to do.
    """
    if not path.is_file():
        raise RosterError(f"找不到文件 {path.name}。请检查路径。")
    rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    rows = [[cell.strip() for cell in row] for row in rows]
    if not rows or "单位" not in rows[0]:
        raise RosterError(f"表格第一行要有列名，至少有“单位”。可用的列：{'、'.join(COLUMNS)}。")
    header = rows[0]
    return [_row(number, dict(zip(header, row, strict=False))) for number, row in enumerate(rows[1:], 2) if any(row)]


def _row(number: int, cells: dict[str, str]) -> TableRow:
    return TableRow(
        line=number,
        unit=cells.get("单位", ""),
        aliases=_several(cells.get("别名", "")),
        groups=_several(cells.get("集合单位", "")),
        role=cells.get("席位", ""),
        name=cells.get("姓名", ""),
        post=cells.get("职务", ""),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(name for name in _SPLIT.split(cell) if name)


def _csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(raw.decode(encoding))))
        except UnicodeDecodeError:
            continue
    raise RosterError(f"{path.name} 不是 UTF-8 或 GB18030 的文本。请另存为 UTF-8 的 CSV，或用 XLSX。")


def _xlsx(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a slow import that few commands need
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, InvalidFileException, KeyError, OSError):
        raise RosterError(f"{path.name} 打不开。请确认是没有密码的 XLSX 文件。") from None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


INVITATION_COLUMNS = ("单位", "席位", "姓名", "邀请码", "点开即绑定")


def invitation_table(invited: list[tuple[SeatLine, str]], link: Callable[[str], str | None] | None) -> bytes:
    """Return the codes as a table to hand out; ``link`` makes the address that opens the chat and binds at once."""
    rows = [
        (line.unit, line.role.zh, line.person or "", code, (link(code) if link is not None else None) or "")
        for line, code in invited
    ]
    return write_table(INVITATION_COLUMNS, rows)
