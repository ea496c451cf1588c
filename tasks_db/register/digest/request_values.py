"""What units asked for, as values of a digest: more time with both dates, closings, whose decision is missing."""

from datetime import date, datetime
from enum import StrEnum

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.terms import CheckpointKind, ReportStatus


class Moves(StrEnum):
    """What a request for more time would move: the task's date, the date of one unit's share, or its report alone."""

    TASK = "task"
    SHARE = "share"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Extension:
    """申请延期: both dates and what became of it.

    ``decided_at`` and ``decided_by`` (召集人沈怀瑾) are None while it waits; ``reason`` is that of a refusal. ``old``
    is None where the date that it is about is not on record; it is the task's own, as the plan prints it, unless the
    unit ``moves`` its report alone. ``text`` is all that the unit wrote, ``why`` its reason in that, ``needs`` whose
    help it asks for; both may be empty. ``demanded`` is the day until which a refusal wants the work done, where it
    says so. ``sought`` is the day that was asked for, where another was granted.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    kind: CheckpointKind
    old: date | None
    new: date
    decision: ReportStatus
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    source: Source
    why: str = ""
    demanded: date | None = None
    moves: Moves = Moves.TASK
    text: str = ""
    needs: str = ""
    sought: date | None = None

    @property
    def is_granted(self) -> bool:
        """Whether it was granted."""
        return self.decision is ReportStatus.ACCEPTED

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision is ReportStatus.SUBMITTED


@dataclass(frozen=True, slots=True)
class Closure:
    """申请办结 that waits: for the office, or for ``awaited``, the units asked that have not reported (待补齐)."""

    task: TaskRef
    assignment_id: int
    unit: str
    text: str
    source: Source
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitsOn:
    """A unit on whose decision work waits by another unit's words: ``clause`` says so, ``what`` it has to ``do``."""

    task: TaskRef
    unit: str
    on: str
    clause: str
    what: str
    do: str
    source: Source
