"""What the digest says of a register, and that its sums and sources always hold."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_db.register import digest
from tasks_db.register.digest.shares import percentage
from tasks_db.register.reading import Register
from tasks_db.terms import AnswerKind, CheckpointKind, Mark, ReportState, ReportStatus, Role, WorkState
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    at,
    liaisons,
    owing_on,
    registers,
)
from tests.digests import compiled, line_of

YEAR_END = date(2025, 12, 31)
PAST = date(2025, 10, 31)


# classes


def test_a_task_whose_closure_was_approved_is_closed_even_after_its_date() -> None:
    report = a_closure(date(2025, 10, 20), approved=date(2025, 11, 5))
    assert line_of(a_task(an_assignment(reports=[report]), deadline=PAST)).work_state is WorkState.CLOSED


def test_a_closed_task_names_its_closure_even_if_more_was_said_after_it() -> None:
    closure = a_closure(date(2025, 10, 20), approved=date(2025, 10, 21))
    line = line_of(a_task(an_assignment(reports=[closure, a_report(AnswerKind.DONE)])))
    assert closure.id in [s.report_id for s in line.sources]
    assert line.closed_at == closure.decided_at


def test_a_task_that_the_office_closed_by_itself_is_closed_from_that_moment() -> None:
    task = a_task(closed_at=at(PAST))
    assert line_of(task).work_state is WorkState.CLOSED
    assert line_of(task, at(date(2025, 10, 30))).work_state is WorkState.NO_FEEDBACK


def test_a_task_past_its_date_is_overdue_and_says_whose_and_for_how_long() -> None:
    line = line_of(a_task(an_assignment("县教委", reports=[a_report(percent=90)]), deadline=PAST))
    assert line.work_state is WorkState.OVERDUE
    assert line.overdue is not None
    assert (line.overdue.unit, line.overdue.day, line.overdue.days) == ("县教委", PAST, 12)


def test_on_its_last_day_a_task_is_not_overdue_and_the_day_after_it_is() -> None:
    task = a_task(deadline=PAST)
    assert line_of(task, at(PAST, 23)).work_state is WorkState.NO_FEEDBACK
    assert line_of(task, at(date(2025, 11, 1), 0)).work_state is WorkState.OVERDUE


def test_a_late_responsible_unit_does_not_make_the_task_overdue() -> None:
    lead = an_assignment(reports=[a_report(percent=95)])
    late = a_checkpoint(PAST, CheckpointKind.ROUND)
    task = a_task(lead, an_assignment("县住建局", Role.RESPONSIBLE), checkpoints=[late])
    on_time = replace(
        task, assignments=(replace(task.assignments[0], dues=task.assignments[0].dues[1:]), *task.assignments[1:])
    )
    assert line_of(on_time).work_state is WorkState.ON_TRACK


def test_a_standing_task_is_standing_whatever_was_said() -> None:
    task = a_task(an_assignment(reports=[a_report(percent=10)]), standing=True)
    assert line_of(task).work_state is WorkState.STANDING
    assert line_of(a_task(standing=True)).work_state is WorkState.STANDING


def test_a_standing_task_that_let_a_round_go_by_is_late_with_its_report_and_never_overdue() -> None:
    task = a_task(standing=True, checkpoints=[a_checkpoint(PAST, CheckpointKind.ROUND)])
    line = line_of(task)
    assert (line.work_state, line.overdue) == (WorkState.STANDING, None)
    assert (line.report_state, line.unreported) == (ReportState.NOT_REPORTED, ("县教委",))


@pytest.mark.parametrize("reports", [[], [a_report(AnswerKind.RECEIVED)]])
def test_silence_or_a_bare_receipt_is_no_feedback_and_not_the_word_that_nothing_began(reports: list[object]) -> None:
    task = a_task(an_assignment(reports=reports))  # type: ignore[arg-type]  # reports of a parametrized case
    assert line_of(task).work_state is WorkState.NO_FEEDBACK


def test_percent_is_held_against_the_share_of_time_gone() -> None:
    # 2 January to 31 December are 363 days, 314 of them gone: 86.5 %
    behind = line_of(a_task(an_assignment(reports=[a_report(percent=86)])))
    on_track = line_of(a_task(an_assignment(reports=[a_report(percent=87)])))
    assert behind.work_state is WorkState.BEHIND
    assert on_track.work_state is WorkState.ON_TRACK
    assert on_track.expected_percent == Decimal("86.5")


def test_time_runs_from_the_start_of_the_plan_where_that_is_later_than_the_dispatch() -> None:
    plan = a_plan(
        a_task(an_assignment(reports=[a_report(percent=30)])), period=(date(2025, 11, 1), date(2025, 12, 31))
    )
    assert digest.compile(a_register(plan), as_of=NOW).tasks[0].work_state is WorkState.ON_TRACK


def test_an_answer_without_a_percent_is_no_data() -> None:
    assert line_of(a_task(an_assignment(reports=[a_report()]))).work_state is WorkState.UNQUANTIFIED


def test_the_latest_report_that_carries_a_percent_counts() -> None:
    reports = [a_report(day=date(2025, 10, 1), percent=40), a_report(AnswerKind.NO_CHANGE, date(2025, 11, 3))]
    assert line_of(a_task(an_assignment(reports=reports))).percent == 40


def test_a_pending_closure_counts_as_all_done_and_is_marked() -> None:
    task = a_task(an_assignment(reports=[a_report(percent=40), a_closure(date(2025, 11, 10))]), title="修桥")
    found = compiled(task)
    assert (found.tasks[0].work_state, found.tasks[0].mark) == (WorkState.ON_TRACK, Mark.CLOSURE)
    assert [c.task.title for c in found.closures] == ["修桥"]


def test_a_milestone_missed_while_its_extension_waits_is_behind_and_marked() -> None:
    milestone = a_checkpoint(PAST, CheckpointKind.MILESTONE)
    asked = a_report(AnswerKind.EXTENSION, date(2025, 10, 30), checkpoint=milestone, new_date=date(2025, 11, 30))
    task = a_task(
        an_assignment(reports=[a_report(day=date(2025, 10, 1), percent=100), asked]), checkpoints=[milestone]
    )
    assert (line_of(task).work_state, line_of(task).mark) == (WorkState.BEHIND, Mark.EXTENSION)


def test_without_a_consolidating_unit_the_slowest_lead_speaks() -> None:
    fast = an_assignment("县教委", consolidates=False, reports=[a_report(percent=100)])
    slow = an_assignment("县住建局", consolidates=False, reports=[a_report(percent=50)])
    line = line_of(a_task(fast, slow))
    assert line.unit is None
    assert (line.percent, line.work_state) == (50, WorkState.BEHIND)


def test_without_a_consolidating_unit_one_late_lead_makes_it_overdue() -> None:
    done = a_checkpoint(PAST)
    ready = an_assignment(
        "县教委", consolidates=False, reports=[a_report(AnswerKind.DONE, date(2025, 10, 1), checkpoint=done)]
    )
    line = line_of(a_task(ready, an_assignment("县住建局", consolidates=False), deadline=done))
    assert line.work_state is WorkState.OVERDUE
    assert line.overdue is not None
    assert line.overdue.unit == "县住建局"


def test_drafts_candidates_cancelled_tasks_and_indicator_askings_do_not_count() -> None:
    plan = a_plan(
        a_task(title="在册", deadline=PAST),
        a_task(candidate=True),
        a_task(cancelled_at=at(PAST)),
        a_task(indicator_id=7),
    )
    found = digest.compile(a_register(plan, a_plan(a_task(), dispatched=None)), as_of=NOW)
    assert [line.task.title for line in found.tasks] == ["在册"]
    assert found.total.total == 1
    assert len(found.unreported) == 1


# flags, coordination, silence


def test_a_need_is_listed_with_unit_matter_and_whose_help_until_the_unit_says_otherwise() -> None:
    need = a_report(AnswerKind.BLOCKED, date(2025, 11, 3), problem="资金未到位", needs="县财政局")
    same = a_report(AnswerKind.NO_CHANGE, date(2025, 11, 4))
    found = compiled(a_task(an_assignment("县教委", reports=[need, same])))
    assert [(c.unit, c.matter, c.needs, c.source.report_id) for c in found.coordination] == [
        ("县教委", "资金未到位", "县财政局", need.id)
    ]
    assert found.tasks[0].needing == ("县教委",)
    more, solved = (a_report(day=date(2025, 11, 5), percent=80, text=text) for text in ("", "资金已到位"))
    (still,) = compiled(a_task(an_assignment("县教委", reports=[need, same, more]))).coordination
    assert (still.source.report_id, still.later) == (need.id, date(2025, 11, 5)), "nobody answered it"
    assert compiled(a_task(an_assignment("县教委", reports=[need, same, solved]))).coordination == ()


def test_a_blocked_responsible_unit_flags_the_task() -> None:
    other = an_assignment("县住建局", Role.RESPONSIBLE, reports=[a_report(AnswerKind.BLOCKED)])
    assert line_of(a_task(an_assignment(), other)).blocked == ("县住建局",)


def test_two_times_no_change_in_a_row_is_flagged_and_an_answer_between_clears_it() -> None:
    days = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]
    unchanged = [a_report(AnswerKind.NO_CHANGE, d) for d in days]
    assert line_of(a_task(an_assignment(reports=unchanged[:2]))).unchanged_twice
    assert not line_of(
        a_task(an_assignment(reports=[unchanged[0], a_report(day=days[1]), unchanged[2]]))
    ).unchanged_twice


def test_a_group_stands_once_with_how_many_of_its_members_reported() -> None:
    towns = [
        an_assignment(f"第{i}乡", Role.RESPONSIBLE, reports=[a_report()] if i < 23 else [], printed="各乡镇")
        for i in range(27)
    ]
    task = a_task(an_assignment(reports=[a_report()]), *a_group("各乡镇（街道）", towns), deadline=date(2025, 11, 5))
    found = compiled(task)
    assert [(u.unit, u.reported, u.asked, u.missing) for u in found.unreported] == [
        ("各乡镇（街道）", 23, 27, ("第23乡", "第24乡", "第25乡", "第26乡"))
    ]
    assert found.tasks[0].responsibles == ("各乡镇（街道）",)


def test_a_group_is_silent_on_each_day_on_which_one_of_its_members_is_missing() -> None:
    towns = [an_assignment(f"第{i}乡", Role.RESPONSIBLE) for i in range(3)]
    task = a_task(an_assignment(reports=[a_report()]), *a_group("各乡镇", towns), deadline=date(2025, 11, 5))
    found = compiled(owing_on(task, "第1乡", date(2025, 11, 3)))
    assert [(u.unit, u.due_day) for u in found.unreported] == [
        ("各乡镇", date(2025, 11, 3)),
        ("各乡镇", date(2025, 11, 5)),
    ]


def test_a_line_names_whom_nobody_could_ask_apart_from_the_silent() -> None:
    task = a_task(an_assignment(reports=[a_report()]), an_assignment("县住建局", Role.RESPONSIBLE),
                  an_assignment("县水务局", Role.RESPONSIBLE), deadline=date(2025, 11, 5))  # fmt: skip
    plan = a_plan(task)
    seats = [seat for seat in liaisons([plan]) if seat.unit != "县水务局"]
    (line,) = digest.compile(a_register(plan, seats=seats), as_of=NOW).tasks
    assert (line.unreported, line.undelivered) == (("县住建局",), ("县水务局",))


@pytest.mark.parametrize(("day", "counts"), [(date(2025, 9, 30), (0, 1)), (date(2025, 10, 1), (1, 0))])
def test_what_was_closed_on_the_first_day_of_the_period_is_of_the_period(day: date, counts: tuple[int, int]) -> None:
    found = compiled(a_task(an_assignment(), closed_at=at(day)))
    assert found.period.since == date(2025, 10, 1)
    assert (found.overall.closed_in_period, found.overall.closed_before) == counts


def test_an_exempted_unit_is_not_among_the_silent() -> None:
    excused = an_assignment("县住建局", Role.RESPONSIBLE, exempted=date(2025, 11, 5))
    task = a_task(an_assignment(reports=[a_report()]), excused, deadline=date(2025, 11, 3))
    assert compiled(task).unreported == ()
    assert [u.unit for u in compiled(task, as_of=at(date(2025, 11, 4))).unreported] == ["县住建局"]


def test_a_unit_that_let_a_round_go_by_is_silent_again() -> None:
    first, second = (a_checkpoint(d, CheckpointKind.ROUND) for d in (date(2025, 6, 30), date(2025, 9, 30)))
    other = an_assignment("县住建局", Role.RESPONSIBLE, reports=[a_report(day=date(2025, 6, 20), checkpoint=first)])
    task = a_task(an_assignment(), other, checkpoints=[first, second])
    assert "县住建局" not in [u.unit for u in compiled(task, as_of=at(date(2025, 9, 1))).unreported]
    assert "县住建局" in [u.unit for u in compiled(task, as_of=at(date(2025, 10, 1))).unreported]


def test_a_returned_report_leaves_its_unit_unreported() -> None:
    returned = a_report(status=ReportStatus.RETURNED, decided=date(2025, 11, 5), percent=90)
    task = a_task(an_assignment(reports=[returned]))
    assert (line_of(task).work_state, line_of(task).mark) == (WorkState.NO_FEEDBACK, Mark.RETURNED)
    late = a_task(an_assignment(reports=[returned]), deadline=date(2025, 11, 10))
    assert len(compiled(late).unreported) == 1


# sums and sources


def test_an_empty_register_gives_a_digest_that_says_zero() -> None:
    found = digest.compile(Register(()), as_of=NOW)
    assert (found.total.total, {s.percent for s in found.total.shares}) == (0, {Decimal("0.0")})


def test_only_the_plans_asked_for_are_in_it() -> None:
    one, two = a_plan(a_task(title="一")), a_plan(a_task(title="二"))
    found = digest.compile(a_register(one, two), as_of=NOW, plan_ids={two.id})
    assert [line.task.title for line in found.tasks] == ["二"]
    assert found.plan_ids == (two.id,)


def test_shares_are_rounded_as_people_round_and_equal_counts_have_equal_shares() -> None:
    assert [percentage(n, 3) for n in (1, 1, 1)] == [Decimal("33.3")] * 3
    assert (percentage(6, 22), percentage(16, 22)) == (Decimal("27.3"), Decimal("72.7"))
    assert percentage(1, 16) == Decimal("6.3")  # 6.25
    assert percentage(10, 48) == Decimal("20.8")


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_is_never_off_by_more_than_half_a_tenth(count: int, total: int) -> None:
    assert abs(percentage(count, total) - Decimal(100 * count) / total) <= Decimal("0.05")


@settings(max_examples=30, deadline=None)
@given(registers())
def test_every_live_task_is_in_exactly_one_class_and_every_sum_holds(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    live = {
        t.id
        for p in register.plans
        for t in p.tasks
        if p.asks and not t.candidate and (t.cancelled_at is None or t.cancelled_at > NOW)
    }
    by_class = [line.task.task_id for c in WorkState for line in found.in_state(c)]
    assert sorted(by_class) == sorted(live)
    counts = Counter(line.work_state for line in found.tasks)
    assert [(s.work_state, s.count) for s in found.total.shares] == [(c, counts[c]) for c in WorkState]
    for tallies in (found.by_plan, found.by_unit, found.by_section):
        assert sum(t.total for t in tallies) == found.total.total
        assert all(sum(t.count(c) for t in tallies) == found.total.count(c) for c in WorkState)
        assert all(abs(t.sum_of_shares - 100) <= Decimal("0.4") for t in tallies if t.total)


@settings(max_examples=30, deadline=None)
@given(registers())
def test_every_word_and_figure_names_a_report_that_stood(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    said = [r for p in register.plans for t in p.tasks for a in t.assignments for r in a.reports if r.said_by(NOW)]
    # a request for time that was refused is the unit's word of how things are all the same
    stood = {r.id: r for r in said if r.stands(NOW) or r.kind is AnswerKind.EXTENSION}
    tasks = {t.id: t for p in register.plans for t in p.tasks}
    for line in found.tasks:
        behind = [stood[s.report_id] for s in line.sources]
        assert not line.text or line.text in {r.text for r in behind}
        assert not line.problem or line.problem in {r.problem for r in behind}
        assert line.percent in {None, 100} | {r.percent for r in behind}
        assert line.percent is None or behind
        by_office = tasks[line.task.task_id].closed_at or tasks[line.task.task_id].struck_off_at
        closing = {AnswerKind.CLOSURE, AnswerKind.DONE} if line.group else {AnswerKind.CLOSURE}
        assert line.work_state is not WorkState.CLOSED or by_office or closing & {r.kind for r in behind}
        assert not line.unchanged_twice or [r.kind for r in behind].count(AnswerKind.NO_CHANGE) >= 2
    refused = {
        r.id
        for t in tasks.values()
        for a in t.assignments
        for r in a.reports
        if r.kind is AnswerKind.EXTENSION and r.status is ReportStatus.RETURNED and r.said_by(NOW)
    }
    # who was refused more time still needs the help that the request asked for
    assert all(c.source.report_id in stood.keys() | refused and c.needs for c in found.coordination)


def test_a_source_names_unit_person_time_and_who_wrote_it_down() -> None:
    report = a_report(day=date(2025, 11, 3), percent=90, person="赵强", entered_by="办公室周丽")
    source = line_of(a_task(an_assignment("县教委", reports=[report]))).sources[0]
    assert (source.unit, source.person, source.entered_by, source.at) == ("县教委", "赵强", "办公室周丽", report.at)


def test_json_keeps_its_keys_and_writes_dates_as_iso() -> None:
    task = a_task(an_assignment(reports=[a_report(AnswerKind.BLOCKED, needs="县财政局", percent=10)]), deadline=PAST)
    body = json.loads(json.dumps(digest.to_json(compiled(task)), ensure_ascii=False))
    assert list(body) == [
        "as_of", "period", "plan_ids", "plans", "overall", "total", "by_plan", "by_unit", "by_section", "reports",
        "reporting",
        "before", "changed", "tasks", "facts", "blocked", "coordination", "unreported",
        "undelivered", "extensions", "closures", "unmended", "indicators", "last_sitting", "answer_by",
        "first_by", "waits_on", "reviewed_only", "convenors_close", "overrun", "day", "since",
    ]  # fmt: skip
    assert (body["as_of"], body["day"], body["since"]) == ("2025-11-12T09:00:00+08:00", "2025-11-12", "2025-01-02")
    line = body["tasks"][0]
    assert (line["work_state"], line["deadline"], line["overdue"]["days"]) == ("overdue", "2025-10-31", 12)
    assert line["sources"][0]["report_id"] == task.assignments[0].reports[0].id
    assert body["total"]["shares"][2] == {"work_state": "overdue", "count": 1, "percent": 100.0}


def test_a_closure_of_a_unit_that_is_asked_no_more_still_names_its_report() -> None:
    closure = a_report(AnswerKind.CLOSURE, status=ReportStatus.ACCEPTED, decided=date(2025, 11, 3))
    line = line_of(a_task(an_assignment("县教委", asked=False, reports=[closure])))
    assert line.work_state is WorkState.CLOSED
    assert [source.report_id for source in line.sources] == [closure.id]


def test_a_figure_of_a_unit_that_is_asked_no_more_still_names_its_report() -> None:
    report = a_report(AnswerKind.RECEIVED, percent=40)
    line = line_of(a_task(an_assignment("县教委", asked=False, reports=[report])))
    assert line.percent == 40
    assert [source.report_id for source in line.sources] == [report.id]
