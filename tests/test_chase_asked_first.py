"""A chase of a task that asks several units is read back first, and says who is left out (R17)."""

import pytest

from tests.test_desk_fourth import play

SCRIPT = """@2025-11-12T09:10
叶小满: 第11项
叶小满 # 各单位反馈
叶小满 # 催一催（2）
叶小满 # 不用了
叶小满: /outbox
叶小满: /task 1-11
叶小满 # 各单位反馈
叶小满 # 催一催（2）
叶小满 # 确认催办
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("chase"))


def test_several_units_are_chased_only_once_it_is_confirmed(said: dict[str, str]) -> None:
    asked = said["叶小满 # 催一催（2）"]
    assert asked.count("\n· ") == 2
    assert "[确认催办][不用了]" in asked
    assert "已催办" not in asked
    assert "没有改动" in said["叶小满 # 不用了"]
    assert "已催办2个单位" in said["叶小满 # 确认催办"]


def test_the_consolidating_unit_that_is_left_out_is_named_with_the_reason(said: dict[str, str]) -> None:
    assert "汇总单位县消防救援大队也没有报，但不在内：它等各单位报齐再汇总" in said["叶小满 # 催一催（2）"]
    assert "催一下县消防救援大队1-11" in said["叶小满 # 催一催（2）"]
