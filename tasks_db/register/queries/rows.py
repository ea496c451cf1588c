"""The rows of answers: values with the ids that a number on the screen stands for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from tasks_db.register.digest.values import IndicatorLine, TaskRef
from tasks_db.register.queries.asked import Filters
from tasks_db.register.states import LateWork
from tasks_db.terms import AssignmentState, CheckpointKind, ReportState, Role, WorkState

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[R_co]):
    """All rows of an answer, the moment they hold for and, in words, what it was narrowed to.

    ``narrowed`` says that the asker's seats see a part of the register only, so that no rows never mean that there
    is nothing (R14); ``hidden`` that the unit asked for lies wholly outside that part.
    """

    as_of: datetime
    filters: Filters
    about: tuple[str, ...]
    rows: tuple[R_co, ...]
    narrowed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """Late work, or beside it a late report: two things, told apart by ``report_state``.

    Without a ``report_state`` the row is work: a date of the task that went by undone. ``is_task`` marks those that
    make a whole task 逾期, as the digest counts them; the rest are missed milestones of 长期推进. With one it is a
    unit that did not report its last due. ``missing`` names the units meant: one, or members of a group.
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
    report_state: ReportState | None = None


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """Where one task stands by the word of ``unit``, None where nobody answers for it.

    ``work_state`` is there where the row tells of the whole task, ``late`` where that is 逾期. ``speaker`` is the
    unit whose percent and words these are, where it is another than ``unit``: it speaks while that one is silent.
    ``reported`` of ``asked`` counts the other units for those who may see them.
    """

    task: TaskRef
    assignment_id: int | None
    due_id: int | None
    unit: str | None
    due_day: date | None
    work_state: WorkState | None
    late: LateWork | None
    state: AssignmentState
    speaker: str | None
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
