"""What acts keep and leave alone, at the desk: what is put off, chases, drafts, a new version (R7)."""

from datetime import date, timedelta

import pytest

from tasks_db.register.answers import Held, Line
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.store import models
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tasks_db.work.acts import (
    answering,
    changing,
    chasing,
    handing_out,
    loading,
    putting_off,
    replacing,
    reviewing,
    seating,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import rehearsal
from tests.audited_office import CHANNEL, Audited
from tests.small_world import WATER, a_draft, a_draft_task, local
from tests.test_rules_at_the_desk import MONTHLY, loaded, office

__all__ = ["office"]
MONEY, UNIT = 102, "县水利局"
END = date(2025, 12, 19)
AGAIN = date(2025, 11, 8)
"""A Saturday."""


def handed_out(office: Audited, *tasks: object) -> int:
    plan = loaded(office, *(tasks or (a_draft_task("1", "改造供水管网", [UNIT], ["县财政局"], END),)))  # type: ignore[arg-type]
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    return plan


def share_of(office: Audited, unit: str = UNIT) -> int:
    return int(office.row(models.Assignment, printed=unit).id)


def test_what_the_office_puts_off_counts_as_none_of_the_units_own_and_ends_on_a_working_day(office: Audited) -> None:
    handed_out(office)
    share = share_of(office)
    office.desk.do(OPERATOR, putting_off.put_off_for, [share], AGAIN, "来电")
    due = office.row(models.Due, assignment_id=share)
    assert (due.put_off_until, due.put_offs, due.put_off_by_office) == (date(2025, 11, 10), 0, True)
    line = Line(1, share, 0, "改造供水管网", can_close=False, indicator=False)
    office.desk.do(office.member(WATER), putting_off.take_back, [line])
    assert office.row(models.Due, assignment_id=share).put_offs == 0
    office.desk.do(OPERATOR, putting_off.put_off_for, [share], AGAIN, "来电")
    office.desk.do(SYSTEM, rehearsal.move_clock, local("2025-11-10T08:00"))
    with pytest.raises(AnswerRefused, match="没有推迟提醒的"):  # it is asked again on that day
        office.desk.do(OPERATOR, putting_off.ask_again_for, [share])


def test_of_several_dues_all_that_could_be_asked_before_the_day_are_put_off(office: Audited) -> None:
    task = a_draft_task("1", "检查水质", [UNIT], (), END)._replace(recurrences=MONTHLY, recurring=True)
    handed_out(office, task)
    share = share_of(office)
    office.desk.do(OPERATOR, putting_off.put_off_for, [share], date(2025, 12, 12))
    put = [due for due in office.rows(models.Due, assignment_id=share) if due.put_off_until is not None]
    assert len(put) > 1


def test_only_who_leads_and_the_office_may_chase_and_each_what_they_lead(office: Audited) -> None:
    """R14."""
    water = office.row(models.Person, name="财联")
    office.desk.do(OPERATOR, seating.bind_directly, water.id, Address(CHANNEL, str(MONEY)))
    handed_out(
        office,
        a_draft_task("1", "改造供水管网", [UNIT], ["县财政局"], date(2025, 11, 3)),
        a_draft_task("2", "整治河道", ["县城管局"], [UNIT], date(2025, 11, 3)),
    )
    office.desk.do(SYSTEM, rehearsal.move_clock, local("2025-11-05T10:00"))
    first = office.row(models.Task, seq="1").id
    with pytest.raises((AnswerRefused, NotAllowed)):
        office.desk.do(office.member(MONEY), chasing.chase, first)
    chased = office.desk.do(office.member(WATER), chasing.chase_owing, (), ())
    assert {unit for _, units in chased.days for unit in units} | set(chased.unreachable) <= {"县财政局", UNIT}
    dues = {one.due_id for one in office.rows(models.Chase)}
    tasks = {office.row(models.Assignment, id=office.row(models.Due, id=due).assignment_id).task_id for due in dues}
    assert tasks == {first}


def test_a_draft_counts_from_the_moment_at_which_it_is_submitted(office: Audited) -> None:
    handed_out(office)
    water = office.member(WATER)
    draft = office.desk.do(water, answering.draft, share_of(office), Given(AnswerKind.PROGRESS, 30, "开工"))
    office.desk.do(SYSTEM, rehearsal.move_clock, local("2025-11-04T10:00"))
    office.desk.do(water, answering.submit_draft, draft.report.id)
    row = office.row(models.Report)
    assert (row.at, row.status) == (local("2025-11-04T10:00"), ReportStatus.SUBMITTED)


def test_what_was_decided_or_taken_back_is_no_draft_and_serves_no_other_task(office: Audited) -> None:
    handed_out(office)
    water = office.member(WATER)
    done = office.desk.do(water, answering.record, share_of(office), 0, Given(AnswerKind.PROGRESS, 30, "开工"))
    report = done.said[0][1].report.id
    office.desk.do(OPERATOR, reviewing.pass_plain, report)
    with pytest.raises(AnswerRefused, match="不能再存为草稿"):
        office.desk.do(water, answering.keep_as_draft, report)
    again = office.desk.do(water, answering.record, share_of(office), 0, Given(AnswerKind.PROGRESS, 60, "过半"))
    other = again.said[0][1].report.id
    office.desk.do(water, answering.withdraw, other)
    with pytest.raises(AnswerRefused, match="已经撤销，不能再用到别的任务"):
        office.desk.do(water, answering.record_also, other, share_of(office))


def test_a_refused_answer_is_named_beside_those_that_stand(office: Audited) -> None:
    """R18."""
    handed_out(office)
    share = share_of(office)
    line = Line(1, share, 0, "改造供水管网", can_close=True, indicator=False)
    late = Given(AnswerKind.EXTENSION, None, "等设备", new_date=END - timedelta(days=30))
    held = [Held(line, Given(AnswerKind.PROGRESS, 30, "开工")), Held(line, late)]
    done = office.desk.do(office.member(WATER), answering.record_all, held)
    assert len(done.said) == 1
    assert [one.title for one in done.refused] == ["改造供水管网"]


def test_a_new_version_keeps_a_day_that_the_office_moved_and_whoever_consolidates(office: Audited) -> None:
    moved = a_draft_task("1", "改造供水管网", [UNIT], ["县财政局"], END)
    first = handed_out(office, moved, a_draft_task("2", "整治河道", [UNIT], ["县财政局"], END))
    tasks = {task.seq: task.id for task in office.rows(models.Task)}
    office.desk.do(OPERATOR, changing.move_deadline, tasks["1"], date(2026, 1, 9), "会议决定")
    before = len(office.rows(models.Notice))
    other = a_draft_task("2", "整治河道", ["县城管局", UNIT], ["县财政局"], END - timedelta(days=3))
    new = office.desk.do(OPERATOR, loading.load_plan, a_draft("供水方案", moved, other), Source("新版.txt", "b"))
    office.desk.do(OPERATOR, replacing.replace_plan, first, new)
    (point,) = office.rows(models.Checkpoint, task_id=tasks["1"])
    assert (point.day, point.original_day) == (date(2026, 1, 9), END)
    (share,) = office.rows(models.Assignment, task_id=tasks["2"], consolidates=True)
    assert (share.printed, share.role) == (UNIT, Role.LEAD)
    assert len(office.rows(models.Notice)) == before  # nobody was asked yet, so nobody hears of the change
