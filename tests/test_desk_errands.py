"""Errands of a clerk's day at the desk, played on the sample: what the office says in its own words is done whole."""

import asyncio

import pytest

from bot.run import play_script
from bot.sample.script import parse

SCRIPT = """@2025-11-11T09:10
钟亦秋: 代录县公安局电话答复：打通消防通道，进度60%，20日前完成
钟亦秋: 代录县应急管理局电话答复：打通消防通道，进度40%，预计25日完成，已清障3处
钟亦秋 # 确认代录
钟亦秋: /phone 县公安局 1 进度60%，20日前完成
钟亦秋: 县公安局来电话：第11项，进度60%，20日前完成
钟亦秋: 雷子牧来电：1 已完成，2 无变化
钟亦秋: 代录 县水利局 1-5 已换管3公里
钟亦秋: /phone 县教育局 1-8 下周一再报
钟亦秋: 公安局打电话说正在巡查
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each line brought, to whom, with its buttons and what was stored; of the same words the last time."""
    folder = tmp_path_factory.mktemp("errands")
    played, _ = asyncio.run(play_script(parse(SCRIPT), folder, folder))
    found = {}
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
        told = [f"{one.to}：{one.text}{''.join(f'[{b}]' for row in one.buttons for b in row)}" for one in line.said]
        kept = [f"记：{one.unit}｜{one.task}｜{one.kind.zh}｜{one.expected}｜{one.text}" for one in line.stored]
        found[line.source] = "\n".join([*told, *kept])
    return found


def test_a_call_is_read_as_the_units_own_words_and_shown_whole_before_it_is_kept(said: dict[str, str]) -> None:
    whole = "1-11 打通消防通道\n　推进中 60%，预计2025年11月20日\n　“"
    for words in (
        "代录县公安局电话答复：打通消防通道，进度60%，20日前完成",
        "/phone 县公安局 1 进度60%，20日前完成",
        "县公安局来电话：第11项，进度60%，20日前完成",
    ):
        heard = said[f"钟亦秋: {words}"]
        assert "代录（以县公安局联络员雷子牧的名义，注明代录）：" in heard
        assert whole in heard
        assert "[确认代录][不用了]" in heard
        assert "记：" not in heard
    assert "｜推进中｜2025-11-25｜" in said["钟亦秋 # 确认代录"]
    assert "已换管3公里" in said["钟亦秋: 代录 县水利局 1-5 已换管3公里"]
    both = said["钟亦秋: 雷子牧来电：1 已完成，2 无变化"]
    assert "1-11 打通消防通道\n　已完成" in both
    assert "1-7 整理空中线缆\n　无变化" in both


def test_a_call_that_says_no_progress_or_no_task_is_not_kept_and_says_what_to_write(said: dict[str, str]) -> None:
    assert "不是进展，没有代录" in said["钟亦秋: /phone 县教育局 1-8 下周一再报"]
    unclear = said["钟亦秋: 公安局打电话说正在巡查"]
    assert "它的任务：1-7 整理空中线缆、1-10 建设停车充电设施、1-11 打通消防通道。" in unclear
