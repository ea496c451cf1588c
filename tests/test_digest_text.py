"""The digest in the chat: one screen says what matters, the following ones everything."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from messages import digest_text, paging
from messages.message import Button, Message
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.reading import Register
from tasks_db.terms import AnswerKind
from tests.builders import (
    NOW,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    registers,
)
from tests.digests import busy_register, late

PAST = date(2025, 10, 31)
COUNTS = (
    "共9项：已办结1项（11.1%）、长期推进1项（11.1%）、逾期1项（11.1%）、尚无反馈1项（11.1%）、"
    "达序时3项（33.3%）、未达序时1项（11.1%）、已报未量化1项（11.1%）（分项占比因四舍五入合计为99.9%）"
)


@pytest.fixture
def busy() -> Digest:
    return digest.compile(busy_register(), as_of=NOW)


def buttons(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def test_the_first_screen_gives_counts_the_overdue_and_what_needs_coordination(busy: Digest) -> None:
    message = digest_text.chat(busy)
    assert message.text.splitlines() == [
        "《青禾县乡村建设行动实施方案（2025—2027年）》进展通报",
        "截至2025年11月12日 09:00",
        COUNTS,
        "其中遇阻1项、连续无变化1项、待审办结1项",
        "含待审核反馈8条，审核通过后才写进通报",
        "【逾期1项】",
        "1. 改造农村公路四十公里·县交通局·10月31日·逾期12天",
        "【需协调1项】",
        "县水务局：配套资金未到位；需协调：县财政局",
        "未按时报送：3个单位（县交通局、云乡、石乡）",
        "指标：已达到1条、未到期2条",
    ]
    assert [b.label for b in buttons(message)] == ["更多", "需协调事项", "未报送单位"]
    assert message.numbers == ((1, busy.tasks[1].overdue.assignment_id, busy.tasks[1].overdue.due_id),)  # type: ignore[union-attr]


def test_only_the_five_longest_overdue_are_on_the_first_screen() -> None:
    tasks = [late(f"任务{days}", days) for days in (3, 9, 1, 30, 5, 7, 2)]
    message = digest_text.chat(digest.compile(a_register(a_plan(*tasks)), as_of=NOW))
    assert re.findall(r"逾期(\d+)天", message.text) == ["30", "9", "7", "5", "3"]
    assert "另有2项" in message.text


def test_an_empty_part_says_so() -> None:
    message = digest_text.chat(
        digest.compile(a_register(a_plan(a_task(an_assignment(reports=[a_report()])))), as_of=NOW)
    )
    assert "逾期：无\n需协调：无\n未按时报送：无" in message.text


def test_without_any_plan_the_digest_still_answers() -> None:
    message = digest_text.chat(digest.compile(Register(()), as_of=NOW), 3)
    assert message.text.startswith("进展通报：无。")
    assert message.buttons == ()


def test_the_following_screens_name_every_task_and_every_part(busy: Digest) -> None:
    pages = all_pages(busy)
    rest = "\n".join(page.text for page in pages[1:])
    assert all(rest.count(line.task.title[:8]) >= 1 for line in busy.tasks)
    assert (
        "【延期1条】\n建设冷链物流中心：2025年10月31日→2025年12月31日，已同意（联席会议办公室，2025年10月22日）"
        in rest
    )
    assert "各乡镇1项：建设集中供水站（已报4/6）" in rest


def test_a_button_carries_plans_and_moment_so_that_the_next_page_is_of_the_same_digest(busy: Digest) -> None:
    one = replace(busy, plan_ids=(busy.plans[0].id,))
    more = buttons(digest_text.chat(one))[0]
    assert more.action == "digest"
    plans, moment, page = more.args
    assert (str(plans), page) == (str(busy.plans[0].id), 1)
    assert digest_text.read_args(str(plans), int(moment), NOW + timedelta(1)) == ((busy.plans[0].id,), NOW)
    assert digest_text.read_args("all", 0, NOW) == (None, NOW)


def all_pages(found: Digest) -> list[Message]:
    pages = [digest_text.chat(found)]
    while any(b.label == "更多" for b in buttons(pages[-1])):
        pages.append(digest_text.chat(found, len(pages)))
    return pages


@settings(max_examples=30, deadline=None)
@given(registers(max_tasks=8))
def test_every_screen_of_any_digest_keeps_to_a_screen_and_numbers_every_task_once(register: Register) -> None:
    found = digest.compile(register, as_of=NOW)
    pages = all_pages(found)
    for page in pages:
        assert page.text.count("\n") < paging.MAX_LINES
        assert len(page.text) <= paging.MAX_CHARS
    starts = [line.split(". ")[0] for page in pages[1:] for line in page.text.splitlines()]
    assert [int(s) for s in starts if s.isdigit()] == list(range(1, len(found.tasks) + 1))
    summary = {n: (a, d) for n, a, d in pages[0].numbers}
    rest = {n: (a, d) for page in pages[1:] for n, a, d in page.numbers}
    assert summary.items() <= rest.items()


def test_the_largest_summary_still_fits_one_screen() -> None:
    need = a_report(AnswerKind.BLOCKED, problem="难" * 90, needs="请" * 90)
    tasks = [
        a_task(
            an_assignment("某某县农业农村和乡村振兴事务综合管理服务中心" + str(i), reports=[need]),
            title="长" * 60,
            deadline=date(2023, 1, 1) if i % 7 else date(2027, 1, 1),
        )
        for i in range(900)
    ]
    found = digest.compile(a_register(a_plan(*tasks, title="长" * 60)), as_of=NOW)
    text = digest_text.chat(found).text
    assert text.count("\n") < paging.MAX_LINES
    assert len(text) <= paging.MAX_CHARS


def test_the_terminal_gets_every_part_as_a_table_with_its_head(busy: Digest) -> None:
    tables = digest_text.plain(busy)
    assert [t.title for t in tables] == [
        "总体进展", "报送情况", "分方案进展", "分章节进展", "分汇总单位进展", "任务进展情况表",
        "需协调事项", "未按时报送单位", "未送达单位", "延期事项", "待审的办结申请", "指标完成情况",
    ]  # fmt: skip
    assert all(len(row) == len(t.headers) for t in tables for row in t.rows)
    assert tables[0].rows[-1] == ("合计", "9", "100.0%（分项占比因四舍五入合计为99.9%）")
