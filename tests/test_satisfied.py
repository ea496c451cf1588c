"""What satisfies a due, and which round an answer belongs to (R7), as tables of cases, each both ways.

A row is the sentence of a case, what the unit said, and what holds then, on Wednesday 12 November 2025 unless the row
names another day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from tasks_db.register import progress, reminders, rounds
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.progress import Given
from tasks_db.register.values import Assignment, Checkpoint, Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind
from tests.builders import NOW, a_checkpoint, a_plan, a_report, a_task, an_assignment, at
from tests.ladders import CALENDAR, WINDOWS, a_dispatched, asked_of_wang
from tests.sayings import TODAY, TUE, K, Said, accepted, draft, of_the_whole, returned, said, withdrawn

DAY = date(2025, 11, 28)


# ---- satisfied: milestones and deadlines


@dataclass(frozen=True, slots=True)
class Owed:
    """Whose due it is: of a kind, of the consolidating unit or of another, with a target."""

    kind: CheckpointKind
    consolidates: bool = False
    target: str = ""


MILESTONE = Owed(CheckpointKind.MILESTONE)
LEADS_MILESTONE = Owed(CheckpointKind.MILESTONE, consolidates=True)
DEADLINE = Owed(CheckpointKind.DEADLINE)
LEADS_DEADLINE = Owed(CheckpointKind.DEADLINE, consolidates=True)
SIXTY = replace(MILESTONE, target="完成60%")
RATIO = replace(MILESTONE, target="开设托班的幼儿园占比达35%")
EVENTS = replace(MILESTONE, target="组织宣讲不少于100场")

WHOLE = of_the_whole(accepted(K.PROGRESS, percent=100))

DATED: list[tuple[str, Owed, list[Said], bool]] = [
    ("已完成 satisfies a milestone", MILESTONE, [said(K.DONE)], True),
    ("已完成 satisfies the consolidating unit's milestone", LEADS_MILESTONE, [said(K.DONE)], True),
    ("已完成 that names no date satisfies none", MILESTONE, [of_the_whole(said(K.DONE))], False),
    ("无变化 satisfies no milestone", MILESTONE, [accepted(K.NO_CHANGE)], False),
    ("签收 satisfies no milestone", MILESTONE, [accepted(K.RECEIVED)], False),
    ("推进中 satisfies no milestone", MILESTONE, [accepted(K.PROGRESS, percent=80)], False),
    ("有困难 satisfies no milestone", MILESTONE, [accepted(K.BLOCKED, percent=80)], False),
    ("不属我单位 satisfies no milestone", MILESTONE, [accepted(K.NOT_OURS)], False),
    ("申请延期 satisfies no milestone", MILESTONE, [said(K.EXTENSION, new_date=date(2026, 1, 5))], False),
    ("an accepted 100 % satisfies a milestone", MILESTONE, [accepted(K.PROGRESS, percent=100)], True),
    ("100 % that nobody reviewed does not", MILESTONE, [said(K.PROGRESS, percent=100)], False),
    ("an accepted 99 % does not", MILESTONE, [accepted(K.PROGRESS, percent=99)], False),
    ("an accepted 100 % with a difficulty does too", MILESTONE, [accepted(K.BLOCKED, percent=100)], True),
    ("100 % of the whole task reaches its milestones", MILESTONE, [WHOLE], True),
    ("an accepted 60 % reaches 完成60%", SIXTY, [accepted(K.PROGRESS, percent=60)], True),
    ("an accepted 59 % does not reach 完成60%", SIXTY, [accepted(K.PROGRESS, percent=59)], False),
    ("60 % that nobody reviewed does not reach it", SIXTY, [said(K.PROGRESS, percent=60)], False),
    ("60 % of the work is no ratio of kindergartens", RATIO, [accepted(K.PROGRESS, percent=60)], False),
    ("an accepted 36.6% alone reaches a ratio of 35%", RATIO, [accepted(K.PROGRESS, text="36.6%")], True),
    ("34% alone does not reach it", RATIO, [accepted(K.PROGRESS, text="34%")], False),
    ("a figure among other words is left to people", RATIO, [accepted(K.PROGRESS, text="力争达到36%")], False),
    ("120场 reaches 不少于100场", EVENTS, [accepted(K.PROGRESS, text="120场")], True),
    ("120人 is another measure", EVENTS, [accepted(K.PROGRESS, text="120人")], False),
    ("an answer that was returned satisfies nothing", MILESTONE, [returned(K.DONE)], False),
    ("an answer taken back satisfies nothing", MILESTONE, [withdrawn(K.DONE)], False),
    ("a draft satisfies nothing", MILESTONE, [draft(K.DONE)], False),
    ("已完成 after a returned one satisfies", MILESTONE, [returned(K.DONE), said(K.DONE, TODAY)], True),
    ("已完成 satisfies another unit's deadline", DEADLINE, [said(K.DONE)], True),
    ("an accepted 100 % satisfies another unit's deadline", DEADLINE, [accepted(K.PROGRESS, percent=100)], True),
    ("推进中 satisfies no deadline", DEADLINE, [accepted(K.PROGRESS, percent=80)], False),
    ("无变化 satisfies no deadline", DEADLINE, [accepted(K.NO_CHANGE)], False),
    ("已完成 does not satisfy the consolidating unit's deadline", LEADS_DEADLINE, [accepted(K.DONE)], False),
    ("nor does an accepted 100 %", LEADS_DEADLINE, [accepted(K.PROGRESS, percent=100)], False),
    ("nor does a 申请办结 that waits", LEADS_DEADLINE, [said(K.CLOSURE)], False),
    ("nor does a 申请办结 that was returned", LEADS_DEADLINE, [returned(K.CLOSURE)], False),
    ("only an approved 申请办结 does", LEADS_DEADLINE, [accepted(K.CLOSURE)], True),
]  # fmt: skip


def the_due(task: Task, point: Checkpoint, unit: str = "县教委") -> tuple[Assignment, Due]:
    own = next(a for a in task.assignments if a.unit == unit)
    return own, next(d for d in own.dues if d.checkpoint.id == point.id)


@pytest.mark.parametrize(("case", "owed", "reports", "satisfied"), DATED, ids=[row[0] for row in DATED])
def test_what_satisfies_a_dated_due(case: str, owed: Owed, reports: Sequence[Said], *, satisfied: bool) -> None:
    del case
    point = a_checkpoint(DAY, owed.kind, target=owed.target)
    own = an_assignment(consolidates=owed.consolidates, reports=[give(point) for give in reports])
    others = [] if owed.consolidates else [an_assignment("县交通局")]
    task = a_task(own, *others, deadline=None, checkpoints=[point])
    assignment, due = the_due(task, point)
    assert (progress.satisfied_by(task, assignment, due, NOW) is not None) == satisfied


def test_what_was_said_of_one_milestone_is_not_said_of_another() -> None:
    first, second = (a_checkpoint(day, CheckpointKind.MILESTONE) for day in (date(2025, 11, 14), DAY))
    done = [said(K.DONE)(first), accepted(K.PROGRESS, percent=100)(first)]
    task = a_task(an_assignment(reports=done), deadline=None, checkpoints=[first, second])
    open_days = [d.day for d in task.assignments[0].dues if progress.is_open(task, task.assignments[0], d, NOW)]
    assert open_days == [DAY]


# ---- satisfied: rounds

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31)

ROUND: list[tuple[str, Said, bool]] = [
    ("推进中 answers a round", said(K.PROGRESS), True),
    ("无变化 answers a round", said(K.NO_CHANGE), True),
    ("有困难 answers a round", said(K.BLOCKED), True),
    ("已完成 answers a round", said(K.DONE), True),
    ("不属我单位 answers a round", said(K.NOT_OURS), True),
    ("申请办结 answers a round", said(K.CLOSURE), True),
    ("签收 answers no round", accepted(K.RECEIVED), False),
    ("申请延期 of the round leaves it owed", said(K.EXTENSION, new_date=DECEMBER), False),
    ("申请延期 that was granted leaves it owed on its new day", accepted(K.EXTENSION, new_date=DECEMBER), False),
    ("a returned answer leaves it owed", returned(K.PROGRESS), False),
    ("an answer taken back leaves it owed", withdrawn(K.PROGRESS), False),
    ("a draft leaves it owed", draft(K.PROGRESS), False),
    ("an answer of the task as a whole belongs to the round now asked", of_the_whole(said(K.PROGRESS)), True),
    ("said before the round began it does not", of_the_whole(said(K.PROGRESS, date(2025, 11, 3))), False),
    ("said on the day it began it does", of_the_whole(said(K.PROGRESS, date(2025, 11, 4))), True),
]  # fmt: skip


def in_rounds(*days_: date, reports: Sequence[Report] = (), **fields: object) -> Task:
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in days_]
    return a_task(an_assignment(reports=reports), deadline=None, checkpoints=points, **fields)  # type: ignore[arg-type]


def a_month(*given: Said) -> tuple[Task, Due]:
    """A monthly report of October to December, with what was said to November's round."""
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in (OCTOBER, NOVEMBER, DECEMBER)]
    own = an_assignment(reports=[give(points[1]) for give in given])
    task = a_task(own, deadline=None, checkpoints=points)
    return task, task.assignments[0].dues[1]


@pytest.mark.parametrize(("case", "give", "satisfied"), ROUND, ids=[row[0] for row in ROUND])
def test_what_answers_a_round(case: str, give: Said, *, satisfied: bool) -> None:
    del case
    task, due = a_month(give)
    assert (progress.satisfied_by(task, task.assignments[0], due, NOW) is not None) == satisfied
    others = [d for d in task.assignments[0].dues if d is not due]
    assert all(progress.satisfied_by(task, task.assignments[0], d, NOW) is None for d in others if d.day >= NOVEMBER)


@pytest.mark.parametrize("kind", [K.PROGRESS, K.DONE, K.EXTENSION])
def test_what_is_said_at_a_deadline_answers_the_round_that_is_asked_beside_it(kind: AnswerKind) -> None:
    """One task stands once in a bundle, so one answer serves both of its dates."""
    monthly, deadline = a_checkpoint(NOVEMBER, CheckpointKind.ROUND), a_checkpoint(DECEMBER)
    report = a_report(kind, TUE, checkpoint=deadline, new_date=date(2026, 3, 1))
    task = a_task(an_assignment(reports=[report]), deadline=deadline, checkpoints=[monthly])
    assignment, due = the_due(task, monthly)
    assert progress.satisfied_by(task, assignment, due, NOW) is not None


def test_a_figure_of_an_indicator_answers_its_round_whether_it_reaches_the_target_or_not() -> None:
    point = a_checkpoint(DECEMBER, CheckpointKind.ROUND, target="目标≥4.5")
    report = a_report(K.PROGRESS, TUE, checkpoint=point, text="3.9")
    task = a_task(an_assignment(reports=[report]), deadline=None, checkpoints=[point], indicator_id=1)
    assignment, due = the_due(task, point)
    assert progress.satisfied_by(task, assignment, due, NOW) is not None


# ---- the round now asked

MONTHS = (OCTOBER, NOVEMBER, DECEMBER)
QUARTERS = (date(2025, 9, 30), DECEMBER, date(2026, 3, 31))
WEEKS = (date(2025, 11, 7), date(2025, 11, 14), date(2025, 11, 21))

ASKED: list[tuple[str, tuple[date, ...], date, date | None]] = [
    ("nothing is asked before the first round's ladder begins", QUARTERS, date(2025, 8, 30), None),
    ("the first round is asked from T-30 on", QUARTERS, date(2025, 8, 31), QUARTERS[0]),
    ("a month late by two days is still its own month", MONTHS, date(2025, 11, 2), OCTOBER),
    ("a month is over after T+3", MONTHS, date(2025, 11, 4), NOVEMBER),
    ("and stays over", MONTHS, date(2025, 11, 30), NOVEMBER),
    ("a quarter that nobody answered is asked until the next one begins", QUARTERS, date(2025, 11, 30), QUARTERS[0]),
    ("the next quarter begins at its T-30", QUARTERS, date(2025, 12, 1), DECEMBER),
    ("the last round is asked for good", QUARTERS, date(2026, 9, 1), QUARTERS[2]),
    ("a week is over half-way to the next", WEEKS, date(2025, 11, 10), WEEKS[0]),
    ("the next week begins then", WEEKS, date(2025, 11, 11), WEEKS[1]),
]


@pytest.mark.parametrize(("case", "rounds_", "day", "asked"), ASKED, ids=[row[0] for row in ASKED])
def test_which_round_is_asked(case: str, rounds_: tuple[date, ...], day: date, asked: date | None) -> None:
    del case
    task = in_rounds(*rounds_)
    found = rounds.asked_round(task, task.assignments[0], at(day))
    assert (found.day if found else None) == asked


def test_the_plans_own_ladder_says_when_a_round_begins() -> None:
    """The default ladder asks 30 days ahead, this plan two weeks."""
    plan = a_plan(in_rounds(DECEMBER), settings=PlanSettings(ladder=(-14, 0)))
    (task,) = plan.tasks
    own, due = task.assignments[0], task.assignments[0].dues[0]
    begins = DECEMBER - timedelta(14)
    assert [rounds.has_begun(task, own, due, at(begins - timedelta(n))) for n in (1, 0)] == [False, True]
    assert progress.is_asked_by(task, due, at(begins))
    assert not progress.is_asked_by(task, due, at(begins - timedelta(1)))


def test_a_round_that_is_over_stays_unanswered_and_is_asked_no_more() -> None:
    task, november = a_month()
    october = task.assignments[0].dues[0]
    share = (task, task.assignments[0])
    assert progress.is_open(*share, october, NOW)
    assert not progress.is_askable(*share, october, NOW)
    assert progress.current_due(*share, NOW) == november


def test_two_rounds_moved_to_one_day_are_answered_together() -> None:
    first, second = (a_checkpoint(NOVEMBER, CheckpointKind.ROUND) for _ in range(2))
    task = a_task(
        an_assignment(reports=[a_report(day=TUE, checkpoint=second)]), deadline=None, checkpoints=[first, second]
    )
    assert not any(progress.is_open(task, task.assignments[0], d, NOW) for d in task.assignments[0].dues)


# ---- what an answer is taken for

TAKEN: list[tuple[str, AnswerKind, date | None, date | None]] = [
    ("an answer to last month's message belongs to this month", K.PROGRESS, OCTOBER, NOVEMBER),
    ("已完成 to last month's message too", K.DONE, OCTOBER, NOVEMBER),
    ("无变化 without a date belongs to the round now asked", K.NO_CHANGE, None, NOVEMBER),
    ("an answer to this month's message is this month's", K.BLOCKED, NOVEMBER, NOVEMBER),
    ("what is said of a month to come is no report on it yet", K.PROGRESS, DECEMBER, None),
    ("申请延期 of a month to come belongs to its date", K.EXTENSION, DECEMBER, DECEMBER),
]


@pytest.mark.parametrize(("case", "kind", "pressed", "taken"), TAKEN, ids=[row[0] for row in TAKEN])
def test_which_round_an_answer_is_taken_for(
    case: str, kind: AnswerKind, pressed: date | None, taken: date | None
) -> None:
    del case
    task, _ = a_month()
    own = task.assignments[0]
    due_id = next((d.id for d in own.dues if d.day == pressed), None)
    given = Given(kind, text="在办", new_date=date(2026, 2, 1) if kind is K.EXTENSION else None)
    about = progress.apply(task, own, due_id, given, NOW).checkpoint_id
    assert next((c.day for c in task.checkpoints if c.id == about), None) == taken


def test_a_button_of_a_round_that_is_over_pressed_twice_is_one_answer() -> None:
    task, november = a_month(said(K.NO_CHANGE, TODAY))
    october = task.assignments[0].dues[0]
    again = progress.repeated(task, task.assignments[0], october.id, Given(K.NO_CHANGE), NOW, draft=False)
    assert again is not None
    assert again.checkpoint_id == november.checkpoint.id


def test_a_silent_year_owes_one_line() -> None:
    ends = [date(2025 + month // 12, month % 12 + 1, 1) - timedelta(1) for month in range(1, 13)]
    plan = a_dispatched(in_rounds(*ends), day=date(2025, 1, 2))
    (bundle,) = reminders.bundles(asked_of_wang(plan), CALENDAR, WINDOWS, at(date(2025, 12, 24)))
    assert [(a.line.due.day, a.rung.name) for a in bundle.asks] == [(date(2025, 12, 31), "T-7")]
    (line,) = progress.open_lines(asked_of_wang(plan).dues(), at(date(2025, 12, 24)))
    assert line.due.day == date(2025, 12, 31)
