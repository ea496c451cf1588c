"""The registry of units: names, aliases and dated groups."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from tasks_db.register import unit_names
from tasks_db.register.refusals import UnitError
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import UnitKind


def ensure_unit(
    session: Session, jurisdiction_id: int, name: str, kind: UnitKind = UnitKind.UNIT, level: str | None = None
) -> models.Unit:
    """Return the unit that goes by this name, made under it where there is none; one that had ended goes on."""
    known = find_unit(session, jurisdiction_id, name)
    if known is not None:
        return known
    ended = ended_unit(session, jurisdiction_id, name)
    if ended is not None:
        ended.ended_on = None
        session.add(ended)
        session.flush()
        return ended
    unit = models.Unit(jurisdiction_id=jurisdiction_id, name=name.strip(), kind=kind, level=level)
    session.add(unit)
    session.flush()
    return unit


def find_unit(session: Session, jurisdiction_id: int, name: str) -> models.Unit | None:
    """Return the unit that goes by this name or alias; None where none does."""
    found = unit_names.match(name, registry(session, jurisdiction_id)).unit
    return session.get(models.Unit, found.id) if found else None


def unit_called(session: Session, jurisdiction_id: int, name: str) -> models.Unit | None:
    """Return the unit that a plea means by a name, as people say it (公安局 for 县公安局); else None."""
    found = unit_names.spoken(name, registry(session, jurisdiction_id))
    return session.get(models.Unit, found.id) if found else None


def ended_unit(session: Session, jurisdiction_id: int, name: str) -> models.Unit | None:
    """Return the unit of this name that is no more; None where there is none."""
    query = select(models.Unit).where(
        models.Unit.jurisdiction_id == jurisdiction_id,
        col(models.Unit.name).in_({name.strip(), unit_names.normal(name)}),
        col(models.Unit.ended_on).is_not(None),
    )
    return session.exec(query).first()


def tenures_after(session: Session, unit_id: int, day: date) -> list[models.Tenure]:
    """Return the tenures in a unit's seats that go on after a day."""
    seats = select(models.Seat.id).where(models.Seat.unit_id == unit_id)
    goes_on = col(models.Tenure.until).is_(None) | (col(models.Tenure.until) > day)
    return list(session.exec(select(models.Tenure).where(col(models.Tenure.seat_id).in_(seats), goes_on)).all())


def named_unit(session: Session, jurisdiction_id: int, name: str) -> models.Unit:
    """Return the unit that goes by this name or alias; raises UnitError, with the likeliest names, if none does."""
    match = unit_names.match(name, registry(session, jurisdiction_id))
    if match.unit is not None:
        return session.get_one(models.Unit, match.unit.id)
    meant = f"是不是{'、'.join(f'“{unit.name}”' for unit in match.alike)}？" if match.alike else ""
    raise UnitError(f"单位库里没有“{name}”。{meant}请写全称；新单位请先发一张单位人员表（列：单位,席位,姓名,职务）。")


def registry(session: Session, jurisdiction_id: int) -> list[unit_names.Known]:
    """Return every unit of a jurisdiction with all its spellings, in order of entry; not those that have ended."""
    rows = session.exec(
        select(models.Unit)
        .where(models.Unit.jurisdiction_id == jurisdiction_id, col(models.Unit.ended_on).is_(None))
        .order_by(col(models.Unit.id))
    ).all()
    spellings = session.exec(
        select(models.UnitAlias).where(models.UnitAlias.jurisdiction_id == jurisdiction_id)
    ).all()
    return [
        unit_names.Known(key(u.id), u.name, u.kind, tuple(a.name for a in spellings if a.unit_id == u.id))
        for u in rows
    ]


def of_ids(session: Session, unit_ids: Collection[int]) -> list[models.Unit]:
    """Return the units of these ids."""
    return list(session.exec(select(models.Unit).where(col(models.Unit.id).in_(unit_ids))).all())


def add_alias(session: Session, unit: models.Unit, name: str) -> None:
    """Let a unit go by another name too; raises UnitError when the name is another unit's."""
    known = find_unit(session, unit.jurisdiction_id, name)
    if known is not None and known.id != unit.id:
        raise UnitError(f"“{name}”已经是“{known.name}”的名称，不能再作“{unit.name}”的别名。")
    if known is None:
        session.add(models.UnitAlias(jurisdiction_id=unit.jurisdiction_id, unit_id=key(unit.id), name=name.strip()))
        session.flush()


def add_to_group(session: Session, group: models.Unit, member: models.Unit, since: date) -> None:
    """Let a unit belong to a group from a day on; raises UnitError where the group is a single unit."""
    if group.kind is not UnitKind.GROUP:
        raise UnitError(f"“{group.name}”不是集合单位，不能有成员。")
    present = session.exec(
        select(models.GroupMembership).where(
            models.GroupMembership.group_id == group.id,
            models.GroupMembership.member_id == member.id,
            col(models.GroupMembership.until).is_(None),
        )
    ).first()
    if present is None:
        session.add(models.GroupMembership(group_id=key(group.id), member_id=key(member.id), since=since))
        session.flush()


def groups_of(session: Session, unit_ids: Collection[int], day: date) -> list[int]:
    """Return the groups to which any of some units belongs on a day."""
    row = models.GroupMembership
    query = select(row.group_id).where(col(row.member_id).in_(unit_ids), *_belongs_on(day))
    return list(dict.fromkeys(session.exec(query).all()))


def members_of(session: Session, group_ids: Collection[int], day: date) -> list[int]:
    """Return the units that belong to any of some groups on a day."""
    row = models.GroupMembership
    query = select(row.member_id).where(col(row.group_id).in_(group_ids), *_belongs_on(day))
    return list(dict.fromkeys(session.exec(query.order_by(col(row.id))).all()))


def group_ids(session: Session, day: date) -> list[int]:
    """Return the groups that have members on a day, in order of their first entry."""
    row = models.GroupMembership
    query = select(row.group_id).where(*_belongs_on(day)).order_by(col(row.id))
    return list(dict.fromkeys(session.exec(query).all()))


def group_members(session: Session, group_id: int, day: date) -> list[models.Unit]:
    """Return the units that belong to a group on a day, in order of their entry."""
    row = models.GroupMembership
    query = select(models.Unit).join(row, col(row.member_id) == col(models.Unit.id))
    query = query.where(row.group_id == group_id, *_belongs_on(day))
    return list(session.exec(query.order_by(col(row.id))).all())


def _belongs_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """Of memberships, those that hold on a day, its first and last one too."""
    row = models.GroupMembership
    return col(row.since) <= day, col(row.until).is_(None) | (col(row.until) >= day)
