"""What is said beside a chase is not lost, and a rest from being asked begins when what stands in the way does."""

from datetime import date

import pytest

from tasks_db.language.chase_words import chase_with_words
from tasks_db.language.put_off_days import stretch_meant
from tests.test_desk_fourth import play

TODAY = date(2025, 11, 5)
MONTH = """@2025-11-06T09:10
钟亦秋: 催一下县城市管理局的1-1，明天下午5点前报来
钟亦秋: 县公安局从11月10日起抽人参加演练，11月20日以前别催他们，理由：局长来电
钟亦秋 # 确认缓催
钟亦秋: 县水利局从下周一起迎检，11月24日以前别催他们，24日起照常
@2025-11-10T09:10
钟亦秋: 催一下县公安局
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("chased"))


def test_the_hour_said_beside_a_chase_is_told_not_to_go_along_with_the_way_that_it_does(said: dict[str, str]) -> None:
    told = said["钟亦秋: 催一下县城市管理局的1-1，明天下午5点前报来"]
    assert "催办1个单位、1条" in told
    assert "“明天下午5点前报来”不写进提醒" in told
    assert "通知县城市管理局：“开展小区底数排查”明天下午5点前报来" in told


def test_the_unit_named_first_is_meant_and_the_rest_begins_on_the_day_that_is_said(said: dict[str, str]) -> None:
    told = said["钟亦秋: 县水利局从下周一起迎检，11月24日以前别催他们，24日起照常"]
    assert "从2025年11月10日起缓催到2025年11月24日" in told
    assert "县水利局：1-5 更新老化管网" in told


def test_a_unit_that_is_left_in_peace_is_not_said_to_have_reported(said: dict[str, str]) -> None:
    assert "县公安局在缓催" in said["钟亦秋: 催一下县公安局"]


@pytest.mark.parametrize(
    ("plain", "until", "since"),
    [
        ("从11月12日起大检查，11月24日以前别催", date(2025, 11, 24), date(2025, 11, 12)),
        ("别催到11月24日，从11月24日起照常", date(2025, 11, 24), None),
        ("从11月1日起就在忙，11月24日以前别催", date(2025, 11, 24), None),
    ],
)
def test_only_a_day_ahead_and_before_the_end_begins_a_rest(plain: str, until: date, since: date | None) -> None:
    assert stretch_meant(plain, plain, until, TODAY) == (since, until)


@pytest.mark.parametrize("text", ["催一下县公安局", "县公安局今天下班前报", "催一下县公安局，他们局长出差"])
def test_other_words_are_no_chase_with_words(text: str) -> None:
    assert chase_with_words(text) is None
