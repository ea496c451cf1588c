"""Several shares told of several tasks at once: 3和4分别完成20%和30%."""

from collections.abc import Sequence
from itertools import pairwise

from tasks_db import lazy_re as re
from tasks_db.language.completion import FULL
from tasks_db.language.numerals import percents
from tasks_db.language.references import Statement


def apart(statement: Statement, numbers: Sequence[int]) -> dict[int, int]:
    """Return each task with its own share, as of 3、4进度20%和30%; nothing where they are not as many."""
    found = percents(statement.body)
    said = [share.value for share in found]
    between = _AND_NAMED if statement.by_name else _AND
    in_a_row = all(between.fullmatch(statement.body[a.end : b.start]) for a, b in pairwise(found))
    fits = len(said) == len(numbers) > 1 and all(value < FULL for value in said)
    return dict(zip(numbers, said, strict=True)) if fits and (in_a_row or "分别" in statement.body) else {}


_AND = re.compile(r"\s*(?:[、,和及与]|以及)\s*")
_AND_NAMED = re.compile(r"\s*(?:[、,和及与]|以及)\s*[\u4e00-\u9fff]{0,8}\s*")
"""底数30%、管网40%: each share behind its name."""


def of_several(statement: Statement) -> bool:
    """Return whether several shares are told of several tasks at once, so that none may be taken for all of them."""
    return len({share.value for share in percents(statement.body)}) > 1
