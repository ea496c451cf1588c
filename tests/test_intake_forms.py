"""Forms, ledgers, cells without a grid, people in sentences, and tables that are said to be unread."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan
from tests.intake_samples import read
from tests.layout_writer_files import Block, Grid, as_csv, as_docx, as_html


def of(folder: Path, *blocks: Block) -> PlanDraft:
    path = folder / "plan.docx"
    path.write_bytes(as_docx(list(blocks)))
    return read_plan(path)


def told(draft: PlanDraft) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], date | None]]:
    return [(one.seq, one.content, one.leads, one.responsibles, one.deadline_date) for one in draft.tasks]


def kinds(draft: PlanDraft) -> list[str]:
    return [one.kind for one in draft.findings]


def test_a_form_for_each_task_is_read_as_a_row_of_one_table(tmp_path: Path) -> None:
    def form(number: str, name: str, work: str, lead: str, help_: str, when: str) -> Grid:
        rows = [("任务编号", number, "任务名称", name), ("牵头单位", lead, "责任单位", help_)]
        return Grid((*rows, ("具体内容", work, "完成时限", when)))

    draft = of(
        tmp_path,
        "青禾县2026年重点任务卡",
        form("Q-1", "企业开办", "企业开办压减至半天", "县市场监管局", "县税务局、县公安局", "2026年6月底"),
        form("Q-2", "获得用水", "用水报装零费用", "县住建局", "县水务公司", "2026年9月底"),
    )
    assert told(draft) == [
        ("Q-1", "企业开办压减至半天", ("县市场监管局",), ("县税务局", "县公安局"), date(2026, 6, 30)),
        ("Q-2", "用水报装零费用", ("县住建局",), ("县水务公司",), date(2026, 9, 30)),
    ]


def test_the_day_on_which_a_ledger_was_handed_out_and_the_code_of_a_row_are_no_deadlines(tmp_path: Path) -> None:
    rows = (
        ("督办编号", "督办事项", "领导批示日期", "主办单位", "协办单位", "交办日期", "要求办结日期"),
        ("DB2026-01", "解决滨河路积水", "2026/3/2", "县住建局", "县水务局", "2026/3/6", "2026/5/31"),
        ("DB2026-02", "拆除城北违建", "2026/3/5", "县城管局", "县公安局", "2026/3/9", "2026.6.20"),
    )
    draft = of(tmp_path, "县政府督办台账", Grid(rows))
    assert told(draft) == [
        ("DB2026-01", "解决滨河路积水", ("县住建局",), ("县水务局",), date(2026, 5, 31)),
        ("DB2026-02", "拆除城北违建", ("县城管局",), ("县公安局",), date(2026, 6, 20)),
    ]


def test_numbered_lines_of_a_cell_have_the_dates_of_the_lines_beside_them(tmp_path: Path) -> None:
    rows = (
        ("责任单位", "工作任务", "完成时限"),
        ("县交通局", "1.改建县道18公里；\n2.更换公交12辆", "6月底\n12月10日前"),
        ("县住建局", "改造危房86户", "10月20日前"),
    )
    draft = of(tmp_path, "柳湾县2026年责任清单", Grid(rows))
    assert [(one.content.rstrip("；"), one.deadline_date) for one in draft.tasks] == [
        ("改建县道18公里", date(2026, 6, 30)),
        ("更换公交12辆", date(2026, 12, 10)),
        ("改造危房86户", date(2026, 10, 20)),
    ]


def test_a_table_copied_a_cell_a_line_needs_no_row_numbers(tmp_path: Path) -> None:
    titles = ("项目名称", "建设内容", "牵头单位", "责任单位", "完成时限")
    rows = (
        ("社区食堂", "新建社区食堂8家", "区民政局", "各街道办事处", "8月底"),
        ("校园安全", "更换校车23辆", "区教育局", "区公安分局", "9月1日前"),
        ("口袋公园", "建成口袋公园6座", "区园林中心", "区城管局、区住建局", "12月10日"),
    )
    text = "\n".join(["海沙区2026年民生实事项目任务分解表", *titles, *(cell for row in rows for cell in row)])
    draft = read(tmp_path, text)
    assert draft.plan_title == "海沙区2026年民生实事项目任务分解表"
    assert [(one.content, one.leads) for one in draft.tasks] == [(row[1], (row[2],)) for row in rows]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        (
            "组长：罗河（县长）；副组长：邱梅（县政协主席）、唐军（副县长）。",
            ["组长 罗河", "副组长 邱梅", "副组长 唐军"],
        ),
        (
            "工作由改善就医工作专班（组长：罗河 党委书记、邱梅 院长；副组长：唐军 总会计师）统一调度。",
            ["组长 罗河", "组长 邱梅", "副组长 唐军"],
        ),
        (
            "成立工作专班，由县委副书记、县长杜青山任组长，县委常委、宣传部长苏婉，副县长贾鸣任副组长，县文明办主任倪刚为成员。",
            ["组长 杜青山", "副组长 苏婉", "副组长 贾鸣", "成员 倪刚"],
        ),
        ("办公室设在县水利局，白光同志兼任主任，李沁任副主任。", ["主任 白光", "副主任 李沁"]),
        ("组长由副县长冉云同志担任，成员由县公安局、县安监局、县农业局为成员。", ["组长 冉云"]),
        ("由分管副县长任组长，水利局、安监局主要负责人为成员。", []),
    ],
)
def test_people_whom_a_sentence_puts_in_a_role_are_members(tmp_path: Path, said: str, people: list[str]) -> None:
    text = f"白石县护河方案\n一、组织领导\n{said}\n二、任务\n（一）清淤。（县水利局负责）\n"
    assert [f"{one.role} {one.name}" for one in read(tmp_path, text).members] == people


def test_beside_others_work_a_unit_with_a_day_or_a_round_has_work_among_the_safeguards_too(tmp_path: Path) -> None:
    text = (
        "白石县护河方案（2026年）\n一、任务\n（一）清淤。清理河道。（县水利局负责）\n二、保障措施\n"
        "（一）强化宣传。由县委宣传部牵头，县融媒体中心配合，开设专栏。\n"
        "（二）强化经费。县财政局负责安排专项经费80万元，5月底前拨付到位。\n"
        "（三）强化督查。县督查室每季度通报一次进展。\n（四）强化责任。各乡镇要高度重视。\n"
    )
    draft = read(tmp_path, text)
    assert [(task.seq, task.leads or task.responsibles) for task in draft.tasks] == [
        ("（一）", ("县水利局",)),
        ("（一）", ("县委宣传部",)),
        ("（二）", ("县财政局",)),
        ("（三）", ("县督查室",)),
    ]


def test_dates_lean_on_the_year_of_an_annex_or_of_the_page_and_on_the_bracket_of_a_phase(tmp_path: Path) -> None:
    rows = (
        ("序号", "任务", "责任单位", "时限"),
        ("1", "巡河48次", "区水务局", "12月底"),
        ("2", "清淤", "区住建局", "5月10日前"),
    )
    annex = of(tmp_path, "附件1", "岚山区河长制名单", "附件2", "岚山区2026年任务清单", Grid(rows))
    assert [one.deadline_date for one in annex.tasks] == [date(2026, 12, 31), date(2026, 5, 10)]
    page = tmp_path / "page.html"
    page.write_bytes(as_html(["岚山区任务清单", "发布时间：2026-04-06 来源：区水务局", Grid(rows)]))
    assert [one.deadline_date for one in read_plan(page).tasks] == [date(2026, 12, 31), date(2026, 5, 10)]
    phase = "（一）动员阶段（2026年12月1日至12月10日）。签订责任书。牵头单位：乡党政办，责任单位：各村委会。"
    (task,) = read(tmp_path, f"云台乡防火方案\n一、时间安排\n{phase}\n").tasks
    assert task.deadline_date == date(2026, 12, 10)


def test_a_label_is_heard_behind_a_full_stop_of_latin_letters_and_behind_a_comma(tmp_path: Path) -> None:
    lines = "1. 排查管道180公里. 牵头单位:区城管局; 配合单位:区住建局\n"
    lines += "2. 整治56处，牵头单位：区消防大队；配合单位：区公安分局\n"
    draft = read(tmp_path, f"盐津区2026年任务\n{lines}")
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("区城管局",), ("区住建局",)),
        (("区消防大队",), ("区公安分局",)),
    ]


def test_a_table_that_names_units_and_is_left_unread_is_told_with_its_rows(tmp_path: Path) -> None:
    sites = (("名称", "类别", "监管部门"), ("草原肉业", "屠宰", "旗农牧局"), ("宏牧", "养殖", "旗农牧局"))
    tasks = (("序号", "任务", "责任单位"), ("1", "检查屠宰点", "旗农牧局"), ("2", "检查饲料店", "旗市场监管局"))
    draft = of(tmp_path, "草原旗整治方案", Grid(tasks), "重点名单", Grid(sites))
    assert len(draft.tasks) == 2
    (unread,) = [one for one in draft.findings if one.kind == "unread_table"]
    assert [one.quote for one in unread.quotes] == ["草原肉业 屠宰 旗农牧局", "宏牧 养殖 旗农牧局"]


def test_rows_that_ran_into_one_are_told(tmp_path: Path) -> None:
    row = ("1", "巡河", "县水利局", "2", "护林", "县林业局", "3", "修路", "县交通局")
    draft = of(tmp_path, "白石县任务表", Grid((row, ("",) * 9)))
    assert "rows_in_one" in kinds(draft)


def test_a_table_that_a_typist_drew_with_line_characters_is_read_with_its_broken_cells(tmp_path: Path) -> None:
    lines = (
        "安平县一九九四年任务表",
        "┌──┬───────┬──────┬─────┐",
        "│序号│工作内容　　　│负责单位　　│完成时间　│",
        "├──┼───────┼──────┼─────┤",
        "│１　│修建自来水厂，│县建委、县水│一九九四年│",
        "│　　│日供水五千吨　│利局　　　　│十一月底　│",
        "├──┼───────┼──────┼─────┤",
        "│２　│安装路灯　　　│县电力局　　│五月一日前│",
        "└──┴───────┴──────┴─────┘",
    )
    draft = read(tmp_path, "\n".join(lines))
    assert [(one.content, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        ("修建自来水厂，日供水五千吨", ("县建委", "县水利局"), date(1994, 11, 30)),
        ("安装路灯", ("县电力局",), date(1994, 5, 1)),
    ]


def test_titles_spread_over_their_columns_by_a_typist_are_titles(tmp_path: Path) -> None:
    text = (
        "安平县一九九四年城市建设任务一览表\n"
        "项    目      内        容      牵头单位      协办单位      完成日期\n"
        "拓宽人民路    全长一千二百米    县建委        城关镇        九月底\n"
        "安装路灯      二百三十盏        县电力局      县建委        五月一日前\n"
    )
    assert [(one.content, one.leads, one.responsibles) for one in read(tmp_path, text).tasks] == [
        ("全长一千二百米", ("县建委",), ("城关镇",)),
        ("二百三十盏", ("县电力局",), ("县建委",)),
    ]


def test_a_matrix_whose_units_open_the_rows_is_stood_up(tmp_path: Path) -> None:
    rows = (
        ("单位", "开幕式（4月18日）", "招商推介会（4月20日）"),
        ("县文旅局", "牵头", "配合"),
        ("县商务局", "", "牵头"),
        ("县公安局", "配合", ""),
    )
    draft = of(tmp_path, "海棠县2026年文旅节分工矩阵", Grid(rows))
    assert [(one.leads, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        (("县文旅局",), ("县公安局",), date(2026, 4, 18)),
        (("县商务局",), ("县文旅局",), date(2026, 4, 20)),
    ]


def test_measures_may_name_their_owners_and_a_bracket_may_be_followed_by_the_date(tmp_path: Path) -> None:
    rows = (
        ("改革领域", "具体举措及责任单位", "完成时限"),
        ("政务服务", "推出13件“一件事”（区审改办牵头，区人社局配合）", "6月底"),
        ("市场监管", "信用修复压至2天（区市场监管局负责）", "9月底"),
    )
    table = of(tmp_path, "滨江区2026年改革清单", Grid(rows))
    assert [(one.leads, one.responsibles) for one in table.tasks] == [
        (("区审改办",), ("区人社局",)),
        ((), ("区市场监管局",)),
    ]
    item = "一、食品安全。食堂“明厨亮灶”全覆盖。（责任部门：后勤处）完成时间：5月底"
    (task,) = read(tmp_path, f"滨州学院2026年校园安全要点\n{item}\n").tasks
    assert (task.responsibles, task.deadline_date) == (("后勤处",), date(2026, 5, 31))


def test_units_alone_in_their_lines_own_the_items_below_them_though_these_count_on(tmp_path: Path) -> None:
    text = (
        "大洼区问题整改交办单\n2026年9月14日\n区水利局：\n1．清除违章建筑3处，10月15日前完成。\n"
        "2．拆除林木120亩，11月10日前完成。\n区农业局：\n3．清退网箱养殖26户，9月30日前完成。\n"
    )
    assert [one.leads for one in read(tmp_path, text).tasks] == [("区水利局",), ("区水利局",), ("区农业局",)]


def test_short_names_of_offices_are_units_and_a_row_that_numbers_the_columns_is_no_task(tmp_path: Path) -> None:
    rows = (
        ("任务", "牵头单位", "配合单位", "责任人"),
        ("1", "2", "3", "4"),
        ("造林2万亩", "林业局", "农业局、应急局", "陈登科"),
        ("设卡检查", "司法局", "党政办/文旅局", "何静"),
    )
    draft = of(tmp_path, "白彦旗2026年任务表", Grid(rows))
    assert [(one.leads, one.responsibles, one.leaders) for one in draft.tasks] == [
        (("林业局",), ("农业局", "应急局"), ("陈登科",)),
        (("司法局",), ("党政办", "文旅局"), ("何静",)),
    ]


def test_lines_of_a_cell_that_lost_their_ends_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    rows = (
        ("责任单位", "工作任务", "完成时限"),
        ("县交通局", "1.改建县道18公里；2.更换公交12辆", "6月底\n12月10日前"),
        ("县住建局", "改造危房86户", "10月20日前"),
    )
    draft = of(tmp_path, "柳湾县2026年责任清单", Grid(rows))
    assert [one.deadline_date for one in draft.tasks] == [date(2026, 6, 30), date(2026, 12, 10), date(2026, 10, 20)]


def test_tables_that_stand_below_each_other_in_a_sheet_are_two(tmp_path: Path) -> None:
    people = (
        ("职务", "姓名", "单位及职务", "", ""),
        ("组长", "章远", "区委书记", "", ""),
        ("成员", "裘宁", "区水务局局长", "", ""),
    )
    titles = ("序号", "任务", "牵头部门", "配合部门", "时限")
    rows = (("2026年任务清单", "", "", "", ""), titles, ("1", "巡河48次", "区水务局", "各镇街", "12月底"))
    path = tmp_path / "plan.csv"
    path.write_bytes(as_csv([Grid((*people, *rows, ("2", "清淤", "区住建局", "区城管局", "5月底")))]))
    draft = read_plan(path)
    assert [one.name for one in draft.members] == ["章远", "裘宁"]
    assert [(one.content, one.leads, one.responsibles) for one in draft.tasks] == [
        ("巡河48次", ("区水务局",), ("各镇街",)),
        ("清淤", ("区住建局",), ("区城管局",)),
    ]


def test_rules_printed_once_hold_for_the_tasks_they_speak_of(tmp_path: Path) -> None:
    rules = "本部分各项任务，各街道、各园区办均为责任单位，不再逐一列出。除另有注明外，各项任务于2026年10月底前完成。"
    items = "（一）清淤。（区水利局牵头）\n（二）护岸。8月底前完成。（区住建局牵头，各街道配合）\n"
    draft = read(tmp_path, f"东洲区护河方案\n（2026年3月2日）\n一、重点任务\n{rules}\n{items}")
    assert [(one.responsibles, one.deadline_date) for one in draft.tasks] == [
        (("各街道", "各园区办"), date(2026, 10, 31)),
        (("各街道", "各园区办"), date(2026, 8, 31)),
    ]
    assert "residue" not in kinds(draft)
    notes = (
        "各县（市）人民政府对养老工作负总责，为附件所列全部任务的责任单位。说明：各社区为以上各项任务的共同配合单位。"
    )
    told = read(tmp_path, f"东洲护河方案\n一、重点任务\n（一）清淤。（市水利局牵头）\n二、要求\n{notes}\n")
    assert [one.responsibles for one in told.tasks] == [("各县（市）人民政府", "各社区")]
    alone = "以下任务均需各市（州）人民政府落实，不再逐项列出。"
    listed = "（一）清淤。（省水利厅牵头，省财政厅配合）\n（二）护岸。（省住建厅牵头，省财政厅配合）\n"
    draft = read(tmp_path, f"松原省护河方案\n二、重点任务\n{alone}\n{listed}")
    assert [one.leads for one in draft.tasks] == [("省水利厅",), ("省住建厅",)]


def test_what_a_form_states_above_its_titles_is_none_of_them(tmp_path: Path) -> None:
    rows = (
        ("单位：县林业局", "", "填报日期：2013年3月5日", ""),
        ("重点工作", "时间进度", "时间进度", "责任股室"),
        ("重点工作", "一、二季度", "三、四季度", "责任股室"),
        ("补植1.2万亩", "整地", "验收", "造林股"),
        ("调处林权纠纷", "排查", "办结", "林政股、法规股"),
    )
    tasks = of(tmp_path, "县林业局2013年重点工作", Grid(rows)).tasks
    assert [one.responsibles for one in tasks] == [("造林股",), ("林政股", "法规股")]
    assert {one.deadline_date for one in tasks} == {date(2013, 12, 31)}
