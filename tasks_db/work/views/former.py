"""Where somebody sat who has no seat any more, or is to sit who has none yet."""

from sqlmodel import col, select

from tasks_db.register.authority import Right
from tasks_db.register.unit_told import Former, ToCome
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.store.units import find_unit
from tasks_db.terms import SeatRole, TenureKind
from tasks_db.work.context import Context, view


@view(Right.GREET)
def seat(ctx: Context) -> Former | None:
    """Return where whoever asks sat last; None for who never did, or waits to begin."""
    query = (
        select(models.Tenure, models.Seat, models.Unit)
        .where(models.Tenure.seat_id == models.Seat.id, models.Seat.unit_id == models.Unit.id)
        .where(models.Tenure.person_id == ctx.me.person_id, col(models.Tenure.until) < ctx.today)
        .order_by(col(models.Tenure.until).desc(), col(models.Tenure.id).desc())
    )
    found = ctx.session.exec(query.limit(1)).first()
    if found is None:
        return None
    _, at, unit = found
    ended = unit.ended_on is not None and unit.ended_on < ctx.today
    heir = find_unit(ctx.session, unit.jurisdiction_id, unit.name) if ended else unit
    if heir is not None and ended and heir.id == unit.id:
        heir = None
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    role = at.role if heir is unit else SeatRole.LIAISON
    by = next(
        (line.person for line in lines if heir is not None and line.unit == heir.name and line.role is role), None
    )
    return Former(unit.name, at.role, heir.name if heir is not None and ended else None, ended, by)


@view(Right.GREET)
def seat_to_come(ctx: Context) -> ToCome | None:
    """Return which seat whoever asks takes on a later day, the next of several; None where there is none."""
    query = (
        select(models.Unit, models.Seat, models.Tenure)
        .where(models.Tenure.seat_id == models.Seat.id, models.Seat.unit_id == models.Unit.id)
        .where(models.Tenure.person_id == ctx.me.person_id, col(models.Tenure.since) > ctx.today)
        .where(models.Tenure.kind == TenureKind.HOLDER)
        .order_by(col(models.Tenure.since), col(models.Tenure.id))
    )
    found = ctx.session.exec(query.limit(1)).first()
    if found is None:
        return None
    unit, seat, tenure = found
    return ToCome(unit.name, seat.role, tenure.since)
