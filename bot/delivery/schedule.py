"""The scheduler: it wakes, decides nothing and remembers nothing. The one place that knows APScheduler."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery import upkeep
from bot.delivery.planner import tick
from bot.delivery.sender import Sender
from bot.delivery.watch import PLAN, Watch
from config.clock import SHANGHAI
from tasks_db.work.desk import Desk

TICK_SECONDS = 60
_LAST_MOMENTS = 2.0
"""Seconds that what has begun is given when the program ends."""


async def ticking(desk: Desk, sender: Sender, watch: Watch, good: Callable[[], None] = lambda: None) -> None:
    """Tick at once and then every minute, for ever; a late or missed wake-up costs a delay and nothing else.

    A program that is started again and again, sooner than a minute passes, still sends what is due. ``good`` is
    called after each tick that went through.
    """

    async def once() -> None:
        await tick(desk, sender)
        watch.beat(PLAN)
        good()

    under_way: set[asyncio.Task[object]] = set()

    def noted(work: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[None]]:
        async def noting(*args: object) -> None:
            task = asyncio.current_task()
            if task is not None:
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            await work(*args)

        return noting

    scheduler = AsyncIOScheduler(timezone=SHANGHAI)
    scheduler.add_job(
        noted(once),
        "interval",
        seconds=TICK_SECONDS,
        id="tick",
        next_run_time=datetime.now(SHANGHAI),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    for work, seconds in upkeep.JOBS:
        scheduler.add_job(
            noted(work),
            "interval",
            seconds=seconds,
            args=[desk],
            id=work.__name__,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.pause()
        if under_way:  # a job that is broken off would be logged as a fault
            await asyncio.wait(under_way, timeout=_LAST_MOMENTS)
        scheduler.shutdown(wait=False)
