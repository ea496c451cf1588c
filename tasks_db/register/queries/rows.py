"""The rows of answers: values with the ids that a number on the screen stands for."""

from datetime import date, datetime
from typing import Generic, TypeVar

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import IndicatorLine
from tasks_db.register.queries.asked import Filters
from tasks_db.register.states import LateWork
from tasks_db.terms import (
    AnswerKind,
    AssignmentState,
    CheckpointKind,
    Light,
    Mark,
    ReportState,
    ReportStatus,
    Role,
    Term,
    WorkState,
)

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[R_co]):
    """All rows of an answer, the moment they hold for and, in words, what it was narrowed to.

    ``narrowed`` says that the asker's seats see a part of the register only, so that no rows never mean that there
    is nothing (R14); ``hidden`` that the units asked for lie wholly outside that part. ``of`` is how many there might
    have been: the reports that were owed by now, the tasks of any state. ``beside`` are rows that are told of in a
    line of their own: they are none of what was asked for, though one may look for them here.
    """

    as_of: datetime
    filters: Filters
    about: tuple[str, ...]
    rows: tuple[R_co, ...]
    narrowed: bool = False
    hidden: bool = False
    of: int | None = None
    beside: tuple[R_co, ...] = ()


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

    ``work_state`` is there where the row tells of the whole task, ``mark`` what stands beside it,
    ``late`` where that is 逾期. ``speaker`` is the
    unit whose percent and words these are, where it is another than ``unit``: it speaks while that one is silent.
    ``reported`` of ``asked`` counts the other units for those who may see them.
    """

    task: TaskRef
    assignment_id: int | None
    due_id: int | None
    unit: str | None
    due_day: date | None
    work_state: WorkState | None
    mark: Mark | None
    light: Light | None
    late: LateWork | None
    state: AssignmentState
    speaker: str | None
    percent: int | None
    text: str
    report_id: int | None
    reported_at: datetime | None
    asked: int
    reported: int
    problem: str = ""
    needs: str = ""
    leaders: tuple[str, ...] = ()
    owed: CheckpointKind | None = None
    deadline: date | None = None
    """The task's own; ``due_day`` is that of what is owed next, which ``owed`` names."""


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
    exempted: str | None = None
    """Why the unit owes nothing, where the office exempted it; else None."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator's line, with whoever is asked for its figure.

    ``printed``: the asker sees only what the plan prints of it.
    """

    line: IndicatorLine
    assignment_id: int | None
    due_id: int | None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class DueRow:
    """A date that falls into the days asked for: the task's own, or the unit's own collection day (R9).

    ``day`` is the day that counts for the asker: for whoever sees everything the task's, else the unit's. ``state``
    is there where the row tells of the whole task; ``is_open`` says whether it is still to be satisfied.
    """

    task: TaskRef
    assignment_id: int
    due_id: int | None
    unit: str
    day: date
    task_day: date
    days_left: int
    kind: CheckpointKind
    target: str
    state: WorkState | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened: a report of a unit, or with ``closed`` the end of a task.

    ``decision`` is what the office decided of a report that has to be reviewed, else None.
    """

    task: TaskRef
    assignment_id: int | None
    unit: str
    at: datetime
    kind: AnswerKind | None
    percent: int | None
    text: str
    decision: ReportStatus | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A 申请延期 or 申请办结 and what became of it; ``old`` and ``new`` are days of an extension.

    ``decided_at``, ``decider`` and ``reason`` tell of the decision, None while it waits.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    report_id: int
    kind: AnswerKind
    at: datetime
    old: date | None
    new: date | None
    text: str
    decision: ReportStatus
    incomplete: bool
    decided_at: datetime | None = None
    decider: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How many tasks are in a state, and how many wear a light; or, beside these, one of the tasks counted.

    ``day`` is the next date of that task, None where no date lies before it.
    """

    state: WorkState | None
    light: Light | None
    count: int
    task: TaskRef | None = None
    day: date | None = None


class NotAsked(Term):
    """Why a unit is not asked about a task now."""

    NOBODY = "nobody", "没有联络员"
    UNBOUND = "unbound", "联络员没有绑定"
    UNREACHED = "unreached", "联系不上"
    UNKNOWN = "unknown", "单位没有识别"
    ANSWERED = "answered", "已经反馈，暂不再催"
    REQUESTED = "requested", "有申请等待审核"
    SATISFIED = "satisfied", "没有到期未办的"
    NOT_YET = "not_yet", "还没有到催的日子"
    ASKED = "asked", "已经催过"


@dataclass(frozen=True, slots=True)
class AskedRow:
    """When a unit was asked about a task, when it will be next, and why not now. ``asked`` are days, latest last.

    ``at`` is when the last of these messages left, None where that is not known.
    """

    task: TaskRef
    assignment_id: int
    due_id: int | None
    unit: str
    asked: tuple[date, ...]
    following: date | None
    why: NotAsked
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedRow:
    """How many of the tasks that a unit is asked for it has acknowledged (签收), by that or by any answer.

    ``reached`` is whether somebody can be asked for it at all; ``at`` is when it did so last.
    """

    unit_id: int | None
    unit: str
    asked: int
    signed: int
    reached: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class VacantRow:
    """A unit that nobody can be asked for, why, and on how many tasks."""

    unit_id: int | None
    unit: str
    why: NotAsked
    tasks: int
