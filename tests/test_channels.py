"""Two channels side by side: whoever is reached on both, what each remembers, and what their failures mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.channels.base import ChannelError, Refused, Unknown, Wait
from bot.channels.events import update_of
from bot.delivery import planner
from bot.delivery.sender import Sender
from bot.run import Program
from tasks_db.register.authority import OPERATOR
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address
from tasks_db.register.refusals import NotAllowed
from tasks_db.store import facts, models, people
from tasks_db.terms import NoticeState
from tasks_db.work.desk import DatabaseAway
from tasks_db.work.post import inbox, outbox, planning, sending
from tests.pager_world import MORNING, also_on_pager, an_office, local_day, only_on_pager, person_at, reachable, tick
from tests.second_channel import PAGER, Pager, pager_at, typed
from tests.serving import settled
from tests.small_world import (
    CLERK,
    MONEY,
    STREETS,
    WATER,
    Office,
    assignment_and_due,
    at_local,
    local,
    notices,
    open_office,
    rows,
    states,
)

# who is told where


async def test_everybody_is_told_once_and_on_the_account_that_they_prefer(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, "7001")
        await only_on_pager(office, STREETS, "7003")
        assert await tick(office) == 3
        assert len(await office.received(WATER)) == 1
        assert pager.texts("7001") == []
        (bundle,) = pager.texts("7003")
        assert "整治背街小巷" in bundle
        assert await office.received(STREETS) == []
        assert await tick(office) == 0


async def test_whoever_shut_out_the_preferred_channel_is_told_on_the_other_at_once(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, "7001")
        office.chat.store.mark_blocked(WATER, blocked=True)
        assert await tick(office) == 3
        (bundle,) = pager.texts("7001")
        assert "改造供水管网" in bundle
        assert await states(office, "水联") == [NoticeState.SENT]
        assert not [text for text in await office.received(CLERK) if "联系不上" in text]
        assert await reachable(office, await person_at(office, WATER)) == [False, True]


async def prefers_the_pager(office: Office) -> int:
    """Somebody reached on the pager first, and on Telegram."""
    person = await only_on_pager(office, STREETS, "7003")
    telegram = Address(office.telegram.name, str(STREETS))
    await office.write(lambda s: people.bind_account(s, person, telegram, office.desk.clock()))
    return person


async def test_while_the_preferred_channel_takes_nothing_people_are_told_elsewhere_after_a_working_day_only(
    tmp_path: Path,
) -> None:
    pager = Pager(fails=[Wait("offline")] * 2)
    async with an_office(tmp_path, pager) as office:
        person = await prefers_the_pager(office)
        served = {PAGER: pager, office.telegram.name: office.telegram}

        async def sent_after(**ago: float) -> int:
            """A program starts that has known for so long that the pager takes nothing, and tried it just now."""
            now = datetime.now(UTC)
            kept = f"{(now - timedelta(**ago)).isoformat()} {now.isoformat()}"
            await office.write(lambda s: facts.put(s, f"silent: {PAGER}", kept))
            return await Sender(office.desk, served).send_waiting()

        assert await tick(office) == 2
        (waiting,) = await notices(office, "城联")
        assert (waiting.state, waiting.channel) == (NoticeState.PENDING, None)
        assert await sent_after(hours=20) == 0
        assert await office.received(STREETS) == []
        assert await sent_after(days=12) == 1
        assert len(await office.received(STREETS)) == 1
        # tried again after a while, the pager is there, and is the one that is preferred
        now = datetime.now(UTC).isoformat()
        await office.write(
            lambda s: facts.put(s, f"silent: {PAGER}", f"2025-01-02T00:00:00+00:00 {now[:4]}-01-01T00:00:00+00:00")
        )
        await office.write(lambda s: outbox.tell(s, person, "请带材料参会。", office.desk.clock()) and None)
        assert await office.sender.send_waiting() == 0  # this program has found the pager shut a moment ago
        assert await Sender(office.desk, served).send_waiting() == 1
        assert pager.texts("7003") == ["请带材料参会。"]
        assert await office.read(lambda s: facts.get(s, f"silent: {PAGER}")) is None


async def test_what_may_have_arrived_on_one_channel_never_comes_on_another(tmp_path: Path) -> None:
    pager = Pager(fails=[Unknown("no answer"), Refused("left", account_gone=True)])
    async with an_office(tmp_path, pager) as office:
        await prefers_the_pager(office)
        for _ in range(3):
            await tick(office)
            await office.write(lambda s: s.execute(update(models.Notice).values(retry_at=None)) and None)
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.channel, notice.attempts) == (NoticeState.UNKNOWN, PAGER, 2)
        assert await office.received(STREETS) == []
        await at_local(office, "2025-11-04T10:00")
        assert len(await office.received(STREETS)) == 1  # the next day's asks again, where they can be reached


async def test_until_the_preferred_channel_has_joined_nobody_is_told_on_another(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await prefers_the_pager(office)
        served = {office.telegram.name: office.telegram}
        await planner.plan(office.desk)
        sender = Sender(office.desk, served, later=[PAGER])
        assert await sender.send_waiting() == 2
        assert await office.received(STREETS) == []
        served[PAGER] = pager
        assert await sender.send_waiting() == 1
        assert len(pager.texts("7003")) == 1


async def test_what_is_for_a_channel_that_is_not_served_here_waits_for_one_that_is(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await planner.plan(office.desk)
        telegram_alone = Sender(office.desk, {office.telegram.name: office.telegram})
        assert await telegram_alone.send_waiting() == 2
        (waiting,) = await notices(office, "城联")
        assert (waiting.state, waiting.attempts) == (NoticeState.PENDING, 0)
        assert await office.sender.send_waiting() == 1
        assert len(pager.texts("7003")) == 1


async def test_a_second_account_is_bound_with_a_code_and_asks_for_no_link_where_there_is_none(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, CLERK, "7011")
        await office.receive(typed("7011", "/invite 县水利局"))
        invitation = pager.last("7011").text
        assert "由本人打开网页填写邀请码；用 Telegram 的发送：/start " in invitation
        assert "点开" not in invitation
        code = invitation.partition("/start ")[2].split()[0]
        await office.receive(typed("7001", f"/start {code}"))
        assert "水联" in pager.texts("7001")[0]
        at = await office.read(lambda s: people.member_by_address(s, pager_at("7001"), local_day()))
        assert at is not None
        assert at.person_id == await person_at(office, WATER)


# what each channel remembers


async def test_the_list_on_one_channel_is_not_read_on_another_where_the_address_is_the_same(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, str(WATER))
        await tick(office)
        assert "2. 疏浚河道" in (await office.received(WATER))[0]
        await office.receive(typed(str(WATER), "2 进度50%"))
        assert await rows(office) == []
        await office.say(WATER, "2 进度50%")
        assert [report.percent for report in await rows(office)] == [50]


async def test_a_number_means_what_the_own_channel_showed(tmp_path: Path) -> None:
    """Two people whose addresses are the same characters each answer number 2 of their own bundle."""
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, MONEY, str(WATER))
        await tick(office)
        assert "2. 整治背街小巷" in pager.texts(str(WATER))[0]
        await office.receive(typed(str(WATER), "2 进度30%"))
        await office.say(WATER, "2 进度70%")
        ofmoney, _ = await assignment_and_due(office, "县财政局", "3")
        ofwater, _ = await assignment_and_due(office, "县水利局", "2")
        assert {(r.assignment_id, r.percent) for r in await rows(office)} == {(ofmoney, 30), (ofwater, 70)}


async def test_a_reply_is_to_a_message_of_the_same_channel(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await also_on_pager(office, WATER, str(WATER))
        await tick(office)
        bundle = str((await office.last(WATER))["id"])
        await office.receive(typed(str(WATER), "无变化", reply_to=bundle))
        assert await rows(office) == []


# how a channel fails

OUTCOMES: Sequence[tuple[ChannelError, NoticeState, int, bool]] = (
    (Refused("left", account_gone=True), NoticeState.FAILED, 1, False),
    (Refused("too long", account_gone=False), NoticeState.FAILED, 1, True),
    (Wait("slower", timedelta(minutes=5)), NoticeState.PENDING, 0, True),
    (Wait("offline"), NoticeState.PENDING, 0, True),
    (Unknown("no answer"), NoticeState.PENDING, 1, True),
)


@pytest.mark.parametrize(("failure", "state", "attempts", "stays"), OUTCOMES, ids=str)
async def test_each_failure_is_recorded_as_what_it_is(
    tmp_path: Path, failure: ChannelError, state: NoticeState, attempts: int, *, stays: bool
) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        person = await only_on_pager(office, STREETS, "7003")
        before = datetime.now(UTC)
        assert await tick(office) == (2 if stays else 3)  # and the office is told
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (state, attempts)
        assert await reachable(office, person) == [stays]
        told = [text for text in await office.received(CLERK) if "联系不上城联" in text]
        assert len(told) == (0 if stays else 1)
        asks = await office.read(
            lambda s: len(s.exec(select(models.Ask).where(models.Ask.notice_id == notice.id)).all())
        )
        assert bool(asks) is (state is NoticeState.PENDING)  # what reached nobody was not asked
        assert notice.doubtful == isinstance(failure, Unknown)
        pause = failure.after if isinstance(failure, Wait) else timedelta(minutes=1) if notice.doubtful else None
        assert (notice.retry_at is not None) is (pause is not None)
        if notice.retry_at is not None and pause is not None:
            assert notice.retry_at >= before + pause


async def test_what_may_have_arrived_is_tried_twice_more_and_then_no_more(tmp_path: Path) -> None:
    pager = Pager(fails=[Unknown("no answer")] * 5)
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        for _ in range(5):
            await tick(office)
            await office.write(lambda s: s.execute(update(models.Notice).values(retry_at=None)) and None)
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (NoticeState.UNKNOWN, 3)
        assert len(pager.fails) == 2


async def test_an_answer_waits_as_long_as_the_channel_asks_and_is_said_once(tmp_path: Path) -> None:
    pager = Pager(fails=[Wait("slower", timedelta(hours=1))])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        await office.receive(typed("7003", "/help"))
        assert pager.texts("7003") == []  # what is said later does not leave before it
        await office.write(lambda s: s.execute(update(models.Notice).values(retry_at=None)) and None)
        await Sender(office.desk, {PAGER: pager}).send_waiting()
        first, second = pager.texts("7003")
        assert "整治背街小巷" in first
        assert "回复催报消息" in second


@pytest.mark.parametrize(
    ("failure", "again"),
    [(Unknown("no answer"), []), (Refused("left", account_gone=True), ["（补发：上次没有送到）"])],
)
async def test_an_answer_that_does_not_go_out_ends_nothing(
    tmp_path: Path, failure: ChannelError, again: list[str]
) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        assert pager.texts("7003") == []
        await office.receive(typed("7003", "/mine"))
        *said_again, listed = pager.texts("7003")
        assert "整治背街小巷" in listed
        # what was surely refused comes after all, what may have arrived waits
        assert [text.partition("\n")[0] for text in said_again] == again


async def test_what_is_written_while_the_database_is_away_waits_and_is_worked_off_when_it_is_back(
    tmp_path: Path,
) -> None:
    pager, outage = Pager(), 2

    def clock() -> datetime:
        nonlocal outage
        outage -= 1
        if outage >= 0:
            raise DatabaseAway("locked")
        return local("2025-11-03T09:30")

    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        program = Program(replace(office.desk, clock=clock), [pager], paced=False)
        stored = await office.ask(inbox.count_waiting)
        await office.do(inbox.store, PAGER, "", [update_of(typed("7003", "1 进度40%"))], datetime.now(UTC))
        assert (stored, await office.ask(inbox.count_waiting)) == (0, 1)
        for _ in range(2):
            with pytest.raises(DatabaseAway):
                await program.worker.work_off()
        await settled(office.desk, office.program)
        assert [report.percent for report in await rows(office)] == [40]
        assert "40%" in pager.last("7003").text


async def test_only_the_program_itself_delivers(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        clerk = await office.read(lambda s: people.member_of_person(s, 1, local_day()))
        for somebody in (OPERATOR, clerk, None):
            with pytest.raises(NotAllowed):
                await office.desk.asking(somebody, planning.decide)
            with pytest.raises(NotAllowed):
                await office.desk.asking(somebody, inbox.count_waiting)


async def test_the_office_is_told_once_a_day_of_what_did_not_arrive(tmp_path: Path) -> None:
    pager = Pager(fails=[Refused("too long", account_gone=False)])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await tick(office)
        await at_local(office, "2025-11-04T10:00")
        (told,) = [text for text in await office.received(CLERK) if "没有送达" in text]
        assert "· 1条消息没有送达\n　城联" in told
        assert len(pager.texts("7003")) == 1  # what was kept back was asked the next day


async def test_a_flood_of_answers_to_one_conversation_hides_nobody_elses(tmp_path: Path) -> None:
    async with an_office(tmp_path, Pager()) as office:
        for at, many in ((pager_at("6666"), 300), (pager_at("7003"), 1)):
            await office.do(outbox.answers, at, [Answer("好的")] * many, 1)
        wall = datetime.now(UTC)
        taken = await office.do(sending.claim, "a", {PAGER}, wall, room=5, room_for_notices=0, busy=())
        assert [one.whom for one in taken] == [pager_at("6666"), pager_at("7003")]
        busy = [pager_at("6666")]
        await office.do(outbox.answers, pager_at("7004"), [Answer("好的")], 1)
        taken = await office.do(sending.claim, "b", {PAGER}, wall, room=5, room_for_notices=0, busy=busy)
        assert [one.whom for one in taken] == [pager_at("7004")]
