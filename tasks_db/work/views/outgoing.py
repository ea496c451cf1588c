"""What goes out: the next working day, everything up to a moment, what waits, and what did not arrive."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from config.clock import local_date, local_instant
from tasks_db.register import reminders
from tasks_db.register.authority import Right
from tasks_db.register.outgoing import Coming, OnTrial, Outgoing, OutgoingLine, Preview, UnaskedUnit, Unreached
from tasks_db.register.reading import Part
from tasks_db.register.reminders import Bundle
from tasks_db.register.unasked import Unasked, unasked
from tasks_db.register.values import Sent
from tasks_db.store import candidates, desk, facts, looks, outgoing, plans, registers
from tasks_db.terms import PlanStage
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox, rebuilding

LOOKED_BACK = timedelta(days=7)
FORESEEN = timedelta(days=62)
"""How far ahead reminders are worked out."""


@view(Right.PLAN)
def preview(ctx: Context) -> Preview:
    """Return what would go out on the next working day if nobody answered until then, and what cannot."""
    day = ctx.calendar.after(ctx.today)
    found = list(
        reminders.forecast(_asked_by(ctx, day), ctx.calendar, ctx.windows, ctx.now, local_instant(day, time(23, 59)))
    )
    return Preview(
        day=day,
        today=tuple(one for one in found if one.day == ctx.today),
        bundles=tuple(one for one in found if one.day == day),
        unasked=_unasked_now(ctx),
        undelivered=_undelivered(ctx),
    )


@view(Right.PLAN)
def forecast(ctx: Context, until: datetime) -> tuple[Bundle, ...]:
    """Return the bundles that would go out from now to ``until`` if nobody answered, in order of time."""
    part = _asked_by(ctx, local_date(until))
    return tuple(reminders.forecast(part, ctx.calendar, ctx.windows, ctx.now, until))


@view(Right.PLAN)
def coming(
    ctx: Context, since: date | None = None, until: date | None = None, unit_ids: Collection[int] = ()
) -> Coming:
    """Return the bundles that would go out on some days if nobody answered, with the asks of some units alone.

    Without days it is the next working day.
    """
    first = max(since or ctx.calendar.after(ctx.today), ctx.today)
    last = min(until or first, ctx.today + FORESEEN)
    end = local_instant(last, time(23, 59))
    bundles = [
        b for b in reminders.forecast(_asked_by(ctx, last), ctx.calendar, ctx.windows, ctx.now, end) if b.day >= first
    ]
    kept = (
        replace(b, asks=tuple(a for a in b.asks if not unit_ids or a.line.assignment.unit_id in unit_ids))
        for b in bundles
    )
    return Coming(first, last, tuple(b for b in kept if b.asks))


@view(Right.PLAN)
def on_trial(ctx: Context, until: date) -> tuple[OnTrial, ...]:
    """Return what the plans in trial would send from now to a day, and of whom nothing could be asked."""
    end = local_instant(until, time(23, 59))
    found = []
    for plan in registers.load(ctx.session, plans.in_trial(ctx.session)).plans:
        register = registers.load(ctx.session, [plan.id])
        trial = replace(register, plans=(replace(plan, stage=PlanStage.DISPATCHED),), sent=Sent())
        coming = reminders.forecast(trial, ctx.calendar, ctx.windows, ctx.now, end)
        found.append(OnTrial(plan.id, plan.title, tuple(coming), _by_unit(unasked(trial, ctx.now))))
    return tuple(found)


def _asked_by(ctx: Context, day: date) -> Part:
    """Read the tasks of which something can be asked by a day: the planner's bounds say which (R2).

    Where they rest on another calendar, every task is read.
    """
    rests_on = facts.get(ctx.session, looks.RESTS_ON)
    if rests_on != rebuilding.fingerprint(ctx.calendar, ctx.windows):
        return registers.part(ctx.session, candidates.every_task())
    return registers.part(ctx.session, looks.tasks_on(None, day))


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
        unreached=tuple(Unreached(unit, row.at, row.text) for row, unit in desk.unreached(ctx.session, since)),
        unasked=_unasked_now(ctx),
    )


def _unasked_now(ctx: Context) -> tuple[UnaskedUnit, ...]:
    silent = registers.part(ctx.session, candidates.unreached(ctx.today))
    return _by_unit(unasked(silent, ctx.now))


def _undelivered(ctx: Context) -> tuple[OutgoingLine, ...]:
    return outgoing.as_lines(ctx.session, outbox.undelivered(ctx.session, ctx.now - LOOKED_BACK))


def _by_unit(found: Iterable[Unasked]) -> tuple[UnaskedUnit, ...]:
    counts = Counter((item.line.assignment.unit, item.why) for item in found)
    return tuple(UnaskedUnit(unit, why, dues) for (unit, why), dues in counts.items())
