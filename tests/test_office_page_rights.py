"""Every page and form of the office, by whoever has no right to it (R14), and what is asked first there (R17)."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.channels.web.office import home, outbox, papers, people, plan, plan_acts, review, versions
from tasks_db.store import models
from tasks_db.terms import SeatRole
from tests.page_world import PageWorld, page_world
from tests.test_office_page import asked, clerk_of

PARTS = (home, plan, plan_acts, versions, review, outbox, papers, people)
READS = sorted(path for part in PARTS for path in part.READS)
DOES = sorted(path for part in PARTS for path in part.DOES)
FORM = {
    **dict.fromkeys(("reason", "ground", "basis"), "会议决定"),
    **dict.fromkeys(("words", "text", "answer"), "好"),
    **dict.fromkeys(("confirmed", "report", "finding", "seat", "person", "task"), "1"),
    **dict.fromkeys(("unit", "into", "rest"), "县财政局"),
    **dict.fromkeys(("day", "day-1"), "2026年1月9日"),
    "name": "李明",
    "how": "take",
    "mode": "each",
    "days": "11月10日至11日",
    "role": "liaison",
    "was-day": "",
    "choice": "quarter",
    "take-1": "take",
    "whom": "全体",
    "until": "12月8日",
}
"""What some form or other asks for, filled in."""
OF_CONVENORS = {"/review", "", "/evidence/{file}", "/review/{report}/accept", "/review/{report}/return"}
OF_CONVENORS |= {
    "/people/{unit}/month",
    "/people/{unit}/month/file",
    "/people/{unit}/month/sheet",
    "/pleas/{report}/answer",
    "/papers",
    "/papers/picture/{number}",
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        yield opened


def at(path: str) -> str:
    return f"/office{re.sub(r'{[a-z]+}', '1', path)}"


async def done(world: PageWorld) -> tuple[int, int, list[object]]:
    """How much was done and told so far, and what the people of the office may have changed."""

    def read() -> tuple[int, int, list[object]]:
        with world.desk.door.read() as session:
            return count(session)

    return await world.desk.apart(read)


def count(session: Session) -> tuple[int, int, list[object]]:
    tables = (
        models.Task,
        models.Assignment,
        models.Checkpoint,
        models.Report,
        models.Unit,
        models.Tenure,
        models.Plan,
    )
    rows: list[object] = [row.model_dump() for table in tables for row in session.exec(select(table)).all()]
    audits, notices = (len(session.exec(select(table)).all()) for table in (models.AuditEntry, models.Notice))
    return audits, notices, rows


async def test_no_page_opens_and_no_form_does_anything_for_whoever_has_no_right_to_it(world: PageWorld) -> None:
    liaison = await asked(world, "县财政局")
    convenor, stranger = await world.signed_in("县府办", SeatRole.CONVENOR), await world.browser()
    before = await done(world)
    assert len(READS) > 9
    assert len(DOES) > 50
    for path in READS:
        assert (await stranger.http.get(at(path))).headers["location"] == "/sign-in", path
        assert (await liaison.http.get(at(path))).status_code == 403, path
        if path not in OF_CONVENORS:
            assert (await convenor.http.get(at(path))).status_code == 403, path
    for path in DOES:
        assert (await stranger.http.post(at(path), data=FORM)).headers["location"] == "/sign-in", path
        refused = await liaison.http.post(at(path), data=FORM)
        assert refused.status_code in {400, 403, 409}, path
        if path not in OF_CONVENORS:
            assert (await convenor.http.post(at(path), data=FORM)).status_code in {400, 403, 409}, path
    assert await done(world) == before


ASKED_FIRST = {
    "/plans/{plan}/recall": "会告知|告知已收到催报的",
    "/plans/{plan}/end": "终止“城乡建设方案”",
    "/plans/{plan}/tasks/{task}/cancel": "将取消第1项“改造供水管网”，并告知",
    "/plans/{plan}/tasks/{task}/exempt": "豁免县财政局在第1项",
    "/plans/{plan}/tasks/{task}": "时限",
    "/people/invite": "个席位各生成一个邀请码",
    "/people/{unit}/rename": "改名",
    "/people/{unit}/merge": "合并|并入",
    "/people/{unit}/end": "撤并",
    "/people/{unit}/hand-over": "李明",
    "/people/{unit}/deputise": "李明",
    "/review/pass": "告知",
}


async def test_what_reaches_many_or_cannot_be_taken_back_is_asked_first_on_every_page(world: PageWorld) -> None:
    """R17: nothing is done and nobody is told before the second press."""
    liaison, clerk = await asked(world), await clerk_of(world)
    await liaison.say("1 进度40%，换管3公里")
    before = await done(world)
    unit = await unit_id(world, "县财政局")
    for path, told in ASKED_FIRST.items():
        form = {**FORM, "confirmed": "", "into": "县水利局"}
        asks = await clerk.http.post(at(path).replace("/people/1/", f"/people/{unit}/"), data=form)
        assert asks.status_code == 200, (path, asks.text[-900:])
        assert re.search(told, asks.text), (path, asks.text[-900:])
        assert 'name="confirmed"' in asks.text, path
        assert await done(world) == before, path


async def unit_id(world: PageWorld, name: str) -> int:
    def read() -> int:
        with world.desk.door.read() as session:
            return session.exec(select(models.Unit.id).where(models.Unit.name == name)).one() or 0

    return await world.desk.apart(read)
