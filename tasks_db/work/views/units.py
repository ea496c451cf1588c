"""What is asked of the registry before units are merged or ended."""

from sqlmodel import col, func, select

from tasks_db.register import unit_names
from tasks_db.register.authority import Right
from tasks_db.register.refusals import UnitError
from tasks_db.register.units import Ended, Merged, Renaming, UnitLine
from tasks_db.store import meetings, models, people, plans
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.units import find_unit, named_unit, registry, tenures_after
from tasks_db.terms import UnitKind
from tasks_db.work.context import Context, view


@view(Right.PEOPLE)
def listed(ctx: Context) -> tuple[UnitLine, ...]:
    """Return the units of the registry in order of entry; not those that have ended."""
    area = people.the_meeting(ctx.session).jurisdiction_id
    open_ones = plans.open_by_unit(ctx.session)
    members = plans.members_on(ctx.session, ctx.today)
    body = meetings.members(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today) or ()
    return tuple(
        UnitLine(
            unit.id,
            unit.name,
            tuple(sorted(unit.aliases)),
            open_ones.get(unit.id, 0),
            tuple(name for _, name in members.get(unit.id, ())) if unit.kind is UnitKind.GROUP else None,
            unit.id in body,
        )
        for unit in registry(ctx.session, area)
    )


@view(Right.ASK)
def is_name(ctx: Context, text: str) -> bool:
    """Return whether a text is a name of a unit and nothing else."""
    area = people.the_meeting(ctx.session).jurisdiction_id
    return find_unit(ctx.session, area, unit_names.normal(text)) is not None


@view(Right.PLAN)
def named(ctx: Context, name: str) -> str:
    """Return the name of the unit that goes by a name in the registry; raises UnitError for one that no unit has."""
    return named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, name).name


@view(Right.PEOPLE)
def near(ctx: Context, name: str) -> tuple[str, ...]:
    """Return the units whose names resemble one that no unit has yet."""
    area = people.the_meeting(ctx.session).jurisdiction_id
    return tuple(one.name for one in unit_names.match(name, registry(ctx.session, area)).alike[:3])


@view(Right.PEOPLE)
def before_merging(ctx: Context, name: str, into: str) -> Merged:
    """Return what merging a unit into another would move (R17); raises UnitError as ``units.merge`` does."""
    area = people.the_meeting(ctx.session).jurisdiction_id
    gone, kept = named_unit(ctx.session, area, name), named_unit(ctx.session, area, into)
    if gone.id == kept.id:
        raise UnitError(f"“{name}”和“{into}”已经是同一个单位。")
    if gone.kind is not kept.kind:
        raise UnitError("集合单位和单个单位不能合并。")
    tasks = select(func.count(func.distinct(models.Assignment.task_id))).where(models.Assignment.unit_id == gone.id)
    seats = select(func.count()).select_from(models.Seat).where(models.Seat.unit_id == gone.id)
    counts = ctx.session.exec(tasks).one(), ctx.session.exec(seats).one()
    return Merged(key(gone.id), key(kept.id), gone.name, kept.name, *counts, dropped=_dropped(ctx, gone, kept))


def _dropped(ctx: Context, gone: models.Unit, kept: models.Unit) -> tuple[tuple[str, str, str], ...]:
    """Whoever of the unit that goes loses the seat, since somebody of the other unit sits in the same."""
    found = []
    for seat in ctx.session.exec(select(models.Seat).where(models.Seat.unit_id == gone.id)).all():
        same = select(models.Seat).where(models.Seat.unit_id == kept.id, models.Seat.role == seat.role)
        twin = ctx.session.exec(same.where(models.Seat.meeting_id == seat.meeting_id)).first()
        loses = people.holder_name(ctx.session, key(seat.id), ctx.today)
        stays = people.holder_name(ctx.session, key(twin.id), ctx.today) if twin is not None else None
        if loses and stays and loses != stays:
            found.append((seat.role.zh, loses, stays))
    return tuple(found)


@view(Right.PEOPLE)
def before_renaming(ctx: Context, name: str, new: str) -> Renaming:
    """Return what giving a unit another name does and reaches (R17).

    Raises UnitError for a name that no unit has; what the new name must not be is said when it is done.
    """
    jurisdiction = people.the_meeting(ctx.session).jurisdiction_id
    unit = named_unit(ctx.session, jurisdiction, name)
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    told = sum(line.bound for line in lines if line.unit == unit.name)
    return Renaming(unit.name, new, open_tasks(ctx, key(unit.id)), told)


@view(Right.PEOPLE)
def before_ending(ctx: Context, name: str) -> Ended:
    """Return what ending a unit today would end (R17); raises UnitError as ``units.end`` does."""
    unit = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, name)
    tenures = tenures_after(ctx.session, key(unit.id), ctx.today)
    return Ended(key(unit.id), unit.name, ctx.today, len(tenures), open_tasks(ctx, key(unit.id)))


@view(Right.PEOPLE)
def open_tasks(ctx: Context, unit_id: int) -> int:
    """Return how many open tasks a unit is asked for."""
    query = select(func.count()).select_from(models.Task).where(col(models.Task.id).in_(plans.of_units([unit_id])))
    return ctx.session.exec(query).one()


@view(Right.PEOPLE)
def name_of(ctx: Context, unit_id: int) -> str:
    """Return the name of a unit; raises UnitError where there is none of this number any more."""
    unit = ctx.session.get(models.Unit, unit_id) if unit_id <= MAX_KEY else None
    if unit is None:
        raise UnitError("这个单位已经并入别的单位。")
    return unit.name
