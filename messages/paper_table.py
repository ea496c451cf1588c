"""The spreadsheet beside an edited paper: it says in each row what the edited annex says."""

from collections.abc import Sequence

from messages import paper_edited
from messages.digest_tables import Table
from tasks_db import lazy_re as re

_BLANKS = re.compile(r"\s+")
_KEY = 2
"""A row of the annex is known by its task's number and title."""
Rows = Sequence[Sequence[str]]


def followed(table: Table, own: bytes, edited: bytes) -> Table:
    """Return a table as an edited file has it: rows taken out are left out, changed cells say what they say there.

    ``own`` is the program's draft with the same annex. A cell that the office left as it was stays as the table has
    it; where the edited file has no such annex the whole table stays.
    """
    before, after = (_annex(paper_edited.tables(content), table) for content in (own, edited))
    if not before or not after or [*map(_flat, before[0])] != [*map(_flat, after[0])]:
        return table
    columns = [table.headers.index(_flat(name)) for name in before[0]]
    whole = {_known_by(row): row for row in table.rows}
    printed = {_known_by(row): row for row in before[1:]}
    rows = []
    for row in after[1:]:
        kept = list(whole.get(_known_by(row), ("",) * len(table.headers)))
        was = printed.get(_known_by(row), ("",) * len(row))
        for column, old, new in zip(columns, was, row, strict=False):
            if _flat(old) != _flat(new):
                kept[column] = new.strip()
        rows.append(tuple(kept))
    return Table(table.title, table.headers, tuple(rows))


def _annex(tables: Sequence[Rows], table: Table) -> Rows:
    """The one of a file's tables whose head is a part of the table's own; empty where there is none."""
    for rows in tables:
        head = [_flat(name) for name in rows[0]] if rows else []
        if head[:_KEY] == list(table.headers[:_KEY]) and set(head) <= set(table.headers):
            return rows
    return ()


def _known_by(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(_flat(cell) for cell in row[:_KEY])


def _flat(text: str) -> str:
    return _BLANKS.sub("", text).replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{HYPHEN}", "-")
