"""A unit's pleas, and those that were passed to it: for what, and what became of each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, reviews
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.reading import Reading
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import ReportStatus


@dataclass(frozen=True, slots=True)
class Helped:
    """A plea: of ``unit``, for what, and what became of it; ``decision`` is as in ``Said``.

    ``passed_to`` is the unit that it was passed to, on the day ``passed``; ``helper_answer`` is what that unit
    answered on the day ``helper_answered``, where that is known. ``answer`` is in the words of the office or a
    convenor, and it is ``answered`` on the day on which whoever asked was told so.
    """

    code: str
    title: str
    unit: str
    day: date
    matter: str
    needs: str
    decision: ReportStatus | None
    passed_to: str
    passed: date | None
    answer: str
    answered: date | None
    helper_answer: str = ""
    helper_answered: date | None = None


def pleas(reading: Reading) -> list[int]:
    """Return the ids of the reports that ask for another unit's help."""
    shares = (share for _, task in reading.every_task() for share in task.shares)
    return [report.id for share in shares for report in share.reports if report.needs]


def helped_between(
    reading: Reading, unit_id: int, since: date, until: date, pleas: Mapping[int, PleaTold], as_of: datetime
) -> tuple[tuple[Helped, ...], tuple[Helped, ...]]:
    """Return the pleas of a unit between two days, and those that were passed to it in these days.

    ``pleas`` is what became of each, by its report's id.
    """
    own, passed = [], []
    for _, task in reading.every_task():
        for share in task.shares:
            for report in share.reports:
                if not report.needs or report.status is ReportStatus.DRAFT or report.at > as_of:
                    continue
                told = _told_by(pleas.get(report.id), as_of)
                if share.unit_id == unit_id and since <= local_date(report.at) <= until:
                    own.append(_helped(task, share, report, local_date(report.at), told, as_of))
                at = told.passed_at if told is not None else None
                if (
                    told is not None
                    and at is not None
                    and told.unit_id == unit_id
                    and since <= local_date(at) <= until
                ):
                    passed.append(_helped(task, share, report, local_date(at), told, as_of))
    return tuple(sorted(own, key=lambda one: one.day)), tuple(sorted(passed, key=lambda one: one.day))


def _told_by(told: PleaTold | None, as_of: datetime) -> PleaTold | None:
    """What had become of a plea by ``as_of``; a helper's answer without a moment goes with the passing on."""
    if told is None:
        return None
    if told.answered_at is not None and told.answered_at > as_of:
        told = replace(told, answer="", answered_at=None)
    if told.helper_answered_at is not None and told.helper_answered_at > as_of:
        told = replace(told, helper_answer="", helper_answered_at=None)
    if told.passed_at is not None and told.passed_at > as_of:
        told = replace(told, unit_id=None, unit="", passed_at=None, helper_answer="", helper_answered_at=None)
    return told


def decision_by(report: Report, as_of: datetime) -> ReportStatus | None:
    """Return what the office had decided on a report by ``as_of``; None where nothing stands of it."""
    decision = report.decision(as_of)
    stands = report.said_by(as_of) or decision is ReportStatus.RETURNED or reviews.reopened(report, as_of) is not None
    return decision if stands else None


def _helped(
    task: Task, share: Assignment, report: Report, day: date, told: PleaTold | None, as_of: datetime
) -> Helped:
    return Helped(
        codes.of(task),
        task.title,
        share.called,
        day,
        report.problem or report.text,
        report.needs or "",
        decision_by(report, as_of),
        told.unit if told is not None else "",
        local_date(told.passed_at) if told is not None and told.passed_at is not None else None,
        told.answer if told is not None else "",
        local_date(told.answered_at) if told is not None and told.answered_at is not None else None,
        told.helper_answer if told is not None else "",
        local_date(told.helper_answered_at) if told is not None and told.helper_answered_at is not None else None,
    )
