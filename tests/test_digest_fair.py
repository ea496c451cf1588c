"""Nobody is blamed in a paper for what they reported, asked for or gave a reason for."""

from datetime import date
from typing import Any

import pytest

from tasks_db.register import digest
from tasks_db.register.values import Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, Role
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment, owing_on
from tests.digests import body_of, compiled, paper_of
from tests.test_digest_newest_word import PAST, cells, led, read, said

TODAY = date(2025, 11, 12)


def _two_dates(*, day: date, role: Role = Role.RESPONSIBLE, kind: AnswerKind = AnswerKind.DONE) -> Task:
    """A task with a milestone in August and its date now; a unit says that its share is done, put down to August."""
    stage, last = a_checkpoint(date(2025, 8, 29), CheckpointKind.MILESTONE), a_checkpoint(date(2025, 11, 10))
    told = said("已完成，审查图纸9份", day, kind=kind, checkpoint=stage)
    return a_task(
        an_assignment("县林业局", reports=[said("进度60%，栽植3处", date(2025, 11, 10), percent=60)]),
        an_assignment("县测绘院", role, reports=[told], consolidates=False),
        deadline=last,
        checkpoints=[stage],
        seq="6",
        title="修建防火步道",
    )


def _states(task: Task) -> dict[str, ReportState]:
    return {r.unit: r.state for r in compiled(task).reporting}


def test_who_helps_and_said_before_its_day_that_its_share_is_done_has_reported() -> None:
    task = _two_dates(day=date(2025, 11, 4))
    assert _states(task)["县测绘院"] is ReportState.ON_TIME
    assert "未报" not in body_of(compiled(task))


@pytest.mark.parametrize(
    "task",
    [
        _two_dates(day=date(2025, 8, 28)),
        _two_dates(day=date(2025, 11, 4), role=Role.LEAD),
    ],
)
def test_what_was_done_by_an_earlier_date_is_no_report_of_a_later_one(task: Task) -> None:
    assert _states(task)["县测绘院"] is ReportState.NOT_REPORTED


def _asking(kind: AnswerKind, **more: Any) -> Any:
    return a_report(kind, date(2025, 11, 10), text="申请延期到12月31日，岩石太硬", **more)


def _refused() -> Any:
    kept = {"status": ReportStatus.RETURNED, "decided": date(2025, 11, 10), "new_date": date(2025, 12, 31)}
    return _asking(AnswerKind.EXTENSION, **kept)


@pytest.mark.parametrize("reported", [True, False])
def test_whose_request_waits_is_not_counted_whether_it_also_reported_or_not(reported: bool) -> None:  # noqa: FBT001
    due = a_checkpoint(TODAY)
    told = [said("进度70%", date(2025, 11, 6), percent=70, checkpoint=due)] if reported else []
    waits = _asking(AnswerKind.EXTENSION, new_date=date(2025, 12, 31), checkpoint=due)
    task = owing_on(
        a_task(
            an_assignment("县林业局", reports=[*told, waits]),
            an_assignment(
                "县财政局", Role.RESPONSIBLE, reports=[said("拨付9万元", date(2025, 11, 10), checkpoint=due)]
            ),
            deadline=due,
        ),
        "县财政局",
        date(2025, 11, 7),
    )
    found = digest.compile(a_register(a_plan(task)), as_of=NOW, reviewed_only=True)
    assert {r.unit for r in found.reporting} == {"县财政局"}
    assert "应报日及以前申请延期或办结、尚待审核的单位" in repr(paper_of(found).annexes)


def test_who_asked_for_more_time_is_not_told_to_ask_for_it() -> None:
    due = a_checkpoint(TODAY)
    told = said("进度70%，余下1处岩石太硬", date(2025, 11, 6), percent=70, checkpoint=due)
    waits = _asking(AnswerKind.EXTENSION, new_date=date(2025, 12, 31), checkpoint=due)
    asked = a_task(an_assignment("县林业局", reports=[told, waits]), deadline=due, seq="6", title="修建防火步道")
    silent = a_task(
        an_assignment("县体育局", reports=[said("进度80%，完成2处", date(2025, 11, 6), percent=80)]),
        deadline=TODAY,
        seq="7",
        title="整修球场",
    )
    text = body_of(read(asked, silent))
    assert "县林业局（第6项）报送11月12日到期任务的推进措施，完成时限待延期申请审核后确定。" in text
    assert "县体育局（第7项）报送11月12日到期任务的完成时间和措施，需要延期的按程序申请。" in text
    assert "11月10日申请延期，本办公室尚未审核" in text


@pytest.mark.parametrize("why", ["会砌石墙的工匠不好找", "另有2段图纸不全", "2户不同意", "石料涨价"])
def test_a_reason_in_plain_words_is_one(why: str) -> None:
    found = read(led(said(f"进度30%，砌筑步道3处，{why}", date(2025, 11, 6), percent=30)))
    assert cells(found)["存在问题"] == f"县林业局：{why}"
    assert why in body_of(found)


def test_a_reason_that_was_given_with_a_refused_request_is_one() -> None:
    found = read(led(_refused(), said("进度70%，砌筑步道7处", date(2025, 11, 11), percent=70), deadline=PAST))
    assert cells(found)["存在问题"] == "县林业局：岩石太硬（11月10日申请延期时反馈）"
    assert "逾期原因" not in body_of(found)


def test_a_reason_of_an_earlier_report_is_told_with_its_day_and_asked_for_no_more() -> None:
    before = said("进度60%，岩石太硬没有挖开", date(2025, 10, 9), percent=60)
    found = read(led(before, said("进度70%，砌筑步道7处", date(2025, 11, 11), percent=70), deadline=PAST))
    assert cells(found)["存在问题"] == "县林业局：岩石太硬没有挖开（10月9日反馈，此后未再提及）"
    assert "逾期原因" not in body_of(found)


def test_who_never_gave_a_reason_is_asked_for_it() -> None:
    found = read(led(said("进度70%，砌筑步道7处", date(2025, 11, 11), percent=70), deadline=PAST))
    assert cells(found)["存在问题"] == "未反馈原因"
    assert "逾期原因" in body_of(found)
