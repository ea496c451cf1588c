"""What the office answered to requests for more time is told in its own days and words."""

from datetime import date

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
