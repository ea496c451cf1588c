"""Letters ordered in one sentence: the day of answer goes into the draft, and several units get one each."""

from pathlib import Path

import pytest

from tests.test_orders_typed import play, told

_LATER = "@2025-12-01T09:00"


@pytest.mark.parametrize(
    "said",
    [
        "给县应急管理局发催办单，请12月8日前报来",
        "起草催办单 县应急管理局，限12月8日前书面答复",
        "打通消防通道没报，给县应急管理局发催办单，请12月8日之前反馈",
    ],
)
def test_the_day_that_is_said_stands_in_the_draft(said: str, tmp_path: Path) -> None:
    offered, draft = play([_LATER, f"钟亦秋: {said}", "钟亦秋 # 起草催办单 2"], tmp_path)[1:]
    assert "请2025年12月8日前答复" in told(offered)
    assert "请于12月8日前反馈" in told(draft)


@pytest.mark.parametrize("said", ["请本周五前报来", "请周五前报来", "限12月5日前答复"])
def test_a_day_of_the_week_is_a_day_of_answer_too(said: str, tmp_path: Path) -> None:
    offered, draft = play([_LATER, f"钟亦秋: 给县应急管理局发催办单，{said}", "钟亦秋 # 起草催办单 2"], tmp_path)[1:]
    assert "请2025年12月5日前答复" in told(offered)
    assert "请于12月5日前反馈" in told(draft)


def test_a_letter_of_one_matter_and_a_reminder_keep_the_day_too(tmp_path: Path) -> None:
    one, reminder = play(
        [
            "钟亦秋: 起草提醒函 县应急管理局 1-11，请11月20日前报",
            "钟亦秋 # 起草提醒函 1-11",
        ],
        tmp_path,
    )
    assert "请2025年11月20日前答复" in told(one)
    assert "11月20日前" in told(reminder)


def test_a_day_that_has_passed_or_cannot_be_read_is_refused_and_nothing_is_drafted(tmp_path: Path) -> None:
    unread, offered = play(
        [
            _LATER,
            "钟亦秋: 给县应急管理局发催办单，请这几天前报来",
            "钟亦秋: 给县应急管理局发催办单，请2025年11月8日前报来",
        ],
        tmp_path,
    )[1:]
    assert "请对方“这几天”前答复，没有看懂是哪一天" in told(unread)
    assert "已经过去" in told(offered)
    assert "[起草" not in told(unread) + told(offered)


@pytest.mark.parametrize(
    ("said", "units"),
    [
        ("县应急管理局、县公安局各出一份催办单，12月8日前答复", ("县应急管理局", "县公安局")),
        ("打通消防通道没报的单位各出一份提醒函，请12月8日前报来", ("县消防救援大队", "县公安局", "县应急管理局")),
    ],
)
def test_several_units_are_offered_a_letter_each_with_the_day(
    said: str, units: tuple[str, ...], tmp_path: Path
) -> None:
    line = play([_LATER, f"钟亦秋: {said}"], tmp_path)[1]
    assert len(line.said) == len(units)
    assert all("请2025年12月8日前答复" in message.text for message in line.said)
    assert all(unit in told(line) for unit in units)


def test_a_letter_for_each_of_everybody_lists_to_whom_one_can_be_written(tmp_path: Path) -> None:
    assert "可以发函的单位" in told(play([_LATER, "钟亦秋: 给各单位各发一份催办单"], tmp_path)[1])
