"""Faults that a month as the office's clerk met (desk.md) and that no other file holds to a test."""

from pathlib import Path

from tasks_db.intake.draft import DraftFinding, DraftIndicator, Quote
from tests.office_world import CONVENOR
from tests.small_world import (
    CLERK,
    DEADLINE,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    small_meeting,
)


async def test_a_plan_has_one_number_of_tasks_wherever_it_is_counted(tmp_path: Path) -> None:
    """Fault 18: 14 in the paper and 19 in the list, and 没有时限 5 of a plan that was handed out."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        supplied = a_draft(
            "供水方案",
            a_draft_task("1", "换管", ["县水利局"]),
            indicators=(DraftIndicator("1", "供水普及率", "%", {"2024": "90"}, {"2025": "95", "2026": "96"}),),
        )
        plan = await add_plan(office, supplied, hand_out=False)
        await office.say(CLERK, f"/plan {plan}")
        await office.press(CLERK, "指标 1")
        await office.press(CLERK, "未定的1项")
        await office.say(CLERK, "县水利局")
        await office.say(CLERK, f"/plan {plan}")
        await office.press(CLERK, "交办")
        await office.press(CLERK, "确认交办")
        assert f"{plan}. 供水方案（已交办，1项）" in (await office.say(CLERK, "/plans")).text
        card = await office.say(CLERK, f"/plan {plan}")
        assert "任务1项（有时限1项" in card.text
        assert not [label for label in card.labels() if label.startswith("没有时限")]
        assert "台账：2个方案、3项任务" in (await office.say(CLERK, "/ledger")).text
        assert "共3项" in (await office.say(CLERK, "/digest")).text


async def test_names_are_numbered_as_they_are_listed_and_a_settled_doubt_leaves_the_list(tmp_path: Path) -> None:
    """Faults 19 and 20: 2, 3, 4, 1; a settled finding that stays; 各乡镇 that nobody knows."""
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县水利局")
        typo = DraftFinding(
            "unit_typo",
            "warning",
            "“县水力局”像是“县水利局”。",
            (Quote("第2行", "县水力局"), Quote("第1行", "县水利局")),
        )
        draft = a_draft(
            "供水方案",
            a_draft_task("1", "换管", ["县水利局"], ["县档案馆"]),
            a_draft_task("2", "修渠", ["县水力局"], ["县气象台"]),
            findings=(typo,),
        )
        plan = await add_plan(office, draft, hand_out=False)
        await office.say(CLERK, f"/plan {plan}")
        listed = (await office.press(CLERK, "单位名称")).text.splitlines()
        assert [line.split("（")[0] for line in listed[1:]] == ["1. 县水力局", "2. 县档案馆", "3. 县气象台"]
        assert "疑点1处" in (await office.say(CLERK, f"/plan {plan}")).text
        await office.press(CLERK, "单位名称")
        await office.press(CLERK, "1=县水利局")
        assert "疑点0处" in (await office.say(CLERK, f"/plan {plan}")).text


async def test_what_leaves_today_is_foretold_and_not_counted_again_for_tomorrow(tmp_path: Path) -> None:
    """Fault 21: a plan handed out in the afternoon was invisible that day and counted twice the next."""
    async with open_office(tmp_path, "2025-11-03T15:00+08:00") as office:
        await small_meeting(office)
        foretold = (await office.say(CLERK, "/preview")).text
        assert "今天还要发出3条提醒，给" in foretold
        assert "下一个工作日没有要发的提醒。" in foretold
        await at_local(office, "2025-11-03T15:30")
        assert len(await office.received(WATER)) == 1
        assert "今天还要发出" not in (await office.say(CLERK, "/preview")).text
        await at_local(office, "2025-11-04T18:00")
        assert len(await office.received(WATER)) == 1


async def test_whose_help_a_plea_asks_for_is_never_cut(tmp_path: Path) -> None:
    """papers.md, fault 8: 需县财…；需协调： is the one thing that a convenor must read."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        long = "因沿线三个小区管线老化严重、征迁协议迟迟没有签下来，配套资金缺口一百二十万元至今没有着落"
        await office.say(WATER, f"1 有困难，{long}，需县财政局协调")
        await office.say(CLERK, "/desk")
        assert "县财政局" in (await office.press(CLERK, "需协调")).text
        assert "县财政局" in (await office.say(CONVENOR, "哪些事需要协调")).text

        # the paper tells it once it is reviewed
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "通过")
        assert "县财政局" in (await office.say(CLERK, "/digest")).text


async def test_a_list_keeps_its_numbers_and_skips_nothing_while_it_is_answered(tmp_path: Path) -> None:
    """papers.md, fault 17: answering from page 1, then 更多, skipped three of sixteen tasks."""
    async with open_office(tmp_path, STARTS) as office:
        tasks = [a_draft_task(str(n), f"改造第{n}段管网", ["县水利局"], day=DEADLINE) for n in range(1, 17)]
        await small_meeting(office, *tasks)
        await at_local(office, "2025-11-03T10:00")
        shown = (await office.say(WATER, "/mine")).text
        for number in (1, 2, 3):
            await office.say(WATER, f"{number} 进度{number}0%，正在铺管")
        more = await office.find_button(WATER, "更多", "我的任务")
        turned = await office.press_data(WATER, *more)
        shown += turned.text
        while "更多" in turned.labels():
            turned = await office.press(WATER, "更多", within="我的任务")
            shown += turned.text
        for n in range(1, 17):
            assert f"改造第{n}段管网" in shown, n


async def test_a_bare_table_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    """A spreadsheet without a heading stood in every list and question as “”."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await add_plan(office, a_draft("", a_draft_task("1", "换管", ["县水利局"])), hand_out=False)
        assert "2. 方案（" in (await office.say(CLERK, "/plans")).text
