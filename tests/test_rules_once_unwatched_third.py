"""A third handful of rules whose break once went unnoticed: said again, taken back, and whose words one reads."""

from pathlib import Path

from sqlmodel import select

from tasks_db.register.notice import NoticeText
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import ReportStatus
from tasks_db.work.acts import reviewing
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
