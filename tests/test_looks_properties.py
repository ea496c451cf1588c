"""What the planner does not look at is never asked: over arbitrary registers, the bound is at or before the fold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_db.register import reminders
from tasks_db.register.reading import Register
from tasks_db.register.reminders import Bundle
from tasks_db.register.workdays import ONE_DAY
from tests.builders import at
from tests.ladders import CALENDAR, WINDOWS
from tests.test_ladder_properties import _DAYS, _registers, known_by


def asked(bundles: list[Bundle]) -> Iterator[int]:
    for bundle in bundles:
        for ask in bundle.asks:
            yield ask.line.due.id
            yield from (due_id for due_id, _ in ask.overtaken())


def looks(register: Register, day: date, hour: int) -> dict[int, date | None]:
    return {line.due.id: reminders.first_look(register, line, at(day, hour), CALENDAR) for line in register.dues()}


@st.composite
def _handed_over(draw: st.DrawFn) -> Register:
    """Registers in which some seats are taken, or left, on days that are known."""
    register = draw(_registers())

    def changed(days: tuple[date | None, date | None]) -> dict[str, date | None]:
        since, until = days
        return {"since": since or date(2020, 1, 1), "until": until}

    seats = tuple(
        replace(
            seat,
            holders=tuple(
                replace(h, **changed(draw(st.tuples(st.none() | _DAYS, st.none() | _DAYS))))  # type: ignore[arg-type]
                for h in seat.holders
            ),
        )
        for seat in register.seats
    )
    return replace(register, seats=seats)


@settings(max_examples=60, deadline=None)
@given(_handed_over(), _DAYS, st.sampled_from([8, 9, 12, 18]))
def test_nothing_is_asked_before_the_day_on_which_the_planner_looks(
    register: Register, since: date, hour: int
) -> None:
    register = known_by(register, at(since, hour))
    bound = looks(register, since, hour)
    for day in (since + n * ONE_DAY for n in range(45)):
        for moment in (at(day, 9), at(day, 15)):
            if moment < at(since, hour):
                continue
            planned = reminders.bundles(register, CALENDAR, WINDOWS, moment)
            for due_id in asked(planned):
                first = bound[due_id]
                assert first is not None
                assert first <= day
            register = reminders.record(register, planned)


@settings(max_examples=60, deadline=None)
@given(_handed_over(), _DAYS)
def test_the_bundles_of_the_dues_looked_at_are_those_of_all(register: Register, since: date) -> None:
    register = known_by(register, at(since, 9))
    for day in (since + n * timedelta(days=3) for n in range(8)):
        look = [i for i, first in looks(register, day, 9).items() if first is not None and first <= day]
        planned = reminders.bundles(register, CALENDAR, WINDOWS, at(day))
        assert reminders.bundles(register, CALENDAR, WINDOWS, at(day), look) == planned
        register = reminders.record(register, planned)
        if planned:
            after = looks(register, day, 10)
            assert not [i for i in asked(planned) if after[i] == day]
