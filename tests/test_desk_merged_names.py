"""The name of a unit that was merged into another means that one, whoever asks in which way."""

import pytest

from tests.test_desk_fourth import play

MERGED = """@2025-11-03T09:10
钟亦秋: /merge 桑榆坪镇 雁回桥镇
钟亦秋 # 确认合并
钟亦秋: 桑榆坪镇进展
钟亦秋: /phone 桑榆坪镇 1-1 进度50%
钟亦秋: 桑榆坪镇来电：1-1走访住宅小区4个
钟亦秋: 通知桑榆坪镇：明天开会
钟亦秋: 桑榆坪镇联络员是谁
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MERGED, tmp_path_factory.mktemp("merged"))


def test_a_question_by_the_old_name_is_answered_for_the_unit_that_is_left(said: dict[str, str]) -> None:
    assert "任务进展：无（雁回桥镇）" in said["钟亦秋: 桑榆坪镇进展"]
    assert "雁回桥镇联络员：卢雁声" in said["钟亦秋: 桑榆坪镇联络员是谁"]
    assert not any("您问的是哪一个" in told for told in said.values())


def test_what_is_written_down_or_sent_by_the_old_name_goes_to_the_unit_that_is_left(said: dict[str, str]) -> None:
    for line in ("钟亦秋: /phone 桑榆坪镇 1-1 进度50%", "钟亦秋: 桑榆坪镇来电：1-1走访住宅小区4个"):
        assert said[line].startswith("钟亦秋：雁回桥镇现在没有要报的任务")
    assert "通知雁回桥镇，发给1人" in said["钟亦秋: 通知桑榆坪镇：明天开会"]
