"""Who sits for the office and as convenor, and how they are told: steps of acts, and no acts (R14)."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from tasks_db.register import authority
from tasks_db.store import models, registers
from tasks_db.store.lean import columns
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context
from tasks_db.work.post import outbox

Buttons = Sequence[Sequence[tuple[str, str, Sequence[object]]]]


def bound(ctx: Context, roles: Collection[SeatRole], *, plan_id: int | None = None) -> list[int]:
    """Return the ids of the bound people who serve in these roles today, each once; of a seat its deputy alone.

    With ``plan_id`` only those of the body that owns the plan: another body's office has no part in it.
    """
    seat, plan = columns(models.Seat), columns(models.Plan)
    wanted = seat.role.in_(list(roles))
    if plan_id is not None:
        wanted &= seat.meeting_id.in_(select(plan.meeting_id).where(plan.id == plan_id))
    seats = registers.seats(ctx.session, wanted)
    serving = ([holder for holder in seat.holders_on(ctx.today) if holder.accounts] for seat in seats)
    return list(dict.fromkeys(holders[0].person_id for holders in serving if holders))


def tell_office(
    ctx: Context, text: str, buttons: Buttons = (), *, but: int | None = None, plan_id: int | None = None
) -> int:
    """Tell everybody of the office, ``but`` the one who did it; return how many there are.

    A matter of a plan is told to the office of the body that owns it.
    """
    told = [person_id for person_id in bound(ctx, authority.OFFICE, plan_id=plan_id) if person_id != but]
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now, buttons)
    return len(told)


def tell_convenors(ctx: Context, text: str, buttons: Buttons = (), *, plan_id: int) -> int:
    """Tell every convenor of the body that owns a plan; return how many there are."""
    told = bound(ctx, authority.CONVENORS, plan_id=plan_id)
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now, buttons)
    return len(told)
