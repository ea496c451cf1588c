"""Findings on tables: rows that lack cells, rows that ran into one, and columns and tables that were not read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks_db.intake import cells
from tasks_db.intake.blocks import Passage, Row, Table
from tasks_db.intake.cells import Content
from tasks_db.intake.columns import Column
from tasks_db.intake.draft import DraftFinding, Quote
from tasks_db.intake.headers import Header, is_spanned
from tasks_db.intake.understood import Understood

_COUNTED = 3  # numbers that follow each other count the rows of a table
_MOST_DIGITS = 3
_LEAST_SHARE = 0.5
_LONGEST_QUOTE = 400


def table_findings(known: Understood) -> Iterator[DraftFinding]:
    """Yield what is odd about the tables of a document."""
    read = {part.start for entry in known.rows for _, part in entry.cells}
    for placed in known.outline.tables:
        yield from _short_rows(placed.table)
        yield from _run_together(placed.table, read)
    for placed, header in known.registers:
        yield from _unread_columns(placed.table, header, read)
    yield from _unread(known.unread)


def _short_rows(table: Table) -> Iterator[DraftFinding]:
    for at in table.short:
        row = table.rows[at]
        # a cell merged from the row above knows the place of that row
        above = table.rows[at - 1] if at else ()
        place = next((cell.place for cell in row if cell.place and cell not in above), table.place)
        message = "表格这一行的单元格比表头少，可能有空格丢失，请核对各列是否对齐。"
        yield DraftFinding("short_row", "warning", message, (Quote(place, _said(row)),))


def _run_together(table: Table, read: set[int]) -> Iterator[DraftFinding]:
    """Yield rows that hold the numbers of several, and rows with a printed number of which no task was made."""
    for row in table.rows:
        if sum(cell.text.isdecimal() for cell in row) < _COUNTED:
            continue  # nearly all of them
        counted = _counting(list(dict.fromkeys(row)))
        gaps = {row.index(low) - row.index(high) for high, low in pairwise(counted)}
        if counted and len(gaps) == 1 and gaps != {-1}:
            message = f"表格这一行里有 {len(counted)} 个连续的序号，可能是几行并成了一行，请核对，必要时手工录入。"
            yield DraftFinding("rows_in_one", "error", message, (Quote(_place(row, table), _said(row)),))
    for n in range(len(table.rows[0]) if table.rows else 0):
        counted = _counting([row[n] for row in table.rows])
        lost = [one for one in counted if one.start not in read]
        if len(lost) < len(counted):
            rows = [row for row in table.rows if row[n] in lost]
            for row in rows:
                message = f"表格里序号 {row[n].text} 的一行没有读成任务，请核对，必要时手工录入。"
                yield DraftFinding("row_not_read", "warning", message, (Quote(_place(row, table), _said(row)),))


def _counting(found: Sequence[Passage]) -> list[Passage]:
    """Return the cells that count 1, 2, 3 …; none if there are fewer than three."""
    counted: list[Passage] = []
    for one in found:
        if len(one.text) <= _MOST_DIGITS and one.text.isdecimal() and int(one.text) == len(counted) + 1:
            counted.append(one)
    return counted if len(counted) >= _COUNTED else []


def _unread_columns(table: Table, known: Header, read: set[int]) -> Iterator[DraftFinding]:
    """Yield the columns of a table of tasks whose titles are not known and of which nothing was made."""
    rows = [row for row in table.rows[known.row + 1 :] if not is_spanned(row)]
    for n in known.at(Column.OTHER):
        filled = [row[n] for row in rows if row[n].text]
        if known.titles[n] and filled and not any(cell.start in read for cell in filled):
            message = f"表格的“{known.titles[n]}”一列没有看懂，{len(filled)} 行的内容没有采用。如有用，请手工录入。"
            yield DraftFinding("unread_column", "info", message, (Quote(_place(rows[0], table), filled[0].text),))


def _unread(tables: Sequence[Table]) -> Iterator[DraftFinding]:
    """Yield one finding for the tables that were left unread and name units beside words."""
    left = [(table, rows) for table in tables if (rows := _rows_with_units(table))]
    if left:
        named = "、".join(f"{table.place}（{len(rows)} 行）" for table, rows in left)
        message = f"{named}写有单位，没有读成任务。如其中有任务，请手工录入。"
        quotes = tuple(Quote(_place(row, table), _said(row)) for table, rows in left for row in rows)
        yield DraftFinding("unread_table", "info", message, quotes)


def _rows_with_units(table: Table) -> list[Row]:
    """Return the rows below the first of a table one of whose columns names units; none where cells are labels."""
    rows = [row for row in table.rows[1:] if not is_spanned(row)]
    if len(rows) < 2 or any(cell.text.endswith((":", "：")) for cell in table.rows[0]):  # noqa: PLR2004
        return []
    held = [[cells.content_of(row[n].text) for row in rows] for n in range(len(table.rows[0]))]
    named = len(held) > 1 and max(column.count(Content.UNITS) for column in held) >= _LEAST_SHARE * len(rows)
    return rows if named else []


def _place(row: Row, table: Table) -> str:
    return next((cell.place for cell in row if cell.place), table.place)


def _said(row: Row) -> str:
    return " ".join(cell.text for cell in dict.fromkeys(row) if cell.text)[:_LONGEST_QUOTE]
