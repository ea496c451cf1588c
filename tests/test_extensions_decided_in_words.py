"""An extension that a unit asked for is decided in the office's words, and no deadline of the office's own moves."""

import pytest

from tasks_db.language.extension_words import refuses
from tests.test_desk_fourth import play

MONTH = """@2025-11-04T09:10
江一帆: 1-5申请延期到2026年1月31日，管材没到
丁默川: 1-1申请延期到12月10日，人手不够
钟亦秋: 批准水利局1-5延期到2026年1月15日
钟亦秋 # 确认同意延期
钟亦秋: 不同意城管局第1项延期，请照原定日子报
钟亦秋: 同意县教育局1-8延到2026年5月20日
钟亦秋: 不同意县水利局1-5延期
雷子牧: 1-11申请延期到12月10日，人手不够
钟亦秋: 同意县公安局1-11延到12月5日，请抓紧
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MONTH, tmp_path_factory.mktemp("granted"))


def test_a_request_is_granted_with_the_day_that_is_said_once_that_is_read_back(said: dict[str, str]) -> None:
    asked = said["钟亦秋: 批准水利局1-5延期到2026年1月15日"]
    assert "同意县水利局1-5“更新老化管网”延到2026年1月15日？" in asked
    assert "申请2026年1月31日" in asked
    assert "[确认同意延期]" in asked
    assert "江一帆：“更新老化管网”已同意延期至2026年1月15日" in said["钟亦秋 # 确认同意延期"]


def test_a_request_is_refused_with_its_reason_and_both_days_by_their_names(said: dict[str, str]) -> None:
    told = said["钟亦秋: 不同意城管局第1项延期，请照原定日子报"]
    assert "丁默川：“开展小区底数排查”的申请延期被退回：请照原定日子报" in told
    assert "没有同意延期，完成时限仍是2025年11月10日（贵单位的收集日2025年11月5日）" in told


def test_where_a_unit_asked_for_nothing_that_is_said_and_nothing_moves(said: dict[str, str]) -> None:
    assert "没有这样的延期申请待审核" in said["钟亦秋: 同意县教育局1-8延到2026年5月20日"]
    assert "没有这样一条待审核的" in said["钟亦秋: 不同意县水利局1-5延期"]


def test_what_is_said_beside_the_day_is_not_dropped_in_silence(said: dict[str, str]) -> None:
    assert "“请抓紧”不会一起发给单位" in said["钟亦秋: 同意县公安局1-11延到12月5日，请抓紧"]


@pytest.mark.parametrize("words", ["我们不同意这样分工", "县水利局1-5申请延期", "不同意的单位有几家"])
def test_other_words_refuse_no_extension(words: str) -> None:
    assert refuses(words) is None
