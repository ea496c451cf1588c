"""What a mail server's answers mean to us (R4): only its own code about this reader or this mail ends anything."""

import re
from datetime import timedelta

from aiosmtplib import SMTPDataError, SMTPRecipientRefused, SMTPResponseException

from bot.channels.base import ChannelError, Refused, Wait
from config.logs import redact

LATER = timedelta(minutes=10)
"""After how long mail leaves again that the server put off: grey lists want to be asked twice."""

_FOR_GOOD = 500
_CLOSING = 421
_OURS = frozenset({530, 534, 535, 538})
"""Codes that speak of how we signed in, whatever they were said to."""
_NO_MAILBOX = frozenset({550, 551, 553})
_ENHANCED = re.compile(r"\b5\.(\d+)\.(\d+)\b")
_WHY_MOST = 200


def of_answer(error: SMTPResponseException) -> ChannelError:
    """Return what an answer of the server's means, which says that nothing was delivered.

    No such mailbox: Refused, with the account gone. Any other final code to this reader or this mail: Refused. A code
    to be tried later: Wait, this mail alone. What speaks of us, or of the server itself: Wait, whatever its code.
    """
    why = why_of(error)
    about_it = isinstance(error, SMTPRecipientRefused | SMTPDataError)
    if not about_it or error.code == _CLOSING or error.code in _OURS:
        return Wait(why)
    if error.code < _FOR_GOOD:
        return Wait(why, LATER)
    return Refused(why, account_gone=isinstance(error, SMTPRecipientRefused) and _no_mailbox(error))


def _no_mailbox(error: SMTPResponseException) -> bool:
    found = _ENHANCED.search(error.message)
    if found is None:
        return error.code in _NO_MAILBOX
    subject, detail = found.groups()
    return subject == "1" or (subject, detail) == ("2", "1")  # bad address; mailbox disabled


def why_of(error: Exception) -> str:
    """Return an error in a line that holds no secret."""
    code = f"{error.code} " if isinstance(error, SMTPResponseException) else ""
    words = error.message if isinstance(error, SMTPResponseException) else f"{type(error).__name__}: {error}"
    return redact(" ".join(f"{code}{words}".split()))[:_WHY_MOST]
