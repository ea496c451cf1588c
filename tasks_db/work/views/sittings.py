"""What is asked of a body's sittings: one function for each question.

Office and convenors of a body see all its sittings; a unit sees those it is called to and those it proposed.
"""

from datetime import date, datetime, time

from config.clock import local_instant
from tasks_db.language.sitting_named import named
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.digest.period import year_until
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings import deciding, follow_up
from tasks_db.register.meetings.deciding import PlenaryCount, Step
from tasks_db.register.meetings.evaluation import Evaluation, evaluate
from tasks_db.register.meetings.filing import Change, Filing, mode_of, needs_basis
from tasks_db.register.meetings.follow_up import FollowUp, Standing
from tasks_db.register.meetings.values import Attendee, Body, Sitting
from tasks_db.register.people import Member
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole, SittingState
from tasks_db.work import digesting
from tasks_db.work import filings as filed
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view


@dataclass(frozen=True, slots=True)
class Listed:
    """The sittings of a body that somebody sees, the newest first; ``narrowed``: there are others."""

    body: Body
    sittings: tuple[Sitting, ...]
    narrowed: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A sitting as somebody sees it: the steps that they may take, the row of their own unit, what became of it."""

    body: Body
    sitting: Sitting
    steps: tuple[Step, ...]
    mine: Attendee | None
    followed: tuple[FollowUp, ...]
    office: bool = False
    unbound: tuple[str, ...] = ()
    """Who has to decide next and cannot be reached in chat; told to the office alone."""
    beside: tuple[str, ...] = ()
    """Liaisons who are told beside somebody else of their unit who is called; for the office alone."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of what the sittings of a body decided."""

    body: Body
    standing: Standing


@dataclass(frozen=True, slots=True)
class RulesSeen:
    """A body with its rules, and the plans that print rules for it, by number and title."""

    body: Body
    stating: tuple[tuple[int, str], ...]


def _sees_all(ctx: Context, body: Body) -> bool:
    wide = authority.OFFICE | authority.CONVENORS
    return any(role in wide for role in steps.roles(ctx, body.id))


def _mine(ctx: Context, sitting: Sitting) -> Attendee | None:
    """The row of the caller's own unit among those who are called."""
    if not isinstance(ctx.who, Member):
        return None
    told = next((a for a in sitting.attendees if a.person_id == ctx.who.person_id), None)
    units = authority.units_of(ctx.who)
    return told or next((a for a in sitting.attendees if a.unit_id in units), None)


_TOLD = frozenset(set(SittingState) - {SittingState.PROPOSED, SittingState.APPROVED, SittingState.REFUSED})
"""In these states units know of a sitting that they are called to."""


def _sees(ctx: Context, body: Body, sitting: Sitting) -> bool:
    own = isinstance(ctx.who, Member) and ctx.who.person_id == sitting.proposed_by
    called = sitting.called_at is not None and sitting.state in _TOLD and _mine(ctx, sitting) is not None
    return own or called or _sees_all(ctx, body)


@view(Right.ASK)
def sittings(ctx: Context, meeting: str | None = None) -> Listed:
    """Return the sittings that the caller sees, the newest first."""
    body = steps.own_body(ctx, meeting)
    every = meetings.sittings(ctx.session, body.id)
    seen = tuple(s for s in reversed(every) if _sees(ctx, body, s))
    return Listed(body, seen, narrowed=not _sees_all(ctx, body))


@view(Right.ASK)
def sitting(ctx: Context, sitting_id: int) -> Seen:
    """Return one sitting with what the caller may do; raises MeetingRefused for one that is not theirs to see."""
    row = meetings.row(ctx.session, sitting_id)
    body, value = steps.body(ctx, row.meeting_id), meetings.value(ctx.session, row)
    if not _sees(ctx, body, value):
        raise MeetingRefused("这次会议与贵单位无关，或还没有发通知。发送 /sittings 看贵单位的会议。")
    person_id = ctx.who.person_id if isinstance(ctx.who, Member) else None
    may = deciding.steps(body, value, steps.roles(ctx, body.id), person_id)
    followed = _followed(ctx, value)
    office = any(role in authority.OFFICE for role in steps.roles(ctx, body.id))
    unbound = steps.unbound(ctx, body, value) if office else ()
    lines = steps.liaisons_beside(ctx, body, value) if office else ()
    beside = tuple(f"{line.unit}{line.person}" for line in lines)
    return Seen(body, value, may, _mine(ctx, value), followed, office, unbound, beside)


@view(Right.ASK)
def notice(ctx: Context, sitting_id: int) -> tuple[Body, Sitting]:
    """Return what the notice of a sitting says: as it went out, before that as it would.

    Raises MeetingRefused where the sitting is not the caller's to see, and for a draft to whoever neither prepares
    nor signs it.
    """
    seen = sitting(ctx, sitting_id)
    signs = any(role in deciding.SIGNERS for role in steps.roles(ctx, seen.body.id))
    if seen.sitting.called_at is None and not (seen.office or signs):
        raise MeetingRefused("会议通知还没有发出。发出后会发给参会单位。")
    return seen.body, steps.numbered(ctx, seen.sitting.as_noticed())


@view(Right.ASK)
def ready_for(ctx: Context, sitting_id: int, step: Step) -> Sitting:
    """Return a sitting for which the caller may take a step now, before anything is typed for it.

    Raises MeetingRefused for whoever the rules do not name, and where the sitting is not that far.
    """
    row = meetings.row(ctx.session, sitting_id)
    body, value = steps.body(ctx, row.meeting_id), meetings.value(ctx.session, row)
    deciding.require_step(value, step)
    deciding.require_taker(body, steps.roles(ctx, body.id), step)
    return value


@view(Right.ASK)
def at_step(ctx: Context, step: Step) -> tuple[Sitting, ...]:
    """Return the sittings in which the caller may take a step now, the one that comes or was last first."""
    found = []
    for body_id in steps.own_ids(ctx, Right.ASK):
        body, held = steps.body(ctx, body_id), steps.roles(ctx, body_id)
        person_id = ctx.who.person_id if isinstance(ctx.who, Member) else None
        every = meetings.open_sittings(ctx.session, (body_id,))
        found += [one for one in every if step in deciding.steps(body, one, held, person_id)]
    return tuple(sorted(found, key=lambda one: one.id, reverse=True))


@view(Right.ASK)
def asked_to_decide(ctx: Context, sitting_id: int) -> tuple[tuple[str, ...], datetime]:
    """Return who decides of a proposed sitting and can be reached in chat, and when it reaches them (R6)."""
    row = meetings.row(ctx.session, sitting_id)
    approvers = steps.body(ctx, row.meeting_id).rules.approvers
    lines = people.seat_lines(ctx.session, row.meeting_id, ctx.today)
    reached = [line.person for line in lines if line.role in approvers and line.reachable and line.person]
    return tuple(dict.fromkeys(reached)), ctx.windows.next_open(ctx.now, ctx.calendar)


@view(Right.CONVENE)
def ready_to_remind(ctx: Context, sitting_id: int) -> Sitting:
    """Return a sitting whose silent units may be sent the notice again.

    Raises NotAllowed for others, MeetingRefused where there is nobody to be reminded.
    """
    row, _ = steps.opened(ctx, sitting_id, Step.REMIND)
    value = meetings.value(ctx.session, row)
    deciding.require_silent(value, ctx.now)
    return value


@view(Right.CONVENE)
def ready_notice(ctx: Context, sitting_id: int, step: Step) -> tuple[Body, Sitting]:
    """Return the notice that its office is about to check or to send, with the number that it gets.

    Raises NotAllowed for others, MeetingRefused that names what it lacks, or the step that comes before.
    """
    row, body = steps.opened(ctx, sitting_id, step)
    value = meetings.value(ctx.session, row)
    (deciding.require_whole if step is Step.CHECK_NOTICE else deciding.require_ready_to_call)(value, ctx.now)
    return body, steps.numbered(ctx, value)


@view(Right.CONVENE)
def ready_to_hold(ctx: Context, sitting_id: int) -> Sitting:
    """Return a sitting whose attendance its office may write down now: it has begun, its minutes are not submitted.

    Raises NotAllowed for others, MeetingRefused before it begins.
    """
    row, _ = steps.opened(ctx, sitting_id, Step.PRESENCE)
    value = meetings.value(ctx.session, row)
    deciding.require_begun(value, ctx.now)
    return value


@view(Right.ATTEND)
def called_to(ctx: Context, sitting_id: int) -> Sitting:
    """Return a sitting that the caller's unit is called to; raises NotAllowed for any other."""
    row = meetings.row(ctx.session, sitting_id)
    steps.called_row(ctx, row, None)
    return meetings.value(ctx.session, row)


@view(Right.ATTEND)
def awaiting_reply(ctx: Context) -> Sitting | None:
    """Return the next sitting that the caller's unit is called to and can answer; None where there is none."""
    own = (one for body in steps.own_ids(ctx, Right.ATTEND) for one in meetings.sittings(ctx.session, body))
    ahead = [
        (one.starts_at, one.id, one)
        for one in own
        if one.state is SittingState.CALLED and one.starts_at is not None and one.starts_at > ctx.now
    ]
    return next((one for _, _, one in sorted(ahead, key=lambda row: row[:2]) if _mine(ctx, one) is not None), None)


@view(Right.ASK)
def of_resolution(ctx: Context, resolution_id: int) -> Seen:
    """Return the sitting that a resolution belongs to."""
    return sitting(ctx, meetings.resolution_row(ctx.session, resolution_id).sitting_id)


@view(Right.ASK)
def of_task(ctx: Context, task_id: int) -> int | None:
    """Return the number of the sitting whose minutes made a task; None for others, and where the caller sees none."""
    sitting_id = meetings.sitting_of_task(ctx.session, task_id)
    if sitting_id is None:
        return None
    row = meetings.row(ctx.session, sitting_id)
    return sitting_id if _sees(ctx, steps.body(ctx, row.meeting_id), meetings.value(ctx.session, row)) else None


@view(Right.ASK)
def replies(ctx: Context, meeting: str | None = None, text: str = "") -> Seen | None:
    """Return the announced sitting that a text names, else the next, else the last, with who answered; else None."""
    body = steps.own_body(ctx, meeting)
    called = [s for s in _meant(ctx, body, text) if s.called_at is not None]
    ahead = [s for s in called if s.state is SittingState.CALLED]
    chosen = min(ahead, key=lambda s: (s.starts_at, s.id), default=None)
    chosen = chosen or max(called, key=lambda s: (s.called_at, s.id), default=None)
    return sitting(ctx, chosen.id) if chosen is not None else None


@view(Right.ASK)
def last_decided(ctx: Context, meeting: str | None = None, text: str = "") -> Followed:
    """Return what became of what the last sitting decided, and what is open of those before; a unit sees its own.

    Where a text names sittings (by year, number or kind), of these alone.
    """
    body = steps.own_body(ctx, meeting)
    return Followed(body, digesting.standing_of(ctx, _meant(ctx, body, text), ctx.now))


def _meant(ctx: Context, body: Body, text: str) -> list[Sitting]:
    """The sittings that a text may be about, of those that the asker sees."""
    which = named(text, ctx.today)
    seen = (s for s in meetings.sittings(ctx.session, body.id) if _sees(ctx, body, s))
    return [s for s in seen if which.fits(s.year, s.number, s.kind)]


def _followed(ctx: Context, sitting: Sitting) -> tuple[FollowUp, ...]:
    plans = [sitting.plan_id] if sitting.plan_id is not None else []
    return follow_up.follow(sitting, digesting.lines_of(ctx, plans, ctx.now))


@view(Right.ASK)
def plenary(ctx: Context, meeting: str | None = None, text: str = "") -> tuple[Body, PlenaryCount]:
    """Return how many plenary sittings this year, or the one that a text names, has seen against the rules."""
    body, year = steps.own_body(ctx, meeting), named(text, ctx.today).year or ctx.today.year
    return body, deciding.plenaries(body.rules, meetings.sittings(ctx.session, body.id), year)


@view(Right.ASK)
def rules(ctx: Context, meeting: str | None = None) -> RulesSeen:
    """Return the rules of a body, and which plans print rules that could be taken over."""
    body = steps.own_body(ctx, meeting)
    return RulesSeen(body, tuple(meetings.plans_stating_rules(ctx.session, body.id)))


@dataclass(frozen=True, slots=True)
class Papers:
    """What a paper of a sitting is made of.

    ``digest`` and what the ``last`` sitting's resolutions and its ``own`` came to are for its pack.
    """

    body: Body
    sitting: Sitting
    digest: Digest | None
    last: Standing
    own: tuple[FollowUp, ...] = ()


@view(Right.CONVENE)
def papers(ctx: Context, sitting_id: int, *, pack: bool) -> Papers:
    """Return what a paper of a sitting is made of, for its own office; ``pack`` where that tells of all tasks.

    What lay before a sitting is told as of its beginning, however late the pack is asked for.
    """
    row = meetings.row(ctx.session, sitting_id)
    body, value = steps.body(ctx, row.meeting_id), meetings.value(ctx.session, row)
    steps.require_office(ctx, body)
    if not pack:
        return Papers(body, steps.numbered(ctx, value), None, Standing())
    as_of = min(ctx.now, value.starts_at or ctx.now)
    return Papers(
        body,
        value,
        digesting.compiled(ctx, body.id, as_of=as_of),
        digesting.standing_of(ctx, meetings.sittings(ctx.session, body.id), as_of, value.id),
        _followed(ctx, value) if value.issued_at is not None else (),
    )


@view(Right.CONVENE)
def evaluated(ctx: Context, year: int, meeting: str | None = None) -> Evaluation:
    """Return what a year of a body came to, until today or the year's last day."""
    body = steps.own_body(ctx, meeting)
    steps.require_office(ctx, body)
    day = min(ctx.today, date(year, 12, 31))
    as_of = ctx.now if day == ctx.today else local_instant(day, time(23, 59, 59))
    told = digesting.compiled(ctx, body.id, as_of=as_of, period=year_until(day))
    every = meetings.sittings(ctx.session, body.id)
    lines = {line.task.task_id: line for line in told.tasks}
    followed = tuple(
        f for s in every if s.year == year for f in follow_up.follow(s, lines) if s.issued_at is not None
    )
    changes = [one for one in filed.of_meeting(ctx.session, body.id) if one.since.year == year]
    cancelled = meetings.count_cancelled(ctx.session, body.id, year)
    return evaluate(body, year, day, told, every, followed, cancelled=cancelled, changes=len(changes))


@view(Right.PEOPLE)
def filings(ctx: Context, meeting: str | None = None) -> tuple[Body, tuple[Filing, ...]]:
    """Return what was filed in a body (备案), the newest first."""
    body = steps.own_body(ctx, meeting)
    return body, tuple(filed.of_meeting(ctx.session, body.id))


@view(Right.PEOPLE)
def before_replacing(ctx: Context, unit: str, role: SeatRole, name: str, since: date | None = None) -> Change:
    """Return what replacing the holder of a seat would do.

    Raises UnitError for a name that no unit has, PeopleError where there is no such seat, or nothing would change.
    """
    body = steps.own_body(ctx, None)
    seat, found = filed.seat_of(ctx, body.id, unit, role)
    day = since or ctx.today
    filed.require_since(ctx.session, seat, day, ctx.today)
    before = people.holder_name(ctx.session, key(seat.id), day)
    filed.require_change(before, name, found.name, role)
    items = filed.open_items(ctx.session, key(found.id))
    return Change(found.name, role, before or "", name, mode_of(body.rules, role), day, items)


@view(Right.PEOPLE)
def asks_basis(ctx: Context) -> bool:
    """Return whether a change of a member has to name who decided it, by the rules of the caller's body."""
    return needs_basis(mode_of(steps.own_body(ctx, None).rules))


@view(Right.PEOPLE)
def seats_held_by(ctx: Context, person: str) -> tuple[tuple[str, SeatRole], ...]:
    """Return the seats that somebody of a name holds in the caller's body today, each as unit and role."""
    lines = people.seat_lines(ctx.session, steps.own_body(ctx, None).id, ctx.today)
    return tuple((line.unit, line.role) for line in lines if line.person == person)


@view(Right.ASK)
def named_in(ctx: Context, text: str) -> str | None:
    """Return which of the caller's own bodies a text names; None where it names none or several."""
    own = [steps.body(ctx, meeting_id) for meeting_id in steps.own_ids(ctx, Right.ASK)]
    found = [one.name for one in own if one.name in text or (len(own) > 1 and one.kind.zh in text)]
    return found[0] if len(found) == 1 else None


@view(Right.CONVENE)
def bodies(ctx: Context) -> tuple[Body, ...]:
    """Return every standing body of the installation."""
    return tuple(meetings.body_of(ctx.session, row) for row in meetings.bodies(ctx.session))
