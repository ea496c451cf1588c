"""The office takes back in words what it did today: read back where it can be undone, told where it cannot."""

import asyncio

import pytest

from tests.playing import play

SCRIPT = """@2025-11-03T09:00
丁默川: 1 进度30%，已摸排12个小区
文静姝: 3 申请延期到2026年4月30日，选址需要重新论证
叶小满: 第5项延到明年1月底
叶小满 # 确认改时限
叶小满: 第5项时限改回去
叶小满 # 确认改1项
叶小满: 刚才换人换错了，撤回
叶小满: 武长缨调走了，换成李卫东
叶小满 # 确认换人
叶小满: 刚才那个联络员换错了
叶小满 # 不用了
叶小满: 催一下住建局
叶小满 # 确认催办
叶小满: 刚才催错了
叶小满: 待审核
叶小满 # 2
叶小满 # 退回
叶小满: 没有写户数
叶小满: 刚才那条退回错了
叶小满: 给供水公司发邀请码
叶小满: 刚才邀请码发错了
丁默川: 刚才那条退回错了
@2025-11-04T10:00
叶小满: 昨天把第5项时限改错了，改回去
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each line brought to whoever typed it, with its buttons; of the same words the last time."""
    folder = tmp_path_factory.mktemp("sample")
    played, _ = asyncio.run(play(SCRIPT, folder))
    found = {}
    for source, line in zip(SCRIPT.splitlines(), played, strict=True):
        assert line.failed is None, line.failed
        own = [one for one in line.said if one.to == source.split(":")[0].split(" ")[0]]
        labels = [label for one in own for row in one.buttons for label in row]
        found[source] = "\n".join(one.text for one in own) + "".join(f"[{label}]" for label in labels)
    return found


def test_a_date_and_a_holder_are_read_back_as_they_were_before(said: dict[str, str]) -> None:
    back = said["叶小满: 第5项时限改回去"]
    assert "1项的时限改到2025年12月31日" in back
    assert "更新老化管网：2026年1月31日" in back
    assert "依据：更正：2025年11月3日改到2026年1月31日有误" in back
    assert "李卫东 → 武长缨" in said["叶小满: 刚才那个联络员换错了"]
    assert "[确认换人]" in said["叶小满: 刚才那个联络员换错了"]


def test_what_has_reached_somebody_is_said_to_stay_with_what_can_be_done(said: dict[str, str]) -> None:
    assert "已撤回催办" in said["叶小满: 刚才催错了"], "it waited for the next bundle"
    returned = said["叶小满: 刚才那条退回错了"]
    assert "补录一条" in returned
    assert "[打开任务]" in returned
    assert "前一个就作废" in said["叶小满: 刚才邀请码发错了"]


def test_what_was_not_done_today_is_not_taken_back(said: dict[str, str]) -> None:
    assert "今天没有找到" in said["叶小满: 刚才换人换错了，撤回"]
    assert "今天没有找到" in said["叶小满: 昨天把第5项时限改错了，改回去"]


def test_a_unit_takes_back_nothing_of_the_offices(said: dict[str, str]) -> None:
    assert "您09:00做的是" not in said["丁默川: 刚才那条退回错了"]
