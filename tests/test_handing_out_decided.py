"""交办, decided (R2, R8): what is in its way, which days are laid out; and windows (R6). Tables of cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from config.clock import local_instant
from tasks_db.language.rounds import Round
from tasks_db.register import handing_out
from tasks_db.register.handing_out import HORIZON
from tasks_db.register.values import Cycle, Plan, Task
from tasks_db.terms import CheckpointKind
from tests.builders import a_checkpoint, a_plan, a_task, an_assignment
from tests.ladders import CALENDAR, WINDOWS

TODAY = date(2025, 11, 12)
YESTERDAY, YEAR_END = date(2025, 11, 11), date(2025, 12, 31)
K = CheckpointKind
DONE = local_instant(TODAY, time(9))


def undispatched(*tasks: Task, **fields: object) -> Plan:
    return a_plan(*tasks, dispatched=None, **fields)  # type: ignore[arg-type]


def in_rounds(*rounds: Round, **fields: object) -> Task:
    return a_task(deadline=None, cycles=tuple(Cycle(r, f"报{r.every}") for r in rounds), **fields)  # type: ignore[arg-type]


def unknown() -> Task:
    task = a_task()
    return replace(task, assignments=tuple(replace(a, unit_id=None) for a in task.assignments))


OF_A_MILESTONE = a_task(deadline=None, checkpoints=[a_checkpoint(YEAR_END, K.MILESTONE)])

IN_THE_WAY: list[tuple[str, Plan, list[str]]] = [
    ("nothing", undispatched(a_task()), []),
    ("a draft", undispatched(a_task(), document_status="draft"), ["draft"]),
    ("a document that does not say what it is", undispatched(a_task(), document_status=None), []),
    ("a name that nobody knows", undispatched(unknown()), ["units"]),
    ("a date that was over when it was loaded", undispatched(a_task(review="past_due")), ["past_due"]),
    ("a task without a date", undispatched(a_task(deadline=None)), ["undated"]),
    ("a milestone alone is no date of the whole", undispatched(OF_A_MILESTONE), ["undated"]),
    ("long-term work without a cycle", undispatched(a_task(standing=True)), ["undated"]),
    ("a cycle is enough", undispatched(in_rounds(Round("month"), standing=True)), []),
    ("a cycle that cannot be kept is none", undispatched(in_rounds(Round("day"))), ["undated"]),
    ("what was done before needs no date", undispatched(a_task(deadline=None, closed_at=DONE)), []),
    ("an indicator has the years of its targets", undispatched(a_task(deadline=None, indicator_id=1)), []),
    ("a task without a unit", undispatched(replace(a_task(), assignments=())), ["unassigned"]),
    ("nobody consolidates", undispatched(a_task(an_assignment(consolidates=False))), ["consolidating"]),
    ("no task", undispatched(), ["empty"]),
    ("candidates alone are none", undispatched(a_task(candidate=True, deadline=None)), ["empty"]),
    ("what was cancelled is in nobody's way", undispatched(a_task(), replace(unknown(), cancelled_at=DONE)), []),
]


@pytest.mark.parametrize(("case", "plan", "kinds"), IN_THE_WAY, ids=[row[0] for row in IN_THE_WAY])
def test_what_stands_in_the_way(case: str, plan: Plan, kinds: list[str]) -> None:
    del case
    assert [blocker.kind for blocker in handing_out.blockers(plan)] == kinds


def days(task: Task, **fields: object) -> list[tuple[date, str]]:
    plan = undispatched(task, **fields)
    return [(d.day, d.target) for d in handing_out.planned_days(plan, plan.tasks[0], TODAY)]


def only(task: Task, **fields: object) -> list[date]:
    return [day for day, _ in days(task, **fields)]


MILESTONES = [a_checkpoint(day, K.MILESTONE) for day in (YESTERDAY, TODAY)]
MONTHS = [date(2025, 11, 30), YEAR_END]

LAID_OUT: list[tuple[str, Task, list[date]]] = [
    (
        "a milestone of today is asked for, one that is over is not",
        a_task(deadline=YEAR_END, checkpoints=MILESTONES),
        [TODAY, YEAR_END],
    ),
    ("a deadline that is over is asked for all the same", a_task(deadline=YESTERDAY), [YESTERDAY]),
    ("what was done before is not", a_task(deadline=YESTERDAY, closed_at=DONE), []),
    (
        "rounds end with the task's deadline",
        replace(in_rounds(Round("month")), checkpoints=(a_checkpoint(date(2025, 12, 15)),)),
        [MONTHS[0], date(2025, 12, 15)],
    ),
]


@pytest.mark.parametrize(("case", "task", "found"), LAID_OUT, ids=[row[0] for row in LAID_OUT])
def test_which_days_are_laid_out(case: str, task: Task, found: Sequence[date]) -> None:
    del case
    assert only(task) == found


def test_rounds_end_with_the_plan_and_with_none_or_one_that_is_over_after_a_year() -> None:
    monthly = in_rounds(Round("month"))
    assert only(monthly, period=(None, YEAR_END)) == MONTHS
    for end in (None, YESTERDAY):
        found = only(monthly, period=(None, end))
        assert (found[0], found[-1], len(found)) == (MONTHS[0], date(2026, 10, 31), 12)
        assert found[-1] <= TODAY + HORIZON


def test_cycles_that_meet_on_a_day_are_asked_once_for_both() -> None:
    assert days(in_rounds(Round("month"), Round("quarter")), period=(None, YEAR_END)) == [
        (MONTHS[0], "报month"),
        (YEAR_END, "报month；报quarter"),
    ]


def test_every_second_year_counts_from_the_plans_first_year_whenever_it_is_laid_out() -> None:
    """The plan begins in 2024, so 2025 is its second year."""
    assert only(in_rounds(Round("two_years")), period=(date(2024, 1, 1), None)) == [YEAR_END]
    assert only(in_rounds(Round("two_years")), period=(date(2025, 1, 1), None)) == []


SHORT: list[tuple[str, date | None, date | None, bool]] = [
    ("without any round it lacks them", None, None, True),
    ("with a year of them it does not", date(2026, 10, 31), None, False),
    ("a month later the next one is missing", date(2026, 9, 30), None, True),
    ("up to the deadline there are all", date(2026, 3, 31), date(2026, 4, 15), False),
    ("the last one before the deadline is missing", date(2026, 2, 28), date(2026, 4, 15), True),
]


@pytest.mark.parametrize(("case", "last", "end", "short"), SHORT, ids=[row[0] for row in SHORT])
def test_when_a_task_lacks_rounds(case: str, last: date | None, end: date | None, *, short: bool) -> None:
    del case
    found = handing_out.is_short_of_rounds([Cycle(Round("month"))], last, (None, end), None, TODAY)
    assert found == short


def test_a_figure_is_asked_for_at_the_end_of_each_year_that_is_not_over() -> None:
    targets = {"2027": "95", "2024": "80", "2025": "90", "十五五": "99"}
    assert handing_out.figure_days(targets, TODAY) == [(YEAR_END, "90"), (date(2027, 12, 31), "95")]
    assert handing_out.figure_days({"2025": "90"}, date(2026, 1, 1)) == []


# ---- windows (R6)

FRIDAY, MONDAY = date(2025, 11, 14), date(2025, 11, 17)


@pytest.mark.parametrize(
    ("day", "clock", "opens"),
    [
        (FRIDAY, (8, 59), (FRIDAY, 9, 0)),
        (FRIDAY, (9, 0), (FRIDAY, 9, 0)),
        (FRIDAY, (11, 30), (FRIDAY, 11, 30)),
        (FRIDAY, (11, 31), (FRIDAY, 14, 30)),
        (FRIDAY, (17, 30), (FRIDAY, 17, 30)),
        (FRIDAY, (17, 31), (MONDAY, 9, 0)),
        (date(2025, 11, 15), (10, 0), (MONDAY, 9, 0)),
    ],
)
def test_when_a_window_opens_next(day: date, clock: tuple[int, int], opens: tuple[date, int, int]) -> None:
    now = local_instant(day, time(*clock))
    at: datetime = local_instant(opens[0], time(*opens[1:]))
    assert WINDOWS.next_open(now, CALENDAR) == at
    assert WINDOWS.is_open(now, CALENDAR) == (at == now)
