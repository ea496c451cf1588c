"""A third day at the desk, played on the sample: done, taken back, granted otherwise, told to whom it concerns."""

import asyncio
from datetime import date

import pytest

from tasks_db.language import desk_words, extension_words
from tasks_db.language.desk_words import ExemptionEnded
from tasks_db.language.extension_words import Granted
from tests.playing import play

SCRIPT = """@2025-11-03T09:10
钟亦秋: /task 1-11
钟亦秋 # 修改/豁免
钟亦秋 # 豁免单位
钟亦秋: 县公安局 已另行部署
钟亦秋: 取消县公安局第1-11项的豁免
钟亦秋: 取消豁免
@2025-11-03T10:00
丁默川: 1 申请延期两周，底数还在核
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋: 同意丁默川的延到11月14日
钟亦秋 # 确认同意延期
江一帆: 1 申请延期到2026年1月20日，管材没有到货
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意，另定日期
钟亦秋: 12月1日
钟亦秋: 2026年1月10日
雷子牧: 3 这事不归我们公安管，是县市场监管局的事
雷子牧 # 确认不属我单位
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意，调整单位
钟亦秋 # 改为县市场监管局
雷子牧: 1 已清理通道6处，进度60%
武长缨: 1 已完成
马致同: 1 申请办结，通道全部打通
马致同 # 确认申请办结
钟亦秋: 待审核
钟亦秋 # 1
钟亦秋 # 同意办结
钟亦秋 # 仍同意办结
钟亦秋: /merge 县应急管理局 县消防救援大队
钟亦秋 # 确认合并
武长缨: 2 已完成
钟亦秋: /rename 县公安局 县公安分局 2025年12月30日
钟亦秋: /rename 县公安局 县公安分局
钟亦秋 # 确认改名
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each line brought, to whom, with its buttons and what was stored; of the same words the last time."""
    folder = tmp_path_factory.mktemp("third")
    played, _ = asyncio.run(play(SCRIPT, folder))
    found = {}
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
        told = [f"{one.to}：{one.text}{''.join(f'[{b}]' for row in one.buttons for b in row)}" for one in line.said]
        kept = [f"记：{one.unit}｜{one.task}｜{one.kind.zh}｜{one.expected}｜{one.text}" for one in line.stored]
        found[line.source] = "\n".join([*told, *kept])
    return found


def test_an_exemption_is_taken_back_in_words_and_the_unit_hears_of_it(said: dict[str, str]) -> None:
    assert "[看任务、取消豁免]" in said["钟亦秋: 县公安局 已另行部署"]
    back = said["钟亦秋: 取消县公安局第1-11项的豁免"]
    assert "已取消县公安局在“打通消防通道”的豁免：1项照常催报" in back
    assert "雷子牧：“打通消防通道”请照常反馈：办公室取消了豁免（原来的理由：已另行部署）。" in back
    assert "现在没有这样的豁免" in said["钟亦秋: 取消豁免"]


@pytest.mark.parametrize(
    ("words", "unit", "task"),
    [
        ("撤销对县公安局的豁免", "县公安局", ""),
        ("县公安局2-4不再豁免", "县公安局", "2-4"),
        ("取消第2-4项县公安局的豁免", "县公安局", "2-4"),
        ("把县公安局第4项的免报撤了", "县公安局", "4"),
        ("豁免取消", "", ""),
    ],
)
def test_an_exemption_that_ends_is_heard_in_many_words(words: str, unit: str, task: str) -> None:
    assert desk_words.ends_exemption(words) == ExemptionEnded(unit, task, plainly=True)


@pytest.mark.parametrize("words", ["豁免县公安局2-4", "县民政局免报一次", "恢复催报", "取消豁免申请的通知怎么写"])
def test_what_ends_no_exemption_is_left_to_others(words: str) -> None:
    assert desk_words.ends_exemption(words) is None


def test_the_office_grants_another_day_and_the_unit_hears_both(said: dict[str, str]) -> None:
    """The day moved is the unit's own; the task's date is told beside it and stays (R9)."""
    assert (
        "同意延期至2025年11月14日（您申请的是2025年11月19日）。整项完成时限仍是2025年11月10日。"
        in said["钟亦秋 # 确认同意延期"]
    )
    assert "原时限2025年12月31日 → 申请2026年1月20日。同意延到哪一天？" in said["钟亦秋 # 同意，另定日期"]
    assert "要晚于现在的时限2025年12月31日" in said["钟亦秋: 12月1日"]
    assert (
        "江一帆：“更新老化管网”已同意延期至2026年1月10日（您申请的是2026年1月20日）。"
        in said["钟亦秋: 2026年1月10日"]
    )


def test_a_closing_beside_reports_that_nobody_read_is_asked_first(said: dict[str, str]) -> None:
    asked = said["钟亦秋 # 同意办结"]
    assert "这一项还有2条反馈没有审核（县公安局、县应急管理局）" in asked
    assert "[仍同意办结][先审核它们]" in asked
    assert "马致同：“打通消防通道”已同意办结，不再催报。" in said["钟亦秋 # 仍同意办结"]


@pytest.mark.parametrize(
    ("words", "whom", "task", "day"),
    [
        ("同意延到12月10日", "", "", date(2025, 12, 10)),
        ("同意县水利局1-5延到2026年1月10日", "县水利局", "1-5", date(2026, 1, 10)),
        ("批准丁默川的延期到11月20日", "丁默川", "", date(2025, 11, 20)),
    ],
)
def test_an_extension_is_granted_in_words(words: str, whom: str, task: str, day: date) -> None:
    assert extension_words.grants(words, date(2025, 11, 3)) == Granted(whom, task, day)


def test_whoever_sits_for_a_unit_that_is_merged_or_renamed_hears_what_it_means(said: dict[str, str]) -> None:
    told = said["钟亦秋 # 确认合并"]
    assert "武长缨：“县应急管理局”今天起并入“县消防救援大队”，联络员由马致同担任，您不用再报了" in told
    assert "马致同：“县应急管理局”今天起并入“县消防救援大队”：它的" in told
    after = said["武长缨: 2 已完成"]
    assert "“县应急管理局”已并入“县消防救援大队”，现在由马致同报。您的话没有记录。请转给马致同" in after
    assert "雷子牧：联席会议办公室把“县公安局”改名为“县公安分局”。" in said["钟亦秋 # 确认改名"]
    assert "告知该单位1人" in said["钟亦秋: /rename 县公安局 县公安分局"]
    assert "改名为" in said["钟亦秋: /rename 县公安局 县公安分局"]
    assert "现在没有改" in said["钟亦秋: /rename 县公安局 县公安分局 2025年12月30日"]
