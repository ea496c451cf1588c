"""Intake on plans of our own, each in a layout that no real plan of the tests has."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft, to_json
from tasks_db.intake.draft import Milestone, Recurrence
from tasks_db.intake.plan import read_plan
from tests import intake_samples as samples
from tests.intake_samples import read


@pytest.fixture
def meals(tmp_path: Path) -> PlanDraft:
    return read(tmp_path, samples.MEALS)


@pytest.fixture
def flood(tmp_path: Path) -> PlanDraft:
    return read(tmp_path, samples.FLOOD)


def test_the_head_of_a_notice_gives_title_number_issuer_date_and_period(meals: PlanDraft) -> None:
    assert meals.plan_title == "云溪县老年助餐服务提升方案（2026—2028年）"
    assert meals.doc_number == "云政办发〔2026〕7号"
    assert meals.issuer == "云溪县人民政府办公室"
    assert meals.status == "issued"
    assert meals.issued_on == date(2026, 3, 12)
    assert meals.period == (date(2026, 1, 1), date(2028, 12, 31))


def test_columns_under_other_names_and_in_another_order_are_understood(meals: PlanDraft) -> None:
    first, second, third = meals.tasks
    assert (first.seq, first.section, first.title) == ("1", "建点", "新建社区食堂")
    assert (first.leads, first.responsibles, first.leaders) == (
        ("县民政局",),
        ("县住建局", "各乡镇（街道）"),
        ("周一鸣",),
    )
    assert third.leaders == ("林晓", "周一鸣")
    assert third.responsibles == ()
    assert second.recurrences == (Recurrence("month", "抽查不少于20单"),)


def test_a_date_column_is_the_deadline_and_dates_in_the_text_are_its_phases(meals: PlanDraft) -> None:
    first = meals.tasks[0]
    assert (first.deadline_text, first.deadline_date) == ("2027年6月底", date(2027, 6, 30))
    assert first.deadline_basis == "column"
    assert first.milestones == (Milestone(date(2026, 8, 31), "开工"), Milestone(date(2027, 6, 30), "投入使用"))


def test_standing_work_has_no_deadline_not_even_the_plans_end(meals: PlanDraft) -> None:
    second = meals.tasks[1]
    assert second.recurring
    assert second.deadline_text == "长期"
    assert (second.deadline_date, second.effective_deadline) == (None, None)


def test_a_task_without_a_date_falls_back_to_the_end_of_the_plan(flood: PlanDraft) -> None:
    drill = flood.tasks[2]
    assert drill.deadline_date is None
    assert (drill.effective_deadline, drill.deadline_basis) == (date(2026, 12, 31), "plan_period")


def test_indicators_keep_values_as_printed_with_baseline_unit_and_nature(meals: PlanDraft) -> None:
    first, second = meals.indicators
    assert (first.name, first.unit, first.baseline) == ("老年助餐点数量", "个", {"2025": "41"})
    assert first.targets == {"2026": "60", "2028": "≥120"}
    assert (second.baseline, second.nature) == ({"2025": "/"}, "约束性")


def test_the_body_enriches_no_second_task_but_is_checked_against_the_table(meals: PlanDraft) -> None:
    assert meals.candidates == ()
    mismatch = next(finding for finding in meals.findings if finding.kind == "owner_mismatch")
    assert {quote.place for quote in mismatch.quotes} == {"第27行", "第21行"}
    assert "县邮政局" in mismatch.quotes[0].quote
    assert "县邮政管理局" in mismatch.quotes[1].quote


def test_a_remark_below_the_table_holds_for_all_rows(meals: PlanDraft) -> None:
    assert [(remark.text[:2], remark.applies_to) for remark in meals.remarks] == [("备注", "all")]


def test_owners_on_a_line_of_their_own_and_across_a_page_number_are_whole(flood: PlanDraft) -> None:
    survey, store, drill = flood.tasks
    assert survey.leads == ("市水利局",)
    assert survey.responsibles == ("市应急管理局", "市自然资源局", "各县（区）人民政府")
    assert survey.content.endswith("2026年5月15日前完成整改。")
    assert drill.responsibles == ("市应急管理局", "市消防救援支队", "各县（区）人民政府")
    assert store.responsibles == ("市应急管理局", "市粮食和储备局")
    assert (store.deadline_text, store.deadline_date) == ("2026年4月底", date(2026, 4, 30))


def test_a_draft_for_comments_is_a_draft_and_has_no_day_of_issue(flood: PlanDraft) -> None:
    assert (flood.status, flood.issued_on) == ("draft", None)
    assert flood.plan_title == "青岚市二〇二六年防汛备汛工作方案"


def test_rules_duties_and_people_of_the_joint_meeting_are_read(flood: PlanDraft) -> None:
    assert flood.meeting is not None
    assert flood.meeting.name == "青岚市防汛备汛联席会议"
    assert flood.meeting.convenor_post == "市政府分管副市长"
    assert flood.meeting.plenary_per_year == 2
    assert (flood.meeting.office_unit, flood.meeting.seal_unit) == ("市水利局", "市水利局")
    assert [duty.unit for duty in flood.duties] == ["市水利局", "市应急管理局", "市自然资源局", "市气象局"]
    assert [(one.role, one.name, one.unit) for one in flood.members] == [
        ("召集人", "贺岩", None),
        ("成员", "任立群", "市水利局"),
        ("成员", "马小川", "市应急管理局"),
        ("成员", "欧阳静", "市自然资源局"),
    ]


def test_gaps_are_found_and_each_says_where(flood: PlanDraft) -> None:
    kinds = {finding.kind for finding in flood.findings}
    assert {"numbering", "member_without_person", "missing_lead", "no_owner"} <= kinds
    forgotten = next(finding for finding in flood.findings if finding.kind == "no_owner")
    assert "宣传引导" in forgotten.message


def test_owners_in_sentences_and_the_printed_rule_that_the_first_unit_leads(tmp_path: Path) -> None:
    draft = read(tmp_path, samples.RENOVATION)
    assert [(task.seq, task.leads, task.responsibles) for task in draft.tasks] == [
        ("（一）", ("区住房城乡建设局",), ("区水务局",)),
        ("（一）", ("区市场监管局",), ("区财政局", "各街道办事处")),
        ("（二）", ("区民政局",), ("区教育局", "区卫生健康局")),
        ("（三）", (), ("各街道办事处",)),
    ]
    assert [task.deadline_date for task in draft.tasks] == [
        date(2025, 12, 31),
        date(2026, 12, 31),
        date(2026, 6, 30),
        None,
    ]
    assert not draft.tasks[3].recurring, "money paid every year is no recurring work"


def test_a_plan_that_names_no_units_keeps_its_numbered_items_and_says_so(tmp_path: Path) -> None:
    draft = read_plan(samples.write(tmp_path, samples.LIBRARY, "plan.md"))
    assert [(task.seq, task.section, task.title) for task in draft.tasks] == [
        ("1", "二、工作内容 / （一）改善条件", "更新图书"),
        ("2", "二、工作内容 / （一）改善条件", "修缮场所"),
        ("1", "二、工作内容 / （二）丰富活动", "开展阅读活动"),
    ]
    assert {"no_owners", "unclear_date"} <= {finding.kind for finding in draft.findings}


def test_a_date_whose_year_nothing_tells_is_kept_as_printed_and_asked_about(tmp_path: Path) -> None:
    task = read(tmp_path, samples.ONE_LINE).tasks[0]
    assert (task.deadline_text, task.deadline_date) == ("4月底前", None)
    assert task.confidence < 0.5


def test_a_document_that_lost_its_line_breaks_is_taken_apart_at_its_numbers(tmp_path: Path) -> None:
    draft = read(tmp_path, samples.ONE_LINE)
    assert draft.plan_title == "河口县春季造林分工方案"
    assert [(task.section, task.seq, task.leads, task.responsibles) for task in draft.tasks] == [
        ("一、造林任务", "（一）", ("县林业局",), ("县交通运输局",)),
        ("一、造林任务", "（二）", (), ("县自然资源局",)),
        ("二、管护任务", "（一）", (), ("各乡镇",)),
        ("二、管护任务", "（二）", (), ("县林业局", "县财政局")),
    ]


def test_a_table_of_one_cell_a_line_keeps_empty_cells_and_mends_broken_ones(tmp_path: Path) -> None:
    first, second = read(tmp_path, samples.CELLS).tasks
    assert first.content == "改造两条夜市街区，完善照明、排水设施"
    assert first.leaders == ("高远", "唐青")
    assert first.responsibles == ()
    assert second.content == "开通夜间公交线路四条以上"
    assert (second.leads, second.responsibles) == (("区交通运输局",), ("区公安分局",))
    assert second.deadline_date == date(2026, 9, 30)


def test_a_word_table_with_merged_and_missing_cells_is_read_row_by_row(tmp_path: Path) -> None:
    draft = read_plan(samples.meals_docx(tmp_path))
    assert draft.plan_title == "云溪县老年助餐工作要点（2026年）"
    assert [(task.seq, task.section, task.leads, task.responsibles) for task in draft.tasks] == [
        ("1", "建设类", ("县民政局",), ("县财政局",)),
        ("2", "建设类", ("县民政局",), ("县住建局",)),
        ("3", "建设类", ("县大数据局",), ()),
    ]
    assert [task.deadline_date for task in draft.tasks] == [date(2026, 6, 30), date(2026, 11, 30), None]
    assert draft.tasks[1].source.place == "表1第5行"


def test_a_row_cut_by_a_page_break_goes_on_in_the_next(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "序号|任务内容|牵头单位|责任单位|完成时限\n1|修缮泵站3座，更换|县水利局|县财政局|2026年5月底\n|电缆和闸门|||\n2|清淤|县水利局||2026年6月底\n",
    )
    assert [task.content for task in draft.tasks] == ["修缮泵站3座，更换电缆和闸门", "清淤"]


def test_a_flat_list_without_sections_or_units_is_a_list_of_tasks(tmp_path: Path) -> None:
    draft = read(
        tmp_path, "白石镇夏季工作要点\n1. 修整山塘。6月底前清淤。\n2. 种好晚稻。落实种子。\n3. 组织领导。加强领导。\n"
    )
    assert [task.title for task in draft.tasks] == ["修整山塘", "种好晚稻"]


def test_a_line_that_leads_in_a_list_stays_with_its_item(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "一、主要任务\n（一）加强巡查\n各村要做到：\n每日一巡、及时上报。（责任单位：县水利局）\n",
    )
    assert draft.tasks[0].content == "各村要做到：\n每日一巡、及时上报。"


def test_a_unit_and_its_slip_in_one_document_are_shown_side_by_side(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "一、任务\n1.清淤。清理河道。（责任单位：县住房城乡建设局）\n2.绿化。栽植树木。（责任单位：县住房城建设局）\n",
    )
    slip = next(finding for finding in draft.findings if finding.kind == "unit_typo")
    assert {quote.quote for quote in slip.quotes} == {"县住房城乡建设局", "县住房城建设局"}
    assert {quote.place for quote in slip.quotes} == {"第2行", "第3行"}


def test_two_units_that_one_task_names_together_are_not_taken_for_one(tmp_path: Path) -> None:
    draft = read(tmp_path, "一、任务\n1.清淤。清理河道。（责任单位：县农业局、县农业农村局）\n")
    assert not [finding for finding in draft.findings if finding.kind.startswith("unit_")]


def test_a_task_dated_before_the_plan_was_issued_is_pointed_out(tmp_path: Path) -> None:
    text = samples.MEALS.replace("2026年8月底前开工", "2026年2月底前开工")
    late = [finding for finding in read(tmp_path, text).findings if finding.kind == "date_not_after_issue"]
    assert [quote.place for quote in late[0].quotes] == ["第26行", "第7行"]


def test_a_table_of_units_and_their_duties_gives_duties_and_no_tasks(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "部门\t工作职责\n县水利局\t负责水工程调度。\n县气象局\t负责预报预警。\n",
    )
    assert [(duty.unit, duty.text) for duty in draft.duties] == [
        ("县水利局", "负责水工程调度。"),
        ("县气象局", "负责预报预警。"),
    ]
    assert draft.tasks == ()


def test_a_table_of_people_gives_members(tmp_path: Path) -> None:
    draft = read(tmp_path, "序号\t姓名\t工作单位\t职务\n1\t李 英\t县水利局\t副局长\n2\t欧阳静\t县气象局\t台长\n")
    assert [(one.name, one.unit, one.title) for one in draft.members] == [
        ("李英", "县水利局", "副局长"),
        ("欧阳静", "县气象局", "台长"),
    ]


def test_owners_above_the_text_own_the_text_below_them(tmp_path: Path) -> None:
    text = "一、任务\n1.清淤\n牵头单位：县水利局\n完成时限：2026年5月底\n工作内容：清理河道。\n"
    task = read(tmp_path, text).tasks[0]
    assert (task.title, task.content, task.leads) == ("清淤", "清理河道。", ("县水利局",))
    assert task.deadline_date == date(2026, 5, 31)


def test_an_owner_in_the_sentence_owns_the_whole_item(tmp_path: Path) -> None:
    text = "一、任务\n（一）规范停车。由市公安局牵头，市教育局配合，2026年5月底前划定停车位。\n"
    task = read(tmp_path, text).tasks[0]
    assert (task.title, task.leads, task.responsibles) == ("规范停车", ("市公安局",), ("市教育局",))
    assert task.content.endswith("划定停车位。")
    assert task.deadline_date == date(2026, 5, 31)
    assert task.confidence < 0.8


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "序号|工作任务|任务分工|任务分工|时限\n||牵头单位|责任单位|\n1|清淤|县水利局|县财政局|2026年5月底\n",
    )
    assert [(task.content, task.leads, task.responsibles, task.deadline_date) for task in draft.tasks] == [
        ("清淤", ("县水利局",), ("县财政局",), date(2026, 5, 31))
    ]


def test_a_mark_behind_a_unit_in_one_column_makes_it_the_lead(tmp_path: Path) -> None:
    draft = read(tmp_path, "序号|工作任务|责任单位\n1|清淤|县水利局（牵头）、县财政局\n2|绿化|县林业局\n")
    assert [(task.leads, task.responsibles) for task in draft.tasks] == [
        (("县水利局",), ("县财政局",)),
        ((), ("县林业局",)),
    ]


def test_paragraphs_without_numbers_are_tasks_where_nothing_else_names_owners(tmp_path: Path) -> None:
    text = (
        "关于做好冬季防火工作的通知\n各村：\n一要抓好宣传。广泛张贴标语。（县委宣传部、县广电局）\n"
        "二要抓好检查。逐户检查用火。（县消防大队、县教育局）\n三要抓好值守。落实带班。（县应急办）\n"
    )
    assert [task.responsibles for task in read(tmp_path, text).tasks] == [
        ("县委宣传部", "县广电局"),
        ("县消防大队", "县教育局"),
        ("县应急办",),
    ]


def test_columns_parted_by_one_space_are_a_table_below_titles_that_are_known(tmp_path: Path) -> None:
    draft = read(
        tmp_path, "重点任务 责任单位 完成时限\n建设信息社100个 市农业局、市科委 2021年12月\n培训农户 市人社局 长期\n"
    )
    assert [(task.content, task.responsibles) for task in draft.tasks] == [
        ("建设信息社100个", ("市农业局", "市科委")),
        ("培训农户", ("市人社局",)),
    ]
    assert not [span for span in draft.coverage if span.read_as == "unread"]


def test_the_first_row_of_a_sheet_is_its_title_and_its_year_is_the_plans(tmp_path: Path) -> None:
    rows = ("1998年全县造林责任表,,,,", "序号,工程,牵头县领导,承办单位,时限", "1,补植行道树,刘建国,县林业局,4月底")
    draft = read_plan(samples.write(tmp_path, "\n".join([*rows, "2,造林,陈宏,县农委,全年"]), "plan.csv"))
    assert draft.plan_title == "1998年全县造林责任表"
    assert [(task.leaders, task.deadline_date) for task in draft.tasks] == [
        (("刘建国",), date(1998, 4, 30)),
        (("陈宏",), date(1998, 12, 31)),
    ]


def test_a_year_in_the_name_of_what_a_plan_deals_with_is_not_its_own(tmp_path: Path) -> None:
    head = "关于解决计算机2000年问题的通知\n云政办发〔1999〕41号\n各乡镇：\n"
    draft = read(tmp_path, f"{head}一、查清底数。六月二十日前登记完毕。（县经贸委负责）\n1999年5月18日\n")
    assert (draft.period, [task.deadline_date for task in draft.tasks]) == (None, [date(1999, 6, 20)])


def test_owners_behind_a_title_own_the_text_below_it_in_words_of_their_own(tmp_path: Path) -> None:
    text = "（一）抓好机收（主抓领导：陈刚 主抓单位：县农机局 协抓单位：县农业局、各乡镇）\n组织收割机300台。\n"
    (task,) = read(tmp_path, f"夏收方案\n{text}").tasks
    assert (task.title, task.content, task.leaders) == ("抓好机收", "组织收割机300台。", ("陈刚",))
    assert (task.leads, task.responsibles) == (("县农机局",), ("县农业局", "各乡镇"))


def test_what_the_heading_of_a_section_states_holds_for_its_items_that_do_not(tmp_path: Path) -> None:
    text = (
        "一、清淤工作（牵头单位：县水利局）\n（一）查清底数。逐河登记。\n"
        "（二）清理河道。清淤12公里。（责任单位：各乡镇）\n"
    )
    assert [(task.leads, task.responsibles) for task in read(tmp_path, text).tasks] == [
        (("县水利局",), ()),
        (("县水利局",), ("各乡镇",)),
    ]


def test_a_row_that_lacks_cells_is_pointed_out(tmp_path: Path) -> None:
    draft = read(tmp_path, "\t序号\n\t任务内容\n\t牵头单位\n\n\t1\n\t清淤\n\t县水利局\n\n\t2\n\t县水利局\n")
    assert [finding.quotes[0].place for finding in draft.findings if finding.kind == "short_row"] == ["第9行"]


def test_the_json_form_is_the_contract(meals: PlanDraft) -> None:
    form = to_json(meals)
    assert list(form) == [
        "plan_title",
        "doc_number",
        "status",
        "period",
        "tasks",
        "candidates",
        "remarks",
        "indicators",
        "members",
        "duties",
        "meeting",
        "findings",
        "coverage",
        "superiors",
    ]
    assert form["period"] == ["2026-01-01", "2028-12-31"]
    tasks = form["tasks"]
    assert isinstance(tasks, list)
    assert list(tasks[0]) == [
        "seq",
        "section",
        "title",
        "content",
        "leads",
        "responsibles",
        "leaders",
        "deadline_text",
        "deadline_date",
        "effective_deadline",
        "deadline_basis",
        "recurring",
        "milestones",
        "recurrences",
        "source",
        "confidence",
    ]
    coverage = form["coverage"]
    assert isinstance(coverage, list)
    assert coverage[0] == {"place": "第1行", "start": 0, "end": 11, "as": "heading"}
