"""Steps that several acts on sittings take: who speaks in which body, who is told.

None of them is an act: nobody may call one but an act, which has asked for its right already (R14). A seat counts in
its own body alone: whoever convenes one body has no say in another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, unit_names
from tasks_db.register.authority import Right
from tasks_db.register.meetings import calling, deciding
from tasks_db.register.meetings.rules import OFFICE
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Member, SeatLine
from tasks_db.register.refusals import MeetingRefused, NotAllowed
from tasks_db.store import meetings, models, people
from tasks_db.store.keys import key
from tasks_db.store.units import named_unit, registry
from tasks_db.terms import SeatRole, SittingState
from tasks_db.work.context import Context
from tasks_db.work.post import outbox

Wording = Callable[[Body, Sitting], NoticeText]
"""How whoever orders an act words what it tells: of the body and the sitting as they are then."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with the roles that they have in one body, and in which capacity they act there, as printed."""

    person_id: int
    name: str
    capacity: str
    roles: tuple[SeatRole, ...]


def body(ctx: Context, meeting_id: int) -> Body:
    """Return a standing body as a value."""
    return meetings.body_of(ctx.session, ctx.session.get_one(models.JointMeeting, meeting_id))


def own_body(ctx: Context, name: str | None) -> Body:
    """Return the body of a name; without one that in which the caller sits, else the first of the installation.

    Of several that is the one for whose office they work, else the one that they convene. Raises MeetingRefused for a
    name that no body, or more than one, goes by.
    """
    if name is None and isinstance(ctx.who, Member) and ctx.who.seats:
        return body(ctx, min(ctx.who.seats, key=lambda seat: _weight(seat.role)).meeting_id)
    return meetings.body_of(ctx.session, meetings.meeting_named(ctx.session, name))


def _weight(role: SeatRole) -> int:
    return 0 if role in authority.OFFICE else 1 if role in authority.CONVENORS else 2


def own_ids(ctx: Context, right: Right) -> list[int]:
    """Return the bodies in which the caller has a right by a seat; all for the terminal and the program."""
    every = [key(row.id) for row in meetings.bodies(ctx.session)]
    wanted = authority.RULES[right]
    if not isinstance(ctx.who, Member) or wanted is None:
        return every
    return [i for i in every if wanted.intersection(roles(ctx, i))]


def require_in(ctx: Context, of: Body, right: Right) -> None:
    """Raise NotAllowed where the caller has a right by a seat in another body than this one."""
    wanted = authority.RULES[right]
    if isinstance(ctx.who, Member) and wanted is not None and not wanted.intersection(roles(ctx, of.id)):
        raise NotAllowed(f"这项操作由{of.name}的人员办理，您在该机构没有相应的席位。")


def roles(ctx: Context, meeting_id: int) -> tuple[SeatRole, ...]:
    """Return the roles that the caller has in a body; the program and the terminal act as its office."""
    if isinstance(ctx.who, Member):
        return tuple(seat.role for seat in ctx.who.seats if seat.meeting_id == meeting_id)
    return OFFICE if ctx.who is not None else ()


def speaker(ctx: Context, of: Body, by: str | None, wanted: Iterable[SeatRole]) -> Speaker:
    """Return who speaks: the member who asks; at the terminal the person of that name in one of the wanted roles.

    Raises MeetingRefused where the terminal does not say who it was, or nobody of that name has such a seat.
    """
    if isinstance(ctx.who, Member):
        seats = [seat for seat in ctx.who.seats if seat.meeting_id == of.id]
        where = f"{seats[0].unit}{of.title(seats[0].role)} " if seats else ""
        return Speaker(ctx.who.person_id, ctx.who.name, f"{where}{ctx.who.name}", tuple(s.role for s in seats))
    allowed = frozenset(wanted)
    lines = [line for line in people.seat_lines(ctx.session, of.id, ctx.today) if line.person_id is not None]
    named = [line for line in lines if line.person == by]
    if not named:
        who = "、".join(dict.fromkeys(line.person or "" for line in lines if line.role in allowed))
        raise MeetingRefused(f"请用 --by 写明是谁（{who or '还没有这样的人员，请先载入'}）。")
    line = next((one for one in named if one.role in allowed), named[0])
    mine = tuple(one.role for one in named if one.person_id == line.person_id)
    return Speaker(line.person_id or 0, line.person or "", f"{line.unit}{of.title(line.role)} {line.person}", mine)


def require_office(ctx: Context, of: Body) -> None:
    """Raise NotAllowed where the caller does not work in this body's own office."""
    if not any(role in authority.OFFICE for role in roles(ctx, of.id)):
        raise NotAllowed(f"这项操作由{of.office}办理。")


def opened(ctx: Context, sitting_id: int, step: deciding.Step) -> tuple[models.Sitting, Body]:
    """Return a sitting and its body for a step that its office takes.

    Raises NotAllowed for others, MeetingRefused where the sitting has not come so far, or is over.
    """
    row = meetings.row(ctx.session, sitting_id)
    of = body(ctx, row.meeting_id)
    require_office(ctx, of)
    deciding.require_step(meetings.value(ctx.session, row), step)
    return row, of


def numbered(ctx: Context, value: Sitting) -> Sitting:
    """Return a sitting with the number that it gets when its notice goes out, as the draft of the notice says it."""
    if value.number is not None or value.state is not SittingState.APPROVED:
        return value
    every = meetings.sittings(ctx.session, value.meeting_id)
    return replace(value, number=deciding.next_number(every, value.kind, value.year))


def redrafted(ctx: Context, row: models.Sitting) -> None:
    """Let a notice begin anew, where what it says has changed before it went out: nobody has read it as it is now."""
    if row.state is not SittingState.APPROVED or row.notice_checked_at is None:
        return
    row.notice_checked_at = row.notice_checked_by = row.notice_signed_at = row.notice_signed_by = None
    ctx.session.add(row)
    ctx.note("会议通知退回起草", "sitting", row.id)


def called_row(ctx: Context, row: models.Sitting, unit: str | None) -> models.Attendee:
    """Return the row of the caller's unit among those called to a sitting, or of the unit that the office names.

    Raises NotAllowed where the caller's unit is not called, MeetingRefused where the named one is not.
    """
    called = meetings.attendee_rows(ctx.session, key(row.id))
    if unit is not None:
        require_office(ctx, body(ctx, row.meeting_id))
        meeting = ctx.session.get_one(models.JointMeeting, row.meeting_id)
        named = named_unit(ctx.session, meeting.jurisdiction_id, unit)
        found = next((one for one in called if one.unit_id == named.id), None)
        if found is None:
            raise MeetingRefused(f"{named.name}不在这次会议的参会单位里。")
        return found
    if not isinstance(ctx.who, Member):
        raise MeetingRefused("请用 --unit 写明是哪个单位的回执。")
    told = next((one for one in called if one.person_id == ctx.who.person_id), None)
    units = {s.unit_id for s in ctx.who.seats if s.meeting_id == row.meeting_id and s.role in calling.CALLED_BY}
    found = told or next((one for one in called if one.unit_id in units), None)
    if found is None:
        raise NotAllowed("这次会议没有通知贵单位。有疑问请联系联席会议办公室。")
    return found


Calling = Mapping[int, meetings.Called]
"""By which seat a unit is called, and who is told there; by unit."""


def calling_seats(ctx: Context, meeting_id: int) -> Calling:
    """Return the seats by which units are called; a unit without a member's seat is called by its liaison."""
    return {one.unit_id: one for one in meetings.everybody(ctx.session, meeting_id, ctx.today)}


def attendee(sitting_id: int, unit_id: int, seats: Calling, *, observer: bool) -> models.Attendee:
    """Return the row of a unit that is called to a sitting, or sits in on it, with who is told of it there."""
    one = seats.get(unit_id, meetings.Called(unit_id, None, None))
    seat_id = one.seat.id if one.seat is not None else None
    return models.Attendee(
        sitting_id=sitting_id, unit_id=unit_id, seat_id=seat_id, person_id=one.person_id, observer=observer
    )


def call_roster(ctx: Context, sitting: models.Sitting) -> None:
    """Call every member unit; for a partial or an ad-hoc sitting the office then takes its choice."""
    for one in meetings.roster(ctx.session, sitting.meeting_id, ctx.today):
        ctx.session.add(attendee(key(sitting.id), one.unit_id, {one.unit_id: one}, observer=False))
    ctx.session.flush()


def holders(ctx: Context, meeting_id: int, wanted: Sequence[SeatRole]) -> list[int]:
    """Return who holds a seat in one of these roles of a body today."""
    return people.people_in(ctx.session, meeting_id, wanted, ctx.today)


def tell(ctx: Context, person_ids: Iterable[int | None], notice: NoticeText) -> int:
    """Tell some people, each once and not whoever does it; return how many can be reached."""
    own = ctx.who.person_id if isinstance(ctx.who, Member) else None
    told = [p for p in dict.fromkeys(person_ids) if p is not None and p != own]
    for person_id in told:
        outbox.tell(ctx.session, person_id, notice.text, ctx.now, notice.buttons)
    return sum(people.is_bound(ctx.session, person_id) for person_id in told)


def tell_called(ctx: Context, of: Body, value: Sitting, words: Wording, words_of_heads: Wording) -> int:
    """Tell everybody who is called, and the heads who are not; return how many of the former are reached.

    Where a unit is called by its deputy convenor or the office's head, its liaison hears of it too.
    """
    called = [one.person_id for one in value.attendees]
    heads = holders(ctx, of.id, (SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR, SeatRole.OFFICE_HEAD))
    tell(ctx, [one for one in heads if one not in called], words_of_heads(of, value))
    told = [line.person_id for line in liaisons_beside(ctx, of, value) if line.person_id not in {*called, *heads}]
    tell(ctx, told, replace(words_of_heads(of, value), buttons=()))
    return tell(ctx, called, words(of, value))


def liaisons_beside(ctx: Context, of: Body, value: Sitting) -> list[SeatLine]:
    """Return the liaisons of the units of which somebody else is called as the person that they are."""
    named = {one.unit for one in value.attendees if one.role in calling.FOR_THEMSELVES}
    lines = people.seat_lines(ctx.session, of.id, ctx.today)
    found = [line for line in lines if line.role is SeatRole.LIAISON and line.unit in named]
    called = {one.person_id for one in value.attendees}
    return [line for line in found if line.person_id is not None and line.person_id not in called]


_WAITING = frozenset({SittingState.PROPOSED, SittingState.SUBMITTED})


def unbound(ctx: Context, body: Body, value: Sitting) -> tuple[str, ...]:
    """Return who approves by the rules or signs the notice, where it waits for them and none can be reached."""
    notice = value.state is SittingState.APPROVED and deciding.in_turn(value, deciding.Step.SIGN_NOTICE)
    roles = deciding.SIGNERS if notice else frozenset(body.rules.approvers)
    lines = people.seat_lines(ctx.session, body.id, ctx.today)
    wanted = [line for line in lines if line.role in roles]
    if not (notice or value.state in _WAITING) or any(line.reachable for line in wanted):
        return ()
    return tuple(line.person or "空缺" for line in wanted) or ("空缺",)


_OFFICE = "办公室"
"""The office of the body reports itself, and is no unit."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """Who is to report on a matter of an agenda and was not called: units by number, and names that no unit has."""

    units: dict[int, str]
    unknown: tuple[str, ...]


def newly_reporting(ctx: Context, value: Sitting) -> Reporting:
    """Return who reports on a matter of an announced sitting and has not been called to it."""
    meeting = ctx.session.get_one(models.JointMeeting, value.meeting_id)
    known = registry(ctx.session, meeting.jurisdiction_id)
    called = {one.unit_id for one in value.attendees}
    found: dict[int, str] = {}
    unknown = []
    for name in dict.fromkeys(item.reporter for item in value.items if item.reporter):
        unit = unit_names.match(name, known).unit
        if unit is not None and unit.id not in called:
            found[unit.id] = unit.name
        elif unit is None and not name.endswith(_OFFICE):
            unknown.append(name)
    return Reporting(found, tuple(unknown))


def settle_presence(ctx: Context, row: models.Sitting) -> None:
    """Keep who was there as the minutes say it: a name that is put right later does not change what was signed."""
    known = {one.id: one for one in meetings.value(ctx.session, row).attendees}
    for one in meetings.attendee_rows(ctx.session, key(row.id)):
        one.presence, one.attended = known[key(one.id)].presence, known[key(one.id)].attended
        ctx.session.add(one)
