"""The page attacked: other sites, other people's sessions, forged buttons, guessed codes, hostile files."""

import re
import secrets
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import func, select

from bot.channels.web.doors import OwnDoor
from tasks_db.store import models
from tasks_db.store.door import DatabaseAway
from tasks_db.terms import SeatRole
from tests.page_world import PageWorld, page_world

STATIC = files("bot.channels.web") / "static"
SAID = {"key": "12345678", "text": "1 已完成", "reply_to": None}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        yield opened


async def updates(world: PageWorld) -> int:
    def counting() -> int:
        with world.desk.door.read() as session:
            return session.exec(select(func.count()).select_from(models.Update)).one()

    return await world.desk.apart(counting)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_sites_request_does_nothing_even_with_the_cookie(
    world: PageWorld, headers: dict[str, str]
) -> None:
    liaison = await world.signed_in("县水利局")
    before = await updates(world)
    for path in ("/page/chats/me/messages", "/page/sign-out", "/page/browsers/code", "/sign-in"):
        answer = await liaison.http.post(path, json=SAID, headers=headers)
        assert answer.status_code == 403
        assert "不是从本页发出的" in answer.json()["error"]
    assert await updates(world) == before
    assert (await liaison.http.get("/page/state")).status_code == 200


async def test_a_request_that_does_not_say_where_it_comes_from_does_nothing(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    del liaison.http.headers["origin"]
    assert (await liaison.http.post("/page/chats/me/messages", json=SAID)).status_code == 403


async def test_a_name_that_is_not_ours_is_not_answered(world: PageWorld) -> None:
    browser = await world.browser(host="evil.example")
    answer = await browser.http.get("/sign-in")
    assert answer.status_code == 403
    assert "LIANXI_WEB_URL" in answer.json()["error"]


async def test_what_the_browser_keeps_is_drawn_here_out_of_reach_of_scripts_and_known_by_its_hash(
    world: PageWorld,
) -> None:
    browser = await world.browser()
    browser.http.cookies.set("lianxi", "chosen-by-the-attacker")
    entered = await browser.sign_in(await world.code("县水利局"))
    kept = entered.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in kept.split(";")}
    token = re.search(r"lianxi=([^;]+)", kept)
    assert token
    assert len(token[1]) >= 43  # 256 bits
    assert token[1] != "chosen-by-the-attacker"
    stranger = await world.browser()
    stranger.http.cookies.set("lianxi", "chosen-by-the-attacker")
    assert (await stranger.http.get("/page/state")).status_code == 401

    def stored() -> str:
        with world.desk.door.read() as session:
            return session.exec(select(models.Browser.token_hash)).one()

    assert token[1] not in await world.desk.apart(stored)


async def test_over_tls_the_cookie_is_for_tls_alone(world: PageWorld) -> None:
    browser = await world.browser(**{"x-forwarded-proto": "https"})
    entered = await browser.sign_in(await world.code("县水利局"))
    assert entered.headers["set-cookie"].startswith("__Host-lianxi=")
    assert "Secure" in entered.headers["set-cookie"]
    assert "max-age" in entered.headers["strict-transport-security"]


async def test_nobody_sees_or_touches_another_persons_conversation(world: PageWorld) -> None:
    water, money = await world.signed_in("县水利局"), await world.signed_in("县财政局")
    await world.tick()
    bundle = (await water.shown())[-1]
    token = bundle["buttons"][0][0]["token"]
    for chat in ("1", "水联", "../me", "me/../1"):
        assert (await money.http.get(f"/page/chats/{chat}/messages")).status_code in {404, 401}
    assert (await money.press_token(bundle["id"], token)).status_code == 409
    edited = await money.http.post(f"/page/chats/me/messages/{bundle['id']}/edit", json=SAID)
    assert edited.status_code == 409
    said = await money.say("你好", reply_to=bundle["id"])
    assert said.json()["messages"][0]["reply_to"] is None
    (mine,) = [b for b in (await water.http.get("/page/browsers")).json()["browsers"] if b["this"]]
    assert (await money.http.post(f"/page/browsers/{mine['id']}/end")).status_code == 404
    assert (await water.http.get("/page/state")).status_code == 200


async def test_a_button_that_no_message_carries_is_not_pressed(world: PageWorld) -> None:
    water = await world.signed_in("县水利局")
    await world.tick()
    bundle, before = (await water.shown())[-1], await updates(world)
    for token in ("pl:1", "dd:1", "", "x" * 5000, bundle["buttons"][0][0]["token"] + "0"):
        assert (await water.press_token(bundle["id"], token)).status_code == 409
    assert (await water.press_token(2**60, "pl:1")).status_code in {404, 409}
    assert await updates(world) == before


async def test_ten_thousand_guesses_let_nobody_in_and_are_hardly_looked_at(world: PageWorld) -> None:
    browser = await world.browser()
    answers = [await browser.sign_in(secrets.token_hex(4)) for _ in range(300)]
    looked_at = sum(answer.status_code == 422 for answer in answers)
    assert looked_at == 10
    assert {answer.status_code for answer in answers} == {422, 429}
    assert "过十分钟再试" in answers[-1].text
    # and a right code from there has to wait as well
    assert (await browser.sign_in(await world.code("县水利局"))).status_code == 429


async def test_a_whole_county_hall_signs_in_from_one_address(world: PageWorld) -> None:
    for number in range(12):
        browser = await world.browser()
        entered = await browser.sign_in(await world.code("县城管局"), "" if number else "城联")
        assert entered.status_code == 303


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("页面.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("图.png", b"<script>alert(1)</script>"),
        ("../../etc/..\\程序.exe", b"MZ" + b"\0" * 100),
    ],
)
async def test_a_file_that_could_run_is_only_ever_handed_over_as_bytes(
    world: PageWorld, name: str, content: bytes
) -> None:
    liaison = await world.signed_in("县水利局")
    (sent,) = (await liaison.send((name, content))).json()["messages"]
    assert "/" not in sent["file"]["name"]
    assert "\\" not in sent["file"]["name"]
    answer = await liaison.http.get(f"/page/files/{sent['file']['id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_25_megabytes_are_taken_and_more_is_refused_in_a_sentence(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    most = 25 * 1024 * 1024
    taken = await liaison.send(("大.bin", b"\0" * (most - 1000)))
    assert taken.status_code == 200
    refused = await liaison.send(("太大.bin", b"\0" * (most + 2 * 1024 * 1024)))
    assert (refused.status_code, "一次最多 25 MB" in refused.text) == (413, True)
    flooding = [await liaison.send(("大.bin", b"\0" * (most - 1000))) for _ in range(8)]
    assert flooding[-1].status_code == 429
    said = await liaison.http.post("/page/chats/me/messages", json={"key": "12345678", "text": "字" * 100_000})
    assert said.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"[" * 20_000, b'{"text": 5}', b'{"key": "../..", "text": "x"}', b"\xff\xfe"]
)
async def test_a_body_that_cannot_be_read_is_a_sentence(world: PageWorld, body: bytes) -> None:
    liaison = await world.signed_in("县水利局")
    answer = await liaison.http.post("/page/chats/me/messages", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        (ValueError("secret"), 500, "出了意外，没有做成。请再试一次；还不行就告诉联席会议办公室。"),
        (DatabaseAway("secret"), 503, "数据库暂时连不上，没有记录。请稍等再试一次。"),
    ],
)
async def test_a_fault_of_ours_is_one_fixed_sentence_and_tells_nothing_of_itself(
    world: PageWorld, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, sentence: str
) -> None:
    async def broken(*_: object) -> None:
        raise fault

    browser = await world.browser()
    monkeypatch.setattr(OwnDoor, "standing", broken)
    as_text, as_json = await browser.http.get("/"), await browser.http.get("/page/here")
    assert (as_text.status_code, as_text.text) == (status, sentence)
    assert (as_json.status_code, as_json.json()) == (status, {"error": sentence})


async def test_what_the_office_mistypes_on_its_pages_is_told_with_what_to_write(world: PageWorld) -> None:
    """R18."""
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    wrong = {
        "/put-off": ({"unit": "县水利局", "day": "改日"}, "没有看懂缓到哪天，请写成 下周三、12月8日、两周 这样。"),
        "/notices": ({"words": "请报送"}, "还没有写通知谁：请写“全体”、单位或集合单位，或在下面勾选。"),
        "/people/1/alias": ({}, "还没有写别名或集合单位。"),
        "/people/1/invite": ({"role": "看门人"}, "没有这种席位，请刷新页面。"),
    }
    for path, (form, sentence) in wrong.items():
        answer = await clerk.http.post(f"/office{path}", data=form)
        assert answer.status_code == 400, path
        assert sentence in answer.text, path
        assert "没有改动任何内容" in answer.text
    missing = await clerk.http.get("/office/papers/picture/99")
    assert (missing.status_code, "没有这张进展图。请回到“通报和公文”。" in missing.text) == (404, True)
    nobody = await world.browser()
    empty = await nobody.http.post("/sign-in", data={"code": " "})
    assert (empty.status_code, "请填写邀请码。" in empty.text) == (422, True)


async def test_text_stays_text_and_control_characters_go(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    attack = "<img src=x onerror=alert(1)>\x00\u202e"
    (said,) = (await liaison.say(attack)).json()["messages"]
    assert said["text"].startswith("<img src=x onerror=alert(1)>")
    assert (await liaison.http.get("/page/chats/me/messages")).headers["content-type"] == "application/json"


async def test_a_name_typed_at_the_door_is_shown_as_it_was_written(world: PageWorld) -> None:
    browser = await world.browser()
    shown = await browser.http.post("/sign-in", data={"code": await world.code("县城管局"), "name": ""})
    assert shown.status_code == 422
    shown = await browser.http.post("/sign-in", data={"code": '"><script>alert(1)</script>'})
    assert "<script>alert" not in shown.text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/page/state", "/page/here", "/static/x/page.js", "/none"])
async def test_every_answer_has_strict_headers(world: PageWorld, path: str) -> None:
    liaison = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    headers = (await liaison.http.get(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


async def test_the_pages_load_only_our_own_files_and_little_of_them(world: PageWorld) -> None:
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    for path in ("/", "/sign-in", "/office", "/office/review", "/office/plans/1", "/office/outbox", "/office/people"):
        page = (await clerk.http.get(path)).text
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?://", page) == []
        linked = set(re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page))
        assert linked
        loaded = [await clerk.http.get(one) for one in linked]
        assert {one.status_code for one in loaded} == {200}
        assert len(loaded) + 1 <= 5
        assert sum(len(one.content) for one in loaded) + len(page.encode()) <= 200_000


def test_the_page_builds_elements_and_never_parses_markup() -> None:
    scripts = [entry.read_text("utf-8") for entry in STATIC.iterdir() if entry.name.endswith(".js")]
    assert scripts
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert not any(forbidden in script for script in scripts)


async def test_reading_writes_nothing(world: PageWorld) -> None:
    liaison = await world.signed_in("县水利局")
    await world.tick()

    def rows() -> dict[str, Any]:
        with world.desk.door.read() as session:
            return {
                table.name: session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"').all()  # noqa: S608
                for table in models.Unit.metadata.sorted_tables
            }

    before = await world.desk.apart(rows)
    answers: list[httpx.Response] = [
        await liaison.http.get(path)
        for path in (
            "/",
            "/sign-in",
            "/page/state",
            "/page/chats/me/messages",
            "/page/browsers",
            "/page/changes?since=0",
        )
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert await world.desk.apart(rows) == before
