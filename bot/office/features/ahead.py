"""Whom the program will write to on a day to come, shown before it does; nothing is sent by asking."""

from bot.office.turn import Turn
from config.clock import local_date
from messages import outgoing_text
from tasks_db.language import ahead_words
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.work.views import outgoing


def in_words(turn: Turn, text: str) -> bool:
    """Show who is asked what on the day that is named (明天要给哪些人发，每人几项); return whether it was that."""
    today = local_date(turn.now)
    day = ahead_words.asks_ahead(text, today)
    if day is None or not authority.may(turn.member, Right.PLAN):
        return False
    found = turn.ask(outgoing.coming, day if day > today else None, day if day > today else None, ())
    turn.say(outgoing_text.coming(found))
    return True
