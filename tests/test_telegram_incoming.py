"""Telegram over real HTTP: each kind of update as an event, and albums as sets."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from telegram import User

from bot.channels.base import (
    EditedText,
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
from bot.channels.telegram import NAME, app
from bot.channels.telegram.app import TelegramBot
from config.settings import Settings
from tasks_db.register.people import Address
from tasks_db.register.updates import Update
from tasks_db.work.desk import DatabaseAway
from tests.local_chat.values import Json
from tests.telegram_world import GROUP, MENU, PATIENCE, TOKEN, WU, Heard, a_bot, at, served

# what comes in

DOCUMENT = {"file_id": "d1", "file_unique_id": "u1", "file_name": "方案.docx", "file_size": 2048}
SMALL = {"file_id": "p0", "file_unique_id": "q0", "width": 90, "height": 60, "file_size": 10}
LARGE = {"file_id": "p1", "file_unique_id": "q1", "width": 900, "height": 600, "file_size": 90_000}
FORUM = {"id": -100700, "type": "supergroup", "title": "专班工作群", "is_forum": True}
VOICE = {"file_id": "v1", "file_unique_id": "w1", "duration": 3}
VIDEO = {"file_id": "m1", "file_unique_id": "n1", "duration": 3, "width": 9, "height": 9}
STICKER = {
    "file_id": "s1", "file_unique_id": "t1", "type": "regular", "width": 9, "height": 9,
    "is_animated": False, "is_video": False,
}  # fmt: skip
PLACE = {"latitude": 30.5, "longitude": 104.0}


async def test_a_text_says_who_where_and_to_which_message(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        asked = bot.message(text="进展如何？")
        event = await bot.said(text="进度60%", reply_to_message=asked)
        assert isinstance(event, Text)
        assert event.text == "进度60%"
        assert event.who == Who(at(WU), "吴青")
        assert event.where == Where(at(WU))
        assert (event.ref, event.reply_to) == ("502", "501")
        assert event.id != (await bot.said(text="进度60%")).id


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": VOICE}, UnreadableKind.VOICE),
        ({"video": VIDEO, "caption": "现场"}, UnreadableKind.VIDEO),
        ({"video_note": {**VOICE, "length": 9}}, UnreadableKind.VIDEO),
        ({"sticker": STICKER}, UnreadableKind.STICKER),
        ({"location": PLACE}, UnreadableKind.PLACE),
        ({"contact": {"phone_number": "1", "first_name": "李"}}, UnreadableKind.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 3}}, UnreadableKind.OTHER),
        ({}, UnreadableKind.OTHER),
    ],
)
async def test_what_nobody_can_read_is_said_to_be_so(
    tmp_path: Path, content: dict[str, Any], kind: UnreadableKind
) -> None:
    async with a_bot(tmp_path) as bot:
        event = await bot.said(**content)
        assert isinstance(event, Unreadable)
        assert (event.kind, event.caption) == (kind, content.get("caption", ""))


async def test_a_document_and_a_photo_are_files(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        event = await bot.said(document=DOCUMENT, caption="第1项")
        assert isinstance(event, Files)
        assert (event.files, event.caption) == ((FileRef("d1", "方案.docx", 2048),), "第1项")
        event = await bot.said(photo=[SMALL, LARGE])
        assert isinstance(event, Files)
        assert (event.files, event.caption) == ((FileRef("p1", None, 90_000),), "")


async def test_an_edit_a_press_and_a_change_of_membership_are_events(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.tell("edited_message", **bot.message(text="改过的", edit_date=2))
        event = await bot.next()
        assert isinstance(event, EditedText)
        assert event.text == "改过的"

        shown = bot.message(text="今日催报")
        query = str(bot.chat.store.add_query(WU))
        bot.tell(
            "callback_query", id=query, message=shown, chat_instance="1", data="nc:1:2", **{"from": shown["from"]}
        )
        event = await bot.next()
        assert isinstance(event, Press)
        assert (event.token, event.ref) == ("nc:1:2", str(shown["message_id"]))

        for status, kind in (("kicked", Gone), ("member", Joined)):
            bot.tell("my_chat_member", **membership(shown["chat"], shown["from"], status))
            event = await bot.next()
            assert type(event) is kind
            assert event.where == Where(at(WU))


def membership(chat: Json, user: Json, status: str) -> Json:
    bot = {"id": 1000, "is_bot": True, "first_name": "联席"}
    until = {"until_date": 0} if status == "kicked" else {}
    return {
        "chat": chat,
        "from": user,
        "date": 1,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": {"user": bot, "status": status, **until},
    }


async def test_a_button_is_acknowledged_when_the_press_is_stored_and_not_before(tmp_path: Path) -> None:
    """Whoever presses sees the spinner stop although the press is still to be worked off."""
    async with served(tmp_path) as (chat, running):
        bot = TelegramBot(Settings(data_dir=tmp_path), token=TOKEN, api_url=running.url.rstrip("/"))
        order: list[str] = []
        answered = asyncio.Event()
        publish = chat.hub.publish

        def watched(event: Json) -> None:
            order.append(str(event["type"]))
            if event["type"] == "answer":
                answered.set()
            publish(event)

        async def store(_bot: str, updates: Sequence[Update]) -> None:
            order.extend("stored" for one in updates if "callback_query" in one.raw)

        chat.hub.publish = watched  # type: ignore[method-assign]
        async with bot.signed_in(MENU):
            fetching = asyncio.create_task(bot.fetch(store, lambda: None))
            heard = Heard(chat, running, bot.channel)
            shown = heard.message(text="今日催报")
            query = str(chat.store.add_query(WU))
            heard.tell(
                "callback_query", id=query, message=shown, chat_instance="1", data="x", **{"from": shown["from"]}
            )
            async with asyncio.timeout(PATIENCE):
                await answered.wait()
            fetching.cancel()
            await asyncio.wait({fetching})
        assert [what for what in order if what in {"answer", "stored"}] == ["stored", "answer"]


async def test_what_could_not_be_stored_is_not_confirmed_and_is_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: the server gives a batch again until its last number is confirmed; it may begin anew with smaller ones."""
    batches = [[{"update_id": 8}, {"update_id": 9}], [{"update_id": 8}, {"update_id": 9}], [{"update_id": 3}]]
    asked: list[int | None] = []
    stored: list[str] = []

    async def answers(offset: int | None) -> list[Json]:
        asked.append(offset)
        if not batches:
            raise asyncio.CancelledError
        return batches.pop(0)

    async def store(_bot: str, updates: Sequence[Update]) -> None:
        if len(asked) == 1:
            raise DatabaseAway
        stored.extend(one.number for one in updates)

    async def at_once(pause: float, _error: Exception) -> float:
        return pause

    bot = TelegramBot(Settings(data_dir=tmp_path), token=TOKEN, api_url="http://127.0.0.1:9")
    monkeypatch.setattr(bot._bot, "_bot_user", User(1000, "联席", is_bot=True))
    monkeypatch.setattr(bot, "_next", answers)
    monkeypatch.setattr(app, "_rest", at_once)
    with pytest.raises(asyncio.CancelledError):
        await bot.fetch(store, lambda: None)
    assert asked == [None, None, 10, 4]
    assert stored == ["8", "9", "3"]


async def test_a_press_counts_although_its_acknowledgement_came_too_late(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        shown = bot.message(text="今日催报")
        bot.tell("callback_query", id="987654", message=shown, chat_instance="1", data="x", **{"from": shown["from"]})
        assert isinstance(await bot.next(), Press)


async def test_in_a_group_the_bots_own_name_is_taken_off_a_command_and_other_bots_are_left_alone(
    tmp_path: Path,
) -> None:
    async with a_bot(tmp_path) as bot:
        event = await bot.said(chat=GROUP, text="/digest@Lianxi_Bot 全部")
        assert isinstance(event, Text)
        assert event.text == "/digest 全部"
        assert event.who.address == at(WU)
        assert event.where == Where(at(-100500), is_group=True)
        bot.tell("message", **bot.message(chat=GROUP, text="/digest@another_bot"))
        event = await bot.said(chat=GROUP, text="大家好")
        assert isinstance(event, Text)
        assert event.text == "大家好"


async def test_a_topic_of_a_forum_is_a_conversation_of_its_own_and_general_is_the_group(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        begun = bot.message(
            chat=FORUM, message_thread_id=7, forum_topic_created={"name": "老旧小区", "icon_color": 1}
        )
        asked = bot.message(chat=FORUM, text="第二项呢", message_thread_id=7, is_topic_message=True)
        for reply_to, meant in ((begun, None), (asked, str(asked["message_id"]))):
            event = await bot.said(
                chat=FORUM, text="/digest", message_thread_id=7, is_topic_message=True, reply_to_message=reply_to
            )
            assert isinstance(event, Text)
            assert event.where == Where(Address(NAME, "-100700/7"), is_group=True)
            assert event.reply_to == meant
        pressed = bot.message(chat=FORUM, text="通报", message_thread_id=7, is_topic_message=True)
        bot.tell("callback_query", id="1", chat_instance="1", data="x", message=pressed, **{"from": asked["from"]})
        assert (await bot.next()).where.address == Address(NAME, "-100700/7")
        assert (await bot.said(chat=FORUM, text="/digest")).where == Where(at(-100700), is_group=True)
        event = await bot.said(chat=GROUP, text="/digest", message_thread_id=12)
        assert event.where == Where(at(-100500), is_group=True)


async def test_a_group_that_takes_us_up_moves_and_puts_us_out(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        somebody = bot.message()["from"]
        bot.tell("my_chat_member", **membership(GROUP, somebody, "member"))
        event = await bot.next()
        assert isinstance(event, Joined)
        assert event.where.is_group
        event = await bot.said(chat=GROUP, migrate_to_chat_id=-100600)
        assert isinstance(event, Moved)
        assert (event.where.address, event.to) == (at(-100500), at(-100600))
        bot.tell("my_chat_member", **membership(GROUP, somebody, "left"))
        assert isinstance(await bot.next(), Gone)
