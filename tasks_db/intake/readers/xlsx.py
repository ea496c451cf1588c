"""Spreadsheets (.xlsx, .xlsm): the cells as they are shown, worksheet by worksheet.

The parts are read directly, since a faster library gives values without their formats (0.95 for 95%, a day for a
month) and nothing of hidden rows, and a complete one takes several times as long.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks_db.intake.blocks import Document
from tasks_db.intake.readers.cell_formats import code_of, printed
from tasks_db.intake.readers.packages import Package
from tasks_db.intake.readers.sheets import MOST_ROWS, Merged, Sheet, first_rows, read_sheets, refuse_above
from tasks_db.lean_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA = f"{_S}f"
_T, _V, _INLINE, _READING_AID = f"{_S}t", f"{_S}v", f"{_S}is", f"{_S}rPh"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LETTERS = re.compile("[A-Z]{1,3}")
_DIGITS = "0123456789"
_ON = ("1", "true")
_MOST_SHEETS = 200
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of every worksheet lean on."""

    strings: list[str]
    formats: list[str]
    since_1904: bool


def read_xlsx(data: bytes) -> Document:
    """Return the document of an .xlsx; each row is a place. Raises as read_docx does."""
    return read_sheets(worksheets(data))


def xlsx_rows(data: bytes) -> list[list[str]]:
    """Return the text of the cells of an .xlsx, row by row as ``first_rows`` has them. Raises as read_docx does."""
    return first_rows(worksheets(data))


def worksheets(data: bytes) -> Iterator[tuple[str, Sheet | None]]:
    """Yield each worksheet of an .xlsx with its name, None in place of a hidden one. Raises as read_docx does."""
    package = Package(data)
    main = package.main("xl/workbook.xml")
    root = package.xml(main)
    if root is None:
        raise KeyError(main)
    related = package.related(main)
    parts = dict(related.values())
    properties = root.find(f"{_S}workbookPr")
    book = _Book(
        _strings(package.xml(parts.get("sharedStrings", ""))),
        _formats(package.xml(parts.get("styles", ""))),
        properties is not None and properties.get("date1904") in _ON,
    )
    for one in root.findall(f"{_S}sheets/{_S}sheet")[:_MOST_SHEETS]:
        name = one.get("name", "")
        kind, path = related.get(one.get(_R_ID, ""), ("", ""))
        if kind != "worksheet":
            continue
        if one.get("state", "visible") != "visible":
            yield name, None
            continue
        sheet = package.xml(path)
        if sheet is not None:
            yield name, _sheet(name, sheet, book)


def _sheet(name: str, root: "_Element", book: _Book) -> Sheet:
    cells: dict[int, dict[int, str]] = {}
    hidden = set()
    unvalued: list[tuple[int, int]] = []
    count = number = 0
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        number = _index(row.get("r"), number)
        if row.get("hidden") in _ON:
            hidden.add(number)
        values: dict[int, str] = {}
        column = 0
        for one in row:
            named = _column_of(one.get("r", "").rstrip(_DIGITS))
            column = column if named is None else named
            text = _value(one, book)
            if text:
                values[column] = text
            elif _is_unvalued(one):
                unvalued.append((number, column))
            column += 1
        count += len(values)
        refuse_above(count)
        if values:
            cells.setdefault(number, {}).update(values)
        number += 1
    merged = [_merged(one.get("ref", "")) for one in root.iterfind(f"{_S}mergeCells/{_S}mergeCell")]
    columns = _hidden_columns(root)
    return Sheet(
        name, cells, tuple(one for one in merged if one), frozenset(hidden), columns, tuple(unvalued[:MOST_ROWS])
    )


def _index(text: str | None, following: int) -> int:
    """Return the index of a row; one without a number follows the one before it."""
    number = int(text) - 1 if text and text.isascii() and text.isdecimal() and len(text) < 8 else following  # noqa: PLR2004  no sheet is longer
    if number > MOST_ROWS * 20:
        refuse_above(number)
    return max(number, 0)


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int | None:
    """Return the index of the column that a reference without its row number names, or None."""
    letters = letters.replace("$", "")
    return _column(letters) if _LETTERS.fullmatch(letters) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(element: "_Element", book: _Book) -> str:
    kind = element.get("t", "n")
    held = _child(element, _INLINE if kind == "inlineStr" else _V)
    if held is not None and kind == "inlineStr":
        return _rich(held)
    raw = held.text if held is not None else None
    if not raw:
        return ""
    if kind == "s":
        return book.strings[int(raw)]
    if kind == "b":
        return "是" if raw == "1" else "否"
    if kind != "n":
        return str(raw)
    style = element.get("s")
    code = book.formats[int(style)] if style and int(style) < len(book.formats) else "General"
    return printed(raw, code, since_1904=book.since_1904)


def _is_unvalued(element: "_Element") -> bool:
    """Whether a cell without text has a formula whose result nobody saved; an empty text is a result."""
    return element.get("t", "n") != "str" and _child(element, _FORMULA) is not None


def _child(element: "_Element", tag: str) -> "_Element | None":
    for one in element:  # in a cell there are three at most: faster than lxml's own search
        if one.tag == tag:
            return one
    return None


def _rich(element: "_Element") -> str:
    """Return a text in runs; reading aids above it are not part of it."""
    parts = list(element)
    if len(parts) == 1 and parts[0].tag == _T:  # the usual case: no runs
        text = parts[0].text or ""
    else:
        runs = [one for part in parts if part.tag != _READING_AID for one in part.iter(_T)]
        text = "".join([run.text or "" for run in runs])
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _strings(root: "_Element | None") -> list[str]:
    return [_rich(one) for one in root.iterfind(f"{_S}si")] if root is not None else []


def _formats(root: "_Element | None") -> list[str]:
    """Return the number format of each cell style."""
    if root is None:
        return []
    named = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    return [code_of(int(one.get("numFmtId", "0")), named) for one in root.iterfind(f"{_S}cellXfs/{_S}xf")]


def _merged(text: str) -> Merged | None:
    first, _, last = text.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not begin or not end:
        return None
    return Merged(int(begin[2]) - 1, _column(begin[1]), int(end[2]) - 1, _column(end[1]))


def _hidden_columns(root: "_Element") -> frozenset[int]:
    hidden: set[int] = set()
    for one in root.iterfind(f"{_S}cols/{_S}col"):
        if one.get("hidden") in _ON:
            first, last = int(one.get("min", "1")), int(one.get("max", "1"))
            hidden.update(range(first - 1, min(last, 16_384)))
    return frozenset(hidden)
