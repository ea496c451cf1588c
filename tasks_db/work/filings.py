"""备案 as rows: steps of the acts that change a seat, none of them an act (R14)."""

from datetime import date

from sqlmodel import Session, col, select

from tasks_db.register.meetings.filing import Filing
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.store.lean import rows
from tasks_db.terms import FilingMode
from tasks_db.work.context import Context


def file(
    ctx: Context,
    seat: models.Seat,
    before: str | None,
    after: str,
    since: date,
    *,
    mode: FilingMode = FilingMode.SUCCESSION,
    reason: str = "",
    basis: str = "",
    posts: tuple[str, str] = ("", ""),
) -> models.Filing:
    """Write down that a seat changed hands; the caller has changed it, and notes it in the audit."""
    row = models.Filing(
        meeting_id=seat.meeting_id,
        seat_id=key(seat.id),
        role=seat.role,
        before=before or "",
        before_post=posts[0],
        after=after,
        after_post=posts[1],
        mode=mode,
        reason=reason,
        basis=basis,
        since=since,
        filed_at=ctx.now,
        filed_by=ctx.by.name,
        open_items=open_items(ctx.session, seat.unit_id),
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def open_items(session: Session, unit_id: int) -> int:
    """Return how many open tasks a unit has a part in."""
    return len({row.id for row in rows(session, plans.of_units([unit_id]))})


def of_meeting(session: Session, meeting_id: int) -> list[Filing]:
    """Return what was filed in a body, the newest first."""
    query = (
        select(models.Filing, models.Unit)
        .join(models.Seat, col(models.Seat.id) == col(models.Filing.seat_id))
        .join(models.Unit, col(models.Unit.id) == col(models.Seat.unit_id))
        .where(models.Filing.meeting_id == meeting_id)
        .order_by(col(models.Filing.id).desc())
    )
    return [value(row, unit.name) for row, unit in session.exec(query).all()]


def value(row: models.Filing, unit: str) -> Filing:
    """Return a filing's row as a value."""
    return Filing(
        id=key(row.id),
        unit=unit,
        role=row.role,
        before=row.before,
        before_post=row.before_post,
        after=row.after,
        after_post=row.after_post,
        mode=row.mode,
        reason=row.reason,
        basis=row.basis,
        since=row.since,
        filed_at=row.filed_at,
        filed_by=row.filed_by,
        open_items=row.open_items,
    )
