"""How often somebody was asked is counted in messages of the days that are asked for, and said with the hour."""

import pytest

from tests.test_desk_fourth import play

SCRIPT = """@2025-12-02T09:20
钟亦秋: 今天催了谁，几点
钟亦秋: 谁还没报，截至11月30日
钟亦秋: 截至11月15日逾期任务
钟亦秋: 截至12月31日还没报的单位
@2026-01-05T09:20
钟亦秋: 12月份催了县民政局几次
钟亦秋: /month 县民政局 2025年12月
文静姝: 12月份催了县民政局几次
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("counted"))


def test_a_month_counts_the_messages_of_that_month_a_message_once(said: dict[str, str]) -> None:
    told = said["钟亦秋: 12月份催了县民政局几次"]
    assert "已催1个单位、4次（县民政局，2025年12月1日至2025年12月31日），同一天的合为一条，共问到8项次" in told
    month = said["钟亦秋: /month 县民政局 2025年12月"]
    assert "催要4次（12月19日、12月25日、12月26日、12月29日，同一天的合为一条消息）" in month
    assert month.count("本月提醒4次（12月19日、12月25日、12月26日、12月29日）") == 2
    assert "11月3日" not in month


def test_whom_was_asked_is_told_with_the_hour(said: dict[str, str]) -> None:
    told = said["钟亦秋: 今天催了谁，几点"]
    assert "已催2个单位、2次（12月2日）" in told
    assert "县发展改革局·划定改造片区：催过1次（12月2日 09:00）" in told


def test_a_day_just_over_is_kept_as_the_day_as_of_which_is_asked(said: dict[str, str]) -> None:
    assert "共7条" in said["钟亦秋: 谁还没报，截至11月30日"]
    assert "截至2025年11月30日 23:59" in said["钟亦秋: 谁还没报，截至11月30日"]
    assert "截至2025年11月15日 23:59" in said["钟亦秋: 截至11月15日逾期任务"]
    assert "截至2025年12月2日" in said["钟亦秋: 截至12月31日还没报的单位"], "a day to come is not over"
