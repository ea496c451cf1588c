"""申请办结 while units are silent: it is kept as 待补齐, and comes before the office once all have reported (R7)."""

from pathlib import Path

from tests.office_world import CLERK
from tests.small_world import MONEY, STARTS, WATER, Office, a_draft_task, at_local, open_office, rows, small_meeting

TASK = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])


async def asked_to_close(office: Office) -> str:
    """县水利局 says that all is done on the first morning; what it hears."""
    await small_meeting(office, TASK)
    await at_local(office, "2025-11-03T10:00")
    heard = await office.press(WATER, "申请办结")
    assert "还有1个单位没有反馈：县财政局" in heard.text
    assert heard.labels() == ["确认申请办结", "催一催"]
    heard = await office.press(WATER, "确认申请办结")
    assert "催一催" in heard.labels()
    return heard.text


async def test_the_request_is_kept_while_a_unit_is_silent_and_comes_to_the_office_once_it_has_reported(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        receipt = await asked_to_close(office)
        assert "待补齐：还有1个单位没有反馈（县财政局）。他们反馈或被豁免后，再由办公室审核。" in receipt
        (kept,) = await rows(office)
        assert (kept.kind.value, kept.status.value) == ("closure", "submitted")
        assert "待审核0条" in (await office.say(CLERK, "/review")).text
        assert "待补齐" in (await office.say(WATER, "/task 1")).text

        # the silent unit is still asked on its rungs, who asked to close is not
        told = len(await office.received(WATER))
        await at_local(office, "2025-12-16T18:00")
        assert len(await office.received(WATER)) == told
        asked = await office.last(MONEY)
        assert "改造供水管网" in asked["text"]
        assert "收集日" in asked["text"]

        # its word completes the request, which is before the office by itself
        await office.say(MONEY, "1 进度80%，资金已拨付", reply_to=asked["id"])
        heard = await office.say(CLERK, "/review")
        assert "申请办结" in heard.text
        told = len(await office.received(MONEY))
        await at_local(office, "2026-01-20T18:00")
        assert len(await office.received(MONEY)) == told
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        heard = await office.press(CLERK, "同意办结")
        assert "还有1条反馈没有审核（县财政局）" in heard.text
        heard = await office.press(CLERK, "仍同意办结")
        assert "已通过" in heard.text


async def test_an_incomplete_request_can_be_returned_but_not_agreed_to(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await asked_to_close(office)
        (kept,) = await rows(office)
        await office.say(CLERK, "/review")
        heard = await office.forge(CLERK, f"ac:{kept.id}")
        assert "还有1个单位没有反馈，这条办结申请待补齐。请催一催，或豁免不用再报的单位。" in heard.text
        heard = await office.forge(CLERK, f"ro:{kept.id}")
        assert "待补齐：还有1个单位没有反馈（县财政局）" in heard.text
        assert heard.labels() == ["催一催", "退回", "下一条", "看任务", "返回列表"]
        await office.press(CLERK, "退回")
        heard = await office.say(CLERK, "请等财政局反馈后再报")
        assert "已退回" in heard.text
        # whoever asked hears of it at once, and is asked again on the next working day
        assert "被退回" in (await office.last(WATER))["text"]
        told = len(await office.received(WATER))
        await at_local(office, "2025-11-04T10:00")
        assert len(await office.received(WATER)) == told + 1
        assert "待反馈1项" in (await office.last(WATER))["text"]


async def test_an_exemption_of_the_silent_unit_completes_the_request_too(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await asked_to_close(office)
        await office.say(CLERK, "/task 1")
        await office.press(CLERK, "修改/豁免")
        await office.press(CLERK, "豁免单位")
        heard = await office.say(CLERK, "县财政局 资金由市里拨付")
        assert "已豁免县财政局" in heard.text
        assert "申请办结" in (await office.say(CLERK, "/review")).text
