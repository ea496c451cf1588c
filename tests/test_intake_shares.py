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


VILLAGES = """青石镇2026年人居环境整治方案
一、镇直站所任务
1．清理国道沿线。补植苗木2000株。
牵头站所：镇执法大队   配合单位：青石公路站
完成时间：4月底前
2．改造农贸市场。完成顶棚翻新。
牵头站所：镇经济发展办公室   配合单位：青石市场监管所
完成时间：6月20日前
二、村（社区）任务
（1）上河村：拆除空心房23栋，5月底前完成。
（2）黄泥村：搬迁猪栏11间，6月底前腾空。
（3）桥头社区：每月张榜一次。
（4）茶亭社区：建成分类亭4座，8月底前投用。
三、工作保障
（一）严明奖惩。年终通报。
附：各村（社区）设施配备表
主办单位：青石镇人民政府　地址：青石镇中心街1号　技术支持：县大数据中心
"""


def test_a_list_of_villages_with_what_each_does_and_when_is_tasks(tmp_path: Path) -> None:
    assert told(read(tmp_path, VILLAGES))[2:] == [
        ("拆除空心房23栋", (), ("上河村",), date(2026, 5, 31)),
        ("搬迁猪栏11间，", (), ("黄泥村",), date(2026, 6, 30)),
        ("每月张榜一次。", (), ("桥头社区",), None),
        ("建成分类亭4座，", (), ("茶亭社区",), date(2026, 8, 31)),
    ]


def test_a_list_of_duties_without_dates_stays_one_of_duties(tmp_path: Path) -> None:
    listed = "\n".join(
        f"{n}.{unit}：负责本行业监管。" for n, unit in enumerate(("县教育局", "县民政局", "县水利局"), 1)
    )
    draft = read(tmp_path, f"青禾县校车联席会议制度\n一、成员单位职责\n{listed}\n")
    assert not draft.tasks
    assert [one.unit for one in draft.duties] == ["县教育局", "县民政局", "县水利局"]


def test_who_keeps_a_page_owns_nothing_above_it(tmp_path: Path) -> None:
    named = {name for one in read(tmp_path, VILLAGES).tasks for name in (*one.leads, *one.responsibles)}
    assert named.isdisjoint({"青石镇人民政府", "县大数据中心", "各村（社区）设施配备表"})


def test_a_rule_in_the_first_bracket_holds_for_what_follows(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """促进冷链发展若干措施
一、完善网络
（一）建设冷藏设施。新增库容40万吨。（责任单位：省农业厅、省财政厅，各市政府。以下各项均需各市政府落实，不再列出）
（二）布局基地。推动基地提档升级。（责任单位：省发改委、省商务厅）
（三）补齐短板。改造公共冷库。（责任单位：省供销社）
""",
    )
    assert [one.responsibles for one in draft.tasks] == [
        ("省农业厅", "省财政厅", "各市政府"),
        ("省发改委", "省商务厅", "各市政府"),
        ("省供销社", "各市政府"),
    ]


def test_what_is_agreed_in_one_sentence_is_parted_by_who_is_to_act(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """石门县政府专题会议纪要
一、关于加工园。会议明确，由县农业局牵头，县财政局配合，2026年4月底前完成报批；县招商局负责引进企业3家，2026年9月底前签约；园区管委会要抓紧完善给排水，2026年5月底前通水；西门市场2026年8月底前完工。
二、关于毗邻协作。由县林业局牵头，商请市公安局、市邮政局参与，2026年11月底前签订协议。县森防总站和县林场管理处共同负责技术对接。
""",
    )
    assert told(draft) == [
        ("会议明确，由县农", ("县农业局",), ("县财政局",), date(2026, 4, 30)),
        ("县招商局负责引进", (), ("县招商局",), date(2026, 9, 30)),
        ("园区管委会要抓紧", (), ("园区管委会",), date(2026, 8, 31)),
        (
            "由县林业局牵头，",
            ("县林业局",),
            ("市公安局", "市邮政局", "县森防总站", "县林场管理处"),
            date(2026, 11, 30),
        ),
    ]


def test_a_line_below_a_heading_owns_the_items_of_its_section(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """青禾县森林防火行动计划
一、监测行动
1.划定网格。由县林草局牵头，各乡镇政府配合，2026年6月底前完成。
二、除治行动
本项行动由县生态处总牵头，各林场具体实施。
2.推行绩效承包。验收结果与拨付挂钩，2026年8月底前推开。
3.保护古树。逐株建档，2026年9月底前完成。
""",
    )
    assert [(one.leads, one.responsibles) for one in draft.tasks] == [
        (("县林草局",), ("各乡镇政府",)),
        *[(("县生态处",), ("各林场",))] * 2,
    ]


CARDS = """河湾市2026年督办事项
一、事项名称：滨河路积水点改造
主办单位：市住建局
协办单位：市水务集团、市交警支队
办结时限：6月20日
办理要求：完成管道敷设320米，汛前通过验收。
二、事项名称：实验小学分校建设
主办单位：市教育局
协办单位：市发改委
办结时限：8月25日
办理要求：教学楼竣工，9月1日开学使用。
"""


def test_cards_of_a_supervising_office_give_the_date_of_their_own_line(tmp_path: Path) -> None:
    draft = read(tmp_path, CARDS)
    assert [(one.title, one.leads, one.responsibles, one.deadline_date) for one in draft.tasks] == [
        ("滨河路积水点改造", ("市住建局",), ("市水务集团", "市交警支队"), date(2026, 6, 20)),
        ("实验小学分校建设", ("市教育局",), ("市发改委",), date(2026, 8, 25)),
    ]


def test_a_unit_with_one_piece_of_work_stands_among_those_with_lists(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """一九八八年全县重点工作分工
县水利局：1.完成东干渠清淤，三月底前竣工；2.维修泵站六座，五月底前完成。
县农业局：1.推广杂交水稻四万亩；2.四月上旬前供应良种。
县供销社：储备化肥三千吨，二月底前到位。
县人民政府办公室
一九八八年一月九日
""",
    )
    assert [(one.leads, one.deadline_date) for one in draft.tasks] == [
        (("县水利局",), date(1988, 3, 31)),
        (("县水利局",), date(1988, 5, 31)),
        (("县农业局",), None),
        (("县农业局",), date(1988, 4, 10)),
        (("县供销社",), date(1988, 2, 29)),
    ]


DIVIDED = """云岭县校舍改造领导小组组成人员及任务分工
一、领导小组组成人员
组  长：罗国平（县委副书记、县长）
副组长：贾玉芬（副县长）
苏文（县政府办公室主任）
王  岩（县教育局局长）
成  员：孟宪武（县发展计划局局长）、李树（县财政局局长）、
齐  放（县建设局局长）
领导小组办公室设在县教育局。
二、任务分工
（一）县教育局
1、负责校舍普查，2003年5月底前造册；
2、会同县公安局抓好施工安全。
（二）县财政局
1、2003年7月10日前拨付配套资金；
（三）县国土资源局：负责建设用地审批，随报随批。
（四）县审计局、县监察局：2003年12月中旬提交审计报告。
"""


def test_a_unit_before_its_single_piece_of_work_stands_beside_headings_of_units_and_leads_as_these(
    tmp_path: Path,
) -> None:
    assert told(read(tmp_path, DIVIDED)) == [
        ("负责校舍普查，2", ("县教育局",), (), date(2003, 5, 31)),
        ("会同县公安局抓好", ("县教育局",), ("县公安局",), None),
        ("2003年7月1", ("县财政局",), (), date(2003, 7, 10)),
        ("负责建设用地审批", ("县国土资源局",), (), None),
        ("2003年12月", ("县审计局", "县监察局"), (), date(2003, 12, 20)),
    ]


def test_a_roster_in_lines_and_side_by_side_is_read_whole_and_is_no_task(tmp_path: Path) -> None:
    draft = read(tmp_path, DIVIDED)
    assert [(one.role, one.name, one.unit) for one in draft.members] == [
        ("组长", "罗国平", "县委"),
        ("副组长", "贾玉芬", None),
        ("副组长", "苏文", "县政府办公室"),
        ("副组长", "王岩", "县教育局"),
        ("成员", "孟宪武", "县发展计划局"),
        ("成员", "李树", "县财政局"),
        ("成员", "齐放", "县建设局"),
    ]
    assert "组成人员" not in "".join(one.title or "" for one in (*draft.tasks, *draft.candidates))
    assert not [one for one in draft.findings if one.kind == "residue"]


def test_who_carries_it_out_leads_where_the_others_only_help(tmp_path: Path) -> None:
    lines = "1.改造棚户区120户。\n责任领导：何方  承办单位：旗住建局  协办单位：旗财政局、各苏木  完成时限：6月底\n"
    (card,) = read(tmp_path, f"白音旗2011年实事分解\n一、安居工程\n{lines}").tasks
    assert (card.leads, card.responsibles) == (("旗住建局",), ("旗财政局", "各苏木"))
    rows = "序号|任务|实施单位|配合单位\n1|修渠18公里|县水利局|县财政局\n2|打井20眼|县农业局|各乡镇\n"
    table = read(tmp_path, f"青禾县2011年任务表\n{rows}")
    assert [(one.leads, one.responsibles) for one in table.tasks] == [
        (("县水利局",), ("县财政局",)),
        (("县农业局",), ("各乡镇",)),
    ]


def test_units_with_nothing_between_them_are_two_where_one_house_tells_so_and_are_asked_about(tmp_path: Path) -> None:
    rows = (
        "1|清理林地|资源林政处|各林场|6月底\n2|收回林地|资源林政处林业公安局|各林场|9月底\n"
        "3|修建围栏|市林业局市财政局|市公安局交警大队|10月底\n"
    )
    draft = read(tmp_path, f"白时市2026年任务表\n序号|任务|牵头单位|配合单位|时限\n{rows}")
    assert [one.leads for one in draft.tasks] == [
        ("资源林政处",),
        ("资源林政处林业公安局",),
        ("市林业局", "市财政局"),
    ]
    assert draft.tasks[2].responsibles == ("市公安局交警大队",)
    assert [one.quotes[0].quote for one in draft.findings if one.kind == "glued_units"] == [
        "资源林政处林业公安局",
        "市林业局市财政局",
    ]


ROSTER = """关于成立柳溪街道集中整治领导小组的通知
组  长：
周建平  街道党工委书记
副组长：
郑  莉（女）  街道人大工委主任
成  员：
何  燕  安监科科长
林  涛  东湖社区党委书记、居委会主任
领导小组办公室设在安监科。
"""


def test_people_in_the_lines_below_a_role_alone_are_its_people(tmp_path: Path) -> None:
    assert [(one.role, one.name, one.title) for one in read(tmp_path, ROSTER).members] == [
        ("组长", "周建平", "街道党工委书记"),
        ("副组长", "郑莉", "街道人大工委主任"),
        ("成员", "何燕", "安监科科长"),
        ("成员", "林涛", "东湖社区党委书记、居委会主任"),
    ]
    table = "总指挥长|高  峰|市长\n副总指挥长|马小龙|副市长\n成    员|赵志国|市卫生局局长\n|石  磊|市城管局局长\n"
    headed = read(tmp_path, f"洛川市创卫指挥部\n{table}")
    assert [(one.role, one.name) for one in headed.members] == [
        ("总指挥长", "高峰"),
        ("副总指挥长", "马小龙"),
        ("成员", "赵志国"),
        ("成员", "石磊"),
    ]


def test_the_parties_of_a_pledge_are_no_tasks_and_its_goals_are(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "红石乡2004年度目标管理责任书\n甲方：红石乡人民政府\n乙方：石门村村民委员会\n一、责任目标\n"
        "1、植树造林400亩，3月底前完成整地。\n2、新修公路2.5公里，10月底竣工。\n二、奖惩办法\n年终由乡政府组织考核。\n",
    )
    assert [(one.content[:6], one.deadline_date) for one in draft.tasks] == [
        ("植树造林40", date(2004, 3, 31)),
        ("新修公路2.", date(2004, 10, 31)),
    ]


def test_sentences_that_open_with_units_are_tasks_where_nothing_else_is(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "关于做好防汛工作的紧急通知\n发往：各县人民政府，行署各有关部门\n"
        "一、各县要立即组织力量检查水库，1999年7月18日前报地区防汛办。\n"
        "二、地区水利局要派出工作组，分赴各县指导；地区气象局每日通报一次雨情。\n"
        "三、严格值班制度。各级各部门要坚持24小时值班。\n",
    )
    assert [(one.content[:6], one.responsibles) for one in draft.tasks][:2] == [
        ("各县要立即组", ("各县",)),
        ("地区水利局要", ("地区水利局", "地区气象局")),
    ]


def test_the_post_may_stand_before_the_name_in_a_roster(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "关于调整联席会议成员的通知\n召集人：市委常委、副市长  蒋涛\n副召集人：市政府副秘书长  于波\n"
        "市住建局局长    沈亚\n成员：市发改委副主任  邢  云\n市公安局交警支队政委  洪磊\n",
    )
    assert [(one.role, one.name, one.title) for one in draft.members] == [
        ("召集人", "蒋涛", "市委常委、副市长"),
        ("副召集人", "于波", "市政府副秘书长"),
        ("副召集人", "沈亚", "市住建局局长"),
        ("成员", "邢云", "市发改委副主任"),
        ("成员", "洪磊", "市公安局交警支队政委"),
    ]
