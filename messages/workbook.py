"""Tables as .xlsx: text cells that no spreadsheet takes for formulas."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

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
    return _restamped(out.getvalue())


_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def _restamped(content: bytes) -> bytes:
    """Return the same workbook without the moment of its writing: the same table always gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", source.read(name)))
    return out.getvalue()
