"""The whole round in a real browser, through the page that ``lianxi run`` opens: a newcomer's first ten minutes."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook
from playwright.async_api import Page, async_playwright, expect

from tests import reader_samples
from tests.intake_samples import FLOOD, LIBRARY, RENOVATION, meals_docx, write

CHROMIUM = which("chromium")
QUIET = ("background-networking", "component-update", "sync", "gpu", "quic")
FLAGS = ["--no-sandbox", "--no-first-run", "--no-proxy-server", *(f"--disable-{what}" for what in QUIET)]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PICTURES = os.environ.get("LIANXI_PICTURES")
"""A folder to keep screenshots in, for whoever wants to look at them."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the page is, of a program started as ``lianxi run`` in an empty data folder."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("LIANXI_")}
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("lianxi"),
        "run",
        env={**surroundings, "LIANXI_DATA_DIR": str(tmp_path / "data"), "LIANXI_WEB_LISTEN": "127.0.0.1:0"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    opened = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+", opened)
    assert found, (opened, await process.communicate())
    yield found[0]
    process.terminate()
    _, complaints = await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in complaints, complaints.decode()


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = await browser.new_page(viewport=DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
        opened.set_default_timeout(30_000)
        await opened.goto(address)
        yield opened
        await browser.close()


async def become(page: Page, name: str) -> None:
    await page.get_by_test_id("people").get_by_text(name, exact=True).click()
    await expect(page.get_by_test_id("chat-name")).to_have_text(name)


async def say(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def press(page: Page, label: str) -> None:
    await page.get_by_test_id("messages").get_by_role("button", name=label).last.click()


async def hears(page: Page, text: str) -> None:
    await expect(page.get_by_test_id("messages").get_by_text(text).last).to_be_visible(timeout=30_000)


async def ask(page: Page, text: str) -> None:
    """Say something and wait for the answer to it."""
    shown = page.get_by_test_id("messages").get_by_role("listitem")
    before = await shown.count()
    await say(page, text)
    await expect(shown).to_have_count(before + 2, timeout=30_000)


async def followed(page: Page, text: str) -> None:
    """Wait until something has come after the last message with these words: an answer may be two."""
    said = page.get_by_test_id("messages").get_by_role("listitem").filter(has_text=text).last
    await expect(said.locator("xpath=following-sibling::*").first).to_be_visible(timeout=30_000)


async def drop(page: Page, file: Path) -> None:
    await page.get_by_test_id("file-input").set_input_files(file)
    await page.get_by_test_id("send").click()


async def fetched(page: Page, name: str, folder: Path) -> Path:
    """Download the latest file of that name from the chat."""
    async with page.expect_download() as download:
        await page.get_by_test_id("messages").get_by_text(name).last.click()
    path = folder / "fetched.xlsx"
    await (await download.value).save_as(path)
    return path


async def picture(page: Page, name: str) -> None:
    if PICTURES is not None:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_a_newcomer_takes_a_plan_from_the_file_to_the_digest(page: Page, tmp_path: Path) -> None:
    # the clerk drops a Word file and settles what is open
    await become(page, "叶小满")
    await page.get_by_test_id("file-input").set_input_files(meals_docx(tmp_path))
    await page.get_by_test_id("send").click()
    await hears(page, "云溪县老年助餐工作要点")
    await hears(page, "交办前不会通知任何单位")
    await press(page, "单位名称")
    await press(page, "1 登记为新单位")
    await hears(page, "项任务没有时限")
    await press(page, "没有时限")
    await press(page, "每季度报送")
    await hears(page, "可以交办")
    await picture(page, "clerk")
    await press(page, "交办")
    await press(page, "确认交办")
    await hears(page, "已交办")

    # the next working day everybody finds one message
    await page.get_by_test_id("clock-next-workday").click()
    await expect(page.get_by_test_id("clock-sentence")).to_contain_text("发出", timeout=60_000)
    await become(page, "文静姝")
    await hears(page, "请签收")
    await press(page, "全部签收")
    await hears(page, "已签收")
    await say(page, "1 进度60%，场地未落实，需县财政局协调")
    await hears(page, "已记录：1.")
    await picture(page, "liaison")
    await press(page, "撤销")
    await hears(page, "已撤销")
    await say(page, "1 进度65%，场地未落实，需县财政局协调")
    await hears(page, "进度65%")

    # the convenor asks, on a phone
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.get_by_test_id("back").click()
    await become(page, "沈怀瑾")
    await say(page, "县民政局进展")
    await hears(page, "进度65%")
    await say(page, "需协调事项")
    await hears(page, "需协调事项1项")
    await say(page, "/digest")
    await hears(page, "进展通报")
    await picture(page, "convenor-phone")
    async with page.expect_download() as download:
        await press(page, "下载 Word 通报")
        await page.get_by_test_id("messages").get_by_text("进展通报2025-").last.click()
    saved = tmp_path / "digest.docx"
    await (await download.value).save_as(saved)
    assert saved.read_bytes()[:2] == b"PK"


def _sheet(folder: Path) -> Path:
    rows = [
        ("望澜县防灾减灾重点任务表",),
        ("序号", "任务内容", "牵头单位", "责任单位", "完成时限"),
        (1, "排查地质灾害隐患点40处", "县自然资源局", "各乡镇", "2026年4月底"),
        (2, "组织避险演练", "县应急管理局", "县教育局、各乡镇", "每半年"),
        (3, "加固临河围墙", "县水利局", "县财政局，各乡镇", "汛期来临前"),
    ]
    path = folder / "list.xlsx"
    path.write_bytes(reader_samples.saved(reader_samples.workbook(rows, merged=["A1:E1"])))
    return path


async def test_an_afternoon_of_the_office_with_five_plans(page: Page, tmp_path: Path) -> None:
    await become(page, "叶小满")
    dropped = [
        write(tmp_path, FLOOD, "draft.txt"),
        meals_docx(tmp_path),
        _sheet(tmp_path),
        write(tmp_path, LIBRARY, "library.md"),
        write(tmp_path, RENOVATION, "renovation.txt", "gb18030"),
    ]
    # the sample's own plan is the first
    for number, file in enumerate(dropped, 2):
        await drop(page, file)
        await hears(page, f"方案{number}：")
        await picture(page, f"afternoon-drop-{number}")

    # what is doubtful is gone through, page by page
    await ask(page, "/plan 4")
    await press(page, "疑点")
    await hears(page, "汛期来临前")
    await picture(page, "afternoon-findings")
    await press(page, "去定：没有时限")
    await hears(page, "没有时限")
    await ask(page, "/plan 2")
    await press(page, "疑点")
    await hears(page, "请核对")
    last = page.get_by_test_id("messages").get_by_role("listitem").last
    while await last.get_by_role("button", name=re.compile("已看")).count():
        left = re.search(r"疑点\d+处", await last.inner_text())
        assert left
        await last.get_by_role("button", name=re.compile("已看")).last.click()
        await expect(last).not_to_contain_text(left[0])
    await picture(page, "afternoon-settled")

    # the draft gives way to its final paper
    final = (
        FLOOD.replace("（征求意见稿）\n", "").replace("5月15日前", "5月20日前").replace("市粮食和储备局", "市发改委")
    )
    await drop(page, write(tmp_path, final, "final.txt"))
    await hears(page, "方案7：")
    await press(page, "可能是方案2的新版：对比")
    await hears(page, "市发改委")
    await picture(page, "afternoon-compare")
    await press(page, "用新文件替换方案2")
    await press(page, "确认替换")
    await hears(page, "已替换方案2")
    await followed(page, "已替换方案2")

    # a table goes out, is mended and comes back
    await ask(page, "/plan 4")
    await press(page, "导出表格修改")
    await hears(page, "改好后把这个表格发回来")
    table = await fetched(page, "方案4修订表", tmp_path)
    book = load_workbook(table)
    sheet = book.worksheets[0]
    sheet["H5"] = "2026-05-31"
    sheet.append([None, "4", "检修防洪闸门", "检修闸门六座", "县水利局", "", "", "2026-03-31"])
    book.save(table)
    await drop(page, table)
    await hears(page, "新增1项")
    await picture(page, "afternoon-mended")
    await press(page, "按表格更新")
    await hears(page, "已按表格更新方案4")
    await press(page, "任务清单")
    await hears(page, "检修防洪闸门")
    await hears(page, "2026年5月31日")
    await picture(page, "afternoon-tasks")
