"""What words mean that put right what was just said of a task, and tell by themselves no state.

Of 进度85% another share is meant, of 申请延期 another day, and of 合格5台 another figure.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from tasks_db import lazy_re as re
from tasks_db.language import correcting
from tasks_db.language.days import dates
from tasks_db.language.numerals import figures
from tasks_db.language.reading import Reading
from tasks_db.language.values import LastSaid
from tasks_db.terms import AnswerKind

_CHANGE = re.compile(
    r"(?<![\d.第])(?P<old>\d{1,4})\s*(?:要|请|应该?)?(?:改[为成到]|更正[为成]|应为|应该?是|→)\s*(?P<new>\d{1,4})(?![\d.%]|[项号月日])"
)
_TOO_MUCH = re.compile(
    r"(?<![\d.第])(?P<old>\d{1,4})\s*(?:报|写|填|打|说)得?[高低多少大小错]了?[，,。\s]*(?:应该?|实际|其实)?(?:是|为|只有|才)\s*(?P<new>\d{1,4})(?![\d.%]|[项号月日])"
)
"""70报高了，只有60: as 70改成60."""
_DENIED = re.compile(r"(?:不是|并非|不到|不要)\s*$")
"""不是15日，是12月10日: one of the two days is meant."""
_FIGURES = frozenset({AnswerKind.PROGRESS, AnswerKind.DONE})
_OPEN = frozenset({None, AnswerKind.PROGRESS})


def changes(text: str) -> Iterator[re.Match[str]]:
    """Return where one bare figure (``new``) is put in the place of another (``old``): 23改成32, 70报高了，是60."""
    return chain(_CHANGE.finditer(text), _TOO_MUCH.finditer(text))


def put_right(reading: Reading, last: LastSaid, text: str, today: date) -> Reading:
    """Return the reading of a correction in the light of what it corrects; where that tells nothing, as it was."""
    if reading.question is not None or reading.kind not in _OPEN:
        return reading
    if last.kind is AnswerKind.EXTENSION and reading.percent is None:
        days = [
            said.day
            for said in dates(text, today)
            if said.day is not None and said.day > today and not _DENIED.search(text[: said.start])
        ]
        if len(days) == 1:
            return replace(reading, kind=last.kind, new_date=days[0], expected=None, sure=True, options=())
    if last.kind not in _FIGURES:
        return reading
    if change := next(changes(text), None):
        new = int(change["new"]) if last.percent == int(change["old"]) else None
        return replace(reading, kind=AnswerKind.PROGRESS, percent=new, sure=True, options=())
    if reading.kind is None and correcting.corrects(text) and figures(text):
        return replace(reading, kind=AnswerKind.PROGRESS, sure=True)
    return reading
