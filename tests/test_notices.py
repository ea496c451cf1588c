"""The day's bundle as its person reads it: both days of a task, and the plan that it is of (R9)."""

from dataclasses import replace
from datetime import date

from messages import notices
from tasks_db.register import codes
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.values import Plan, Task
from tasks_db.terms import Role
from tests.builders import a_plan, a_task, an_assignment

TODAY, YEAR_END, COLLECTED = date(2025, 12, 3), date(2025, 12, 31), date(2025, 12, 26)


def collected(task: Task, unit: str, day: date) -> Task:
    """The task with a unit's own day moved to ``day``."""
    own = (
        replace(a, dues=tuple(replace(d, day=day) for d in a.dues)) if a.unit == unit else a for a in task.assignments
    )
    return replace(task, assignments=tuple(own))


def shared(title: str) -> Task:
    lead, other = an_assignment("县水利局"), an_assignment("县教委", Role.RESPONSIBLE)
    return collected(a_task(lead, other, title=title, deadline=YEAR_END), "县教委", COLLECTED)


def bundle_of(unit: str, *plans: Plan, rung: str = "T-7") -> str:
    lines = [(plan, task, a) for plan in plans for task in plan.tasks for a in task.assignments if a.unit == unit]
    items = tuple(BundleItem(n, p, t, a, a.dues[0], rung) for n, (p, t, a) in enumerate(lines, 1))
    return notices.bundle(BundleValue(1, "王敏", TODAY, items), TODAY).text


def test_a_notice_names_both_days_and_the_plan() -> None:
    plan = a_plan(shared("改造供水管网"), title="城乡建设方案")
    code = codes.of(plan.tasks[0])
    assert bundle_of("县教委", plan, rung="交办") == (
        "2025年12月3日（周三）王敏，您好。\n"
        "《城乡建设方案》新交办1项，请签收：\n"
        "1. 改造供水管网\n"
        f"   完成时限：2025年12月31日（收集日12月26日，剩23天）　责任　{code}\n"
        "\n"
        "直接回复即可，例如“1 进度60%，已完成选址”“1 无变化”。"
    )


def test_whoever_owes_on_the_date_itself_reads_one_day() -> None:
    plan = a_plan(shared("改造供水管网"), title="城乡建设方案")
    text = bundle_of("县水利局", plan)
    assert "《城乡建设方案》待反馈1项：" in text
    assert f"   完成时限：2025年12月31日（剩28天）　本单位汇总　{codes.of(plan.tasks[0])}\n" in text
    assert "收集日" not in text


def test_tasks_of_several_plans_each_name_their_own() -> None:
    plans = [
        a_plan(shared(f"任务{n}"), title=title)
        for n, title in enumerate(["城乡建设方案", "供水保障三年行动方案（2025—2027年）"])
    ]
    lines = bundle_of("县水利局", *plans).splitlines()
    assert lines[1] == "待反馈2项："
    assert lines[3].endswith(f"　本单位汇总　{codes.of(plans[0].tasks[0])}　《城乡建设方案》")
    assert lines[5].endswith(f"　本单位汇总　{codes.of(plans[1].tasks[0])}　《供水保障三年行动方案（20…》")


def test_a_collection_day_of_another_year_is_written_out() -> None:
    task = collected(shared("改造供水管网"), "县教委", date(2026, 1, 12))
    text = bundle_of("县教委", a_plan(task))
    assert "2025年12月31日（收集日2026年1月12日，剩40天）" in text
