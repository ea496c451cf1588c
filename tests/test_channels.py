"""Two channels side by side: whoever is reached on both, what each remembers, and what their failures mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.channels.base import ChannelError, Refused, Unknown, Wait
from bot.delivery.sender import Sender
from bot.office.routing import Routing
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.refusals import NotAllowed
from tasks_db.store import models, people
from tasks_db.terms import NoticeState
from tasks_db.work.post import planning, sending
from tests.pager_world import MORNING, also_on_pager, an_office, local_day, only_on_pager, person_at, reachable, tick
from tests.second_channel import PAGER, Pager, pager_at, typed
from tests.small_world import (
    CLERK,
    MONEY,
    STREETS,
    WATER,
    assignment_and_due,
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


async def test_what_is_for_a_channel_that_is_not_served_here_waits_for_one_that_is(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.desk.doing(SYSTEM, planning.plan)
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
        assert "由本人发送：/start " in invitation
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
    (Unknown("no answer"), NoticeState.UNKNOWN, 1, True),
)


@pytest.mark.parametrize(("failure", "state", "attempts", "stays"), OUTCOMES, ids=str)
async def test_each_failure_is_recorded_as_what_it_is(
    tmp_path: Path, failure: ChannelError, state: NoticeState, attempts: int, *, stays: bool
) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        person = await only_on_pager(office, STREETS, "7003")
        before = datetime.now(UTC)
        assert await tick(office) == 2
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (state, attempts)
        assert await reachable(office, person) == [stays]
        if not stays:
            await office.sender.send_waiting()  # what the office is told of it was queued by the failure
        told = [text for text in await office.received(CLERK) if "联系不上城联" in text]
        assert len(told) == (0 if stays else 1)
        asks = await office.read(
            lambda s: len(s.exec(select(models.Ask).where(models.Ask.notice_id == notice.id)).all())
        )
        assert bool(asks) is stays  # what reached nobody was not asked
        if isinstance(failure, Wait):
            assert notice.retry_at is not None
            assert notice.retry_at >= before + (failure.after or timedelta(seconds=30))
        else:
            assert notice.retry_at is None


async def test_what_may_have_arrived_is_tried_once_more_and_then_no_more(tmp_path: Path) -> None:
    pager = Pager(fails=[Unknown("no answer")] * 5)
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        for _ in range(4):
            await tick(office)
        (notice,) = await notices(office, "城联")
        assert (notice.state, notice.attempts) == (NoticeState.UNKNOWN, 2)
        assert len(pager.fails) == 3


async def test_an_answer_waits_as_long_as_the_channel_asks_and_is_said_once(tmp_path: Path) -> None:
    soon = Wait("slower", timedelta(milliseconds=1))
    pager = Pager(fails=[soon, soon, soon])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        assert len(pager.texts("7003")) == 1


@pytest.mark.parametrize("failure", [Wait("offline"), Unknown("no answer"), Refused("left", account_gone=True)])
async def test_an_answer_that_does_not_go_out_ends_nothing(tmp_path: Path, failure: ChannelError) -> None:
    pager = Pager(fails=[failure])
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, STREETS, "7003")
        await office.receive(typed("7003", "/mine"))
        assert pager.texts("7003") == []
        await office.receive(typed("7003", "/mine"))
        assert len(pager.texts("7003")) == 1


async def test_whoever_writes_while_the_database_is_away_is_told_that_nothing_was_recorded(tmp_path: Path) -> None:
    def away() -> datetime:
        raise OperationalError("SELECT 1", {}, OSError("database is locked"))

    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await Routing(replace(office.desk, clock=away), {PAGER: pager}).receive(typed("7003", "1 已完成"))
        assert pager.last("7003").text.startswith("刚才没有处理成功，您的内容没有记录")


async def test_only_the_program_itself_delivers(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        clerk = await office.read(lambda s: people.member_of_person(s, 1, local_day()))
        for somebody in (OPERATOR, clerk, None):
            with pytest.raises(NotAllowed):
                await office.desk.doing(somebody, planning.plan)
            with pytest.raises(NotAllowed):
                await office.desk.doing(somebody, sending.take_up, {PAGER}, datetime.now(UTC))
