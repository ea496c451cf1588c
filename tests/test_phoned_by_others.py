"""Somebody calls who is not registered: the unit's report is kept, with the caller's name in its words."""

from pathlib import Path

import pytest

from tests.test_desk_fourth import play

CALLED = """@2025-11-03T09:10
钟亦秋: 县城市管理局老李来电说1-7进度60%
钟亦秋 # 确认代录
钟亦秋: 待审核
钟亦秋: 县城市管理局张科长上午打来电话，1-5 进度35%
钟亦秋: 县城市管理局没有来电
钟亦秋: 县城市管理局还没来电话
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("called")
    return play(CALLED, folder)


def test_a_caller_who_is_not_registered_is_named_in_the_units_report(said: dict[str, str]) -> None:
    read_back = said["钟亦秋: 县城市管理局老李来电说1-7进度60%"]
    assert "代录（以县城市管理局" in read_back
    assert "1-7" in read_back
    assert "进度60%" in read_back
    assert "（老李来电）" in read_back
    assert "（老李来电）" in said["钟亦秋: 待审核"], "it stays with the report"


def test_a_caller_with_a_post_and_an_hour_is_named_too(said: dict[str, str]) -> None:
    read_back = said["钟亦秋: 县城市管理局张科长上午打来电话，1-5 进度35%"]
    assert "进度35%" in read_back
    assert "（张科长来电）" in read_back


@pytest.mark.parametrize("words", ["县城市管理局没有来电", "县城市管理局还没来电话"])
def test_that_nobody_called_is_no_call(said: dict[str, str], words: str) -> None:
    assert "来电）" not in said[f"钟亦秋: {words}"]
