"""What must never happen, whatever stands in the register: over arbitrary tasks, answers, requests and decisions."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from config.clock import local_date
from tasks_db.language.rounds import NAMES, Round
from tasks_db.register import progress, reminders, rounds
from tasks_db.register.cycles import days_of_rounds
from tasks_db.register.ladder import DISPATCH_RUNG, PlanSettings, rungs
from tasks_db.register.reading import Register
from tasks_db.register.reminders import PlannedAsk
from tasks_db.register.values import Assignment, Chase, OpenLine, Report, Task
from tasks_db.register.workdays import ONE_DAY
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus
from tests.builders import a_checkpoint, a_plan, a_register, a_task, an_assignment, at, registers
from tests.ladders import CALENDAR, WINDOWS, seated

SINCE, UNTIL = date(2025, 1, 2), date(2025, 12, 31)
_DAYS = st.dates(SINCE, UNTIL)
_LADDERS = st.sampled_from([(-30, -7, -1, 0, 3), (-14, 0), (-3, -1, 0, 15), (0,), (3,)])


def asked_at(register: Register, moment: datetime) -> list[PlannedAsk]:
    return [ask for bundle in reminders.bundles(register, CALENDAR, WINDOWS, moment) for ask in bundle.asks]


def instants(register: Register) -> Iterator[datetime]:
    """Every moment at which something happened that bears on who is asked."""
    for plan in register.plans:
        for task in plan.tasks:
            happened = [task.cancelled_at, task.closed_at, task.struck_off_at]
            for assignment in task.assignments:
                happened += [due.exempted_at for due in assignment.dues]
                for report in assignment.reports:
                    happened += [report.at, report.decided_at, report.withdrawn_at]
            yield from (instant for instant in happened if instant is not None)


@st.composite
def _registers(draw: st.DrawFn) -> Register:
    """An arbitrary register with a liaison in every unit, in which somebody chases."""
    register = draw(registers())
    dues = [line.due.id for line in register.dues()]
    working = _DAYS.filter(CALENDAR.is_working_day)
    wanted = draw(st.lists(st.tuples(st.sampled_from(dues), working), max_size=3)) if dues else []
    return replace(seated(register), chases=tuple(Chase(due_id, day, at(SINCE)) for due_id, day in wanted))


def known_by(register: Register, moment: datetime) -> Register:
    """The register as it is known at a moment: a forecast takes it that nobody says or decides anything later."""

    def share(own: Assignment) -> Assignment:
        dues = (d if _happened(d.exempted_at, moment) else replace(d, exempted_at=None) for d in own.dues)
        reports = tuple(_report(r, moment) for r in own.reports if r.at <= moment)
        return replace(own, dues=tuple(dues), reports=reports)

    def of(task: Task) -> Task:
        cancelled = task.cancelled_at if _happened(task.cancelled_at, moment) else None
        return replace(task, cancelled_at=cancelled, assignments=tuple(share(a) for a in task.assignments))

    plans = (replace(plan, tasks=tuple(of(t) for t in plan.tasks)) for plan in register.plans)
    return replace(register, plans=tuple(plans))


def _happened(at_: datetime | None, moment: datetime) -> bool:
    return at_ is None or at_ <= moment


def _report(report: Report, moment: datetime) -> Report:
    if not _happened(report.decided_at, moment):
        report = replace(report, decided_at=None, status=ReportStatus.SUBMITTED)
    return report if _happened(report.withdrawn_at, moment) else replace(report, withdrawn_at=None)


@settings(max_examples=150, deadline=None)
@given(_registers(), _DAYS, st.sampled_from([9, 15]))
def test_a_unit_is_asked_for_a_task_once_in_a_bundle_and_never_what_is_over(
    register: Register, day: date, hour: int
) -> None:
    now = at(day, hour)
    for bundle in reminders.bundles(register, CALENDAR, WINDOWS, now):
        shares = [(ask.line.task.id, ask.line.assignment.unit_id) for ask in bundle.asks]
        assert len(set(shares)) == len(shares)
        for ask in bundle.asks:
            line = ask.line
            assert not reminders.is_stopped(line, now)
            assert not progress.is_closed(line.task, now)
            assert line.task.cancelled_at is None
            assert line.due.exempted_at is None or line.due.exempted_at > now
            assert progress.satisfied_by(line.task, line.assignment, line.due, now) is None
            assert line.plan.asks


@settings(max_examples=100, deadline=None)
@given(_registers(), _DAYS)
def test_a_pending_request_of_the_consolidating_unit_stops_everybody_it_should(register: Register, day: date) -> None:
    """An extension stops all at its date; a closure all who have reported."""
    now = at(day)
    for ask in asked_at(register, now):
        lead = ask.line.task.consolidating
        pending = [r for r in lead.reports if r.said_by(now)] if lead else []
        pending = [r for r in pending if r.decision(now) is ReportStatus.SUBMITTED]
        about = {r.checkpoint_id for r in pending if r.kind is AnswerKind.EXTENSION}
        assert not about & {None, ask.line.due.checkpoint.id}
        if any(r.kind is AnswerKind.CLOSURE for r in pending):
            assert not progress.has_reported(ask.line.assignment, now)


@settings(max_examples=40, deadline=None)
@given(_registers(), _DAYS)
def test_no_rung_is_asked_twice_and_every_named_moment_asks_something(register: Register, day: date) -> None:
    since, until = at(day, 8), at(day + timedelta(21), 23)
    register = known_by(register, since)
    seen: set[tuple[int, date, int]] = set()
    bundles = list(reminders.forecast(register, CALENDAR, WINDOWS, since, until))
    for bundle in bundles:
        for ask in bundle.asks:
            keys = [(ask.line.due.id, ask.rung.day, ask.seat.id)]
            keys += [(due_id, rung.day, ask.seat.id) for due_id, rung in ask.overtaken()]
            assert len(set(keys)) == len(keys)
            assert not seen & set(keys)
            seen |= set(keys)
    assert len({(b.holder.person_id, b.day) for b in bundles}) == len(bundles)
    moment = reminders.next_moment(register, CALENDAR, WINDOWS, since)
    if moment is not None:
        assert moment > since
        # the moment is named provided that nothing happens until then
        if not any(since < instant <= moment for instant in instants(register)):
            assert reminders.bundles(register, CALENDAR, WINDOWS, moment)


def day_by_day(register: Register, since: date, days: int) -> Iterator[tuple[date, list[PlannedAsk]]]:
    """What the opening of each window asks if nobody answers."""
    for day in (since + n * ONE_DAY for n in range(days)):
        planned = reminders.bundles(register, CALENDAR, WINDOWS, at(day))
        register = reminders.record(register, planned)
        yield day, [ask for bundle in planned for ask in bundle.asks]


@settings(max_examples=40, deadline=None)
@given(_registers(), _DAYS)
def test_the_forecast_is_what_each_morning_asks(register: Register, since: date) -> None:
    register = known_by(register, at(since, 8))
    forecast = reminders.forecast(register, CALENDAR, WINDOWS, at(since, 8), at(since + 29 * ONE_DAY, 8))
    planned = [(b.day, a.line.due.id, a.rung) for b in forecast for a in b.asks]
    asked = [(day, a.line.due.id, a.rung) for day, asks in day_by_day(register, since, 29) for a in asks]
    assert sorted(planned, key=str) == sorted(asked, key=str)


@st.composite
def _in_rounds(draw: st.DrawFn) -> Task:
    """A task that reports in rounds, some of them moved by hand, with or without a deadline."""
    every = draw(st.sampled_from(sorted(set(NAMES) - {"week"})))
    days = list(days_of_rounds(Round(every), SINCE, UNTIL + timedelta(90), SINCE.year))
    moved = draw(st.lists(st.sampled_from(days), max_size=3)) if days else []
    days = [day + timedelta(draw(st.integers(-20, 20))) if day in moved else day for day in days]
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in days]
    deadline = draw(st.none() | _DAYS)
    return a_task(an_assignment(), deadline=deadline, checkpoints=points)


@settings(max_examples=30, deadline=None)
@given(_in_rounds(), _LADDERS)
def test_a_silent_year_owes_one_line_a_task_however_often_it_reports(task: Task, ladder: tuple[int, ...]) -> None:
    plan = a_plan(task, dispatched=SINCE, settings=PlanSettings(ladder=ladder))
    register = seated(a_register(plan))
    (task,) = plan.tasks
    share = (task, task.assignments[0])
    for day, asks in day_by_day(register, SINCE + ONE_DAY, 364):
        assert len(asks) <= 1
        for ask in asks:
            if rounds.is_round(ask.line.due) and ask.rung.name != "交办":
                assert rounds.asked_round(*share, at(day)) is not None
                assert rounds.span(*share, ask.line.due).holds(day)
    open_shares = progress.open_lines([OpenLine(plan, *share, d) for d in task.assignments[0].dues], at(UNTIL))
    assert len(open_shares) == (1 if task.assignments[0].dues else 0)


@settings(max_examples=100, deadline=None)
@given(_in_rounds(), _LADDERS, _DAYS)
def test_one_round_is_asked_at_a_time_and_the_next_begins_after_it(
    task: Task, ladder: tuple[int, ...], day: date
) -> None:
    (task,) = a_plan(task, settings=PlanSettings(ladder=ladder)).tasks
    own = task.assignments[0]
    now = at(day)
    asked = {d.day for d in own.dues if rounds.is_round(d) and rounds.span(task, own, d).holds(local_date(now))}
    assert len(asked) <= 1
    for due in (d for d in own.dues if rounds.is_round(d)):
        span = rounds.span(task, own, due)
        before = [d.day for d in own.dues if rounds.is_round(d) and d.day < due.day]
        assert span.begins <= due.day
        assert not before or span.begins > max(before)
        assert rounds.is_over(task, own, due, now) == (span.ends is not None and span.ends <= day)


@settings(max_examples=50, deadline=None)
@given(_DAYS, _DAYS, _DAYS, _LADDERS)
def test_a_ladder_goes_on_behind_a_day_as_the_whole_one_does(
    due: date, dispatched: date, since: date, ladder: tuple[int, ...]
) -> None:
    own = PlanSettings(ladder=ladder)
    whole = [*itertools.islice(rungs(due, dispatched, own, CALENDAR), 70)]
    later = [rung for rung in whole if rung.name == DISPATCH_RUNG or rung.day > since]
    behind = rungs(due, dispatched, own, CALENDAR, since)
    assert [*itertools.islice(behind, len(later))] == later
