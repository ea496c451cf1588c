"""A time that is not understood: no day is made up for it, and the end of the plan never stands in silently (R11)."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tests.intake_samples import read

END = date(2028, 12, 31)
UNCLEAR = ("国庆节前", "汛期前", "适时", "待定", "6月底前", "7月下旬", "竣工后三个月内")


def with_column(folder: Path, cell: str) -> PlanDraft:
    """A register of a plan of three years whose first row has this in its date column."""
    rows = f"1|铺设管网三公里|县水利局|{cell}\n2|改造泵站|县住建局|2027年6月底\n"
    head = "白石县供水方案（2026—2028年）\n附件\n任务分解表\n序号|任务内容|牵头单位|完成时限\n"
    return read(folder, head + rows)


def with_sentence(folder: Path, said: str) -> PlanDraft:
    """A plan of three years without a table whose first item says this of its time."""
    items = f"（一）管网。铺设管网三公里{said}。（县水利局负责）\n（二）泵站。2027年6月底前改造。（县住建局负责）\n"
    return read(folder, f"白石县供水方案（2026—2028年）\n一、重点任务\n{items}")


@pytest.mark.parametrize("cell", UNCLEAR)
def test_a_date_column_that_is_not_understood_gives_no_day_and_a_finding_asks_for_one(
    tmp_path: Path, cell: str
) -> None:
    draft = with_column(tmp_path, cell)
    assert draft.period == (date(2026, 1, 1), END)
    first, second = draft.tasks
    assert (first.deadline_text, first.deadline_date) == (cell, None)
    assert (first.effective_deadline, first.deadline_basis) == (None, None)
    assert second.effective_deadline == date(2027, 6, 30)
    (told,) = [one for one in draft.findings if one.kind == "unclear_date"]
    assert cell in told.message
    assert "请填写完成日期" in told.message
    assert told.quotes == (first.source,)


@pytest.mark.parametrize("said", ["国庆节前", "汛期前"])
def test_a_sentence_whose_time_is_not_understood_gives_no_day_either(tmp_path: Path, said: str) -> None:
    draft = with_sentence(tmp_path, f"，{said}完成")
    first = draft.tasks[0]
    assert (first.deadline_text, first.deadline_date) == (said, None)
    assert (first.effective_deadline, first.deadline_basis) == (None, None)
    assert [said in one.message for one in draft.findings if one.kind == "unclear_date"] == [True]


def test_where_the_document_names_no_time_the_end_of_the_plan_stands_in_and_says_so(tmp_path: Path) -> None:
    for draft in (with_column(tmp_path, ""), with_sentence(tmp_path, "")):
        first = draft.tasks[0]
        assert (first.deadline_text, first.deadline_date) == (None, None)
        assert (first.effective_deadline, first.deadline_basis) == (END, "plan_period")
        assert [one for one in draft.findings if one.kind == "unclear_date"] == []


def test_without_a_period_nothing_stands_in_at_all(tmp_path: Path) -> None:
    rows = "1|铺设管网三公里|县水利局|适时\n2|改造泵站|县住建局|\n"
    draft = read(tmp_path, f"白石县供水方案\n任务分解表\n序号|任务内容|牵头单位|完成时限\n{rows}")
    assert [(task.effective_deadline, task.deadline_basis) for task in draft.tasks] == [(None, None)] * 2


def test_of_several_stages_each_unsure_day_is_asked_about(tmp_path: Path) -> None:
    """R11: the first stage is as unsure as a deadline is; the last day is plain."""
    draft = with_sentence(tmp_path, "，2027年前完成东段，2028年12月底前完成西段")
    assert [one.date.isoformat() for one in draft.tasks[0].milestones] == ["2026-12-31", "2028-12-31"]
    (told,) = [one for one in draft.findings if one.kind == "unclear_date"]
    assert "“2027年前”可能有不同理解" in told.message


def without_a_year(folder: Path, *cells: str) -> PlanDraft:
    """A list of things to be mended whose head names no year; each row has one of these in its date column."""
    rows = "\n".join(f"{n}|改造第{n}号泵站并验收|县水利局|{cell}" for n, cell in enumerate(cells, 1))
    return read(folder, f"白石县整改任务清单\n序号|整改措施|牵头单位|整改时限\n{rows}\n")


def test_a_day_without_a_year_takes_the_one_year_of_its_table_and_is_asked_about(tmp_path: Path) -> None:
    draft = without_a_year(tmp_path, "2020年5月底", "7月中旬", "三季度末", "2020/9/30")
    assert [task.deadline_date for task in draft.tasks] == [
        date(2020, 5, 31),
        date(2020, 7, 20),
        date(2020, 9, 30),
        date(2020, 9, 30),
    ]
    assert [task.confidence < 0.7 for task in draft.tasks] == [False, True, True, False]


@pytest.mark.parametrize("cells", [("2020年5月底", "2021年3月底", "7月中旬"), ("2020年5月底", "7月中旬", "8月底")])
def test_a_table_of_two_years_or_with_one_dated_row_alone_tells_no_year(
    tmp_path: Path, cells: tuple[str, ...]
) -> None:
    draft = without_a_year(tmp_path, *cells)
    assert draft.tasks[-1].deadline_date is None


@pytest.mark.parametrize("left", ["2026年　月底前", "2026年  月末", "2026年＿＿月底前"])
def test_a_month_that_is_left_blank_is_no_month_and_is_asked_for(tmp_path: Path, left: str) -> None:
    draft = read(
        tmp_path,
        f"白石县供水方案（2026年）\n序号|任务内容|牵头单位|完成时限\n1|铺设管网三公里|县水利局|{left}\n"
        "2|改造泵站五座|县住建局|2026年6月底\n",
    )
    assert [task.deadline_date for task in draft.tasks] == [None, date(2026, 6, 30)]
    assert [one.kind for one in draft.findings if "月" in one.message and one.kind == "unclear_date"]


def test_a_day_that_is_left_blank_is_at_the_latest_the_last_of_its_month_and_is_asked_about(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "白石县供水方案（2026年）\n序号|任务内容|牵头单位|完成时限\n1|铺设管网三公里|县水利局|2026年7月　日前\n"
        "2|改造泵站五座|县住建局|2026年6月底\n",
    )
    assert [task.deadline_date for task in draft.tasks] == [date(2026, 7, 31), date(2026, 6, 30)]
    assert draft.tasks[0].confidence <= 0.5
