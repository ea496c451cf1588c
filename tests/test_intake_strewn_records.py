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


def test_who_looks_on_parts_no_task_from_its_date(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """可克垦区2026年春耕任务清单
任务一：播种棉花12万亩
责任单位：第六十一团
督导单位：师市农业局
完成时间：2026年4月25日
任务二：检修滴灌设备
责任单位：各团场
督导单位：师市水利局
完成时间：2026年3月31日
""",
    )
    assert [(one.content, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        ("播种棉花12万亩", ("第六十一团",), date(2026, 4, 25)),
        ("检修滴灌设备", ("各团场",), date(2026, 3, 31)),
    ]


def test_quoted_cells_of_several_lines_from_the_clipboard_are_cells(tmp_path: Path) -> None:
    rows = (
        '序号\t任务\t"牵头\n单位"\t责任单位\t时限',
        '1\t"修复围栏\n80公里"\t旗林草局\t"阿日苏木\n巴彦苏木"\t6月底',
        "2\t建设牧道12公里\t旗交通局\t各苏木\t9月底",
        "3\t配种改良8000只\t旗农牧局\t各苏木\t11月底",
    )
    draft = read(tmp_path, "2026年苏木镇重点任务\n" + "\n".join(rows) + "\n")
    assert [(one.content, one.leads, one.responsibles) for one in draft.tasks] == [
        ("修复围栏 80公里", ("旗林草局",), ("阿日苏木", "巴彦苏木")),
        ("建设牧道12公里", ("旗交通局",), ("各苏木",)),
        ("配种改良8000只", ("旗农牧局",), ("各苏木",)),
    ]


def test_numbers_before_the_units_of_a_cell_are_no_part_of_their_names(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "序号|任务|牵头单位|责任单位|时限\n1|整治占道|1.县城管局|1.县公安局 2.县市场局|2026年4月底\n"
        "2|清运垃圾|1.县住建局|1.各镇；2.各社区|2026年5月底\n",
    )
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("县城管局",), ("县公安局", "县市场局")),
        (("县住建局",), ("各镇", "各社区")),
    ]


def test_short_names_beside_a_unit_help_it(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """口岸区2026年工作要点
一、提升效率
1.推行申报。压缩通关时间（区口岸办牵头，区海关、边检配合，2026年6月底前）；建设卡口3条（港务集团牵头，2026年9月底前）。
""",
    )
    assert [(one.leads, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        (("区口岸办",), ("区海关", "边检"), date(2026, 6, 30)),
        (("港务集团",), (), date(2026, 9, 30)),
    ]
