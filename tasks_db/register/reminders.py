"""Who is asked for what, and when: the ladder, as values.

A rung is a calendar day counted from the due day, moved back to a working day and keyed by its nominal day, so that
moving a holiday never asks twice. What is due is asked of the register (``≤ now``): a night of downtime is a delay.
"""

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from config.clock import local_date, local_instant
from tasks_db.register import progress
from tasks_db.register.values import Holder, OpenLine, PlanSettings, Register, Seat, Sent
from tasks_db.register.workdays import ONE_DAY, Calendar
from tasks_db.terms import SeatRole

QUIET_WORKING_DAYS = 3
"""An answer also satisfies the rungs of this many working days after it (R7)."""

ASKED_ROLES = (SeatRole.LIAISON, SeatRole.MEMBER)
"""Who is asked for a unit: its liaison, or its member while the liaison's seat is empty or out of reach."""

DISPATCH_RUNG = "交办"
CHASE_RUNG = "催办"
_HORIZON_RUNGS = 520


@dataclass(frozen=True, slots=True)
class SendWindows:
    """The stretches of a working day in which reminders go out, local time, in order."""

    spans: tuple[tuple[time, time], ...]

    def next_open(self, instant: datetime, calendar: Calendar) -> datetime:
        """The earliest moment at or after ``instant`` at which a reminder may go out."""
        day = local_date(instant)
        if calendar.is_working_day(day):
            for start, end in self.spans:
                if instant <= local_instant(day, end):
                    return max(instant, local_instant(day, start))
        return local_instant(calendar.on_or_after(day + ONE_DAY), self.spans[0][0])

    def opening(self, day: date) -> datetime:
        return local_instant(day, self.spans[0][0])

    def is_open(self, instant: datetime, calendar: Calendar) -> bool:
        return self.next_open(instant, calendar) == instant


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: its name (``T-7``), its nominal day and the working day on which it is asked."""

    name: str
    day: date
    send_day: date
    asked_at: datetime | None = None
    """Of a chase: when somebody asked for it."""


@dataclass(frozen=True, slots=True)
class PlannedAsk:
    line: OpenLine
    seat: Seat
    rung: Rung
    merged: tuple[Rung, ...] = ()
    """Older rungs that this one overtakes; they are recorded as 合并 and never sent."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything one person is asked on one working day."""

    holder: Holder
    day: date
    send_at: datetime
    asks: tuple[PlannedAsk, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """A due that nobody can be asked for, and why, for the office's list."""

    line: OpenLine
    why: str


def rungs(due_day: date, dispatched: date, settings: PlanSettings, calendar: Calendar) -> Iterator[Rung]:
    """The ladder of one due, earliest first and without end.

    The dispatch itself is the first rung, on the working day after; rungs that lay before it are not made up for.
    """
    yield Rung(DISPATCH_RUNG, dispatched, calendar.on_or_after(dispatched))
    offsets = sorted(settings.ladder)
    for offset in offsets:
        yield from _later(_rung(due_day, offset, calendar), dispatched)
    last = offsets[-1] if offsets else 0
    for step in range(1, _HORIZON_RUNGS):
        yield from _later(_rung(due_day, last + step * settings.repeat_days, calendar), dispatched)


def _later(rung: Rung, dispatched: date) -> Iterator[Rung]:
    if rung.send_day > dispatched:
        yield rung


def _rung(due_day: date, offset: int, calendar: Calendar) -> Rung:
    nominal = due_day + timedelta(days=offset)
    return Rung("T" if offset == 0 else f"T{offset:+d}", nominal, calendar.on_or_before(nominal))


def _ladder(line: OpenLine, calendar: Calendar) -> Iterator[Rung]:
    dispatched = line.plan.dispatched_at
    if dispatched is None:
        return
    first = progress.first_due(line.assignment)
    for rung in rungs(line.due.day, local_date(dispatched), line.plan.settings, calendar):
        # the dispatch is announced once per task, with the first thing it asks for
        if rung.name != DISPATCH_RUNG or (first is not None and first.id == line.due.id):
            yield rung


def is_stopped(line: OpenLine, now: datetime) -> bool:
    """Whether a request of the unit, or of the one that consolidates, waits for its decision."""
    requests = (line.assignment, line.task.consolidating)
    return any(a is not None and progress.pending_request(a, now) is not None for a in requests)


def is_answered(line: OpenLine, rung: Rung, now: datetime, calendar: Calendar) -> bool:
    """Whether the unit's last answer also satisfies this rung."""
    word = progress.last_word(line.assignment, now)
    if word is None or (rung.asked_at is not None and word.at < rung.asked_at):
        return False
    return rung.send_day <= calendar.after(local_date(word.at), QUIET_WORKING_DAYS)


def seat_to_ask(register: Register, line: OpenLine, day: date) -> tuple[Seat, Holder] | None:
    """The liaison's seat, else the member's, with whoever serves that day and can be reached."""
    if line.assignment.unit_id is None:
        return None
    for seat in register.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES):
        for holder in seat.holders_on(day):
            if holder.reachable:
                return seat, holder
    return None


def _day_to_ask(register: Register, line: OpenLine, day: date) -> date | None:
    """The first day from ``day`` on at which somebody can be asked: seats change hands on days that are known."""
    if line.assignment.unit_id is None:
        return None
    seats = register.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES)
    changes = sorted({h.since for seat in seats for h in seat.holders if h.since > day})
    return next((d for d in (day, *changes) if seat_to_ask(register, line, d) is not None), None)


def _fresh(register: Register, line: OpenLine, calendar: Calendar) -> Iterator[Rung]:
    """The rungs that are still to be asked, earliest first: ladder and chases, later than anything asked before."""
    asked_until = max((day for due_id, day, _ in register.sent.asks if due_id == line.due.id), default=date.min)
    chases = [Rung(CHASE_RUNG, c.day, c.day, c.at) for c in register.chases if c.due_id == line.due.id]
    chased = {rung.day for rung in chases}
    # a day asks once: the chase takes the place of a rung that falls on it
    ladder = (rung for rung in _ladder(line, calendar) if rung.day not in chased)
    in_order = heapq.merge(ladder, sorted(chases, key=_by_day), key=_by_day)
    return (rung for rung in in_order if rung.day > asked_until)


def _by_day(rung: Rung) -> tuple[date, date]:
    return rung.send_day, rung.day


def _wanted(register: Register, line: OpenLine, day: date, now: datetime, calendar: Calendar) -> tuple[Rung, ...]:
    """The rungs whose day has come, the one to ask last; empty when there is nothing to ask.

    A chase is asked even where the ladder's own rung beside it is answered already.
    """
    if is_stopped(line, now):
        return ()
    passed = tuple(itertools.takewhile(lambda rung: rung.send_day <= day, _fresh(register, line, calendar)))
    asked = next((rung for rung in reversed(passed) if not is_answered(line, rung, now, calendar)), None)
    return () if asked is None else (*(rung for rung in passed if rung is not asked), asked)


def bundles(register: Register, calendar: Calendar, windows: SendWindows, now: datetime) -> list[Bundle]:
    """What goes out now: one bundle for each person who is asked something and has none today.

    Empty outside the send windows. Lines stand in order of date.
    """
    if not windows.is_open(now, calendar):
        return []
    day = local_date(now)
    found: dict[int, tuple[Holder, list[PlannedAsk]]] = {}
    for line in progress.open_lines(register.dues(), now):
        reached = seat_to_ask(register, line, day)
        if reached is None or (reached[1].person_id, day) in register.sent.bundles:
            continue
        wanted = _wanted(register, line, day, now, calendar)
        if wanted:
            seat, holder = reached
            found.setdefault(holder.person_id, (holder, []))[1].append(
                PlannedAsk(line, seat, wanted[-1], wanted[:-1]),
            )
    return [Bundle(holder, day, now, tuple(asks)) for holder, asks in found.values()]


def next_moment(register: Register, calendar: Calendar, windows: SendWindows, after: datetime) -> datetime | None:
    """The next instant at which something would go out, provided that nobody answers until then.

    Everything that was due at ``after`` is taken as done. None when nothing is left to ask of anybody.
    """
    day = local_date(after)
    tomorrow = windows.opening(calendar.after(day))
    at_once = tomorrow if windows.is_open(after, calendar) else windows.next_open(after, calendar)
    moments: list[datetime] = []
    for line in progress.open_lines(register.dues(), after):
        if is_stopped(line, after):
            continue
        rung = next((r for r in _fresh(register, line, calendar) if not is_answered(line, r, after, calendar)), None)
        asked = _day_to_ask(register, line, max(day, rung.send_day)) if rung is not None else None
        if asked is None:
            continue
        if (opening := windows.opening(calendar.on_or_after(asked))) > after:
            moments.append(opening)
        else:
            reached = seat_to_ask(register, line, day)
            gone_out = reached is not None and (reached[1].person_id, day) in register.sent.bundles
            moments.append(tomorrow if gone_out else at_once)
    return min(moments, default=None)


def record(register: Register, planned: Sequence[Bundle]) -> Register:
    """The register as it reads once these bundles are written down."""
    asks = {
        (ask.line.due.id, rung.day, ask.seat.id)
        for bundle in planned
        for ask in bundle.asks
        for rung in (*ask.merged, ask.rung)
    }
    days = {(bundle.holder.person_id, bundle.day) for bundle in planned}
    return replace(register, sent=Sent(register.sent.asks | asks, register.sent.bundles | days))


def forecast(
    register: Register,
    calendar: Calendar,
    windows: SendWindows,
    now: datetime,
    until: datetime,
) -> Iterator[Bundle]:
    """The bundles that would go out from ``now`` to ``until`` if nobody answered: a rehearsal without a trace."""
    moment: datetime | None = now
    while moment is not None and moment <= until:
        planned = bundles(register, calendar, windows, moment)
        yield from planned
        register = record(register, planned)
        moment = next_moment(register, calendar, windows, moment)


def unasked(register: Register, now: datetime) -> list[Unasked]:
    """The open dues for which nobody can be asked, with the reason; the office sees them as a list."""
    day = local_date(now)
    return [
        Unasked(line, _why_unasked(register, line, day))
        for line in progress.open_lines(register.dues(), now)
        if seat_to_ask(register, line, day) is None
    ]


def _why_unasked(register: Register, line: OpenLine, day: date) -> str:
    if line.assignment.unit_id is None:
        return "单位未识别"
    seats = register.seats_of(line.plan.meeting_id, line.assignment.unit_id, *ASKED_ROLES)
    holders: list[Holder] = [h for seat in seats for h in seat.holders_on(day)]
    if not holders:
        return "没有联络员"
    return "未绑定账号" if not any(h.accounts for h in holders) else "联系不上"


def chase_day(register: Register, line: OpenLine, calendar: Calendar, windows: SendWindows, now: datetime) -> date:
    """The working day whose bundle a chase joins: today's while it has not gone out, else the next."""
    today = local_date(now)
    opens = local_date(windows.next_open(now, calendar))
    reached = seat_to_ask(register, line, today)
    gone_out = reached is not None and (reached[1].person_id, opens) in register.sent.bundles
    return calendar.after(opens) if gone_out else opens
