"""What goes out over HTTP, once and to whom it may: faults on the way, answers meanwhile, people out of reach."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import telegram
from sqlalchemy import update
from sqlmodel import Session

from bot.channels.telegram import NAME
from bot.channels.telegram.app import connect
from bot.channels.telegram.evidence import EvidenceRequest
from bot.channels.telegram.outgoing import Telegram
from bot.delivery import planner
from bot.delivery.sender import Sender
from config.settings import Settings
from tasks_db.register.progress import Given
from tasks_db.store import facts, models
from tasks_db.terms import AnswerKind, NoticeState
from tasks_db.work.acts import answering
from tasks_db.work.desk import DatabaseAway
from tasks_db.work.post import outbox, sending
from tests.local_chat import Limits
from tests.local_chat.rates import RateLimiter
from tests.office_world import GENEROUS, TOKEN
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft_task,
    assignment_and_due,
    at_local,
    local,
    notices,
    open_office,
    small_meeting,
    states,
)


def sender_at(office: Office, server: str) -> Sender:
    """Sends over Telegram, as served at another address."""
    bot = telegram.Bot(TOKEN, base_url=f"{server}/bot", request=EvidenceRequest(trust_env=False))
    return Sender(office.desk, {NAME: Telegram(bot)})


def another_sender(office: Office) -> Sender:
    return Sender(office.desk, {NAME: office.telegram})


@asynccontextmanager
async def silent_server() -> AsyncIterator[str]:
    """Takes every request and hangs up without an answer: nobody can know whether it was carried out."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def waited(office: Office) -> None:
    """The real time that a postponed notice waits for has passed."""
    await office.write(lambda s: s.execute(update(models.Notice).values(retry_at=None)) and None)


async def answered(office: Office, user: int, unit: str, seq: str, kind: AnswerKind) -> None:
    assignment, _ = await assignment_and_due(office, unit, seq)
    await office.do_as(user, answering.record, assignment, 0, Given(kind, text="在办"))


async def tick(office: Office) -> int:
    return await tick_by(office, office.sender)


async def tick_by(office: Office, sender: Sender) -> int:
    """What is due is written down and sent; how many messages went out."""
    await planner.tick(office.desk, sender)
    return await sender.send_waiting()


async def test_a_bundle_is_sent_once_however_often_it_is_ticked(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        senders = [another_sender(office) for _ in range(3)]
        await asyncio.gather(*(tick_by(office, sender) for sender in (*senders, office.sender)))
        assert await states(office) == [NoticeState.SENT] * 3
        for user in (WATER, MONEY, STREETS):
            assert len(await office.received(user)) == 1


async def test_two_senders_at_once_send_each_bundle_once(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.plan(office.desk)
        sent = await asyncio.gather(*(another_sender(office).send_waiting() for _ in range(4)))
        assert sum(sent) == 3
        for user in (WATER, MONEY, STREETS):
            assert len(await office.received(user)) == 1


async def claimed(office: Office, ago: timedelta) -> None:
    """A process claims every waiting bundle and dies before it knows the outcome."""
    wall = datetime.now(UTC) - ago
    taken = await office.do(sending.claim, "dead", {NAME}, wall, room=9, room_for_notices=9, busy=())
    assert len(taken) == 3


async def test_whoever_is_written_to_already_does_not_keep_the_next_one_waiting(tmp_path: Path) -> None:
    """R5: room for one, and what waits longest is for somebody whose last message is still on its way."""
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.plan(office.desk)
        *others, last = (notice.person_id or 0 for notice in await notices(office))
        wall = datetime.now(UTC)
        busy = set(others)
        taken = await office.do(sending.claim, "mine", {NAME}, wall, room=1, room_for_notices=1, busy=busy)
        assert [one.whom for one in taken] == [last]


async def test_what_a_dead_process_had_claimed_is_sent_again_after_its_lease_and_says_so(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.plan(office.desk)
        await claimed(office, timedelta())
        assert await tick(office) == 0  # whoever claimed them may still be sending
        assert await states(office) == [NoticeState.CLAIMED] * 3
        await office.write(lambda s: s.execute(update(models.Notice).values(claimed_at=hour_ago())) and None)
        assert await tick(office) == 0  # it may have arrived: a minute goes by first
        await waited(office)
        assert await tick(office) == 3
        (text,) = await office.received(WATER)
        assert text.startswith("（可能重复）\n")
        assert "可能重复送达3条" in (await office.say(CLERK, "/outbox")).text


def hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


async def test_an_outcome_unknown_thrice_is_not_tried_again_and_asks_anew_the_next_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office, silent_server() as nowhere:
        await small_meeting(office)
        sender = sender_at(office, nowhere)
        for _ in range(5):
            await tick_by(office, sender)
            await waited(office)
        assert await states(office) == [NoticeState.UNKNOWN] * 3
        assert [(n.attempts, n.doubtful) for n in await notices(office)] == [(3, 3)] * 3
        assert await tick(office) == 0
        heard = await office.say(CLERK, "/preview")
        assert "没有送达：水联，2025年11月3日 09:35（不明）" in heard.text
        await at_local(office, "2025-11-04T10:00")
        assert ["新交办1项" in text for text in await office.received(WATER)] == [True]


async def test_a_second_try_waits_a_minute_and_a_third_ten(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office, silent_server() as nowhere:
        await small_meeting(office)
        sender = sender_at(office, nowhere)
        for pause in (timedelta(minutes=1), timedelta(minutes=10)):
            before = datetime.now(UTC)
            await tick_by(office, sender)
            after = datetime.now(UTC)
            assert await states(office) == [NoticeState.PENDING] * 3
            for notice in await notices(office):
                assert notice.retry_at is not None
                assert before + pause <= notice.retry_at <= after + pause
            assert await tick_by(office, sender) == 0
            await waited(office)


async def test_being_offline_is_no_try_and_everything_goes_out_on_return(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        offline = sender_at(office, "http://127.0.0.1:9")
        for _ in range(3):
            await tick_by(office, offline)
        assert await states(office) == [NoticeState.PENDING] * 3
        assert [n.attempts for n in await notices(office)] == [0, 0, 0]
        await waited(office)
        assert await tick(office) == 3


async def test_an_offline_weekend_joins_mondays_bundle_and_nothing_goes_out_on_the_weekend(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-07T17:20+08:00") as office:
        await small_meeting(office)
        await tick_by(office, sender_at(office, "http://127.0.0.1:9"))
        await waited(office)
        for weekend in ("2025-11-07T18:00", "2025-11-08T10:00", "2025-11-09T10:00"):
            await office.write(lambda s, m=weekend: facts.move_rehearsal(s, local(m)) and None)  # type: ignore[misc]
            assert await tick(office) == 0
        await office.write(lambda s: facts.move_rehearsal(s, local("2025-11-10T09:00")) and None)
        assert await tick(office) == 3
        assert await states(office) == [NoticeState.SENT] * 3
        assert "新交办1项" in (await office.received(WATER))[0]
        assert "2025年11月10日（周一）" in (await office.received(WATER))[0]


async def test_429_postpones_without_counting_as_a_try(tmp_path: Path) -> None:
    slow = Limits(chat_rate=1000, chat_burst=1000, overall_rate=0.01, overall_burst=1)
    async with open_office(tmp_path, "2025-11-03T09:30+08:00", limits=slow) as office:
        await small_meeting(office)
        assert await tick(office) == 1
        assert await tick(office) == 0
        found = await notices(office)
        assert sorted(n.state for n in found) == [NoticeState.PENDING] * 2 + [NoticeState.SENT]
        assert {(n.attempts, n.retry_at is not None) for n in found if n.state is NoticeState.PENDING} == {(0, True)}
        assert all(n.retry_at > datetime.now(UTC) for n in found if n.retry_at)
        office.chat.limiter = RateLimiter(GENEROUS)
        await waited(office)
        api_url = office.running.url.rstrip("/")
        async with connect(Settings(data_dir=tmp_path), token=TOKEN, api_url=api_url) as channel:
            # another process: the bot here keeps away from the chats until their time is over
            assert await tick_by(office, Sender(office.desk, {NAME: channel})) == 2


async def test_a_refusal_marks_unreachable_tells_the_office_once_and_spares_the_others(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        office.chat.store.mark_blocked(WATER, blocked=True)
        await tick(office)
        await tick(office)
        assert await states(office, "水联") == [NoticeState.FAILED]
        assert await states(office, "财联") == await states(office, "城联") == [NoticeState.SENT]
        told = [text for text in await office.received(CLERK) if "联系不上水联" in text]
        assert len(told) == 1
        assert "县水利局联络员" in told[0]
        await at_local(office, "2025-12-19T10:00")
        assert len([t for t in await office.received(CLERK) if "联系不上水联" in t]) == 1
        assert "县水利局：联系不上" in (await office.say(CLERK, "/preview")).text


async def test_switching_the_bot_off_tells_the_office_and_on_again_brings_what_was_missed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.switch(WATER, off=True)
        assert not [t for t in await office.received(CLERK) if "联系不上水联" in t]  # it is not nine o'clock yet
        await at_local(office, "2025-11-04T12:00")
        assert [t for t in await office.received(CLERK) if "联系不上水联" in t]
        assert await office.received(WATER) == []
        await office.switch(WATER, off=False)
        await at_local(office, "2025-11-05T12:00")
        (bundle,) = await office.received(WATER)
        assert "新交办1项" in bundle


async def test_what_a_refusal_kept_back_is_asked_once_the_person_is_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        office.chat.store.mark_blocked(WATER, blocked=True)
        await tick(office)
        await office.switch(WATER, off=False)
        await at_local(office, "2025-11-04T12:00")
        (bundle,) = await office.received(WATER)
        assert "新交办1项" in bundle


async def test_what_was_answered_meanwhile_drops_from_the_bundle(tmp_path: Path) -> None:
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "疏浚河道", ["县财政局"], ["县水利局"]),
    )
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office, *tasks)
        await planner.plan(office.desk)
        await answered(office, WATER, "县水利局", "1", AnswerKind.PROGRESS)
        for seq in "12":
            await answered(office, MONEY, "县财政局", seq, AnswerKind.PROGRESS)
        await tick(office)
        (bundle,) = await office.received(WATER)
        assert "疏浚河道" in bundle
        assert "改造供水管网" not in bundle
        assert await office.received(MONEY) == []
        assert await states(office, "财联") == [NoticeState.EMPTY]


async def test_one_notice_that_cannot_be_put_together_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.plan(office.desk)
        broken = [[["缺参数", "x" * 80, []]]]

        def damage(session: Session) -> None:
            notice = outbox.tell(session, 1, "坏掉的一条", office.desk.clock())
            notice.buttons = broken  # type: ignore[assignment]
            notice.id = 0  # first in the queue
            session.add(notice)

        await office.write(damage)
        assert await tick(office) == 3


async def test_an_extension_granted_in_chat_moves_the_ladder(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-20T08:00")
        await office.say(STREETS, "/mine")
        await office.press(STREETS, "申请延期")
        await office.say(STREETS, "2026年1月30日，设备到货推迟")
        before = len(await office.received(STREETS))
        await at_local(office, "2025-12-22T18:00")
        assert len(await office.received(STREETS)) == before  # nobody is asked while it waits
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "同意")
        await at_local(office, "2026-01-30T18:00")
        bundles = [t for t in await office.received(STREETS) if "2026年1月30日（剩" in t and "您好" in t]
        assert len(bundles) >= 2


async def broken_off(office: Office, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A sending pass in which the database goes away at one step."""

    def away(*_: object) -> None:
        raise DatabaseAway("locked")

    with monkeypatch.context() as patched:
        patched.setattr(sending, step, away)
        with pytest.raises(DatabaseAway):
            await office.sender.send_waiting()


async def test_what_was_claimed_as_the_database_went_away_has_not_left_and_is_no_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.tick(office.desk, office.sender)
        await broken_off(office, monkeypatch, "compose")
        assert await office.sender.send_waiting() == 3
        assert [(n.state, n.attempts, n.doubtful) for n in await notices(office)] == [(NoticeState.SENT, 1, 0)] * 3
        assert not (await office.received(WATER))[0].startswith("（可能重复）")


async def test_what_arrived_as_the_database_went_away_is_recorded_once_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R3: what was sent is never sent again, though nobody could write that down at once."""
    async with open_office(tmp_path, "2025-11-03T09:30+08:00") as office:
        await small_meeting(office)
        await planner.tick(office.desk, office.sender)
        await broken_off(office, monkeypatch, "record")
        await office.sender.send_waiting()
        assert [(n.state, n.attempts, n.doubtful) for n in await notices(office)] == [(NoticeState.SENT, 1, 0)] * 3
        for user in (WATER, MONEY, STREETS):
            assert len(await office.received(user)) == 1
