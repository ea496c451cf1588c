"""What is done beside the ticks while nobody waits for it.

SQLite's log is written into its file in each minute. Once a night what is too old is deleted, a few rows at a time
and with a pause as long as the work between them, so that whoever answers meanwhile hardly notices. The database
knows when that was done last (R2).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from tasks_db.refusal import Refusal
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import Desk
from tasks_db.work.post import upkeep

log = structlog.get_logger(__name__)

_LEAST_PAUSE = 0.05


async def checkpoint(desk: Desk) -> None:
    """Bring the database's file up to date, so that a copy of it alone is minutes old at most; says what failed."""
    try:
        await desk.checkpoint()
    except Refusal as refusal:
        log.warning("the database's log was not written into its file", why=str(refusal))


async def sweep(desk: Desk) -> dict[str, int]:
    """Delete what is too old, if it is time; return how many rows went. In December the office may be warned."""
    await desk.doing(SYSTEM, upkeep.warn_of_next_year)
    await guard_plenary(desk)
    if not await desk.asking(SYSTEM, upkeep.is_time_to_sweep):
        return {}
    gone = {name: await delete(desk, name) for name in upkeep.EXPIRING}
    await desk.doing(SYSTEM, upkeep.swept)
    if any(gone.values()):
        log.info("what was too old is deleted", **gone)
    return gone


async def guard_plenary(desk: Desk) -> int:
    """Tell the offices of bodies that are due a plenary; return how many people are told."""
    due = await desk.asking(SYSTEM, upkeep.plenaries_due)
    return await desk.doing(SYSTEM, upkeep.guard_plenary, due) if due else 0


async def delete(desk: Desk, name: str) -> int:
    """Delete all that is too old of one kind, batch by batch; return how many rows went."""
    gone = 0
    while True:
        began = time.monotonic()
        count = await desk.doing(SYSTEM, upkeep.expire, name)
        if not count:
            return gone
        gone += count
        # others get in between: at least half of the time nothing is being written here
        await asyncio.sleep(max(_LEAST_PAUSE, time.monotonic() - began))


JOBS: tuple[tuple[Callable[[Desk], Awaitable[object]], int], ...] = ((checkpoint, 60), (sweep, 1800))
"""What is done again after so many seconds."""
