"""What is due is written down: rows first, messages later (R2, R3)."""

from datetime import datetime

from tasks_db.register import reminders
from tasks_db.register.authority import Right
from tasks_db.store import facts, plans, registers
from tasks_db.work import owing
from tasks_db.work.context import Context, act, view
from tasks_db.work.post import bundling, outbox

_LAID_OUT = "rounds_laid_out"


@act(Right.DELIVER)
def plan(ctx: Context) -> int:
    """Write down the bundles that are due now, and once a day the rounds that come nearer; return how many bundles.

    Safe to repeat at any time.
    """
    _lay_out_once_a_day(ctx)
    if not ctx.windows.is_open(ctx.now, ctx.calendar):
        return 0
    outbox.drop_stale(ctx.session, ctx.today)
    due = reminders.bundles(registers.load(ctx.session), ctx.calendar, ctx.windows, ctx.now)
    return bundling.write_bundles(ctx.session, due)


def _lay_out_once_a_day(ctx: Context) -> None:
    today = ctx.today.isoformat()
    if facts.get(ctx.session, _LAID_OUT) == today:
        return
    for plan_id in plans.standing_plans(ctx.session):
        owing.lay_out(ctx, plan_id)
    facts.put(ctx.session, _LAID_OUT, today)


@view(Right.DELIVER)
def next_moment(ctx: Context) -> datetime | None:
    """Return when something is next to be done, provided that nobody answers until then."""
    asked = reminders.next_moment(registers.load(ctx.session), ctx.calendar, ctx.windows, ctx.now)
    told = ctx.windows.next_open(ctx.now, ctx.calendar) if outbox.notices_wait(ctx.session) else None
    return min((moment for moment in (asked, told) if moment is not None and moment > ctx.now), default=None)
