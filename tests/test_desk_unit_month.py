"""A unit's month tells all that was owed and sent, and can be taken along as a spreadsheet."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_desk_fourth import play

YEAR_END = """@2025-11-03T09:10
@2025-12-09T09:10
钟亦秋: 通知县公安局、县自然资源局：年底前报总结
钟亦秋 # 确认发出
钟亦秋: /outbox
@2025-12-10T09:10
钟亦秋: 取消1-11，依据：望澜府办函〔2025〕58号
钟亦秋 # 确认取消
@2026-01-05T09:10
钟亦秋: /month 县公安局 12月
钟亦秋: 县公安局12月这一个月的情况
钟亦秋: 县公安局12月这个月进展
钟亦秋: /burden
钟亦秋: /month 县自然资源局 12月
钟亦秋: 把县公安局12月的情况拉一份Excel
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("month")
    return play(YEAR_END, folder), folder


def test_what_was_owed_before_and_asked_again_in_the_month_is_told(said: tuple[dict[str, str], Path]) -> None:
    told = said[0]["钟亦秋: /month 县公安局 12月"]
    assert "以前应报、到本月还没报的1次" in told
    assert "1-11 打通消防通道：2025年11月25日应报，未按时报送，本月提醒1次" in told
    assert "没有应报的事项" not in told


def test_every_message_of_the_month_counts_as_the_burden_counts_it(said: tuple[dict[str, str], Path]) -> None:
    told = said[0]["钟亦秋: /month 县公安局 12月"]
    assert "共收到消息3条、提问1次；催要1次" in told
    assert "雷子牧：“打通消防通道”已取消，不用再反馈" in told
    of_december = said[0]["钟亦秋: /burden"].partition("2025年12月")[2]
    assert "· 县公安局：消息3条" in of_december.partition("2025年11月")[0]


def test_a_month_in_words_with_this_month_behind_it_is_that_month(said: tuple[dict[str, str], Path]) -> None:
    assert "县公安局2025年12月情况" in said[0]["钟亦秋: 县公安局12月这一个月的情况"]
    assert "2025年12月1日至2025年12月31日" in said[0]["钟亦秋: 县公安局12月这个月进展"]


def test_a_notice_that_reached_nobody_is_not_told_as_unsigned(said: tuple[dict[str, str], Path]) -> None:
    told = said[0]["钟亦秋: /month 县自然资源局 12月"]
    assert "没有送到（没有已绑定的联络员）" in told
    assert "还没有签收" not in told
    assert "没有送达1条" in said[0]["钟亦秋: /outbox"]
    assert "县自然资源局，2025年12月9日" in said[0]["钟亦秋: /outbox"]


def test_the_month_is_a_spreadsheet_with_tasks_reports_and_messages(said: tuple[dict[str, str], Path]) -> None:
    book = load_workbook(said[1] / "县公安局2025年12月情况.xlsx")
    tasks = {row[0]: row[4] for row in book["任务"].iter_rows(min_row=3, values_only=True)}
    assert {"1-10", "1-11"} <= tasks.keys()
    assert "1-5" not in tasks
    assert tasks["1-11"] == "已取消"
    assert book["发出的消息"].max_row - 2 == 3
