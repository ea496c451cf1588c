"""An eighth month at the desk: what the office says in its own words is done, or the way is told."""

from pathlib import Path

import pytest

from tests.test_desk_fourth import play

HANDOVERS = """@2025-11-14T09:10
钟亦秋: /handover 听松街道 简望舒 城建办副主任 11月17日
钟亦秋: 听松街道从11月17日起由城建办副主任简望舒接
钟亦秋: 1-4从11月17日起由县公安局接
钟亦秋: 听松街道来函：联络员宋清越调走，从11月17日起由城建办副主任简望舒接。登记好，并请他进来
钟亦秋 # 确认换人
钟亦秋: /seats
钟亦秋: 各家联系人
钟亦秋: 听松街道换人记录
钟亦秋: 县公安局换人记录
钟亦秋: /handover 县公安局 周问渠 治安股股长
"""
CHANGE = "听松街道联络员：宋清越 → 简望舒（城建办副主任），自2025年11月17日起。"


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(HANDOVERS, tmp_path_factory.mktemp("handed"))


def _told(said: dict[str, str], line: str) -> str:
    return next(told for one, told in said.items() if one.startswith(line))


@pytest.mark.parametrize("line", ["钟亦秋: /handover 听松街道", "钟亦秋: 听松街道从11月17日", "钟亦秋: 听松街道来函"])
def test_whoever_takes_a_seat_over_is_read_with_the_post_and_the_day(handed: dict[str, str], line: str) -> None:
    assert CHANGE in _told(handed, line)
    assert "确认换人" in _told(handed, line)


def test_a_task_that_a_unit_takes_over_is_no_change_of_liaison(handed: dict[str, str]) -> None:
    assert "→" not in _told(handed, "钟亦秋: 1-4从")


def test_a_handover_with_a_post_and_no_day_is_done_today(handed: dict[str, str]) -> None:
    assert "县公安局联络员已改为周问渠（治安股股长）" in _told(handed, "钟亦秋: /handover 县公安局")


def test_a_handover_of_a_later_day_is_shown_on_the_lists_of_seats(handed: dict[str, str]) -> None:
    assert "· 听松街道联络员：宋清越，2025年11月17日起由简望舒接任" in handed["钟亦秋: /seats"]
    assert "已绑定，2025年11月17日起由简望舒接任" in handed["钟亦秋: 各家联系人"]


def test_the_record_of_handovers_is_no_name_of_a_person(handed: dict[str, str]) -> None:
    assert "听松街道联络员由宋清越调整为简望舒，自2025年11月17日起" in handed["钟亦秋: 听松街道换人记录"]
    assert "县公安局没有换过人" in handed["钟亦秋: 县公安局换人记录"]
