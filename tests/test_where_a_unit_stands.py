"""Where a unit stands with its share of a task, as its card says: 已交办 … 申请办结 → 办结 → 销号 (R7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register import progress
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, AssignmentState, ReportStatus, Role
from tests.builders import NOW, a_closure, a_report, a_task, an_assignment, at

K, S = AnswerKind, AssignmentState
FIRST, THEN, LAST = date(2025, 11, 3), date(2025, 11, 4), date(2025, 11, 5)
TOMORROW = date(2025, 11, 13)


def said(kind: AnswerKind, day: date = FIRST, **given: object) -> Report:
    return a_report(kind, day, **given)  # type: ignore[arg-type]


def returned(kind: AnswerKind, day: date, decided: date = LAST) -> Report:
    return said(kind, day, status=ReportStatus.RETURNED, decided=decided)


STANDS: list[tuple[str, Sequence[Report], AssignmentState]] = [
    ("nothing was said", [], S.ASSIGNED),
    ("it is signed for", [said(K.RECEIVED)], S.RECEIVED),
    ("work goes on", [said(K.PROGRESS)], S.UNDER_WAY),
    ("nothing has changed", [said(K.NO_CHANGE)], S.UNDER_WAY),
    ("a date is done, the task is not", [said(K.DONE)], S.UNDER_WAY),
    ("something stands in the way", [said(K.BLOCKED)], S.BLOCKED),
    ("and still does where nothing has changed", [said(K.BLOCKED), said(K.NO_CHANGE, THEN)], S.BLOCKED),
    ("till work goes on", [said(K.BLOCKED), said(K.PROGRESS, THEN)], S.UNDER_WAY),
    ("more time changes nothing", [said(K.BLOCKED), said(K.EXTENSION, THEN)], S.BLOCKED),
    ("to sign for it later takes nothing back", [said(K.PROGRESS), said(K.RECEIVED, THEN)], S.UNDER_WAY),
    ("it is to be closed", [said(K.PROGRESS), a_closure(THEN)], S.CLOSURE_REQUESTED),
    ("that was sent back", [said(K.BLOCKED), returned(K.CLOSURE, THEN)], S.UNDER_WAY),
    ("a call written down by mistake is none", [replace(returned(K.PROGRESS, THEN), entered_by="文员")], S.ASSIGNED),
    ("or taken back", [said(K.BLOCKED), replace(a_closure(THEN), withdrawn_at=at(LAST))], S.BLOCKED),
    ("what is sent back tomorrow is not yet", [returned(K.CLOSURE, THEN, TOMORROW)], S.CLOSURE_REQUESTED),
    ("a draft says nothing", [said(K.PROGRESS, status=ReportStatus.DRAFT)], S.ASSIGNED),
    ("it is closed", [a_closure(THEN, approved=LAST)], S.CLOSED),
    ("what is agreed to tomorrow is not yet", [a_closure(THEN, approved=TOMORROW)], S.CLOSURE_REQUESTED),
]


@pytest.mark.parametrize(("case", "reports", "state"), STANDS, ids=[row[0] for row in STANDS])
def test_where_a_unit_stands(case: str, reports: Sequence[Report], state: AssignmentState) -> None:
    del case
    for order in (reports, list(reversed(reports))):  # in whatever order they were read
        task = a_task(an_assignment(reports=order))
        assert progress.state(task, task.assignments[0], NOW) is state


def test_a_task_that_is_closed_or_struck_off_is_so_for_every_unit_from_that_moment_on() -> None:
    task = a_task(
        an_assignment(reports=[a_closure(FIRST, approved=THEN)]), an_assignment("县财政局", Role.RESPONSIBLE)
    )
    other = task.assignments[1]
    struck = replace(task, struck_off_at=at(LAST))
    assert progress.state(struck, other, at(FIRST, 23)) is S.ASSIGNED
    assert progress.state(struck, other, at(LAST, 8)) is S.CLOSED
    assert progress.state(struck, other, NOW) is S.STRUCK_OFF
    assert progress.state(task, other, NOW) is S.CLOSED


def test_a_request_to_close_waits_for_others_only_while_it_waits_itself() -> None:
    """待补齐 is a 申请办结 that nobody has decided, while a unit that is asked is silent."""
    silent = an_assignment("县财政局", Role.RESPONSIBLE)

    def waits(closure: Report, *others: Report) -> bool:
        task = a_task(an_assignment(reports=[closure]), replace(silent, reports=others))
        return progress.is_incomplete(task, task.assignments[0].reports[0], NOW)

    assert waits(a_closure(THEN))
    assert waits(a_closure(THEN), said(K.RECEIVED))
    assert not waits(a_closure(THEN), said(K.PROGRESS))
    assert not waits(returned(K.CLOSURE, THEN))
    assert not waits(said(K.PROGRESS))
