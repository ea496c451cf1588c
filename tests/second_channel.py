"""A second channel beside Telegram: a pager that shows short texts, without buttons, edits or links.

It keeps the contract of ``channels.base`` as a real one would; a test may let it fail.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.base import (
    Abilities,
    ChannelError,
    Event,
    FileRef,
    Files,
    Length,
    NotEditable,
    Press,
    Refused,
    Text,
    Where,
    Who,
)
from bot.channels.events import of_row
from messages.message import Message
from tasks_db.register.people import Address

PAGER = "pager"


@dataclass(frozen=True)
class Shown:
    """A message on somebody's pager."""

    ref: str
    text: str
    file: str | None


@dataclass
class Pager:
    """Shows what is sent; ``fails`` are raised by the next sends, one each."""

    fails: list[ChannelError] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    screens: dict[str, list[Shown]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    name = PAGER
    abilities = Abilities(
        buttons=False,
        edits=False,
        text=700,
        caption=700,
        card=700,
        unit=Length.BYTES,
        chat_rate=None,
        group_rate=None,
        overall_rate=None,
        speaks_first=True,
        acknowledge=None,
        download=1000,
        upload=None,
    )

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        del later
        assert to.channel == PAGER
        if self.fails:
            raise self.fails.pop(0)
        file = message.attachment.name if message.attachment is not None else None
        shown = Shown(str(next(self._numbers)), self.abilities.fitted(message), file)
        self.screens.setdefault(to.value, []).append(shown)
        return shown.ref

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        raise NotEditable(f"{at} {ref} {message.text}")

    def read(self, raw: Sequence[Mapping[str, Any]]) -> Event:
        return of_row(raw[0])

    async def fetch(self, file: FileRef) -> bytes:
        if file.id not in self.files:
            raise Refused("no such file", account_gone=False)
        return self.files[file.id]

    def invitation_link(self, code: str) -> None:
        del code

    def texts(self, at: str) -> list[str]:
        """What stands on a pager, oldest first."""
        return [shown.text for shown in self.screens.get(at, [])]

    def last(self, at: str) -> Shown:
        return self.screens[at][-1]


_NUMBERS = itertools.count(1)


def _number() -> str:
    return str(next(_NUMBERS))


def pager_at(number: str) -> Address:
    return Address(PAGER, number)


def who(number: str, name: str = "") -> Who:
    return Who(pager_at(number), name)


def typed(number: str, text: str, *, group: str | None = None, reply_to: str | None = None) -> Text:
    """Somebody types on their pager, alone or in a group."""
    return Text(id=_number(), who=who(number), where=_where(number, group), reply_to=reply_to, text=text)


def pressed(number: str, token: str, *, group: str | None = None) -> Press:
    return Press(id=_number(), who=who(number), where=_where(number, group), ref="1", token=token)


def sent_files(number: str, *files: FileRef, caption: str = "") -> Files:
    return Files(id=_number(), who=who(number), where=_where(number, None), ref="77", files=files, caption=caption)


def _where(number: str, group: str | None) -> Where:
    return Where(pager_at(group or number), is_group=group is not None)
