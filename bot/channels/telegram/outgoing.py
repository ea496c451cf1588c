"""Saying, changing and fetching: our messages as Telegram wants them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import telegram
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.channels.base import Abilities, Event, FileRef, Length, Unknown
from bot.channels.telegram import NAME, failures, incoming
from bot.channels.telegram.limits import CHAT_RATE, GROUP_RATE, LATER, OVERALL_RATE
from bot.channels.telegram.links import deep_link
from bot.channels.telegram.places import Place
from messages.message import Message
from messages.tokens import encode
from tasks_db.register.people import Address

ABILITIES = Abilities(
    buttons=True,
    edits=True,
    text=4096,
    caption=1024,
    card=4096,
    unit=Length.UTF16,
    chat_rate=CHAT_RATE,
    group_rate=GROUP_RATE,
    overall_rate=OVERALL_RATE,
    speaks_first=False,
    acknowledge=timedelta(seconds=15),
    download=20 * 1024 * 1024,
    upload=50 * 1024 * 1024,
)
"""Bot API: sendMessage, sendDocument and getFile; 15 s is how long a spinner turns."""


class Telegram:
    """Telegram as a way out, through one bot."""

    name = NAME
    abilities = ABILITIES

    def __init__(self, bot: telegram.Bot) -> None:
        """Take a bot that is, or will be, initialized by whoever made it."""
        self._bot = bot
        self._limited = isinstance(bot, ExtBot) and bot.rate_limiter is not None

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        """Send a text, or a document with a caption; return its message id.

        A group that has become a supergroup is followed to its new id; where a topic is closed or gone, it is said
        in General.
        """
        hints = {"rate_limit_args": LATER} if later and self._limited else {}
        place = Place.of(to)
        try:
            try:
                return await self._send(place, message, hints)
            except ChatMigrated as moved:
                return await self._send(Place(str(moved.new_chat_id)), message, hints)
            except BadRequest as error:
                if place.topic is None or not failures.is_topic_shut(error):
                    raise
                return await self._send(Place(place.chat), message, hints)
        except TelegramError as error:
            raise failures.of_sending(error) from error

    async def _send(self, to: Place, message: Message, hints: dict[str, Any]) -> str:
        text, attached = self.abilities.fitted(message), message.attachment
        options = {"reply_markup": _keyboard(message), "message_thread_id": to.topic, **hints}
        if attached is None:
            sent = await self._bot.send_message(to.chat, text, **options)
        else:
            document = telegram.InputFile(attached.content, filename=attached.name)
            sent = await self._bot.send_document(to.chat, document, caption=text, **options)
        return str(sent.message_id)

    async def edit(self, at: Address, ref: str, message: Message) -> None:
        """Change the text and the buttons of a message of the bot."""
        try:
            await self._bot.edit_message_text(
                self.abilities.fitted(message),
                chat_id=Place.of(at).chat,
                message_id=int(ref),
                reply_markup=_keyboard(message),
            )
        except TelegramError as error:
            failure = failures.of_editing(error)
            if failure is not None:
                raise failure from error

    def read(self, raw: Sequence[Mapping[str, Any]]) -> Event | None:
        """Return what happened; raises anything where it cannot be read."""
        return incoming.read(raw, self._bot)

    async def fetch(self, file: FileRef) -> bytes:
        """Download a file; Telegram gives bots up to 20 MB."""
        try:
            stored = await self._bot.get_file(file.id)
            content = bytes(await stored.download_as_bytearray())
        except TelegramError as error:
            raise failures.of_fetching(error) from error
        if stored.file_size is not None and stored.file_size != len(content):  # a portal's page, or cut
            raise Unknown(f"{len(content)} bytes of {stored.file_size}")
        return content

    def invitation_link(self, code: str) -> str:
        """Return the link that opens a chat with the bot and sends the code."""
        return deep_link(self._bot.username, code)


def _keyboard(message: Message) -> telegram.InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return telegram.InlineKeyboardMarkup(
        [
            [telegram.InlineKeyboardButton(button.label, callback_data=encode(button)) for button in row]
            for row in message.buttons
            if row
        ]
    )
