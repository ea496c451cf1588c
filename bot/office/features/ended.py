"""Tasks that were cancelled: asked for by name, code or number, they are told as what they are."""

from bot.office.turn import Turn
from messages import ended_text
from tasks_db.language import ended_words
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.ended import Ended
from tasks_db.work.views import ended


def in_words(turn: Turn, text: str) -> bool:
    """Tell of the cancelled tasks that words ask about, or list them; return whether words were that.

    They are heard here before orders and answers; of whoever gives neither, the question itself tells of them.
    """
    if not authority.may(turn.member, Right.PLAN) and not authority.may(turn.member, Right.ANSWER):
        return False
    listed, plan_id = ended_words.lists(text)
    if listed and authority.may(turn.member, Right.DECIDE):
        turn.say(ended_text.listed(turn.ask(ended.every, plan_id)))
        return True
    found = turn.ask(ended.named, text, turn.at)
    for one in found:
        tell(turn, one)
    return bool(found)


def tell(turn: Turn, value: Ended) -> None:
    """Show the card of a cancelled task, with the way back for whoever may take it."""
    turn.say(ended_text.card(value, restores=authority.may(turn.member, Right.PLAN)))


def told(turn: Turn, task_id: int) -> bool:
    """Tell of a task if it was cancelled; return whether it was."""
    value = turn.ask(ended.one, task_id)
    if value is not None:
        tell(turn, value)
    return value is not None
