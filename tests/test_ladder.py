"""Who is asked for what on which day: the ladder, as values."""

import itertools
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import local_date, local_instant
from tasks_db.register import reminders
from tasks_db.register.ladder import PlanSettings, rungs
from tasks_db.register.reading import Register
from tasks_db.register.values import Chase
from tasks_db.terms import AnswerKind, CheckpointKind, TenureKind
from tests.builders import a_checkpoint, a_closure, a_plan, a_report, a_task, an_assignment, at, unit_id
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


def test_the_ladder_asks_at_the_dispatch_then_before_on_and_after_the_day() -> None:
    asked = forecast(asked_of_wang(a_dispatched(a_task(deadline=DEADLINE))), at(MONDAY, 8), date(2026, 1, 12))
    assert days(asked) == [
        (MONDAY, ["交办"]),
        (date(2025, 11, 19), ["T-30"]),
        (date(2025, 12, 12), ["T-7"]),
        (date(2025, 12, 18), ["T-1"]),
        (DEADLINE, ["T"]),
        (date(2025, 12, 22), ["T+3"]),
        (date(2025, 12, 29), ["T+10"]),
        (date(2026, 1, 5), ["T+17"]),
        (date(2026, 1, 12), ["T+24"]),
    ]


def test_rungs_on_holidays_move_back_and_make_up_days_count() -> None:
    """National Day 2025: 1–8 October off, Sunday 28 September and Saturday 11 October worked."""
    plan = a_dispatched(a_task(deadline=date(2025, 10, 12)), day=date(2025, 9, 1))
    asked = forecast(asked_of_wang(plan), at(date(2025, 9, 2), 8), date(2025, 10, 12))
    assert days(asked)[-2:] == [(date(2025, 9, 30), ["T-7"]), (date(2025, 10, 11), ["T"])]
    assert all(CALENDAR.is_working_day(b.day) for b in asked)
    assert forecast(asked_of_wang(a_dispatched(a_task(deadline=date(2025, 9, 28)))), at(MONDAY), DEADLINE)


def test_a_rung_after_the_date_waits_for_the_holiday_to_end() -> None:
    """T+3 of 3 October is the 6th: nobody is reminded of being late on 30 September, before the date."""
    plan = a_dispatched(a_task(deadline=date(2025, 10, 3)), day=date(2025, 9, 1))
    asked = forecast(asked_of_wang(plan), at(date(2025, 9, 24), 8), date(2025, 10, 14))
    assert days(asked) == [
        (date(2025, 9, 24), ["T-30"]),
        (date(2025, 9, 26), ["T-7"]),
        (date(2025, 9, 30), ["T"]),
        (date(2025, 10, 9), ["T+3"]),
        (date(2025, 10, 13), ["T+10"]),
    ]


_OFFSETS = st.lists(st.integers(-60, 30), max_size=5, unique=True).map(tuple)


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 400),
    st.builds(PlanSettings, ladder=_OFFSETS, repeat_days=st.integers(1, 14)),
)
def test_every_rung_is_asked_on_a_working_day_and_moved_towards_the_right_side(
    due_day: date, before: int, settings: PlanSettings
) -> None:
    dispatched = due_day - timedelta(days=before)
    ladder = list(itertools.islice(rungs(due_day, dispatched, settings, CALENDAR), 30))
    for rung in ladder:
        assert CALENDAR.is_working_day(rung.send_day)
        assert rung.send_day >= dispatched
    for rung in ladder[1:]:
        assert rung.send_day >= rung.day if rung.day > due_day else rung.send_day <= rung.day
        assert rung.send_day == rung.day or not CALENDAR.is_working_day(rung.day)
        off = [min(rung.day, rung.send_day) + timedelta(n) for n in range(1, abs((rung.day - rung.send_day).days))]
        assert not any(CALENDAR.is_working_day(day) for day in off)
    assert [rung.send_day for rung in ladder] == sorted(rung.send_day for rung in ladder)
    assert len({rung.day for rung in ladder}) == len(ladder)


def test_every_bundle_goes_out_inside_a_send_window() -> None:
    plan = a_dispatched(a_task(deadline=DEADLINE), day=date(2025, 10, 31))
    late = at(date(2025, 10, 31), 18)
    for bundle in forecast(asked_of_wang(plan), late, date(2026, 1, 30)):
        assert WINDOWS.is_open(bundle.send_at, CALENDAR)


@pytest.mark.parametrize("hour", [0, 8, 12, 20])
def test_nothing_goes_out_outside_the_windows(hour: int) -> None:
    register = asked_of_wang(a_dispatched(a_task(deadline=DEADLINE)))
    assert reminders.bundles(register, CALENDAR, WINDOWS, at(MONDAY, hour)) == []


def test_a_night_of_downtime_costs_a_delay_and_what_was_missed_is_asked_once() -> None:
    register = asked_of_wang(a_dispatched(a_task(deadline=DEADLINE)))
    back = at(date(2025, 12, 18), 15)
    (bundle,) = reminders.bundles(register, CALENDAR, WINDOWS, back)
    (ask,) = bundle.asks
    assert ask.rung.name == "T-1"
    assert [rung.name for rung in ask.merged] == ["交办", "T-30", "T-7"]
    again = reminders.record(register, [bundle])
    assert reminders.bundles(again, CALENDAR, WINDOWS, back) == []
    assert days(forecast(again, back, date(2025, 12, 22)))[0] == (DEADLINE, ["T"])


def test_one_person_gets_one_bundle_a_day_however_many_tasks_and_seats() -> None:
    tasks = [a_task(deadline=date(2025, 12, 10 + n), title=f"任务{n}") for n in range(9)]
    register = asked_of_wang(a_dispatched(*tasks), a_dispatched(a_task(an_assignment("县文旅委"))))
    register = replace(register, seats=(*register.seats, a_seat("县文旅委", WANG)))
    planned = forecast(register, at(MONDAY, 8), date(2026, 1, 30))
    assert len({(b.holder.person_id, b.day) for b in planned}) == len(planned)
    assert len(planned[0].asks) == 10


def test_an_answer_satisfies_the_rungs_of_three_working_days() -> None:
    answered = date(2025, 12, 11)
    task = a_task(an_assignment(reports=[a_report(day=answered)]), deadline=DEADLINE)
    asked = days(forecast(asked_of_wang(a_dispatched(task)), at(answered, 10), date(2025, 12, 31)))
    assert asked[0] == (date(2025, 12, 18), ["T-1"])
    assert CALENDAR.after(answered, 3) < asked[0][0]


@pytest.mark.parametrize("kind", [AnswerKind.CLOSURE, AnswerKind.EXTENSION])
def test_a_request_that_waits_stops_the_ladder_and_a_return_lets_it_go_on(kind: AnswerKind) -> None:
    waiting = a_task(an_assignment(reports=[a_report(kind, date(2025, 11, 5))]), deadline=DEADLINE)
    assert forecast(asked_of_wang(a_dispatched(waiting)), at(date(2025, 11, 5)), date(2026, 2, 1)) == []
    returned = a_closure(date(2025, 11, 5))
    returned = replace(returned, status=type(returned.status).RETURNED, decided_at=at(date(2025, 11, 6)))
    task = a_task(an_assignment(reports=[returned]), deadline=DEADLINE)
    assert forecast(asked_of_wang(a_dispatched(task)), at(date(2025, 11, 7)), date(2026, 2, 1))


def test_an_extension_moves_the_ladder_to_the_new_day() -> None:
    task = a_task(deadline=a_checkpoint(date(2026, 1, 30), original_day=DEADLINE))
    register = asked_of_wang(a_dispatched(task))
    due = task.assignments[0].dues[0]
    seen = frozenset({(due.id, DEADLINE - timedelta(7), unit_id("县教委"))})
    register = replace(register, sent=replace(register.sent, asks=seen))
    asked = days(forecast(register, at(date(2025, 12, 15)), date(2026, 2, 3)))
    assert [day for day, _ in asked] == [
        date(2025, 12, 31),
        date(2026, 1, 23),
        date(2026, 1, 29),
        date(2026, 1, 30),
        date(2026, 2, 2),
    ]


@pytest.mark.parametrize("chased_on", [date(2025, 12, 18), date(2025, 12, 15), date(2025, 12, 22)])
def test_a_chase_on_the_day_of_a_rung_is_one_ask(chased_on: date) -> None:
    task = a_task(deadline=DEADLINE)
    chase = Chase(task.assignments[0].dues[0].id, chased_on, at(chased_on, 8))
    register = asked_of_wang(a_dispatched(task), chases=[chase])
    seen: set[tuple[int, date, int]] = set()
    for bundle in forecast(register, at(MONDAY, 8), date(2026, 1, 12)):
        for ask in bundle.asks:
            keys = [(ask.line.due.id, rung.day, ask.seat.id) for rung in (*ask.merged, ask.rung)]
            assert not seen & set(keys)
            assert len(set(keys)) == len(keys)
            seen |= set(keys)
    assert (chased_on, ["催办"]) in days(forecast(register, at(MONDAY, 8), date(2026, 1, 12)))


def test_a_chase_is_asked_although_the_rung_beside_it_is_answered() -> None:
    answered = date(2025, 12, 17)
    task = a_task(an_assignment(reports=[a_report(day=answered)]), deadline=DEADLINE)
    chase = Chase(task.assignments[0].dues[0].id, date(2025, 12, 18), at(answered, 16))
    register = asked_of_wang(a_dispatched(task), chases=[chase])
    assert days(forecast(register, at(date(2025, 12, 18), 8), date(2025, 12, 18))) == [
        (date(2025, 12, 18), ["催办"]),
    ]


def test_a_seat_that_is_taken_later_is_asked_from_that_day_on() -> None:
    """The next moment is the successor's first day although nobody can be asked today."""
    comes = date(2025, 11, 17)
    holders = (
        a_holder("周平", 8, since=date(2025, 1, 1), until=date(2025, 10, 31)),
        a_holder("李明", 9, since=comes),
    )
    register = Register((a_dispatched(a_task(deadline=DEADLINE)),), seats=(a_seat("县教委", *holders),))
    assert reminders.next_moment(register, CALENDAR, WINDOWS, at(MONDAY, 8)) == at(comes, 9)
    assert days(forecast(register, at(MONDAY, 8), comes)) == [(comes, ["交办"])]


def test_a_deputy_is_asked_while_they_stand_in_and_the_holder_where_they_cannot_be_reached() -> None:
    since, until = date(2025, 12, 10), date(2025, 12, 16)
    plan = a_dispatched(a_task(deadline=DEADLINE))
    for reachable, name in ((True, "李明"), (False, "王敏")):
        deputy = a_holder("李明", 9, since, until, kind=TenureKind.DEPUTY, reachable=reachable)
        seat = a_seat("县教委", WANG, deputy)
        asked = forecast(Register((plan,), seats=(seat,)), at(MONDAY, 8), DEADLINE)
        assert [(b.day, b.holder.name) for b in asked if since <= b.day <= until] == [(date(2025, 12, 12), name)]
        assert {b.holder.name for b in asked if not since <= b.day <= until} == {"王敏"}


def test_a_plan_that_was_not_handed_out_asks_nobody() -> None:
    assert forecast(asked_of_wang(a_plan(a_task(), dispatched=None)), at(MONDAY), date(2026, 6, 1)) == []


@pytest.mark.parametrize("after", [at(MONDAY, h) for h in (0, 9, 10, 12, 15, 20)] + [at(date(2025, 11, 8), 12)])
def test_the_next_moment_always_lies_ahead(after: datetime) -> None:
    register = asked_of_wang(
        a_dispatched(
            a_task(
                deadline=DEADLINE,
                checkpoints=[a_checkpoint(date(2025, 11, 28), CheckpointKind.MILESTONE)],
            ),
            settings=PlanSettings(ladder=(-3, 0), repeat_days=1),
        )
    )
    moment: datetime | None = after
    for _ in range(60):
        assert moment is not None
        following = reminders.next_moment(register, CALENDAR, WINDOWS, moment)
        assert following is not None
        assert following > moment
        assert WINDOWS.is_open(following, CALENDAR)  # nobody is asked on a day off
        register = reminders.record(register, reminders.bundles(register, CALENDAR, WINDOWS, following))
        moment = following
    assert moment is not None
    assert local_instant(local_date(moment), time(9)) == moment


def test_what_comes_after_fridays_bundle_is_asked_on_monday() -> None:
    """R6: not on a day off, when nobody would hear of it."""
    friday = date(2025, 11, 7)
    plan = a_dispatched(a_task(deadline=DEADLINE))
    register = asked_of_wang(plan)
    register = reminders.record(register, reminders.bundles(register, CALENDAR, WINDOWS, at(friday, 9)))
    later = replace(a_dispatched(a_task(deadline=DEADLINE)), dispatched_at=at(friday, 10))
    both = replace(register, plans=(plan, later))
    assert reminders.next_moment(both, CALENDAR, WINDOWS, at(friday, 15)) == at(date(2025, 11, 10), 9)
