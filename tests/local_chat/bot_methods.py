"""The table of Bot API methods, and those that read or set something: updates, commands, chats, files."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

from tests.local_chat import bot_messages, shapes
from tests.local_chat.chat import LocalChat
from tests.local_chat.params import Params
from tests.local_chat.values import ApiError, Group, Json, Peer, Standing, bad_request

Method = Callable[[LocalChat, Params], Awaitable[object]]

_MOST_UPDATES: Final = 100
_LONGEST_POLL: Final = 50  # seconds, as at Telegram
_CONFLICT: Final = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def get_me(chat: LocalChat, _: Params) -> Json:
    """Return the bot as a user, with what it may do in groups."""
    return shapes.bot_user(chat.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_updates(chat: LocalChat, params: Params) -> list[Json]:
    """Wait up to ``timeout`` seconds of real time for updates; what ``offset`` passes is confirmed and forgotten."""
    offset = params.number("offset")
    allowed = params.structure("allowed_updates")
    if offset:
        chat.store.confirm_updates(offset)
    if isinstance(allowed, list):
        chat.store.set_setting("allowed_updates", allowed)
    most = min(max(params.number("limit") or _MOST_UPDATES, 1), _MOST_UPDATES)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + min(params.number("timeout") or 0, _LONGEST_POLL)
    poll = chat.hub.begin_poll()
    try:
        while True:
            updates = chat.store.updates(most)
            left = deadline - loop.time()
            if updates or left <= 0 or chat.hub.closed:
                return updates
            poll.woken.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await poll.woken.wait()
            if poll.superseded:
                raise ApiError(409, _CONFLICT)
    finally:
        chat.hub.end_poll(poll)


async def delete_webhook(chat: LocalChat, params: Params) -> bool:
    """Accept the call, though there is no webhook; ``drop_pending_updates`` forgets what waits for the bot."""
    if params.flag("drop_pending_updates"):
        chat.store.drop_updates()
    return True


async def get_webhook_info(chat: LocalChat, _: Params) -> Json:
    """Return that no webhook is set, and how many updates wait for the bot."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": chat.store.pending_updates(),
    }


def _commands_key(params: Params) -> str:
    scope = params.mapping("scope")
    return f"commands:{scope.get('type', 'default')}:{scope.get('chat_id', '')}"


async def set_my_commands(chat: LocalChat, params: Params) -> bool:
    """Keep the menu of a scope; languages are not told apart, the page speaks one."""
    commands = params.structure("commands")
    if not isinstance(commands, list) or not all(isinstance(each, Mapping) for each in commands):
        raise bad_request("can't parse list of bot commands JSON object")
    menu = [{name: str(each.get(name, "")) for name in ("command", "description")} for each in commands]
    chat.store.set_setting(_commands_key(params), menu)
    chat.hub.publish({"type": "commands"})
    return True


async def get_my_commands(chat: LocalChat, params: Params) -> object:
    """Return the menu that was set for a scope, an empty list where none was."""
    return chat.store.setting(_commands_key(params)) or []


async def delete_my_commands(chat: LocalChat, params: Params) -> bool:
    """Empty the menu of a scope; open pages follow."""
    chat.store.set_setting(_commands_key(params), [])
    chat.hub.publish({"type": "commands"})
    return True


def menu_for(chat: LocalChat, chat_id: int) -> object:
    """Return the commands that the menu of a chat shows: its own, else those of its kind, else all's."""
    kind = "all_group_chats:" if chat_id < 0 else "all_private_chats:"
    for scope in (f"chat:{chat_id}", kind, "default:"):
        menu = chat.store.setting(f"commands:{scope}")
        if menu:
            return menu
    return []


async def set_chat_menu_button(_: LocalChat, __: Params) -> bool:
    """Accept any button: the page always shows the command menu."""
    return True


async def get_chat(chat: LocalChat, params: Params) -> Json:
    """Return what is known of a private chat or a group."""
    peer = chat.peer(params.number("chat_id") or 0)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return shapes.chat(peer) | {
        "accent_color_id": 0,
        "max_reaction_count": 0,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def get_chat_member(chat: LocalChat, params: Params) -> Json:
    """Return what somebody is in a chat: the bot itself, the person of a private chat, a member of a group."""
    peer = chat.peer(params.number("chat_id") or 0)
    wanted = params.number("user_id") or 0
    if wanted == chat.bot.user_id:
        return shapes.membership(chat.bot, _standing(peer))
    members = chat.store.members(peer.chat_id) if isinstance(peer, Group) else [peer.user_id]
    if wanted not in members:
        raise bad_request("member not found")
    who: Json = {"user": shapes.user(chat.person(wanted)), "status": "member"}
    if isinstance(peer, Group) and wanted == peer.founder:
        return who | {"status": "creator", "is_anonymous": False}
    return who


def _standing(peer: Peer) -> Standing:
    if isinstance(peer, Group):
        return peer.standing
    return "kicked" if peer.blocked else "member"


async def get_file(chat: LocalChat, params: Params) -> Json:
    """Return a file's size in bytes and the path it is downloaded by.

    Raises ApiError 400 for an unknown id, and for a file that is larger than bots may download.
    """
    file = chat.store.file(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > chat.limits.download_bytes:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": shapes.unique_id(file),
        "file_size": file.size,
        "file_path": f"{file.kind}s/{file.file_id}",
    }


METHODS: Final[Mapping[str, Method]] = {
    name.lower(): method
    for name, method in {
        "getMe": get_me,
        "getUpdates": get_updates,
        "deleteWebhook": delete_webhook,
        "getWebhookInfo": get_webhook_info,
        "sendMessage": bot_messages.send_message,
        "editMessageText": bot_messages.edit_message_text,
        "editMessageReplyMarkup": bot_messages.edit_message_reply_markup,
        "deleteMessage": bot_messages.delete_message,
        "answerCallbackQuery": bot_messages.answer_callback_query,
        "sendDocument": bot_messages.send_document,
        "sendPhoto": bot_messages.send_photo,
        "sendChatAction": bot_messages.send_chat_action,
        "getFile": get_file,
        "setMyCommands": set_my_commands,
        "getMyCommands": get_my_commands,
        "deleteMyCommands": delete_my_commands,
        "setChatMenuButton": set_chat_menu_button,
        "getChat": get_chat,
        "getChatMember": get_chat_member,
    }.items()
}
