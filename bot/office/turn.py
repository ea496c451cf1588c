"""One event as a feature sees it: who asks, when, and the ways to answer.

A turn is an ordinary function from beginning to end: what it does and says is stored in one commit (R3), and leaves
afterwards.
"""

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from bot.channels.base import Channel, Event, Press
from bot.channels.events import as_row
from messages.message import Message
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address, Member
from tasks_db.work.context import Context
from tasks_db.work.desk import Whole
from tasks_db.work.post import jobs

P = ParamSpec("P")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Turn:
    """``member`` is None for a stranger; ``channel`` is the one on which they are answered; ``said`` is the answer.

    ``update_id`` is the row of what came in.
    """

    whole: Whole
    channel: Channel
    event: Event
    member: Member | None
    update_id: int
    said: list[Answer] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """When this is worked off."""
        return self.whole.now

    @property
    def links(self) -> LinkRules:
        """How links are given out."""
        return self.whole.desk.links

    @property
    def me(self) -> Member:
        """The person who asks; only for what ``authority`` does not let strangers reach."""
        if self.member is None:
            raise LookupError("a stranger reached a handler that needs a seat")
        return self.member

    @property
    def at(self) -> Address:
        """The conversation in which they asked."""
        return self.event.where.address

    @property
    def replied_to(self) -> str | None:
        """The ref of the message that the person replied to."""
        return self.event.reply_to

    @property
    def pressed(self) -> str | None:
        """The ref of the message whose button the person pressed."""
        return self.event.ref if isinstance(self.event, Press) else None

    def do(self, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do an act as the person who asks."""
        return self.whole.do(self.member, act, *args, **kwargs)

    def ask(self, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Return what a view shows the person who asks."""
        return self.whole.ask(self.member, view, *args, **kwargs)

    def say(self, message: Message | str) -> None:
        """Answer with a new message; the numbers on it are remembered once it was sent."""
        self.said.append(_answer(message, None))

    def edit(self, message: Message | str) -> None:
        """Change the message under the pressed button; where that is not possible, it is said anew."""
        self.said.append(_answer(message, self.pressed))

    def later(self, work: str, event: Event) -> None:
        """Have work on an event done after the turn, while the person goes on."""
        self.do(jobs.add, work, self.update_id, as_row(event))


def _answer(said: Message | str, changes: str | None) -> Answer:
    message = Message(said) if isinstance(said, str) else said
    file = message.attachment
    return Answer(
        message.text,
        tuple(tuple((button.label, button.action, button.args) for button in row) for row in message.buttons),
        message.numbers,
        file.name if file is not None else None,
        file.content if file is not None else None,
        changes,
        message.secret,
    )
