"""One tick: what is due is written down; the sender takes it from there (R2)."""

import structlog

from bot.delivery.sender import Sender
from tasks_db.work.desk import Desk
from tasks_db.work.post import planning

log = structlog.get_logger(__name__)


async def tick(desk: Desk, sender: Sender) -> int:
    """Write down what is due now and wake the sender; return how many bundles. Safe to repeat at any time."""
    written = await plan(desk)
    if written:
        log.info("tick", planned=written)
    sender.wake()
    return written


async def plan(desk: Desk) -> int:
    """Write down what is due now, in a thread; return how many bundles. Others read and write meanwhile."""
    return await desk.apart(lambda: planning.plan(desk))
