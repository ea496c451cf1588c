"""What several features do."""

from bot.office.turn import Turn
from messages.message import Message
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.post import conversation


def prompt_for(turn: Turn, kind: str, message: Message | str, **args: object) -> None:
    """Ask the person to type something; the next plain message goes, with ``args``, to the prompt of this kind."""
    turn.do(conversation.wait_for, kind, args)
    turn.say(message)


WORDS = "open"
"""The kind of what waits while a button is to say what words were meant as."""


def keep_words(turn: Turn, text: str) -> None:
    """Keep what was typed until a button says what it is."""
    turn.do(conversation.wait_for, WORDS, {"text": text})


def kept_words(turn: Turn, otherwise: str) -> str:
    """Return what was typed before the button, which is kept no longer; raises AnswerRefused with ``otherwise``."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != WORDS:
        raise AnswerRefused(otherwise)
    turn.do(conversation.let_go)
    return str(row.args["text"])
