"""What a deputy reports bears the name of whom they stood in for wherever people are named."""

import re
from pathlib import Path

from tests.local_chat import LocalPerson
from tests.small_world import CLERK, STARTS, WATER, at_local, open_office, small_meeting

NEWCOMER = 301


async def test_a_deputys_report_says_for_whom_and_the_holders_own_does_not(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(NEWCOMER, "李明", "", "")]) as office:
        await small_meeting(office)
        await office.say(CLERK, "/deputy 县水利局 李明 2025年11月3日至11月20日")
        done = (await office.press(CLERK, "确认代理")).text
        code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", done)
        assert code is not None
        await office.say(NEWCOMER, f"/start {code[0]}")
        await at_local(office, "2025-11-04T09:30")
        await office.say(NEWCOMER, "/mine")
        await office.say(NEWCOMER, "1 进度30%，管材已进场")
        await office.say(CLERK, "/review")
        assert "李明（代水联）" in (await office.press(CLERK, "1")).text
        await office.say(CLERK, "/task 1")
        assert "李明（代水联）" in (await office.press(CLERK, "各单位反馈")).text
        assert "县水利局李明（代水联）" in (await office.say(CLERK, "第1项留痕")).text
        await at_local(office, "2025-11-24T09:30")
        await office.say(WATER, "/mine")
        await office.say(WATER, "1 进度60%，管道已铺设")
        await office.say(CLERK, "/task 1")
        told = (await office.press(CLERK, "各单位反馈")).text
        assert "水联 " in told
        assert "代水联" not in told
