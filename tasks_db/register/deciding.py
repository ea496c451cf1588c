"""Whose word counts for a task (R15), and what that word says: its percent, or that nothing has begun.

The deciding unit is the consolidating one; while it is silent, the leads decide, and while they are silent too, the
others. Of several the slowest speaks. A task for a group alone needs no such unit: its members answer side by side.
"""

from collections.abc import Sequence
from datetime import datetime

from tasks_db import lazy_re as re
from tasks_db.language.cues import FUTURE, NOT_STARTED
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress, request_words
from tasks_db.register.decided_once import once
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role

DONE_PERCENT = 100

SUBSTANCE = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.CLOSURE})
"""Answers that say anew how things are; 无变化 and requests leave what was said before them standing."""

_SPEAKING = progress.ANSWERS - {AnswerKind.NOT_OURS}
"""Whoever says 不属我单位 says nothing of the work, so somebody else may."""

_WHOLE = (
    r"(?:目前|现在|截至目前|截至现在|暂时|暂|仍|还|都|均|也|全部|整体|我们?|本?[县市区]?[局委办镇乡]|我?单位|本单位"
    r"|该项?|本项|此项|这项|这个|任务|工作|项目|工程|事项|建设|进展|情况|:|：|\s)*"
)
_NOTHING_BEGUN = re.compile(
    rf"{_WHOLE}(?:{NOT_STARTED.pattern}|[还尚仍]?[没未]有?动(?![静员用]))(?:实施|建设|施工|推进|该项?|此项|这项|工作|任务|项目)*[了呢]?"
)
_SOMETHING_DONE = re.compile(r"已|完成|正在|进行|推进|陆续|部分|其[余他它]|个别")
_CLAUSES = re.compile(r"[，,。；;！!、\n]+")


# who


def printed_groups(task: Task) -> str:
    """Return the groups of a task for a group alone, as the plan prints them."""
    return "、".join(a.printed for a in task.printed_assignments)


@once
def _levels(task: Task, as_of: datetime) -> Sequence[tuple[Assignment, ...]]:
    """Those who may speak for the task, in turn: the consolidating unit, the leads, everybody else.

    Exempted units stand aside, unless nobody else is left.
    """
    consolidating, asked = task.consolidating, task.asked_assignments
    units = ((consolidating,) if consolidating is not None and consolidating not in asked else ()) + asked
    units = tuple(a for a in units if not progress.is_exempted(a, as_of)) or units
    if task.is_for_groups_alone:
        return (units,)
    others = [a for a in units if not a.consolidates]
    return (
        tuple([a for a in units if a.consolidates]),
        tuple([a for a in others if a.role is Role.LEAD]),
        tuple([a for a in others if a.role is not Role.LEAD]),
    )


@once
def owners(task: Task, as_of: datetime) -> tuple[Assignment, ...]:
    """Return who answers for the task, silent or not: the consolidating unit, else the leads, else all asked."""
    return next((units for units in _levels(task, as_of) if units), ())


@once
def level(task: Task, as_of: datetime) -> tuple[Assignment, ...]:
    """Return those among whom the deciding unit is: the first of the three levels in which somebody has spoken.

    While everybody is silent, that is whoever answers for the task.
    """
    spoken = (units for units in _levels(task, as_of) if any(has_spoken(a, as_of) for a in units))
    return next(spoken, owners(task, as_of))


def has_spoken(assignment: Assignment, as_of: datetime) -> bool:
    """Return whether the unit has said anything of the work that stands."""
    return progress.last_of(assignment, _SPEAKING, as_of) is not None


def has_feedback(task: Task, as_of: datetime) -> bool:
    """Return whether an answer of any unit asked stands; 签收 is none."""
    return any(progress.last_word(a, as_of) is not None for units in _levels(task, as_of) for a in units)


def was_told(task: Task, as_of: datetime) -> bool:
    """Return whether an answer of any unit asked stands that is more than a request for more time, or tells more."""
    told = progress.ANSWERS - {AnswerKind.EXTENSION}
    return any(
        progress.last_of(a, told, as_of) is not None or words(a, as_of, task.title)
        for units in _levels(task, as_of)
        for a in units
    )


def was_returned(task: Task, as_of: datetime) -> bool:
    """Return whether the office sent back what a unit asked said of the work."""
    return any(sent_back(a, as_of) for units in _levels(task, as_of) for a in units)


def sent_back(assignment: Assignment, as_of: datetime) -> list[Report]:
    """Return what a unit said of the work and the office sent back."""
    return [
        r
        for r in assignment.reports
        if r.kind in SUBSTANCE and r.said_by(as_of) and r.decision(as_of) is ReportStatus.RETURNED
    ]


@once
def unit(task: Task, as_of: datetime) -> Assignment | None:
    """Return the deciding unit, None while nobody has spoken.

    Of several it is the one with the lowest percent, a unit that has not begun counting as 0; where none gives a
    percent, the one that spoke last.
    """
    speaking = (a for a in level(task, as_of) if has_spoken(a, as_of))
    told = ((_slowness(a, so_far(a, as_of), task.title), a) for a in speaking)
    return min(told, key=lambda pair: pair[0], default=(None, None))[1]


def _slowness(assignment: Assignment, said: Sequence[Report], title: str) -> tuple[int, float]:
    given = _figure(assignment, said, title)
    percent = 0 if _not_begun(said, title) else given.percent if given is not None else DONE_PERCENT + 1
    return percent, -max(r.at.timestamp() for r in said if r.kind in _SPEAKING)


# what


@dataclass(frozen=True, slots=True)
class Figure:
    """A unit's percent and the report that gives it."""

    percent: int
    report: Report


def figure(assignment: Assignment, as_of: datetime, title: str = "") -> Figure | None:
    """Return the percent of the latest report that carries one; none where words have said since that nothing began.

    申请办结 says that all is done; so does 已完成 of a unit that does not consolidate, whose share it then is. Of the
    consolidating unit it is that of a milestone or a round, and no share of the task, whatever its button carries.
    A figure from before its closing was opened again measures nothing that was found since.
    """
    since = _reopened_at(assignment, as_of)
    told = so_far(assignment, as_of)
    return _figure(assignment, told if since is None else [r for r in told if r.at > since], title)


def _reopened_at(assignment: Assignment, as_of: datetime) -> datetime | None:
    """When the office last opened again what the unit had closed; what a unit takes back itself is not accepted."""
    closed = (r for r in assignment.reports if r.kind is AnswerKind.CLOSURE and r.status is ReportStatus.ACCEPTED)
    opened = (r.withdrawn_at for r in closed if r.withdrawn_at is not None and r.withdrawn_at <= as_of)
    return max(opened, default=None)


def _figure(assignment: Assignment, said: Sequence[Report], title: str) -> Figure | None:
    for report in reversed(said):
        if report.withheld or (report.kind is AnswerKind.DONE and assignment.consolidates):
            continue
        if report.percent is not None:
            return Figure(report.percent, report)
        if says_not_started(report, title):
            return None
        if report.kind in {AnswerKind.CLOSURE, AnswerKind.DONE}:
            return Figure(DONE_PERCENT, report)
    return None


def task_figure(task: Task, as_of: datetime) -> Figure | None:
    """Return the percent that the task is judged by: the deciding unit's; before anybody spoke, the lowest given."""
    decides = unit(task, as_of)
    if decides is not None:
        told = _of_the_whole(task, decides, figure(decides, as_of, task.title))
        return _nothing(decides, task.title, as_of) if told is None and task.is_for_groups_alone else told
    given = [f for a in owners(task, as_of) if (f := figure(a, as_of, task.title)) is not None]
    return min(given, key=lambda f: f.percent, default=None)


def _nothing(member: Assignment, title: str, as_of: datetime) -> Figure | None:
    """0 % of a member that says that it has not begun, however it says so."""
    said = words(member, as_of, title)
    return Figure(0, said[-1]) if said and says_not_started(said[-1], title) else None


def _of_the_whole(task: Task, assignment: Assignment, given: Figure | None) -> Figure | None:
    """已完成 of a unit that helps is said of its own share and not of the task, whatever its button carries.

    The members of a group alone help nobody: each owes the task's date itself.
    """
    helps = assignment.role is not Role.LEAD and not assignment.consolidates and not task.is_for_groups_alone
    return None if helps and given is not None and given.report.kind is AnswerKind.DONE else given


def words(assignment: Assignment, as_of: datetime, title: str = "") -> list[Report]:
    """Return what the unit says in words of how things are and stands, oldest first, in requests for time too."""
    return [r for r in so_far(assignment, as_of) if (r.text or r.problem) and tells_anew(r, title) and not r.withheld]


def tells_anew(report: Report, title: str = "") -> bool:
    """Return whether a report says anew how the work stands: of a request for more time what it tells beside."""
    if report.kind is AnswerKind.EXTENSION:
        return request_words.tells_of_work(report, title) or says_not_started(report, title)
    return report.kind in SUBSTANCE or (report.kind is AnswerKind.NO_CHANGE and says_not_started(report, title))


@once
def so_far(assignment: Assignment, as_of: datetime) -> list[Report]:
    """Return what stands, oldest first, and refused requests for time with it: their words are the unit's too."""
    refused = [
        r
        for r in assignment.reports
        if r.kind is AnswerKind.EXTENSION and r.said_by(as_of) and r.decision(as_of) is ReportStatus.RETURNED
    ]
    standing = progress.standing_reports(assignment, as_of)
    return sorted([*standing, *refused], key=lambda r: (r.at, r.id)) if refused else standing


def task_words(task: Task, as_of: datetime) -> Report | None:
    """Return the last words of the deciding unit, else the latest of those beside it; None where nobody used any."""
    decides = unit(task, as_of)
    own = words(decides, as_of, task.title) if decides is not None else []
    beside = [r for a in level(task, as_of) for r in words(a, as_of, task.title)]
    return own[-1] if own else max(beside, key=lambda r: (r.at, r.id), default=None)


def said_before(task: Task, as_of: datetime) -> list[tuple[Assignment, Report]]:
    """Return what units said of the work whose share has ended since: of each the last words that stand."""
    last = ((share, progress.last_of(share, SUBSTANCE, as_of)) for share in task.former)
    return [(share, report) for share, report in last if report is not None]


def says_not_started(report: Report, title: str = "") -> bool:
    """Return whether a report says that the work has not begun: 0 %, or words such as 尚未启动 and no percent.

    The words must stand as a clause of their own about the whole ("项目尚未开工，用地未批"), with nothing beside them
    that tells of something done ("已完成选址，尚未开工" is no such word). The task's ``title`` may stand before them.
    What is not sure counts as begun; 没动 beside 无变化 says only that nothing came since.
    """
    if report.kind not in {AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.EXTENSION, AnswerKind.NO_CHANGE}:
        return False
    if report.kind is AnswerKind.NO_CHANGE and not NOT_STARTED.search(report.text):
        return False
    if report.percent is not None:
        return report.percent == 0
    own = request_words.told_in(report, title) if report.kind is AnswerKind.EXTENSION else report.text
    texts = (said.strip().removeprefix(title) for said in (own, report.problem or ""))
    clauses = [c.strip() for text in texts for c in _CLAUSES.split(text)]
    begun = [c for c in clauses if not _NOTHING_BEGUN.fullmatch(c)]
    return len(begun) < len(clauses) and not any(_SOMETHING_DONE.search(c) for c in begun if not FUTURE.search(c))


def has_not_begun(assignment: Assignment, as_of: datetime, title: str = "") -> bool:
    """Return whether the unit's latest word says that it has not begun; 无变化 after it leaves it standing."""
    return _not_begun(so_far(assignment, as_of), title)


def _not_begun(spoken: Sequence[Report], title: str) -> bool:
    latest = next((r for r in reversed(spoken) if tells_anew(r, title) and not r.withheld), None)
    return latest is not None and says_not_started(latest, title)


def is_not_started(task: Task, as_of: datetime) -> bool:
    """Return whether the task's latest word says 未启动: the deciding unit's, or that of each member who answered."""
    if task.is_for_groups_alone:
        spoken = [a for a in level(task, as_of) if has_spoken(a, as_of)]
        return bool(spoken) and all(has_not_begun(a, as_of, task.title) for a in spoken)
    decides = unit(task, as_of)
    return decides is not None and has_not_begun(decides, as_of, task.title)
