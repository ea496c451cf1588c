"""Titles over two columns, notes on titles, lists of whom to call, and lists of people as offices type them."""

from datetime import date
from pathlib import Path

import pytest

from tests.intake_samples import read
from tests.layout_writer_files import Grid
from tests.test_intake_readers_matrices import read as read_file

_HEAD = (
    ("序号", "项目名称", "建设内容", "资金来源", "资金来源", "牵头单位", "配合单位", "建设时限", "建设时限"),
    ("序号", "项目名称", "建设内容", "上级补助", "县本级", "牵头单位", "配合单位", "计划开工", "计划完工"),
)
_ROWS = (
    ("1", "幼儿园迁建", "新建教学用房5200平方米", "1500", "680", "县教育局", "县住建局", "2024年4月", "2024年10月底"),
    ("2", "公路修复", "修复水毁公路118公里", "2000", "700", "县交通局", "县公安局", "5月中旬", "10月中旬"),
)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx"])
def test_the_day_of_beginning_below_a_wide_title_is_not_that_of_the_end(tmp_path: Path, suffix: str) -> None:
    draft = read_file(tmp_path, "松原县2024年实事项目分解表", Grid((*_HEAD, *_ROWS)), suffix=suffix)
    assert [task.seq for task in draft.tasks] == ["1", "2"]
    assert [task.deadline_date for task in draft.tasks] == [date(2024, 10, 31), date(2024, 10, 20)]
    assert [task.leads for task in draft.tasks] == [("县教育局",), ("县交通局",)]


def test_a_sheet_of_whom_to_call_holds_no_tasks(tmp_path: Path) -> None:
    calls = "牵头单位|联络员|办公电话\n县教育局|孟和|0000-521××××\n县交通局|刘晓燕|0000-522××××\n"
    rows = "\n".join("|".join((row[0], row[2], row[5], row[8])) for row in _ROWS)
    draft = read(tmp_path, f"松原县2024年任务表\n序号|任务|牵头单位|时限\n{rows}\n附件2 联系人\n{calls}")
    assert [task.seq for task in draft.tasks] == ["1", "2"]


def test_a_table_of_people_may_spread_their_names_and_close_its_roles_with_a_colon(tmp_path: Path) -> None:
    people = (
        ("组　长：", "冯 振 国", "县委常委、副县长"),
        ("副组长：", "杨　帆", "县政府办公室副主任"),
        ("成　员：", "沙 明 义", "县工商局局长"),
        ("", "哈 文 秀（女，回族）", "县卫生局副局长"),
    )
    draft = read_file(tmp_path, "松原县关于成立领导小组的通知", "一、领导小组组成人员", Grid(people))
    assert [(one.role, one.name) for one in draft.members] == [
        ("组长", "冯振国"),
        ("副组长", "杨帆"),
        ("成员", "沙明义"),
        ("成员", "哈文秀"),
    ]


def test_a_post_in_a_bracket_tells_a_name_whose_family_name_is_rare(tmp_path: Path) -> None:
    people = (
        "组  长：周炳坤（街道党工委书记）\n成  员：莫小燕（党政办公室主任）\n植  伟（综治办主任）\n甘少华（所长）\n"
    )
    draft = read(tmp_path, f"塘口街道关于成立领导小组的通知\n一、组成人员\n{people}")
    assert [one.name for one in draft.members] == ["周炳坤", "莫小燕", "植伟", "甘少华"]


def test_units_before_a_colon_beside_headings_of_units_lead_and_a_bracket_says_who_helps(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "塘口街道2009年迎检职责分工\n一、职责分工\n（一）城市管理科\n1.新配垃圾桶400只，4月中旬到位。\n"
        "（二）财政所\n1.安排专项经费48万元，3月15日前拨付。\n（三）驻街有关单位\n"
        "1.塘口派出所：清查出租屋和无证饲养犬只，5月底前清查一遍。\n"
        "2.塘口工商所：取缔无照经营的食品摊档，4月30日前见成效。（城市管理科配合）\n",
    )
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("城市管理科",), ()),
        (("财政所",), ()),
        (("塘口派出所",), ()),
        (("塘口工商所",), ("城市管理科",)),
    ]


@pytest.mark.parametrize(
    "note", ["说明：1.“责任部门”为主责部门，协办部门积极配合。", "注：表中“责任部门”即为牵头部门。"]
)
def test_a_note_may_say_that_a_column_of_responsible_units_leads(tmp_path: Path, note: str) -> None:
    rows = "1|制定备考方案|初中部|教学部|3月底\n2|更换校车门禁|保卫部|信息中心、学生部|9月底\n"
    text = f"青禾教育集团2026年重点工作表\n序号|工作项目|责任部门|协办部门|完成时间\n{rows}"
    draft = read(tmp_path, f"{text}{note}\n")
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("初中部",), ("教学部",)),
        (("保卫部",), ("信息中心", "学生部")),
    ]
    assert not any(one.leads for one in read(tmp_path, text).tasks)
