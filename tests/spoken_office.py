"""An office at the desk alone that is spoken to: what comes in is worked off at once, and its answer is a row.

Nothing is sent and nobody waits, so that a sentence about many buttons or questions costs little.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from bot.channels.base import Event, Press, Text, Where, Who
from bot.channels.events import update_of
from bot.office.routing import Routing
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeKind
from tasks_db.work.post import conversation, inbox
from tests.audited_office import CHANNEL, Audited
from tests.second_channel import Pager


@dataclass
class Spoken:
    """People of an office who type and press; what they are answered comes back."""

    office: Audited
    latest: Sequence[models.Notice] = ()
    """What the last words or press were answered, in order."""
    numbers: Any = field(default_factory=lambda: count(1))

    def say(self, user: int, text: str, *, group: bool = False) -> str:
        """Let somebody type, alone or in a group; returns all that was answered."""
        return self._come(Text(**self._event(user, group=group), reply_to=None, text=text))

    def press(self, user: int, token: str, *, group: bool = False) -> str:
        """Let somebody press the button that carries ``token``, whether a message has it or not."""
        return self._come(Press(**self._event(user, group=group), token=token))

    def waits(self, user: int, kind: str, **args: object) -> None:
        """Let the bot wait for somebody to type what a prompt of this kind asks."""
        self.office.desk.do(self.office.member(user), conversation.wait_for, kind, args)

    def asked(self, user: int) -> str | None:
        """The kind of what the bot waits for somebody to type."""
        found = self.office.desk.ask(self.office.member(user), conversation.waiting)
        return found.kind if found is not None else None

    def buttons(self) -> list[tuple[str, str]]:
        """The labels and actions of the buttons below the latest answers."""
        return [(str(label), str(action)) for one in self.latest for row in one.buttons for label, action, _ in row]

    def _event(self, user: int, *, group: bool) -> dict[str, Any]:
        place = Address(CHANNEL, f"-{user}" if group else str(user))
        where = Where(place, is_group=group)
        return {
            "id": str(next(self.numbers)),
            "who": Who(Address(CHANNEL, str(user)), ""),
            "where": where,
            "ref": "1",
        }

    def _come(self, event: Event) -> str:
        desk = self.office.desk
        with desk.door.read() as session:
            known = session.exec(select(func.coalesce(func.max(models.Notice.id), 0))).one()
        desk.do(SYSTEM, inbox.store, CHANNEL, "bot", [update_of(event)], datetime.now(UTC))
        (one,) = desk.ask(SYSTEM, inbox.waiting, (CHANNEL,), [], datetime.now(UTC))
        Routing(desk, {CHANNEL: Pager()}).take(one)
        answers = select(models.Notice).filter_by(kind=NoticeKind.ANSWER, address=event.where.address.value)
        new = answers.where(col(models.Notice.id) > known).order_by(col(models.Notice.id))
        with desk.door.read() as session:
            self.latest = session.exec(new).all()
        return "\n".join(answer.text or "" for answer in self.latest)
