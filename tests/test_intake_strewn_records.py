"""Exports and tables copied with a line a cell: what belongs to which record, row and column."""

from datetime import date
from pathlib import Path

from tests.intake_samples import read

RECORDS = (
    (
        "1",
        "DB-017",
        "加装电梯收尾",
        "完成37部电梯验收和移交。\n验收资料同步报档案室。",
        "城市更新科",
        "安全站、档案室",
        "2026-02-24",
        "2026年4月30日",
        "办理中",
    ),
    (
        "2",
        "DB-018",
        "物业检查",
        "对126个小区开展一轮检查。",
        "物业管理科",
        "各街道办事处",
        "2026-02-24",
        "2026年5月底",
        "（空）",
    ),
    (
        "3",
        "DB-019",
        "公租房清退",
        "收回不少于60套重新分配",
        "住房保障中心",
        "（空）",
        "2026-02-24",
        "上半年",
        "办理中",
    ),
)
LABELS = (
    "序号",
    "督办编号",
    "事项名称",
    "事项内容",
    "主办科室",
    "协办科室（单位）",
    "立项日期",
    "办结时限",
    "办理状态",
)


def test_records_of_an_export_with_a_line_for_each_label_and_value_are_rows(tmp_path: Path) -> None:
    lines = ["望江区住建局协同办公系统", "2026年督办事项清单", "共3条记录", "=" * 30]
    for record in RECORDS:
        for label, value in zip(LABELS, record, strict=True):
            lines += [label, value]
        lines.append("-" * 30)
    draft = read(tmp_path, "\n".join([*lines, "第 1 页 / 共 1 页", "说明：逾期事项自动亮灯。"]))
    assert [(one.seq, one.title, one.leads, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        ("1", "加装电梯收尾", ("城市更新科",), ("安全站", "档案室"), date(2026, 4, 30)),
        ("2", "物业检查", ("物业管理科",), ("各街道办事处",), date(2026, 5, 31)),
        ("3", "公租房清退", ("住房保障中心",), (), date(2026, 6, 30)),
    ]
    assert draft.tasks[0].content == "完成37部电梯验收和移交。\n验收资料同步报档案室。"


def test_work_that_names_many_bodies_is_no_list_of_units_and_a_cell_that_is_not_ended_goes_on(tmp_path: Path) -> None:
    rows = (
        ("1", "组织领导", "调整旗、镇、嘎查三级草原防火指挥部", "旗应急局", "各镇政府", "2月底前"),
        ("2", "与毗邻旗县签订联防协议", "旗林草局", "旗公安局", "3月15日前"),
        ("3", "隐患排查", "清理线路下方可燃物；", "对老旧线路加装护套", "供电公司", "旗林草局", "4月20日前"),
        ("4", "总结评估", "全年工作总结报盟草原防火指挥部", "旗防火办", "各成员单位", "12月20日前"),
    )
    titles = ("序号", "类别", "重点任务", "牵头单位", "配合单位", "完成时限")
    text = "\n".join(cell for row in (titles, *rows) for cell in row)
    draft = read(tmp_path, f"乌兰旗2026年草原防火任务分解表\n2026年1月26日\n{text}\n")
    assert [(one.content, one.leads, one.responsibles) for one in draft.tasks] == [
        ("调整旗、镇、嘎查三级草原防火指挥部", ("旗应急局",), ("各镇政府",)),
        ("与毗邻旗县签订联防协议", ("旗林草局",), ("旗公安局",)),
        ("清理线路下方可燃物；\n对老旧线路加装护套", ("供电公司",), ("旗林草局",)),
        ("全年工作总结报盟草原防火指挥部", ("旗防火办",), ("各成员单位",)),
    ]
