"""What a leader says by word of mouth, several things in one message, as the office types it on."""

from pathlib import Path

import pytest

from tests.test_orders_typed import play, told

_ON = "@2025-11-18T09:00"
_THREE = (
    "一，听松街道西桥小区屋面漏水，县住房城乡建设局11月28日前报修缮方案；二，县财政局12月5日前算清改造补助资金缺口；"
    "三，电动自行车充电收费偏高，县发展改革局牵头、县市场监管局配合，12月10日前拿出意见"
)


@pytest.mark.parametrize(
    "head", ["沈县长昨天交代了三件事：", "沈县长昨天看完小区，交代了三件事：", "领导交办：沈县长昨天交办三件事："]
)
def test_things_counted_by_numerals_are_each_their_own_with_the_day_on_which_they_were_said(
    head: str, tmp_path: Path
) -> None:
    text = told(play([_ON, f"钟亦秋: {head}{_THREE}"], tmp_path)[1])
    assert "1. 听松街道西桥小区屋面漏水，报修缮方案（县住房城乡建设局，2025年11月28日前" in text
    assert "2. 算清改造补助资金缺口（县财政局，2025年12月5日前" in text
    assert "3. 电动自行车充电收费偏高，拿出意见（县发展改革局、县市场监管局，2025年12月10日前" in text
    assert text.count("沈县长2025年11月17日") == 3
    assert "三件事" not in text


@pytest.mark.parametrize(
    ("one", "two"), [("①", "②"), ("第一件，", "第二件，"), ("一是", "二是"), ("第一项：", "第二项：")]
)
def test_every_way_of_counting_begins_a_thing(one: str, two: str, tmp_path: Path) -> None:
    said = f"沈县长要求：{one}听松街道西桥小区漏水，请县水利局12月5日前处理；{two}县财政局12月9日前算清资金缺口"
    text = told(play([_ON, f"钟亦秋: {said}"], tmp_path)[1])
    assert "1. 听松街道西桥小区漏水，请县水利局12月5日前处理（县水利局，2025年12月5日前" in text
    assert "2. 算清资金缺口（县财政局，2025年12月9日前" in text


def test_a_town_that_is_told_itself_still_leads(tmp_path: Path) -> None:
    text = told(play([_ON, "钟亦秋: 领导交办：沈县长批示，听松街道12月5日前清理西桥小区楼道"], tmp_path)[1])
    assert "（听松街道，2025年12月5日前" in text


@pytest.mark.parametrize(
    "said",
    [
        "临时交办县公安局：统计改造小区现有充电桩数量，11月20日前报",
        "请县公安局统计改造小区现有充电桩数量，11月20日前报",
    ],
)
def test_a_unit_is_told_in_the_offices_words_and_no_question_is_answered(said: str, tmp_path: Path) -> None:
    text = told(play([_ON, f"钟亦秋: {said}"], tmp_path)[1])
    assert "1. 统计改造小区现有充电桩数量（县公安局，2025年11月20日前" in text
    assert "[确认交办]" in text


def test_a_sitting_that_is_proposed_with_its_time_and_place_is_no_task(tmp_path: Path) -> None:
    said = "提议召开临时会议，12月16日15:00，县政府第二会议室，县住房城乡建设局、县财政局、枕溪街道参加"
    text = told(play([_ON, f"钟亦秋: {said}"], tmp_path)[1])
    assert "[提议召开]" in text
    assert "[确认交办]" not in text


def test_the_card_of_a_given_task_says_who_gave_it_and_when(tmp_path: Path) -> None:
    said = f"钟亦秋: 沈县长昨天交代了三件事：{_THREE}"
    card = play([_ON, said, "钟亦秋 # 确认交办", "钟亦秋: /task 2-1"], tmp_path)[-1]
    assert "依据：沈县长2025年11月17日交办\n" in told(card)
