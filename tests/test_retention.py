"""What is too old goes, a few rows at a time; what was reported, decided and asked stays for ever."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.delivery import upkeep
from tasks_db.store import models, retention
from tasks_db.store.keys import key
from tasks_db.store.retention import EXPIRIES
from tasks_db.terms import NoticeKind, NoticeState, UpdateState
from tasks_db.work.post import upkeep as acts
from tests.small_world import STARTS, WATER, Office, at_local, open_office, small_meeting

YEAR = timedelta(days=365)
NIGHT = "2025-11-05T03:00"


async def much(office: Office, at: datetime, how_many: int) -> None:
    """As many lists and notices as an office sees in a while, all at one moment."""

    def work(session: Session) -> None:
        person = session.exec(select(models.Person)).first()
        assert person is not None
        for n in range(how_many):
            session.add(
                models.Notice(
                    person_id=key(person.id),
                    kind=NoticeKind.IMMEDIATE,
                    state=NoticeState.SENT,
                    send_at=at,
                    sent_at=at,
                    text=f"第{n}条",
                )
            )
            session.add(models.Shown(channel="telegram", address="1", ref=f"{at}-{n}", items=[[1, 1, None]], at=at))

    await office.write(work)


def of_last_year(session: Session) -> None:
    """Let what the office has sent so far be two years old."""
    for notice in session.exec(select(models.Notice)):
        notice.send_at -= 2 * YEAR
        session.add(notice)


async def counted(office: Office) -> dict[str, int]:
    def work(session: Session) -> dict[str, int]:
        tables = (models.Notice, models.Shown, models.Ask, models.Report, models.AuditEntry)
        return {table.__name__: len(session.exec(select(table)).all()) for table in tables}

    return await office.read(work)


async def test_after_a_year_words_and_lists_go_and_what_was_asked_and_said_stays(
    tmp_path: Path, database: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 7)
    async with open_office(tmp_path, STARTS, database=database) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%")
        before = await counted(office)
        now = datetime.fromisoformat(f"{NIGHT}+08:00")
        await office.write(of_last_year)
        await much(office, now - YEAR - timedelta(days=1), 30)
        await much(office, now - YEAR + timedelta(days=1), 20)
        waiting = await waits(office, now - 2 * YEAR)
        await at_local(office, NIGHT)
        between = await counted(office)
        gone = await upkeep.sweep(office.desk)
        after = await counted(office)
        assert gone["notice"] >= 30
        assert between["Shown"] - after["Shown"] == gone["shown"]
        assert after["Ask"] == between["Ask"]
        assert after["Report"] == before["Report"]
        assert after["AuditEntry"] >= before["AuditEntry"]
        left = await office.read(lambda s: s.exec(select(models.Notice)).all())
        assert [n.text for n in left if n.send_at < now - YEAR and n.working_day is None] == ["还没有发出的"]
        assert {n.id for n in left} >= {waiting}
        assert sum(n.text is not None and n.text.startswith("第") for n in left) == 20
        asked = await office.read(lambda s: {a.notice_id for a in s.exec(select(models.Ask)).all()})
        assert asked <= {n.id for n in left}


async def waits(office: Office, at: datetime) -> int:
    """A notice that was never sent: however old, it is for the office to see."""

    def work(session: Session) -> int:
        person = session.exec(select(models.Person)).first()
        assert person is not None
        row = models.Notice(
            person_id=key(person.id),
            kind=NoticeKind.IMMEDIATE,
            send_at=at,
            text="还没有发出的",
            retry_at=datetime.fromisoformat("2100-01-01T00:00+00:00"),
        )
        session.add(row)
        session.flush()
        return key(row.id)

    return await office.write(work)


async def test_what_came_in_goes_a_month_after_it_was_worked_off_and_what_waits_stays(
    tmp_path: Path, database: str | None
) -> None:
    async with open_office(tmp_path, STARTS, database=database) as office:
        await small_meeting(office)
        await at_local(office, NIGHT)
        now = datetime.fromisoformat(f"{NIGHT}+08:00")

        def came_in(session: Session) -> None:
            for number, done_at in (
                ("old", now - timedelta(days=31)),
                ("new", now - timedelta(days=29)),
                ("waits", None),
            ):
                state = UpdateState.WAITING if done_at is None else UpdateState.DONE
                row = models.Update(
                    channel="elsewhere",
                    bot="b",
                    number=number,
                    lane="1",
                    raw={},
                    state=state,
                    received_at=now - timedelta(days=400),
                    done_at=done_at,
                )
                session.add(row)

        def left(session: Session) -> set[str]:
            return set(session.exec(select(models.Update.number).where(models.Update.channel == "elsewhere")).all())

        await office.write(came_in)
        await upkeep.sweep(office.desk)
        assert await office.read(left) == {"new", "waits"}


async def test_it_is_done_once_a_night_and_by_day_only_where_a_night_was_missed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:

        async def asked(moment: str) -> bool:
            await at_local(office, moment)
            return await office.ask(acts.is_time_to_sweep)

        assert not await asked("2025-11-03T12:00")
        assert await asked("2025-11-04T01:00")
        await upkeep.sweep(office.desk)
        assert not await asked("2025-11-04T02:00")
        assert not await asked("2025-11-05T00:30")
        assert await asked("2025-11-05T05:59")
        assert not await asked("2025-11-05T09:00")
        assert await asked("2025-11-06T09:00")
        await upkeep.sweep(office.desk)
        assert not await asked("2025-11-06T10:00")


async def test_a_batch_is_found_by_an_index_however_many_rows_there_are(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:

        def plans(session: Session) -> list[str]:
            found = []
            for table, moment, where in (
                ("shown", "at", "1"),
                ("notice", "send_at", "working_day IS NULL AND state NOT IN ('pending', 'claimed')"),
            ):
                query = f"SELECT id FROM {table} WHERE {moment} < '2025' AND {where} ORDER BY {moment} LIMIT 500"  # noqa: S608
                found += [str(row[3]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
            return found

        for step in await office.read(plans):
            assert "USING" in step
            assert "INDEX ix_" in step


def test_everything_that_expires_has_a_moment_and_nothing_that_is_for_ever_does() -> None:
    tables = {expiry.table for expiry in EXPIRIES}
    assert not tables & {models.Report, models.AuditEntry, models.Evidence, models.Ask, models.Task, models.Due}
    assert all(col(expiry.moment) is not None for expiry in EXPIRIES)
