"""What a person does in the page: speak, send files, press a button, correct, switch the bot off and on.

``group_id`` names the group in which they do it; without one it is their own chat with the bot.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tests.local_chat import groups, shapes
from tests.local_chat.chat import LocalChat
from tests.local_chat.keyboards import has_button
from tests.local_chat.media import kind_of, picture
from tests.local_chat.texts import utf16_length
from tests.local_chat.values import MediaKind, Message, PageError, Peer, Person, Standing, StoredFile

TEXT_MOST: Final = 4096
CAPTION_MOST: Final = 1024
ALBUM_MOST: Final = 10
_ALBUM_KINDS: Final[tuple[MediaKind, ...]] = ("photo", "document")
_STARTED_WITH_CODE = re.compile(r"/start\s+\S+")


def _speaker(chat: LocalChat, user_id: int, group_id: int | None) -> Peer:
    """Return where a person speaks: in a group that they are in, or in their own chat with the bot."""
    person = chat.store.person(user_id)
    if person is None:
        raise PageError(404, "没有这个人，请刷新页面后从名单里重选。")
    if group_id is not None:
        return groups.entered(chat, user_id, group_id)
    if person.blocked:
        raise PageError(409, "机器人已停用，请先点“重新启用”。")
    return person


def _tell(chat: LocalChat, peer: Peer, kind: str, message: Message) -> None:
    """Queue a message or an edit for the bot; in a group only where the bot hears it."""
    if isinstance(peer, Person) or groups.hears(chat, peer, message):
        chat.tell_bot(kind, chat.describe(message))


def _words(text: str, most: int) -> str:
    text = text.strip()
    length = utf16_length(text)
    if length > most:
        raise PageError(413, f"太长了：最多 {most} 个字，现在有 {length} 个，请分几条发送。")
    return text


async def say(
    chat: LocalChat, user_id: int, text: str, reply_to: int | None = None, *, group_id: int | None = None
) -> Message:
    """Send a text and return it; the first one to the bot opens the chat, as pressing START does.

    Raises PageError when the person cannot speak there or the text is empty or too long.
    """
    peer = _speaker(chat, user_id, group_id)
    text = _words(text, TEXT_MOST)
    if not text:
        raise PageError(400, "还没有写内容。")
    (message,) = await _deliver(chat, user_id, peer, text, reply_to, [None])
    if _STARTED_WITH_CODE.match(text) and group_id is None:
        chat.store.mark_hint_done(user_id)
        chat.hub.publish({"type": "people"})
    return message


async def send_files(
    chat: LocalChat,
    user_id: int,
    uploads: Sequence[tuple[str, bytes]],
    *,
    caption: str = "",
    reply_to: int | None = None,
    as_document: bool = False,
    group_id: int | None = None,
) -> list[Message]:
    """Send files, each as ``(name, content)``, and return a message for each; the caption stands on the first.

    Several photos are an album, and so are several documents: Telegram sends each file by itself and gives those of
    one album a common ``media_group_id``. Raises PageError when there is nothing to send or the person cannot.
    """
    peer = _speaker(chat, user_id, group_id)
    if not uploads or not all(content for _, content in uploads):
        raise PageError(400, "这个文件是空的，请换一个。")
    words = _words(caption, CAPTION_MOST)
    files = [await _kept(chat, name, content, as_document=as_document) for name, content in uploads]
    return await _deliver(chat, user_id, peer, words, reply_to, files)


async def _kept(chat: LocalChat, name: str, content: bytes, *, as_document: bool) -> StoredFile:
    found = picture(content) if len(content) <= chat.limits.photo_bytes else None
    return await chat.keep_file(name, content, kind_of(name, found and found[1:], as_document=as_document))


async def _deliver(
    chat: LocalChat, user_id: int, peer: Peer, text: str, reply_to: int | None, files: Sequence[StoredFile | None]
) -> list[Message]:
    date = chat.now()
    quoted = chat.store.message(peer.chat_id, reply_to)
    draft = Message(0, peer.chat_id, user_id, date, text, reply_to=quoted.message_id if quoted else None)
    with chat.store.transaction():
        messages = [chat.store.add_message(one) for one in _drafts(draft, files)]
        if isinstance(peer, Person):
            chat.store.mark_started(user_id)
            chat.store.mark_read(user_id, messages[-1].message_id)
        for message in messages:
            _tell(chat, peer, "message", message)
    for message in messages:
        chat.show("message", message)
    return messages


def _drafts(draft: Message, files: Sequence[StoredFile | None]) -> Iterator[Message]:
    """Yield a message for each file, with an album's name on those of a kind that are several."""
    kinds = Counter(file.kind for file in files if file)
    albums = {kind: secrets.token_hex(8) for kind in _ALBUM_KINDS if kinds[kind] > 1}
    for number, file in enumerate(files):
        album = albums.get(file.kind) if file else None
        yield replace(draft, text="" if number else draft.text, file=file, album=album)


async def correct(
    chat: LocalChat, user_id: int, message_id: int, text: str, *, group_id: int | None = None
) -> Message:
    """Change the person's own last message and return it; the bot is told as of an edit.

    Raises PageError for any other message, and for a text that is empty or too long.
    """
    peer = _speaker(chat, user_id, group_id)
    date = chat.now()
    message = chat.store.message(peer.chat_id, message_id)
    if message is None or chat.store.last_said(peer.chat_id, user_id) != message_id:
        raise PageError(409, "只能修改自己最后发出的一条，请另发一条说明。")
    text = _words(text, CAPTION_MOST if message.file else TEXT_MOST)
    if not text and not message.file:
        raise PageError(400, "还没有写内容。")
    if text == message.text:
        return message
    message = replace(message, text=text, edit_date=date)
    with chat.store.transaction():
        chat.store.change_message(message)
        _tell(chat, peer, "edited_message", message)
    chat.show("edited", message)
    return message


def press(chat: LocalChat, user_id: int, message_id: int, data: str, *, group_id: int | None = None) -> int:
    """Press an inline button and return the number of the query that the bot is to answer.

    Raises PageError when the person cannot press there or the message has no such button any more.
    """
    peer = _speaker(chat, user_id, group_id)
    message = chat.store.message(peer.chat_id, message_id)
    if message is None or not has_button(message.markup, data):
        raise PageError(409, "这个按钮已经更新，请看最新的消息。")
    with chat.store.transaction():
        number = chat.store.add_query(user_id)
        body = {
            "id": str(number),
            "from": shapes.user(chat.person(user_id)),
            "message": chat.describe(message),
            "chat_instance": str(peer.chat_id),
            "data": data,
        }
        chat.tell_bot("callback_query", body)
    return number


async def switch_bot(chat: LocalChat, user_id: int, *, off: bool) -> None:
    """Block the bot or let it in again; the bot is told of its membership, as on Telegram.

    Raises PageError when there is nobody of this number.
    """
    person = chat.store.person(user_id)
    if person is None:
        raise PageError(404, "没有这个人，请刷新页面后从名单里重选。")
    if person.blocked == off:
        return
    date = chat.now()
    standings: tuple[Standing, Standing] = ("member", "kicked") if off else ("kicked", "member")
    with chat.store.transaction():
        chat.store.mark_blocked(user_id, blocked=off)
        chat.tell_bot("my_chat_member", shapes.my_chat_member(chat.bot, person, person, date, standings))
    chat.hub.publish({"type": "people"})
