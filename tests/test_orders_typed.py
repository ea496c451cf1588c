"""What the office types as one plain sentence is read back or done, or answered with the way; never 没有看懂."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.sample.stage import Played
from tests.order_table import BEFORE, OFFICE, ROWS, Row
from tests.playing import play as play_on_sample

_NOT_READ = ("没有看懂", "没看懂", "没听懂")


def play(lines: list[str], folder: Path) -> list[Played]:
    """What came of each line on the sample's first morning."""
    played, _ = asyncio.run(play_on_sample("\n".join(["@2025-11-03T09:00", *lines]), folder))
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
    return played[1:]


def told(line: Played, who: str = OFFICE) -> str:
    """What somebody was told, with the labels of buttons in [] and the names of files in <>."""
    found = [said for said in line.said if said.to == who]
    labels = ["".join(f"[{label}]" for row in said.buttons for label in row) for said in found]
    files = ["".join(f"<{name}>" for name in said.files) for said in found]
    return "\n".join(f"{said.text}{label}{file}" for said, label, file in zip(found, labels, files, strict=True))


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[Row, Played]:
    """What came of every row; what a row leaves open is let go before the next."""
    found: dict[Row, Played] = {}
    for group, before in BEFORE.items():
        rows = [row for row in ROWS if row.group == group]
        typed = [line for row in rows for line in (f"{row.who}: {row.said}", f"{row.who}: 取消")]
        played = play([*before, *typed], tmp_path_factory.mktemp(group))
        found |= dict(zip(rows, played[len(before) :: 2], strict=True))
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row.said for row in ROWS])
def test_an_order_in_one_sentence_brings_what_is_wanted(row: Row, heard: dict[Row, Played]) -> None:
    line = heard[row]
    text = told(line, row.who)
    assert [word for word in row.wanted if re.search(word, text) is None] == [], text
    assert not any(words in text for words in _NOT_READ), text
    assert [one.task for one in line.stored] == ([row.stored] if row.stored else [])


DONE = (
    (["把第7项改由县公安局牵头", "确认改单位"], "/task 1-7", ("牵头：县公安局", "责任：县大数据中心")),
    (["第5项加一个责任单位县财政局", "确认改单位"], "/task 1-5", ("县城市管理局、县供水公司、县财政局",)),
    (["把县供水公司从第5项的责任单位里去掉", "确认改单位"], "/task 1-5", ("责任：县城市管理局\n",)),
    (["第7项责任领导改为许闻溪", "确认改责任领导"], "/task 1-7", ("责任领导：许闻溪",)),
    (["把县水利局改名为县水务管理局", "确认改名"], "县水务管理局进展", ("县水务管理局",)),
    (["重新打开第3项，抽查发现办法没有印发", "确认重开"], "/task 1-3", ("逾期",)),
    (["1-14的时限写错了，应为12月20日", "确认改1项"], "/task 1-14", ("2025年12月20日",)),
    (["登记许南乔为桑榆坪镇联络员", "确认换人"], "桑榆坪镇联络员是谁", ("许南乔",)),
    (["郝明月退休了", "林知微（科员）", "确认换人"], "县财政局联络员是谁", ("林知微",)),
    (["县大数据中心并入县发展改革局", "确认合并"], "/task 1-14", ("牵头：县发展改革局",)),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "then", "wanted"), DONE, ids=[typed[0] for typed, *_ in DONE])
def test_what_was_read_back_is_done_once_it_is_confirmed(
    typed: list[str], then: str, wanted: tuple[str, ...], tmp_path: Path
) -> None:
    first, *between, label = typed
    lines = [f"{OFFICE}: {first}", *(f"{OFFICE}: {line}" for line in between)]
    *_, last = play([*lines, f"{OFFICE} # {label}", f"{OFFICE}: {then}"], tmp_path)
    assert [words for words in wanted if words not in told(last)] == [], told(last)


def test_a_question_that_waits_for_a_name_lets_go_of_an_order_and_keeps_the_name(tmp_path: Path) -> None:
    order = "把第7项改由县公安局牵头"
    *_, away, _, kept = play(
        [f"{OFFICE}: 郝明月退休了", f"{OFFICE}: {order}", f"{OFFICE}: 郝明月退休了", f"{OFFICE}: 林知微"], tmp_path
    )
    assert "[确认改单位]" in told(away)
    assert "县财政局联络员：郝明月 → 林知微" in told(kept)


def test_a_convenor_may_pass_an_order_on_and_a_unit_gives_none(tmp_path: Path) -> None:
    order = "把第7项改由县公安局牵头"
    convenor, passed, unit = play([f"沈怀瑾: {order}", "沈怀瑾 # 转给办公室", f"雷子牧: {order}"], tmp_path)
    assert "由联席会议办公室办理" in told(convenor, "沈怀瑾")
    assert order in told(passed)
    assert "[确认改单位]" not in told(unit, "雷子牧")
    assert unit.stored == ()


def test_a_number_that_may_mean_two_tasks_is_asked_about(tmp_path: Path) -> None:
    listed, asked = play([f"{OFFICE}: 县水利局进展", f"{OFFICE}: 第1项责任领导改为许闻溪"], tmp_path)
    assert "1. 更新老化管网" in told(listed)
    assert "1-1 开展小区底数排查" in told(asked)
    assert "1-5 更新老化管网" in told(asked)


def test_a_convenor_has_the_weekly_picture_in_words_and_gives_it_up(tmp_path: Path) -> None:
    wanted, given_up = play(["沈怀瑾: 每周给我发进展图", "沈怀瑾: 不要每周发图"], tmp_path)
    assert "每周第一个工作日发一条简况和一张进展图" in told(wanted, "沈怀瑾")
    assert "不再发每周简况" in told(given_up, "沈怀瑾")
