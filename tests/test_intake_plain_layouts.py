"""Layouts of plain offices: units with counts above their lists, months in pairs, titles in two storeys, minutes."""

from datetime import date
from pathlib import Path

import pytest

from tests.intake_samples import read

BY_UNIT = """云川县2012年重点工作责任分解
县发改局（3项）
1．编制易地搬迁规划，3月底前报批。
2．完成服务业集聚区申报。（6月底）
3．按上级要求落实“一事一议”项目。（11月）
县农业局（2项）
1．培训农民3000人次。（全年）
2．完成农村环境整治。（长期）
附注：本表所列任务，第一家为主办单位。
"""


def test_units_with_counts_own_the_lists_below_them_and_a_bracket_says_when(tmp_path: Path) -> None:
    draft = read(tmp_path, BY_UNIT)
    assert draft.plan_title == "云川县2012年重点工作责任分解"
    assert [(one.leads, one.deadline_date, one.recurring) for one in draft.tasks] == [
        (("县发改局",), date(2012, 3, 31), False),
        (("县发改局",), date(2012, 6, 30), False),
        (("县发改局",), date(2012, 11, 30), False),
        (("县农业局",), date(2012, 12, 31), False),
        (("县农业局",), None, True),
    ]
    assert draft.tasks[1].content.startswith("完成服务业集聚区申报")


def test_columns_of_two_months_are_phases(tmp_path: Path) -> None:
    rows = "危房改造|摸底|开工30户|验收|村建所|财政所、各村\n安全饮水|设计|通水|—|水利站|各村\n"
    draft = read(tmp_path, f"青禾镇2018年任务推进表\n重点任务|1-2月|3-4月|5-6月|牵头站所|配合单位\n{rows}")
    assert [(one.leads, one.deadline_date) for one in draft.tasks] == [
        (("村建所",), date(2018, 6, 30)),
        (("水利站",), date(2018, 4, 30)),
    ]
    assert [(one.date, one.target) for one in draft.tasks[1].milestones] == [
        (date(2018, 2, 28), "设计"),
        (date(2018, 4, 30), "通水"),
    ]


def test_a_list_by_unit_with_columns_of_quarters_holds_tasks_and_no_duties(tmp_path: Path) -> None:
    rows = "安全环保部|沈立|排查隐患|修订制度|半年检查\n人力资源部|钱敏|校园招聘|宣讲|签约\n"
    draft = read(tmp_path, f"滨江集团2026年重点工作清单\n责任部门|责任人|重点工作|第一季度|第二季度\n{rows}")
    assert [(one.content, one.responsibles, one.leaders) for one in draft.tasks] == [
        ("排查隐患", ("安全环保部",), ("沈立",)),
        ("校园招聘", ("人力资源部",), ("钱敏",)),
    ]
    assert not draft.duties


def test_below_the_title_of_the_units_stand_those_of_their_roles_and_who_filled_it_in_is_no_task(
    tmp_path: Path,
) -> None:
    rows = (
        "序号|实事|具体内容|责任单位||完成时限\n|||牵头|责任|\n1|养老|建成中心3个|县民政局|各乡镇|10月\n"
        "2|道路|改建公路60公里|县交通局|县公安局|四季度末\n填表人：黄小兰||审核：唐勇||2023年2月6日|\n"
    )
    listed = read(tmp_path, f"兴安县2023年实事任务分解表\n{rows}").tasks
    assert [one.leads + one.responsibles for one in listed] == [("县民政局", "各乡镇"), ("县交通局", "县公安局")]
    assert all(len(one.leads) == 1 for one in listed)


DATED = {
    "what a meeting asks under a subject without an owner is its units' task": (
        (
            "常务会议纪要\n2018年7月3日\n一、听取防汛工作汇报\n会议要求：（一）县水务局要在7月10日前加固12座水库；"
            "（二）各乡镇要落实值班；（三）县气象局要加密预报。\n二、研究招聘\n会议同意招聘，由县人社局于8月20日前完成。责任单位：县教育局。\n"
        ),
        [("县水务局", date(2018, 7, 10)), ("各乡镇", None), ("县气象局", None), ("县教育局", date(2018, 8, 20))],
    ),
    "a card names two roles in a line": (
        (
            "白河市2024年交办清单\n1.加固城南防洪堤\n  主办单位：市水利局      协办单位：市财政局 市住建局\n"
            "  办理要求：9月底前完工\n2.优化公交线网\n  主办单位：市交通局\n  办理要求：四季度运行\n"
        ),
        [("市水利局、市财政局、市住建局", date(2024, 9, 30)), ("市交通局", date(2024, 12, 31))],
    ),
    "a project's number stands in black brackets": (
        (
            "柳林街道2023年实事清单\n【项目一】改造老旧小区\n责任科室：城建办\n完成时限：2023年11月底\n"
            "【项目二】建设便民生活圈\n责任科室：经济发展办\n完成时限：长期坚持\n"
        ),
        [("城建办", date(2023, 11, 30)), ("经济发展办", None)],
    ),
    "a meeting's decision names each unit with a day of its own": (
        (
            "关于园区项目的会议纪要\n2021年4月12日\n一、关于电池项目。请自然资源局5月上旬发布公告，"
            "征迁办于5月底前完成3户征迁。\n二、关于人才公寓。会议明确，资产公司要于6月底前完成200套装修。\n"
        ),
        [("自然资源局、征迁办", date(2021, 5, 31)), ("资产公司", date(2021, 6, 30))],
    ),
    "a unit alone stands over what it does by a day": (
        (
            "黑水县2016年春季防火工作分工\n一、县林业局\n负责组织全县防火工作，3月10日前举办培训班1期。\n"
            "二、县公安局\n负责火案侦破，清明前后设卡检查。\n三、县财政局\n落实经费80万元，2月底前拨付到位。\n"
        ),
        [("县林业局", date(2016, 3, 10)), ("县公安局", None), ("县财政局", date(2016, 2, 29))],
    ),
    "a bracket holds units and several days": (
        (
            "石桥镇2026年工作要点\n一、平安建设。化解积案9件（平安办、司法所，春节前6件，年底前清零）；"
            "发展调解员25名（司法所，全年）。\n二、产业发展。流转土地5000亩（经发办牵头，3月底）。\n"
        ),
        [("平安办、司法所", date(2026, 12, 31)), ("司法所", date(2026, 12, 31)), ("经发办", date(2026, 3, 31))],
    ),
}


@pytest.mark.parametrize("layout", DATED)
def test_units_and_their_days_are_read_together(layout: str, tmp_path: Path) -> None:
    text, expected = DATED[layout]
    tasks = read(tmp_path, text).tasks
    assert [("、".join((*one.leads, *one.responsibles)), one.deadline_date) for one in tasks] == expected


FORM = """公文管理 > 发文查询
关于青禾县医院2026年整改事项的通知
【1】整改措施：修订病历细则，每日抽查病历。
牵头科室：医务部\t配合科室：质控科、各临床科室
分管领导：何方\t整改时限：2026年4月30日前
【2】整改措施：升级提醒模块，处置全程留痕。
牵头科室：信息中心\t配合科室：医务部
分管领导：卓琳\t整改时限：2026年6月底
"""


def test_labels_set_side_by_side_by_tabs_are_fields_and_no_table(tmp_path: Path) -> None:
    draft = read(tmp_path, FORM)
    assert [(one.leads, one.responsibles, one.leaders, one.deadline_date) for one in draft.tasks] == [
        (("医务部",), ("质控科", "各临床科室"), ("何方",), date(2026, 4, 30)),
        (("信息中心",), ("医务部",), ("卓琳",), date(2026, 6, 30)),
    ]
