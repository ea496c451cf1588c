"""Names in a list, however somebody wrote it."""

import pytest

from tasks_db.language.lists import first_word, listed


@pytest.mark.parametrize(
    "written",
    ["县民政局、县财政局", "县民政局，县财政局", "县民政局,县财政局;", "县民政局；县财政局", "县民政局\n 县财政局 "],
)
def test_a_list_is_cut_at_any_of_the_usual_marks(written: str) -> None:
    assert listed(written) == ("县民政局", "县财政局")


def test_what_stands_in_brackets_belongs_to_its_name() -> None:
    assert listed("县民政局、各乡镇（街道、社区），县财政局") == ("县民政局", "各乡镇（街道、社区）", "县财政局")


def test_a_space_parts_typed_names_and_never_printed_ones() -> None:
    assert listed("胡正国 李志胜", spaces=True) == ("胡正国", "李志胜")
    assert listed("胡正国　李志胜", spaces=True) == ("胡正国", "李志胜")
    assert listed("李 英、胡正国") == ("李 英", "胡正国")


def test_a_name_written_twice_is_one_name() -> None:
    assert listed("县民政局、县财政局、县民政局") == ("县民政局", "县财政局")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("3 县教委", ("3", "县教委")),
        ("县教委　另有安排，见会议纪要 第3条", ("县教委", "另有安排，见会议纪要 第3条")),
        ("县教委", ("县教委", "")),
        ("  ", ("", "")),
    ],
)
def test_the_first_word_is_parted_from_the_rest(typed: str, taken: tuple[str, str]) -> None:
    assert first_word(typed) == taken
