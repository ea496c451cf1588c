"""A task that was cancelled is told as that, never as another one; an exemption is told with its reason."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_desk_fourth import play

GROUND = "沈怀瑾11月3日批示，另编专项规划统一实施"
SCRIPT = f"""@2025-11-04T09:10
钟亦秋: /task 1-10
钟亦秋 # 修改/豁免
钟亦秋 # 取消任务
钟亦秋: {GROUND}
钟亦秋 # 确认取消
钟亦秋: 建设停车充电设施
钟亦秋: 停车充电设施怎么样了
钟亦秋: /task 1-10
钟亦秋: /task 10
钟亦秋: 1-10
钟亦秋: 第10项为什么取消
钟亦秋: 恢复1-10
钟亦秋: 催一下建设停车充电设施
钟亦秋: 建设停车充电设施延到12月20日
钟亦秋: 把1-10改由县公安局牵头
钟亦秋: 取消的任务有哪些
钟亦秋 # 1-10 建设停车充电设施
钟亦秋: /plan 1
钟亦秋: /ledger
程暮云: 建设停车充电设施
程暮云: /task 1-10
文静姝: /task 1-10
沈怀瑾: 建设停车充电设施怎么样了
钟亦秋: 增设养老托育设施
钟亦秋: /task 1-10
钟亦秋 # 恢复任务
钟亦秋: /task 1-10
钟亦秋: 增设养老托育设施
钟亦秋: /task 1-8
钟亦秋 # 修改/豁免
钟亦秋 # 豁免单位
钟亦秋: 县教育局 由县卫生健康局统一报
钟亦秋: /task 1-8
钟亦秋 # 各单位反馈
贺南枝: /mine
贺南枝: /task 1-8
"""
ASKED = (
    "钟亦秋: 建设停车充电设施",
    "钟亦秋: 停车充电设施怎么样了",
    "钟亦秋: /task 10",
    "钟亦秋: 1-10",
    "钟亦秋: 第10项为什么取消",
    "钟亦秋: 恢复1-10",
    "钟亦秋: 催一下建设停车充电设施",
    "钟亦秋: 建设停车充电设施延到12月20日",
    "钟亦秋 # 1-10 建设停车充电设施",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("ended")
    return play(SCRIPT, folder), folder


@pytest.mark.parametrize("asked", ASKED)
def test_a_cancelled_task_is_told_with_day_and_ground_and_can_only_be_put_back(
    asked: str, played: tuple[dict[str, str], Path]
) -> None:
    told = played[0][asked]
    assert "1-10 建设停车充电设施：已取消\n2025年11月4日 09:10由办公室 钟亦秋取消" in told
    assert f"依据：{GROUND}" in told
    assert "[恢复任务][留痕]" in told
    assert "养老托育" not in told
    assert "[修改/豁免]" not in told


def test_an_order_for_a_cancelled_task_says_that_it_is_cancelled(played: tuple[dict[str, str], Path]) -> None:
    told = played[0]["钟亦秋: 把1-10改由县公安局牵头"]
    assert "1-10“建设停车充电设施”2025年11月4日已取消" in told
    assert "没有改动" in told


def test_who_had_a_part_in_it_is_told_too_and_nobody_else(played: tuple[dict[str, str], Path]) -> None:
    said = played[0]
    for words in ("程暮云: 建设停车充电设施", "程暮云: /task 1-10", "沈怀瑾: 建设停车充电设施怎么样了"):
        assert f"依据：{GROUND}" in said[words]
        assert "[" not in said[words]
    assert "没有这个编号的任务，或与贵单位无关" in said["文静姝: /task 1-10"]


def test_list_plan_and_ledger_have_what_was_cancelled_with_its_ground(played: tuple[dict[str, str], Path]) -> None:
    said, folder = played
    assert "已取消的任务1项：\n1-10 建设停车充电设施" in said["钟亦秋: 取消的任务有哪些"]
    assert (
        f"已取消1项：10. 建设停车充电设施（2025年11月4日 09:10由办公室 钟亦秋取消，依据：{GROUND}"
        in said["钟亦秋: /plan 1"]
    )
    sheet = load_workbook(next(folder.glob("台账*.xlsx")))["已取消"]
    assert [cell.value for cell in sheet[3]][:3] == ["1-10", "建设停车充电设施", "县发展改革局"]
    assert GROUND in str(sheet.cell(3, 4).value)


def test_another_task_is_told_as_before_and_so_is_one_that_was_put_back(played: tuple[dict[str, str], Path]) -> None:
    said, _ = played
    assert "第8项 增设养老托育设施" in said["钟亦秋: 增设养老托育设施"]
    assert "已恢复“建设停车充电设施”" in said["钟亦秋 # 恢复任务"]


def test_an_exemption_is_told_with_its_reason_to_the_office_and_to_the_unit(
    played: tuple[dict[str, str], Path],
) -> None:
    said, _ = played
    assert "已豁免：县教育局（理由：由县卫生健康局统一报）" in said["钟亦秋 # 各单位反馈"]
    for words in ("贺南枝: /mine", "贺南枝: /task 1-8"):
        assert "已豁免，不用报（理由：由县卫生健康局统一报）" in said[words]
