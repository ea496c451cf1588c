"""The local chat: a small server on loopback that speaks the Bot API, with a page to be any person of a meeting.

The program talks to it over HTTP exactly as to Telegram; nothing here knows what Lianxi is. The one thing it is
given besides people is the rehearsal clock (:class:`Controls`). All state lives in one SQLite file and a folder
of files beside it, so a restart continues where it stopped.
"""

from bot.sample.local_chat.app import create_app
from bot.sample.local_chat.chat import LocalChat
from bot.sample.local_chat.server import PortTakenError, RunningChat, serve
from bot.sample.local_chat.values import Controls, ControlsError, Limits, LocalPerson

__all__ = [
    "Controls",
    "ControlsError",
    "Limits",
    "LocalChat",
    "LocalPerson",
    "PortTakenError",
    "RunningChat",
    "create_app",
    "serve",
]
