"""What goes out and what was shown: a notice is a row before it is a message."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import JSON, Column, Field

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import NoticeKind, NoticeState

_SAID = text("working_day IS NULL")
_SECRET = text("secret")
_OF_NOTICE = text("notice_id IS NOT NULL")


class Notice(Row, table=True):
    """One outgoing message to one person, or into one conversation; a bundle is unique by (person, working day)."""

    __table_args__ = (
        UniqueConstraint("person_id", "working_day"),
        Index("ix_notice_said", "working_day", "send_at", sqlite_where=_SAID, postgresql_where=_SAID),
        Index("ix_notice_state_send_at", "state", "send_at"),
        Index("ix_notice_secret", "secret", sqlite_where=_SECRET, postgresql_where=_SECRET),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """Who is told, wherever they are reached then; none where it is said in a conversation."""
    channel: str | None = None
    address: str | None = None
    """The conversation in which an answer is said; where a notice goes once it is claimed, and went."""
    kind: NoticeKind = term(NoticeKind)
    working_day: date | None = Field(default=None, index=True)
    state: NoticeState = term(NoticeState, NoticeState.PENDING)
    send_at: datetime
    text: str | None = None
    """The words of an answer or a notice; a bundle is rendered from its asks when it is sent."""
    buttons: list[list[list[object]]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    numbers: list[list[int | None]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """``[number, assignment_id, due_id or null]`` each: what the numbers in ``text`` stand for."""
    about: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The titles of what a bundle asked for, kept when its asks were given back."""
    file_name: str | None = None
    file: bytes | None = None
    """What goes along with the text; dropped once it was sent."""
    secret: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it holds links, of which nothing is kept but a hash: its words go at night."""
    changes: str | None = None
    """The message that this one is to take the place of; where it cannot, it is said anew."""
    ref: str | None = None
    """What the channel calls the message, once it was sent."""
    update_id: int | None = Field(default=None, index=True)
    """The row of what came in that this answers; that row goes earlier than this one."""
    attempts: int = 0
    doubtful: int = 0
    """How many attempts ended without anybody knowing whether the message arrived; never taken back."""
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    """Real time, also in a rehearsal: leases and retries follow the wall clock."""
    retry_at: datetime | None = None
    sent_at: datetime | None = None
    error: str | None = None


class Ask(Row, table=True):
    """One rung of the ladder for one due and one seat; ``rung_date`` is the rung's nominal day."""

    __table_args__ = (UniqueConstraint("due_id", "rung_date", "seat_id"),)
    id: int | None = Field(default=None, primary_key=True)
    due_id: int = Field(foreign_key="due.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    rung: str
    rung_date: date
    notice_id: int = Field(foreign_key="notice.id", index=True)
    merged: bool = False
    """An older rung that was overtaken by a later one before it could be sent."""


class Chase(Row, table=True):
    """催办: a due to be asked for again in the bundle of ``day``."""

    id: int | None = Field(default=None, primary_key=True)
    due_id: int = Field(foreign_key="due.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    day: date
    at: datetime


class Shown(Row, table=True):
    """Which numbers stand for which dues on a message, so that "3 已完成" finds its task."""

    __table_args__ = (
        UniqueConstraint("channel", "address", "ref", name="uq_shown_message"),
        Index("ix_shown_notice_id", "notice_id", sqlite_where=_OF_NOTICE, postgresql_where=_OF_NOTICE),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str = Field(index=True)
    ref: str
    """What the channel calls the message."""
    notice_id: int | None = Field(default=None, foreign_key="notice.id")
    items: list[list[int | None]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """``[number, assignment_id, due_id or null]`` each."""
    at: datetime = Field(index=True)


class Prompt(Row, table=True):
    """What the bot is waiting for a person to type; at most one each."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    kind: str
    args: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    at: datetime


class Fact(Row, table=True):
    """A single named value, such as the rehearsal clock."""

    name: str = Field(primary_key=True)
    value: str
