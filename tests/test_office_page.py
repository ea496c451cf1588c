"""The office's pages: over real HTTP, who may open them, and what is done there."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.web.commands import coded, linked, named
from bot.office.entries import COMMANDS
from tasks_db.terms import SeatRole
from tests.local_chat_world import png
from tests.page_world import Browser, PageWorld, page_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        yield opened


async def clerk_of(world: PageWorld) -> Browser:
    return await world.signed_in("县府办", SeatRole.OFFICE_STAFF)


async def did(browser: Browser, path: str, **fields: object) -> str:
    """Send a form as a browser does, and return the page to which it leads."""
    answer = await browser.http.post(f"/office/{path}", data=fields, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


async def page(browser: Browser, path: str = "") -> str:
    answer = await browser.http.get(f"/office{path}", follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


async def asked(world: PageWorld, unit: str = "县水利局") -> Browser:
    """The liaison of a unit, to whom a bundle has come."""
    liaison = await world.signed_in(unit)
    await world.tick()
    return liaison


# who may


async def test_only_the_office_and_convenors_get_in_and_a_form_of_another_site_is_refused(world: PageWorld) -> None:
    stranger, liaison, clerk = await world.browser(), await world.signed_in("县水利局"), await clerk_of(world)
    for path in ("", "/review", "/outbox", "/people", "/plans/1", "/plans/1/text"):
        assert (await stranger.http.get(f"/office{path}")).headers["location"] == "/sign-in"
        refused = await liaison.http.get(f"/office{path}")
        assert (refused.status_code, "由联席会议办公室" in refused.text) == (403, True)
    for form in ("review/1/accept", "review/pass", "plans/1/recall", "people/1/end"):
        answer = await liaison.http.post(f"/office/{form}", data={"report": "1", "confirmed": "1"})
        assert answer.status_code == 403, form
    knows = [(await one.http.get("/page/state")).json()["chats"][0]["office"] for one in (liaison, clerk)]
    assert knows == [False, True]

    convenor = await world.signed_in("县府办", SeatRole.CONVENOR)
    assert (await convenor.http.get("/office")).headers["location"] == "/office/review"
    assert "待办和方案" not in await page(convenor, "/review")

    forged = await clerk.http.post(
        "/office/review/pass", data={"report": "1"}, headers={"origin": "https://elsewhere.example"}
    )
    assert (forged.status_code, "不是从本页发出的" in forged.text) == (403, True)
    clerk.http.headers.pop("origin")
    assert (await clerk.http.post("/office/review/pass", data={"report": "1"})).status_code == 403


# reviewing


async def test_an_extension_shows_both_dates_and_is_agreed_to_and_a_plea_is_passed_on(world: PageWorld) -> None:
    liaison, clerk = await asked(world), await clerk_of(world)
    await liaison.say("1 推进中，进度60%")
    await liaison.say("1 申请延期到2026年3月20日，雨季停工")
    queue = await page(clerk, "/review")
    for shown in ("延期、办结、异议 1条", "2025年12月19日", "改造供水管网", "进度60%", "此前"):
        assert shown in queue, shown
    assert 'name="day" required maxlength="40" size="14" value="2026年3月20日"' in queue
    number = queue.split('action="/office/review/')[1].split("/")[0]
    done = await did(clerk, f"review/{number}/accept")
    assert "已通过：县水利局 申请延期" in done
    await world.settled()
    assert any("已同意延期至2026年3月20日" in text for text in await liaison.heard())
    again = await clerk.http.post(f"/office/review/{number}/accept")
    assert (again.status_code, "不用再审" in again.text) == (409, True)

    helper = await world.signed_in("县财政局")
    await liaison.say("1 有困难，资金缺口200万，需县财政局协调")
    queue = await page(clerk, "/review")
    assert "需协调 1件" in queue
    number = queue.split('action="/office/pleas/')[1].split("/")[0]
    assert "已转县财政局" in await did(clerk, f"pleas/{number}/unit", unit="县财政局")
    await world.settled()
    assert any("县水利局" in text for text in await helper.heard())
    assert "已答复县水利局" in await did(clerk, f"pleas/{number}/answer", words="下周拨付")
    assert "需协调 1件" not in await page(clerk, "/review")


async def test_the_day_and_the_plans_are_shown_and_plain_reports_passed_together_after_one_question(
    world: PageWorld,
) -> None:
    water, money, clerk = await asked(world), await asked(world, "县财政局"), await clerk_of(world)
    await water.say("1 推进中，进度60%")
    await money.say("1 推进中，进度40%")
    await water.say("/opinion 字太小")
    home = await page(clerk)
    for shown in ("水联：字太小", "2条反馈待审核", "城乡建设方案", "已交办", "2025年11月3日交办", "2项"):
        assert shown in home, shown
    opinion = home.split("/office/opinions/")[1].split("/")[0]
    assert "已答复水联" in await did(clerk, f"opinions/{opinion}/answer", words="已放大")
    assert (await clerk.http.post("/office/silent/1/raise")).status_code == 409
    queue = await page(clerk, "/review")
    numbers = [part.split('"')[0] for part in queue.split('name="report" value="')[1:]]
    assert len(numbers) == 2
    assert "没有勾选反馈" in await did(clerk, "review/pass")
    question = await did(clerk, "review/pass", report=numbers)
    assert "将通过2条一般反馈（县水利局、县财政局），告知2人，请确认。" in question
    assert "一般反馈 2条" in await page(clerk, "/review")
    returned = await did(clerk, f"review/{numbers[1]}/return", reason="请写明已付多少")
    assert "已退回（请写明已付多少）" in returned
    assert "已通过1条，告知1人。" in await did(clerk, "review/pass", report=numbers, confirmed="1")
    await world.settled()
    assert any("被退回：请写明已付多少" in text for text in await money.heard())
    queue = await page(clerk, "/review")
    assert "没有待审核的反馈" in queue
    assert "最近通过的 1条" in queue
    assert "并告知水联正在重新审核" in await did(clerk, f"review/{numbers[0]}/again")
    assert "重新待审核，已告知水联" in await did(clerk, f"review/{numbers[0]}/again", confirmed="1")
    assert "一般反馈 1条" in await page(clerk, "/review")
    await did(clerk, "review/pass", report=numbers[0], confirmed="1")
    question = await did(clerk, f"review/{numbers[0]}/take-away", reason="应是310户")
    assert "收回县水利局“改造供水管网”已通过的“推进中" in question
    assert "原因：应是310户" in question
    away = await did(clerk, f"review/{numbers[0]}/take-away", reason="应是310户", confirmed="1")
    assert "已退回（应是310户）" in away
    empty = await clerk.http.post(f"/office/review/{numbers[0]}/return", data={"reason": " "})
    assert empty.status_code == 409


async def test_what_an_office_puts_out_stands_on_one_page_and_calls_are_taken_down_beside_the_reviews(
    world: PageWorld,
) -> None:
    water, clerk = await asked(world), await clerk_of(world)
    told = await did(clerk, "review/phone", unit="县水利局", item="1-1", words="昨天来电：进度60%，11月20日前完成")
    assert "来电" in told.split('data-testid="plain"')[1].split("<dl>")[0]
    assert "代录 县水利局" in told
    assert "代录" in told.split('data-testid="plain"')[1]
    assert "还没有写通知谁" in (await clerk.http.post("/office/notices", data={"words": "周五前报总结"})).text
    both = {"whom": "县水利局", "to": "县财政局", "words": "周五前报总结"}
    question = await did(clerk, "notices", **both)
    assert "发给1人，请各自签收" in question
    assert "1个单位送不到：县财政局" in question
    sent = await did(clerk, "notices", **both, confirmed="1")
    assert '请看<a href="/office/papers#notices">通知</a>' in sent
    assert "签收0/1，送不到1个单位" in sent
    assert "县财政局：送不到" in sent
    await world.settled()
    number = sent.split('data-testid="notice-')[1].split('"')[0]
    assert "已再发给水联" in await did(clerk, f"notices/{number}/remind")
    await world.settled()
    await water.press("签收")
    shown = await page(clerk, "/papers")
    for said in ("签收1/1", "县水利局 水联：2025", "看进展图", "给哪些单位发函", "导出台账", "还没有公文稿"):
        assert said in shown, said
    picture = await clerk.http.get("/office/papers/picture/1")
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert (await clerk.http.get("/office/papers/picture/9")).status_code == 404
    answer = await clerk.http.post("/office/say", data={"words": "/plan 1"})
    await world.settled()
    heading = (
        (await page(clerk, answer.headers["location"].removeprefix("/office"))).split("<h1>")[1].split("</h1>")[0]
    )
    assert heading == '<a href="/office/plans/1">方案1</a>'
    for place in ("/papers", "/papers/picture/1"):
        assert (await water.http.get(f"/office{place}")).status_code == 403


async def test_a_sitting_stands_on_the_page_with_its_next_step(world: PageWorld) -> None:
    head = await world.signed_in("县府办", SeatRole.OFFICE_HEAD, "主任甲")
    await head.http.post("/office/say", data={"words": "提议召开临时会议，研究停车场用地"})
    await world.settled()
    assert "临时会议（停车场用地）：" in await page(head)
    listed = (await page(head, "/papers")).split('data-testid="sittings"')[1]
    assert "停车场用地" in listed
    assert "打开会议1" in listed
    assert str(linked("备案表发送 /filings。")) == '备案表到<a href="/office/papers#filings">备案</a>。'
    assert 'value="/filings"' in listed.split('id="filings"')[1]


async def test_the_agenda_is_put_in_order_on_the_page_itself(world: PageWorld) -> None:
    head = await world.signed_in("县府办", SeatRole.OFFICE_HEAD, "主任甲")
    chair = await world.signed_in("县府办", SeatRole.CONVENOR, "召集乙")
    await head.http.post("/office/say", data={"words": "提议召开临时会议，研究1.停车场用地；2.路灯修缮"})
    await world.settled()
    await chair.press("同意召开")
    await world.settled()
    await head.http.post("/office/say", data={"words": "拟议程"})
    await world.settled()
    listed = (await page(head, "/papers")).split('data-testid="sittings"')[1]
    assert "议程3项，在这里调整" in listed
    assert 'value="会议1的议程第3项上移"' in listed
    await head.http.post("/office/say", data={"words": "会议1的议程第3项上移"})
    await world.settled()
    assert "2. 路灯修缮" in (await page(head, "/papers"))
    await head.http.post("/office/say", data={"words": "会议1的议程第2项删掉"})
    await world.settled()
    assert "路灯修缮" not in (await page(head, "/papers")).split("在这里调整")[1].split("</details>")[0]


def test_a_command_in_a_sentence_becomes_the_pages_own_place_in_words() -> None:
    said = {
        "可先发 /seats 邀请。": '可先到<a href="/office/people">单位和人员</a>邀请。',
        "明天会发什么，请看 /preview。": '明天会发什么，请看<a href="/office/outbox">发件</a>。',
        "重新交办：/plan 12": '重新交办：<a href="/office/plans/12">方案12</a>',
        "发送 /plans 查看全部方案。": '到<a href="/office">方案</a>查看全部方案。',
        "没有网址 /reviews <b>": "没有网址 /reviews &lt;b&gt;",
    }
    assert {sentence: str(linked(sentence)) for sentence in said} == said


def test_every_command_but_the_one_that_binds_a_code_has_its_words() -> None:
    assert {name for name in COMMANDS if "/" in named(f"请看 /{name}。")} == {"start", "plan"}
    assert named("/plan 3") == "方案3"
    assert coded("1-5 修路 <b>") == '<a href="/office/plans/1#n5">1-5</a> 修路 &lt;b&gt;'
    assert coded("2条反馈待审核") == "2条反馈待审核"


async def test_evidence_opens_beside_the_review_and_what_stays_is_said_rightly(world: PageWorld) -> None:
    water, money, clerk = await asked(world), await asked(world, "县财政局"), await clerk_of(world)
    await water.say("1 推进中，进度60%")
    await money.say("1 推进中，进度40%")
    for name in ("现场.png", "说明.txt"):
        content = png(40, 30) if name.endswith("png") else "已经完工".encode()
        await water.send((name, content), caption="1")
    queue = await page(clerk, "/review")
    reports = re.findall(r'name="report" value="(\d+)"', queue)
    assert "没有勾选的一般反馈1条不动。" in await did(clerk, "review/pass", report=reports[0])
    files = dict(re.findall(r'href="(/office/evidence/\d+)">([^<]+)', queue))
    assert sorted(files.values()) == ["现场.png", "说明.txt"]
    for path, name in files.items():
        answer = await clerk.http.get(path)
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        shown = "inline" if name.endswith("png") else "attachment"
        assert answer.headers["content-disposition"].startswith(shown), name
        assert (await water.http.get(path)).status_code == 403
    assert "没有这份佐证" in (await clerk.http.get("/office/evidence/99")).text


async def test_the_outbox_lists_the_units_that_a_notice_did_not_reach(world: PageWorld) -> None:
    clerk = await clerk_of(world)
    await did(clerk, "notices", words="周五前报总结", whom="县财政局", confirmed="1")
    outbox = await page(clerk, "/outbox")
    assert "没有送达 1条" in outbox
    assert "的通知“周五前报总结”（没有已绑定的联络员）" in outbox


async def test_the_page_of_units_says_from_when_a_new_one_counts(world: PageWorld) -> None:
    assert "新单位、新成员从登记那天起算" in await page(await clerk_of(world), "/people")
