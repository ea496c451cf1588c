"""One update as a handler sees it: who asks, when, and the ways to answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
import telegram
from sqlmodel import Session
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.markup import MAX_CAPTION, fitted, keyboard
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
"""How often an answer is sent again when the chat asks to wait (429); notices wait in the outbox instead."""


@dataclass(frozen=True)
class Turn:
    """``member`` is None for a stranger; ``query`` is set where a button was pressed."""

    desk: Desk
    bot: ExtBot[Any]
    update: telegram.Update
    member: Member | None
    now: datetime
    at: Address
    query: telegram.CallbackQuery | None = None

    @property
    def me(self) -> Member:
        """The person who asks; only for what ``access`` does not let strangers reach."""
        if self.member is None:
            raise LookupError("a stranger reached a handler that needs a seat")
        return self.member

    async def do(self, act: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do an act as the person who asks."""
        return await self.desk.doing(self.member, act, *args, **kwargs)

    async def ask(self, view: Callable[Concatenate[Context, P], Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Return what a view shows the person who asks."""
        return await self.desk.asking(self.member, view, *args, **kwargs)

    async def read(self, work: Callable[[Session], Result]) -> Result:
        return await self.desk.read(work)

    async def write(self, work: Callable[[Session], Result]) -> Result:
        return await self.desk.write(work)

    async def say(self, message: Message | str) -> None:
        """Answer with a new message, and remember which numbers stand on it."""
        value = Message(message) if isinstance(message, str) else message
        if value.attachment is not None:
            sent = await self.bot.send_document(
                self.at.value,
                telegram.InputFile(value.attachment.content, filename=value.attachment.name),
                caption=fitted(value.text, MAX_CAPTION),
                reply_markup=keyboard(value),
                rate_limit_args=PATIENT,
            )
        else:
            sent = await self.bot.send_message(
                self.at.value, fitted(value.text), reply_markup=keyboard(value), rate_limit_args=PATIENT
            )
        await self._remember(value, sent.message_id)

    async def patiently(self, sentence: str, work: Callable[[], Result]) -> Result:
        """Do long work apart; say what is being done, and from time to time for how long already."""
        notice = await self.bot.send_message(self.at.value, sentence, rate_limit_args=PATIENT)
        working = asyncio.ensure_future(self.desk.apart(work))
        seconds = 0.0
        while not (await asyncio.wait({working}, timeout=PROGRESS_EVERY))[0]:
            seconds += PROGRESS_EVERY
            try:
                await self.bot.edit_message_text(
                    f"{sentence}已用{seconds:.0f}秒",
                    chat_id=self.at.value,
                    message_id=notice.message_id,
                    rate_limit_args=PATIENT,
                )
            except TelegramError as error:
                log.info("progress not shown", reason=str(error))
        return working.result()

    async def edit(self, message: Message | str) -> None:
        """Change the message under the pressed button; where that is no longer possible, say it anew."""
        value = Message(message) if isinstance(message, str) else message
        pressed = self.query.message if self.query is not None else None
        if pressed is None or not pressed.is_accessible:
            await self.say(value)
            return
        try:
            await self.bot.edit_message_text(
                fitted(value.text),
                chat_id=self.at.value,
                message_id=pressed.message_id,
                reply_markup=keyboard(value),
                rate_limit_args=PATIENT,
            )
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return  # pressed twice: it already says so
            await self.say(value)
            return
        await self._remember(value, pressed.message_id)

    async def _remember(self, value: Message, message_id: int) -> None:
        if value.numbers:
            await self.write(
                lambda s: conversation.remember_shown(s, self.at, str(message_id), value.numbers, self.now)
            )

    @property
    def replied_to(self) -> str | None:
        """The id of the message that the person replied to."""
        message = self.update.effective_message
        replied = message.reply_to_message if message is not None else None
        return str(replied.message_id) if replied is not None else None

    @property
    def pressed(self) -> str | None:
        """The id of the message whose button was pressed."""
        message = self.query.message if self.query is not None else None
        return str(message.message_id) if message is not None else None
