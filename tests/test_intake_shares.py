"""Items of several owners: whose part is whose, what a heading gives, what stands behind a list of units."""

from datetime import date
from pathlib import Path

from tasks_db.intake import PlanDraft
from tests.intake_samples import read


def told(draft: PlanDraft) -> list[tuple[str, tuple[str, ...], tuple[str, ...], date | None]]:
    return [(one.content[:8], one.leads, one.responsibles, one.deadline_date) for one in draft.tasks]


PARTS = """青禾县2026年防汛能力提升行动方案
一、重点任务
1.普查管网。由县住建局牵头，县水务局加强技术指导，2026年8月底前完成雨水管网普查；由县资源规划局负责，2026年10月底前把结果画进一张图；各乡镇政府、县高新区管委会负责小区内部排查，2026年9月20日前报送台账。
2.清淤河道。由县水利局会同县公安局逐段编制方案，每年4月底前更新一次；由县交通局负责完成下穿公路涵洞9座扩孔，县铁路站配合，2026年11月底前完工。
3.编制图集。由县资源规划局牵头，2026年12月底前完成；由县住建局配合。
4.改造街区。由河东街道、河西街道分别牵头实施老街片区改造，2026年6月底前完成。
二、保障措施
1.加强领导。各有关单位要高度重视。
"""


def test_each_owner_of_an_item_with_work_of_his_own_has_a_task(tmp_path: Path) -> None:
    assert told(read(tmp_path, PARTS)) == [
        ("由县住建局牵头，", ("县住建局",), ("县水务局",), date(2026, 8, 31)),
        ("由县资源规划局负", (), ("县资源规划局",), date(2026, 10, 31)),
        ("各乡镇政府、县高", (), ("各乡镇政府", "县高新区管委会"), date(2026, 9, 20)),
        ("由县水利局会同县", ("县水利局",), ("县公安局",), None),
        ("由县交通局负责完", (), ("县交通局", "县铁路站"), date(2026, 11, 30)),
        ("由县资源规划局牵", ("县资源规划局",), ("县住建局",), date(2026, 12, 31)),
        ("由河东街道、河西", ("河东街道", "河西街道"), (), date(2026, 6, 30)),
    ]


HEADED = """青禾高新区关于分解落实2026年重点工作的通知
一、招商局牵头（分管领导：卓  琳）
1．签约项目不少于8个，6月底前落地。（配合单位：科技局、财政局）
2．清理签约未落地项目。（配合单位：规划建设局、国土分局；9月底前完成）
二、国土分局、财政局共同牵头（分管领导：季小满）
3．完成土地报批2600亩。（配合单位：征地办公室；常年坚持）
4．组建投资控股公司。（配合单位：审计室、工商分局；每半年一次）
"""


def test_a_heading_gives_its_units_and_their_leader_to_all_below_it(tmp_path: Path) -> None:
    draft = read(tmp_path, HEADED)
    assert [(one.leads, one.leaders) for one in draft.tasks] == [
        *[(("招商局",), ("卓琳",))] * 2,
        *[(("国土分局", "财政局"), ("季小满",))] * 2,
    ]


def test_a_time_behind_a_list_of_units_is_no_unit(tmp_path: Path) -> None:
    draft = read(tmp_path, HEADED)
    assert [one.responsibles for one in draft.tasks[1:]] == [
        ("规划建设局", "国土分局"),
        ("征地办公室",),
        ("审计室", "工商分局"),
    ]
    assert [one.deadline_text for one in draft.tasks[1:]] == ["9月底前", "常年坚持", "每半年一次"]
    assert draft.tasks[1].deadline_date == date(2026, 9, 30)
    assert [one.recurring for one in draft.tasks[2:]] == [True, True]
