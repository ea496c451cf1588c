"""Room for answers beside bundles, and pauses in bad weather (R4, R5): the sender over a line that a test holds."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from sqlmodel import select

from bot.channels.base import Wait
from bot.delivery import sender as sending
from bot.delivery.sender import AT_ONCE, FOR_ANSWERS, Sender
from messages.message import Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeKind, NoticeState
from tasks_db.work.desk import Desk
from tasks_db.work.post import outbox, planning, rebuilding
from tasks_db.work.post import sending as outgoing
from tests.second_channel import Pager
from tests.seeding import TODAY, Size, desk_of, seed

ASKING = Address("telegram", "9999")


class Line(Pager):
    """A channel on which what may come later takes as long as a test wants, or which takes nothing."""

    name = "telegram"

    def __init__(self) -> None:
        super().__init__()
        self.free, self.arrived = asyncio.Event(), asyncio.Event()
        self.offline = self.hanging = False
        self.came: list[tuple[str, bool]] = []

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        del message
        self.came.append((to.value, later))
        self.arrived.set()
        if self.offline:
            raise Wait("offline")
        if later or self.hanging:
            await self.free.wait()
        return str(len(self.came))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Forty people are asked something this morning."""
    with closing(desk_of(tmp_path)) as opened:
        seed(opened, Size(400, 80))
        opened.do(SYSTEM, planning.rounds_are_laid_out)
        opened.do(SYSTEM, rebuilding.remember_fingerprint)
        assert planning.plan(opened) == 40
        yield opened


async def until(line: Line, count: int) -> None:
    async with asyncio.timeout(20):
        while len(line.came) < count:
            line.arrived.clear()
            await line.arrived.wait()


async def test_bundles_on_their_way_leave_room_for_an_answer(desk: Desk) -> None:
    line = Line()
    sender = Sender(desk, {line.name: line})
    sent = asyncio.create_task(sender.send_waiting())
    await until(line, AT_ONCE - FOR_ANSWERS)
    desk.do(SYSTEM, outbox.answers, ASKING, [Answer("已记录。")], 1)
    sender.wake()
    await until(line, AT_ONCE - FOR_ANSWERS + 1)
    assert line.came[-1] == (ASKING.value, False)
    assert all(later for _, later in line.came[:-1])
    line.free.set()
    assert await sent == 41


async def test_an_answer_leaves_while_as_many_others_hang_as_there_are_places(desk: Desk) -> None:
    """Their server takes them and says nothing, for bundles and for answers alike (R5)."""
    line = Line()
    line.hanging = True
    sender = Sender(desk, {line.name: line})
    hung = [Address("telegram", f"88{number}") for number in range(AT_ONCE)]
    for number, one in enumerate(hung, 1):
        desk.do(SYSTEM, outbox.answers, one, [Answer("已记录。")], number)
    sent = asyncio.create_task(sender.send_waiting())
    await until(line, AT_ONCE)
    line.hanging = False
    desk.do(SYSTEM, outbox.answers, ASKING, [Answer("已记录。")], 99)
    sender.wake()
    await until(line, AT_ONCE + 1)
    assert line.came[-1] == (ASKING.value, False)
    # and one of another process, which wakes nobody here
    desk.do(SYSTEM, outbox.answers, Address("telegram", "7777"), [Answer("已记录。")], 100)
    await until(line, AT_ONCE + 2)
    assert line.came[-1] == ("7777", False)
    assert not sent.done()
    line.free.set()
    assert await sent == 40 + AT_ONCE + 2


def test_answers_leave_before_notices_and_notices_before_bundles(desk: Desk) -> None:
    with desk.door.write() as session:
        outbox.tell(session, 1, "请带材料参会。", desk.clock())
    desk.do(SYSTEM, outbox.answers, ASKING, [Answer("已记录。")], 1)
    wall = datetime.now(UTC)
    taken = desk.do(
        SYSTEM, outgoing.claim, "mine", {"telegram"}, wall, room=4, room_for_notices=2, busy=()
    )  # an answer, a notice and a bundle: of notices and bundles no more than their room
    with desk.door.read() as session:
        kinds = [session.get_one(models.Notice, one.id).kind for one in taken]
    assert kinds == [NoticeKind.ANSWER, NoticeKind.IMMEDIATE, NoticeKind.BUNDLE]


async def test_a_line_that_takes_nothing_is_left_alone_for_longer_each_time_and_no_try_is_spent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ahead = datetime.now(UTC), timedelta()

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Moved":
            del tz
            return cls.fromtimestamp((began + ahead).timestamp(), UTC)

    monkeypatch.setattr(sending, "datetime", Moved)
    line = Line()
    line.offline = True
    sender = Sender(desk, {line.name: line})
    tried = []
    for seconds in (0, 1, 3, 6, 8, 15, 17):
        ahead, before = timedelta(seconds=seconds), len(line.came)
        assert await sender.send_waiting() == 0
        tried.append(len(line.came) > before)
    assert tried == [True, False, True, False, True, False, True]
    with desk.door.read() as session:
        waiting = session.exec(select(models.Notice).where(models.Notice.working_day == TODAY)).all()
    assert {(n.state, n.attempts, n.doubtful) for n in waiting} == {(NoticeState.PENDING, 0, 0)}

    line.offline, ahead = False, timedelta(seconds=40)
    line.free.set()
    assert await sender.send_waiting() == 40
    desk.do(SYSTEM, outbox.answers, ASKING, [Answer("已记录。")], 1)
    line.offline = True  # once more: the pauses begin anew
    tried = []
    for seconds in (50, 51, 53):
        ahead, before = timedelta(seconds=seconds), len(line.came)
        assert await sender.send_waiting() == 0
        tried.append(len(line.came) > before)
    assert tried == [True, False, True]
