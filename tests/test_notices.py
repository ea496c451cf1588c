"""The day's bundle and whatever else is read of a task: both days of it, and the plan that it is of (R9)."""

from dataclasses import replace
from datetime import date

from messages import cards, link_page, notices, phrases, query_more, reviewing, task_told
from tasks_db.language.questions import Aspect
from tasks_db.register import codes, giving, lights, queries
from tasks_db.register.answers import Assigned, Said
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.in_words import TaskTold
from tasks_db.register.ladder import CHASE_RUNG, MEMBER_RUNG
from tasks_db.register.links import Owed, SeatPage
from tasks_db.register.office_day import ConvenorDay, Week
from tasks_db.register.people import SeatHeld
from tasks_db.register.seen import SeenTask
from tasks_db.register.values import Assignment, Plan, Task
from tasks_db.terms import AnswerKind, ReportStatus, Role, SeatRole, TenureKind
from tests.builders import (
    a_checkpoint,
    a_closure,
    a_plan,
    a_report,
    a_task,
    an_assignment,
    at,
    register_of,
    unit_id,
)

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


def test_each_line_names_its_plan_on_every_page_of_a_bundle_of_two_plans() -> None:
    """R9: a page whose lines are all of one plan is no bundle of one."""
    many = a_plan(*(a_task(an_assignment("县教委"), title=f"第{n}件") for n in range(1, 7)), title="甲方案")
    alone = a_plan(a_task(an_assignment("县教委"), title="第7件"), title="乙方案")
    lines = [(plan, task, task.assignments[0]) for plan in (many, alone) for task in plan.tasks]
    items = tuple(BundleItem(n, p, t, a, a.dues[0], "T-7") for n, (p, t, a) in enumerate(lines, 1))
    text = notices.bundle(BundleValue(1, "王敏", TODAY, items), TODAY, 1).text
    assert "7. 第7件" in text
    assert "《乙方案》" in text
    assert "甲方案" not in text


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


NOW = at(TODAY)


def of_unit(plan: Plan, unit: str) -> tuple[Task, Assignment]:
    (task,) = plan.tasks
    return task, next(a for a in task.assignments if a.unit == unit)


def test_a_card_names_both_days_to_whoever_collects_and_one_to_whoever_consolidates() -> None:
    plan = a_plan(shared("改造供水管网"))
    task, own = of_unit(plan, "县教委")
    text = cards.card(SeenTask(plan, task, own, own.dues[0]), NOW).text
    assert "完成时限：2025年12月31日（收集日12月26日，剩23天）" in text
    task, own = of_unit(plan, "县水利局")
    text = cards.card(SeenTask(plan, task, own, own.dues[0]), NOW).text
    assert "完成时限：2025年12月31日（剩28天）" in text
    assert "收集日" not in text


def test_the_page_of_a_link_names_both_days_and_the_plan() -> None:
    plan = a_plan(shared("改造供水管网"), title="城乡建设方案")
    task, own = of_unit(plan, "县教委")
    seat = SeatHeld(1, 1, own.unit_id or 0, "县教委", SeatRole.LIAISON, TenureKind.HOLDER)
    owed = Owed(Assigned(plan, task, own), own.dues[0])
    (form,) = link_page.page(SeatPage("清河县联席会议", "县府办", seat, NOW, (owed,), (), ())).owed
    assert (form.plan, form.due) == ("城乡建设方案", "完成时限：2025年12月31日（收集日12月26日，剩23天）")


def test_what_is_told_of_a_tasks_days_names_the_own_collection_day_and_to_whoever_coordinates_the_others() -> None:
    plan = a_plan(shared("改造供水管网"))

    def told(unit: str, *, coordinates: bool) -> str:
        task, own = of_unit(plan, unit)
        seen = SeenTask(plan, task, own, own.dues[0], coordinates=coordinates)
        return task_told.told(TaskTold(seen, Aspect.DATES, lights.shown(plan, task, NOW), None, NOW)).text

    assert "完成时限2025年12月31日（剩28天）" in told("县教委", coordinates=False)
    assert "贵单位的收集日：2025年12月26日（剩23天）" in told("县教委", coordinates=False)
    assert "收集日" not in told("县水利局", coordinates=False)
    assert "其他单位的收集日：2025年12月26日（剩23天）" in told("县水利局", coordinates=True)


def test_the_list_of_what_falls_due_names_a_collection_day_as_such_with_the_tasks_own_day() -> None:
    register = register_of(shared("改造供水管网"))

    def listed(unit: str) -> str:
        filters = queries.Filters(unit_ids=(unit_id(unit),))
        return query_more.due(queries.due(register, queries.EVERYTHING, NOW, filters)).text

    assert "12月26日（剩23天·收集日，任务12月31日）" in listed("县教委")
    assert "12月31日（剩28天）" in listed("县水利局")


def test_more_time_is_decided_on_by_the_units_own_day_and_the_tasks() -> None:
    """R7, R9: one unit's extension moves its own collection day; what it leaves standing is named."""
    plan = a_plan(shared("改造供水管网"))
    task, own = of_unit(plan, "县教委")

    def moving(new: date, unit: Assignment = own) -> str | None:
        asked = a_report(AnswerKind.EXTENSION, TODAY, checkpoint=task.checkpoints[0], new_date=new)
        return reviewing.moving(Said(plan, task, unit, asked))

    stays = "整项完成时限仍是2025年12月31日"
    assert moving(YEAR_END) == f"原收集日2025年12月26日 → 申请2025年12月31日；{stays}"
    assert moving(date(2026, 1, 9)) == f"原收集日2025年12月26日 → 申请2026年1月9日，晚于整项时限；{stays}"
    assert moving(date(2026, 1, 9), of_unit(plan, "县水利局")[1]) == "原时限2025年12月31日 → 申请2026年1月9日"


def item(*, rung: str = "T-7", plan: Plan | None = None) -> BundleItem:
    plan = plan or a_plan(a_task(an_assignment("县水利局"), deadline=YEAR_END), title="城乡建设方案")
    (own,) = plan.tasks[0].assignments
    return BundleItem(1, plan, plan.tasks[0], own, own.dues[0], rung)


def line_of(one: BundleItem) -> str:
    return notices.bundle(BundleValue(1, "王敏", TODAY, (one,)), TODAY).text.splitlines()[3]


def test_a_line_says_why_it_is_asked_and_what_was_moved() -> None:
    """R7 and R12: by whom it is chased, that the liaison is silent, and the date before an extension."""
    assert "本单位汇总，办公室催办" in line_of(item(rung=CHASE_RUNG))
    past = replace(item(rung=CHASE_RUNG), missed=date(2025, 11, 26))
    assert "办公室催办，2025年11月26日应报的一期没有报" in line_of(past)
    assert "本单位汇总，联络员尚未反馈" in line_of(item(rung=MEMBER_RUNG))
    moved = a_checkpoint(YEAR_END, original_day=date(2025, 11, 28))
    plan = a_plan(a_task(an_assignment("县水利局"), deadline=moved), title="城乡建设方案")
    assert "2025年12月31日（剩28天）（原2025年11月28日）" in line_of(item(plan=plan))
    by_hand = a_plan(
        replace(a_task(an_assignment("县水利局"), deadline=YEAR_END), source_place="第3次专题会"),
        title=giving.PLAN_TITLE,
    )
    assert line_of(item(plan=by_hand)).endswith("依据：第3次专题会")


def test_who_is_office_convenor_and_liaison_reads_each_part_below_the_other() -> None:
    """R6."""
    week = ConvenorDay(NOW, (), Week(10, 3, 2, 4, 1))
    text = notices.bundle(BundleValue(1, "王敏", TODAY, (item(),), None, week), TODAY).text
    assert text.index("《城乡建设方案》待反馈1项") < text.index("每周简况：任务10项")
    alone = notices.bundle(BundleValue(1, "王敏", TODAY, (), None, week), TODAY).text
    assert alone.startswith("2025年12月3日（周三）王敏，您好。\n每周简况")


def test_what_a_report_says_is_told_once_and_whole() -> None:
    report = a_report(
        AnswerKind.BLOCKED, percent=30, text="卡住了", problem="资金没有到位", needs="县财政局",
        expected=date(2025, 12, 20), new_date=date(2026, 1, 10),
    )  # fmt: skip
    assert phrases.said(report) == (
        "有困难：卡住了，进度30%，困难：资金没有到位，需县财政局协调，预计2025年12月20日，延期至2026年1月10日"
    )
    words = replace(report, text="资金没有到位，30%，等县财政局，预计下月", new_date=None)
    assert phrases.said(words) == "有困难：资金没有到位，30%，等县财政局，预计下月"


def test_who_said_it_and_by_which_way_stands_below_it() -> None:
    report = replace(a_report(day=TODAY), unit="县水利局")
    assert phrases.signed(report) == "县水利局 王敏 2025年12月3日"
    assert phrases.signed(replace(report, entered_by="文员")) == "县水利局 王敏 2025年12月3日，文员代录"
    assert phrases.signed(replace(report, link_id=7)) == "县水利局 王敏 2025年12月3日，来自链接"


def test_the_state_of_a_report_says_why_it_came_back_and_that_a_closing_waits() -> None:
    back = a_report(status=ReportStatus.RETURNED, decided=date(2025, 11, 4), reason="请写进度")
    task = a_task(an_assignment("县水利局", reports=[back]), deadline=YEAR_END)
    assert phrases.status(task, task.assignments[0].reports[0], NOW) == "已退回（请写进度）"
    kept = a_task(
        an_assignment("县水利局", reports=[a_closure(date(2025, 11, 3))]),
        an_assignment("县教委", Role.RESPONSIBLE),
        deadline=YEAR_END,
    )
    assert phrases.status(kept, kept.assignments[0].reports[0], NOW) == "待补齐"
    assert phrases.status(task, a_report(AnswerKind.NO_CHANGE), NOW) == ""
    freed = a_task(an_assignment("县水利局", exempted=TODAY), deadline=YEAR_END)
    assert phrases.exempted_units(freed) == ["已豁免：县水利局（另有安排）"]
