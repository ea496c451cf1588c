"""A unit's newest word is what a paper tells, also where it stands in a request; what nobody answered stays asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasks_db.register import deciding, digest, request_words
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus, WorkState
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of, paper_of

EARLY, LATELY = date(2025, 9, 22), date(2025, 11, 3)
ASKED_FOR, AHEAD, PAST = date(2026, 1, 31), date(2025, 12, 15), date(2025, 10, 31)


def said(text: str, day: date = EARLY, **more: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **more)


def asking(text: str, status: ReportStatus = ReportStatus.ACCEPTED, day: date = LATELY, **more: Any) -> Report:
    decided = None if status is ReportStatus.SUBMITTED else date(2025, 11, 4)
    return a_report(AnswerKind.EXTENSION, day, text=text, new_date=ASKED_FOR, status=status, decided=decided, **more)


def read(*tasks: Task) -> Digest:
    return digest.compile(a_register(a_plan(*tasks)), as_of=NOW, reviewed_only=True)


def led(*reports: Report, deadline: date = AHEAD, unit: str = "县林业局", title: str = "修建防火步道") -> Task:
    return a_task(an_assignment(unit, reports=list(reports)), deadline=deadline, seq="6", title=title)


def cells(found: Digest) -> dict[str, str]:
    table = paper_of(found).annexes[0].table
    return {"存在问题": "—"} | dict(zip(table.headers, table.rows[0], strict=True))


@pytest.mark.parametrize("status", [ReportStatus.ACCEPTED, ReportStatus.RETURNED])
def test_what_a_request_tells_of_the_work_takes_the_place_of_not_begun_and_its_reason(status: ReportStatus) -> None:
    waits = "尚未启动，勘测图没有交来，请县测绘院交付勘测图"
    before = said(waits, kind=AnswerKind.BLOCKED, problem=waits, needs="县测绘院")
    found = read(led(before, asking("申请延期到1月31日，勘测图10月中旬才交来，步道放线10月20日开始", status)))
    (line,) = found.tasks
    assert line.work_state is WorkState.UNQUANTIFIED
    assert found.coordination == ()
    assert found.blocked == ()
    cell = cells(found)
    assert cell["进展情况"] == "县林业局：勘测图10月中旬才交来，步道放线10月20日开始（11月3日反馈）"
    assert cell["存在问题"] == "—"
    assert "未启动" not in body_of(found)


def test_a_request_that_waits_changes_nothing_of_a_paper_yet() -> None:
    found = read(
        led(said("尚未启动，勘测图没有交来"), asking("申请延期到1月31日，放线10月20日开始", ReportStatus.SUBMITTED))
    )
    assert found.tasks[0].work_state is WorkState.NOT_STARTED


@pytest.mark.parametrize("status", [ReportStatus.ACCEPTED, ReportStatus.RETURNED])
def test_a_percent_in_a_request_is_the_newest_whatever_became_of_the_time(status: ReportStatus) -> None:
    asked = asking("申请延期到1月31日，进度70%，雨天多", status, percent=70)
    assert read(led(said("进度40%，铺设步道6公里", percent=40), asked)).tasks[0].percent == 70


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("申请延期到1月31日，路面10月15日开始浇筑", True),
        ("申请延期到1月31日，设备上周到货", True),
        ("申请延期到1月31日，路面12月1日开始浇筑", False),
        ("申请延期到1月31日，计划本月开工", False),
        ("申请延期到1月31日，招标还没有完成", False),
        ("申请延期到1月31日完成", False),
        ("申请延期到1月31日，雨季影响施工", False),
        ("申请延期到1月31日，图纸审查通过时间晚", False),
        ("申请延期到1月31日，需重新签订合同", False),
        ("申请延期到1月31日，林地批复后才能开工", False),
    ],
)
def test_a_request_tells_of_work_where_something_has_begun_or_is_there(text: str, tells: bool) -> None:  # noqa: FBT001
    assert request_words.tells_of_work(asking(text)) is tells


def test_a_request_that_gives_a_reason_alone_leaves_the_state_and_renews_the_problem() -> None:
    asked = asking("申请延期到1月31日，护栏招标流标", ReportStatus.RETURNED)
    found = read(led(said("尚未启动，勘测图没有交来"), asked))
    assert found.tasks[0].work_state is WorkState.NOT_STARTED
    assert cells(found)["存在问题"] == "县林业局：护栏招标流标（11月3日反馈）"


def test_that_work_has_not_begun_counts_in_a_request_too() -> None:
    task = led(said("正在放线"), asking("申请延期到1月31日，项目尚未开工，石料没有运到"))
    assert deciding.is_not_started(task, NOW)


def test_what_was_done_before_stands_beside_what_a_request_tells() -> None:
    before = said("进度40%，铺设步道6公里，2公里林地没有征用", percent=40, problem="2公里林地没有征用")
    found = read(led(before, asking("申请延期到1月31日，2公里林地10月底才征用，11月1日开始铺设")))
    assert cells(found)["进展情况"].split("\n") == [
        "县林业局：2公里林地10月底才征用，11月1日开始铺设（11月3日反馈）",
        "县林业局：进度40%，铺设步道6公里（9月22日反馈）",
    ]
    assert cells(found)["存在问题"] == "未反馈原因"


def test_the_reason_of_a_refused_request_does_not_outlive_words_that_say_how_many_are_left() -> None:
    refused = asking("申请延期到1月31日，4座厕所选址没有确定", ReportStatus.RETURNED, date(2025, 10, 20))
    later = said("进度90%，建成旅游厕所18座，还有2座正在贴砖", LATELY, percent=90)
    found = read(led(said("进度70%"), refused, later, deadline=PAST, title="建设旅游厕所"))
    assert cells(found)["存在问题"] == "县林业局：还有2座旅游厕所正在贴砖"
    late = next(text for text in body_of(found).split("\n") if "逾期" in text and "建设旅游厕所" in text)
    assert "建成旅游厕所18座，还有2座旅游厕所正在贴砖" in late
    assert "选址" not in late
    newest = read(led(said("进度70%"), replace(refused, at=later.at), deadline=PAST, title="建设旅游厕所"))
    assert cells(newest)["存在问题"] == "县林业局：4座厕所选址未确定（11月3日反馈）", "nothing newer was said"


PLEA = "进度30%，完成清表，坟地迁移没有谈妥，请县民政局协助迁移"


@pytest.mark.parametrize(
    ("newer", "is_open"),
    [
        ("进度60%，完成路基4公里", True),
        ("进度60%，坟地已经迁移", False),
        ("进度60%，目前没有困难", False),
    ],
)
def test_a_plea_that_nobody_answered_stays_asked_until_its_unit_says_that_it_is_over(
    newer: str,
    is_open: bool,  # noqa: FBT001
) -> None:
    asked = said(
        PLEA, percent=30, kind=AnswerKind.BLOCKED, problem="坟地迁移没有谈妥，请县民政局协助迁移", needs="县民政局"
    )
    found = read(led(asked, said(newer, LATELY, percent=60)))
    text, cell = body_of(found), cells(found)["存在问题"]
    assert bool(found.coordination) is is_open
    told = "坟地迁移未谈妥，请县民政局协助迁移（9月22日提出，未见答复"
    assert (told in text) is is_open
    assert (told in cell) is is_open
    assert ("县林业局（第6项）一并说明是否仍需协调。" in text) is is_open


def test_what_is_not_done_by_newer_words_stands_beside_a_plea_of_before() -> None:
    asked = said(PLEA, percent=30, needs="县民政局")
    found = read(led(asked, said("进度35%，还有3公里没有放线", LATELY, percent=35)))
    assert cells(found)["存在问题"].startswith("县林业局：还有3公里没有放线，坟地迁移未谈妥，请县民政局协助迁移（")
    slow = next(text for text in body_of(found).split("\n") if "未达序时" in text and "修建防火步道" in text)
    assert "坟地" not in slow, "the reason of now is what the newest words say"


def test_the_help_that_a_refused_request_asked_for_is_over_once_it_is_there() -> None:
    deadline = a_checkpoint(AHEAD)
    asked = asking(
        "申请延期到1月31日，钢材没有到货，请县发改委协调供货",
        ReportStatus.RETURNED,
        checkpoint=deadline,
        needs="县发改委",
    )
    found = read(led(asked, said("进度60%，钢材已到货", date(2025, 11, 6), percent=60)))
    assert found.coordination == ()


def test_accepted_words_stay_in_the_annex_behind_newer_ones_that_nobody_has_reviewed() -> None:
    accepted, newer = said("立界桩12根"), a_report(day=LATELY, text="立界桩1根")
    found = digest.compile(a_register(a_plan(led(accepted, newer))), as_of=NOW)
    assert cells(found)["进展情况"].split("\n") == ["县林业局：立界桩1根", "县林业局：立界桩12根（9月22日反馈）"]


def _percent_then_count(deadline: date) -> Digest:
    before = said("进度81%，累计清理610处，还有11处没有清", date(2025, 10, 20), percent=81)
    return read(led(before, said("累计清理751处，东坡还有5处没有清", LATELY), deadline=deadline))


def test_newer_words_take_the_place_of_an_older_percent_of_late_work() -> None:
    found = _percent_then_count(PAST)
    text = body_of(found)
    assert "11月3日反馈累计清理751处，东坡还有5处没有清" in text
    assert "81%" not in text
    assert cells(found)["进度"] == "81%\n（10月20日，11月3日反馈未报百分比）"
    assert cells(found)["进展情况"] == "县林业局：累计清理751处（11月3日反馈）"


def test_of_slow_work_each_stands_with_its_own_day() -> None:
    text = body_of(_percent_then_count(date(2025, 12, 15)))
    assert "10月20日反馈进度81%" in text
    assert "，11月3日反馈累计清理751处，东坡还有5处没有清" in text
