"""The values of the local chat, and the two errors that its two doors answer with."""

from dataclasses import dataclass
from typing import Any, Final, Literal

Json = dict[str, Any]
MediaKind = Literal["document", "photo", "voice"]

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """Somebody whom the page lets you be.

    ``heading`` is where they stand in the list (召集人, 办公室, 成员单位); ``hint`` stands on the person until they
    have sent ``/start`` with a code; with ``started`` false the bot may not write first, as in Telegram.
    """

    user_id: int
    name: str
    post: str
    heading: str
    started: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits; rates are messages per second, sizes bytes.

    Telegram allows about 1 message/s to a person, 20 a minute to a group and 30/s in all, with short bursts. The
    bursts here are generous, so that a rehearsal seldom meets them.
    """

    chat_rate: float = 1
    chat_burst: int = 20
    group_rate: float = 20 / 60
    group_burst: int = 20
    overall_rate: float = 30
    overall_burst: int = 60
    upload_bytes: int = 50 * MEBIBYTE
    download_bytes: int = 20 * MEBIBYTE
    photo_bytes: int = 10 * MEBIBYTE
    query_seconds: float = 600


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot of the local chat: the token that its Bot API accepts, its name, and its username without @."""

    token: str
    name: str
    username: str

    @property
    def user_id(self) -> int:
        """Telegram puts the bot's id before the colon of its token."""
        return int(self.token.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Person:
    """A person as stored: what the program said of them, and what they did with the bot since."""

    user_id: int
    name: str
    post: str
    heading: str
    hint: str
    started: bool
    blocked: bool
    read_up_to: int

    @property
    def chat_id(self) -> int:
        """Return the id of the private chat with the bot: on Telegram it is the person's own."""
        return self.user_id


Standing = Literal["member", "administrator", "left", "kicked"]
"""What the bot is in a chat, in Telegram's words."""

_SUPERGROUPS: Final = -1_000_000_000_000
"""Ids of supergroups are below this number, those of plain groups above it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of several people; ``standing`` is the bot's, ``moved_to`` the supergroup that the group became."""

    chat_id: int
    title: str
    founder: int
    standing: Standing
    moved_to: int | None = None

    @property
    def supergroup(self) -> bool:
        """Say whether the group has been upgraded, which its id tells."""
        return self.chat_id < _SUPERGROUPS

    @property
    def has_bot(self) -> bool:
        """Say whether the bot is in the group, so that it may write and is told."""
        return self.standing in {"member", "administrator"} and self.moved_to is None


Peer = Person | Group
"""Who is at the other end of a chat with the bot."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent: ``size`` in bytes, ``width`` and ``height`` in pixels (0 for all but pictures)."""

    file_id: str
    kind: MediaKind
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. ``text`` is the text, or the caption of a file; without a sender the bot wrote it.

    ``sender_id`` is a group's own id where Telegram names nobody; ``album`` is the same for files that were sent
    together; ``service`` holds the fields of a message that tells what happened to a group.
    """

    message_id: int
    chat_id: int
    sender_id: int | None
    date: int
    text: str
    edit_date: int | None = None
    reply_to: int | None = None
    markup: Json | None = None
    file: StoredFile | None = None
    album: str | None = None
    service: Json | None = None

    @property
    def from_bot(self) -> bool:
        """Say whether the bot wrote it."""
        return self.sender_id is None


class ApiError(Exception):
    """What the Bot API answers instead of a result; the words are Telegram's, since libraries read them.

    ``parameters`` tell a program what to do: ``retry_after`` seconds with 429, ``migrate_to_chat_id`` for a group
    that has another id now.
    """

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters


class PageError(Exception):
    """What the page shows instead of doing something; the sentence is Chinese and names the next step."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def bad_request(description: str) -> ApiError:
    """Return Telegram's refusal of a call that cannot be right."""
    return ApiError(400, f"Bad Request: {description}")
