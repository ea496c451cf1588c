"""Groups: who founds one, brings the bot in, makes it an administrator, takes it out, and what the bot is told.

A group has an id of its own, below zero. When it becomes a supergroup it gets another id, as on Telegram; the old one
refuses from then on and names the new one.
"""

from collections.abc import Sequence
from typing import Final

from tests.local_chat import shapes
from tests.local_chat.chat import LocalChat
from tests.local_chat.texts import commands_bot
from tests.local_chat.values import ApiError, Group, Json, Message, PageError, Person, Standing

TITLE_MOST: Final = 128


def hears(chat: LocalChat, group: Group, message: Message) -> bool:
    """Say whether the bot is told of a message in a group.

    In privacy mode a bot gets commands, replies to its own messages and what happens to the group; only as an
    administrator everything.
    """
    if not group.has_bot:
        return False
    quoted = chat.store.message(group.chat_id, message.reply_to)
    return (
        group.standing == "administrator"
        or message.service is not None
        or commands_bot(message.text, chat.bot.username)
        or (quoted is not None and quoted.from_bot)
    )


def refusal(group: Group) -> ApiError | None:
    """Return why the bot cannot write to a group, None when it can."""
    kind = "supergroup" if group.supergroup else "group"
    if group.moved_to is not None:
        told = "Bad Request: group chat was upgraded to a supergroup chat"
        return ApiError(400, told, migrate_to_chat_id=group.moved_to)
    return None if group.has_bot else ApiError(403, f"Forbidden: bot was kicked from the {kind} chat")


def entered(chat: LocalChat, user_id: int, chat_id: int) -> Group:
    """Return a group that a person is in; raises PageError when they are not, or when it has become another."""
    group = chat.store.group(chat_id)
    if group is None or user_id not in chat.store.members(chat_id):
        raise PageError(404, "没有这个群，或者这个人不在群里，请刷新页面后再试。")
    if group.moved_to is not None:
        raise PageError(409, "这个群已经升级成新群，请到新群里说。")
    return group


async def found(chat: LocalChat, by: int, title: str, members: Sequence[int]) -> Group:
    """Found a group of ``by`` and ``members`` and bring the bot in; return it. The bot is told of both.

    Raises PageError without a title, and ApiError 400 when one of the people does not exist.
    """
    title = " ".join(title.split())[:TITLE_MOST]
    if not title:
        raise PageError(400, "请先给群起个名字。")
    people = [chat.person(user_id) for user_id in dict.fromkeys([by, *members])]
    date = chat.now()
    with chat.store.transaction():
        group = chat.store.add_group(title, by, supergroup=False)
        for person in people:
            chat.store.add_member(group.chat_id, person.user_id)
        _tell_standing(chat, group, people[0], date, ("left", "member"))
        _tell_event(chat, group, by, date, {"group_chat_created": True})
    return group


async def set_standing(chat: LocalChat, by: int, chat_id: int, standing: Standing) -> Group:
    """Bring the bot into a group, make it an administrator or take it out; return the group.

    ``left`` takes it out; Telegram calls that ``kicked`` in a supergroup. Raises PageError when ``by`` is not in
    the group.
    """
    before = entered(chat, by, chat_id)
    if standing == "left" and before.supergroup:
        standing = "kicked"
    if standing == before.standing:
        return before
    date, person = chat.now(), chat.person(by)
    with chat.store.transaction():
        group = chat.store.set_standing(chat_id, standing)
        _tell_standing(chat, group, person, date, (before.standing, standing))
        if before.has_bot != group.has_bot:
            bot = shapes.bot_user(chat.bot)
            event = {"new_chat_members": [bot]} if group.has_bot else {"left_chat_member": bot}
            _tell_event(chat, group, by, date, event)
    return group


async def admit(chat: LocalChat, by: int, chat_id: int, user_id: int) -> None:
    """Let a member bring somebody into a group; the bot is told. Raises PageError when ``by`` is not in it."""
    group = entered(chat, by, chat_id)
    newcomer, date = shapes.user(chat.person(user_id)), chat.now()
    with chat.store.transaction():
        chat.store.add_member(chat_id, user_id)
        _tell_event(chat, group, by, date, {"new_chat_members": [newcomer]})


async def leave(chat: LocalChat, user_id: int, chat_id: int) -> None:
    """Let somebody leave a group; the bot is told. Raises PageError when they are not in it."""
    group = entered(chat, user_id, chat_id)
    gone, date = shapes.user(chat.person(user_id)), chat.now()
    with chat.store.transaction():
        chat.store.remove_member(chat_id, user_id)
        _tell_event(chat, group, user_id, date, {"left_chat_member": gone})


async def upgrade(chat: LocalChat, by: int, chat_id: int) -> Group:
    """Turn a group into a supergroup, with everybody in it, and return that.

    The bot is told in both chats and of its standing in the new one; that it left the old one Telegram does not say.
    Raises PageError when ``by`` is not in the group or it is a supergroup already.
    """
    old = entered(chat, by, chat_id)
    if old.supergroup:
        raise PageError(409, "这个群已经是超级群了。")
    date, person = chat.now(), chat.person(by)
    with chat.store.transaction():
        new = chat.store.add_group(old.title, old.founder, supergroup=True, standing=old.standing)
        for member in chat.store.members(chat_id):
            chat.store.add_member(new.chat_id, member)
        _tell_event(chat, old, by, date, {"migrate_to_chat_id": new.chat_id})
        chat.store.set_moved(chat_id, new.chat_id)
        if new.has_bot:
            _tell_standing(chat, new, person, date, ("left", new.standing))
        _tell_event(chat, new, new.chat_id, date, {"migrate_from_chat_id": chat_id})
    return new


def _tell_standing(
    chat: LocalChat, group: Group, by: Person, date: int, standings: tuple[Standing, Standing]
) -> None:
    chat.tell_bot("my_chat_member", shapes.my_chat_member(chat.bot, group, by, date, standings))


def _tell_event(chat: LocalChat, group: Group, by: int, date: int, event: Json) -> None:
    """Write what happened into the group's own chat, and tell the bot while it is, or just was, in the group."""
    message = chat.store.add_message(Message(0, group.chat_id, by, date, "", service=event))
    if group.has_bot or event.get("left_chat_member") == shapes.bot_user(chat.bot):
        chat.tell_bot("message", chat.describe(message))
    chat.show("message", message)
