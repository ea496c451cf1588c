"""The page as a channel: people sign in, are asked and answer there; nothing is lost, and nothing said twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import func, select

from bot.channels.web.tries import Tries
from tasks_db.register.authority import SYSTEM
from tasks_db.store import models
from tasks_db.terms import SeatRole
from tasks_db.work.post import page as rows
from tests.local_chat_world import png
from tests.page_world import PageWorld, page_world
from tests.seeding import counted


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        yield opened


async def count(world: PageWorld, table: type[models.Update] | type[models.Report]) -> int:
    def counting() -> int:
        with world.desk.door.read() as session:
            return session.exec(select(func.count()).select_from(table)).one()

    return await world.desk.apart(counting)


# signing in


async def test_whoever_has_an_invitation_signs_in_and_is_greeted(world: PageWorld) -> None:
    browser = await world.browser()
    assert "邀请码" in (await browser.http.get("/")).text
    assert (await browser.http.get("/page/state")).status_code == 401
    liaison = await world.signed_in("县水利局")
    (greeted,) = await liaison.heard()
    assert greeted.startswith("水联，您好！")
    assert "您的席位：县水利局联络员" in greeted
    state = (await liaison.http.get("/page/state")).json()
    assert [(one["name"], one["post"]) for one in state["chats"]] == [("水联", "县水利局联络员")]
    assert [one["text"] for one in state["opened"]["messages"]] == [greeted]
    assert state["clock"] is None


async def test_a_code_is_good_once_and_a_wrong_one_is_told_in_a_sentence(world: PageWorld) -> None:
    code = await world.code("县水利局")
    first, second = await world.browser(), await world.browser()
    assert (await first.sign_in(code.lower().replace("-", " "))).status_code == 303
    again = await second.sign_in(code)
    assert (again.status_code, "已经用过了" in again.text) == (422, True)
    wrong = await second.sign_in("AAAA-AAAA")
    assert "邀请码不对" in wrong.text
    assert (await second.http.get("/page/state")).status_code == 401


async def test_a_vacant_seat_is_taken_under_the_name_that_is_asked_for(world: PageWorld) -> None:
    code = await world.code("县城管局")
    browser = await world.browser()
    asked = await browser.sign_in(code)
    assert asked.status_code == 422
    assert "请同时填写您的姓名" in asked.text
    assert code in asked.text  # it need not be typed again
    assert (await browser.sign_in(code, "城联")).status_code == 303
    await world.settled()
    assert "城联，您好" in (await browser.heard())[0]


async def test_a_second_browser_is_let_in_by_a_code_from_the_first_and_shows_the_same(world: PageWorld) -> None:
    first = await world.signed_in("县水利局")
    await first.say("/mine")
    code = (await first.http.post("/page/browsers/code")).json()["code"]
    second = await world.browser(**{"user-agent": "MicroMessenger Android"})
    assert (await second.sign_in(code)).status_code == 303
    await world.settled()
    assert [m["id"] for m in await second.shown()] == [m["id"] for m in await first.shown()]
    assert sum("您好！" in text for text in await second.heard()) == 1
    assert (await (await world.browser()).sign_in(code)).status_code == 422
    names = [one["name"] for one in (await first.http.get("/page/browsers")).json()["browsers"]]
    assert names == ["微信 · 安卓", "Chrome · Windows"]


async def test_a_browsers_code_is_over_after_ten_minutes(world: PageWorld) -> None:
    first = await world.signed_in("县水利局")
    code = (await first.http.post("/page/browsers/code")).json()["code"]

    def age() -> None:
        with world.desk.door.write() as session:
            row = session.exec(select(models.BrowserCode)).one()
            row.expires_at = datetime.now(UTC) - timedelta(seconds=1)
            session.add(row)

    await world.desk.apart(age)
    late = await (await world.browser()).sign_in(code)
    assert (late.status_code, "过了时间" in late.text) == (422, True)


async def test_whoever_signs_out_is_out_and_so_is_a_browser_that_is_ended_elsewhere(world: PageWorld) -> None:
    first, clerk = await world.signed_in("县水利局"), await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    second = await world.browser()
    await second.sign_in((await first.http.post("/page/browsers/code")).json()["code"])
    listed = (await second.http.get("/page/browsers")).json()["browsers"]
    other = next(one["id"] for one in listed if not one["this"])
    waiting = asyncio.create_task(first.http.get(f"/page/changes?since={await last(world)}"))
    await asyncio.sleep(0)
    assert (await second.http.post(f"/page/browsers/{other}/end")).status_code == 200
    assert (await first.http.get("/page/state")).status_code == 401
    await clerk.say("/browsers")
    assert "水联：Chrome · Windows" in (await clerk.heard())[-1]
    await clerk.say("/browsers 水联")
    assert "水联已在1个浏览器退出登录" in (await clerk.heard())[-1]
    assert (await second.http.get("/page/chats/me/messages")).status_code == 401
    assert (await clerk.http.post("/page/sign-out")).status_code == 200
    assert (await clerk.http.get("/page/state")).status_code == 401
    waiting.cancel()


# the conversation


async def last(world: PageWorld) -> int:
    change, _ = await world.desk.asking(SYSTEM, rows.changed, None)
    return change


async def test_a_liaison_is_asked_and_answers_and_the_office_reviews_all_on_the_page(world: PageWorld) -> None:
    liaison, clerk = await world.signed_in("县水利局"), await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await world.tick()
    bundle = (await liaison.shown())[-1]
    assert "改造供水管网" in bundle["text"]
    await liaison.say("1 推进中，进度60%")
    assert "已记录：" in (await liaison.heard())[-1]
    await liaison.press("撤销")
    assert any("已撤销" in text for text in await liaison.heard())
    await liaison.say("1 推进中，进度65%", reply_to=bundle["id"])
    quoted = [m for m in await liaison.shown() if m["mine"]][-1]
    assert quoted["reply_to"] == bundle["id"]
    await clerk.say("/review")
    assert "65%" in (await clerk.heard())[-1]


async def test_files_come_in_as_one_set_and_go_out_to_be_saved(world: PageWorld) -> None:
    liaison, clerk = await world.signed_in("县水利局"), await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await world.tick()
    sent = await liaison.send(("现场一.png", png(30, 20)), ("现场二.png", png(30, 20)), caption="1 进度40%")
    shown = sent.json()["messages"]
    assert [(m["text"], m["file"]["picture"], m["file"]["width"]) for m in shown] == [
        ("1 进度40%", True, 30),
        ("", True, 30),
    ]
    assert any("已收下佐证“现场一.png”“现场二.png”" in text for text in await liaison.heard())
    await clerk.say("/digest")
    await clerk.press("下载 Word 通报")
    paper = next(m["file"] for m in reversed(await clerk.shown()) if m["file"])
    fetched = await clerk.http.get(f"/page/files/{paper['id']}")
    assert fetched.content[:2] == b"PK"
    assert fetched.headers["content-disposition"].startswith("attachment")
    assert (await liaison.http.get(f"/page/files/{paper['id']}")).status_code == 404


async def test_a_correction_reaches_the_office_of_the_program_and_only_the_last_one_can_be_made(
    world: PageWorld,
) -> None:
    liaison = await world.signed_in("县水利局")
    first = (await liaison.say("/mine")).json()["messages"][0]["id"]
    second = (await liaison.say("/help")).json()["messages"][0]["id"]
    for number, status in ((first, 409), (second, 200)):
        body = {"key": f"correct-{number}", "text": "改过的"}
        answer = await liaison.http.post(f"/page/chats/me/messages/{number}/edit", json=body)
        assert answer.status_code == status
    await world.settled()
    assert "看到您修改了消息" in (await liaison.heard())[-1]


async def test_the_same_thing_sent_twice_is_said_once_and_a_press_counts_once(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    await world.tick()
    answers = await asyncio.gather(*(liaison.say("1 进度60%", key="one-and-the-same") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["messages"][0]["id"] for answer in answers}) == 1
    assert await count(world, models.Report) == 1
    message, token = await liaison.button("撤销")
    before = await count(world, models.Update)
    for _ in range(3):
        assert (await liaison.press_token(message, token, key="pressed-once")).status_code == 200
    assert await count(world, models.Update) == before + 1


async def test_what_was_said_is_a_row_before_it_is_confirmed_and_lost_with_nothing(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    before = await count(world, models.Update)
    answer = await liaison.http.post(
        "/page/chats/me/messages", json={"key": "a-key-of-mine", "text": "/mine", "reply_to": None}
    )
    assert answer.status_code == 200
    assert await count(world, models.Update) == before + 1


async def test_a_page_hears_at_once_of_what_is_new_and_asks_for_what_it_missed(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    known = await last(world)
    waiting = asyncio.create_task(liaison.http.get(f"/page/changes?since={known}"))
    await world.tick()
    told = (await waiting).json()
    assert "改造供水管网" in told["messages"][-1]["text"]
    assert told["change"] > known
    missed = (await liaison.http.get(f"/page/changes?since={known}")).json()
    assert missed == told
    assert (await liaison.http.get("/page/changes?since=1000000")).json() == {"anew": True}


async def test_a_page_that_knows_everything_is_read_for_only_once_something_has_come(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    waiting = asyncio.create_task(liaison.http.get(f"/page/changes?since={await last(world)}"))
    await world.tick()
    known = (await waiting).json()["change"]
    with counted(world.desk) as asked:
        waiting = asyncio.create_task(liaison.http.get(f"/page/changes?since={known}"))
        await liaison.say("/mine")
        assert "改造供水管网" in (await waiting).json()["messages"][-1]["text"]
    of_conversations = [one for one in asked.statements if "page_message.change > ?" in one and "IN (?)" in one]
    assert len(of_conversations) == 1


async def test_browsers_that_come_back_together_are_noted_together(world: PageWorld) -> None:
    first = await world.signed_in("县水利局")
    browsers = [first]
    for _ in range(7):
        browsers.append(await world.browser())
        code = (await first.http.post("/page/browsers/code")).json()["code"]
        assert (await browsers[-1].sign_in(code)).status_code == 303
    await world.settled()

    def seen(at: datetime | None) -> list[datetime]:
        with world.desk.door.write() as session:
            found = session.exec(select(models.Browser)).all()
            for row in found:
                row.seen_at = at or row.seen_at
            return [row.seen_at for row in found]

    before = datetime.now(UTC)
    await world.desk.apart(lambda: seen(before - timedelta(hours=1)))
    with counted(world.desk) as done:
        with world.desk.door.write():  # another process writes: whoever wants to write waits for it
            coming = [asyncio.create_task(one.http.get("/page/clock")) for one in browsers]
            while sum("FROM browser" in one for one in done.statements) < len(browsers):  # noqa: ASYNC110 - statements
                await asyncio.sleep(0)
        assert {answer.status_code for answer in await asyncio.gather(*coming)} == {200}
    assert sum(one.startswith("UPDATE browser") for one in done.statements) <= 3
    assert min(await world.desk.apart(lambda: seen(None))) >= before


async def test_a_page_at_one_worker_hears_of_what_another_wrote(tmp_path: Path, on_server: str) -> None:
    async with page_world(tmp_path / "1", database=on_server) as one:
        liaison = await one.signed_in("县水利局")
        async with page_world(tmp_path / "2", database=on_server, founded=False) as two:
            waiting = asyncio.create_task(liaison.http.get(f"/page/changes?since={await last(one)}"))
            await two.tick()
            assert "改造供水管网" in (await waiting).json()["messages"][-1]["text"]


async def test_what_is_unread_is_known_until_it_was_seen(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    await world.tick()
    (one,) = (await liaison.http.get("/page/state")).json()["chats"]
    assert one["unread"] == 2
    newest = (await liaison.shown())[-1]["id"]
    await liaison.http.post("/page/chats/me/read", json={"up_to": newest})
    (one,) = (await liaison.http.get("/page/state")).json()["chats"]
    assert one["unread"] == 0


async def test_older_messages_are_asked_for_when_they_are_wanted(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    for number in range(35):
        await liaison.http.post("/page/chats/me/messages", json={"key": f"number-{number}", "text": "/help"})
    await world.settled()
    newest = (await liaison.http.get("/page/chats/me/messages")).json()
    assert (len(newest["messages"]), newest["more"]) == (60, True)
    older = (await liaison.http.get(f"/page/chats/me/messages?before={newest['messages'][0]['id']}")).json()
    assert (len(older["messages"]), older["more"]) == (11, False)


def test_tries_come_back_as_time_goes_by_and_each_has_their_own() -> None:
    seconds = [0.0]
    tries = Tries(2, 10, lambda: seconds[0])
    assert [tries.allow("a") for _ in range(3)] == [True, True, False]
    assert tries.allow("b")
    seconds[0] = 5.0
    assert [tries.allow("a") for _ in range(2)] == [True, False]
