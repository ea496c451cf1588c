"""A stand-in for Telegram: a small server on loopback that speaks the Bot API, with a door to be any person.

The program talks to it over HTTP exactly as to Telegram; nothing here knows what Lianxi is. All state
lives in one SQLite file and a folder of files beside it, so a restart continues where it stopped.
"""

from tests.local_chat.app import create_app
from tests.local_chat.chat import LocalChat
from tests.local_chat.server import RunningChat, serve
from tests.local_chat.values import Limits, LocalPerson

__all__ = [
    "Limits",
    "LocalChat",
    "LocalPerson",
    "RunningChat",
    "create_app",
    "serve",
]
