"""The outbox and the people on the office's pages: who will be asked, who cannot be, and the registry mended."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tasks_db.register.authority import SYSTEM
from tasks_db.register.roster import TableRow
from tasks_db.terms import SeatRole
from tasks_db.work.acts import roster
from tests.page_world import PageWorld, page_world
from tests.test_office_page import asked, did, page
from tests.test_office_page_plan import clerk_of


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[PageWorld]:
    async with page_world(tmp_path) as opened:
        yield opened


def of_unit(shown: str, name: str) -> str:
    """The number under which a unit stands on the page."""
    return shown.split(f'<th scope="row">{name}', maxsplit=1)[0].rsplit('id="u', maxsplit=1)[1].partition('"')[0]


async def test_the_outbox_shows_the_week_ahead_what_was_lost_and_who_cannot_be_asked(world: PageWorld) -> None:
    liaison, clerk = await world.signed_in("县水利局"), await clerk_of(world)
    shown = await page(clerk, "/outbox")
    for said in ("水联", "县水利局联络员", "改造供水管网", "今后七天", "县城管局", "未绑定"):
        assert said in shown, said
    ahead = shown.split("今后七天")[1]
    assert ahead.count("改造供水管网") == 1
    await world.tick()
    sent = await page(clerk, "/outbox")
    assert "等待发出 0条" in sent
    assert "2025年11月：1个单位，消息1条，提问1次" in sent.split("各单位每月收到的")[1]
    wish = {"unit": "水利局", "day": "下周五", "why": "局长来电"}
    assert "缓催到2025年11月14日（当天再催）：1个单位、1项" in await did(clerk, "put-off", **wish)
    rests = await did(clerk, "put-off", **wish, confirmed="1")
    assert "改造供水管网：县水利局11月14日再催（办公室缓催：局长来电）" in rests
    assert "县水利局11月14日再催" in await page(clerk, "/plans/1")
    assert "照常提醒：县水利局" in await did(clerk, f"put-off/{rests.split('/office/put-off/')[1].split('/')[0]}/end")
    assert "没有认出“县无此局”" in (await clerk.http.post("/office/put-off", data={**wish, "unit": "县无此局"})).text
    for path in ("/outbox", "/people"):
        assert (await liaison.http.get(f"/office{path}")).status_code == 403


async def test_units_are_mended_and_seats_invited_handed_over_and_tested(world: PageWorld) -> None:
    await world.desk.doing(SYSTEM, roster.load_table, [TableRow(1, "县水务局", ("水务",), (), "成员", "水成", "")])
    liaison, clerk = await asked(world), await clerk_of(world)
    shown = await page(clerk, "/people")
    assert "也叫：水务" in shown
    month = (await clerk.http.get(re.search(r'href="(/office/people/\d+/month)"', shown)[1])).text  # type: ignore[index]
    assert "2025年11月情况" in month
    assert "导出Word" in month
    water, streets, twin = (of_unit(shown, name) for name in ("县水利局", "县城管局", "县水务局"))
    assert "改名为“县城市管理局”？" in await did(clerk, f"people/{streets}/rename", name="县城市管理局")
    assert "已改名为“县城市管理局”" in await did(
        clerk, f"people/{streets}/rename", name="县城市管理局", confirmed="1"
    )
    question = await did(clerk, f"people/{twin}/merge", into="县水利局")
    assert "把“县水务局”并入“县水利局”？" in question
    assert "不能撤销" in question
    merged = await did(clerk, f"people/{twin}/merge", into="县水利局", confirmed="1")
    assert "已把“县水务局”并入“县水利局”" in merged
    assert "也叫：县水务局、水务" in merged
    named = await did(clerk, f"people/{water}/alias", alias="水利、水利部门", group="各涉水部门")
    assert "已给县水利局加上：水利、水利部门、各涉水部门。" in named
    assert "成员：县水利局" in named
    clash = await clerk.http.post(f"/office/people/{water}/alias", data={"alias": "县财政局"})
    assert (clash.status_code, "1处名称冲突没有采用" in clash.text) == (409, True)
    assert "成员单位定为" in await did(clerk, f"people/{streets}/member", listed="1")
    assert "成员单位去掉县城市管理局，现在" in await did(clerk, f"people/{streets}/member", listed="0")
    codes = await did(clerk, f"people/{streets}/invite", role=SeatRole.LIAISON.value)
    code = codes.split('class="invitation">')[1].split("<")[0]
    assert (await (await world.browser()).sign_in(code, "城联")).status_code == 303
    assert "各生成一个邀请码？以前发出、还没用的邀请码全部作废" in await did(clerk, "people/invite")
    assert "沈召集" in await did(clerk, "people/invite", confirmed="1")
    assert "测试消息已发给水联" in await did(clerk, f"people/{water}/test", role=SeatRole.LIAISON.value)
    await world.settled()
    assert any("测试消息" in text for text in await liaison.heard())
    block = (await page(clerk, "/people")).split(f'action="/office/people/{water}/deputise"')[1]
    seat = re.findall(r'(?:name="seat" value|<option value)="(\d+)"', block)[0]
    assert "提醒改发给代联" in await did(
        clerk, f"people/{water}/deputise", seat=seat, name="代联", days="12月1日至12月10日", confirmed="1"
    )
    ended = await did(clerk, f"people/{water}/end-deputy", seat=seat)
    assert "代联不再代理县水利局联络员" in ended
    sits = {"role": SeatRole.LIAISON.value, "name": "科员 新联"}
    assert "县水利局联络员：水联 → 新联（科员）" in await did(clerk, f"people/{water}/hand-over", **sits)
    assert "联络员已改为新联（科员）" in await did(clerk, f"people/{water}/hand-over", **sits, confirmed="1")
    none = await clerk.http.post(f"/office/people/{streets}/hand-over", data={"role": "member", "name": "新成"})
    assert (none.status_code, "没有成员席位，没有可换的人" in none.text, "它现有：" in none.text) == (409, True, True)
    assert (await clerk.http.post(f"/office/people/{water}/invite", data={"role": "x"})).status_code == 400
    unknown = await clerk.http.post(f"/office/people/{water}/merge", data={"into": "县无此局"})
    assert (unknown.status_code, "单位库里没有“县无此局”" in unknown.text) == (409, True)

    assert "今天以后不再催它，席位2个随之结束" in await did(clerk, f"people/{water}/end")
    assert "县水利局" in await page(clerk, "/people")
    assert "1项没办完的任务在它名下" in await did(clerk, f"people/{water}/end", confirmed="1")
