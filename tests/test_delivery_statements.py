"""What delivery asks of the database while it looks for work: by an index, and it writes only where there is some."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.delivery.sender import Sender
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.store import models
from tasks_db.terms import NoticeKind, NoticeState, UpdateState
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import inbox, jobs, outbox, sending
from tests.pager_world import an_office
from tests.second_channel import PAGER, Pager

MANY = 2000
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
CHANNELS = frozenset({PAGER})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a program that has received and answered a great deal, all of it done."""
    folder = tmp_path_factory.mktemp("filled")
    with closing(open_desk(Settings(data_dir=folder))) as opened, opened.door.write() as session:
        _fill(session)
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    with closing(open_desk(Settings(data_dir=tmp_path))) as opened:
        yield opened


def _fill(session: Session) -> None:
    session.add_all(
        models.Update(
            channel=PAGER, bot="", number=str(n), lane=f"pager:{n % 50}", state=UpdateState.DONE, received_at=NOW
        )
        for n in range(MANY)
    )
    session.add_all(
        models.Notice(channel=PAGER, address=str(n), kind=NoticeKind.ANSWER, state=NoticeState.SENT, send_at=NOW)
        for n in range(MANY)
    )


@contextmanager
def statements(desk: Desk) -> Iterator[list[tuple[str, object]]]:
    """What is asked of the database inside the block."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        asked.append((statement, values))

    event.listen(desk.door.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(desk.door.engine, "before_cursor_execute", note)


LOOKS: dict[str, Callable[[Desk], object]] = {
    "what waits to be worked off": lambda desk: desk.ask(SYSTEM, inbox.waiting, CHANNELS, [], NOW),
    "whether there is long work": lambda desk: desk.ask(SYSTEM, jobs.any_free, NOW),
    "whether anything leaves": lambda desk: desk.ask(SYSTEM, sending.anything_leaves, CHANNELS, NOW),
    "what is to leave": lambda desk: desk.do(
        SYSTEM, sending.claim, "a", CHANNELS, NOW, room=30, room_for_notices=20, busy=()
    ),
    "what waits for a window": lambda desk: _reading(desk, outbox.notices_wait),
    "how many wait": lambda desk: _reading(desk, lambda session: outbox.count_due(session, NOW)),
}


def _reading(desk: Desk, work: Callable[[Session], object]) -> object:
    with desk.door.read() as session:
        return work(session)


@pytest.mark.parametrize("look", list(LOOKS))
def test_what_is_done_is_not_walked_over_to_find_what_waits(desk: Desk, look: str) -> None:
    with statements(desk) as asked:
        LOOKS[look](desk)
    with desk.door.read() as session:
        steps = [
            str(row[3])
            for statement, values in asked
            if statement.startswith("SELECT")
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
        ]
    walked = [s for s in steps if s.startswith(("SCAN notice", "SCAN inbox", "SCAN job")) and "USING" not in s]
    assert walked == []
    assert any("USING" in step for step in steps)


async def test_a_notice_that_waits_for_the_morning_is_looked_at_and_nothing_is_written(tmp_path: Path) -> None:
    async with an_office(tmp_path, Pager(), "2025-11-03T07:00+08:00") as office:
        await office.write(lambda s: outbox.tell(s, 1, "请带材料参会。", office.desk.clock()) and None)
        sender = Sender(office.desk, {office.telegram.name: office.telegram})
        with statements(office.desk) as asked:
            assert await sender.send_waiting() == 0
        assert asked
        assert not [one for one, _ in asked if one.startswith(("BEGIN IMMEDIATE", "UPDATE", "INSERT", "DELETE"))]
