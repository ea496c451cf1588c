"""How a digest names what it tells of: the report behind a line, a plan without its tasks, a task."""

from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.progress import SELF_EVIDENT
from tasks_db.register.values import Plan, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus


@dataclass(frozen=True, slots=True)
class Source:
    """A report that a line rests on; ``entered_by`` is who wrote down an answer given by phone (代录)."""

    report_id: int
    unit: str
    person: str
    entered_by: str | None
    at: datetime
    kind: AnswerKind
    decision: ReportStatus
    called_on: date | None = None
    """The day of the call, where it was written down on another."""
    sheet: str = ""
    """The spreadsheet from which it was written down (台账, 填报表)."""

    @property
    def said_on(self) -> date:
        """The day on which the unit said it."""
        return self.called_on or local_date(self.at)

    @property
    def waits(self) -> bool:
        """Whether somebody has still to review it."""
        return self.decision is ReportStatus.SUBMITTED and self.kind not in SELF_EVIDENT

    @classmethod
    def of(cls, report: Report, as_of: datetime) -> "Source":
        """Return a report as the source of a line, with what the office had decided of it by ``as_of``."""
        return cls(
            report.id,
            report.unit,
            report.person,
            report.entered_by,
            report.at,
            report.kind,
            report.decision(as_of),
            report.called_on,
            report.sheet,
        )


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan of the digest without its tasks; ``dispatched_on`` is the local day of 交办.

    ``lead_days`` is how many working days before a task's date its other units owe their report (R9).
    """

    id: int
    meeting_id: int
    title: str
    number: str | None
    period: tuple[date | None, date | None]
    dispatched_on: date
    lead_days: int

    @classmethod
    def of(cls, plan: Plan, dispatched_at: datetime) -> "PlanHead":
        """Return the head of a plan that was dispatched at the instant ``dispatched_at``."""
        return cls(
            plan.id,
            plan.meeting_id,
            plan.title,
            plan.number,
            plan.period,
            local_date(dispatched_at),
            plan.settings.responsible_lead_days,
        )


@dataclass(frozen=True, slots=True)
class TaskRef:
    """Names a task in a line of the digest; ``section`` is the heading it stands under, None without one."""

    plan_id: int
    task_id: int
    seq: str
    title: str
    section: str | None

    @classmethod
    def of(cls, task: Task) -> "TaskRef":
        """Return the reference to a task of the register."""
        return cls(task.plan_id, task.id, task.seq, task.title, task.section)
