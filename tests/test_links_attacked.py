"""Links attacked: scanners, stolen, old, forged and guessed tokens, two people at once, many tries, other sites."""

import asyncio
import io
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web import reply
from bot.channels.web.tries import Tries
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.store import models
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import links as acts
from tasks_db.work.acts import seating
from tasks_db.work.post import rehearsal
from tests.link_world import ADDRESS, Phone, hidden_of, phone, reports, text_of, token
from tests.page_world import PageWorld, page_world

PIPES = "改造供水管网"
SCANNERS = ("Mozilla/5.0 (compatible; MicroMessenger scanner)", "Microsoft Office Protocol Discovery", "curl/8.0", "")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path, web_url=ADDRESS) as opened:
        await opened.desk.doing(OPERATOR, acts.make, opened.desk.links)
        await opened.tick()
        yield opened


async def dump(world: PageWorld) -> dict[str, Any]:
    """Every row of every table."""

    def rows() -> dict[str, Any]:
        with world.desk.door.read() as session:
            return {
                table.name: session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"').all()  # noqa: S608
                for table in models.Unit.metadata.sorted_tables
            }

    return await world.desk.apart(rows)


async def attempted(seat: Phone) -> list[tuple[int, str]]:
    """What comes of all that can be done with a link that was good once: looked at, filled in, given, taken back."""
    given = {"assignment": "2", "due": "2", "key": "k" * 22, "given": '{"kind": "progress", "percent": 90}'}
    answers = [
        await seat.http.get(seat.path),
        await seat.http.post(f"{seat.path}/read", data={"assignment": "2", "due": "2", "kind": "no_change"}),
        await seat.http.post(f"{seat.path}/give", data=given),
        await seat.http.post(f"{seat.path}/withdraw", data={"report": "1"}),
    ]
    return [(answer.status_code, answer.text) for answer in answers]


async def test_a_link_that_is_not_good_writes_nothing_and_tells_nothing(world: PageWorld) -> None:
    first = await token(world, "县财政局")
    replaced_by = await token(world, "县财政局")
    assert (await attempted(await phone(world, replaced_by)))[2][0] == 303  # as it would be with a good one
    lead = await token(world, "县水利局")
    await world.desk.doing(OPERATOR, seating.hand_over, "县财政局", "新人")
    await world.desk.doing(OPERATOR, acts.recall, "县水利局")
    flipped = lead[:-1] + ("A" if lead[-1] != "A" else "B")
    table = {
        "stolen, and recalled": lead,
        "old, and replaced": first,
        "given to the one before, who handed over": replaced_by,
        "forged out of a good one": flipped,
        "guessed": secrets.token_urlsafe(16),
        "much too long": "A" * 4000,
        "not even one": "..%2f..%2fsign-in",
    }
    before = await dump(world)
    told = {name: await attempted(await phone(world, one)) for name, one in table.items()}
    assert await dump(world) == before
    for name, answers in told.items():
        if name == "not even one":
            assert {status for status, _ in answers} == {404}
            continue
        assert {status for status, _ in answers} == {404}, name
        assert {page for _, page in answers} == {told["guessed"][0][1]}, name
        assert "这个链接不能用" in answers[0][1]
    # whoever hands back the seat does not bring the old link back
    await world.desk.doing(OPERATOR, seating.hand_over, "县财政局", "财联")
    assert (await attempted(await phone(world, replaced_by)))[0][0] == 404


async def test_one_that_is_too_old_says_whom_to_ask_and_writes_nothing(world: PageWorld) -> None:
    of = await token(world, "县财政局")
    seat = await phone(world, of)
    shown = await seat.fill(PIPES, "progress", percent="40")
    await world.desk.doing(SYSTEM, rehearsal.move_clock, await world.desk.now() + timedelta(days=14, hours=14))
    assert (await seat.http.get(seat.path)).status_code == 200  # the tenth working day, till its end
    await world.desk.doing(SYSTEM, rehearsal.move_clock, await world.desk.now() + timedelta(hours=1))
    before = await dump(world)
    answers = [await seat.confirm(shown), await seat.http.get(seat.path)]
    assert {answer.status_code for answer in answers} == {410}
    assert "请向清河县城乡建设联席会议办公室（县府办）要一个新的" in text_of(answers[0])
    assert await dump(world) == before


async def test_scanners_that_open_everything_write_nothing(world: PageWorld) -> None:
    of = await token(world, "县财政局")
    before = await dump(world)
    for agent in SCANNERS:
        seat = await phone(world, of, **{"user-agent": agent})
        for path in (
            seat.path,
            f"{seat.path}?from=singlemessage",
            *(f"{seat.path}/{do}" for do in ("read", "give", "withdraw")),
        ):
            for method in ("GET", "HEAD", "OPTIONS"):
                assert (await seat.http.request(method, path)).status_code in {200, 405}
        shown = await seat.fill(PIPES, "progress", percent="40")  # what is only shown is not written either
        assert shown.status_code == 200
    assert await dump(world) == before


async def test_two_people_who_press_at_once_are_one_answer_or_two_in_order(world: PageWorld) -> None:
    of = await token(world, "县财政局")
    one, other = await phone(world, of), await phone(world, of)
    shown = await one.fill(PIPES, "progress", percent="40")
    done = await asyncio.gather(*(who.confirm(shown) for who in (one, other) * 4))
    assert {answer.status_code for answer in done} == {303}
    assert len(await reports(world)) == 1
    same = [await who.fill(PIPES, "blocked", words="资金没有到位") for who in (one, other)]
    await asyncio.gather(one.confirm(same[0]), other.confirm(same[1]))
    assert len(await reports(world)) == 2
    apart = [await one.fill(PIPES, "progress", percent="50"), await other.fill(PIPES, "progress", percent="60")]
    await asyncio.gather(one.confirm(apart[0]), other.confirm(apart[1]))
    found = await reports(world)
    assert sorted(r.percent or 0 for r in found) == [0, 40, 50, 60]
    last = max(r.id or 0 for r in found)
    await asyncio.gather(*(who.take_back(last) for who in (one, other)))
    assert [r.status for r in await reports(world)].count(ReportStatus.WITHDRAWN) == 1


async def test_many_tries_are_hardly_looked_at_and_hold_up_nobody_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply, "Tries", partial(Tries, clock=lambda: 0.0))  # none comes back as time goes by
    async with page_world(tmp_path, web_url=ADDRESS) as world:
        of = await token(world, "县财政局")
        guesser = await world.browser(**{"x-forwarded-for": "10.0.0.9"})
        answers = [await guesser.http.get(f"/r/{secrets.token_urlsafe(16)}") for _ in range(80)]
        assert sum(answer.status_code == 404 for answer in answers) == 60
        assert {answer.status_code for answer in answers} == {404, 429}
        assert (await guesser.http.get(f"/r/{of}")).status_code == 429
        elsewhere = await phone(world, of, **{"x-forwarded-for": "10.0.0.10"})
        for _ in range(70):  # a whole hall behind one address opens links that are good
            assert (await elsewhere.http.get(elsewhere.path)).status_code == 200
        posts = [await elsewhere.take_back(1) for _ in range(121)]
        assert [post.status_code for post in posts].count(429) == 1


async def test_what_is_sent_from_elsewhere_or_forged_is_refused(world: PageWorld) -> None:
    money, lead = (
        await phone(world, await token(world, "县财政局")),
        await phone(world, await token(world, "县水利局")),
    )
    before = await dump(world)
    form = {**hidden_of(await money.look(), PIPES), "kind": "no_change"}
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert (await money.http.post(f"{money.path}/read", data=form, headers=headers)).status_code == 403
    shown = await money.fill(PIPES, "progress", percent="40")
    stranger = await lead.confirm(shown)
    assert (stranger.status_code, "由该单位联络员反馈" in stranger.text) == (422, True)
    for given in (
        "",
        "{}",
        "[" * 999,
        '{"kind": "closure"}',
        '{"kind": "progress", "percent": 900}',
        '{"kind": "x"}',
    ):
        assert (await money.confirm(shown, given=given)).status_code == 422
    assert (await money.confirm(shown, key="short")).status_code == 422
    assert (await money.confirm(shown, assignment="9" * 30)).status_code == 422
    assert (await money.fill(PIPES, "progress", words="字" * 30_000)).status_code == 413
    assert await dump(world) == before
    del money.http.headers["origin"]  # a browser inside another program may not say where it comes from
    assert (await money.confirm(shown)).status_code == 303
    (report,) = await reports(world)
    assert report.kind is AnswerKind.PROGRESS
    assert (await lead.take_back(report.id or 0)).status_code == 422


async def test_a_token_stands_in_no_row_no_log_and_no_referrer(
    world: PageWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    root, written = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: not record.name.startswith("http"))  # the browser's own, which is here too
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    of = await token(world, "县财政局")
    seat = await phone(world, of)
    await seat.answer(PIPES, "progress", percent="40")
    answers = [await seat.http.get(seat.path), await seat.fill(PIPES, "no_change"), await seat.http.get("/r/x")]
    root.removeHandler(handler)
    root.setLevel(level)
    for answer in answers:
        assert answer.headers["referrer-policy"] == "strict-origin"  # a form still says where it comes from
        assert answer.headers["x-robots-tag"].startswith("noindex")
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src" not in answer.headers["content-security-policy"]
    told = capsys.readouterr()
    assert of not in f"{written.getvalue()}{told.out}{told.err}{await dump(world)}"
