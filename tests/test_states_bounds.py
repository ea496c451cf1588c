"""Bounds of 办理状态, 报送状态 and of who is new in a group, each a day or a share to either side (R10, R15)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tasks_db.register import membership, report_states, states
from tasks_db.register.values import OpenLine, Plan
from tasks_db.terms import CheckpointKind, ReportState, Role
from tests.builders import NOW, a_checkpoint, a_group, a_plan, a_register, a_task, an_assignment, at, unit_id

DAY, NEXT = date(2025, 10, 28), date(2025, 10, 29)
GROUP, TOWN, NEW = "各乡镇", "青石镇", "白沙镇"


def test_a_task_without_a_deadline_is_to_be_done_by_its_last_milestone_else_by_the_end_of_its_plan() -> None:
    days = (date(2025, 6, 30), date(2025, 12, 31))
    both = a_task(deadline=None, checkpoints=[a_checkpoint(day, CheckpointKind.MILESTONE) for day in days])
    plan = a_plan(both, period=(None, date(2026, 12, 31)))
    assert states.effective_deadline(plan, both) == days[1]
    assert states.effective_deadline(plan, a_task(deadline=None)) == date(2026, 12, 31)


def test_the_time_runs_from_the_dispatch_or_from_a_later_start_of_the_plan() -> None:
    end = date(2025, 12, 31)
    early = a_plan(dispatched=date(2025, 1, 1), period=(date(2024, 1, 1), None))
    late = a_plan(dispatched=date(2025, 1, 1), period=(date(2025, 12, 1), None))
    assert states.elapsed(early, end, date(2025, 12, 16)) == Fraction(349, 364)
    assert states.elapsed(late, end, date(2025, 12, 16)) == Fraction(1, 2)


@pytest.mark.parametrize(("target", "asked"), [("达到80%", 80), ("", 100), ("建成3座", 100)])
def test_how_far_a_task_should_be_is_a_part_of_what_its_deadline_asks_for(target: str, asked: int) -> None:
    task = a_task(deadline=a_checkpoint(DAY, target=target))
    assert states.percent_due(a_plan(task), task, DAY, DAY) == asked


def reported(plan: Plan) -> ReportState:
    task = plan.tasks[0]
    line = OpenLine(plan, task, task.assignments[0], task.assignments[0].dues[0])
    return report_states.report_state(a_register(plan), line, NOW)


@pytest.mark.parametrize(("dispatched", "state"), [(DAY, ReportState.NOT_REPORTED), (NEXT, ReportState.NOT_DUE)])
def test_only_what_was_handed_out_after_the_day_was_not_due_on_it(dispatched: date, state: ReportState) -> None:
    assert reported(a_plan(a_task(deadline=DAY), dispatched=dispatched)) is state


def test_a_task_that_is_cancelled_later_was_owed_till_then() -> None:
    cancelled = a_task(deadline=date(2025, 11, 11), cancelled_at=at(date(2025, 11, 10)))
    assert reported(a_plan(cancelled)) is ReportState.EXEMPTED
    plan = a_plan(replace(cancelled, cancelled_at=at(date(2025, 11, 20))))
    assert reported(plan) is ReportState.NOT_REPORTED
    coming = a_task(deadline=date(2025, 11, 30), cancelled_at=at(date(2025, 11, 20)))
    assert reported(a_plan(coming)) is ReportState.NOT_DUE


def test_of_a_group_of_which_no_member_is_asked_only_who_joined_since_is_new_and_has_no_part_of_their_own() -> None:
    group = an_assignment(GROUP, Role.RESPONSIBLE, is_group=True, asked=False)
    members = {unit_id(GROUP): ((unit_id(TOWN), TOWN), (unit_id(NEW), NEW))}
    before = {unit_id(GROUP): ((unit_id(TOWN), TOWN),)}
    plan = a_plan(a_task(an_assignment(), group))
    (change,) = membership.proposed(plan, members, (), NOW, before)
    assert (change.unit, change.joins, change.tasks, len(change.unasked)) == (NEW, True, (), 1)
    assert membership.proposed(plan, members, (), NOW) == []
    named = a_plan(a_task(an_assignment(), group, an_assignment(NEW, Role.RESPONSIBLE)))
    assert membership.proposed(named, members, (), NOW, before) == []


def test_the_shares_of_a_group_that_has_left_the_task_count_no_more() -> None:
    group, town = a_group(GROUP, [an_assignment(TOWN, Role.RESPONSIBLE)])
    assert membership.stray(a_task(an_assignment(), group, town)) == []
    task = a_task(an_assignment(), town)
    assert [share.unit for share in membership.stray(task)] == [TOWN]
