"""What answers to questions count and leave out, a row each: what is over, closed, waived or another's (R14, R15)."""

from dataclasses import replace
from datetime import date, time, timedelta

from tasks_db.register import queries
from tasks_db.register.queries.asked import EVERYTHING, NO_FILTERS
from tasks_db.register.queries.rows import NotAsked
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import Measurement, Sent
from tasks_db.register.workdays import Calendar
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, Role, WorkState
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_liaison,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    an_indicator,
    register_of,
)
from tests.test_queries import of_units

PAST, YESTERDAY, LATER = date(2025, 10, 31), date(2025, 11, 11), date(2025, 11, 13)
HELPER, BLOCKED = "县财政局", AnswerKind.BLOCKED


def test_what_is_asked_for_or_signed_later_is_none_of_what_there_was_then() -> None:
    wish = a_report(AnswerKind.EXTENSION, LATER, new_date=date(2026, 1, 31))
    register = register_of(a_task(an_assignment(reports=[wish])))
    assert queries.requests(register, EVERYTHING, NOW).rows == ()
    assert queries.signed(register, EVERYTHING, NOW).rows[0].signed == 0
    assert queries.signed(register, EVERYTHING, NOW + timedelta(days=2)).rows[0].signed == 1


def test_a_missed_milestone_of_long_term_work_is_no_late_task_and_stands_behind_those_that_are() -> None:
    standing = a_task(standing=True, checkpoints=[a_checkpoint(date(2025, 9, 30), CheckpointKind.MILESTONE)])
    register = register_of(standing, a_task(deadline=PAST))
    (of_standing, of_late) = queries.progress_lines(register, EVERYTHING, NOW).rows
    assert (of_standing.work_state, of_standing.late) == (WorkState.STANDING, None)
    assert of_late.late is not None
    assert queries.overdue(register, EVERYTHING, NOW).rows[0].is_task


def test_who_is_exempted_is_none_of_the_others_and_owes_no_report() -> None:
    lead = an_assignment(reports=[a_report(day=date(2025, 10, 30))])
    waived = an_assignment(HELPER, Role.RESPONSIBLE, exempted=date(2025, 10, 1))
    register = register_of(a_task(lead, waived, deadline=PAST))
    assert [(row.asked, row.reported) for row in queries.progress_lines(register, EVERYTHING, NOW).rows] == [(0, 0)]
    assert queries.unreported(register, EVERYTHING, NOW).of == 1


def test_a_report_missing_in_a_month_gone_by_is_missing_there_when_the_next_is_due_too() -> None:
    months = [a_checkpoint(date(2025, 10, 20), CheckpointKind.ROUND), a_checkpoint(YESTERDAY, CheckpointKind.ROUND)]
    october = replace(NO_FILTERS, since=date(2025, 10, 1), until=PAST)
    register = register_of(a_task(checkpoints=months))
    for ask in (queries.unreported, queries.overdue):
        assert [row.due_day for row in ask(register, EVERYTHING, NOW, october).rows] == [date(2025, 10, 20)]
        assert [row.due_day for row in ask(register, EVERYTHING, NOW).rows] == [YESTERDAY]
    assert queries.unreported(register, EVERYTHING, NOW, october).of == 1


def test_a_task_that_is_closed_has_nobody_who_did_not_report() -> None:
    closed = a_task(
        an_assignment(reports=[a_closure(PAST, approved=date(2025, 11, 4))]),
        an_assignment(HELPER, Role.RESPONSIBLE),
        deadline=PAST,
    )
    found = queries.unreported(register_of(closed), EVERYTHING, NOW)
    assert (found.rows, found.of) == ((), 0)


def test_whom_nobody_could_ask_is_not_counted_among_those_who_did_not_report() -> None:
    plan = a_plan(a_task(an_assignment(), an_assignment(HELPER, Role.RESPONSIBLE), deadline=PAST))
    rows = queries.unreported(a_register(plan, seats=[a_liaison("县教委")]), EVERYTHING, NOW).rows
    assert [row.state for row in rows] == [ReportState.NOT_REPORTED, ReportState.UNDELIVERED]
    assert queries.counted(rows) == (1, 1)


def test_an_indicator_is_no_task_that_is_counted_or_hindered_and_its_figure_is_its_suppliers() -> None:
    report = a_report(BLOCKED, problem="没有数", needs=HELPER)
    asking = a_task(an_assignment("县教委", reports=[report]), indicator_id=50)
    indicator = an_indicator(id=50, targets={"2025": "≥90"}, measurements=[Measurement("2025", "95", NOW, report.id)])
    other = a_task(an_assignment(HELPER))
    register = a_register(a_plan(asking, other, indicators=[indicator]))
    assert queries.coordination(register, EVERYTHING, NOW).rows == ()
    assert queries.tally(register, EVERYTHING, NOW).of == 1
    (row,) = queries.indicators(register, of_units(HELPER), NOW).rows
    assert (row.printed, row.line.value) == (True, None)


def test_why_somebody_is_not_asked_says_that_a_request_waits_and_days_to_come_are_not_days_on_which_they_were() -> (
    None
):
    wish = a_report(AnswerKind.EXTENSION, date(2025, 11, 3), new_date=date(2026, 1, 31))
    register = register_of(a_task(an_assignment(reports=[wish])))
    due = register.plans[0].tasks[0].assignments[0].dues[0]
    asks = frozenset({(due.id, date(2025, 11, 9), 1), (due.id, date(2025, 11, 10), 1)})  # two rungs, in one message
    days = frozenset({(due.id, YESTERDAY), (due.id, LATER)})
    windows = SendWindows(((time(8), time(18)),))
    (row,) = queries.asked(replace(register, sent=Sent(asks, days=days)), EVERYTHING, NOW, Calendar(), windows).rows
    assert (row.asked, row.why) == ((YESTERDAY,), NotAsked.REQUESTED)


def test_of_days_that_are_asked_for_no_other_day_counts_as_one_on_which_somebody_was_asked() -> None:
    register = register_of(a_task(an_assignment()))
    due = register.plans[0].tasks[0].assignments[0].dues[0]
    sent = Sent(days=frozenset({(due.id, PAST), (due.id, YESTERDAY)}))
    that_day = replace(NO_FILTERS, since=YESTERDAY, until=YESTERDAY)
    windows = SendWindows(((time(8), time(18)),))
    (row,) = queries.asked(replace(register, sent=sent), EVERYTHING, NOW, Calendar(), windows, that_day).rows
    assert row.asked == (YESTERDAY,)
