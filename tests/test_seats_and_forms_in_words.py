"""Who leaves is named beside who follows, a leader is no part of the work, and one unit gets its own form."""

from datetime import date

import pytest

from tasks_db.language import replacing_words, seat_words
from tests.test_desk_fourth import play

TODAY = date(2025, 11, 5)
MONTH = """@2025-11-05T09:10
钟亦秋: 县民政局联络员文静姝调离，从11月10日起换成白知秋，职务社会救助股股长
钟亦秋: 县自然资源局联络员是韩牧野，邮箱hanmuye@wanglan.example，电话13900001234
钟亦秋: /give 沈县长口头交办，县水利局牵头，县应急管理局配合，11月21日前，加固西渠堤段，责任领导白榆
钟亦秋 # 确认交办
钟亦秋: /task 2-1
钟亦秋: /forms 县水利局
钟亦秋: 导出水利局的填报表
钟亦秋: /forms 县林业局
钟亦秋: /forms
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("seats"))


def test_who_leaves_may_be_named_beside_who_follows_with_day_and_post(said: dict[str, str]) -> None:
    told = said["钟亦秋: 县民政局联络员文静姝调离，从11月10日起换成白知秋，职务社会救助股股长"]
    assert "县民政局联络员：文静姝 → 白知秋（社会救助股股长），自2025年11月10日起" in told
    assert "[确认换人]" in told


def test_an_address_beside_a_liaison_is_said_not_to_be_kept_with_the_way_to_keep_it(said: dict[str, str]) -> None:
    told = said["钟亦秋: 县自然资源局联络员是韩牧野，邮箱hanmuye@wanglan.example，电话13900001234"]
    assert "→ 韩牧野" in told
    assert "没有记下。换人确认以后再发：/mail 县自然资源局 hanmuye@wanglan.example" in told
    assert "电话13900001234没有记下" in told


def test_a_leader_who_is_named_answers_for_the_task_and_is_no_part_of_its_title(said: dict[str, str]) -> None:
    told = said[
        "钟亦秋: /give 沈县长口头交办，县水利局牵头，县应急管理局配合，11月21日前，加固西渠堤段，责任领导白榆"
    ]
    assert "1. 加固西渠堤段（" in told
    assert "责任领导白榆" in told
    assert "责任领导：白榆" in said["钟亦秋: /task 2-1"]


def test_the_form_of_one_unit_comes_alone(said: dict[str, str]) -> None:
    assert "填报表：县水利局1张" in said["钟亦秋: /forms 县水利局"]
    assert "填报表：县水利局1张" in said["钟亦秋: 导出水利局的填报表"]
    assert "单位库里没有“县林业局”" in said["钟亦秋: /forms 县林业局"]
    assert "各一张" in said["钟亦秋: /forms"]


def test_only_addresses_are_taken_for_such() -> None:
    assert seat_words.addresses("联络员是李明，liming@x.example.cn，手机13812345678") == (
        "liming@x.example.cn",
        "13812345678",
    )
    assert seat_words.addresses("联络员是李明，2025年11月5日起") == ()


@pytest.mark.parametrize("text", ["县水利局江一帆调走了，从11月5日起停工", "泵站设备换成新的，从11月5日起"])
def test_a_report_names_no_successor(text: str) -> None:
    assert replacing_words.liaison(text, TODAY) is None
