"""What is recorded of answers, flat, for whoever compares it with what was meant."""

from collections.abc import Iterator
from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.reading import Register
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus


@dataclass(frozen=True, slots=True)
class Recorded:
    """One report as it stands: ``due_date`` is the date of the task that it is about, ``figures`` what was measured.

    ``needs_from`` is whom the unit asks for help; ``needs`` is the same, or for 不属我单位 the unit said to own the
    task.
    """

    report_id: int
    seq: str
    task: str
    unit: str
    kind: AnswerKind
    percent: int | None
    text: str
    problem: str | None
    needs: str | None
    needs_from: str | None
    expected: date | None
    new_date: date | None
    due_date: date | None
    figures: tuple[str, ...]
    status: ReportStatus


def recorded(register: Register) -> Iterator[Recorded]:
    """Yield every report of a register, withdrawn ones and drafts too, by number."""
    found = (
        (task, assignment, report)
        for plan in register.plans
        for task in plan.tasks
        for assignment in task.shares
        for report in assignment.reports
    )
    figures: dict[int, list[str]] = {}
    for plan in register.plans:
        for indicator in plan.indicators:
            for measured in indicator.measurements:
                figures.setdefault(measured.report_id, []).append(measured.value)
    for task, assignment, report in sorted(found, key=lambda one: one[2].id):
        yield _recorded(task, assignment, report, tuple(figures.get(report.id, ())))


def _recorded(task: Task, assignment: Assignment, report: Report, figures: tuple[str, ...]) -> Recorded:
    about = next((c for c in task.checkpoints if c.id == report.checkpoint_id), None)
    return Recorded(
        report_id=report.id,
        seq=task.seq,
        task=task.title,
        unit=assignment.unit,
        kind=report.kind,
        percent=report.percent,
        text=report.text,
        problem=report.problem,
        needs=report.needs,
        needs_from=report.needs if report.kind is not AnswerKind.NOT_OURS else None,
        expected=report.expected,
        new_date=report.new_date,
        due_date=about.day if about is not None else None,
        figures=figures,
        status=report.status,
    )
