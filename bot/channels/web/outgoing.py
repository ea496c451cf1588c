"""The page as a way out: what is said to people is a row, which their pages find."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from bot.channels.base import Abilities, Event, FileRef, Length, NotEditable, Refused, Unknown, Wait
from bot.channels.events import of_row
from bot.channels.web import NAME
from bot.channels.web.links import page_link
from bot.channels.web.media import new_file
from bot.channels.web.values import CAPTION_MOST, TEXT_MOST, UPLOAD_BYTES
from messages.message import Message
from messages.tokens import encode
from tasks_db.register.authority import SYSTEM
from tasks_db.register.page import ButtonOnPage
from tasks_db.register.people import Address
from tasks_db.work.desk import DatabaseAway, Desk
from tasks_db.work.post import page

ABILITIES = Abilities(
    buttons=True,
    edits=True,
    text=TEXT_MOST,
    caption=CAPTION_MOST,
    card=TEXT_MOST,
    unit=Length.CHARACTERS,
    chat_rate=None,
    group_rate=None,
    overall_rate=None,
    speaks_first=True,
    acknowledge=None,
    download=UPLOAD_BYTES,
    upload=None,
)


class Page:
    """The page as a channel; ``told`` is called when something new is there to be seen."""

    name = NAME
    abilities = ABILITIES

    def __init__(self, desk: Desk, address: str | None = None) -> None:
        """Speak through the rows of ``desk``; ``address`` is where people open the page, for invitations."""
        self._desk = desk
        self._address = address
        self._one_by_one = asyncio.Lock()
        self.told: Callable[[], None] = lambda: None

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        """Say something; return the id of the new message.

        What may come ``later`` is written one by one, so that what people say finds a free thread (R5).
        Raises Unknown where the database goes away meanwhile: the row may be there.
        """
        attached = message.attachment
        file = new_file(attached.name, attached.content) if attached is not None else None
        text = self.abilities.fitted(message)
        buttons = _buttons(message)
        try:
            async with self._one_by_one if later else nullcontext():
                ref = await self._desk.doing(SYSTEM, page.tell, to, text, buttons, file, secret=message.secret)
        except DatabaseAway as away:
            raise Unknown("the database is away") from away
        self.told()
        return str(ref)

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        """Change a message; raises NotEditable for one that holds a file, or was never sent."""
        if not ref.isdecimal():
            raise NotEditable(ref)
        text = self.abilities.fitted(message)
        try:
            changed = await self._desk.doing(SYSTEM, page.change, at, int(ref), text, _buttons(message))
        except DatabaseAway as away:
            raise Wait("the database is away") from away
        if not changed:
            raise NotEditable(ref)
        self.told()

    def read(self, raw: Sequence[Mapping[str, Any]]) -> Event:
        """Return the event as it was stored."""
        return of_row(raw[0])

    async def fetch(self, file: FileRef) -> bytes:
        """Return what a file holds; raises Refused for one that nobody sent, or that is too old."""
        try:
            content = await self._desk.asking(SYSTEM, page.content_of, file.id)
        except DatabaseAway as away:
            raise Wait("the database is away") from away
        if content is None:
            raise Refused("no such file", account_gone=False)
        return content

    def invitation_link(self, code: str) -> str | None:
        """Return the link that opens the page with the code filled in; None where its address is not set."""
        return page_link(self._address, code)


def _buttons(message: Message) -> list[list[ButtonOnPage]]:
    return [[(button.label, encode(button)) for button in row] for row in message.buttons if row]
