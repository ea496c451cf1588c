"""Forms that hold one task each: labels with their values side by side, 牵头单位 | 县水利局 | 完成时限 | 6月底.

A form is laid out as a table of one row below its labels, and forms with the same labels that follow each other as
one table, so that whoever reads tables finds a register.
"""

from dataclasses import replace
from itertools import pairwise

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
        found = _forms(block) if isinstance(block, Table) else []
        if not found:
            blocks.append(block)
        for pairs in found:
            titles = tuple(label.text for label, _ in pairs)
            values = tuple(value for _, value in pairs)
            if titles == labels and isinstance(blocks[-1], Table):
                blocks[-1] = replace(blocks[-1], rows=(*blocks[-1].rows, values))
            else:
                blocks.append(Table((tuple(label for label, _ in pairs), values), block.place))
            labels = titles
        labels = labels if found else ()
    return replace(document, blocks=tuple(blocks))


def _forms(table: Table) -> list[list[_Pair]]:
    """Return the labels of each form of a table with their values, or nothing where it is none."""
    pairs: list[_Pair] = []
    for row in table.rows:
        cells = _apart(row)
        if len(cells) == 1 and not pairs:
            continue  # the title of the form
        if len(cells) % 2 or any(len("".join(cell.text.split())) > _LONGEST_LABEL for cell in cells[::2]):
            return []
        pairs += zip(cells[::2], cells[1::2], strict=True)
    firsts = [n for n, (label, _) in enumerate(pairs) if label.text == pairs[0][0].text]
    forms = [pairs[low:high] for low, high in pairwise([*firsts, len(pairs)])]
    return forms if forms and all(map(_is_form, forms)) else []


def _is_form(pairs: list[_Pair]) -> bool:
    labels = [label.text for label, _ in pairs]
    if len(set(labels)) < len(labels) or not all(labels):
        return False
    kinds = [column_of(label) for label in labels]
    known = {*kinds} - {Column.OTHER}
    return (
        len(known) >= _LEAST_LABELS
        and len(kinds) - kinds.count(Column.OTHER) >= _LEAST_SHARE * len(kinds)
        and not known.isdisjoint(_OWNERS)
        and not known.isdisjoint((Column.TEXT, Column.CATEGORY))
        and not any(_is_label(value.text) for _, value in pairs)
    )


def _apart(row: Row) -> list[Passage]:
    """Return the cells of a row, merged ones once, without empty ones at its end."""
    cells = [cell for n, cell in enumerate(row) if not cell.text or n == 0 or cell.text != row[n - 1].text]
    while len(cells) > 2 and not cells[-1].text and not cells[-2].text:  # noqa: PLR2004  a label may lack its value
        cells.pop()
    return cells


def _is_label(text: str) -> bool:
    """Whether a value is a title that stands in no task: 责任单位, 完成时限."""
    plain = "".join(text.split())
    return 1 < len(plain) <= _LONGEST_LABEL and column_of(plain) in (*_OWNERS, Column.DATE, Column.SEQUENCE)
