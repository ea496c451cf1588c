"""What a link shows, what a form was understood as, and who has links."""

from datetime import timedelta

from config.clock import local_date
from tasks_db.register import answers, authority, links, progress
from tasks_db.register.answers import Assigned, Said
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.authority import Right
from tasks_db.register.links import Expired, Filled, LinkLine, LinkList, Owed, SeatPage, Understood
from tasks_db.register.people import LinkHolder
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import candidates, models, people, registers
from tasks_db.store import links as rows
from tasks_db.store.keys import key
from tasks_db.store.lean import columns
from tasks_db.store.reports import Loaded
from tasks_db.store.units import registry
from tasks_db.terms import AnswerKind, TenureKind
from tasks_db.work.by_link import holder_of
from tasks_db.work.context import Context, view
from tasks_db.work.own import own_assignment
from tasks_db.work.post import outbox

_SHOWN_FOR = timedelta(days=30)
"""How long the page shows what came in by the seat's links."""
_MOMENT = timedelta(seconds=1)


@view(Right.DELIVER)
def opened(ctx: Context, token: str) -> LinkHolder | Expired | None:
    """Return whose a token is; None where it opens nothing, Expired where it did and is too old."""
    known = holder_of(ctx, token)
    if known is None:
        return None
    holder, found = known
    return Expired(_office(ctx)) if found.expires_at <= ctx.now else holder


@view(Right.REPORT)
def seat_page(ctx: Context) -> SeatPage:
    """Return what the seat owes today, its other open tasks, and what came in by its links."""
    units = authority.units_of(ctx.who)
    loaded = Loaded(ctx.session, of_units=units)
    loaded.fetch(candidates.open_of_units(units), only_look=True)
    found = sorted(
        (
            Owed(Assigned(plan, task, share), progress.current_due(task, share, ctx.now))
            for plan, task in loaded.held()
            for share in task.assignments
            if plan.asks and task.is_live and share.asked and share.unit_id in units
            if not progress.is_closed(task, ctx.now)
        ),
        key=_by_day,
    )
    asked = rows.asked(ctx.session, [one.due.id for one in found if one.due is not None])
    owed = tuple(one for one in found if links.is_owed_today(one, asked, ctx.now, ctx.calendar))
    holder = ctx.by_link
    return SeatPage(
        meeting=people.the_meeting(ctx.session).name,
        office=_office(ctx),
        seat=holder.seat,
        as_of=ctx.now,
        owed=owed,
        others=tuple(one for one in found if one not in owed),
        said=_said(ctx, holder),
    )


def _by_day(owed: Owed) -> tuple[object, ...]:
    day = owed.due.day.toordinal() if owed.due is not None else 10**9
    return day, owed.found.plan.id, owed.found.task.position


def _said(ctx: Context, holder: LinkHolder) -> tuple[Said, ...]:
    came = rows.said(ctx.session, holder.link_ids, ctx.now - _SHOWN_FOR)
    loaded = Loaded(ctx.session)
    loaded.fetch_shares([share for _, share in came])
    found = []
    for report_id, _ in came:
        try:
            said = loaded.said(report_id)
        except AnswerRefused:
            continue  # its plan was recalled since
        if said.report.withdrawn_at is None:
            found.append(said)
    return tuple(found)


def _office(ctx: Context) -> str:
    meeting = people.the_meeting(ctx.session)
    unit = ctx.session.get(models.Unit, meeting.office_unit_id) if meeting.office_unit_id is not None else None
    return f"{meeting.name}办公室" + (f"（{unit.name}）" if unit is not None else "")


@view(Right.REPORT)
def understood(ctx: Context, filled: Filled) -> Understood:
    """Return what a form was understood as; raises AnswerRefused, with what to fill in, where it can't be taken."""
    owed = _owed(ctx, filled.assignment_id, filled.due_id)
    given, options = links.understood(owed, filled, ctx.now)
    return _shown(ctx, owed, given, options)


@view(Right.REPORT)
def shown_again(ctx: Context, assignment_id: int, due_id: int, given: Given) -> Understood:
    """Return an answer that was shown before and is not given yet, to be shown once more; raises AnswerRefused."""
    return _shown(ctx, _owed(ctx, assignment_id, due_id), given, ())


def _owed(ctx: Context, assignment_id: int, due_id: int) -> Owed:
    found = own_assignment(ctx, Loaded(ctx.session), assignment_id)
    return Owed(found, found.due(due_id) or progress.current_due(found.task, found.assignment, ctx.now))


def _shown(ctx: Context, owed: Owed, given: Given, options: tuple[AnswerKind, ...]) -> Understood:
    is_closure = given.kind is AnswerKind.CLOSURE
    silent = len(answers.closing(owed.found, ctx.now).silent) if is_closure else 0
    return Understood(owed, given, options, silent, ctx.by_link.asks_code and given.kind in links.REQUESTS)


@view(Right.PEOPLE)
def overview(ctx: Context) -> LinkList:
    """Return who has no channel or has a link, what waits to be passed on to them, and which units have nobody."""
    seats = registers.seats(ctx.session, columns(models.Seat).role.in_(ASKED_ROLES))
    held = [(seat, h) for seat in seats for h in seat.holders_on(ctx.today) if h.kind is TenureKind.HOLDER]
    waiting = {
        notice.person_id: len(outbox.asks_of(ctx.session, key(notice.id)))
        for notice in rows.to_pass_on(ctx.session, ctx.today)
    }
    living = rows.of_seats(ctx.session, [seat.id for seat, _ in held], ctx.today)
    lines = tuple(
        LinkLine(
            seat.unit_id,
            seat.unit,
            seat.role,
            holder.name,
            local_date(living[seat.id] - _MOMENT) if seat.id in living else None,
            waiting.get(holder.person_id, 0),
            holder.on_channel,
        )
        for seat, holder in held
        if holder.linked or not holder.on_channel
    )
    served = {seat.unit for seat, _ in held}
    there = {unit.name for unit in registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)}
    vacant = dict.fromkeys(seat.unit for seat in seats if seat.unit in there - served)
    return LinkList(ctx.now, lines, tuple(vacant))
