"""Reports of one share that go together: what a unit adds on the same day to what it told of the work.

扣押砂石60立方米 and then 罚款3万元 are two parts of one account. Whoever counts the same things again, tells a
percent or says that all is done corrects or replaces what it said before.
"""

from collections.abc import Iterable
from datetime import timedelta

from tasks_db import lazy_re as re
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind

_MEASURES = re.compile(r"\d(?:\.\d+)?\s*[余多]?[十百千万亿]*(?P<measure>公里|平方米|公斤|[^\d\s，,。；;.])")
_ANEW = re.compile(r"累计|更正|改为|应为|不是|有误|全部|截至|目前|均已|都已|已完成|总[共计]|合计")
_ENDS = "。；;，,"
_A_DAY = timedelta(days=1)
_TELLING = {AnswerKind.PROGRESS, AnswerKind.BLOCKED}
_LONGEST = 30
"""What is longer is an account of its own."""


def accounts(reports: Iterable[Report]) -> list[tuple[Report, str]]:
    """Return what a unit told in reports, oldest first: the last report of each account with all of its words."""
    found: list[tuple[Report, str]] = []
    for report in reports:
        if found and _adds(report, *found[-1]):
            found[-1] = report, f"{found[-1][1].strip().rstrip(_ENDS)}，{report.text}"
        else:
            found.append((report, report.text))
    return found


def whole_text(report: Report, reports: Iterable[Report]) -> str:
    """Return the words of one of a unit's reports after those that it goes on with."""
    told = accounts(r for r in reports if not r.withheld and (r.at, r.id) <= (report.at, report.id))
    return next((text for last, text in told if last.id == report.id), report.text)


def _adds(later: Report, before: Report, told: str) -> bool:
    """Whether a report goes on with what was told before it, and takes the place of nothing in that."""
    if later.percent is not None or len(later.text) > _LONGEST or later.at - before.at > _A_DAY:
        return False
    same_day = later.said_on == before.said_on and later.assignment_id == before.assignment_id
    if not same_day or not {later.kind, before.kind} <= _TELLING or _ANEW.search(later.text):
        return False
    own, counted = _measures(later.text), _measures(told)
    return bool(own) and bool(counted) and not own & counted


def _measures(text: str) -> set[str]:
    return {found["measure"] for found in _MEASURES.finditer(text)}
