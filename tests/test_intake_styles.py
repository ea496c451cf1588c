"""Plans in the styles of other offices and decades: minutes, duty lists, timetables, rectification lists."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tasks_db.intake.plan import read_plan
from tests import intake_samples as samples
from tests.intake_samples import read

Owned = list[tuple[tuple[str, ...], tuple[str, ...]]]


def owned(draft: PlanDraft) -> Owned:
    return [(task.leads, task.responsibles) for task in draft.tasks]


def days(draft: PlanDraft) -> list[date | None]:
    return [task.deadline_date for task in draft.tasks]


def table(folder: Path, *rows: tuple[str, ...], title: str = "青石县2026年重点任务表") -> PlanDraft:
    """Read a Word file with the title and a table of these rows; a cell that repeats its upper one is merged."""
    made = docx.Document()
    made.add_paragraph(title)
    grid = made.add_table(rows=len(rows), cols=len(rows[0]))
    for n, row in enumerate(rows):
        for at, text in enumerate(row):
            cell = grid.cell(n, at)
            if n and text == rows[n - 1][at] and text:
                cell.merge(grid.cell(n - 1, at))
            else:
                cell.text = text
    kept = io.BytesIO()
    made.save(kept)
    path = folder / "plan.docx"
    path.write_bytes(kept.getvalue())
    return read_plan(path)


def only(draft: PlanDraft) -> DraftTask:
    (task,) = draft.tasks
    return task


def test_minutes_that_name_units_in_sentences_lose_no_item(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "河东区人民政府专题会议纪要\n〔2025〕第8期\n关于研究停车难有关问题的会议纪要\n"
        "2025年9月12日，副区长主持召开会议。议定以下事项：\n"
        "一、关于泊位改造。会议明确，由区住建局牵头，桥南街道配合，10月底前完工。\n"
        "二、关于电力迁改。请供电公司河东分公司会同区城管局，会后10个工作日内完成迁改。\n"
        "三、关于违停整治。区公安分局要立即组织整治，11月上旬前报告结果。\n"
        "四、关于收费。由区发展改革委、区财政局共同研究制定办法。\n"
        "会议强调，各单位要提高站位，于12月5日前报送总结。\n",
    )
    assert draft.plan_title == "关于研究停车难有关问题的会议纪要"
    assert owned(draft) == [
        (("区住建局",), ("桥南街道",)),
        (("供电公司河东分公司",), ("区城管局",)),
        ((), ("区公安分局",)),
        ((), ("区发展改革委", "区财政局")),
    ]
    assert days(draft) == [date(2025, 10, 31), date(2025, 9, 26), date(2025, 11, 10), None]
    assert "12月5日" not in draft.tasks[-1].content


def test_units_as_headings_own_the_work_below_them(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "白音旗抗灾保畜工作责任分工\n（旗指挥部办公室 2023年10月18日）\n"
        "一、旗农牧局\n1．摸清饲草缺口，11月10日前报办公室。\n2．12月底前发放饲草2万吨。\n"
        "二、旗应急管理局\n1．牵头修订应急预案，10月底前印发。\n2．会同旗财政局、旗民政局发放救助资金，1月20日前到位。\n"
        "三、旗气象局\n加强预报，及时发布预警（旗广电局配合）。\n"
        "四、各苏木镇人民政府\n1．11月20日前检修棚圈3200座，会同旗住建局于月底前验收。\n以上各项任务由旗督查室督办。\n",
    )
    assert draft.plan_title == "白音旗抗灾保畜工作责任分工"
    assert owned(draft) == [
        (("旗农牧局",), ()),
        (("旗农牧局",), ()),
        (("旗应急管理局",), ()),
        (("旗应急管理局",), ("旗财政局", "旗民政局")),
        (("旗气象局",), ("旗广电局",)),
        (("各苏木镇人民政府",), ("旗住建局",)),
    ]
    assert days(draft)[:4] == [date(2023, 11, 10), date(2023, 12, 31), date(2023, 10, 31), date(2024, 1, 20)]
    assert "督办" not in draft.tasks[-1].content


def test_tasks_under_their_months_are_due_at_the_end_of_them_and_are_asked_to_be_confirmed(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "山阴学院评估工作时间安排表\n（2026年1月—2026年12月）\n一、动员阶段\n1月\n1. 成立领导小组。（党委办公室）\n"
        "2. 印发工作方案。（教务处）\n3月\n3. 完成任务分解。（各学院）\n二、整改阶段\n"
        "9月\n4. 10月15日前提交报告。（教务处）\n",
    )
    assert days(draft) == [date(2026, 1, 31), date(2026, 1, 31), date(2026, 3, 31), date(2026, 10, 15)]
    assert {task.confidence for task in draft.tasks[:3]} == {0.6}


def test_what_follows_the_measures_of_a_problem_holds_for_all_of_them(tmp_path: Path) -> None:
    problem = (
        "问题{n}：进度滞后。\n整改措施：\n（1）成立专班。责任部门：工程部。\n（2）核定工期。责任部门：供水部。\n"
        "责任领导：{who}（副总经理）\n整改时限：2023年{n}月底\n"
    )
    draft = read(
        tmp_path,
        "水务集团整改清单\n一、落实部署方面\n"
        + problem.format(n=6, who="何振东").replace("问题6", "问题1")
        + problem.format(n=9, who="丁维民").replace("问题9", "问题2"),
    )
    assert [task.leaders for task in draft.tasks] == [("何振东",), ("何振东",), ("丁维民",), ("丁维民",)]
    assert days(draft) == [date(2023, 6, 30), date(2023, 6, 30), date(2023, 9, 30), date(2023, 9, 30)]


def test_a_list_of_persons_is_read_with_its_dates_and_bodies(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "石坎村2022年创建任务清单\n1-1 拓宽水泥路1.2公里。责任人：罗大贵（村委会副主任）；3月底开工，国庆节前完工。\n"
        "1-2 安装路灯60盏。责任人：杨秀英；时间：6月30日前。\n"
        "2-1 拆除旧圈舍。责任人：王德福，驻村工作队协助；时间：汛期来临前。\n",
    )
    assert [task.leaders for task in draft.tasks] == [("罗大贵",), ("杨秀英",), ("王德福",)]
    assert draft.tasks[2].responsibles == ("驻村工作队",)
    assert days(draft) == [date(2022, 9, 30), date(2022, 6, 30), None]
    assert draft.tasks[2].deadline_text == "汛期来临前"


def test_duties_with_dates_are_tasks_and_a_row_whose_lines_are_numbered_alike_is_several(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("单位", "主要职责", "完成时间", "责任人"),
        ("市应急管理局", "1.修订防汛预案。\n2.组织综合演练1次。", "1.4月10日前\n2.每月", "曾国清"),
        ("市水利局", "巡查水库36座。", "3月底前", "田大力"),
    )
    assert owned(draft) == [((), ("市应急管理局",))] * 2 + [((), ("市水利局",))]
    assert [task.content for task in draft.tasks] == ["修订防汛预案。", "组织综合演练1次。", "巡查水库36座。"]
    assert days(draft) == [date(2026, 4, 10), None, date(2026, 3, 31)]
    assert [one.every for one in draft.tasks[1].recurrences] == ["month"]


def test_columns_of_years_under_one_title_are_milestones(tmp_path: Path) -> None:
    task = only(
        table(
            tmp_path,
            ("编号", "举措", "时间安排", "时间安排", "责任部门"),
            ("编号", "举措", "2024年", "2025年", "责任部门"),
            ("A.1", "建设司库系统", "完成选型", "9月底前上线", "财务部、信息中心"),
            title="矿业集团三年行动台账（2024—2026年）",
        )
    )
    assert [(one.date, one.target) for one in task.milestones] == [
        (date(2024, 12, 31), "完成选型"),
        (date(2025, 9, 30), "9月底前上线"),
    ]
    assert task.deadline_date == date(2025, 9, 30)


def test_cells_that_say_who_leads_who_helps_and_the_same_as_above_are_understood(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("序号", "督办事项", "承办单位", "办结时限"),
        ("1", "劝返学生11人", "县教体局；县公安局配合", "5月底前"),
        ("2", "监管生猪调运", "县农业农村局牵头，县城管局配合，各乡镇落实属地责任", "长期"),
        ("3", "清运垃圾", "同上", "12.31前"),
        ("合计", "3项", "", ""),
    )
    assert owned(draft) == [
        (("县教体局",), ("县公安局",)),
        (("县农业农村局",), ("县城管局", "各乡镇")),
        (("县农业农村局",), ("县城管局", "各乡镇")),
    ]
    assert days(draft) == [date(2026, 5, 31), None, date(2026, 12, 31)]


def test_an_appraisal_is_no_register_and_rules_have_no_tasks(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("考核项目", "分值", "考核内容", "评分标准", "考核单位"),
        ("责任体系", "20", "责任制落实情况", "少1次扣2分", "县安委办"),
        ("消防安全", "15", "微型消防站建设", "未建成的不得分", "县消防大队"),
        title="青石县安全生产考核细则",
    )
    assert draft.tasks == ()
    assert [one.kind for one in draft.findings] == ["score_table"]
    assert read(tmp_path, "青石县考核细则\n第一条 为推动工作，制定本细则。\n第二条 考核对象为各乡镇。\n").tasks == ()


@pytest.mark.parametrize(
    ("cell", "every"), [("每月", "month"), ("每季度", "quarter"), ("每半年", "half_year"), ("每月5日前", "month")]
)
def test_a_period_alone_in_the_date_column_is_a_round_and_no_unclear_date(
    tmp_path: Path, cell: str, every: str
) -> None:
    draft = read(
        tmp_path, f"修渠方案\n序号|任务内容|责任单位|完成时限\n1|巡渠|县水利局|{cell}\n2|清淤|各乡镇|5月底\n"
    )
    assert [one.every for one in draft.tasks[0].recurrences] == [every]
    assert not [one for one in draft.findings if one.kind == "unclear_date" and "巡渠" in one.message]


def test_work_more_often_than_monthly_is_standing_and_the_office_is_asked_for_a_cycle(tmp_path: Path) -> None:
    draft = read(tmp_path, "修渠方案\n（一）巡渠。每周开展一次巡查。（县水利局负责）\n（二）清淤。（各乡镇负责）\n")
    assert draft.tasks[0].recurring
    assert [one.quotes[0].quote for one in draft.findings if one.kind == "undated_round"] == ["每周开展一次巡查"]


def test_items_beside_assigned_ones_that_name_nobody_are_candidates_and_are_pointed_out(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "修渠方案\n一、主要任务\n（一）清淤。清理河道。（责任单位：县水利局）\n（二）绿化。种植护岸林，建好步道。\n"
        "（三）巡河。落实河长制。（责任单位：各乡镇）\n（四）宣传。入户讲解，张贴标语。\n",
    )
    assert [task.title for task in draft.candidates] == ["绿化", "宣传"]
    (told,) = [one for one in draft.findings if one.kind == "no_owner"]
    assert "绿化、宣传" in told.message


def test_the_end_and_not_the_beginning_of_the_work_is_its_deadline(tmp_path: Path) -> None:
    head = ("序号", "整改任务", "责任单位", "整改时限", "整改时限")
    draft = table(
        tmp_path,
        head,
        ("序号", "整改任务", "责任单位", "起始时间", "完成时间"),
        ("1", "加固围墙", "县水利局", "2026年3月1日", "2026年6月30日"),
        ("2", "清理河道", "县住建局", "2026年2月", "2026年5月1日—8月31日"),
    )
    assert days(draft) == [date(2026, 6, 30), date(2026, 8, 31)]


def test_stars_persons_and_brackets_at_the_names_of_units_are_told_apart(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("序号", "企业诉求", "责任单位及责任人", "办结时限"),
        ("1", "增设班级", "★区教育局（李国栋）\n区住建局（吴涛）", "8月20日"),
        ("2", "修补路面", "★区住建局 吴涛\n区交警大队 袁野", "5月底"),
        ("3", "发放手册", "党建办公室（宣传）、学生处（武装部）", "9月底"),
    )
    assert owned(draft) == [
        (("区教育局",), ("区住建局",)),
        (("区住建局",), ("区交警大队",)),
        ((), ("党建办公室（宣传）", "学生处（武装部）")),
    ]
    assert [task.leaders for task in draft.tasks] == [("李国栋", "吴涛"), ("吴涛", "袁野"), ()]
    assert not [one for one in draft.findings if one.kind == "unit_typo"]


def test_leaders_are_people_and_their_posts_are_none(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("序号", "工作任务", "牵头单位", "分管领导"),
        ("1", "修路", "县交通局", "副县长 周海"),
        ("2", "架桥", "县交通局", "县委常委、常务副县长 林远"),
        ("3", "种树", "县林业局", "周海、林远"),
    )
    assert [task.leaders for task in draft.tasks] == [("周海",), ("林远",), ("周海", "林远")]


def test_brackets_of_units_may_end_with_their_date(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "青石县2026年分工方案\n（一）清淤。护渠。（县水利局、县财政局；10月底前完成）\n（二）植树。护林。（县林业局；长期坚持）\n"
        "（三）巡查。\n1．汛前普查隐患。（县应急局、各乡镇；每年3月底前）\n2．汛后复查。（县应急局）\n",
    )
    assert owned(draft)[:3] == [
        ((), ("县水利局", "县财政局")),
        ((), ("县林业局",)),
        ((), ("县应急局", "各乡镇")),
    ]
    assert days(draft)[0] == date(2026, 10, 31)
    assert draft.tasks[1].recurring
    assert [task.content for task in (*draft.tasks, *draft.candidates)][3] == "汛后复查"


def test_the_second_name_of_a_unit_in_brackets_is_no_owner_of_its_own(tmp_path: Path) -> None:
    item = "（{n}）工作{n}。抓好落实。\n牵头单位：人力资源处（教师工作部）\n配合单位：各学院\n责任领导：梁勇\n"
    draft = read(tmp_path, "山阴学院2026年任务分解方案\n" + "".join(item.format(n=n) for n in "一二三四"))
    assert owned(draft) == [(("人力资源处（教师工作部）",), ("各学院",))] * 4
    assert {task.leaders for task in draft.tasks} == {("梁勇",)}


def test_measures_of_one_cell_with_owners_of_their_own_are_tasks_under_the_group_of_their_row(tmp_path: Path) -> None:
    draft = table(
        tmp_path,
        ("序号", "反馈问题", "整改措施", "整改时限", "督导单位"),
        ("一", "治污不力", "治污不力", "治污不力", "治污不力"),
        (
            "1",
            "管网滞后",
            "1.排查管网。（责任单位：市住建局；完成时限：2026年5月底）\n2.改造管网。（责任单位：市城投公司、市住建局）",
            "2026年12月底",
            "市纪委监委",
        ),
    )
    assert owned(draft) == [((), ("市住建局",)), ((), ("市城投公司", "市住建局"))]
    assert [task.content for task in draft.tasks] == ["排查管网。", "改造管网。"]
    assert days(draft) == [date(2026, 5, 31), date(2026, 12, 31)]
    assert {task.section for task in draft.tasks} == {"一、治污不力"}


def test_columns_of_quarters_are_milestones_of_the_plans_year(tmp_path: Path) -> None:
    task = only(
        table(
            tmp_path,
            ("序号", "重点工作", "一季度", "二季度", "三季度", "四季度", "牵头部门"),
            ("1", "提标改造", "可研批复", "开工", "/", "12月15日前通水", "建设局"),
        )
    )
    assert [(one.date, one.target) for one in task.milestones] == [
        (date(2026, 3, 31), "可研批复"),
        (date(2026, 6, 30), "开工"),
        (date(2026, 12, 15), "12月15日前通水"),
    ]


def test_a_chat_message_with_its_tasks_in_one_line_is_taken_apart(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "清河县人民医院2026年整改任务：1、完善急诊流程，8月20日前完成，急诊医学科牵头，神经内科、骨科配合；"
        "2、降低抗菌药物使用，9月底前，药学部牵头，感染管理科配合；3、补齐核查记录，5月底前，麻醉手术科牵头。\n",
    )
    assert owned(draft) == [
        (("急诊医学科",), ("神经内科", "骨科")),
        (("药学部",), ("感染管理科",)),
        (("麻醉手术科",), ()),
    ]


def test_markdown_is_read_as_its_page_shows_it(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 某省要点\n---\n# 青石省数字政府2026年工作要点\n\n1. **编制规划。** 10月底前形成送审稿。\n"
        "   - 牵头单位：省数据局\n   - 责任单位：省财政厅\n\n"
        "| 序号 | 任务 | 牵头单位 | 责任单位 |\n|:--:|--|--|--|\n| 2 | 整合系统 | 省数据局 | 省公安厅<br>省医保局 |\n"
        "| 3 | ~~推广缴费~~ | 省金融局 | 省税务局 |\n"
    )
    draft = read_plan(samples.write(tmp_path, text, "plan.md"))
    assert draft.plan_title == "青石省数字政府2026年工作要点"
    assert owned(draft)[:2] == [(("省数据局",), ("省财政厅",)), (("省数据局",), ("省公安厅", "省医保局"))]
    assert [one.message for one in draft.findings if one.kind == "struck_text"]


def test_body_and_annex_that_differ_in_figures_and_dates_are_set_side_by_side(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "青石县方案\n一、主要任务\n（一）推进厕所改造。新建卫生厕所8600座，2026年11月底前完成，普及率达到98%。"
        "（县住建局负责）\n附件\n任务分解表\n序号|任务名称|任务内容|责任单位|完成时限\n"
        "1|厕所改造|新建厕所8600座，普及率95%以上|县住建局|2026年12月底\n",
    )
    told = {one.kind: one.message for one in draft.findings}
    assert "附件中为“95%”，正文中为“98%”" in told["text_mismatch"]
    assert "2026年12月底" in told["date_mismatch"]
    assert "2026年11月底前" in told["date_mismatch"]
