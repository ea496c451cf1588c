"""Whoever works on a task with another unit is told whom to turn to there; of other units the office tells it."""

from pathlib import Path

import pytest

from tests.small_world import CLERK, STARTS, WATER, at_local, open_office, small_meeting


@pytest.mark.parametrize("asked", ["财政局联络员是谁", "供水管网财政那边找谁", "财政局谁对接"])
async def test_a_liaison_is_told_who_sits_for_a_unit_beside_its_own(tmp_path: Path, asked: str) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, asked)
        assert "县财政局联络员：财联" in heard.text
        assert "催一下" not in heard.text


async def test_of_a_unit_that_has_no_task_in_common_no_name_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        heard = await office.say(WATER, "城管局联络员是谁")
        assert "城联" not in heard.text
        assert "联席会议办公室" in heard.text
        assert "县城管局联络员：城联" in (await office.say(CLERK, "城管局谁对接")).text
