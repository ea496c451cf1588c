"""A small office with Telegram and a pager side by side, for tests of both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from bot.delivery import planner
from tasks_db.register.people import Address
from tasks_db.store import models, people
from tests.second_channel import Pager, pager_at
from tests.small_world import (
    Office,
    a_draft_task,
    local,
    open_office,
    small_meeting,
)

MORNING = "2025-11-03T09:30+08:00"
TWO_OF_WATER = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
    a_draft_task("2", "疏浚河道", ["县水利局"]),
    a_draft_task("3", "整治背街小巷", ["县城管局"], ["县财政局"]),
)


@asynccontextmanager
async def an_office(folder: Path, pager: Pager, starts: str = MORNING) -> AsyncIterator[Office]:
    async with open_office(folder, starts, others=[pager]) as office:
        await small_meeting(office, *TWO_OF_WATER)
        yield office


async def person_at(office: Office, user: int) -> int:
    def work(session: Session) -> int:
        account = people.account_at(session, Address(office.telegram.name, str(user)))
        assert account is not None
        return account.person_id

    return await office.read(work)


async def also_on_pager(office: Office, user: int, number: str) -> None:
    """Bind somebody who is on Telegram on a pager too, as binding by a code does."""
    person = await person_at(office, user)
    await office.write(lambda s: people.bind_account(s, person, pager_at(number), office.desk.clock()))


async def only_on_pager(office: Office, user: int, number: str) -> int:
    """Take somebody's Telegram account away and give them a pager."""
    person = await person_at(office, user)

    def work(session: Session) -> None:
        session.delete(session.exec(select(models.Account).where(models.Account.person_id == person)).one())
        session.flush()
        people.bind_account(session, person, pager_at(number), office.desk.clock())

    await office.write(work)
    return person


async def reachable(office: Office, person: int) -> list[bool]:
    return await office.read(lambda s: [account.reachable for account in people.accounts_of(s, person)])


async def tick(office: Office) -> int:
    await planner.plan(office.desk)
    return await office.sender.send_waiting()


def local_day() -> date:
    return local("2025-11-03T12:00").date()
