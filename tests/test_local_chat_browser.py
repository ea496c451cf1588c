"""The local chat's page in a real browser: by keyboard alone, at a phone's width, with hostile text."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import which

import pytest
from playwright.async_api import FilePayload, Page, Route, async_playwright, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sample.local_chat import LocalPerson
from tests.local_chat_world import HE, PEOPLE, WU, RehearsalClock, World, open_world, png

CHROMIUM = which("chromium")
QUIET = ("background-networking", "component-update", "sync")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server"]
FLAGS += [f"--disable-{what}" for what in QUIET]
ATTACK = "<img src=x onerror=document.title=1>"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="这台机器上没有 chromium（Debian：apt install chromium）")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    clock = RehearsalClock()
    clock.gate.set()
    people = (*PEOPLE, LocalPerson(777, ATTACK, ATTACK, ATTACK))
    async with open_world(tmp_path, people=people, controls=clock) as opened:
        yield opened


@pytest.fixture
async def page(world: World) -> AsyncIterator[Page]:
    """Open the page and fail on anything that its console complains about."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await opened.goto(world.running.url)
        await expect(opened.get_by_test_id(f"person-{WU}")).to_be_visible()
        yield opened
        await browser.close()
    assert complaints == []


async def test_everything_is_done_by_keyboard_alone(world: World, page: Page) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("签收", callback_data="a")]])
    sent = await world.bot.send_message(WU, "今日催报", reply_markup=keyboard)
    keys = page.keyboard
    await keys.press("/")
    await keys.type("教育")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(page.get_by_test_id("composer")).to_be_focused()

    await keys.press("ArrowUp")
    bubble = page.get_by_test_id(f"message-{sent.message_id}")
    await expect(bubble).to_be_focused()
    await keys.press("r")
    await keys.type("1 推进中")
    await keys.press("Shift+Enter")
    await keys.type("下月完成")
    await keys.press("Enter")
    update = await world.next_update()
    assert update.message is not None
    assert update.message.text == "1 推进中\n下月完成"
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == sent.message_id

    await bubble.get_by_role("button", name="签收").press("Enter")
    query = (await world.next_update()).callback_query
    assert query is not None
    await query.answer("已签收")
    await expect(page.get_by_test_id("toast")).to_have_text("已签收")

    await page.get_by_test_id("chat-name").click()
    await keys.press("e")
    await keys.press("ControlOrMeta+a")
    await keys.type("1 已完成")
    await keys.press("Enter")
    edited = (await world.next_update()).edited_message
    assert edited is not None
    assert edited.text == "1 已完成"


async def test_a_code_is_sent_by_one_press_and_the_hint_goes(world: World, page: Page) -> None:
    await page.get_by_test_id(f"person-{HE}").click()
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("hint")).to_be_hidden()
    update = await world.next_update()
    assert update.message is not None
    assert update.message.text == "/start K7QF-2291"


async def test_a_photo_goes_out_with_its_words_and_the_clock_moves(world: World, page: Page) -> None:
    await page.get_by_test_id(f"person-{WU}").click()
    photo: FilePayload = {"name": "现场.png", "mimeType": "image/png", "buffer": png(30, 20)}
    await page.get_by_test_id("file-input").set_input_files([photo])
    await page.get_by_test_id("composer").fill("新增托班")
    await page.get_by_test_id("send").click()
    update = await world.next_update()
    assert update.message is not None
    assert (len(update.message.photo), update.message.caption) == (1, "新增托班")
    await expect(page.get_by_test_id("messages").get_by_role("img", name="照片：新增托班")).to_be_visible()
    await page.get_by_test_id("clock-next-due").click()
    await expect(page.get_by_test_id("clock-sentence")).to_have_text("到了11月10日，发出1份催报。")
    await expect(page.get_by_test_id("clock-now")).to_have_text("2025年11月10日 星期一 09:00")
    await expect(page.get_by_test_id("clock-next-due")).to_be_disabled()


async def test_several_photos_go_out_at_once_as_one_album(world: World, page: Page) -> None:
    await page.get_by_test_id(f"person-{WU}").click()
    photos = [FilePayload(name=f"现场{n}.png", mimeType="image/png", buffer=png(30, 20)) for n in (1, 2)]
    await page.get_by_test_id("file-input").set_input_files(photos)
    await expect(page.get_by_text("现场1.png、现场2.png")).to_be_visible()
    await page.get_by_test_id("composer").fill("第1项现场")
    await page.get_by_test_id("send").click()
    await expect(page.get_by_test_id("messages").get_by_role("img")).to_have_count(2)
    first, second = [update.message for update in await world.waiting()]
    assert first is not None
    assert second is not None
    assert (first.caption, second.caption) == ("第1项现场", None)
    assert first.media_group_id == second.media_group_id is not None
    await expect(page.get_by_test_id("send")).to_be_disabled()


async def test_a_command_in_a_message_is_sent_by_one_press(world: World, page: Page) -> None:
    await world.bot.send_message(WU, "😀发送 /mine 查看，<b>不</b>是3/4")
    await page.get_by_test_id(f"person-{WU}").click()
    await page.get_by_test_id("messages").get_by_role("button", name="/mine").click()
    update = await world.next_update()
    assert update.message is not None
    assert update.message.text == "/mine"
    await expect(page.get_by_text("😀发送 /mine 查看，<b>不</b>是3/4")).to_be_visible()


async def test_what_is_typed_while_a_message_is_on_its_way_stays(world: World, page: Page) -> None:
    on_its_way = asyncio.Event()

    async def hold(route: Route) -> None:
        await on_its_way.wait()
        await route.continue_()

    await page.route("**/messages", hold)
    await page.get_by_test_id(f"person-{WU}").click()
    composer = page.get_by_test_id("composer")
    await composer.fill("第一条")
    await page.get_by_test_id("send").click()
    await composer.fill("第二条")
    on_its_way.set()
    update = await world.next_update()
    assert update.message is not None
    assert update.message.text == "第一条"
    await page.get_by_test_id("send").click()
    update = await world.next_update()
    assert update.message is not None
    assert update.message.text == "第二条"
    await expect(composer).to_have_value("")


async def test_a_message_that_did_not_go_out_is_still_in_the_box(page: Page) -> None:
    await page.get_by_test_id(f"person-{WU}").click()
    await page.evaluate("() => { window.fetch = () => Promise.reject(new Error('offline')) }")
    await page.get_by_test_id("composer").fill("新增托班")
    await page.get_by_test_id("send").click()
    await expect(page.get_by_text("没有连上程序")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_have_value("新增托班")


async def test_hostile_names_and_texts_are_shown_as_they_are_written(world: World, page: Page) -> None:
    await page.get_by_test_id("person-777").click()
    sent = await world.bot.send_message(777, ATTACK)
    await world.uploaded(777, f"{ATTACK}.txt", b"x", caption=ATTACK)
    await expect(page.get_by_test_id(f"message-{sent.message_id}")).to_contain_text(ATTACK)
    await expect(page.get_by_test_id("chat-name")).to_have_text(ATTACK)
    assert await page.locator("img[src=x]").count() == 0
    assert await page.title() == "联席 · 本地聊天"


async def test_at_a_phones_width_list_and_chat_are_two_views_that_fit(world: World, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    for number in range(12):
        await world.bot.send_message(WU, f"{number} " + "很长的一句话" * 12 + "a" * 80)
    await page.get_by_test_id(f"person-{WU}").click()
    last = (await world.seen(WU))[-1]["message_id"]
    await expect(page.get_by_test_id(f"message-{last}")).to_be_in_viewport()
    await expect(page.get_by_test_id("people")).to_be_hidden()
    size = await page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [390, 844]
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("people")).to_be_visible()
    await expect(page.get_by_test_id("chat-name")).to_be_hidden()
