"""A seat answers by its link, without an account and without script: real HTTP, a real database file."""

import io
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.delivery import upkeep
from config.clock import local_date
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR
from tasks_db.store import models
from tasks_db.terms import AnswerKind, NoticeState, ReportState, ReportStatus, SeatRole
from tasks_db.work.acts import links as acts
from tasks_db.work.views import desk as office
from tasks_db.work.views import outgoing
from tests.evidence_samples import JPEG
from tests.link_world import ADDRESS, Phone, all_of, phone, reports, text_of, token
from tests.page_world import PageWorld, page_world
from tests.small_world import local
from tests.terminal import typed

PIPES = "改造供水管网"
REFUSED: tuple[tuple[str, dict[str, str], str], ...] = (
    ("progress", {}, "请填进度，或写一句进展"),
    ("progress", {"percent": "40", "words": "进度60%"}, "进度填了40%，话里写的是60%"),
    ("progress", {"percent": "140"}, "进度要在0到100之间"),
    ("progress", {"percent": "半"}, "读不出来"),
    ("progress", {"words": "这项是什么意思？"}, "读不成这项任务的反馈"),
    ("no_change", {"words": "管沟开挖了一半"}, "选了“无变化”，又写了话"),
    ("no_change", {"percent": "40"}, "报进度请选“推进中”"),
    ("blocked", {}, "请写明遇到什么困难"),
    ("blocked", {"words": "没有"}, "读不成这项任务的反馈"),
    ("not_ours", {}, "应由哪个单位负责"),
    ("extension", {"words": "设备推迟到货"}, "没有看懂延期到哪一天"),
    ("extension", {"words": "设备推迟到货", "day": "2025-11-04"}, "延期的日期要晚于现在的时限"),
    ("closure", {}, "这项任务不能这样报"),
    ("nonsense", {}, "读不出来"),
)
"""A form as it was filled in, and what its sender hears instead of an answer."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path, web_url=ADDRESS, link_code=True) as opened:
        await opened.desk.doing(OPERATOR, acts.make, opened.desk.links)
        await opened.tick()
        yield opened


async def a_phone(world: PageWorld, unit: str = "县财政局") -> Phone:
    return await phone(world, await token(world, unit))


async def states(world: PageWorld) -> dict[str, NoticeState]:
    names = {person.id: person.name for person in await all_of(world, models.Person)}
    notices = await all_of(world, models.Notice)
    return {names[n.person_id]: n.state for n in notices if n.person_id is not None and n.working_day is not None}


async def test_a_seat_answers_by_its_link_alone_what_was_understood_and_each_form_once(world: PageWorld) -> None:
    seat = await a_phone(world)
    page = await seat.look()
    for word in ("县财政局联络员", "现在要报 1 项", PIPES, "城乡建设方案", "完成时限：2025年12月19日（收集日"):
        assert word in page
    for hidden in ("财联", "水联", "县水利局", "县城管局", "整治背街小巷", "<script"):
        assert hidden not in page
    for kind, fields, sentence in REFUSED:
        refused = await seat.fill(PIPES, kind, **fields)
        assert refused.status_code == 422, kind
        assert sentence in text_of(refused), text_of(refused)
        if "读不出来" not in sentence:
            assert fields.get("words", "") in refused.text  # it need not be typed again
    shown = await seat.fill(PIPES, "progress", words="进度60%，资金已拨付", percent="60")
    assert "进度60%，资金已拨付" in text_of(shown)
    bad = await seat.confirm(shown, files=[("photo", ("照片.jpg", b"MZ\0\0"))])
    assert "不能作佐证" in text_of(bad)
    assert await reports(world) == []
    photos = [("photo", ("image.jpg", JPEG))]
    for _ in range(3):  # the same form sent again is the same answer
        assert (await seat.confirm(shown, files=photos)).headers["location"].endswith("#said")
    (report,) = await reports(world)
    assert (report.kind, report.percent, report.status) == (AnswerKind.PROGRESS, 60, ReportStatus.SUBMITTED)
    assert len(await all_of(world, models.Evidence)) == 1
    page = await seat.look()
    for told in ("现在没有要报的", "待审核", "佐证：image.jpg", "撤回"):
        assert told in page
    assert (await seat.take_back(report.id or 0)).status_code == 303
    assert (await seat.confirm(shown)).status_code == 303  # a form of before the 撤回 says nothing new
    assert [r.status for r in await reports(world)] == [ReportStatus.WITHDRAWN]
    assert "现在要报 1 项" in await seat.look()
    shown = await seat.fill(PIPES, "done", words="还差管材没到，完成了一半")
    assert "不对，报为“已完成”" in shown.text
    await seat.confirm(shown, **{"as": "done"})
    said = (await reports(world))[-1]
    assert (said.kind, said.percent, said.text) == (AnswerKind.DONE, 100, "还差管材没到，完成了一半")


async def test_the_office_sees_that_it_came_by_a_link_and_the_seat_what_was_decided(world: PageWorld) -> None:
    lead = await a_phone(world, "县水利局")
    closing = await lead.fill(PIPES, "closure", words="已全部完工验收")
    assert "还有1个单位没有反馈：申请先记为待补齐" in text_of(closing)
    assert "县财政局" not in closing.text
    (made,) = await world.desk.doing(OPERATOR, acts.make, world.desk.links, ["县财政局"])
    seat = await phone(world, made.url.rpartition("/")[2])
    shown = await seat.fill(PIPES, "extension", words="设备推迟到货", day="2026-01-30")
    wrong = await seat.confirm(shown, code=f"{(int(made.code) + 1) % 1_000_000:06}")
    assert "六位验证码，这个不对" in text_of(wrong)
    assert await reports(world) == []
    assert (await seat.confirm(wrong, code=made.code)).status_code == 303
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await clerk.say("/review")
    assert "县财政局·改造供水管网（来自链接）" in (await clerk.heard())[-1]
    await clerk.press("1")
    assert "县财政局 财联 2025年11月3日，来自链接" in (await clerk.heard())[-1]
    await clerk.press("退回")
    await clerk.say("请附到货通知")
    assert "财联打开链接就能看到" in (await clerk.heard())[-1]
    page = await seat.look()
    assert "已退回（请附到货通知）" in page
    assert 'aria-label="撤回' not in page
    assert not [n for n in await all_of(world, models.Notice) if n.text and "被退回" in n.text and n.person_id]
    (report,) = await reports(world)
    assert "已经审核过这条反馈，不能撤销" in text_of(await seat.take_back(report.id or 0))
    for _ in range(4):
        assert "六位验证码，这个不对" in text_of(await seat.confirm(shown, code="0"))
    assert (await seat.confirm(shown, code=made.code)).status_code == 429
    # what somebody said in chat is shown by the link, and not taken back by it
    liaison = await world.signed_in("县财政局")
    await liaison.say("/mine")
    await liaison.say("1 进度20%")
    assert "进度20%" in await seat.look()
    assert "不是用链接报的" in text_of(await seat.take_back(max(r.id or 0 for r in await reports(world))))


async def test_whoever_has_a_link_counts_as_reachable_and_their_bundle_waits_to_be_passed_on(
    world: PageWorld,
) -> None:
    assert await states(world) == {"水联": NoticeState.TO_PASS_ON, "财联": NoticeState.TO_PASS_ON}
    assert {one.unit for one in (await world.desk.asking(OPERATOR, outgoing.preview)).unasked} == {"县城管局"}
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await clerk.say("/outbox")
    assert "当日催报1项（待转交）：改造供水管网" in (await clerk.heard())[-1]
    assert set((await world.desk.asking(OPERATOR, office.office)).to_pass_on) == {"水联", "财联"}
    await clerk.say("/desk")
    await clerk.press("待转交 2")
    assert "县财政局联络员 财联：有效至2025年11月17日，待转交1项" in (await clerk.heard())[-1]
    await clerk.press("已转交县水利局")
    assert await states(world) == {"水联": NoticeState.SENT, "财联": NoticeState.TO_PASS_ON}
    await (await a_phone(world)).answer(PIPES, "progress", percent="30")  # an answer says that it was passed on
    assert set((await states(world)).values()) == {NoticeState.SENT}
    with pytest.raises(Refusal, match="没有待转交的消息"):
        await world.desk.doing(OPERATOR, acts.pass_on)


async def test_what_nobody_passed_on_is_asked_again_and_counts_as_never_delivered(world: PageWorld) -> None:
    await world.rehearsal.move(await world.desk.now() + timedelta(days=1))
    notices = [n for n in await all_of(world, models.Notice) if n.working_day is not None]
    assert {n.working_day for n in notices} == {local_date(await world.desk.now())}
    assert {n.state for n in notices} == {NoticeState.TO_PASS_ON}
    # whoever comes onto a channel gets there what was to be passed on
    liaison = await world.signed_in("县财政局")
    await world.tick()
    assert any(PIPES in text for text in await liaison.heard())
    assert await states(world) == {"水联": NoticeState.TO_PASS_ON, "财联": NoticeState.SENT}
    await world.rehearsal.move(await world.desk.now() + timedelta(days=50))
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await clerk.say("县水利局报了没有")
    assert ReportState.UNDELIVERED.zh in (await clerk.heard())[-1]
    assert await world.desk.doing(OPERATOR, acts.recall, "县水利局") == 1
    unasked = {one.unit for one in (await world.desk.asking(OPERATOR, outgoing.preview)).unasked}
    assert unasked == {"县水利局", "县城管局"}


async def everything(world: PageWorld) -> bytes:
    """All that stands in any row."""

    def read() -> bytes:
        with world.desk.door.read() as session:
            rows = [
                row
                for table in models.Unit.metadata.sorted_tables
                for row in session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"')  # noqa: S608
            ]
        return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row)

    return await world.desk.apart(read)


async def test_the_office_gets_a_table_and_pictures_in_chat_and_in_the_terminal(
    world: PageWorld, tmp_path: Path
) -> None:
    clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
    await world.signed_in("县水利局")
    await clerk.say("/links")
    assert "没有联络员的：县城管局" in (await clerk.heard())[-1]
    await clerk.press("生成1个链接和二维码")
    files = [message["file"]["id"] for message in (await clerk.shown())[-2:]]
    table, pack = [(await clerk.http.get(f"/page/files/{one}")).content for one in files]
    header, row = load_workbook(io.BytesIO(table)).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert header == ("单位", "席位", "姓名", "链接", "有效至", "今天要报", "验证码")
    assert row[:3] == ("县财政局", "联络员", "财联")
    with zipfile.ZipFile(io.BytesIO(pack)) as opened, Image.open(io.BytesIO(opened.read("县财政局.png"))) as picture:
        assert picture.size[0] > 300
    assert "县财政局联络员" in await (await phone(world, str(row[3]).rpartition("/")[2])).look()
    await clerk.press("都已转交")
    assert (await clerk.heard())[-1] == "已记为转交：财联。"

    async def told(*words: str, **own: str) -> str:
        return await world.desk.apart(partial(typed, tmp_path, *words, **own))

    folder = tmp_path / "发给单位"
    make = ("links", "make", "--out", str(folder), "--yes")
    assert "请设置 LIANXI_WEB_URL" in await told(*make)
    assert "表格和1个二维码已存到" in await told(*make, LIANXI_WEB_URL=ADDRESS)
    assert {(file.suffix, file.stat().st_mode & 0o777) for file in folder.iterdir()} == {
        (".xlsx", 0o600),
        (".png", 0o600),
    }
    assert "有效至2025年11月17日" in await told("links")
    assert "没有待转交的消息" in await told("links", "passed")
    assert "已收回县财政局的1个链接" in await told("links", "recall", "县财政局")
    await clerk.say("/links 县城管局")
    assert "县城管局还没有联络员" in (await clerk.heard())[-1]
    await clerk.say("/links 县水利局")
    (given,) = re.findall(rf"{ADDRESS}/r/(\S+)", (await clerk.heard())[-1])
    assert "今夜删除" in (await clerk.heard())[-1]

    # in the night what the office was given goes, and the link itself stays good
    await world.rehearsal.move(local("2025-11-04T02:00"))
    assert (await upkeep.sweep(world.desk))["links on the page"] == 3
    assert sum("链接已删除" in text for text in await clerk.heard()) == 3
    assert [(await clerk.http.get(f"/page/files/{one}")).status_code for one in files] == [404, 404]
    for secret in (given, str(row[3]).rpartition("/")[2]):
        assert secret.encode() not in await everything(world)
    assert "现在要报" in await (await phone(world, given)).look()
    await clerk.say("/unlink 县水利局")
    assert "已收回县水利局的1个链接" in (await clerk.heard())[-1]
