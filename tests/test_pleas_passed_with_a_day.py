"""A difficulty that is passed on with a day: the unit hears the day, and the office sees that nobody answered."""

import pytest

from tests.test_desk_fourth import play

MONTH = """@2025-11-05T09:10
丁默川: 1-7 有困难，杆线产权单位不肯迁移
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 通过
钟亦秋 # 转单位
钟亦秋: 县林业局，请11月10日前答复
钟亦秋: 发改局程暮云，请11月10日前答复
钟亦秋: 待办
马致同: 1-11 有困难，占道商户清不动
钟亦秋: /review
钟亦秋 # 1
钟亦秋 # 通过
钟亦秋: 把县消防救援大队的求助转给县公安局雷子牧，请于11月12日前答复
@2025-11-11T09:10
钟亦秋: 待办
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("passed"))


def test_a_name_that_no_unit_has_is_refused_and_may_be_typed_again(said: dict[str, str]) -> None:
    assert "单位库里没有“县林业局”" in said["钟亦秋: 县林业局，请11月10日前答复"]
    assert "请重新回复" in said["钟亦秋: 县林业局，请11月10日前答复"]


def test_the_unit_is_taken_with_its_person_and_the_day(said: dict[str, str]) -> None:
    told = said["钟亦秋: 发改局程暮云，请11月10日前答复"]
    assert "已转县发展改革局" in told
    assert "请它11月10日前答复" in told
    assert "程暮云：县城市管理局请贵单位协调" in told
    assert "请于11月10日前答复" in told


def test_it_is_passed_on_in_one_sentence(said: dict[str, str]) -> None:
    told = said["钟亦秋: 把县消防救援大队的求助转给县公安局雷子牧，请于11月12日前答复"]
    assert "已转县公安局" in told
    assert "雷子牧：县消防救援大队请贵单位协调" in told
    assert "请于11月12日前答复" in told


def test_what_nobody_answered_stands_on_the_desk_and_its_day_is_pointed_out(said: dict[str, str]) -> None:
    assert "已转县发展改革局，等答复，11月10日前要" in said["钟亦秋: 待办"] or "11月10日已过" in said["钟亦秋: 待办"]
    assert "已转县发展改革局，等答复，注意：11月10日已过，没有答复" in said["@2025-11-11T09:10"]
