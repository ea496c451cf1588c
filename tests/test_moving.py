"""One new deadline for several tasks, said in words: each is named before it counts, and nothing moves before."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.language.moves import Moves, moves
from tests.small_world import (
    CLERK,
    STARTS,
    WATER,
    a_draft,
    a_draft_task,
    add_plan,
    at_local,
    open_office,
    small_meeting,
)

TODAY = date(2025, 11, 3)
QUARTER = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("方案2第2、3、4项的时限改到本季度末", Moves(2, ("2", "3", "4"), QUARTER, "")),
        ("把方案2的第2、3项延期到12月31日，依据：会议决定", Moves(2, ("2", "3"), QUARTER, "会议决定")),
        ("1-2、1-3的时限统一改为2025年12月31日", Moves(None, ("1-2", "1-3"), QUARTER, "")),
        ("第1-5项时限改为12月31日", Moves(None, ("1-5",), QUARTER, "")),
        ("第5项延到1月底", None),
        ("第2、3项进度60%", None),
    ],
)
def test_which_tasks_get_which_day_is_read_from_a_sentence(words: str, meant: Moves | None) -> None:
    assert moves(words, TODAY) == meant


async def test_several_deadlines_are_read_back_by_name_and_moved_once_confirmed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office, a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "改造排水管网", ["县水利局"])
        )
        await at_local(office, "2025-11-03T09:30")
        assert (
            "第9项：没有这一项。一项也没有改。" in (await office.say(CLERK, "方案1第1、9项的时限改到本季度末")).text
        )
        heard = await office.say(CLERK, "方案1第1、2项的时限改到本季度末")
        assert heard.text.startswith(
            "2项的时限改到2025年12月31日，会发2条告知：\n1-1 改造供水管网：2025年12月19日\n1-2 改造排水管网："
        )
        heard = await office.say(CLERK, "联席会议第3次会议决定")
        assert heard.labels() == ["确认改2项", "不改了"]
        assert "12月31日" not in await office.told(WATER)
        assert "已改2项：" in (await office.press(CLERK, "确认改2项")).text
        assert "的完成时限改为2025年12月31日（原2025年12月19日）。依据：联席会议第3次会议决定" in await office.told(
            WATER
        )


async def test_a_deadline_moves_before_its_plan_is_handed_out_too(tmp_path: Path) -> None:
    """The office mends what it has just loaded in the same words; nobody is told, since nobody was asked."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        draft = a_draft("燃气安全方案", a_draft_task("7", "检查燃气管道", ["县城管局"]))
        await add_plan(office, draft, hand_out=False)
        heard = await office.say(CLERK, "方案2第7项时限改为12月26日")
        assert heard.text.startswith("1项的时限改到2025年12月26日，会发0条告知：\n2-7 检查燃气管道：")
        await office.say(CLERK, "载入时写错")
        assert "已改1项：" in (await office.press(CLERK, "确认改1项")).text
        assert "2-7 检查燃气管道" in (await office.say(CLERK, "第2-7项时限改为12月30日")).text
