"""The values of the local chat, and the two errors that its two doors answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

Json = dict[str, Any]
MediaKind = Literal["document", "photo", "voice"]

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """Somebody whom the page lets you be.

    ``group`` is the heading in the list (召集人, 办公室, 成员单位); ``hint`` stands on the person until they have
    sent ``/start`` with a code; with ``started`` false the bot may not write first, as in Telegram.
    """

    user_id: int
    name: str
    post: str
    group: str
    started: bool = True
    hint: str = ""


class Controls(Protocol):
    """The rehearsal clock, given by the program; instants are aware."""

    async def now(self) -> datetime: ...

    async def next_due(self) -> datetime | None:
        """When something is next due, None when nothing is."""
        ...

    async def to_next_workday(self) -> str:
        """Move the clock and say in one Chinese sentence what happened; raises ControlsError."""
        ...

    async def to_next_due(self) -> str:
        """Move the clock and say in one Chinese sentence what happened; raises ControlsError."""
        ...


class ControlsError(Exception):
    """The clock was not moved; the text is the sentence that the page shows."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits; rates are messages per second, sizes bytes.

    Telegram allows about 1 message/s to a chat and 30/s in all, with short bursts. The bursts here are generous,
    so that a rehearsal seldom meets them.
    """

    chat_rate: float = 1
    chat_burst: int = 20
    overall_rate: float = 30
    overall_burst: int = 60
    upload_bytes: int = 50 * MEBIBYTE
    download_bytes: int = 20 * MEBIBYTE
    photo_bytes: int = 10 * MEBIBYTE
    query_seconds: float = 600


@dataclass(frozen=True, slots=True)
class Bot:
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
    group: str
    hint: str
    started: bool
    blocked: bool
    read_up_to: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    kind: MediaKind
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of formatted text; offsets and lengths count UTF-16 units, as Telegram and browsers do."""

    type: str
    offset: int
    length: int
    url: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> Json:
        body: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        return body if self.url is None else body | {"url": self.url}


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with its entities."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a private chat; ``chat_id`` is the person's id, ``rich`` the text or the caption."""

    message_id: int
    chat_id: int
    from_bot: bool
    date: int
    rich: Rich
    edit_date: int | None = None
    reply_to: int | None = None
    markup: Json | None = None
    file: StoredFile | None = None


class ApiError(Exception):
    """What the Bot API answers instead of a result; the words are Telegram's, since libraries read them.

    ``retry_after`` is in seconds, for 429 alone.
    """

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.retry_after = retry_after


class PageError(Exception):
    """What the page shows instead of doing something; the sentence is Chinese and names the next step."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def bad_request(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")
