"""What was done on an earlier day than the office learnt of it is closed on that day, and nothing of it is late."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from messages import reviewing
from tasks_db.language.done_days import done_on
from tasks_db.register.answers import Said
from tasks_db.terms import AnswerKind
from tests.builders import a_plan, a_report, a_task, an_assignment
from tests.playing import play

NOW = date(2025, 11, 4)
SCRIPT = """
@2025-11-04T09:00
钟亦秋: 县财政局来电：1-3 10月29日已印发
钟亦秋: 1-3 10月29日已印发，县财政局来函
钟亦秋 # 确认办结日期
钟亦秋: /task 1-3
钟亦秋: 1-3办结日期改为11月2日
钟亦秋: 1-3办结日期写错了，应为10月30日（县财政局来函）
钟亦秋 # 确认办结日期
钟亦秋: 1-3
@2025-12-08T10:00
钟亦秋: 1-2 12月9日办结
程暮云: 1-2 12月3日完成
程暮云: 取消
钟亦秋: 1-2 12月3日已印发，县自然资源局来电
钟亦秋 # 确认办结
钟亦秋: 逾期任务
钟亦秋: 代录县消防救援大队 1-11 11月27日已完成打通
钟亦秋 # 确认代录
武长缨: 1-11 已完成
雷子牧: 1-11 已完成
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 同意办结
钟亦秋 # 仍同意办结
钟亦秋 # 确认办结日期
钟亦秋: /task 1-11
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What everybody was told after each line, by the line."""
    played, _ = asyncio.run(play(SCRIPT, tmp_path_factory.mktemp("played")))
    assert [line.failed for line in played if line.failed] == []
    return {line.source: "\n".join(f"{one.to}：{one.text}{one.buttons}" for one in line.said) for line in played}


def test_a_task_closed_without_its_day_gets_it_and_is_in_time(said: dict[str, str]) -> None:
    assert "1-3办结日期改为10月29日" in said["钟亦秋: 县财政局来电：1-3 10月29日已印发"]
    asked = said["钟亦秋: 1-3 10月29日已印发，县财政局来函"]
    assert "2025年11月3日 → 2025年10月29日（时限2025年10月31日，按时）" in asked
    assert "依据：县财政局来函" in asked
    assert "2025年10月31日（2025年10月29日办结）" in said["钟亦秋: /task 1-3"]


def test_a_wrong_day_is_put_right_and_a_later_one_is_called_late(said: dict[str, str]) -> None:
    assert "逾期2天办结" in said["钟亦秋: 1-3办结日期改为11月2日"]
    assert "2025年10月29日 → 2025年10月30日" in said["钟亦秋: 1-3办结日期写错了，应为10月30日（县财政局来函）"]
    assert "10月30日办结" in said["钟亦秋: 1-3"]


def test_an_open_task_is_closed_on_its_real_day_and_its_units_are_told(said: dict[str, str]) -> None:
    assert "还没有到，不能作办结日期" in said["钟亦秋: 1-2 12月9日办结"]
    assert "办结日期" not in said["程暮云: 1-2 12月3日完成"]  # a unit reports its own share
    asked = said["钟亦秋: 1-2 12月3日已印发，县自然资源局来电"]
    assert "还有2个单位没有反馈" in asked
    done = said["钟亦秋 # 确认办结"]
    told = "“划定改造片区”已办结，办结日期2025年12月3日，不用再反馈。依据：县自然资源局来电"
    assert f"已告知{done.count(told)}人" in done
    assert done.count(told) > 1
    assert "划定改造片区" not in said["钟亦秋: 逾期任务"]


def test_who_agrees_to_a_request_that_names_its_day_is_asked_for_it(said: dict[str, str]) -> None:
    asked = said["钟亦秋 # 仍同意办结"]
    assert "2025年12月8日 → 2025年11月27日（时限2025年11月28日，按时）" in asked
    assert "2025年11月28日（2025年11月27日办结）" in said["钟亦秋: /task 1-11"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月29日已印发", date(2025, 10, 29)),
        ("办法10月29日由县政府常务会议通过后10月31日印发", date(2025, 10, 31)),
        ("计划10月29日前完成", None),
        ("11月20日完成", None),
        ("10月20日完成评审，10月29日印发", None),
        ("已印发", None),
    ],
)
def test_the_day_of_the_work_is_read_where_one_day_is_told_as_done(text: str, day: date | None) -> None:
    assert done_on(text, NOW) == day


def test_page_and_terminal_say_which_day_a_unit_told_where_its_task_was_closed_on_another() -> None:
    asks = a_report(AnswerKind.CLOSURE, NOW, text="10月29日已印发")
    share = an_assignment("县财政局", reports=[asks])
    task = a_task(share, seq="3")
    case = Said(a_plan(task), task, share, asks)
    assert "办结日期改为10月29日" in reviewing.real_day(case, NOW)
    assert reviewing.real_day(case, date(2025, 10, 29)) == ""
    plain = replace(case, report=replace(asks, kind=AnswerKind.PROGRESS))
    assert reviewing.real_day(plain, NOW) == ""
