"""What a person does in the page: speak, send a file, press a button, correct, switch the bot off and on."""

import re
from dataclasses import replace
from typing import Final

from bot.sample.local_chat import shapes
from bot.sample.local_chat.chat import LocalChat
from bot.sample.local_chat.entities import trimmed, utf16_length, with_found
from bot.sample.local_chat.keyboards import has_button
from bot.sample.local_chat.media import kind_of, picture
from bot.sample.local_chat.values import Message, PageError, Person, Rich, StoredFile

TEXT_MOST: Final = 4096
CAPTION_MOST: Final = 1024
STRANGERS: Final = "临时加入"
_STARTED_WITH_CODE = re.compile(r"/start\s+\S+")


def _speaker(chat: LocalChat, user_id: int) -> Person:
    person = chat.store.person(user_id)
    if person is None:
        raise PageError(404, "没有这个人，请刷新页面后从名单里重选。")
    if person.blocked:
        raise PageError(409, "机器人已停用，请先点“重新启用”。")
    return person


def _words(text: str, most: int) -> Rich:
    rich = trimmed(with_found(Rich(text)))
    length = utf16_length(rich.text)
    if length > most:
        raise PageError(413, f"太长了：最多 {most} 个字，现在有 {length} 个，请分几条发送。")
    return rich


async def say(chat: LocalChat, user_id: int, text: str, reply_to: int | None) -> Message:
    """Send a text; the first one opens the chat for the bot, as pressing START does."""
    _speaker(chat, user_id)
    rich = _words(text, TEXT_MOST)
    if not rich.text:
        raise PageError(400, "还没有写内容。")
    message = await _deliver(chat, user_id, rich, reply_to, None)
    if _STARTED_WITH_CODE.match(rich.text):
        chat.store.mark_hint_done(user_id)
        chat.hub.publish({"type": "people"})
    return message


async def send_file(
    chat: LocalChat,
    user_id: int,
    name: str,
    content: bytes,
    *,
    caption: str = "",
    reply_to: int | None = None,
    as_document: bool = False,
) -> Message:
    _speaker(chat, user_id)
    if not content:
        raise PageError(400, "这个文件是空的，请换一个。")
    rich = _words(caption, CAPTION_MOST)
    found = picture(content) if len(content) <= chat.limits.photo_bytes else None
    kind = kind_of(name, found and found[1:], as_document=as_document)
    file = await chat.keep_file(name, content, kind)
    return await _deliver(chat, user_id, rich, reply_to, file)


async def _deliver(
    chat: LocalChat, user_id: int, rich: Rich, reply_to: int | None, file: StoredFile | None
) -> Message:
    date = await chat.now()
    quoted = chat.store.message(user_id, reply_to)
    draft = Message(0, user_id, from_bot=False, date=date, rich=rich, file=file)
    with chat.store.transaction():
        message = chat.store.add_message(replace(draft, reply_to=quoted.message_id if quoted else None))
        chat.store.mark_started(user_id)
        chat.store.mark_read(user_id, message.message_id)
        chat.tell_bot("message", chat.describe(message))
    chat.show("message", message)
    return message


async def correct(chat: LocalChat, user_id: int, message_id: int, text: str) -> Message:
    """Change the person's own last message; the bot is told as of an edit."""
    _speaker(chat, user_id)
    date = await chat.now()
    message = chat.store.message(user_id, message_id)
    if message is None or chat.store.last_said(user_id) != message_id:
        raise PageError(409, "只能修改自己最后发出的一条，请另发一条说明。")
    rich = _words(text, CAPTION_MOST if message.file else TEXT_MOST)
    if not rich.text and not message.file:
        raise PageError(400, "还没有写内容。")
    if rich == message.rich:
        return message
    message = replace(message, rich=rich, edit_date=date)
    with chat.store.transaction():
        chat.store.change_message(message)
        chat.tell_bot("edited_message", chat.describe(message))
    chat.show("edited", message)
    return message


def press(chat: LocalChat, user_id: int, message_id: int, data: str) -> int:
    """Press an inline button and return the number of the query that the bot is to answer."""
    person = _speaker(chat, user_id)
    message = chat.store.message(user_id, message_id)
    if message is None or not has_button(message.markup, data):
        raise PageError(409, "这个按钮已经更新，请看最新的消息。")
    with chat.store.transaction():
        number = chat.store.add_query(user_id)
        body = {
            "id": str(number),
            "from": shapes.user(person),
            "message": chat.describe(message),
            "chat_instance": str(user_id),
            "data": data,
        }
        chat.tell_bot("callback_query", body)
    return number


async def switch_bot(chat: LocalChat, user_id: int, *, off: bool) -> None:
    """Block the bot or let it in again; the bot is told of its membership, as on Telegram."""
    person = chat.store.person(user_id)
    if person is None:
        raise PageError(404, "没有这个人，请刷新页面后从名单里重选。")
    if person.blocked == off:
        return
    date = await chat.now()
    with chat.store.transaction():
        chat.store.mark_blocked(user_id, blocked=off)
        body = {
            "chat": shapes.chat(person),
            "from": shapes.user(person),
            "date": date,
            "old_chat_member": shapes.membership(chat.bot, blocked=person.blocked),
            "new_chat_member": shapes.membership(chat.bot, blocked=off),
        }
        chat.tell_bot("my_chat_member", body)
    chat.hub.publish({"type": "people"})


def join(chat: LocalChat, name: str) -> Person:
    """Add a stranger, to whom the bot cannot write first."""
    name = " ".join(name.split())[:40]
    if not name:
        raise PageError(400, "请先给这个人起个名字。")
    person = chat.store.add_stranger(name, STRANGERS)
    chat.hub.publish({"type": "people"})
    return person
