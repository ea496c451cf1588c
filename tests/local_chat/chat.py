"""The local chat itself: what both doors, the Bot API and the page, do things with."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.local_chat import shapes
from tests.local_chat.hub import Hub
from tests.local_chat.media import mime_of, picture, safe_name
from tests.local_chat.rates import RateLimiter
from tests.local_chat.store import Store
from tests.local_chat.values import (
    Bot,
    Json,
    Limits,
    LocalPerson,
    MediaKind,
    Message,
    Peer,
    Person,
    StoredFile,
    bad_request,
)

# Telegram creates these only for bots that ask for them by name.
_ONLY_ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class LocalChat:
    """Holds the store, the listeners and the limits."""

    bot: Bot
    store: Store
    limits: Limits
    limiter: RateLimiter
    hub: Hub = field(default_factory=Hub)
    topics: dict[int, set[int]] = field(default_factory=dict)
    """The open topics of groups that are forums; General is none."""
    said_in: dict[tuple[int, int], int] = field(default_factory=dict)
    """The topic of each message that was said in one, by chat and message id."""

    @classmethod
    def create(
        cls,
        database: Path,
        people: Sequence[LocalPerson],
        *,
        token: str,
        bot_name: str = "联席",
        bot_username: str = "lianxi_bot",
        limits: Limits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> "LocalChat":
        """Open or make ``database``; ``token`` (``digits:letters``) is the only one that the Bot API accepts."""
        limits = limits or Limits()
        store = Store(database)
        store.set_people(people)
        return cls(Bot(token, bot_name, bot_username), store, limits, RateLimiter(limits, monotonic))

    def set_people(self, people: Sequence[LocalPerson]) -> None:
        """Add people or change their names and hints while running; open pages follow."""
        self.store.set_people(people)
        self.hub.publish({"type": "people"})

    def now(self) -> int:
        """Return the time that messages carry, in seconds."""
        return int(datetime.now(UTC).timestamp())

    def describe(self, message: Message) -> Json:
        """Return a message as the Bot API shows it, with the message that it replies to."""
        quoted = self.store.message(message.chat_id, message.reply_to) if message.reply_to else None
        body = self._shape(message)
        topic = self.said_in.get((message.chat_id, message.message_id))
        if topic is not None:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        return body if quoted is None else body | {"reply_to_message": self._shape(quoted)}

    def _shape(self, message: Message) -> Json:
        sender = None if message.sender_id is None else self.peer(message.sender_id)
        return shapes.message(self.bot, self.peer(message.chat_id), sender, message)

    def peer(self, chat_id: int) -> Peer:
        """Return the person or the group of a chat; raises ApiError 400 when there is none."""
        found = self.store.group(chat_id) if chat_id < 0 else self.store.person(chat_id)
        if found is None:
            raise bad_request("chat not found")
        return found

    def person(self, user_id: int) -> Person:
        """Return a person; raises ApiError 400 when there is none of this number."""
        person = self.store.person(user_id)
        if person is None:
            raise bad_request("chat not found")
        return person

    def tell_bot(self, kind: str, body: Json) -> None:
        """Queue an update, if the bot listens to its kind; it is kept until the bot confirms it."""
        allowed = self.store.setting("allowed_updates")
        if kind in allowed if isinstance(allowed, list) and allowed else kind not in _ONLY_ON_REQUEST:
            self.store.add_update(kind, body)
        self.hub.wake()

    def show(self, kind: str, message: Message) -> None:
        """Tell the open pages of a new or changed message."""
        self.hub.publish({"type": kind, "message": self.page_message(message)})

    def page_message(self, message: Message, viewer: int | None = None) -> Json:
        """Return a message as the page of ``viewer`` reads it: the Bot API's form and what a screen needs besides.

        Without a viewer it is the page of the person whose private chat it stands in.
        """
        return self.describe(message) | {
            "outgoing": message.sender_id == (viewer or message.chat_id),
            "force_reply": message.markup if message.markup and "force_reply" in message.markup else None,
        }

    async def keep_file(self, name: str | None, content: bytes, kind: MediaKind) -> StoredFile:
        """Write a file's content to the folder, off the loop, and note it; the name on disk is its id."""
        name = safe_name(name)
        found = picture(content) if kind == "photo" else None
        mime, width, height = found or (mime_of(name), 0, 0)
        file = StoredFile(secrets.token_urlsafe(24), kind, name, mime, len(content), width, height)
        await asyncio.to_thread(self.store.file_place(file.file_id).write_bytes, content)
        self.store.add_file(file)
        return file

    def close(self) -> None:
        """End every wait and close the store."""
        self.hub.close()
        self.store.close()
