"""What people get when they ask: only what they may see, every row once, never more than a screen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import paging, query_text
from messages.message import Button, Message
from tasks_db import digest, queries
from tasks_db.queries import EVERYTHING, Answer, Filters, Scope, StaleFilters
from tasks_db.register import Plan, Reading, Register, Task
from tasks_db.terms import AnswerKind, AssignmentState, CheckpointKind, DigestClass, Role
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
    registers,
    unit_id,
)

PAST = date(2025, 10, 31)


def of_units(*names: str) -> Scope:
    return Scope(all=False, unit_ids=frozenset(unit_id(name) for name in names))


def shared_task(title: str = "改造农村公路", **fields: Any) -> Task:
    """A task that 县交通局 leads, with 县财政局 and three towns beside it; its date is past."""
    towns = [an_assignment(f"第{i}乡", Role.RESPONSIBLE) for i in range(3)]
    return a_task(
        an_assignment("县交通局"),
        an_assignment("县财政局", Role.RESPONSIBLE),
        *a_group("各乡镇", towns),
        title=title,
        deadline=PAST,
        **fields,
    )


def register_of(*tasks: Task) -> Register:
    return a_register(a_plan(*tasks))


# overdue


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
    one = queries.overdue(register, EVERYTHING, NOW, Filters(unit_id=unit_id("第2乡")))
    all_of_them = queries.overdue(register, EVERYTHING, NOW, Filters(unit_id=unit_id("各乡镇")))
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
    assert (row.digest_class, row.reported, row.asked) == (DigestClass.BEHIND, 1, 2)


def test_progress_of_a_responsible_unit_is_its_own_word() -> None:
    blocked = a_report(AnswerKind.BLOCKED, problem="缺地")
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, reports=[blocked]))
    for scope, filters in (
        (EVERYTHING, Filters(unit_id=unit_id("县财政局"))),
        (of_units("县财政局"), Filters()),
    ):
        (row,) = queries.progress_lines(register_of(task), scope, NOW, filters).rows
        assert (row.unit, row.state, row.digest_class, row.text) == (
            "县财政局",
            AssignmentState.BLOCKED,
            None,
            "缺地",
        )
        assert row.asked == (1 if scope.all else 0)


def test_a_unit_that_is_not_asked_is_answered_for_by_the_tasks_own_word() -> None:
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, asked=False))
    (row,) = queries.progress_lines(register_of(task), EVERYTHING, NOW, Filters(unit_id=unit_id("县财政局"))).rows
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


def test_a_unit_sees_the_indicators_that_it_supplies() -> None:
    report = a_report()
    asking = a_task(an_assignment("县教委", reports=[report]), indicator_id=50)
    indicator = an_indicator(id=50, targets={"2025": "≥90"}, readings=[Reading("2025", "95", report.at, report.id)])
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


# buttons


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(plan_id=12),
        Filters(unit_id=345, leader="李志远"),
        Filters(plan_id=99999, unit_id=99999, leader="李志远", section="一、设施"),
    ],
)
def test_filters_survive_a_button_in_little_ascii(filters: Filters) -> None:
    register = register_of(shared_task(leaders=("李志远",), section="一、设施"))
    text = queries.encode(filters)
    assert text.isascii()
    assert len(text) <= 40
    assert queries.decode(text, register) == filters


@pytest.mark.parametrize("text", ["lffffffff", "x1", "p1;u2", ""])
def test_a_stale_button_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(StaleFilters, match="请重新查询"):
        queries.decode(text, register_of(shared_task()))


def test_every_page_button_fits_into_sixty_four_bytes() -> None:
    tasks = [shared_task(str(i), leaders=("李志远",), section="一、设施") for i in range(40)]
    register = register_of(*tasks)
    filters = Filters(plan_id=register.plans[0].id, leader="李志远", section="一、设施")
    message = query_text.overdue(queries.overdue(register, EVERYTHING, NOW, filters), 1)
    for button in buttons(message):
        assert len(":".join(map(str, (button.action, *button.args)))) <= 64


def test_the_convenors_menu_asks_for_what_convenors_ask_most() -> None:
    assert [b.label for b in buttons(query_text.convenor_menu())] == [
        "逾期任务",
        "需协调事项",
        "未报送单位",
        "本期通报",
        "指标完成情况",
    ]


# the page that people read


def buttons(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def test_overdue_reads_with_number_title_unit_date_and_days() -> None:
    task = shared_task()
    message = query_text.overdue(queries.overdue(register_of(task), EVERYTHING, NOW))
    assert message.text.splitlines() == [
        "逾期任务1项，另有2条应报逾期（责任单位、节点或指标）",
        "截至2025年11月12日 09:00",
        "1. 改造农村公路·县交通局·10月31日·逾期12天",
        "2. 改造农村公路·县财政局·10月31日·逾期12天",
        "3. 改造农村公路·各乡镇3个单位·10月31日·逾期12天",
    ]
    lead, finance = task.assignments[0], task.assignments[1]
    assert message.numbers[:2] == ((1, lead.id, lead.dues[0].id), (2, finance.id, finance.dues[0].id))
    assert message.numbers[2][2] is None


def test_nothing_overdue_is_said_kindly_and_for_whom() -> None:
    register = register_of(a_task(an_assignment("县教委")))
    answer = queries.overdue(register, EVERYTHING, NOW, Filters(unit_id=unit_id("县教委")))
    assert query_text.overdue(answer).text == "逾期任务：无（县教委），都在时限之内。\n截至2025年11月12日 09:00"


def test_progress_shows_state_percent_words_and_when() -> None:
    task = a_task(an_assignment("县交通局", reports=[a_report(percent=60, text="路基完成")]))
    message = query_text.progress(queries.progress_lines(register_of(task), EVERYTHING, NOW))
    assert message.text.splitlines()[2] == "1. 改造农村公路·县交通局·未达序时60%：路基完成（11月3日报）"


def test_mine_tells_how_to_answer() -> None:
    message = query_text.mine(queries.mine(register_of(shared_task()), [unit_id("县交通局")], NOW))
    assert message.text.splitlines() == [
        "我的任务1项，其中应报1项",
        "截至2025年11月12日 09:00",
        "1. 改造农村公路·牵头汇总·10月31日（逾期12天）·已交办",
        "可直接回复，如“1 推进中60%”“2 无变化”。",
    ]


def test_unreported_counts_units_and_collapses_groups() -> None:
    message = query_text.unreported(queries.unreported(register_of(shared_task()), EVERYTHING, NOW))
    assert message.text.splitlines()[0] == "未报送单位5个，共3条"
    assert "各乡镇（已报0/3，未报：第0乡、第1乡、第2乡）·改造农村公路·10月31日应报" in message.text


def test_coordination_says_matter_and_whose_help() -> None:
    need = a_report(AnswerKind.BLOCKED, problem="资金未到位", needs="县财政局")
    register = register_of(a_task(an_assignment("县交通局", reports=[need])))
    message = query_text.coordination(queries.coordination(register, EVERYTHING, NOW))
    assert message.text.endswith("1. 改造农村公路·县交通局：资金未到位；需协调：县财政局（11月3日报）")


def test_indicators_say_target_value_and_verdict() -> None:
    register = a_register(a_plan(indicators=[an_indicator(targets={"2025": "≥90"})]))
    message = query_text.indicators(queries.indicators(register, EVERYTHING, NOW))
    assert message.text.endswith("1. 覆盖率·2025年目标≥90·未报·县教委")


def test_a_page_asked_for_beyond_the_end_is_the_last_one() -> None:
    message = query_text.overdue(queries.overdue(register_of(shared_task()), EVERYTHING, NOW), 7)
    assert message.text.splitlines()[2].startswith("1. ")


@dataclass(frozen=True)
class Case:
    ask: Callable[[Register, datetime], Answer[object]]
    render: Callable[..., Message]


def _every_unit(register: Register) -> list[int]:
    return [a.unit_id for p in register.plans for t in p.tasks for a in t.assignments if a.unit_id is not None]


CASES = {
    "overdue": Case(lambda r, now: queries.overdue(r, EVERYTHING, now), query_text.overdue),
    "progress": Case(lambda r, now: queries.progress_lines(r, EVERYTHING, now), query_text.progress),
    "mine": Case(lambda r, now: queries.mine(r, _every_unit(r), now), query_text.mine),
    "unreported": Case(lambda r, now: queries.unreported(r, EVERYTHING, now), query_text.unreported),
    "coordination": Case(lambda r, now: queries.coordination(r, EVERYTHING, now), query_text.coordination),
    "indicators": Case(lambda r, now: queries.indicators(r, EVERYTHING, now), query_text.indicators),
}


def _all_pages(case: Case, answer: Answer[object]) -> list[Message]:
    pages = [case.render(answer, 0)]
    while any(b.label == "更多" for b in buttons(pages[-1])):
        pages.append(case.render(answer, len(pages)))
    return pages


@pytest.mark.parametrize("kind", CASES)
@settings(max_examples=30, deadline=None)
@given(register=registers(), long=st.booleans())
def test_every_page_is_one_screen_and_every_row_is_on_exactly_one(
    kind: str, register: Register, *, long: bool
) -> None:
    # the same tasks several times over make an answer of many pages
    plans: tuple[Plan, ...] = register.plans * (8 if long else 1)
    case = CASES[kind]
    answer = case.ask(a_register(*plans), NOW)
    pages = _all_pages(case, answer)
    numbered: list[int] = []
    for page in pages:
        assert page.text.count("\n") < paging.MAX_LINES
        assert len(page.text) <= paging.MAX_CHARS
        assert "截至2025年11月12日 09:00" in page.text
        starts = [line.split(". ")[0] for line in page.text.splitlines()]
        numbered += [int(start) for start in starts if start.isdigit()]
    assert numbered == list(range(1, len(answer.rows) + 1))
    mapped = {n: (a, d) for page in pages for n, a, d in page.numbers}
    assert mapped == {
        n: (a, getattr(row, "due_id", None))
        for n, row in enumerate(answer.rows, 1)
        if (a := getattr(row, "assignment_id", None)) is not None
    }
    assert not answer.rows or str(len(answer.rows)) in "".join(pages[0].text.splitlines()[0]) or kind == "overdue"


@settings(max_examples=40, deadline=None)
@given(register=registers())
def test_answers_and_the_digest_of_the_same_moment_agree(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    late = queries.overdue(register, EVERYTHING, NOW).rows
    assert {r.task.task_id for r in late if r.is_task} == {
        line.task.task_id for line in found.of_class(DigestClass.OVERDUE)
    }
    told = queries.progress_lines(register, EVERYTHING, NOW).rows
    assert [(r.task.task_id, r.digest_class) for r in told] == [
        (line.task.task_id, line.digest_class) for line in found.tasks
    ]
    assert len(queries.coordination(register, EVERYTHING, NOW).rows) == len(found.coordination)
    assert len(queries.indicators(register, EVERYTHING, NOW).rows) == len(found.indicators)


@settings(max_examples=40, deadline=None)
@given(register=registers())
def test_what_single_units_see_together_is_never_more_than_all_that_there_is(register: Register) -> None:
    names = [f"第{i}局" for i in range(6)]
    whole = {name for r in queries.overdue(register, EVERYTHING, NOW).rows for name in r.missing}
    for name in names:
        for row in queries.overdue(register, of_units(name), NOW).rows:
            assert set(row.missing) <= whole


@given(
    st.lists(st.text("甲乙【】 a\n", max_size=300), max_size=60),
    st.lists(st.text("头", min_size=1, max_size=200), max_size=3),
)
def test_pages_keep_to_a_screen_and_hold_every_line_once(lines: list[str], head: list[str]) -> None:
    pages = paging.paginate(head, lines)
    assert [i for page in pages for i in range(page.first, page.last)] == list(range(len(lines)))
    for page in pages:
        assert page.text.count("\n") < paging.MAX_LINES
        assert len(page.text) <= paging.MAX_CHARS


def test_a_heading_never_ends_a_page() -> None:
    lines = [paging.heading("甲"), *["行"] * 15, paging.heading("乙"), *["行"] * 5]
    for page in paging.paginate((), lines):
        assert not paging.is_heading(page.text.splitlines()[-2])


def test_a_line_too_long_is_clipped_with_an_ellipsis() -> None:
    assert paging.clip("甲" * 10, 5) == "甲甲甲甲…"
    assert paging.clip("甲\n乙  丙", 9) == "甲 乙 丙"


def test_a_round_is_named_as_such_when_it_is_overdue() -> None:
    task = a_task(standing=True, checkpoints=[a_checkpoint(PAST, CheckpointKind.ROUND)])
    message = query_text.overdue(queries.overdue(register_of(task), EVERYTHING, NOW))
    assert message.text.endswith("县教委·10月31日·定期报送·逾期12天")
