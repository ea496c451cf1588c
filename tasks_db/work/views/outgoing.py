"""What goes out: the next working day, everything up to a moment, what waits, and what did not arrive."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from config.clock import local_date
from tasks_db.register import reminders
from tasks_db.register.authority import Right
from tasks_db.register.outgoing import Outgoing, OutgoingLine, Preview, UnaskedUnit
from tasks_db.register.reminders import Bundle
from tasks_db.register.unasked import Unasked, unasked
from tasks_db.store import outgoing, registers
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox

LOOKED_BACK = timedelta(days=7)


@view(Right.PLAN)
def preview(ctx: Context) -> Preview:
    """Return what would go out on the next working day if nobody answered until then, and what cannot."""
    register = registers.load(ctx.session)
    opens = ctx.windows.opening(ctx.calendar.after(ctx.today))
    return Preview(
        day=local_date(opens),
        bundles=tuple(reminders.bundles(register, ctx.calendar, ctx.windows, opens)),
        unasked=_by_unit(unasked(register, ctx.now)),
        undelivered=_undelivered(ctx),
    )


@view(Right.PLAN)
def forecast(ctx: Context, until: datetime) -> tuple[Bundle, ...]:
    """Return the bundles that would go out from now to ``until`` if nobody answered, in order of time."""
    register = registers.load(ctx.session)
    return tuple(reminders.forecast(register, ctx.calendar, ctx.windows, ctx.now, until))


@view(Right.PLAN)
def waiting(ctx: Context) -> Outgoing:
    """Return what waits to go out now, and what did not arrive or may have arrived twice in the last seven days."""
    since = ctx.now - LOOKED_BACK
    return Outgoing(
        ctx.now,
        since,
        waiting=outgoing.as_lines(ctx.session, outgoing.waiting(ctx.session)),
        undelivered=_undelivered(ctx),
        maybe_twice=outgoing.as_lines(ctx.session, outbox.maybe_twice(ctx.session, since)),
    )


def _undelivered(ctx: Context) -> tuple[OutgoingLine, ...]:
    return outgoing.as_lines(ctx.session, outbox.undelivered(ctx.session, ctx.now - LOOKED_BACK))


def _by_unit(found: Iterable[Unasked]) -> tuple[UnaskedUnit, ...]:
    counts = Counter((item.line.assignment.unit, item.why) for item in found)
    return tuple(UnaskedUnit(unit, why, dues) for (unit, why), dues in counts.items())
