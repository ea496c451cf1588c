"""Two processes work off what waits on one server: each its share, nothing twice, everybody in order."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlmodel import select

from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.office.routing import Routing
from tasks_db.register.authority import SYSTEM
from tasks_db.register.updates import Waiting
from tasks_db.store import models
from tasks_db.terms import NoticeKind, UpdateState
from tasks_db.work.desk import Desk
from tasks_db.work.post import inbox
from tasks_db.work.post.jobs import Job
from tests.second_channel import Pager
from tests.seeding import Size, desk_of, seed
from tests.typing_world import Typing, typed

PEOPLE, EACH = 20, 20
LEAST = 0.3


class Counting:
    """An office that counts what it has worked off."""

    def __init__(self, desk: Desk) -> None:
        self._routing = Routing(desk, {"telegram": Pager()})
        self.taken: list[int] = []

    def take(self, one: Waiting) -> None:
        self._routing.take(one)
        self.taken += one.ids

    def do_job(self, job: Job, holder: str, contents: Sequence[bytes]) -> None:
        self._routing.do_job(job, holder, contents)

    def drop_job(self, job: Job, holder: str, sentence: str) -> None:
        self._routing.drop_job(job, holder, sentence)

    def put_off_job(self, job: Job, holder: str, sentence: str, until: datetime) -> None:
        self._routing.put_off_job(job, holder, sentence, until)


async def test_two_workers_share_what_waits_and_keep_everybodys_order(tmp_path: Path, on_server: str) -> None:
    desks = [desk_of(tmp_path, on_server) for _ in range(2)]
    seed(desks[0], Size(200, people=PEOPLE))
    Typing(desks[0])
    numbers = count(1)
    waiting = [typed(person, str(next(numbers)), "在吗") for _ in range(EACH) for person in range(1, PEOPLE + 1)]
    desks[0].do(SYSTEM, inbox.store, "telegram", "bot", waiting, datetime.now(UTC))
    offices = [Counting(desk) for desk in desks]
    channel = Pager()
    workers = [
        Worker(desk, office, {"telegram": channel}, Sender(desk, {"telegram": channel}), paced=False)
        for desk, office in zip(desks, offices, strict=True)
    ]
    await asyncio.gather(*(worker.work_off() for worker in workers))
    with desks[0].door.read() as session:
        rows = session.exec(select(models.Update).order_by(models.Update.id)).all()  # type: ignore[arg-type]
        answers = session.exec(select(models.Notice.update_id).where(models.Notice.kind == NoticeKind.ANSWER)).all()
    for desk in desks:
        desk.close()
    assert {row.state for row in rows} == {UpdateState.DONE}
    assert sorted(answers) == [row.id for row in rows]  # type: ignore[type-var]  # each is answered once
    assert sorted(offices[0].taken + offices[1].taken) == sorted(answers)  # type: ignore[type-var]
    assert min(len(office.taken) for office in offices) >= LEAST * len(rows)
    for person in range(1, PEOPLE + 1):
        done = [row.done_at for row in rows if row.lane == f"telegram:{person}"]
        assert done == sorted(done)  # type: ignore[type-var]
