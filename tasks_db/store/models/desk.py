"""What the office does beside plans: pleas and silences passed on, opinions heard, notices that are to be read."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tasks_db.store.models.row import Row


class Plea(Row, table=True):
    """What became of a report's 需协调事项: who was told of it, and what the answer was."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", unique=True)
    unit_told_at: datetime | None = None
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    """The unit to which the office passed it on."""
    helper_answer: str = ""
    """What that unit answered by itself; the answer of the office or a convenor stands beside it, never over it."""
    helper_answered_at: datetime | None = None
    convenor_told_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answer: str = ""


class Raised(Row, table=True):
    """A due about which a unit is silent, put before the convenors by the office."""

    id: int | None = Field(default=None, primary_key=True)
    due_id: int = Field(foreign_key="due.id", unique=True)
    at: datetime


class Opinion(Row, table=True):
    """意见: what somebody thinks of the bot, and the office's answer."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    text: str
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answer: str = ""


class Circular(Row, table=True):
    """通知: words of the office for everybody or for a group's units, which each of them signs for (签收)."""

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id")
    at: datetime
    text: str
    whom: str
    """As it is called: 全体, or the names of units and groups."""


class CircularReader(Row, table=True):
    """A unit that a 通知 is for, whom it was sent to and when they signed; without a person nobody was reached.

    ``answer`` is what the unit answered beside signing. ``phoned`` is who took the call where it was told by phone.
    """

    __tablename__ = "circular_reader"
    __table_args__ = (UniqueConstraint("circular_id", "person_id", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    circular_id: int = Field(foreign_key="circular.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    read_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    phoned: str = ""
