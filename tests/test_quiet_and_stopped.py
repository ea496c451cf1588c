"""What makes a ladder quiet, what stops it, and what is asked again (R7), as tables of cases, each both ways.

A row is the sentence of a case, what the units said, and what is asked of them then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from tasks_db.register import progress, reminders, rounds
from tasks_db.register.ladder import Rung
from tasks_db.register.values import Checkpoint, OpenLine, Task
from tasks_db.terms import CheckpointKind, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_task, an_assignment, at
from tests.ladders import CALENDAR, MONDAY, WINDOWS, a_dispatched, asked_of_wang, days, forecast
from tests.sayings import MON, TODAY, TUE, K, Said, accepted, draft, returned, said, withdrawn

DAY, DECEMBER = date(2025, 11, 28), date(2025, 12, 31)

# ---- quiet

T = date(2025, 12, 19)
DEC15, DEC16, DEC17 = (date(2025, 12, day) for day in (15, 16, 17))

QUIET: list[tuple[str, date, list[Said], list[str]]] = [
    ("推进中 answers the rungs of three working days", DEC16, [said(K.PROGRESS, DEC16)], []),
    ("a day earlier the fourth working day is asked", DEC15, [said(K.PROGRESS, DEC15)], ["T"]),
    ("无变化 does the same", DEC16, [said(K.NO_CHANGE, DEC16)], []),
    ("有困难 does the same", DEC16, [said(K.BLOCKED, DEC16)], []),
    ("不属我单位 does the same", DEC16, [said(K.NOT_OURS, DEC16)], []),
    ("签收 answers nothing", DEC16, [accepted(K.RECEIVED)], ["T-1", "T"]),
    ("a draft answers nothing", DEC16, [draft(K.PROGRESS)], ["T-1", "T"]),
]


@pytest.mark.parametrize(("case", "day", "given", "names"), QUIET, ids=[row[0] for row in QUIET])
def test_what_an_answer_makes_quiet(case: str, day: date, given: Sequence[Said], names: list[str]) -> None:
    del case
    point = a_checkpoint(T)
    task = a_task(an_assignment(reports=[give(point) for give in given]), deadline=point)
    sent = forecast(asked_of_wang(a_dispatched(task)), at(day, 18), T)
    assert [ask.rung.name for bundle in sent for ask in bundle.asks if bundle.day > DEC17] == names


def test_an_answer_to_one_date_leaves_the_ladder_of_another_alone() -> None:
    milestone, deadline = a_checkpoint(date(2025, 11, 14), CheckpointKind.MILESTONE), a_checkpoint(T)
    reached = said(K.DONE, MON)(milestone)

    def asked(*, about: Checkpoint) -> list[str]:
        own = an_assignment(reports=[reached, said(K.PROGRESS, DEC16)(about)])
        plan = a_dispatched(a_task(own, deadline=deadline, checkpoints=[milestone]))
        return [a.rung.name for b in forecast(asked_of_wang(plan), at(DEC17, 18), T) for a in b.asks]

    assert asked(about=deadline) == []
    assert asked(about=milestone) == ["T-1", "T"]


# ---- stopped


@dataclass(frozen=True, slots=True)
class Units:
    """What each of three units said: who consolidates, and two others, the second of which may be exempted."""

    lead: Sequence[Said] = ()
    first: Sequence[Said] = ()
    second: Sequence[Said] = ()
    exempted: bool = False


YES, NO = "stopped", "asked"
WAITS, LONGER = said(K.CLOSURE), said(K.EXTENSION, new_date=date(2026, 1, 9))

STOPPED: list[tuple[str, Units, tuple[str, str, str]]] = [
    ("nobody said anything", Units(), (NO, NO, NO)),
    ("a unit's 申请延期 stops its own ladder", Units(first=[LONGER]), (NO, YES, NO)),
    ("the consolidating unit's stops it for all", Units(lead=[LONGER]), (YES, YES, YES)),
    ("a returned one stops nobody", Units(lead=[returned(K.EXTENSION)]), (NO, NO, NO)),
    ("one taken back stops nobody", Units(lead=[withdrawn(K.EXTENSION)]), (NO, NO, NO)),
    ("a granted one stops nobody", Units(lead=[accepted(K.EXTENSION, new_date=DAY)]), (NO, NO, NO)),
    ("推进中 stops nobody", Units(lead=[said(K.PROGRESS)]), (NO, NO, NO)),
    ("申请办结 leaves the silent ones asked", Units(lead=[WAITS]), (YES, NO, NO)),
    ("and stops those who have reported", Units(lead=[WAITS], first=[said(K.PROGRESS)]), (YES, YES, NO)),
    ("签收 is no report", Units(lead=[WAITS], first=[accepted(K.RECEIVED)]), (YES, NO, NO)),
    ("once all have reported it stops all", Units([WAITS], [said(K.PROGRESS)], [said(K.NO_CHANGE)]), (YES, YES, YES)),
    ("whoever is exempted need not report", Units([WAITS], [said(K.BLOCKED)], exempted=True), (YES, YES, YES)),
    ("an answer that was returned is no report", Units([WAITS], [said(K.DONE)], [returned(K.DONE)]), (YES, YES, NO)),
    ("a returned 申请办结 stops nobody", Units([returned(K.CLOSURE)], [said(K.DONE)], [said(K.DONE)]), (NO, NO, NO)),
]  # fmt: skip


def three_units(units: Units, point: Checkpoint) -> Task:
    return a_task(
        an_assignment("县教委", reports=[give(point) for give in units.lead]),
        an_assignment("县交通局", Role.RESPONSIBLE, reports=[give(point) for give in units.first]),
        an_assignment(
            "县财政局",
            Role.RESPONSIBLE,
            reports=[give(point) for give in units.second],
            exempted=MON if units.exempted else None,
        ),
        deadline=point,
    )


@pytest.mark.parametrize(("case", "units", "expected"), STOPPED, ids=[row[0] for row in STOPPED])
def test_what_stops_a_ladder(case: str, units: Units, expected: tuple[str, str, str]) -> None:
    del case
    plan = a_dispatched(three_units(units, a_checkpoint(DAY)))
    lines = [OpenLine(plan, plan.tasks[0], a, a.dues[0]) for a in plan.tasks[0].assignments]
    assert tuple(YES if reminders.is_stopped(line, NOW) else NO for line in lines) == expected


def test_an_extension_belongs_to_its_date_and_stops_no_other() -> None:
    milestone, deadline = a_checkpoint(DAY, CheckpointKind.MILESTONE), a_checkpoint(DECEMBER)
    own = an_assignment(reports=[LONGER(milestone)])
    plan = a_dispatched(a_task(own, deadline=deadline, checkpoints=[milestone]))
    (task,) = plan.tasks
    dues = task.assignments[0].dues
    stopped = [d for d in dues if reminders.is_stopped(OpenLine(plan, task, task.assignments[0], d), NOW)]
    assert [d.checkpoint for d in stopped] == [milestone]


@pytest.mark.parametrize(
    ("request_", "leaves"), [(LONGER, False), (returned(K.EXTENSION), True)], ids=["waits", "returned"]
)
def test_a_line_that_is_written_down_does_not_leave_once_the_consolidating_unit_asks_for_more_time(
    request_: Said, *, leaves: bool
) -> None:
    plan = a_dispatched(three_units(Units(lead=[request_]), a_checkpoint(DAY)))
    other = plan.tasks[0].assignments[1]
    rung = Rung("T-7", date(2025, 11, 21), TODAY, NOW)
    assert reminders.still_asks(OpenLine(plan, plan.tasks[0], other, other.dues[0]), rung, NOW, CALENDAR) == leaves


INCOMPLETE: list[tuple[str, Units, bool]] = [
    ("while somebody is silent it is 待补齐", Units(lead=[WAITS], first=[said(K.PROGRESS)]), True),
    ("once the last one has reported it is before the office", Units([WAITS], [said(K.DONE)], [said(K.DONE)]), False),
    ("once the last one is exempted too", Units([WAITS], [said(K.DONE)], exempted=True), False),
    ("a decided one is 待补齐 no more", Units(lead=[returned(K.CLOSURE)]), False),
    ("other answers never are", Units(lead=[said(K.PROGRESS)]), False),
]


@pytest.mark.parametrize(("case", "units", "incomplete"), INCOMPLETE, ids=[row[0] for row in INCOMPLETE])
def test_a_closure_is_kept_until_everybody_has_reported(case: str, units: Units, *, incomplete: bool) -> None:
    del case
    task = three_units(units, a_checkpoint(DAY))
    (report,) = task.assignments[0].reports
    assert progress.is_incomplete(task, report, NOW) == incomplete


# ---- asked again, and once


def asked_from_today(*reports: Said) -> list[tuple[date, list[str]]]:
    """What the unit is asked up to Friday week for a deadline at the end of the year, after Monday's 交办."""
    point = a_checkpoint(DECEMBER)
    plan = a_dispatched(a_task(an_assignment(reports=[give(point) for give in reports]), deadline=point), day=MON)
    register = asked_of_wang(plan)
    announced = (plan.tasks[0].assignments[0].dues[0].id, MON, register.seats[0].id)
    register = replace(register, sent=replace(register.sent, asks=frozenset({announced})))
    return days(forecast(register, at(TUE, 18), date(2025, 11, 21)))


AGAIN: list[tuple[str, list[Said], list[tuple[date, list[str]]]]] = [
    ("an answer that was returned is asked for on the next working day", [returned(K.PROGRESS)], [(TODAY, ["再报"])]),
    ("though an earlier one stands", [said(K.PROGRESS, MON), returned(K.PROGRESS)], [(TODAY, ["再报"])]),
    ("so is one that was taken back", [withdrawn(K.PROGRESS)], [(TODAY, ["再报"])]),
    ("so is a returned 申请延期", [returned(K.EXTENSION)], [(TODAY, ["再报"])]),
    ("so is a returned 申请办结", [returned(K.CLOSURE)], [(TODAY, ["再报"])]),
    ("one that was given anew is not", [returned(K.PROGRESS), said(K.PROGRESS, at=at(TUE, 11))], []),
    ("a 签收 that was taken back is not", [withdrawn(K.RECEIVED)], []),
    ("an answer that stands is not", [said(K.PROGRESS)], []),
]


@pytest.mark.parametrize(("case", "given", "asked"), AGAIN, ids=[row[0] for row in AGAIN])
def test_what_came_to_nothing_is_asked_again(
    case: str, given: Sequence[Said], asked: list[tuple[date, list[str]]]
) -> None:
    del case
    assert asked_from_today(*given) == asked


def test_what_was_not_asked_for_yet_is_not_asked_again() -> None:
    """The deadline's own ladder has not begun when an early word about it is returned."""
    milestone, deadline = a_checkpoint(DAY, CheckpointKind.MILESTONE), a_checkpoint(DECEMBER)
    own = an_assignment(reports=[returned(K.PROGRESS)(deadline)])
    plan = a_dispatched(a_task(own, deadline=deadline, checkpoints=[milestone]), day=MON)
    sent = forecast(asked_of_wang(plan), at(TUE, 18), date(2025, 11, 20))
    assert [(b.day, [a.rung.name for a in b.asks]) for b in sent] == [(TODAY, ["交办"])]


def test_after_two_returns_it_is_asked_from_the_day_after_the_later_one() -> None:
    point = a_checkpoint(DECEMBER)
    monday = replace(returned(K.PROGRESS, at=at(MON, 8))(point), decided_at=at(MON, 10))
    own = an_assignment(reports=[monday, returned(K.PROGRESS)(point)])
    register = asked_of_wang(a_dispatched(a_task(own, deadline=point), day=MONDAY))
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(TUE, 15)) == []


def test_an_early_word_that_is_taken_back_does_not_begin_the_ladder() -> None:
    """The milestone is reached, and nothing has been asked of the deadline yet."""
    milestone, deadline = a_checkpoint(DAY, CheckpointKind.MILESTONE), a_checkpoint(DECEMBER)
    own = an_assignment(reports=[said(K.DONE, MON)(milestone), withdrawn(K.PROGRESS)(deadline)])
    plan = a_dispatched(a_task(own, deadline=deadline, checkpoints=[milestone]), day=MON)
    assert forecast(asked_of_wang(plan), at(TUE, 18), date(2025, 11, 28)) == []


def test_the_others_are_asked_from_the_day_after_the_request_that_stopped_them_came_to_nothing() -> None:
    """交办 passed while the request waited: it is asked once the request is returned, and not on that very day."""
    point = a_checkpoint(DECEMBER)
    request = said(K.EXTENSION, MON, new_date=date(2026, 2, 1), status=ReportStatus.RETURNED, decided=TUE)
    lead = an_assignment("县交通局", reports=[request(point)])
    plan = a_dispatched(a_task(lead, an_assignment("县教委", Role.RESPONSIBLE), deadline=point), day=MON)
    register = asked_of_wang(plan)
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(MON)) == []
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(TUE, 15)) == []
    assert days(forecast(register, at(TUE, 15), TODAY)) == [(TODAY, ["交办"])]


def test_a_returned_closure_lets_the_others_be_asked_for_every_date_from_the_day_after() -> None:
    """It named the deadline and stopped whoever had reported at all dates; the milestone's rung is Tuesday's."""
    milestone, deadline = a_checkpoint(date(2025, 11, 18), CheckpointKind.MILESTONE), a_checkpoint(DECEMBER)
    lead = an_assignment("县交通局", reports=[returned(K.CLOSURE)(deadline)])
    other = an_assignment("县教委", Role.RESPONSIBLE, reports=[said(K.PROGRESS, MONDAY)(deadline)])
    plan = a_dispatched(a_task(lead, other, deadline=deadline, checkpoints=[milestone]))
    register = asked_of_wang(plan)
    announced = (plan.tasks[0].assignments[1].dues[0].id, MONDAY, register.seats[0].id)
    register = replace(register, sent=replace(register.sent, asks=frozenset({announced})))
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(TUE, 9)) == []
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(TUE, 15)) == []
    assert days(forecast(register, at(TUE, 15), TODAY)) == [(TODAY, ["T-7"])]


def test_the_dispatch_is_announced_once_although_its_first_date_moves_behind_another() -> None:
    """交办 went out with a milestone that an extension moves behind the deadline: the deadline announces nothing."""
    milestone = a_checkpoint(date(2026, 1, 30), CheckpointKind.MILESTONE, original_day=DAY)
    plan = a_dispatched(a_task(deadline=DECEMBER, checkpoints=[milestone]), day=MON)
    register = asked_of_wang(plan)
    moved = next(d for d in plan.tasks[0].assignments[0].dues if d.checkpoint.id == milestone.id)
    announced = (moved.id, MON, register.seats[0].id)
    register = replace(register, sent=replace(register.sent, asks=frozenset({announced})))
    assert days(forecast(register, at(TUE), date(2025, 11, 28))) == []
    assert days(forecast(register, at(TUE), date(2025, 12, 1))) == [(date(2025, 12, 1), ["T-30"])]


def test_one_task_stands_once_in_a_bundle_with_all_its_dates() -> None:
    """A milestone, a round and the deadline, all asked on one day, are one line, and none of them is sent again."""
    points = [a_checkpoint(DAY, kind) for kind in (CheckpointKind.ROUND, CheckpointKind.MILESTONE)]
    plan = a_dispatched(a_task(deadline=DAY, checkpoints=points), day=date(2025, 11, 3))
    sent = forecast(asked_of_wang(plan), at(date(2025, 11, 21), 8), DAY)
    assert [(b.day, len(b.asks)) for b in sent] == [(date(2025, 11, 21), 1), (date(2025, 11, 27), 1), (DAY, 1)]
    (ask,) = sent[1].asks
    assert not rounds.is_round(ask.line.due)
    assert {due_id for due_id, _ in ask.overtaken()} | {ask.line.due.id} == {d.id for d in ask.line.assignment.dues}
