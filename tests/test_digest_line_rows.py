"""What one line of a digest is made of, as values: whose word, which file, and who is named for what (R13, R15)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tasks_db.register import burden, digest
from tasks_db.register.burden import Burden, Got
from tasks_db.register.digest import silence
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_liaison,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
)
from tests.digests import line_of

PAST = date(2025, 10, 31)


def accepted(kind: AnswerKind = AnswerKind.PROGRESS, day: date = date(2025, 11, 3), **said: Any) -> Report:
    return a_report(kind, day, status=ReportStatus.ACCEPTED, decided=date(2025, 11, 5), **said)


def test_a_missed_milestone_of_long_term_work_is_listed_and_makes_nothing_late() -> None:
    line = line_of(a_task(standing=True, checkpoints=[a_checkpoint(PAST, CheckpointKind.MILESTONE)]))
    assert line.overdue is None
    assert line.missed_milestone is not None
    assert line_of(a_task(deadline=PAST)).missed_milestone is None


def test_whom_nobody_could_ask_is_named_apart_from_whoever_did_not_report() -> None:
    plan = a_plan(a_task(an_assignment(), an_assignment("县财政局", Role.RESPONSIBLE), deadline=PAST))
    (line,) = digest.compile(a_register(plan, seats=[a_liaison("县教委")]), as_of=NOW).tasks
    assert (line.unreported, line.undelivered) == (("县教委",), ("县财政局",))


def test_the_words_of_a_helper_stand_though_it_has_said_since_that_nothing_changed() -> None:
    words = accepted(text="已拨付30万元")
    unchanged = accepted(AnswerKind.NO_CHANGE, date(2025, 11, 4))
    helper = an_assignment("县财政局", Role.RESPONSIBLE, reports=[words, unchanged])
    lead = an_assignment(reports=[accepted(text="在选址")])
    (said,) = line_of(a_task(lead, helper)).said
    assert (said.unit, said.text) == ("县财政局", "已拨付30万元")


def test_a_file_that_came_twice_is_named_once() -> None:
    reports = [accepted(day=date(2025, 11, day), evidence=("现场.jpg",)) for day in (3, 4)]
    assert line_of(a_task(an_assignment(reports=reports))).evidence == ("现场.jpg",)


def test_units_are_printed_as_the_plan_has_them_without_whom_the_office_added() -> None:
    group, *members = a_group("各乡镇（街道）", [an_assignment("青石镇", Role.RESPONSIBLE)])
    added = replace(an_assignment("县审计局", Role.RESPONSIBLE), by_office=True)
    task = a_task(an_assignment(), replace(group, unit="各乡镇"), *members, added)
    assert line_of(task).responsibles == ("各乡镇（街道）",)


def test_only_who_answers_for_a_task_can_have_left_it_unchanged_twice() -> None:
    same = [a_report(AnswerKind.NO_CHANGE, date(2025, 11, day)) for day in (3, 4)]
    helps = an_assignment("县财政局", Role.RESPONSIBLE, reports=same)
    assert not line_of(a_task(an_assignment(reports=[accepted(text="在选址")]), helps)).unchanged_twice
    assert line_of(a_task(an_assignment(reports=same))).unchanged_twice


def test_what_closed_a_task_is_among_its_sources_whoever_said_it() -> None:
    closing = a_closure(PAST, approved=date(2025, 11, 4))
    task = a_task(an_assignment(reports=[closing]), an_assignment("县财政局", Role.RESPONSIBLE))
    gone, helper = task.assignments
    left = replace(task, assignments=(replace(helper, consolidates=True),), former=(gone,))
    assert [source.report_id for source in line_of(left).sources] == [closing.id]
    done = a_report(AnswerKind.DONE, PAST)
    towns = a_task(*a_group("各乡镇", [an_assignment("青石镇", Role.RESPONSIBLE, reports=[done])]))
    assert done.id in [source.report_id for source in line_of(towns).sources]


def test_of_a_task_that_is_closed_nobody_stands_as_in_time_or_late() -> None:
    task = a_task(an_assignment(reports=[a_closure(PAST, approved=date(2025, 11, 4))]), deadline=PAST)
    plan = a_plan(task)
    assert list(silence.reporting(a_register(plan), plan, plan.tasks[0], NOW)) == []


def test_what_each_unit_got_stands_by_local_month_and_name_and_a_message_counts_once() -> None:
    at_night = datetime(2025, 10, 31, 16, 30, tzinfo=UTC)
    got = [Got("乙局", 1, at_night, 5), Got("乙局", 1, at_night, 1), Got("丙局", 2, at_night, 1)]
    got += [Got("甲局", 3, datetime(2025, 10, 1, tzinfo=UTC), 1)]
    assert burden.by_month(got) == (
        Burden("2025-11", "丙局", 1, 1),
        Burden("2025-11", "乙局", 1, 6),
        Burden("2025-10", "甲局", 1, 1),
    )
