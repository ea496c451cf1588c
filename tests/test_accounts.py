"""Where a person is reached: accounts on several channels, each known by channel and address, one preferred."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from config.clock import local_date, parse_instant
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address, told_at
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import models, people
from tasks_db.store.door import Door
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, SeatRole
from tasks_db.work.acts import founding, seating
from tasks_db.work.context import Context
from tasks_db.work.post import reachability

NOW = parse_instant("2025-11-03T08:00+08:00")
TELEGRAM, PAGE = Address("telegram", "101"), Address("page", "101")


def context(session: Session) -> Context:
    return Context(session, SYSTEM, NOW, Calendar(), SendWindows(()), Path())


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Session]:
    """A meeting with an office of one and a vacant liaison's seat."""
    with closing(Door(f"sqlite:///{tmp_path / 'lianxi.sqlite3'}")) as door:
        door.upgrade()
        with door.write() as session:
            ctx = context(session)
            founding.found_meeting(ctx, "清河县", "清河县联席会议", "县府办")
            meeting = people.the_meeting(session)
            office = people.ensure_seat(session, key(meeting.id), key(meeting.office_unit_id), SeatRole.OFFICE_STAFF)
            clerk = seating.take_seat(session, office, "文员", local_date(NOW))
            seating.bind_directly(ctx, key(clerk.id), Address("telegram", "11"))
            people.ensure_seat(session, key(meeting.id), key(meeting.office_unit_id), SeatRole.LIAISON)
            yield session


def invited(session: Session) -> str:
    return seating.invite(context(session), "县府办").code


def bound(session: Session, at: Address, name: str = "李明") -> int:
    return seating.bind(context(session), invited(session), at, name).person_id


def addresses(session: Session, person_id: int) -> list[Address]:
    return [account.address for account in people.accounts_of(session, person_id)]


def alarms(session: Session) -> list[str]:
    """What the office is told of people out of reach."""
    notices = session.exec(select(models.Notice).where(models.Notice.kind == NoticeKind.IMMEDIATE)).all()
    return [notice.text or "" for notice in notices if "联系不上" in (notice.text or "")]


def test_a_second_channel_keeps_the_first_which_stays_preferred(county: Session) -> None:
    person = bound(county, TELEGRAM)
    assert bound(county, PAGE) == person
    assert addresses(county, person) == [TELEGRAM, PAGE]


def test_binding_again_on_the_same_channel_takes_the_place_of_the_account_there(county: Session) -> None:
    person = bound(county, TELEGRAM)
    bound(county, PAGE)
    elsewhere = Address("telegram", "102")
    assert bound(county, elsewhere) == person
    assert addresses(county, person) == [elsewhere, PAGE]
    assert people.member_by_address(county, TELEGRAM, local_date(NOW)) is None


def test_the_same_words_on_two_channels_are_two_addresses(county: Session) -> None:
    person = bound(county, TELEGRAM)
    assert people.member_by_address(county, PAGE, local_date(NOW)) is None
    reachability.lost(county, PAGE, NOW)
    assert [a.reachable for a in people.accounts_of(county, person)] == [True]
    assert alarms(county) == []


def test_the_office_hears_that_somebody_is_out_of_reach_once_and_only_when_no_account_is_left(
    county: Session,
) -> None:
    person = bound(county, TELEGRAM)
    bound(county, PAGE)
    reachability.lost(county, TELEGRAM, NOW)
    assert alarms(county) == []
    account = told_at(people.accounts_of(county, person))
    assert account is not None
    assert account.address == PAGE
    reachability.lost(county, PAGE, NOW)
    reachability.lost(county, PAGE, NOW + timedelta(hours=1))
    (alarm,) = alarms(county)
    assert "李明" in alarm


def test_a_person_has_one_preferred_account(county: Session) -> None:
    person = bound(county, TELEGRAM)
    county.add(models.Account(person_id=person, channel="mail", address="li@example.org", bound_at=NOW))
    with pytest.raises(IntegrityError, match=r"account\.person_id"):
        county.flush()
    county.rollback()


def test_an_upgrade_prefers_the_oldest_account_of_each_person(tmp_path: Path) -> None:
    with closing(Door(f"sqlite:///{tmp_path / 'lianxi.sqlite3'}")) as door:
        config = Config()
        config.set_main_option("script_location", "tasks_db.store:migrations")
        with door.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            connection.execute(text("INSERT INTO jurisdiction (id, name) VALUES (1, '清河县')"))
            connection.execute(
                text("INSERT INTO person (id, jurisdiction_id, name) VALUES (1, 1, '甲'), (2, 1, '乙')")
            )
            for account, person in ((1, 1), (2, 1), (3, 2)):
                statement = (
                    "INSERT INTO account (id, person_id, channel, address, reachable, bound_at)"
                    " VALUES (:account, :person, 'telegram', :account, true, '2025-11-03')"
                )
                connection.execute(text(statement), {"account": account, "person": person})
        door.upgrade()
        with door.read() as session:
            rows = session.connection().execute(text("SELECT id, preferred FROM account ORDER BY id")).all()
        assert [tuple(row) for row in rows] == [(1, True), (2, False), (3, True)]
