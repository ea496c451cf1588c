"""What is typed to somebody whose unit was asked to help another: an answer to that, or of a task of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum, auto

from tasks_db.language import Intent, Shown, UnclearKind, names, naming, understand
from tasks_db.language.numerals import percents
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import following
from tasks_db.register.answers import Line

WAITS = timedelta(days=7)
"""For how long words of no task may be the answer to a plea; later it is answered by its button."""

_TWO_OTHERS = (
    Shown(998, "〇" * 998, can_close=False),
    Shown(999, "〇" * 999, can_close=False, listed=False),
)
"""Beside them words of no task are not taken for the only one that there is."""
_PLEA = 997


class Speaks(Enum):
    """What words are about, typed while a plea waits for an answer."""

    OWN = auto()  # a task of one's own, named by number, code or name; or they tell nothing
    NONE = auto()  # they tell something, and name no task
    EITHER = auto()  # they share words with a task of one's own, or with what is asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """A plea that waits for a unit's answer: its report, who asks, its task's code and title, and its words."""

    report_id: int
    unit: str
    code: str
    title: str
    words: str


def only_received(text: str, today: date) -> bool:
    """Return whether words say no more than that a message was seen: 收到, 好的谢谢."""
    kind = understand(text, _TWO_OTHERS, today).intent
    return kind in {Intent.RECEIPT, Intent.THANKS, Intent.GREETING, Intent.SMALL_TALK}


def speaks_of(text: str, lines: Sequence[Line], asked: Sequence[Asked], today: date) -> Speaks:
    """Return whether words are about one of somebody's tasks (``lines``), or may answer what they are ``asked``."""
    own = [replace(line.shown, near=False, just_said=False) for line in lines]
    heard = understand(text, [*own, *_TWO_OTHERS], today)
    if heard.intent is not None or following.is_put_as_question(text):
        return Speaks.OWN
    untitled = [replace(one, title="〇" * (n + 2), content="") for n, one in enumerate(own)]
    numbered = understand(text, [*untitled, *_TWO_OTHERS], today)
    if numbered.answers or any(one.numbers for one in numbered.unclear):
        return Speaks.OWN
    tells = [one for one in heard.unclear if one.kind is not UnclearKind.NOT_AN_ANSWER]
    if not heard.answers and not tells:
        return Speaks.OWN
    if not heard.answers and not any(one.numbers for one in heard.unclear) and not percents(text):
        return Speaks.NONE
    pleas = [Shown(_PLEA - n, f"{one.title}　{one.words}", can_close=False) for n, one in enumerate(asked)]
    of_pleas = names.named(text, pleas)
    return Speaks.OWN if naming.meant(text, own)[1] and not of_pleas else Speaks.EITHER
