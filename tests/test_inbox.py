"""What comes in is a row first, is worked off once and in order, and all that it brings about is one commit (R3)."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from bot.channels.base import ChannelError, FileRef, Refused, Text, TooLarge, Unknown, Unreadable, UnreadableKind
from bot.channels.events import as_row, of_row, update_of
from bot.channels.telegram import NAME
from bot.delivery import duties, planner
from bot.delivery import worker as workers
from bot.office.routing import Routing
from bot.run import Program
from config.settings import Settings
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.updates import Update
from tasks_db.store import models
from tasks_db.terms import JobState, NoticeKind, NoticeState, UpdateState
from tasks_db.work.acts import seating
from tasks_db.work.desk import DatabaseAway, Overtaken, open_desk
from tasks_db.work.post import inbox, jobs
from tests.pager_world import an_office, only_on_pager, tick
from tests.second_channel import PAGER, Pager, sent_files, typed
from tests.serving import settled
from tests.small_world import CLERK, STREETS, WATER, Office, rows


async def came_in(office: Office, *updates: Update) -> int:
    return await office.do(inbox.store, PAGER, "", updates, datetime.now(UTC))


async def states_in(office: Office) -> list[UpdateState]:
    def work(session: Session) -> list[UpdateState]:
        query = select(models.Update).where(models.Update.channel == PAGER)
        return [row.state for row in session.exec(query.order_by(col(models.Update.id)))]

    return await office.read(work)


async def answers(office: Office) -> int:
    query = select(func.count()).where(models.Notice.kind == NoticeKind.ANSWER, models.Notice.channel == PAGER)
    return await office.read(lambda s: s.exec(query).one())


async def test_the_same_update_is_stored_once_and_answered_once(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        said = update_of(typed("7003", "1 进度40%"))
        assert [await came_in(office, said) for _ in range(3)] == [1, 0, 0]
        await settled(office.desk, office.program)
        assert await came_in(office, said) == 0
        await settled(office.desk, office.program)
        assert [report.percent for report in await rows(office)] == [40]
        assert len(pager.texts("7003")) == 2


async def test_what_cannot_be_read_is_put_aside_and_stops_nothing(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        lane = update_of(typed("7003", "")).lane
        poison = Update("poison", lane, {"kind": "Text", "event": {"text": 7}})
        await came_in(office, poison, update_of(typed("7003", "1 进度40%")))
        await settled(office.desk, office.program)
        assert await states_in(office) == [UpdateState.ASIDE, UpdateState.DONE]
        assert [report.percent for report in await rows(office)] == [40]


@pytest.mark.parametrize("fault", [ZeroDivisionError, ValueError, KeyError])
async def test_a_fault_of_ours_leaves_no_half_of_an_act_and_is_owned_up_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    """The report would be stored, but its receipt cannot be written: neither is there then (R18: one sentence)."""
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)

        def broken(*_: object) -> str:
            raise fault("words that nobody but the log may see")

        monkeypatch.setattr("messages.receipts.receipts", broken)
        await office.receive(typed("7003", "1 进度40%"))
        assert await rows(office) == []
        assert await states_in(office) == [UpdateState.ASIDE]
        assert pager.last("7003").text.startswith("刚才没有处理成功，您的内容没有记录")
        assert "words that" not in pager.last("7003").text
        monkeypatch.undo()
        await office.receive(typed("7003", "1 进度40%"))
        assert [report.percent for report in await rows(office)] == [40]


async def test_a_process_that_dies_before_its_commit_has_done_nothing_and_the_next_one_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        other = replace(office.desk)
        await came_in(office, update_of(typed("7003", "1 进度40%")))
        (waiting,) = await office.ask(inbox.waiting, (NAME, PAGER), [], datetime.now(UTC))

        def dies(self: Any) -> None:
            del self
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("tasks_db.work.desk.Whole.commit", dies)
            with pytest.raises(KeyboardInterrupt):
                await asyncio.to_thread(_taken, other, pager, waiting)
        assert await rows(office) == []
        assert await answers(office) == 0
        await settled(office.desk, office.program)
        assert [report.percent for report in await rows(office)] == [40]
        assert await answers(office) == 1


def _taken(desk: Any, pager: Pager, waiting: Any) -> None:
    Routing(desk, {PAGER: pager}).take(waiting)


async def test_two_processes_that_take_the_same_row_do_it_once(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await came_in(office, update_of(typed("7003", "1 进度40%")))
        (waiting,) = await office.ask(inbox.waiting, (NAME, PAGER), [], datetime.now(UTC))
        await asyncio.to_thread(_taken, office.desk, pager, waiting)
        with pytest.raises(Overtaken):
            await asyncio.to_thread(_taken, office.desk, pager, waiting)
        assert len(await rows(office)) == 1
        assert await answers(office) == 1


async def test_nothing_of_a_person_is_worked_off_before_what_they_said_earlier(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        first, second = (update_of(typed("7003", words)) for words in ("1 进度40%", "1 进度60%"))
        await came_in(office, first, second)
        (waiting,) = await office.ask(inbox.waiting, (NAME, PAGER), [], datetime.now(UTC))
        later = replace(waiting, ids=(waiting.ids[0] + 1,), raw=(second.raw,))
        with pytest.raises(Overtaken):
            await asyncio.to_thread(_taken, office.desk, pager, later)
        await settled(office.desk, office.program)
        assert [report.percent for report in await rows(office)] == [40, 60]


# sets of files


async def test_the_parts_of_a_set_are_one_event_once_nothing_joins_it(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        event = sent_files("7003", FileRef("a", "a.jpg", 1))
        parts = [Update(str(n), "pager:7003", as_row(event), "album") for n in (1, 2)]
        wall = datetime.now(UTC)
        await office.do(inbox.store, PAGER, "", [parts[0]], wall)
        assert await office.ask(inbox.waiting, (NAME, PAGER), [], wall) == []
        await office.do(inbox.store, PAGER, "", [parts[1]], wall + timedelta(seconds=0.5))
        assert await office.ask(inbox.waiting, (NAME, PAGER), [], wall + timedelta(seconds=1.2)) == []
        (whole,) = await office.ask(inbox.waiting, (NAME, PAGER), [], wall + timedelta(seconds=1.6))
        assert len(whole.ids) == len(whole.raw) == 2


async def test_a_set_ends_when_something_else_is_said(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        photo = as_row(sent_files("7003", FileRef("a", "a.jpg", 1)))
        words = as_row(typed("7003", "就这些"))
        albums = ("a", "a", None, "b")
        updates = [
            Update(str(n), "pager:7003", words if album is None else photo, album) for n, album in enumerate(albums)
        ]
        wall = datetime.now(UTC)
        await office.do(inbox.store, PAGER, "", updates, wall)
        (whole,) = await office.ask(inbox.waiting, (NAME, PAGER), [], wall)
        assert len(whole.ids) == 2


# long work


async def test_files_are_fetched_after_the_turn_while_the_person_goes_on(tmp_path: Path) -> None:
    fetched = asyncio.Event()

    class Slow(Pager):
        async def fetch(self, file: FileRef) -> bytes:
            await fetched.wait()
            return await super().fetch(file)

    pager = Slow(files={"f": b"\xff\xd8\xff photo"})
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await came_in(office, update_of(sent_files("7003", FileRef("f", "现场.jpg", 9), caption="1")))
        await came_in(office, update_of(typed("7003", "1 进度40%")))
        async with asyncio.timeout(20):
            while not await rows(office):  # noqa: ASYNC110 - a row is waited for, not an event
                await asyncio.sleep(0.01)
        assert await office.read(lambda s: list(s.exec(select(models.Job.state)))) == [JobState.WAITING]
        fetched.set()
        await settled(office.desk, office.program)
        assert "现场.jpg" in pager.last("7003").text


class Away(Pager):
    """A pager that hands out no file while ``fault`` is set."""

    fault: ChannelError | None = None
    tries = 0

    async def fetch(self, file: FileRef) -> bytes:
        self.tries += 1
        if self.fault is not None:
            raise self.fault
        return await super().fetch(file)


async def test_what_is_said_beside_a_file_that_weather_keeps_away_is_heard_and_the_file_comes_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FETCH_PAUSE", 0.0)
    pager = Away(files={"f": b"\xff\xd8\xff photo"})
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        pager.fault = Unknown("a proxy's page")
        await came_in(office, update_of(sent_files("7003", FileRef("f", "现场.jpg", 9), caption="1 进度40%")))
        async with asyncio.timeout(20):
            while pager.tries < 7:  # noqa: ASYNC110 - three at once, and again after two pauses
                await asyncio.sleep(0.01)
        assert [report.percent for report in await rows(office)] == [40]
        pager.fault = None
        await settled(office.desk, office.program, later=True)
        assert len([text for text in pager.texts("7003") if text.startswith("这份文件暂时没有取下来")]) == 1
        assert "现场.jpg" in pager.last("7003").text
        assert [report.percent for report in await rows(office)] == [40]
        assert await office.read(lambda s: list(s.exec(select(models.Job.state)))) == [JobState.DONE]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (TooLarge("file is too big"), "文件太大（超过 0 MB），取不下来"),
        (Refused("wrong file id", account_gone=False), "这份文件没有取下来。请再发一次"),
        (Unknown("a proxy's page"), "这份文件一直没有取下来。请再发一次"),
    ],
)
async def test_a_file_that_never_comes_is_given_up_with_its_reason_and_its_caption_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: ChannelError, said: str
) -> None:
    monkeypatch.setattr(workers, "FETCH_PAUSE", 0.0)
    monkeypatch.setattr(workers, "PATIENCE", timedelta(0))
    pager = Away()
    pager.fault = fault
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        before = len(pager.texts("7003"))
        await office.receive(sent_files("7003", FileRef("f", "现场.jpg", 9), caption="1 进度40%"))
        assert [report.percent for report in await rows(office)] == [40]
        assert any(text.startswith(said) for text in pager.texts("7003")[before:])
        await office.receive(sent_files("7003", FileRef("g", "现场.jpg", 9), caption="第1项的照片"))
        assert pager.last("7003").text.startswith(said)  # that only told what the file was
        assert await office.read(lambda s: list(s.exec(select(models.Job.state)))) == [JobState.DONE] * 2


async def test_what_is_said_beside_a_video_is_heard(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        said = typed("7003", "1 进度40%")
        video = Unreadable(id=said.id, who=said.who, where=said.where, kind=UnreadableKind.VIDEO, caption="1 进度40%")
        await office.receive(video)
        assert [report.percent for report in await rows(office)] == [40]


async def test_a_job_whose_process_died_is_done_by_the_next_and_given_up_after_three(tmp_path: Path) -> None:
    pager = Pager(files={"f": b"\xff\xd8\xff photo"})
    async with an_office(tmp_path, pager) as office:
        wall = datetime.now(UTC)
        event = as_row(sent_files("7003", FileRef("f", "现场.jpg", 9)))
        await office.do(jobs.add, "keep", 1, event)
        for attempt in range(1, 4):
            (job,) = await office.do(jobs.claim, "dead", wall, 5)
            assert job.attempts == attempt
            assert await office.do(jobs.claim, "next", wall + jobs.LEASE / 2, 5) == []
            wall += jobs.LEASE * 2
        await office.do(jobs.release_all)
        await settled(office.desk, office.program)
        assert pager.last("7003").text.startswith("这份文件读了几次都没有读成")


# fairness


async def test_whoever_says_a_great_deal_waits_and_nobody_else_does(tmp_path: Path) -> None:
    pager = Pager()
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk:
        program = Program(desk, [pager], paced=True)
        flood = [update_of(typed("6666", f"第{n}条")) for n in range(workers.BURST + 20)]
        await program.worker.receive(PAGER, "", flood)
        await program.worker.work_off()
        left = await desk.asking(SYSTEM, inbox.count_waiting)
        assert 10 <= left <= 20  # some seconds may have gone by
        await program.receive(typed("7003", "/help"))
        assert len(pager.texts("7003")) == 1
        assert len(pager.texts("6666")) == workers.BURST + 20 - await desk.asking(SYSTEM, inbox.count_waiting)


# an answer that comes late


async def test_an_answer_to_something_that_had_to_wait_says_so(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        now = datetime.now(UTC)
        for ago, late in ((timedelta(seconds=30), False), (timedelta(minutes=9), True), (timedelta(days=300), False)):
            await office.receive(replace(typed("7003", "1 进度40%"), at=now - ago))
            assert pager.last("7003").text.startswith("（系统刚才中断") is late


# events as rows


def test_every_event_comes_back_from_its_row() -> None:
    for event in (typed("1", "好"), sent_files("1", FileRef("f", None, 3), caption="第1项")):
        assert of_row(as_row(replace(event, at=datetime(2025, 11, 3, tzinfo=UTC)))) == replace(
            event, at=datetime(2025, 11, 3, tzinfo=UTC)
        )
    assert isinstance(of_row(as_row(typed("1", "好"))), Text)


# handing over what waits


async def test_a_bundle_that_waits_goes_to_whoever_serves_when_it_leaves(tmp_path: Path) -> None:
    async with an_office(tmp_path, Pager()) as office:
        await planner.plan(office.desk)
        await office.do_as(CLERK, seating.hand_over, "县水利局", "新人")
        await tick(office)
        assert await office.received(WATER) == []
        empty = await office.read(
            lambda s: [n.state for n in s.exec(select(models.Notice).where(models.Notice.kind == NoticeKind.BUNDLE))]
        )
        assert empty.count(NoticeState.EMPTY) == 1


# faults of ours


async def test_a_worker_that_failed_goes_on_with_what_comes_in_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault ends one round of the work and not the work: the next round has its threads still."""
    pager = Pager()
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk:
        program = Program(desk, [pager], paced=False)
        start = program.worker._start
        faults = iter([ZeroDivisionError])

        async def broken() -> None:
            for fault in faults:
                raise fault
            await start()

        monkeypatch.setattr(program.worker, "_start", broken)
        monkeypatch.setattr(duties, "AFTER_A_FAULT", 0.0)
        serving = asyncio.create_task(duties.kept("worker", program.worker.serve))
        await program.worker.receive(PAGER, "", [update_of(typed("7003", "/help"))])
        async with asyncio.timeout(20):
            while await desk.asking(SYSTEM, inbox.count_waiting):  # noqa: ASYNC110 - a row is waited for
                await asyncio.sleep(0.01)
        serving.cancel()
        await asyncio.wait({serving})
        await program.sender.send_waiting()
        assert len(pager.texts("7003")) == 1


async def test_a_database_that_goes_away_ends_no_duty() -> None:
    tried = 0

    async def duty() -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise DatabaseAway("locked")
        raise StoppedForGood("令牌作废")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(duties, "AFTER_A_FAULT", 0.0)
        with pytest.raises(StoppedForGood):
            await duties.kept("fetch", duty)
    assert tried == 2


class StoppedForGood(Refusal):
    """What a platform says for good."""
