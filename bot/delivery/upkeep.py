"""What is done beside the ticks while nobody waits for it: SQLite's log is written into the file."""

import structlog

from tasks_db.refusal import Refusal
from tasks_db.work.desk import Desk

log = structlog.get_logger(__name__)

CHECKPOINT_SECONDS = 60


async def checkpoint(desk: Desk) -> None:
    """Bring the database's file up to date, so that a copy of it alone is minutes old at most; says what failed."""
    try:
        await desk.checkpoint()
    except Refusal as refusal:
        log.warning("the database's log was not written into its file", why=str(refusal))
