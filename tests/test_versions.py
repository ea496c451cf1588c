"""A draft gives way to its final paper, and a mended table comes back: identity and history go along."""

import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.delivery import worker
from tasks_db.intake.draft import DraftMember
from tasks_db.register.authority import SYSTEM
from tasks_db.register.refusals import PlanError
from tasks_db.store import audit, models, people
from tasks_db.store.keys import key
from tasks_db.terms import Role, SeatRole
from tasks_db.work.acts import changing, replacing, roster
from tests.intake_samples import FLOOD, MEALS
from tests.office_world import CLERK, Office, open_office
from tests.small_world import MONEY, STARTS, STREETS, WATER, a_draft, a_draft_task, add_plan, small_meeting

LIAISON = 201
DRAFT = MEALS.replace("云溪县老年助餐服务提升方案", "云溪县老年助餐服务提升方案（征求意见稿）")


async def _settled(office: Office) -> None:
    await office.press(CLERK, "单位名称")
    await office.press(CLERK, "没有相近的")


async def test_an_old_list_of_names_still_means_the_name_that_it_shows(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县府办") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        heard = await office.press(CLERK, "单位名称")
        first, second, third = (line.split("（任务")[0].split(". ")[1] for line in heard.text.splitlines()[1:4])
        _, old = await office.find_button(CLERK, "2 登记为新单位")
        await office.press(CLERK, "1 登记为新单位")
        await office.forge(CLERK, old)
        names = await office.read(lambda s: {u.name for u in s.exec(select(models.Unit)).all()})
        assert {first, second} <= names
        assert third not in names
        assert "已经定过了" in (await office.forge(CLERK, old)).text


async def test_the_final_paper_replaces_its_draft_and_keeps_what_was_settled(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        heard = await office.send_bytes(CLERK, "draft.txt", DRAFT.encode())
        assert "方案1：" in heard.text
        await _settled(office)
        tasks = await office.read(lambda s: s.exec(select(models.Task)).all())

        final = MEALS.replace("2026年12月", "2027年3月").replace("县商务局", "县文旅局")
        heard = await office.send_bytes(CLERK, "final.txt", final.encode())
        assert "方案2：" in heard.text
        heard = await office.press(CLERK, "可能是方案1的新版：对比")
        assert "改：" in heard.text
        assert "县商务局" in heard.text
        assert "县文旅局" in heard.text
        await office.press(CLERK, "用新文件替换方案1")
        heard = await office.press(CLERK, "确认替换")
        assert "已替换方案1" in heard.text
        assert "方案1：" in heard.text

        # the same rows go on; the units that were settled are known, only the new one is asked about
        after = await office.read(lambda s: s.exec(select(models.Task).where(models.Task.plan_id == 1)).all())
        assert {t.id for t in tasks if not t.candidate} <= {t.id for t in after}
        assert "1个单位名称还没有对上" in heard.text
        history = await office.read(lambda s: audit.history(s, "plan", 1))
        assert history[0].action == "载入方案"
        assert history[-1].action == "替换方案"
        heard = await office.say(CLERK, "/plans")
        assert "方案2" not in heard.labels()


async def test_a_plan_that_asks_goes_on_as_its_new_version_and_tells_each_unit_once_what_moved(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        await _settled(office)
        await office.seat("县民政局", "民联", LIAISON)
        await office.press(CLERK, "交办")
        await office.press(CLERK, "确认交办")
        await office.until(datetime.fromisoformat("2026-03-02T11:00+08:00"))
        asked = await office.last(LIAISON)
        await office.say(LIAISON, "1 进度20%，已选址", reply_to=asked["id"])

        # under another title, but most tasks are the same: it is said at once, and again before 交办
        final = MEALS.replace("2027年6月底", "2027年9月底").replace(
            "云溪县老年助餐服务提升方案", "任务分工（第三稿）"
        )
        heard = await office.send_bytes(CLERK, "third.txt", final.encode())
        assert "这像是方案1“云溪县老年助餐服务提升方案（2026—2028年）”的新版，原来的3项里有3项同名" in heard.text
        assert "方案1正在催报，再交办这一个，同一件事会催两遍" in (await office.press(CLERK, "交办")).text
        shown = await office.say(CLERK, "这是方案1的新稿，请对比")
        assert "时限：2027-06-30 → 2027-09-30" in shown.text
        question = await office.press(CLERK, "用新文件替换方案1")
        assert "不用撤回交办：替换后照新版催报" in question.text
        assert "告知至多1人，各一条" in question.text
        assert {"确认替换", "返回对比"} <= set(question.labels())
        await office.press(CLERK, "确认替换")
        told = (await office.last(LIAISON))["text"]
        assert "换成了新版，与贵单位有关的：" in told
        assert "完成时限由2027年6月30日改为2027年9月30日。" in told
        assert "依据：《任务分工（第三稿）（2026—2028年）》（云政办发〔2026〕7号）。已报的内容都保留。" in told
        assert "“云溪县老年助餐服务提升方案（2026—2028年）”换成了新版" in told
        reports = await office.read(lambda s: s.exec(select(models.Report)).all())
        assert [r.text for r in reports if r.percent == 20]
        assert "已交办" in (await office.say(CLERK, "/plan 1")).text
        assert "20%" in (await office.say(LIAISON, "任务1")).text


async def test_a_change_that_is_put_back_in_the_new_version_is_neither_made_nor_told(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        await _settled(office)
        await office.send_bytes(CLERK, "third.txt", MEALS.replace("2027年6月底", "2027年9月底").encode())
        shown = await office.say(CLERK, "这是方案1的新稿，请对比")
        assert "时限：2027-06-30 → 2027-09-30" in shown.text
        assert "哪一处先不动：替换前在方案2里改回原来的" in shown.text

        tasks = await office.read(lambda s: s.exec(select(models.Task).where(models.Task.plan_id == 2)).all())
        moved = next(task for task in tasks if "2027年9月底" in task.content)
        await office.do_as(CLERK, changing.move_deadline, key(moved.id), date(2027, 6, 30))
        assert "2027-09-30" not in (await office.say(CLERK, "这是方案1的新稿，请对比")).text.split("内容")[0]


async def test_a_new_version_with_something_open_is_settled_first_and_what_fell_away_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.until(datetime.fromisoformat(STARTS) + timedelta(hours=2))
        stays = a_draft_task("2", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 30))
        fresh = a_draft_task("1", "检修消防水栓", ["县无此局"], [], date(2025, 12, 25))
        await add_plan(office, a_draft("城乡建设方案（二稿）", fresh, stays), hand_out=False)
        shown = await office.say(CLERK, "用方案2替换方案1")
        assert "方案1正在催报，替换后马上照新版问，所以要先在方案2里定好：1个单位名称还没有对上" in shown.text
        assert "去定方案2" in shown.labels()
        with pytest.raises(PlanError, match="还没有定：1个单位名称还没有对上。请先在新版方案里定好"):
            await office.desk.doing(SYSTEM, replacing.replace_plan, 1, 2)

        whole = a_draft_task("1", "检修消防水栓", ["县财政局"], [], date(2025, 12, 25))
        await add_plan(office, a_draft("城乡建设方案（三稿）", whole, stays), hand_out=False)
        await office.say(CLERK, "方案3是方案1的新版")
        assert "告知至多3人" in (await office.press(CLERK, "用新文件替换方案1")).text
        assert "已告知3人" in (await office.press(CLERK, "确认替换")).text
        told = {user: (await office.last(user))["text"] for user in (WATER, MONEY, STREETS)}
        assert "“改造供水管网”（1-2）完成时限由2025年12月19日改为2025年12月30日。" in told[WATER]
        assert "“检修消防水栓”（1-1）新交给贵单位，下一条消息里问。" in told[MONEY]
        assert "“整治背街小巷”新版里没有了，不用再反馈。" in told[STREETS]
        await office.until(date(2025, 11, 4))
        asked = (await office.last(MONEY))["text"]
        assert "检修消防水栓" in asked
        assert "2025年12月25日" in asked


async def test_a_task_that_another_unit_leads_in_the_new_version_is_consolidated_by_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 19)))
        await office.until(datetime.fromisoformat(STARTS) + timedelta(hours=2))
        turned = a_draft_task("1", "改造供水管网", ["县财政局"], ["县水利局"], date(2025, 12, 19))
        await add_plan(office, a_draft("城乡建设方案（二稿）", turned), hand_out=False)
        await office.say(CLERK, "用方案2替换方案1")
        await office.press(CLERK, "用新文件替换方案1")
        assert "已替换方案1" in (await office.press(CLERK, "确认替换")).text
        shares = await office.read(
            lambda s: s.exec(select(models.Assignment).where(models.Assignment.task_id == 1)).all()
        )
        assert [(a.printed, a.role) for a in shares if a.consolidates] == [("县财政局", Role.LEAD)]


async def test_what_the_office_decided_stays_where_the_new_version_still_prints_what_was_before(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.until(datetime.fromisoformat(STARTS) + timedelta(hours=2))
        await office.do_as(CLERK, changing.set_units, 1, Role.LEAD, ["县城管局"])
        await office.do_as(CLERK, changing.move_deadline, 1, date(2025, 12, 25), "会议决定")
        await office.until(datetime.fromisoformat(STARTS) + timedelta(hours=3))
        heard = {user: len(await office.seen(user)) for user in (WATER, MONEY, STREETS)}
        same = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 19))
        other = a_draft_task("2", "整治背街小巷", ["县城管局"], [], date(2025, 12, 29))
        await add_plan(office, a_draft("城乡建设方案（二稿）", same, other), hand_out=False)
        shown = (await office.say(CLERK, "方案2是方案1的新版")).text
        assert "留：1. 改造供水管网" in shown
        assert "牵头单位：本系统已改为县城管局；新版仍写县水利局，保留本系统的" in shown
        assert "时限：本系统已改为2025-12-25；新版仍写2025-12-19，保留本系统的" in shown
        await office.press(CLERK, "用新文件替换方案1")
        await office.press(CLERK, "确认替换")
        card = (await office.say(CLERK, "/task 1-1")).text
        assert "牵头：县城管局" in card
        assert "2025年12月25日" in card
        for user in (WATER, MONEY):
            assert len(await office.seen(user)) == heard[user], "nothing moved for them"
        told = [m["text"] for m in (await office.seen(STREETS))[heard[STREETS] :]]
        assert not any("改造供水管网" in text for text in told)


async def test_a_table_goes_out_is_mended_and_comes_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        heard = await office.press(CLERK, "导出表格修改")
        document = heard.messages[0]["document"]
        listed = (await office.page.get(f"/page/files/{document['file_id']}")).content
        book = load_workbook(io.BytesIO(listed))
        sheet = book.worksheets[0]
        assert [c.value for c in sheet[2]][:4] == ["编号", "序号", "任务", "内容"]
        sheet["H3"] = "2026-09-30"
        sheet["E3"] = "县民政局、县财政局"
        sheet.append([None, "9", "增设助餐点", "新增三个助餐点", "县民政局", "", "", "2026-11-30"])
        sheet.delete_rows(4)
        mended = io.BytesIO()
        book.save(mended)

        heard = await office.send_bytes(CLERK, "mended.xlsx", mended.getvalue())
        assert "新增1项，删去1项" in heard.text
        assert "时限：" in heard.text
        heard = await office.press(CLERK, "按表格更新")
        assert "已按表格更新方案1" in heard.text
        assert "任务3项" in heard.text
        await office.press(CLERK, "任务清单")
        shown = (await office.last(CLERK))["text"]
        assert "2026年9月30日｜县民政局、县财政局" in shown
        assert "增设助餐点" in shown


async def test_a_faulty_table_is_refused_with_every_faulty_row(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        heard = await office.press(CLERK, "导出表格修改")
        listed = (await office.page.get(f"/page/files/{heard.messages[0]['document']['file_id']}")).content
        book = load_workbook(io.BytesIO(listed))
        sheet = book.worksheets[0]
        sheet["H3"] = "下个月"
        sheet["A4"] = "第一项"
        mended = io.BytesIO()
        book.save(mended)
        heard = await office.send_bytes(CLERK, "mended.xlsx", mended.getvalue())
        assert "第3行：看不懂时限" in heard.text
        assert "第4行：编号" in heard.text


async def test_an_answer_is_offered_for_a_task_of_another_plan_that_asks_for_the_same(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        twin = MEALS.replace("云溪县老年助餐服务提升方案", "云溪县民生实事清单")
        for number, text in ((1, MEALS), (2, twin)):
            await office.send_bytes(CLERK, f"plan{number}.txt", text.encode())
            if number == 1:
                await _settled(office)
            await office.say(CLERK, f"/plan {number}")
            await office.press(CLERK, "交办")
            heard = await office.press(CLERK, "确认交办")
            assert "已交办" in heard.text
        await office.seat("县市场监管局", "市联", LIAISON)
        await office.until(date(2026, 3, 3))
        asked = await office.last(LIAISON)
        heard = await office.say(LIAISON, "1 进度40%，已接入六家", reply_to=asked["id"])
        heard = await office.press(LIAISON, "同样报给：")
        assert "40%" in heard.text
        reports = await office.read(lambda s: s.exec(select(models.Report)).all())
        assert [r.percent for r in reports] == [40, 40]
        assert len({r.assignment_id for r in reports}) == 2


async def test_a_cancellation_is_read_back_first_and_can_be_taken_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        await _settled(office)
        await office.press(CLERK, "任务清单")
        await office.press(CLERK, "改 1")
        await office.press(CLERK, "取消任务")
        heard = await office.say(CLERK, "算了，先不取消")
        assert "没有改动" in heard.text
        await office.press(CLERK, "取消任务")
        heard = await office.say(CLERK, "县政府常务会议决定")
        assert "将取消第1项" in heard.text
        heard = await office.say(CLERK, "/plan 1")
        assert "任务3项" in heard.text
        heard = await office.press(CLERK, "确认取消")
        assert "已取消" in heard.text
        await office.press(CLERK, "恢复任务")
        heard = await office.say(CLERK, "/plan 1")
        assert "任务3项" in heard.text


async def test_a_printed_roster_displaces_nobody(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="青岚市", office="市应急管理局") as office:
        await office.units("青岚市人民政府")
        await office.seat("青岚市人民政府", "在任者", LIAISON, SeatRole.CONVENOR)
        await office.send_bytes(CLERK, "flood.txt", FLOOD.encode())
        await office.press(CLERK, "单位名称")
        await office.press(CLERK, "没有相近的")
        await office.say(CLERK, "/plan 1")
        heard = await office.press(CLERK, "采用成员名单")
        lines = await office.read(lambda s: people.seat_lines(s, 1, date(2026, 3, 2)))
        assert "在任者" in {line.person for line in lines}, heard.text


async def test_a_printed_roster_names_whom_it_left_out(tmp_path: Path) -> None:
    """R11: a member whose seat another holds, and one whose unit nobody knows."""
    members = (
        DraftMember("成员", "王五", "县财政局局长", "县财政局"),
        DraftMember("成员", "赵六", "县新局局长", "县新局"),
        DraftMember("成员", "钱七", "县城管局局长", "县城管局"),
    )
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.seat("县财政局", "财成", 301, SeatRole.MEMBER)
        paper = a_draft("防汛方案", a_draft_task("1", "疏浚河道", ["县财政局"]), members=members)
        taken = await office.do(roster.take_over, await add_plan(office, paper, hand_out=False))
        assert [(entry.name, holder) for entry, holder in taken.kept] == [("王五", "财成")]
        assert [entry.name for entry in taken.left] == ["赵六"]
        lines = await office.read(lambda s: people.seat_lines(s, 1, date(2025, 11, 3)))
        assert [line.person for line in lines if line.role is SeatRole.MEMBER] == ["财成", "钱七"]


async def test_a_plan_shows_the_papers_above_it_and_the_plans_below(tmp_path: Path) -> None:
    above = MEALS.replace("云政办发〔2026〕7号", "青政办发〔2026〕3号")
    named = "《青岚市人民政府办公室关于印发〈老年助餐服务提升方案〉的通知》（青政办发〔2026〕3号）"
    below = (
        f"云溪县助餐点建设方案\n根据{named}，结合实际，制定本方案。\n（一）选址。逐村摸底。（责任单位：县民政局）\n"
    )
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        heard = await office.send_bytes(CLERK, "below.txt", below.encode())
        assert "上位文件：《老年助餐服务提升方案》（青政办发〔2026〕3号）" in heard.text
        assert not any("上位方案" in label for label in heard.labels())
        heard = await office.send_bytes(CLERK, "above.txt", above.encode())
        assert "下位方案1" in heard.labels()
        heard = await office.press(CLERK, "下位方案1")
        assert "即方案2" in heard.text
        assert "上位方案2" in heard.labels()


async def test_long_reading_shows_that_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PROGRESS_EVERY", 0.02)
    async with open_office(tmp_path, "2026-03-02T08:00+08:00", area="云溪县", office="县民政局") as office:
        await office.send_bytes(CLERK, "plan.txt", MEALS.encode())
        seen = [message["text"] for message in await office.seen(CLERK)]
        assert any(re.fullmatch(r"正在读“plan\.txt”……已用\d+秒", text) for text in seen)
