"""What an upgrade must keep, as plain values: the maker of the fixture writes it down, the tests read it again.

It imports nothing of the program, so that the program that made the fixture and the one that upgrades it use the same
words; both hand in their own ``Register``.
"""

from typing import Any


def reports_of(register: Any) -> list[dict[str, Any]]:
    """Every report of a register with its task, unit and all that was said, in the order in which they were made."""
    found = [
        (report.id, task.seq, assignment.unit, report)
        for plan in register.plans
        for task in plan.tasks
        for assignment in task.assignments
        for report in assignment.reports
    ]
    return [
        {
            "task": seq,
            "unit": unit,
            "person": report.person,
            "entered_by": report.entered_by,
            "at": report.at.isoformat(),
            "kind": report.kind.value,
            "percent": report.percent,
            "text": report.text,
            "problem": report.problem,
            "needs": report.needs,
            "expected": _day(report.expected),
            "new_date": _day(report.new_date),
            "old_day": _day(report.old_day),
            "status": report.status.value,
            "reason": report.reason,
            "withdrawn": report.withdrawn_at is not None,
            "evidence": list(report.evidence),
        }
        for _, seq, unit, report in sorted(found, key=lambda row: row[0])
    ]


def readings_of(register: Any) -> list[list[str]]:
    """The figures given for indicators: number of the indicator, year and value."""
    return [
        [indicator.seq, reading.period, reading.value]
        for plan in register.plans
        for indicator in plan.indicators
        for reading in _readings(indicator)
    ]


def _readings(indicator: Any) -> Any:
    """What ff8b772 calls readings is called measurements from 0004 on."""
    return indicator.measurements if hasattr(indicator, "measurements") else indicator.readings


def exempted_of(register: Any) -> list[list[str]]:
    """Who need not answer: number of the task, unit and reason."""
    return [
        [task.seq, assignment.unit, due.exempted_reason]
        for plan in register.plans
        for task in plan.tasks
        for assignment in task.assignments
        for due in assignment.dues
        if due.exempted_at is not None
    ]


def cancelled_of(register: Any) -> list[str]:
    """The numbers of the cancelled tasks."""
    return [task.seq for plan in register.plans for task in plan.tasks if task.cancelled_at is not None]


def asked_of(register: Any) -> list[list[Any]]:
    """Every rung that was asked: due, the rung's day and seat; none of them may ever be asked again."""
    return sorted([due, day.isoformat(), seat] for due, day, seat in register.sent.asks)


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
