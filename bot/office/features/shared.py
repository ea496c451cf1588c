"""What several features do."""

from bot.office.turn import Turn
from messages.message import Message
from tasks_db.work.post import conversation


def prompt_for(turn: Turn, kind: str, message: Message | str, **args: object) -> None:
    """Ask the person to type something; the next plain message goes, with ``args``, to the prompt of this kind."""
    turn.do(conversation.wait_for, kind, args)
    turn.say(message)
