"""Days that a unit gives for a part of a task: for what is left (还有132人7月上旬补训), or for one of its works."""

import calendar
from datetime import date

from tasks_db import lazy_re as re

_CLAUSES = re.compile(r"[，,；;。！!\n]+")
_MONTH = r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<third>[上中下]旬|初|底))?"
_LEFT = re.compile(rf"^(?:目前)?(?:还有|还剩|其余|剩余|剩下|余下)[^，,]*?(?<!\d){_MONTH}[^，,]*$")
_OVER = re.compile(r"已|了$|完毕|以来|不能|无法|未|没")
_DECEMBER = 12
_ENDS = {"上旬": 10, "初": 10, "中旬": 20}
_PART = re.compile(
    r"^(?P<what>[^\d，,]{2,14}?)(?:预计|计划|力争|争取|确保|将|要|在|于|可|能)*(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)
_WHOLE = re.compile(
    r"^(?:目前|还有|其余|剩余|剩下|余下|全部|整体|总体|预计|计划|力争|争取|确保|有望|估计|预期|下一?步|本|该|此|这|任务|工作|项目|工程|全)"
)


def told_of_rest(text: str, said_on: date, today: date) -> str:
    """Return the clause that says until when the rest is done, where that day is not over; empty for none."""
    for clause in map(str.strip, _CLAUSES.split(text)):
        found = _LEFT.match(clause)
        if found is None or _OVER.search(clause) or not 1 <= int(found["month"]) <= _DECEMBER:
            continue
        month = int(found["month"])
        year = said_on.year + (month < said_on.month)
        last = calendar.monthrange(year, month)[1]
        day = min(last, int(found["day"])) if found["day"] else _ENDS.get(found["third"] or "", last)
        if date(year, month, max(1, day)) >= today:
            return clause
    return ""


def told_of_part(text: str, title: str, expected: date) -> str:
    """Return the clause that gives the expected day to one of several works (土方7月15日前完成); empty for none."""
    for clause in map(str.strip, _CLAUSES.split(text)):
        found = _PART.match(clause)
        if found is None or (int(found["month"]), int(found["day"])) != (expected.month, expected.day):
            continue
        if not _WHOLE.match(found["what"]) and found["what"] not in title:
            return clause
    return ""
