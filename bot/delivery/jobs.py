"""What the scheduler wakes: planning the day's bundles, sending, and laying out further rounds.

A job decides nothing and remembers nothing: it asks the planner what is due (``≤ now``), writes it down and sends.
"""

from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlmodel import Session

from bot.delivery.sender import Sender
from config.clock import SHANGHAI, local_date
from tasks_db.register import reminders
from tasks_db.store import facts, plans, registers
from tasks_db.work.acts import handing_out
from tasks_db.work.desk import Desk
from tasks_db.work.post import outbox

log = structlog.get_logger(__name__)

TICK_SECONDS = 60
_LAID_OUT = "rounds_laid_out"


async def tick(desk: Desk, sender: Sender) -> int:
    """Do everything that is due now; returns how many messages went out. Safe to repeat at any time."""
    now = await desk.now()
    written = await desk.write(lambda s: plan(s, desk, now))
    sent = await sender.send_waiting()
    if written or sent:
        log.info("tick", planned=written, sent=sent)
    return sent


def plan(session: Session, desk: Desk, now: datetime) -> int:
    """Write down the bundles that are due at ``now``, once a day after laying out the rounds that come nearer."""
    _lay_out_once_a_day(session, desk, now)
    if not desk.windows.is_open(now, desk.calendar):
        return 0
    outbox.drop_stale(session, local_date(now))
    due = reminders.bundles(registers.load(session), desk.calendar, desk.windows, now)
    return outbox.write_bundles(session, due)


def _lay_out_once_a_day(session: Session, desk: Desk, now: datetime) -> None:
    today = local_date(now).isoformat()
    if facts.get(session, _LAID_OUT) == today:
        return
    for plan_id in plans.standing_plans(session):
        handing_out.lay_out(session, plan_id, desk.calendar, local_date(now))
    facts.put(session, _LAID_OUT, today)


def next_moment(session: Session, desk: Desk, after: datetime) -> datetime | None:
    """When something is next to be done, provided that nobody answers until then."""
    return reminders.next_moment(registers.load(session), desk.calendar, desk.windows, after)


def schedule(desk: Desk, sender: Sender) -> AsyncIOScheduler:
    """A scheduler that ticks every minute; a late or missed wake-up costs a delay and nothing else."""
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
    return scheduler
