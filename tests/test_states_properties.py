"""What holds of every register: one state each, nobody named for what is ahead, sums that add up (R15)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from config.clock import local_date
from tasks_db.register import digest, queries, report_states, states
from tasks_db.register.digest.past import as_it_stood
from tasks_db.register.digest.values import Digest, Unreported
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.reading import Register
from tasks_db.register.values import OpenLine
from tasks_db.terms import CheckpointKind, ReportState, WorkState
from tests.builders import DISPATCHED, at, registers

MOMENTS = st.dates(DISPATCHED, DISPATCHED.replace(year=2026)).map(at)
SILENT = {ReportState.NOT_REPORTED, ReportState.UNDELIVERED}


def lines(register: Register) -> Iterator[OpenLine]:
    for plan in register.plans:
        for task in plan.tasks:
            for assignment in task.asked_assignments:
                for due in assignment.dues:
                    yield OpenLine(plan, task, assignment, due)


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_the_states_of_work_partition_the_tasks(register: Register, as_of: datetime) -> None:
    found = digest.compile(register, as_of=as_of)
    by_state = [line.task.task_id for state in WorkState for line in found.in_state(state)]
    live = [t.id for p in as_it_stood(register, as_of).plans for t in p.tasks]
    assert sorted(by_state) == sorted(live)
    assert sum(s.count for s in found.total.shares) == sum(c.count for c in found.reports) == len(live)


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_a_standing_task_is_never_overdue_and_what_is_overdue_has_a_date_that_is_over(
    register: Register, as_of: datetime
) -> None:
    for plan in register.plans:
        for task in plan.tasks:
            state, late = states.work_state(plan, task, as_of), states.late_work(task, as_of)
            if task.standing and task.deadline is None:
                assert state in {WorkState.STANDING, WorkState.CLOSED}
            if state is WorkState.OVERDUE:
                assert late is not None
                assert late.day < local_date(as_of)
                assert late.days > 0
                assert (late.day, late.kind) in {(c.day, c.kind) for c in task.checkpoints}
                assert late.kind is not CheckpointKind.ROUND


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_nobody_is_silent_about_a_day_that_is_not_over(register: Register, as_of: datetime) -> None:
    for line in lines(register):
        state = report_states.report_state(register, line, as_of)
        assert state not in SILENT or line.due.day < local_date(as_of)
        assert state not in {ReportState.ON_TIME, ReportState.LATE} or line.assignment.reports
    for item in silent(digest.compile(register, as_of=as_of)):
        assert item.due_day < local_date(as_of)
    for row in queries.unreported(register, EVERYTHING, as_of).rows:
        assert row.due_day < local_date(as_of)
    for late in queries.overdue(register, EVERYTHING, as_of).rows:
        assert late.due_day < local_date(as_of)


def silent(found: Digest) -> list[Unreported]:
    return [*found.unreported, *found.undelivered]


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_time_alone_never_makes_a_report_better(register: Register, as_of: datetime) -> None:
    """With no word more, a due that was missed stays so, and what was reported in time stays so."""
    settled = {ReportState.ON_TIME, ReportState.LATE, *SILENT}
    end = at(DISPATCHED.replace(year=2030))
    for line in lines(register):
        events = [m for r in line.assignment.reports for m in (r.at, r.decided_at, r.withdrawn_at) if m is not None]
        events += [m for m in (line.task.closed_at, line.task.struck_off_at, line.task.cancelled_at) if m is not None]
        events += [m for a in line.task.assignments for r in a.reports for m in (r.at, r.decided_at, r.withdrawn_at)
                   if m is not None]  # fmt: skip
        events += [line.due.exempted_at] if line.due.exempted_at is not None else []
        state = report_states.report_state(register, line, as_of)
        if state in settled and not any(m > as_of for m in events):
            assert report_states.report_state(register, line, end) is state


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_who_could_be_asked_is_never_undelivered_and_who_could_not_is_never_named_as_silent(
    register: Register, as_of: datetime
) -> None:
    seated = {(s.meeting_id, s.unit_id) for s in register.seats}
    for line in lines(register):
        state = report_states.report_state(register, line, as_of)
        there = (line.plan.meeting_id, line.assignment.unit_id) in seated
        assert state is not (ReportState.UNDELIVERED if there else ReportState.NOT_REPORTED)


@settings(max_examples=60, deadline=None)
@given(register=registers(max_tasks=3), as_of=MOMENTS)
def test_the_digests_overdue_tasks_and_silent_units_are_those_of_the_answers(
    register: Register, as_of: datetime
) -> None:
    found = digest.compile(register, as_of=as_of)
    late = queries.overdue(register, EVERYTHING, as_of).rows
    assert sorted(r.task.task_id for r in late if r.is_task) == sorted(
        line.task.task_id for line in found.in_state(WorkState.OVERDUE)
    )
    assert sorted(r.task.task_id for r in late if not r.is_task and r.report_state is None) == sorted(
        line.task.task_id for line in found.tasks if line.missed_milestone
    )
    rows = queries.unreported(register, EVERYTHING, as_of).rows
    assert Counter(rows) == Counter(silent(found))
    named = {(line.task.task_id, name) for line in found.tasks for name in (*line.unreported, *line.undelivered)}
    assert named == {(item.task.task_id, item.unit) for item in silent(found)}
