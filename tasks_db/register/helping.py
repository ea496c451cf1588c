"""What is typed to somebody whose unit was asked to help another: an answer to that, or of a task of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks_db.language import Intent, Shown, UnclearKind, understand
from tasks_db.language.numerals import percents
from tasks_db.register import following
from tasks_db.register.answers import Line

_TWO_OTHERS = tuple(Shown(number, "〇" * number, can_close=False, listed=False) for number in (998, 999))
"""Beside them words of no task are not taken for the only one that there is."""


def only_received(text: str, today: date) -> bool:
    """Return whether words say no more than that a message was seen: 收到, 好的谢谢."""
    kind = understand(text, _TWO_OTHERS, today).intent
    return kind in {Intent.RECEIPT, Intent.THANKS, Intent.GREETING, Intent.SMALL_TALK}


def is_of_no_task(text: str, lines: Sequence[Line], today: date) -> bool:
    """Return whether words tell something, and name none of somebody's own tasks by number, name or share."""
    own = [replace(line.shown, near=False, just_said=False) for line in lines]
    heard = understand(text, [*own, *_TWO_OTHERS], today)
    if heard.answers or heard.intent is not None or percents(text) or following.is_put_as_question(text):
        return False
    return all(one.kind is UnclearKind.NO_NUMBER and not one.numbers for one in heard.unclear)
