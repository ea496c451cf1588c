"""A decision of the office or a convenor about a report, as a value."""

from dataclasses import dataclass
from datetime import datetime

from tasks_db.register.answers import Said
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus

REQUESTS = frozenset({AnswerKind.EXTENSION, AnswerKind.CLOSURE, AnswerKind.NOT_OURS})
"""What waits for a yes or no; every other report is read and passed."""

_PLAIN = frozenset({AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.DONE})


def is_plain(report: Report) -> bool:
    """Return whether a report only tells how work goes: no request, no difficulty, nothing asked of others."""
    return report.kind in _PLAIN and not (report.problem or report.needs or report.new_date)


def waiting_beside(said: Said) -> tuple[Report, ...]:
    """Return what other units said of the task of a 申请办结 and nobody has reviewed yet; empty for other reports.

    Agreed to now, the task is closed before these were read (R17).
    """
    if said.report.kind is not AnswerKind.CLOSURE:
        return ()
    others = (a for a in said.task.asked_assignments if a.id != said.assignment.id)
    return tuple(r for a in others for r in a.reports if r.status is ReportStatus.SUBMITTED)


def units_instead(said: Said) -> tuple[str, ...]:
    """Return the units of a role as they are printed, with the one that a 不属我单位 names in the sender's place.

    Empty where it names none. A member of a group leaves its group as it is.
    """
    meant = (said.report.needs or "").strip()
    if not meant or said.report.kind is not AnswerKind.NOT_OURS:
        return ()
    own = said.assignment
    printed = [a for a in said.task.printed_assignments if a.role is own.role]
    names = [meant if a.id == own.id else a.printed for a in printed]
    return tuple(dict.fromkeys(names if own.parent_id is None else [*names, meant]))


def order(said: Said) -> tuple[int, datetime, int]:
    """Return what a queue of reviews is sorted by: pleas and requests first, then what is oldest."""
    report = said.report
    first = 0 if report.needs and report.kind is not AnswerKind.NOT_OURS else 1 if report.kind in REQUESTS else 2
    return first, report.at, report.id


@dataclass(frozen=True, slots=True)
class Passed:
    """How many plain reports were accepted together; how many people were told, and how many read it on a link."""

    reports: int
    told: int
    on_link: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A report as it was decided. ``reached``: whoever gave it is bound, so that the notice finds them.

    ``on_link``: they are not, and read it on the page of the link by which it came in.
    """

    said: Said
    reached: bool
    on_link: bool = False
