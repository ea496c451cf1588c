"""The number and the day of issue of a plan whose file printed none, in words; taken back like other acts."""

import pytest

from tasks_db.language.desk_orders import desk_order, plain
from tasks_db.register.plan_marks import doc_number
from tasks_db.register.refusals import PlanError
from tests.test_desk_fourth import play

PLAN = """望澜县桥梁检测计划
任务分解表
1. 检测危桥。牵头单位：县水利局；责任单位：县应急管理局。完成时限：印发之日起60日内。
2. 更换支座。牵头单位：县水利局；责任单位：县应急管理局。完成时限：2025年12月20日。
"""
SAID = """@2025-11-18T09:10
钟亦秋 + bridges.txt:
钟亦秋: 方案2的文号
钟亦秋: 方案2的文号是望政办发[2025]31号，印发日期10月27日
钟亦秋: /plan 2
钟亦秋: 方案2的印发日期写错了，应为10月28日
钟亦秋 # 撤销
钟亦秋: 方案2是11月30日印发的
钟亦秋: 方案2的文号是31号
钟亦秋: 方案1文号是望政办发〔2025〕31号
钟亦秋: 刚才的文号改错了，撤回
钟亦秋: 方案1的文号是多少
钟亦秋: 文件的印发日期是10月27日
马致同: 方案2的文号是望政办发〔2025〕32号
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("marks")
    (folder / "bridges.txt").write_text(PLAN, encoding="utf-8")
    return play(SAID, folder)


def test_number_and_day_are_put_down_in_one_sentence_with_what_does_not_move(said: dict[str, str]) -> None:
    told = said["钟亦秋: 方案2的文号是望政办发[2025]31号，印发日期10月27日"]
    assert "文号：无 → 望政办发〔2025〕31号" in told
    assert "印发日期：无 → 2025年10月27日" in told
    assert "第1项的时限从印发之日算起，没有跟着改" in told
    assert "[撤销]" in told
    assert "望政办发〔2025〕31号" in said["钟亦秋: /plan 2"]


def test_one_of_the_two_is_put_right_and_taken_back(said: dict[str, str]) -> None:
    told = said["钟亦秋: 方案2的印发日期写错了，应为10月28日"]
    assert "印发日期：2025年10月27日 → 2025年10月28日" in told
    assert "文号：" not in told
    assert "印发日期：2025年10月28日 → 2025年10月27日" in said["钟亦秋 # 撤销"]


def test_a_number_of_another_plan_is_pointed_out_and_taken_back_in_words(said: dict[str, str]) -> None:
    assert "方案2登记的也是这个文号，请核对" in said["钟亦秋: 方案1文号是望政办发〔2025〕31号"]
    back = said["钟亦秋: 刚才的文号改错了，撤回"]
    assert "文号：望政办发〔2025〕31号 → " in back
    assert "方案1：文号" in said["钟亦秋: 方案1的文号是多少"]


def test_what_is_no_number_and_a_day_to_come_are_refused_with_the_next_step(said: dict[str, str]) -> None:
    assert "印发日期不能晚于今天" in said["钟亦秋: 方案2是11月30日印发的"]
    assert "“31号”不像文号，没有改动。文号请写全" in said["钟亦秋: 方案2的文号是31号"]


def test_it_is_asked_which_plan_is_meant_with_an_example_of_the_same_deed(said: dict[str, str]) -> None:
    told = said["钟亦秋: 文件的印发日期是10月27日"]
    assert "是哪个方案" in told
    assert "例如“方案1的文号是" in told


def test_a_unit_puts_no_number_down(said: dict[str, str]) -> None:
    assert "→" not in said["马致同: 方案2的文号是望政办发〔2025〕32号"]


@pytest.mark.parametrize("text", ["某政发〔2025〕3号", "某政发[2025]3号", "某政发【2025】3号", "某 政发 (2025) 3号"])
def test_a_number_is_read_with_brackets_of_every_kind(text: str) -> None:
    assert doc_number(plain(text)).startswith("某政发〔2025〕")


def test_a_number_without_its_year_is_no_number() -> None:
    with pytest.raises(PlanError, match="不像文号"):
        doc_number("某政发3号")


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("方案2是10月27日印发的", "plan_marks"),
        ("《桥梁检测计划》文号某政发〔2025〕3号，10月27日印发", "plan_marks"),
        ("方案2已经印发", "issued_plan"),
        ("方案2哪天印发的", "plan_marks_asked"),
        ("方案2的文号改回去", "plan_marks_back"),
    ],
)
def test_what_is_ordered_of_a_paper_is_told_apart(text: str, deed: str) -> None:
    order = desk_order(plain(text), [])
    assert order is not None
    assert order.deed.value == deed
