"""Another day for a task that counts as done: it is said that nobody will be asked, and one tap opens it again."""

from pathlib import Path

from tests.test_orders_typed import play, told

_MOVED = ("1-3时限改到2025年11月28日，依据：县财政局来函", "确认改1项")


def test_a_closed_task_that_gets_another_day_is_opened_again_by_one_tap(tmp_path: Path) -> None:
    asked, moved, opened, card = play(
        [
            f"钟亦秋: {_MOVED[0]}",
            f"钟亦秋 # {_MOVED[1]}",
            "钟亦秋 # 按新时限重开",
            "钟亦秋: /task 1-3",
        ],
        tmp_path,
    )
    assert "1-3 制定资金管理办法：2025年10月31日（已办结）" in told(asked)
    assert "这项现在算已办结，不重开就不会按新时限催报" in told(moved)
    assert "[按新时限重开]" in told(moved)
    assert "新的时限2025年11月28日" in told(opened)
    assert "县财政局来函" in told(opened, "郝明月"), "who has the task hears the ground"
    assert "完成时限：2025年11月28日（剩25天），原2025年10月31日" in told(card)
    assert "办结" not in told(card)


def test_an_open_task_that_gets_another_day_has_no_such_button(tmp_path: Path) -> None:
    moved = play(["钟亦秋: 1-9时限改到2025年12月20日，依据：会议决定", "钟亦秋 # 确认改1项"], tmp_path)[-1]
    assert "已改1项" in told(moved)
    assert "重开" not in told(moved)


def test_the_day_that_the_task_s_own_form_moves_offers_the_same(tmp_path: Path) -> None:
    lines = ["/task 1-3", "# 修改/豁免", "# 改时限", "2025年11月28日 县财政局来函", "# 按新时限重开"]
    moved, opened = play([f"钟亦秋{'' if one[0] == '#' else ':'} {one}" for one in lines], tmp_path)[-2:]
    assert "[按新时限重开]" in told(moved)
    assert "新的时限2025年11月28日" in told(opened)
