"""A button confirms what stands on its own card, whatever was read back since."""

from pathlib import Path

import pytest

from tests.playing import play

LEADER = "叶小满: 1-8责任领导改为沈怀瑾"
UNIT = "叶小满: 1-13责任单位加上县教育局"


async def said_after(place: Path, *lines: str) -> str:
    """What the clerk is told after the last of these lines."""
    played, _ = await play("\n".join(["@2025-11-03T09:00", *lines]), place)
    assert [one.failed for one in played if one.failed] == []
    return "\n".join(said.text for said in played[-1].said if said.to == "叶小满")


async def test_the_button_of_an_order_does_not_do_another_that_was_read_back_since(tmp_path: Path) -> None:
    pressed = await said_after(tmp_path / "pressed", LEADER, UNIT, "叶小满 # 确认改责任领导")
    assert "按钮已经失效，没有改动" in pressed
    units = await said_after(
        tmp_path / "units", LEADER, UNIT, "叶小满 # 确认改责任领导", "叶小满: 1-13有哪些责任单位"
    )
    assert "县教育局" not in units


async def test_the_button_of_the_order_read_back_last_still_does_it(tmp_path: Path) -> None:
    done = await said_after(tmp_path, LEADER, UNIT, "叶小满 # 确认改责任领导", "叶小满 # 确认改单位")
    assert "县教育局" in done
    assert "失效" not in done


@pytest.mark.parametrize("label", ["不用了", "确认改责任领导"])
async def test_an_order_read_back_alone_is_done_or_let_go_by_its_own_buttons(tmp_path: Path, label: str) -> None:
    assert "失效" not in await said_after(tmp_path, LEADER, f"叶小满 # {label}")
