"""A channel in memory: what is said to people is kept for whoever plays their parts.

It is the smallest channel there is, and one that can do everything: a rehearsal script speaks through it.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from bot.channels.base import Abilities, Event, FileRef, Length, NotEditable, Refused
from bot.channels.events import of_row
from messages.message import Attachment, Message
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import Address

NAME = "script"

ABILITIES = Abilities(
    buttons=True,
    edits=True,
    text=4096,
    caption=1024,
    card=4096,
    unit=Length.UTF16,
    chat_rate=None,
    group_rate=None,
    overall_rate=None,
    speaks_first=True,
    acknowledge=None,
    download=20 * 1024 * 1024,
    upload=50 * 1024 * 1024,
)
"""As Telegram's, so that a rehearsal shows what people would see there; nothing limits its pace."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that was said to somebody; one that changes ``ref`` stands in place of the message before."""

    at: Address
    ref: str
    text: str
    message: Message
    changes: bool

    @property
    def attachment(self) -> Attachment | None:
        """The file that went with the message, None where none did."""
        return self.message.attachment


@dataclass
class ScriptChannel:
    """Keeps what is said, in order; ``files`` are what people can send, by the id of their FileRef."""

    files: dict[str, bytes] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    _refs: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    name = NAME
    abilities = ABILITIES

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        """Say something; return the ref of the new message."""
        del later
        ref = str(next(self._refs))
        self._keep(to, ref, message, changes=False)
        return ref

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        """Change a message; raises NotEditable for one that holds a file, or was never sent."""
        shown = next((s for s in reversed(self.spoken) if s.at == at and s.ref == ref), None)
        if shown is None or shown.attachment is not None:
            raise NotEditable(ref)
        if shown.message != message:
            self._keep(at, ref, message, changes=True)

    def _keep(self, at: Address, ref: str, message: Message, *, changes: bool) -> None:
        self.spoken.append(Spoken(at, ref, ABILITIES.fitted(message), message, changes))

    def read(self, raw: Sequence[Mapping[str, Any]]) -> Event:
        """Return the event as it was stored."""
        return of_row(raw[0])

    async def fetch(self, file: FileRef) -> bytes:
        """Return what a file holds; raises Refused for one that nobody sent."""
        if file.id not in self.files:
            raise Refused("no such file", account_gone=False)
        return self.files[file.id]

    def invitation_link(self, code: str) -> None:
        """There is no link into a script: a code is typed."""

    def screen(self, at: Address) -> list[Spoken]:
        """Return the messages that stand in a conversation, each as it reads now, in the order of their sending."""
        shown: dict[str, Spoken] = {}
        for one in self.spoken:
            if one.at == at:
                shown[one.ref] = one
        return list(shown.values())
