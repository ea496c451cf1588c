"""What Telegram's failures mean to us."""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.base import ChannelError, NotEditable, Refused, Unknown, Wait

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""No connection was made, so nothing can have arrived."""

_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")
"""Bot API texts of a 400 that no retry will change."""

_SAME = "not modified"
"""The Bot API's text for an edit that changes nothing."""


def of_sending(error: TelegramError) -> ChannelError:
    """Return what a failed call means.

    Asked to wait (429), offline, or refused for the token's sake: Wait. A 403, or a 400 that says that the chat is
    gone: Refused, with the account gone. Any other answer of the server: Refused. No answer: Unknown.
    """
    why = str(error)
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return Wait(why, after if isinstance(after, timedelta) else timedelta(seconds=after))
    if isinstance(error, InvalidToken) or isinstance(error.__cause__, _NEVER_LEFT):
        return Wait(why)
    if isinstance(error, Forbidden):
        return Refused(why, account_gone=True)
    if isinstance(error, BadRequest):
        return Refused(why, account_gone=any(text in why.lower() for text in _GONE))
    return Unknown(why) if isinstance(error, NetworkError) else Refused(why, account_gone=False)


def of_editing(error: TelegramError) -> ChannelError | None:
    """Return what a failed edit means; None where the message reads so already (a button was pressed twice)."""
    if isinstance(error, BadRequest):
        return None if _SAME in str(error).lower() else NotEditable(str(error))
    return of_sending(error)
