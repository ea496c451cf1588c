"""Answers after they are given: amended, taken back, decided; and what the audit says of it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from tasks_db.register.answers import Held, Line
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.store import models
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import answering
from tests.office_world import CONVENOR
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft_task,
    assignment_and_due,
    at_local,
    notices,
    open_office,
    rows,
    small_meeting,
)

TWO_MILESTONES = a_draft_task(
    "1",
    "改造供水管网",
    ["县水利局"],
    ["县财政局"],
    milestones=[(date(2025, 11, 28), "完成三成"), (date(2025, 12, 5), "完成六成")],
)


async def noted(office: Office, action: str) -> list[models.AuditEntry]:
    """What the audit says of an action, oldest first."""

    def work(session: Session) -> list[models.AuditEntry]:
        query = select(models.AuditEntry).where(models.AuditEntry.action == action)
        return list(session.exec(query.order_by(models.AuditEntry.id)).all())  # type: ignore[arg-type]

    return await office.read(work)


async def test_an_amended_answer_is_about_the_same_date_and_never_finishes_the_next_milestone(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, TWO_MILESTONES)
        await at_local(office, "2025-11-03T09:30")
        assignment, due = await assignment_and_due(office, "县财政局")
        await office.forge(MONEY, f"dn:{assignment}:{due}")
        await office.press(MONEY, "改一下")
        heard = await office.say(MONEY, "已完成，通过验收")
        assert "通过验收" in heard.text
        first, second = await rows(office)
        assert (first.status, second.status) == (ReportStatus.WITHDRAWN, ReportStatus.SUBMITTED)
        assert second.replaces_id == first.id
        assert second.checkpoint_id == first.checkpoint_id


async def test_an_amended_milestone_of_the_consolidating_unit_is_no_request_to_close_the_task(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, TWO_MILESTONES)
        await at_local(office, "2025-11-03T09:30")
        assignment, due = await assignment_and_due(office, "县水利局")
        await office.forge(WATER, f"pp:{assignment}:{due}:50")
        await office.press(WATER, "改一下")
        await office.say(WATER, "已完成")
        assert [(r.status, r.kind) for r in await rows(office)] == [
            (ReportStatus.WITHDRAWN, AnswerKind.PROGRESS),
            (ReportStatus.SUBMITTED, AnswerKind.DONE),
        ]


async def test_an_amendment_that_is_confirmed_by_button_replaces_the_answer_too(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(MONEY, "1 进度30%")
        await office.press(MONEY, "改一下")
        heard = await office.say(MONEY, "申请延期到2026年1月30日，设备推迟到货")
        assert "请确认" in heard.text
        await office.press(MONEY, "确认申请延期")
        first, second = await rows(office)
        assert (first.status, second.kind) == (ReportStatus.WITHDRAWN, AnswerKind.EXTENSION)
        assert second.replaces_id == first.id


async def test_taking_an_answer_back_and_amending_it_leave_entries_with_the_status_before_and_after(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(MONEY, "1 进度30%")
        await office.press(MONEY, "撤销")
        (entry,) = await noted(office, "撤销反馈")
        (report,) = await rows(office)
        assert (entry.entity, entry.entity_id) == ("report", report.id)
        assert entry.authority == "县财政局联络员 财联"
        assert entry.detail == {"before": "待审核", "after": "已撤销"}

        await office.say(MONEY, "1 进度40%")
        await office.press(MONEY, "改一下")
        await office.say(MONEY, "进度45%")
        assert len(await noted(office, "撤销反馈")) == 2
        assert (await noted(office, "推进中"))[-1].detail["replaces"] == (await rows(office))[1].id


async def test_a_decision_leaves_an_entry_with_the_status_and_the_date_before_and_after(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 申请延期到2026年1月30日，设备推迟到货")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "同意延期")
        (decided,) = await noted(office, "通过")
        assert decided.detail == {"reason": "", "before": "待审核", "after": "已通过"}
        (moved,) = await noted(office, "延期")
        assert moved.detail == {"unit": "县水利局", "before": "2025-12-19", "after": "2026-01-30"}


async def test_a_report_of_a_unit_that_has_left_its_task_waits_for_review_beside_the_others(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(MONEY, "1 进度30%")
        await office.say(WATER, "1 进度50%")

        def leave(session: Session) -> None:
            query = select(models.Assignment).where(models.Assignment.printed == "县财政局")
            assignment = session.exec(query).one()
            assignment.ended_at = office.desk.clock()
            session.add(assignment)

        await office.write(leave)
        heard = await office.say(CLERK, "/review")
        assert "待审核2条" in heard.text
        assert "县财政局（原责任）" in heard.text
        assert "县水利局" in heard.text


THREE = [a_draft_task(str(n), f"整修{n}号泵站", ["县水利局"]) for n in (1, 2, 3)]


async def test_the_rest_is_what_nobody_has_spoken_of_today(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *THREE)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "2 进度30%")
        heard = await office.press(WATER, "其余无变化")
        assert "已将其余2项记为“无变化”" in heard.text
        said = [(r.assignment_id, r.kind) for r in await rows(office)]
        of = [(await assignment_and_due(office, "县水利局", seq))[0] for seq in ("2", "1", "3")]
        assert said == [
            (of[0], AnswerKind.PROGRESS),
            (of[1], AnswerKind.NO_CHANGE),
            (of[2], AnswerKind.NO_CHANGE),
        ]
        heard = await office.press(WATER, "其余无变化")
        assert "没有还要处理的任务了" in heard.text


async def test_a_whole_bundle_is_answered_over_one_reading_of_its_plan(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *THREE)
        await at_local(office, "2025-11-03T09:30")
        notice = (await notices(office, "水联"))[0]
        readings: list[str] = []

        def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if "FROM checkpoint" in statement:
                readings.append(statement)

        event.listen(office.desk.door.engine, "before_cursor_execute", count)
        assert await office.do_as(WATER, answering.record_rest, notice.id or 0, AnswerKind.RECEIVED) == 3
        event.remove(office.desk.door.engine, "before_cursor_execute", count)
        assert len(readings) == 1


async def test_nobody_but_a_unit_speaks_for_a_unit_whatever_calls_the_act(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        assignment, due = await assignment_and_due(office, "县财政局")
        given = Given(AnswerKind.PROGRESS, percent=60)
        for who in (None, OPERATOR, SYSTEM, await office.member(CLERK), await office.member(CONVENOR)):
            with pytest.raises(NotAllowed):
                await office.desk.doing(who, answering.record, assignment, due, given)
        with pytest.raises(AnswerRefused, match="这是县财政局的任务"):
            await office.do_as(STREETS, answering.record, assignment, due, given)
        with pytest.raises(AnswerRefused, match="0到100"):
            await office.do_as(MONEY, answering.record, assignment, due, Given(AnswerKind.PROGRESS, percent=500))
        assert await rows(office) == []


async def test_an_answer_cannot_replace_what_was_said_of_another_task(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *THREE)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%")
        other, _ = await assignment_and_due(office, "县水利局", "2")
        held = Held(Line(2, other, 0, "整修2号泵站", can_close=False, indicator=False), Given(AnswerKind.DONE), 1)
        recorded = await office.do_as(WATER, answering.record_all, [held])
        assert "另一项任务" in recorded.refused[0].why
        (report,) = await rows(office)
        assert report.status is ReportStatus.SUBMITTED
