"""A county without Telegram in real browsers: from ``lianxi init`` to the digest, its people in their own ones."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest
from playwright.async_api import Browser, FilePayload, Page, Route, async_playwright, expect

from tests.intake_samples import write
from tests.local_chat_world import png
from tests.terminal import lianxi

CHROMIUM = which("chromium")
QUIET = ("background-networking", "component-update", "sync", "gpu", "quic")
FLAGS = ["--no-sandbox", "--no-first-run", "--no-proxy-server", *(f"--disable-{what}" for what in QUIET)]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
PICTURES = os.environ.get("LIANXI_PICTURES")
"""A folder to keep screenshots in, for whoever wants to look at them."""
PLAN = """清河县城乡建设重点任务

一、改造供水管网。（牵头单位：县水利局；责任单位：县财政局）2026年3月底前完成。
二、整治背街小巷。（牵头单位：县城管局）2026年6月底前完成。
"""
PEOPLE = (
    "单位,别名,集合单位,席位,姓名,职务\n县水利局,,,联络员,水联,\n县财政局,,,联络员,财联,\n县城管局,,,联络员,城联,\n"
)
ATTACK = "<img src=x onerror=document.title=1>"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")


@dataclass
class County:
    """An office of its own, served by ``lianxi run``; ``code`` is its clerk's invitation."""

    folder: Path
    url: str
    code: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    """What the newest page fetched before it stood there: what waits for news is asked afterwards."""

    async def newcomer(self, size: dict[str, int]) -> Page:
        """Somebody with a browser of their own, at the door."""
        context = await self.browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        page = await context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("request", lambda one: self.asked.add(one.url) if one.method == "GET" else None)
        self.asked.clear()
        await page.goto(self.url)
        await expect(page.get_by_test_id("title")).to_have_text("清河县联席会议")
        return page

    async def signed_in(self, code: str, size: dict[str, int]) -> Page:
        page = await self.newcomer(size)
        await page.get_by_test_id("code").fill(code)
        await page.get_by_test_id("enter").click()
        await expect(page.get_by_test_id("composer")).to_be_visible()
        return page

    async def invited(self, unit: str) -> str:
        done = await asyncio.to_thread(lianxi, self.folder, "seat", "invite", unit)
        assert done.returncode == 0, done.stderr
        code = re.search(r"邀请码：(\S+)", done.stdout)
        assert code
        return code[1]


@asynccontextmanager
async def a_county(folder: Path, **own: str) -> AsyncIterator[County]:
    made = await asyncio.to_thread(
        lianxi, folder,
        *("init", "--area", "清河县", "--meeting", "清河县联席会议", "--office", "县府办", "--name", "林书勤"), **own,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    code = re.search(r"邀请码：(\S+?)（", made.stdout)
    assert code
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("LIANXI_")}
    surroundings |= {"LIANXI_DATA_DIR": str(folder), "LIANXI_WEB_LISTEN": "127.0.0.1:0", **own}
    process = await asyncio.create_subprocess_exec(
        *(Path(sys.executable).with_name("lianxi"), "run"),
        env=surroundings, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    opened = (await process.stdout.readline()).decode()
    assert opened.startswith("清河县联席会议的网页已打开：")
    url = re.search(r"http://\S+", opened)
    assert url
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        county = County(folder, url[0], code[1], browser)
        yield county
        await browser.close()
    process.terminate()
    _, complaints = await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in complaints, complaints.decode()
    assert county.complaints == []


async def say(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def press(page: Page, label: str) -> None:
    await page.get_by_test_id("messages").get_by_role("button", name=label).last.click()


async def hears(page: Page, text: str) -> None:
    await expect(page.get_by_test_id("messages").get_by_text(text).last).to_be_visible(timeout=30_000)


async def drop(page: Page, file: Path | FilePayload) -> None:
    await page.get_by_test_id("file-input").set_input_files(file)
    await page.get_by_test_id("send").click()


async def picture(page: Page, name: str) -> None:
    if PICTURES is not None:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_a_county_without_telegram_goes_from_init_to_the_digest(tmp_path: Path) -> None:
    clock = {"LIANXI_CLOCK": "2025-11-03T08:00+08:00"}
    async with a_county(tmp_path, **clock) as county:
        clerk = await county.signed_in(county.code, DESKTOP)
        await hears(clerk, "林书勤，您好")
        await drop(clerk, write(tmp_path, PEOPLE, "people.csv"))
        await hears(clerk, "已载入3个单位")
        await drop(clerk, write(tmp_path, PLAN, "plan.txt"))
        await hears(clerk, "可以交办")
        await picture(clerk, "page-clerk")
        await press(clerk, "交办")
        await press(clerk, "确认交办")
        await hears(clerk, "已交办")

        liaison = await county.signed_in(await county.invited("县水利局"), PHONE)
        await hears(liaison, "水联，您好")
        await asyncio.to_thread(lianxi, tmp_path, "tick", "--until", "2025-11-03T10:00+08:00", **clock)
        await hears(liaison, "改造供水管网")
        await picture(liaison, "page-liaison-phone")
        await press(liaison, "签收")
        await hears(liaison, "已记录：改造供水管网")
        await say(liaison, "1 推进中，进度60%")
        await hears(liaison, "进度60%")
        photo: FilePayload = {"name": "现场.png", "mimeType": "image/png", "buffer": png(300, 200)}
        await drop(liaison, photo)
        await hears(liaison, "已收下佐证“现场.png”")
        await expect(liaison.get_by_test_id("messages").get_by_role("img")).to_be_visible()
        await picture(liaison, "page-liaison-answers-phone")

        await say(clerk, "/review")
        await press(clerk, "1")
        await press(clerk, "通过")
        await hears(clerk, "已通过")
        await say(clerk, "/digest")
        await hears(clerk, "进展通报")
        await picture(clerk, "page-digest")
        async with clerk.expect_download() as download:
            await press(clerk, "下载 Word 通报")
            await clerk.get_by_test_id("messages").get_by_text("进展通报2025-").last.click()
        saved = tmp_path / "digest.docx"
        await (await download.value).save_as(saved)
        assert saved.read_bytes()[:2] == b"PK"
        assert await clerk.get_by_test_id("sample-note").count() == 0


async def test_browsers_are_bound_seen_ended_and_signed_out(tmp_path: Path) -> None:
    async with a_county(tmp_path) as county:
        first = await county.signed_in(county.code, DESKTOP)
        await hears(first, "林书勤，您好")
        await first.get_by_test_id("menu").click()
        await first.get_by_test_id("open-browsers").click()
        await expect(first.get_by_test_id("browsers")).to_contain_text("就是这个浏览器")
        await first.get_by_test_id("another").click()
        code = await first.get_by_test_id("browser-code").locator("strong").inner_text()
        await picture(first, "page-browsers")
        second = await county.signed_in(code, PHONE)
        await hears(second, "林书勤，您好")
        county.asked.clear()
        await first.reload()
        await hears(first, "林书勤，您好")
        assert {one.partition("?")[0].rpartition("/")[2] for one in county.asked} - {"changes"} == {
            *("", "page.css", "page.js", "icon.svg", "state")
        }
        await first.get_by_test_id("menu").click()
        await first.get_by_test_id("open-browsers").click()
        await first.get_by_test_id("browsers").get_by_role("button", name="退出它").click()
        await expect(first.get_by_test_id("browsers").get_by_role("listitem")).to_have_count(1)
        await second.get_by_test_id("composer").fill("还在吗")
        await second.get_by_test_id("send").click()
        await expect(second.get_by_test_id("enter")).to_be_visible()
        await picture(second, "page-sign-in-phone")
        await first.get_by_role("button", name="关闭").click()
        await first.get_by_test_id("menu").click()
        await first.get_by_test_id("sign-out").click()
        await expect(first.get_by_test_id("enter")).to_be_visible()
        await first.goto(county.url)
        await expect(first.get_by_test_id("enter")).to_be_visible()
        county.complaints[:] = [one for one in county.complaints if "401" not in one]


async def test_a_link_fills_the_code_in_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    async with a_county(tmp_path) as county:
        page = await county.newcomer(PHONE)
        await page.goto(f"{county.url}#code={county.code}")
        await expect(page.get_by_test_id("code")).to_have_value(county.code)
        await page.goto(f"{county.url}sign-in#code=AAAA-AAAA")
        await expect(page.get_by_test_id("code")).to_have_value("AAAA-AAAA")
        assert "AAAA" not in page.url
        await page.get_by_test_id("enter").click()
        await expect(page.get_by_test_id("refused")).to_contain_text("邀请码不对")
        await picture(page, "page-refused-phone")
        county.complaints[:] = [one for one in county.complaints if "422" not in one]


async def test_what_is_typed_while_the_connection_is_cut_is_said_once_when_it_is_back(tmp_path: Path) -> None:
    async with a_county(tmp_path) as county:
        clerk = await county.signed_in(county.code, DESKTOP)
        await hears(clerk, "林书勤，您好")
        cut = 0

        async def lose_the_answer(route: Route) -> None:
            nonlocal cut
            cut += 1
            if cut == 1:
                await route.fetch()  # it is stored, and nobody hears of it
            await (route.abort() if cut <= 2 else route.continue_())

        await clerk.route("**/page/chats/me/messages", lose_the_answer)
        await say(clerk, "/help")
        await hears(clerk, "您可以这样用")
        await expect(clerk.get_by_test_id("messages").locator(".mine")).to_have_count(1)
        await clerk.unroute("**/page/chats/me/messages")

        await clerk.get_by_test_id("composer").fill("/plans")
        await expect(clerk.get_by_test_id("send")).to_be_enabled(timeout=30_000)
        await clerk.context.set_offline(True)
        await clerk.get_by_test_id("send").click()
        await expect(clerk.get_by_text("与服务器的连接断开了")).to_be_visible()
        await clerk.context.set_offline(False)
        await expect(clerk.get_by_text("与服务器的连接断开了")).to_be_hidden()
        await hears(clerk, "还没有方案")
        await expect(clerk.get_by_test_id("messages").locator(".mine")).to_have_count(2)
        county.complaints.clear()  # the browser complains of what was cut


async def test_everything_is_done_by_keyboard_alone_and_hostile_text_stays_text(tmp_path: Path) -> None:
    async with a_county(tmp_path) as county:
        page = await county.newcomer(DESKTOP)
        assert len(county.asked) <= 5
        keys = page.keyboard
        await keys.press("Tab")
        await keys.type(county.code)
        await keys.press("Enter")
        await expect(page.get_by_test_id("composer")).to_be_focused()
        await hears(page, "林书勤，您好")
        await keys.press("ArrowUp")
        await keys.press("r")
        await keys.type(ATTACK)
        await keys.press("Shift+Enter")
        await keys.type("第二行")
        await keys.press("Enter")
        await expect(page.get_by_test_id("messages").locator(".mine")).to_contain_text(ATTACK)
        await expect(page.get_by_test_id("messages").locator(".mine .quote")).to_be_visible()
        await hears(page, "没有名称里有“img”的任务")
        await page.get_by_test_id("chat-name").click()
        await keys.press("e")
        await keys.press("ControlOrMeta+a")
        await keys.type("/help")
        await keys.press("Enter")
        await hears(page, "看到您修改了消息")
        await page.get_by_test_id("messages").get_by_role("button", name="/help").last.press("Enter")
        await hears(page, "您可以这样用")
        assert await page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_nothing_stands_beyond_the_edge(tmp_path: Path, size: dict[str, int]) -> None:
    async with a_county(tmp_path) as county:
        page = await county.newcomer(size)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await page.evaluate(wide)
        await page.get_by_test_id("code").fill(county.code)
        await page.get_by_test_id("enter").click()
        await hears(page, "林书勤，您好")
        await say(page, "a" * 300 + "很长的一句话" * 30)
        await hears(page, "没有看懂")
        await page.get_by_test_id("menu").click()
        assert not await page.evaluate(wide)
        await picture(page, f"page-long-{size['width']}")
