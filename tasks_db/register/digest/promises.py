"""What a unit said would be done by a day that is over, and has not told done: 4处阀门渗漏，要求10月20日前换完.

A promise is a clause that ends with what will be done by a day. What it is of stands before the day, else in the
clause before it. It is kept by whatever says later, of the same matter, that it is done, and by a task that is done.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from config.clock import local_date
from tasks_db import lazy_re as re
from tasks_db.language import troubles
from tasks_db.language.clauses import CLAUSES
from tasks_db.language.day_marks import Edge
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress, states
from tasks_db.register.digest.facts import OF_EARLIER, accepted, is_lacking
from tasks_db.register.digest.open_faults import Overrun
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.pleas import LEFT, named_in, pairs
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.rest import days_in
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus

_PLANS = re.compile(r"(?:预计|计划|力争|争取|确保|要求|限期?|责令|拟|定|将|要|在|于|能|可)+$")
_BY = re.compile(r"^(?:之前|以前|前|内)?")
_ACT = re.compile(
    r"(?:[换修补拆改做装建铺清挖栽播运搬收交]完|[搬运移清拆撤]走|清理|清除|腾空|[修换补装弄做办接]好|到位|完成|完工|竣工|建成|投用|投入使用|交付|通车|办结"
    r"|销号|整改|补[\u4e00-\u9fff]|拆除|修复|更换|启用)(?:完毕|完成|到位)?$"
)
_OVER = re.compile(r"已|了|未|没|不|截至|截止|的")
_DONE = re.compile(
    r"已|全部|都|均|[修换补装做办接拆清]好|[换修补拆改做装建铺清]完|换新|完成|到位|解决|消除|恢复|正常|销号|整改|验收|投用|修复"
)
_STILL = re.compile(rf"{LEFT.pattern}|还差|尚差|等(?:配件|货|料|材料|设备)|缺")
_OF_ALL = re.compile(r"(?:问题|隐患|以上|上述|前面)[^，,]{0,8}(?:整改|完成|解决|消除|处理)")
_COUNTED = re.compile(r"(?P<n>\d{1,6})(?P<measure>[处个项条件起台套户家座])")
_EVERYWHERE = frozenset({"查出", "发现", "检查", "排查", "月份", "要求", "处理", "其中", "剩下", "剩余", "其余"})
_WHOLE = 100
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Promise:
    report: Report
    matter: str
    clause: str
    day: date


def overrun(task: Task, period: Period, as_of: datetime) -> Iterator[Overrun]:
    """Yield what the units of an open task promised for a day of the period that is over, and did not tell done."""
    if states.closed_at(task, as_of) is not None:
        return
    for assignment in task.asked_assignments:
        reports = accepted(assignment, as_of)
        if any(r.decision(as_of) is ReportStatus.SUBMITTED for r in progress.standing_reports(assignment, as_of)):
            continue  # what waits for a review may say that it is done
        for n, report in enumerate(reports):
            newer = reports[n + 1 :]
            for promise in _promises(report):
                if not period.since <= promise.day <= local_date(as_of):
                    continue
                left = _left(promise, newer, task.title)
                if left is not None:
                    words, told = left
                    yield Overrun(
                        TaskRef.of(task),
                        assignment.id,
                        report.unit,
                        promise.matter,
                        promise.clause,
                        promise.day,
                        words,
                        told.said_on if told is not None else None,
                        Source.of(report, as_of),
                    )


def is_promise_over(words: str, said_on: date, today: date) -> bool:
    """Return whether words end with a day on which something was to be done, and that day is over: 预计3月5日完成."""
    for clause in reversed(CLAUSES.split(words)):
        marks = [m for m in days_in(clause, said_on) if m.days is not None and m.days.last >= said_on]
        ahead = [m for m in marks if m.edge is Edge.BY or _PLANS.search(clause[: m.start])]
        if ahead and not _OVER.search(clause):
            return all(m.days is not None and m.days.last < today for m in ahead)
    return False


def _promises(report: Report) -> Iterator[_Promise]:
    if report.kind not in {AnswerKind.PROGRESS, AnswerKind.BLOCKED} or "月" not in report.text:
        return
    clauses = [" ".join(c.split()) for c in CLAUSES.split(report.text)]
    for n, clause in enumerate(clauses):
        mark = next(iter(days_in(clause, report.said_on)), None) if "月" in clause else None
        if mark is None or mark.days is None or mark.days.last < report.said_on:
            continue
        before, behind = clause[: mark.start], _BY.sub("", clause[mark.end :])
        if not (mark.edge is Edge.BY or _PLANS.search(before)) or not _ACT.search(behind):
            continue
        if _OVER.search(before + behind):
            continue
        own = _PLANS.sub("", before)
        matter = "" if len(own) >= _TWO else clauses[n - 1] if n else ""
        if len(own) >= _TWO or matter:
            yield _Promise(report, matter, clause, mark.days.last)


def _left(promise: _Promise, newer: Sequence[Report], title: str) -> tuple[str, Report | None] | None:
    """What newer words say is left of a promise, with their report, both empty where none do; None if it is kept."""
    told = promise.matter or promise.clause
    about = named_in(told, title, "") - _EVERYWHERE
    left: tuple[str, Report | None] = ("", None)
    if not about:
        return None
    for report in newer:
        if report.kind not in {AnswerKind.PROGRESS, AnswerKind.BLOCKED} or report.percent == _WHOLE:
            return None
        clauses = [" ".join(c.split()) for c in CLAUSES.split(f"{report.text}，{report.problem or ''}") if c.strip()]
        if any(_is_of_all(c) for c in clauses) or any(p.day > promise.day for p in _promises(report)):
            return None
        for n, clause in enumerate(clauses):
            if not about & pairs(clause):
                continue
            behind = clauses[n + 1] if n + 1 < len(clauses) else ""
            still = next((c for c in (clause, behind) if _STILL.search(c) or is_lacking(c)), "")
            if not still and _DONE.search(clause):
                if not _is_a_part(clause):
                    return None
                still = clause
            left = (still or clause, report)
            break
    return left


def _is_of_all(clause: str) -> bool:
    return troubles.denies(clause) or bool(
        _OF_ALL.search(clause) or (OF_EARLIER.search(clause) and _DONE.search(clause))
    )


def _is_a_part(clause: str) -> bool:
    """Whether a clause says of how many so many are done: 4处电线换好3处."""
    counts = [(int(m["n"]), m["measure"]) for m in _COUNTED.finditer(clause)]
    return len(counts) == _TWO and counts[0][1] == counts[1][1] and counts[1][0] < counts[0][0]
