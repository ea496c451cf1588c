"""One difficulty told before and behind the name of its task: 三大运营商不配合，线缆这项推不动."""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language import cues, naming
from tasks_db.language.choice import Message
from tasks_db.language.references import Scope, Statement
from tasks_db.terms import AnswerKind


def is_one_trouble(first: Statement, rest: Sequence[Statement], message: Message) -> bool:
    """Return whether words that name no task tell the difficulty of the task named next.

    They are all of the message, or a sentence of their own: 供电局不来人，充电这项推不动。排查做完5个小区。
    """
    alone = len(rest) == 1 and not cues.COUNTED.search(first.body)
    if first.scope is not Scope.NONE or not (alone or _are_a_sentence(first, rest[0])):
        return False
    numbers = rest[0].numbers[0] if len(rest[0].numbers) == 1 else None
    kinds = {message.read(first, None).kind, message.read(rest[0], numbers).kind}
    return kinds == {AnswerKind.BLOCKED} and not naming.meant(first.body, list(message.shown.values()))[0]


def _are_a_sentence(first: Statement, other: Statement) -> bool:
    return _ENDS.search(first.body) is None and _ENDS.search(other.body.rstrip()[-1:]) is not None


_ENDS = re.compile(r"[。;!\n]")
