"""What a doubtful name of a plan means, in the office's words: one unit, several, or where that is changed."""

import pytest

from tests.test_desk_fourth import play

PLAN = """望澜县停电应急计划
任务分解表
1. 备足发电机。牵头单位：县应急管理局；责任单位：县供水。完成时限：2025年12月10日。
2. 检查配电房。牵头单位：县应急管理局；责任单位：各园区。完成时限：2025年12月20日。
3. 通知停电时间。牵头单位：县应急管理局；责任单位：相关窗口单位。完成时限：2025年12月25日。
"""
SAID = """@2025-11-18T09:10
钟亦秋: 县供水就是县供水公司
钟亦秋 + power.txt:
钟亦秋: 县供水就是县供水公司
钟亦秋: 各园区是指县大数据中心、县水利局
钟亦秋 # 确认
钟亦秋: 相关窗口单位是指教育局和民政局
钟亦秋 # 确认
钟亦秋: /plan 2
钟亦秋 # 任务清单 3
钟亦秋: 各园区包括哪几家
钟亦秋: 各园区就是县财政局
钟亦秋: 县城管局就是县城市管理局
钟亦秋: 县公安局就是县财政局
马致同: 县供水就是县供水公司
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("names")
    (folder / "power.txt").write_text(PLAN, encoding="utf-8")
    return play(SAID, folder)


def test_a_name_of_one_unit_is_settled_in_words(said: dict[str, str]) -> None:
    told = said["钟亦秋: 县供水就是县供水公司"]
    assert "“县供水”就是县供水公司：方案2第1项已按它定" in told
    assert "各园区" in told, "what is left is shown"


def test_a_collective_name_becomes_a_group_with_the_units_that_are_named(said: dict[str, str]) -> None:
    told = said["钟亦秋: 各园区是指县大数据中心、县水利局"]
    assert "“各园区”登记为集合单位，成员2个：县大数据中心、县水利局。用在方案2第2项" in told
    assert all(one in said["钟亦秋: 各园区包括哪几家"] for one in ("县大数据中心", "县水利局"))


def test_units_take_the_place_of_a_name_that_is_no_collective_one(said: dict[str, str]) -> None:
    told = said["钟亦秋: 相关窗口单位是指教育局和民政局"]
    assert "方案2第3项的“相关窗口单位”换成这2个单位：县教育局、县民政局" in told
    assert "可以交办" in said["钟亦秋: /plan 2"]
    assert "县教育局、县民政局" in said["钟亦秋 # 任务清单 3"]


def test_for_a_name_that_no_plan_asks_about_it_is_said_where_it_is_changed(said: dict[str, str]) -> None:
    assert "“各园区”已经是集合单位“各园区”" in said["钟亦秋: 各园区就是县财政局"]
    assert "单位库里已经这样认，不用再定" in said["钟亦秋: 县城管局就是县城市管理局"]
    assert "要合并，说“县公安局并入县财政局”" in said["钟亦秋: 县公安局就是县财政局"]


def test_a_unit_settles_no_names(said: dict[str, str]) -> None:
    assert "已按它定" not in said["马致同: 县供水就是县供水公司"]
