"""Stored values in the Bot API's forms."""

from typing import Final

from tests.local_chat.texts import commands
from tests.local_chat.values import Bot, Group, Json, Message, Peer, Person, Standing, StoredFile

_NOBODY_NAMED: Final = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Whom Telegram names as the sender where a group speaks for itself."""
_ADMINISTRATOR: Final = dict.fromkeys(
    (
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    True,
) | {"can_be_edited": False, "can_promote_members": False, "is_anonymous": False}


def bot_user(bot: Bot) -> Json:
    """Return the bot as a user."""
    return {"id": bot.user_id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def user(person: Person) -> Json:
    """Return a person as a user."""
    return {"id": person.user_id, "is_bot": False, "first_name": person.name, "language_code": "zh-hans"}


def chat(peer: Peer) -> Json:
    """Return a private chat, a group or a supergroup."""
    if isinstance(peer, Group):
        kind = "supergroup" if peer.supergroup else "group"
        return {"id": peer.chat_id, "type": kind, "title": peer.title}
    return {"id": peer.chat_id, "type": "private", "first_name": peer.name}


def message(bot: Bot, peer: Peer, sender: Peer | None, told: Message) -> Json:
    """Return one message, written in the chat with ``peer``, without the message that it replies to."""
    body: Json = {"message_id": told.message_id, "date": told.date, "chat": chat(peer)}
    if isinstance(sender, Group):
        body |= {"from": _NOBODY_NAMED, "sender_chat": chat(sender)}
    else:
        body["from"] = bot_user(bot) if sender is None else user(sender)
    if told.edit_date is not None:
        body["edit_date"] = told.edit_date
    if told.markup and "inline_keyboard" in told.markup:
        body["reply_markup"] = told.markup
    if told.file:
        body |= _media(told.file)
    if told.album is not None:
        body["media_group_id"] = told.album
    return body | (told.service or {}) | _words(told)


def _words(told: Message) -> Json:
    words, entities = ("caption", "caption_entities") if told.file else ("text", "entities")
    found = commands(told.text)
    return ({words: told.text} if told.text else {}) | ({entities: found} if found else {})


def _media(file: StoredFile) -> Json:
    base: Json = {"file_id": file.file_id, "file_unique_id": unique_id(file), "file_size": file.size}
    if file.kind == "photo":
        return {"photo": [base | {"width": file.width, "height": file.height}]}
    if file.kind == "voice":
        # nothing here decodes sound, so the length is not known
        return {"voice": base | {"duration": 0, "mime_type": file.mime}}
    return {"document": base | {"file_name": file.name, "mime_type": file.mime}}


def unique_id(file: StoredFile) -> str:
    """Return the id of a file that stays the same for every bot; it cannot be used to fetch the file."""
    return f"u{file.file_id[:14]}"


def membership(bot: Bot, standing: Standing) -> Json:
    """Return what the bot is in a chat; in a private chat ``kicked`` is what a block looks like."""
    body: Json = {"user": bot_user(bot), "status": standing}
    if standing == "kicked":
        return body | {"until_date": 0}
    return body | _ADMINISTRATOR if standing == "administrator" else body


def my_chat_member(bot: Bot, peer: Peer, by: Person, date: int, standings: tuple[Standing, Standing]) -> Json:
    """Return the update that tells the bot of its own standing, before and after ``by`` changed it."""
    before, after = standings
    return {
        "chat": chat(peer),
        "from": user(by),
        "date": date,
        "old_chat_member": membership(bot, before),
        "new_chat_member": membership(bot, after),
    }
