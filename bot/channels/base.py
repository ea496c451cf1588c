"""What a channel is to the office and to delivery: what comes in, what goes out, what it can do, how it fails.

What people type comes in as ``readable``, whatever the channel: no control character gets past this door.

A channel is a folder beside this file. It hands over whatever its server says, as it came, to a ``Receive``, and
tells the server that we have it only when that is stored (R3); later it is asked to ``read`` it as an event. It keeps
its library, its server's words and its time-outs to itself.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol

from messages.message import Message
from tasks_db.language.typed import readable
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.register.people import Address
from tasks_db.register.updates import Update


def _clean(value: object, field: str) -> None:
    object.__setattr__(value, field, readable(getattr(value, field)))


@dataclass(frozen=True, slots=True)
class Who:
    """The person who caused an event: their own address (in a group too), and their name on the channel."""

    address: Address
    name: str

    def __post_init__(self) -> None:
        _clean(self, "name")


@dataclass(frozen=True, slots=True)
class Where:
    """The conversation in which it happened; in a private one this is the address of ``Who`` or leads to it."""

    address: Address
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that came in.

    ``id`` is the channel's own number for it: the same id is the same event. ``ref`` names the message that it is, or
    that it happened on, and ``reply_to`` the message that it replies to. ``at`` is when the channel says it happened.
    """

    id: str
    who: Who
    where: Where
    ref: str | None = None
    reply_to: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Event):
    """Somebody typed something; a command begins with ``/`` and names nobody."""

    text: str

    def __post_init__(self) -> None:
        _clean(self, "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedText(Event):
    """Somebody changed what they had said before; ``text`` is how it reads now."""

    text: str

    def __post_init__(self) -> None:
        _clean(self, "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Event):
    """Somebody pressed the button that carries ``token``, on the message ``ref``."""

    token: str

    def __post_init__(self) -> None:
        _clean(self, "token")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that the channel keeps: ``id`` fetches it; a photo from a camera has no name.

    ``size`` is in bytes, 0 where the channel does not say.
    """

    id: str
    name: str | None
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Files(Event):
    """Files that were sent together, in their order, with the words that came along."""

    files: tuple[FileRef, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        _clean(self, "caption")


class UnreadableKind(StrEnum):
    """What was sent that nobody here can read."""

    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Event):
    """Something other than words and files, with the words that came along."""

    kind: UnreadableKind
    caption: str = ""

    def __post_init__(self) -> None:
        _clean(self, "caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """From now on the conversation can be written to: a person let us in, or a group took us up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(Event):
    """From now on the conversation takes nothing: a person shut us out, or a group did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """The conversation has another address from now on."""

    to: Address


Receive = Callable[[str, Sequence[Update]], Awaitable[None]]
"""What a channel hands over what came in to, with the name of the account on its server that it came to.

It returns once all is stored. Where it raises, nothing is, and the channel must not say that we have it.
"""


class Length(StrEnum):
    """What a channel counts the length of a text in."""

    UTF16 = "utf-16-le"
    BYTES = "utf-8"
    CHARACTERS = "utf-32-le"


_WIDTHS = {Length.UTF16: 2, Length.BYTES: 1, Length.CHARACTERS: 4}
"""Bytes that a unit takes in the encoding it is named by."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``most`` messages in ``seconds``."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a channel can do. Lengths are in ``unit``, sizes in bytes; None means that there is no limit."""

    buttons: bool
    """Whether buttons are shown; where they are not, people type the numbers of a list."""
    edits: bool
    hears: bool = True
    """Whether anything comes in; where nothing does, messages hold the links by which their readers answer."""
    edits_until: timedelta | None = None
    """How old a message may be that is still changed; what cannot be changed is said anew."""
    text: int
    caption: int
    card: int
    """The longest text of a message with buttons."""
    unit: Length
    chat_rate: Rate | None
    group_rate: Rate | None
    overall_rate: Rate | None
    speaks_first: bool
    """Whether somebody can be written to who has never written to us."""
    acknowledge: timedelta | None
    """How soon an event must be acknowledged, so that the person does not see it fail."""
    download: int | None
    upload: int | None

    def fitted(self, message: Message) -> str:
        """Return a message's text, cut with "…" where the channel takes less: what people type goes into it too."""
        if message.attachment is not None:
            return cut(message.text, self.caption, self.unit)
        return cut(message.text, self.card if message.buttons else self.text, self.unit)


def cut(text: str, most: int, unit: Length) -> str:
    """Return at most ``most`` units of a text, with "…" at the end where something is left out."""
    encoded, room = text.encode(unit), most * _WIDTHS[unit]
    if len(encoded) <= room:
        return text
    return encoded[: room - len("…".encode(unit))].decode(unit, "ignore") + "…"


@dataclass(frozen=True, slots=True)
class Check:
    """What ``lianxi doctor`` found of a thing: ok, look (works, but read the sentence) or bad (does not work)."""

    what: str
    verdict: Literal["ok", "look", "bad"]
    sentence: str


class ChannelError(Exception):
    """A message did not go out as asked; one of those below says what is known of it."""


class Refused(ChannelError):  # noqa: N818 - these four say what is known, not that something is wrong
    """The channel will never take this message; with ``account_gone`` it takes none at this address any more."""

    def __init__(self, why: str, *, account_gone: bool) -> None:
        super().__init__(why)
        self.account_gone = account_gone


class TooLarge(Refused):
    """The channel hands out no file of this size."""

    def __init__(self, why: str) -> None:
        super().__init__(why, account_gone=False)


class Wait(ChannelError):  # noqa: N818
    """Nothing was delivered; it may be tried again ``after`` a time, or, without one, when there is a network."""

    def __init__(self, why: str, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.after = after


class Unknown(ChannelError):  # noqa: N818
    """The message may have arrived, or not."""


class NotEditable(ChannelError):  # noqa: N818
    """This message cannot be changed (any more)."""


class SignInRefused(Refusal):
    """The channel's server does not know us; ``str()`` is the sentence for whoever runs the program."""


class Channel(Protocol):
    """The way out. Where the channel fails, a method raises one of the ChannelErrors above and nothing else."""

    @property
    def name(self) -> str:
        """What accounts and shown lists call this channel."""

    @property
    def abilities(self) -> Abilities:
        """What it can do."""

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        """Say something in a conversation; return the ref of the new message.

        Where the channel may not say everything at once, what may come ``later`` lets the rest go first (R5).
        """

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        """Change a message that was sent before; one that reads so already stays.

        Raises NotEditable where it must be said anew.
        """

    def read(self, raw: Sequence[Mapping[str, Any]]) -> Event | None:
        """Return what happened, from an update as it came or from all parts of one set of files.

        None where there is nothing to answer. May raise anything where it cannot be read.
        """

    async def fetch(self, file: FileRef) -> bytes:
        """Return the content of a file that somebody sent.

        Raises Refused where there is no getting it, as TooLarge for its size; anything else may pass.
        """

    def invitation_link(self, code: str) -> str | None:
        """Return a link that opens a conversation and binds by ``code``; None where the code must be typed."""
