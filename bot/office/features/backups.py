"""What is said to whoever asks for a backup: it is made at the terminal, and no export is one."""

from bot.office.turn import Turn
from messages import backup_text
from tasks_db.language import backup_words
from tasks_db.register import authority
from tasks_db.register.authority import Right


def in_words(turn: Turn, text: str) -> bool:
    """Say how a backup is made where words ask for one (怎么备份); return whether they do."""
    if not backup_words.asks_for_backup(text) or not authority.may(turn.member, Right.ASK):
        return False
    turn.say(backup_text.HOW if authority.may(turn.member, Right.REVIEW) else backup_text.FOR_UNITS)
    return True
