"""A fourth day at the desk, played on the sample: what was said stays, what was agreed stays, who is told is said."""

import asyncio
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.playing import play as play_on_sample

GIVEN_AWAY = """@2025-11-03T09:10
马致同: 1 已打通通道8处，进度40%
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 通过
马致同: 1 又打通通道3处，进度60%
马致同: 1 这事不归我们管，是县市场监管局的事
马致同 # 确认不属我单位
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意，调整单位
钟亦秋 # 改为县市场监管局
钟亦秋: /review
钟亦秋: /task 1-11
钟亦秋 # 各单位反馈
钟亦秋: 导出台账
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 通过
马致同: 1 又打通2处
钟亦秋: /task 1-11
钟亦秋 # 修改/豁免
钟亦秋 # 改牵头
钟亦秋: 县消防救援大队
钟亦秋: /task 1-11
"""


def play(script: str, folder: Path) -> dict[str, str]:
    """What each line brought, to whom, with its buttons; of the same words the last time."""
    played, channel = asyncio.run(play_on_sample(script, folder))
    found = {}
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
        told = [f"{one.to}：{one.text}{''.join(f'[{b}]' for row in one.buttons for b in row)}" for one in line.said]
        found[line.source] = "\n".join(told)
    for one in channel.spoken:
        if one.message.attachment is not None:
            (folder / one.message.attachment.name).write_bytes(one.message.attachment.content)
    return found


@pytest.fixture(scope="module")
def given_away(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("given_away")
    return play(GIVEN_AWAY, folder), folder


def test_words_of_a_unit_that_left_a_task_still_wait_for_review(given_away: tuple[dict[str, str], Path]) -> None:
    said, _ = given_away
    assert "1-11 县消防救援大队（原牵头）·打通消防通道" in said["钟亦秋: /review"]
    assert "这是单位调整前的反馈：牵头单位现在是县市场监管局。" in said["钟亦秋 # 1"]
    assert "已告知马致同" in said["钟亦秋 # 通过"]


def test_words_of_a_unit_that_left_a_task_stand_in_its_view_and_in_the_ledger(
    given_away: tuple[dict[str, str], Path],
) -> None:
    said, folder = given_away
    assert "县消防救援大队（原牵头）：推进中：又打通通道3处，进度60%" in said["钟亦秋 # 各单位反馈"]
    book = load_workbook(next(folder.glob("台账*.xlsx")))
    cells = [[str(cell.value) for cell in row] for sheet in book for row in sheet.rows]
    assert any("县消防救援大队（原牵头）：又打通通道3处，进度60%" in cell for row in cells for cell in row)
    assert sum("县消防救援大队（原牵头）" in row for row in cells) == 3, "each report of it stands in 报送记录"


def test_a_unit_that_left_a_task_hears_of_it_and_can_report_it_no_more(
    given_away: tuple[dict[str, str], Path],
) -> None:
    said, _ = given_away
    assert (
        "马致同：“打通消防通道”的牵头单位改为县市场监管局，贵单位不用再报这一项。以前报的仍然保留。"
        in said["钟亦秋 # 改为县市场监管局"]
    )
    assert "不再问县消防救援大队（已告知）" in said["钟亦秋 # 改为县市场监管局"]
    assert "已记录" not in said["马致同: 1 又打通2处"]


def test_a_unit_that_gets_a_task_back_has_its_words_again(given_away: tuple[dict[str, str], Path]) -> None:
    said, _ = given_away
    assert "不再问县市场监管局（已告知）" in said["钟亦秋: 县消防救援大队"]
    assert "最近反馈：" in said["钟亦秋: /task 1-11"]
    assert "（原牵头）" not in said["钟亦秋: /task 1-11"]


AGREED = """@2025-11-03T09:10
钟亦秋: 打通消防通道先缓一缓到下周三
钟亦秋: 叫雷大海替雷子牧，11月10日到11月21日
钟亦秋 # 确认代理
钟亦秋: 谁在替谁
钟亦秋: /task 1-3
钟亦秋 # 修改/豁免
钟亦秋 # 回头看重开
钟亦秋: 12月30日 抽查发现办法没有印发
钟亦秋: 领导交办：王县长在调度会上要求：
  1. 县水利局，12月20日前，核查水库隐患
  2. 县城管局牵头、县财政局配合，12月25日前，清理河道垃圾
  3. 李副县长批示，县财政局，12月28日前，汇总资金缺口
钟亦秋 # 确认交办
钟亦秋: 领导交办：
  1. 王县长批示，县水利局，12月20日前，核查水库隐患
  2. 王县长批示，无此局，12月25日前，清理河道垃圾
钟亦秋: /merge 县公安局 县消防救援大队
钟亦秋 # 确认合并
马致同: /mine
"""


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(AGREED, tmp_path_factory.mktemp("agreed"))


def test_an_item_that_is_named_by_its_title_is_put_off_for_all_its_units(agreed: dict[str, str]) -> None:
    assert "3个单位、3项" in agreed["钟亦秋: 打通消防通道先缓一缓到下周三"]


def test_a_deputy_without_an_account_is_shown_as_one_who_is_not_reached_yet(agreed: dict[str, str]) -> None:
    asked = agreed["钟亦秋: 叫雷大海替雷子牧，11月10日到11月21日"]
    assert "告知雷子牧。雷大海还没有绑定：确认后给一个邀请码，请转告本人；绑定以前仍发给雷子牧。" in asked
    assert "雷子牧：11月10日至11月21日" in agreed["钟亦秋 # 确认代理"]
    assert "雷大海还没有绑定，绑定以前仍发给您" in agreed["钟亦秋 # 确认代理"]
    assert (
        "雷大海代理（2025年11月10日至2025年11月21日，未绑定，绑定以前仍发给原来的人）" in agreed["钟亦秋: 谁在替谁"]
    )


def test_several_oral_tasks_in_numbered_lines_are_read_back_together(agreed: dict[str, str]) -> None:
    asked = next(text for line, text in agreed.items() if "王县长在调度会上要求" in line)
    assert "交办3项" in asked
    assert "1. 核查水库隐患（县水利局，2025年12月20日前，王县长在调度会上要求）" in asked
    assert "2. 清理河道垃圾（县城管局、县财政局，2025年12月25日前，王县长在调度会上要求）" in asked
    assert "3. 汇总资金缺口（县财政局，2025年12月28日前，李副县长批示）" in asked
    assert "已交办3项" in agreed["钟亦秋 # 确认交办"]
    faulty = next(text for line, text in agreed.items() if "无此局" in line)
    assert "第2项“王县长批示，无此局，12月25日前，清理河道垃圾”：没有写明单位" in faulty
    assert "一项也没有交办，请改好再发一遍" in faulty


def test_a_task_that_two_merged_units_shared_is_listed_and_asked_once(agreed: dict[str, str]) -> None:
    mine = agreed["马致同: /mine"]
    assert mine.count("打通消防通道") == 1
    assert "打通消防通道·牵头汇总" in mine


def test_units_that_were_never_asked_of_a_reopened_task_hear_its_reason(agreed: dict[str, str]) -> None:
    """It was closed before 交办: it comes as 新交办 in the next bundle, and why is told before it."""
    done = agreed["钟亦秋: 12月30日 抽查发现办法没有印发"]
    told = "“制定资金管理办法”重新列入督办，完成时限2025年12月30日。原因：抽查发现办法没有印发"
    assert told in done
    assert f"已告知{done.count(told)}人，附原因。" in done
