"""The digest of an earlier moment, and figures held against their targets."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register import digest
from tasks_db.register.digest.targets import compare
from tasks_db.register.thresholds import number, parse_target
from tasks_db.register.values import Measurement
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role, Verdict, WorkState
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    an_indicator,
    at,
)
from tests.digests import compiled, line_of

YEAR_END = date(2025, 12, 31)
PAST = date(2025, 10, 31)


# as of


def test_the_same_register_read_as_of_an_earlier_day_gives_that_days_digest() -> None:
    said = a_report(day=date(2025, 11, 3), percent=10)
    taken_back = a_report(day=date(2025, 11, 5), percent=95, withdrawn=date(2025, 11, 10))
    task = a_task(
        an_assignment(reports=[said, taken_back, a_closure(date(2025, 11, 11), approved=date(2025, 11, 11))])
    )
    days = [date(2025, 11, 1), date(2025, 11, 4), date(2025, 11, 6), date(2025, 11, 10), date(2025, 11, 12)]
    assert [line_of(task, at(day, 12)).work_state for day in days] == [
        WorkState.NO_FEEDBACK,
        WorkState.BEHIND,
        WorkState.ON_TRACK,
        WorkState.BEHIND,
        WorkState.CLOSED,
    ]


def test_a_report_written_later_never_changes_an_earlier_digest() -> None:
    before = a_register(
        a_plan(a_task(an_assignment(reports=[a_report(percent=50)]), an_assignment("县文旅委", Role.RESPONSIBLE)))
    )
    plan = before.plans[0]
    task = plan.tasks[0]
    later = [replace(a_report(kind, date(2025, 11, 20)), assignment_id=task.assignments[0].id) for kind in AnswerKind]
    lead = replace(task.assignments[0], reports=(*task.assignments[0].reports, *later))
    after = a_register(replace(plan, tasks=(replace(task, assignments=(lead, *task.assignments[1:])),)))
    assert digest.compile(after, as_of=NOW) == digest.compile(before, as_of=NOW)


def test_a_task_cancelled_since_still_stands_in_the_earlier_digest() -> None:
    task = a_task(cancelled_at=at(date(2025, 11, 10)))
    assert len(compiled(task, as_of=at(date(2025, 11, 9))).tasks) == 1
    assert compiled(task).tasks == ()


def test_an_extension_granted_since_is_undone_and_after_it_both_dates_stand() -> None:
    moved = a_checkpoint(YEAR_END, original_day=PAST)
    asked = a_report(
        AnswerKind.EXTENSION,
        date(2025, 11, 3),
        checkpoint=moved,
        new_date=YEAR_END,
        status=ReportStatus.ACCEPTED,
        decided=date(2025, 11, 10),
    )
    task = a_task(an_assignment(reports=[a_report(day=date(2025, 10, 1), percent=90), asked]), deadline=moved)
    before, after = compiled(task, as_of=at(date(2025, 11, 9))), compiled(task)
    assert (before.tasks[0].deadline, before.tasks[0].work_state) == (PAST, WorkState.OVERDUE)
    assert [(e.old, e.new, e.is_granted) for e in before.extensions] == [(PAST, YEAR_END, False)]
    assert (after.tasks[0].deadline, after.tasks[0].original_deadline) == (YEAR_END, PAST)
    assert after.tasks[0].work_state is WorkState.ON_TRACK
    assert [(e.old, e.new, e.is_granted) for e in after.extensions] == [(PAST, YEAR_END, True)]


def test_two_extensions_of_one_date_stand_as_a_chain() -> None:
    first, second = date(2025, 8, 31), date(2025, 10, 31)
    moved = a_checkpoint(second, original_day=date(2025, 6, 30))
    granted = [
        a_report(
            AnswerKind.EXTENSION,
            day,
            checkpoint=moved,
            new_date=new,
            status=ReportStatus.ACCEPTED,
            decided=day,
        )
        for day, new in ((date(2025, 6, 1), first), (date(2025, 8, 1), second))
    ]
    task = a_task(an_assignment(reports=granted), deadline=moved)
    assert [(e.old, e.new) for e in compiled(task).extensions] == [(date(2025, 6, 30), first), (first, second)]
    assert line_of(task, at(date(2025, 7, 15))).deadline == first


def test_an_extended_milestone_moves_for_everybody_and_is_undone_too() -> None:
    milestone = replace(
        a_checkpoint(date(2025, 11, 30), CheckpointKind.MILESTONE), original_day=PAST, basis="extension"
    )
    asked = a_report(
        AnswerKind.EXTENSION,
        date(2025, 11, 3),
        checkpoint=milestone,
        new_date=date(2025, 11, 30),
        status=ReportStatus.ACCEPTED,
        decided=date(2025, 11, 10),
    )
    task = a_task(
        an_assignment(reports=[a_report(day=date(2025, 10, 1), percent=99), asked]), checkpoints=[milestone]
    )
    assert line_of(task).work_state is WorkState.ON_TRACK
    assert [(e.old, e.new) for e in compiled(task).extensions] == [(PAST, date(2025, 11, 30))]
    assert line_of(task, at(date(2025, 11, 9))).work_state is WorkState.OVERDUE


def test_a_plan_dispatched_later_is_not_yet_there() -> None:
    register = a_register(a_plan(a_task(), dispatched=date(2025, 11, 20)))
    assert digest.compile(register, as_of=NOW).plans == ()


# indicators


@pytest.mark.parametrize(
    ("value", "target", "baseline", "verdict"),
    [
        ("90", "≥90", None, Verdict.MET),
        ("90", "＞90", None, Verdict.SHORT),
        ("90.1%", "＞90", None, Verdict.MET),
        ("41", ">40", "50", Verdict.MET),
        ("40", "40", "25", Verdict.MET),
        ("39.9", "40", "—", Verdict.SHORT),
        ("4", "≤5", "7", Verdict.MET),
        ("80", "90%以上", None, Verdict.SHORT),
        ("90", "超过90%", None, Verdict.SHORT),
        ("1,500个", "不少于1500个", None, Verdict.MET),
        ("0", "1", "0", Verdict.SHORT),
        ("38", "≥全市平均水平", None, Verdict.REFERENCE),
        ("38", "≥全国 平均水平", None, Verdict.REFERENCE),
        ("38", "40", "50", Verdict.TO_JUDGE),
        ("全覆盖", "≥90", None, Verdict.TO_JUDGE),
        ("95", "全覆盖", None, Verdict.TO_JUDGE),
        ("1", "1-2所", None, Verdict.TO_JUDGE),
    ],
)
def test_a_figure_is_held_against_its_target(value: str, target: str, baseline: str | None, verdict: Verdict) -> None:
    assert compare(value, target, baseline) is verdict


@pytest.mark.parametrize("mark", ["—", "——", "-", "/", "", None])
def test_a_missing_mark_is_missing_and_never_zero(mark: str | None) -> None:
    assert number(mark) is None


def test_a_target_of_two_numbers_is_not_guessed() -> None:
    assert parse_target("≥90且≥95") is None
    assert parse_target("≥90以下") is None


def test_the_latest_standing_figure_of_each_period_is_compared_and_names_its_report() -> None:
    early, taken_back = a_report(day=date(2025, 10, 1)), a_report(day=date(2025, 11, 1), withdrawn=date(2025, 11, 2))
    asking = a_task(an_assignment(reports=[early, taken_back]), indicator_id=1)
    indicator = an_indicator(
        targets={"2025": "≥90", "2027": "≥95", "2026": "—"},
        measurements=[
            Measurement("2025", "91", early.at, early.id),
            Measurement("2025", "12", taken_back.at, taken_back.id),
        ],
    )
    found = digest.compile(a_register(a_plan(asking, indicators=[indicator])), as_of=NOW).indicators
    assert [(i.period, i.value, i.verdict) for i in found] == [
        ("2025", "91", Verdict.MET),
        ("2026", None, Verdict.NO_TARGET),
        ("2027", None, Verdict.AHEAD),
    ]
    assert found[0].source is not None
    assert found[0].source.report_id == early.id


def test_a_figure_is_missing_from_the_month_in_which_it_is_asked_for() -> None:
    plan = a_plan(indicators=[an_indicator(targets={"2025": "≥90"})])
    verdicts = [
        digest.compile(a_register(plan), as_of=at(day)).indicators[0].verdict
        for day in (date(2025, 11, 12), date(2025, 12, 5), date(2026, 1, 5))
    ]
    assert verdicts == [Verdict.AHEAD, Verdict.MISSING, Verdict.MISSING]
