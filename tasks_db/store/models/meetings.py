"""Sittings of a joint meeting: who is called, what is on the agenda, what was decided."""

from datetime import date, datetime
from typing import Any

from sqlmodel import JSON, Column, Field

from tasks_db.store.models.columns import term, term_or_none
from tasks_db.store.models.row import Row
from tasks_db.terms import Decided, FilingMode, ItemKind, Presence, Reply, SeatRole, SittingKind, SittingState


class Sitting(Row, table=True):
    """One sitting from its proposal to its issued minutes; the moments say when each step was taken.

    ``number`` counts the sittings of a kind within a year, given when the notice goes out. ``chair`` is who chairs,
    as printed. The notice is checked and signed before it goes out, and ``notice`` is what it said then. ``dropped``
    names what the office took off the proposed agenda. ``plan_id`` is the plan that holds the tasks of its
    resolutions once the minutes are issued.
    """

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id", index=True)
    kind: SittingKind = term(SittingKind)
    state: SittingState = term(SittingState, SittingState.PROPOSED)
    topic: str
    grounds: str = ""
    """Why it is proposed, as typed behind 理由."""
    title: str = ""
    """What stands before its kind in its name: 校园周边交通安全 of 校园周边交通安全专题会议."""
    proposed_by: int = Field(foreign_key="person.id")
    proposed_as: str
    """In which capacity it was proposed: 县教育局成员 王青."""
    proposed_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    reason: str = ""
    """Why it was refused or cancelled, or why the minutes came back."""
    number: int | None = None
    starts_at: datetime | None = None
    place: str = ""
    chair: str = ""
    reply_by: date | None = None
    notice_checked_at: datetime | None = None
    notice_checked_by: int | None = Field(default=None, foreign_key="person.id")
    notice_signed_at: datetime | None = None
    notice_signed_by: int | None = Field(default=None, foreign_key="person.id")
    notice: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    dropped: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    agenda_before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """The agenda as it was before the last change, for 撤销."""
    reminded_at: datetime | None = None
    """When the units that had not answered the notice got it again last."""
    called_at: datetime | None = None
    held_at: datetime | None = None
    requirements: str = ""
    """What the chair asked for in words (要求); typed by the office, never composed."""
    signed_by: int | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = None
    issue: int | None = None
    """The number of the issued minutes within the year (第N期)."""
    issued_at: datetime | None = None
    plan_id: int | None = Field(default=None, foreign_key="plan.id")


class Attendee(Row, table=True):
    """A unit that is called to a sitting: what it answered, and how it was there.

    ``seat_id`` is whose answer is asked for; None for a unit without a seat (列席). ``person_id`` is who was told.
    """

    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    seat_id: int | None = Field(default=None, foreign_key="seat.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    observer: bool = False
    reply: Reply | None = term_or_none(Reply)
    replied_at: datetime | None = None
    delegate: str = ""
    """Who comes instead, as typed."""
    reason: str = ""
    presence: Presence | None = term_or_none(Presence)
    attended: str = ""
    """Who sat there, as printed."""


class AgendaItem(Row, table=True):
    """A matter on the agenda; ``units`` are those that it needs beside the one that reports."""

    __tablename__ = "agenda_item"
    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    position: int
    kind: ItemKind = term(ItemKind)
    matter: str
    reporter: str = ""
    units: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    source: str = ""


class Resolution(Row, table=True):
    """What a sitting decided of a matter. One that is ``supervised`` (督办) is a task once the minutes are issued."""

    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int = Field(foreign_key="sitting.id", index=True)
    position: int
    kind: Decided = term(Decided)
    text: str
    lead_id: int | None = Field(default=None, foreign_key="unit.id")
    with_units: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    day: date | None = None
    supervised: bool = False
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)


class Filing(Row, table=True):
    """备案: a seat that changed hands, with how, why and from when; ``basis`` names the sitting or who approved it.

    ``open_items`` is how many open tasks went along.
    """

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    role: SeatRole = term(SeatRole)
    before: str = ""
    before_post: str = ""
    after: str
    after_post: str = ""
    mode: FilingMode = term(FilingMode)
    reason: str = ""
    basis: str = ""
    since: date
    filed_at: datetime
    filed_by: str
    open_items: int = 0
