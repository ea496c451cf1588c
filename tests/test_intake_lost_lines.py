"""Pages and tables that copying robbed of their lines: tasks, owners and dates come back all the same."""

from datetime import date
from pathlib import Path

import pytest

from bot.cli.parsing import show_draft
from tasks_db.intake import PlanDraft
from tasks_db.intake.cuts import inner_cuts
from tasks_db.intake.plan import read_plan

Owned = tuple[str, tuple[str, ...], tuple[str, ...]]


def read(tmp_path: Path, text: str, name: str = "plan.txt") -> PlanDraft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def owned(draft: PlanDraft) -> list[Owned]:
    return [(task.seq, task.leads, task.responsibles) for task in draft.tasks]


PAGE = (
    "当前位置： 首页 政务公开 县政府文件 标 题： 临溪县河道整治工作方案 发布日期： 2026-03-10 来源：县政府办 字"
    "号：大 中 小 "
    "临溪县人民政府办公室 关于印发《临溪县河道整治工作方案》的通知 临政办发〔2026〕9号 各乡镇人民政府，县直各单位： "
    "现将《临溪县河道整治工作方案》印发给你们，请认真贯彻执行。 临溪县人民政府办公室 2026年3月9日 "
    "一、重点任务 （一）清理河道 1.2026年6月底前清理城关段淤泥，建立台账。 责任单位：县水利局牵头，县直有关部门"
    "按职责分工负责 "
    "2.拆除沿河违建，按照第（三）项的要求登记造册 责任单位：县城管局、自然资源局牵头，县直有关部门，县司法局负"
    "责法制审查工作 "
    "（二）加强管护 3.设立河长公示牌40块。 责任单位：各乡镇人民政府 4.每月巡河一次。 责任单位：县水利局"
)


def test_a_page_copied_as_one_line_gives_its_items_and_its_title(tmp_path: Path) -> None:
    draft = read(tmp_path, PAGE)
    assert draft.plan_title == "临溪县河道整治工作方案"
    assert draft.doc_number == "临政办发〔2026〕9号"
    assert draft.issued_on == date(2026, 3, 9)
    assert owned(draft) == [
        ("1", ("县水利局",), ("县直有关部门",)),
        ("2", ("县城管局", "自然资源局"), ("县直有关部门", "县司法局")),
        ("3", (), ("各乡镇人民政府",)),
        ("4", (), ("县水利局",)),
    ]
    assert draft.tasks[0].deadline_date == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一、总体要求（一）原则。坚持统筹。（二）目标。如期完成。", 3),
        ("一、任务 1.清淤 2.绿化 3.护坡", 4),
        ("按照第（三）项要求抓好落实。1.5倍以内的不计。", 1),
        ("见附件1.和附件2.的要求", 1),
        ("1.清淤。2.绿化。4.护坡。", 3),  # one number missing
        ("（一）清淤县水利局（二）绿化县林业局（三）护坡县水利局", 3),
        ("五、清淤1.清主河。五、清淤2.清支河。六、绿化3.种树。", 6),  # a heading again at the top of a page
        ("他说：1.清淤重要。", 1),
    ],
)
def test_where_numbered_paragraphs_begin_is_chosen_over_all_numbers(text: str, parts: int) -> None:
    assert len(inner_cuts([text])[0]) + 1 == parts


GLUED = (
    "附件2026年临溪县河道任务分解表工作任务工作要求牵头单位配合单位一、清理1.清理城关段淤泥，疏通涵管。县水利局"
    "县直各有关单位，"
    "各乡镇人民政府（街道办事处）2.拆除沿河违建。 县直各有关单位，各乡镇人民政府（街道办事处）3.清运垃圾，设点"
    "收集。县城管局县住建局"
    "县直各有关单位二、管护4.设立公示牌。县水利局各乡镇人民政府（街道办事处）5.按月巡河，记入台账。县水利局县公安局 "
    "来源：临溪县政府办 附件下载 任务分解表.pdf"
)


def test_cells_without_anything_between_them_are_told_apart_where_a_document_is_full_of_them(tmp_path: Path) -> None:
    all_units = ("县直各有关单位", "各乡镇人民政府（街道办事处）")
    assert owned(read(tmp_path, GLUED)) == [
        ("1", ("县水利局",), all_units),
        ("2", (), all_units),
        ("3", ("县城管局", "县住建局"), ("县直各有关单位",)),
        ("4", ("县水利局",), ("各乡镇人民政府（街道办事处）",)),
        ("5", ("县水利局",), ("县公安局",)),
    ]


CELLS = """临溪县人民政府办公室关于2026年实事的通知
附件
2026年实事任务分解表
任务类型
序号
实事
推进单位
完成时限
河道
1
清理城关段淤泥。
县水利局
县住建局
县城关段指挥部
12月底前
2
新建2座人行桥。
县住建局
9月投入使用
3
开工建设县养老院。
县民政局
5月底前动工
开工建设县老年大学。
12月底前
民生
4
迁建县政务中心。
县政务中心
县代建中心
12月底前
6
新建农贸市场1个
县商务局
12月底前
分享到：
"""


def test_one_cell_a_line_with_groups_a_lost_number_and_two_tasks_in_a_row(tmp_path: Path) -> None:
    draft = read(tmp_path, CELLS)
    assert [(task.seq, task.content, task.responsibles, task.deadline_text) for task in draft.tasks] == [
        ("1", "清理城关段淤泥。", ("县水利局", "县住建局", "县城关段指挥部"), "12月底前"),
        ("2", "新建2座人行桥。", ("县住建局",), "9月投入使用"),
        ("3", "开工建设县养老院。", ("县民政局",), "5月底前动工"),
        ("3", "开工建设县老年大学。", ("县民政局",), "12月底前"),
        ("4", "迁建县政务中心。", ("县政务中心", "县代建中心"), "12月底前"),
        ("6", "新建农贸市场1个", ("县商务局",), "12月底前"),
    ]
    assert [task.section for task in draft.tasks][::4] == ["河道", "民生"]


ONE_LINE = (
    "附件2 临溪县签约项目任务分解表 序号 项目名称 项目内容 投资额（亿元） 联系人 牵头领导 责任单位 单位负责人 "
    "负责事项 "
    "一、县级项目 1 冷链物流园项目 拟在城关建设冷链物流园一座。 10 叶勤*********** 陈立人 县商务局 邓连生 县商"
    "务局负责对接。 "
    "2 风电设备项目 拟建风电叶片厂一座。 100 周平*********** 谭运来 县发改局 刘建安 县发改局负责对接。 "
    "二、乡镇项目 3 茶叶加工项目 拟建茶叶加工厂，配套茶园五百亩。 5 颜宪 *********** 陈立人 林杰 牵头单位： 县"
    "农业局 配合单位： "
    "县林业局 县财政局 郑宇 孙树 王军 1.县农业局负责对接企业； 2、县林业局负责林地手续。"
)


def test_a_table_in_one_line_keeps_leaders_owners_and_what_is_neither_apart(tmp_path: Path) -> None:
    draft = read(tmp_path, ONE_LINE)
    assert owned(draft) == [
        ("1", (), ("县商务局",)),
        ("2", (), ("县发改局",)),
        ("3", ("县农业局",), ("县林业局", "县财政局")),
    ]
    assert [task.leaders[0] for task in draft.tasks] == ["陈立人", "谭运来", "陈立人"]
    assert [task.title for task in draft.tasks] == ["冷链物流园项目", "风电设备项目", "茶叶加工项目"]


GROUPED = """临溪县2026年工作清单
序号|重点举措|实施路径|完成时限|责任单位|配合单位
1|强化供给（2项）|建成数据平台1个，接入部门二十家。|12月|县数据局|/
2|强化供给（2项）|新增数据集5个，开放三个。|9月|县统计局|县数据局
3|拓展应用（2项）|开放应用场景10个，发布清单。|6月|县发改局|县数据局
4|拓展应用（2项）|举办应用大赛一次，评出优胜。|10月|县数据局|/
附件2
重点项目清单
序号|企业名称|项目名称|总投资|区县
1|云岭科技有限公司|智能终端生产项目|3.2|东山区
2|青石电子有限公司|传感器生产项目|1.5|西河区
附件3
政策诉求清单
序号|工作举措|政策诉求|建议责任单位（省级部门）
1|建设试点|支持争创省级试点|省发展改革委
"""


def test_a_group_is_no_task_and_neither_are_projects_and_requests(tmp_path: Path) -> None:
    draft = read(tmp_path, GROUPED)
    assert [(task.section, task.content[:6], task.responsibles) for task in draft.tasks] == [
        ("强化供给（2项）", "建成数据平台", ("县数据局",)),
        ("强化供给（2项）", "新增数据集5", ("县统计局", "县数据局")),
        ("拓展应用（2项）", "开放应用场景", ("县发改局", "县数据局")),
        ("拓展应用（2项）", "举办应用大赛", ("县数据局",)),
    ]


RULED = """临溪县数据集建设意见
一、推动归集
（一）打造运营主体。授权县数据集团（筹）运营公共数据。（责任单位：县数据局、县数据集团（筹），列第一位的为牵头单位，下同）
（二）推动行业归集。编制归集清单。（责任单位：各行业主管部门、县数据局）
（三）健全规则。定期发布清单。（责任单位：县数据集团（筹）、各乡镇）
附件
配套细则清单
序号|对应任务|细则名称|细则内容|牵头部门|配合部门|完成时限
1|（一）|授权方案|明确授权范围、授权流程。|县数据局|县数据集团（筹）|2026年8月底前
2|（二）|归集清单|明确归集范围、时序安排。|各行业主管部门|县数据局、各乡镇|2026年8月底前
3|（三）|清单办法|明确标准格式、更新周期。|县数据集团（筹）|各乡镇|2026年9月底前
"""


def test_a_printed_rule_holds_for_the_text_and_not_for_columns_that_say_it(tmp_path: Path) -> None:
    draft = read(tmp_path, RULED)
    assert owned(draft) == [
        ("（一）", ("县数据局",), ("县数据集团（筹）",)),
        ("（二）", ("各行业主管部门",), ("县数据局",)),
        ("（三）", ("县数据集团（筹）",), ("各乡镇",)),
        ("1", ("县数据局",), ("县数据集团（筹）",)),
        ("2", ("各行业主管部门",), ("县数据局", "各乡镇")),
        ("3", ("县数据集团（筹）",), ("各乡镇",)),
    ]


def test_several_people_behind_one_role_and_roles_in_traditional_characters(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "關於成立領導小組的通知\n一、職責\n負責統籌。\n二、組成人員\n組 長:張立人 副縣長\n副組長:肖 捷 縣府辦主"
        "任\n丁向東 縣統計局局長\n"
        "成 員:王 峰 縣民政局副局長\n",
    )
    assert [(one.role, one.name) for one in draft.members] == [
        ("组长", "張立人"),
        ("副组长", "肖捷"),
        ("副组长", "丁向東"),
        ("成员", "王峰"),
    ]
    listed = read(tmp_path, "领导小组名单\n组　　长：陈立人\n副组长：张一平 王二平 赵三平\n成　员：钱四平、孙五平\n")
    assert [one.name for one in listed.members] == ["张一平", "王二平", "赵三平", "钱四平", "孙五平"]


def test_an_owner_that_is_no_name_is_told_and_makes_its_task_unsure(tmp_path: Path) -> None:
    slipped = "1. 清淤。疏通涵管。（责任单位：县水利局、统一标识标牌和服务标准）"
    text = f"清理工作方案\n一、任务\n{slipped}\n2. 绿化。种树。（责任单位：县林业局）\n"
    draft = read(tmp_path, text)
    (told,) = [finding for finding in draft.findings if finding.kind == "odd_owner"]
    assert "统一标识标牌和服务标准" in told.message
    assert "疏通涵管" in told.quotes[0].quote
    assert [task.confidence < 0.5 for task in draft.tasks] == [True, False]


def test_a_list_of_hundreds_in_one_line_is_read_to_its_end(tmp_path: Path) -> None:
    items = [f"{n}.清理第{n}段河道，建立台账。 责任单位：县水利局" for n in range(1, 121)]
    assert len(read(tmp_path, "一、任务 " + " ".join(items)).tasks) == 120


def test_the_terminal_says_where_nothing_was_read_and_what_is_unsure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slipped = "1. 清淤。疏通涵管。（责任单位：县水利局、统一标识标牌和服务标准）"
    told = "县财政局负责筹措资金，县审计局配合。"
    rest = f"2. 绿化。种树。（责任单位：县林业局）\n二、组织领导\n（一）保障。{told}\n"
    text = f"清理工作方案\n一、任务\n{slipped}\n{rest}"
    show_draft(read(tmp_path, text))
    said = "".join(capsys.readouterr().out.split())
    assert "没有读入第6行" in said
    assert said.count("（待核）") == 1


HEAD = "临溪县河道整治工作方案（2026—2027年）\n为改善水环境，结合临溪县实际，制定本方案。\n"
ROWS = (
    "1\t清理河道12公里，建立台账。\t县水利局\t县财政局、各乡镇人民政府\t2026年6月底前\n"
    "2\t拆除沿河违建40处。\t县城管局\t县司法局、县公安局\t2026年9月\n"
    "3\t补植岸线林木，加强管护。\t县林业局\t县财政局\t2027年底\n"
)
TITLES = "序号\t工作任务\t牵头单位\t责任单位\t完成时限\n"
OWNED = [
    ("1", ("县水利局",), ("县财政局", "各乡镇人民政府")),
    ("2", ("县城管局",), ("县司法局", "县公安局")),
    ("3", ("县林业局",), ("县财政局",)),
]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{ROWS}",  # no titles
        f"{HEAD}{TITLES}一、整治类\n{ROWS}",  # the name of a group between titles and rows
        f"{HEAD}{TITLES}{ROWS}".replace("\n", " "),  # no line ends
        f"{HEAD}{TITLES}{ROWS}".replace("\n", ""),
        f"{HEAD}{TITLES}{ROWS}".replace("\t", " | ").replace("\n", " "),
        f"{HEAD}{TITLES}{ROWS}".replace("\t", "\n").replace(
            "县林业局", "— 2 —\n县林业局"
        ),  # a page number amid cells
    ],
)
def test_rows_come_back_without_titles_line_ends_or_amid_pages(tmp_path: Path, text: str) -> None:
    draft = read(tmp_path, text)
    assert owned(draft) == OWNED
    assert [task.deadline_date for task in draft.tasks] == [date(2026, 6, 30), date(2026, 9, 30), date(2027, 12, 31)]


def test_columns_without_titles_are_a_guess_and_tasks_say_so(tmp_path: Path) -> None:
    titled, bare = (read(tmp_path, f"{HEAD}{titles}{ROWS}") for titles in (TITLES, ""))
    assert min(task.confidence for task in titled.tasks) > 0.8 > max(task.confidence for task in bare.tasks)


@pytest.mark.parametrize("glue", ["", "\n"])
def test_a_table_that_cannot_be_put_together_is_quoted_as_one(tmp_path: Path, glue: str) -> None:
    rows = "".join(row.split("\t", 1)[1] if glue else row for row in ROWS.splitlines(keepends=True))
    draft = read(tmp_path, f"{HEAD}{rows}".replace("\t", glue))
    (told,) = [one for one in draft.findings if one.kind == "residue"]
    assert told.severity == "error"
    quoted = "".join(quote.quote for quote in told.quotes)
    assert all(words in quoted for words in ("清理河道12公里", "拆除沿河违建40处", "补植岸线林木", "县林业局"))
    assert not draft.tasks


def test_names_of_offices_above_and_below_a_letter_are_no_table(tmp_path: Path) -> None:
    letter = (
        "中共临溪县委办公室\n临溪县人民政府办公室\n关于印发《临溪县河道整治工作方案》的通知\n各乡镇人民政府，县直各单位：\n"
        "现将方案印发给你们，请认真贯彻执行。\n中共临溪县委办公室\n临溪县人民政府办公室\n2026年3月9日\n"
    )
    items = "一、重点任务\n1.清理河道。清理河道12公里。（县水利局负责）\n2.植树。补植林木。（县林业局负责）\n"
    assert not [one for one in read(tmp_path, f"{letter}{items}").findings if one.kind == "residue"]


def test_a_paragraph_that_lost_its_number_is_asked_about(tmp_path: Path) -> None:
    text = (
        f"{HEAD}一、重点任务（牵头单位：县水利局；责任单位：县财政局）\n（一）清理河道。清理河道12公里，2026年6月底前完成。\n"
        "拆除违建。拆除沿河违建40处，2026年9月底前完成。\n（三）补植林木。补植岸线林木，2027年底前完成。\n"
    )
    told = [one for one in read(tmp_path, text).findings if one.kind == "numbering"]
    assert any("拆除违建" in quote.quote for one in told for quote in one.quotes)
    assert any("可能丢了编号" in one.message for one in told)


def test_labels_glued_to_the_names_before_them_still_part_the_roles(tmp_path: Path) -> None:
    text = (
        f"{HEAD}一、重点任务\n1.清理河道12公里，建立台账。牵头单位：县水利局责任单位：县财政局、县农业农村局完成时限：2026年6月底前\n"
        "2.拆除沿河违建40处。牵头单位：县城管局责任单位：县司法局完成时限：2026年9月底前\n"
    )
    draft = read(tmp_path, text)
    assert owned(draft) == [
        ("1", ("县水利局",), ("县财政局", "县农业农村局")),
        ("2", ("县城管局",), ("县司法局",)),
    ]
    assert draft.tasks[1].deadline_date == date(2026, 9, 30)


def test_tasks_that_stand_behind_the_several_units_who_do_them_are_no_duties(tmp_path: Path) -> None:
    rows = (
        "1|县水利局、县财政局|清理河道12公里。\n2|县城管局、县司法局|拆除沿河违建40处。\n3|县林业局|补植岸线林木。\n"
    )
    draft = read(tmp_path, f"{HEAD}序号|责任单位|具体举措\n{rows}")
    assert [task.responsibles for task in draft.tasks] == [
        ("县水利局", "县财政局"),
        ("县城管局", "县司法局"),
        ("县林业局",),
    ]


def test_where_one_column_of_units_ends_and_the_next_begins_is_asked_if_cells_do_not_tell(tmp_path: Path) -> None:
    table = f"{TITLES}{ROWS}".replace("、", " ").replace("\t", " ").replace("\n", " ")
    told = [one for one in read(tmp_path, f"{HEAD}{table}\n").findings if one.kind == "short_row"]
    assert any("县司法局" in quote.quote for one in told for quote in one.quotes)


@pytest.mark.parametrize("gap", ["\t", "|", "  "])
def test_people_below_one_another_keep_the_role_above_them(tmp_path: Path, gap: str) -> None:
    lines = [
        ("召　集　人：秦立", "副旗长"),
        ("副召集人：萨仁高娃", "副旗长、旗公安局局长"),
        ("　　　　　那仁格日勒", "旗水利局局长"),
    ]
    lines += [("成　　　员：柯　平", "旗财政局副局长"), ("岳　峰", "旗审计局副局长")]
    paper = "青河旗供水联席会议成员名单\n" + "\n".join(gap.join(line) for line in lines) + "\n"
    assert [(one.role, one.name, one.unit) for one in read(tmp_path, paper).members] == [
        ("召集人", "秦立", None),
        ("副召集人", "萨仁高娃", "旗公安局"),
        ("副召集人", "那仁格日勒", "旗水利局"),
        ("成员", "柯平", "旗财政局"),
        ("成员", "岳峰", "旗审计局"),
    ]


def test_a_table_of_people_without_titles_gives_members(tmp_path: Path) -> None:
    draft = read(tmp_path, "工作专班\n组长|秦立|副县长\n副组长|柯平|县水利局局长\n|岳峰|县农业局局长\n")
    assert [(one.role, one.name) for one in draft.members] == [
        ("组长", "秦立"),
        ("副组长", "柯平"),
        ("副组长", "岳峰"),
    ]
