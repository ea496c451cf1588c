"""Tables that go on: what 续表 parts on paper is one table.

The sign, a title that says （续）, and the header above rows that go on belong to the page and become noise. Rows go
on in the table before where both are as wide.
"""

import re
from dataclasses import replace

from tasks_db.intake.blocks import Block, Document, Passage, Row, Table

_SIGN = re.compile(
    r"[（(【\[]?\s*(?:续\s*表|[续接]\s*[上前]\s*[表页])\s*[0-9一二三四五六七八九十]{0,3}\s*[)）】\]]?"
    r"|.{1,40}[（(]\s*续\s*表?\s*[0-9一二三四五六七八九十]{0,3}\s*[）)]"
)


def continued(document: Document) -> Document:
    """Return the document with the tables whole that a sign says go on."""
    if "续" not in document.text and "接" not in document.text:
        return document
    blocks: list[Block] = []
    noise: list[Passage] = []
    signs: list[Passage] = []  # between the last table and what follows
    for block in document.blocks:
        if isinstance(block, Passage):
            if blocks and isinstance(blocks[-1], Table) and _SIGN.fullmatch(block.text):
                signs.append(block)
            else:
                blocks += [*signs, block]
                signs = []
            continue
        table, inside = _without_signs(block)
        before = blocks[-1] if blocks else None
        if isinstance(before, Table) and (signs or inside):
            noise += [*signs, *inside]
            signs = []
            if len(before.rows[0]) == len(table.rows[0]):
                heads = _repeated(before, table)
                noise += [cell for row in table.rows[:heads] for cell in _said(row)]
                blocks[-1] = _joined(before, table, heads)
            else:
                blocks.append(table)
        else:
            blocks += [*signs, block]
            signs = []
    return replace(document, blocks=(*blocks, *signs), noise=(*document.noise, *noise))


def _without_signs(table: Table) -> tuple[Table, list[Passage]]:
    """Return a table without the first rows that hold the sign alone, and the signs."""
    signs: list[Passage] = []
    for row in table.rows[:-1]:
        said = _said(row)
        if len(said) != 1 or not _SIGN.fullmatch(said[0].text):
            break
        signs += said
    count = len(signs)
    short = tuple(at - count for at in table.short if at >= count)
    return Table(table.rows[count:], table.place, short), signs


def _said(row: Row) -> list[Passage]:
    return [cell for cell in dict.fromkeys(row) if cell.text]


def _repeated(before: Table, after: Table) -> int:
    """Return how many rows of the header stand again above the rows that go on."""
    count = 0
    for above, below in zip(before.rows, after.rows, strict=False):
        if [_plain(cell) for cell in above] != [_plain(cell) for cell in below]:
            break
        count += 1
    return count


def _plain(cell: Passage) -> str:
    return "".join(cell.text.split())


def _joined(before: Table, after: Table, heads: int) -> Table:
    short = (*before.short, *(len(before.rows) + at - heads for at in after.short if at >= heads))
    return Table((*before.rows, *after.rows[heads:]), before.place, short)
