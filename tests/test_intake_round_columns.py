"""A column that says how often a row is reported on is read, and one that nobody understands is told."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan

HEAD = ("序号", "工作任务", "牵头单位", "配合单位", "责任领导", "完成时限")
ROWS = (
    (1, "补植林木十二亩", "县林业局", "县水利局", "许望川", "2026年3月31日"),
    (2, "修整步道三公里", "县住建局", "县财政局", "许望川", "2026年6月30日"),
    (3, "清理沟渠五条", "县水利局", "县林业局", "秦远山", None),
    (4, "更换路灯八十盏", "县城管局", "县财政局", "秦远山", "忙完以后"),
)


def table(to: Path, title: str, cells: tuple[str | None, ...]) -> PlanDraft:
    """Return the draft of a sheet of tasks with one more column."""
    book = Workbook()
    sheet = book.create_sheet("任务", 0)
    for row in ((*HEAD, title), *((*row, cell) for row, cell in zip(ROWS, cells, strict=True))):
        sheet.append([*row])
    book.save(to / "任务表.xlsx")
    return read_plan(to / "任务表.xlsx")


@pytest.mark.parametrize(
    "title", ["报送周期", "报送频次", "调度周期", "反馈周期", "报送时间", "填报周期", "进展报送频率", "反馈时间"]
)
def test_how_often_a_row_is_reported_on_stands_beside_its_deadline(tmp_path: Path, title: str) -> None:
    draft = table(tmp_path, title, ("每月25日前", "每季度", "每周", "每月"))
    assert [[(one.every, one.day) for one in task.recurrences] for task in draft.tasks] == [
        [("month", "25")],
        [("quarter", None)],
        [("week", None)],
        [("month", None)],
    ]
    assert [str(task.deadline_date) for task in draft.tasks] == ["2026-03-31", "2026-06-30", "None", "None"]
    assert [one.kind for one in draft.findings if title in one.message] == []
    # how often a row is reported on does not tell when it is done
    assert [one.message for one in draft.findings if one.kind == "unclear_date"] == [
        "任务“更换路灯八十盏”的时间“忙完以后”无法确定是哪一天，请填写完成日期。"
    ]


def test_a_period_alone_is_a_round_and_an_empty_sign_is_none(tmp_path: Path) -> None:
    draft = table(tmp_path, "报送周期", ("季度", "月报", "/", None))
    assert [[one.every for one in task.recurrences] for task in draft.tasks] == [["quarter"], ["month"], [], []]
    assert not any("报送周期" in one.message for one in draft.findings)


def test_a_round_that_cannot_be_kept_is_told_with_its_words(tmp_path: Path) -> None:
    draft = table(tmp_path, "报送周期", ("每半月", "随时", "每月初", "每月"))
    told = [one.message.partition("的报送周期")[2] for one in draft.findings if "报送周期" in one.message]
    choose = "没有采用；请定为每周、每月、每季度、每半年或每年报一次。"
    assert told[:2] == [f"“每半月”比每周更密，{choose}", f"“随时”没有看懂，{choose}"]
    assert told[2].startswith("“每月初”没有写明是哪一天，暂按")
    assert [len(task.recurrences) for task in draft.tasks] == [0, 0, 1, 1]


def test_a_column_of_days_of_reports_is_not_taken_for_rounds(tmp_path: Path) -> None:
    draft = table(tmp_path, "报送时间", ("2026年1月5日", None, "2026年4月20日", None))
    assert not any(task.recurrences for task in draft.tasks)
    assert str(draft.tasks[2].deadline_date) == "2026-04-20"


def test_a_column_that_nobody_understands_is_told_by_its_title(tmp_path: Path) -> None:
    draft = table(tmp_path, "巡查频率", ("每月", None, "每季度", "每月"))
    told = [one.message for one in draft.findings if one.kind == "unread_column"]
    assert told == ["表格的“巡查频率”一列没有看懂，3 行的内容没有采用。如有用，请手工录入。"]
    assert not any(one.kind == "unread_column" for one in table(tmp_path, "巡查频率", (None,) * 4).findings)
