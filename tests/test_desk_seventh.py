"""A seventh month at the desk: who follows whom, what is named, what is watched till its day."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.test_desk_fourth import play

HANDOVERS = """@2025-11-03T09:10
钟亦秋: 自11月10日起，县城市管理局联络员换成温知行
钟亦秋: 县城市管理局来函：丁默川调离，自11月10日起由市容管理股股长温知行任联络员。请办好交接
钟亦秋 # 确认换人
钟亦秋: /invite 县城市管理局
钟亦秋: 各家联系人
钟亦秋: 程暮云11月17日至28日外出培训，县发展改革局来电说由投资股科员季南星代办，29日起仍由程暮云负责
钟亦秋 # 确认代理
钟亦秋: 谁在替谁
钟亦秋: 县大数据中心联络员是信息化股股长唐知远
钟亦秋: /handover 县大数据中心 唐知远
钟亦秋: 县大数据中心联络员唐知远：职务数据股股长
钟亦秋: /seats
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(HANDOVERS, tmp_path_factory.mktemp("handovers"))


def _told(said: dict[str, str], line: str) -> str:
    return next(told for one, told in said.items() if one.startswith(line))


def test_a_letter_typed_where_a_post_was_asked_for_is_read_as_the_letter(said: dict[str, str]) -> None:
    assert "备案表还要写温知行的职务" in _told(said, "钟亦秋: 自11月10日起")
    asked = _told(said, "钟亦秋: 县城市管理局来函")
    assert "县城市管理局联络员：丁默川 → 温知行（市容管理股股长），自2025年11月10日起。" in asked


def test_whoever_comes_on_a_later_day_has_a_code_at_once_and_the_post_with_the_seat(said: dict[str, str]) -> None:
    done = said["钟亦秋 # 确认换人"]
    assert "温知行尚未绑定。请转告本人用邀请码" in done
    assert "11月10日起接到提醒" in done
    assert "市容管理股股长" not in said["钟亦秋: 各家联系人"], "until that day nobody has the new post"
    assert "县城市管理局联络员温知行的邀请码" in _told(said, "钟亦秋: /invite"), "who sits there is bound"


def test_a_deputy_is_told_apart_from_the_post_and_from_the_day_on_which_the_holder_is_back(
    said: dict[str, str],
) -> None:
    asked = _told(said, "钟亦秋: 程暮云")
    assert "2025年11月17日至2025年11月28日" in asked
    assert "改发给季南星（投资股科员）" in asked
    assert "季南星代理（2025年11月17日" in said["钟亦秋: 谁在替谁"], "the name alone is the person's"


def test_a_post_before_a_name_is_a_post_and_a_new_post_voids_no_code(said: dict[str, str]) -> None:
    assert "空缺 → 唐知远（信息化股股长），今天起" in _told(said, "钟亦秋: 县大数据中心联络员是")
    assert "邀请码" not in _told(said, "钟亦秋: 县大数据中心联络员唐知远：职务")
    assert "职务数据股股长" in _told(said, "钟亦秋: 县大数据中心联络员唐知远：职务")


DRAFT = """望澜县空中线缆整治计划（征求意见稿）
任务分解表
1. 摸排线缆点位。牵头单位：县城市管理局。完成时限：2025年11月30日。
2. 清除废弃线杆。牵头单位：县城市管理局；责任单位：县公安局。完成时限：2025年12月20日。
"""
PARTS = """@2025-11-03T09:10
钟亦秋 + draft.txt:
钟亦秋: 任务2-2
钟亦秋: 方案2第2项什么时候到期
钟亦秋: /task 2-1
钟亦秋: 3-3进展
钟亦秋: 把罗清禾的任务连同存在问题导出台账
钟亦秋: /ledger 县水利局
钟亦秋: 导出方案1的台账
钟亦秋: 导出老旧小区方案的台账
钟亦秋: 导出河道方案的台账
钟亦秋: /ledger 方案2
钟亦秋: 罗清禾负责的任务
钟亦秋: 导出来
钟亦秋: 县城市管理局联络员换成温知行
钟亦秋: 任务进展导出来
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("parts")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return play(PARTS, folder)


def test_a_plan_and_its_item_are_that_item_also_while_the_plan_waits(parts: dict[str, str]) -> None:
    for said in ("任务2-2", "方案2第2项什么时候到期"):
        assert "待交办）的任务，还没有通知任何单位：\n2. 清除废弃线杆" in parts[f"钟亦秋: {said}"]
    assert "摸排线缆点位" in parts["钟亦秋: /task 2-1"]
    assert "制定资金管理办法" not in parts["钟亦秋: 3-3进展"], "item 3 of another plan"


def test_the_ledger_is_that_of_whoever_is_named_and_what_is_sent_says_of_what_it_is(parts: dict[str, str]) -> None:
    assert "台账：责任领导罗清禾，1个方案、5项任务" in parts["钟亦秋: 把罗清禾的任务连同存在问题导出台账"]
    assert "台账：县水利局牵头和负责的任务，1个方案、1项任务" in parts["钟亦秋: /ledger 县水利局"]
    assert "台账：方案1，1个方案、14项任务" in parts["钟亦秋: 导出方案1的台账"]
    assert "台账：方案1，1个方案、14项任务" in parts["钟亦秋: 导出老旧小区方案的台账"]
    assert "台账里没有“河道方案”的任务，没有导出" in parts["钟亦秋: 导出河道方案的台账"]
    assert "台账里没有“方案2”的任务，没有导出" in parts["钟亦秋: /ledger 方案2"]
    assert "任务进展5条（罗清禾）" in parts["钟亦秋: 导出来"]
    assert "任务进展14条（全部任务进展，没有筛选，不含别的表）" in parts["钟亦秋: 任务进展导出来"]


PLEA = """@2025-11-05T09:10
钟亦秋: 县水利局来电：1-5更新老化管网要占用听松路半幅路面。请县公安局11月14日前帮助安排交通疏导
钟亦秋 # 确认代录
钟亦秋: 待办
钟亦秋 # 需协调 1
钟亦秋 # 1
钟亦秋 # 转县公安局
钟亦秋: 催一下县公安局打通消防通道
钟亦秋 # 不用了
@2025-11-13T09:10
钟亦秋: 催一下县公安局交通疏导的事
@2025-11-17T09:10
钟亦秋: 待办
雷子牧: 15日起派4名交警疏导
"""


@pytest.fixture(scope="module")
def plea(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(PLEA, tmp_path_factory.mktemp("plea"))


def test_the_unit_that_is_to_help_hears_all_that_was_said_and_until_when(plea: dict[str, str]) -> None:
    told = plea["钟亦秋 # 转县公安局"]
    assert "更新老化管网要占用听松路半幅路面。请县公安局11月14日前帮助安排交通疏导" in told
    assert "请于11月14日前答复" in told


def test_the_day_of_a_plea_is_watched(plea: dict[str, str]) -> None:
    reminded = plea["@2025-11-13T09:10"]
    assert "雷子牧：提醒：县水利局请贵单位协调的事，还没有收到答复" in reminded
    assert "已转县公安局，等答复，注意：11月14日已过，没有答复" in plea["钟亦秋: 待办"]
    assert "江一帆：“更新老化管网”的需协调事项，县公安局答复" in plea["雷子牧: 15日起派4名交警疏导"]


def test_an_order_to_ask_again_names_a_plea_by_its_own_words_and_a_task_by_its_name(plea: dict[str, str]) -> None:
    assert "已催县公安局答复，这件转给它已8天" in plea["钟亦秋: 催一下县公安局交通疏导的事"]
    assert "确认催办" in plea["钟亦秋: 催一下县公安局打通消防通道"]


MEMBER = """@2025-11-04T09:10
钟亦秋: 石笋湾乡来电：1-1走访住宅小区4个、楼房17栋
钟亦秋: 第1项只问石笋湾乡
钟亦秋 # 确认也问
钟亦秋: 石笋湾乡捎来一张纸条：1-1走访住宅小区4个、楼房17栋
钟亦秋: 1-1也问石笋湾乡
钟亦秋: 1-1也问县水利局
@2025-11-06T09:10
"""


@pytest.fixture(scope="module")
def member(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MEMBER, tmp_path_factory.mktemp("member"))


def test_one_member_of_a_group_can_be_asked_and_the_others_are_not(member: dict[str, str]) -> None:
    assert "只要它报，先发“1-1也问石笋湾乡”" in member["钟亦秋: 石笋湾乡来电：1-1走访住宅小区4个、楼房17栋"]
    assert "从下一条消息起问石笋湾乡" in member["钟亦秋 # 确认也问"]
    assert "以石笋湾乡联络员潘知秋的名义" in member["钟亦秋: 石笋湾乡捎来一张纸条：1-1走访住宅小区4个、楼房17栋"]
    assert "已经在问石笋湾乡" in member["钟亦秋: 1-1也问石笋湾乡"]
    assert "不在1-1 开展小区底数排查没有问到的集合单位里" in member["钟亦秋: 1-1也问县水利局"]
    asked = member["@2025-11-06T09:10"]
    assert "潘知秋：" in asked
    assert "石青岚：" not in asked, "of another township"


MOVED = """@2025-11-04T09:10
钟亦秋: 县政府办来电：常务会议改期，划定改造片区的时限由12月5日改为12月12日
钟亦秋: 第2项延到12-12
钟亦秋: 第2项由12月5日改为12月12日，依据：县政府办来电
钟亦秋 # 确认改1项
钟亦秋: 通知县自然资源局：改造片区图报审改到12月12日
钟亦秋 # 留记录，我来打电话
钟亦秋: 电话通知县自然资源局，王芳接的，答复：知道了
钟亦秋: 已电话告知县供水公司：泵站图纸周五送来
钟亦秋: 不清楚
钟亦秋: /notices
钟亦秋: /put_off 县水利局 1-5 12.8 局长来电
钟亦秋: /put_off 县水利局 1-5
钟亦秋: 通知县水利局：泵站图纸12月8日送来
"""


@pytest.fixture(scope="module")
def shifted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(MOVED, tmp_path_factory.mktemp("moved"))


def test_a_deadline_moves_in_words_on_the_ground_that_was_said(shifted: dict[str, str]) -> None:
    asked = shifted["钟亦秋: 县政府办来电：常务会议改期，划定改造片区的时限由12月5日改为12月12日"]
    assert "1-2 划定改造片区：2025年12月5日" in asked
    assert "依据：县政府办来电：常务会议改期" in asked
    assert "请回复依据" in shifted["钟亦秋: 第2项延到12-12"]
    asked = shifted["钟亦秋: 第2项由12月5日改为12月12日，依据：县政府办来电"]
    assert "依据：县政府办来电[确认改1项]" in asked, "an order is no ground"
    assert "告知：" in asked
    assert "县发展改革局程暮云" in asked
    assert "没有联络员、告知不到的：县自然资源局。请电话告知" in asked


def test_a_notice_that_reaches_nobody_is_kept_for_the_call(shifted: dict[str, str]) -> None:
    assert "没有人收得到，不会发出，只留一条记录" in shifted["钟亦秋: 通知县自然资源局：改造片区图报审改到12月12日"]
    assert "王芳接，答复：“知道了”" in shifted["钟亦秋: 电话通知县自然资源局，王芳接的，答复：知道了"]
    assert "谁接的电话" in shifted["钟亦秋: 已电话告知县供水公司：泵站图纸周五送来"]
    assert "泵站图纸周五送来（签收1/1）" in shifted["钟亦秋: /notices"]


RENAMED = """@2025-11-10T09:10
钟亦秋: 县大数据中心改名为县数据局，自12月1日起
钟亦秋: 县大数据中心改名为县数据局
钟亦秋 # 确认改名
钟亦秋: /month 县大数据中心 10月
钟亦秋: /month 县数据局 11月
钟亦秋: 任务14
钟亦秋 # 修改/豁免
钟亦秋 # 留痕
钟亦秋: /ledger 县数据局
"""


def test_months_gone_by_keep_a_units_name_and_what_is_printed_says_who_that_is_now(tmp_path: Path) -> None:
    said = play(RENAMED, tmp_path)
    assert "不能预定到2025年12月1日" in said["钟亦秋: 县大数据中心改名为县数据局，自12月1日起"]
    assert "县大数据中心2025年10月情况" in said["钟亦秋: /month 县大数据中心 10月"]
    assert "县数据局2025年11月情况" in said["钟亦秋: /month 县数据局 11月"]
    assert "县大数据中心（现名县数据局，牵头）" in said["钟亦秋 # 修改/豁免"]
    assert "单位改名：县大数据中心 → 县数据局" in said["钟亦秋 # 留痕"]
    sheet = load_workbook(tmp_path / "台账2025-11-10.xlsx")["方案1"]
    assert "县大数据中心现名县数据局" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_day_of_two_figures_is_a_day_and_a_notice_is_none(shifted: dict[str, str]) -> None:
    asked = shifted["钟亦秋: /put_off 县水利局 1-5 12.8 局长来电"]
    assert "缓催到2025年12月8日" in asked
    assert "原因：局长来电" in asked
    assert "请各自签收" in shifted["钟亦秋: 通知县水利局：泵站图纸12月8日送来"], "though a day was asked for"


PROPOSED = """@2025-11-18T09:10
钟亦秋: 提议召开专题会议，研究管网占道和电梯加装，11月27日下午3点在县府三楼会议室，参加单位：住建、水利、枕溪街道
钟亦秋 # 提议召开
钟亦秋: 提议召开临时会议，议题：经费缺口，11月28日上午9:30，在县政府三楼会议室
钟亦秋: 提议召开临时会议
钟亦秋: 提议召开临时会议，研究经费缺口
"""


def test_a_proposal_in_one_sentence_is_shown_in_its_parts_before_it_goes_to_whoever_decides(tmp_path: Path) -> None:
    said = play(PROPOSED, tmp_path)
    asked = next(told for line, told in said.items() if line.startswith("钟亦秋: 提议召开专题会议"))
    assert "沈怀瑾" not in asked
    assert "事项：管网占道和电梯加装\n时间：2025年11月27日15:00\n地点：县府三楼会议室" in asked
    assert "参加单位：住建、水利、枕溪街道" in asked
    told = said["钟亦秋 # 提议召开"]
    assert "研究：管网占道和电梯加装\n" in told
    assert "拟于2025年11月27日15:00在县府三楼会议室召开；参加单位：住建、水利、枕溪街道" in told
    assert "地点：县政府三楼会议室" in next(told for line, told in said.items() if "议题：经费缺口" in line)
    assert "研究：经费缺口" in said["钟亦秋: 提议召开临时会议，研究经费缺口"], "though the topic was asked for"


OFFICE = """@2025-11-22T09:10
钟亦秋: 办公室主任换人，换成周砚池
钟亦秋: 11月21日召开了专题会议，沈怀瑾主持，县水利局请假，议定两件事：一是县财政局12月10日前拨付首笔补助；二是公布流程
钟亦秋: 补记一次已开的会
钟亦秋: 叶小满调离，由科员周砚池接替
钟亦秋: 成员换成赵新
钟亦秋: 办公室新来了科员周砚池，请登记
"""


def test_the_offices_own_people_change_in_words_and_a_sitting_that_was_held_is_no_call(tmp_path: Path) -> None:
    said = play(OFFICE, tmp_path)
    assert "县住房城乡建设局办公室主任：钟亦秋 → 周砚池。备案表还要写" in said["钟亦秋: 办公室主任换人，换成周砚池"]
    held = next(told for line, told in said.items() if "11月21日召开了" in line)
    assert "补记已开的会" in held, "and no post of whoever comes"
    assert "4. 记一项：" in said["钟亦秋: 补记一次已开的会"]
    assert "办公室人员：叶小满 → 周砚池（科员）" in said["钟亦秋: 叶小满调离，由科员周砚池接替"]
    assert "没有写哪个单位" in said["钟亦秋: 成员换成赵新"]
    way = said["钟亦秋: 办公室新来了科员周砚池，请登记"]
    assert "“县住房城乡建设局,办公室人员,周砚池,科员”" in way


CALLED = """@2025-11-18T09:10
叶小满: 提议召开专题会议，研究管网占道
沈怀瑾 # 同意召开
叶小满: /sittings
叶小满 # 会议1
叶小满 # 定时间地点
叶小满: 11月27日下午3点 县府三楼会议室
叶小满 # 定参会单位
叶小满: 县住房城乡建设局、县水利局
叶小满 # 拟议程
叶小满 # 返回会议
叶小满 # 通知核稿
叶小满 # 核稿无误，送签发
沈怀瑾: 同意签发会议通知
叶小满: 发会议通知
叶小满 # 确认发出通知
@2025-11-27T16:10
叶小满: 登记出席
叶小满 # 确认登记
叶小满 # 记一项
叶小满: 县水利局12月10日前报批占道方案
叶小满 # 列入督办
叶小满 # 返回会议
叶小满 # 纪要送审
沈怀瑾: 同意签发纪要
叶小满 # 去印发
叶小满 # 印发纪要
叶小满 # 确认印发
"""


def test_the_liaison_of_a_unit_that_is_called_by_the_offices_head_hears_of_the_sitting(tmp_path: Path) -> None:
    said = play(CALLED, tmp_path)
    told = said["叶小满 # 确认发出通知"]
    asked = said["叶小满: 发会议通知"]
    assert "收到的是：县住房城乡建设局钟亦秋、县水利局江一帆；一并告知联络员：县住房城乡建设局向晚晴。" in asked
    assert "钟亦秋：【会议通知】\n" in told
    assert "向晚晴：【会议通知】（已发参会单位）" in told
    assert "程暮云" not in told, "of a unit that is not called"
    assert "和召集人，一并发联络员县住房城乡建设局向晚晴；" in said["叶小满 # 印发纪要"]
    assert "向晚晴：" in said["叶小满 # 确认印发"]
