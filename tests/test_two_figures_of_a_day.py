"""Of two figures that a unit told of one task on one day only the later can be meant: the earlier is not accepted."""

from datetime import timedelta

import pytest

from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.notice import NoticeText
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind, NoticeKind, ReportStatus
from tasks_db.work.acts import answering, handing_out, reviewing
from tasks_db.work.post import rehearsal
from tests.audited_office import Audited
from tests.small_world import WATER, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
WAITS, AGREED, GONE = ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.WITHDRAWN


def told(office: Audited, *percents: int, apart: timedelta = timedelta(minutes=10)) -> None:
    """The unit tells one percent after another."""
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"]))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    share = office.row(models.Assignment, printed="县水利局").id
    for percent in percents:
        given = Given(AnswerKind.PROGRESS, percent=percent, text=f"进度{percent}%")
        office.desk.do(office.member(WATER), answering.record, share, 0, given)
        office.desk.do(SYSTEM, rehearsal.move_clock, office.desk.clock() + apart)


def statuses(office: Audited) -> dict[int, ReportStatus]:
    return {report.percent: report.status for report in office.rows(models.Report)}


def numbers(office: Audited) -> dict[int, int]:
    return {report.percent: report.id for report in office.rows(models.Report)}


def test_the_later_is_accepted_with_all_others_and_the_earlier_ends(office: Audited) -> None:
    told(office, 60, 50)
    passed = office.desk.do(OPERATOR, reviewing.pass_plain, 99)
    assert (passed.reports, statuses(office)) == (1, {60: GONE, 50: AGREED})
    (said,) = (n.text for n in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE))
    assert said == "“改造供水管网”的反馈已通过审核。"


@pytest.mark.parametrize(
    ("accepted", "left"), [(50, {60: GONE, 50: AGREED}), (60, {60: AGREED, 50: WAITS})], ids=["later", "earlier"]
)
def test_the_earlier_ends_when_the_later_is_accepted_and_not_the_other_way(
    office: Audited, accepted: int, left: dict[int, ReportStatus]
) -> None:
    told(office, 60, 50)
    number = numbers(office)[accepted]
    office.desk.do(OPERATOR, reviewing.decide, number, NoticeText("已通过。", ()), accept=True)
    assert statuses(office) == left


def test_the_later_sent_back_leaves_the_earlier_waiting(office: Audited) -> None:
    told(office, 60, 50)
    last = numbers(office)[50]
    office.desk.do(OPERATOR, reviewing.decide, last, NoticeText("退回。", ()), accept=False, reason="请核实")
    assert statuses(office) == {60: WAITS, 50: ReportStatus.RETURNED}


def test_figures_of_two_days_are_both_accepted(office: Audited) -> None:
    told(office, 50, 60, apart=timedelta(days=1))
    assert office.desk.do(OPERATOR, reviewing.pass_plain, 99).reports == 2
    assert statuses(office) == {50: AGREED, 60: AGREED}
