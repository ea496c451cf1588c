"""What a digest's annexes say in few words: why a report is late, what a unit expects, in its own words."""

from datetime import date
from typing import Any

import pytest

from tasks_db.register import digest
from tasks_db.register.digest.facts import lacking_in
from tasks_db.register.digest.values import Before
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role, WorkState
from tests.builders import NOW, a_checkpoint, a_group, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of, compiled, paper_of
from tests.test_digest_newest_word import cells, led, said

PAST = date(2025, 10, 31)


def rows(*reports: Any) -> list[str]:
    deadline = a_checkpoint(PAST)
    reports = tuple(given(deadline) for given in reports)
    task = a_task(an_assignment("县粮食局", reports=list(reports)), deadline=deadline, title="修缮粮仓", seq="3")
    return [cell for row in paper_of(compiled(task)).annexes[1].table.rows for cell in row]


def test_a_late_report_says_which_earlier_word_is_none_and_what_was_refused() -> None:
    printed = rows(
        lambda to: said("进度40%，修缮粮仓3座", date(2025, 7, 15), percent=40, checkpoint=to),
        lambda to: a_report(
            AnswerKind.EXTENSION, date(2025, 10, 27), text="申请延期到12月31日", new_date=date(2025, 12, 31),
            status=ReportStatus.RETURNED, decided=date(2025, 10, 28), checkpoint=to,
        ),
        lambda to: said("进度80%，修缮粮仓6座", date(2025, 11, 5), percent=80, checkpoint=to),
    )  # fmt: skip
    assert "迟报（11月5日报送；7月15日的反馈早于催报，不计；10月27日申请延期未获同意）" in printed


def test_a_late_report_without_anything_before_it_says_no_more_than_its_day() -> None:
    assert "迟报（11月5日报送）" in rows(lambda to: said("进度80%", date(2025, 11, 5), percent=80, checkpoint=to))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("进度50%，完成屋面，预计12月底完工", "预计12月底完工"),
        ("进度50%，完成屋面，下一步安装门窗，力争12月中旬验收", "下一步安装门窗，力争12月中旬验收"),
        ("进度50%，完成屋面", "预计2025年12月31日完成"),
    ],
)
def test_the_day_that_a_unit_expects_is_told_once_and_in_its_own_words(text: str, told: str) -> None:
    found = compiled(led(said(text, percent=50, expected=date(2025, 12, 31))))
    assert cells(found)["下一步"] == told


def test_of_a_group_it_is_said_who_expects_it_and_the_column_is_wide_enough() -> None:
    words = said("进度50%，完成屋面，预计12月底完工", percent=50, expected=date(2025, 12, 31))
    towns = [an_assignment("云乡", Role.RESPONSIBLE, reports=[words]), an_assignment("石乡", Role.RESPONSIBLE)]
    found = compiled(a_task(*a_group("各乡镇", towns), deadline=date(2025, 12, 31)))
    assert cells(found)["下一步"] == "云乡：预计12月底完工"
    (annex, *_) = paper_of(found).annexes
    assert annex.widths[annex.table.headers.index("下一步")] >= 18


def test_a_stage_that_was_reached_is_told_with_its_day_and_so_is_what_was_late_before() -> None:
    stage = a_checkpoint(date(2025, 9, 30), CheckpointKind.MILESTONE)
    reached = a_report(
        AnswerKind.DONE, date(2025, 10, 20), text="勘界完成", checkpoint=stage,
        status=ReportStatus.ACCEPTED, decided=date(2025, 10, 20),
    )  # fmt: skip
    last = said("进度30%，立界桩12根", date(2025, 11, 6), percent=30)
    task = a_task(
        an_assignment("县林业局", reports=[reached, last]),
        deadline=date(2025, 12, 1), checkpoints=[stage], seq="6", title="勘定林界",
    )  # fmt: skip
    before = Before("2", date(2025, 10, 10), ((task.id, WorkState.OVERDUE),), year=2024)
    found = digest.compile(a_register(a_plan(task)), as_of=NOW, before=before)
    cell, text = cells(found), body_of(found)
    assert cell["完成时限"] == "2025年12月1日\n（阶段目标\n2025年9月30日）"
    assert cell["状态"] == "未达序时\n（10月20日反馈阶段目标已完成）\n（上期：\n逾期，阶段目标）"
    assert "；10月20日反馈阶段目标已完成。" in text
    assert "与上期（2024年第2期，截至10月10日）相比" in text


def test_the_year_of_the_issue_before_is_told_only_where_it_is_another() -> None:
    before = Before("2", date(2025, 10, 10), (), year=2025)
    found = digest.compile(a_register(a_plan(led(said("进度30%", percent=30)))), as_of=NOW, before=before)
    assert "与上期（第2期，截至10月10日）相比" in body_of(found)


def test_a_heading_names_the_requests_that_stand_under_it_and_no_other() -> None:
    deadline = a_checkpoint(date(2025, 12, 1))
    asked = a_report(
        AnswerKind.EXTENSION, date(2025, 11, 3), text="申请延期到12月31日，苗木没有运到，请县交通局放行",
        needs="县交通局", new_date=date(2025, 12, 31), checkpoint=deadline,
    )  # fmt: skip
    one = a_task(an_assignment("县林业局", reports=[said("进度30%", percent=30), asked]), deadline=deadline, seq="6")
    assert "（二）延期申请办理情况" in body_of(compiled(one))
    closing = a_task(
        an_assignment("县粮食局", reports=[a_report(AnswerKind.CLOSURE, date(2025, 11, 3))]), deadline=deadline
    )
    assert "（二）延期和办结申请办理情况" in body_of(compiled(one, closing))


def test_a_member_that_owes_today_is_said_to_owe_today() -> None:
    due = a_checkpoint(NOW.date())
    towns = [
        an_assignment("云乡", Role.RESPONSIBLE, reports=[said("进度50%", date(2025, 11, 6), percent=50)]),
        an_assignment("石乡", Role.RESPONSIBLE),
    ]
    text = body_of(compiled(a_task(*a_group("各乡镇", towns), deadline=due)))
    assert "石乡尚无反馈（当天到期）" in text
    assert "未到报送时限" not in text


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("巡查9次，9月份没有整改的2处已整改", ""),
        ("巡查9次，上次未销号的3家均已销号", ""),
        ("巡查9次，9月份没有整改的2处已整改1处", "9月份没有整改的2处已整改1处"),
        ("巡查9次，没有整改的2处", "没有整改的2处"),
    ],
)
def test_what_was_left_of_an_earlier_count_and_is_put_right_lacks_no_more(text: str, lacks: str) -> None:
    assert lacking_in(text) == lacks


def test_who_said_until_when_what_falls_due_is_told_with_it_and_not_asked_again() -> None:
    words = said("进度50%，完成屋面，预计11月底完工", date(2025, 11, 6), percent=50, expected=date(2025, 11, 30))
    towns = [an_assignment("云乡", Role.RESPONSIBLE, reports=[words]), an_assignment("石乡", Role.RESPONSIBLE)]
    text = body_of(compiled(a_task(*a_group("各乡镇", towns), deadline=a_checkpoint(NOW.date()), seq="4")))
    assert "云乡11月6日反馈进度50%，预计11月底完工" in text
    assert "云乡（第4项）报送11月12日到期任务按所报时间完成的措施，需要延期的按程序申请。" in text
    assert "完成时间和措施" not in text


def test_how_many_wait_for_help_and_why_stands_before_what_is_asked() -> None:
    words = said("进度40%，整修桥梁9座，3座因河道没有清淤未开工，请县水务公司清淤", percent=40, needs="县水务公司")
    text = body_of(compiled(led(words)))
    assert "3座因河道没有清淤未开工，请县水务公司清淤。" in text


@pytest.mark.parametrize(
    ("before", "told", "day"),
    [
        ("进度10%，9月24日完成外业测绘", "阶段目标已完成", "9月24日"),
        ("进度10%，9月24日完成选址", "阶段目标已完成，外业测绘9月26日完成", "9月26日"),
        ("进度10%，9月24日完成选址", "阶段目标已完成", ""),
    ],
)
def test_the_day_of_a_stage_is_that_of_the_work_and_not_of_the_report(before: str, told: str, day: str) -> None:
    stage = a_checkpoint(date(2025, 9, 30), CheckpointKind.MILESTONE, target="完成外业测绘")
    reached = said(told, date(2025, 10, 20), kind=AnswerKind.DONE, checkpoint=stage)
    last = said("进度30%，立界桩12根", date(2025, 11, 6), percent=30)
    first = said(before, date(2025, 9, 25), percent=10)
    task = a_task(
        an_assignment("县林业局", reports=[first, reached, last]), deadline=date(2025, 12, 1), checkpoints=[stage]
    )
    found = compiled(task)
    assert (f"（阶段目标{day}完成）" if day else "（10月20日反馈阶段目标已完成）") in cells(found)["状态"]
    assert (f"阶段目标已于{day}完成" if day else "10月20日反馈阶段目标已完成") in body_of(found)


def test_what_a_late_stage_asked_for_is_told_beside_its_day() -> None:
    stage = a_checkpoint(date(2025, 9, 30), CheckpointKind.MILESTONE, target="40处界桩安装到位")
    task = a_task(
        an_assignment("县林业局", reports=[said("立界桩12根", date(2025, 11, 6))]),
        deadline=date(2025, 12, 1),
        checkpoints=[stage],
    )
    assert "应于9月30日完成阶段目标（40处界桩安装到位），逾期43天，" in body_of(compiled(task))


@pytest.mark.parametrize(("day", "counted"), [(date(2025, 10, 8), True), (date(2025, 10, 20), False)])
def test_whose_words_from_before_a_date_was_moved_count_as_reports_on_it_is_said(day: date, counted: bool) -> None:  # noqa: FBT001
    deadline = a_checkpoint(PAST)
    asked = a_report(
        AnswerKind.EXTENSION, date(2025, 10, 10), text="申请延期到10月31日，木料未到", new_date=PAST,
        status=ReportStatus.ACCEPTED, decided=date(2025, 10, 13), checkpoint=deadline,
    )  # fmt: skip
    task = a_task(
        an_assignment("县粮食局", reports=[asked]),
        an_assignment("县财政局", Role.RESPONSIBLE, reports=[said("已拨付30万元", day, checkpoint=deadline)]),
        an_assignment("县审计局", Role.RESPONSIBLE, reports=[said("已审计", date(2025, 11, 5), checkpoint=deadline)]),
        deadline=deadline, title="修缮粮仓", seq="3",
    )  # fmt: skip
    note = paper_of(compiled(task)).annexes[1].note
    assert ("仍计为本次按时报送：第3项县财政局（10月8日反馈）。" in note) is counted
