"""What is due is written down: rows first, messages later (R2, R3).

Planning looks at the dues whose day has come (``due.look_on``), reads and decides while others write, and then writes
briefly. What happened in between shows in ``due.touched``: whoever is asked for such a due waits for the next tick.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import local_date
from tasks_db.register import reminders
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.reminders import Bundle
from tasks_db.store import facts, looks, registers
from tasks_db.store.looks import Look, Looked
from tasks_db.work import owing
from tasks_db.work.context import Context, act, view
from tasks_db.work.desk import Desk
from tasks_db.work.post import bundling, outbox, rebuilding

AT_ONCE = 4000
"""So many dues are decided together. Of more, those that are not asked today are set aside first, by and by."""

_LAID_OUT = "rounds_laid_out"


@dataclass(frozen=True, slots=True)
class Chores:
    """What comes before the bundles: the day's rounds, bounds that rest on another calendar, bundles never sent."""

    rounds: bool
    rebuild: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What goes out, and when each due that was looked at is looked at next."""

    bundles: Sequence[Bundle]
    looks: Sequence[Look]


def plan(desk: Desk) -> int:
    """Write down the bundles that are due now, and once a day the rounds that come nearer; return how many bundles.

    Safe to repeat at any time. While it reads and decides, others write.
    """
    chores = desk.ask(SYSTEM, chores_due)
    if chores.rounds:
        _lay_out_rounds(desk)
    if chores.rebuild:
        rebuilding.rebuild(desk)
    if chores.stale:
        desk.do(SYSTEM, drop_stale)
    coming = desk.ask(SYSTEM, to_look_at)
    if not coming:
        return 0
    if len(coming) > AT_ONCE:
        rebuilding.set_aside(desk, coming)
    return desk.do(SYSTEM, write, desk.ask(SYSTEM, decide))


@view(Right.DELIVER)
def chores_due(ctx: Context) -> Chores:
    """Return what is to be done before the bundles."""
    known = facts.several(ctx.session, (_LAID_OUT, rebuilding.FINGERPRINT))
    open_now = ctx.windows.is_open(ctx.now, ctx.calendar)
    return Chores(
        rounds=known.get(_LAID_OUT) != ctx.today.isoformat(),
        rebuild=known.get(rebuilding.FINGERPRINT) != rebuilding.fingerprint(ctx.calendar, ctx.windows),
        stale=open_now and bundling.has_stale(ctx.session, ctx.today),
    )


def _lay_out_rounds(desk: Desk) -> None:
    for tasks in desk.ask(SYSTEM, short_of_rounds):
        desk.do(SYSTEM, lay_out_rounds, tasks)
    desk.do(SYSTEM, rounds_are_laid_out)


@view(Right.DELIVER)
def short_of_rounds(ctx: Context) -> Sequence[Sequence[int]]:
    """Return the tasks whose rounds do not reach far enough ahead, in portions of one transaction each."""
    return owing.short_of_rounds(ctx)


@act(Right.DELIVER)
def lay_out_rounds(ctx: Context, task_ids: Sequence[int]) -> None:
    """Write the rounds that come nearer of some tasks, with what each unit owes."""
    owing.lay_out_tasks(ctx, task_ids)


@act(Right.DELIVER)
def rounds_are_laid_out(ctx: Context) -> None:
    """Remember that today's rounds are written."""
    facts.put(ctx.session, _LAID_OUT, ctx.today.isoformat())


@act(Right.DELIVER)
def drop_stale(ctx: Context) -> None:
    """End the bundles of earlier days that still wait: their rungs join the bundles of today."""
    outbox.drop_stale(ctx.session, ctx.today)


@view(Right.DELIVER)
def to_look_at(ctx: Context) -> Sequence[Looked]:
    """Return the dues to be looked at now, in order of their tasks; none outside the send windows."""
    return looks.coming(ctx.session, ctx.today) if ctx.windows.is_open(ctx.now, ctx.calendar) else ()


@view(Right.DELIVER)
def decide(ctx: Context) -> Decided:
    """Return the bundles that are due now, and the next look at every due that was looked at."""
    coming = looks.coming(ctx.session, ctx.today)
    part = registers.part(ctx.session, looks.tasks_on(None, ctx.today))
    ids = {found.due_id for found in coming}
    due = reminders.bundles(part, ctx.calendar, ctx.windows, ctx.now, ids)
    first = reminders.first_looks(reminders.record(part, due), ctx.now, ctx.calendar, ids)
    return Decided(due, [(found, first.get(found.due_id)) for found in coming])


@act(Right.DELIVER)
def write(ctx: Context, decided: Decided) -> int:
    """Write down what was decided, and return how many bundles are new.

    Left for the next tick are the dues to which something happened meanwhile, with all that their people are asked.
    """
    now = {found.due_id: found.touched for found in looks.coming(ctx.session, ctx.today)}
    turned = {found.due_id for found, _ in decided.looks if now.get(found.due_id) != found.touched}
    written = bundling.write_bundles(ctx.session, [b for b in decided.bundles if turned.isdisjoint(_dues_of([b]))])
    waiting = _dues_of(decided.bundles) - _dues_of(written) | turned
    looks.write(ctx.session, [(found, first) for found, first in decided.looks if found.due_id not in waiting])
    return len(written)


def _dues_of(bundles: Iterable[Bundle]) -> set[int]:
    asks = [ask for bundle in bundles for ask in bundle.asks]
    return {ask.line.due.id for ask in asks} | {due_id for ask in asks for due_id, _ in ask.overtaken()}


@view(Right.DELIVER)
def next_moment(ctx: Context) -> datetime | None:
    """Return when something is next to be done, provided that nobody answers until then."""
    soonest: datetime | None = None
    since: date | None = None
    day: date | None = ctx.today
    while day is not None and (soonest is None or day <= local_date(soonest)):
        ids = {found.due_id for found in looks.coming(ctx.session, day, since)}
        part = registers.part(ctx.session, looks.tasks_on(since, day))
        moment = reminders.next_moment(part, ctx.calendar, ctx.windows, ctx.now, ids)
        soonest = min((at for at in (soonest, moment) if at is not None), default=None)
        since, day = day, looks.next_day(ctx.session, day)
    told = ctx.windows.next_open(ctx.now, ctx.calendar) if outbox.notices_wait(ctx.session) else None
    return min((moment for moment in (soonest, told) if moment is not None and moment > ctx.now), default=None)
