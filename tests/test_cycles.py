"""From how a document says how often to the days on which the units owe their reports."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.intake import read_plan_apart
from tasks_db.intake.recurrences import recurrences
from tasks_db.language.rounds import Round
from tasks_db.register import handing_out
from tasks_db.register.cycles import days_of_rounds
from tasks_db.register.values import Cycle
from tasks_db.store import models
from tests.builders import a_plan, a_task
from tests.small_world import add_plan, open_office

CYCLES = [
    ("每半年报送一次", ["06-30", "12-31"]),
    ("半年一评估", ["06-30", "12-31"]),
    ("每学期报告收托情况", ["01-31", "07-31"]),
    ("每季度调度一次", ["03-31", "06-30", "09-30", "12-31"]),
    ("每年组织1次演练", ["12-31"]),
]


@pytest.mark.parametrize(("words", "days"), CYCLES)
def test_how_often_is_read_as_the_last_days_of_the_periods(words: str, days: list[str]) -> None:
    (found,) = recurrences(words)
    year = days_of_rounds(Round(found.every), date(2025, 12, 31), date(2026, 12, 31), 2026)
    assert [f"{day:%m-%d}" for day in year] == days


async def test_half_a_year_is_owed_in_june_and_december_from_the_text_to_the_due(tmp_path: Path) -> None:
    """A plan handed out on 20 January asks for its half-yearly report on 30 June, not on the 31st."""
    paper = tmp_path / "plan.txt"
    paper.write_text(
        "清河县供水保障方案\n清政办发〔2026〕1号\n"
        "（一）检查水质。对供水管网开展水质检查，每半年报送一次检查情况。（牵头单位：县水利局）\n"
        "（二）修缮水厂。修缮水厂2座，2026年10月底前完成。（牵头单位：县城管局）\n",
        "utf-8",
    )
    draft = read_plan_apart(paper)
    async with open_office(tmp_path, "2026-01-20T08:00+08:00") as office:
        await office.units("县水利局", "县城管局")
        await add_plan(office, draft)

        def owed(task: str) -> list[date]:
            with office.desk.door.read() as session:
                query = select(models.Due).join(models.Checkpoint).join(models.Task).where(models.Task.title == task)
                return sorted(due.day for due in session.exec(query).all())

        titles = {task.title for task in draft.tasks}
        assert titles == {"检查水质", "修缮水厂"}
        assert owed("检查水质") == [date(2026, 6, 30), date(2026, 12, 31)]


def test_a_cycle_without_known_days_is_settled_before_the_plan_is_handed_out() -> None:
    """Nobody would be asked for it, so the office is told that the task has no date."""
    plan = a_plan(a_task(deadline=None, cycles=(Cycle(Round("ten_days"), "巡查"),)), dispatched=None)
    assert [b.text for b in handing_out.blockers(plan)] == ["项任务没有时限，也没有报送周期"]
    assert handing_out.planned_days(plan, plan.tasks[0], date(2026, 1, 20)) == []
