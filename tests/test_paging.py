"""Long lists in a chat: every line on exactly one page, and a button to every page."""

from hypothesis import given
from hypothesis import strategies as st

from messages import paging
from messages.message import Button


@given(st.integers(0, 60), st.integers(1, 9), st.integers(-5, 70))
def test_every_line_stands_on_exactly_one_page_and_any_number_asked_for_is_a_page(
    count: int, per_page: int, asked: int
) -> None:
    first = paging.so_many(count, per_page, 0)
    lines = [
        line
        for number in range(first.of)
        for page in [paging.so_many(count, per_page, number)]
        for line in range(page.first, page.last)
    ]
    assert lines == list(range(count))
    assert paging.so_many(count, per_page, asked).number in range(first.of)


def test_a_page_has_buttons_to_its_neighbours_and_to_none_that_there_is_not() -> None:
    def labels(number: int) -> list[str]:
        return [button.label for button in paging.turning(paging.so_many(13, 6, number), "rv")]

    assert [labels(0), labels(1), labels(2)] == [["下一页"], ["上一页", "下一页"], ["上一页"]]
    assert paging.turning(paging.so_many(6, 6, 0), "rv") == ()
    assert paging.turning(paging.so_many(13, 6, 2), "bp", (7,), "更多") == (Button("上一页", "bp", (7, 1)),)
