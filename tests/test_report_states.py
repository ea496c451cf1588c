"""报送状态, case by case: every state, every "first that fits" both ways, and who could not be asked (R15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest

from tasks_db.register import report_states, states
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.people import Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import Checkpoint, OpenLine, Plan, Report, Sent, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, Role, SeatRole
from tests.builders import (
    DISPATCHED,
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_liaison,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_account,
    an_assignment,
    at,
    liaisons,
    owing_on,
)

DAY, DATE_DAY, TODAY = date(2025, 10, 28), date(2025, 10, 31), date(2025, 11, 12)
DATE = a_checkpoint(DATE_DAY)
"""The task's date; the unit of these cases owes its report on DAY, three working days before."""
MILESTONE = a_checkpoint(DATE_DAY, CheckpointKind.MILESTONE)
ROUND = a_checkpoint(DATE_DAY, CheckpointKind.ROUND)
EARLIER = a_checkpoint(date(2025, 9, 30), CheckpointKind.ROUND)
SHORTLY_BEFORE = a_checkpoint(date(2025, 10, 20), CheckpointKind.MILESTONE)

UNIT, LEAD = "县财政局", "县教委"


def a_request(
    kind: AnswerKind,
    day: date,
    status: ReportStatus = ReportStatus.SUBMITTED,
    decided: date | None = None,
    of: Checkpoint = DATE,
) -> Report:
    return a_report(kind, day, checkpoint=of, new_date=date(2026, 1, 31), status=status, decided=decided)


def owed(
    *reports: Report,
    of: Checkpoint = DATE,
    lead: Sequence[Report] = (),
    exempted: date | None = None,
    also: Sequence[Checkpoint] = (),
    **fields: Any,
) -> Task:
    """A responsible unit that owes ``of`` on DAY, beside one that consolidates and owes it on the date itself."""
    task = a_task(
        an_assignment(LEAD, reports=lead),
        an_assignment(UNIT, Role.RESPONSIBLE, reports=reports, exempted=exempted),
        deadline=of if of is DATE else None,
        checkpoints=also if of is DATE else [*also, of],
        **fields,
    )
    return owing_on(task, UNIT, *(c.day for c in also), DAY)


def the_line(register: Register, unit: str = UNIT) -> OpenLine:
    plan = register.plans[0]
    assignment = next(a for a in plan.tasks[0].assignments if a.unit == unit)
    return OpenLine(plan, plan.tasks[0], assignment, assignment.dues[-1])


@dataclass(frozen=True)
class Case:
    says: str
    task: Task
    state: ReportState
    as_of: datetime = NOW
    plan: dict[str, Any] = field(default_factory=dict)


RECEIVED, NO_CHANGE, BLOCKED, NOT_OURS, DONE = (
    AnswerKind.RECEIVED,
    AnswerKind.NO_CHANGE,
    AnswerKind.BLOCKED,
    AnswerKind.NOT_OURS,
    AnswerKind.DONE,
)
EXTENSION, CLOSURE = AnswerKind.EXTENSION, AnswerKind.CLOSURE
AFTER = date(2025, 10, 29)
"""The day after the unit's own day, before the task's date."""

CASES = (
    # 豁免 before 按时
    Case("exempted, though reported in time", owed(a_report(day=DAY), exempted=TODAY), ReportState.EXEMPTED),
    Case("exempted tomorrow is reported in time", owed(a_report(day=DAY), exempted=date(2025, 11, 13)),
         ReportState.ON_TIME),
    Case("exempted after its day went by", owed(exempted=date(2025, 11, 5)), ReportState.EXEMPTED),
    Case("closed before its day", owed(closed_at=at(date(2025, 10, 27))), ReportState.EXEMPTED),
    Case("closed before its day, reported too",
         owed(a_report(day=date(2025, 10, 20)), closed_at=at(date(2025, 10, 27))), ReportState.EXEMPTED),
    Case("closed on its day, with nothing said", owed(closed_at=at(DAY)), ReportState.EXEMPTED),
    Case("closed on its day, and reported", owed(a_report(day=DAY), closed_at=at(DAY)), ReportState.ON_TIME),
    Case("closed after its day", owed(closed_at=at(AFTER)), ReportState.NOT_REPORTED),
    Case("cancelled before its day", owed(cancelled_at=at(date(2025, 10, 27))), ReportState.EXEMPTED),
    Case("cancelled after its day", owed(cancelled_at=at(AFTER)), ReportState.NOT_REPORTED),
    Case("cancelled tomorrow", owed(cancelled_at=at(date(2025, 11, 13))), ReportState.NOT_REPORTED),
    # 按时 before 迟报
    Case("on its day", owed(a_report(day=DAY)), ReportState.ON_TIME),
    Case("the day after, though before the task's date", owed(a_report(day=AFTER)), ReportState.LATE),
    Case("… at seven, when in UTC it is still the day itself",
         owed(replace(a_report(day=AFTER), at=at(AFTER, 7))), ReportState.LATE),
    Case("in time and once more", owed(a_report(day=DAY), a_report(day=TODAY)), ReportState.ON_TIME),
    Case("in time but returned, and once more", owed(
        a_report(day=DAY, status=ReportStatus.RETURNED, decided=AFTER), a_report(day=TODAY, id=10**9)),
        ReportState.LATE),
    Case("in time but taken back", owed(a_report(day=DAY, withdrawn=AFTER)), ReportState.NOT_REPORTED),
    Case("有困难 is a report", owed(a_report(BLOCKED, DAY)), ReportState.ON_TIME),
    Case("无变化 is a report", owed(a_report(NO_CHANGE, DAY)), ReportState.ON_TIME),
    Case("不属我单位 is a report", owed(a_report(NOT_OURS, DAY)), ReportState.ON_TIME),
    Case("签收 is none", owed(a_report(RECEIVED, DAY)), ReportState.NOT_REPORTED),
    # 按时 and 迟报 before 未到期
    Case("reported before a day that lies ahead", owed(a_report(day=date(2025, 10, 20))), ReportState.ON_TIME,
         at(date(2025, 10, 21))),
    Case("late, and a request in time waits",
         owed(a_request(EXTENSION, DAY), a_report(day=AFTER)), ReportState.LATE),
    # 未到期 before 未按时报送
    Case("silent on its day", owed(), ReportState.NOT_DUE, at(DAY, 23)),
    Case("silent the day after", owed(), ReportState.NOT_REPORTED, at(AFTER, 0)),
    Case("延期 asked for in time", owed(a_request(EXTENSION, DAY)), ReportState.NOT_DUE),
    Case("延期 asked for too late", owed(a_request(EXTENSION, AFTER)), ReportState.NOT_REPORTED),
    Case("延期 asked for in time and refused", owed(a_request(EXTENSION, DAY, ReportStatus.RETURNED, AFTER)),
         ReportState.NOT_REPORTED),
    Case("延期 of the consolidating unit stops everybody", owed(lead=[a_request(EXTENSION, DAY)]),
         ReportState.NOT_DUE),
    Case("… asked for after the unit's own day it does not", owed(lead=[a_request(EXTENSION, AFTER)]),
         ReportState.NOT_REPORTED),
    Case("办结 asked for by the consolidating unit in time waits for whoever is silent: R7 asks on",
         owed(lead=[a_closure(DAY)]), ReportState.NOT_REPORTED),
    # what is a report on a date
    Case("said long before it was asked for", owed(a_report(day=date(2025, 2, 3), checkpoint=DATE)),
         ReportState.NOT_REPORTED),
    Case("… but 已完成 of it stays said", owed(a_report(DONE, date(2025, 2, 3), checkpoint=DATE)),
         ReportState.ON_TIME),
    Case("… and 已完成 of another date does not", owed(a_report(DONE, date(2025, 2, 3), checkpoint=MILESTONE)),
         ReportState.NOT_REPORTED),
    Case("已完成 of the milestone before it, though this date was asked for already",
         owed(a_report(DONE, date(2025, 10, 20), checkpoint=SHORTLY_BEFORE), also=[SHORTLY_BEFORE]),
         ReportState.NOT_REPORTED),
    Case("… but a progress given then is", owed(a_report(day=date(2025, 10, 20), checkpoint=SHORTLY_BEFORE),
         also=[SHORTLY_BEFORE]), ReportState.ON_TIME),
    Case("said on the first rung", owed(a_report(day=date(2025, 9, 28))), ReportState.ON_TIME),
    Case("said on the first rung of a plan that asks early",
         owed(a_report(day=date(2025, 7, 31))), ReportState.ON_TIME,
         plan={"settings": PlanSettings(ladder=(-90, 0))}),
    Case("of a milestone alike", owed(a_report(day=DAY), of=MILESTONE), ReportState.ON_TIME),
    # rounds
    Case("a round by an answer to it", owed(a_report(NO_CHANGE, DAY, checkpoint=ROUND), of=ROUND),
         ReportState.ON_TIME),
    Case("a round by an answer to it, late", owed(a_report(day=TODAY, checkpoint=ROUND), of=ROUND), ReportState.LATE),
    Case("a round not by an answer to the one before",
         owed(a_report(day=DAY, checkpoint=EARLIER), of=ROUND, also=[EARLIER]), ReportState.NOT_REPORTED),
    Case("a round not by 签收", owed(a_report(RECEIVED, DAY, checkpoint=ROUND), of=ROUND),
         ReportState.NOT_REPORTED),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_due_is_in_the_first_state_that_fits(case: Case) -> None:
    register = a_register(a_plan(case.task, **case.plan))
    assert report_states.report_state(register, the_line(register), case.as_of) is case.state


@pytest.mark.parametrize(
    ("closure", "state"),
    [
        (a_closure(DATE_DAY), ReportState.NOT_DUE),
        (a_closure(date(2025, 11, 1)), ReportState.NOT_REPORTED),
        (a_closure(DATE_DAY, approved=date(2025, 11, 3)), ReportState.ON_TIME),
        (a_closure(date(2025, 11, 1), approved=date(2025, 11, 3)), ReportState.LATE),
        (a_closure(date(2025, 10, 20), approved=date(2025, 10, 21)), ReportState.EXEMPTED),
    ],
    ids=["waits, in time", "waits, too late", "approved, in time", "approved, too late", "approved before the day"],
)
def test_a_request_for_closure_is_a_report_once_it_is_approved(closure: Report, state: ReportState) -> None:
    register = a_register(a_plan(owed(lead=[closure])))
    assert report_states.report_state(register, the_line(register, LEAD), NOW) is state


def test_every_state_but_the_undelivered_has_its_cases() -> None:
    assert {case.state for case in CASES} == set(ReportState) - {ReportState.UNDELIVERED}


# who could not be asked

REACHABLE, UNREACHED = ReportState.NOT_REPORTED, ReportState.UNDELIVERED
SEATS: tuple[tuple[str, list[Seat], ReportState], ...] = (
    ("a liaison who is bound and reachable", [a_liaison(UNIT)], REACHABLE),
    ("no seat", [], UNREACHED),
    ("a vacant seat", [replace(a_liaison(UNIT), holders=())], UNREACHED),
    ("a liaison who never bound an account", [a_liaison(UNIT, accounts=())], UNREACHED),
    ("a liaison who cannot be reached", [a_liaison(UNIT, accounts=(an_account(reachable=False),))], UNREACHED),
    (
        "a liaison who bound it after the day",
        [a_liaison(UNIT, accounts=(an_account(bound_at=at(AFTER)),))],
        UNREACHED,
    ),
    ("a liaison who bound it on the day", [a_liaison(UNIT, accounts=(an_account(bound_at=at(DAY)),))], REACHABLE),
    ("a liaison who came after the day", [a_liaison(UNIT, since=AFTER)], UNREACHED),
    ("a liaison who left before it was asked for", [a_liaison(UNIT, until=date(2025, 7, 1))], UNREACHED),
    ("a liaison who left in between", [a_liaison(UNIT, until=date(2025, 10, 20))], REACHABLE),
    ("its member instead", [replace(a_liaison(UNIT), role=SeatRole.MEMBER)], REACHABLE),
    ("its convenor, who is never asked", [replace(a_liaison(UNIT), role=SeatRole.CONVENOR)], UNREACHED),
    ("the liaison of another unit", [a_liaison(LEAD)], UNREACHED),
    ("its liaison in another meeting", [a_liaison(UNIT, meeting_id=2)], UNREACHED),
)


@pytest.mark.parametrize(("seats", "state"), [s[1:] for s in SEATS], ids=[s[0] for s in SEATS])
def test_silence_of_whom_nobody_could_ask_is_undelivered(seats: list[Seat], state: ReportState) -> None:
    register = a_register(a_plan(owed()), seats=seats)
    assert report_states.report_state(register, the_line(register), NOW) is state


def test_who_left_before_the_plan_was_handed_out_could_not_know_of_it() -> None:
    plan = a_plan(owed(), dispatched=date(2025, 10, 24))
    for left, state in ((date(2025, 10, 23), UNREACHED), (date(2025, 10, 24), REACHABLE)):
        register = a_register(plan, seats=[a_liaison(UNIT, until=left)])
        assert report_states.report_state(register, the_line(register), NOW) is state


@pytest.mark.parametrize(
    ("rung", "state"),
    [(date(2025, 10, 21), REACHABLE), (DAY, REACHABLE), (AFTER, UNREACHED), (date(2025, 3, 1), UNREACHED)],
    ids=["asked a week before", "asked on the day", "asked after the day only", "asked long before only"],
)
def test_who_was_asked_in_time_and_lost_since_is_silent(rung: date, state: ReportState) -> None:
    register = a_register(a_plan(owed()), seats=[a_liaison(UNIT, accounts=(an_account(reachable=False),))])
    sent = Sent(frozenset({(the_line(register).due.id, rung, 1)}))
    register = replace(register, sent=sent)
    assert report_states.report_state(register, the_line(register), NOW) is state


def test_what_nobody_passed_on_was_asked_of_nobody() -> None:
    register = a_register(a_plan(owed()), seats=[a_liaison(UNIT, accounts=(an_account(reachable=False),))])
    asks = frozenset({(the_line(register).due.id, DAY, 1)})
    for waiting, state in ((frozenset(), REACHABLE), (asks, UNREACHED)):
        told = replace(register, sent=Sent(asks, to_pass_on=waiting))
        assert report_states.report_state(told, the_line(told), NOW) is state


@pytest.mark.parametrize(
    ("task", "as_of", "state"),
    [
        (owed(), at(DAY), ReportState.NOT_DUE),
        (owed(a_report(day=DAY)), NOW, ReportState.ON_TIME),
        (owed(exempted=TODAY), NOW, ReportState.EXEMPTED),
    ],
    ids=["not due", "reported by phone", "exempted"],
)
def test_what_cannot_be_asked_is_undelivered_only_where_it_would_be_missing(
    task: Task, as_of: datetime, state: ReportState
) -> None:
    register = a_register(a_plan(task), seats=[])
    assert report_states.report_state(register, the_line(register), as_of) is state


# of a unit and of a task


def of_task(*plans: Plan, as_of: datetime = NOW, seats: Sequence[Seat] | None = None) -> ReportState:
    register = a_register(*plans, seats=seats)
    return report_states.task_report_state(register, plans[0], plans[0].tasks[0], as_of)


def rounds(*answered: Checkpoint) -> Task:
    """Two rounds of one unit, with an answer on the day to each of ``answered``."""
    reports = [a_report(NO_CHANGE, c.day, checkpoint=c) for c in answered]
    return a_task(an_assignment(LEAD, reports=reports), deadline=None, checkpoints=[EARLIER, ROUND])


@pytest.mark.parametrize(
    ("task", "as_of", "state"),
    [
        (rounds(), at(date(2025, 9, 30)), ReportState.NOT_DUE),
        (rounds(EARLIER), at(date(2025, 9, 30), 12), ReportState.ON_TIME),
        (rounds(), at(date(2025, 10, 1)), ReportState.NOT_REPORTED),
        (rounds(ROUND), NOW, ReportState.ON_TIME),
        (rounds(EARLIER), NOW, ReportState.NOT_REPORTED),
        (rounds(EARLIER), at(DATE_DAY), ReportState.ON_TIME),
        (rounds(), at(DATE_DAY), ReportState.NOT_REPORTED),
        (rounds(EARLIER), at(date(2025, 7, 1)), ReportState.NOT_DUE),
    ],
    ids=["its first due is today", "reported today", "the day after", "the last due counts, not a missed one before",
         "… nor a reported one", "a due of today is not there yet", "… and hides no missed one", "before all dues"],
)  # fmt: skip
def test_a_task_is_as_its_last_due_is(task: Task, as_of: datetime, state: ReportState) -> None:
    assert of_task(a_plan(task), as_of=as_of) is state


def test_an_answer_to_the_round_before_is_no_report_on_this_one() -> None:
    late = a_report(day=DATE_DAY, checkpoint=EARLIER)
    task = a_task(an_assignment(LEAD, reports=[late]), deadline=None, checkpoints=[EARLIER, ROUND])
    assert of_task(a_plan(task)) is ReportState.NOT_REPORTED
    assert of_task(a_plan(task), as_of=at(DATE_DAY, 20)) is ReportState.LATE


def test_an_answer_to_one_due_is_a_report_of_that_day() -> None:
    twin = a_checkpoint(DATE_DAY, CheckpointKind.ROUND)
    task = a_task(
        an_assignment(LEAD, reports=[a_report(NO_CHANGE, DATE_DAY, checkpoint=ROUND)]),
        deadline=None,
        checkpoints=[ROUND, twin],
    )
    assert of_task(a_plan(task)) is ReportState.ON_TIME


def test_of_two_dates_on_one_day_the_one_that_was_answered_long_ago_counts() -> None:
    done = a_report(DONE, date(2025, 2, 3), checkpoint=MILESTONE)
    assert of_task(a_plan(a_task(an_assignment(LEAD, reports=[done]), deadline=DATE, checkpoints=[MILESTONE]))) is (
        ReportState.ON_TIME
    )


def test_a_task_is_as_its_deciding_unit_is() -> None:
    spoke = owed(a_report(day=DAY))
    assert of_task(a_plan(spoke)) is ReportState.ON_TIME
    assert of_task(a_plan(owed(lead=[a_report(day=DATE_DAY)]))) is ReportState.ON_TIME
    assert of_task(a_plan(owed(a_report(day=DAY), lead=[a_report(day=TODAY)]))) is ReportState.LATE
    assert of_task(a_plan(owed())) is ReportState.NOT_REPORTED


def test_a_late_report_is_not_late_work_and_late_work_no_late_report() -> None:
    plan = a_plan(owed(a_report(day=AFTER)))
    assert of_task(plan, as_of=at(DATE_DAY)) is ReportState.LATE
    assert states.late_work(plan.tasks[0], at(DATE_DAY)) is None
    reported = a_plan(a_task(an_assignment(LEAD, reports=[a_report(day=DATE_DAY, percent=90)]), deadline=DATE))
    assert of_task(reported) is ReportState.ON_TIME
    assert states.late_work(reported.tasks[0], NOW) is not None


def group(*members: Sequence[Report], exempted: Sequence[int] = ()) -> Plan:
    towns = [
        an_assignment(f"第{i}乡", Role.RESPONSIBLE, reports=reports, exempted=DISPATCHED if i in exempted else None)
        for i, reports in enumerate(members)
    ]
    return a_plan(a_task(*a_group("各乡镇", towns), deadline=DATE))


IN_TIME, TOO_LATE = [a_report(day=DATE_DAY)], [a_report(day=TODAY)]


@pytest.mark.parametrize(
    ("plan", "state", "count"),
    [
        (group(IN_TIME, IN_TIME), ReportState.ON_TIME, (2, 2)),
        (group(IN_TIME, TOO_LATE), ReportState.LATE, (2, 2)),
        (group(IN_TIME, TOO_LATE, []), ReportState.NOT_REPORTED, (2, 3)),
        (group(IN_TIME, [], exempted=[1]), ReportState.ON_TIME, (1, 1)),
        (group(IN_TIME, [a_request(EXTENSION, DAY)]), ReportState.NOT_DUE, (1, 2)),
    ],
    ids=["all in time", "one late", "one silent", "the exempted left out", "one that waits for its 延期"],
)
def test_a_task_for_a_group_alone_is_as_its_worst_member_and_shows_how_many(
    plan: Plan, state: ReportState, count: tuple[int, int]
) -> None:
    assert of_task(plan) is state
    counted = report_states.group_count(a_register(plan), plan, plan.tasks[0], NOW)
    assert counted is not None
    assert (counted.reported, counted.asked) == count


def test_a_member_that_could_not_be_asked_is_not_the_silent_one() -> None:
    plan = group(IN_TIME, [], [])
    seats = [s for s in liaisons([plan]) if s.unit != "第1乡"]
    assert of_task(plan, seats=seats) is ReportState.NOT_REPORTED
    plan = group(IN_TIME, [])
    assert of_task(plan, seats=[s for s in liaisons([plan]) if s.unit != "第1乡"]) is ReportState.UNDELIVERED


def test_a_task_with_units_of_its_own_counts_no_members() -> None:
    plan = a_plan(owed())
    assert report_states.group_count(a_register(plan), plan, plan.tasks[0], NOW) is None
