"""Habits of single offices that others have too: headings with a role, months behind bullets, signed tables."""

from datetime import date
from pathlib import Path

from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan
from tests import intake_samples as samples
from tests.intake_samples import read
from tests.reader_samples import saved, workbook


def sheet(folder: Path, merged: tuple[str, ...], *rows: tuple[str, ...]) -> PlanDraft:
    """Read a workbook of these rows with these ranges merged."""
    path = folder / "plan.xlsx"
    path.write_bytes(saved(workbook(rows, merged)))
    return read_plan(path)


def test_a_heading_says_what_a_unit_leads_and_the_items_below_name_who_helps(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "栗山县2014年重点工作分解\n一、县水利局牵头事项（2项）\n"
        "1.整修渠道12公里。（协办单位：县财政局；完成时限：10月底）\n"
        "2.更新泵站设备。（完成时限：上半年）\n二、县教育局牵头事项（1项）\n1.改造校舍3处。（协办单位：县住建局）\n"
        "三、有关要求\n各牵头单位要倒排工期。\n",
    )
    assert [(task.leads, task.responsibles) for task in draft.tasks] == [
        (("县水利局",), ("县财政局",)),
        (("县水利局",), ()),
        (("县教育局",), ("县住建局",)),
    ]


def test_months_behind_bullets_hold_for_the_items_below_them_until_the_work_of_the_whole_year(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "望江学校2026年迎评工作安排\n■ 3月份\n1. 印发方案。（教务处负责）\n"
        "2. 开展自查。（督导室负责，各年级组配合）\n"
        "■ 4月份\n3. 汇编材料。（档案室负责）\n4. 4月20日前提交报告。（教务处负责）\n"
        "■ 全年工作\n5. 做好宣传报道。（宣传处负责）\n",
    )
    assert [task.deadline_date for task in draft.tasks] == [
        date(2026, 3, 31),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 4, 20),
        None,
    ]


def test_a_line_of_time_below_the_owners_is_the_date(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "滨湖新区数据攻坚方案\n（2022年3月1日）\n一、任务清单\n1. 编制目录\n逐个部门梳理数据。\n"
        "牵头：区数据局\n参与：各街道\n时间：6月15日前\n"
        "2. 清洗数据\n比对修正错误。\n牵头：区数据局\n参与：区统计局\n时间：每月10日前\n"
        "3. 举办活动\n活动时间：待定，地点另行通知。\n牵头：区文旅局\n",
    )
    assert [task.deadline_date for task in draft.tasks] == [date(2022, 6, 15), None, None]
    assert [one.every for one in draft.tasks[1].recurrences] == ["month"]


def test_who_signs_a_table_below_it_has_no_task_and_dates_it(tmp_path: Path) -> None:
    head = ("类别", "任务内容", "牵头站所", "落实单位", "时间要求")
    draft = sheet(
        tmp_path,
        ("A1:E1", "D5:E5", "D6:E6"),
        ("柳溪镇2025年整治任务分解表",),
        head,
        ("道路", "修补路面三百米", "规划建设办", "各村", "5月底前"),
        ("环境", "清运垃圾", "镇环卫所", "各村", "长期坚持"),
        ("", "", "", "柳溪镇人民政府"),
        ("", "", "", "2025年3月3日"),
    )
    assert [task.content for task in draft.tasks] == ["修补路面三百米", "清运垃圾"]
    assert draft.issued_on == date(2025, 3, 3)


def test_a_list_within_a_house_is_dated_by_who_drew_it_up(tmp_path: Path) -> None:
    drawn_up = "编制部门：安全部　　编制日期：2024年3月15日"
    draft = sheet(
        tmp_path,
        ("A1:D1", "A2:D2"),
        ("三江水务公司2024年安全任务清单",),
        (drawn_up,),
        ("编号", "工作内容", "主责部门", "时间节点"),
        ("1-1", "修订责任清单", "安全部", "6月底"),
    )
    assert draft.issued_on == date(2024, 3, 15)
    assert draft.plan_title == "三江水务公司2024年安全任务清单"


def test_minutes_are_dated_beside_the_office_that_prints_them(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "专题会议纪要\n〔2019〕3号\n平湖区人民政府办公室　2019年5月8日\n关于研究管线迁改的会议纪要\n"
        "会议议定以下事项：\n1.区住建局牵头，区财政局配合，7月底前办结手续。\n2.区质量安全监督站每月开展一次检查。\n",
    )
    assert (draft.issuer, draft.issued_on) == ("平湖区人民政府办公室", date(2019, 5, 8))
    assert [task.responsibles for task in draft.tasks] == [("区财政局",), ("区质量安全监督站",)]


def test_owners_in_boxes_above_each_item_are_those_of_the_item_below_them(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "江东医院质量提升方案\n（2021年3月15日）\n一、重点任务\n"
        "【牵头科室】质控科　【配合科室】医务科　【责任人】刘涛　【完成时限】6月底\n"
        "1、健全指标。确定首批二十个病种，按月分析。\n"
        "【牵头科室】护理部　【配合科室】总务科、院感科\n2、改造病房。完成两个病区的改造，配齐设施。\n"
        "【牵头科室】药学部　【完成时限】长期坚持\n3、点评处方。对用药不当的及时干预，公布结果。\n"
        "二、保障措施\n（一）提高认识。各科室主任带头落实。\n",
    )
    assert [(task.leads, task.responsibles) for task in draft.tasks] == [
        (("质控科",), ("医务科",)),
        (("护理部",), ("总务科", "院感科")),
        (("药学部",), ()),
    ]
    assert [task.deadline_date for task in draft.tasks] == [date(2021, 6, 30), None, None]


def test_cards_say_who_heads_a_body_who_belongs_to_it_and_what_it_is_to_do(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "桂林湾市专班设置方案\n（2020年2月18日）\n一、专班设置\n（一）物资保障专班\n组　　长：陆远（副市长）\n"
        "组长单位：市工信局\n"
        "成员单位：市商务局、市市场监管局\n主要任务：统筹调配防疫物资，2月底前备足一个月用量。\n"
        "（二）企业用工专班\n组　　长：黄芳（副市长）\n组长单位：市人社局\n成员单位：市交通局、市总工会\n主要任务：\n"
        "1．摸清缺工底数，2月25日前建立台账；\n2．开行返岗专车，即日起至3月31日实行点对点接送。\n"
        "二、工作机制\n（一）各专班办公室设在组长单位。\n",
    )
    assert [(task.leads, task.responsibles, task.leaders) for task in draft.tasks] == [
        (("市工信局",), ("市商务局", "市市场监管局"), ("陆远",)),
        (("市人社局",), ("市交通局", "市总工会"), ("黄芳",)),
        (("市人社局",), ("市交通局", "市总工会"), ("黄芳",)),
    ]
    assert [task.deadline_date for task in draft.tasks] == [date(2020, 2, 29), date(2020, 2, 25), date(2020, 3, 31)]


def test_who_checks_the_work_or_proposed_it_does_not_do_it(tmp_path: Path) -> None:
    draft = sheet(
        tmp_path,
        ("A1:G1",),
        ("太行化工公司2013年隐患整改台账",),
        ("序号", "提出人", "整改措施", "责任车间（部室）", "责任班组", "责任人", "验收人"),
        ("1", "钟国华", "更换失灵的报警器", "合成车间", "仪表班", "李建国（车间主任）", "贾安民"),
        ("2", "刘菊英", "补齐电缆沟盖板", "电气车间", "", "薛志强（技术员）", "段海龙"),
        ("编制：张晓军", "", "", "审核：梁卫东", "", "", ""),
    )
    assert [(task.responsibles, task.leaders) for task in draft.tasks] == [
        (("合成车间", "仪表班"), ("李建国",)),
        (("电气车间",), ("薛志强",)),
    ]


def test_the_owner_of_a_project_leads_it(tmp_path: Path) -> None:
    draft = sheet(
        tmp_path,
        ("A1:F1",),
        ("巴彦旗2019年重点项目推进表",),
        ("序号", "项目名称", "建设内容及目标", "推进时间节点", "项目业主", "包联单位"),
        ("1", "供热管网改造", "改造管网十公里", "5月开工，9月底前完工", "旗住建局", "旗财政局、旗自然资源局"),
        ("2", "人饮工程", "新打机井四十眼", "8月31日前", "旗水利局", "各苏木镇"),
    )
    assert [task.leads for task in draft.tasks] == [("旗住建局",), ("旗水利局",)]
    assert [task.responsibles for task in draft.tasks] == [("旗财政局", "旗自然资源局"), ("各苏木镇",)]


def test_time_behind_a_list_of_units_is_no_unit(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "嫩江源县防火电话通知\n发话时间：2002年9月16日14时30分\n受话单位：各乡镇政府\n入秋以来气候干燥，现通知如下：\n"
        "一、检修机具。责任单位：县防火办、县农机总站，9月25日前全部检修完毕。\n"
        "二、发布预报。责任单位：县气象局、县广播电视局，每天早晚各播发一次。\n",
    )
    assert [task.responsibles for task in draft.tasks] == [
        ("县防火办", "县农机总站"),
        ("县气象局", "县广播电视局"),
    ]
    assert draft.tasks[0].deadline_date == date(2002, 9, 25)
    assert draft.tasks[1].recurring


def test_who_answers_for_it_stands_in_a_line_of_his_own_and_speech_may_stand_behind_a_label(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "永平区2006年折子工程\n二〇〇六年二月十七日\n1．改造道路二公里，同步敷设管线。\n主管区长：周金山\n主责单位：区建委\n"
        "协办单位：区市政管委\n完成时限：10月31日前完工\n"
        "2．举办科技论坛，规模二百人。\n负责人：段文\n责任单位：区科协牵头，区教委、区科委配合\n时间：11月6日—8日\n"
        "3．公布监测结果。（区环保局牵头，区水务局配合，每日更新）\n",
    )
    assert [(task.leads, task.responsibles, task.leaders) for task in draft.tasks] == [
        (("区建委",), ("区市政管委",), ("周金山",)),
        (("区科协",), ("区教委", "区科委"), ("段文",)),
        (("区环保局",), ("区水务局",), ()),
    ]
    assert [task.deadline_date for task in draft.tasks] == [date(2006, 10, 31), date(2006, 11, 8), None]
    assert draft.tasks[2].recurring


def test_the_number_that_a_web_page_prints_in_a_table_above_the_paper_is_its_number(tmp_path: Path) -> None:
    page = (
        "<html><body><table>"
        "<tr><td>索　引　号：</td><td>0001/2020-21</td><td>发文单位：</td><td>桂岭市政府办公室</td></tr>"
        "<tr><td>文　　号：</td><td>桂岭政办函〔2020〕15号</td><td>成文日期：</td><td>2020年02月18日</td></tr>"
        "</table>"
        "<h1>桂岭市政府办公室关于做好复工工作的通知</h1><p>各县区人民政府：</p><p>现将有关工作安排如下：</p>"
        "<p>一、保障物资供应。由市工信局牵头，市商务局配合，2月底前备足一个月用量。</p>"
        "<p>二、组织银企对接。由市金融办牵头，市财政局配合，每月开展一次。</p>"
        "<p>桂岭市政府办公室</p><p>2020年2月18日</p></body></html>"
    )
    draft = read_plan(samples.write(tmp_path, page, "plan.html"))
    assert draft.doc_number == "桂岭政办函〔2020〕15号"
    assert draft.issued_on == date(2020, 2, 18)


POND = (
    "东山县坑塘整治工作要点（2026年）\n一、摸清底数。2月底前完成摸排。（县水利局牵头，各乡镇落实）\n"
    "二、分类整改。问题坑塘6月底前整改。（县水利局、县农业农村局，各乡镇）\n"
    "三、建立机制。5月底前制定管护办法。（县财政局负责）\n四、公示结果。年底前公示。（责任单位：县水利局）\n"
)


def test_a_bracket_of_names_alone_is_of_owners_where_the_others_say_so(tmp_path: Path) -> None:
    _, second, *_ = read(tmp_path, POND).tasks
    assert (second.title, second.responsibles) == ("分类整改", ("县水利局", "县农业农村局", "各乡镇"))


def test_who_keeps_a_web_page_is_no_owner_of_the_last_item(tmp_path: Path) -> None:
    foot = "上一篇：无 下一篇：无 主办：东山县人民政府办公室 网站标识码0000000001"
    for page in (
        f"{POND}{foot.replace(' ', chr(10))}\n",
        f"{POND}五、组织领导。定期通报。\n{foot}".replace("\n", " "),
    ):
        draft = read(tmp_path, page)
        assert len(draft.tasks) == 4
        assert not any("人民政府" in name for task in draft.tasks for name in (*task.leads, *task.responsibles))
        assert [one.kind for one in draft.findings if one.kind in ("residue", "odd_owner")] == []


WATER = (
    "白石市碧水保卫战实施方案（2026年）\n一、狠抓源头治理\n"
    "（一）治理工业废水。10月底前完成提标改造，由市工信局牵头，市生态环境局配合。\n"
    "（二）治理畜禽污染。8月底前配套率达到95%；市农业农村局负总责，各乡镇具体落实。\n"
    "二、保障措施\n（一）落实资金。市财政局要统筹安排，确保7月底前拨付到位。\n"
    "附件\n重点工程清单\n序号|工程名称|建设单位|总投资（万元）|建设年限\n1|北城污水处理厂|白石水务公司|12000|2025-2026\n"
    "2|尾水湿地|开发区投资公司|3000|2025-2026\n"
)


def test_a_list_of_projects_beside_tasks_is_none_and_said_to_be_left_out(tmp_path: Path) -> None:
    draft = read(tmp_path, WATER)
    assert [(task.title, task.leads, task.responsibles) for task in draft.tasks] == [
        ("治理工业废水", ("市工信局",), ("市生态环境局",)),
        ("治理畜禽污染", (), ("市农业农村局", "各乡镇")),
    ]
    (told,) = [one for one in draft.findings if one.kind == "project_table"]
    assert "项目清单" in told.message
    (left,) = [one for one in draft.findings if one.kind == "residue"]
    assert "确保7月底前拨付到位" in left.message


def test_a_list_of_projects_alone_is_what_is_to_be_done(tmp_path: Path) -> None:
    draft = read(tmp_path, WATER[WATER.index("重点工程清单") :])
    assert len(draft.tasks) == 2


STALLS = (
    "北川旗农资打假工作方案\n一、主要任务。括号内排第一位的为牵头单位。\n"
    "（一）清查网点。逐户清查农资网点。（旗农牧局、旗供销社）\n（二）抽检种子。抽检种子样品百份。（旗农牧局、旗公安局）\n"
    "（三）规范摊点。划定经营区域。（旗城管局、旗公安局）\n附件\n重点监管名单\n"
    "序号|名称|类别|所在乡镇|包联责任单位\n1|绿野种业有限公司|种子企业|东湖镇|旗农牧局\n2|兴牧养殖专业合作社|养殖场|西湖镇|旗农牧局\n"
    "3|中心农贸市场|市场|东湖镇|旗城管局\n"
)


def test_a_list_of_firms_beside_tasks_is_none_and_said_to_be_left_out(tmp_path: Path) -> None:
    draft = read(tmp_path, STALLS)
    assert [(task.title, task.leads, task.responsibles) for task in draft.tasks] == [
        ("清查网点", ("旗农牧局",), ("旗供销社",)),
        ("抽检种子", ("旗农牧局",), ("旗公安局",)),
        ("规范摊点", ("旗城管局",), ("旗公安局",)),
    ]
    (told,) = [one for one in draft.findings if one.kind == "site_table"]
    assert "企业、场所名单" in told.message


def test_where_a_firm_stands_makes_nobody_its_owner(tmp_path: Path) -> None:
    alone = "重点监管名单\n序号|名称|类别|所在乡镇\n1|绿野公司|企业|东湖镇\n2|兴牧合作社|养殖场|西湖镇\n"
    assert not read(tmp_path, alone).tasks


TOWN = (
    "凤鸣镇2023年人居环境整治任务分工\n镇党政办：\n1. 每月开展一次督查。\n2. 6月底前绿化院落。\n镇农业农村办：\n"
    "1. 5月底前验收改厕320户。\n2. 10月底前清理沟渠18公里。\n国道沿线：\n1. 4月底前拆除私搭乱建36处。\n"
    "镇城建办：\n1. 牵头规范镇区摊点，长期坚持。\n"
)


def test_a_unit_alone_in_its_line_has_the_list_below_it(tmp_path: Path) -> None:
    draft = read(tmp_path, TOWN)
    assert [(task.leads, task.responsibles) for task in (*draft.tasks, *draft.candidates)] == [
        (("镇党政办",), ()),
        (("镇党政办",), ()),
        (("镇农业农村办",), ()),
        (("镇农业农村办",), ()),
        (("镇城建办",), ()),
        ((), ()),
    ]
    assert any(one.kind == "no_owner" and "拆除私搭乱建" in one.message for one in draft.findings)


def test_a_cell_with_a_round_is_the_date_of_its_row(tmp_path: Path) -> None:
    row = "1 编制旅游规划 县文旅局 县发改局 2026年6月底 2 开通旅游专线 县交通局 县文旅局 2026年5月底 "
    draft = read(tmp_path, f"序号 工作任务 牵头单位 配合单位 完成时限 {row}3 举办旅游节 县文旅局 各乡镇 每年5月\n")
    assert (draft.tasks[2].deadline_text, draft.tasks[2].recurring) == ("每年5月", True)
