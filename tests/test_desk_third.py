"""A third day at the desk, played on the sample: done, taken back, granted otherwise, told to whom it concerns."""

import asyncio

import pytest

from bot.run import play_script
from bot.sample.script import parse
from tasks_db.language import desk_words
from tasks_db.language.desk_words import ExemptionEnded

SCRIPT = """@2025-11-03T09:10
钟亦秋: /task 1-11
钟亦秋 # 修改/豁免
钟亦秋 # 豁免单位
钟亦秋: 县公安局 已另行部署
钟亦秋: 取消县公安局第1-11项的豁免
钟亦秋: 取消豁免
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each line brought, to whom, with its buttons and what was stored; of the same words the last time."""
    folder = tmp_path_factory.mktemp("third")
    played, _ = asyncio.run(play_script(parse(SCRIPT), folder, folder))
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
