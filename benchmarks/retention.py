"""How answers fare while a million rows that are too old are deleted beside them.

Medians and p95 of answers with and without the deletion, measured in one run, on a fresh sample.

    .venv/bin/python benchmarks/retention.py [rows] [database address]
"""

import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import closing
from itertools import cycle
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import Session, select

from bot.channels import script
from bot.delivery import upkeep
from bot.sample.county import load_sample
from config.settings import Settings
from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Member
from tasks_db.register.progress import Given
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import answering
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import upkeep as acts

ANSWERS = 200
_OLD = "2023-01-01 00:00:00"


_SERIES = {
    True: "generate_series(1, {half}) AS n(i)",
    False: "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {half}) SELECT i FROM n)",
}
_NOTICES = """INSERT INTO notice
    (person_id, kind, state, send_at, sent_at, text, buttons, numbers, about, attempts, doubtful)
    SELECT 1, 'immediate', 'sent', '{old}', '{old}', 'Recorded. ' || i, '[]', '[]', '[]', 1, 0 FROM """
_SHOWN = """INSERT INTO shown (channel, address, ref, items, at)
    SELECT 'telegram', CAST(i % 3000 AS VARCHAR), 'old' || i, '[[1, 1, 1]]', '{old}' FROM """


def fill(session: Session, rows: int, *, server: bool) -> None:
    """Write as many old notices and old lists, half of each."""
    for statement in (_NOTICES, _SHOWN):
        session.execute(text((statement + _SERIES[server]).format(old=_OLD, half=rows // 2)))


def shares(session: Session, desk: Desk) -> list[tuple[Member, int]]:
    """Who may answer for what: liaisons with an assignment each."""
    found = []
    for seat in session.exec(select(models.Seat).where(models.Seat.role == SeatRole.LIAISON)).all():
        share = session.exec(select(models.Assignment).where(models.Assignment.unit_id == seat.unit_id)).first()
        tenure = session.exec(select(models.Tenure).where(models.Tenure.seat_id == seat.id)).first()
        if share is not None and tenure is not None:
            member = people.member_of_person(session, tenure.person_id, desk.clock().date())
            found.append((member, key(share.id)))
    return found


async def open_ones(desk: Desk, who: list[tuple[Member, int]]) -> list[tuple[Member, int]]:
    """Who may answer still: what is closed takes no answer."""
    taken = []
    for member, share in who:
        try:
            await desk.doing(member, answering.record, share, 0, Given(AnswerKind.PROGRESS, percent=1, text="开始"))
        except Refusal:
            continue
        taken.append((member, share))
    return taken


async def answered(desk: Desk, who: list[tuple[Member, int]], first: int) -> list[float]:
    """Let people answer one after the other; return how long each took, in seconds."""
    took = []
    for number, (member, share) in zip(range(first, first + ANSWERS), cycle(who), strict=False):
        began = time.perf_counter()
        given = Given(AnswerKind.PROGRESS, percent=number % 100, text=f"第{number}次")
        await desk.doing(member, answering.record, share, 0, given)
        took.append(time.perf_counter() - began)
    return took


def said(name: str, took: list[float]) -> str:
    """Return a line of figures."""
    p95 = statistics.quantiles(took, n=20)[-1]
    median, most = statistics.median(took), max(took)
    return f"{name}: median {median * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, most {most * 1000:.0f} ms"


async def all_deleted(desk: Desk) -> int:
    """Delete everything that is too old; return how many rows went."""
    return sum([await upkeep.delete(desk, name) for name in acts.EXPIRING])


async def measure(desk: Desk, rows: int) -> None:
    """Fill, answer, answer while it is deleted, and say what came of it."""
    with desk.door.write() as session:
        fill(session, rows, server=desk.door.file is None)
    with desk.door.read() as session:
        who = shares(session, desk)
    who = await open_ones(desk, who)
    alone = await answered(desk, who, 1000)
    began = time.perf_counter()
    deleting = asyncio.ensure_future(all_deleted(desk))
    beside = await answered(desk, who, 2000)
    assert not deleting.done(), "too few rows to be deleted beside the answers"
    gone = await deleting
    took = time.perf_counter() - began
    alone += await answered(desk, who, 3000)  # what was answered makes later answers dearer
    print(said("answers alone          ", alone))
    print(said("answers beside deleting", beside))
    print(f"ratio of medians {statistics.median(beside) / statistics.median(alone):.2f}, ", end="")
    print(f"of p95 {statistics.quantiles(beside, n=20)[-1] / statistics.quantiles(alone, n=20)[-1]:.2f}")
    print(f"{gone} rows deleted in {took:.0f} s")
    assert not await desk.doing(SYSTEM, acts.expire, acts.EXPIRING[0])


def main() -> None:
    """Measure on a fresh SQLite file, or on the empty database that the second argument names."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    url = SecretStr(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004 - its place
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database_url=url, clock="system")
        with closing(open_desk(settings)) as opened:
            load_sample(opened, script.NAME)
        with closing(open_desk(settings)) as desk:
            asyncio.run(measure(desk, rows))


if __name__ == "__main__":
    main()
