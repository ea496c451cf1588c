"""备案 as rows: steps of the acts that change a seat, none of them an act (R14)."""

from datetime import date

from sqlmodel import Session, col, select

from tasks_db.register.meetings.filing import Filing
from tasks_db.register.refusals import PeopleError
from tasks_db.store import models, people, plans
from tasks_db.store.keys import key
from tasks_db.store.lean import rows
from tasks_db.store.units import named_unit
from tasks_db.terms import FilingMode, SeatRole, TenureKind
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


def seat_of(ctx: Context, meeting_id: int, name: str, role: SeatRole) -> tuple[models.Seat, models.Unit]:
    """Return the one seat of a role that a unit has in a body, with the unit.

    Raises UnitError for a name that no unit has, and PeopleError, with the next step, for no such seat or several.
    """
    meeting = ctx.session.get_one(models.JointMeeting, meeting_id)
    unit = named_unit(ctx.session, meeting.jurisdiction_id, name)
    seats = people.seats_of_unit(ctx.session, meeting_id, key(unit.id), role)
    if not seats:
        lines = people.seat_lines(ctx.session, meeting_id, ctx.today)
        held = [f"{one.role.zh}{one.person or '空缺'}" for one in lines if one.unit == unit.name]
        now = f"它现有：{'、'.join(held)}。" if held else "它还没有席位。"
        how = f"要新设：发一张表，列名“单位,席位,姓名,职务”，下面写“{unit.name},{role.zh},姓名,职务”。"
        liaison = f"换联络员请说：{unit.name}联络员换成姓名。" if SeatRole.LIAISON.zh in now else ""
        raise PeopleError(f"{unit.name}没有{role.zh}席位，没有可换的人。{now}{liaison}{how}")
    if len(seats) > 1:
        raise PeopleError(f"{unit.name}有{len(seats)}个{role.zh}席位，分不清是哪一个。请用单位人员表写明职务载入。")
    return seats[0], unit


def require_change(before: str | None, after: str, unit: str, role: SeatRole) -> None:
    """Raise PeopleError where nobody is named to come, or whoever is sits there already."""
    if not after.strip():
        raise PeopleError("请写接任人的姓名。")
    if before == after.strip():
        raise PeopleError(f"{unit}{role.zh}现在就是{before}，不用调整。")


def require_since(session: Session, seat: models.Seat, day: date, today: date) -> None:
    """Raise PeopleError where somebody is to come before whoever serves now began."""
    serving = people.tenure_on(session, key(seat.id), today, TenureKind.HOLDER)
    if serving is not None and day < serving.since:
        raise PeopleError(f"现任自{serving.since}起任职，接任日期不能早于这一天。请核对日期。")


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
