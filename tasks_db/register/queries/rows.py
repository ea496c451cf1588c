"""The rows of answers: values with the ids that a number on the screen stands for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from tasks_db.register.digest.values import IndicatorLine, TaskRef
from tasks_db.register.queries.asked import Filters
from tasks_db.terms import AssignmentState, CheckpointKind, DigestClass, Role

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[R_co]):
    """All rows of an answer, the moment they hold for and, in words, what it was narrowed to."""

    as_of: datetime
    filters: Filters
    about: tuple[str, ...]
    rows: tuple[R_co, ...]


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """What is overdue at one unit, or at members of one group (``missing``): the earliest due of it.

    ``is_task`` marks the rows that make a whole task overdue, as the digest counts them.
    """

    task: TaskRef
    assignment_id: int
    due_id: int | None
    unit: str
    due_day: date
    days: int
    kind: CheckpointKind
    is_task: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """Where one task stands by the word of ``unit``, None where nobody answers for it.

    ``digest_class`` is there where the unit answers for the whole task; ``reported`` of ``asked`` counts the other
    units for those who may see them.
    """

    task: TaskRef
    assignment_id: int | None
    due_id: int | None
    unit: str | None
    due_day: date | None
    digest_class: DigestClass | None
    state: AssignmentState
    percent: int | None
    text: str
    report_id: int | None
    reported_at: datetime | None
    asked: int
    reported: int


@dataclass(frozen=True, slots=True)
class MineRow:
    """A share of the asker's units that is not closed; ``due_id`` is None where nothing is owed at present."""

    task: TaskRef
    assignment_id: int
    due_id: int | None
    unit: str
    role: Role
    consolidates: bool
    due_day: date | None
    days_left: int | None
    kind: CheckpointKind | None
    state: AssignmentState


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator's line, with whoever is asked for its figure."""

    line: IndicatorLine
    assignment_id: int | None
    due_id: int | None
