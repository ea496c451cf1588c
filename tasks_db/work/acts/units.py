"""The registry of units mended: a unit renamed, two merged into one, one that has ended. History stays."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import SQLModel, col, select

from tasks_db.register import unit_names, unit_told
from tasks_db.register.authority import Right
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import UnitError
from tasks_db.register.units import Ended, Merged
from tasks_db.register.workdays import ONE_DAY
from tasks_db.store import audit, looks, models, people
from tasks_db.store.keys import key
from tasks_db.store.units import ended_unit, find_unit, named_unit, tenures_after
from tasks_db.terms import Role, TenureKind
from tasks_db.work import members
from tasks_db.work.acts import seating
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.post import outbox
from tasks_db.work.views import units as views


@act(Right.PEOPLE)
def rename(ctx: Context, name: str, new: str, ground: str = "") -> str:
    """Give a unit another name; the old one stays a name of it, and papers and plans keep what they print.

    Its people are told, with the ground (依据).

    Returns the old name. Raises UnitError for a name that no unit has, and for a new one that is another unit's.
    """
    unit = _unit(ctx, name)
    wanted = unit_names.normal(new)
    taken = find_unit(ctx.session, unit.jurisdiction_id, wanted)
    if not wanted:
        raise UnitError("请写新的名称。")
    if taken is not None and taken.id != unit.id:
        raise UnitError(
            f"“{new}”已经是“{taken.name}”的名称。两个其实是一个单位的，请用合并：/merge {name} {taken.name}"
        )
    if ended_unit(ctx.session, unit.jurisdiction_id, wanted) is not None:
        raise UnitError(f"“{new}”是一个已撤并单位的名称，历史里还用着。请换一个名称。")
    before = unit.name
    for alias in _aliases(ctx, unit):
        if alias.name == wanted:
            ctx.session.delete(alias)
    ctx.session.flush()
    unit.name = wanted
    ctx.session.add(unit)
    if before != wanted:
        _alias(ctx, unit, before)
    ctx.session.flush()
    ctx.note(audit.RENAMED, "unit", unit.id, before=before, after=wanted, **_ground(ground))
    if before != wanted:
        _tell(ctx, _lines(ctx, wanted), unit_told.renamed(before, wanted, ground.strip()))
    return before


def _ground(ground: str) -> dict[str, str]:
    """What the audit keeps of a ground; nothing where none was given."""
    return {"ground": f"依据：{ground.strip()}"} if ground.strip() else {}


def _lines(ctx: Context, unit: str) -> list[SeatLine]:
    meeting_id = key(people.the_meeting(ctx.session).id)
    return [line for line in people.seat_lines(ctx.session, meeting_id, ctx.today) if line.unit == unit]


def _tell(ctx: Context, lines: Iterable[SeatLine], text: str) -> None:
    """Tell whoever sits in some seats, each once."""
    for person_id in dict.fromkeys(line.person_id for line in lines if line.bound):
        if person_id is not None:
            outbox.tell(ctx.session, person_id, text, ctx.now)


@act(Right.PEOPLE)
def merge(ctx: Context, name: str, into: str, ground: str = "") -> Merged:
    """Merge a unit into another with all that hangs on it: names, tasks, seats, groups, figures.

    The unit that goes ends today and keeps what was done in its name; its people come into the other's seats where
    these are vacant. Whoever sits for either is told what it means for them; the ground is kept.
    Raises UnitError for names that no unit has, for one unit twice, and for a group with a single unit.
    """
    found = views.before_merging(ctx, name, into)
    sat = _lines(ctx, found.gone)
    gone, kept = ctx.session.get_one(models.Unit, found.gone_id), ctx.session.get_one(models.Unit, found.kept_id)
    for alias in _aliases(ctx, gone):
        alias.unit_id = key(kept.id)
        ctx.session.add(alias)
    for table, column in (
        (models.Assignment, "unit_id"),
        (models.Indicator, "supplier_id"),
        (models.Plea, "unit_id"),
        (models.Resolution, "lead_id"),
    ):
        _move(ctx, table, column, key(gone.id), key(kept.id))
    _join_shares(ctx, key(kept.id))
    _move_memberships(ctx, gone, kept)
    _move_readers(ctx, gone, kept)
    _move_seats(ctx, gone, kept)
    for meeting in ctx.session.exec(select(models.JointMeeting).where(models.JointMeeting.office_unit_id == gone.id)):
        meeting.office_unit_id = kept.id
        ctx.session.add(meeting)
    members.merged(ctx, key(gone.id), key(kept.id))
    gone.ended_on = ctx.today - ONE_DAY
    ctx.session.add(gone)
    _alias(ctx, kept, found.gone)
    look(ctx.session, ctx.today, looks.of_unit(key(kept.id)))
    counts = {"tasks": found.tasks, "seats": found.seats}
    ctx.note(audit.MERGED, "unit", kept.id, gone=found.gone, into=found.kept, **counts, **_ground(ground))
    ctx.session.flush()
    for person_id, text in unit_told.merged(found, sat, _lines(ctx, found.kept)).items():
        outbox.tell(ctx.session, person_id, text, ctx.now)
    return found


@act(Right.PEOPLE)
def end(ctx: Context, name: str) -> Ended:
    """Say that there is no such unit any more from tomorrow: nobody is asked for it.

    Its seats end and its names mean nobody; what it did stays under its name. It goes on when a people table or a
    new plan names it again. Raises UnitError for a name that no unit has.
    """
    unit = _unit(ctx, name)
    day = ctx.today
    _tell(ctx, _lines(ctx, unit.name), unit_told.ended(unit.name))
    unit.ended_on = day
    ctx.session.add(unit)
    for seat in ctx.session.exec(select(models.Seat).where(models.Seat.unit_id == unit.id)).all():
        seating.revoke_codes(ctx.session, seat, ctx.now)
    ended = tenures_after(ctx.session, key(unit.id), day)
    for tenure in ended:
        tenure.until = day
        ctx.session.add(tenure)
    for member in ctx.session.exec(
        select(models.GroupMembership).where(
            models.GroupMembership.member_id == unit.id, col(models.GroupMembership.until).is_(None)
        )
    ):
        member.until = day
        ctx.session.add(member)
    ctx.session.flush()
    look(ctx.session, ctx.today, looks.of_unit(key(unit.id)))
    ctx.note("撤并单位", "unit", unit.id, last=str(day), tenures=len(ended))
    return Ended(key(unit.id), unit.name, day, len(ended), views.open_tasks(ctx, key(unit.id)))


def _unit(ctx: Context, name: str) -> models.Unit:
    return named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, name)


def _aliases(ctx: Context, unit: models.Unit) -> list[models.UnitAlias]:
    return list(ctx.session.exec(select(models.UnitAlias).where(models.UnitAlias.unit_id == unit.id)).all())


def _alias(ctx: Context, unit: models.Unit, name: str) -> None:
    ctx.session.add(models.UnitAlias(jurisdiction_id=unit.jurisdiction_id, unit_id=key(unit.id), name=name))


def _move(ctx: Context, table: type[SQLModel], column: str, gone: int, kept: int) -> None:
    rows: Any = ctx.session.exec(select(table).where(getattr(table, column) == gone)).all()
    for row in rows:
        setattr(row, column, kept)
        ctx.session.add(row)
    ctx.session.flush()


def _join_shares(ctx: Context, unit_id: int) -> None:
    """Of a task in which both units had a share the one that answers for more stays: nobody is asked of it twice.

    What was said in the other one stays visible as that of a share that has ended.
    """
    own = select(models.Assignment).where(
        models.Assignment.unit_id == unit_id, col(models.Assignment.ended_at).is_(None)
    )
    first: dict[int, models.Assignment] = {}
    for row in sorted(ctx.session.exec(own).all(), key=_weight):
        stays = first.setdefault(row.task_id, row)
        if stays is not row:
            stays.asked = stays.asked or row.asked
            row.ended_at, row.consolidates = ctx.now, False
            ctx.session.add_all([stays, row])
    ctx.session.flush()


def _weight(row: models.Assignment) -> tuple[bool, bool, bool, int]:
    return not row.consolidates, row.role is not Role.LEAD, row.parent_id is not None, key(row.id)


def _move_memberships(ctx: Context, gone: models.Unit, kept: models.Unit) -> None:
    """A group has a member once: where both belonged to it, the one that stays does."""
    rows = ctx.session.exec(
        select(models.GroupMembership).where(
            (col(models.GroupMembership.member_id) == gone.id) | (col(models.GroupMembership.group_id) == gone.id)
        )
    ).all()
    mine = select(models.GroupMembership.group_id).where(models.GroupMembership.member_id == kept.id)
    groups = set(ctx.session.exec(mine).all())
    for row in rows:
        if row.member_id == gone.id and row.group_id in groups:
            ctx.session.delete(row)
            continue
        row.member_id = key(kept.id) if row.member_id == gone.id else row.member_id
        row.group_id = key(kept.id) if row.group_id == gone.id else row.group_id
        ctx.session.add(row)
    ctx.session.flush()


def _move_readers(ctx: Context, gone: models.Unit, kept: models.Unit) -> None:
    rows = ctx.session.exec(select(models.CircularReader).where(models.CircularReader.unit_id == kept.id)).all()
    known = {(row.circular_id, row.person_id) for row in rows} | {(row.circular_id, None) for row in rows}
    for row in ctx.session.exec(select(models.CircularReader).where(models.CircularReader.unit_id == gone.id)):
        if (row.circular_id, row.person_id) in known:
            ctx.session.delete(row)
        else:
            row.unit_id = key(kept.id)
            ctx.session.add(row)
    ctx.session.flush()


def _move_seats(ctx: Context, gone: models.Unit, kept: models.Unit) -> None:
    """The seats move; where both units have one of a role, its person comes into the other's if that is vacant."""
    for seat in ctx.session.exec(select(models.Seat).where(models.Seat.unit_id == gone.id)).all():
        same = select(models.Seat).where(models.Seat.unit_id == kept.id, models.Seat.role == seat.role)
        twin = ctx.session.exec(same.where(models.Seat.meeting_id == seat.meeting_id)).first()
        if twin is not None:
            seating.revoke_codes(ctx.session, seat, ctx.now)
        if twin is None:
            seat.unit_id = key(kept.id)
            ctx.session.add(seat)
            ctx.session.flush()
            continue
        holder = people.tenure_on(ctx.session, key(seat.id), ctx.today, TenureKind.HOLDER)
        held = people.tenure_on(ctx.session, key(twin.id), ctx.today, TenureKind.HOLDER)
        if holder is None:
            continue
        if held is None:
            person = models.Tenure(seat_id=key(twin.id), person_id=holder.person_id, since=ctx.today)
            ctx.session.add(person)
        holder.until = ctx.today - ONE_DAY
        ctx.session.add(holder)
    ctx.session.flush()
