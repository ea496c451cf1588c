"""A plan's page: what is open is settled in one form a kind, rows are amended, and what reaches many is asked."""

import html
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from tasks_db.intake.draft import DraftFinding, DraftIndicator, Quote
from tasks_db.intake.plan import read_plan
from tasks_db.register.authority import SYSTEM
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import SeatRole
from tasks_db.work.acts import handing_out, loading, roster, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.context import Context
from tests.intake_samples import MEALS, write
from tests.page_world import Browser, PageWorld, page_world
from tests.small_world import a_draft, a_draft_task
from tests.test_office_page import asked, did, page

DRAFT = a_draft(
    "园林绿化方案",
    a_draft_task("1", "修口袋公园", ["县园林中心"], ["县财政局"], None),
    a_draft_task("2", "补种行道树", ["县城市管理局"], [], date(2025, 9, 30)),
    a_draft_task("3", "清理枯枝", [], ["县水利局", "县城管局"], date(2025, 12, 31)),
    candidates=(a_draft_task("4", "评选园林单位", ["县城管局"]), a_draft_task("5", "宣传", ["县城管局"])),
    findings=(
        DraftFinding("unclear_date", "warning", "“适时”不是日期，请定。", (Quote("第1行", "适时推进"),)),
        DraftFinding("numbering", "info", "编号不连续。", (Quote("第9行", "（三）"), Quote("第11行", "（五）"))),
    ),
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        await opened.desk.doing(SYSTEM, loading.load_plan, DRAFT, Source("园林.txt", "2"))
        yield opened


async def clerk_of(world: PageWorld) -> Browser:
    return await world.signed_in("县府办", SeatRole.OFFICE_STAFF)


def number_of(shown: str, before: str, field: str) -> str:
    """The number of the field that stands nearest behind some words."""
    return shown.split(before, 1)[1].split(f'name="{field}-', 1)[1].split('"', maxsplit=1)[0]


async def test_the_page_chooses_nothing_for_a_name_that_stands_for_several_units(world: PageWorld) -> None:
    street = a_draft("防冻方案", a_draft_task("1", "组建抢修队伍", ["县水利局"], ["各街道", "县天文台"]))
    await world.desk.doing(SYSTEM, loading.load_plan, street, Source("防冻.txt", "3"))
    shown = await page(await clerk_of(world), "/plans/3")
    for name, chosen in (("县天文台", True), ("各街道", False)):
        line = shown.split(f'<th scope="row">{name}')[1].split("</select>")[0]
        assert ('<option value="new" selected>' in line) is chosen, name


async def test_a_plan_is_settled_kind_by_kind_and_handed_out_after_one_question(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    shown = await page(clerk, "/plans/2")
    for said in ("2个单位名称还没有对上", "1项任务已过期", "1项任务没有时限", "就是县城管局", "“适时”不是日期"):
        assert said in shown, said
    assert "第9行：“（三）”" in shown
    assert "第11行：“（五）”" in shown
    garden, street = (number_of(shown, f'<th scope="row">{name}', "as") for name in ("县园林中心", "县城市管理局"))
    known = shown.split('value="=')[1].split('"')[0]
    named = await did(clerk, "plans/2/names", **{f"as-{garden}": "new", f"as-{street}": f"={known}"})
    assert "已定2个单位名称" in named
    first, second = number_of(named, "1. 修口袋公园", "day"), number_of(named, "2. 补种行道树", "day")
    wrong = await clerk.http.post("/office/plans/2/dates", data={f"day-{first}": "2025年3月底"})
    assert (wrong.status_code, "第1项：" in wrong.text) == (409, True)
    dated = await did(clerk, "plans/2/dates", **{f"day-{first}": "2026年6月底", f"past-{second}": "done"})
    assert "已定2项任务的时限" in dated
    assert "2026年6月30日" in dated
    taken = number_of(dated, "评选园林单位", "take")
    assert "采纳1条" in await did(clerk, "plans/2/candidates", **{f"take-{taken}": "take"})
    settled = await did(clerk, "plans/2/consolidating")
    assert "交办前还要定" not in settled
    findings = [part.split('"')[0] for part in settled.split('name="finding" value="')[1:]]
    assert "2处疑点已看" in await did(clerk, "plans/2/findings", finding=findings)
    question = await did(clerk, "plans/2/hand-out")
    assert "交办“园林绿化方案”？" in question
    assert "待交办" in await page(clerk, "/plans/2")
    assert "已交办“园林绿化方案”" in await did(clerk, "plans/2/hand-out", confirmed="1")
    assert "没有通知过任何人" in await did(clerk, "plans/2/recall")


async def test_the_text_shows_what_was_read_as_what_and_leads_from_row_to_sentence_and_back(
    world: PageWorld, tmp_path: Path
) -> None:
    clerk = await clerk_of(world)
    await world.desk.doing(
        SYSTEM, loading.load_plan, read_plan(write(tmp_path, MEALS, "助餐.txt")), Source("助餐", "3")
    )
    assert "没有留原文" in (await clerk.http.get("/office/plans/2/text")).text
    row = (await page(clerk, "/plans/3")).split("1. 新建社区食堂")[-1]
    to_text = row.split('href="')[1].split('"')[0]
    text = (await clerk.http.get(to_text.partition("#")[0])).text
    anchor = text.split(f'id="{to_text.partition("#")[2]}"')[1]
    assert anchor.startswith(' href="/office/plans/3#t')
    assert anchor.split("<span")[1].startswith(' class="k-task">新建社区食堂')
    shown = html.unescape(re.sub(r"<[^>]+>", "", text.split('data-testid="document">')[1].split("</div>")[0]))
    for line in MEALS.split("\n"):
        assert line.split("\t")[-1] in shown
    for kind in ("task", "owner", "date", "heading", "background"):
        assert f'class="k-{kind}"' in text, kind


async def test_a_row_is_amended_and_what_reaches_people_is_asked_first_in_numbers(world: PageWorld) -> None:
    liaison, clerk = await asked(world), await clerk_of(world)
    shown = await page(clerk, "/plans/1")
    was = {"was-day": "2025年12月19日", "was-cycle": "", "was-leads": "县水利局", "was-responsibles": "县财政局"}
    was |= {
        "was-consolidating": "县水利局",
        "consolidating": "县水利局",
        "leads": "县水利局",
        "day": "2025年12月19日",
    }
    assert 'name="was-day" value="2025年12月19日"' in shown
    done = await did(clerk, "plans/1/tasks/1", **was, responsibles="县财政局、县城管局")
    assert "第1项已改" in done
    assert "县财政局、县城管局" in done
    was |= {"was-responsibles": "县财政局、县城管局", "responsibles": "县财政局、县城管局", "day": "2026年3月底"}
    without = await clerk.http.post("/office/plans/1/tasks/1", data=was)
    assert (without.status_code, "请填写依据" in without.text) == (409, True)
    question = await did(clerk, "plans/1/tasks/1", **was, ground="县政府会议决定")
    assert "会告知1人。依据：县政府会议决定" in question
    assert "已告知1人" in await did(clerk, "plans/1/tasks/1", **was, ground="县政府会议决定", confirmed="1")
    await world.settled()
    assert any("改为2026年3月31日" in text for text in await liaison.heard())
    named = await did(clerk, "plans/1/tasks/1", **{"was-leaders": "", "leaders": "王强、李敏"})
    assert "责任领导：王强、李敏" in named
    assert 'name="was-leaders" value="王强、李敏"' in named
    assert "没有填写要改的内容" in await did(clerk, "plans/1/tasks/1")
    assert "将取消第2项" in await did(clerk, "plans/1/tasks/2/cancel", ground="会议决定")
    assert "已取消 1项" in await did(clerk, "plans/1/tasks/2/cancel", ground="会议决定", confirmed="1")
    assert "已恢复" in await did(clerk, "plans/1/tasks/2/restore")

    assert "并告知已收到催报的1人：水联" in await did(clerk, "plans/1/recall")
    assert "会告知已收到催报的1人：水联。原因：停办" in await did(clerk, "plans/1/end", reason="停办")
    assert "已交办" in await page(clerk, "/plans/1")
    assert "已终止" in await did(clerk, "plans/1/end", reason="停办", confirmed="1")
    await world.settled()
    assert any("已终止，不用再反馈。原因：停办" in text for text in await liaison.heard())
    assert "已移除“园林绿化方案”" in await did(clerk, "plans/2/remove")
    assert "已恢复“园林绿化方案”" in await did(clerk, "plans/2/put-back")
    for path in ("/plans/2", "/plans/99", "/plans/x"):
        assert (await liaison.http.get(f"/office{path}")).status_code in {400, 403}
    assert "没有" in (await clerk.http.get("/office/plans/99")).text


async def test_a_dropped_file_is_read_as_in_chat_and_its_plan_removed_by_one_press(world: PageWorld) -> None:
    liaison, clerk = await asked(world), await clerk_of(world)

    async def dropped(name: str, content: bytes) -> httpx.Response:
        answer = await clerk.http.post("/office/files", files={"file": (name, content)})
        await world.settled()
        return await clerk.http.get(answer.headers["location"])

    assert 'action="/office/files"' in await page(clerk)
    read = await dropped("助餐.txt", MEALS.encode())
    assert read.headers["location"].startswith("/office/plans/3?said=")
    plan = await clerk.http.get(read.headers["location"])
    assert "“助餐.txt”已读完" in plan.text
    assert "新建社区食堂" in plan.text
    assert "已经载入过（方案3" in (await dropped("又一份.txt", MEALS.encode())).text
    assert "扫描" in (await dropped("扫描.png", b"\x89PNG\r\n\x1a\n0000")).text
    removed = await did(clerk, "plans/3/remove")
    assert "恢复方案" in removed
    table = await dropped("任务.csv", "交办事项,单位,时限,依据\n修桥,县水利局,2025-12-30,县长批示\n".encode())
    press = table.text.split('action="/office/sent/')[1].split('"')[0]
    said = table.text.split('name="said" value="')[1].split('"')[0]
    token = table.text.split('name="token" value="')[1].split('"')[0]
    await clerk.http.post(f"/office/sent/{press}", data={"said": said, "token": token})
    await world.settled()
    assert "交办事项" in await page(clerk)
    words = await clerk.http.post(
        "/office/say", data={"words": "领导交办：王县长批示，县财政局，12月20日前，核对预算"}
    )
    await world.settled()
    answered = await page(clerk, words.headers["location"].removeprefix("/office"))
    assert "交办1项，1个单位" in answered
    assert "确认交办" in answered
    for whose in (liaison, await world.browser()):
        refused = await whose.http.post("/office/files", files={"file": ("x.txt", b"x")})
        assert refused.status_code in {303, 403}
        assert refused.headers.get("location", "/sign-in") == "/sign-in"
    empty = await clerk.http.post("/office/files", files={"file": ("空.txt", b"")})
    assert (empty.status_code, "是空的" in empty.text) == (400, True)
    assert "没有这份文件或这句话" in (await clerk.http.get("/office/sent/1")).text


def closes(ctx: Context) -> None:
    """The office has declared the first task 办结."""
    task = ctx.session.get_one(models.Task, 1)
    task.closed_at = ctx.now
    ctx.session.add(task)


async def test_a_plan_handed_out_shows_where_its_tasks_stand_and_lets_them_be_exempted_and_reopened(
    world: PageWorld,
) -> None:
    water, clerk = await asked(world), await clerk_of(world)
    assert "尚无反馈" in await page(clerk, "/plans/1")
    await water.say("1 推进中，进度60%")
    assert "待审核1条" in await page(clerk, "/plans/1")
    await world.desk.doing(SYSTEM, closes)
    closed = await page(clerk, "/plans/1")
    assert "已办结" in closed.split('data-testid="tasks"')[1]
    assert "重开（回头看）" in closed
    question = await did(clerk, "plans/1/tasks/1/reopen", reason="抽查发现漏水", day="2026年1月底")
    assert "会告知1人。原因：抽查发现漏水" in question
    again = await did(clerk, "plans/1/tasks/1/reopen", reason="抽查发现漏水", day="2026年1月底", confirmed="1")
    assert "新的时限2026年1月31日" in again
    assert "原2025年12月19日，依据：抽查发现漏水" in again
    assert "以后可以取消豁免。理由：没有街巷" in await did(
        clerk, "plans/1/tasks/2/exempt", unit="县城管局", reason="没有街巷"
    )
    freed = await did(clerk, "plans/1/tasks/2/exempt", unit="县城管局", reason="没有街巷", confirmed="1")
    assert "已豁免：县城管局（没有街巷） <button" in freed
    owes = await did(clerk, "plans/1/tasks/2/end-exemption", unit="县城管局")
    assert "已取消县城管局在“" in owes
    assert "已豁免：" not in owes
    assert (await water.http.post("/office/plans/1/tasks/1/strike-off")).status_code == 403


async def test_what_is_left_open_is_said_before_and_settled_after_and_a_changed_unit_says_who_is_asked(
    world: PageWorld,
) -> None:
    clerk = await clerk_of(world)
    draft = a_draft(
        "老旧小区方案",
        a_draft_task("1", "改造楼栋", ["县水利局"], ["县财政局"], date(2026, 6, 30)),
        candidates=(
            a_draft_task("2", "评选样板", ["县城管局"], [], date(2026, 6, 30)),
            a_draft_task("3", "宣传", ["县城管局"], [], None),
        ),
        indicators=(DraftIndicator("1", "改造楼栋数", "栋", {}, {"2025": "≥10"}),),
        findings=(DraftFinding("numbering", "info", "编号不连续。", (Quote("第9行", "（三）"),)),),
    )
    await world.desk.doing(SYSTEM, loading.load_plan, draft, Source("小区.txt", "9"))
    question = await did(clerk, "plans/3/hand-out")
    assert "还没有定的：候选2条没有定，指标1项没有报数单位，疑点1处没有看。" in question
    shown = await did(clerk, "plans/3/hand-out", confirmed="1")
    first, second = number_of(shown, "评选样板", "take"), number_of(shown, "宣传", "take")
    undated = await clerk.http.post("/office/plans/3/candidates", data={f"take-{second}": "take"})
    assert (undated.status_code, "没有时限" in undated.text) == (409, True)
    taken = await did(clerk, "plans/3/candidates", **{f"take-{first}": "take", f"take-{second}": "drop"})
    assert "已定2条候选，采纳1条" in taken
    assert "评选样板" in taken.split('data-testid="tasks"')[1]
    supplied = await did(clerk, "plans/3/supplier", **{"by-1": "县财政局"})
    assert "已定1项指标的报数单位" in supplied
    finding = taken.split("/plans/3/findings/")[1].split('"')[0]
    assert "这处疑点已看" in await did(clerk, f"plans/3/findings/{finding}")
    at = re.findall(r'id="t(\d+)"', shown)[0]
    was = {"was-leads": "县水利局", "leads": "县城管局"}
    changed = await did(clerk, f"plans/3/tasks/{at}", **was)
    assert "县城管局从下一条消息起催报。县水利局不再催报这一项" in changed


async def test_a_new_member_of_a_group_is_named_with_its_plan_and_taken_task_by_task(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    town = [TableRow(1, "东街道", (), ("各街道",), "联络员", "东联", "")]
    await world.desk.doing(SYSTEM, roster.load_table, town)
    draft = a_draft(
        "街道方案", *(a_draft_task(str(n), f"整治第{n}片", ["各街道"], [], date(2026, 6, 30)) for n in (1, 2))
    )
    plan = await world.desk.doing(SYSTEM, loading.load_plan, draft, Source("街道.txt", "8"))
    await world.desk.doing(SYSTEM, settling.ask_mode_of_all, plan, each=True)
    await world.desk.doing(SYSTEM, handing_out.hand_out, plan)
    await world.desk.doing(SYSTEM, roster.load_table, [TableRow(1, "西街道", (), ("各街道",), "联络员", "西联", "")])
    home = await page(clerk)
    assert f'西街道加入“各街道”，涉及方案{plan}的2项任务：<a href="/office/plans/{plan}#members">' in home
    shown = await page(clerk, f"/plans/{plan}")
    first = shown.split('name="task" value="')[1].split('"')[0]
    assert "2. 整治第2片</label>" in shown
    none = await clerk.http.post(f"/office/plans/{plan}/members", data={"unit": "西街道", "how": "take"})
    assert (none.status_code, "没有勾选任务" in none.text) == (409, True)
    done = await did(clerk, f"plans/{plan}/members", unit="西街道", how="take", task=first)
    assert "西街道：采纳1项任务（1），从下一条消息起催报" in done
    assert "成员变动" not in await page(clerk)


async def test_a_new_version_is_compared_and_taken_on_the_page_and_keeps_the_dates_that_were_settled(
    world: PageWorld,
) -> None:
    clerk = await clerk_of(world)
    shown = await page(clerk, "/plans/2")
    first, second = number_of(shown, "1. 修口袋公园", "day"), number_of(shown, "2. 补种行道树", "day")
    await did(clerk, "plans/2/dates", **{f"day-{first}": "2026年6月底", f"past-{second}": "ask"})
    await world.desk.doing(SYSTEM, loading.load_plan, DRAFT, Source("园林2.txt", "3"))
    assert '<a href="/office/plans/3/compare/2">对比差异、用它替换</a>' in await page(clerk, "/plans/3")
    compared = await page(clerk, "/plans/3/compare/2")
    assert "对比" in compared
    assert "用新文件替换方案2" in compared
    question = await did(clerk, "plans/3/compare/2")
    assert 'href="/office/plans/3/compare/2">不办，返回' in question
    replaced = await did(clerk, "plans/3/compare/2", confirmed="1")
    assert "已替换方案2" in replaced
    assert "没有时限" not in replaced.split('data-testid="blockers"')[1].split("</div>")[0]
    assert "已过期" not in replaced.split('data-testid="blockers"')[1].split("</div>")[0]
    asks = await page(clerk, "/plans/2/compare/1")
    assert "方案1正在催报，替换后马上照新版问，所以要先在方案2里定好：2个单位名称还没有对上" in asks
    assert "用新文件替换方案1" not in asks


async def test_a_trial_is_announced_and_shows_its_week_and_whom_it_could_not_reach(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    waiting = await page(clerk, "/plans/2")
    assert "可以先“试运行”" in waiting
    await did(clerk, "plans/1/recall", confirmed="1")
    await world.signed_in("县水利局")
    assert "开始试运行" in await did(clerk, "plans/1/try-out")
    home = await page(clerk)
    assert "2025年11月3日起" in home
    assert "2025年11月3日交办" not in home
    week = (await page(clerk, "/outbox")).split("试运行《城乡建设方案》")[1]
    for said in ("不会真的发给单位", "县城管局（没有联络员", "水联", "改造供水管网"):
        assert said in week, said


async def test_the_number_and_the_day_of_a_plan_are_put_down_and_cleared_on_its_page(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    assert "没有登记文号，没有登记印发日期" in await page(clerk, "/plans/2")
    shown = await did(clerk, "plans/2/marks", number="清政办发[2025]8号", issued="10月9日")
    for said in ("文号：无 → 清政办发〔2025〕8号", "印发日期：无 → 2025年10月9日", 'value="清政办发〔2025〕8号"'):
        assert said in shown, said
    ahead = await clerk.http.post(
        "/office/plans/2/marks", data={"number": "清政办发〔2025〕8号", "issued": "2027-01-09"}
    )
    assert (ahead.status_code, "印发日期不能晚于今天" in ahead.text) == (409, True)
    assert "印发日期：2025年10月9日 → 无" in await did(clerk, "plans/2/marks", number="清政办发〔2025〕8号")


async def test_a_plan_is_put_down_as_a_draft_and_later_as_issued(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    shown = await did(clerk, "plans/2/draft")
    assert "已标为征求意见稿：不能交办" in shown
    assert "文件是征求意见稿，正式印发后才能交办" in shown
    assert "征求意见稿，" in await page(clerk)
    assert "文件是征求意见稿" not in await did(clerk, "plans/2/issued")
