"""Forms that hold one task each: labels with their values side by side, 牵头单位 | 县水利局 | 完成时限 | 6月底.

A form is laid out as a table of one row below its labels, and forms with the same labels that follow each other as
one table, so that whoever reads tables finds a register.
"""

from dataclasses import replace

from tasks_db.intake.blocks import Block, Document, Passage, Row, Table
from tasks_db.intake.columns import Column
from tasks_db.intake.headers import column_of

_LONGEST_LABEL = 10
_LEAST_LABELS, _LEAST_SHARE = 3, 0.6
_OWNERS = frozenset((Column.LEAD, Column.RESPONSIBLE))

_Pair = tuple[Passage, Passage]


def stood_as_rows(document: Document) -> Document:
    """Return the document with its forms as tables of tasks."""
    blocks: list[Block] = []
    labels: tuple[str, ...] = ()  # of the form before
    for block in document.blocks:
        pairs = _pairs(block) if isinstance(block, Table) else []
        titles = tuple(label.text for label, _ in pairs)
        values = tuple(value for _, value in pairs)
        if pairs and titles == labels and isinstance(blocks[-1], Table):
            blocks[-1] = replace(blocks[-1], rows=(*blocks[-1].rows, values))
        elif pairs and isinstance(block, Table):
            blocks.append(Table((tuple(label for label, _ in pairs), values), block.place))
        else:
            blocks.append(block)
        labels = titles
    return replace(document, blocks=tuple(blocks))


def _pairs(table: Table) -> list[_Pair]:
    """Return the labels of a form with their values, or nothing where a table is none."""
    pairs: list[_Pair] = []
    for row in table.rows:
        cells = _apart(row)
        if len(cells) == 1 and not pairs:
            continue  # the title of the form
        if len(cells) % 2:
            return []
        pairs += zip(cells[::2], cells[1::2], strict=True)
    labels = [label.text for label, _ in pairs]
    kinds = [column_of(label) for label in labels]
    known = {*kinds} - {Column.OTHER}
    whole = (
        len(known) >= _LEAST_LABELS
        and all(0 < len("".join(label.split())) <= _LONGEST_LABEL for label in labels)
        and len(kinds) - kinds.count(Column.OTHER) >= _LEAST_SHARE * len(kinds)
        and not known.isdisjoint(_OWNERS)
        and not known.isdisjoint((Column.TEXT, Column.CATEGORY))
        and len(set(labels)) == len(labels)
        and not any(_is_label(value.text) for _, value in pairs)
    )
    return pairs if whole else []


def _apart(row: Row) -> list[Passage]:
    """Return the cells of a row, merged ones once, without empty ones at its end."""
    cells = [cell for n, cell in enumerate(row) if not cell.text or n == 0 or cell != row[n - 1]]
    while len(cells) > 2 and not cells[-1].text and not cells[-2].text:  # noqa: PLR2004  a label may lack its value
        cells.pop()
    return cells


def _is_label(text: str) -> bool:
    """Whether a value is a title that stands in no task: 责任单位, 完成时限."""
    plain = "".join(text.split())
    return 1 < len(plain) <= _LONGEST_LABEL and column_of(plain) in (*_OWNERS, Column.DATE, Column.SEQUENCE)
