"""Answers as people read them: numbered rows, every row once, never more than a screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import digest_silence, digest_tables, digest_text, paging, query_more, query_text
from messages.message import Button, Message
from tasks_db.register import codes, digest, queries
from tasks_db.register.queries import EVERYTHING, Answer, Filters, Scope, StaleFilters
from tasks_db.register.reading import Register
from tasks_db.register.values import Plan
from tasks_db.terms import AnswerKind, CheckpointKind, Role
from tests.builders import (
    NOW,
    a_checkpoint,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    an_indicator,
    liaisons,
    register_of,
    registers,
    shared_task,
    unit_id,
)

PAST = date(2025, 10, 31)


# buttons


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(plan_id=12),
        Filters(unit_ids=(345,), leader="李志远"),
        Filters(plan_id=99999, unit_ids=(99999,), leader="李志远", section="一、设施"),
    ],
)
def test_filters_survive_a_button_in_little_ascii(filters: Filters) -> None:
    text = queries.encode(filters)
    assert text.isascii()
    assert len(text) <= 40
    assert queries.decode(text, leaders=["王安", "李志远"], sections=["一、设施"]) == filters


@pytest.mark.parametrize("text", ["lffffffff", "z1", "p1;u2", ""])
def test_a_stale_button_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(StaleFilters, match="请重新查询"):
        queries.decode(text, leaders=[], sections=[])


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
        "逾期任务1项；另有2条未按时报送，不算任务逾期",
        "截至2025年11月12日 09:00",
        "1. 改造农村公路·县交通局·10月31日·逾期12天",
        "2. 改造农村公路·县财政局·10月31日应报·未按时报送",
        "3. 改造农村公路·各乡镇3个单位·10月31日应报·未按时报送",
    ]
    lead, finance = task.assignments[0], task.assignments[1]
    assert message.numbers[:2] == ((1, lead.id, lead.dues[0].id), (2, finance.id, finance.dues[0].id))
    assert message.numbers[2][2] is None


def test_late_work_by_unit_stands_oldest_first_and_ranks_nobody() -> None:
    """Who has more late tasks does not stand before who is late for longer (R13)."""
    late = [a_task(an_assignment("县教委"), deadline=day) for day in (date(2025, 11, 1), date(2025, 11, 3))]
    register = register_of(*late, a_task(an_assignment("县交通局"), deadline=PAST))
    lines = query_text.overdue_units(queries.overdue(register, EVERYTHING, NOW)).text.splitlines()
    assert [line.partition("：")[0] for line in lines if "：" in line] == ["县交通局", "县教委"]


def test_nothing_overdue_is_said_kindly_and_for_whom() -> None:
    register = register_of(a_task(an_assignment("县教委")))
    answer = queries.overdue(register, EVERYTHING, NOW, Filters(unit_ids=(unit_id("县教委"),)))
    assert query_text.overdue(answer).text == "没有逾期的任务（县教委），都在时限之内。\n截至2025年11月12日 09:00"


def test_progress_shows_state_percent_words_and_when() -> None:
    task = a_task(an_assignment("县交通局", reports=[a_report(percent=60, text="路基完成")]))
    message = query_text.progress(queries.progress_lines(register_of(task), EVERYTHING, NOW))
    assert message.text.splitlines()[2] == "1. 改造农村公路·县交通局·未达序时60%：路基完成（11月3日报）"


def test_mine_tells_how_to_answer() -> None:
    task = shared_task()
    register = register_of(task)
    message = query_text.mine(queries.mine(register, [unit_id("县交通局")], NOW))
    code = codes.of(next(found for _, found in register.every_task()))
    assert message.text.splitlines() == [
        "我的任务1项，其中应报1项",
        "截至2025年11月12日 09:00",
        f"1. 改造农村公路·牵头汇总·10月31日（逾期12天）·已交办·{code}",
        "可直接回复，如“1 推进中60%”“2 无变化”。",
    ]


def test_unreported_counts_units_and_collapses_groups() -> None:
    message = query_text.unreported(queries.unreported(register_of(shared_task()), EVERYTHING, NOW))
    assert message.text.splitlines()[0] == "未按时报送单位5个，共5条"
    assert "各乡镇（已报0/3，未报：第0乡、第1乡、第2乡）·改造农村公路·10月31日应报" in message.text


def test_a_town_with_more_time_stands_by_its_own_day_and_the_task_is_counted_and_named_once() -> None:
    task = shared_task(seq="1")
    *others, last = task.assignments
    granted = replace(last, dues=(replace(last.dues[0], day=date(2025, 11, 10)),))
    plan = a_plan(replace(task, assignments=(*others, granted)))
    register = a_register(plan)
    found = queries.unreported(register, EVERYTHING, NOW)
    assert query_text.unreported(found).text.splitlines()[0] == "未按时报送单位5个，共5条"
    assert [
        line.partition("（")[2] for line in query_text.unreported(found).text.splitlines() if "各乡镇" in line
    ] == [
        "已报0/3，未报：第0乡、第1乡）·改造农村公路·10月31日应报",
        "已报0/3，未报：第2乡）·改造农村公路·11月10日应报",
    ]
    assert query_text.unreported_units(found).text.endswith("\n各乡镇3个单位：改造农村公路")

    told = digest.compile(register, as_of=NOW)
    (towns,) = (row for row in digest_tables.unreported(told).rows if row[0] == "各乡镇")
    assert towns[1:] == ("1", "第1项已报0/3，未报：第0乡、第1乡、第2乡")
    assert "各乡镇1项：改造农村公路（已报0/3）" in digest_text.chat(told, 1).text.splitlines()

    unheld = digest.compile(a_register(plan, seats=[s for s in liaisons([plan]) if "乡" not in s.unit]), as_of=NOW)
    (paragraph,) = digest_silence.undelivered(unheld, 500, lambda: 1)
    assert "各乡镇3份（第1项）" in paragraph.text


def test_who_could_not_be_asked_stands_apart_and_is_not_called_silent() -> None:
    plan = a_plan(shared_task())
    register = a_register(plan, seats=[s for s in liaisons([plan]) if s.unit not in {"县财政局", "第1乡"}])
    message = query_text.unreported(queries.unreported(register, EVERYTHING, NOW))
    assert message.text.splitlines() == [
        "未按时报送单位3个，共3条；未送达单位2个",
        "到期应报5条，已报0条",
        "截至2025年11月12日 09:00",
        "1. 县交通局·改造农村公路·10月31日应报",
        "2. 各乡镇（已报0/3，未报：第0乡、第2乡）·改造农村公路·10月31日应报",
        "3. 县财政局·改造农村公路·10月31日应报·未送达",
        "4. 各乡镇（已报0/3，未送达：第1乡）·改造农村公路·10月31日应报",
        "未送达：没有联络员、未绑定或联系不上，请办公室另行联系。",
    ]


def test_nobody_is_named_for_what_is_not_due() -> None:
    register = register_of(a_task(an_assignment("县教委")), a_task(an_assignment("县财政局")))
    answer = queries.unreported(register, EVERYTHING, NOW)
    assert query_text.unreported(answer).text.startswith("没有未按时报送的单位，到现在没有到期应报的。")


def test_words_of_another_unit_carry_its_name() -> None:
    said = a_report(percent=60, text="路基完成")
    task = a_task(an_assignment("县交通局"), an_assignment("县财政局", Role.RESPONSIBLE, reports=[said]))
    message = query_text.progress(queries.progress_lines(register_of(task), EVERYTHING, NOW))
    assert message.text.splitlines()[2] == (
        "1. 改造农村公路·县交通局·未达序时（县财政局报60%）·其他单位已报1/1：县财政局：路基完成（11月3日报）"
    )


def of_unit(name: str) -> Scope:
    return Scope(all=False, unit_ids=frozenset({unit_id(name)}))


def test_a_liaison_who_asks_for_another_unit_is_told_that_it_is_out_of_sight_and_not_that_all_is_well() -> None:
    register = register_of(shared_task(), a_task(an_assignment("县民政局")))
    asked = Filters(unit_ids=(unit_id("县财政局"),))
    asking, now = of_unit("县民政局"), NOW
    for message in (
        query_text.unreported(queries.unreported(register, asking, now, asked)),
        query_text.overdue(queries.overdue(register, asking, now, asked)),
        query_text.progress(queries.progress_lines(register, asking, now, asked)),
        query_text.coordination(queries.coordination(register, asking, now, asked)),
        query_text.indicators(queries.indicators(register, asking, now, asked)),
    ):
        assert message.text.startswith("您看不到县财政局的情况。您能看到的是本单位的情况")
        assert "请联系联席会议办公室" in message.text
        assert "无" not in message.text


def test_a_narrowed_answer_without_rows_says_how_far_it_sees_and_never_none() -> None:
    other = a_plan(a_task(an_assignment("县教委")), indicators=[an_indicator(targets={"2025": "≥90"})])
    register = a_register(a_plan(a_task(an_assignment("县民政局"))), other)
    asking = of_unit("县民政局")
    texts = [
        query_text.unreported(queries.unreported(register, asking, NOW)).text,
        query_text.overdue(queries.overdue(register, asking, NOW)).text,
        query_text.coordination(queries.coordination(register, asking, NOW)).text,
        query_text.indicators(queries.indicators(register, asking, NOW)).text,
    ]
    assert [text.split("。")[0] for text in texts] == [
        "您能看到的单位里没有未按时报送的",
        "您能看到的任务里没有逾期的",
        "您能看到的单位里没有提出需协调的",
        "您能看到的指标：没有由本单位报数的指标",
    ]
    assert all("您能看到的是本单位的情况，和本单位牵头任务中各单位的情况" in text for text in texts)


def test_a_narrowed_answer_with_rows_says_so_on_every_page_and_the_offices_does_not() -> None:
    register = register_of(*(shared_task(str(i)) for i in range(12)))
    narrowed = queries.unreported(register, of_unit("县交通局"), NOW)
    pages = [query_text.unreported(narrowed, n).text for n in range(3)]
    assert len(set(pages)) == 3
    assert all("您能看到的是本单位的情况" in page for page in pages)
    assert "您能看到的" not in query_text.unreported(queries.unreported(register, EVERYTHING, NOW)).text


@pytest.mark.parametrize("kind", ["mine", "tally", "unreported", "vacant", "signed"])
def test_a_narrowed_answer_says_so_beside_whatever_else_stands_below_its_rows(kind: str) -> None:
    """R14: lights, whom nobody reached, how to answer and the next step stand below, too."""
    plan = a_plan(shared_task())
    register = a_register(plan, seats=[one for one in liaisons([plan]) if one.unit_id == unit_id("县交通局")])
    case = {
        **CASES,
        "tally": Case(lambda r, now: queries.tally(r, EVERYTHING, now), query_more.tally),
        "vacant": Case(lambda r, now: queries.vacant(r, EVERYTHING, now), query_more.vacant),
        "signed": Case(lambda r, now: queries.signed(r, EVERYTHING, now), query_more.signed),
    }[kind]
    answer = case.ask(register, NOW)
    assert answer.rows
    whole, narrowed = case.render(answer).text, case.render(replace(answer, narrowed=True)).text
    assert narrowed.replace("您能看到的是本单位的情况，和本单位牵头任务中各单位的情况。", "").strip() == whole.strip()
    assert narrowed != whole


def test_coordination_says_matter_and_whose_help() -> None:
    need = a_report(AnswerKind.BLOCKED, problem="资金未到位", needs="县财政局")
    register = register_of(a_task(an_assignment("县交通局", reports=[need])))
    message = query_text.coordination(queries.coordination(register, EVERYTHING, NOW))
    assert message.text.endswith("1. 改造农村公路·县交通局：资金未到位；需协调：县财政局（11月3日报）")


def test_a_difficulty_without_a_plea_is_listed_and_counted_apart() -> None:
    held = a_report(AnswerKind.BLOCKED, problem="居民不同意")
    need = a_report(AnswerKind.BLOCKED, problem="资金未到位", needs="县财政局")
    register = register_of(a_task(an_assignment("县交通局", reports=[held]), an_assignment("县教委", reports=[need])))
    message = query_text.coordination(queries.coordination(register, EVERYTHING, NOW))
    assert message.text.startswith("需协调事项和困难2项（写明需谁协调的1项）")
    assert "县交通局：居民不同意；没有写需谁协调（11月3日报）" in message.text


def test_indicators_say_target_value_and_verdict() -> None:
    register = a_register(a_plan(indicators=[an_indicator(targets={"2025": "≥90"})]))
    message = query_text.indicators(queries.indicators(register, EVERYTHING, NOW + timedelta(days=30)))
    assert message.text.endswith("1. 覆盖率·2025年目标≥90%·2022年25%·未报·县教委")


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
        if kind == "mine":  # it is answered by its numbers
            assert page.text.count("\n") < paging.MAX_LINES
        else:
            assert sum(paging.phone_rows(line) for line in page.text.splitlines()) <= paging.PHONE_ROWS
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
    counted_otherwise = kind in {"overdue", "unreported"}  # tasks, and the reports of a group's members
    assert not answer.rows or counted_otherwise or str(len(answer.rows)) in pages[0].text.splitlines()[0]


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


def test_a_round_that_nobody_answered_is_a_late_report_and_no_late_work() -> None:
    task = a_task(standing=True, checkpoints=[a_checkpoint(PAST, CheckpointKind.ROUND)])
    message = query_text.overdue(queries.overdue(register_of(task), EVERYTHING, NOW))
    assert message.text.startswith("逾期任务0项；另有1条未按时报送，不算任务逾期")
    assert message.text.endswith("县教委·10月31日应报·定期报送·未按时报送")
