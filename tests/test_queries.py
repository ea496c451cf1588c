"""What people get when they ask: only what they may see, and nothing that the digest would deny."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from config.clock import local_date
from messages import query_more, query_text
from tasks_db.register import digest, queries
from tasks_db.register.queries import EVERYTHING, NO_FILTERS, Filters, Scope, decode, encode
from tasks_db.register.reading import Register
from tasks_db.register.values import Measurement
from tasks_db.terms import AnswerKind, AssignmentState, CheckpointKind, ReportState, Role, WorkState
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
    an_indicator,
    at,
    liaisons,
    owing_on,
    register_of,
    registers,
    shared_task,
    unit_id,
)

PAST = date(2025, 10, 31)


def of_units(*names: str) -> Scope:
    return Scope(all=False, unit_ids=frozenset(unit_id(name) for name in names))


# overdue


def test_whoever_never_answered_of_late_work_is_named_though_no_report_of_it_was_due() -> None:
    """Handed out after its day, nothing is 未按时报送; who asks who is silent is told of it all the same (R15)."""
    late = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE), deadline=PAST, title="修桥")
    register = a_register(a_plan(late, dispatched=date(2025, 11, 3)))
    found = queries.unreported(register, EVERYTHING, NOW)
    assert (found.rows, [row.unit for row in found.beside]) == ((), ["县交通局"])
    told = query_text.unreported_units(found).text
    assert "没有未按时报送的单位" in told
    assert "另有1个单位的任务已经逾期、至今没有答复，交办时已过报送日，所以不算未按时报送：县交通局（" in told
    assert "修桥，逾期" in told


def test_a_convenor_sees_the_overdue_task_first_and_a_group_as_one_row() -> None:
    rows = queries.overdue(register_of(shared_task()), EVERYTHING, NOW).rows
    assert [(r.unit, r.is_task, len(r.missing), r.days) for r in rows] == [
        ("县交通局", True, 1, 12),
        ("县财政局", False, 1, 12),
        ("各乡镇", False, 3, 12),
    ]


def test_a_town_sees_its_own_share_alone() -> None:
    rows = queries.overdue(register_of(shared_task()), of_units("第1乡"), NOW).rows
    assert [(r.unit, r.missing) for r in rows] == [("第1乡", ("第1乡",))]


def test_a_lead_sees_the_responsible_units_on_its_own_tasks_only() -> None:
    foreign = a_task(
        an_assignment("县住建局"), an_assignment("县交通局", Role.RESPONSIBLE), deadline=PAST, title="修桥"
    )
    rows = queries.overdue(register_of(shared_task(), foreign), of_units("县交通局"), NOW).rows
    assert sorted((r.task.title, r.unit) for r in rows) == sorted(
        [
            ("改造农村公路", "县交通局"),
            ("改造农村公路", "县财政局"),
            ("改造农村公路", "各乡镇"),
            ("修桥", "县交通局"),
        ]
    )


def test_a_stranger_sees_nothing() -> None:
    register = register_of(shared_task())
    nobody = Scope(all=False)
    for ask in (
        queries.overdue,
        queries.progress_lines,
        queries.unreported,
        queries.coordination,
        queries.indicators,
    ):
        assert ask(register, nobody, NOW).rows == ()
    assert queries.mine(register, (), NOW).rows == ()


def test_asking_for_one_town_shows_that_town_and_asking_for_the_group_shows_the_group() -> None:
    register = register_of(shared_task())
    one = queries.overdue(register, EVERYTHING, NOW, Filters(unit_ids=(unit_id("第2乡"),)))
    all_of_them = queries.overdue(register, EVERYTHING, NOW, Filters(unit_ids=(unit_id("各乡镇"),)))
    assert [r.unit for r in one.rows] == ["第2乡"]
    assert one.about == ("第2乡",)
    assert [(r.unit, len(r.missing)) for r in all_of_them.rows] == [("各乡镇", 3)]


def test_an_overdue_figure_is_listed_but_is_no_task() -> None:
    rows = queries.overdue(register_of(a_task(deadline=PAST, indicator_id=3)), EVERYTHING, NOW).rows
    assert [r.is_task for r in rows] == [False]


def test_drafts_are_left_out_of_every_answer() -> None:
    register = a_register(a_plan(shared_task(), dispatched=None))
    assert queries.overdue(register, EVERYTHING, NOW).rows == ()
    assert queries.progress_lines(register, EVERYTHING, NOW).rows == ()


def test_tasks_that_were_said_not_to_change_twice_in_a_row_are_found() -> None:
    days = (date(2025, 9, 1), date(2025, 10, 1))
    twice = a_task(an_assignment(reports=[a_report(AnswerKind.NO_CHANGE, day) for day in days]))
    once = a_task(an_assignment(reports=[a_report(AnswerKind.NO_CHANGE, days[0]), a_report(day=days[1])]))
    found = queries.progress_lines(a_register(a_plan(twice, once)), EVERYTHING, NOW, Filters(unchanged=True))
    assert [row.task.task_id for row in found.rows] == [twice.id]
    assert found.of == 2
    assert queries.decode(queries.encode(found.filters), (), ()) == found.filters


def test_filters_narrow_by_plan_leader_and_section() -> None:
    a = shared_task("甲", leaders=("李志远",), section="一、设施")
    b = shared_task("乙", leaders=("张慧",), section="二、服务")
    plan, other = a_plan(a, b), a_plan(shared_task("丙"))
    register = a_register(plan, other)

    def titles(filters: Filters) -> list[str]:
        return [r.task.title for r in queries.progress_lines(register, EVERYTHING, NOW, filters).rows]

    assert titles(Filters(leader="李志远")) == ["甲"]
    assert titles(Filters(section="二、服务")) == ["乙"]
    assert titles(Filters(plan_id=other.id)) == ["丙"]
    assert titles(Filters(plan_id=other.id, leader="张慧")) == []


# progress, mine, unreported, coordination, indicators


def test_progress_is_told_by_the_consolidating_unit_with_the_tally_of_the_others() -> None:
    said = a_report(percent=60, text="路基完成")
    task = a_task(
        an_assignment("县交通局", reports=[said]),
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[a_report()]),
        an_assignment("县住建局", Role.RESPONSIBLE),
    )
    (row,) = queries.progress_lines(register_of(task), EVERYTHING, NOW).rows
    assert (row.unit, row.percent, row.text, row.report_id) == ("县交通局", 60, "路基完成", said.id)
    assert (row.work_state, row.reported, row.asked) == (WorkState.BEHIND, 1, 2)


def test_progress_of_a_responsible_unit_is_its_own_word() -> None:
    blocked = a_report(AnswerKind.BLOCKED, problem="缺地")
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, reports=[blocked]))
    for scope, filters in (
        (EVERYTHING, Filters(unit_ids=(unit_id("县财政局"),))),
        (of_units("县财政局"), Filters()),
    ):
        (row,) = queries.progress_lines(register_of(task), scope, NOW, filters).rows
        assert (row.unit, row.state, row.work_state, row.text) == (
            "县财政局",
            AssignmentState.BLOCKED,
            None,
            "缺地",
        )
        assert row.asked == (1 if scope.all else 0)


def test_a_unit_that_is_not_asked_is_answered_for_by_the_tasks_own_word() -> None:
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, asked=False))
    (row,) = queries.progress_lines(register_of(task), EVERYTHING, NOW, Filters(unit_ids=(unit_id("县财政局"),))).rows
    assert row.unit == "县交通局"


def test_mine_lists_what_is_owed_by_date_then_the_rest_and_leaves_out_what_is_closed() -> None:
    done = a_task(an_assignment("县交通局", reports=[a_closure(PAST, approved=PAST)]), title="办结了")
    near = a_task(an_assignment("县交通局"), title="近", deadline=date(2025, 11, 20))
    far = a_task(an_assignment("县财政局"), an_assignment("县交通局", Role.RESPONSIBLE), title="远")
    answered = a_checkpoint(date(2025, 11, 30))
    share = an_assignment("县交通局", Role.RESPONSIBLE, reports=[a_report(AnswerKind.DONE, checkpoint=answered)])
    given_in = a_task(an_assignment("县财政局"), share, title="已报", deadline=answered)
    rows = queries.mine(register_of(done, far, given_in, near), [unit_id("县交通局")], NOW).rows
    assert [(r.task.title, r.days_left) for r in rows] == [("近", 8), ("远", 49), ("已报", None)]
    assert [r.consolidates for r in rows] == [True, False, False]
    assert all((r.due_id is None) == (r.days_left is None) for r in rows)


def test_mine_includes_the_figures_asked_of_the_unit() -> None:
    task = a_task(an_assignment("县交通局"), indicator_id=4)
    assert len(queries.mine(register_of(task), [unit_id("县交通局")], NOW).rows) == 1


def test_the_unreported_are_the_digests_to_those_who_see_all() -> None:
    register = register_of(shared_task(), shared_task("修桥"))
    rows = queries.unreported(register, EVERYTHING, NOW).rows
    assert sorted(r.assignment_id for r in rows) == sorted(
        u.assignment_id for u in digest.compile(register, as_of=NOW).unreported
    )
    assert [r.unit for r in rows] == ["县交通局"] * 2 + ["县财政局"] * 2 + ["各乡镇"] * 2


def test_the_silent_stand_in_the_plans_order_and_not_by_how_much_they_owe() -> None:
    """R13: no list goes from the worst to the best."""
    once = a_task(an_assignment("县水务局"), deadline=PAST, title="修渠")
    twice = [a_task(an_assignment("县交通局"), deadline=PAST, title=title) for title in ("修路", "修桥")]
    rows = queries.unreported(register_of(once, *twice), EVERYTHING, NOW).rows
    assert [r.unit for r in rows] == ["县水务局", "县交通局", "县交通局"]


def test_the_unreported_are_those_whose_day_is_over_and_who_could_be_asked() -> None:
    ahead = a_task(an_assignment("县水务局"), title="未到期", deadline=date(2025, 12, 31))
    round_ = a_checkpoint(PAST, CheckpointKind.ROUND)
    reported = a_task(
        an_assignment("县文旅局", reports=[a_report(day=PAST, checkpoint=round_)]),
        deadline=None,
        checkpoints=[round_],
    )
    unbound = a_task(an_assignment("县自然资源局"), deadline=PAST)
    plan = a_plan(ahead, reported, unbound, shared_task())
    seats = [s for s in liaisons([plan]) if s.unit not in {"县自然资源局", "第1乡"}]
    rows = queries.unreported(a_register(plan, seats=seats), EVERYTHING, NOW).rows
    assert [(r.unit, r.missing, r.state) for r in rows] == [
        ("县交通局", ("县交通局",), ReportState.NOT_REPORTED),
        ("县财政局", ("县财政局",), ReportState.NOT_REPORTED),
        ("各乡镇", ("第0乡", "第2乡"), ReportState.NOT_REPORTED),
        ("县自然资源局", ("县自然资源局",), ReportState.UNDELIVERED),
        ("各乡镇", ("第1乡",), ReportState.UNDELIVERED),
    ]


def test_a_unit_whose_own_day_is_over_is_silent_while_the_task_is_not_late_yet() -> None:
    task = owing_on(
        a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE), deadline=date(2025, 11, 14)),
        "县财政局",
        date(2025, 11, 11),
    )
    (row,) = queries.overdue(register_of(task), EVERYTHING, NOW).rows
    assert (row.unit, row.due_day, row.is_task, row.report_state) == (
        "县财政局",
        date(2025, 11, 11),
        False,
        ReportState.NOT_REPORTED,
    )


def test_nobody_is_silent_about_a_task_that_is_closed_meanwhile() -> None:
    register = register_of(shared_task(closed_at=at(date(2025, 11, 5))))
    assert len(queries.unreported(register, EVERYTHING, at(date(2025, 11, 4))).rows) == 3
    assert queries.unreported(register, EVERYTHING, NOW).rows == ()
    assert queries.overdue(register, EVERYTHING, NOW).rows == ()


def test_a_unit_that_could_not_be_asked_is_late_with_nothing() -> None:
    plan = a_plan(shared_task())
    register = a_register(plan, seats=[s for s in liaisons([plan]) if s.unit != "县财政局"])
    assert [r.unit for r in queries.overdue(register, EVERYTHING, NOW).rows] == ["县交通局", "各乡镇"]


def test_a_missed_milestone_of_standing_work_is_listed_and_is_no_overdue_task() -> None:
    milestone = a_checkpoint(PAST, CheckpointKind.MILESTONE)
    task = a_task(an_assignment("县交通局", reports=[a_report(day=PAST)]), standing=True, checkpoints=[milestone])
    (row,) = queries.overdue(register_of(task), EVERYTHING, NOW).rows
    assert (row.unit, row.kind, row.is_task, row.report_state) == (
        "县交通局",
        CheckpointKind.MILESTONE,
        False,
        None,
    )


def test_a_task_for_a_group_alone_is_one_overdue_row_and_each_town_sees_its_own() -> None:
    done = a_checkpoint(PAST)
    towns = [
        an_assignment("第0乡", Role.RESPONSIBLE, reports=[a_report(AnswerKind.DONE, PAST, checkpoint=done)]),
        an_assignment("第1乡", Role.RESPONSIBLE),
        an_assignment("第2乡", Role.RESPONSIBLE, reports=[a_report(day=PAST)]),
    ]
    register = register_of(a_task(*a_group("各乡镇", towns), deadline=done))

    def rows(scope: Scope, filters: Filters = NO_FILTERS) -> list[tuple[str, tuple[str, ...], bool]]:
        return [(r.unit, r.missing, r.is_task) for r in queries.overdue(register, scope, NOW, filters).rows]

    assert rows(EVERYTHING) == [("各乡镇", ("第1乡", "第2乡"), True)]
    assert rows(EVERYTHING, Filters(unit_ids=(unit_id("第2乡"),))) == [("第2乡", ("第2乡",), True)]
    assert rows(of_units("第1乡")) == [("第1乡", ("第1乡",), True)]
    assert rows(of_units("第0乡")) == []
    (told,) = queries.progress_lines(register, EVERYTHING, NOW).rows
    assert (told.unit, told.work_state, told.reported, told.asked) == ("各乡镇", WorkState.OVERDUE, 2, 3)


def test_while_the_consolidating_unit_is_silent_the_row_says_whose_words_it_gives() -> None:
    said = a_report(percent=60, text="路基完成")
    task = a_task(
        an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, reports=[said]), title="修路"
    )
    (row,) = queries.progress_lines(register_of(task), EVERYTHING, NOW).rows
    assert (row.unit, row.speaker, row.percent, row.report_id) == ("县交通局", "县财政局", 60, said.id)
    (asked,) = queries.progress_lines(
        register_of(task), EVERYTHING, NOW, Filters(unit_ids=(unit_id("县交通局"),))
    ).rows
    assert (asked.work_state, asked.speaker) == (WorkState.BEHIND, "县财政局")


def test_an_answer_says_whether_the_asker_sees_only_a_part_or_nothing_of_what_was_asked_for() -> None:
    register = register_of(shared_task(), a_task(an_assignment("县民政局")))
    whole = queries.unreported(register, EVERYTHING, NOW, Filters(unit_ids=(unit_id("县民政局"),)))
    assert (whole.narrowed, whole.hidden) == (False, False)
    lead = queries.unreported(register, of_units("县交通局"), NOW, Filters(unit_ids=(unit_id("县财政局"),)))
    assert (lead.narrowed, lead.hidden, len(lead.rows)) == (True, False, 1)
    for ask in (
        queries.unreported,
        queries.overdue,
        queries.progress_lines,
        queries.coordination,
        queries.indicators,
    ):
        other = ask(register, of_units("县民政局"), NOW, Filters(unit_ids=(unit_id("县财政局"),)))
        assert (other.narrowed, other.hidden, other.rows) == (True, True, ())
    own = queries.mine(register, [unit_id("县民政局")], NOW)
    assert (own.narrowed, own.hidden) == (False, False)


def test_a_town_never_sees_which_other_towns_are_silent() -> None:
    (row,) = queries.unreported(register_of(shared_task()), of_units("第1乡"), NOW).rows
    assert row.missing == ("第1乡",)
    assert not row.is_group


def test_a_need_is_seen_by_its_unit_and_the_lead_but_not_by_another_unit() -> None:
    need = a_report(AnswerKind.BLOCKED, problem="资金未到位", needs="县财政局")
    task = a_task(
        an_assignment("县交通局"),
        an_assignment("县住建局", Role.RESPONSIBLE, reports=[need]),
        an_assignment("第1乡", Role.RESPONSIBLE),
    )
    seen = {
        name: len(queries.coordination(register_of(task), of_units(name), NOW).rows)
        for name in ("县交通局", "县住建局", "第1乡")
    }
    assert seen == {"县交通局": 1, "县住建局": 1, "第1乡": 0}


def test_of_several_units_without_a_lead_each_reads_its_own_words() -> None:
    """R14: the slowest one speaks for the task, to those who see all of it."""
    slow, fast = a_report(percent=10, text="缺地"), a_report(percent=90, text="快完")
    task = a_task(
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[fast]),
        an_assignment("县住建局", Role.RESPONSIBLE, reports=[slow]),
    )
    for scope, percent in ((EVERYTHING, 10), (of_units("县财政局"), 90)):
        (row,) = queries.progress_lines(register_of(task), scope, NOW).rows
        assert row.percent == percent


def test_who_reports_on_a_day_is_told_by_the_units_own_days_and_not_by_the_tasks() -> None:
    day = date(2025, 12, 2)
    waived = an_assignment("县农业局", Role.RESPONSIBLE, exempted=NOW.date())
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE), waived)
    task = owing_on(owing_on(task, "县财政局", day), "县农业局", day)
    on_the_day = Filters(since=day, until=day)
    assert queries.due(register_of(task), EVERYTHING, NOW, on_the_day).rows == ()
    answer = queries.due(register_of(task), EVERYTHING, NOW, replace(on_the_day, collected=True))
    assert [(row.unit, row.day) for row in answer.rows] == [("县财政局", day)]
    assert "按收集日" in query_more.due(answer).text
    assert decode(encode(answer.filters), (), ()) == answer.filters


def test_a_unit_asks_what_falls_due_and_is_told_its_own_days_alone() -> None:
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE))
    rows = queries.due(register_of(task), of_units("县交通局"), NOW).rows
    assert [row.unit for row in rows] == ["县交通局"]
    assert [row.days_left for row in rows] == [(row.day - local_date(NOW)).days for row in rows]


def test_whoever_consolidates_sees_the_task_whole_though_others_lead_it() -> None:
    task = a_task(
        an_assignment("县交通局", consolidates=False, reports=[a_report(percent=30)]),
        an_assignment("县财政局", Role.RESPONSIBLE, consolidates=True),
        deadline=PAST,
    )
    (row,) = queries.progress_lines(register_of(task), of_units("县财政局"), NOW).rows
    assert (row.unit, row.percent, row.asked) == ("县财政局", 30, 1)


def test_what_the_whole_task_came_to_is_told_to_those_who_see_it_whole() -> None:
    """R14: a responsible unit reads its own reports, and not who asked for what or when the office closed it."""
    asked = a_report(AnswerKind.EXTENSION, new_date=date(2026, 1, 31))
    task = a_task(
        an_assignment("县交通局", reports=[asked, a_closure(PAST, approved=date(2025, 11, 4))]),
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[a_report(day=PAST)]),
    )
    register = register_of(task)
    for ask, all_of_it, own in ((queries.finished, 2, 0), (queries.changes, 4, 1), (queries.requests, 2, 0)):
        seen = [
            len(ask(register, scope, NOW).rows) for scope in (EVERYTHING, of_units("县交通局"), of_units("县财政局"))
        ]
        assert seen == [all_of_it, all_of_it, own], ask
    own_unit = Filters(unit_ids=(unit_id("县财政局"),))
    assert queries.finished(register, of_units("县财政局"), NOW, own_unit).rows == ()


def test_the_figure_of_an_indicator_is_no_task_that_was_finished() -> None:
    supplied = a_task(an_assignment("县教委", reports=[a_report(AnswerKind.DONE)]), indicator_id=50)
    assert queries.finished(register_of(supplied), EVERYTHING, NOW).rows == ()


def test_a_closing_that_waits_for_others_is_marked_among_the_requests() -> None:
    helper = an_assignment("县财政局", Role.RESPONSIBLE)
    for others, incomplete in (((), False), ((helper,), True)):
        task = a_task(an_assignment("县教委", reports=[a_closure(date(2025, 11, 3))]), *others)
        (row,) = queries.requests(register_of(task), EVERYTHING, NOW).rows
        assert row.incomplete == incomplete


def test_a_unit_sees_the_indicators_that_it_supplies() -> None:
    report = a_report()
    asking = a_task(an_assignment("县教委", reports=[report]), indicator_id=50)
    indicator = an_indicator(
        id=50, targets={"2025": "≥90"}, measurements=[Measurement("2025", "95", report.at, report.id)]
    )
    register = a_register(a_plan(asking, indicators=[indicator]))
    (row,) = queries.indicators(register, of_units("县教委"), NOW).rows
    assert (row.assignment_id, row.line.value) == (asking.assignments[0].id, "95")
    assert queries.indicators(register, of_units("县财政局"), NOW).rows == ()
    assert len(queries.indicators(register, EVERYTHING, NOW).rows) == 1


def test_an_answer_as_of_an_earlier_day_is_that_days_answer() -> None:
    register = register_of(shared_task())
    assert queries.overdue(register, EVERYTHING, at(date(2025, 10, 31), 20)).rows == ()


def test_json_of_an_answer_counts_its_rows() -> None:
    answer = queries.overdue(register_of(shared_task()), EVERYTHING, NOW)
    body = json.loads(json.dumps(queries.to_json(answer)))
    assert list(body) == ["as_of", "filters", "count", "rows"]
    assert body["count"] == len(body["rows"]) == 3
    assert body["rows"][0]["due_day"] == "2025-10-31"


@settings(max_examples=25, deadline=None)
@given(register=registers())
def test_answers_and_the_digest_of_the_same_moment_agree(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    late = queries.overdue(register, EVERYTHING, NOW).rows
    assert {r.task.task_id for r in late if r.is_task} == {
        line.task.task_id for line in found.in_state(WorkState.OVERDUE)
    }
    told = queries.progress_lines(register, EVERYTHING, NOW).rows
    assert [(r.task.task_id, r.work_state) for r in told] == [
        (line.task.task_id, line.work_state) for line in found.tasks
    ]
    needing = [row for row in queries.coordination(register, EVERYTHING, NOW).rows if row.needs]
    assert len(needing) == len(found.coordination)
    assert len(queries.indicators(register, EVERYTHING, NOW).rows) == len(found.indicators)


@settings(max_examples=25, deadline=None)
@given(register=registers())
def test_what_single_units_see_together_is_never_more_than_all_that_there_is(register: Register) -> None:
    names = [f"第{i}局" for i in range(6)]
    whole = {name for r in queries.overdue(register, EVERYTHING, NOW).rows for name in r.missing}
    for name in names:
        for row in queries.overdue(register, of_units(name), NOW).rows:
            assert set(row.missing) <= whole
