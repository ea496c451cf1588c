"""From a file to 交办, every action counted: on the page, and in chat at most half as many again (R17 included)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, async_playwright, expect

from tasks_db.refusal import Refusal
from tasks_db.register.office_words import units_by_number
from tasks_db.terms import SeatRole
from tests.page_world import Browser, PageWorld, page_world
from tests.test_office_page_browser import Hand
from tests.test_page_browser import CHROMIUM, FLAGS

DRAFT = """{x}县老旧小区改造实施方案
（征求意见稿）

一、摸清底数。排查全部小区并建账。（责任单位：{u[0]}、{u[1]}）
二、改造管网。2026年6月底前更换老旧供水管。（牵头单位：{u[2]}；责任单位：{u[0]}）
三、美化环境。补种绿化。（牵头单位：{u[3]}；责任单位：{u[4]}）
四、清理楼道。2025年6月底前清理堆物。（牵头单位：{u[5]}；责任单位：{u[0]}）
"""
"""What S0, S1, S3 and S4 ask: a draft, names, one of them mistyped, no lead, no date, a date that is over."""
KINDS = 5
BARE = "{x}县养老服务发展方案（2025—2027年）\n\n一、主要任务\n" + "".join(
    f"（{'一二三四五'[s]}）{'布局供给医养政策监管'[s * 2 : s * 2 + 2]}方面\n"
    + "".join(f"{n}．{what}。{what}，形成长效做法，惠及更多老人。\n" for n, what in enumerate(WHAT, 1))
    for s, WHAT in enumerate(
        (
            ("编制设施规划", "新建社区用房", "改造农村敬老院", "开放闲置校舍"),
            ("发展社区照料", "支持家庭床位", "培育连锁机构", "开设老年食堂"),
            ("建立签约服务", "培训护理人员", "推广中医保健", "设立安宁病房"),
            ("落实税费优惠", "完善保险支持", "发放运营补助", "保障用地供应"),
            ("规范备案管理", "开展动态检查", "评定服务等级", "建设智慧平台"),
        )
    )
)
"""What S2 asks: twenty tasks in five sections, and no unit."""


ONE = ("县住房建设局", "县民政局", "县水务局", "县园林服务中心", "县住房建社局", "县消防救援大队")
OTHER = ("县文化旅游局", "县档案馆", "县林业局", "县气象台", "县文化旅由局", "县融媒体中心")


def paper(text: str, place: str, units: tuple[str, ...] = ONE) -> FilePayload:
    return {"name": f"{place}.txt", "mimeType": "text/plain", "buffer": text.format(x=place, u=units).encode()}


@asynccontextmanager
async def answering(world: PageWorld) -> AsyncIterator[None]:
    """What is said leaves by itself inside the block."""

    async def send() -> None:
        while True:
            await world.program.sender.send_waiting()
            await asyncio.sleep(0.02)

    sending = asyncio.create_task(send())
    try:
        yield
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


async def dropped(hand: Hand, file: FilePayload) -> None:
    await hand.page.get_by_role("link", name="待办和方案").click()
    hand.actions = 1
    await hand.page.get_by_test_id("file").set_input_files(file)
    await hand.page.wait_for_url("**/office/plans/*")
    await expect(hand.page.get_by_test_id("said")).to_contain_text("已读完")


async def pressed(hand: Hand, *labels: str) -> None:
    for label in labels:
        await hand.click(hand.page.get_by_role("button", name=label))
        await expect(hand.page.get_by_test_id("said")).to_be_visible()


async def handed_out(hand: Hand) -> None:
    await expect(hand.page.get_by_test_id("blockers")).to_have_count(0)
    await hand.click(hand.page.get_by_test_id("hand-out"))
    await expect(hand.page.get_by_test_id("question")).to_contain_text("次提问")
    await hand.click(hand.page.get_by_test_id("confirm"))
    await expect(hand.page.get_by_test_id("said")).to_contain_text("已交办")


async def settled_on_the_page(page: Page) -> tuple[int, int, int]:
    """Actions for a plan with every kind of doubt, for one without units, and for a wrong file."""
    hand = Hand(page)
    await dropped(hand, paper(DRAFT, "东山"))
    names, dates = "相近的1个按所像的定", "一次定下"
    await pressed(hand, "已正式印发", names, "全部照常催报", dates, "都由第一个单位汇总")
    await handed_out(hand)
    with_doubts = hand.actions

    await dropped(hand, paper(BARE, "西山"))
    form = page.get_by_test_id("units")
    for number, units in enumerate(("甲局、乙局", "甲局、丙局", "丁局", "戊局、甲局", "丙局")):
        await hand.write(form.get_by_placeholder("本节都由").nth(number), units)
    for number in (1, 3, 6, 9, 14, 17):
        await hand.write(form.get_by_placeholder("单位", exact=True).nth(number), "己局、庚局")
    await pressed(hand, "保存单位", "保存单位名称", dates)
    await handed_out(hand)
    without_units = hand.actions

    await dropped(hand, paper(DRAFT, "南山"))
    await pressed(hand, "移除方案")
    return with_doubts, without_units, hand.actions


async def settled_in_chat(clerk: Browser, text: str, place: str, *steps: str) -> int:
    """Actions in chat: choosing and sending the file, then presses; what begins with > is typed."""
    file = paper(text, place, OTHER)
    await clerk.send((file["name"], file["buffer"]))
    for step in steps:
        if not step.startswith(">"):
            offered = [b["label"] for m in (await clerk.shown())[-2:] for row in m["buttons"] for b in row]
            assert any(label.startswith(step) for label in offered), (step, (await clerk.heard())[-1])
        done = await (clerk.say(step.removeprefix(">")) if step.startswith(">") else clerk.press(step))
        assert done.status_code == 200, step
        shown = (await clerk.heard())[-1]
    assert "已交办" in shown
    return 2 + len(steps)


@pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")
async def test_a_plan_is_handed_out_with_one_action_for_each_kind_of_doubt(tmp_path: Path) -> None:
    async with page_world(tmp_path) as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        page.set_default_timeout(15_000)
        await page.goto(world.url)
        await page.get_by_test_id("code").fill(await world.code("县府办", SeatRole.OFFICE_STAFF))
        await page.get_by_test_id("enter").click()
        await page.get_by_test_id("office").click()
        async with answering(world):
            with_doubts, without_units, removed = await settled_on_the_page(page)
        await browser.close()
        assert with_doubts <= 4 + KINDS
        assert without_units <= 25
        assert removed == 2

        clerk = await world.browser()
        await clerk.sign_in(await world.code("县府办", SeatRole.OFFICE_STAFF), "谢青")
        kinds = (
            "已正式印发",
            "单位名称",
            "登记",
            "已过期",
            "四 照常催报",
            "没有时限",
            "每季度报送",
            "汇总单位",
            "都由第一",
        )
        in_chat = await settled_in_chat(clerk, DRAFT, "北山", *kinds, "交办", "确认交办")
        assert in_chat <= (4 + KINDS) * 1.5
        typed = ">1-4、9 甲局、乙局\n5-8 甲局、丙局\n10-15 丁局\n其余 丙局"
        assert (
            await settled_in_chat(
                clerk, BARE, "中山", "没有时限", "到2027", "汇总单位", "写20", typed, "交办", "确认交办"
            )
            < 37
        )


def test_units_are_written_by_numbers_and_what_is_not_understood_is_quoted() -> None:
    numbers = [str(n) for n in range(1, 10)]
    given = units_by_number("1-3、5 县水利局、县财政局；第7项：县城管局\n其余 县教育局", numbers)
    assert [given[n][0] for n in numbers] == ["县水利局"] * 3 + ["县教育局", "县水利局", "县教育局", "县城管局"] + [
        "县教育局"
    ] * 2
    assert given["1"] == ("县水利局", "县财政局")
    for text, why in (("县水利局", "没有看懂"), ("1", "没有看懂"), ("12 县水利局", "没有第12项")):
        with pytest.raises(Refusal, match=why):
            units_by_number(text, numbers)
