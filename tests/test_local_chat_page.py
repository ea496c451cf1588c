"""Telegram's stand-in as a person meets it: people, what they say, and what they see as it happens."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from tests.local_chat import Limits, LocalPerson
from tests.local_chat_world import HE, PEOPLE, WU, World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


async def events(lines: AsyncIterator[str], kind: str) -> dict[str, Any]:
    """Read a page's stream up to the next event of a kind."""
    async for line in lines:
        if line.startswith("data: "):
            event: dict[str, Any] = json.loads(line.removeprefix("data: "))
            if event["type"] == kind:
                return event
    raise AssertionError(f"the stream ended before {kind}")


# people


async def test_people_stand_in_their_groups_with_what_waits_for_them(world: World) -> None:
    await world.bot.send_message(WU, "今日催报")
    state = (await world.page.get("/page/state")).json()
    assert [(person["heading"], person["name"]) for person in state["people"]] == [
        ("办公室", "林书勤"),
        ("成员单位", "吴青"),
        ("成员单位", "何静"),
    ]
    assert [person["unread"] for person in state["people"]] == [0, 1, 0]
    await world.act(f"people/{WU}/read", up_to=1)
    assert (await world.listed(WU))["unread"] == 0


async def test_the_hint_goes_when_the_code_is_sent_and_comes_back_with_another_code(world: World) -> None:
    await world.said(HE, "/start")
    assert (await world.listed(HE))["hint"] == "尚未绑定：发送 /start K7QF-2291"
    await world.said(HE, "/start K7QF-2291")
    assert (await world.listed(HE))["hint"] == ""
    world.chat.set_people(PEOPLE)
    assert (await world.listed(HE))["hint"] == ""
    world.chat.set_people([LocalPerson(HE, "何静", "县住建局", "成员单位", hint="发送 /start NEW-1")])
    assert (await world.listed(HE))["hint"] == "发送 /start NEW-1"


# speaking


async def test_older_messages_are_read_page_by_page(world: World) -> None:
    for number in range(70):
        await world.said(WU, str(number))
    newest = (await world.page.get(f"/page/people/{WU}/messages")).json()
    first = newest["messages"][0]["message_id"]
    older = (await world.page.get(f"/page/people/{WU}/messages?before={first}")).json()
    assert [shown["text"] for shown in older["messages"] + newest["messages"]] == [str(n) for n in range(70)]
    assert (newest["more"], older["more"]) == (True, False)


async def test_a_reply_shows_what_it_answers(world: World) -> None:
    asked = await world.bot.send_message(WU, "进展如何？")
    said = await world.said(WU, "办好了", reply_to=asked.message_id)
    assert said["reply_to_message"]["text"] == "进展如何？"


async def test_only_ones_own_last_message_can_be_corrected(world: World) -> None:
    first, last = await world.said(WU, "一"), await world.said(WU, "二")
    edited = await world.act(f"people/{WU}/messages/{last['message_id']}/edit", text="三")
    assert (edited["text"], "edit_date" in edited) == ("三", True)
    sentence = "只能修改自己最后发出的一条，请另发一条说明。"
    assert await world.refused(f"people/{WU}/messages/{first['message_id']}/edit", text="四") == sentence
    assert await world.refused(f"people/{HE}/messages/{last['message_id']}/edit", text="四") == sentence


async def test_a_button_that_is_no_longer_there_is_refused_with_a_sentence(world: World) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("签收", callback_data="a")]])
    sent = await world.bot.send_message(WU, "任务", reply_markup=keyboard)
    await sent.edit_text("已签收")
    path = f"people/{WU}/messages/{sent.message_id}/press"
    assert await world.refused(path, data="a") == "这个按钮已经更新，请看最新的消息。"
    assert await world.bot.get_updates() == ()


async def test_what_cannot_be_sent_is_refused_with_a_sentence(world: World) -> None:
    assert await world.refused(f"people/{WU}/messages", text="  ") == "还没有写内容。"
    assert await world.refused(f"people/{WU}/messages", text="字" * 4097) == (
        "太长了：最多 4096 个字，现在有 4097 个，请分几条发送。"
    )
    assert "没有这个人" in await world.refused("people/5/messages", text="在吗")
    empty = await world.page.post(f"/page/people/{WU}/files", files={"file": ("空.txt", b"")})
    assert empty.json()["error"] == "这个文件是空的，请换一个。"
    broken = await world.page.post(f"/page/people/{WU}/messages", content=b"{")
    assert broken.json()["error"] == "请求读不出来，请刷新页面后再试。"


@pytest.mark.parametrize("announced", [True, False])
async def test_a_file_beyond_the_limit_is_refused_with_a_sentence(tmp_path: Path, *, announced: bool) -> None:
    async with open_world(tmp_path, limits=Limits(upload_bytes=1024 * 1024)) as world:
        head = b'--b\r\ncontent-disposition: form-data; name="file"; filename="x.bin"\r\n\r\n'
        body = head + b"x" * 2_100_000 + b"\r\n--b--\r\n"

        async def in_pieces() -> AsyncIterator[bytes]:
            yield body

        answer = await world.page.post(
            f"/page/people/{WU}/files",
            content=body if announced else in_pieces(),
            headers={"content-type": "multipart/form-data; boundary=b"},
        )
        assert (answer.status_code, answer.json()["error"]) == (
            413,
            "文件太大：最大 1 MB，请压缩或拆开后再发。",
        )
        assert await world.seen(WU) == []


# live


async def test_an_open_page_sees_messages_edits_answers_and_removals_as_they_happen(world: World) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("签收", callback_data="a")]])
    async with world.page.stream("GET", "/page/events") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        sent = await world.bot.send_message(WU, "任务", reply_markup=keyboard)
        assert (await events(lines, "message"))["message"]["text"] == "任务"
        pressed = await world.act(f"people/{WU}/messages/{sent.message_id}/press", data="a")
        await world.bot.answer_callback_query(str(pressed["query_id"]), "已签收", show_alert=True)
        assert await events(lines, "answer") == {
            "type": "answer",
            "user_id": WU,
            "query_id": pressed["query_id"],
            "text": "已签收",
            "alert": True,
        }
        await sent.edit_text("任务（已签收）")
        assert (await events(lines, "edited"))["message"]["text"] == "任务（已签收）"
        await sent.delete()
        assert (await events(lines, "deleted"))["message_id"] == sent.message_id


async def test_a_stop_ends_open_pages_and_waiting_polls(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world, world.page.stream("GET", "/page/events") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        poll = asyncio.create_task(world.bot.get_updates(timeout=50, read_timeout=60))
        await world.said(WU, "在吗")
        await poll
        await world.bot.get_updates(offset=(await world.bot.get_updates())[-1].update_id + 1)
        waiting = asyncio.create_task(world.bot.get_updates(timeout=50, read_timeout=60))
        await world.bot.get_me()
        await world.running.stop()
        assert [line async for line in lines if line.startswith("data: ")]
        assert await waiting == ()


def test_the_local_chat_knows_nothing_else_of_the_program() -> None:
    sources = [entry for entry in files("tests.local_chat").iterdir() if entry.name.endswith(".py")]
    imported = {
        name
        for source in sources
        for name in re.findall(r"^(?:from|import) ([\w.]+)", source.read_text("utf-8"), re.MULTILINE)
    }
    own = {
        name
        for name in imported
        if name.split(".")[0] in {"bot", "messages", "tasks_db", "config", "telegram", "tests"}
    }
    assert own
    assert all(name.startswith("tests.local_chat") for name in own)


async def test_a_file_name_with_a_path_stays_in_the_folder(world: World, tmp_path: Path) -> None:
    sent = await world.uploaded(WU, "../../etc/..\\台账.txt", b"x")
    assert sent["document"]["file_name"] == "台账.txt"
    assert [path.name for path in (tmp_path / "chat-files").iterdir()] == [sent["document"]["file_id"]]
    assert (await world.page.get("/page/files/..%2Fchat.sqlite3")).status_code == 404
