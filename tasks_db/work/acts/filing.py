"""A member, a convenor or anybody else in a seat is replaced, and that is filed (备案)."""

from dataclasses import replace
from datetime import date

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.meetings import filing
from tasks_db.register.meetings.filing import Filing
from tasks_db.store import looks, models, people
from tasks_db.store.keys import key
from tasks_db.terms import FilingMode, SeatRole, SittingState, TenureKind
from tasks_db.work import filings
from tasks_db.work import meetings as steps
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox


@act(Right.PEOPLE)
def replace_holder(
    ctx: Context,
    unit: str,
    role: SeatRole,
    name: str,
    *,
    since: date | None = None,
    mode: FilingMode | None = None,
    reason: str = "",
    basis: str = "",
    post: str = "",
    meeting: str | None = None,
) -> Filing:
    """Let somebody else sit for a unit from a day on, and file it; what is open goes along, they are told of it.

    Whoever comes and is not bound gets a code, with which they may bind before the day.

    ``mode`` is by default that of the body's rules. Raises UnitError or PeopleError where the seat is not clear,
    MeetingRefused for a change by a sitting or by the convenor that does not name the decision.
    """
    body = steps.own_body(ctx, meeting)
    steps.require_office(ctx, body)
    seat, found = filings.seat_of(ctx, body.id, unit, role)
    chosen = mode or filing.mode_of(body.rules, role)
    filing.require_basis(chosen, basis)
    day = since or ctx.today
    filings.require_since(ctx.session, seat, day, ctx.today)
    current = people.tenure_on(ctx.session, key(seat.id), day, TenureKind.HOLDER)
    before = ctx.session.get_one(models.Person, current.person_id).name if current else None
    filings.require_change(before, name, found.name, role)
    person = seating.take_seat(ctx.session, seat, name.strip(), day)
    look(ctx.session, min(day, ctx.today), looks.of_unit(seat.unit_id))  # whoever leaves later is asked until then
    posts = (seat.post, post.strip())
    seat.post = posts[1]  # the one before takes his post along
    ctx.session.add(seat)
    row = filings.file(
        ctx, seat, before, name.strip(), day, mode=chosen, reason=reason.strip(), basis=basis.strip(), posts=posts
    )
    ctx.note("席位调整（备案）", "seat", seat.id, before=before or "", after=name.strip(), since=str(day))
    _hand_on(ctx, seat, key(person.id), found.name, row.open_items)
    if current is not None and people.is_bound(ctx.session, current.person_id):
        now = f"{found.name}{role.zh}自{day.month}月{day.day}日起由{name.strip()}接任"
        told = f"{now}（已备案），未办事项一并移交。谢谢。"
        outbox.tell(ctx.session, current.person_id, told, ctx.now)
    bound = people.is_bound(ctx.session, key(person.id))
    code = None if bound else seating.issue_code(ctx.session, seat, ctx.now, ctx.by, person_id=key(person.id))
    return replace(filings.value(row, found.name), code=code)


def _hand_on(ctx: Context, seat: models.Seat, person_id: int, unit: str, items: int) -> None:
    """Whoever comes answers the notices of sittings that are still open, and hears how much there is to do."""
    waiting = ctx.session.exec(
        select(models.Attendee)
        .join(models.Sitting, col(models.Sitting.id) == col(models.Attendee.sitting_id))
        .where(models.Attendee.seat_id == seat.id, models.Sitting.state == SittingState.CALLED)
    ).all()
    for one in waiting:
        one.person_id = person_id
        ctx.session.add(one)
    meetings = f"，另有{len(waiting)}次会议的通知（发送 /sittings 看）" if waiting else ""
    if people.is_bound(ctx.session, person_id):
        told = f"您已接任{unit}{seat.role.zh}（已备案），未办事项{items}项一并移交{meetings}。"
        outbox.tell(ctx.session, person_id, told, ctx.now)
