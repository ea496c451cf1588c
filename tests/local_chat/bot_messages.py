"""The Bot API methods that write to somebody: send, edit, delete, answer a pressed button."""

from dataclasses import replace
from typing import Final, Literal

from tests.local_chat import groups
from tests.local_chat.chat import LocalChat
from tests.local_chat.keyboards import checked_markup
from tests.local_chat.media import picture
from tests.local_chat.params import Params, whole
from tests.local_chat.texts import utf16_length
from tests.local_chat.values import ApiError, Group, Json, Message, Peer, Person, StoredFile, bad_request

TEXT_MOST: Final = 4096
CAPTION_MOST: Final = 1024
ANSWER_MOST: Final = 200


def _peer(chat: LocalChat, params: Params) -> Peer:
    """Return the person or group of a call; refused for a group that the bot is not in or that has another id now."""
    number = params.number("chat_id")
    if number is None:
        raise bad_request("chat_id is empty")
    peer = chat.peer(number)
    refused = groups.refusal(peer) if isinstance(peer, Group) else None
    if refused is not None:
        raise refused
    return peer


def _reachable(chat: LocalChat, params: Params) -> Peer:
    """Return whom the bot writes to; refused also when a person never started it or switched it off."""
    peer = _peer(chat, params)
    if isinstance(peer, Person) and peer.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if isinstance(peer, Person) and not peer.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return peer


def _spend(chat: LocalChat, chat_id: int) -> None:
    wait = chat.limiter.refusal(chat_id)
    if wait is not None:
        raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def _plain(params: Params, name: str, entities: str) -> str:
    """Return a text without white space at its ends, as Telegram keeps it; formatting is refused, not ignored."""
    if params.text("parse_mode") or params.structure(entities):
        raise bad_request("unsupported parse_mode or entities: the local chat shows plain text")
    return params.text(name).strip()


def _text(params: Params) -> str:
    text = _plain(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_MOST:
        raise bad_request("message is too long")
    return text


def _caption(params: Params) -> str:
    text = _plain(params, "caption", "caption_entities")
    if utf16_length(text) > CAPTION_MOST:
        raise bad_request("message caption is too long")
    return text


def _reply_to(chat: LocalChat, peer: Peer, params: Params) -> int | None:
    wanted = params.mapping("reply_parameters")
    number = wanted.get("message_id")
    if number is None:
        return None
    quoted = chat.store.message(peer.chat_id, whole(number))
    if quoted is None and wanted.get("allow_sending_without_reply") is not True:
        raise bad_request("message to be replied not found")
    return quoted.message_id if quoted else None


async def _send(chat: LocalChat, peer: Peer, params: Params, text: str, file: StoredFile | None = None) -> Json:
    draft = Message(
        0,
        peer.chat_id,
        None,
        date=chat.now(),
        text=text,
        reply_to=_reply_to(chat, peer, params),
        markup=checked_markup(params.structure("reply_markup")),
        file=file,
    )
    topic = params.number("message_thread_id")
    if topic is not None and topic not in chat.topics.get(peer.chat_id, ()):
        raise bad_request("message thread not found")
    _spend(chat, peer.chat_id)
    message = chat.store.add_message(draft)
    if topic is not None:
        chat.said_in[peer.chat_id, message.message_id] = topic
    chat.show("message", message)
    return chat.describe(message)


async def send_message(chat: LocalChat, params: Params) -> Json:
    """Send a text to a person or a group and return the message.

    Raises ApiError for an empty or too long text, a chat that the bot may not write to, and writing too fast (429).
    """
    return await _send(chat, _reachable(chat, params), params, _text(params))


async def send_document(chat: LocalChat, params: Params) -> Json:
    """Send a file, uploaded or known by its id, with an optional caption, and return the message.

    Raises ApiError as for a text, and for an empty file or an unknown id.
    """
    return await _send_file(chat, params, "document")


async def send_photo(chat: LocalChat, params: Params) -> Json:
    """Send a PNG or JPEG, uploaded or known by its id, with an optional caption, and return the message.

    Raises ApiError as for a text, and for an upload that is no picture or too large.
    """
    return await _send_file(chat, params, "photo")


async def _send_file(chat: LocalChat, params: Params, kind: Literal["document", "photo"]) -> Json:
    peer, caption = _reachable(chat, params), _caption(params)
    return await _send(chat, peer, params, caption, await _file(chat, params, kind))


async def _file(chat: LocalChat, params: Params, kind: Literal["document", "photo"]) -> StoredFile:
    """Take an upload, directly or by ``attach://name``; or a file that is already here by its id."""
    named = params.text(kind)
    upload = params.uploads.get(named.removeprefix("attach://") if named else kind)
    if upload is None:
        stored = chat.store.file(named)
        if stored is None or stored.kind != kind:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored
    content = await upload.read()
    if not content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and (len(content) > chat.limits.photo_bytes or picture(content) is None):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return await chat.keep_file(upload.filename, content, kind)


def _own(chat: LocalChat, params: Params, purpose: str) -> Message:
    """Return the message of a call; refused where the bot may not do with it what ``purpose`` names."""
    peer = _peer(chat, params)
    message = chat.store.message(peer.chat_id, params.number("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if not message.from_bot and (purpose == "edit" or isinstance(peer, Group)):
        raise bad_request(f"message can't be {purpose.rstrip('e')}ed")
    return message


async def _edit(chat: LocalChat, message: Message, changed: Message) -> Json:
    if changed == message:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    _spend(chat, message.chat_id)
    changed = replace(changed, edit_date=chat.now())
    chat.store.change_message(changed)
    chat.show("edited", changed)
    return chat.describe(changed)


async def edit_message_text(chat: LocalChat, params: Params) -> Json:
    """Replace text and keyboard; a call without a keyboard takes the old one away, as on Telegram."""
    message = _own(chat, params, "edit")
    if message.file:
        raise bad_request("there is no text in the message to edit")
    markup = checked_markup(params.structure("reply_markup"))
    return await _edit(chat, message, replace(message, text=_text(params), markup=markup))


async def edit_message_reply_markup(chat: LocalChat, params: Params) -> Json:
    """Replace the keyboard of a message of the bot and return the message; a call without a keyboard removes it.

    Raises ApiError for a message that is not the bot's, and where nothing would change.
    """
    message = _own(chat, params, "edit")
    markup = checked_markup(params.structure("reply_markup"))
    return await _edit(chat, message, replace(message, markup=markup))


async def delete_message(chat: LocalChat, params: Params) -> bool:
    """Remove a message: in a private chat the bot's or the person's, in a group the bot's own."""
    message = _own(chat, params, "delete")
    chat.store.remove_message(message.message_id)
    chat.hub.publish({"type": "deleted", "chat_id": message.chat_id, "message_id": message.message_id})
    return True


async def answer_callback_query(chat: LocalChat, params: Params) -> bool:
    """Show the answer to a pressed button on the page of the person who pressed it."""
    number = params.text("callback_query_id")
    user_id = chat.store.fresh_query(number, chat.limits.query_seconds)
    if user_id is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > ANSWER_MOST:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"user_id": user_id, "query_id": int(number), "text": text, "alert": params.flag("show_alert")}
    chat.hub.publish({"type": "answer"} | answer)
    return True


async def send_chat_action(chat: LocalChat, params: Params) -> bool:
    """Show on the page that the bot is busy in a chat (typing, uploading); nothing is stored."""
    peer = _reachable(chat, params)
    chat.hub.publish({"type": "typing", "chat_id": peer.chat_id, "action": params.text("action")})
    return True
