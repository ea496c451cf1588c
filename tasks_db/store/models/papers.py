"""Papers of the office: how far each has come, by whom, and what was issued."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Column, Field

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import PaperKind, PaperState


def _json() -> Column[object]:
    return Column(JSON, nullable=True)


class Paper(Row, table=True):
    """A paper on its way to being issued: 起草 → 核稿 → 签发 → 印发; from then on it is never changed.

    A letter goes to one unit, and what it says stands in ``value`` from its draft on. ``plan_ids`` are the plans that
    a digest tells of, empty meaning all; ``ticked`` the reports whose facts the office wants told, None leaving it to
    the rule. ``before_id`` is the issue that it is held against, ``corrects_id`` the one that it corrects. ``value``
    is what was issued, ``files`` its files as ``[name, sha256]``.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "kind", "year", "number", name="uq_paper_number"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id", index=True)
    kind: PaperKind = term(PaperKind, PaperKind.DIGEST)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    state: PaperState = term(PaperState, PaperState.DRAFTED)
    as_of: datetime
    plan_ids: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    ticked: list[int] | None = Field(default=None, sa_column=_json())
    before_id: int | None = Field(default=None, foreign_key="paper.id")
    corrects_id: int | None = Field(default=None, foreign_key="paper.id")
    year: int | None = None
    number: int | None = None
    drafted_at: datetime
    drafted_by: int | None = Field(default=None, foreign_key="person.id")
    checked_at: datetime | None = None
    checked_by: int | None = Field(default=None, foreign_key="person.id")
    signed_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="person.id")
    issued_at: datetime | None = None
    issued_by: int | None = Field(default=None, foreign_key="person.id")
    value: dict[str, Any] | None = Field(default=None, sa_column=_json())
    files: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class PaperReply(Row, table=True):
    """What a unit that a digest names was shown of it before it is signed, and what it answered.

    ``lines`` are the sentences that name it; ``answer`` is empty where it has nothing against them.
    """

    __tablename__ = "paper_reply"
    __table_args__ = (UniqueConstraint("paper_id", "unit_id", name="uq_paper_reply_unit"),)
    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    lines: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    shown_at: datetime
    until: datetime
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answer: str = ""
