"""What an act undoes and what it leaves, at the desk alone: trials, closings, exemptions, doors (R7, R8, R14)."""

from datetime import date, timedelta

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.progress import Given
from tasks_db.register.refusals import PlanError
from tasks_db.store import models
from tasks_db.terms import AnswerKind, PlanStage, ReportStatus, Role
from tasks_db.work.acts import answering, changing, doors, handing_out, links, lost, reviewing
from tests.audited_office import Audited
from tests.small_world import WATER, a_draft_task
from tests.test_rules_at_the_desk import MONTHLY, loaded, moved, office

__all__ = ["office"]
PIPES = a_draft_task("1", "改造供水管网", ["县水利局"])
AGREED = NoticeText("同意。")


def handed_out(office: Audited, *tasks: object) -> int:
    plan = loaded(office, *(tasks or (PIPES,)))  # type: ignore[arg-type]
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    return plan


def said(office: Audited, kind: AnswerKind, **given: object) -> int:
    share = office.row(models.Assignment, printed="县水利局").id
    done = office.desk.do(office.member(WATER), answering.record, share, 0, Given(kind, **given))  # type: ignore[arg-type]
    return done.said[0][1].report.id


def decided(office: Audited, report: int, *, accept: bool = True, **given: object) -> None:
    office.desk.do(OPERATOR, reviewing.decide, report, AGREED, accept=accept, **given)  # type: ignore[arg-type]


def test_a_trial_that_is_stopped_leaves_nothing_that_is_owed(office: Audited) -> None:
    """R8."""
    plan = loaded(office, PIPES)
    office.desk.do(OPERATOR, handing_out.try_out, plan)
    assert office.rows(models.Due)
    office.desk.do(OPERATOR, handing_out.stop_trial, plan)
    assert office.rows(models.Due) == []
    assert office.row(models.Plan).stage is PlanStage.LOADED


def test_a_plan_of_which_something_was_reported_is_not_removed_though_nobody_was_asked_yet(office: Audited) -> None:
    plan = handed_out(office)
    said(office, AnswerKind.PROGRESS, percent=30)
    with pytest.raises(PlanError, match="已经催报过，不能移除"):
        office.desk.do(OPERATOR, handing_out.remove, plan)


def test_a_closed_task_that_is_opened_again_is_closed_by_nothing_any_more(office: Audited) -> None:
    handed_out(office)
    closure = said(office, AnswerKind.CLOSURE)
    decided(office, closure)
    task = office.row(models.Task).id
    office.desk.do(OPERATOR, changing.strike_off, task)
    office.desk.do(OPERATOR, changing.reopen, task, "回头看")
    row = office.row(models.Task)
    assert (row.closed_at, row.struck_off_at) == (None, None)
    report = office.row(models.Report, id=closure)
    assert (report.status, report.withdrawn_at is not None) == (ReportStatus.ACCEPTED, True)
    said(office, AnswerKind.PROGRESS, percent=90)  # and answers are taken again
    office.desk.do(OPERATOR, changing.exempt, task, "县水利局", "另有安排")


def test_a_round_that_fell_due_while_its_unit_was_exempt_is_not_owed_afterwards(office: Audited) -> None:
    """R15: nobody asked for it."""
    handed_out(
        office, a_draft_task("1", "检查水质", ["县水利局"], (), None)._replace(recurrences=MONTHLY, recurring=True)
    )
    number = office.row(models.Task).id
    office.desk.do(OPERATOR, changing.exempt, number, "县水利局", "另有安排")
    moved(office, "2025-12-03T10:00")
    office.desk.do(OPERATOR, changing.end_exemption, number, "县水利局")
    over, *ahead = sorted(office.rows(models.Due), key=lambda due: due.day)
    assert over.day < date(2025, 12, 3)
    assert over.exempted_at is not None
    assert all(due.exempted_at is None for due in ahead)


def test_whoever_lost_a_phone_is_let_in_by_no_link_and_no_code_that_was_given_before(office: Audited) -> None:
    """R14."""
    handed_out(office)
    wall = office.desk.clock()
    office.desk.do(OPERATOR, links.make, LinkRules(address="https://x.invalid"), ["县水利局"])
    office.desk.do(office.member(WATER), doors.code_for_another, wall)
    office.desk.do(OPERATOR, lost.let_out, office.row(models.Person, name="水联").id, wall)
    assert office.row(models.Link).ended_at is not None
    assert office.row(models.BrowserCode).expires_at <= wall


def test_more_time_for_a_unit_that_helps_moves_its_own_day_alone(office: Audited) -> None:
    """R9."""
    end = date(2025, 12, 19)
    handed_out(office, a_draft_task("1", "改造供水管网", ["县财政局"], ["县水利局"], end))
    later = end + timedelta(days=10)
    report = said(office, AnswerKind.EXTENSION, text="等设备", new_date=later)
    decided(office, report)
    share = office.row(models.Assignment, role=Role.RESPONSIBLE)
    assert office.row(models.Due, assignment_id=share.id).day == later
    assert office.row(models.Checkpoint).day == end
