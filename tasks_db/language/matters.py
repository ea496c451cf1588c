"""Several matters in one text: 加两项：甲；乙, a topic of 1.甲；2.乙; each with who reports on it."""

from tasks_db import lazy_re as re
from tasks_db.language.sitting_words import SittingWordsError, reported

_NUMBER = re.compile(r"(?<![\d.第])[（(]?(?P<number>\d{1,2})\s*(?:[.、．)）](?!\d))\s*")
_ENDS = re.compile(r"[；;\n]+")
_OTHERS = (re.compile(r"[，,]+"), re.compile(r"、"))
"""Where so many matters are announced, what may part them instead."""
_REPORTER = re.compile(r"由?[^，,；;\s]{2,20}?(?:作|做)?汇报[。]?")
_EDGES = " ，,。；;：:、\n"


def matters(text: str, count: int = 0) -> tuple[tuple[str, str], ...]:
    """Return the matters that a text lists, each with who reports on it; words without a list are one.

    ``count`` is how many the text announces (加两项), 0 where it does not say. Raises SittingWordsError where that is
    not how many there are.
    """
    found = numbered(text) or _parted(text, _ENDS)
    if count == 1:
        found = [text.strip(_EDGES)]
    for sign in _OTHERS:
        if count > 1 and len(found) == 1 and len(other := _parted(text, sign)) == count:
            found = other
    if count > 1 and len(found) != count:
        raise SittingWordsError(
            f"说的是{count}项，看出来的是{len(found)}项，都没有加。请用分号分开，例如：加两项：停车场用地；路灯修缮"
        )
    return tuple(reported(one) for one in found)


def numbered(text: str) -> list[str]:
    """Return the matters of 1.甲；2.乙; none where words stand before them or they do not count up."""
    marks = list(_NUMBER.finditer(text))
    while marks and [int(mark["number"]) for mark in marks] != list(range(1, len(marks) + 1)):
        marks.pop()
    if len(marks) < 2 or text[: marks[0].start()].strip(_EDGES):  # noqa: PLR2004  a list has two at least
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [text[mark.end() : end].strip(_EDGES) for mark, end in zip(marks, ends, strict=True)]
    return found if all(found) else []


def _parted(text: str, sign: re.Pattern[str]) -> list[str]:
    """The parts of a text; one that only says who reports belongs to the part before it."""
    found: list[str] = []
    for part in (one.strip(_EDGES) for one in sign.split(text)):
        if found and _REPORTER.fullmatch(part):
            found[-1] = f"{found[-1]}，{part}"
        elif part:
            found.append(part)
    return found or [text.strip(_EDGES)]
