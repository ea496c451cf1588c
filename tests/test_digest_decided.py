"""What the office answered to requests for more time is told in its own days and words."""

from datetime import date

import pytest

from messages import digest_tables
from tasks_db.register import digest, other_day
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import body_of

DUE, ASKED, DECIDED = date(2025, 12, 31), date(2025, 11, 3), date(2025, 11, 6)
MAY, MARCH = date(2026, 5, 31), date(2026, 3, 31)
DEADLINE = a_checkpoint(DUE)


def asked(new: date, status: ReportStatus, reason: str | None = None) -> Report:
    return a_report(
        AnswerKind.EXTENSION,
        ASKED,
        text="申请延期，桥墩还在打桩",
        checkpoint=DEADLINE,
        new_date=new,
        status=status,
        decided=DECIDED,
        reason=reason,
        old_day=DUE if status is ReportStatus.ACCEPTED else None,
    )


def found(*reports: Report) -> digest.Digest:
    unit = an_assignment("县交通局", reports=reports)
    plan = a_plan(a_task(unit, deadline=DEADLINE, seq="8", title="改造危桥"))
    return digest.compile(a_register(plan), as_of=NOW)


def test_more_time_that_was_granted_until_another_day_says_which_day_was_asked_for() -> None:
    told = found(asked(MARCH, ReportStatus.ACCEPTED, other_day.both_days(MAY, MARCH)))
    assert "由12月31日延至2026年5月31日，本办公室于11月6日同意延至2026年3月31日。" in body_of(told)
    (row,) = digest_tables.extensions(told).rows
    assert row[4] == "2026年5月31日"
    assert row[5].startswith("已同意延至2026年3月31日（")


def test_what_was_asked_for_is_not_told_where_it_was_granted_or_named_no_day() -> None:
    for reason in (None, other_day.both_days(None, MARCH)):
        told = found(asked(MARCH, ReportStatus.ACCEPTED, reason))
        assert "由12月31日延至2026年3月31日，本办公室于11月6日同意。" in body_of(told)


def refused(reason: str, *more: Report) -> str:
    return body_of(found(asked(MARCH, ReportStatus.RETURNED, reason), *more))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("汛期不宜封路，请于11月10日前完成", "以“汛期不宜封路”为由未予同意，要求11月10日前完成，期限已过。"),
        ("请于11月20日前完成，群众出行不便", "以“群众出行不便”为由未予同意，要求11月20日前完成。"),
        ("请于11月20日前完成任务。", "未予同意，要求11月20日前完成。"),
    ],
)
def test_a_refusal_that_demands_a_day_tells_it_beside_its_ground(reason: str, told: str) -> None:
    assert f"本办公室于11月6日{told}" in refused(reason)


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("便道先开通，请11月10日前先铺便道，桥面可以后补", ""),
        ("11月30日是县长办公会定的日子，先把桥墩浇完，护栏分开报", ""),
        ("县里11月10日要通车，护栏可以缓一缓", ""),
        ("便道先开通，请于11月10日前完成", "，期限已过"),
        ("汛期将到，请于11月20日前完成，人手由县里调", ""),
    ],
)
def test_an_answer_that_says_more_than_day_and_ground_is_quoted_whole(reason: str, end: str) -> None:
    assert f"本办公室于11月6日未予同意，答复意见为“{reason}”{end}。" in refused(reason)


def test_of_work_that_was_closed_since_the_refusal_tells_when_and_no_day_is_over() -> None:
    done = a_report(
        AnswerKind.CLOSURE,
        date(2025, 11, 9),
        text="桥面铺完",
        status=ReportStatus.ACCEPTED,
        decided=date(2025, 11, 9),
    )
    told = refused("请于11月8日前完成", done)
    assert "未予同意，要求11月8日前完成，已于11月9日办结。" in told
    assert "期限已过" not in told
