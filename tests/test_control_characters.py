"""A NUL and its kind are left out at the door: an answer with one is kept, and reads the same on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.language.typed import readable
from tasks_db.register.authority import OPERATOR
from tasks_db.store import models
from tasks_db.work.acts import changing
from tests.small_world import (
    CLERK,
    STARTS,
    TROUBLE,
    WATER,
    Office,
    a_draft_task,
    at_local,
    open_office,
    small_meeting,
)

ONE = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])
_MESSAGES = count(70_000)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("一\0二\x7f三\x85四", "一二三四"),
        ("一\r\n二\r三\u2028四\t五", "一\n二\n三\n四\t五"),
        ("半个\ud83d字", "半个字"),
        ("👨‍👩‍👧 进度30％", "👨‍👩‍👧 进度30％"),
        ("\u202e反\u2066向\u2069", "反向"),
    ],
)
def test_what_shows_stays_and_what_hides_goes(typed: str, read: str) -> None:
    assert readable(typed) == read


@asynccontextmanager
async def an_office(folder: Path, database: str | None) -> AsyncIterator[Office]:
    async with open_office(folder, STARTS, database=database) as office:
        await small_meeting(office, ONE)
        await at_local(office, "2025-11-03T09:30")
        yield office


async def typed(office: Office, user: int, text: str) -> str:
    """Say something past the page, which would not send it; returns what is answered."""
    before = len(await office.received(user))
    chat = {"id": user, "type": "private", "first_name": "水\0联"}
    sender = {"id": user, "is_bot": False, "first_name": "水\0联\u202e"}
    with office.chat.store.transaction():
        office.chat.tell_bot(
            "message", {"message_id": next(_MESSAGES), "date": 1, "chat": chat, "from": sender, "text": text}
        )
    await office._wait()
    return "\n".join((await office.received(user))[before:])


async def test_an_answer_with_control_characters_is_kept_without_them(tmp_path: Path, database: str | None) -> None:
    async with an_office(tmp_path, database) as office:
        heard = await typed(office, WATER, "1 进度30%，正在\0招标\x07，\u202e已发\x1b[31m公告，\r\n下周开标")
        assert TROUBLE not in heard
        (report,) = await office.read(lambda s: s.exec(select(models.Report)).all())
        assert report.percent == 30
        assert "正在招标，已发[31m公告，\n下周开标" in report.text


@pytest.mark.parametrize("words", ["/start AB\0CD", "逾期\0任务", "/task \0", "县水\0利局进展", "\0", "/start \0"])
async def test_no_words_with_a_control_character_break_anything(
    tmp_path: Path, database: str | None, words: str
) -> None:
    async with an_office(tmp_path, database) as office:
        for user in (CLERK, WATER):
            assert TROUBLE not in await typed(office, user, words)
        assert TROUBLE not in (await office.forge(WATER, f"x:{words}")).text


async def test_files_with_control_characters_are_loaded_alike(tmp_path: Path, database: str | None) -> None:
    async with an_office(tmp_path, database) as office:
        table = "单位,席位,姓名\n县文\0旅局,联络员,文\x01联\n".encode()
        assert TROUBLE not in (await office.send_bytes(CLERK, "单位.csv", table)).text
        plan = "乡村\0振兴方案\n\n（一）改造\x02农房。2026年12月底前完成。（牵头单位：县文旅局）\n".encode()
        assert TROUBLE not in (await office.send_bytes(CLERK, "方\x03案.txt", plan)).text


async def test_what_the_terminal_writes_is_cleaned_too(tmp_path: Path, database: str | None) -> None:
    async with an_office(tmp_path, database) as office:
        task = await office.read(lambda s: s.exec(select(models.Task)).one())
        assert task.id is not None
        office.desk.do(OPERATOR, changing.exempt, task.id, "县财政局", "机构\0改革\x1b")
        reasons = await office.read(lambda s: {d.exempted_reason for d in s.exec(select(models.Due)).all()})
        assert "机构改革" in reasons
