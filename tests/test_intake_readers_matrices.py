"""Tables that say who does what by signs under the names of units, and tables that lie on their side."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan
from tests import layout_writer_files as files
from tests.layout_writer_files import Block, Grid

TITLE = "青石县河湖清洁行动任务分工表"
HEAD = ("序号", "重点任务", "县水利局", "县财政局", "各乡镇", "完成时限")
ROWS = (
    ("1", "清理河面", "★", "○", "", "2026年6月底"),
    ("2", "整治排口", "○", "★", "○", "2026年9月底"),
    ("3", "巡查河段", "", "", "★", "2026年12月底"),
)
OWNERS = [
    (("县水利局",), ("县财政局",)),
    (("县财政局",), ("县水利局", "各乡镇")),
    (("各乡镇",), ()),
]
LEGEND = "注：★为牵头单位，○为配合单位。"


def read(folder: Path, *blocks: Block, suffix: str = ".docx") -> PlanDraft:
    write = {
        ".docx": files.as_docx,
        ".html": files.as_html,
        ".xlsx": files.as_xlsx,
        ".txt": files.as_text,
        ".csv": files.as_csv,
    }[suffix]
    path = folder / f"表{suffix}"
    path.write_bytes(write(list(blocks)))
    return read_plan(path)


def owners(draft: PlanDraft) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(task.leads, task.responsibles) for task in draft.tasks]


def with_signs(**signs: str) -> Grid:
    """The table with other signs for lead and help."""
    changed = {"★": signs["lead"], "○": signs["help"]}
    return Grid((HEAD, *(tuple(changed.get(cell, cell) for cell in row) for row in ROWS)))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt"])
def test_signs_under_the_names_of_units_are_their_roles(tmp_path: Path, suffix: str) -> None:
    draft = read(tmp_path, TITLE, Grid((HEAD, *ROWS)), LEGEND, suffix=suffix)
    assert owners(draft) == OWNERS
    assert [task.content for task in draft.tasks] == [row[1] for row in ROWS]
    assert [task.deadline_date and task.deadline_date.month for task in draft.tasks] == [6, 9, 12]
    assert draft.plan_title == TITLE
    assert not [one for one in draft.findings if one.kind in ("no_owner", "no_owners", "missing_lead")]


@pytest.mark.parametrize(
    ("lead", "support", "legend"),
    [
        ("▲", "△", "说明：“▲”表示牵头单位，“△”表示配合单位"),
        ("●", "○", "（● 牵头 ○ 参与）"),
        ("★", "☆", "备注：牵头单位标★，配合单位标☆。"),
        ("◎", "√", "◎：主办；√：协办"),
        ("牵头", "配合", ""),
        ("主办", "协办", ""),
    ],
)
def test_a_legend_says_what_the_signs_mean_and_words_say_it_themselves(
    tmp_path: Path, lead: str, support: str, legend: str
) -> None:
    grid = with_signs(lead=lead, help=support)
    assert owners(read(tmp_path, TITLE, grid, *([legend] if legend else []))) == OWNERS
    assert owners(read(tmp_path, TITLE, *([legend] if legend else []), grid)) == OWNERS


def test_the_names_of_the_units_may_stand_in_a_second_row_of_titles(tmp_path: Path) -> None:
    upper = (
        "序号",
        "重点任务",
        "责任单位（★牵头，○配合）",
        "责任单位（★牵头，○配合）",
        "责任单位（★牵头，○配合）",
        "时限",
    )
    cells = "".join(
        f"<td {'colspan=3' if n == 2 else 'rowspan=2'}>{text}</td>"
        for n, text in enumerate(upper)
        if n in (0, 1, 2, 5)
    )
    lower = "".join(f"<td>{text}</td>" for text in HEAD[2:5])
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    path = tmp_path / "表.html"
    path.write_text(f"<html><body><p>{TITLE}</p><table><tr>{cells}</tr><tr>{lower}</tr>{rows}</table></body></html>")
    assert owners(read_plan(path)) == OWNERS


def test_one_sign_alone_tells_who_is_responsible(tmp_path: Path) -> None:
    draft = read(tmp_path, TITLE, with_signs(lead="√", help="√"))
    assert owners(draft) == [
        ((), ("县水利局", "县财政局")),
        ((), ("县水利局", "县财政局", "各乡镇")),
        ((), ("各乡镇",)),
    ]


def test_of_several_signs_without_a_legend_nobody_is_made_a_lead(tmp_path: Path) -> None:
    draft = read(tmp_path, TITLE, Grid((HEAD, *ROWS)))
    assert owners(draft) == [((), ())] * 3
    (named,) = [one for one in draft.findings if one.kind == "unread_part"]
    assert "（★、○）" in named.message
    assert (named.severity, named.quotes[0].place) == ("warning", "表1")


def test_ticks_below_titles_that_are_no_units_stay_as_they_are(tmp_path: Path) -> None:
    head = ("序号", "重点任务", "牵头单位", "是否民生实事", "是否重点项目")
    draft = read(
        tmp_path, TITLE, Grid((head, ("1", "清理河面", "县水利局", "√", ""), ("2", "整治排口", "县城管局", "", "√")))
    )
    assert owners(draft) == [(("县水利局",), ()), (("县城管局",), ())]


LYING = (
    ("序号", "1", "2"),
    ("重点任务", "清理河面", "整治排口"),
    ("牵头单位", "县水利局", "县生态环境局"),
    ("责任单位", "县财政局、各乡镇", "县水利局"),
    ("完成时限", "2026年6月底", "2026年9月底"),
)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt"])
def test_a_table_that_lies_on_its_side_gives_a_task_a_column(tmp_path: Path, suffix: str) -> None:
    draft = read(tmp_path, TITLE, Grid(LYING), suffix=suffix)
    assert owners(draft) == [(("县水利局",), ("县财政局", "各乡镇")), (("县生态环境局",), ("县水利局",))]
    assert [(task.seq, task.content) for task in draft.tasks] == [("1", "清理河面"), ("2", "整治排口")]
    assert [task.deadline_date and task.deadline_date.month for task in draft.tasks] == [6, 9]


def test_a_table_that_stands_upright_stays_upright(tmp_path: Path) -> None:
    upright = Grid(tuple(zip(*LYING, strict=True)))
    assert owners(read(tmp_path, TITLE, upright)) == owners(read(tmp_path, TITLE, Grid(LYING)))


def test_a_form_of_labels_and_values_is_no_table_on_its_side(tmp_path: Path) -> None:
    form = Grid(
        (
            ("重点任务", "清理河面", "序号", "1"),
            ("牵头单位", "县水利局", "责任单位", "县财政局"),
            ("完成时限", "2026年6月底", "备注", "无"),
        )
    )
    assert len(read(tmp_path, TITLE, form).tasks) < 3


@pytest.mark.parametrize("counted", [("1", "1", ""), ("1/1", "1/1", "0/1")])
def test_a_group_below_the_titles_and_a_row_of_counts_are_no_part_of_a_matrix(
    counted: tuple[str, ...], tmp_path: Path
) -> None:
    group = ("一、清理（2项）",) * len(HEAD)
    counts = ("", "项数", *counted, "")
    draft = read(tmp_path, TITLE, LEGEND, Grid((HEAD, group, *ROWS[:2], counts)), suffix=".xlsx")
    assert owners(draft) == OWNERS[:2]
    assert [task.section for task in draft.tasks] == ["一、清理（2项）"] * 2


def test_who_filled_in_a_matrix_stands_below_it_and_takes_no_column_from_it(tmp_path: Path) -> None:
    foot = ("审核：何立", "", "", "制表：小崔", "", "2026年1月16日")
    draft = read(tmp_path, TITLE, LEGEND, Grid((HEAD, *ROWS, foot)), suffix=".csv")
    assert owners(draft) == OWNERS
    assert [task.content for task in draft.tasks] == [row[1] for row in ROWS]


QUARTERS = (
    (*HEAD[:2], "责任部门", "责任部门", "责任部门", "完成季度", "完成季度", "完成季度", "完成季度"),
    (*HEAD[:5], "一季度", "二季度", "三季度", "四季度"),
    ("1", "清理河面", "★", "○", "", "", "√", "", ""),
    ("2", "整治排口", "○", "★", "○", "", "√", "", "√"),
    ("3", "巡查河段", "", "", "★", "√", "√", "√", "√"),
)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt"])
def test_ticks_under_quarters_beside_the_units_are_dates(tmp_path: Path, suffix: str) -> None:
    draft = read(tmp_path, f"{TITLE}（2026年）", Grid(QUARTERS), LEGEND, suffix=suffix)
    assert owners(draft) == OWNERS
    assert [task.deadline_date for task in draft.tasks] == [date(2026, 6, 30), date(2026, 12, 31), None]
    assert [len(task.milestones) for task in draft.tasks] == [0, 2, 0]
    assert draft.tasks[2].recurring


def test_ticks_under_months_beside_a_column_of_units_are_dates(tmp_path: Path) -> None:
    rows = (("1", "清理河面", "县水利局", "", "√", ""), ("2", "整治排口", "县环保局", "", "", "√"))
    head = ("序号", "重点任务", "责任单位", "4月", "5月", "6月")
    draft = read(tmp_path, f"{TITLE}（2026年）", Grid((head, *rows)))
    assert [task.responsibles for task in draft.tasks] == [("县水利局",), ("县环保局",)]
    assert [task.deadline_date for task in draft.tasks] == [date(2026, 5, 31), date(2026, 6, 30)]


def test_of_a_matrix_without_a_legend_neither_signs_nor_titles_are_tasks_and_units(tmp_path: Path) -> None:
    draft = read(tmp_path, TITLE, Grid(QUARTERS))
    assert any(one.kind == "unread_part" for one in draft.findings)
    assert [task.seq for task in draft.tasks] == ["1", "2", "3"]
    assert all(task.confidence < 0.7 for task in draft.tasks)
