"""Answers to a list of which nobody knows whether it came: it was taken, and the line broke before that was said."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tasks_db.terms import AnswerKind, NoticeState
from tests.raw_server import page
from tests.small_world import (
    STREETS,
    WATER,
    Office,
    a_draft,
    a_draft_task,
    add_plan,
    open_office,
    rows,
    small_meeting,
    states,
)
from tests.test_sending import sender_at, tick, tick_by, waited

MORNING = "2025-11-03T09:30+08:00"


@dataclass
class Taken:
    """A way to the server whose every call is carried out; what answers is a proxy's page, once it may."""

    url: str
    carried_out: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def taken(office: Office) -> AsyncIterator[Taken]:
    host, port = urlsplit(office.running.url).netloc.split(":")
    way = Taken("")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        its, ours = await asyncio.open_connection(host, int(port))
        ours.write(head + await reader.readexactly(length))
        await its.readuntil(b"\r\n\r\n")
        ours.close()
        way.carried_out.set()
        await way.may_answer.wait()
        writer.write(page(502))
        writer.close()

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    async with server:
        way.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield way


async def in_doubt(office: Office) -> None:
    """The bundles that are due arrive, and nobody knows."""
    async with taken(office) as way:
        way.may_answer.set()
        await tick_by(office, sender_at(office, way.url))
    assert NoticeState.PENDING in await states(office, "水联")


async def the_latest(office: Office) -> int:
    return int((await office.seen(WATER))[-1]["id"])


@pytest.mark.parametrize("replies", [False, True], ids=["typed", "as a reply"])
@pytest.mark.parametrize("second_copy", [False, True], ids=["before the second copy", "after it"])
async def test_a_number_means_the_list_that_came_though_nobody_knows(
    tmp_path: Path, *, replies: bool, second_copy: bool
) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        await in_doubt(office)
        bundle = await the_latest(office)
        if second_copy:
            await waited(office)
            await tick(office)
        heard = await office.say(WATER, "1 进度25%，核对甲a", bundle if replies else None)
        assert "已记录" in heard.text
        assert [(r.kind, r.percent, r.text) for r in await rows(office)] == [
            (AnswerKind.PROGRESS, 25, "进度25%，核对甲a")
        ]


async def test_a_number_is_understood_while_the_server_has_not_answered(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        async with taken(office) as way:
            sending = asyncio.create_task(tick_by(office, sender_at(office, way.url)))
            await way.carried_out.wait()
            assert NoticeState.CLAIMED in await states(office)
            heard = [await office.say(who, "1 无变化") for who in (WATER, STREETS)]
            way.may_answer.set()
            await sending
        assert all("已记录" in one.text for one in heard)


async def test_a_number_that_an_older_list_has_for_another_task_is_read_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        mine = await office.say(WATER, "/mine")
        older = await the_latest(office)
        assert "1. 改造供水管网" in mine.text
        await office.say(WATER, "1 进度20%")
        await add_plan(office, a_draft("防汛方案", a_draft_task("1", "修订防汛预案", ["县水利局"])))
        await in_doubt(office)
        came = await the_latest(office)
        asked = await office.say(WATER, "1 进度25%")
        assert asked.text.startswith("请确认：1. 修订防汛预案\n　推进中25%")
        assert len(await rows(office)) == 1
        # a reply says which list is meant
        assert "已记录：1. 改造供水管网" in (await office.say(WATER, "1 进度30%", older)).text
        assert "已记录：1. 修订防汛预案" in (await office.say(WATER, "1 进度35%", came)).text


async def test_who_was_sent_no_list_and_has_one_task_means_it_by_1(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        office.chat.store.mark_blocked(WATER, blocked=True)
        await tick(office)
        await office.switch(WATER, off=False)
        heard = await office.say(WATER, "/start")
        assert "现有1项待反馈" in heard.text
        heard = await office.say(WATER, "1 进度25%，核对甲a")
        assert "已记录" in heard.text
        assert [(r.percent, r.text) for r in await rows(office)] == [(25, "进度25%，核对甲a")]


async def test_a_number_that_nothing_was_called_leaves_the_words_as_they_are(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office)
        await in_doubt(office)
        asked = await office.say(WATER, "9 进度25%，核对甲a")
        assert "推进中25%\n　“进度25%，核对甲a”" in asked.text
        await office.press(WATER, "确认推进中")
        assert [(r.percent, r.text) for r in await rows(office)] == [(25, "进度25%，核对甲a")]


async def test_a_number_without_a_list_is_asked_about_and_its_words_are_kept(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await small_meeting(office, *(a_draft_task(str(n), f"建成示范点{n}处", ["县水利局"]) for n in range(3, 6)))
        asked = await office.say(WATER, "1 进度25%，核对甲a")
        assert asked.text.startswith("“1 进度25%，核对甲a”说的是哪一项？")
        heard = await office.press(WATER, "2")
        assert "已记录：建成示范点4处" in heard.text
        assert [(r.percent, r.text) for r in await rows(office)] == [(25, "进度25%，核对甲a")]
