"""The grammar of owners and numbers: how drafters write who does it, and what only looks like it."""

import pytest

from tasks_db.intake import owners
from tasks_db.intake.cuts import inner_cuts
from tasks_db.intake.names import people
from tasks_db.intake.numbering import marker
from tasks_db.intake.owners import Habits
from tasks_db.intake.parties import Owners
from tasks_db.intake.posts import unit_of
from tasks_db.intake.spellings import alias_of, alike, families, wrong_level
from tasks_db.language.numerals import numeral

Expected = tuple[tuple[str, ...], tuple[str, ...]]

PHRASES: list[tuple[str, Expected]] = [
    ("〔牵头单位：县教委、县民政局；责任单位：各乡镇（街道）〕", (("县教委", "县民政局"), ("各乡镇（街道）",))),
    ("(责任单位:区教委,区妇联,各乡镇街道)", ((), ("区教委", "区妇联", "各乡镇街道"))),
    ("（责任单位；各区人民政府、市发改委）", ((), ("各区人民政府", "市发改委"))),
    ("（配合：省水利质量监督站；5月、10月各一次）", ((), ("省水利质量监督站",))),
    ("（责任单位：县教育局、县财政局；春、秋两学期）", ((), ("县教育局", "县财政局"))),
    ("（责任单位：县教育局，春光街道、秋水镇）", ((), ("县教育局", "春光街道", "秋水镇"))),
    ("【主办：县水利局。协办：县财政局】", (("县水利局",), ("县财政局",))),
    ("（牵头部门：甲局 责任部门：乙局）", (("甲局",), ("乙局",))),
    ("（牵头单位：甲局）（配合单位：乙局、丙局）", (("甲局",), ("乙局", "丙局"))),
    ("（市教育局牵头，市妇联、团市委按职责分工负责）", (("市教育局",), ("市妇联", "团市委"))),
    ("（由市教育局、市民政局牵头，市妇联配合）", (("市教育局", "市民政局"), ("市妇联",))),
    ("（市教育局牵头）", (("市教育局",), ())),
    ("（财政部、税务总局等有关部门按职责分工负责）", ((), ("财政部", "税务总局"))),
    ("（证监会及各地区按职责分工负责）", ((), ("证监会", "各地区"))),
    ("（市文化和旅游局、市人力资源和社会保障局负责）", ((), ("市文化和旅游局", "市人力资源和社会保障局"))),
    ("责任单位：县水利局、县财政局。", ((), ("县水利局", "县财政局"))),
    ("做好清淤。责任单位：县水利局", ((), ("县水利局",))),
    ("（责任单位：县教育局（牵头）、县财政局）", (("县教育局",), ("县财政局",))),
    ("清淤。牵头单位：甲局。配合单位：乙局。各乡镇要重视。", (("甲局",), ("乙局",))),
    ("清淤\n牵头单位：甲局\n配合单位：乙局\n工作要求：重视", (("甲局",), ("乙局",))),
    ("（责任单位：县水利局 县财政局）", ((), ("县水利局", "县财政局"))),
    ("（牵头单位：县水利局；配合单位：—）", (("县水利局",), ())),
    ("由市公安局牵头，市教育局、市城管局配合，划定停车位。", (("市公安局",), ("市教育局", "市城管局"))),
    ("（责任单位：县水利局、县财政局", ((), ("县水利局", "县财政局"))),
    ("（水利局会同财政局、农业局负责）", ((), ("水利局", "财政局", "农业局"))),
    ("（县水利局会同县财政局牵头）", (("县水利局",), ("县财政局",))),
    ("由县水利局牵头，会同县卫生局、县环保局，于五月底前排查。", (("县水利局",), ("县卫生局", "县环保局"))),
    ("（行署经委、电业局承办，各县、市协办）", (("行署经委", "电业局"), ("各县、市",))),
    ("（行署经委、电业局承办）", ((), ("行署经委", "电业局"))),
    ("拆违。区城管局负责，区公安分局配合，10月底前完成。", (("区城管局",), ("区公安分局",))),
    ("拆违。区城管局负责牵头，各街道参与。", (("区城管局",), ("各街道",))),
    ("拆违。区城管局牵头组织实施，各街道具体落实。", (("区城管局",), ("各街道",))),
    ("拆违。此项由区城管局和区住建局共同负责，10月底前完成。", ((), ("区城管局", "区住建局"))),
    ("拆违。与供电公司、铁塔公司的对接工作由区城管局负责。", ((), ("区城管局",))),
    ("逐户核查，区城管局负责资金拨付，区住建局负责拆后改造。", ((), ("区城管局", "区住建局"))),
    ("拆违。由区城管局牵头，争取资金，会同区财政局研究出台办法。", (("区城管局",), ("区财政局",))),
    ("拆违。区城管局牵头，区融媒体中心开设专栏，上半年出台办法。", (("区城管局",), ("区融媒体中心",))),
    ("拆违。由区城管局会同区财政局制定办法。", (("区城管局",), ("区财政局",))),
    ("拆违。请区城管局牵头组织区住建局、区财政局开展清查。", (("区城管局",), ("区住建局", "区财政局"))),
    ("拆违。请区城管局会同区公安分局，年内完成。", (("区城管局",), ("区公安分局",))),
    ("拆违。请区城管局、区公安分局按职责抓好落实。", ((), ("区城管局", "区公安分局"))),
    ("拆违。由区城管局、区公安分局共同研究制定办法。", ((), ("区城管局", "区公安分局"))),
    ("评优。由县委组织部会同各乡镇，年内完成。", (("县委组织部",), ("各乡镇",))),
    ("拆违。会议责成区城管局抓紧落实。", ((), ("区城管局",))),
    (
        "清理。积案由市中级人民法院牵头，各基层法院配合；线索由市检察院负责，市公安局配合。",
        (("市中级人民法院", "市检察院"), ("各基层法院", "市公安局")),
    ),
    ("（县水利局会同县财政局，九月底前提出）", (("县水利局",), ("县财政局",))),
    ("（县水利局、县财政局指导，各乡镇负责，长期坚持）", ((), ("县水利局", "县财政局", "各乡镇"))),
    ("清淤。由县水利局总牵头，县林业局、各乡镇（街道）抓好落实。", (("县水利局",), ("县林业局", "各乡镇（街道）"))),
    ("清淤。由县政府办公室（县防汛中心）牵头，县水利局配合。", (("县政府办公室（县防汛中心）",), ("县水利局",))),
    ("清淤。由县水利局牵头，县林业局配合，三季度末成果入库。", (("县水利局",), ("县林业局",))),
    ("由县广电台承担播出，县气象局负总责，8月前上线。", ((), ("县广电台", "县气象局"))),
    (
        "由县水利局负责，各乡镇（街道）和县政府各部门按职责报送，5月前完成。",
        ((), ("县水利局", "各乡镇（街道）", "县政府各部门")),
    ),
    ("（责任单位：各县 （市、区）人民政府）", ((), ("各县（市、区）人民政府",))),
    ("清淤。由县水利局负责，县纪委监委机关协同，长期坚持。", (("县水利局",), ("县纪委监委机关",))),
    ("（县水利局主办，县财政局协办）", (("县水利局",), ("县财政局",))),
    ("（各区、县（市）负责）", ((), ("各区、县（市）",))),
    ("（责任单位：省水利厅，各市、州、县人民政府）", ((), ("省水利厅", "各市、州、县人民政府"))),
    ("（责任单位：有关市、县政府）", ((), ("有关市、县政府",))),
    ("（责任单位：县农业农村局\n（县委农办）、县财政局）", ((), ("县农业农村局（县委农办）", "县财政局"))),
    ("（责任单位：司法所、执法局（共同牵头））", (("司法所", "执法局"), ())),
    ("（县教育局和县民政局负责）", ((), ("县教育局", "县民政局"))),
    ("【牵头单位】县水利局【责任单位】县财政局", (("县水利局",), ("县财政局",))),
    ("牵头单位 县水利局  责任单位 县财政局", (("县水利局",), ("县财政局",))),
    ("牵头单位为县水利局（以下简称“水利局”），责任单位为县财政局。", (("县水利局",), ("县财政局",))),
    ("（领衔单位：县水利局；协力单位：县财政局）", (("县水利局",), ("县财政局",))),
    ("（归口部门：县水利局；会商部门：县财政局）", (("县水利局",), ("县财政局",))),
    ("（联动单位：县水利局、县财政局）", ((), ("县水利局", "县财政局"))),
    ("（牵头单位：县水利局（王立群）；责任单位：县财政局）", (("县水利局",), ("县财政局",))),
    ("清淤。由县水利局牵头，县财政局配合。", (("县水利局",), ("县财政局",))),
    ("清淤——县水利局牵头，县财政局配合", (("县水利局",), ("县财政局",))),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_an_assignment_is_read_in_every_form(text: str, expected: Expected) -> None:
    owned = Owners()
    for one in owners.assignments(text):
        owned = owned.merged(one.owners)
    assert (owned.leads, owned.responsibles) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（以下简称“照护服务”）",
        "（含技工院校）",
        "（试行）",
        "（附件1：重点领域）",
        "（国办发〔2019〕15号）",
        "（设在市健委）",
        "由卫健部门牵头，各司其职。",
        "各类机构负主体责任。",
        "（数据来源：县统计局）",
        "（联系单位：县水利局）",
        "（项目名称：城北供水站）",
        "项目地点：白石镇、清河村",
        "县水利局要抓紧组织实施。",
        "所需费用由县财政局承担。",
        "请各有关方面支持。",
    ],
)
def test_other_brackets_and_sentences_assign_nobody(text: str) -> None:
    assert owners.assignments(text) == []


def test_a_verb_that_a_document_repeats_behind_its_units_is_its_word_for_a_role() -> None:
    texts = ["（县水利局挑头，县财政局搭手）", "（县委宣传部挑头，各乡镇搭手）", "（县教育局挑头）"]
    habits = owners.habits_of(texts)
    assert habits.verbs == {"挑头", "搭手"}
    (one,) = owners.assignments(texts[1], habits)
    assert (one.owners.leads, one.owners.responsibles) == (("县委宣传部",), ("各乡镇",))
    assert owners.assignments(texts[1]) == []


def test_names_alone_own_a_paragraph_only_where_a_document_closes_several_so() -> None:
    texts = [f"{work}。（县水利局、县财政局）" for work in ("清淤", "造林", "修渠")]
    assert owners.assignments(texts[0]) == []
    (one,) = owners.assignments(texts[0], owners.habits_of(texts))
    assert one.owners.responsibles == ("县水利局", "县财政局")
    (short,) = owners.assignments("清淤。（市水务局、农委，国家统计局青禾调查队）", owners.habits_of(texts))
    assert short.owners.responsibles == ("市水务局", "农委", "国家统计局青禾调查队")


@pytest.mark.parametrize("when", ["每两周", "元旦前", "学期末"])
def test_a_time_behind_the_units_of_a_label_is_no_unit(when: str) -> None:
    (one,) = owners.assignments(f"检查备课。（配合：教科室、保卫科；{when}）")
    assert (one.owners.responsibles, one.owners.date) == (("教科室", "保卫科"), when)


def test_a_date_behind_the_owners_is_theirs() -> None:
    (one,) = owners.assignments("完成整改。（县水利局负责，6月底前完成）")
    assert (one.owners.responsibles, one.owners.date) == (("县水利局",), "6月底前")


def test_a_bracket_left_open_earlier_does_not_hide_the_owners() -> None:
    (one,) = owners.assignments("落实标准（试行、加强监管（责任单位：县水利局")
    assert one.owners.responsibles == ("县水利局",)
    assert one.confidence < 0.9


def test_a_rule_may_print_the_first_as_host_and_what_is_first_otherwise_is_none() -> None:
    assert owners.states_first_leads("责任单位为多家的，排名第一的负总责；")
    assert owners.states_first_leads("本表所列任务，第一家为主办单位。")
    assert not owners.states_first_leads("第一个项目由县发改局牵头。")
    assert not owners.states_first_leads("县发改局排名第一，由县政府表扬。")


def test_the_printed_rule_makes_the_first_named_unit_the_lead_but_never_a_collective() -> None:
    text = "（各区、区水务局、区财政局负责，列在首位的牵头，下同）"
    assert owners.states_first_leads(text)
    (one,) = owners.assignments(text, Habits(first_leads=True))
    assert (one.owners.leads, one.owners.responsibles) == (("区水务局",), ("各区", "区财政局"))


def test_names_of_two_characters_may_be_spread() -> None:
    assert people("李 英、王国红\n欧阳静") == ("李英", "王国红", "欧阳静")


@pytest.mark.parametrize(
    ("text", "level", "label"),
    [
        ("一、总体要求", 1, "一"),
        ("十二、附则", 1, "十二"),
        ("（三）加强监管", 2, "（三）"),
        ("(十一)加强监管", 2, "(十一)"),
        ("1.建立机制", 3, "1"),
        ("3．2020年底前完成", 3, "3"),
        ("12、建立机制", 3, "12"),
        ("（2）建立台账", 6, "（2）"),
        ("2）建立台账", 6, "2）"),
        ("③公示结果", 7, "③"),
        ("第二章 职责", 0, "第二章"),
        ("2．11月15日前完成", 3, "2"),
        ("3．12台机械", 3, "3"),
        ("1-2 安装路灯", 4, "1-2"),
        ("Ⅱ-1 配备人员", 4, "Ⅱ-1"),
        ("一是加强监管", 8, "一是"),
        ("问题3：供水不足", 3, "问题3"),
        ("【3】改造管网", 3, "【3】"),
        ("[12] 改造管网", 3, "[12]"),
    ],
)
def test_numbers_of_every_style_are_known(text: str, level: int, label: str) -> None:
    found = marker(text)
    assert found is not None
    assert (found.level, found.label) == (level, label)


@pytest.mark.parametrize(
    "text", ["1.5倍", "1．5万亩", "2025年底前", "30%以上", "三年内", "（试行）", "4.5个", "〔2026〕9号"]
)
def test_figures_and_clauses_number_nothing(text: str) -> None:
    assert marker(text) is None


def test_a_mention_of_another_item_breaks_no_paragraph() -> None:
    assert inner_cuts(["按照第（三）项要求抓好落实。1.5倍以内的不计。"])[0] == []


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十二", 12), ("二十一", 21), ("两", 2), ("7", 7), ("百", None)]
)
def test_numerals_are_counted(text: str, value: int | None) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("post", "unit"),
    [
        ("副县长", None),
        ("县卫生健康和体育局局长", "县卫生健康和体育局"),
        ("县财政局总会计师", "县财政局"),
        ("团县委副书记", "团县委"),
        ("县总工会副主席", "县总工会"),
        ("县政府办三级主任科员", "县政府办"),
        ("市应急管理局党委委员", "市应急管理局"),
    ],
)
def test_a_post_names_its_unit(post: str, unit: str | None) -> None:
    assert unit_of(post) == unit


def test_a_slip_is_one_character_lost_and_two_bureaus_are_no_slip() -> None:
    assert alike("县住房乡建委", "县住房城乡建委")
    assert not alike("县民政局", "县财政局")
    assert not alike("市教育局", "市体育局")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("县发改局", "县发展和改革局"),
        ("县发展和改革局", "县发展和改革委员会"),
        ("县市场监管局", "县市场监督管理局"),
        ("县计生协", "县计划生育协会"),
    ],
)
def test_a_short_form_is_known_as_one(short: str, long: str) -> None:
    assert alias_of(short, long)
    assert alias_of(long, short)


@pytest.mark.parametrize(
    ("one", "other"),
    [("县政府", "县政府办"), ("县民政局", "县财政局"), ("市教育局", "县教育和体育局"), ("县水利局", "县水利公司")],
)
def test_another_unit_is_no_short_form(one: str, other: str) -> None:
    assert not alias_of(one, other)


def test_forms_of_one_name_make_a_family_unless_one_task_names_both() -> None:
    names = ["县发改局", "县发展和改革委员会", "县发展和改革局", "县水利局"]
    assert [set(group) for group in families(names, lambda *_: False)] == [set(names[:3]), {"县水利局"}]
    assert all(len(group) == 1 for group in families(names, lambda *_: True))


def test_the_same_bureau_of_another_level_is_noticed() -> None:
    assert wrong_level("市人力社保局", "区人力社保局")
    assert not wrong_level("市妇联", "区妇联会")
