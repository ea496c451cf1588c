"""主要进展: what is closed or meets its plan has the first room, and what lags is left to the problems."""

from datetime import date
from typing import Any

import pytest

from tasks_db.register import digest
from tasks_db.register.digest.facts import fact_in, in_short
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tests.builders import NOW, a_group, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of, line_of

LATER = date(2025, 12, 31)


def done(words: str, day: date = date(2025, 11, 3), *, kind: AnswerKind = AnswerKind.PROGRESS, **said: Any) -> Report:
    return a_report(kind, day, text=words, status=ReportStatus.ACCEPTED, decided=day, **said)


def works(said: Report, count: int, first: int, **fields: Any) -> list[Task]:
    return [
        a_task(an_assignment(f"县{n}局", reports=[said]), seq=str(n), title=f"整治背街小巷第{n}批", **fields)
        for n in range(first, first + count)
    ]


def part_of(text: str) -> str:
    return text.split("二、主要进展")[1].split("三、存在问题", maxsplit=1)[0]


def test_what_is_closed_comes_first_and_what_lags_is_left_to_the_problems() -> None:
    words = "完成巷道铺装，新增路灯30盏，排水管道全线贯通"
    lagging = works(done(f"{words}在建", percent=10), 24, 1, deadline=LATER)
    meeting = works(done(f"{words}验收", percent=99), 4, 25, deadline=LATER)
    closed = works(done(f"申请办结，{words}", kind=AnswerKind.CLOSURE), 4, 29, deadline=LATER)
    found = digest.compile(a_register(a_plan(*lagging, *meeting, *closed)), as_of=NOW, reviewed_only=True)
    told = part_of(body_of(found))
    assert [n for n in range(1, 33) if f"第{n}项“" in told] == [25, 26, 27, 28, 29, 30, 31, 32]
    assert "申请办结" not in told, "that it was asked for is no work"


def test_closed_work_that_has_no_room_is_named_by_its_number() -> None:
    words = "完成巷道铺装和两侧立面整治，新增路灯30盏，排水管道全线贯通"
    closed = works(done(words, kind=AnswerKind.CLOSURE), 30, 1, deadline=LATER)
    late = works(done("正在谋划"), 30, 31, deadline=date(2025, 10, 31))
    found = digest.compile(a_register(a_plan(*closed, *late)), as_of=NOW, reviewed_only=True)
    told = part_of(body_of(found))
    shown = [n for n in range(1, 31) if f"第{n}项“" in told]
    assert 6 <= len(shown) < 30
    left = "、".join(str(n) for n in range(1, 31) if n not in shown)
    assert f"第{left}项也已办结，见附件1。" in told


def test_late_work_stands_with_its_figure_alone_and_not_among_what_was_done() -> None:
    lagging = works(done("完成巷道铺装，新增路灯30盏", percent=10), 30, 1, deadline=LATER)
    late = works(done("清理杂物12处", percent=60), 1, 31, deadline=date(2025, 11, 5))
    found = digest.compile(a_register(a_plan(*lagging, *late)), as_of=NOW, reviewed_only=True)
    text = body_of(found)
    assert "主要进展" not in text
    assert "逾期7天，11月3日反馈进度60%。" in text


def test_a_fact_is_known_by_what_it_counts() -> None:
    assert fact_in("申请办结，办理借阅证1.2万张，借阅点全部开通") == "办理借阅证1.2万张，借阅点全部开通"
    assert fact_in("申请办结") == ""


@pytest.mark.parametrize(
    "words",
    [
        "申请办结，318户全部通水",
        "完成了，318户全部通水",
        "我局申请办结该任务，318户全部通水",
        "申请办结：318户全部通水",
    ],
)
def test_the_facts_begin_the_sentence_also_where_a_number_of_three_digits_stands_first(words: str) -> None:
    assert fact_in(words) == "318户全部通水"
    said = done(words, kind=AnswerKind.CLOSURE)
    text = body_of(digest.compile(a_register(a_plan(a_task(an_assignment("县水务局", reports=[said])))), as_of=NOW))
    assert "：318户全部通水，11月3日办结。" in text


def test_a_comma_inside_a_number_parts_no_clauses() -> None:
    assert fact_in("完成通水，累计铺管12,318米，建成水池2座") == "完成通水，累计铺管12,318米，建成水池2座"
    assert in_short("累计铺管12,318米，建成水池2座，新装水表1,204只") == "累计铺管12,318米，建成水池2座"


def test_of_closed_work_the_day_of_closing_is_enough() -> None:
    said = done("建成站点3处", date(2025, 10, 3), kind=AnswerKind.CLOSURE)
    text = body_of(digest.compile(a_register(a_plan(a_task(an_assignment("县民政局", reports=[said])))), as_of=NOW))
    assert "建成站点3处，10月3日办结。" in text


def test_members_of_a_group_that_reported_before_the_day_count_as_reported() -> None:
    towns = [
        an_assignment(f"{n}乡", Role.RESPONSIBLE, reports=[done("正在施工", percent=40)] if n == "云" else [])
        for n in "云溪石"
    ]
    line = line_of(a_task(*a_group("各乡镇", towns), deadline=LATER))
    assert line.group is not None
    assert (line.group.reported, line.group.asked) == (1, 3)
