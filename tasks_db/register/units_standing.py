"""Where each unit of a task stands with its report, whoever consolidates included: who reported, who lacks."""

from datetime import date, datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress, report_states
from tasks_db.register.digest.silence import SILENT
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, BarePlan, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus


@dataclass(frozen=True, slots=True)
class Lacking:
    """A unit that is asked and has not reported: ``day`` is when it has or had to, None where nothing is open.

    ``returned``: it has reported, that was sent back, and it is to report again.
    """

    unit: str
    consolidates: bool
    day: date | None
    over: bool
    returned: bool = False


@dataclass(frozen=True, slots=True)
class UnitsStanding:
    """The units of a task: what each said last, who lacks, who is exempted, and which printed ones nobody asks.

    A group's members stand for themselves, and never beside their group. ``pleas`` is what became of their pleas.
    """

    task: Task
    reported: tuple[tuple[Assignment, Report], ...]
    lacking: tuple[Lacking, ...]
    exempted: tuple[str, ...]
    unasked: tuple[str, ...]
    pleas: tuple[tuple[Assignment, PleaTold], ...] = ()


def units_standing(reading: Reading, plan: BarePlan, task: Task, as_of: datetime) -> UnitsStanding:
    """Return where the units of a task stand: a unit that spoke lacks again once a later report is over (R15)."""
    reported: list[tuple[Assignment, Report]] = []
    lacking: list[Lacking] = []
    exempted: list[str] = []
    for share in task.asked_assignments:
        word = progress.last_word(share, as_of)
        last = report_states.unit_report(reading, plan, task, share, as_of)
        if progress.is_exempted(share, as_of):
            exempted.append(share.unit)
        elif word is None or last.state in SILENT:
            over = last.state in SILENT
            ahead = min((d.day for d in share.dues if progress.is_open(task, share, d, as_of)), default=None)
            day = last.due.day if over and last.due is not None else ahead
            lacking.append(Lacking(share.unit, share.consolidates, day, over, returned=_was_returned(share, as_of)))
        else:
            reported.append((share, word))
    unasked = tuple(a.printed for a in task.printed_assignments if not a.asked)
    return UnitsStanding(task, tuple(reported), tuple(lacking), tuple(exempted), unasked)


def _was_returned(share: Assignment, as_of: datetime) -> bool:
    """Whether the newest that a unit said and did not take back was sent back."""
    said = [one for one in share.reports if one.kind is not AnswerKind.RECEIVED and one.said_by(as_of)]
    return bool(said) and max(said, key=lambda one: one.id).decision(as_of) is ReportStatus.RETURNED
