"""Tables as .xlsx: text cells that no spreadsheet takes for formulas."""

import io
from collections.abc import Iterable, Sequence

from messages.archives import restamped

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> str:
    """Return a value as text that a spreadsheet will not take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the bytes of an .xlsx: rows of text cells under a bold header that stays in sight."""
    from openpyxl import Workbook  # noqa: PLC0415 - a slow import that few commands need
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([safe(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in sheet.columns:
        letter = getattr(column[0], "column_letter", "A")
        sheet.column_dimensions[letter].width = min(60, 4 + max(2 * len(str(c.value or "")) for c in column))
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return restamped(out.getvalue(), undated=True)
