"""Until which day a letter asks for an answer is changed in words, as long as nobody has signed it."""

import pytest

from tests.test_desk_fourth import play

SAID = """@2025-11-18T09:10
钟亦秋: 提醒函1号的办理期限改到11月25日
钟亦秋: 给县公安局发提醒函
钟亦秋 # 起草提醒函 1
钟亦秋: 提醒函1号的办理期限改到11月25日
钟亦秋: 县公安局的提醒函答复时间改为11月26日
钟亦秋: 提醒函稿1的办理期限改到11月3日
钟亦秋: 给县住房城乡建设局发催办单
钟亦秋 # 起草催办单 1
钟亦秋: 函的办理期限改到11月27日
钟亦秋 # 核稿
沈怀瑾: /papers
沈怀瑾 # 催办单稿2
沈怀瑾 # 签发
钟亦秋: 催办单2号的期限改到12月3日
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SAID, tmp_path_factory.mktemp("answered_by"))


def test_the_day_of_a_drafted_letter_is_changed_by_its_number_or_its_unit(said: dict[str, str]) -> None:
    assert "11月25日前" in said["钟亦秋: 提醒函1号的办理期限改到11月25日"]
    assert "11月26日前" in said["钟亦秋: 县公安局的提醒函答复时间改为11月26日"]


def test_a_day_that_is_over_and_a_letter_that_is_signed_are_refused(said: dict[str, str]) -> None:
    assert "已经过去" in said["钟亦秋: 提醒函稿1的办理期限改到11月3日"]
    told = said["钟亦秋: 催办单2号的期限改到12月3日"]
    assert "已经签发，没有改动。要改办理期限请先“退回起草”" in told


def test_of_several_letters_it_is_asked_which_is_meant(said: dict[str, str]) -> None:
    told = said["钟亦秋: 函的办理期限改到11月27日"]
    assert "是哪一份" in told
    assert "提醒函稿1（县公安局）" in told


ROUND = """@2025-12-04T09:10
钟亦秋: 给县应急管理局发1-12的提醒函
钟亦秋 # 起草催办单 1-12
"""


def test_of_a_task_with_a_round_that_is_over_and_one_to_come_each_letter_is_offered_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    said = play(ROUND, tmp_path_factory.mktemp("rounds"))
    told = said["钟亦秋: 给县应急管理局发1-12的提醒函"]
    assert "已经逾期的事项，这里发的是催办单" in told
    assert "1-12 检查施工质量安全，2025年12月31日到期\n" in told
    assert "1-12 检查施工质量安全，连续1期未报" in told
    assert told.count("[起草提醒函 1-12]") == told.count("[起草催办单 1-12]") == 1
    assert "发往县应急管理局" in said["钟亦秋 # 起草催办单 1-12"]
