"""Who is asked where two things meet (R6, R7, R12): an answer and days off, a chase and a put-off, two seats."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks_db.register import asked_seats, reminders
from tasks_db.register.handing_out import GRACE
from tasks_db.register.ladder import PlanSettings, Rung
from tasks_db.register.people import Holder, Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import Chase, OpenLine, Plan, PutOff, Task
from tasks_db.terms import CheckpointKind, Role, SeatRole, TenureKind
from tests.builders import a_checkpoint, a_task, an_assignment, at, owing_on, unit_id
from tests.ladders import (
    CALENDAR,
    DEADLINE,
    MONDAY,
    WANG,
    WINDOWS,
    a_dispatched,
    a_holder,
    a_seat,
    asked_of_wang,
    days,
    forecast,
)
from tests.sayings import K, Said, returned, said

DEC15, DEC16, DEC17, DEC18, DEC19 = (date(2025, 12, day) for day in range(15, 20))
SUNDAY, TUESDAY = date(2025, 12, 21), date(2025, 12, 23)
LI = a_holder("李明", 9)


def asked(task: Task, since: date, until: date) -> list[tuple[date, list[str]]]:
    return days(forecast(asked_of_wang(a_dispatched(task)), at(since, 18), until))


# ---- an answer and days off


@pytest.mark.parametrize(("day", "names"), [(DEC18, []), (DEC17, [(TUESDAY, ["T"])])], ids=["Thursday", "Wednesday"])
def test_the_three_days_that_an_answer_quiets_are_working_days(day: date, names: object) -> None:
    """The date is a Tuesday: Thursday's answer stands for Friday, Monday and Tuesday, Wednesday's no longer."""
    point = a_checkpoint(TUESDAY)
    task = a_task(an_assignment(reports=[said(K.PROGRESS, day)(point)]), deadline=point)
    assert asked(task, DEC18, TUESDAY) == names


def test_a_rung_that_a_day_off_moved_is_quiet_if_the_day_on_which_it_would_be_asked_is() -> None:
    """The date is a Sunday, so it is asked on Friday; Tuesday's answer stands till then."""
    point = a_checkpoint(SUNDAY)
    task = a_task(an_assignment(reports=[said(K.PROGRESS, DEC16)(point)]), deadline=point)
    assert asked(task, DEC17, SUNDAY) == []


def test_of_two_answers_the_later_one_makes_quiet() -> None:
    point = a_checkpoint(DEADLINE)
    own = an_assignment(reports=[said(K.PROGRESS, MONDAY)(point), said(K.NO_CHANGE, DEC16)(point)])
    assert asked(a_task(own, deadline=point), DEC17, DEC19) == []


# ---- an answer that is put off


def put_off(day: date, until: date, point: date = DEADLINE) -> Task:
    task = a_task(deadline=a_checkpoint(point))
    (own,) = task.assignments
    dues = tuple(replace(due, put_off=PutOff(at(day, 17), until)) for due in own.dues)
    return replace(task, assignments=(replace(own, dues=dues),))


def test_whoever_is_chased_after_putting_off_is_asked_and_not_who_puts_off_after_a_chase() -> None:
    task = put_off(DEC16, DEC19)
    due = task.assignments[0].dues[0]
    for hour, names in ((18, [(DEC17, ["催办"])]), (9, [])):
        chases = [Chase(due.id, DEC17, at(DEC16, hour))]
        register = asked_of_wang(a_dispatched(task), chases=chases)
        assert days(forecast(register, at(DEC16, 18), DEC18)) == names


# ---- a line that is written down, and what happens before it leaves

GONE: list[tuple[str, Task]] = [
    ("exempted", a_task(an_assignment(exempted=DEC15), deadline=DEADLINE)),
    ("closed by the office", a_task(deadline=DEADLINE, closed_at=at(DEC15))),
    ("cancelled", a_task(deadline=DEADLINE, cancelled_at=at(DEC15))),
]


@pytest.mark.parametrize(("case", "task"), GONE, ids=[row[0] for row in GONE])
def test_a_line_does_not_leave_for_what_is_owed_no_more(case: str, task: Task) -> None:
    del case
    plan = a_dispatched(task)
    (own,) = plan.tasks[0].assignments
    line, rung = OpenLine(plan, plan.tasks[0], own, own.dues[0]), Rung("T-1", DEC18, DEC18, at(DEC18))
    assert not reminders.still_asks(line, rung, at(DEC18), CALENDAR)
    assert reminders.still_asks(line, rung, at(DEC15, 8), CALENDAR)


# ---- the member beside a silent liaison


def with_member(*plans: Plan) -> Register:
    member = Seat(2000 + unit_id("县教委"), 1, unit_id("县教委"), "县教委", SeatRole.MEMBER, (LI,))
    register = asked_of_wang(*plans)
    return replace(register, seats=(*register.seats, member))


def of_the_member(register: Register, since: date, until: date, hour: int = 18) -> list[date]:
    return [b.day for b in forecast(register, at(since, hour), until) if b.holder == LI]


def test_the_member_is_asked_three_working_days_after_the_units_own_day() -> None:
    task = a_task(deadline=DEADLINE)
    assert of_the_member(with_member(a_dispatched(task)), DEC15, date(2026, 1, 30)) == [date(2025, 12, 24)]
    earlier = owing_on(task, "县教委", DEC16)
    assert of_the_member(with_member(a_dispatched(earlier)), DEC15, date(2026, 1, 30)) == [DEC19]


def test_what_was_late_when_it_was_handed_out_does_not_go_to_the_member_at_once() -> None:
    plan = a_dispatched(a_task(deadline=DEADLINE), day=date(2026, 1, 12))
    assert of_the_member(with_member(plan), date(2026, 1, 12), date(2026, 2, 10), 8) == []


SPARED: list[tuple[str, Said]] = [
    ("an answer of the liaison", said(K.PROGRESS, TUESDAY)),
    ("a request that waits", said(K.EXTENSION, DEC18, new_date=date(2026, 1, 30))),
]


@pytest.mark.parametrize(("case", "given"), SPARED, ids=[row[0] for row in SPARED])
def test_the_member_is_spared_by(case: str, given: Said) -> None:
    del case
    point = a_checkpoint(DEADLINE)
    plan = a_dispatched(a_task(an_assignment(reports=[given(point)]), deadline=point))
    assert of_the_member(with_member(plan), TUESDAY, date(2026, 1, 30), 10) == []


def test_the_member_is_not_asked_on_the_day_on_which_the_liaisons_answer_is_returned() -> None:
    point, christmas_eve = a_checkpoint(DEADLINE), date(2025, 12, 24)
    report = replace(returned(K.PROGRESS)(point), at=at(TUESDAY), decided_at=at(christmas_eve, 10))
    plan = a_dispatched(a_task(an_assignment(reports=[report]), deadline=point))
    assert of_the_member(with_member(plan), christmas_eve, date(2026, 1, 30), 14) == [date(2025, 12, 25)]


def test_a_member_who_has_a_message_of_today_waits_for_tomorrows() -> None:
    register = with_member(a_dispatched(a_task(deadline=DEADLINE)))
    christmas_eve = date(2025, 12, 24)
    sent = replace(register.sent, bundles=frozenset({(LI.person_id, christmas_eve)}))
    people = [
        b.holder.name for b in reminders.bundles(replace(register, sent=sent), CALENDAR, WINDOWS, at(christmas_eve))
    ]
    assert "李明" not in people


def test_whoever_has_a_message_of_today_gets_no_second_one() -> None:
    register = asked_of_wang(a_dispatched(a_task(deadline=DEADLINE)))
    (told,) = reminders.bundles(register, CALENDAR, WINDOWS, at(MONDAY))
    sent = replace(register.sent, bundles=frozenset({(told.holder.person_id, MONDAY)}))
    assert reminders.bundles(replace(register, sent=sent), CALENDAR, WINDOWS, at(MONDAY, 15)) == []


def test_who_serves_two_units_is_asked_for_each_of_them_in_one_message() -> None:
    task = a_task(an_assignment(), an_assignment("县财政局", Role.RESPONSIBLE), deadline=DEADLINE)
    register = asked_of_wang(a_dispatched(task))
    register = replace(register, seats=(*register.seats, a_seat("县财政局", WANG)))
    (told,) = reminders.bundles(register, CALENDAR, WINDOWS, at(MONDAY))
    assert [ask.line.assignment.unit for ask in told.asks] == ["县教委", "县财政局"]


# ---- who serves on a day


def test_a_deputy_comes_first_on_each_of_their_days_and_the_holder_on_the_others() -> None:
    since, until = DEC16, DEC18
    deputy = a_holder("李明", 9, since, until, kind=TenureKind.DEPUTY)
    seat = a_seat("县教委", WANG, deputy)
    found = [[h.name for h in seat.holders_on(day)] for day in (DEC15, DEC16, DEC18, DEC19)]
    assert found == [["王敏"], ["李明", "王敏"], ["李明", "王敏"], ["王敏"]]


def of_unit(role: SeatRole, *holders: Holder) -> Seat:
    return Seat(2000 + len(role.value), 1, unit_id("县教委"), "县教委", role, holders)


AWAY = a_holder("王敏", 7, reachable=False)

LIAISON, MEMBER = SeatRole.LIAISON, SeatRole.MEMBER
SERVING: list[tuple[str, list[Seat], str | None, str | None]] = [
    ("the liaison, and the member above", [of_unit(MEMBER, LI), of_unit(LIAISON, WANG)], "王敏", "李明"),
    ("where the liaison is out of reach, the member", [of_unit(LIAISON, AWAY), of_unit(MEMBER, LI)], "李明", None),
    ("where the seat is vacant too", [of_unit(LIAISON), of_unit(MEMBER, LI)], "李明", None),
    ("nobody twice, who has both seats", [of_unit(LIAISON, WANG), of_unit(MEMBER, WANG)], "王敏", None),
    ("no other role", [of_unit(SeatRole.CONVENOR, LI)], None, None),
    ("no member who is out of reach", [of_unit(LIAISON, LI), of_unit(MEMBER, AWAY)], "李明", None),
]


@pytest.mark.parametrize(("case", "seats", "asked_", "above"), SERVING, ids=[row[0] for row in SERVING])
def test_who_is_asked_for_a_unit(case: str, seats: list[Seat], asked_: str | None, above: str | None) -> None:
    del case
    plan = a_dispatched(a_task(deadline=DEADLINE))
    (own,) = plan.tasks[0].assignments
    line = OpenLine(plan, plan.tasks[0], own, own.dues[0])
    register = Register((plan,), seats=tuple(seats))
    found = (asked_seats.seat_to_ask(register, line, DEC15), asked_seats.member_above(register, line, DEC15))
    assert [one[1].name if one else None for one in found] == [asked_, above]


# ---- a round and days off


def test_a_round_whose_first_rung_falls_on_a_day_off_is_asked_when_it_begins() -> None:
    """30 days before 31 March 2026 is a Sunday; on Friday the round has not begun, and an answer would be early."""
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in (date(2025, 12, 31), date(2026, 3, 31))]
    plan = a_dispatched(a_task(deadline=None, checkpoints=points))
    sent = forecast(asked_of_wang(plan), at(date(2026, 2, 24)), date(2026, 3, 25))
    asked = [(b.day, a.rung.name) for b in sent for a in b.asks if a.line.due.checkpoint == points[1]]
    assert asked == [(date(2026, 3, 2), "T-30"), (date(2026, 3, 24), "T-7")]


def test_when_a_unit_is_asked_next_is_the_first_of_what_it_owes() -> None:
    """What the office's preview and the unit's list say is what happens."""
    points = [a_checkpoint(date(2025, 12, 1), CheckpointKind.MILESTONE)]
    task = a_task(deadline=DEADLINE, checkpoints=points)
    register = asked_of_wang(a_dispatched(task))
    since = at(MONDAY, 18)
    found = reminders.next_days(register, CALENDAR, WINDOWS, since)
    assert list(found.values()) == [forecast(register, since, DEADLINE)[0].day]


# ---- 交办 and rungs that fall on it


@pytest.mark.parametrize(
    ("handed_out", "deadline", "told"),
    [
        (MONDAY, date(2025, 11, 10), MONDAY),
        (date(2025, 11, 7), date(2025, 12, 9), date(2025, 11, 7)),
        (date(2025, 11, 8), date(2025, 11, 5), date(2025, 11, 10)),
    ],
    ids=["T-7 on that day", "T-30 on the Sunday after, moved back", "late, T+3 on that Saturday, moved on"],
)
def test_a_rung_that_falls_on_the_dispatch_is_not_made_up_for(handed_out: date, deadline: date, told: date) -> None:
    sent = forecast(asked_of_wang(a_dispatched(a_task(deadline=deadline), day=handed_out)), at(handed_out, 8), told)
    assert [(b.day, a.rung.name, len(a.merged)) for b in sent for a in b.asks] == [(told, "交办", 0)]


def test_after_its_last_step_the_ladder_repeats_as_often_as_the_plan_says() -> None:
    plan = a_dispatched(a_task(deadline=DEADLINE), settings=PlanSettings(ladder=(-1, 3), repeat_days=14))
    sent = forecast(asked_of_wang(plan), at(DEC19), date(2026, 1, 20))
    assert [names for _, names in days(sent)][-3:] == [["T+3"], ["T+17"], ["T+31"]]


# ---- the minutes after 交办


def test_nothing_leaves_in_the_minutes_in_which_a_plan_can_be_taken_back() -> None:
    plan = replace(a_dispatched(a_task(deadline=DEADLINE)), dispatched_at=at(MONDAY, 10))
    register = asked_of_wang(plan)
    last = at(MONDAY, 10) + GRACE - timedelta(seconds=1)
    assert reminders.bundles(register, CALENDAR, WINDOWS, last) == []
    assert reminders.next_moment(register, CALENDAR, WINDOWS, last) == at(MONDAY, 10) + GRACE
    assert len(reminders.bundles(register, CALENDAR, WINDOWS, at(MONDAY, 10) + GRACE)) == 1
