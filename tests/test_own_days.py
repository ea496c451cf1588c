"""The day on which each unit owes its answer (R9): the task's own date, or a collection day before it.

31 December 2025 is a Wednesday; 1 to 3 January 2026 are off, Sunday the 4th is worked.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.language.rounds import Round
from tasks_db.register import handing_out, rounds
from tasks_db.register.checkpoints import laid_out_day, moved_day, own_day
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.values import Assignment, Cycle, Task
from tasks_db.store import models
from tasks_db.terms import CheckpointKind, Role
from tests.builders import a_checkpoint, a_group, a_plan, a_task, an_assignment, at, unit_id
from tests.ladders import CALENDAR, a_dispatched, asked_of_wang, days, forecast
from tests.small_world import DEADLINE, a_draft, a_draft_task, add_plan, open_office, small_meeting
from tests.terminal import lianxi

YEAR_END, COLLECTED, FRIDAY = date(2025, 12, 31), date(2025, 12, 26), date(2025, 11, 14)
K = CheckpointKind
LEAD, CO_LEAD, OTHER, TOWN = "县教委", "县卫健委", "县财政局", "甲镇"


@dataclass(frozen=True, slots=True)
class Given:
    """What matters to a unit's day beside the unit: the kind of date, the plan's setting, how often it reports."""

    kind: CheckpointKind = K.DEADLINE
    lead_days: int = 3
    every: str = "quarter"
    alone: bool = False
    """The task is for the group alone."""


def the_task(given: Given) -> Task:
    """One that 县教委 consolidates, with a co-lead, a responsible unit and a town beside it."""
    units = [an_assignment(LEAD), an_assignment(CO_LEAD, consolidates=False), an_assignment(OTHER, Role.RESPONSIBLE)]
    group = a_group("各乡镇", [an_assignment(TOWN, Role.RESPONSIBLE)])
    task = a_task(*([] if given.alone else units), *group, cycles=(Cycle(Round(given.every)),))
    return a_plan(task, settings=PlanSettings(responsible_lead_days=given.lead_days)).tasks[0]


def unit_of(task: Task, name: str) -> Assignment:
    return next(a for a in task.assignments if a.unit == name)


OWED: list[tuple[str, str, Given, date, date]] = [
    ("the consolidating unit owes on the date itself", LEAD, Given(), YEAR_END, YEAR_END),
    ("a responsible unit three working days before", OTHER, Given(), YEAR_END, COLLECTED),
    ("a co-lead too", CO_LEAD, Given(), YEAR_END, COLLECTED),
    ("a town beside other units too", TOWN, Given(), YEAR_END, COLLECTED),
    ("a town of a task for towns alone owes on the date itself", TOWN, Given(alone=True), YEAR_END, YEAR_END),
    ("a milestone is collected as a deadline is", OTHER, Given(K.MILESTONE), YEAR_END, COLLECTED),
    ("so is a quarterly round", OTHER, Given(K.ROUND), YEAR_END, COLLECTED),
    ("a weekly round has no collection day", OTHER, Given(K.ROUND, every="week"), FRIDAY, FRIDAY),
    ("a deadline beside weekly rounds has one", OTHER, Given(every="week"), YEAR_END, COLLECTED),
    ("the number of days is a setting", OTHER, Given(lead_days=1), YEAR_END, date(2025, 12, 30)),
    ("of five days", OTHER, Given(lead_days=5), YEAR_END, date(2025, 12, 24)),
    ("of none, the date itself", OTHER, Given(lead_days=0), YEAR_END, YEAR_END),
    ("days off do not count", OTHER, Given(), date(2026, 1, 6), date(2025, 12, 31)),
    ("nor does a date that is itself a day off", OTHER, Given(), date(2026, 1, 3), COLLECTED),
    ("a date on a day off stays the consolidating unit's", LEAD, Given(), date(2026, 1, 3), date(2026, 1, 3)),
    ("a make-up day counts", OTHER, Given(), date(2026, 1, 7), date(2026, 1, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("case", "unit", "given", "day", "own"), OWED, ids=[row[0] for row in OWED])
def test_on_which_day_a_unit_owes(case: str, unit: str, given: Given, day: date, own: date) -> None:
    del case
    task = the_task(given)
    assert own_day(task, unit_of(task, unit), given.kind, day, CALENDAR) == own


LATE: list[tuple[str, date, date]] = [
    ("in good time it is the collection day", date(2025, 12, 1), COLLECTED),
    ("on the day before it too", date(2025, 12, 25), COLLECTED),
    ("handed out on the collection day, it is owed by the date", COLLECTED, YEAR_END),
    ("handed out after it too", date(2025, 12, 30), YEAR_END),
    ("handed out after the date, it is owed by the date", date(2026, 1, 20), YEAR_END),
]


@pytest.mark.parametrize(("case", "today", "own"), LATE, ids=[row[0] for row in LATE])
def test_a_collection_day_that_does_not_lie_ahead_is_the_date_itself(case: str, today: date, own: date) -> None:
    del case
    task = the_task(Given())
    assert laid_out_day(task, unit_of(task, OTHER), K.DEADLINE, YEAR_END, CALENDAR, today) == own


MOVED: list[tuple[str, str, date, date | None, date]] = [
    ("the consolidating unit's day is the new date", LEAD, date(2026, 1, 30), None, date(2026, 1, 30)),
    ("the others' collection day moves with it", OTHER, date(2026, 1, 30), None, date(2026, 1, 27)),
    ("what a unit was granted for itself stands", OTHER, date(2026, 1, 30), date(2026, 2, 27), date(2026, 2, 27)),
    ("unless the date has moved past it", OTHER, date(2026, 1, 30), date(2026, 1, 9), date(2026, 1, 27)),
    ("an earlier extension does not hold the date", LEAD, date(2026, 1, 30), date(2026, 2, 27), date(2026, 1, 30)),
]


@pytest.mark.parametrize(("case", "unit", "day", "granted", "own"), MOVED, ids=[row[0] for row in MOVED])
def test_on_which_day_a_unit_owes_once_the_date_has_moved(
    case: str, unit: str, day: date, granted: date | None, own: date
) -> None:
    del case
    task = the_task(Given())
    point = replace(task.checkpoints[0], day=day)
    assert moved_day(task, unit_of(task, unit), point, CALENDAR, date(2025, 12, 1), granted) == own


def test_rungs_count_from_the_units_own_day() -> None:
    """县财政局 is asked for its collection day; the task's own date is told beside it and asks nobody twice."""
    task = a_task(an_assignment("县卫健委"), an_assignment("县教委", Role.RESPONSIBLE), deadline=YEAR_END)
    other = task.assignments[1]
    task = replace(
        task, assignments=(task.assignments[0], replace(other, dues=(replace(other.dues[0], day=COLLECTED),)))
    )
    plan = a_dispatched(task)
    (task,) = plan.tasks
    sent = forecast(asked_of_wang(plan), at(date(2025, 12, 1), 8), date(2025, 12, 29))
    assert days(sent) == [
        (date(2025, 12, 1), ["T-30"]),
        (date(2025, 12, 19), ["T-7"]),
        (date(2025, 12, 25), ["T-1"]),
        (COLLECTED, ["T"]),
        (date(2025, 12, 29), ["T+3"]),
    ]
    (due,) = task.assignments[1].dues
    assert (due.day, due.task_day) == (COLLECTED, YEAR_END)


# groups


def asked(task: Task, *members: str) -> list[str]:
    found = handing_out.asked_units(task, {unit_id("各乡镇"): tuple((unit_id(name), name) for name in members)})
    return [unit.unit for unit in found]


BOTH, OTHERS = ["县教委", "甲镇", "乙镇"], ["县教委", "乙镇"]

GROUPS: list[tuple[str, Sequence[Assignment], list[str]]] = [
    ("a group is asked as its members", (), BOTH),
    ("a unit beside its own group counts once", [an_assignment("甲镇", Role.RESPONSIBLE)], BOTH),
    ("excused by name, it is not asked through its group", [an_assignment("甲镇", asked=False)], OTHERS),
    ("a unit that is printed in two roles counts once", [an_assignment("县教委", Role.RESPONSIBLE)], BOTH),
]


@pytest.mark.parametrize(("case", "beside", "units"), GROUPS, ids=[row[0] for row in GROUPS])
def test_who_is_asked_beside_a_group(case: str, beside: Sequence[Assignment], units: list[str]) -> None:
    del case
    group = an_assignment("各乡镇", Role.RESPONSIBLE, is_group=True)
    task = a_task(an_assignment("县教委"), *beside, group)
    assert asked(task, "甲镇", "乙镇") == units
    members = {unit_id("各乡镇"): tuple((unit_id(name), name) for name in ("甲镇", "乙镇"))}
    counted = handing_out.questions(a_plan(task, dispatched=None), members, date(2025, 11, 1))
    assert counted == dict.fromkeys(units, 1)


def towns(*, asked: bool = True) -> Assignment:
    return an_assignment("各乡镇", is_group=True, consolidates=False, asked=asked)


SIDE_BY_SIDE: list[tuple[str, Sequence[Assignment], int]] = [
    ("towns alone need no consolidating unit", [towns()], 0),
    ("unless nobody would be asked", [towns(asked=False)], 1),
    ("towns beside a unit do", [towns(), an_assignment("县教委", consolidates=False)], 1),
    ("a unit that consolidates settles it", [towns(), an_assignment("县教委")], 0),
]


@pytest.mark.parametrize(("case", "units", "open_"), SIDE_BY_SIDE, ids=[row[0] for row in SIDE_BY_SIDE])
def test_which_tasks_need_a_consolidating_unit(case: str, units: Sequence[Assignment], open_: int) -> None:
    del case
    assert len(handing_out.unconsolidated([a_task(*units)])) == open_


def test_a_round_that_was_moved_is_not_laid_out_again_where_it_stood() -> None:
    """The daily work would ask for the same quarter twice after an extension was granted."""
    moved = a_checkpoint(date(2026, 1, 20), K.ROUND, original_day=YEAR_END)
    plan = a_plan(a_task(deadline=None, checkpoints=[moved], cycles=(Cycle(Round("quarter")),)))
    found = handing_out.planned_days(plan, plan.tasks[0], date(2025, 12, 1))
    assert [day.day for day in found][:2] == [date(2026, 1, 20), date(2026, 3, 31)]


async def test_the_dispatch_writes_each_units_own_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await office.units("县水利局", "县财政局", "县城管局", "各乡镇")
        await office.group("各乡镇", "甲镇", "乙镇")
        draft = a_draft("修渠方案", a_draft_task("1", "修缮干渠", ["县水利局", "县城管局"], ["县财政局"]))
        await add_plan(office, draft)
        with office.desk.door.read() as session:
            rows = session.exec(
                select(models.Assignment, models.Due).where(models.Due.assignment_id == models.Assignment.id)
            )
            owed = {assignment.printed: due.day for assignment, due in rows.all()}
    assert owed == {"县水利局": DEADLINE, "县城管局": date(2025, 12, 16), "县财政局": date(2025, 12, 16)}


async def test_scripts_are_told_both_days_of_what_will_be_asked(tmp_path: Path) -> None:
    """``lianxi due --json`` gives the task's date and the unit's collection day."""
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await small_meeting(office, a_draft_task("1", "修缮干渠", ["县水利局"], ["县财政局"]))
        done = await asyncio.to_thread(lianxi, tmp_path, "due", "--until", "2025-11-03T12:00+08:00", "--json")
    asks = [ask for bundle in json.loads(done.stdout) for ask in bundle["asks"]]
    assert {ask["unit"]: (ask["due_date"], ask["collect_on"]) for ask in asks} == {
        "县水利局": ("2025-12-19", "2025-12-19"),
        "县财政局": ("2025-12-19", "2025-12-16"),
    }


@pytest.mark.parametrize(
    ("said", "month"), [(24, 5), (25, 5), (26, 6)], ids=["the day before", "the task's own date", "the day after"]
)
def test_what_a_unit_says_until_the_tasks_own_date_is_of_the_round_of_that_date(said: int, month: int) -> None:
    """R7, R9: its collection day is past by five days, and the next round has not begun."""
    points = [a_checkpoint(date(2026, month, 25), K.ROUND) for month in (5, 6)]
    task = a_task(an_assignment(LEAD), an_assignment(OTHER, Role.RESPONSIBLE), checkpoints=points)
    task = a_plan(task, settings=PlanSettings(ladder=(-30, -7, 0, 3))).tasks[0]
    own = unit_of(task, OTHER)
    collected = {5: date(2026, 5, 20), 6: date(2026, 6, 22)}
    own = replace(own, dues=tuple(replace(due, day=collected.get(due.task_day.month, due.day)) for due in own.dues))
    asked = rounds.asked_round(task, own, at(date(2026, 5, said), 10))
    assert asked is not None
    assert asked.task_day.month == month
