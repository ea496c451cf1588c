"""A sixth month at the desk, played on the sample: days to come are kept, and a question is no opinion."""

import pytest

from tests.test_desk_fourth import play

DAYS = """@2025-11-03T09:10
钟亦秋: 县城市管理局11月17日至21日迎接检查，这一周不要发催报消息，24日起照常
钟亦秋 # 确认缓催
钟亦秋: 哪些缓催
钟亦秋: 县城市管理局联络员换成温知行，自下个月起
钟亦秋: 自11月10日起，县城市管理局联络员换成温知行（市容管理股股长）
钟亦秋 # 确认换人
钟亦秋: 各家联系人
钟亦秋: 县自然资源局来函：确定国土空间规划股股长陆云舒为联络员
钟亦秋: 县城市管理局来电话：1-7 进度60%
钟亦秋 # 确认代录
钟亦秋: 刚才代录错了
钟亦秋: /opinion
钟亦秋: 给姚新禾发过几次消息，哪天几点
钟亦秋: /opinion
钟亦秋: 建议把提醒改到下午
钟亦秋: /phone 县财政局 1-3 10月29日已印发，已完成
钟亦秋: /task 3
@2025-11-10T09:10
钟亦秋: 各家联系人
"""


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    said = play(DAYS, tmp_path_factory.mktemp("days"))
    return [f"{line}\n{told}" for line, told in said.items()]


def _told(days: list[str], line: str) -> str:
    return next(one for one in days if one.startswith(line))


def test_a_unit_is_left_alone_from_the_first_to_the_last_day_of_a_stretch(days: list[str]) -> None:
    asked = _told(days, "钟亦秋: 县城市管理局11月17日至21日")
    assert "从2025年11月17日起缓催到2025年11月24日（当天再催）" in asked
    assert "2025年11月17日以前照常提醒" in asked
    assert "从11月17日起推迟到11月24日再报" in _told(days, "钟亦秋 # 确认缓催")
    assert "县城市管理局11月17日起不催，11月24日再催" in _told(days, "钟亦秋: 哪些缓催")


def test_a_liaison_of_a_day_to_come_comes_on_that_day(days: list[str]) -> None:
    assert "没有看懂从哪天起：“自下个月起”" in _told(days, "钟亦秋: 县城市管理局联络员换成温知行，自下个月起")
    asked = _told(days, "钟亦秋: 自11月10日起")
    assert "丁默川 → 温知行（市容管理股股长），自2025年11月10日起" in asked
    assert "温知行" in _told(days, "钟亦秋: 各家联系人"), "from the tenth on"


def test_a_letter_that_names_a_liaison_is_read_with_the_post(days: list[str]) -> None:
    assert "陆云舒（国土空间规划股股长）" in _told(days, "钟亦秋: 县自然资源局来函")


def test_a_question_is_no_opinion_and_an_opinion_is(days: list[str]) -> None:
    assert "意见已" not in _told(days, "钟亦秋: 给姚新禾发过几次消息")
    assert "意见" in _told(days, "钟亦秋: 建议把提醒改到下午")


def test_a_call_about_a_closed_task_is_told_that_it_is_closed_and_the_way_to_open_it(days: list[str]) -> None:
    heard = _told(days, "钟亦秋: /phone 县财政局 1-3")
    assert "1-3 制定资金管理办法已经办结，没有代录" in heard
    assert "重新打开1-3，原因" in heard
    assert "完成时限：2025年10月31日（已办结）" in _told(days, "钟亦秋: /task 3"), "nothing is late of what is done"


def test_what_was_written_down_by_mistake_is_found_with_the_way_to_put_it_right(days: list[str]) -> None:
    heard = _told(days, "钟亦秋: 刚才代录错了")
    assert "09:10代录的是“推进中”" in heard
    assert "县城市管理局" in heard
    assert "退回这一条" in heard
