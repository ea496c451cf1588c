"""Plans, their tasks, who has them and when they are due."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, Index, Text, UniqueConstraint, event, false, text
from sqlalchemy.schema import ExecutableDDLElement
from sqlmodel import JSON, Column, Field, SQLModel

from tasks_db.store.models.columns import term
from tasks_db.store.models.row import Row
from tasks_db.terms import CheckpointKind, PlanStage, Role

LONG_AGO = date(1970, 1, 1)
"""As ``Due.look_on``: to be looked at with the next tick."""


def _json_list() -> Column[object]:
    return Column(JSON, nullable=False)


class Plan(Row, table=True):
    """A loaded plan: what its document says of itself, and where it stands between loading and closing.

    ``file_hash`` recognises the same file dropped twice. ``settings`` holds what the plan does not leave to the
    defaults of ``PlanSettings``, for instance a ladder of its own.
    """

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="joint_meeting.id", index=True)
    title: str
    number: str | None = None
    issuer: str | None = None
    document_status: str | None = None
    """``draft`` (征求意见稿), ``issued`` (印发) or None where the document does not say."""
    stage: PlanStage = term(PlanStage, PlanStage.LOADED)
    issued_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    loaded_at: datetime
    dispatched_at: datetime | None = None
    file_name: str
    file_hash: str = Field(index=True)
    settings: dict[str, object] = Field(default_factory=dict, sa_column=_json_list())
    remarks: list[dict[str, str]] = Field(default_factory=list, sa_column=_json_list())
    intake: dict[str, object] = Field(default_factory=dict, sa_column=_json_list())
    """Duties, members and the papers above it as printed, until the office takes them over."""


class PlanText(Row, table=True):
    """The text that a plan was read from, and what each stretch of it was read as.

    ``spans`` partition the text: ``[place, start, end, read as]``, in characters.
    """

    __tablename__ = "plan_text"
    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    spans: list[list[Any]] = Field(default_factory=list, sa_column=_json_list())


class Task(Row, table=True):
    """One row of the register, with its verbatim source and place."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    seq: str = Field(index=True)
    section: str | None = None
    title: str
    content: str
    leaders: list[str] = Field(default_factory=list, sa_column=_json_list())
    deadline_text: str | None = None
    standing: bool = False
    """长期: no deadline, periodic reports only."""
    cycles: list[dict[str, Any]] = Field(default_factory=list, sa_column=_json_list())
    """Reporting cycles as ``store.cycles`` writes them; their rounds are laid out at the dispatch."""
    source_place: str = ""
    source_quote: str = ""
    confidence: float = 1.0
    candidate: bool = False
    """Found beside the register and not (yet) taken by the office."""
    review: str | None = None
    """``past_due`` while a task loaded after its date waits for the office, else None."""
    indicator_id: int | None = Field(default=None, foreign_key="indicator.id")
    """Set where the task is the asking for an indicator's figure."""
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    """Declared 办结 by the office itself, for instance because it was done before the plan was loaded."""
    struck_off_at: datetime | None = None
    done_on: date | None = None
    """办结日期 as the office says, where it learnt later that the task was done; None for the day of its closing."""


class Assignment(Row, table=True):
    """Task × unit × role. ``unit_id`` is None while the printed name is not known to the registry.

    A group that is asked unit by unit has a child assignment for every member (``parent_id``).
    """

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="assignment.id")
    printed: str
    role: Role = term(Role)
    position: int
    consolidates: bool = False
    asked: bool = True
    ended_at: datetime | None = None
    by_office: bool = False
    """Added by the office to consolidate; no plan prints it."""


class Checkpoint(Row, table=True):
    """A date of a task; ``original_day`` is the first one if it was moved, ``target`` what is due then."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    kind: CheckpointKind = term(CheckpointKind)
    day: date
    target: str = ""
    basis: str
    """How the date was found: column, text, plan_period, default, office or extension."""
    confirmed: bool = False
    original_day: date | None = None


class Due(Row, table=True):
    """What one unit owes at one checkpoint; exempted with a reason or satisfied by a report."""

    __table_args__ = (
        UniqueConstraint("checkpoint_id", "assignment_id"),
        Index(
            "ix_due_look_on",
            "look_on",
            "checkpoint_id",
            "touched",
            sqlite_where=text("look_on IS NOT NULL"),
            postgresql_where=text("look_on IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    checkpoint_id: int = Field(foreign_key="checkpoint.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    day: date
    exempted_at: datetime | None = None
    exempted_reason: str | None = None
    look_on: date | None = Field(default=LONG_AGO, sa_column_kwargs={"server_default": str(LONG_AGO)})
    """Nothing can be asked of it before this day; None: not before something happens. A row that nobody has looked at
    is looked at by the next tick."""
    touched: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often something happened that bears on ``look_on``: who has read an earlier count must not write it."""
    put_off_at: datetime | None = None
    """When the unit last put off its answer (晚点再报)."""
    put_off_until: date | None = None
    put_offs: int = 0
    """How often it did."""
    put_off_by_office: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it was the office that put it off last (缓催), for the reason below."""
    put_off_why: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Indicator(Row, table=True):
    """A figure that a plan wants reached: the unit of ``measure``, and baseline and targets by year, as printed."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    seq: str
    name: str
    measure: str | None = None
    baseline: dict[str, str] = Field(default_factory=dict, sa_column=_json_list())
    targets: dict[str, str] = Field(default_factory=dict, sa_column=_json_list())
    supplier_id: int | None = Field(default=None, foreign_key="unit.id")


class Finding(Row, table=True):
    """Something in the document that the office should look at; ``severity`` is error, warning or info.

    It stays open until ``settled_at``. ``quotes`` are the places of the document that it rests on.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    kind: str
    severity: str
    message: str
    quotes: list[dict[str, str]] = Field(default_factory=list, sa_column=_json_list())
    settled_at: datetime | None = None


class AuditEntry(Row, table=True):
    """Who changed what, when, by which authority and act. Rows are only ever added: the database refuses the rest."""

    __tablename__ = "audit_entry"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    authority: str
    act: str | None = None
    """The function that did it, as ``answering.record``; None in entries of before it was kept."""
    action: str
    entity: str
    entity_id: int | None = None
    detail: dict[str, object] = Field(default_factory=dict, sa_column=_json_list())
    changes: list[list[Any]] = Field(default_factory=list, sa_column=_json_list())
    """``[table, key, field, old, new]`` for every field that was changed."""


_REFUSED = "audit entries are never changed or removed"


def _ddl(words: str, dialect: str) -> ExecutableDDLElement:
    made: ExecutableDDLElement = DDL(words).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
    return made


_GUARDS = (
    *(
        _ddl(f"CREATE TRIGGER audit_entry_{what.lower()} BEFORE {what} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END", "sqlite")
        for what in ("UPDATE", "DELETE")
    ),
    _ddl("CREATE OR REPLACE FUNCTION lianxi_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$", "postgresql"),
    _ddl("CREATE TRIGGER audit_entry_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION lianxi_refuse_change()", "postgresql"),
)  # fmt: skip
"""What a new table is given beside its columns; an older one got the same by migration 0007."""
for _guard in _GUARDS:
    event.listen(SQLModel.metadata.tables["audit_entry"], "after_create", _guard)
