"""Tasks that a new version makes one: what was said and put off of each goes along, and what changed stays known."""

from datetime import date, datetime
from pathlib import Path

from tasks_db.register import progress
from tasks_db.store.reports import Loaded
from tests.office_world import CLERK, Office, open_office
from tests.small_world import MONEY, STARTS, STREETS, WATER, a_draft, a_draft_task, add_plan, small_meeting

BANK, PASSAGE = "完成河堤险段加固", "完成地下通道积水整治"
BOTH = "完成河堤险段加固和地下通道积水整治"


async def _two_become_one(office: Office, *, both: str = BOTH) -> None:
    """县水利局 shores up a bank, 县城管局 drains a passage; a new version makes it one task of both."""
    await small_meeting(
        office,
        a_draft_task("1", BANK, ["县水利局"], [], date(2025, 12, 14)),
        a_draft_task("2", PASSAGE, ["县城管局"], [], date(2025, 12, 12)),
        a_draft_task("3", "储备防汛抢险物资", ["县财政局"], [], date(2025, 12, 15)),
    )
    await office.until(datetime.fromisoformat("2025-11-04T10:00+08:00"))
    await office.say(WATER, "河堤险段加固进度40%，已完成清基")
    await office.say(STREETS, "地下通道积水整治进度60%，泵站已进场")
    await office.say(CLERK, "/put_off 县水利局 1-1 12月8日 汛情")
    await office.press(CLERK, "确认缓催")
    merged = a_draft_task("1", both, ["县水利局", "县城管局"], [], date(2025, 12, 18))
    stays = a_draft_task("2", "储备防汛抢险物资", ["县财政局"], [], date(2025, 12, 15))
    await add_plan(office, a_draft("城乡建设方案（二稿）", merged, stays), hand_out=False)


async def _replaced(office: Office) -> str:
    await office.say(CLERK, "用方案2替换方案1")
    await office.press(CLERK, "用新文件替换方案1")
    return (await office.press(CLERK, "确认替换")).text


async def test_what_was_said_and_put_off_of_both_parts_stands_under_the_task_that_they_become(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_become_one(office)
        assert "并：" in (await office.say(CLERK, "用方案2替换方案1")).text
        heard = {user: len(await office.seen(user)) for user in (WATER, STREETS, MONEY)}
        assert "合并1项" in await _replaced(office)
        card = (await office.say(CLERK, "/task 1-1")).text + (await office.press(CLERK, "各单位反馈")).text
        assert "40%" in card
        assert "60%" in card
        assert "尚无反馈" not in card
        # 缓催 goes along, and both owe on the day of the whole
        assert "12月8日" in (await office.say(CLERK, "哪些缓催")).text

        told = {user: "\n".join(m["text"] for m in (await office.seen(user))[heard[user] :]) for user in heard}
        assert f"“{BANK}”并入“{BOTH}”（1-1），以后按这一项报，完成时限2025年12月18日。" in told[WATER]
        for text in told.values():
            assert "不用再反馈" not in text
            assert "新交给贵单位" not in text
        assert not told[MONEY]

        history = (await office.say(CLERK, "方案1跟上一版差在哪")).text
        assert f"并：2. {PASSAGE}；1. {BANK} → 1. {BOTH}" in history or f"{BANK}；2. {PASSAGE} →" in history
        assert history == (await office.say(CLERK, "跟上次差在哪？")).text


async def _is_closed(office: Office, task_id: int) -> bool:
    now = await office.desk.now()
    return await office.read(lambda s: progress.is_closed(Loaded(s).of_task(task_id)[1], now))


async def test_a_part_that_is_closed_does_not_close_the_whole(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await _two_become_one(office)
        await office.say(STREETS, "地下通道积水整治申请办结，已通过验收")
        await office.press(STREETS, "确认")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1")
        await office.press(CLERK, "同意办结")
        assert await _is_closed(office, 2)
        await _replaced(office)
        assert not await _is_closed(office, 1)
        assert (
            "已通过验收"
            in (await office.say(CLERK, "/task 1-1")).text + (await office.press(CLERK, "各单位反馈")).text
        )


async def test_the_history_of_a_task_tells_what_the_new_version_made_of_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        moved = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 30))
        await add_plan(office, a_draft("城乡建设方案（二稿）", moved), hand_out=False)
        await office.say(CLERK, "跟上次差在哪")
        assert "还没有方案换过新版" in (await office.last(CLERK))["text"]
        await _replaced(office)
        await office.say(CLERK, "/task 1-1")
        await office.press(CLERK, "修改")
        trail = (await office.press(CLERK, "留痕")).text
        assert "按新版修改" in trail
        assert "时限 2025-12-19 → 2025-12-30" in trail
