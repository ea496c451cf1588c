"""What the chat answers, the terminal answers too, in the same words."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import typer
from sqlmodel import Session, select

from bot.cli.shared import moment
from config.clock import parse_instant
from tasks_db.register.authority import OPERATOR
from tasks_db.register.queries import encode
from tasks_db.store import models
from tasks_db.work.post import outbox
from tasks_db.work.views import queries
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    WATER,
    Office,
    a_draft_task,
    at_local,
    open_office,
    small_meeting,
)
from tests.terminal import lianxi


async def shell(folder: Path, *words: str) -> str:
    """What a command prints; it must have been done."""
    done = await asyncio.to_thread(lianxi, folder, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def refused(folder: Path, *words: str) -> str:
    """The sentence with which a command is refused."""
    done = await asyncio.to_thread(lianxi, folder, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


@asynccontextmanager
async def an_office_in_december(folder: Path) -> AsyncIterator[Office]:
    """Three units, two of which have answered; the first task is past its date."""
    async with open_office(folder, STARTS) as office:
        await small_meeting(
            office,
            a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
            a_draft_task("2", "整治背街小巷", ["县城管局"], (), date(2026, 3, 31)),
        )
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%，正在招标")
        await office.say(MONEY, "1 有困难，资金未到位，需县水利局协调")
        await at_local(office, "2025-12-24T10:00")
        yield office


async def test_chat_and_terminal_give_the_same_answer_to_the_same_question(tmp_path: Path) -> None:
    async with an_office_in_december(tmp_path) as office:
        for question, command in (
            ("逾期任务", ["overdue"]),
            ("/overdue 县水利局", ["overdue", "--unit", "县水利局"]),
            ("/progress", ["progress"]),
            ("县财政局进展", ["progress", "--unit", "县财政局"]),
            ("谁还没报", ["unreported"]),
            ("需协调事项", ["coordination"]),
            ("/indicators", ["indicators"]),
            ("县城管局报了吗", ["ask", "县城管局报了吗"]),
            ("县水利局进展", ["ask", "县水利局", "进展"]),
            ("/preview", ["preview"]),
            ("/outbox", ["outbox"]),
        ):
            heard = await office.say(CLERK, question)
            assert await shell(tmp_path, *command) == f"{heard.text}\n", command
        own = await office.say(WATER, "/mine")
        assert await shell(tmp_path, "mine", "--unit", "县水利局") == f"{own.text}\n"


async def test_an_answer_of_several_pages_is_printed_as_a_whole(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *(a_draft_task(str(n), f"第{n}件事", ["县水利局"]) for n in range(1, 41)))
        await at_local(office, "2025-12-24T10:00")
        first = await office.say(CLERK, "逾期任务")
        assert "更多" in first.labels()
        printed = await shell(tmp_path, "overdue")
        assert printed.startswith(f"{first.text}\n")
        assert [n for n in range(1, 41) if f"\n{n}. 第{n}件事" in printed] == list(range(1, 41))


async def test_an_answer_for_scripts_is_narrowed_to_the_unit_and_the_moment(tmp_path: Path) -> None:
    async with an_office_in_december(tmp_path):
        late = json.loads(await shell(tmp_path, "overdue", "--unit", "县财政局", "--json"))
        assert [(row["unit"], row["task"]["title"]) for row in late["rows"]] == [("县财政局", "改造供水管网")]
        before = json.loads(await shell(tmp_path, "overdue", "--as-of", "2025年12月1日", "--json"))
        assert before["rows"] == []
        said = json.loads(await shell(tmp_path, "ask", "县水利局进展", "--json"))
        assert [(row["unit"], row["percent"]) for row in said["rows"]] == [("县水利局", 30)]


async def test_a_question_that_cannot_be_answered_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with an_office_in_december(tmp_path) as office:
        await office.units("云州市水利局")
        assert "没有看懂" in await refused(tmp_path, "ask", "今天天气不错")
        assert "没有叫“水文局”的单位" in await refused(tmp_path, "ask", "水文局进展")
        assert "县水利局、云州市水利局" in await refused(tmp_path, "ask", "水利局进展")
        assert "是不是“县财政局”？" in await refused(tmp_path, "overdue", "--unit", "县财局")
        assert "方案7没有交办" in await refused(tmp_path, "digest", "--plan", "7")
        heard = await office.say(CLERK, "水利局进展")
        assert heard.labels() == ["县水利局", "云州市水利局"]


async def test_a_digest_can_be_of_one_plan(tmp_path: Path) -> None:
    async with an_office_in_december(tmp_path):
        digest = json.loads(await shell(tmp_path, "digest", "--plan", "1", "--json"))
        assert digest["plan_ids"] == [1]
        assert len(digest["tasks"]) == 2


async def test_what_will_be_asked_names_the_tasks_date_and_the_units_own_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        asked = json.loads(await shell(tmp_path, "due", "--until", "2025-11-03T18:00+08:00", "--json"))
        days = {(a["unit"], a["due_date"], a["collect_on"]) for bundle in asked for a in bundle["asks"]}
        assert days == {
            ("县水利局", "2025-12-19", "2025-12-19"),
            ("县财政局", "2025-12-19", "2025-12-16"),
            ("县城管局", "2025-12-19", "2025-12-19"),
        }


async def test_the_office_sees_what_waits_and_what_did_not_arrive(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        assert "没有等待发出的消息" in (await office.say(CLERK, "/outbox")).text

        def queue(session: Session) -> None:
            water = session.exec(select(models.Person).where(models.Person.name == "水联")).one()
            outbox.tell(session, water.id or 0, "请带材料参会。", office.desk.clock())

        await office.write(queue)
        waiting = (await office.say(CLERK, "/outbox")).text
        assert "等待发出1条：\n· 水联，2025年11月3日 08:05，即时通知（待发）：请带材料参会。" in waiting
        await office.switch(WATER, off=True)
        await at_local(office, "2025-11-03T09:30")
        told = (await office.say(CLERK, "/outbox")).text
        assert "没有送达：水联，2025年11月3日 08:05（未送达）" in told
        assert told == (await shell(tmp_path, "outbox")).rstrip("\n")


async def test_a_units_list_opened_with_another_units_number_is_refused(tmp_path: Path) -> None:
    async with an_office_in_december(tmp_path) as office:
        money = encode(await office.desk.asking(OPERATOR, queries.narrowed, "县财政局"))
        heard = await office.forge(WATER, f"page:mine:{money}:0")
        assert heard.text == "只能看贵单位的任务。发送 /mine 查看。"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-12-31", "2025-12-31T23:59:59+08:00"),
        ("2025年12月31日", "2025-12-31T23:59:59+08:00"),
        ("2025年12月31日 09:00", "2025-12-31T09:00+08:00"),
        ("2025-12-31 09:00", "2025-12-31T09:00+08:00"),
        ("2025-12-31T09:00+08:00", "2025-12-31T09:00+08:00"),
    ],
)
def test_a_moment_is_taken_as_the_program_prints_it(typed: str, meant: str) -> None:
    assert moment(typed, parse_instant(STARTS)) == parse_instant(meant)


@pytest.mark.parametrize("typed", ["昨天", "2025年2月30日", "2025-12-31 25:00", "12月31日"])
def test_what_is_no_moment_is_wrong_usage(typed: str) -> None:
    with pytest.raises(typer.BadParameter, match="看不懂时间"):
        moment(typed, parse_instant(STARTS))


def test_an_instant_without_an_offset_is_refused_with_what_to_write() -> None:
    with pytest.raises(ValueError, match=r"缺少时区：请写成 2025-11-03T08:00\+08:00。"):
        parse_instant("2025-11-03T08:00")
    with pytest.raises(typer.BadParameter, match=r"请写成 2025-11-03T08:00\+08:00。"):
        moment("2025-11-03T08:00", parse_instant(STARTS))
