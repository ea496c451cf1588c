"""A program that fetches and works off beside a test, and waiting until it has dealt with what came in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import bindparam, exists, or_, select
from sqlmodel import col

from bot.channels.telegram.app import TelegramBot
from bot.run import Program
from tasks_db.store import models
from tasks_db.terms import JobState, UpdateState
from tasks_db.work.desk import Desk

_WAITS = exists().where(col(models.Update.state) == UpdateState.WAITING)
_JOB = col(models.Job.state) == JobState.WAITING
_TAKEN_UP = col(models.Job.claimed_by).is_not(None) | col(models.Job.claimed_at).is_(None)  # or else put off
# built once: they are asked hundreds of times a test
_STORED = select(exists().where(col(models.Update.number) == bindparam("number")))
_WORK = select(or_(_WAITS, exists().where(_JOB, _TAKEN_UP)))
_ALL_WORK = select(or_(_WAITS, exists().where(_JOB)))
_PATIENCE = 60
_LOOK_AGAIN = 0.005


@asynccontextmanager
async def served(program: Program, bot: TelegramBot) -> AsyncIterator[None]:
    """Fetch and work off inside the block; what goes out is sent by ``settled`` and by who moves the clock."""
    receive = partial(program.worker.receive, bot.channel.name)
    serving = {
        asyncio.create_task(bot.fetch(receive, lambda: None)),
        asyncio.create_task(program.worker.serve()),
    }
    try:
        yield
    finally:
        for task in serving:
            task.cancel()
        await asyncio.wait(serving)


async def settled(desk: Desk, program: Program, newest: int = 0, *, later: bool = False) -> None:
    """Come back when all that came in is worked off, up to the update ``newest`` at least, and answered.

    What was put off is waited for only where ``later`` says so.
    """

    def is_open() -> bool:
        with desk.door.read() as session:
            stored = not newest or session.execute(_STORED, {"number": str(newest)}).scalar_one()
            return not stored or session.execute(_ALL_WORK if later else _WORK).scalar_one()

    async with asyncio.timeout(_PATIENCE):
        while await desk.apart(is_open):
            await program.sender.send_waiting()
            await asyncio.sleep(_LOOK_AGAIN)
    await program.sender.send_waiting()
