"""A seventh handful of rules whose break once went unnoticed: found by breaking the code rule by rule."""

from datetime import timedelta
from pathlib import Path

import pytest

from messages import plan_parts, query_text
from tasks_db.intake.draft import DraftIndicator
from tasks_db.register import queries
from tasks_db.register.authority import OPERATOR
from tasks_db.work.acts import settling
from tasks_db.work.views.overview import overview
from tests.audited_office import Audited
from tests.builders import NOW, a_task, an_assignment, register_of
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import DEPUTY, EXTRA, STREETS, approved, called, joint_meeting
from tests.small_world import STARTS, WATER, a_draft_task, at_local, rows, small_meeting
from tests.test_rules_at_the_desk import loaded, office

__all__ = ["office"]


# R10


def test_a_unit_that_only_supplies_a_figure_stands_in_the_table_with_a_question_for_each_year_to_come(
    office: Audited,
) -> None:
    """R10: what is asked of it is asked, though no task is its own."""
    targets = {"2024": "85", "2025": "90", "2026": "95", "2027": "98"}
    figure = DraftIndicator("1", "供水普及率", "%", {}, targets)
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"]), indicators=(figure,))
    office.desk.do(OPERATOR, settling.set_supplier, plan, "县财政局")
    table = plan_parts.part(office.desk.ask(OPERATOR, overview, plan), "ask").text
    assert "· 县财政局：3次\n· 县水利局：1次" in table


# R11


@pytest.mark.parametrize(
    ("unsure", "button"),
    [
        ("估计要到", "确认申请延期"),
        ("可能要到", "确认申请延期"),
        ("最快", "确认申请延期"),
        ("大概到", "延到12月26日"),
        ("大约在", "延到12月26日"),
        ("暂定", "延到12月26日"),
    ],
)
async def test_a_day_that_is_not_sure_is_read_back_before_more_time_is_asked_for(
    tmp_path: Path, unsure: str, button: str
) -> None:
    """R11: nothing is recorded before the unit has pressed the day."""
    async with open_office(tmp_path, STARTS) as world:
        await small_meeting(world)
        await at_local(world, "2025-11-03T09:30")
        heard = await world.say(WATER, f"1 申请延期，{unsure}12月26日，等设备到货")
        assert button in heard.labels()
        assert await rows(world) == []


# R13


def test_units_that_did_not_report_stand_in_the_order_of_the_plans_whoever_misses_more() -> None:
    """R13: a list of names is no ranking."""
    day = (NOW - timedelta(days=7)).date()
    units = ("县水利局", "县财政局", "县城管局", "县财政局", "县城管局", "县城管局")
    register = register_of(*(a_task(an_assignment(unit), deadline=day) for unit in units))
    text = query_text.unreported_units(queries.unreported(register, queries.EVERYTHING, NOW)).text
    assert text.index("县水利局") < text.index("县财政局") < text.index("县城管局")


# R14


async def test_a_unit_reads_that_the_list_of_sittings_is_its_own_and_the_office_and_convenors_do_not(
    tmp_path: Path,
) -> None:
    """R14: whoever was called to none does not read that there are none."""
    narrowed, body = "只列出通知了贵单位的和您提议的", "的会议{}次"
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        heard = await office.say(STREETS, "/sittings")
        assert f"还没有会议（{narrowed}）" in heard.text
        await called(office)
        await approved(office, "提议召开临时会议，研究路灯移交")
        heard = await office.say(STREETS, "/sittings")
        assert f"{body.format(1)}（{narrowed}）" in heard.text
        for whole in (CLERK, CONVENOR, DEPUTY):
            heard = await office.say(whole, "/sittings")
            assert body.format(2) in heard.text
            assert narrowed not in heard.text


# R16


@pytest.mark.parametrize(("when", "read"), [("上午9:30", "09:30"), ("上午7:30", "07:30")])
async def test_who_comes_is_written_down_from_the_local_day_of_a_sitting(
    tmp_path: Path, when: str, read: str
) -> None:
    """R16: a sitting before eight has another day in UTC, which nobody reads."""
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        await called(office, f"11月10日{when} 县政府三楼会议室")
        await at_local(office, "2025-11-09T23:50")
        await office.say(CLERK, "/sittings 1")
        heard = await office.press(CLERK, "登记出席")
        assert f"会议还没有开始（11月10日{read}）" in heard.text
        await at_local(office, "2025-11-10T00:10")
        await office.say(CLERK, "/sittings 1")
        heard = await office.press(CLERK, "登记出席")
        assert "未反馈" in heard.text
