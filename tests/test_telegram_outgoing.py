"""Telegram over real HTTP: what goes out, what is changed and fetched, and what each failure means."""

import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.base import (
    ChannelError,
    FileRef,
    NotEditable,
    Refused,
    SignInRefused,
    Unknown,
    Wait,
)
from bot.channels.telegram import NAME
from bot.channels.telegram.app import TelegramBot, connect
from bot.channels.telegram.outgoing import Telegram
from config.settings import Settings
from messages.message import Attachment, Button, Message
from tasks_db.register.people import Address
from tests.local_chat import Limits, groups
from tests.telegram_world import HE, MENU, TOKEN, WU, Heard, a_bot, at, served
from tests.test_sending import silent_server

# what goes out

ASKED = Message("今日催报", ((Button("签收", "rc", (1, 2)),),))


async def test_a_message_is_sent_changed_and_left_as_it_is_when_it_says_so_already(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        ref = await bot.channel.send(at(WU), ASKED)
        shown = bot.shown(ref)
        assert shown["text"] == "今日催报"
        assert shown["reply_markup"] == {"inline_keyboard": [[{"text": "签收", "callback_data": "rc:1:2"}]]}
        for _ in range(2):
            await bot.channel.edit(at(WU), ref, Message("已签收"))
        changed = bot.shown(ref)
        assert (changed["text"], "reply_markup" in changed) == ("已签收", False)


async def test_what_was_asked_in_a_topic_is_answered_there_and_in_general_once_the_topic_is_closed(
    tmp_path: Path,
) -> None:
    async with a_bot(tmp_path) as bot:
        group = await groups.found(bot.chat, WU, "专班工作群", [HE])
        bot.chat.topics[group.chat_id] = {7}
        there = Address(NAME, f"{group.chat_id}/7")
        ref = await bot.channel.send(there, ASKED)
        file = await bot.channel.send(there, Message("附件", attachment=Attachment("a.txt", b"x")))
        assert [bot.chat.said_in.get((group.chat_id, int(each))) for each in (ref, file)] == [7, 7]
        await bot.channel.edit(there, ref, Message("已签收"))
        bot.chat.topics[group.chat_id].clear()
        closed = await bot.channel.send(there, Message("通报"))
        assert (group.chat_id, int(closed)) not in bot.chat.said_in
        message = bot.chat.store.message(group.chat_id, int(closed))
        assert message is not None
        assert message.text == "通报"


async def test_what_cannot_be_changed_is_said_to_be_so(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        with pytest.raises(NotEditable):
            await bot.channel.edit(at(WU), "4711", Message("不在"))
        document = await bot.channel.send(at(WU), Message("附件", attachment=Attachment("a.txt", b"x")))
        with pytest.raises(NotEditable):
            await bot.channel.edit(at(WU), document, Message("没有正文"))


async def test_long_texts_and_captions_are_cut_not_refused(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        for message, most in (
            (Message("😀" * 3000), 4096),
            (Message("字" * 2000, attachment=Attachment("a.txt", b"x")), 1024),
        ):
            shown = bot.shown(await bot.channel.send(at(WU), message))
            text = str(shown.get("text") or shown["caption"])
            assert most - 1 <= len(text.encode("utf-16-le")) / 2 <= most
            assert text.endswith("…")


async def test_a_file_is_fetched_and_an_invitation_is_a_link(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        kept = await bot.chat.keep_file("报告.pdf", b"content", "document")
        assert await bot.channel.fetch(FileRef(kept.file_id, "报告.pdf", 7)) == b"content"
        assert bot.channel.invitation_link("K7QF-2291") == "https://t.me/lianxi_bot?start=K7QF-2291"


async def test_the_command_menu_is_shown(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        assert bot.chat.store.setting("commands:default:") == [{"command": "help", "description": "怎么用"}]


async def test_a_channel_that_only_speaks_takes_nobodys_words_away(tmp_path: Path) -> None:
    async with served(tmp_path) as (chat, running):
        heard = Heard(chat, running, Telegram.__new__(Telegram))
        heard.tell("message", **heard.message(text="给别的程序"))
        async with connect(Settings(data_dir=tmp_path), token=TOKEN, api_url=running.url.rstrip("/")) as channel:
            await channel.send(at(WU), ASKED)
        assert chat.store.pending_updates() == 1


# how it fails


async def fails(call: Callable[[], Awaitable[object]]) -> ChannelError:
    with pytest.raises(ChannelError) as raised:
        await call()
    return raised.value


async def test_what_the_server_refuses_for_good_says_whether_the_account_is_gone(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        for gone in (HE, 99999):  # never opened the chat; nobody
            failure = await fails(lambda to=gone: bot.channel.send(at(to), ASKED))  # type: ignore[misc]
            assert isinstance(failure, Refused)
            assert failure.account_gone
        bot.chat.store.mark_blocked(WU, blocked=True)
        failure = await fails(lambda: bot.channel.send(at(WU), ASKED))
        assert isinstance(failure, Refused)
        assert failure.account_gone
        bot.chat.store.mark_blocked(WU, blocked=False)
        failure = await fails(lambda: bot.channel.send(at(WU), Message(" ")))
        assert isinstance(failure, Refused)
        assert not failure.account_gone
        # "wrong file_id or the file is temporarily unavailable": of an id that it gave itself the second is meant
        assert isinstance(await fails(lambda: bot.channel.fetch(FileRef("no-such-file", None, 1))), Wait)


async def test_a_flood_wait_says_how_long_and_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    slow = Limits(chat_rate=0.1, chat_burst=1, overall_rate=1000, overall_burst=1000)
    async with a_bot(tmp_path, limits=slow) as bot:
        ref = await bot.channel.send(at(WU), ASKED)
        for call in (
            lambda: bot.channel.send(at(WU), ASKED),
            lambda: bot.channel.edit(at(WU), ref, Message("改")),
        ):
            failure = await fails(call)
            assert isinstance(failure, Wait)
            assert failure.after is not None
            assert timedelta(seconds=1) <= failure.after <= timedelta(seconds=11)
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


@asynccontextmanager
async def telegram_at(folder: Path, url: str) -> AsyncIterator[Telegram]:
    """A channel whose server has changed for the worse since it signed in."""
    async with served(folder) as (_, running):
        api_url = running.url.rstrip("/")
        async with connect(Settings(data_dir=folder), token=TOKEN, api_url=api_url) as channel:
            channel._bot._base_url = f"{url}/bot{TOKEN}"
            yield channel


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_offline_is_waiting_and_no_answer_is_unknown(tmp_path: Path) -> None:
    async with telegram_at(tmp_path, f"http://127.0.0.1:{closed_port()}") as channel:
        failure = await fails(lambda: channel.send(at(WU), ASKED))
        assert isinstance(failure, Wait)
        assert failure.after is None
    async with silent_server() as nowhere, telegram_at(tmp_path, nowhere) as channel:
        for call in (
            lambda: channel.send(at(WU), ASKED),
            lambda: channel.edit(at(WU), "1", Message("改")),
            lambda: channel.fetch(FileRef("d1", None, 1)),
        ):
            assert isinstance(await fails(call), Unknown)


async def test_a_refused_token_waits_for_sending_and_ends_signing_in(tmp_path: Path) -> None:
    async with served(tmp_path) as (_, running):
        api_url = running.url.rstrip("/")
        settings = Settings(data_dir=tmp_path)
        wrong = TelegramBot(settings, token="1000:wrong", api_url=api_url)
        with pytest.raises(SignInRefused, match="拒绝了令牌"):
            async with wrong.signed_in(MENU):
                raise AssertionError("it signed in")
        async with connect(settings, token=TOKEN, api_url=api_url) as channel:
            channel._bot._base_url = f"{api_url}/bot1000:wrong"
            failure = await fails(lambda: channel.send(at(WU), ASKED))
            assert isinstance(failure, Wait)
