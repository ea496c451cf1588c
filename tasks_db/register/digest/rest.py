"""Days that a unit gives for a part of a task: for what is left (还有132人7月上旬补训), or for one of its works."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.day_marks import Mark
from tasks_db.language.days import dates

_CLAUSES = re.compile(r"[，,；;。！!\n]+")
_LEFT = re.compile(r"^(?:目前)?(?:还有|还剩|其余|剩余|剩下|余下)")
_OVER = re.compile(r"已|了$|完毕|以来|不能|无法|未|没")
_OF_A_MONTH = frozenset({"day", "short_day", "days", "to_day", "month_end", "month_part", "month", "months"})
_PART = re.compile(r"(?P<what>[^\d，,]{2,14}?)(?:预计|计划|力争|争取|确保|将|要|在|于|可|能)*")
_WHOLE = re.compile(
    r"^(?:目前|还有|其余|剩余|剩下|余下|全部|整体|总体|预计|计划|力争|争取|确保|有望|估计|预期|下一?步|本|该|此|这|任务|工作|项目|工程|全)"
)


def days_in(clause: str, said_on: date) -> list[Mark]:
    """Return the marks of months and their days in a clause of a report.

    They are read from the first of the month in which it was said: a plan may be late already, and 6月中旬 told on
    22 June is no plan for another year.
    """
    marks = dates(clause, said_on.replace(day=1))
    return [mark for mark in marks if mark.rule in _OF_A_MONTH and mark.days is not None]


def told_of_rest(text: str, said_on: date, today: date) -> str:
    """Return the clause that says until when the rest is done, where that day is not over; empty for none."""
    for clause in map(str.strip, _CLAUSES.split(text)):
        if not _LEFT.match(clause) or _OVER.search(clause):
            continue
        named = next((mark.days for mark in days_in(clause, said_on)), None)
        if named is not None and named.last >= today:
            return clause
    return ""


def told_of_part(text: str, title: str, expected: date) -> str:
    """Return the clause that gives the expected day to one of several works (土方7月15日前完成); empty for none."""
    for clause in map(str.strip, _CLAUSES.split(text)):
        mark = next(iter(days_in(clause, expected)), None)
        if mark is None or mark.days is None or mark.days.last != expected:
            continue
        found = _PART.fullmatch(clause[: mark.start])
        if found is not None and not _WHOLE.match(found["what"]) and found["what"] not in title:
            return clause
    return ""
