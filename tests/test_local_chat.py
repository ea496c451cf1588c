"""The local chat as the bot meets it: python-telegram-bot talks to it as to Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatMemberStatus, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.local_chat import Limits, LocalPerson
from tests.local_chat_world import HE, PEOPLE, TOKEN, WU, Stopwatch, World, bot_for, open_world
from tests.plain_http import DIRECT


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns about its older form of ``retry_after`` unless the newer one is chosen."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def buttons(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(each, callback_data=each)] for each in data])


# sending


async def test_a_message_of_the_bot_stands_in_the_persons_chat_with_its_buttons(world: World) -> None:
    sent = await world.bot.send_message(WU, "今日催报", reply_markup=buttons("签收", "反馈"))
    (shown,) = await world.seen(WU)
    assert (shown["message_id"], shown["text"], shown["outgoing"]) == (sent.message_id, "今日催报", False)
    assert [row[0]["text"] for row in shown["reply_markup"]["inline_keyboard"]] == ["签收", "反馈"]
    assert (await world.listed(WU))["unread"] == 1


async def test_a_text_stays_as_it_was_written_and_formatting_is_refused(world: World) -> None:
    sent = await world.bot.send_message(WU, " 😀<b>逾期</b> &lt;3项&gt; \n")
    assert (sent.text, sent.entities) == ("😀<b>逾期</b> &lt;3项&gt;", ())
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await world.bot.send_message(WU, "<b>逾期</b>", ParseMode.HTML)
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await world.bot.send_message(WU, "逾期", entities=[MessageEntity(MessageEntity.BOLD, 0, 2)])
    assert len(await world.seen(WU)) == 1


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/mine", ["/mine"]),
        ("😀 /task@lianxi_bot 3", ["/task@lianxi_bot"]),
        ("发 /mine，或者（/help）", ["/mine", "/help"]),
        ("3/4", []),
        ("和/或", []),
        ("见 https://example.org/mine", []),
        ("/mine查", []),
        ("</mine>", []),
        ("/", []),
    ],
)
async def test_commands_are_found_where_telegram_finds_them(world: World, text: str, commands: list[str]) -> None:
    await world.said(WU, text)
    message = (await world.next_update()).message
    assert message is not None
    assert list(message.parse_entities().values()) == commands
    assert all(entity.type == MessageEntity.BOT_COMMAND for entity in message.entities)


async def test_text_of_4096_units_passes_and_one_more_is_refused(world: World) -> None:
    await world.bot.send_message(WU, "😀" * 2048)
    with pytest.raises(BadRequest, match="Message is too long"):
        await world.bot.send_message(WU, "😀" * 2048 + "字")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await world.bot.send_message(WU, "  \n ")


async def test_button_data_is_counted_in_bytes(world: World) -> None:
    await world.bot.send_message(WU, "好", reply_markup=buttons("字" * 21))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await world.bot.send_message(WU, "不好", reply_markup=buttons("字" * 22))


async def test_a_reply_carries_what_it_answers_and_a_missing_one_is_refused(world: World) -> None:
    asked = await world.said(WU, "县教委进展")
    sent = await world.bot.send_message(WU, "共 3 项", reply_parameters=ReplyParameters(asked["message_id"]))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "县教委进展"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await world.bot.send_message(WU, "答", reply_parameters=ReplyParameters(999))
    alone = await world.bot.send_message(
        WU, "答", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert alone.reply_to_message is None


async def test_an_edit_changes_the_shown_message_and_an_equal_one_is_refused(world: World) -> None:
    sent = await world.bot.send_message(WU, "待签收", reply_markup=buttons("签收"))
    await sent.edit_text("已签收")
    (shown,) = await world.seen(WU)
    assert (shown["text"], "reply_markup" in shown) == ("已签收", False)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("已签收")
    await sent.edit_reply_markup(buttons("撤销"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(buttons("撤销"))


async def test_only_the_bots_own_messages_can_be_edited(world: World) -> None:
    asked = await world.said(WU, "在吗")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await world.bot.edit_message_text("不在", WU, asked["message_id"])
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await world.bot.edit_message_text("不在", WU, 999)


async def test_a_deleted_message_is_gone_and_its_number_is_not_given_again(world: World) -> None:
    sent = await world.bot.send_message(WU, "误发")
    await sent.delete()
    assert await world.seen(WU) == []
    assert (await world.bot.send_message(WU, "再发")).message_id > sent.message_id


async def test_a_forced_reply_reaches_the_page_with_its_placeholder(world: World) -> None:
    await world.bot.send_message(WU, "缺口多少？", reply_markup=ForceReply(input_field_placeholder="例如：12万元"))
    (shown,) = await world.seen(WU)
    assert shown["force_reply"]["input_field_placeholder"] == "例如：12万元"


# who may be written to, and how fast


async def test_the_bot_cannot_write_first_to_somebody_who_never_started_it(world: World) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await world.bot.send_message(HE, "您好")
    await world.said(HE, "/start K7QF-2291")
    assert (await world.bot.send_message(HE, "您好")).chat.first_name == "何静"


async def test_a_person_who_switched_the_bot_off_is_not_reached_and_the_bot_is_told(world: World) -> None:
    await world.act(f"people/{WU}/switch", off=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await world.bot.send_message(WU, "今日催报")
    change = (await world.next_update()).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == ChatMemberStatus.BANNED
    assert "重新启用" in await world.refused(f"people/{WU}/messages", text="在吗")
    await world.act(f"people/{WU}/switch", off=False)
    back = (await world.next_update()).my_chat_member
    assert back is not None
    assert back.new_chat_member.status == ChatMemberStatus.MEMBER
    await world.bot.send_message(WU, "今日催报")


async def test_nobody_of_that_number_is_a_chat_not_found(world: World) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await world.bot.send_message(12345, "您好")


@pytest.mark.usefixtures("timedeltas")
async def test_too_many_messages_to_one_chat_must_wait_and_others_are_not_held_up(tmp_path: Path) -> None:
    stopwatch = Stopwatch()
    limits = Limits(chat_rate=0.5, chat_burst=2)
    async with open_world(tmp_path, limits=limits, stopwatch=stopwatch) as world:
        await world.bot.send_message(WU, "一")
        await world.bot.send_message(WU, "二")
        with pytest.raises(RetryAfter) as refused:
            await world.bot.send_message(WU, "三")
        assert refused.value.retry_after == timedelta(seconds=2)
        await world.bot.send_message(PEOPLE[0].user_id, "一")
        stopwatch.seconds += 2
        await world.bot.send_message(WU, "三")
        assert [shown["text"] for shown in await world.seen(WU)] == ["一", "二", "三"]


@pytest.mark.usefixtures("timedeltas")
async def test_too_many_messages_in_all_must_wait(tmp_path: Path) -> None:
    async with open_world(tmp_path, limits=Limits(overall_burst=1), stopwatch=Stopwatch()) as world:
        await world.bot.send_message(WU, "一")
        with pytest.raises(RetryAfter):
            await world.bot.send_message(PEOPLE[0].user_id, "二")


async def test_another_token_is_unauthorized_and_an_unknown_method_not_found(world: World) -> None:
    async with HTTPXRequest(httpx_kwargs=DIRECT) as request:
        with pytest.raises(InvalidToken):
            await Bot("1000:another", base_url=world.running.base_url, request=request).get_me()
    answer = await world.page.post(f"/bot{TOKEN}/sendDice")
    assert (answer.status_code, answer.json()["ok"]) == (404, False)


# updates


async def test_what_a_person_says_arrives_with_its_command(world: World) -> None:
    await world.said(HE, "/start K7QF-2291")
    message = (await world.next_update()).message
    assert message is not None
    assert message.from_user is not None
    assert (message.from_user.id, message.text) == (HE, "/start K7QF-2291")
    assert list(message.parse_entities().values()) == ["/start"]


async def test_a_waiting_poll_answers_as_soon_as_somebody_speaks(world: World) -> None:
    waiting = asyncio.create_task(world.bot.get_updates(timeout=50, read_timeout=60))
    await world.said(WU, "在吗")
    (update,) = await waiting
    assert update.effective_message is not None
    assert update.effective_message.text == "在吗"


async def test_updates_come_again_until_they_are_confirmed(world: World) -> None:
    for text in ("一", "二", "三"):
        await world.said(WU, text)
    first = await world.bot.get_updates(limit=2)
    assert [update.message.text for update in await world.bot.get_updates() if update.message] == ["一", "二", "三"]
    rest = await world.bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["三"]
    assert (await world.bot.get_webhook_info()).pending_update_count == 1
    await world.bot.delete_webhook(drop_pending_updates=True)
    assert await world.bot.get_updates() == ()


async def test_of_two_pollers_the_earlier_is_ended_with_a_conflict_and_the_later_goes_on(world: World) -> None:
    async with bot_for(world.running) as other:
        polls = {asyncio.create_task(bot.get_updates(timeout=50, read_timeout=60)) for bot in (world.bot, other)}
        ended, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await ended.pop()
        await world.said(WU, "在吗")
        assert len(await waiting.pop()) == 1


async def test_only_the_wanted_kinds_of_updates_are_kept(world: World) -> None:
    await world.bot.get_updates(allowed_updates=[Update.CALLBACK_QUERY])
    await world.said(WU, "在吗")
    assert await world.bot.get_updates() == ()
    await world.bot.get_updates(allowed_updates=[])
    await world.said(WU, "还在吗")
    assert len(await world.bot.get_updates()) == 1


async def test_a_corrected_message_arrives_as_an_edit(world: World) -> None:
    said = await world.said(WU, "3 完成")
    await world.next_update()
    await world.act(f"people/{WU}/messages/{said['message_id']}/edit", text="3 推进中")
    edited = (await world.next_update()).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said["message_id"], "3 推进中")


async def test_a_whole_application_answers_words_and_buttons(world: World) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def on_words(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("怎么样？", reply_markup=buttons("无变化"), do_quote=True)
        heard.put_nowait("words")

    async def on_button(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert isinstance(query, CallbackQuery)
        assert isinstance(query.message, Message)
        await query.answer("记下了")
        await query.edit_message_text(f"{query.message.text}无变化")
        heard.put_nowait(f"button {query.data} of {query.from_user.id}")

    application = Application.builder().bot(bot_for(world.running)).build()
    application.add_handler(MessageHandler(filters.TEXT, on_words))
    application.add_handler(CallbackQueryHandler(on_button))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=20)
        said = await world.said(WU, "/mine")
        assert await heard.get() == "words"
        asked = (await world.seen(WU))[-1]
        assert asked["reply_to_message"]["message_id"] == said["message_id"]
        await world.act(f"people/{WU}/messages/{asked['message_id']}/press", data="无变化")
        assert await heard.get() == f"button 无变化 of {WU}"
        await application.updater.stop()
        await application.stop()
    answer = (await world.seen(WU))[-1]
    assert (answer["text"], "reply_markup" in answer) == ("怎么样？无变化", False)


async def test_an_unknown_or_old_query_cannot_be_answered(tmp_path: Path) -> None:
    async with open_world(tmp_path, limits=Limits(query_seconds=-1)) as world:
        sent = await world.bot.send_message(WU, "签收？", reply_markup=buttons("签收"))
        pressed = await world.act(f"people/{WU}/messages/{sent.message_id}/press", data="签收")
        for query in (str(pressed["query_id"]), "77", "abc"):
            with pytest.raises(BadRequest, match="Query is too old"):
                await world.bot.answer_callback_query(query)


# the rest of what Lianxi asks


async def test_the_menu_of_a_person_goes_before_the_menu_of_all(world: World) -> None:
    await world.bot.set_my_commands([BotCommand("help", "能做什么")])
    await world.bot.set_my_commands([BotCommand("mine", "我的任务")], scope=BotCommandScopeChat(WU))
    menus = [(await world.page.get(f"/page/people/{who}/messages")).json()["commands"] for who in (WU, HE)]
    assert [menu[0]["command"] for menu in menus] == ["mine", "help"]
    await world.bot.delete_my_commands(scope=BotCommandScopeChat(WU))
    assert await world.bot.get_my_commands(scope=BotCommandScopeChat(WU)) == ()
    assert (await world.bot.get_my_commands())[0].description == "能做什么"


async def test_chats_and_members_can_be_looked_up(world: World) -> None:
    assert world.bot.username == "lianxi_bot"
    assert (await world.bot.get_chat(WU)).first_name == "吴青"
    assert (await world.bot.get_chat_member(WU, WU)).status == ChatMemberStatus.MEMBER
    assert (await world.bot.get_chat_member(WU, world.bot.id)).user.is_bot
    assert await world.bot.send_chat_action(WU, "typing")
    assert await world.bot.set_chat_menu_button(WU)


@pytest.mark.parametrize(
    "call",
    [
        lambda page, path: page.get(path, params={"chat_id": WU, "text": "你好"}),
        lambda page, path: page.post(path, json={"chat_id": WU, "text": "你好"}),
        lambda page, path: page.post(path, data={"chat_id": WU, "text": "你好"}),
        lambda page, path: page.post(path, files={"chat_id": (None, str(WU)), "text": (None, "你好")}),
    ],
    ids=["address", "json", "form", "multipart"],
)
async def test_a_call_may_come_in_any_form(world: World, call: Callable[[httpx.AsyncClient, str], Any]) -> None:
    answer = await call(world.page, f"/bot{TOKEN}/sendMessage")
    assert answer.json()["result"]["text"] == "你好"


async def test_nonsense_arguments_are_a_bad_request(world: World) -> None:
    for body in ({"chat_id": "x"}, {"chat_id": WU, "text": 5}, {"chat_id": WU, "text": "a", "reply_markup": "{"}):
        answer = await world.page.post(f"/bot{TOKEN}/sendMessage", json=body)
        assert answer.status_code == 400
    assert (
        await world.page.post(f"/bot{TOKEN}/sendMessage", content=b"[", headers={"content-type": "application/json"})
    ).status_code == 400


async def test_after_a_restart_nothing_is_lost_and_numbers_go_on(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.said(HE, "/start K7QF-2291")
        sent = await world.bot.send_message(HE, "您好", reply_markup=buttons("签收"))
        uploaded = await world.uploaded(HE, "台账.xlsx", b"table")
        await world.act(f"people/{WU}/switch", off=True)
    renamed = (*PEOPLE[:2], LocalPerson(HE, "何静", "县住建局 副局长", "成员单位", started=False))
    async with open_world(tmp_path, people=renamed) as world:
        updates = await world.bot.get_updates()
        assert [update.update_id for update in updates] == [1, 2, 3]
        assert [shown["message_id"] for shown in await world.seen(HE)] == [1, 2, 3]
        assert (await world.bot.send_message(HE, "又见面")).message_id > uploaded["message_id"]
        assert await world.act(f"people/{HE}/messages/{sent.message_id}/press", data="签收")
        file = await world.bot.get_file(uploaded["document"]["file_id"])
        assert await file.download_as_bytearray() == b"table"
        assert (await world.listed(HE))["post"] == "县住建局 副局长"
        with pytest.raises(Forbidden):
            await world.bot.send_message(WU, "在吗")
