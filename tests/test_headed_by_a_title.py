"""What stands behind a task's title, or its number, and a colon is that task's as a whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_db.language import Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
TITLES = (
    "开展小区底数排查",
    "更新老化管网",
    "建设停车充电设施",
    "整理空中线缆",
    "打通消防通道",
    "加装既有住宅电梯",
    "增设养老托育设施",
    "盘活闲置用房",
)
SHOWN = [Shown(number, title, can_close=False) for number, title in enumerate(TITLES, 1)]
SHORT = {"底数排查": 1, "管网": 2, "线缆": 4, "消防通道": 5, "养老托育": 7}
_WORDS = st.sampled_from(
    [
        "停车位",
        "充电设施",
        "老化管网",
        "空中线缆",
        "消防通道",
        "既有住宅",
        "电梯",
        "养老",
        "闲置用房",
        "环卫设施",
        "用房",
    ]
)
_CLAUSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "选定", "核对", "登记", "目前", "还有"]),
    _WORDS,
    st.sampled_from(["4处", "缺3处", "各2处", "还差5处，进度20%", "正在登记", "的台账已建"]),
)
_HEADS = st.one_of(
    st.sampled_from(range(1, 9)).map(lambda number: (f"{TITLES[number - 1]}：", number)),
    st.sampled_from(range(1, 9)).map(lambda number: (f"{number}：", number)),
    st.sampled_from(sorted(SHORT.items())).map(lambda short: (f"{short[0]}：", short[1])),
)


@given(_HEADS, st.lists(_CLAUSES, min_size=1, max_size=3))
def test_nothing_behind_a_title_or_number_with_a_colon_is_told_of_another_task(
    head: tuple[str, int], clauses: list[str]
) -> None:
    opening, number = head
    understood = understand(f"{opening}走访了12个小区，{'，'.join(clauses)}", SHOWN, TODAY)
    assert {each.number for each in understood.answers} <= {number}
    assert {asked for each in understood.unclear for asked in each.numbers} <= {number}


@pytest.mark.parametrize(
    ("said", "number", "percent", "words"),
    [
        ("开展小区底数排查：走访了12个小区，环卫设施缺3处", 1, None, "环卫设施缺3处"),
        ("增设养老托育设施：进度20%，选定用房4处", 7, 20, "选定用房4处"),
        ("养老托育：20%，选定用房4处", 7, 20, "选定用房4处"),
        ("1、走访了12个小区，停车充电设施缺3处", 1, None, "停车充电设施缺3处"),
    ],
)
def test_words_of_another_title_behind_the_colon_are_kept_with_the_task(
    said: str, number: int, percent: int | None, words: str
) -> None:
    (answer,) = understand(said, SHOWN, TODAY).answers
    assert (answer.number, answer.percent) == (number, percent)
    assert words in answer.text


def test_another_title_with_a_colon_and_a_bare_state_of_another_begin_their_own_part() -> None:
    for said in ("底数排查：走访12个，管网：换了3公里", "底数排查：走访12个\n管网：换了3公里"):
        assert [each.number for each in understand(said, SHOWN, TODAY).answers] == [1, 2]
    found = understand("底数排查：走访12个\n闲置用房没进展", SHOWN, TODAY).answers
    assert [(each.number, each.kind) for each in found] == [(1, AnswerKind.PROGRESS), (8, AnswerKind.NO_CHANGE)]


def test_a_new_line_that_begins_with_anothers_name_without_a_colon_is_asked_about() -> None:
    understood = understand("底数排查：走访12个\n管网换了3公里", SHOWN, TODAY)
    assert [each.number for each in understood.answers] == [1]
    assert [each.numbers for each in understood.unclear] == [(1, 2)]


@pytest.mark.parametrize("said", ["第一个走访了12个小区，第二个没动", "我说一下，第一个已走访12个小区，第二个没动"])
def test_what_opens_with_the_first_one_counts_its_parts_though_it_counts_things(said: str) -> None:
    found = understand(said, SHOWN, TODAY).answers
    assert [(each.number, each.kind) for each in found] == [(1, AnswerKind.PROGRESS), (2, AnswerKind.NO_CHANGE)]


def test_things_that_are_counted_before_are_no_parts() -> None:
    found = understand("管网六个小区换了四个，第五个没动", SHOWN, TODAY).answers
    assert {each.number for each in found} <= {2}
