"""What lines and headings above give to the items below, and lists of units with brackets in their names."""

import re
from datetime import date
from pathlib import Path

from tests.intake_samples import read
from tests.test_intake_shares import told

GROUPS = """青禾经开区关于成立滨河片区改造领导小组的通知
青开发〔2026〕7号
二、工作组及分工
（一）拆迁安置工作组
牵头领导：何方
牵头单位：河东街道办事处
责任单位：财政局、公安分局
主要任务：
1．完成片区460户的入户登记，4月底前完成。
2．签订补偿协议，签约率达到95%。
（二）资金保障工作组
牵头领导：卓琳
牵头单位：财政局
责任单位：经济发展局
主要任务：
1．编制资金平衡方案，三季度到位。
2．建立专户，按月对账。
2026年3月1日
"""


def test_the_units_of_a_work_group_own_its_tasks_and_not_the_group(tmp_path: Path) -> None:
    first, second = (("河东街道办事处",), ("财政局", "公安分局")), (("财政局",), ("经济发展局",))
    draft = read(tmp_path, GROUPS)
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [first, first, second, second]
    assert [one.leaders for one in draft.tasks] == [("何方",), ("何方",), ("卓琳",), ("卓琳",)]


PROBLEMS = """青禾县督察反馈意见整改任务清单
青政办〔2026〕9号
一、关于污水管网滞后问题
反馈问题：城区污水处理厂超负荷，县水务局监管不力。
整改目标：污水处理率达到96%。
整改时限：2026年11月底前
责任领导：何方
整改措施：
1.清淤干管4公里。（牵头单位：县住建局；责任单位：县城管局）
2.联网监测平台，8月底前通水。（牵头单位：县水务局）
3.巡查管网，长期坚持。（牵头单位：县水务局）
4.更换阀门20个。（牵头单位：县水务局；完成时限：2026年6月底前）
二、关于矿山修复缓慢问题
反馈问题：采坑裸露。
整改目标：完成年度任务。
整改时限：2026年9月底前
责任领导：卓琳
整改措施：
1.回填采坑26亩。（牵头单位：县林业局）
2026年3月1日
"""


def test_the_date_and_the_leader_of_a_problem_hold_for_its_measures_that_state_none(tmp_path: Path) -> None:
    draft = read(tmp_path, PROBLEMS)
    assert [(one.content[:4], one.deadline_date, one.leaders) for one in draft.tasks] == [
        ("清淤干管", date(2026, 11, 30), ("何方",)),
        ("联网监测", date(2026, 8, 31), ("何方",)),
        ("巡查管网", None, ("何方",)),
        ("更换阀门", date(2026, 6, 30), ("何方",)),
        ("回填采坑", date(2026, 9, 30), ("卓琳",)),
    ]


COUNTED = """青禾县2026年督办事项
一、县水利局、县住建局分办（共2项，分管县领导：何方）
1、完成引水线可研批复。（协办单位：县财政局；时限：2026年8月底前）
2、清淤河道。（协办单位：县公安局）
二、县教育局承办（分管领导：卓琳）
3、改造危房1.1万平方米，9月底前投用。（协办单位：县财政局）
4、建成新校区。（协办单位：县住建局）
2026年3月1日
"""


def test_a_heading_of_units_leads_though_it_counts_its_items_or_says_who_deals_with_them(tmp_path: Path) -> None:
    both, school = ("县水利局", "县住建局"), ("县教育局",)
    draft = read(tmp_path, COUNTED)
    assert [(one.leads, one.responsibles, one.leaders) for one in draft.tasks] == [
        (both, ("县财政局",), ("何方",)),
        (both, ("县公安局",), ("何方",)),
        (school, ("县财政局",), ("卓琳",)),
        (school, ("县住建局",), ("卓琳",)),
    ]


def test_a_heading_may_call_its_leader_by_any_title_and_stand_above_brackets_of_helpers(tmp_path: Path) -> None:
    called = COUNTED.replace("共2项，分管县领导：", "分管县长：").replace("分管领导：", "联系副县长：")
    asked = called.replace("县住建局分办", "县住建局").replace("县教育局承办", "县教育局")
    assert [(one.leads, one.leaders) for one in read(tmp_path, asked).tasks] == [
        (("县水利局", "县住建局"), ("何方",)),
        (("县水利局", "县住建局"), ("何方",)),
        (("县教育局",), ("卓琳",)),
        (("县教育局",), ("卓琳",)),
    ]


LABELLED = """青禾县林业局2026年目标任务分解
一、承办单位：营林股（责任人：何方）
1．造林3.2万亩，3月底前栽完。
2．抚育幼林8万亩。（配合单位：林科所）
二、承办单位：防火办（责任人：卓琳）
1．组建50人的队伍，9月30日前完成。（配合单位：人事股）
2．制定预案。（完成时间：6月底）
"""


def test_a_heading_of_labels_alone_gives_its_unit_the_lead_of_what_stands_below(tmp_path: Path) -> None:
    draft = read(tmp_path, LABELLED)
    assert [(one.leads, one.responsibles, one.leaders) for one in draft.tasks] == [
        (("营林股",), (), ("何方",)),
        (("营林股",), ("林科所",), ("何方",)),
        (("防火办",), ("人事股",), ("卓琳",)),
        (("防火办",), (), ("卓琳",)),
    ]
    others = re.sub("承办单位：(.+)（责任人：(.+)）", r"牵头科室：\1　　分管领导：副局长 \2", LABELLED)
    assert [(one.leads, one.leaders) for one in read(tmp_path, others).tasks] == [
        (one.leads, one.leaders) for one in draft.tasks
    ]


BRACKETS = """青禾省便民行动方案
一、重点任务
1.下沉事项。依托便民中心办理救助事项，2026年10月底前完成。（省民政厅、省农业厅、各市、县（市、区）政府）
2.建立目录。高频数据全部接入平台，2026年9月底前完成。（省数据局、省直有关部门）
3.改造竹林。改造低效竹林4万亩。〔责任单位：省林业厅，各县（市、区）人民政府（列首位的为牵头单位，下同）〕
4.抽查企业。每年抽查不少于5%。（省市场监管局、各市政府）
"""


def test_units_with_brackets_in_their_names_and_a_rule_behind_them_stay_whole(tmp_path: Path) -> None:
    assert told(read(tmp_path, BRACKETS)) == [
        ("依托便民中心办理", ("省民政厅",), ("省农业厅", "各市、县（市、区）政府"), date(2026, 10, 31)),
        ("高频数据全部接入", ("省数据局",), ("省直有关部门",), date(2026, 9, 30)),
        ("改造低效竹林4万", ("省林业厅",), ("各县（市、区）人民政府",), None),
        ("每年抽查不少于5", ("省市场监管局",), ("各市政府",), None),
    ]


def test_a_month_without_a_year_falls_within_the_months_that_the_paper_is_for(tmp_path: Path) -> None:
    head = "青禾中学任务矩阵表\n（2026年9月—2027年7月）\n序号|任务|责任部门|完成时间\n"
    rows = "1|修订章程，明确权限|校长办公室|2026年10月底\n2|承办观摩课|教务处|11月28日\n3|组织复查迎检|德育处|3月底\n"
    days = [date(2026, 10, 31), date(2026, 11, 28), date(2027, 3, 31)]
    assert [one.deadline_date for one in read(tmp_path, head + rows).tasks] == days


def test_who_carries_it_out_leads_where_no_other_role_is_printed(tmp_path: Path) -> None:
    lines = "1、修渠。\n落实单位：水务局、财政局  责任领导：何方  办结时限：5月20日\n2、打井。\n落实单位：农业局\n"
    draft = read(tmp_path, f"青禾经开区2026年督办事项\n{lines}3、植树9万株。\n责任单位：林业局\n")
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("水务局", "财政局"), ()),
        (("农业局",), ()),
        ((), ("林业局",)),
    ]
    table = read(
        tmp_path,
        "青禾县2026年任务表\n序号|任务|落实单位|时限\n1|修渠18公里|县水利局|5月底\n2|打井20眼|县农业局|6月底\n",
    )
    assert [one.leads for one in table.tasks] == [("县水利局",), ("县农业局",)]
