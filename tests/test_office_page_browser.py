"""The office's pages in a real browser, wide and narrow: nothing cut, nothing that axe calls serious, few actions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, async_playwright, expect
from sqlmodel import select

from tasks_db.intake.draft import DraftFinding, Quote
from tasks_db.intake.plan import read_plan
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Member
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.store.people import member_of_person
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import answering, handing_out, loading
from tasks_db.work.acts.loading import Source
from tasks_db.work.context import Context
from tests.intake_samples import MEALS, write
from tests.page_world import PageWorld, page_world
from tests.small_world import a_draft, a_draft_task
from tests.test_page_browser import CHROMIUM, FLAGS, picture

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
WAITING = a_draft(
    "城区实事方案",
    *(
        a_draft_task(
            str(n),
            f"第{n}件实事，更换老旧管网并恢复沿线路面和绿化",
            [f"县{'水利城管园林住建'[n % 4 * 2 : n % 4 * 2 + 2]}局"] if n % 7 else [],
            ["县财政局", "县城市管理综合行政执法局"],
            date(2026, 1 + n % 12, 20) if n % 9 else None,
        )
        for n in range(1, 22)
    ),
    findings=tuple(
        DraftFinding("unclear_date", "warning", "“适时完成”不是日期，请定。", (Quote(f"第{n}行", "适时完成"),))
        for n in (3, 9, 18)
    ),
    candidates=(a_draft_task("22", "评选示范街道", ["县城管局"]),),
)
THIRTY = a_draft("三十项任务方案", *(a_draft_task(str(n), f"改造第{n}段管网", ["县水利局"]) for n in range(1, 31)))
PLACES = {
    1280: ("/review", "/plans/2", "/plans/3/text"),
    390: ("", "/review", "/plans/2", "/plans/3/text", "/outbox", "/papers", "/people"),
}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")


@dataclass
class Hand:
    """A person at a page, whose every click and entry counts."""

    page: Page
    actions: int = 0

    async def click(self, at: Locator) -> None:
        self.actions += 1
        await at.click()

    async def write(self, at: Locator, text: str) -> None:
        self.actions += 1
        await at.fill(text)


@asynccontextmanager
async def a_busy_office(folder: Path) -> AsyncIterator[PageWorld]:
    """Tasks that wait to be settled, a document, and thirty answers: 25 plain, two of them odd, five others."""
    async with page_world(folder) as world:
        await world.desk.doing(SYSTEM, loading.load_plan, WAITING, Source("实事.txt", "2"))
        await world.desk.doing(
            SYSTEM, loading.load_plan, read_plan(write(folder, MEALS, "助餐.txt")), Source("助餐", "3")
        )
        thirty = await world.desk.doing(SYSTEM, loading.load_plan, THIRTY, Source("三十项.txt", "4"))
        await world.desk.doing(SYSTEM, handing_out.hand_out, thirty)
        liaison, shares = await world.desk.apart(lambda: whose(world, thirty))
        await world.desk.doing(liaison, all_answers, shares)
        yield world


def all_answers(ctx: Context, shares: list[int]) -> None:
    for number, share in enumerate(shares):
        given = Given(AnswerKind.PROGRESS, percent=60, text="正在铺管")
        if number >= 28:
            given = Given(AnswerKind.EXTENSION, text="雨季停工", new_date=date(2026, 3, 20))
        elif number >= 25:
            given = Given(AnswerKind.BLOCKED, text="缺钱", problem="资金没有到位")
        answering.record(ctx, share, 0, given)


def whose(world: PageWorld, plan_id: int) -> tuple[Member, list[int]]:
    """The liaison of 县水利局, and what their unit has of a plan."""
    with world.desk.door.read() as session:
        person = session.exec(select(models.Person).where(models.Person.name == "水联")).one()
        query = select(models.Assignment).join(models.Task).where(models.Task.plan_id == plan_id)
        today = world.desk.clock().date()
        shares = [key(one.id) for one in session.exec(query.order_by(models.Assignment.id))]  # type: ignore[arg-type]
        return member_of_person(session, key(person.id), today), shares


async def looked_at(page: Page, url: str, name: str) -> None:
    """Open a page, all that folds open, and hold it to its edge and to axe."""
    await page.goto(url)
    await page.locator("details").evaluate_all("all => all.slice(0, 3).forEach(one => { one.open = true })")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await page.evaluate(wide), name
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert not await page.locator(".wide-table").evaluate_all(cut), name
    found = (await Axe().run(page)).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}
    ] == [], name
    await picture(page, name)


async def typed_words_stay(page: Page, url: str) -> None:
    """What is typed into one form outlives the saving of another, and what was said is in sight where one is led."""
    await page.goto(url)
    form = page.get_by_test_id("dates")
    day, other = form.get_by_placeholder("日期").nth(1), form.get_by_label("报送周期").nth(0)
    name = await day.get_attribute("name")
    await day.fill("2026年6月底")
    await other.select_option("quarter")
    kept = await other.get_attribute("name")
    await page.get_by_role("button", name="保存单位名称").click()
    await expect(page.get_by_test_id("said")).to_be_in_viewport()
    await expect(page.get_by_test_id("said")).to_contain_text("个单位名称")
    await expect(page.locator(f"[name={name}]")).to_have_value("2026年6月底")
    await expect(page.locator(f"[name={kept}]")).to_have_value("quarter")
    await form.get_by_role("button", name="保存日期").click()
    await expect(page.get_by_test_id("said")).to_be_in_viewport()
    await expect(page.get_by_test_id("said")).to_contain_text("的时限")
    await expect(page.locator(f"[name={name}]")).to_have_value("")


async def test_the_pages_are_whole_at_both_widths_and_thirty_answers_take_twelve_actions(tmp_path: Path) -> None:
    async with a_busy_office(tmp_path) as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        complaints: list[str] = []
        context = await browser.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
        page = await context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(world.url)
        await page.get_by_test_id("code").fill(await world.code("县府办", SeatRole.OFFICE_STAFF))
        await page.get_by_test_id("enter").click()
        await page.get_by_test_id("office").click()
        await expect(page.get_by_test_id("plans")).to_contain_text("城区实事方案")
        for size in (WIDE, NARROW):
            await page.set_viewport_size(size)  # type: ignore[arg-type]
            for place in PLACES[size["width"]]:
                await looked_at(page, f"{world.url}office{place}", f"office{place.replace('/', '-')}-{size['width']}")
        await typed_words_stay(page, f"{world.url}office/plans/2")
        await page.goto(f"{world.url}office/review")
        await expect(page.get_by_role("checkbox")).to_have_count(25)
        hand = Hand(page)
        for reason in ("请写明里程", "请附照片"):
            first = page.get_by_test_id("plain").get_by_role("listitem").first
            await hand.write(first.get_by_placeholder("退回的原因"), reason)
            await hand.click(first.get_by_role("button", name="退回"))
            await expect(page.get_by_test_id("said")).to_contain_text("已退回")
        await hand.click(page.get_by_test_id("pass-chosen"))
        await expect(page.get_by_test_id("question")).to_contain_text("通过23条一般反馈")
        await hand.click(page.get_by_test_id("confirm"))
        for label in ("同意延期", "同意延期", "通过", "通过", "通过"):
            await hand.click(page.get_by_role("button", name=label, exact=True).first)
            await expect(page.get_by_test_id("said")).to_contain_text("已通过")
        await expect(page.get_by_test_id("nothing")).to_be_visible()
        assert hand.actions <= 12
        assert complaints == []
        await browser.close()
