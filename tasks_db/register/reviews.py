"""A decision of the office or a convenor about a report, as a value."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from config.clock import local_date
from tasks_db.language import correcting
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.answers import Assigned, Said
from tasks_db.register.progress import Given
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus

REQUESTS = frozenset({AnswerKind.EXTENSION, AnswerKind.CLOSURE, AnswerKind.NOT_OURS})
"""What waits for a yes or no; every other report is read and passed."""

_PLAIN = frozenset({AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.DONE})


def is_plain(report: Report | Given) -> bool:
    """Return whether a report only tells how work goes: no request, no difficulty, nothing asked of others."""
    return report.kind in _PLAIN and not (report.problem or report.needs or report.new_date)


def put_right(found: Assigned, given: Given, words: str, now: datetime) -> Report | None:
    """Return the waiting report whose figure an answer takes the place of; None where none does.

    It is the share's last plain one with a figure that was told today, or at any time where the words say that they
    correct: of two figures on one day only the later can be meant.
    """
    waiting = [r for r in found.assignment.reports if _waits_with_figure(found.task, r)]
    last = max(waiting, key=_in_time, default=None)
    if last is None or not _contradicts(found.task, last, given):
        return None
    return last if local_date(last.at) == local_date(now) or correcting.corrects(words) else None


def of_colleague(before: Report, clerk: str) -> bool:
    """Return whether a report was written down (代录) by somebody of the office other than ``clerk``."""
    return before.entered_by not in {None, clerk}


def figure(told: Report) -> str:
    """Return the percent of a report as it is told, or its words where it has none."""
    return f"{told.percent}%" if told.percent is not None else told.text


def put_right_by(before: Report, reports: Sequence[Report]) -> Report | None:
    """Return what a colleague wrote down in the place of a report that was written down; None where nobody did.

    ``reports`` are those of the same share.
    """
    if before.entered_by is None:
        return None
    later = (r for r in reports if r.at == before.withdrawn_at and r.id > before.id)
    return next((r for r in later if of_colleague(r, before.entered_by)), None)


_KINDS = ((AnswerKind.CLOSURE, ("办结", "销号")), (AnswerKind.EXTENSION, ("延期",)), (AnswerKind.NOT_OURS, ("不属",)))


def decidable_by(
    undecided: Iterable[Said], words: str, tasks: Collection[int], units: Collection[int]
) -> tuple[Said, ...]:
    """Return the undecided reports that words name, as most of it fits; ``tasks`` and ``units`` are named in them.

    A kind of request that is named has to be theirs. None where neither who said one nor its task is named.
    """
    kind = next((kind for kind, said in _KINDS if any(one in words for one in said)), None)
    fits = []
    for one in undecided:
        who = one.report.person in words or one.assignment.unit_id in units
        task = one.task.id in tasks or codes.of(one.task) in words or one.task.title in words
        if (who or task) and kind in {None, one.report.kind}:
            fits.append((who + task, one))
    most = max((count for count, _ in fits), default=0)
    return tuple(one for count, one in fits if count == most)


def reopened(report: Report, as_of: datetime) -> date | None:
    """Return the day on which the office opened again what this accepted 申请办结 had closed, None if it did not.

    Its ``reason`` is why, from then on. What a unit takes back itself is WITHDRAWN, and not accepted any more.
    """
    if report.status is not ReportStatus.ACCEPTED or report.withdrawn_at is None or report.withdrawn_at > as_of:
        return None
    return local_date(report.withdrawn_at)


def outdated(said: Said) -> tuple[Report, ...]:
    """Return the waiting reports whose figures this one replaces: of the same share and day, told before it.

    They are not accepted beside it, and end when it is accepted.
    """
    report = said.report
    return tuple(
        r
        for r in said.assignment.reports
        if _in_time(r) < _in_time(report)
        and local_date(r.at) == local_date(report.at)
        and _waits_with_figure(said.task, r)
        and _contradicts(said.task, r, report)
    )


def newest(plain: Sequence[Said]) -> list[Said]:
    """Return the reports that may be accepted together: without those whose figures others of them replace."""
    gone = {r.id for said in plain for r in outdated(said)}
    return [said for said in plain if said.report.id not in gone]


def _in_time(report: Report) -> tuple[datetime, int]:
    return report.at, report.id


def _waits_with_figure(task: Task, report: Report) -> bool:
    return report.status is ReportStatus.SUBMITTED and is_plain(report) and _figure(task, report) is not None


def _contradicts(task: Task, before: Report, later: Report | Given) -> bool:
    return _figure(task, later) not in {None, _figure(task, before)}


def _figure(task: Task, told: Report | Given) -> int | str | None:
    """The percent of an answer, or what it tells of an indicator."""
    if task.indicator_id is not None and told.kind is AnswerKind.PROGRESS:
        return told.text
    return told.percent


def not_taken_back(said: Said, paper: str | None) -> str:
    """Return why an accepted report is not put back under review, with what to do instead; empty where it may be.

    ``paper`` is the issued paper that may rest on it.
    """
    kind = said.report.kind
    if paper is not None:
        return (
            f"通过以后已经印发{paper}，数字可能已写在里面，不能撤销审核。"
            "请单位报更正的数（或由您代录）并审核，再打开那份通报点“发更正”。"
        )
    if kind is AnswerKind.EXTENSION:
        return "同意延期时已经改了日期，不能撤销审核。请打开任务点“改时限”改回原来的日期，会告知单位。"
    if kind is AnswerKind.NOT_OURS and said.assignment.ended_at is not None:
        return "单位已经按这条改了，不能撤销审核。请打开任务改回原来的单位。"
    if kind is AnswerKind.CLOSURE and said.task.struck_off_at is not None:
        return "这项任务已经销号，不能撤销审核。请打开任务点“回头看重开”。"
    return ""


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

    ``on_link``: they are not, and read it on the page of the link by which it came in. ``others`` are the other units
    whose date an extension moves with it and who were told, ``untold`` those of them that nobody can be reached for.
    """

    said: Said
    reached: bool
    on_link: bool = False
    others: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
