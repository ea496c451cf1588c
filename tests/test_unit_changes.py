"""What each unit hears when a task is given to other units, or led by another."""

from collections.abc import Sequence

from tasks_db.register.unit_changes import unit_changes
from tasks_db.register.values import Task
from tasks_db.terms import Role
from tests.builders import a_task, an_assignment


def task(leads: Sequence[str], others: Sequence[str] = ()) -> Task:
    shares = [an_assignment(unit, Role.LEAD) for unit in leads]
    return a_task(*shares, *(an_assignment(unit, Role.RESPONSIBLE) for unit in others), title="整理线缆")


def test_a_new_lead_hears_that_it_leads_and_everybody_beside_it_who_does() -> None:
    told = unit_changes(task(["城管局"], ["公安局", "住建局"]), task(["公安局"], ["住建局"]))
    assert told == {
        "城管局": "“整理线缆”的牵头单位改为公安局，贵单位不用再报这一项。以前报的仍然保留。",
        "公安局": "“整理线缆”的牵头单位改为贵单位（原为城管局），请牵头办理并按时报送。",
        "住建局": "“整理线缆”的牵头单位改为公安局（原为城管局），贵单位的分工不变。",
    }


def test_a_lead_that_stays_as_a_responsible_unit_hears_that_it_still_reports() -> None:
    told = unit_changes(task(["城管局"]), task(["公安局"], ["城管局"]))
    assert told["城管局"] == "“整理线缆”的牵头单位改为公安局，贵单位改为责任单位，仍按时报送。"


def test_the_lead_hears_which_units_help_it_from_now_on() -> None:
    told = unit_changes(task(["城管局"], ["公安局", "住建局"]), task(["城管局"], ["住建局", "财政局"]))
    assert told == {
        "公安局": "“整理线缆”的责任单位改为住建局、财政局，贵单位不用再报这一项。以前报的仍然保留。",
        "城管局": "“整理线缆”的责任单位有调整：增加财政局，去掉公安局。",
    }


def test_nobody_hears_of_units_that_stay_as_they_are() -> None:
    assert unit_changes(task(["城管局"], ["公安局"]), task(["城管局"], ["公安局"])) == {}
