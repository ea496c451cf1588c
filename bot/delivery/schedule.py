"""The scheduler: it wakes, decides nothing and remembers nothing. The one place that knows APScheduler."""

from collections.abc import Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.planner import tick
from bot.delivery.sender import Sender
from config.clock import SHANGHAI
from tasks_db.work.desk import Desk

TICK_SECONDS = 60


@contextmanager
def ticking(desk: Desk, sender: Sender) -> Iterator[None]:
    """Tick every minute inside the block; a late or missed wake-up costs a delay and nothing else."""
    scheduler = AsyncIOScheduler(timezone=SHANGHAI)
    scheduler.add_job(
        tick,
        "interval",
        seconds=TICK_SECONDS,
        args=[desk, sender],
        id="tick",
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
