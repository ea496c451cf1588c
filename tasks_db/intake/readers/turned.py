"""Tables that lie on their side: the titles stand in the first column, and each further column is a task.

They are stood up, so that whoever reads tables finds a header above and a task in each row. A form of labels and
values has two columns, or labels in the third one too; it stays as it is.
"""

from dataclasses import replace

from tasks_db.intake.blocks import Block, Document, Passage, Row, Table
from tasks_db.intake.columns import Column
from tasks_db.intake.headers import column_of

_LEAST_WIDTH = 3
_LEAST_TITLES = 3
_MOST_ROWS = 15
_LONGEST_TITLE = 10
_ROLES = frozenset((Column.LEAD, Column.RESPONSIBLE, Column.LEADER, Column.UNIT))


def turned(document: Document) -> Document:
    """Return the document with the tables that lie on their side stood up."""
    if not any(_lies(block) for block in document.blocks):
        return document
    return replace(document, blocks=tuple(_stood_up(block) for block in document.blocks))


def _stood_up(block: Block) -> Block:
    if isinstance(block, Passage) or not _lies(block):
        return block
    above, lying = _parted(block)
    width = len(lying)
    titles = [(row[0],) * width for row in above]
    rows: list[Row] = [tuple(row[n] for row in lying) for n in range(len(lying[0]))]
    return Table((*titles, *rows), block.place)


def _parted(table: Table) -> tuple[list[Row], list[Row]]:
    """Return the rows of one text above, and those below them."""
    count = 0
    while count < len(table.rows) - 1 and len({cell.text for cell in table.rows[count] if cell.text}) < 2:  # noqa: PLR2004
        count += 1
    return list(table.rows[:count]), list(table.rows[count:])


def _lies(block: Block) -> bool:
    if isinstance(block, Passage):
        return False
    _, rows = _parted(block)
    if len(rows[0]) < _LEAST_WIDTH or not _LEAST_TITLES <= len(rows) <= _MOST_ROWS:
        return False
    titles = [row[0].text for row in rows]
    if not all(0 < len("".join(title.split())) <= _LONGEST_TITLE for title in titles):
        return False
    kinds = {column_of(title) for title in titles} - {Column.OTHER}
    if len(kinds) < _LEAST_TITLES or Column.TEXT not in kinds or kinds.isdisjoint(_ROLES):
        return False
    others = [_kinds([row[n].text for row in rows]) for n in range(1, len(rows[0]))]
    across = max(_kinds([cell.text for cell in row]) for row in rows)
    return max(others) < _LEAST_TITLES and across < _LEAST_TITLES and any(len(set(row[1:])) > 1 for row in rows)


def _kinds(texts: list[str]) -> int:
    """Count the kinds of columns that short texts name."""
    short = [text for text in texts if len(text) <= _LONGEST_TITLE]
    return len({column_of(text) for text in short} - {Column.OTHER})
