"""From the cells of worksheets to tables: what .xlsx and .xls readers share.

A worksheet is a table, or several that blank rows part where a title follows. Hidden rows and
columns are read, since a filter hides them, and named; a hidden worksheet is named and left out. Named are formulas,
too, whose results a program did not save: only a spreadsheet could tell what they show.
"""

from collections.abc import Iterable, Iterator

from tasks_db.intake.blocks import Document
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers.page import Cell, Grid, Page, cell
from tasks_db.lean_dataclass import dataclass

MOST_CELLS = 300_000
MOST_ROWS = 50_000
_WIDEST = 500
_MOST_MERGED = 20_000  # positions, beyond which a merged cell stands at its first one alone
_LONGEST_MERGED = 2_000  # rows
_NAMED = 8
_LEAST_HEADER = 3
_HUGE = "这个电子表格过大（超过 {} 个单元格），不像一份任务清单。请只保留任务所在的工作表后再发送。"
_NO_CELLS = "这个电子表格里没有可读的内容。请检查是否选对了文件，或取消隐藏工作表后重新发送。"
_HIDDEN_SHEET = "工作表“{}”是隐藏的，没有读入。如果其中有任务，请取消隐藏后重新发送。"
_HIDDEN_ROWS = "工作表“{}”的第{}行是隐藏的，已一并读入。如果不需要，请删去后重新发送。"
_UNVALUED = (
    "工作表“{}”的{}单元格是公式，文件里没有存下计算结果，没有读入。请用 Excel 或 WPS 打开并保存一次后重新发送。"
)
_HIDDEN_COLUMNS = "工作表“{}”的{}列是隐藏的，已一并读入。如果不需要，请删去后重新发送。"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows and columns counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: the printed text of its cells by row and column, counted from 0.

    ``unvalued`` are the formulas, by row and column, whose results the file does not hold.
    """

    name: str
    cells: dict[int, dict[int, str]]
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: tuple[tuple[int, int], ...] = ()


def refuse_above(cells: int) -> None:
    """Raise IntakeError for a sheet of more cells than a register has."""
    if cells > MOST_CELLS:
        raise IntakeError(_HUGE.format(MOST_CELLS))


def read_sheets(worksheets: Iterable[tuple[str, Sheet | None]]) -> Document:
    """Return the document of worksheets, each with its name and None in place of a hidden one.

    Raises IntakeError where no cell says anything.
    """
    page = Page()
    for name, sheet in worksheets:
        if sheet is None:
            page.notice("hidden_sheet", _HIDDEN_SHEET.format(name), f"工作表“{name}”")
        else:
            _write(page, sheet)
    document = page.document()
    if not document.blocks:
        raise IntakeError(_NO_CELLS)
    return document


def _write(page: Page, sheet: Sheet) -> None:
    """Write a worksheet as its tables, and what is hidden in it as notices."""
    rows = _grid(sheet)
    for numbers in _stretches(rows):
        columns = sorted({column for number in numbers for column in rows[number]})
        refuse_above(len(columns) * len(numbers))
        grid: Grid = [[rows[number].get(column) for column in columns] for number in numbers]
        places = [_place(sheet, number) for number in numbers]
        page.table(grid, places.__getitem__, f"工作表“{sheet.name}”")
    hidden = sorted(sheet.hidden_rows & rows.keys())
    if hidden:
        page.notice(
            "hidden_rows", _HIDDEN_ROWS.format(sheet.name, _few(str(n + 1) for n in hidden)), _place(sheet, hidden[0])
        )
    used = {column for row in rows.values() for column in row}
    unseen = sorted(sheet.hidden_columns & used)
    if unseen:
        named = _few(column_name(n) for n in unseen)
        page.notice("hidden_columns", _HIDDEN_COLUMNS.format(sheet.name, named), f"工作表“{sheet.name}”")
    if sheet.unvalued:
        named = _few(f"{column_name(column)}{number + 1}" for number, column in sheet.unvalued)
        page.notice("formula_without_value", _UNVALUED.format(sheet.name, named), _place(sheet, sheet.unvalued[0][0]))


def first_rows(worksheets: Iterable[tuple[str, Sheet | None]]) -> list[list[str]]:
    """Return the text of the first worksheet that is not hidden, a list for each row up to the last with text.

    An empty row is an empty list, so a row's index is its number less one. A merged cell stands at each of its
    positions. Raises IntakeError as ``refuse_above`` does.
    """
    grid = next((_grid(sheet) for _, sheet in worksheets if sheet is not None), {})
    rows: list[list[str]] = [[] for _ in range(max(grid, default=-1) + 1)]
    count = len(rows)
    for number, cells in grid.items():
        width = max(cells) + 1
        count += width
        refuse_above(count)
        rows[number] = ["\n".join(cells[column].lines) if column in cells else "" for column in range(width)]
    return rows


def column_name(number: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _place(sheet: Sheet, number: int) -> str:
    return f"工作表“{sheet.name}”第{number + 1}行" + ("（隐藏）" if number in sheet.hidden_rows else "")


def _few(names: Iterable[str]) -> str:
    every = list(names)
    return "、".join(every[:_NAMED]) + (f"等{len(every)}" if len(every) > _NAMED else "")


def _grid(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Return the cells that say something; a merged one at each position of its range that the used cells span."""
    rows = {
        number: kept
        for number, values in sorted(sheet.cells.items())
        if (kept := {column: one for column, text in values.items() if (one := cell(text)).content})
    }
    if not rows:
        return {}
    bottom = max(rows)
    right = min(max(max(row) for row in rows.values()), _WIDEST)
    count = 0
    for merged in sheet.merged:
        origin = rows.get(merged.top, {}).get(merged.left)
        if origin is None or count > _MOST_MERGED:
            continue
        for number in range(merged.top, min(merged.bottom, bottom, merged.top + _LONGEST_MERGED) + 1):
            for column in range(merged.left, min(merged.right, right) + 1):
                rows.setdefault(number, {})[column] = origin
                count += 1
    return dict(sorted(rows.items()))


def _stretches(rows: dict[int, dict[int, Cell]]) -> Iterator[list[int]]:
    """Yield the row numbers of each table.

    An empty row amid a register changes nothing; behind one, a title in one cell begins another table.
    """
    current: list[int] = []
    for number in rows:
        if current and number > current[-1] + 1 and _begins_table(rows, number):
            yield current
            current = []
        current.append(number)
    if current:
        yield current


def _begins_table(rows: dict[int, dict[int, Cell]], number: int) -> bool:
    """Whether a row of one cell stands above a header."""
    below = rows.get(number + 1, {})
    return len(_distinct(rows[number])) == 1 and len(_distinct(below)) >= _LEAST_HEADER


def _distinct(row: dict[int, Cell]) -> set[int]:
    return set(map(id, row.values()))
