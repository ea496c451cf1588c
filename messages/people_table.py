"""Tables of units and people as files: CSV or XLSX in, invitations as XLSX out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from messages.workbook import write_table
from tasks_db.intake import IntakeError, read_rows_apart
from tasks_db.language.lists import listed
from tasks_db.register.refusals import RosterError
from tasks_db.register.roster import TableRow
from tasks_db.register.seating import Invited

COLUMNS = ("单位", "别名", "集合单位", "席位", "姓名", "职务", "邮箱")


def is_people_table(path: Path) -> bool:
    """Return whether a table's first row names the columns of units and people; False for what cannot be read."""
    try:
        rows = read_rows_apart(path)
    except IntakeError:
        return False
    return "单位" in rows[0]


def read_people(path: Path) -> list[TableRow]:
    """Read a table whose first row names its columns: 单位, and perhaps 别名, 集合单位, 席位, 姓名, 职务 and 邮箱.

    Raises IntakeError for a file that cannot be read and RosterError for other columns, with what to do.
    """
    rows = read_rows_apart(path)
    if "单位" not in rows[0]:
        raise RosterError(f"表格第一行要有列名，至少有“单位”。可用的列：{'、'.join(COLUMNS)}。")
    header = rows[0]
    return [_row(number, dict(zip(header, row, strict=False))) for number, row in enumerate(rows[1:], 2) if any(row)]


def _row(number: int, cells: dict[str, str]) -> TableRow:
    return TableRow(
        line=number,
        unit=cells.get("单位", ""),
        aliases=listed(cells.get("别名", ""), spaces=True),
        groups=listed(cells.get("集合单位", ""), spaces=True),
        role=cells.get("席位", ""),
        name=cells.get("姓名", ""),
        post=cells.get("职务", ""),
        mail=cells.get("邮箱", ""),
    )


INVITATION_COLUMNS = ("单位", "席位", "姓名", "邀请码", "点开即绑定")


def invitation_table(invited: Sequence[Invited], link: Callable[[str], str | None]) -> bytes:
    """Return the codes as a table to hand out.

    ``link`` makes the address that opens the chat with a code and binds at once; None where there is no such address.
    """
    rows = [(one.unit, one.role.zh, one.person or "", one.code, link(one.code) or "") for one in invited]
    return write_table(INVITATION_COLUMNS, rows)
