"""One tick: what is due is written down, then what waits is sent (R2)."""

import structlog

from bot.delivery.sender import Sender
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import Desk
from tasks_db.work.post import planning

log = structlog.get_logger(__name__)


async def tick(desk: Desk, sender: Sender) -> int:
    """Do everything that is due now; return how many messages went out. Safe to repeat at any time."""
    written = await desk.doing(SYSTEM, planning.plan)
    sent = await sender.send_waiting()
    if written or sent:
        log.info("tick", planned=written, sent=sent)
    return sent
