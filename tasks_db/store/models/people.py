"""Jurisdictions, units and who speaks for them."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import JSON, Column, Field

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import BodyKind, SeatRole, TenureKind, UnitKind


class Jurisdiction(Row, table=True):
    """A county, district or city; units, aliases and groups are unique within it."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Unit(Row, table=True):
    """A department, town or company, or (kind GROUP) a named set of units printed as one."""

    __table_args__ = (UniqueConstraint("jurisdiction_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    jurisdiction_id: int = Field(foreign_key="jurisdiction.id")
    name: str
    kind: UnitKind = term(UnitKind, UnitKind.UNIT)
    level: str | None = None
    ended_on: date | None = None
    """The last day on which there was such a unit; what it did stays under its name."""


class UnitAlias(Row, table=True):
    """Another name of a unit, as plans print it; a name belongs to one unit of its jurisdiction."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("jurisdiction_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    jurisdiction_id: int = Field(foreign_key="jurisdiction.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str


class GroupMembership(Row, table=True):
    """A unit belongs to a group from ``since`` to ``until``, both days included."""

    __tablename__ = "group_membership"
    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="unit.id", index=True)
    member_id: int = Field(foreign_key="unit.id", index=True)
    since: date
    until: date | None = None


class JointMeeting(Row, table=True):
    """A standing body with its ``rules`` as ``meetings.rules`` keeps them; its office sits in ``office_unit_id``."""

    __tablename__ = "joint_meeting"
    id: int | None = Field(default=None, primary_key=True)
    jurisdiction_id: int = Field(foreign_key="jurisdiction.id")
    name: str
    kind: BodyKind = term(BodyKind, BodyKind.JOINT_MEETING)
    office_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    rules: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Person(Row, table=True):
    """Somebody who may hold seats; where they are reached is an Account."""

    id: int | None = Field(default=None, primary_key=True)
    jurisdiction_id: int = Field(foreign_key="jurisdiction.id")
    name: str


class Account(Row, table=True):
    """Where a person is reached: a channel and the address in it (for Telegram the private chat's id).

    One of a person's accounts is preferred.
    """

    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index(
            "uq_account_preferred",
            "person_id",
            unique=True,
            sqlite_where=text("preferred"),
            postgresql_where=text("preferred"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    address: str
    reachable: bool = True
    preferred: bool = True
    """Where the person is told things, as long as they can be reached there."""
    bound_at: datetime


class Seat(Row, table=True):
    """A role of a unit in a joint meeting; who holds it is a Tenure."""

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: SeatRole = term(SeatRole)
    post: str = ""


class Tenure(Row, table=True):
    """A person holds (or, as DEPUTY, stands in for) a seat from ``since`` to ``until``, both days included."""

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: TenureKind = term(TenureKind, TenureKind.HOLDER)
    since: date
    until: date | None = None


class Invitation(Row, table=True):
    """A one-time code that binds a chat account to a seat; only its hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    code_hash: str = Field(unique=True)
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
