"""What a liaison types for an indicator: the figure is taken, never the number in front of it."""

import pytest

from tasks_db.language.figures import measured, only_figure

SHOWN = (5, 6, 12)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("6 38.5", {6: "38.5"}),
        ("6：38.5%", {6: "38.5"}),
        ("6为40", {6: "40"}),
        ("5 4.6\n6 38.5；12、100个", {5: "4.6", 6: "38.5", 12: "100"}),
        ("6 -0.3‰", {6: "-0.3"}),
    ],
)
def test_each_figure_goes_to_the_number_in_front_of_it(typed: str, taken: dict[int, str]) -> None:
    assert measured(typed, SHOWN) == taken


@pytest.mark.parametrize(
    "typed",
    [
        "38.5",
        "6.38.5",
        "3 60",
        "6 38.5万",
        "6 大约38.5",
        "6 38.5 6 40",
        "6 40；6 41",
        "6 已完成",
        "进度60%",
        "6，38.5",
        "",
    ],
)
def test_anything_else_is_left_to_be_understood_or_asked_back(typed: str) -> None:
    assert measured(typed, SHOWN) is None


def test_the_number_of_the_line_is_never_its_figure() -> None:
    assert only_figure("6 大约38.5吧", 6) == "38.5"
    assert only_figure("6.5", 6) == "6.5"
    assert only_figure("第6项", 6) is None
    assert only_figure("2024年底达到38.5") is None, "two figures: which one is meant is asked"
    assert only_figure("0") == "0"
