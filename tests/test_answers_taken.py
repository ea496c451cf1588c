"""What an answer is taken for, and what is one answer said twice (R7), as tables of cases, each both ways."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasks_db.register import overlaps, progress, rounds
from tasks_db.register.answers import Assigned, closing, extending, finishing, is_answered, is_left
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, Checkpoint, Due, Report, Task
from tasks_db.terms import CheckpointKind, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_plan, a_report, a_task, an_assignment, at, owing_on
from tests.ladders import CALENDAR
from tests.sayings import MON, TODAY, TUE, K, Said, accepted, returned, said

MILESTONE, DEADLINE, LATER = date(2025, 11, 28), date(2025, 12, 31), date(2026, 1, 30)


def two_dates(*, consolidates: bool = False, reports: Sequence[Said] = ()) -> tuple[Task, Assignment, Due, Due]:
    """A task with a milestone and a deadline, of one unit; what it said is about the milestone."""
    first, last = a_checkpoint(MILESTONE, CheckpointKind.MILESTONE), a_checkpoint(DEADLINE)
    own = an_assignment(consolidates=consolidates, reports=[give(first) for give in reports])
    task = a_task(own, deadline=last, checkpoints=[first])
    (share,) = task.assignments
    return task, share, *share.dues  # type: ignore[return-value]


# ---- one answer said twice

SAME = Given(K.PROGRESS, percent=30, text="已换管3公里")
WORDS = {"percent": 30, "text": "已换管3公里"}

AGAIN: list[tuple[str, Said, bool]] = [
    ("words of this morning sent again are one answer", said(K.PROGRESS, TODAY, **WORDS), True),
    ("the same words the next day are another", said(K.PROGRESS, TUE, **WORDS), False),
    ("after they were taken back they are another", said(K.PROGRESS, TODAY, withdrawn=TODAY, **WORDS), False),
    ("after they were returned they are another", returned(K.PROGRESS, **WORDS, at=at(TODAY, 8)), False),
    ("words kept as a draft are not given yet", said(K.PROGRESS, TODAY, status=ReportStatus.DRAFT, **WORDS), False),
    ("another percent is another answer", said(K.PROGRESS, TODAY, percent=31, text="已换管3公里"), False),
    ("another state is another answer", said(K.BLOCKED, TODAY, **WORDS), False),
]


@pytest.mark.parametrize(("case", "before", "same"), AGAIN, ids=[row[0] for row in AGAIN])
def test_what_is_the_same_answer_said_again(case: str, before: Said, *, same: bool) -> None:
    del case
    task, own, first, _ = two_dates(reports=[before])
    found = progress.repeated(task, own, first.id, SAME, at(TODAY, 15), draft=False)
    assert (found is not None) == same


def test_the_same_words_about_another_date_are_another_answer() -> None:
    task, own, first, last = two_dates(reports=[said(K.PROGRESS, TODAY, **WORDS)])
    assert progress.repeated(task, own, first.id, SAME, NOW, draft=False) is not None
    assert progress.repeated(task, own, last.id, SAME, NOW, draft=False) is None


# ---- what it is about


def taken_for(task: Task, own: Assignment, due: Due | None, given: Given) -> date | None:
    about = progress.apply(task, own, due.id if due else None, given, NOW).checkpoint_id
    return next((c.day for c in task.checkpoints if c.id == about), None)


def test_done_said_again_of_a_date_that_is_over_finishes_nothing_else() -> None:
    task, own, first, _ = two_dates(reports=[said(K.DONE, MON)])
    assert taken_for(task, own, first, Given(K.DONE)) == MILESTONE
    assert taken_for(task, own, first, Given(K.PROGRESS, percent=10)) == DEADLINE
    assert taken_for(task, own, None, Given(K.PROGRESS, percent=10)) == DEADLINE


def test_an_indicators_figure_counts_whenever_it_is_given() -> None:
    """What is said early of a round is no report on it; a figure that is known is."""
    year = a_checkpoint(date(2026, 12, 31), CheckpointKind.ROUND)
    for indicator, about in ((None, None), (1, year.day)):
        task = a_task(an_assignment(), deadline=None, checkpoints=[year], indicator_id=indicator)
        own = task.assignments[0]
        assert taken_for(task, own, own.dues[0], Given(K.PROGRESS, text="92")) == about


@pytest.mark.parametrize(
    ("kind", "decided"),
    [(K.NO_CHANGE, True), (K.RECEIVED, True), (K.NOT_OURS, False), (K.PROGRESS, False), (K.DONE, False)],
)
def test_only_what_says_nothing_new_is_not_reviewed(kind: K, *, decided: bool) -> None:
    task, own, first, _ = two_dates()
    assert progress.apply(task, own, first.id, Given(kind), NOW).decided == decided


# ---- what is refused

REFUSED: list[tuple[str, bool, int, Given, str | None]] = [
    ("who does not consolidate asks for no 办结", False, 1, Given(K.CLOSURE), "由汇总单位申请"),
    ("who consolidates does", True, 1, Given(K.CLOSURE), None),
    ("who consolidates does not finish the deadline by 已完成", True, 1, Given(K.DONE), "申请办结"),
    ("but a milestone", True, 0, Given(K.DONE), None),
    ("who does not consolidate finishes the deadline", False, 1, Given(K.DONE), None),
    ("more time up to the date itself is none", False, 0, Given(K.EXTENSION, new_date=MILESTONE), "晚于"),
    ("nor is less", False, 0, Given(K.EXTENSION, new_date=date(2025, 11, 20)), "晚于"),
    ("a day more is", False, 0, Given(K.EXTENSION, new_date=date(2025, 11, 29)), None),
    ("more time without a day is none", False, 0, Given(K.EXTENSION), "晚于"),
]


@pytest.mark.parametrize(("case", "leads", "place", "given", "why"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_for_whose_date(case: str, leads: bool, place: int, given: Given, why: str | None) -> None:  # noqa: FBT001
    del case
    task, own, *dues = two_dates(consolidates=leads)
    if why is None:
        assert taken_for(task, own, dues[place], given) is not None
    else:
        with pytest.raises(AnswerRefused, match=why):
            progress.apply(task, own, dues[place].id, given, NOW)


@pytest.mark.parametrize(
    ("fields", "why"), [({"cancelled_at": at(MON)}, "已经取消"), ({"closed_at": at(MON)}, "已经办结")]
)
def test_what_counts_no_more_takes_no_answer(fields: dict[str, Any], why: str) -> None:
    task = a_task(**fields)
    with pytest.raises(AnswerRefused, match=why):
        progress.apply(task, task.assignments[0], None, Given(K.PROGRESS, percent=10), NOW)


def test_more_time_for_a_date_that_is_over_ends_after_today() -> None:
    task = a_task(deadline=MON)
    own = task.assignments[0]
    for day, refused in ((TUE, True), (TODAY, True), (date(2025, 11, 13), False)):
        if refused:
            with pytest.raises(AnswerRefused, match="晚于"):
                progress.apply(task, own, own.dues[0].id, Given(K.EXTENSION, new_date=day), NOW)
        else:
            assert taken_for(task, own, own.dues[0], Given(K.EXTENSION, new_date=day)) == MON


def test_more_time_asked_on_a_round_is_for_the_deadline_only_beyond_the_tasks_own_date() -> None:
    """The unit's own day may be earlier than the deadline (R9); a day between the two is more time for the round."""
    asked = a_checkpoint(date(2025, 11, 28), CheckpointKind.ROUND)
    whole = a_task(an_assignment(consolidates=False), deadline=DEADLINE, checkpoints=[asked])
    task = owing_on(whole, "县教委", asked.day, date(2025, 12, 26))
    own = task.assignments[0]
    for day, about in ((date(2025, 12, 29), asked.day), (DEADLINE, asked.day), (date(2026, 1, 1), DEADLINE)):
        assert taken_for(task, own, own.dues[0], Given(K.EXTENSION, new_date=day)) == about, day


def test_more_time_is_more_than_the_units_own_day() -> None:
    """A unit that owes on a collection day may ask for the task's own date (R9)."""
    task = owing_on(a_task(an_assignment(consolidates=False), deadline=DEADLINE), "县教委", date(2025, 12, 26))
    own = task.assignments[0]
    assert taken_for(task, own, own.dues[0], Given(K.EXTENSION, new_date=DEADLINE)) == DEADLINE


def test_more_time_than_the_deadline_has_is_asked_for_the_deadline_and_not_for_the_round() -> None:
    """A unit that is asked for its monthly word and wants until next year means the task (R7)."""
    month = a_checkpoint(MILESTONE, CheckpointKind.ROUND)
    task = a_task(an_assignment(), deadline=DEADLINE, checkpoints=[month])
    own = task.assignments[0]
    due = next(d for d in own.dues if d.checkpoint.id == month.id)
    assert taken_for(task, own, due, Given(K.EXTENSION, new_date=LATER)) == DEADLINE
    assert taken_for(task, own, None, Given(K.EXTENSION, new_date=LATER)) == DEADLINE
    assert taken_for(task, own, due, Given(K.EXTENSION, new_date=date(2025, 12, 10))) == MILESTONE
    assert taken_for(task, own, due, Given(K.PROGRESS, percent=10)) == MILESTONE


@pytest.mark.parametrize(("leads", "place", "closes"), [(True, 1, True), (True, 0, False), (False, 1, False)])
def test_done_means_the_whole_task_only_from_who_consolidates_and_at_its_deadline(
    leads: bool,  # noqa: FBT001
    place: int,
    closes: bool,  # noqa: FBT001
) -> None:
    task, own, *dues = two_dates(consolidates=leads)
    assert progress.can_close(task, own, dues[place].id, NOW) == closes


@pytest.mark.parametrize(("leads", "place", "kind"), [(True, 1, K.CLOSURE), (True, 0, K.DONE), (False, 1, K.DONE)])
def test_the_button_for_being_done_says_what_it_does(leads: bool, place: int, kind: K) -> None:  # noqa: FBT001
    _, own, *dues = two_dates(consolidates=leads)
    assert finishing(own, dues[place]) == kind
    assert finishing(own, None) == (K.CLOSURE if leads else K.DONE)


def test_who_asks_for_the_end_is_told_who_is_silent_and_only_who_consolidates_may() -> None:
    heard = an_assignment("县城管局", Role.RESPONSIBLE, reports=[a_report(day=MON)])
    task = a_task(an_assignment(), an_assignment("县财政局", Role.RESPONSIBLE), heard)
    found = [Assigned(a_plan(task), task, own) for own in task.assignments]
    assert closing(found[0], NOW).silent == ("县财政局",)
    with pytest.raises(AnswerRefused, match="由汇总单位申请"):
        closing(found[1], NOW)


def test_requests_are_made_for_one_task_at_a_time() -> None:
    assert {kind for kind in K if overlaps.may_serve(kind)} == {K.PROGRESS, K.NO_CHANGE, K.BLOCKED, K.DONE}


# ---- extensions that were granted

E = K.EXTENSION
GRANTED: list[tuple[str, list[Said], date | None]] = [
    ("one that waits grants nothing", [said(E, new_date=LATER)], None),
    ("one that was returned neither", [returned(E, new_date=LATER)], None),
    ("one that was granted and taken back neither", [accepted(E, new_date=LATER, withdrawn=TUE)], None),
    ("one that was granted does", [accepted(E, new_date=LATER)], LATER),
    (
        "of two the one that was decided last, though it is the shorter",
        [said(E, MON, new_date=LATER, status=ReportStatus.ACCEPTED, decided=MON), accepted(E, new_date=DEADLINE)],
        DEADLINE,
    ),
]


@pytest.mark.parametrize(("case", "given", "day"), GRANTED, ids=[row[0] for row in GRANTED])
def test_which_day_a_unit_was_granted(case: str, given: Sequence[Said], day: date | None) -> None:
    del case
    _, own, first, last = two_dates(reports=given)
    assert progress.granted_day(own, first.checkpoint.id, NOW) == day
    assert progress.granted_day(own, last.checkpoint.id, NOW) is None


# ---- the rest of a bundle, what is just said, days to choose from


def assigned(*given: Said, **fields: object) -> Assigned:
    point = a_checkpoint(DEADLINE)
    task = a_task(an_assignment(reports=[give(point) for give in given]), deadline=point, **fields)  # type: ignore[arg-type]
    return Assigned(a_plan(task), task, task.assignments[0])


REST: list[tuple[str, Assigned, K, bool, bool]] = [
    ("nothing was said of it", assigned(), K.NO_CHANGE, True, False),
    ("something was said yesterday", assigned(said(K.PROGRESS, TUE)), K.NO_CHANGE, True, False),
    ("something was said today", assigned(said(K.PROGRESS, TODAY)), K.NO_CHANGE, False, True),
    ("签收 says nothing", assigned(said(K.RECEIVED, TODAY)), K.NO_CHANGE, True, False),
    ("签收 is meant for what was said of today too", assigned(said(K.PROGRESS, TODAY)), K.RECEIVED, True, True),
    ("it was said to be done", assigned(said(K.DONE, MON)), K.RECEIVED, True, True),
    ("the office closed it", assigned(closed_at=at(MON)), K.RECEIVED, False, False),
]


@pytest.mark.parametrize(("case", "found", "kind", "left", "answered"), REST, ids=[row[0] for row in REST])
def test_what_is_meant_by_the_rest(case: str, found: Assigned, kind: K, *, left: bool, answered: bool) -> None:
    """A press for the rest of a bundle leaves out some tasks, 其余 that is typed leaves out others."""
    del case
    assert is_left(found, kind, NOW) == left
    assert is_answered(found, NOW) == answered


def test_more_time_is_offered_from_the_units_own_day_or_from_today_on_working_days() -> None:
    point = a_checkpoint(DEADLINE)
    task = owing_on(a_task(an_assignment(consolidates=False), deadline=point), "县教委", date(2025, 12, 26))
    found = Assigned(a_plan(task), task, task.assignments[0])
    choices = extending(found, task.assignments[0].dues[0].id, CALENDAR, NOW).choices
    # 2 January is off, so it is Sunday the 4th, which is worked; the 9th is a Friday; the 25th a Sunday
    assert choices == (date(2026, 1, 4), date(2026, 1, 9), date(2026, 1, 26))
    late = extending(found, 0, CALENDAR, at(date(2026, 1, 7))).choices
    assert late == (date(2026, 1, 14), date(2026, 1, 21), date(2026, 2, 6))


# ---- what counts at a moment (R1)


def test_a_report_counts_from_its_moment_and_what_was_decided_from_the_moment_of_that() -> None:
    report = a_report(day=MON, status=ReportStatus.RETURNED, decided=TUE, withdrawn=TODAY)
    moments = [at(MON, 8), at(MON, 9), at(TUE, 9), at(TUE, 10), at(TODAY, 10), at(TODAY, 11)]
    assert [report.said_by(moment) for moment in moments] == [False, True, True, True, True, False]
    sent, back = ReportStatus.SUBMITTED, ReportStatus.RETURNED
    assert [report.decision(moment) for moment in moments] == [sent, sent, sent, back, back, back]
    assert [report.stands(moment) for moment in moments] == [False, True, True, False, False, False]


# ---- closed, exempted, silent


def closure(day: date, decided: date, **more: object) -> Report:
    return a_report(K.CLOSURE, day, status=ReportStatus.ACCEPTED, decided=decided, **more)  # type: ignore[arg-type]


def test_a_closure_that_was_taken_back_after_its_approval_closes_nothing() -> None:
    """回头看: the approval stays in the history up to that moment."""
    task = a_task(an_assignment(reports=[closure(MON, MON, withdrawn=TUE)]))
    own = task.assignments[0]
    assert [progress.is_closed(task, at(day, 20)) for day in (MON, TUE)] == [True, False]
    assert [progress.is_open(task, own, own.dues[0], at(day, 20)) for day in (MON, TUE)] == [False, True]


def test_of_two_closures_the_later_one_is_when_it_was_closed() -> None:
    task = a_task(an_assignment(reports=[closure(MON, MON)]), closed_at=at(TUE))
    assert progress.closed_at(task, NOW) == at(TUE)
    assert progress.closed_at(task, at(MON, 20)) == at(MON, 10)


def test_who_is_exempted_from_one_date_of_two_is_not_exempted() -> None:
    task, own, first, last = two_dates()
    del task
    part = replace(own, dues=(replace(first, exempted_at=at(MON)), last))
    whole = replace(own, dues=tuple(replace(d, exempted_at=at(MON)) for d in own.dues))
    assert [progress.is_exempted(a, NOW) for a in (own, part, whole)] == [False, False, True]
    assert not progress.is_exempted(whole, at(MON, 8))


def test_who_consolidates_is_not_silent_to_itself() -> None:
    task = a_task(an_assignment(), an_assignment("县财政局", Role.RESPONSIBLE))
    assert [a.unit for a in progress.silent_units(task, NOW)] == ["县财政局"]


# ---- rounds of a unit that owes on days of its own


def in_rounds(*days: date, settings: PlanSettings | None = None) -> Task:
    points: list[Checkpoint] = [a_checkpoint(day, CheckpointKind.ROUND) for day in days]
    task = a_task(an_assignment(consolidates=False), deadline=None, checkpoints=points)
    return a_plan(task, settings=settings or PlanSettings()).tasks[0]


def test_a_round_begins_by_the_units_own_days_and_not_by_the_tasks() -> None:
    november, december = date(2025, 11, 25), date(2025, 12, 26)
    task = owing_on(in_rounds(MILESTONE, DEADLINE), "县教委", november, december)
    own = task.assignments[0]
    asked = [rounds.asked_round(task, own, at(date(2025, 11, day))) for day in (28, 29)]
    assert [due.day if due else None for due in asked] == [november, december]


def test_rounds_that_lie_close_begin_halfway_though_the_ladder_goes_on_longer() -> None:
    fridays = [date(2025, 11, day) for day in (7, 14, 21)]
    task = in_rounds(*fridays, settings=PlanSettings(ladder=(-30, 0, 10)))
    own = task.assignments[0]
    asked = [rounds.asked_round(task, own, at(date(2025, 11, day))) for day in (10, 11, 17, 18)]
    assert [due.day if due else None for due in asked] == [fridays[0], fridays[1], fridays[1], fridays[2]]
    over = [rounds.is_over(task, own, own.dues[0], at(date(2025, 11, day))) for day in (10, 11)]
    assert over == [False, True]


def test_rounds_that_lie_far_apart_begin_after_the_last_step_of_the_plans_own_ladder() -> None:
    task = in_rounds(MILESTONE, DEADLINE, settings=PlanSettings(ladder=(-30, 0, 10)))
    own = task.assignments[0]
    asked = [rounds.asked_round(task, own, at(date(2025, 12, day))) for day in (8, 9)]
    assert [due.day if due else None for due in asked] == [MILESTONE, DEADLINE]
