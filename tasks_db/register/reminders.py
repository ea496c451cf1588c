"""Who is asked for what at a moment: bundles, the next moment, and a forecast, as values.

On which days a due is asked stands in ``ladder``; here it is decided who is asked and what is no longer asked. What
is due is asked of the register (``≤ now``): a night of downtime is a delay.
"""

import heapq
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress, rounds
from tasks_db.register.asked_seats import day_to_ask, member_above, member_day, seat_to_ask
from tasks_db.register.asking_again import again, asked_from
from tasks_db.register.handing_out import GRACE
from tasks_db.register.ladder import CHASE_RUNG, DISPATCH_RUNG, MEMBER_RUNG, PUT_OFF_RUNG, Rung, rungs
from tasks_db.register.people import Holder, Seat
from tasks_db.register.reading import Part, Reading, Register
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import OpenLine
from tasks_db.register.workdays import ONE_DAY, Calendar

QUIET_WORKING_DAYS = 3
"""An answer also answers the rungs of this many working days after it (R7)."""

Some = TypeVar("Some", Part, Register)


@dataclass(frozen=True, slots=True)
class Beside:
    """A rung of another date of the same task: one line stands for both, and the rung is not sent by itself."""

    line: OpenLine
    rung: Rung


@dataclass(frozen=True, slots=True)
class PlannedAsk:
    """One line of a bundle: a unit is asked for one task, once."""

    line: OpenLine
    seat: Seat
    rung: Rung
    merged: tuple[Rung, ...] = ()
    """Older rungs that this one overtakes; they are recorded as 合并 and never sent."""
    beside: tuple[Beside, ...] = ()
    """What the unit would be asked of the task's other dates today; recorded as 合并 too."""

    def overtaken(self) -> Iterator[tuple[int, Rung]]:
        """Yield what this line stands for beside its own rung: ids of dues, each with a rung."""
        yield from ((self.line.due.id, rung) for rung in self.merged)
        yield from ((one.line.due.id, one.rung) for one in self.beside)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything one person is asked on one working day."""

    holder: Holder
    day: date
    send_at: datetime
    asks: tuple[PlannedAsk, ...]


def _ladder(reading: Reading, line: OpenLine, calendar: Calendar, since: date = date.min) -> Iterator[Rung]:
    """The ladder of a due, but for rungs of days up to ``since``; that of a round only while the round is asked.

    A rung that days off have moved to before its round begins is asked as soon as the round has begun.
    """
    dispatched = line.plan.dispatched_at
    if dispatched is None:
        return
    span = rounds.span(line.task, line.assignment, line.due) if rounds.is_round(line.due) else None
    for rung in rungs(line.due.day, local_date(dispatched), line.plan.settings, calendar, since):
        if rung.name == DISPATCH_RUNG:
            if _announces(reading, line, rung):
                yield rung
        elif span is None or span.holds(rung.send_day):
            yield rung
        elif span.holds(rung.day) and (first := calendar.on_or_after(span.begins)) <= line.due.day:
            yield replace(rung, send_day=first)
        elif span.ends is not None and span.ends <= rung.send_day:
            return


def _announces(reading: Reading, line: OpenLine, dispatch: Rung) -> bool:
    """Whether the dispatch is announced with this due: once for a task, with the first thing that it asks for.

    A plan that was taken back and is handed out again announces nothing to whoever was asked before.
    """
    asked = [(d.id, day) for d in line.assignment.dues for day in reading.asked_days.get(d.id, ())]
    announced = any(day < dispatch.day or (day == dispatch.day and due_id != line.due.id) for due_id, day in asked)
    return progress.first_due(line.assignment) is line.due and not announced


def is_stopped(line: OpenLine, now: datetime) -> bool:
    """Return whether a pending request stops the ladder of a due (R7)."""
    return progress.stopping_request(line.task, line.assignment, line.due, now) is not None


def is_answered(line: OpenLine, rung: Rung, now: datetime, calendar: Calendar) -> bool:
    """Return whether the unit's last answer about a due makes this rung of it quiet (R7).

    An answer that does not satisfy the due answers whatever asked for it and the rungs of the next working days. To
    put off the answer (晚点再报) makes rungs quiet too, before the day that was chosen, and is no answer.
    """
    if is_put_off(line, rung, now):
        return True
    word = next(
        (
            r
            for r in reversed(progress.standing_reports(line.assignment, now))
            if r.kind in progress.ANSWERS and progress.is_about(r, line.due)
        ),
        None,
    )
    if word is None or (rung.asked_at is not None and word.at < rung.asked_at):
        return False
    return rung.send_day <= calendar.after(local_date(word.at), QUIET_WORKING_DAYS)


def is_put_off(line: OpenLine, rung: Rung, now: datetime) -> bool:
    """Return whether the unit has put off its answer until after a rung, and nobody has asked for it since (R7)."""
    put_off = line.due.put_off
    if put_off is None or (rung.asked_at is not None and put_off.at < rung.asked_at):
        return False
    return rung.send_day < put_off.until if put_off.at <= now else put_off.holds(rung.send_day)


def still_asks(line: OpenLine, rung: Rung, now: datetime, calendar: Calendar) -> bool:
    """Return whether a rung that was planned is still to be sent: the state is read again when it leaves (R7)."""
    askable = progress.is_askable(line.task, line.assignment, line.due, now)
    return askable and not is_stopped(line, now) and not is_answered(line, rung, now, calendar)


def _askable(reading: Reading, now: datetime, only: Collection[int] | None) -> list[OpenLine]:
    """The dues that may be asked for, now or later, in the order in which they stand in a bundle."""
    lines = (ln for ln in reading.dues() if only is None or ln.due.id in only)
    return sorted((ln for ln in lines if _is_askable(ln, now)), key=progress.line_order)


def _is_askable(line: OpenLine, now: datetime) -> bool:
    return progress.is_askable(line.task, line.assignment, line.due, now)


def _fresh(reading: Reading, line: OpenLine, now: datetime, calendar: Calendar) -> Iterator[Rung]:
    """The rungs that are still to be asked, earliest first, later than anything asked before.

    A day asks once: a chase takes the place of a rung that falls on it, and so does asking again.
    """
    asked = reading.asked_days.get(line.due.id, ())
    asked_until = max(asked, default=date.min)
    chases = {c.day: Rung(CHASE_RUNG, c.day, c.day, c.at) for c in reading.chases_of.get(line.due.id, ())}
    first = (rung.send_day for rung in itertools.islice(_ladder(reading, line, calendar), 1))
    returned = {rung.day: rung for rung in again(line, now, calendar, (*first, *asked))}
    unsaid = (r for r in _ladder(reading, line, calendar) if r.name != DISPATCH_RUNG or r.day > asked_until)
    beside = _after_putting_off(line, now, next(unsaid, None)) | returned | chases
    ladder = (rung for rung in _ladder(reading, line, calendar, asked_until) if rung.day not in beside)
    in_order = heapq.merge(ladder, sorted(beside.values(), key=_by_day), key=_by_day)
    return (rung for rung in in_order if rung.day > asked_until)


def _after_putting_off(line: OpenLine, now: datetime, first: Rung | None) -> dict[date, Rung]:
    """The rung on which the office asks again what it put off, unless the unit has answered meanwhile.

    Of a task that is handed out and that nobody would ask for by then, its ladder's ``first`` rung is waited for.
    """
    put = line.due.put_off
    if put is None or not put.by_office or (first is not None and first.send_day > put.until):
        return {}
    said = progress.standing_reports(line.assignment, now)
    if any(r.kind in progress.ANSWERS and r.at >= put.at and progress.is_about(r, line.due) for r in said):
        return {}
    return {put.until: Rung(PUT_OFF_RUNG, put.until, put.until, put.at)}


def _by_day(rung: Rung) -> tuple[date, date]:
    return rung.send_day, rung.day


def _wanted(reading: Reading, line: OpenLine, day: date, now: datetime, calendar: Calendar) -> tuple[Rung, ...]:
    """The rungs whose day has come, the one to ask last; empty when there is nothing to ask.

    A chase is asked even where the ladder's own rung beside it is answered already.
    """
    if is_stopped(line, now) or day < asked_from(line, now, calendar):
        return ()
    fresh = _fresh(reading, line, now, calendar)
    passed = tuple(itertools.takewhile(lambda rung: rung.send_day <= day, fresh))
    asked = next((rung for rung in reversed(passed) if not is_answered(line, rung, now, calendar)), None)
    return () if asked is None else (*(rung for rung in passed if rung is not asked), asked)


def _asked(
    reading: Reading, line: OpenLine, day: date, now: datetime, calendar: Calendar
) -> Iterator[tuple[tuple[Seat, Holder], tuple[Rung, ...]]]:
    """Who is asked for a due now, and by which rungs: the liaison, and the member where the liaison is silent."""
    if now < _leaves(line):
        return
    reached = seat_to_ask(reading, line, day)
    if reached is not None and (reached[1].person_id, day) not in reading.sent.bundles:
        wanted = _wanted(reading, line, day, now, calendar)
        if wanted:
            yield reached, wanted
    if _climb_day(reading, line, now, calendar) == day:
        above = member_above(reading, line, day)
        if above is not None and (above[1].person_id, day) not in reading.sent.bundles:
            yield above, (_member_rung(line, calendar),)


def _leaves(line: OpenLine) -> datetime:
    """The moment before which nothing of a plan leaves: whoever takes it back by then has told nobody (R17)."""
    return (line.plan.dispatched_at or datetime.min.replace(tzinfo=UTC)) + GRACE


def _member_rung(line: OpenLine, calendar: Calendar) -> Rung:
    """The rung on which the member is asked too, keyed by the unit's own day: it is never asked twice of one seat."""
    put, silent_from = line.due.put_off, line.due.day
    if put is not None and put.by_office:  # silence counts from the day on which it is asked again
        silent_from = max(silent_from, put.until)
    return Rung(MEMBER_RUNG, line.due.day, calendar.after(silent_from, line.plan.settings.member_after))


def _climb_day(reading: Reading, line: OpenLine, now: datetime, calendar: Calendar) -> date | None:
    """The first day, not before that of ``now``, on which the unit's member is asked since its liaison is silent."""
    dispatched = line.plan.dispatched_at
    if dispatched is None or is_stopped(line, now):
        return None
    rung = _member_rung(line, calendar)
    if rung.send_day <= local_date(dispatched) or is_answered(line, rung, now, calendar):
        return None
    day = member_day(reading, line, max(local_date(now), rung.send_day, asked_from(line, now, calendar)))
    above = member_above(reading, line, day) if day is not None else None
    if day is None or above is None or (line.due.id, rung.day, above[0].id) in reading.sent.asks:
        return None
    span = rounds.span(line.task, line.assignment, line.due) if rounds.is_round(line.due) else None
    return day if span is None or span.holds(calendar.on_or_after(day)) else None


def bundles(
    reading: Reading,
    calendar: Calendar,
    windows: SendWindows,
    now: datetime,
    only: Collection[int] | None = None,
) -> list[Bundle]:
    """Return what goes out now: one bundle for each person who is asked something and has none today.

    Empty outside the send windows. A unit's share of a task stands in it once (R7); lines stand in order of date.
    ``only`` are the ids of the dues to look at, by default all: those of which none can be asked before a later day
    may be left out (``first_look``).
    """
    if not windows.is_open(now, calendar):
        return []
    day = local_date(now)
    found: dict[int, tuple[Holder, dict[tuple[int, int | None], PlannedAsk]]] = {}
    for line in _askable(reading, now, only):
        for (seat, holder), wanted in _asked(reading, line, day, now, calendar):
            asks = found.setdefault(holder.person_id, (holder, {}))[1]
            share = (line.task.id, line.assignment.unit_id)
            if share in asks:
                beside = (*asks[share].beside, *(Beside(line, rung) for rung in wanted))
                asks[share] = replace(asks[share], beside=beside)
            else:
                asks[share] = PlannedAsk(line, seat, wanted[-1], wanted[:-1])
    return [Bundle(holder, day, now, tuple(asks.values())) for holder, asks in found.values()]


def next_moment(
    reading: Reading,
    calendar: Calendar,
    windows: SendWindows,
    after: datetime,
    only: Collection[int] | None = None,
) -> datetime | None:
    """The next instant at which something would go out, provided that nobody answers until then.

    Everything that was due at ``after`` is taken as done. None when nothing is left to ask of anybody. ``only`` are
    the ids of the dues to look at, by default all.
    """
    day = local_date(after)
    tomorrow = windows.opening(calendar.after(day))
    at_once = tomorrow if windows.is_open(after, calendar) else windows.next_open(after, calendar)
    moments: list[datetime] = []
    for line in _askable(reading, after, only):
        for asked, has_bundle in _ways(reading, line, after, calendar):
            if (opening := windows.opening(calendar.on_or_after(asked))) > after or _leaves(line) > after:
                moments.append(windows.next_open(max(opening, _leaves(line)), calendar))
            else:
                moments.append(tomorrow if has_bundle else at_once)
    return min(moments, default=None)


def _ways(reading: Reading, line: OpenLine, after: datetime, calendar: Calendar) -> Iterator[tuple[date, bool]]:
    """The first days on which liaison and member would be asked; each with whether they have today's bundle."""
    day = local_date(after)
    for asked, reached in (
        (_next_day(reading, line, after, calendar), seat_to_ask),
        (_climb_day(reading, line, after, calendar), member_above),
    ):
        if asked is not None:
            who = reached(reading, line, day)
            yield asked, who is not None and (who[1].person_id, day) in reading.sent.bundles


def first_look(reading: Reading, line: OpenLine, after: datetime, calendar: Calendar) -> date | None:
    """Return the day before which nothing can be asked of a due, as long as nothing happens; None: never.

    It is not before the day of ``after``. This bound decides what the planner looks at (R2); it is written beside the
    due, and set to the day of whatever happens that bears on it.
    """
    if not _is_askable(line, after):
        return None
    day = local_date(after)
    ways = _ways(reading, line, after, calendar)
    return min((day + ONE_DAY if asked == day and has else asked for asked, has in ways), default=None)


def first_looks(
    reading: Reading, after: datetime, calendar: Calendar, only: Collection[int] | None = None
) -> dict[int, date]:
    """Return the first look at each due that can be asked of one day, by its id; ``only`` are the dues meant."""
    lines = (line for line in reading.dues() if only is None or line.due.id in only)
    found = ((line.due.id, first_look(reading, line, after, calendar)) for line in lines)
    return {due_id: day for due_id, day in found if day is not None}


def _next_day(reading: Reading, line: OpenLine, after: datetime, calendar: Calendar) -> date | None:
    """The first day on which a due would be asked for, not before that of ``after``; None where it never is."""
    if is_stopped(line, after):
        return None
    fresh = _fresh(reading, line, after, calendar)
    rung = next((r for r in fresh if not is_answered(line, r, after, calendar)), None)
    if rung is None:
        return None
    earliest = max(local_date(after), rung.send_day, asked_from(line, after, calendar))
    asked = day_to_ask(reading, line, earliest)
    if asked is None or not rounds.is_round(line.due):
        return asked
    # by then the next round may have begun, which has a line of its own
    ends = rounds.span(line.task, line.assignment, line.due).ends
    return asked if ends is None or calendar.on_or_after(asked) < ends else None


def next_days(reading: Reading, calendar: Calendar, windows: SendWindows, after: datetime) -> dict[int, date]:
    """Assignment's id → the first working day on which it would be asked, provided that nobody answers until then."""
    found: dict[int, date] = {}
    for line in _askable(reading, after, None):
        asked = _next_day(reading, line, after, calendar)
        if asked is None:
            continue
        opens = max(windows.opening(calendar.on_or_after(asked)), after)
        day = local_date(windows.next_open(opens, calendar))
        found[line.assignment.id] = min(day, found.get(line.assignment.id, day))
    return found


def record(reading: Some, planned: Sequence[Bundle]) -> Some:
    """Return the register, or the part of it, as it reads once these bundles are written down."""
    asked = [ask for bundle in planned for ask in bundle.asks]
    asks = {(ask.line.due.id, ask.rung.day, ask.seat.id) for ask in asked}
    asks |= {(due_id, rung.day, ask.seat.id) for ask in asked for due_id, rung in ask.overtaken()}
    days = {(bundle.holder.person_id, bundle.day) for bundle in planned}
    sent = replace(reading.sent, asks=reading.sent.asks | asks, bundles=reading.sent.bundles | days)
    return replace(reading, sent=sent)


def forecast(
    reading: Some,
    calendar: Calendar,
    windows: SendWindows,
    now: datetime,
    until: datetime,
) -> Iterator[Bundle]:
    """The bundles that would go out from ``now`` to ``until`` if nobody answered: a rehearsal without a trace."""
    moment: datetime | None = now
    while moment is not None and moment <= until:
        planned = bundles(reading, calendar, windows, moment)
        yield from planned
        reading = record(reading, planned)
        moment = next_moment(reading, calendar, windows, moment)


def chase_day(reading: Reading, line: OpenLine, calendar: Calendar, windows: SendWindows, now: datetime) -> date:
    """The working day whose bundle a chase joins: today's while it has not gone out, else the next."""
    today = local_date(now)
    opens = local_date(windows.next_open(now, calendar))
    reached = seat_to_ask(reading, line, today)
    gone_out = reached is not None and (reached[1].person_id, opens) in reading.sent.bundles
    return calendar.after(opens) if gone_out else opens
