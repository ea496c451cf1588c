"""What waits for the office on a day, as values (R12): how silence climbs, and which pleas nobody has taken up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register import office_day, reminders
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.office_day import Handled, PleaLine, SilentLine
from tasks_db.register.reading import Register
from tasks_db.register.values import Plan, Sent
from tasks_db.register.workdays import Calendar
from tasks_db.terms import Role, SeatRole
from tests.builders import NOW, a_group, a_liaison, a_plan, a_register, a_report, a_task, an_assignment, at, liaisons
from tests.ladders import CALENDAR, WINDOWS, a_holder, a_seat

DAY = date(2025, 11, 7)
"""A Friday; seven working days later it is Tuesday, the 18th, and fifteen later Friday, the 28th."""


def a_silent_plan(*units: str, day: date = DAY, settings: PlanSettings | None = None) -> Plan:
    return a_plan(*(a_task(an_assignment(unit), deadline=day) for unit in units), settings=settings or PlanSettings())


def listed(*plans: Plan, on: date, nobody_of: Sequence[str] = ()) -> list[str]:
    """The units on the office's list on a day; nobody sits for some."""
    seats = [seat for seat in liaisons(plans) if seat.unit not in nobody_of]
    found = office_day.silences(a_register(*plans, seats=seats), at(on), Calendar())
    return [line.unit for line, _ in found]


def test_a_silent_unit_comes_onto_the_list_by_the_steps_of_its_own_plan_the_longest_silent_first() -> None:
    plan, sooner = a_silent_plan("县水利局"), a_silent_plan("县财政局", settings=PlanSettings(office_after=2))
    assert listed(plan, sooner, on=date(2025, 11, 10)) == []
    assert listed(plan, sooner, on=date(2025, 11, 11)) == ["县财政局"]
    assert listed(plan, sooner, on=date(2025, 11, 17)) == ["县财政局"]
    assert listed(plan, sooner, a_silent_plan("县教委", day=date(2025, 11, 6)), on=date(2025, 11, 18)) == [
        "县教委",
        "县水利局",
        "县财政局",
    ]


def test_a_unit_that_nobody_could_ask_is_not_called_silent() -> None:
    plan = a_silent_plan("县水利局", "县财政局")
    assert listed(plan, on=date(2025, 11, 20), nobody_of=["县财政局"]) == ["县水利局"]


def test_the_towns_of_a_group_stand_on_one_line_by_name() -> None:
    towns = [an_assignment(town, Role.RESPONSIBLE) for town in ("甲镇", "乙镇")]
    task = a_task(an_assignment(reports=[a_report(day=DAY)]), *a_group("各乡镇", towns), deadline=DAY)
    assert listed(a_plan(task), on=date(2025, 11, 20)) == ["甲镇、乙镇"]


def test_a_town_that_was_granted_more_time_is_silent_from_its_own_day() -> None:
    towns = [an_assignment(town, Role.RESPONSIBLE) for town in ("甲镇", "乙镇", "丙镇")]
    task = a_task(an_assignment(reports=[a_report(day=DAY)]), *a_group("各乡镇", towns), deadline=DAY)
    *others, last = task.assignments
    granted = replace(last, dues=(replace(last.dues[0], day=date(2025, 11, 15)),))
    plan = a_plan(replace(task, assignments=(*others, granted)))

    def told(on: date) -> list[tuple[str, date]]:
        found = office_day.silences(a_register(plan), at(on), Calendar())
        return [(line.unit, line.due_day) for line, _ in found]

    assert told(date(2025, 11, 18)) == told(date(2025, 11, 24)) == [("甲镇、乙镇", DAY)]
    assert told(date(2025, 11, 25)) == [("甲镇、乙镇", DAY), ("丙镇", date(2025, 11, 15))]


REF = TaskRef.of(a_task())
SILENT = SilentLine(5, REF, "县水利局", DAY)


@pytest.mark.parametrize(
    ("says", "line", "after", "raised", "today", "offered"),
    [
        ("on the fifteenth working day", SILENT, 15, [], date(2025, 11, 28), True),
        ("not the day before", SILENT, 15, [], date(2025, 11, 27), False),
        ("by the plan's own step", SILENT, 4, [], date(2025, 11, 13), True),
        ("not before it", SILENT, 4, [], date(2025, 11, 12), False),
        ("not again", SILENT, 15, [5], date(2025, 12, 5), False),
        ("though another was put before one", SILENT, 15, [6], date(2025, 12, 5), True),
        ("not for a whole group", replace(SILENT, due_id=None), 15, [], date(2025, 12, 5), False),
    ],
)
def test_a_convenor_is_offered_for_a_long_silence_once(
    says: str, line: SilentLine, after: int, raised: list[int], today: date, *, offered: bool
) -> None:
    del says
    assert bool(office_day.offers([(line, after)], raised, today, Calendar())) is offered


@pytest.mark.parametrize(
    ("handled", "untouched"),
    [(Handled(), True), (Handled(unit_told_at=NOW), False), (Handled(convenor_told_at=NOW), False)],
)
def test_a_plea_that_went_to_a_unit_or_a_convenor_is_not_left(handled: Handled, *, untouched: bool) -> None:
    line = PleaLine(1, REF, "县水利局", "资金缺口", "县财政局", NOW, handled)
    assert line.is_untouched is untouched


def test_a_liaison_who_is_bound_later_was_out_of_reach_on_the_day() -> None:
    seat = a_liaison("县水利局", accounts=())
    plan = a_silent_plan("县水利局")
    assert office_day.silences(a_register(plan, seats=[seat]), at(date(2025, 11, 20)), Calendar()) == []


# the member, once the liaison is silent


def asked(plan: Plan, on: date, *before: date, member: int = 2) -> list[tuple[int, str]]:
    """Who is asked on a day and by which rung; the liaison, person 1, was asked by the rungs of ``before``."""
    liaison = a_seat("县水利局", a_holder("水联", 1))
    above = replace(a_seat("县水利局", a_holder("水成", member)), id=2, role=SeatRole.MEMBER)
    due = plan.tasks[0].assignments[0].dues[0]
    sent = Sent(frozenset((due.id, day, liaison.id) for day in before))
    register = Register((plan,), seats=(liaison, above), sent=sent)
    found = reminders.bundles(register, CALENDAR, WINDOWS, at(on, 10))
    return [(b.holder.person_id, b.asks[0].rung.name) for b in found]


def test_the_member_is_asked_on_the_third_working_day_and_no_liaison_in_a_second_seat() -> None:
    plan, monday, wednesday = a_silent_plan("县水利局"), date(2025, 11, 10), date(2025, 11, 12)
    assert asked(plan, wednesday, monday) == [(2, "成员")]
    assert asked(plan, date(2025, 11, 11), monday) == []
    assert asked(plan, wednesday, monday, member=1) == []


def test_a_member_is_not_asked_for_a_silence_of_before_the_dispatch() -> None:
    """The liaison hears of the task with the dispatch; nobody was silent before it."""
    late = a_plan(a_task(an_assignment("县水利局"), deadline=date(2025, 10, 31)), dispatched=DAY)
    assert [person for person, _ in asked(late, DAY)] == [1]
