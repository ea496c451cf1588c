"""One event as a feature sees it: who asks, when, and the ways to answer."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog

from bot.channels.base import Channel, ChannelError, Event, NotEditable, Press, Wait
from messages.message import Message
from tasks_db.register.people import Address, Member
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.post import conversation

P = ParamSpec("P")
Result = TypeVar("Result")
log = structlog.get_logger(__name__)

PROGRESS_EVERY = 3.0
"""Seconds between two signs of life during long work."""

PATIENT = 3
"""How often an answer is sent again when the channel asks to wait; notices wait in the outbox instead."""


@dataclass(frozen=True)
class Turn:
    """``member`` is None for a stranger; ``channel`` is the one on which they are answered."""

    desk: Desk
    channel: Channel
    event: Event
    member: Member | None
    now: datetime

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

    async def do(self, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do an act as the person who asks."""
        return await self.desk.doing(self.member, act, *args, **kwargs)

    async def ask(self, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Return what a view shows the person who asks."""
        return await self.desk.asking(self.member, view, *args, **kwargs)

    async def say(self, message: Message | str) -> None:
        """Answer with a new message, and remember which numbers stand on it.

        Raises ChannelError where the channel does not take it.
        """
        value = _message(message)
        ref = await patiently(lambda: self.channel.send(self.at, value))
        await self._remember(value, ref)

    async def edit(self, message: Message | str) -> None:
        """Change the message under the pressed button; where that is not possible, say it anew."""
        value, ref = _message(message), self.pressed
        if ref is None or not self.channel.abilities.edits:
            await self.say(value)
            return
        try:
            await patiently(lambda: self.channel.edit(self.at, ref, value))
        except NotEditable:
            await self.say(value)
            return
        await self._remember(value, ref)

    async def patiently(self, sentence: str, work: Callable[[], Result]) -> Result:
        """Do long work apart; say what is being done, and from time to time for how long already."""
        notice = await patiently(lambda: self.channel.send(self.at, Message(sentence)))
        working = asyncio.ensure_future(self.desk.apart(work))
        seconds = 0.0
        while not (await asyncio.wait({working}, timeout=PROGRESS_EVERY))[0]:
            seconds += PROGRESS_EVERY
            if self.channel.abilities.edits:
                await self._show_progress(notice, f"{sentence}已用{seconds:.0f}秒")
        return working.result()

    async def _show_progress(self, ref: str, sentence: str) -> None:
        try:
            await patiently(lambda: self.channel.edit(self.at, ref, Message(sentence)))
        except ChannelError as error:
            log.info("progress not shown", reason=str(error))

    async def _remember(self, value: Message, ref: str) -> None:
        if value.numbers:
            await self.do(conversation.remember, self.at, ref, value.numbers)


def _message(said: Message | str) -> Message:
    return Message(said) if isinstance(said, str) else said


async def patiently(call: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Return what a call to a channel gives, made again after the pause that the channel asks for.

    Raises what the call raises, Wait included once the channel has asked ``PATIENT`` times or names no pause.
    """
    for _ in range(PATIENT):
        try:
            return await call()
        except Wait as wait:
            if wait.after is None:
                raise
            log.info("asked to wait", seconds=wait.after.total_seconds())
            await asyncio.sleep(wait.after.total_seconds())
    return await call()
