"""A paper tears no sentence, takes nothing mended for a problem, and tells what a number is of and who answered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tasks_db.register.digest.values import Digest
from tasks_db.register.plea_told import PleaTold
from tests.builders import a_closure, a_task, an_assignment, at
from tests.digests import body_of
from tests.test_digest_newest_word import PAST, cells, led, read, said

LATELY = date(2025, 11, 11)


def _two(text: str, percent: int = 60) -> Digest:
    return read(led(said(f"进度{percent}%，{text}", LATELY, percent=percent), deadline=PAST))


def test_what_waits_is_told_with_what_it_is_of_and_when_it_is_over() -> None:
    whole = "北坡两段步道铺的还是碎石，等后面8车石板到了再换，估计要12月中旬"
    found = _two(f"18段已经铺好，{whole}")
    assert whole in cells(found)["存在问题"]
    assert whole in body_of(found)
    assert "碎石" not in cells(found)["进展情况"]


def test_work_that_was_done_is_no_part_of_what_waits() -> None:
    found = _two("累计砌筑步道12处，等石料到了再砌")
    assert cells(found)["存在问题"] == "县林业局：等石料到了再砌"
    assert "累计砌筑步道12处" in cells(found)["进展情况"]


@pytest.mark.parametrize("mended", ["停过业的那家复查没有再犯", "三季度未接通的7处重新接了", "没有发现新的问题"])
def test_what_was_mended_or_found_clean_is_no_problem(mended: str) -> None:
    found = read(led(said(f"检查步道14处，{mended}，收回工具20件", LATELY), deadline=date(2025, 12, 15)))
    assert mended in cells(found)["进展情况"]
    assert mended not in cells(found)["存在问题"]


@pytest.mark.parametrize("left", ["三季度未接通的7处没有重新接", "三季度未接通的7处在重新接"])
def test_what_is_not_mended_stays_one(left: str) -> None:
    found = read(led(said(f"检查步道14处，{left}", LATELY), deadline=date(2025, 12, 15)))
    assert left in cells(found)["存在问题"]


def test_newer_words_that_count_take_the_place_of_an_old_percent_whatever_they_count() -> None:
    before = said("进度91%，累计改造910路", date(2025, 10, 9), percent=91)
    found = read(led(before, said("累计改造960路，还有40路", LATELY), deadline=PAST))
    text = body_of(found)
    assert "11月11日反馈累计改造960路，还有40路" in text
    assert "91%" not in text


def test_a_plea_for_so_many_says_of_what() -> None:
    words = "累计装了31处，滤芯用完了，请县水利局再发40个"
    found = read(led(said(words, LATELY, needs="县水利局"), deadline=PAST))
    text = body_of(found)
    assert "滤芯用完了，请县水利局再发40个" in text
    assert "再发40个滤芯事宜" in text


def test_a_plea_for_so_many_of_something_it_never_names_is_told_with_the_words_before_it() -> None:
    found = read(led(said("装到坡顶了，请县水利局再发40个", LATELY, needs="县水利局"), deadline=PAST))
    text = body_of(found)
    assert "装到坡顶了，请县水利局再发40个" in text
    assert "再发40个事宜" not in text


def _reopened(newer: str | None) -> Digest:
    old = said("进度45%，装好28个", date(2025, 8, 19), percent=45)
    closed = replace(
        a_closure(date(2025, 9, 8), approved=date(2025, 9, 10)),
        withdrawn_at=at(date(2025, 10, 9)),
        reason="抽查25个站点，有7个不亮",
    )
    later = [said(newer, LATELY)] if newer else []
    task = a_task(an_assignment("县林业局", reports=[old, closed, *later]), deadline=PAST, seq="6", title="布设站点")
    return read(task)


def test_a_percent_from_before_a_reopening_is_none_of_today() -> None:
    found = _reopened("坡脚的换了主机，北坡有1个时亮时不亮，要重新走线")
    cell = cells(found)
    assert "45%" not in cell["进度"] + body_of(found)
    assert cell["存在问题"] == "县林业局：北坡有1个时亮时不亮，要重新走线"


@pytest.mark.parametrize("newer", [None, "5个站点换了主机"])
def test_the_reason_of_a_reopening_is_the_problem_until_another_is_told(newer: str | None) -> None:
    assert cells(_reopened(newer))["存在问题"] == "抽查25个站点，有7个不亮（10月9日重开）"


def test_a_closing_that_waits_is_asked_for_no_progress() -> None:
    before = said("进度88%，设了75个", date(2025, 10, 31), percent=88)
    found = read(led(before, replace(a_closure(LATELY), text="申请办结，85个全部设好"), deadline=PAST))
    assert cells(found)["存在问题"] == "—"
    assert found.tasks[0].closed_at is None


def test_an_earlier_difficulty_that_somebody_answered_is_told_with_the_answer() -> None:
    before = said("进度60%，石料没有到，请县交通局放行", date(2025, 10, 9), percent=60)
    found = read(led(before, said("进度70%，砌筑步道7处", LATELY, percent=70), deadline=PAST))
    (line,) = found.tasks
    assert line.earlier_reason is not None
    reason = replace(line.earlier_reason, answers="县交通局10月12日答复：10月20日起放行")
    told = cells(replace(found, tasks=(replace(line, earlier_reason=reason),)))["存在问题"]
    assert told.endswith("（10月9日反馈，县交通局10月12日答复：10月20日起放行）")


def test_a_paper_tells_no_answer_that_came_after_its_day() -> None:
    early, late = datetime(2027, 6, 7, 1, tzinfo=UTC), datetime(2027, 7, 2, 1, tzinfo=UTC)
    told = PleaTold(3, "县财政局", early, "请按程序报", late, "月底前拨付", early)
    assert told.answers_by(datetime(2027, 6, 30, 9, tzinfo=UTC)) == "县财政局6月7日答复：月底前拨付"
    assert told.answers == "县财政局6月7日答复：月底前拨付；办公室7月2日答复：请按程序报"
