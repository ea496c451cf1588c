"""A page's own table, a small table beside many items, and words for roles that no task was made of."""

from pathlib import Path

import pytest

from tests.intake_samples import read

_STAGES = """一、领导小组组成人员
组　长：林致远（县委副书记、县长）
副组长：罗 青（副县长）
成　员：高 原（县林业局局长）
二、今年工作安排
（一）动员部署（4月上旬—5月底）
1．制定创建方案。4月20日前完成。责任单位：县林业局、县规划局。
2．开展绿地普查，建立数据库。责任单位：县林业局、各乡镇人民政府。
（二）全面建设（6月—10月）
3．建成滨河公园，新增绿地12公顷。牵头单位：县住建局；配合单位：县林业局。
4．治理南河黑臭水体，8月底前完成清淤。牵头单位：县水利局；配合单位：县环保局。
5．补植行道树3000株。责任单位：县公路局。
6．拆除违法建筑，退还绿地。责任单位：县城管局、县公安局。
"""
_PAPER = (
    "索 引 号|SYX-003-2011-0042|公开日期|2011-04-06",
    "文　　号|松政办发〔2011〕12号|发布机构|县府办",
    "主题分类|城乡建设|有 效 性|有效",
)


@pytest.mark.parametrize("rows", [2, 3])
def test_the_table_of_a_web_page_about_its_paper_hides_no_list_under_stages(tmp_path: Path, rows: int) -> None:
    table = "\n".join(_PAPER[:rows])
    draft = read(tmp_path, f"{table}\n松原县人民政府办公室关于创建园林县城的通知\n松政办发〔2011〕12号\n{_STAGES}")
    assert [one.seq for one in draft.tasks] == ["1", "2", "3", "4", "5", "6"]
    assert draft.tasks[2].leads == ("县住建局",)
    assert str(draft.tasks[4].deadline_date) == "2011-10-31"  # of the stage above it
    assert draft.tasks[4].confidence < 0.7
    assert not draft.candidates


def test_a_table_of_a_row_or_two_is_no_breakdown_of_many_items(tmp_path: Path) -> None:
    table = "序号|任务|责任单位|时限\n1|报送绿化用苗计划|县林场|4月底\n"
    draft = read(tmp_path, f"松原县2011年创建园林县城工作安排\n{_STAGES}附表\n{table}")
    assert len(draft.tasks) == 7


def test_roles_told_many_times_and_hardly_a_task_are_said_with_their_words(tmp_path: Path) -> None:
    body = _STAGES.partition("5．")[0]
    rows = "".join(f"{n}|修建第{n}号泵站，安装机组|县水利局|{n}月底\n" for n in (1, 2))
    draft = read(tmp_path, f"松原县2011年工作安排\n{body}附表\n序号|任务|责任单位|时限\n{rows}")
    (told,) = [one for one in draft.findings if one.kind == "lost_roles"]
    assert told.severity == "error"
    assert "只读出 2 项任务" in told.message
    assert [one.quote for one in told.quotes][-1] == "配合单位：县环保局"


def test_a_plan_whose_body_says_what_its_rows_say_has_no_such_finding(tmp_path: Path) -> None:
    draft = read(tmp_path, f"松原县2011年创建园林县城工作安排\n{_STAGES}")
    assert not [one for one in draft.findings if one.kind == "lost_roles"]
