"""A fifth day at the desk, played on the sample: what is put right replaces, an answer goes to whoever asked."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks_db.register import helping
from tasks_db.register.answers import Line
from tasks_db.register.helping import Asked, Speaks
from tests.test_desk_fourth import play

CORRECTED = """@2025-11-03T09:10
钟亦秋: 县城市管理局来电话：1-7 进度60%
钟亦秋 # 确认代录
@2025-11-03T09:15
钟亦秋: 县城市管理局来电话：1-7 更正为45%
钟亦秋 # 确认代录
钟亦秋: /review
@2025-11-03T09:20
丁默川: 1-5 进度60%
@2025-11-03T09:25
丁默川: 1-5 进度50%
钟亦秋: 待审核
钟亦秋 # 2
钟亦秋 # 返回列表
钟亦秋 # 3
钟亦秋: 审核
钟亦秋 # 一般反馈2条全部通过
钟亦秋 # 确认通过
钟亦秋: 导出台账
钟亦秋: 还有待审核的吗
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("corrected")
    return play(CORRECTED, folder), folder


def test_a_figure_that_is_phoned_again_takes_the_place_of_the_first(corrected: tuple[dict[str, str], Path]) -> None:
    said, _ = corrected
    read_back = said["钟亦秋: 县城市管理局来电话：1-7 更正为45%"]
    assert "代替先报的“推进中：进度60%”" in read_back
    assert "待审核1条" in said["钟亦秋: /review"]
    assert "进度60%" not in said["钟亦秋: /review"]


def test_of_two_figures_of_one_day_only_the_later_is_passed(corrected: tuple[dict[str, str], Path]) -> None:
    said, folder = corrected
    asked = said["钟亦秋 # 一般反馈2条全部通过"]
    assert "通过2条一般反馈" in asked
    assert "不再审核：1-5 县城市管理局的“推进中：进度60%”" in asked
    assert "没有待审核的反馈" in said["钟亦秋: 还有待审核的吗"]
    book = load_workbook(next(folder.glob("台账*.xlsx")))
    rows = [[str(cell.value) for cell in row] for row in book["报送记录"].rows]
    standing = [row for row in rows if any("进度60%" in cell for cell in row) and "已撤销" not in row]
    assert standing == [], "the figures that were put right stand nowhere but as taken back"


def test_what_was_said_later_is_never_shown_as_said_before(corrected: tuple[dict[str, str], Path]) -> None:
    said, _ = corrected
    assert "此前" not in said["钟亦秋 # 2"]
    assert "后来又报：推进中：进度50%" in said["钟亦秋 # 2"]
    assert "此前：推进中：进度60%" in said["钟亦秋 # 3"]


HELPED = """@2025-11-03T09:10
姚新禾: 1 推进中，场地缺口大，请县财政局尽快拨付改造经费
钟亦秋 # 转县财政局
郝明月: 经费请示已报县政府，预计下周拨付
郝明月: 我的反馈
@2025-11-03T10:00
贺南枝: 1 有困难，设备采购卡住了，请县财政局尽快下达设备资金
钟亦秋 # 转县财政局
郝明月: 收到
郝明月: 闲置用房已盘活3处
郝明月: 1 进度30%
郝明月 > 5: 第1批设备资金已下达，进度过半
钟亦秋: 待办
钟亦秋: 需协调事项
钟亦秋 # 转召集人
"""


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(HELPED, tmp_path_factory.mktemp("helped"))


def test_what_is_typed_after_a_plea_goes_to_whoever_asked(helped: dict[str, str]) -> None:
    said = helped["郝明月: 经费请示已报县政府，预计下周拨付"]
    answer = "县财政局答复：经费请示已报县政府，预计下周拨付"
    assert f"姚新禾：“增设养老托育设施”的需协调事项，{answer}" in said
    assert f"钟亦秋：县卫生健康局的需协调事项（1-8 增设养老托育设施），{answer}" in said
    assert "郝明月：已告知县卫生健康局和联席会议办公室" in said
    assert "已记录" not in said


def test_what_names_a_task_of_ones_own_is_progress_even_after_a_plea(helped: dict[str, str]) -> None:
    assert "已记录：2. 盘活闲置用房" in helped["郝明月: 闲置用房已盘活3处"]
    assert "已记录" in helped["郝明月: 1 进度30%"]
    assert "请在那一条下面回一句" in helped["郝明月: 收到"], "that it was seen is no answer, and signs for no task"


def test_a_reply_to_the_plea_is_its_answer_whatever_it_sounds_like(helped: dict[str, str]) -> None:
    said = helped["郝明月 > 5: 第1批设备资金已下达，进度过半"]
    assert "贺南枝：“增设养老托育设施”的需协调事项，县财政局答复：第1批设备资金已下达，进度过半" in said
    assert "已记录" not in said


def test_an_answered_plea_waits_for_nobody_but_may_go_to_a_convenor(helped: dict[str, str]) -> None:
    assert "件需协调" not in helped["钟亦秋: 待办"]
    assert helped["钟亦秋: 需协调事项"].count("（11月3日报，县财政局已答复）") == 2
    assert "已报召集人" in helped["钟亦秋 # 转召集人"]


ASKED_WHICH = """@2025-11-03T09:10
姚新禾: 1 推进中，场地缺口大，请县财政局尽快拨付改造经费
贺南枝: 1 有困难，设备采购卡住了，请县水利局尽快接通供水
钟亦秋: 需协调事项
钟亦秋 # 1
钟亦秋 # 转县财政局
钟亦秋: 需协调事项
钟亦秋 # 2
钟亦秋 # 转县水利局
江一帆: 本周内先预拨经费2万元，请来局里办手续
@2025-11-03T15:00
郝明月: 小区改造资金已拨付30万元
郝明月 # 答复县卫生健康局
郝明月: 资金已拨付20万元
"""


def test_words_that_may_answer_a_plea_are_asked_about_not_recorded(tmp_path: Path) -> None:
    said = play(ASKED_WHICH, tmp_path)
    alone = said["江一帆: 本周内先预拨经费2万元，请来局里办手续"]
    assert "县水利局答复：本周内先预拨经费2万元" in alone, "who has one task of their own may still answer a plea"
    asked = said["郝明月: 小区改造资金已拨付30万元"]
    assert "是答复县卫生健康局请贵单位协调的“1-8 增设养老托育设施”，还是您自己任务的进展？还没有记录。" in asked
    assert asked.endswith("[答复县卫生健康局][是自己任务的进展]")
    assert (
        "姚新禾：“增设养老托育设施”的需协调事项，县财政局答复：小区改造资金已拨付30万元"
        in said["郝明月 # 答复县卫生健康局"]
    )
    assert "说的是哪一项" in said["郝明月: 资金已拨付20万元"], "an answered plea is asked about no more"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("资金已拨付", Speaks.EITHER),
        ("小区改造资金本周拨付", Speaks.EITHER),
        ("小区施工完成三成", Speaks.OWN),
        ("进度60%", Speaks.EITHER),
        ("资金管理办法已印发", Speaks.OWN),
        ("1 进度30%", Speaks.OWN),
        ("1-3 已印发", Speaks.OWN),
        ("其余无变化", Speaks.OWN),
        ("养老服务站的钱已拨", Speaks.NONE),
        ("本周内先预拨经费2万元，请来局里办手续", Speaks.NONE),
    ],
)
def test_words_are_of_a_task_that_they_name(text: str, about: Speaks) -> None:
    own = [
        Line(n, n, n, title, can_close=True, indicator=False, code=code)
        for n, title, code in (
            (1, "制定资金管理办法", "1-3"),
            (2, "盘活闲置用房", "1-9"),
            (3, "推进小区改造施工", "1-4"),
        )
    ]
    asked = [Asked(1, "县卫生健康局", "1-8", "增设养老托育设施", "请县财政局尽快拨付改造经费")]
    assert helping.speaks_of(text, own, asked, date(2025, 11, 3)) is about


PUT_OFF = """@2025-11-14T15:00
钟亦秋: 县城市管理局11月26日以前先别催，局长来电话说好了
钟亦秋 # 确认缓催
钟亦秋: 催一下县城市管理局
钟亦秋: 把没报的几家催一遍
钟亦秋 # 确认催办
钟亦秋: 取消对县城市管理局的催办
钟亦秋: 催一下县公安局
钟亦秋 # 确认催办
钟亦秋: 取消对县公安局的催办，电话说好了
钟亦秋: 县公安局的催办取消
钟亦秋: 算了
"""


def test_a_unit_that_is_not_to_be_asked_yet_is_left_out_of_a_chase_and_named(tmp_path: Path) -> None:
    said = play(PUT_OFF, tmp_path)
    left_out = "缓催的没有催：县城市管理局11月26日再催（办公室缓催：局长来电话说好了）"
    read_back, done = said["钟亦秋: 把没报的几家催一遍"], said["钟亦秋 # 确认催办"]
    assert left_out in read_back
    assert "· 县城市管理局" not in read_back
    assert "已催办1个单位" in done
    assert "县城市管理局在缓催，现在没有催" in said["钟亦秋: 催一下县城市管理局"]
    assert "县城市管理局11月26日再催" in said["钟亦秋: 取消对县城市管理局的催办"]
    assert "已撤回催办，还没有发出的不再发：县公安局" in said["钟亦秋: 取消对县公安局的催办，电话说好了"]
    assert "现在没有等着发给县公安局的催办" in said["钟亦秋: 县公安局的催办取消"]


GRANTED = """@2025-11-03T09:10
江一帆: 1 申请延期到2026年1月31日，设备推迟到货
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意延期
钟亦秋: 刚才通过错了
"""


def test_an_extension_that_was_granted_by_mistake_is_offered_no_way_that_is_refused(tmp_path: Path) -> None:
    said = play(GRANTED, tmp_path)
    told = said["钟亦秋: 刚才通过错了"]
    assert "撤销审核]" not in told + said["钟亦秋 # 同意延期"]
    assert "请打开任务点“改时限”改回原来的日期" in told


SEVERAL = """@2025-11-03T09:10
钟亦秋: 王县长批示：县水利局12月20日前核查水库隐患；县财政局、县民政局12月25日前拨付资金；县教育局11月28日前排查校舍
钟亦秋 # 确认交办
钟亦秋: /task 1-12
钟亦秋 # 修改/豁免
"""


def test_tasks_of_one_sentence_are_read_back_and_given_one_by_one(tmp_path: Path) -> None:
    said = play(SEVERAL, tmp_path)
    assert "交办3项，4个单位" in next(text for line, text in said.items() if line.startswith("钟亦秋: 王县长"))
    assert "，每月报送" in said["钟亦秋 # 修改/豁免"] or "　每月报送｜" in said["钟亦秋 # 修改/豁免"]


TAKEN_BACK = """@2025-11-03T09:10
丁默川: 1-5 进度60%
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 通过
钟亦秋 # 撤销审核
钟亦秋: 还有待审核的吗
钟亦秋 # 重新审核
钟亦秋 # 通过
钟亦秋: 刚才的通过点错了
@2025-11-12T10:00
钟亦秋: 催一下县城市管理局
钟亦秋 # 确认催办
钟亦秋: 刚才催错了，撤回
钟亦秋: 刚才催错了，收回
"""


@pytest.fixture(scope="module")
def taken_back(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(TAKEN_BACK, tmp_path_factory.mktemp("taken_back"))


def test_an_acceptance_is_taken_back_and_the_report_waits_again(taken_back: dict[str, str]) -> None:
    said = taken_back["钟亦秋 # 撤销审核"]
    assert "这条重新待审核" in said
    assert "丁默川：“更新老化管网”的反馈，办公室撤回了刚才的通过" in said
    assert "1-5" in taken_back["钟亦秋: 还有待审核的吗"]
    assert "[撤销审核]" in taken_back["钟亦秋: 刚才的通过点错了"]


def test_a_chase_that_has_not_left_is_taken_back_with_the_way_to_wait_longer(taken_back: dict[str, str]) -> None:
    said = taken_back["钟亦秋: 刚才催错了，撤回"]
    assert "已撤回催办，还没有发出的不再发：县城市管理局" in said
    assert "缓催县城市管理局到" in said
    assert "没有可撤回的" in taken_back["钟亦秋: 刚才催错了，收回"]


CHASED = """@2025-12-01T10:00
钟亦秋: 催一下1-11的牵头单位
钟亦秋: 催一下1-11的责任单位
"""


def test_a_chase_of_a_tasks_lead_asks_no_other_unit(tmp_path: Path) -> None:
    said = play(CHASED, tmp_path)
    assert "催办1个单位、1条" in said["钟亦秋: 催一下1-11的牵头单位"]
    assert "县消防救援大队" in said["钟亦秋: 催一下1-11的牵头单位"]
    assert "县消防救援大队" not in said["钟亦秋: 催一下1-11的责任单位"]
