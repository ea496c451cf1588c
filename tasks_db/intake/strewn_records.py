"""Records of a system's export, one below another: each label a line, and in the lines below it its value.

    record  =  label value { label value }, a value of no, one or several lines

Labels are the lines that come again in each record, in one order; some of them are known titles of columns. The
records become the rows of one table.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tasks_db.intake.blocks import EMPTY, Block, Passage, Table, join
from tasks_db.intake.columns import Column
from tasks_db.intake.headers import column_of
from tasks_db.intake.line_forms import Kind, has_sentence, kind

_LEAST_RECORDS, _LEAST_LABELS = 2, 4
_LONGEST_LABEL = 12
_OWNED = frozenset((Column.LEAD, Column.RESPONSIBLE, Column.UNIT))
_NOTHING = re.compile(r"[（(](?:空|无)[）)]")


def recorded(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with such records made a table."""
    labels = _labels(blocks)
    if not labels:
        return list(blocks)
    at = [n for n, block in enumerate(blocks) if isinstance(block, Passage) and block.text == labels[0]]
    ends = [*at[1:], len(blocks)]
    records = [_record(blocks[low:high], labels) for low, high in zip(at, ends, strict=True)]
    last, used = records[-1]
    titles = tuple(block for block in blocks[at[0] : ends[0]] if isinstance(block, Passage) and block.text in labels)
    rows = (titles, *(row for row, _ in records[:-1]), last)
    return [*blocks[: at[0]], Table(rows, titles[0].place), *blocks[at[-1] + used :]]


def _labels(blocks: Sequence[Block]) -> list[str]:
    """Return the labels of a document's records in order, or nothing where it holds none."""
    texts = [block.text if isinstance(block, Passage) else "" for block in blocks]
    often = Counter(text for text in texts if 0 < len(text) <= _LONGEST_LABEL and not has_sentence(text))
    known = {text: column_of(text) for text, count in often.items() if count >= _LEAST_RECORDS}
    first = next((text for text in texts if known.get(text, Column.OTHER) is not Column.OTHER), None)
    if first is None:
        return []
    at = [n for n, text in enumerate(texts) if text == first]
    shared = [
        text
        for text in dict.fromkeys(texts[at[0] : at[1]])
        if often[text] == len(at) and all(text in texts[low:high] for low, high in pairwise([*at, len(texts)]))
    ]
    columns = {known[text] for text in shared}
    within = [[text for text in texts[low:high] if text in shared] for low, high in pairwise([*at, len(texts)])]
    told = sum(below not in shared for above, below in pairwise(texts[at[0] :]) if above in shared)
    whole = (
        len(shared) >= _LEAST_LABELS
        and Column.TEXT in columns
        and not columns.isdisjoint(_OWNED)
        and all(one == shared for one in within)
        and 2 * told > len(at) * len(shared)  # titles side by side are those of a table again
    )
    return shared if whole else []


def _record(blocks: Sequence[Block], labels: Sequence[str]) -> tuple[tuple[Passage, ...], int]:
    """Return the values of a record, and how many lines it takes up to the first behind its last value."""
    values: list[list[Passage]] = []
    used = 0
    for n, block in enumerate(blocks):
        if not isinstance(block, Passage) or kind(block.text) is Kind.FURNITURE:
            if len(values) == len(labels):
                break
            continue
        if len(values) < len(labels) and block.text == labels[len(values)]:
            values.append([])
        elif len(values) == len(labels) and values[-1]:
            break
        elif not _NOTHING.fullmatch(block.text):
            values[-1].append(block)
        used = n + 1
    return tuple(join(lines, "\n") if lines else EMPTY for lines in values), used
