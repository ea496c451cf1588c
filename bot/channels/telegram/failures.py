"""What Telegram's failures mean to us (R4): only its own word ends anything; ``evidence`` says whose word it was."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.base import ChannelError, NotEditable, Refused, TooLarge, Unknown, Wait
from bot.channels.telegram.evidence import Weather
from config.logs import redact

_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")
"""Bot API texts of a 400 that no retry will change."""

_NOT_OURS_NOW = ("logged out",)
"""Bot API texts of a 400 that speak of the bot, not of the message."""

_TOPIC_SHUT = ("message thread not found", "topic_closed", "topic_deleted")
"""Bot API texts of a 400 that speak of one topic of a forum; the others take what is said."""

_TOO_LARGE = "file is too big"
_LATER = "temporarily unavailable"
"""The Bot API's texts for files that it never hands out, and that it does not hand out just now."""

_SAME = "not modified"
"""The Bot API's text for an edit that changes nothing."""

_SOME_TIME = timedelta(seconds=30)
"""How long to wait where Telegram asks to wait, and how long cannot be read."""


def of_sending(error: TelegramError) -> ChannelError:
    """Return what a failed call means.

    Asked to wait (429), refused for the token's sake, or surely not carried out: Wait. A 403, or a 400 that says that
    the chat is gone: Refused, with the account gone. Any other refusal by Telegram itself: Refused. Whatever may have
    been carried out: Unknown.
    """
    why = redact(str(error))
    if isinstance(error, RetryAfter):
        return Wait(why, seconds_of(error))
    if isinstance(error, Weather):
        return Unknown(why) if error.may_have_arrived else Wait(why)
    if isinstance(error, InvalidToken | Conflict):
        return Wait(why)
    if isinstance(error, Forbidden):
        return Refused(why, account_gone=True)
    if isinstance(error, BadRequest):
        return _of_bad_request(why)
    return Refused(why, account_gone=False) if isinstance(error, ChatMigrated) else Unknown(why)


def _of_bad_request(why: str) -> ChannelError:
    said = why.lower()
    if any(text in said for text in _NOT_OURS_NOW):
        return Wait(why)
    return Refused(why, account_gone=any(text in said for text in _GONE))


def is_topic_shut(error: BadRequest) -> bool:
    """Return whether a refusal is of the topic alone, so that the chat's other topics take the message."""
    said = str(error).lower()
    return any(text in said for text in _TOPIC_SHUT)


def seconds_of(error: RetryAfter) -> timedelta:
    """Return how long Telegram asks to wait, or ``_SOME_TIME`` where no one can tell."""
    after: object = error.retry_after
    if isinstance(after, timedelta):
        return after
    try:
        return timedelta(seconds=float(str(after)))
    except (ValueError, OverflowError):
        return _SOME_TIME


def of_fetching(error: TelegramError) -> ChannelError:
    """Return what a failed download means: TooLarge, or what ``of_sending`` says of it."""
    if isinstance(error, BadRequest) and _TOO_LARGE in (why := redact(str(error))).lower():
        return TooLarge(why)
    if isinstance(error, BadRequest) and _LATER in (why := redact(str(error))).lower():
        return Wait(why)
    return of_sending(error)


def of_editing(error: TelegramError) -> ChannelError | None:
    """Return what a failed edit means; None where the message reads so already (a button was pressed twice)."""
    if isinstance(error, BadRequest) and not isinstance(_of_bad_request(str(error)), Wait):
        return None if _SAME in str(error).lower() else NotEditable(redact(str(error)))
    return of_sending(error)
