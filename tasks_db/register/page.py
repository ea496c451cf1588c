"""The conversation that the page shows, as values; and the browsers in which somebody is signed in."""

from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import Address, Member

ButtonOnPage = tuple[str, str]
"""What a button says, and the token that it carries."""


@dataclass(frozen=True, slots=True)
class FileOnPage:
    """A file as the page lists it: ``size`` in bytes, ``width`` and ``height`` in pixels (0 for all but pictures)."""

    id: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept for the page; ``mime`` was told from its content."""

    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message of a conversation on the page; ``mine`` says that the person said it.

    ``change`` grows with every new and every changed message of all conversations.
    """

    id: int
    address: str
    change: int
    mine: bool
    text: str
    said_at: datetime
    buttons: tuple[tuple[ButtonOnPage, ...], ...] = ()
    file: FileOnPage | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The newest messages of a conversation, oldest first, or those before one; ``more`` says that there are older.

    ``change`` is how far the page knows all conversations by now, ``read_up_to`` the last message that was seen.
    """

    bubbles: tuple[Bubble, ...]
    more: bool
    change: int
    read_up_to: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent, words or the file of a name, and what was said to them since.

    ``busy`` says that more may follow: something of theirs is not worked off, or an answer is still on its way.
    """

    words: str
    file: str | None
    said: tuple[Bubble, ...]
    busy: bool
    change: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a conversation holds for somebody who is not looking: how many messages are unread, and the last one."""

    unread: int
    last: Bubble | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands before the page, where they are told things there, and their browser.

    ``stale`` says that it is time to note that the browser was seen.
    """

    member: Member
    at: Address
    browser_id: int
    stale: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who has signed in: ``token`` is what their browser keeps, ``at`` where they are told things.

    ``again`` is in another browser of theirs, where the same conversation stands.
    """

    token: str
    member: Member
    at: Address
    again: bool


@dataclass(frozen=True, slots=True)
class BrowserLine:
    """A browser in which ``person`` is signed in, for lists."""

    id: int
    person_id: int
    person: str
    name: str
    since: datetime
    seen_at: datetime
