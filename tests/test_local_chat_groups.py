"""Groups of the local chat as the bot meets them: what it hears, when it is in, and the id that changes."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import (
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from tests.local_chat import groups
from tests.local_chat.values import PageError
from tests.local_chat_world import HE, LIN, WU, Stopwatch, World, open_world
from tests.upgrade import old

TITLE = "联席会议工作群"
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("下一页", callback_data="next")]])


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


async def founded(world: World) -> int:
    """A group of Lin and Wu with the bot in it, of which the bot has been told."""
    group = await groups.found(world.chat, LIN, TITLE, [WU])
    await world.waiting()
    return group.chat_id


def standings(update: Update) -> tuple[str, str]:
    assert update.my_chat_member is not None
    return update.my_chat_member.old_chat_member.status, update.my_chat_member.new_chat_member.status


def message_of(update: Update) -> Message:
    assert update.message is not None
    return update.message


def text_of(update: Update) -> str | None:
    return message_of(update).text


async def test_a_new_group_tells_the_bot_that_it_is_in_and_who_brought_it(world: World) -> None:
    group = await groups.found(world.chat, LIN, f"  {TITLE} ", [WU])
    joined, created = await world.waiting()
    assert standings(joined) == (ChatMemberStatus.LEFT, ChatMemberStatus.MEMBER)
    assert joined.my_chat_member is not None
    chat, by = joined.my_chat_member.chat, joined.my_chat_member.from_user
    assert (chat.id, chat.type, chat.title, by.id) == (group.chat_id, ChatType.GROUP, TITLE, LIN)
    assert chat.id < 0
    assert message_of(created).group_chat_created is True


async def test_in_privacy_mode_the_bot_gets_commands_replies_to_it_and_what_happens(world: World) -> None:
    group = await founded(world)
    bots = await world.bot.send_message(group, "进展通报")
    persons = await world.said(WU, "下午开会", group=group)
    for text in ("@lianxi_bot 在吗", "我看 /digest 就行", "/digest@another_bot"):
        await world.said(WU, text, group=group)
    await world.said(LIN, "好", persons["message_id"], group=group)
    assert await world.waiting() == []
    await world.said(WU, "/digest", group=group)
    await world.said(LIN, "/digest@Lianxi_Bot", group=group)
    await world.said(WU, "收到", bots.message_id, group=group)
    heard = await world.waiting()
    assert [text_of(update) for update in heard] == ["/digest", "/digest@Lianxi_Bot", "收到"]
    assert {update.effective_chat.id for update in heard if update.effective_chat} == {group}
    assert [update.effective_user.id for update in heard if update.effective_user] == [WU, LIN, WU]
    await groups.admit(world.chat, LIN, group, HE)
    await groups.leave(world.chat, WU, group)
    came, gone = await world.waiting()
    assert [user.id for user in message_of(came).new_chat_members] == [HE]
    left = message_of(gone).left_chat_member
    assert left is not None
    assert left.id == WU


async def test_a_correction_in_a_group_reaches_the_bot_only_where_it_hears_the_message(world: World) -> None:
    group = await founded(world)
    said = await world.said(WU, "下午开会", group=group)
    path = f"people/{WU}/messages/{said['message_id']}/edit?group={group}"
    await world.act(path, text="明天开会")
    assert await world.waiting() == []
    await world.act(path, text="/digest")
    (edited,) = await world.waiting()
    assert edited.edited_message is not None
    assert edited.edited_message.text == "/digest"


async def test_an_administrator_bot_gets_everything(world: World) -> None:
    group = await founded(world)
    await groups.set_standing(world.chat, LIN, group, "administrator")
    (promoted,) = await world.waiting()
    assert standings(promoted) == (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
    await world.said(WU, "下午开会", group=group)
    (heard,) = await world.waiting()
    assert text_of(heard) == "下午开会"


async def test_everybody_in_a_group_sees_what_is_said_there_and_nobody_else_can(world: World) -> None:
    group = await founded(world)
    await world.bot.send_message(group, "进展通报")
    await world.said(WU, "收到", group=group)
    shown = {who: await world.seen(who, group=group) for who in (LIN, WU)}
    assert [m.get("text") for m in shown[LIN]] == [None, "进展通报", "收到"]
    assert [m["outgoing"] for m in shown[LIN]] == [True, False, False]
    assert [m["outgoing"] for m in shown[WU]] == [False, False, True]
    assert await world.seen(WU) == []
    outside = await world.page.get(f"/page/people/{HE}/messages?group={group}")
    assert outside.status_code == 404
    assert "不在群里" in await world.refused(f"people/{HE}/messages?group={group}", text="在吗")


async def test_a_button_in_a_group_says_who_pressed_it_and_where(world: World) -> None:
    group = await founded(world)
    sent = await world.bot.send_message(group, "进展通报", reply_markup=BUTTON)
    for who in (WU, LIN):
        await world.act(f"people/{who}/messages/{sent.message_id}/press?group={group}", data="next")
    pressed = [update.callback_query for update in await world.waiting()]
    assert [query.from_user.id for query in pressed if query] == [WU, LIN]
    assert all(query and query.message and query.message.chat.id == group for query in pressed)
    assert pressed[0] is not None
    await pressed[0].edit_message_text("第二页")
    assert [m.get("text") for m in await world.seen(WU, group=group)] == [None, "第二页"]


async def test_a_bot_that_was_taken_out_is_told_so_and_may_write_no_more(world: World) -> None:
    group = await founded(world)
    await groups.set_standing(world.chat, LIN, group, "left")
    standing, event = await world.waiting()
    assert standings(standing) == (ChatMemberStatus.MEMBER, ChatMemberStatus.LEFT)
    gone = message_of(event).left_chat_member
    assert gone is not None
    assert gone.id == world.bot.id
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await world.bot.send_message(group, "进展通报")
    await world.said(WU, "/digest", group=group)
    assert await world.waiting() == []
    await groups.set_standing(world.chat, LIN, group, "member")
    back, came = await world.waiting()
    assert standings(back) == (ChatMemberStatus.LEFT, ChatMemberStatus.MEMBER)
    assert [user.id for user in message_of(came).new_chat_members] == [world.bot.id]
    await world.bot.send_message(group, "进展通报")


async def test_a_group_that_becomes_a_supergroup_has_another_id_and_the_old_one_names_it(world: World) -> None:
    old = await founded(world)
    new = (await groups.upgrade(world.chat, LIN, old)).chat_id
    moved, joined, arrived = await world.waiting()
    assert (message_of(moved).chat.id, message_of(moved).migrate_to_chat_id) == (old, new)
    assert standings(joined) == (ChatMemberStatus.LEFT, ChatMemberStatus.MEMBER)
    told = message_of(arrived)
    assert (told.chat.id, told.chat.type, told.migrate_from_chat_id) == (new, ChatType.SUPERGROUP, old)
    assert str(new).startswith("-100")
    with pytest.raises(ChatMigrated) as refused:
        await world.bot.send_message(old, "进展通报")
    assert refused.value.new_chat_id == new
    await world.bot.send_message(new, "进展通报")
    await world.said(WU, "/digest", group=new)
    assert [text_of(update) for update in await world.waiting()] == ["/digest"]
    assert "已经升级" in await world.refused(f"people/{WU}/messages?group={old}", text="/digest")
    await groups.set_standing(world.chat, LIN, new, "left")
    assert standings((await world.waiting())[0]) == (ChatMemberStatus.MEMBER, ChatMemberStatus.BANNED)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await world.bot.send_message(new, "进展通报")
    with pytest.raises(PageError, match="已经是超级群"):
        await groups.upgrade(world.chat, LIN, new)


async def test_a_group_takes_20_messages_a_minute_and_holds_up_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    stopwatch = Stopwatch()
    async with open_world(tmp_path, stopwatch=stopwatch) as world:
        group = await founded(world)
        for number in range(20):
            await world.bot.send_message(group, str(number))
        with pytest.raises(RetryAfter) as refused:
            await world.bot.send_message(group, "20")
        assert refused.value.retry_after == timedelta(seconds=3)
        await world.bot.send_message(WU, "今日催报")
        stopwatch.seconds += 3
        await world.bot.send_message(group, "20")
        with pytest.raises(RetryAfter):
            await world.bot.send_message(group, "21")


async def test_in_a_group_the_bot_deletes_only_what_it_wrote(world: World) -> None:
    group = await founded(world)
    said = await world.said(WU, "/digest", group=group)
    sent = await world.bot.send_message(group, "进展通报", reply_parameters=ReplyParameters(said["message_id"]))
    assert await sent.delete()
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await world.bot.delete_message(group, said["message_id"])
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await world.bot.edit_message_text("改", group, said["message_id"])


async def test_a_group_and_who_is_in_it_can_be_looked_up(world: World) -> None:
    group = await founded(world)
    await world.bot.set_my_commands([("digest", "进展通报")], scope=BotCommandScopeAllGroupChats())
    assert (await world.bot.get_chat(group)).title == TITLE
    found = [(await world.bot.get_chat_member(group, who)).status for who in (LIN, WU, world.bot.id)]
    assert found == [ChatMemberStatus.OWNER, ChatMemberStatus.MEMBER, ChatMemberStatus.MEMBER]
    with pytest.raises(BadRequest, match="Member not found"):
        await world.bot.get_chat_member(group, HE)
    with pytest.raises(BadRequest, match="Chat not found"):
        await world.bot.send_message(-1, "在吗")
    menu = (await world.page.get(f"/page/people/{WU}/messages?group={group}")).json()["commands"]
    assert [entry["command"] for entry in menu] == ["digest"]


async def test_groups_outlive_a_restart(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        group = await founded(world)
        await world.said(WU, "/digest", group=group)
    async with open_world(tmp_path) as world:
        assert [text_of(update) for update in await world.waiting()] == ["/digest"]
        await world.bot.send_message(group, "进展通报")
        assert [m.get("text") for m in await world.seen(LIN, group=group)] == [None, "/digest", "进展通报"]


async def test_the_chat_of_a_version_without_groups_is_opened_with_all_that_was_said(tmp_path: Path) -> None:
    shutil.copy(old.CHAT, tmp_path / "chat.sqlite3")
    with closing(sqlite3.connect(old.CHAT)) as before:
        said = before.execute("SELECT message_id, chat_id, from_bot, text, reply_to FROM messages").fetchall()
    for _ in range(2):
        async with open_world(tmp_path) as world:
            store = world.chat.store
            found = [store.known_message(number) for number, *_ in said]
            assert [(m.message_id, m.chat_id, m.from_bot, m.text, m.reply_to) for m in found] == said
            assert all(message.sender_id in {None, message.chat_id} for message in found)
            assert (await world.bot.send_message(WU, "今日催报")).message_id > max(number for number, *_ in said)
            group = await groups.found(world.chat, LIN, TITLE, [WU])
            assert len(await world.seen(WU, group=group.chat_id)) == 1
