"""Who put off what, from when until when and why is told afterwards: asked in words, in the trail, in the month."""

import pytest

from tasks_db.language.put_off_asked import Asked, asked
from tests.test_desk_fourth import play

SCRIPT = """@2025-11-03T09:10
叶小满: /put_off 县公安局 1-11 11月12日 支队集训
叶小满 # 确认缓催
叶小满: 县教育局1-8下周四以前先别催
叶小满: 取消
叶小满 # 确认缓催
叶小满: 县财政局1-9到11月20日再催，年底关账
叶小满 # 确认缓催
@2025-11-04T09:10
叶小满: 恢复催县财政局
@2025-11-14T09:10
叶小满: 哪些缓催
叶小满: 县公安局缓催历史
叶小满: 为什么没有提醒公安局
叶小满: 县财政局的缓催是谁定的
叶小满: 县民政局缓催过没有
叶小满: 取消
叶小满: 第11项留痕
叶小满: 1-9留痕
叶小满: /month 县公安局
雷子牧: 本月情况
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SCRIPT, tmp_path_factory.mktemp("put_off"))


@pytest.mark.parametrize("line", ["叶小满: 县公安局缓催历史", "叶小满: 为什么没有提醒公安局"])
def test_what_was_put_off_and_is_over_is_told_with_who_when_and_why(said: dict[str, str], line: str) -> None:
    assert "现在没有缓催的" in said["叶小满: 哪些缓催"]
    told = said[line]
    assert "1-11 打通消防通道（县公安局）：2025年11月3日办公室 叶小满缓催" in told
    assert "定到2025年11月12日再催，原因：支队集训；2025年11月12日到期" in told
    assert "确认缓催" not in told


def test_what_was_ended_before_its_day_is_told_as_that(said: dict[str, str]) -> None:
    assert "2025年11月4日办公室 叶小满提前恢复" in said["叶小满: 县财政局的缓催是谁定的"]
    assert "县民政局没有缓催过" in said["叶小满: 县民政局缓催过没有"]


def test_a_card_that_was_declined_in_words_does_nothing_any_more(said: dict[str, str]) -> None:
    assert "现在没有等您确认的事" in said["叶小满: 取消"], "of the two the last one, with nothing to decline"
    assert "县教育局" not in said["叶小满: 县公安局缓催历史"]


def test_a_trail_and_the_units_month_tell_of_it(said: dict[str, str]) -> None:
    trail = said["叶小满: 第11项留痕"]
    assert "办公室 叶小满 缓催县公安局，到2025年11月12日再催，原因：支队集训" in trail
    assert "2025年11月12日 00:00 缓催到期，照常催县公安局" in trail
    assert "提前恢复催县财政局" in said["叶小满: 1-9留痕"]
    month = said["叶小满: /month 县公安局"]
    assert "【缓催 1】" in month
    assert "2025年11月3日办公室缓催，当天起不催，定到2025年11月12日再催" in month
    assert "缓催叶小满" not in month


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("县教育局的缓催情况", Asked.RECORD),
        ("谁批的县民政局缓催", Asked.RECORD),
        ("缓催依据是什么", Asked.RECORD),
        ("为啥这几天没催县财政局", Asked.WHY),
        ("县公安局缓催到12月8日", None),
        ("哪些缓催", None),
        ("为什么没有反馈", None),
        ("别催县公安局", None),
        ("缓催名单", None),
        ("现在缓催情况", None),
    ],
)
def test_a_question_after_it_is_told_from_an_order(text: str, what: Asked | None) -> None:
    assert asked(text) is what
