"""The member is asked too once the liaison is silent, and only of what is still owed and asked (R7, R12)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks_db.register import reminders
from tasks_db.register.handing_out import GRACE
from tasks_db.register.reading import Register
from tasks_db.register.values import PutOff, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, SeatRole
from tests.builders import a_report, a_task, an_assignment, at
from tests.ladders import CALENDAR, WINDOWS, a_dispatched, a_holder, a_seat, asked_of_wang, forecast

FRIDAY, MONDAY, WEDNESDAY, LONG_BEFORE = date(2025, 12, 19), date(2025, 12, 22), date(2025, 12, 24), date(2025, 12, 1)
"""The unit's own day, the day of T+3, and the third working day after it; a day whose answers are no longer quiet."""
K = AnswerKind


def asked(task: Task) -> Register:
    register = asked_of_wang(a_dispatched(task))
    member = replace(a_seat("县教委", a_holder("李成", 8)), id=9, role=SeatRole.MEMBER)
    return replace(register, seats=(*register.seats, member))


def of_the_member(*reports: Report, put_off: PutOff | None = None) -> list[date]:
    """The days on which the member is asked in the three weeks after the unit's own day."""
    task = a_task(an_assignment(reports=reports), deadline=FRIDAY)
    (share,) = task.assignments
    dues = tuple(replace(due, put_off=put_off) for due in share.dues)
    task = replace(task, assignments=(replace(share, dues=dues),))
    found = forecast(asked(task), at(FRIDAY, 18), date(2026, 1, 9))
    return [b.day for b in found if b.holder.name == "李成"]


def said(kind: AnswerKind, day: date, **fields: object) -> Report:
    return a_report(kind, day, **fields)  # type: ignore[arg-type]


CASES: list[tuple[str, list[Report], list[date]]] = [
    ("silence is told on the third working day, once", [], [WEDNESDAY]),
    ("to sign for it breaks no silence", [said(K.RECEIVED, MONDAY)], [WEDNESDAY]),
    ("an answer keeps the member out of it", [said(K.PROGRESS, FRIDAY)], []),
    ("an answer long before does not", [said(K.PROGRESS, LONG_BEFORE)], [WEDNESDAY]),
    ("a request stops the member's rung too", [said(K.EXTENSION, LONG_BEFORE, new_date=date(2026, 2, 2))], []),
    ("so does one to close", [said(K.CLOSURE, LONG_BEFORE)], []),
    (
        "what was sent back is no answer",
        [said(K.PROGRESS, date(2025, 12, 18), status=ReportStatus.RETURNED, decided=FRIDAY)],
        [WEDNESDAY],
    ),
]


@pytest.mark.parametrize(("case", "reports", "days"), CASES, ids=[row[0] for row in CASES])
def test_when_the_member_is_asked_too(case: str, reports: list[Report], days: list[date]) -> None:
    del case
    assert of_the_member(*reports) == days


def test_where_the_office_has_put_the_answer_off_silence_counts_from_the_day_on_which_it_is_asked_again() -> None:
    until = date(2025, 12, 26)
    assert of_the_member(put_off=PutOff(at(FRIDAY, 10), until, by_office=True)) == [date(2025, 12, 31)]
    # nor is the liaison asked before that day, and then though the ladder has no rung there
    task = a_task(deadline=FRIDAY)
    (share,) = task.assignments
    put = PutOff(at(FRIDAY, 10), until, by_office=True)

    def rungs(*reports: Report) -> list[tuple[date, str]]:
        own = replace(share, dues=tuple(replace(due, put_off=put) for due in share.dues), reports=reports)
        found = forecast(asked(replace(task, assignments=(own,))), at(FRIDAY, 18), until)
        return [(b.day, ask.rung.name) for b in found if b.holder is not None for ask in b.asks]

    assert rungs() == [(until, "缓催")]
    assert rungs(replace(said(K.PROGRESS, MONDAY), assignment_id=share.id)) == []  # the unit has answered meanwhile


def test_nothing_leaves_in_the_first_minutes_after_handing_out() -> None:
    """R17: whoever takes it back by then has told nobody; the forecast says the same."""
    register = asked_of_wang(a_dispatched(a_task(deadline=FRIDAY), day=date(2025, 11, 3)))
    (plan,) = register.plans
    given = at(date(2025, 11, 3), 10)
    register = replace(register, plans=(replace(plan, dispatched_at=given),))

    def leaves(after: timedelta) -> bool:
        return bool(reminders.bundles(register, CALENDAR, WINDOWS, given + after))

    assert [leaves(after) for after in (timedelta(0), GRACE - timedelta(seconds=1), GRACE)] == [False, False, True]
    assert reminders.next_moment(register, CALENDAR, WINDOWS, given) == given + GRACE
