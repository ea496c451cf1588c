"""Codes of tasks in what is typed: 2-1 is item 1 of plan 2, whatever number it has in the list that was shown."""

from collections.abc import Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language.values import Shown

_CODE = re.compile(
    r"(?:^|(?<=[\s,。;、:和及与(]))第?(?P<from>\d{1,4})\s?[-~—–]\s?(?P<to>\d{1,4})(?:项|号)?"
    r"(?![\d.\-~/%万亿个台条处公米元天年月日前])"
)
"""Where a clause begins: 预计1-5完成 tells a day."""


def by_number(plain: str, shown: Sequence[Shown]) -> tuple[str, Sequence[Shown]]:
    """Return a text of the same length with each code as the number of its task, and the tasks as they may be meant.

    A task that is called by its code counts as listed. 1-3 is the code where it can be no range: where it does not
    go up, or leads to a number that was not shown.
    """
    known = {each.code: each for each in shown if each.code}
    listed = {each.number for each in shown if each.listed}
    called: set[int] = set()

    def number(found: re.Match[str]) -> str:
        first, last = int(found["from"]), int(found["to"])
        task = known.get(f"{first}-{last}")
        if task is None or (first < last and {first, last} <= listed):
            return found[0]
        written = f"第{task.number}项"
        if len(written) > len(found[0]):
            written = str(task.number)
        if len(written) > len(found[0]):
            return found[0]
        called.add(task.number)
        return written.ljust(len(found[0]))

    text = _CODE.sub(number, plain)
    return text, [replace(each, listed=True) if each.number in called else each for each in shown]
