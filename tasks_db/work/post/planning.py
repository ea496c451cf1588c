"""What is due is written down: rows first, messages later (R2, R3).

Planning looks at the dues whose day has come (``due.look_on``), reads and decides while others write, and then writes
briefly. What happened in between shows in ``due.touched``: whoever is asked for such a due waits for the next tick.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import reminders
from tasks_db.register.authority import SYSTEM, Right
from tasks_db.register.reminders import Bundle
from tasks_db.store import facts, looks, registers
from tasks_db.store.looks import Look
from tasks_db.work import owing
from tasks_db.work.context import Context, act, view
from tasks_db.work.desk import Desk
from tasks_db.work.post import bundling, desk_day, outbox, rebuilding

AT_ONCE = 4000
"""So many dues are decided together. Of more, those that are not asked today are set aside first, by and by."""


@dataclass(frozen=True, slots=True)
class Around:
    """What there is to do: the day's rounds, bounds that rest on another calendar, bundles never sent, dues.

    ``office`` says that the office has not been told yet today what waits for it (R12).
    """

    rounds: bool
    rebuild: bool
    stale: bool
    dues: int
    office: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What goes out, and when each due that was looked at is looked at next."""

    bundles: Sequence[Bundle]
    looks: Sequence[Look]


def plan(desk: Desk) -> int:
    """Write down the bundles that are due now, and once a day the rounds that come nearer; return how many bundles.

    Safe to repeat at any time. While it reads and decides, others write.
    """
    around = desk.ask(SYSTEM, look_around)
    if around.rounds or around.rebuild or around.stale:
        _do_chores(desk, around)
        around = desk.ask(SYSTEM, look_around)
    written = 0
    if around.dues:
        if around.dues > AT_ONCE:
            rebuilding.set_aside(desk)
        written = desk.do(SYSTEM, write, desk.ask(SYSTEM, decide))
    if around.office:
        # behind the others: whoever is office and liaison gets one bundle with two parts (R6)
        written += desk.do(SYSTEM, desk_day.write, desk.ask(SYSTEM, desk_day.decide))
    return written


@view(Right.DELIVER)
def look_around(ctx: Context) -> Around:
    """Return what there is to do at the moment; outside the send windows no dues."""
    found = looks.around(ctx.session, ctx.today)
    open_now = ctx.windows.is_open(ctx.now, ctx.calendar)
    return Around(
        rounds=found.laid_out != ctx.today.isoformat(),
        rebuild=found.rests_on != rebuilding.fingerprint(ctx.calendar, ctx.windows),
        stale=open_now and found.stale,
        dues=found.dues if open_now else 0,
        office=open_now and found.office_told != ctx.today.isoformat(),
    )


def _do_chores(desk: Desk, around: Around) -> None:
    """Do what comes before the bundles."""
    if around.rounds:
        _lay_out_rounds(desk)
    if around.rebuild:
        rebuilding.rebuild(desk)
    if around.stale:
        desk.do(SYSTEM, drop_stale)


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
    facts.put(ctx.session, looks.LAID_OUT, ctx.today.isoformat())


@act(Right.DELIVER)
def drop_stale(ctx: Context) -> None:
    """End the bundles of earlier days that still wait: their rungs join the bundles of today."""
    outbox.drop_stale(ctx.session, ctx.today)


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
def next_stop(ctx: Context) -> datetime | None:
    """Return when something is next to be done: units are asked, or the office is told what waits for it."""
    office = desk_day.next_time(ctx)
    return min((at for at in (next_moment(ctx), office) if at is not None), default=None)


@view(Right.DELIVER)
def next_moment(ctx: Context) -> datetime | None:
    """Return when a unit is next asked, or a notice leaves, provided that nobody answers until then."""
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
