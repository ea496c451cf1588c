"""A link in a real browser on a phone without script: looked at, filled in, confirmed, taken back."""

import os
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from tasks_db.register.authority import OPERATOR
from tasks_db.work.acts import links as acts
from tests.link_world import ADDRESS, reports, token
from tests.local_chat_world import png
from tests.page_world import page_world
from tests.test_page_browser import CHROMIUM, FLAGS, PICTURES

WIDTH = 390
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")


async def test_a_seat_answers_on_a_phone_without_script(tmp_path: Path) -> None:
    async with page_world(tmp_path, web_url=ADDRESS) as world, async_playwright() as playwright:
        await world.desk.doing(OPERATOR, acts.make, world.desk.links)
        await world.tick()
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": WIDTH, "height": 844}, java_script_enabled=False, user_agent=WECHAT, is_mobile=True,
            has_touch=True, locale="zh-CN",
        )  # fmt: skip
        page = await context.new_page()
        page.set_default_timeout(15_000)
        next_step = page.get_by_role("button", name="下一步")
        told: list[str] = []
        page.on("request", lambda request: told.append(request.headers.get("referer", "")))

        async def picture(name: str) -> None:
            width = await page.locator("main").evaluate("main => document.documentElement.scrollWidth")
            assert width == WIDTH, name  # nothing stands beside the screen
            if PICTURES is not None:
                await page.screenshot(path=os.path.join(PICTURES, f"link-{name}.png"), full_page=True)  # noqa: PTH118

        of = await token(world, "县财政局")
        await page.goto(f"{world.url}r/{of}")
        await expect(page.get_by_test_id("seat")).to_have_text("县财政局联络员")
        await picture("owed")
        await next_step.click()  # nothing chosen: the browser itself asks for it
        await page.get_by_label("推进中", exact=True).check()
        await next_step.click()
        await expect(page.get_by_test_id("refused")).to_contain_text("请填进度，或写一句进展")
        await page.get_by_label("说明").fill("进度60%，资金已拨付")
        await next_step.click()
        await expect(page.get_by_test_id("understood")).to_contain_text("进度60%，资金已拨付")
        await page.get_by_label("照片").set_input_files(
            {"name": "现场.png", "mimeType": "image/png", "buffer": png(8, 8)}
        )
        await picture("understood")
        assert await reports(world) == []
        await page.get_by_test_id("confirm").click()
        await expect(page.get_by_test_id("receipt")).to_contain_text("待审核")
        await expect(page.get_by_test_id("receipt")).to_contain_text("现场.png")
        await picture("receipt")
        await page.reload()
        assert len(await reports(world)) == 1
        await page.goto(f"{world.url}r/{of}")
        await page.get_by_role("button", name="撤回").click()
        await expect(page.get_by_test_id("receipt")).to_have_count(0)
        await page.goto(f"{world.url}r/{'A' * 22}")
        await expect(page.get_by_role("heading")).to_have_text("这个链接不能用")
        await picture("wrong")
        assert not any(of in referrer for referrer in told)
        await browser.close()
