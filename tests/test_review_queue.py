"""What waits for a decision, as values: in which order, what is passed with others, what is taken back (R17)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasks_db.register import reviews
from tasks_db.register.answers import Said
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_plan, a_report, a_task, an_assignment, at

MONDAY, TUESDAY = date(2025, 11, 3), date(2025, 11, 4)


def said(*reports: Report, of: int = 0, beside: tuple[Assignment, ...] = (), **fields: Any) -> Said:
    """A unit's reports, of which one waits for its decision, on a task with ``beside`` on it."""
    own = an_assignment("县水利局", reports=reports)
    plan = a_plan(a_task(own, *beside, **fields))
    (task,) = plan.tasks
    share = task.assignments[0]
    return Said(plan, task, share, share.reports[of])


def figure(percent: int, day: date = MONDAY, **fields: Any) -> Report:
    return a_report(AnswerKind.PROGRESS, day, percent=percent, **fields)


@pytest.mark.parametrize(
    ("report", "plain"),
    [
        (a_report(AnswerKind.PROGRESS), True),
        (a_report(AnswerKind.NO_CHANGE), True),
        (a_report(AnswerKind.DONE), True),
        (a_report(AnswerKind.PROGRESS, problem="缺资金"), False),
        (a_report(AnswerKind.PROGRESS, needs="县财政局"), False),
        (a_report(AnswerKind.PROGRESS, new_date=date(2026, 1, 30)), False),
        *((a_report(kind), False) for kind in (AnswerKind.BLOCKED, *sorted(reviews.REQUESTS))),
    ],
)
def test_only_what_asks_for_nothing_is_passed_with_others(report: Report, *, plain: bool) -> None:
    assert reviews.is_plain(report) is plain


def test_pleas_stand_first_then_requests_then_the_rest_each_oldest_first() -> None:
    """Which unit another names for 不属我单位 is no plea for its help."""
    queue = {
        "plea": a_report(AnswerKind.BLOCKED, TUESDAY, problem="缺资金", needs="县财政局"),
        "older plea": a_report(AnswerKind.PROGRESS, MONDAY, needs="县财政局"),
        "not ours": a_report(AnswerKind.NOT_OURS, date(2025, 11, 1), needs="县财政局"),
        "closing": a_report(AnswerKind.CLOSURE, TUESDAY),
        "extension": a_report(AnswerKind.EXTENSION, MONDAY, new_date=date(2026, 1, 30)),
        "difficulty": a_report(AnswerKind.BLOCKED, date(2025, 11, 1), problem="缺人手"),
        "progress": a_report(AnswerKind.PROGRESS, TUESDAY),
    }
    order = sorted(queue, key=lambda name: reviews.order(said(queue[name])))
    assert order == [
        "older plea",
        "plea",
        "not ours",
        "extension",
        "closing",
        "difficulty",
        "progress",
    ]


def test_of_two_figures_of_a_day_the_later_is_passed_and_the_other_ends() -> None:
    first, second, third = figure(30), replace(figure(50), at=at(MONDAY, 11)), figure(60, TUESDAY)
    waiting = [said(first, second, third, of=n) for n in range(3)]
    assert [one.report.percent for one in reviews.newest(waiting)] == [50, 60]
    assert [report.percent for report in reviews.outdated(waiting[1])] == [30]
    assert reviews.outdated(waiting[0]) == reviews.outdated(waiting[2]) == ()


@pytest.mark.parametrize(
    "before",
    [
        figure(30, status=ReportStatus.ACCEPTED, decided=MONDAY),
        figure(30, problem="缺资金"),
        figure(50),
        a_report(AnswerKind.PROGRESS, MONDAY, text="已进场"),
    ],
)
def test_what_was_accepted_asks_for_something_or_says_the_same_stays_beside_a_later_figure(before: Report) -> None:
    assert reviews.outdated(said(before, replace(figure(50), at=at(MONDAY, 11)), of=1)) == ()


def test_a_closing_names_what_other_units_said_that_nobody_has_read() -> None:
    """Not its own words, and not what was decided."""
    waits, decided = figure(40), figure(60, status=ReportStatus.ACCEPTED, decided=TUESDAY)
    beside = (
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[waits, decided]),
        an_assignment("县城管局", Role.RESPONSIBLE),
    )
    closing = a_report(AnswerKind.CLOSURE, TUESDAY)
    found = reviews.waiting_beside(said(figure(90), closing, of=1, beside=beside))
    assert [report.percent for report in found] == [40]
    assert reviews.waiting_beside(said(figure(90), beside=beside)) == ()


def not_ours(needs: str | None, task: Task, share: Assignment) -> Said:
    report = a_report(AnswerKind.NOT_OURS, MONDAY, needs=needs)
    return Said(a_plan(task), task, replace(share, reports=(report,)), report)


def test_the_unit_that_is_named_takes_the_senders_place_in_its_role_alone_and_once() -> None:
    lead, second = an_assignment("县水利局"), an_assignment("县城管局", consolidates=False)
    helps = an_assignment("县财政局", Role.RESPONSIBLE)
    task = a_task(lead, second, helps)
    lead, second, helps = task.assignments
    assert reviews.units_instead(not_ours(" 县教委 ", task, lead)) == ("县教委", "县城管局")
    assert reviews.units_instead(not_ours("县城管局", task, lead)) == ("县城管局",)
    assert reviews.units_instead(not_ours("县教委", task, helps)) == ("县教委",)
    assert reviews.units_instead(not_ours(None, task, lead)) == ()
    group = an_assignment("各乡镇", Role.RESPONSIBLE, is_group=True)
    town = an_assignment("甲镇", Role.RESPONSIBLE, parent=group)
    task = a_task(an_assignment("县水利局"), group, town)
    assert reviews.units_instead(not_ours("县教委", task, task.assignments[2])) == ("各乡镇", "县教委")


def accepted(kind: AnswerKind) -> Report:
    return a_report(kind, MONDAY, status=ReportStatus.ACCEPTED, decided=TUESDAY, new_date=date(2026, 1, 30))


def test_an_acceptance_is_taken_back_unless_something_followed_from_it() -> None:
    """R17: and what cannot be is said with the way on."""
    assert reviews.not_taken_back(said(accepted(AnswerKind.PROGRESS)), None) == ""
    assert "2025年第3期" in reviews.not_taken_back(said(accepted(AnswerKind.PROGRESS)), "2025年第3期")
    assert "改时限" in reviews.not_taken_back(said(accepted(AnswerKind.EXTENSION)), None)
    mine = said(accepted(AnswerKind.NOT_OURS))
    assert reviews.not_taken_back(mine, None) == ""
    left = replace(mine, assignment=replace(mine.assignment, ended_at=NOW))
    assert "改回原来的单位" in reviews.not_taken_back(left, None)
    assert reviews.not_taken_back(said(accepted(AnswerKind.CLOSURE)), None) == ""
    assert "回头看重开" in reviews.not_taken_back(said(accepted(AnswerKind.CLOSURE), struck_off_at=NOW), None)


def test_what_is_owed_is_that_of_the_date_which_the_report_is_about() -> None:
    first, second = a_checkpoint(date(2025, 11, 7)), a_checkpoint(date(2025, 11, 28))
    about = said(figure(30, checkpoint=second), deadline=None, checkpoints=[first, second])
    assert about.owed is not None
    assert about.owed.day == date(2025, 11, 28)
    assert said(figure(30), deadline=None, checkpoints=[first, second]).owed is None
