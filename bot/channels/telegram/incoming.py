"""Telegram's updates as events."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict

import telegram
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.base import (
    EditedText,
    Event,
    FileRef,
    Files,
    Gone,
    Joined,
    Moved,
    Press,
    Text,
    Unreadable,
    UnreadableKind,
    Where,
    Who,
)
from bot.channels.telegram import NAME
from bot.channels.telegram.places import Place
from tasks_db.register.people import Address
from tasks_db.register.updates import Update

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask Telegram for."""

_ADDRESSED = re.compile(r"(/\w+)@(\w+)", re.ASCII)
_LET_IN = frozenset(
    {
        ChatMemberStatus.MEMBER,
        ChatMemberStatus.ADMINISTRATOR,
        ChatMemberStatus.OWNER,
        ChatMemberStatus.RESTRICTED,
    }
)
_KINDS = (
    (UnreadableKind.VOICE, ("voice", "audio")),
    (UnreadableKind.VIDEO, ("video", "video_note")),
    (UnreadableKind.STICKER, ("sticker",)),
    (UnreadableKind.PLACE, ("location", "venue")),
    (UnreadableKind.CONTACT, ("contact",)),
)


class _Origin(TypedDict):
    id: str
    who: Who
    where: Where
    at: datetime | None


def update_of(raw: Mapping[str, Any]) -> Update:
    """Return a raw update with who caused it; what that cannot be seen of stands alone. Raises nothing."""
    number = str(raw["update_id"])
    content: Mapping[str, Any] = next((raw[kind] for kind in UPDATES if isinstance(raw.get(kind), dict)), {})
    user, album = content.get("from"), content.get("media_group_id")
    who = str(user["id"]) if isinstance(user, dict) and "id" in user else f"?{number}"
    return Update(number, f"{NAME}:{who}", raw, str(album) if album is not None else None)


def read(raw: Sequence[Mapping[str, Any]], bot: telegram.Bot) -> Event | None:
    """Return what happened in an update, or in the parts of one album; raises anything where it cannot be read."""
    parts = [event_of(telegram.Update.de_json(dict(one), bot), bot.username) for one in raw]
    whole = parts[0]
    for part in parts[1:]:
        if isinstance(whole, Files) and isinstance(part, Files):
            whole = _joined(whole, part)
    return whole


def _joined(before: Files, part: Files) -> Files:
    caption = "\n".join(words for words in (before.caption, part.caption) if words)
    return replace(before, files=(*before.files, *part.files), caption=caption)


def event_of(update: telegram.Update, bot_name: str) -> Event | None:
    """Return what happened; None where nobody did it, or where it is said to another bot.

    Raises nothing: whatever is not known is Unreadable.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return None
    origin = _Origin(
        id=str(update.update_id),
        who=Who(_address(user.id), user.full_name),
        where=Where(Place(str(chat.id), _topic(update)).address, is_group=chat.type != ChatType.PRIVATE),
        at=update.message.date if update.message is not None else None,
    )
    if update.callback_query is not None:
        return _pressed(update.callback_query, origin)
    if update.my_chat_member is not None:
        let_in = update.my_chat_member.new_chat_member.status in _LET_IN
        return Joined(**origin) if let_in else Gone(**origin)
    message = update.effective_message
    return _said(message, origin, bot_name, edited=update.edited_message is not None) if message is not None else None


def _address(number: int) -> Address:
    return Address(NAME, str(number))


def _topic(update: telegram.Update) -> int | None:
    """The topic of a forum in which something was said; answers in a plain group have a thread, but no topic."""
    message = update.effective_message
    if not isinstance(message, telegram.Message) or not message.is_topic_message:  # under an old button: out of reach
        return None
    return message.message_thread_id


def _pressed(query: telegram.CallbackQuery, origin: _Origin) -> Press:
    ref = str(query.message.message_id) if query.message is not None else None
    return Press(**origin, ref=ref, token=query.data or "")


def _said(message: telegram.Message, origin: _Origin, bot_name: str, *, edited: bool) -> Event | None:
    ref = str(message.message_id)
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created is not None:
        answered = None  # in a topic whatever answers nothing refers to its first message
    reply_to = str(answered.message_id) if answered is not None else None
    caption = message.caption or ""
    if edited:
        return EditedText(**origin, ref=ref, reply_to=reply_to, text=message.text or caption)
    if message.migrate_to_chat_id is not None:
        return Moved(**origin, ref=ref, to=_address(message.migrate_to_chat_id))
    if message.text:
        text = _to_us(message.text, bot_name, in_group=origin["where"].is_group)
        return Text(**origin, ref=ref, reply_to=reply_to, text=text) if text is not None else None
    file = _file(message)
    if file is not None:
        return Files(**origin, ref=ref, reply_to=reply_to, files=(file,), caption=caption)
    return Unreadable(**origin, ref=ref, reply_to=reply_to, kind=_kind(message), caption=caption)


def _to_us(text: str, bot_name: str, *, in_group: bool) -> str | None:
    """Return a text without the bot's name behind its command; None for a command to another bot of the group."""
    addressed = _ADDRESSED.match(text)
    if addressed is None:
        return text
    if in_group and addressed[2].lower() != bot_name.lower():
        return None
    return addressed[1] + text[addressed.end() :]


def _file(message: telegram.Message) -> FileRef | None:
    if message.document is not None:
        document = message.document
        return FileRef(document.file_id, document.file_name or "文件", document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return FileRef(largest.file_id, None, largest.file_size or 0)
    return None


def _kind(message: telegram.Message) -> UnreadableKind:
    for kind, names in _KINDS:
        if any(getattr(message, name) is not None for name in names):
            return kind
    return UnreadableKind.OTHER
