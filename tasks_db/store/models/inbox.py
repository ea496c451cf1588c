"""What came in, long work that somebody waits for, and which process does what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import JSON, Column, Field

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import JobState, UpdateState

_WAITING = text("state = 'waiting'")


class Update(Row, table=True):
    """One thing that came in on a channel, as it came; the same number from the same bot is the same thing (R3)."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "bot", "number"),
        Index("ix_inbox_waiting", "lane", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    number: str
    """What the channel calls it."""
    lane: str
    """Who caused it: what one person says is worked off in order."""
    album: str | None = None
    """The set of files that it is a part of."""
    raw: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: UpdateState = term(UpdateState, UpdateState.WAITING)
    received_at: datetime
    """Real time, also in a rehearsal."""
    done_at: datetime | None = Field(default=None, index=True)
    error: str | None = None


class Job(Row, table=True):
    """Long work that an update began: files to fetch and to read; ``event`` is what was said, ``work`` what to do."""

    __table_args__ = (Index("ix_job_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),)
    id: int | None = Field(default=None, primary_key=True)
    work: str
    update_id: int
    """The row of what came in that began it; that row goes earlier than this one."""
    event: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: JobState = term(JobState, JobState.WAITING)
    attempts: int = 0
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    """Renewed while the work goes on."""
    at: datetime
    done_at: datetime | None = None


class Lease(Row, table=True):
    """Which process does what only one may do; over at ``until``, in real time, unless it is renewed."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime
