"""A third handful of rules whose break once went unnoticed: said again, taken back, and whose words one reads."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.register.answers import Held
from tasks_db.register.burden import Got, by_month
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import PlanError
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import answering, reviewing, settling
from tasks_db.work.views import answers
from tests.builders import NOW
from tests.office_world import CLERK
from tests.small_world import (
    MONEY,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    rows,
    small_meeting,
)


async def test_what_was_returned_may_be_said_again_in_the_same_words(tmp_path: Path) -> None:
    """R7: a returned report is none, so the same words after a telephone call are a new one."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%，已换管3公里")
        (first,) = await rows(office)
        said = NoticeText("请核实。", ())
        await office.do_as(CLERK, reviewing.decide, key(first.id), said, accept=False, reason="请核实")
        await office.say(WATER, "1 进度30%，已换管3公里")
        assert [row.status for row in await rows(office)] == [ReportStatus.RETURNED, ReportStatus.SUBMITTED]


async def test_taking_back_without_a_number_takes_back_what_was_said_last(tmp_path: Path) -> None:
    """R17."""
    async with open_office(tmp_path, STARTS) as office:
        both = (
            a_draft_task("1", "改造供水管网", ["县水利局"]),
            a_draft_task("2", "整治背街小巷", ["县水利局"]),
        )
        await small_meeting(office, *both)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%")
        await office.say(WATER, "2 进度50%")
        await office.say(WATER, "撤销")
        assert [(row.percent, row.withdrawn_at is not None) for row in await rows(office)] == [
            (30, False),
            (50, True),
        ]


async def test_whoever_has_a_share_in_a_task_does_not_read_what_its_lead_said(tmp_path: Path) -> None:
    """R14."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度30%，已换管3公里")
        heard = await office.say(MONEY, "改造供水管网进展怎么样")
        assert "改造供水管网" in heard.text
        assert "30%" not in heard.text
        assert "已换管" not in heard.text


async def test_one_number_means_one_task_where_the_paper_starts_again_in_each_section(tmp_path: Path) -> None:
    """R11: else 第1项 would be two things."""
    async with open_office(tmp_path, STARTS) as office:
        paper = a_draft("防汛方案", *(a_draft_task("1", title, ["县水利局"]) for title in ("疏浚河道", "加固堤防")))
        await add_plan(office, paper, hand_out=False)
        tasks = await office.read(lambda s: list(s.exec(select(models.Task)).all()))
        assert {task.seq: task.title for task in tasks} == {"1": "疏浚河道", "2": "加固堤防"}


async def test_a_default_day_is_for_what_has_an_end_and_never_one_that_is_past(tmp_path: Path) -> None:
    """R8, R11, R15: 长期 work gets a cycle only, and no day makes it 逾期."""
    async with open_office(tmp_path, STARTS) as office:
        standing = a_draft_task("1", "巡查河道", ["县水利局"], day=None)._replace(recurring=True)
        paper = a_draft("防汛方案", standing, a_draft_task("2", "加固堤防", ["县水利局"], day=None))
        plan_id = await add_plan(office, paper, hand_out=False)
        with pytest.raises(PlanError, match="已经过去"):
            await office.do(settling.default_undated, plan_id, date(2025, 10, 31))
        assert await office.do(settling.default_undated, plan_id, date(2025, 12, 31)) == 1
        dated = select(models.Task.seq).join(models.Checkpoint)
        assert await office.read(lambda s: list(s.exec(dated))) == ["2"]


async def test_of_several_answers_the_refused_one_keeps_its_reason_and_the_others_stand(tmp_path: Path) -> None:
    """R18: what was not recorded is said with why and what to do."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office,
            a_draft_task("1", "改造供水管网", ["县水利局"]),
            a_draft_task("2", "整治背街小巷", ["县财政局"], ["县水利局"]),
        )
        await at_local(office, "2025-11-03T09:30")
        at = Address("telegram", str(WATER))
        found = await office.desk.asking(await office.member(WATER), answers.lines_shown, at, None)
        shown = {line.title: line for line in found.lines}
        asked = [
            Held(shown["改造供水管网"], Given(AnswerKind.PROGRESS, 30)),
            Held(shown["整治背街小巷"], Given(AnswerKind.CLOSURE, 100)),
        ]
        recorded = await office.do_as(WATER, answering.record_all, asked)
        assert [refused.why for refused in recorded.refused] == [
            "办结由汇总单位申请。本单位的工作做完了，请点“已完成”。"
        ]
        assert [row.percent for row in await rows(office)] == [30]


def test_what_each_unit_got_is_no_ranking() -> None:
    """R13: units stand by their names, whoever was asked most."""
    got = [Got("县水利局", 1, NOW, 1), Got("县财政局", 2, NOW, 1), Got("县水利局", 3, NOW, 7)]
    assert [one.unit for one in by_month(got)] == sorted(["县水利局", "县财政局"])
    more = [*got, *(Got("县财政局", n, NOW, 20) for n in range(4, 9))]
    assert [one.unit for one in by_month(more)] == [one.unit for one in by_month(got)]
