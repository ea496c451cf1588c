"""A number that two plans have: what waits to be handed out is not meant by all orders, and a button tells which."""

import pytest

from tasks_db.language.desk_orders import with_code
from tests.test_desk_fourth import play

DRAFT = """望澜县河道巡查计划
任务分解表
1. 摸排岸线。牵头单位：县城市管理局。完成时限：2025年11月30日。
2. 清理堆物。牵头单位：县应急管理局。完成时限：2025年12月20日。
3. 修建步道。牵头单位：县应急管理局。完成时限：2025年12月20日。
4. 种植树木。牵头单位：县应急管理局。完成时限：2025年12月20日。
5. 安装护栏。牵头单位：县水利局。完成时限：2025年12月20日。
"""
MONTH = """@2025-11-05T09:10
钟亦秋 + draft.txt:
钟亦秋: 第5项推迟到2026年1月20日，依据：常务会议
钟亦秋: 县水利局第5项不用报了，由县城市管理局一并报
钟亦秋: 第5项时限改到2026年1月8日，依据：常务会议
钟亦秋 # 2-5 安装护栏
钟亦秋: 第5项责任领导改为许闻溪
钟亦秋 # 1-5 更新老化管网
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("several")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return play(MONTH, folder)


def test_what_is_done_with_tasks_that_units_have_means_no_plan_that_waits(said: dict[str, str]) -> None:
    assert "1-5 更新老化管网：2025年12月31日" in said["钟亦秋: 第5项推迟到2026年1月20日，依据：常务会议"]
    assert "1-5 更新老化管网：县水利局以后免报" in said["钟亦秋: 县水利局第5项不用报了，由县城市管理局一并报"]


def test_where_either_may_be_meant_a_button_says_which_and_the_order_goes_on(said: dict[str, str]) -> None:
    asked = said["钟亦秋: 第5项时限改到2026年1月8日，依据：常务会议"]
    assert "[1-5 更新老化管网][2-5 安装护栏]" in asked
    told = said["钟亦秋 # 2-5 安装护栏"]
    assert "2-5 安装护栏：2025年12月20日" in told
    assert "依据：常务会议" in told
    assert "更新老化管网" in said["钟亦秋 # 1-5 更新老化管网"]
    assert "许闻溪" in said["钟亦秋 # 1-5 更新老化管网"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第5项时限改到12月8日", "1-5时限改到12月8日"),
        ("把第五项的责任领导换成李明", "把1-5的责任领导换成李明"),
        ("任务5不办了", "1-5不办了"),
    ],
)
def test_the_code_takes_the_place_of_the_number(text: str, meant: str) -> None:
    assert with_code(text, "1-5") == meant
