"""What units said, with evidence and figures."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import AnswerKind, ReportStatus


class Report(Row, table=True):
    """What a unit said of its share of a task at one moment; a correction is a new version."""

    __table_args__ = (
        Index(
            "ix_report_waiting",
            "at",
            sqlite_where=sql("status = 'submitted'"),
            postgresql_where=sql("status = 'submitted'"),
        ),
        Index(
            "uq_report_form",
            "assignment_id",
            "form_key",
            unique=True,
            sqlite_where=sql("form_key IS NOT NULL"),
            postgresql_where=sql("form_key IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    checkpoint_id: int | None = Field(default=None, foreign_key="checkpoint.id")
    """The checkpoint that the answer is about; None where the task had nothing open."""
    person_id: int = Field(foreign_key="person.id")
    """Who speaks for the unit."""
    entered_by: int | None = Field(default=None, foreign_key="person.id")
    """代录: the office's person who wrote down an answer given by phone."""
    at: datetime = Field(index=True)
    called_on: date | None = None
    """The day on which the unit phoned, where it was written down on another."""
    kind: AnswerKind = term(AnswerKind)
    percent: int | None = None
    text: str = ""
    problem: str | None = None
    needs: str | None = None
    expected: date | None = None
    new_date: date | None = None
    old_day: date | None = None
    """The date that an accepted extension moved."""
    status: ReportStatus = term(ReportStatus)
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    withdrawn_at: datetime | None = None
    replaces_id: int | None = Field(default=None, foreign_key="report.id")
    link_id: int | None = Field(default=None, foreign_key="link.id")
    """The link by which it came in."""
    form_key: str | None = None
    """What the form called it that it came in by, so that the same form sent twice is one answer.

    Where the office wrote it down from a spreadsheet it begins with what that is: 台账, 填报表.
    """


class Evidence(Row, table=True):
    """A file kept as proof: stored by its hash, shown by its name."""

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    file_name: str
    sha256: str
    size: int


class Measurement(Row, table=True):
    """A measured value of an indicator as its supplying unit gave it; ``period`` is the target's year."""

    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicator.id", index=True)
    report_id: int = Field(foreign_key="report.id")
    period: str
    value: str
    at: datetime
