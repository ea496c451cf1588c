"""People who are told by mail: real SMTP to a server of this machine, answers by the link that stands in it."""

import asyncio
import gc
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.channels.base import Wait
from bot.channels.mail.checkup import mail as looked_at
from bot.channels.mail.outgoing import Mail
from bot.delivery import planner
from bot.delivery.sender import Sender
from config.settings import Settings
from messages.message import Message
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.register.seating import mail_address
from tasks_db.store import models
from tasks_db.terms import NoticeState, SeatRole
from tasks_db.work.acts import roster, seating
from tasks_db.work.views import outgoing
from tests.link_world import ADDRESS, Phone, all_of, phone, text_of
from tests.mail_server import (
    HOST,
    PASSWORD,
    USER,
    MailServer,
    bare_server,
    certificate,
    mail_server,
    mail_settings,
    words_of,
)
from tests.page_world import TITLE, PageWorld, page_world
from tests.terminal import lianxi, typed
from tests.test_no_secrets import found, logged

__all__ = ["logged"]
PIPES = "改造供水管网"
MONEY, WATER = "cai@caizheng.example", "shui@shuili.example"


@asynccontextmanager
async def an_office(folder: Path, **own: Any) -> AsyncIterator[tuple[PageWorld, MailServer]]:
    """An office whose mail goes out by a server of this machine."""
    async with mail_server() as server:
        own |= {"mail_host": HOST, "mail_port": server.port, "mail_security": "none", "mail_from": USER}

        def mail(settings: Settings) -> list[Mail]:
            return [Mail(settings, TITLE)]

        async with page_world(folder, others=mail, web_url=ADDRESS, **own) as world:
            yield world, server


async def mailed(world: PageWorld, address: str | None, unit: str = "县财政局") -> None:
    await world.desk.doing(OPERATOR, seating.set_mail, world.desk.links, unit, address)


async def opened(world: PageWorld, text: str) -> Phone:
    """What opens when somebody presses the link in a mail."""
    (token,) = re.findall(rf"{ADDRESS}/r/(\S+)", text)
    return await phone(world, token)


async def state(world: PageWorld) -> NoticeState:
    """What has become of the bundle of 县财政局."""
    (person,) = [one.id for one in await all_of(world, models.Person) if one.name == "财联"]
    (bundle,) = [n for n in await all_of(world, models.Notice) if n.working_day is not None and n.person_id == person]
    found: NoticeState = bundle.state
    return found


async def next_day(world: PageWorld) -> None:
    await world.rehearsal.move(await world.desk.now() + timedelta(days=1))


async def test_a_unit_is_asked_by_mail_and_answers_by_the_link_in_it(tmp_path: Path) -> None:
    async with an_office(tmp_path) as (world, server):
        await mailed(world, MONEY)
        await world.tick()
        (letter,) = server.for_(MONEY)
        assert letter["Subject"] == f"【{TITLE}】请反馈1项任务（2025年11月3日）"
        assert (letter["To"], letter["Auto-Submitted"]) == (MONEY, "auto-generated")
        text = server.text(MONEY)
        for word in (
            f"1. {PIPES}",
            "《城乡建设方案》",
            "县财政局联络员点这里反馈（不用登录）",
            "有效至2025年11月17日",
            "回信没有人看",
        ):
            assert word in text
        for word in ("直接回复", "整治背街小巷", "水联"):
            assert word not in text
        assert await state(world) is NoticeState.SENT
        seat = await opened(world, text)
        assert "现在要报 1 项" in await seat.look()
        assert "60%" in await seat.answer(PIPES, "progress", percent="60")
        clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
        await clerk.say("/review")
        assert "县财政局·改造供水管网（来自链接）" in (await clerk.heard())[-1]
        # who is told by mail has a channel: nothing waits to be passed on, and no link is offered for them
        await clerk.say("/links")
        assert "财联" not in (await clerk.heard())[-1]
        assert {one.unit for one in (await world.desk.asking(OPERATOR, outgoing.preview)).unasked} == {
            "县城管局",
            "县水利局",
        }
        # a decision comes by mail too, with a link of its own beside the first
        await clerk.say("/review")
        await clerk.press("1")
        await clerk.press("退回")
        await clerk.say("请附到货通知")
        await world.tick()
        returned = server.text(MONEY)
        assert "被退回" in returned
        for words in (text, returned):
            assert "已退回（请附到货通知）" in await (await opened(world, words)).look()
        await clerk.say("/unlink 县财政局")
        assert "已收回县财政局的2个链接" in (await clerk.heard())[-1]
        assert (await seat.http.get(seat.path)).status_code == 404


async def test_the_office_writes_addresses_down_in_chat_table_terminal_and_on_its_page(tmp_path: Path) -> None:
    async with an_office(tmp_path) as (world, server):
        clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)

        async def said(words: str) -> str:
            await clerk.say(words)
            return (await clerk.heard())[-1]

        assert "已登记县财政局联络员财联的邮箱 cai@caizheng.example" in await said(
            "/mail 县财政局 ｃａｉ＠caizheng.example"
        )
        assert "“cai@”不是邮箱地址" in await said("/mail 县财政局 cai@")
        assert "已经登记给财联" in await said(f"/mail 县水利局 {MONEY}")
        assert "还没有登记姓名" in await said("/mail 县城管局 cheng@chengguan.example")
        assert "请写：/mail 单位 邮箱" in await said("/mail 县财政局")
        rows = [
            TableRow(2, "县水利局", (), (), "联络员", "水联", "", WATER),
            TableRow(3, "县城管局", (), (), "联络员", "城联", "", MONEY),
        ]
        taken = await world.desk.doing(OPERATOR, partial(roster.load_table, mails=True), rows)
        assert taken.clashes == (
            f"第3行：邮箱 {MONEY} 已经登记给财联，一个邮箱只能登记给一个人。请换一个，或先取消那一个。",
        )
        for row, fault in (
            (TableRow(2, "县水利局", (), (), "", "", "", WATER), "有邮箱但没有姓名"),
            (TableRow(2, "县水利局", (), (), "联络员", "水联", "", "shui"), "第2行：“shui”不是邮箱地址"),
        ):
            with pytest.raises(Refusal, match=fault):
                await world.desk.doing(OPERATOR, partial(roster.load_table, mails=True), [row])
        with pytest.raises(Refusal, match="还没有设置发邮件的服务器"):
            await world.desk.doing(OPERATOR, roster.load_table, rows)
        await world.tick()
        assert PIPES in server.text(WATER)
        water = await opened(world, server.text(WATER))
        here = {"LIANXI_MAIL_HOST": HOST, "LIANXI_MAIL_FROM": USER, "LIANXI_MAIL_SECURITY": "none"}

        async def typed_in(*words: str, **own: str) -> str:
            return await world.desk.apart(partial(typed, tmp_path, *words, **own))

        assert "已登记县水利局联络员水联的邮箱 lian@shuili" in await typed_in(
            "seat", "mail", "县水利局", "lian@shuili.example", **here
        )
        assert (await water.http.get(water.path)).status_code == 404  # what went to the wrong address opens nothing
        assert "还没有设置发邮件的服务器" in await typed_in("seat", "mail", "县水利局", WATER)
        assert "已绑定，邮箱 lian@shuili.example" in await typed_in("seat", "list")
        page = await clerk.http.get("/office/people")
        (unit,) = re.findall(r'<tr id="u(\d+)">\s*<th scope="row">县水利局', page.text)
        form = {"role": "liaison", "mail": ""}
        answer = await clerk.http.post(f"/office/people/{unit}/mail", data=form)
        assert "已取消县水利局联络员水联的邮箱" in (await clerk.http.get(answer.headers["location"])).text


async def test_somebody_who_signs_in_is_told_there_and_by_mail_only_when_that_fails(tmp_path: Path) -> None:
    async with an_office(tmp_path) as (world, server):
        await mailed(world, MONEY)
        liaison = await world.signed_in("县财政局")
        await world.tick()
        assert any(PIPES in text for text in await liaison.heard())
        assert server.taken == []
        with pytest.raises(Refusal, match="已经登记给财联"):
            await mailed(world, MONEY, "县水利局")


async def test_what_did_not_leave_leaves_no_link_behind_and_what_may_have_arrived_keeps_its_own(
    tmp_path: Path,
) -> None:
    async with an_office(tmp_path) as (world, server):
        await mailed(world, MONEY)

        async def again() -> None:
            """The pause is over, and a new program sends."""
            with world.desk.door.write() as session:
                session.execute(update(models.Notice).values(retry_at=None))
            await Sender(world.desk, world.program._channels).send_waiting()

        await planner.plan(world.desk)

        server.to_reader[MONEY] = "451 4.7.1 greylisted"
        for _ in range(3):
            await again()
        assert (await state(world), len(await all_of(world, models.Link))) == (NoticeState.PENDING, 1)
        server.to_reader.clear()
        server.hangs_up.add(MONEY)
        await again()
        server.hangs_up.clear()
        await again()
        first, second = server.for_(MONEY)
        assert server.text(MONEY).startswith("（可能重复）")
        assert (await state(world), len(await all_of(world, models.Link))) == (NoticeState.SENT, 2)
        assert first["Message-ID"] != second["Message-ID"]
        for letter in (first, second):
            assert "现在要报 1 项" in await (await opened(world, words_of(letter))).look()


async def test_the_office_hears_of_a_mailbox_that_is_none_and_mends_it(tmp_path: Path) -> None:
    async with an_office(tmp_path) as (world, server):
        await mailed(world, MONEY)
        server.to_reader[MONEY] = "550 5.1.1 no such user"
        clerk = await world.signed_in("县府办", SeatRole.OFFICE_STAFF)
        await world.tick()
        assert "联系不上财联（县财政局联络员）：邮箱退回了邮件。" in "".join(await clerk.heard())
        server.to_reader.clear()
        await mailed(world, MONEY)
        await next_day(world)
        assert PIPES in server.text(MONEY)


async def test_the_code_for_requests_is_never_mailed(tmp_path: Path) -> None:
    async with an_office(tmp_path, link_code=True) as (world, server):
        await mailed(world, WATER, "县水利局")
        await world.tick()
        seat = await opened(world, server.text(WATER))
        assert not re.search(r"\b\d{6}\b", server.text(WATER).replace(seat.path, ""))
        closing = await seat.fill(PIPES, "closure", words="已全部完工验收")
        assert "六位验证码，这个不对。请核对后再试，或联系联席会议办公室" in text_of(
            await seat.confirm(closing, code="123456")
        )
        assert "60%" in await seat.answer(PIPES, "progress", percent="60")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_mail_leaves_over_tls_alone_and_nobody_reads_the_password(
    tmp_path: Path, security: str, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert = certificate(tmp_path)
    to, message = Address("mail", MONEY), Message("请带材料参会。")
    own = {"mail_security": security, "mail_user": USER, "mail_password": PASSWORD}
    async with (
        mail_server(security=security, cert=cert) as server,
        bare_server() as plain,
        bare_server(cert) as own_cert,
    ):
        settings = mail_settings(server, tmp_path, **own)
        failures = []
        with pytest.raises(Wait) as unknown_cert:
            await Mail(mail_settings(own_cert, tmp_path, **{**own, "mail_security": "tls"}), TITLE).send(to, message)
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        await Mail(settings, TITLE).send(to, message)
        assert server.text(MONEY) == "请带材料参会。"
        wrong = mail_settings(server, tmp_path, **{**own, "mail_password": "falsches-Wort/4711"})
        for bad in (wrong, mail_settings(plain, tmp_path, **own)):
            with pytest.raises(Wait) as raised:
                await Mail(bad, TITLE).send(to, message)
            failures.append(str(raised.value))
            check = await asyncio.to_thread(looked_at, bad, 0)
            assert check.verdict == "bad"
            failures.append(check.sentence)
        assert "请核对 LIANXI_MAIL_USER" in failures[1]
        assert len(server.taken) == 1
        good = await asyncio.to_thread(looked_at, settings, 0)
        assert (good.verdict, f"以 {USER} 的名义发出" in good.sentence) == ("ok", True)
    gc.collect()  # here, not in a later test: lines on which TLS had no time to take its leave
    written = "\n".join([logged.getvalue(), repr(settings), str(unknown_cert.value), *failures])
    for secret in (PASSWORD, "falsches-Wort/4711"):
        assert found(secret, written) == []


def test_settings_that_could_reach_nobody_or_everybody_are_refused(tmp_path: Path) -> None:
    here = {"LIANXI_MAIL_HOST": "mail.qinghe.example", "LIANXI_MAIL_FROM": USER}
    for own, sentence in (
        ({"LIANXI_MAIL_HOST": "mail.qinghe.example"}, "还要设置发信地址 LIANXI_MAIL_FROM"),
        ({**here, "LIANXI_MAIL_FROM": "办公室 <a@b.example>"}, "LIANXI_MAIL_FROM 请只写地址"),
        ({**here, "LIANXI_MAIL_USER": USER}, "要一起设置"),
        (
            {**here, "LIANXI_MAIL_USER": USER, "LIANXI_MAIL_PASSWORD": PASSWORD, "LIANXI_MAIL_SECURITY": "none"},
            "邮箱密码不能不加密地发出去",
        ),
        ({**here, "LIANXI_CLOCK": "2025-11-03T08:00+08:00"}, "演练时钟不能配真的邮件服务器"),
    ):
        done = lianxi(tmp_path, "seat", "list", **own)
        assert (done.returncode, sentence in done.stderr) == (1, True), done.stderr
        assert PASSWORD not in done.stderr + done.stdout
    lianxi(tmp_path, "init", "--area", "清河县", "--meeting", TITLE, "--office", "县府办", "--name", "林书勤")
    done = lianxi(tmp_path, "run", **here)
    assert (done.returncode, "请设置 LIANXI_WEB_URL" in done.stderr) == (1, True)
    assert "邮件里要有反馈的链接：请设置 LIANXI_WEB_URL" in lianxi(tmp_path, "doctor", **here).stdout
    for none in (
        "a b@c.example",
        "a@b",
        "@b.example",
        "a@b.example\nBcc: c@d.example",
        f"{'a' * 250}@b.example",
        "李@b.example",
    ):
        with pytest.raises(Refusal, match="不是邮箱地址"):
            mail_address(none)
