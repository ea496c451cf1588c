"""The office is told by itself (R12): once each working day what waits, nothing when nothing waits; convenors too.

It is a bundle as a liaison's is, one a person and day, and reads what waits again when it is sent (R7).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlmodel import col, select

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.bundle import BundleValue
from tasks_db.register.office_day import ConvenorDay
from tasks_db.store import asking, facts, looks, models, reports
from tasks_db.store import desk as rows
from tasks_db.store.keys import key
from tasks_db.terms import PlanStage
from tasks_db.work import office_people
from tasks_db.work.acts import desk as acts
from tasks_db.work.context import Context, act, view
from tasks_db.work.post.bundling import notice_row
from tasks_db.work.views import desk, plea_days

_RUNNING = (PlanStage.DISPATCHED, PlanStage.TRIAL)


@dataclass(frozen=True, slots=True)
class Decided:
    """Who is told something today, and which pleas go to the convenors because the office has left them."""

    people: Sequence[int]
    left: Sequence[int]
    due: Sequence[int] = ()
    """The pleas whose helper is reminded of their day."""


@view(Right.DELIVER)
def decide(ctx: Context) -> Decided:
    """Return who has something waiting for them; nothing is read where nobody of the office is bound."""
    office = office_people.bound(ctx, authority.OFFICE)
    convenors = office_people.bound(ctx, authority.CONVENORS)
    if not office and not convenors:
        return Decided((), ())
    left = desk.left_pleas(ctx) if convenors and rows.has_untouched_plea(ctx.session) else ()
    # a look at the reports spares the whole picture on most days; it is read again when it is sent
    waits = office and (reports.awaiting(ctx.session) or desk.office(ctx).waits)
    told = list(office) if waits else []
    told += [one for one in convenors if left or desk.is_weekly(ctx, one)]
    return Decided(tuple(dict.fromkeys(told)), left, plea_days.to_remind(ctx))


@act(Right.DELIVER)
def write(ctx: Context, decided: Decided) -> int:
    """Write a bundle for everybody who has none of today, and note that the day's look is taken; return how many."""
    for report_id in decided.left:
        acts.pass_left_to_convenors(ctx, report_id)
    for report_id in decided.due:
        acts.remind_helper(ctx, report_id)
    made = asking.write_notices(
        ctx.session, [notice_row(person_id, ctx.today, ctx.now) for person_id in decided.people]
    )
    facts.put(ctx.session, looks.OFFICE_TOLD, ctx.today.isoformat())
    return len(made)


@view(Right.DELIVER)
def next_time(ctx: Context) -> datetime | None:
    """Return when the office is next told; None where nobody is bound, or nothing is handed out.

    That something waits by then is not promised.
    """
    asks = ctx.session.exec(select(models.Plan.id).where(col(models.Plan.stage).in_(_RUNNING)).limit(1)).first()
    if asks is None or not office_people.bound(ctx, authority.OFFICE | authority.CONVENORS):
        return None
    told = facts.get(ctx.session, looks.OFFICE_TOLD) == ctx.today.isoformat()
    following = ctx.windows.opening(ctx.calendar.after(ctx.today))
    at = following if told else ctx.windows.next_open(ctx.now, ctx.calendar)
    return at if at > ctx.now else None


@view(Right.DELIVER)
def with_parts(
    ctx: Context, notices: Sequence[models.Notice], bundles: Mapping[int, BundleValue | None]
) -> dict[int, BundleValue | None]:
    """Return bundles by their notices with what waits for the office and the convenors, as it is now (R7).

    None where nothing is left to say.
    """
    office = office_people.bound(ctx, authority.OFFICE) if notices else []
    convenors = office_people.bound(ctx, authority.CONVENORS) if notices else []
    waits = desk.office_part(ctx) if any(n.person_id in office for n in notices) else None
    # what convenors hear differs by nothing but whether they want the week's picture: read once for each
    convenor_day = cache(lambda weekly: desk.convenor_part(ctx, weekly=weekly))
    found: dict[int, BundleValue | None] = {}
    for notice in notices:
        value = bundles.get(key(notice.id))
        mine = waits if notice.person_id in office else None
        theirs = _convenor_part(ctx, notice, convenor_day) if notice.person_id in convenors else None
        if mine is not None or theirs is not None:
            value = replace(value or _empty(ctx, notice), office=mine, convenor=theirs)
        found[key(notice.id)] = value
    return found


def _convenor_part(
    ctx: Context, notice: models.Notice, day: Callable[[bool], ConvenorDay | None]
) -> ConvenorDay | None:
    """What a convenor hears; the week's picture is of the body that they convene."""
    weekly = desk.is_weekly(ctx, key(notice.person_id))
    found = day(weekly)
    if found is None or not weekly:
        return found
    return replace(found, picture=desk.week_picture(ctx, key(notice.person_id)))


def _empty(ctx: Context, notice: models.Notice) -> BundleValue:
    name = ctx.session.get_one(models.Person, notice.person_id).name
    return BundleValue(key(notice.id), name, notice.working_day or ctx.today, ())
